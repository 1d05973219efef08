using BgpVerified.CoyoteTests.Exploration;
using Xunit;

namespace BgpVerified.CoyoteTests.FabMachine;

/// <summary>
/// Each rule taken out: the property that it protects fails, in the scenario that the catalogue names, after this many steps.
/// </summary>
public class MachineAblationTests
{
    /// <summary>Rules without which everything held, with the scenarios tried.</summary>
    public static IReadOnlyDictionary<string, string[]> NotShownNecessary { get; } = new Dictionary<string, string[]>
    {
        ["tentative-execution"] = ["one-slot", "common-case"],
    };

    public static TheoryData<string, string, int> Pinned => new()
    {
        { "accept-once", "OrderInv", 12 },
        { "learn-quorum", "OrderInv", 8 },
        { "follow-regency", "OrderInv", 7 },
        { "election-proof", "ElectionInv", 1 },
        { "certificate", "OrderInv", 10 },
        { "certificate-number", "OrderInv", 13 },
        { "certificate-quorum", "OrderInv", 10 },
        { "signed-answers", "OrderInv", 10 },
        { "vouch-majority", "OrderInv", 10 },
        { "commit-proof-quorum", "OrderInv", 10 },
        { "commit-quorum", "OrderInv", 12 },
        { "commit-own-regency", "OrderInv", 14 },
        { "proof-number", "OrderInv", 14 },
        { "adopt-vouched", "AnsweredProp", 17 },
        { "fill-gaps", "AnsweredProp", 18 },
        { "signed-request", "RequestedInv", 5 },
        { "slot-order", "ExecutedInv", 2 },
        { "execute-once", "OnceInv", 6 },
        { "reply-quorum", "ReplyInv", 2 },
        { "roll-back", "RollbackInv", 8 },
        { "determine-value", "ReplyInv", 10 },
        { "determine-prefix", "ReplyInv", 17 },
        { "read-quorum", "ReadInv", 13 },
        { "read-settled", "ReadInv", 7 },
        { "write-quorum", "ReadInv", 13 },
        { "window", "RejoinInv", 11 },
        { "rejoin-quorum", "RejoinInv", 14 },
        { "ignore-window", "RejoinInv", 11 },
        { "ignore-last", "RejoinInv", 11 },
        { "rejoin-first", "ReadInv", 21 },
        { "silent-after-loss", "ReadInv", 24 },
        { "leader-quorum", "LeaderInv", 14 },
        { "leader-proof", "ElectionInv", 4 },
        { "lead-later", "LeaderInv", 15 },
        { "list-quorum", "OrderInv", 10 },
    };

    [Theory]
    [MemberData(nameof(Pinned))]
    public void Without_the_rule_its_property_fails(string rule, string property, int length)
    {
        var entry = MachineExplorations.Machine.Rules.Single(r => r.Name == rule);
        Explorations.SkipIfLong(rule is "commit-own-regency" or "proof-number" or "leader-quorum" or "lead-later");

        var result = MachineExplorations.Explore(MachineExplorations.Configuration(entry.Scenario).Without(rule), property);

        Assert.Equal(entry.Protects, property);
        Assert.Equal($"Violated {property} in {length}", result.Outcome());
    }

    [Theory]
    [InlineData("tentative-execution")]
    public void Without_the_rule_everything_held_in_what_was_tried(string rule)
    {
        Assert.Null(MachineExplorations.Machine.Rules.Single(r => r.Name == rule).Protects);
        foreach (var scenario in NotShownNecessary[rule])
        {
            // Goals that the rule alone makes possible are not asked for.
            Assert.Equal("Holds", MachineExplorations.Explore(MachineExplorations.Configuration(scenario).Without(rule)).Outcome());
        }
    }

    [Fact]
    public void Every_corrected_rule_is_pinned_or_named()
    {
        var pinned = Pinned.Select(row => row.Data.Item1).Concat(NotShownNecessary.Keys);

        Assert.Equal(MachineExplorations.Machine.Rules.Where(rule => rule.Corrected).Select(rule => rule.Name).Order(), pinned.Order());
    }
}
