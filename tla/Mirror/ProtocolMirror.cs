using BgpVerified.Checker.Worlds;
using BgpVerified.Mirror.Bgp;
using BgpVerified.Mirror.Fab;
using BgpVerified.Mirror.FabMachine;
using BgpVerified.Mirror.FabOptimal;
using BgpVerified.Mirror.Generals;
using BgpVerified.Mirror.Gpaxos;
using BgpVerified.Mirror.LatticeAgreement;
using BgpVerified.Mirror.MultiPaxos;
using BgpVerified.Mirror.Pbft;
using BgpVerified.Mirror.Registers;
using BgpVerified.Spec.Protocols;

namespace BgpVerified.Mirror;

/// <summary>What a protocol is in TLA+: its module, and what its configurations, states and steps are there.</summary>
public abstract class ProtocolMirror
{
    /// <summary>The protocol's handlers.</summary>
    public abstract IProtocol Protocol { get; }

    /// <summary>The name of its module in <c>tla/</c>.</summary>
    public abstract string Module { get; }

    /// <summary>The modules that it extends, and these extend, in an order in which they can stand in one file.</summary>
    public virtual IReadOnlyList<string> Extended => [];

    /// <summary>The module of the problem that it implements, of which it has an instance; null if it has none.</summary>
    public virtual ProblemInstance? Problem => null;

    /// <summary>The variables of the module, in the order of their names.</summary>
    public abstract IReadOnlyList<string> Variables { get; }

    /// <summary>The invariants of the module that are properties of the handlers too, by the same names.</summary>
    public abstract IReadOnlyList<string> Invariants { get; }

    /// <summary>The formulas on the steps of behaviours that are properties of the handlers too, by the same names.</summary>
    public virtual IReadOnlyList<StepProperty> Steps => [];

    /// <summary>The folders of <c>Impl/</c> with the handlers.</summary>
    public abstract IReadOnlyList<string> Folders { get; }

    /// <summary>
    /// Whether a process only looks on: what it notes are functions of the state in the module, and its steps are none there.
    /// </summary>
    /// <param name="process">The process.</param>
    /// <returns>True if it does.</returns>
    public virtual bool IsObserver(Process process) => false;

    /// <summary>The constants of the module and of those it extends, with their values.</summary>
    /// <param name="configuration">The configuration.</param>
    /// <returns>Names and expressions, in the order of the modules.</returns>
    /// <exception cref="InvalidConfigurationException">The configuration is impossible.</exception>
    public abstract IReadOnlyList<(string Name, string Value)> Constants(Configuration configuration);

    /// <summary>The values that the variables have in a world.</summary>
    /// <param name="system">The configured protocol.</param>
    /// <param name="world">The world.</param>
    /// <returns>The canonical text of each variable's value.</returns>
    public abstract IReadOnlyDictionary<string, string> ValuesOf(ISystem system, World world);

    /// <summary>The actions that a step can be.</summary>
    /// <param name="system">The configured protocol.</param>
    /// <param name="process">The process that steps, by index.</param>
    /// <param name="before">Its state before.</param>
    /// <param name="input">The input that it takes: a message, a whole quorum, a local input, or a crash.</param>
    /// <returns>The actions, the likeliest first; none if the module has no such step.</returns>
    public abstract IReadOnlyList<ActionUse> Uses(ISystem system, int process, object before, Input input);

    /// <summary>The state of the module that a world is.</summary>
    /// <param name="system">The configured protocol.</param>
    /// <param name="world">The world.</param>
    /// <returns>The state, as <see cref="State"/> writes it.</returns>
    public string StateOf(ISystem system, World world) => State(ValuesOf(system, world));

    /// <summary>A state of the module as a conjunction, from the values of its variables.</summary>
    /// <param name="values">The canonical text of each variable's value.</param>
    /// <returns>A conjunct a line, in the order of <see cref="Variables"/>.</returns>
    public string State(IReadOnlyDictionary<string, string> values) =>
        string.Join('\n', Variables.Select(name => $"/\\ {name} = {values[name]}"));
}

/// <summary>The instance of a problem's module in a protocol's module, as in <c>GC == INSTANCE GeneralizedConsensus</c>.</summary>
/// <param name="Name">The instance's name.</param>
/// <param name="Module">The problem's module.</param>
public sealed record ProblemInstance(string Name, string Module);

/// <summary>A formula <c>[][Says(Now, Now')]_vars</c>.</summary>
/// <param name="Name">The formula's name.</param>
/// <param name="Says">The operator that says it of a step: of two records.</param>
/// <param name="Reads">The fields of these records.</param>
public sealed record StepProperty(string Name, string Says, IReadOnlyList<StepField> Reads);

/// <summary>A part of a state that is looked at.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Expression">What it is in a state: a variable, or an expression in one.</param>
/// <param name="Variable">That variable.</param>
public sealed record StepField(string Name, string Expression, string Variable);

/// <summary>The protocols that have a mirror.</summary>
public static class Mirrors
{
    /// <summary>Every mirror.</summary>
    public static IReadOnlyList<ProtocolMirror> All { get; } =
    [
        new BgpMirror(),
        new GpaxosMirror(),
        new CrashRegisterMirror(),
        new ByzantineRegisterMirror(),
        new FabRegisterMirror(),
        new SecretRegisterMirror(),
        new FabMirror(),
        new PfabMirror(),
        new FabMachineMirror(),
        new FabOptimalMirror(),
        new MultiPaxosMirror(),
        new PbftMirror(),
        new OralGeneralsMirror(),
        new SignedGeneralsMirror(),
        new LatticeAgreementMirror(),
    ];

    /// <summary>The mirror of a protocol; null if it has none.</summary>
    /// <param name="protocol">The protocol's name.</param>
    /// <returns>The mirror.</returns>
    public static ProtocolMirror? Of(string protocol) => All.FirstOrDefault(mirror => mirror.Protocol.Name == protocol);
}
