using BgpVerified.Impl.Bgp;
using BgpVerified.Kit;
using BgpVerified.Spec.Protocols;
using Xunit;

namespace BgpVerified.PropertyTests.Bgp;

/// <summary>The table of the rules: complete, in order, and named as on the command line.</summary>
public sealed class RulesTests
{
    public static TheoryData<BgpRule> Everyone => [.. Enum.GetValues<BgpRule>()];

    [Fact]
    public void Every_rule_has_one_entry_in_the_order_of_the_paper()
    {
        Assert.Equal(Enum.GetValues<BgpRule>().Select(RuleNames.Of), new BgpProtocol().Rules.Select(rule => rule.Name));
    }

    [Theory]
    [MemberData(nameof(Everyone))]
    public void A_rules_name_reads_back_as_the_rule(BgpRule rule)
    {
        Assert.Equal(rule, RuleNames.Parse<BgpRule>(RuleNames.Of(rule)));
    }

    [Theory]
    [InlineData(BgpRule.VoteOnce, "vote-once")]
    [InlineData(BgpRule.OpenByPhase1, "open-by-phase1")]
    [InlineData(BgpRule.Phase1Quorum, "phase1-quorum")]
    [InlineData(BgpRule.Promise, "promise")]
    public void A_rules_name_is_written_in_small_letters_with_hyphens(BgpRule rule, string name)
    {
        Assert.Equal(name, RuleNames.Of(rule));
    }

    [Theory]
    [InlineData("votes-once")]
    [InlineData("VoteOnce")]
    [InlineData("")]
    public void An_unknown_rule_is_refused_in_one_line_that_lists_the_rules(string name)
    {
        var refusal = Assert.Throws<InvalidConfigurationException>(() => RuleNames.Parse<BgpRule>(name));
        Assert.Equal($"unknown rule '{name}'; the rules are {string.Join(", ", new BgpProtocol().Rules.Select(rule => rule.Name))}",
            refusal.Message);
        Assert.DoesNotContain('\n', refusal.Message);
    }

    // Algorithm 4, lines 28-30: the justification takes the place of the acceptor's own proven value (E05).
    [Fact]
    public void The_prefix_guard_is_the_only_published_rule_that_the_corrected_protocol_leaves_out()
    {
        Assert.Equal(["prefix-guard"], new BgpProtocol().Rules.Where(rule => rule.Published && !rule.Corrected).Select(rule => rule.Name));
        Assert.Equal(["prefix-guard", "prefix-quorums", "prefix-base", "prefix-bound", "prefix-extends"],
            new BgpProtocol().Rules.Where(rule => !rule.Corrected).Select(rule => rule.Name));
    }

    // What the handlers' remarks call a deviation, and nothing else, is not published.
    [Fact]
    public void The_published_rules_are_those_that_the_paper_has_code_or_words_for()
    {
        BgpRule[] published =
        [
            BgpRule.Promise, BgpRule.CertificateQuorum, BgpRule.Phase1Quorum, BgpRule.CollectReported, BgpRule.OwnView,
            BgpRule.KeepPromise, BgpRule.PrefixGuard, BgpRule.FastOnly, BgpRule.VerifyQuorum, BgpRule.OwnVerify,
            BgpRule.LearnQuorum, BgpRule.UniversalQuorum, BgpRule.SuspicionQuorum, BgpRule.JoinViewChange, BgpRule.ViewChangeQuorum,
        ];
        Assert.Equal(published, new BgpProtocol().Rules.Where(rule => rule.Published).Select(rule => RuleNames.Parse<BgpRule>(rule.Name)));
    }

    [Fact]
    public void Every_rule_says_where_the_paper_has_it_what_it_is_for_and_which_scenario_shows_it()
    {
        var scenarios = new BgpProtocol().Scenarios.Select(scenario => scenario.Name).ToHashSet();
        Assert.All(new BgpProtocol().Rules, rule =>
        {
            Assert.Matches("^(Alg\\. [1-5]|Sec\\. [1-5])", rule.Location);
            Assert.EndsWith(".", rule.Why);
            Assert.Contains(rule.Scenario, scenarios);
        });
    }
}
