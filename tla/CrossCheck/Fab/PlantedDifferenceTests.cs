using BgpVerified.Mirror;
using BgpVerified.Spec.Protocols;
using Xunit;

namespace BgpVerified.CrossCheck.Fab;

/// <summary>
/// A difference planted in the module, or in what it extends, is found, and the report says by which action. That nothing is found where
/// nothing is planted, the rules' tests show.
/// </summary>
public class PlantedDifferenceTests
{
    private static readonly ProtocolMirror Mirror = Mirrors.Of("pfab")!;

    public static TheoryData<string, string, string> Differences => new()
    {
        { "acceptor |-> a, number |-> m.number, value |-> m.value]", "acceptor |-> a, number |-> 0, value |-> m.value]", "Accept" },
        { "s.number = acceptor[a].regency \\/ ~Has(\"commit-own-regency\")", "TRUE", "Commit" },
        { "Report(a, m.number, acceptor[a].accepted, acceptor[a].proof)", "Report(a, m.number, NoProposal, acceptor[a].proof)", "Answer" },
    };

    [Theory]
    [MemberData(nameof(Differences))]
    public void A_changed_action_is_found(string original, string changed, string action)
    {
        Assert.SkipWhen(Npm.Missing is not null, Npm.Missing ?? string.Empty);
        var text = File.ReadAllText(Path.Combine(Repository.Tla, "Fab.tla"));
        Assert.Contains(original, text);

        var difference = Difference(ModuleText.Parse(text.Replace(original, changed, StringComparison.Ordinal)));

        Assert.NotNull(difference);
        Assert.Contains("/\\ acceptor = ", difference);
        Assert.Contains($"only TLA+ takes {action} there", difference);
    }

    /// <summary>Two correct acceptors and a Byzantine one, a Byzantine first leader, and a correct second one.</summary>
    private static string? Difference(ModuleText module)
    {
        var recovery = Mirror.Protocol.Scenarios.Single(scenario => scenario.Name == "recovery").Configuration;
        var small = recovery with { Acceptors = 2, Byzantine = new(["a2", "p1", "l1"]) };
        return GraphComparison.FirstDifference(Mirror, Mirror.Protocol.Build(small), FlatModule.Text(Mirror, module));
    }
}
