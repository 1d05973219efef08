using System.Globalization;
using BgpVerified.Cli.Simulated;
using BgpVerified.Runtime.Evidence;
using BgpVerified.Runtime.Signing;
using BgpVerified.Runtime.Simulation;
using BgpVerified.Spec.Protocols;

namespace BgpVerified.Cli.Hosted;

/// <summary>Simulated runs of BGP or of the machine on it, as their logs are verified.</summary>
/// <param name="simulated">The protocol.</param>
public sealed class SimulatedEvidence(ISimulatedProtocol simulated) : ISimulatedEvidence
{
    /// <summary>Those that there are.</summary>
    public static IReadOnlyList<SimulatedEvidence> All { get; } = [new(new SimulatedBgp()), new(new SimulatedBgpMachine())];

    /// <inheritdoc/>
    public string Name => $"simulated-{simulated.Name}";

    /// <inheritdoc/>
    public string Simulated => simulated.Name;

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, string> Describe(SimulationOptions options)
    {
        var said = new Dictionary<string, string>
        {
            ["acceptors"] = Text(options.Acceptors),
            ["clients"] = Text(options.Clients),
            ["commands"] = Text(options.Commands),
            ["conflicts"] = options.Conflicts.ToString("R", CultureInfo.InvariantCulture),
            ["universal"] = options.Universal.ToString("R", CultureInfo.InvariantCulture),
            ["ballots"] = options.Ballots,
            ["checkpoint"] = Text(options.Checkpoint),
            ["seed"] = options.Seed.ToString(CultureInfo.InvariantCulture),
            ["with"] = string.Join(',', options.With),
            ["without"] = string.Join(',', options.Without),
        };
        if (options.Faults is { } faults)
        {
            said["faults"] = Text(faults);
        }

        if (options.Application is { } application)
        {
            said["application"] = application;
        }

        return said;

        static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
    }

    /// <inheritdoc/>
    public EvidenceSubject Open(IReadOnlyDictionary<string, string> options) => Open(Read(options));

    /// <inheritdoc/>
    public IEnumerable<(string Rule, ISystem System)> Ablated(IReadOnlyDictionary<string, string> options)
    {
        var own = Read(options);
        foreach (var rule in Protocols.All.First(protocol => protocol.Name == simulated.Name).Corrected().Except(own.Without))
        {
            ISystem system;
            try
            {
                system = simulated.Build(own with { Without = [.. own.Without, rule] }).System;
            }
            catch (InvalidConfigurationException)
            {
                // Others mean nothing without it.
                continue;
            }

            yield return (rule, system);
        }
    }

    /// <inheritdoc/>
    public EvidenceSubject Open(SimulationOptions options) => simulated.Build(options) switch
    {
        BgpMachineCluster machine => new BgpMachineEvidence(machine.System, BgpWire.Of(machine.Config), machine.Config),
        BgpCluster cluster => new BgpEvidence(cluster.System, BgpWire.Of(cluster.Config), cluster.Config),
        var other => throw new InvalidOperationException($"{other} has no evidence"),
    };

    /// <inheritdoc/>
    public bool IsCorrect(SimulationOptions options, int machine)
    {
        var replicas = (2 * (options.Faults ?? ((options.Acceptors - 1) / 3))) + 1;
        return (machine > 0 || options.Leader != LeaderFault.Equivocating)
            && (machine < options.Acceptors - options.Echoing || machine >= options.Acceptors)
            && (machine < options.Acceptors - replicas || machine >= options.Acceptors - replicas + options.Dropping);
    }

    /// <summary>What the messages of a simulated run vouch for.</summary>
    /// <param name="options">What is simulated.</param>
    /// <returns>It.</returns>
    public IVouching Vouching(SimulationOptions options) => new BgpVouching(((BgpCluster)simulated.Build(options)).Config);

    private static SimulationOptions Read(IReadOnlyDictionary<string, string> said)
    {
        try
        {
            return new()
            {
                Acceptors = Number("acceptors"),
                Faults = said.ContainsKey("faults") ? Number("faults") : null,
                Clients = Number("clients"),
                Commands = Number("commands"),
                Conflicts = double.Parse(said["conflicts"], CultureInfo.InvariantCulture),
                Universal = double.Parse(said["universal"], CultureInfo.InvariantCulture),
                Ballots = said["ballots"],
                Checkpoint = Number("checkpoint"),
                Seed = ulong.Parse(said["seed"], CultureInfo.InvariantCulture),
                Application = said.GetValueOrDefault("application"),
                With = Names("with"),
                Without = Names("without"),
            };
        }
        catch (Exception e) when (e is KeyNotFoundException or FormatException or OverflowException)
        {
            throw new InvalidConfigurationException($"the log's options cannot be read: {e.Message}");
        }

        int Number(string name) => int.Parse(said[name], CultureInfo.InvariantCulture) is >= 0 and <= 1_000_000 and var number
            ? number
            : throw new FormatException($"{name} is out of range");

        IReadOnlyList<string> Names(string name) => said[name].Split(',', StringSplitOptions.RemoveEmptyEntries);
    }
}
