using System.Collections.Immutable;
using BgpVerified.Kit;
using BgpVerified.Spec.Protocols;
using BgpVerified.Spec.Values;

namespace BgpVerified.Impl.Bgp;

/// <summary>What a leader does only without rules that correct the paper.</summary>
internal static class PublishedLeader
{
    /// <summary>Algorithm 2, lines 12-16: proposers hear of the ballot, and a fast one opens without phase 1 (E11, E08).</summary>
    public static ImmutableArray<Message> Opening(LeaderState self, Ballot ballot, BallotKind kind, BgpConfig config)
    {
        Message opening = kind == BallotKind.Fast && !config.Has(BgpRule.OpenByPhase1)
            ? new Fast(self.View, ballot)
            : new Phase1A(self.View, ballot);
        return config.Has(BgpRule.ProposeToAll) ? [opening] : [new BallotOpened(self.View, ballot, kind), opening];
    }

    /// <summary>
    /// Algorithm 2, lines 38-39, without the rule propose-once: whether the answers counted before are among these. A leader that
    /// proposes again has heard more, and forgets nothing (E07).
    /// </summary>
    public static bool CountsOn(LeaderState self, Phase1BQuorum m)
    {
        if (self.Answers.Count == 0)
        {
            return true;
        }

        var left = m.Reports.Select(WithoutSender).ToList();
        return self.Answers.All(left.Remove);
    }

    /// <summary>The answers in an order of their own and without their senders, who make no difference.</summary>
    public static ValueList<Phase1B> WithoutSenders(IEnumerable<Phase1B> reports) =>
        new(reports.Select(WithoutSender).OrderBy(report => report.Text, StringComparer.Ordinal));

    private static Phase1B WithoutSender(Phase1B report) => report.By(default);
}
