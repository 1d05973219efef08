using BgpVerified.Checker.Exploration;
using BgpVerified.CoyoteTests.Exploration;
using BgpVerified.CoyoteTests.Kit;
using BgpVerified.Impl.Generals;
using Xunit;

namespace BgpVerified.CoyoteTests.Generals;

[ScenarioIs("traitor-commander", "Holds", 73, 73)]
[ScenarioIs("traitor-lieutenant", "Holds", 11, 11)]
[ScenarioIs("two-traitors", "Holds", 1_734, 1_734)]
[ScenarioIs("two-traitor-lieutenants", "Holds", 27, 27)]
[ScenarioIs("four-generals", "Holds", 573, 573)]
[ScenarioIs("lower-bound", "Violated IC1Inv in 4")]
[Without("verify", "IC2Inv", 3)]
[Without("commander-first", "IC2Inv", 3)]
[Without("distinct-signers", "IC1Inv", 4)]
[Without("in-time", "IC1Inv", 4)]
[Without("relay", "IC1Inv", 4)]
[Without("all-rounds", "IC1Inv", 4)]
[Without("choice", "IC1Inv", 4)]
[Without("default", "TerminationProp", 4)]
public class SignedGeneralsTests() : PinnedProtocol(new SignedGeneralsProtocol(), compared: 20)
{
    private static readonly SignedGeneralsProtocol Protocol = new();

    /// <summary>Two traitors among five generals: SM(2), and SM(1), a round too few. Three: SM(2) is a round too few.</summary>
    [Theory]
    [InlineData(2, "g1,g5", "Holds")]
    [InlineData(1, "g1,g5", "Violated IC1Inv in 5")]
    [InlineData(2, "g1,g4,g5", "Violated IC1Inv in 6")]
    public void Five_generals(int relays, string traitors, string outcome)
    {
        Assert.SkipUnless(Explorations.RunsLongTests, "takes long; LONG_TESTS=1 runs it");
        var configuration = Protocol.Configuration("two-traitors") with
        {
            Acceptors = 5,
            Faults = relays,
            Byzantine = new(traitors.Split(',')),
        };

        Assert.Equal(outcome, new Explorer(Protocol.Build(configuration), Explorations.Reduced).Run().Outcome());
    }
}
