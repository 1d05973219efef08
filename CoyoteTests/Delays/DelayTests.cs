using System.Text;
using BgpVerified.CoyoteTests.Traces;
using Xunit;

namespace BgpVerified.CoyoteTests.Delays;

/// <summary>Message delays, measured, beside what the papers claim; <c>docs/DELAYS.md</c> is their table.</summary>
public class DelayTests
{
    public static TheoryData<int, string> Cases => new(DelayCase.All.Select((c, i) => (i, $"{c.Protocol.Name}, {c.Case}")));

    [Theory]
    [MemberData(nameof(Cases))]
    public void Every_correct_learner_learns_after_so_many(int index, string what)
    {
        var measured = DelayCase.All[index];

        Assert.True(measured.Expected == measured.Measured, $"{what}: {measured.Measured}");
    }

    [Fact]
    public void The_document_is_current() => Golden.AssertCurrent(Write(), "docs", "DELAYS.md");

    private static string Write()
    {
        var text = new StringBuilder(
            """
            # Message delays

            How many message delays pass until every correct learner has learned, measured and not computed: a run on the plain
            world (`CoyoteTests/Delays`) in which every message takes one unit of time. In each unit every process takes whatever
            correct processes had sent before the unit began, and nothing else; a process's message to itself takes a unit too.
            Byzantine acceptors keep silent. *From the proposal*: since the message that proposes the value to the acceptors was
            sent. *From the start*: since the first message of the leader or the proposer, with what comes before the proposal.

            This file is made by the tests, which fail when it is not current; `UPDATE_DOCS=1 dotnet test` writes it anew.

            | protocol | case | N | f | t | silent | from the proposal | from the start | the paper |
            | --- | --- | --- | --- | --- | --- | --- | --- | --- |

            """.ReplaceLineEndings("\n"));
        foreach (var row in DelayCase.All)
        {
            var c = row.Configuration;
            var (proposal, start) = row.Measured is { } measured ? ($"{measured.FromProposal}", $"{measured.FromStart}")
                : ("never", "never");
            text.Append($"| `{row.Protocol.Name}` | {row.Case} | {c.Acceptors} | {c.Faults} | {c.FastFaults} | {c.Byzantine.Count} "
                + $"| {proposal} | {start} | {row.Claim} |\n");
        }

        return text.Append(
            """

            BGP's paper says both two and three of a fast ballot. The round of verification, which it has in every ballot, is the
            third; a universally commutative command goes without it. `fab-machine` is a state machine: there it is the clients'
            requests that are measured, until every client has its answer.

            What section VI says is impossible is so for this protocol; later work does it with other protocols ([RELATED.md](RELATED.md)).

            For `fab` and `pfab` the claim is also a property of every run: `TwoStepProp` says that in the end every learner has
            learned, and so many correct acceptors have accepted the first leader's value that a chain of two messages was enough;
            `ThreeStepProp`, that so many hold a commit proof of it that one of three was.

            """.ReplaceLineEndings("\n")).ToString();
    }
}
