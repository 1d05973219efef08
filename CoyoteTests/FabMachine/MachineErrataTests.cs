using BgpVerified.CoyoteTests.Documents;
using BgpVerified.CoyoteTests.Exploration;
using BgpVerified.CoyoteTests.Traces;
using BgpVerified.Spec.Protocols;
using Xunit;

namespace BgpVerified.CoyoteTests.FabMachine;

/// <summary><c>docs/ERRATA-FAB-MACHINE.md</c> is what the catalogue says and what the checker finds.</summary>
public class MachineErrataTests
{
    [Fact]
    public void The_errata_are_current() =>
        Assert.Contains(
            Chapter(MachineExplorations.Machine), File.ReadAllText(Path.Combine(Repository.Root, "docs", "ERRATA-FAB-MACHINE.md")));

    /// <summary>What each rule is for takes a run each, some of a minute; <see cref="MachineAblationTests"/> pins them.</summary>
    [Fact]
    public void The_whole_document_is_current()
    {
        Explorations.SkipIfLong(Environment.GetEnvironmentVariable("UPDATE_DOCS") != "1");
        Golden.AssertCurrent(Write(), "docs", "ERRATA-FAB-MACHINE.md");
    }

    private static string Chapter(IProtocol machine) =>
        $"## {machine.Name}: the errata\n\n{machine.Summary}.\n\n{ErrataChapter.Errata(machine)}";

    private static string Write()
    {
        var machine = MachineExplorations.Machine;
        return (
            """
            # Errata of the state machine over FaB Paxos

            Of "Fast Byzantine Consensus" (Martin, Alvisi), sections VII and VIII-B; a chapter of [ERRATA.md](ERRATA.md), which says
            how it is made. The catalogue is in `Impl/FabMachine/Catalogue/MachineErrata.cs` and `Impl/FabMachine/Catalogue/MachineRule.cs`.

            How to read a trace: one line a step, one column a process, in it only what the step changes. `a@1` is request `a` in
            slot 1, in a proposal its number; `a@0 was 0` is the reply that the write of `a` in slot 0 overwrote the initial value.

            ## What the checker finds

            With f + 1 replies to a write, as the paper has it, and 2f + 1 to a read, where it gives no number, a read returns a value that
            was overwritten before it began (M01):


            """.ReplaceLineEndings("\n")
            + new Finding(machine, machine.PublishedScenario).Write()
            + Chapter(machine)
            + $"## {machine.Name}: what each rule is for\n\n{ErrataChapter.Ablations(machine)}").TrimEnd('\n') + "\n";
    }
}
