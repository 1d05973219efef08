using System.Globalization;
using BgpVerified.Host.Settings;
using BgpVerified.Impl.Bgp;
using BgpVerified.Impl.BgpMachine;
using BgpVerified.Runtime.Evidence;
using BgpVerified.Runtime.Wire;
using BgpVerified.Spec.Commands;
using BgpVerified.Spec.Protocols;
using SignedMessage = BgpVerified.Kit.SignedMessage;

namespace BgpVerified.Cli.Hosted;

/// <summary>Runs of a real cluster, as their logs are verified.</summary>
public sealed class HostedEvidence : IEvidenceProtocol
{
    /// <summary>The name under which logs have it.</summary>
    public const string ProtocolName = "cluster-bgp-machine";

    /// <inheritdoc/>
    public string Name => ProtocolName;

    /// <summary>The options that a log says.</summary>
    /// <param name="cluster">The cluster's settings.</param>
    /// <returns>Names and values.</returns>
    public static IReadOnlyDictionary<string, string> Describe(ClusterSettings cluster) => new Dictionary<string, string>
    {
        ["application"] = cluster.Application,
        ["ballots"] = cluster.Ballots,
        ["checkpoint"] = cluster.Checkpoint.ToString(CultureInfo.InvariantCulture),
        ["faults"] = cluster.Faults.ToString(CultureInfo.InvariantCulture),
        ["nodes"] = cluster.Nodes.Count.ToString(CultureInfo.InvariantCulture),
    };

    /// <inheritdoc/>
    public EvidenceSubject Open(IReadOnlyDictionary<string, string> options)
    {
        var machine = HostedBgpMachine.Build(Read(options), 0);
        return new Subject(machine.System, machine.Format, machine.Config);
    }

    /// <inheritdoc/>
    public IEnumerable<(string Rule, ISystem System)> Ablated(IReadOnlyDictionary<string, string> options) => [];

    private static NodeSettings Read(IReadOnlyDictionary<string, string> said)
    {
        try
        {
            var nodes = int.Parse(said["nodes"], CultureInfo.InvariantCulture);
            return new(0, new()
            {
                Application = said["application"],
                Ballots = said["ballots"],
                Checkpoint = int.Parse(said["checkpoint"], CultureInfo.InvariantCulture),
                Faults = int.Parse(said["faults"], CultureInfo.InvariantCulture),
                Nodes = [.. Enumerable.Range(1, nodes).Select(number => new NodeAddress($"node{number}", string.Empty, 0, 0,
                    string.Empty, string.Empty))],
                Clients = [],
            });
        }
        catch (Exception e) when (e is KeyNotFoundException or FormatException or OverflowException or ArgumentException)
        {
            throw new InvalidConfigurationException($"a log of {ProtocolName} says application, ballots, checkpoint, faults and nodes: "
                + $"{e.Message}");
        }
    }

    /// <summary>
    /// Authors are gateways since they started: <c>p1.</c> and when that was; leaders', of checkpoints, are <c>k1.</c> and when.
    /// </summary>
    private sealed class Subject(ISystem system, WireFormat format, BgpMachineConfig config) : BgpMachineEvidence(system, format, config)
    {
        public override IEnumerable<Command> ProposedIn(SignedMessage message) => message switch
        {
            FastProposal m when m.Command.Author.StartsWith($"{m.From}.", StringComparison.Ordinal) => [m.Command],
            Proposal m when m.From == default || m.Command.Author.StartsWith($"{m.From}.", StringComparison.Ordinal) => [m.Command],
            _ => [],
        };
    }
}
