using BgpVerified.Checker.Exploration;
using BgpVerified.CoyoteTests.Exploration;
using BgpVerified.CoyoteTests.Kit;
using BgpVerified.Impl.FabOptimal;
using BgpVerified.Kit;
using BgpVerified.Spec.Protocols;
using BgpVerified.Spec.Values;
using Xunit;

namespace BgpVerified.CoyoteTests.FabOptimal;

[ScenarioIs("equivocation", "Holds", 2304, 4314)]
[ScenarioIs("byzantine-acceptor", "Holds", 1286)]
[ScenarioIs("byzantine-later-leader", "Holds", 932, 1686)]
[ScenarioIs("byzantine-third-leader", "Holds", 25077)]
[ScenarioIs("byzantine-later-leader-three", "Holds", 32599)]
[ScenarioIs("byzantine-acceptor-three", "Holds", 22351)]
[ScenarioIs("equivocation-three", "Holds", 83462)]
[ScenarioIs("common-case", "Holds", 24, 37)]
[ScenarioIs("slow-path", "Holds", 22745)]
[ScenarioIs("slow-path-acceptor", "Holds", 12854)]
[ScenarioIs("slow-common-case", "Holds", 88, 152)]
[ScenarioIs("counted-five", "Violated AgreementInv in 12")]
[ScenarioIs("counted-six", "Holds", 20732)]
[ScenarioIs("lower-bound", "Violated AgreementInv in 4")]
[ScenarioIs("lower-bound-two", "Violated AgreementInv in 16")]
[Without("from-leader", "ValidityInv", 3)]
[Without("ack-own-view", "AgreementInv", 9)]
[Without("ack-once", "AgreementInv", 6)]
[Without("certificate", "AgreementInv", 9)]
[Without("votes-of-view", "AgreementInv", 11)]
[Without("vote-quorum", "AgreementInv", 9)]
[Without("signed-vote", "AgreementInv", 10)]
[Without("certified-vote", "AgreementInv", 12)]
[Without("signed-commit", "AgreementInv", 12)]
[Without("highest-view", "AgreementInv", 13)]
[Without("keep-committed", "AgreementInv", 14)]
[Without("keep-only", "AgreementInv", 9)]
[Without("keep-counted", "AgreementInv", 10)]
[Without("counted-size", "AgreementInv", 11)]
[Without("exclude-equivocator", "AgreementInv", 9)]
[Without("wait-for-others", "AgreementInv", 9)]
[Without("propose-once", "TerminationProp", 9)]
[Without("decide-quorum", "AgreementInv", 4)]
[Without("certificate-quorum", "AgreementInv", 12)]
[Without("commit-quorum", "AgreementInv", 2)]
[Without("commit-own-view", "AgreementInv", 14)]
public class FabOptimalTests() : PinnedProtocol(new OptimalProtocol(), compared: 12)
{
    private static readonly IProtocol Optimal = new OptimalProtocol();

    /// <summary>
    /// f Byzantine processes and f - 1 correct ones with commit certificates are too few; the shortest counterexample is kept. With f = 1
    /// the rule's absence only shows what Byzantine processes decide alone.
    /// </summary>
    [Fact]
    public void Two_faults_need_the_commit_quorum()
    {
        var configuration = General(1).Without("commit-quorum");

        Assert.Equal("Violated AgreementInv in 15", Explorations.Explore(Optimal, configuration, "AgreementInv").Outcome());
    }

    /// <summary>5f - 1 and 3f + 2t - 1 with f = 2.</summary>
    [Theory]
    [InlineData(2, 277_829)]
    [InlineData(1, 4_274_121)]
    public void Two_faults_are_tolerated(int fast, int states)
    {
        Explorations.SkipIfLong(true);
        var result = new Explorer(Optimal.Build(General(fast)), Explorations.Reduced with { MaxStates = 5_000_000 }).Run();

        Assert.Equal(("Holds", states), (result.Outcome(), (int)result.DistinctStates));
    }

    /// <summary>
    /// The assumption that moves. The leader p1 has signed a and b. Of n = 4 votes two are for a, of processes that cannot both lie,
    /// and two for b, one of them the leader's own. Counted like any other, it leaves nothing to be told; without it a is kept.
    /// </summary>
    [Fact]
    public void The_equivocator_s_vote_is_the_one_that_does_not_count()
    {
        var config = Config("equivocation");
        var votes = new[] { Says(0, "b"), Says(1, "a"), Says(2, "a"), Says(3, "b") };

        Assert.Equal(Choice.Only("a"), Selection.Of(votes, config));
        Assert.Equal(Choice.More, Selection.Of(votes[..3], config));
        Assert.Equal(Choice.Any, Selection.Of(votes, Config("equivocation", "exclude-equivocator")));
        Assert.Equal(Choice.Any, Selection.Of([votes[0], votes[1], votes[3]], Config("equivocation", "wait-for-others")));
        Assert.True(Selection.ProvesEquivocation(votes, config));
        Assert.False(Selection.ProvesEquivocation(votes[1..3], config));
    }

    /// <summary>A vote that shows what nobody signed is none: then there are too few.</summary>
    [Fact]
    public void A_vote_must_show_signatures_and_certificates()
    {
        var config = Config("slow-path");
        var nil = new[] { Says(1, null), Says(2, null) };
        Vote Last(Claim claim) => new Vote(1, claim).By(new('p', 3));
        var proposal = new Proposal(0, "a");

        Assert.Equal(Choice.Only("a"), Selection.Of([.. nil, Last(new(new(proposal, true, true), null))], config));
        Assert.Equal(Choice.More, Selection.Of([.. nil, Last(new(new(proposal, false, true), null))], config));
        Assert.Equal(Choice.More, Selection.Of([.. nil, Last(new(new(proposal, true, false), null))], config));
        Assert.Equal(Choice.More, Selection.Of([.. nil, Last(new(null, new(proposal, 2)))], config));
        Assert.Equal(Choice.Only("a"), Selection.Of([.. nil, Last(new(null, new(proposal, 3)))], config));
    }

    [Theory]
    [InlineData(4, 1, 1, 3, 3, 2)]
    [InlineData(9, 2, 2, 7, 6, 4)]
    [InlineData(7, 2, 1, 6, 5, 3)]
    [InlineData(4, 1, 0, 4, 3, 1)]
    public void Sizes(int n, int f, int t, int decide, int certificate, int counted)
    {
        var source = Optimal.Configuration("equivocation") with { Acceptors = n, Faults = f, FastFaults = t };
        var config = new OptimalConfig(source);

        Assert.Equal((decide, certificate, counted), (config.DecideSize, config.CertificateSize, config.CountedSize));
        Assert.Equal(t < f, config.HasSlowPath);
        Assert.Throws<InvalidConfigurationException>(() => new OptimalConfig(source with { FastFaults = f + 1 }));
        Assert.Throws<InvalidConfigurationException>(() => new OptimalConfig(source with { Commands = ValueList<string>.Empty }));
    }

    private static Configuration General(int fast) => Optimal.Configuration("equivocation") with
    {
        Acceptors = 5 + (2 * fast),
        Faults = 2,
        FastFaults = fast,
        Byzantine = new(["p1", $"p{5 + (2 * fast)}"]),
    };

    private static OptimalConfig Config(string scenario, params string[] without) => new(Optimal.Configuration(scenario).Without(without));

    private static Vote Says(int process, string? value) =>
        new Vote(1, new(value is null ? null : new(new(0, value), true, true), null)).By(new('p', process));
}
