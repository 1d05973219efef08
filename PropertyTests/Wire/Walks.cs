using BgpVerified.Checker.Worlds;
using BgpVerified.Cli.Hosted;
using BgpVerified.Impl.Bgp;
using BgpVerified.Impl.BgpMachine;
using BgpVerified.Runtime.Wire;
using BgpVerified.Spec.Protocols;

namespace BgpVerified.PropertyTests.Wire;

/// <summary>A random walk through a scenario of the model: what was taken, and the worlds.</summary>
internal sealed record Walk(string Name, BgpConfig Config, WireFormat Format, ISystem System, IReadOnlyList<World> Worlds,
    IReadOnlyList<(int Process, Input Input)> Steps)
{
    private const int Length = 60;
    private static readonly Lazy<IReadOnlyList<Walk>> Taken = new(() => [.. Take()]);

    /// <summary>Walks through every scenario of BGP and of the machine on it.</summary>
    public static IReadOnlyList<Walk> All => Taken.Value;

    private static IEnumerable<Walk> Take()
    {
        foreach (var protocol in (IReadOnlyList<IProtocol>)[new BgpProtocol(), new BgpMachineProtocol()])
        {
            foreach (var scenario in protocol.Scenarios)
            {
                var machine = protocol is BgpMachineProtocol ? new BgpMachineConfig(scenario.Configuration) : null;
                var config = machine?.Bgp ?? new BgpConfig(scenario.Configuration);
                var format = machine is null ? BgpWire.Of(config) : BgpWire.Of(machine);
                var system = protocol.Build(scenario.Configuration);
                for (var seed = 0; seed < 2; seed++)
                {
                    yield return Take($"{protocol.Name} {scenario.Name}", config, format, system, seed);
                }
            }
        }
    }

    /// <summary>All that is in it: states, messages sent, inputs taken and offered.</summary>
    public IEnumerable<object> Values() =>
    [
        .. Worlds.SelectMany(world => world.States.OfType<object>()),
        .. Worlds[^1].Sent,
        .. Steps.Select(step => step.Input).Where(input => input is not Crash),
    ];

    private static Walk Take(string name, BgpConfig config, WireFormat format, ISystem system, int seed)
    {
        var random = new Random(seed);
        var worlds = new List<World> { World.Initial(system) };
        var taken = new List<(int, Input)>();
        while (taken.Count < Length)
        {
            var world = worlds[^1];
            var offers = world.Offers().Where(offer => offer.Offer.Input is not Crash).ToList();
            if (offers.Count == 0)
            {
                break;
            }

            // Of a few the first that changes something.
            var moves = Enumerable.Range(0, 12).Select(_ => offers[random.Next(offers.Count)])
                .Select(offer => (offer.Process, offer.Offer.Input, After: world.Take(offer.Process, offer.Offer.Input)));
            var move = moves.FirstOrDefault(one => !one.After.Equals(world));
            if (move.After is null)
            {
                break;
            }

            worlds.Add(move.After);
            taken.Add((move.Process, move.Input));
        }

        return new(name, config, format, system, worlds, taken);
    }
}
