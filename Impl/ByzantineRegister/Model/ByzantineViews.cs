using BgpVerified.Impl.Registers;
using BgpVerified.Spec.Protocols;
using BgpVerified.Spec.Values;

namespace BgpVerified.Impl.ByzantineRegister;

/// <summary>What a reader can be told: the reports sent, and what a Byzantine acceptor can show.</summary>
/// <param name="Sent">Read acknowledgments or timestamp changes of correct acceptors.</param>
/// <param name="Proofs">The proofs that it can show, each with as many signatures as there are.</param>
internal sealed record Reports(ValueSet<Message> Sent, ValueList<VisibleProof> Proofs);

/// <summary>
/// The parts of the world that the processes of a Byzantine register read, one for each kind of message and timestamp.
/// </summary>
/// <remarks>
/// What correct processes sent is gathered; what Byzantine ones could send besides is added where the view is read.
/// </remarks>
internal sealed class ByzantineViews : RegisterViews
{
    public ByzantineViews(ByzantineConfig config)
        : base(config)
    {
        Proofs = Add(GatheredView.Constant("no proofs", ValueList<VisibleProof>.Empty));
        foreach (var timestamp in Enumerable.Range(0, config.Timestamps))
        {
            Writes[timestamp] = Add(Signed($"writes {timestamp}", m => m is Write w && w.Written.Timestamp == timestamp ? (w.Acceptor, w.Written) : null));
            Proofs = Add(new DerivedView($"proofs up to {timestamp}", Proofs, Writes[timestamp], (earlier, writes) =>
                new ValueList<VisibleProof>(((ValueList<VisibleProof>)earlier).Concat(ByzantineAdversary.Proofs(timestamp, (ValueList<SignedWrite>)writes, config)))));
        }

        foreach (var timestamp in Enumerable.Range(0, config.Timestamps))
        {
            Requests[timestamp] = Add(GatheredView.Messages($"read and pre-write {timestamp}", m => m switch { Read r => r.Timestamp == timestamp, PreWrite w => w.Written.Timestamp == timestamp, _ => false }));
            var acks = Add(GatheredView.Messages($"read acknowledgments {timestamp}", m => m is ReadAck a && a.Timestamp == timestamp));
            ReadReports[timestamp] = Add(new DerivedView($"read reports {timestamp}", acks, Proofs, (sent, p) => new Reports((ValueSet<Message>)sent, (ValueList<VisibleProof>)p)));
            var changes = Add(GatheredView.Messages($"timestamp changes {timestamp}", m => m is TimestampChange c && c.Timestamp == timestamp));
            ChangeReports[timestamp] = Add(new DerivedView($"change reports {timestamp}", changes, Proofs, (sent, p) => new Reports((ValueSet<Message>)sent, (ValueList<VisibleProof>)p)));
            var reports = config.FoldsReadsAt(timestamp) ? ChangeReports[timestamp] : ReadReports[timestamp];
            Tokens[timestamp] = Add(new DerivedView($"tokens {timestamp}", reports, reports, (seen, _) => ByzantineAdversary.Tokens(timestamp, (Reports)seen, config)));
        }
    }

    /// <summary>The WRITEs of each timestamp.</summary>
    public Dictionary<int, View> Writes { get; } = [];

    /// <summary>What Byzantine acceptors could show to have been visible.</summary>
    public View Proofs { get; }

    /// <summary>What correct proposers have asked for at each timestamp.</summary>
    public Dictionary<int, View> Requests { get; } = [];

    /// <summary>For each timestamp: its read acknowledgments, and what Byzantine acceptors could report.</summary>
    public Dictionary<int, View> ReadReports { get; } = [];

    /// <summary>For each timestamp: the changes to it, and what Byzantine acceptors could report.</summary>
    public Dictionary<int, View> ChangeReports { get; } = [];

    /// <summary>For each timestamp: the tokens that a Byzantine proposer could make of the reports.</summary>
    public Dictionary<int, View> Tokens { get; } = [];
}
