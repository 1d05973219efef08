using BgpVerified.Faults.Statements;
using Xunit;

namespace BgpVerified.PropertyTests.Faults;

/// <summary>What a node must not have signed after what it has signed before.</summary>
public sealed class StatementChecksTests
{
    [Theory]
    [InlineData("a1 promise 0.1 0.0", "a1 vote 0.1 0 A", "a1 prove 0.1 0 A", "a1 vote 0.1 0 A,B", "a1 promise 0.2 0.1", "a1 vote 0.2 0 B")]
    [InlineData("a1 vote 0.1 0 A,B", "a1 vote 0.1 1 C", "a2 vote 0.1 0 B", "a1 vote 1.1 1 D")]
    [InlineData("d1 open 0.1", "d1 propose 0.1 0 A", "d1 propose 0.1 0 A", "d1 open 0.1", "d1 open 0.2", "d1 propose 0.2 0 B")]
    [InlineData("a1 vote 0.1 0 A", "a1 promise 0.2 0.0", "a1 vote 0.1 0 A")]
    [InlineData("a1 vote 0.1 2 ", "a1 vote 0.1 2 A", "a1 vote 0.1 2 A,B")]
    [InlineData("p1 FastProposal", "a1 Forward", "a1 Suspicion")]
    public void Statements_of_a_correct_node_do_not_contradict_each_other(params string[] statements) => Assert.Empty(Wrong(statements));

    [Theory]
    [InlineData("voted in ballot 0.1 after it had promised 0.2", "a1 promise 0.2 0.0", "a1 vote 0.1 0 A")]
    [InlineData("voted for different values in ballot 0.1", "a1 vote 0.1 0 A,B", "a1 vote 0.1 0 A")]
    [InlineData("voted for different values in ballot 0.1", "a1 vote 0.1 0 A", "a1 vote 0.1 0 B,C")]
    [InlineData("voted for different values in ballot 0.1", "a1 vote 0.1 2 A", "a1 vote 0.1 2 ")]
    [InlineData("voted in ballot 0.1 after 0.2", "a1 vote 0.2 0 A", "a1 vote 0.1 0 A")]
    [InlineData("voted in ballot 0.1 for what it had discarded", "a1 vote 0.1 1 A", "a1 vote 0.1 0 A")]
    [InlineData("promised ballot 0.1 after 0.2", "a1 promise 0.2 0.0", "a1 promise 0.1 0.0")]
    [InlineData("reported 0.0 for ballot 0.2, and had proven 0.1", "a1 prove 0.1 0 A", "a1 promise 0.2 0.0")]
    [InlineData("proved something in ballot 0.1 after 0.2", "a1 prove 0.2 0 A", "a1 prove 0.1 0 A")]
    [InlineData("proposed two values in ballot 0.1", "d1 propose 0.1 0 A", "d1 propose 0.1 0 B")]
    [InlineData("opened ballot 0.1 after 0.2", "d1 open 0.2", "d1 open 0.1")]
    public void A_contradiction_is_found_unless_the_node_is_Byzantine(string what, params string[] statements)
    {
        Assert.Equal([$"node1: {statements[0][..2]} {what}"], Wrong(statements));
        Assert.Empty(Wrong(statements, byzantine: 0));
    }

    [Fact]
    public void What_is_accepted_must_have_been_signed()
    {
        var checks = new StatementChecks();
        checks.Take(0, "#said 01 a1 Forward");
        checks.Take(1, "#heard 01 0 Forward");
        Assert.Empty(checks.Wrong([]));
        checks.Take(1, "#heard 02 0 Forward");
        Assert.Equal(["node2 accepted 1 messages of node1 that it never signed so"], checks.Wrong([]));
        Assert.Equal(["node2 accepted 1 messages of node1 that it never signed so"], checks.Wrong([0]));
        Assert.Empty(checks.Wrong([1]));
        Assert.Equal((1, 2), (checks.Statements, checks.Accepted));
    }

    [Fact]
    public void Other_lines_are_not_taken_and_lines_that_were_cut_off_do_no_harm()
    {
        var checks = new StatementChecks();
        Assert.False(checks.Take(0, "node1 listens"));
        Assert.False(checks.Take(0, string.Empty));
        Assert.True(checks.Take(0, "#said 01 a1 vote 0."));
        Assert.True(checks.Take(0, "#sa"));
        Assert.Empty(checks.Wrong([]));
    }

    private static IReadOnlyList<string> Wrong(string[] statements, int? byzantine = null)
    {
        var checks = new StatementChecks();
        foreach (var (i, statement) in statements.Index())
        {
            Assert.True(checks.Take(0, $"#said {i} {statement}"));
        }

        return checks.Wrong(byzantine is { } one ? [one] : []);
    }
}
