using BgpVerified.Kit;
using BgpVerified.Spec.Commands;
using BgpVerified.Spec.Protocols;
using BgpVerified.Spec.Values;

namespace BgpVerified.Impl.Bgp;

/// <content>What is discarded: who hears what of it.</content>
public partial class BgpModel
{
    /// <summary>What acceptors have proven, at acceptors, and what they have discarded, at learners.</summary>
    private void Checkpoints()
    {
        Count<Checkpointed>(Config.SnapshotSize);
        acceptors.On<Quorum<Phase2B>>(AcceptorCheckpoints.On);
        learners.On<Quorum<Checkpointed>>(Learner.On);
        foreach (var ballot in Config.Ballots)
        {
            var proofs = Tally<CommandSequence>(
                $"phase 2b {ballot} with a checkpoint",
                m => m is Phase2B p && p.Ballot == ballot && p.Value.Checkpoints > 0 ? (p.From.Number, p.Value) : null);
            acceptors.Reads(proofs, (_, _, values) =>
                values.SelectMany(value => Offers.Quorums(new Phase2B(ballot, value.Statement), value.Signers, acceptors)));
        }

        var stated = Tally<History>("checkpointed", m => m is Checkpointed c ? (c.From.Number, c.History) : null);
        learners.Reads(stated, (_, _, all) => Stated(all));
        Forge(stated, all => Offers.Signatures<Checkpointed>(Stated(all), Config.SnapshotSize, acceptors));
        if (acceptors.Byzantine.Count > 0)
        {
            acceptors.Reads(signed, (_, _, commands) => ProofsAlone(commands));
            learners.Reads(signed, (_, _, commands) => StatedAlone(commands));
            Forge(signed, commands => Offers.Signatures<Checkpointed>(StatedAlone(commands), Config.SnapshotSize, acceptors));
        }

        IEnumerable<Offer> Stated(ValueList<Signed<History>> all) =>
            all.SelectMany(one => Offers.Quorums(new Checkpointed(one.Statement), one.Signers, acceptors));

        IEnumerable<Offer> StatedAlone(ValueSet<Command> commands) =>
            adversary.Stated(commands).SelectMany(history => Offers.Quorums(new Checkpointed(history), ProcessSet.None, acceptors));
    }
}
