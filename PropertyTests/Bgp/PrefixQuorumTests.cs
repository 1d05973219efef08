using BgpVerified.Impl.Bgp;
using BgpVerified.Kit;
using BgpVerified.PropertyTests.Messages;
using BgpVerified.Spec.Protocols;
using BgpVerified.Spec.Values;
using Xunit;

namespace BgpVerified.PropertyTests.Bgp;

/// <summary>Prefix quorums, a step past the paper: docs/PREFIX-QUORUMS.md. Here a and b commute; c conflicts with both.</summary>
public sealed class PrefixQuorumTests
{
    private static readonly Scene Prefixes =
        new(Small.Prefixes(4, 1, "a b c", "fast classic fast classic") with { Conflicts = new(["a-c", "b-c"]) });

    // An acceptor that has voted for a.b in ballot 1, whose base is a.
    private static readonly AcceptorState Self = Prefixes.VotedFor("a.b", 1) with { Shown = Prefixes.Justified(1, "a") };

    private static Certificate Proven(int ballot, string value) => Prefixes.Proven(ballot, value) with { Reports = 3 };

    private static Reports<Verify> Votes(params string[] values) =>
        new(new(values.Select((value, i) => new Verify(Scene.Ballot(1), Prefixes.Value(value)) { From = Scene.A(i) })));

    private static Reports<Phase2B> Proofs(params string[] values) =>
        new(new(values.Select((value, i) => new Phase2B(Scene.Ballot(1), Prefixes.Value(value)) { From = Scene.A(i) })));

    [Theory]
    [InlineData("a.b", "a.b", "a.b", "a.b")]
    [InlineData("a", "a.b", "a", "a.b.c")]
    [InlineData("a", "a.b", "a.c", "a.b")]
    public void A_quorum_of_votes_proves_their_greatest_common_prefix(string prefix, params string[] votes)
    {
        Outcome.Moves(
            Self with { Proven = Proven(1, prefix) },
            PrefixQuorums.On(Self, Votes(votes), Prefixes.Config),
            new Phase2B(Scene.Ballot(1), Prefixes.Value(prefix)));
    }

    [Fact]
    public void Nothing_is_proven_by_too_few_without_its_own_vote_in_another_ballot_or_without_a_common_prefix()
    {
        Outcome.Ignores(Self, PrefixQuorums.On(Self, Votes("a.b", "a.b"), Prefixes.Config));
        var other = Self with { Id = Scene.A(3) };
        Outcome.Ignores(other, PrefixQuorums.On(other, Votes("a", "a", "a"), Prefixes.Config));
        var later = Self with { Promised = Scene.Ballot(2) };
        Outcome.Ignores(later, PrefixQuorums.On(later, Votes("a.b", "a.b", "a.b"), Prefixes.Config));
        Outcome.Ignores(Self, PrefixQuorums.On(Self, Votes("a.b", "c", "a.b"), Prefixes.Config));
    }

    [Fact]
    public void What_does_not_extend_the_base_is_proven_only_without_prefix_base()
    {
        Outcome.Ignores(Self, PrefixQuorums.On(Self, Votes("a.b", "a.b", "b"), Prefixes.Config));
        Outcome.Moves(
            Self with { Proven = Prefixes.Proven(1, "b") },
            PrefixQuorums.On(Self, Votes("a.b", "a.b", "b"), Prefixes.Without(BgpRule.PrefixBase).Config),
            new Phase2B(Scene.Ballot(1), Prefixes.Value("b")));
    }

    [Fact]
    public void In_one_ballot_what_is_proven_extends_what_was()
    {
        var free = Self with { Shown = Prefixes.Justified(1), Proven = Proven(1, "a") };
        Outcome.Ignores(free, PrefixQuorums.On(free, Votes("a.b", "a.b", "b"), Prefixes.Config));
        Outcome.Moves(
            free with { Proven = Proven(1, "a.b") },
            PrefixQuorums.On(free, Votes("a.b", "a.b", "a.b"), Prefixes.Config),
            new Phase2B(Scene.Ballot(1), Prefixes.Value("a.b")));
        Assert.Equal([new Phase2B(Scene.Ballot(1), Prefixes.Value("b"))],
            PrefixQuorums.On(free, Votes("a.b", "a.b", "b"), Prefixes.Without(BgpRule.PrefixExtends).Config).Sends);
    }

    [Fact]
    public void A_learner_learns_what_a_quorum_has_proven_extensions_of()
    {
        var self = new LearnerState(Prefixes.Config.Empty);
        Outcome.Moves(new LearnerState(Prefixes.Value("a")), PrefixQuorums.On(self, Proofs("a.b", "a", "a.c"), Prefixes.Config));
        Outcome.Ignores(self, PrefixQuorums.On(self, Proofs("a", "a"), Prefixes.Config));
    }

    [Fact]
    public void The_base_is_the_least_upper_bound_of_what_was_proven_in_the_highest_ballot()
    {
        Phase1B[] reports =
        [
            Prefixes.Answer(0, 2) with { Proven = Proven(1, "a") },
            Prefixes.Answer(1, 2) with { Proven = Proven(1, "b") },
            Prefixes.Answer(2, 2),
        ];
        Assert.Equal(Prefixes.Value("a.b"), Justification.From(Scene.Ballot(2), reports, Prefixes.Config).Base);
        Assert.Equal(Prefixes.Value("a"), Justification.From(Scene.Ballot(2), reports, Prefixes.Without(BgpRule.PrefixBound).Config).Base);
    }

    [Fact]
    public void A_report_counts_only_if_its_certificate_shows_a_base()
    {
        var report = Prefixes.Answer(0, 2) with { Proven = Proven(1, "a") };
        Assert.True(report.Proven.IsValid(Prefixes.Config));
        Assert.False((report.Proven with { Reports = 2 }).IsValid(Prefixes.Config));
        Assert.False((report.Proven with { Signatures = 2 }).IsValid(Prefixes.Config));
        Assert.True((report.Proven with { Reports = 0 }).IsValid(Prefixes.Without(BgpRule.PrefixBase).Config));
        Assert.True(Prefixes.NothingProven.IsValid(Prefixes.Config));
    }

    [Theory]
    [InlineData("prefix-base")]
    [InlineData("prefix-bound")]
    [InlineData("prefix-extends")]
    public void Its_rules_mean_nothing_without_the_first(string rule)
    {
        var configuration = Small.Corrected(4, 1, "a", "fast");
        var refusal = Assert.Throws<InvalidConfigurationException>(() =>
            new BgpConfig(configuration with { Rules = configuration.Rules.Add(rule) }));
        Assert.Equal($"rule '{rule}' means nothing without 'prefix-quorums'; put that in as well (--with prefix-quorums), or take both out",
            refusal.Message);
    }
}
