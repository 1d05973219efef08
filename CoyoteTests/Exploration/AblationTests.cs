using BgpVerified.Checker.Exploration;
using Xunit;

namespace BgpVerified.CoyoteTests.Exploration;

/// <summary>
/// Each rule taken out: the property that it protects fails, in the scenario that the catalogue names, after this many steps.
/// </summary>
public class AblationTests
{
    /// <summary>The rules that no configuration tried shows to be needed, with what was tried; the smallest first.</summary>
    internal static readonly Dictionary<string, string[]> NotShownNecessary = new()
    {
        ["lead-forward"] = ["same-leader"],
    };

    /// <summary>
    /// The rules without which only a sentence of the paper's text fails, and no property of its section 3, with what was tried.
    /// </summary>
    private static readonly Dictionary<string, string[]> OnlyPromised = new()
    {
        ["collect-reported"] = ["classic", "late-command", "two-classic", "three-ballots", "stuck-acceptor", "conflict"],
        ["fast-only"] = ["one-ballot", "late-command", "two-classic", "two-ballots"],
        ["own-verify"] = ["classic", "one-ballot", "late-command", "two-classic", "two-ballots"],
        ["view-change-quorum"] = ["good-leader", "view-change"],
    };

    private static readonly string[] Promises = ["ClassicProp", "RecoveryProp", "VotedInv", "EnteredInv"];

    [Theory]
    [InlineData("propose-to-all", "LivenessProp", 11)]
    [InlineData("signed-commands", "NontrivialityInv", 2)]
    [InlineData("unique-ballots", "LivenessProp", 13)]
    [InlineData("own-ballots", "LivenessProp", 13)]
    [InlineData("own-view", "LivenessProp", 8)]
    [InlineData("open-by-phase1", "LivenessProp", 15)]
    [InlineData("promise", "ConsistencyInv", 16)]
    [InlineData("report-proven-ballot", "LivenessProp", 15)]
    [InlineData("certificate-quorum", "ConsistencyInv", 16)]
    [InlineData("phase1-quorum", "ConsistencyInv", 14)]
    [InlineData("highest-ballot", "ConsistencyInv", 20)]
    [InlineData("collect-reported", "RecoveryProp", 14)]
    [InlineData("propose-once", "LivenessProp", 13)]
    [InlineData("keep-proposals", "LivenessProp", 13)]
    [InlineData("keep-promise", "ConsistencyInv", 16)]
    [InlineData("vote-once", "ConsistencyInv", 14)]
    [InlineData("justification", "ConsistencyInv", 12)]
    [InlineData("fast-only", "ClassicProp", 5)]
    [InlineData("fast-voted", "LivenessProp", 13)]
    [InlineData("verify-quorum", "ConsistencyInv", 17)]
    [InlineData("own-verify", "VotedInv", 6)]
    [InlineData("verify-current-ballot", "ConsistencyInv", 16)]
    [InlineData("proven-grows", "ConsistencyInv", 21)]
    [InlineData("learn-quorum", "ConsistencyInv", 14)]
    [InlineData("universal-quorum", "NontrivialityInv", 1)]
    [InlineData("universal-any-ballot", "LivenessProp", 10)]
    [InlineData("universal-forward", "TotalityProp", 9)]
    [InlineData("deliver-once", "IntegrityInv", 4)]
    [InlineData("suspicion-quorum", "ViewChangeInv", 1)]
    [InlineData("join-view-change", "LivenessProp", 13)]
    [InlineData("view-change-quorum", "EnteredInv", 3)]
    [InlineData("snapshot-quorum", "NontrivialityInv", 2)]
    [InlineData("discard-quorum", "LivenessProp", 10)]
    [InlineData("stable-beginning", "CheckpointInv", 9)]
    [InlineData("hand-over", "LivenessProp", 20)]
    [InlineData("reach-beginning", "ConsistencyInv", 25)]
    [InlineData("executed-once", "IntegrityInv", 14)]
    public void Without_the_rule_its_property_fails(string rule, string property, int length)
    {
        var entry = Explorations.Bgp.Rules.Single(r => r.Name == rule);

        var result = Explorations.Explore(Explorations.Bgp, Explorations.Configuration(entry.Scenario).Without(rule), property);

        Assert.Equal(entry.Protects, property);
        Assert.Equal($"Violated {property} in {length}", result.Outcome());
    }

    /// <summary>The same for a rule that takes longer.</summary>
    [Fact]
    public void Without_checkpoint_quorum_what_is_discarded_need_not_be_learned()
    {
        Explorations.SkipIfLong(true);
        var entry = Explorations.Bgp.Rules.Single(r => r.Name == "checkpoint-quorum");

        var result = Explorations.Explore(
            Explorations.Bgp, Explorations.Configuration(entry.Scenario).Without(entry.Name), entry.Protects);

        Assert.Equal("Violated CheckpointInv in 14", result.Outcome());
    }

    [Fact]
    public void Every_corrected_rule_is_pinned_above_or_listed_as_not_shown_necessary()
    {
        var unprotected = Explorations.Bgp.Rules.Where(rule => rule.Corrected && rule.Protects is null).Select(rule => rule.Name);

        Assert.Equal(NotShownNecessary.Keys.Order(), unprotected.Order());
    }

    [Theory]
    [InlineData("collect-reported")]
    [InlineData("fast-only")]
    [InlineData("own-verify")]
    [InlineData("view-change-quorum")]
    public void Without_a_rule_for_the_text_alone_the_properties_of_section_3_hold(string rule)
    {
        foreach (var scenario in Explorations.Tried(OnlyPromised[rule]))
        {
            var configuration = Explorations.Configuration(scenario).Without(rule);
            foreach (var property in Explorations.Bgp.Build(configuration).Properties.Select(property => property.Name).Except(Promises))
            {
                Assert.Equal($"{scenario}: Holds",
                    $"{scenario}: {Explorations.Explore(Explorations.Bgp, configuration, property).Outcome()}");
            }
        }
    }

    [Theory]
    [InlineData("lead-forward")]
    public void Without_a_rule_not_shown_necessary_everything_tried_holds(string rule)
    {
        foreach (var scenario in Explorations.Tried(NotShownNecessary[rule]))
        {
            var result = Explorations.Explore(Explorations.Configuration(scenario).Without(rule));

            Assert.Equal($"{scenario}: Holds", $"{scenario}: {result.Outcome()}");
        }
    }

    [Fact]
    public void The_papers_guard_in_place_of_the_justification_leaves_an_acceptor_stuck()
    {
        var configuration = Explorations.Configuration("stuck-acceptor").Without("justification");

        var result = Explorations.Explore(configuration with { Rules = configuration.Rules.Add("prefix-guard") });

        Assert.Equal("Violated LivenessProp in 18", result.Outcome());
    }
}
