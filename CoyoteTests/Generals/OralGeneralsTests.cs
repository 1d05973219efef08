using BgpVerified.Checker.Exploration;
using BgpVerified.CoyoteTests.Exploration;
using BgpVerified.CoyoteTests.Kit;
using BgpVerified.Impl.Generals;
using BgpVerified.Kit;
using BgpVerified.Spec.Protocols;
using Xunit;
using Told = BgpVerified.Impl.Generals.Told;

namespace BgpVerified.CoyoteTests.Generals;

[ScenarioIs("traitor-commander", "Holds", 83, 83)]
[ScenarioIs("traitor-lieutenant", "Holds", 15, 15)]
[ScenarioIs("five-generals", "Holds", 321, 321)]
[ScenarioIs("two-traitors", "Holds", 39_731)]
[ScenarioIs("beyond-m", "Holds", 31, 31)]
[ScenarioIs("lower-bound", "Violated IC2Inv in 3")]
[ScenarioIs("three-generals", "Holds", 21, 21)]
[ScenarioIs("lower-bound-commander", "Violated IC1Inv in 6")]
[ScenarioIs("lower-bound-two", "Violated IC2Inv in 8")]
[ScenarioIs("lemma-bound", "Violated IC2Inv in 4")]
[Without("majority", "IC1Inv", 5)]
[Without("nested", "IC1Inv", 12)]
[Without("all-rounds", "IC1Inv", 7)]
[Without("tie", "IC1Inv", 6)]
[Without("default", "TerminationProp", 3)]
[Without("known-sender", "IC2Inv", 4)]
public class OralGeneralsTests() : PinnedProtocol(new OralGeneralsProtocol(), compared: 20)
{
    private static readonly OralGeneralsProtocol Protocol = new();

    /// <summary>IC2 of seven generals; IC1 follows from it where the commander is loyal.</summary>
    [Fact]
    public void Two_traitor_lieutenants_among_seven_do_no_harm()
    {
        Assert.SkipUnless(Explorations.RunsLongTests, "takes long; LONG_TESTS=1 runs it");
        var configuration = Protocol.Configuration("two-traitors") with { Byzantine = new(["g6", "g7"]) };

        var result = new Explorer(Protocol.Build(configuration), Explorations.Reduced).Run();

        Assert.Equal((Verdict.Holds, 8_961), (result.Verdict, (int)result.DistinctStates));
    }

    /// <summary>Six generals are too few for two traitor lieutenants, and enough if the commander is one of the traitors.</summary>
    [Fact]
    public void Six_generals_agree_if_the_commander_is_one_of_two_traitors()
    {
        var configuration = Protocol.Configuration("lower-bound-two") with { Byzantine = new(["g1", "g6"]) };

        Assert.Equal("Holds", Explorations.Explore(Protocol, configuration).Outcome());
    }

    /// <summary>
    /// The model offers what traitors say with all of their RETREATs left out, or none. Any of them left out comes to the same.
    /// </summary>
    [Fact]
    public void What_a_traitor_does_not_say_is_what_he_says_to_retreat()
    {
        var config = new OralConfig(Protocol.Configuration("lower-bound-two"));
        var self = new ProcessId('g', 1);
        var before = new OralGeneral(self, null, 2, new([.. config.ChainsTo(self, 1).Concat(config.ChainsTo(self, 2))
            .Select(chain => new Told(chain, chain.Last.Number == 5 ? "retreat" : "attack"))]), null);
        var chains = config.ChainsTo(self, 3);
        var lying = chains.Where(chain => chain.Last.Number >= 4).ToList();
        var outcomes = new HashSet<string?>();
        for (var word = 0; word < (int)Math.Pow(3, lying.Count); word++)
        {
            List<string?> said = [.. lying.Select((_, at) => (string?[])["attack", "retreat", null]).Select((choice, at) =>
                choice[word / (int)Math.Pow(3, at) % 3])];
            var silent = End(said);

            Assert.Equal(End(said.ConvertAll<string?>(order => order ?? General.Retreat)).State, silent.State);
            outcomes.Add(silent.State.Obeys);
        }

        Assert.Equal(6, lying.Count);
        Assert.Equal(2, outcomes.Count);

        Step<OralGeneral> End(List<string?> said) => Oral.On(before, new RoundEnds(3, new(
        [
            .. lying.Zip(said).Where(pair => pair.Second is not null).Select(pair => new Report(pair.First, pair.Second!, pair.First.Last)),
            .. chains.Except(lying).Select(chain =>
                new Report(chain, chain.Last.Number == 2 && chain.Generals[1].Number >= 4 ? "retreat" : "attack", chain.Last)),
        ])), config);
    }

    /// <summary>OM(m), step 2: a lieutenant sends on what he was told, to be told along one general more.</summary>
    [Fact]
    public void A_lieutenant_sends_on_what_he_was_told()
    {
        var config = new OralConfig(Protocol.Configuration("traitor-lieutenant"));
        var self = new OralGeneral(new('g', 1), null, 0, new([]), null);

        var step = Oral.On(self, new RoundEnds(1, new([])), config);

        Assert.Equal([new Told(Chain.Empty.Then(new('g', 0)), "retreat")], step.State.Heard);
        Assert.Equal([new Says(2, step.State.Heard)], step.Sends);
    }
}
