using BgpVerified.CoyoteTests.Exploration;
using Xunit;

namespace BgpVerified.CoyoteTests.Fab;

/// <summary>
/// Each rule taken out: the property that it protects fails, in the scenario that the catalogue names, after this many steps.
/// </summary>
public class FabAblationTests
{
    public static TheoryData<string, string, string, int> Pinned => new()
    {
        { "fab", "follow-regency", "Lemma2Inv", 7 },
        { "fab", "election-proof", "ElectionInv", 1 },
        { "fab", "accept-once", "CS2Inv", 10 },
        { "fab", "certificate", "Lemma2Inv", 13 },
        { "fab", "certificate-number", "Lemma2Inv", 12 },
        { "fab", "certificate-quorum", "Lemma2Inv", 10 },
        { "fab", "signed-answers", "Lemma2Inv", 13 },
        { "fab", "vouch-majority", "Lemma2Inv", 13 },
        { "fab", "answer-again", "CL2Prop", 14 },
        { "fab", "learn-quorum", "CS3Inv", 4 },
        { "fab", "pull", "CL2Prop", 8 },
        { "fab", "pull-quorum", "CS3Inv", 2 },
        { "fab", "pull-by-value", "CL2Prop", 38 },
        { "fab", "satisfied-quorum", "CL1Prop", 16 },
        { "fab", "suspect-again", "CL1Prop", 13 },
        { "fab", "acknowledgment-quorum", "CS3Inv", 2 },
        { "fab", "acknowledged-first", "CL2Prop", 14 },
        { "pfab", "follow-regency", "Lemma5Inv", 7 },
        { "pfab", "election-proof", "ElectionInv", 1 },
        { "pfab", "accept-once", "CS2Inv", 8 },
        { "pfab", "certificate", "Lemma5Inv", 10 },
        { "pfab", "certify-always", "Lemma5Inv", 14 },
        { "pfab", "certificate-number", "Lemma5Inv", 12 },
        { "pfab", "certificate-quorum", "Lemma5Inv", 9 },
        { "pfab", "signed-answers", "Lemma5Inv", 10 },
        { "pfab", "vouch-majority", "Lemma5Inv", 10 },
        { "pfab", "answer-again", "CL2Prop", 13 },
        { "pfab", "learn-quorum", "CS3Inv", 3 },
        { "pfab", "commit-proof-quorum", "Lemma4Inv", 4 },
        { "pfab", "commit-own-regency", "Lemma5Inv", 11 },
        { "pfab", "commit-quorum", "CS3Inv", 5 },
        { "pfab", "proof-number", "Lemma5Inv", 11 },
        { "pfab", "newest-evidence", "Lemma7Inv", 9 },
        { "pfab", "pull", "CL2Prop", 8 },
        { "pfab", "pull-quorum", "CS3Inv", 2 },
        { "pfab", "pull-by-value", "CL2Prop", 33 },
        { "pfab", "satisfied-quorum", "CL1Prop", 14 },
        { "pfab", "suspect-again", "CL1Prop", 11 },
        { "pfab", "acknowledgment-quorum", "CS3Inv", 2 },
        { "pfab", "acknowledged-first", "CL2Prop", 13 },
    };

    [Theory]
    [MemberData(nameof(Pinned))]
    public void Without_the_rule_its_property_fails(string protocol, string rule, string property, int length)
    {
        var entry = FabExplorations.Named(protocol).Rules.Single(r => r.Name == rule);

        var result = FabExplorations.Explore(protocol, FabExplorations.Configuration(protocol, entry.Scenario).Without(rule), property);

        Assert.Equal(entry.Protects, property);
        Assert.Equal($"Violated {property} in {length}", result.Outcome());
    }

    [Theory]
    [InlineData("fab")]
    [InlineData("pfab")]
    public void Every_corrected_rule_is_pinned(string protocol)
    {
        var pinned = Pinned.Select(row => row.Data).Where(row => row.Item1 == protocol).Select(row => row.Item2);

        Assert.Equal(FabExplorations.Named(protocol).Rules.Where(rule => rule.Corrected).Select(rule => rule.Name).Order(), pinned.Order());
    }
}
