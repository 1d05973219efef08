using BgpVerified.Kit;
using BgpVerified.Spec.Commands;
using BgpVerified.Spec.Protocols;
using BgpVerified.Spec.Values;

namespace BgpVerified.Impl.Bgp;

/// <content>Checkpoints: what is stated, heard and shown of them. Nothing of it is there where no command is a checkpoint.</content>
public partial class BgpModel
{
    // What Byzantine processes can show to be stable; null where no command is a checkpoint.
    private readonly Part<ValueList<Checkpoint>>? stable;

    /// <summary>What acceptors have proven, at acceptors, and what they have discarded, at learners.</summary>
    private void Checkpoints()
    {
        acceptors.On<Quorum<Phase2B>>(AcceptorCheckpoints.On);
        foreach (var ballot in Config.Ballots)
        {
            var proofs = Tally<CommandSequence>(
                $"phase 2b {ballot} with a checkpoint",
                m => m is Phase2B p && p.Ballot == ballot && p.Value.Checkpoints > 0 ? (p.From.Number, p.Value) : null);
            acceptors.Reads(proofs, (_, _, values) =>
                values.SelectMany(value => Offers.Quorums(new Phase2B(ballot, value.Statement), value.Signers, acceptors)));
        }

        if (acceptors.Byzantine.Count > 0)
        {
            acceptors.Reads(signed, (_, _, commands) => ProofsAlone(commands));
        }

        CatchUp();
    }

    /// <summary>What Byzantine processes can show to be stable.</summary>
    private Part<ValueList<Checkpoint>>? Stable() => Config.HasCheckpoints
        ? Gather("all phase 2b", m => m is Phase2B).With("stable checkpoints", signed, adversary.Stable)
        : null;

    /// <summary>What Byzantine acceptors can report with.</summary>
    private Part<Material> Reportable()
    {
        const string Name = "certificates and signed commands";
        return stable is null
            ? certificates.With(Name, signed, (list, commands) => adversary.Material(list, BgpAdversary.NothingStable, commands))
            : certificates.With("certificates and stable checkpoints", stable, (list, known) => new ShownMaterial(list, known))
                .With(Name, signed, (shown, commands) => adversary.Material(shown.Certificates, shown.Stable, commands));
    }

    /// <summary>The justifications that answers to a ballot make, with what Byzantine acceptors show.</summary>
    private Part<ValueList<Justification>> Bases(Ballot ballot, Part<ValueSet<Message>> answers) => stable is null
        ? answers.With($"bases {ballot}", certificates,
            (sent, shown) => adversary.Justifications(ballot, sent, shown, BgpAdversary.NothingStable))
        : answers.With($"shown for {ballot}", stable, (sent, known) => new ShownAnswers(sent, known))
            .With($"bases {ballot}", certificates, (seen, shown) => adversary.Justifications(ballot, seen.Sent, shown, seen.Stable));
}
