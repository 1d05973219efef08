using BgpVerified.Checker.Worlds;
using BgpVerified.Impl.Bgp;
using BgpVerified.Spec.Protocols;
using Xunit;

namespace BgpVerified.CoyoteTests.Exploration;

/// <summary>Prefix quorums: what each of their rules is for, and what they are good for (docs/PREFIX-QUORUMS.md).</summary>
public sealed class PrefixTests
{
    /// <summary>
    /// Two acceptors, both in every quorum, one of them Byzantine: it is more than f, but Consistency holds, since the correct one's
    /// report is in every justification.
    /// </summary>
    private static readonly Configuration Both =
        Explorations.Configuration("prefix-hidden") with { Acceptors = 2, Faults = 0 };

    private static readonly Configuration BothThree = Both with
    {
        Commands = new(["a", "b", "c"]),
        Conflicts = new(["b-c"]),
        MaxLength = 2,
        Ballots = new(["classic", "classic"]),
    };

    [Theory]
    [InlineData("prefix-base", "Violated ConsistencyInv in 12")]
    [InlineData("prefix-bound", "Violated ConsistencyInv in 11")]
    [InlineData("prefix-extends", "Violated ConsistencyInv in 12")]
    public void Without_the_rule_two_learners_disagree(string rule, string outcome)
    {
        var configuration = rule == "prefix-base" ? Both : BothThree;
        Assert.Equal("Holds", Explorations.Explore(Explorations.Bgp, configuration, "ConsistencyInv").Outcome());
        Assert.Equal(outcome, Explorations.Explore(Explorations.Bgp, configuration.Without(rule), "ConsistencyInv").Outcome());
    }

    /// <summary>With N = 4 and f = 1: found in two minutes on seven million states, and kept.</summary>
    [Fact]
    public void Without_a_base_a_certificate_for_less_hides_what_was_learned()
    {
        var result = Explorations.Explore(
            Explorations.Bgp, Explorations.Configuration("prefix-hidden").Without("prefix-base"), "ConsistencyInv");
        Assert.Equal("Violated ConsistencyInv in 20", result.Outcome());
    }

    [Fact]
    public void Without_prefix_extends_correct_acceptors_suffice()
    {
        Explorations.SkipIfLong(true);
        Assert.Equal("Violated ConsistencyInv in 21", Explorations.Explore(
            Explorations.Bgp, Explorations.Configuration("prefix-two").Without("prefix-extends"), "ConsistencyInv").Outcome());
    }

    [Theory]
    [InlineData("prefix-view-change")]
    public void With_all_rules_everything_holds(string scenario)
    {
        Assert.Equal("Holds", Explorations.Explore(Explorations.Configuration(scenario)).Outcome());
    }

    /// <summary>
    /// Three commands that commute. Each acceptor hears a, and one of the others before or after it: no three have voted for one value,
    /// and no two of the correct ones. All have voted for a.
    /// </summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Acceptors_with_different_last_commands_learn_fast_what_they_have_in_common(bool prefixes)
    {
        var configuration = Explorations.Configuration("prefix-fast") with { Commands = new(["a", "b", "c"]), MaxLength = 1 };
        var system = Explorations.Bgp.Build(prefixes
            ? configuration
            : configuration.Without("prefix-quorums", "prefix-base", "prefix-bound", "prefix-extends"));
        var world = World.Initial(system);
        Step("p1", "CommandRequest");
        Step("p2", "CommandRequest");
        Step("p3", "CommandRequest");
        Step("leader", "TriggerNextBallot");
        ForEach("a1 a2 a3", "Phase1A");
        Step("leader", "Phase1BQuorum", fair: true);
        ForEach("a1 a2 a3", "Phase2A");

        // a1: a.b, a2: b first, a3: c first; only a1 has ever voted for a alone.
        Take("a1", "FastProposal a");
        Take("a1", "FastProposal b");
        Take("a2", "FastProposal b");
        Take("a2", "FastProposal a");
        Take("a3", "FastProposal c");
        Take("a3", "FastProposal a");
        ForEach("a1 a2 a3", "VerifyQuorum", fair: true);
        Step("l1", "Phase2BQuorum", fair: true);

        Assert.Equal(prefixes ? "a" : "⊥", $"{world.States.OfType<LearnerState>().First().Learned}");

        void ForEach(string names, string kind, bool fair = false) => names.Split(' ').ToList().ForEach(name => Step(name, kind, fair));

        void Take(string name, string start) => Do(name, input => input.Text.StartsWith(start, StringComparison.Ordinal), false);

        void Step(string name, string kind, bool fair = false) => Do(name, input => input.KindName == kind, fair);

        // All inputs of a kind that have an effect, until none has: each acceptor proves all that it can.
        void Do(string name, Func<Input, bool> isMeant, bool fair)
        {
            var process = system.Processes.Index().Single(one => one.Item.Name == name).Index;
            while (true)
            {
                var next = world.Offers().Where(one => one.Process == process && isMeant(one.Offer.Input) && (one.Offer.Fair || !fair))
                    .Select(one => world.Take(process, one.Offer.Input)).FirstOrDefault(after => !after.Equals(world));
                if (next is null)
                {
                    return;
                }

                world = next;
            }
        }
    }
}
