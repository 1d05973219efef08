using BgpVerified.Kit;
using BgpVerified.Spec.Commands;

namespace BgpVerified.Impl.Bgp;

/// <summary>
/// What a leader shows with its phase 2a: that a quorum of acceptors answered phase 1 of the ballot, and the base that
/// their answers oblige it to extend.
/// </summary>
/// <remarks>
/// The paper sends nothing of the kind, and its acceptors compare the value with their own <c>proven</c> only
/// (Algorithm 4, lines 28-30). Erratum E05. Symbolic, like a certificate: something that runs would send the
/// phase 1b messages themselves, and the acceptor would compute <see cref="From"/> again.
/// </remarks>
/// <param name="Ballot">The ballot that the phase 1b messages answer.</param>
/// <param name="Base">What every value of the ballot must extend.</param>
/// <param name="Reports">How many distinct acceptors' valid phase 1b messages it carries.</param>
public sealed record Justification(Ballot Ballot, CommandSequence Base, int Reports)
{
    /// <summary>The highest checkpoint that the messages show to be stable.</summary>
    public Checkpoint Stable { get; init; } = Checkpoint.None;

    /// <summary>The justification that phase 1b messages of distinct acceptors make.</summary>
    public static Justification From(Ballot ballot, IEnumerable<Phase1B> reports, BgpConfig config)
    {
        var valid = Counting(ballot, reports, config).ToList();
        var stable = valid.Select(report => report.Stable).Append(Checkpoint.None).MaxBy(shown => shown.History.Number)!;
        var proven = BaseOf(valid.Select(report => report.Proven), config);
        return new(ballot, proven.Without(stable.History), valid.Count) { Stable = stable };
    }

    /// <summary>The phase 1b messages that count: those that answer the ballot, with a valid certificate.</summary>
    public static IEnumerable<Phase1B> Counting(Ballot ballot, IEnumerable<Phase1B> reports, BgpConfig config) =>
        reports.Where(report => report.Ballot == ballot && report.Proven.IsValid(config)
            && report.Stable.IsValid(config) && IsStable(report.Proven.Value, report.Stable, config));

    /// <summary>Whether it allows a value: a quorum answered the value's ballot, and the value extends the base.</summary>
    public bool Supports(Ballot ballot, CommandSequence value, BgpConfig config) =>
        Ballot == ballot && Reports >= config.Phase1Size && Base.IsPrefixOf(value) && IsStable(value, Stable, config);

    /// <summary>What says which of two values in line is longer: one with more checkpoints, or as many and more after the last.</summary>
    internal static (int Checkpoints, int Since) Length(CommandSequence value) => (value.Checkpoints, value.SinceCheckpoint);

    /// <summary>Whether what a value has discarded is shown to be stable: else nobody may have it any more.</summary>
    private static bool IsStable(CommandSequence value, Checkpoint shown, BgpConfig config) =>
        config.Asks(BgpRule.StableBeginning, value.Discarded.Number < shown.History.Number
            || (value.Discarded.Number == shown.History.Number && value.Discarded.Equals(shown.History)));

    /// <inheritdoc/>
    public override string ToString() =>
        Stable.History.Number == 0 ? $"base {Base} by {Reports}" : $"base {Base} by {Reports}, stable {Stable}";

    /// <summary>The longest value proven in the highest ballot.</summary>
    /// <remarks>
    /// Algorithm 2 line 42, <c>largest_seq</c>, takes the longest of all ballots; a longer sequence proven by one
    /// acceptor in an earlier ballot then beats one that was learned since. Erratum E06.
    /// </remarks>
    private static CommandSequence BaseOf(IEnumerable<Certificate> proven, BgpConfig config)
    {
        var candidates = proven.ToList();
        if (config.Has(BgpRule.HighestBallot) && candidates.Count > 0)
        {
            var highest = candidates.Max(certificate => certificate.Ballot);
            candidates.RemoveAll(certificate => certificate.Ballot != highest);
        }

        if (config.Has(BgpRule.PrefixBound))
        {
            return PrefixQuorums.BaseOf(candidates.Select(certificate => certificate.Value), config);
        }

        // Of equally long ones the first in their order, so that it does not depend on who reports.
        return candidates.Select(certificate => certificate.Value)
            .OrderByDescending(Length).ThenByDescending(value => value.Discarded.Number).ThenBy(value => value)
            .FirstOrDefault() ?? config.Empty;
    }
}
