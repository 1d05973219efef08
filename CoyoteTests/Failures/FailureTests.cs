using System.Diagnostics;
using System.Text;
using BgpVerified.CoyoteTests.CommandLine;
using BgpVerified.CoyoteTests.Traces;
using Xunit;

namespace BgpVerified.CoyoteTests.Failures;

/// <summary>The failure hierarchy, run: <c>docs/FAILURES.md</c> is its table.</summary>
public class FailureTests(ITestOutputHelper output)
{
    [Fact]
    public void The_document_is_current() => Golden.AssertCurrent(Write(), "docs", "FAILURES.md");

    [Fact]
    public void Search()
    {
        foreach (var row in FailureCase.All.Where(r => r.Protocol is "bgp" or "bracha" or "two-phase-commit" or "crash-register" or "fab-machine" or "fab-register" or "byzantine-register" or "pfab" || r is { Protocol: "fab", Faulty: "p1" }))
        {
            if (row.Protocol == "pfab" && row.Faulty == "a4") continue;
            foreach (var rule in Tool.Catalogue.Protocol(row.Protocol).Rules.Where(r => r.Corrected))
            {
                var without = row with { Changed = c => row.Changed(c) with { Rules = new(row.Changed(c).Rules.Where(name => name != rule.Name)) } };
                var cells = ((FailureClass[])[FailureClass.Crash, FailureClass.SendOmission, FailureClass.ReceiveOmission]).Select(f => without.Explore(f)).ToList();
                if (cells.Select(c => c.Breaks).Distinct().Count() > 1)
                    output.WriteLine($"| `{row.Protocol}` {row.Scenario} | {row.Faulty} | {rule.Name} | {string.Join(" | ", cells.Select(cell => cell.Text))} |");
            }
        }
    }

    private string Write()
    {
        var text = new StringBuilder("| protocol | who |\n");
        foreach (var row in FailureCase.All)
        {
            var clock = Process.GetCurrentProcess().TotalProcessorTime;
            var cells = Enum.GetValues<FailureClass>().Select(row.Explore).ToList();
            var line = $"| `{row.Protocol}` | {row.Faulty} | {string.Join(" | ", cells.Select(cell => cell.Text))} |";
            output.WriteLine($"{line} {(Process.GetCurrentProcess().TotalProcessorTime - clock).TotalSeconds:0.0} s");
            text.Append(line + "\n");
        }

        return text.ToString();
    }
}
