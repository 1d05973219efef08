using BgpVerified.Impl.ByzantineRegister;
using BgpVerified.Impl.FabRegister;
using BgpVerified.Impl.Registers;
using BgpVerified.Spec.Protocols;
using BgpVerified.Spec.Values;
using Xunit;

namespace BgpVerified.PropertyTests.Registers;

/// <summary>
/// What the registers say can happen. An action that is left out is never missed by a search that did not get to it, and one
/// too many is missed for ever.
/// </summary>
public sealed class RegisterActionTests
{
    [Fact]
    public void A_correct_second_leader_reads_also_where_it_leads_the_last_timestamp()
    {
        var actions = Actions(new FabRegisterProtocol(), configuration => configuration);

        Assert.Contains(new ProtocolAction("proposer", nameof(BeginRead)), actions);
        Assert.Contains(new ProtocolAction("proposer", "TimestampChangeQuorum"), actions);
        Assert.DoesNotContain(new ProtocolAction("proposer", nameof(FirstWrite)), actions);
    }

    [Fact]
    public void Timestamp_changes_matter_to_a_proposer_as_soon_as_one_has_its_second_timestamp()
    {
        var change = new ProtocolAction("proposer", "TimestampChangeQuorum");

        Assert.Contains(change, Actions(new ByzantineRegisterProtocol(),
            c => c with { Commands = new(["a", "b"]), Byzantine = new(["a4"]), Ballots = new(["classic", "classic", "classic"]) }));
        Assert.DoesNotContain(change, Actions(new ByzantineRegisterProtocol(),
            c => c with { Commands = new(["a", "b"]), Byzantine = new(["a4"]), Ballots = new(["classic", "classic"]) }));
    }

    /// <summary>A configuration has the timestamps that its report says: the adversary must not bring in others.</summary>
    [Fact]
    public void Byzantine_proposers_change_to_the_timestamps_that_there_are()
    {
        var configuration = Scenario(new FabRegisterProtocol()).Configuration;
        var system = new FabRegisterProtocol().Build(configuration);
        var seen = Part.SeeAll(system.Parts, []);
        var changes = system.Adversary.SelectMany(forgery => forgery.Messages(seen[forgery.Part]))
            .OfType<BgpVerified.Impl.FabRegister.TimestampChange>().ToList();

        Assert.NotEmpty(changes);
        Assert.All(changes, change => Assert.InRange(change.Timestamp, 0, configuration.Ballots.Count - 1));
    }

    private static IReadOnlyList<ProtocolAction> Actions(IProtocol protocol, Func<Configuration, Configuration> change) =>
        protocol.Build(change(Scenario(protocol).Configuration)).Actions;

    private static Scenario Scenario(IProtocol protocol) => protocol.Scenarios.Single(scenario => scenario.Name == "byzantine");
}
