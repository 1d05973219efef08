using BgpVerified.Checker.Messages;
using BgpVerified.Checker.Traces;
using BgpVerified.Checker.Worlds;
using BgpVerified.CoyoteTests.Exploration;
using BgpVerified.Spec.Protocols;

namespace BgpVerified.CoyoteTests.Traces;

/// <summary>A trace with the system that it is of.</summary>
internal sealed record Sample(ISystem System, Trace Trace)
{
    public string Write(string format) => TraceFormats.Write(format, Explorations.Bgp.Name, System, Trace);
}

/// <summary>Traces to write in every format: counterexamples, and runs put together by hand that show every kind of step.</summary>
/// <remarks>A run by hand names a property that it need not violate: what is tested is how it is drawn.</remarks>
internal static class SampleTraces
{
    private const string Property = "ConsistencyInv";

    private static readonly Lazy<Sample> Found = new(() =>
    {
        var configuration = Explorations.Configuration("lower-bound");
        return new(Explorations.Bgp.Build(configuration), Explorations.Explore(configuration).Trace!);
    });

    /// <summary>The shortest counterexample with one acceptor too few: 9 steps, a Byzantine leader and acceptor.</summary>
    public static Sample LowerBound => Found.Value;

    /// <summary>Ten acceptors, three of them Byzantine, and two leaders, the first Byzantine: sixteen processes.</summary>
    public static Configuration Ten { get; } = Explorations.Configuration("view-change") with
    {
        Acceptors = 10,
        Faults = 3,
        Byzantine = new(["a8", "a9", "a10", "leader0"]),
        Commands = new(["a", "b"]),
    };

    /// <summary>Four acceptors, of which one may crash or omit; a correct leader.</summary>
    public static Configuration Omitting { get; } = Explorations.Configuration("crash") with
    {
        Commands = new(["a", "b"]),
        Omissions = Omission.General,
        Ballots = new(["classic", "classic"]),
    };

    /// <summary>A run with whole quorums: of the steps that change something, the seed's choice.</summary>
    /// <param name="configuration">The configuration.</param>
    /// <param name="seed">Chooses the steps.</param>
    /// <param name="most">The most steps.</param>
    public static Sample Quorums(Configuration configuration, ulong seed, int most)
    {
        var system = Explorations.Bgp.Build(configuration);
        var world = World.Initial(system);
        var steps = new List<TraceStep>();
        while (steps.Count < most)
        {
            var next = world.Offers()
                .Select(offer => (offer.Process, offer.Offer.Input, World: world.Take(offer.Process, offer.Offer.Input)))
                .Where(step => !step.World.Equals(world))
                .ToList();
            if (next.Count == 0)
            {
                break;
            }

            var (process, input, after) = next[Next(ref seed, next.Count)];
            steps.Add(TraceStep.Between(world, process, input, after));
            world = after;
        }

        return new(system, new(system.Configuration, system.Processes, Delivery.Quorums, Property, steps));
    }

    /// <summary>A run message by message over the reliable network: some steps of the seed's choice, then fairly to the end.</summary>
    /// <param name="configuration">The configuration.</param>
    /// <param name="seed">Chooses the steps.</param>
    /// <param name="chosen">How many it chooses.</param>
    /// <param name="most">The most steps; what is left of the run is cut off.</param>
    public static Sample Messages(Configuration configuration, ulong seed, int chosen, int most)
    {
        var system = Explorations.Bgp.Build(configuration);
        var run = MessageRun.Of(MessageWorld.Initial(system, Network.Reliable),
            [.. Enumerable.Range(0, chosen).Select(_ => Next(ref seed, int.MaxValue))]);
        var steps = run.Choices.Select((choice, i) => TraceStep.Between(run.Worlds[i], choice.Process, choice.Input, run.Worlds[i + 1]))
            .Take(most);
        return new(system, new(system.Configuration, system.Processes, Delivery.Reliable, Property, [.. steps]));
    }

    /// <summary>A run in which everything goes wrong that can: omissions of both kinds and a crash.</summary>
    public static Sample Faults()
    {
        var system = Explorations.Bgp.Build(Omitting);
        IWorld world = MessageWorld.Initial(system, Network.Reliable);
        var steps = new List<TraceStep>();
        foreach (var wanted in (string[])["TriggerNextBallot", "Phase1A", "SendOmission", "Phase1A", "CommandRequest", "ReceiveOmission",
            "Proposal", "Phase1B", "Crash", "CommandRequest"])
        {
            var offer = world.Offers().First(offer => offer.Offer.Input.KindName == wanted);
            var next = world.Take(offer.Process, offer.Offer.Input);
            steps.Add(TraceStep.Between(world, offer.Process, offer.Offer.Input, next));
            world = next;
        }

        return new(system, new(system.Configuration, system.Processes, Delivery.Reliable, Property, steps));
    }

    /// <summary>The next number of a linear congruential generator, below a bound: the same on every machine.</summary>
    private static int Next(ref ulong seed, int below)
    {
        unchecked
        {
            seed = (seed * 6364136223846793005) + 1442695040888963407;
        }

        return (int)((seed >> 33) % (ulong)below);
    }
}
