using System.Globalization;
using BgpVerified.Faults.Plans;
using BgpVerified.Faults.Statements;
using BgpVerified.Host.Nodes;
using BgpVerified.Impl.Bgp;

namespace BgpVerified.Faults.Byzantine;

/// <summary>
/// What is put between a node and what it runs on, so that it can be told to misbehave while it runs: <c>timers 0.5</c> makes its timers
/// run twice as fast, <c>byzantine replay</c> makes it Byzantine, <c>byzantine none</c> ends that.
/// </summary>
/// <param name="seed">Draws what it does as a Byzantine node.</param>
/// <param name="write">Takes lines that say what the node signs and accepts.</param>
public sealed class AttackedNode(ulong seed, Action<string> write)
{
    private ByzantineBehaviour? behaviour;
    private ScaledClock? clock;
    private double scale = 1;

    /// <summary>How a node is extended; once its protocol is known.</summary>
    /// <param name="bug">A fault put into its host.</param>
    /// <returns>The extensions.</returns>
    public NodeExtensions Extensions(PlantedBug bug) => new()
    {
        Bug = bug,
        Clock = inner => clock = new(inner) { Scale = scale },
        Network = inner => new ByzantineNetwork(inner, Behaviour, Machine, MachineOf),
        Envelopes = inner => new StatementLines(inner, write),
        Bytes = (_, bytes) => behaviour?.Instead(bytes) ?? [bytes],
    };

    /// <summary>The node's number.</summary>
    public int Machine { get; private set; }

    private Func<int, int?> MachineOf { get; set; } = place => place;

    private ByzantineBehaviour Behaviour => behaviour ?? throw new InvalidOperationException("the node's protocol is not known yet");

    /// <summary>The node's protocol is known.</summary>
    /// <param name="config">BGP's configuration.</param>
    /// <param name="machine">The node's number.</param>
    /// <param name="machineOf">The number of a process's node, by its place; null for what is on every node.</param>
    public void Use(BgpConfig config, int machine, Func<int, int?> machineOf)
    {
        (Machine, MachineOf) = (machine, machineOf);
        behaviour = new(config, machine, seed);
    }

    /// <summary>Does as it is told.</summary>
    /// <param name="line">What it is told.</param>
    /// <returns>Whether it is something that it can do.</returns>
    public bool Obey(string line)
    {
        switch (line.Split(' '))
        {
            case ["timers", var text] when double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var some):
                scale = some;
                if (clock is not null)
                {
                    clock.Scale = some;
                }

                return true;
            case ["byzantine", "none"]:
                Behaviour.Current = null;
                return true;
            case ["byzantine", var name] when FaultKinds.Parse(name) is { } kind && kind.IsByzantine():
                Behaviour.Current = kind;
                return true;
            default:
                return false;
        }
    }
}
