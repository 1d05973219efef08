using BgpVerified.Impl.Registers;
using BgpVerified.Kit;
using BgpVerified.Spec.Protocols;

namespace BgpVerified.Impl.CrashRegister;

/// <summary>Who takes part in a crash register, who hears what, and what must hold.</summary>
internal sealed class CrashModel(Configuration source) : RegisterModel<CrashConfig>(source, new(source), changed => new CrashModel(changed))
{
    protected override void Declare()
    {
        var proposers = Proposers(CrashProposerState.Initial);
        var acceptors = Acceptors(CrashAcceptorState.Initial);
        Channel(Config.AllTimestamps).Each<Read>(proposers, m => m.Timestamp).Each<Write>(proposers, m => m.Written.Timestamp);
        Channel(Config.AllTimestamps)
            .Reports<ReadAck>(acceptors, Config.ReadSize, m => m.Timestamp, lies: Config.MadeUpAcks)
            .To((timestamp, p) => Config.IsLeader(p, timestamp));

        proposers
            .Local<BeginRead>(CrashProposer.On, _ => Config.AllTimestamps.Select(timestamp => (new BeginRead(timestamp), true)))
            .On<Reports<ReadAck>>(CrashProposer.On)
            .MayStop(p => !Config.IsLeader(p, Config.Timestamps - 1));
        acceptors.On<Read>(CrashAcceptor.On).On<Write>(CrashAcceptor.On);

        // Section 5.2: an acceptor that takes a write "considers the write visible".
        Learners(proposers, acceptors, visible: taking => taking.SelectMany(acceptor => acceptor.Taken));
    }
}
