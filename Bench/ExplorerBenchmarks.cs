using BenchmarkDotNet.Attributes;
using BgpVerified.Checker.Exploration;
using BgpVerified.Checker.Worlds;
using BgpVerified.Impl.Bgp;
using BgpVerified.Spec.Protocols;

namespace BgpVerified.Bench;

/// <summary>Distinct states a second, from a cold start: nothing is remembered from one invocation to the next.</summary>
public class ExplorerBenchmarks
{
    private const int States = 34_107;
    private ISystem system = null!;

    /// <summary>Builds two classic ballots with a correct leader and a Byzantine acceptor; 34,107 states unreduced.</summary>
    [GlobalSetup]
    public void Setup()
    {
        var bgp = new BgpProtocol();
        system = bgp.Build(bgp.Scenarios.Single(scenario => scenario.Name == "two-classic").Configuration);
    }

    /// <summary>The explorer: remembered handlers, packed states.</summary>
    /// <returns>Distinct states.</returns>
    [Benchmark(Baseline = true, OperationsPerInvoke = States)]
    public long Explorer()
    {
        var found = new Explorer(system, new()).Run().DistinctStates;
        return found == States ? found : throw new InvalidOperationException($"{found} states, not {States}");
    }

    /// <summary>The same graph over the plain world in a hash set.</summary>
    /// <returns>Distinct states.</returns>
    [Benchmark(OperationsPerInvoke = States)]
    public long PlainWorlds()
    {
        var initial = World.Initial(system);
        var visited = new HashSet<World> { initial };
        var queue = new Queue<World>(visited);
        while (queue.TryDequeue(out var world))
        {
            foreach (var (process, offer) in world.Offers())
            {
                var next = world.Take(process, offer.Input);
                if (visited.Add(next))
                {
                    queue.Enqueue(next);
                }
            }
        }

        return visited.Count == States ? visited.Count : throw new InvalidOperationException($"{visited.Count} states, not {States}");
    }
}
