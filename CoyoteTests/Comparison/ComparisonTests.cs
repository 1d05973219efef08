using System.Text;
using BgpVerified.CoyoteTests.Traces;
using BgpVerified.Spec.Protocols;
using Xunit;

namespace BgpVerified.CoyoteTests.Comparison;

/// <summary>
/// What a decision costs in each protocol, measured, beside what the papers claim; <c>docs/COMPARISON.md</c> is their table.
/// </summary>
public class ComparisonTests
{
    public static TheoryData<int, string> Rows => new(ComparisonRow.All.Select((row, i) => (i, $"{row.Protocol.Name}, {row.What}")));

    [Theory]
    [MemberData(nameof(Rows))]
    public void The_common_case_takes_the_delays_that_the_paper_claims(int index, string what)
    {
        var row = ComparisonRow.All[index];
        var cost = row.Costs;

        Assert.NotNull(cost.Common);
        Assert.True(row.Claimed is null || row.Claimed == cost.Common.Delays, $"{what}: {cost.Common}");
        Assert.True(row.AfterFault is null || cost.AfterFault is { } after && after.Delays >= cost.Common.Delays,
            $"{what}: {cost.AfterFault}");
    }

    [Fact]
    public void The_document_is_current() => Golden.AssertCurrent(Write(), "docs", "COMPARISON.md");

    private static string Write()
    {
        var text = new StringBuilder(
            """
            # Comparison

            The protocols side by side, made by runs (`CoyoteTests/Comparison`). In the *common case* nobody is faulty; *after a fault* the
            first leader is silent from the start, and timers run out when nothing is on its way: what they wait for is not counted, but how
            often they run out is. Every message takes one unit of time, a message to oneself too. f = 1, one command, as few processes
            as the protocol needs. *Messages* go to one recipient each; *signed* is how many statements are signed, however many hear
            them (a dash where the protocol has no signatures). A run ends when every correct learner has learned, or every client
            has its answer.
            [DELAYS.md](DELAYS.md) has more cases.

            This file is made by the tests, which fail when it is not current; `UPDATE_DOCS=1 dotnet test` writes it anew.

            """.ReplaceLineEndings("\n"));
        string[] columns = ["protocol", "decides", "stands", "processes", "N, learners", "delays", "messages", "signed",
            "the paper's delays", "after a fault: delays", "timers", "messages", "signed", "explored whole: states"];
        text.Append($"\n| {string.Join(" | ", columns)} |\n|{string.Concat(columns.Select(_ => " --- |"))}\n");
        foreach (var row in ComparisonRow.All)
        {
            var (common, after) = row.Costs;
            var c = row.Common.Configuration;
            text.Append($"| `{row.Protocol.Name}` | {row.What} | {row.Faults} | {row.Processes} | {Sizes(row.Protocol, c)} "
                + $"| {common!.Delays} | {common.Messages} | {Signed(row, common)} | {row.Claim} "
                + (after is null ? "| none | | | " : $"| {after.Delays} | {after.Timeouts} | {after.Messages} | {Signed(row, after)} ")
                + $"| {row.Largest} |\n");
        }

        return text.Append(
            """

            What the numbers do not say: a message of BGP or of PBFT's view change carries proofs, whose size grows with N; the registers'
            tokens carry signatures of others, and the secret register's carry secrets, dealt beforehand. `two-phase-commit` waits for all
            participants, and for ever if the coordinator crashes.
            Delays of a protocol whose leader must first be elected count the election's messages where the protocol has them, and not
            where an oracle elects (`fab`, `pfab`). The Byzantine generals are synchronous, f + 1 rounds whatever happens: OM(1) sends 9
            messages among four, OM(2) 156 among seven; SM(1) sends 9 among four, with four signatures where nobody is a traitor (counted
            from the algorithms, and not in the table).

            """.ReplaceLineEndings("\n")).ToString();
    }

    private static string Signed(ComparisonRow row, Decision cost) => row.IsSigned ? $"{cost.Statements}" : "-";

    private static string Sizes(IProtocol protocol, Configuration configuration)
    {
        var learners = protocol.Build(configuration).Processes.Count(process => process.Role == "learner");
        return learners == 0 ? $"{configuration.Acceptors}" : $"{configuration.Acceptors}, {learners}";
    }
}
