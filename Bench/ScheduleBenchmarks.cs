using BenchmarkDotNet.Attributes;
using BgpVerified.Checker.Messages;
using BgpVerified.Checker.Schedules;
using BgpVerified.Impl.Bgp;
using BgpVerified.Spec.Protocols;

namespace BgpVerified.Bench;

/// <summary>Schedules a second of each engine, one worker, warm: the machine remembers what earlier schedules did.</summary>
public class ScheduleBenchmarks
{
    private const int Schedules = 20_000;
    private ScheduleRunner runner = null!;
    private ISystem system = null!;
    private long next;

    /// <summary>The configuration: the smallest of all, the smallest with f = 1, and one with a Byzantine acceptor.</summary>
    [Params("one-acceptor", "no-fault", "classic")]
    public string Scenario { get; set; } = string.Empty;

    /// <summary>Builds the system and runs some schedules.</summary>
    [GlobalSetup]
    public void Setup()
    {
        var bgp = new BgpProtocol();
        var name = Scenario == "one-acceptor" ? "no-fault" : Scenario;
        var configuration = bgp.Scenarios.Single(scenario => scenario.Name == name).Configuration;
        system = bgp.Build(Scenario == "one-acceptor" ? configuration with { Acceptors = 1, Faults = 0 } : configuration);
        runner = new(system, Network.Reliable);
        Run(new RandomScheduler(0));
    }

    /// <summary>Uniformly random.</summary>
    /// <returns>Steps taken.</returns>
    [Benchmark(Baseline = true, OperationsPerInvoke = Schedules)]
    public long Random() => Run(new RandomScheduler(1));

    /// <summary>Probabilistic concurrency testing.</summary>
    /// <returns>Steps taken.</returns>
    [Benchmark(OperationsPerInvoke = Schedules)]
    public long Pct() => Run(new PctScheduler(1));

    /// <summary>Delay-bounded.</summary>
    /// <returns>Steps taken.</returns>
    [Benchmark(OperationsPerInvoke = Schedules)]
    public long Delay() => Run(new DelayScheduler(1));

    /// <summary>Swarm.</summary>
    /// <returns>Steps taken.</returns>
    [Benchmark(OperationsPerInvoke = Schedules)]
    public long Swarm() => Run(new SwarmScheduler(1));

    private long Run(IScheduler scheduler)
    {
        long steps = 0;
        for (var run = 0; run < Schedules; run++)
        {
            scheduler.Begin(next++);
            runner.Run(scheduler);
            steps += runner.Steps;
        }

        return steps;
    }
}
