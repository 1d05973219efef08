using BgpVerified.Runtime.Hosting;
using BgpVerified.Spec.Histories;
using BgpVerified.Spec.Protocols;

namespace BgpVerified.Runtime.Simulation;

/// <summary>A protocol that can be simulated.</summary>
public interface ISimulatedProtocol
{
    /// <summary>Its name on the command line.</summary>
    string Name { get; }

    /// <summary>Builds it.</summary>
    /// <param name="options">What is simulated.</param>
    /// <returns>The protocol on its machines, with what clients ask and what learners learn.</returns>
    /// <exception cref="InvalidConfigurationException">It is impossible.</exception>
    SimulatedCluster Build(SimulationOptions options);
}

/// <summary>A hosted protocol with its clients: what they ask, and what is learned.</summary>
/// <param name="system">The handlers.</param>
/// <param name="options">What is simulated.</param>
public abstract class SimulatedCluster(ISystem system, SimulationOptions options) : HostedProtocol(system)
{
    /// <summary>What is simulated.</summary>
    public SimulationOptions Options { get; } = options;

    /// <summary>f, the number of faults that the quorums are made for.</summary>
    public abstract int Faults { get; }

    /// <summary>In how many message delays a command is answered in the protocol's common case.</summary>
    public abstract int CommonDelays { get; }

    /// <summary>Whether any two commands are ordered; if not, only those that conflict.</summary>
    public virtual bool IsTotal => false;

    /// <summary>Machines of acceptors come first; the clients' follow, in this many.</summary>
    public int ClientMachines => Options.Clients;

    /// <inheritdoc/>
    public override int Machines => Options.Acceptors + ClientMachines;

    /// <summary>The commands of a run, in the order in which they are asked for.</summary>
    public virtual IReadOnlyList<(string Name, OperationKind Kind)> Commands => Workload.Of(Options);

    /// <summary>
    /// Whether each client has commands of its own, of C clients every C-th; if not, whoever is answered first asks for the next one.
    /// </summary>
    public virtual bool HasOwnCommands => false;

    /// <summary>Checks what clients saw of a run, where replies say something.</summary>
    /// <param name="history">What clients saw.</param>
    /// <returns>The verdict; null where replies say nothing that the learners do not.</returns>
    public virtual HistoryVerdict? Check(IReadOnlyList<HistoryEntry> history) => null;

    /// <summary>A client asks for a command.</summary>
    /// <param name="client">The client's number, from 0.</param>
    /// <param name="operation">The command.</param>
    /// <returns>The process that takes it, on the client's machine, and the local input.</returns>
    public abstract (int Process, Input Input) Request(int client, Operation operation);

    /// <summary>Whether a process learns.</summary>
    /// <param name="process">The process's place.</param>
    /// <returns>True for learners, and replicas.</returns>
    public abstract bool IsLearner(int process);

    /// <summary>What a learner's step has let it learn; nothing if it has learned nothing.</summary>
    /// <param name="before">Its state before.</param>
    /// <param name="input">What it took.</param>
    /// <param name="after">Its state after.</param>
    /// <returns>What it had learned, from moment to moment.</returns>
    public abstract IEnumerable<LearnedSequence> LearnedBy(object before, Input input, object after);

    /// <summary>
    /// The answer that a step gives a client; null for none. Where a client has no answers but a learner of its own, what that learns first
    /// is one, and the default is kept.
    /// </summary>
    /// <param name="process">The process's place, on a client's machine.</param>
    /// <param name="before">Its state before.</param>
    /// <param name="after">Its state after.</param>
    /// <returns>The command's name and its result; empty if the command is the first.</returns>
    public virtual (string Name, string Reply)? Answer(int process, object before, object after) => null;

    /// <summary>Whether a process keeps its state on stable storage; if not, it can lose it.</summary>
    /// <param name="process">The process's place.</param>
    /// <returns>True for acceptors.</returns>
    public virtual bool IsStored(int process) => MachineOf(process) < Options.Acceptors;

    /// <summary>Whether a process is away: what comes to it is lost.</summary>
    /// <param name="process">The process's place.</param>
    /// <param name="now">The time.</param>
    /// <returns>False, unless the run has such a process.</returns>
    public virtual bool IsAway(int process, TimeSpan now) => false;

    /// <summary>What is said of a run besides, each with a name.</summary>
    /// <param name="stateOf">The state of a process at the end, by its place.</param>
    /// <returns>Nothing, unless the protocol has something of its own.</returns>
    public virtual IReadOnlyList<(string Name, string Value)> Notes(Func<int, object> stateOf) => [];

    /// <summary>Whether the process is a leader's, of the first view if its faults are simulated.</summary>
    /// <param name="process">The process's place.</param>
    /// <returns>True for the first leader.</returns>
    public abstract bool IsFirstLeader(int process);

    /// <summary>What an equivocating leader sends to the second half of the acceptors instead.</summary>
    /// <param name="message">What it sends to the first half.</param>
    /// <returns>Another message that it can sign; the same where it cannot.</returns>
    public virtual Message Equivocate(Message message) => message;
}

/// <summary>What a learner has learned, in an order in which it can be executed.</summary>
/// <param name="Names">The names of the commands; of those that change something.</param>
/// <param name="Beginning">What comes before and is no longer kept, a value with equality; null if nothing is missing.</param>
/// <param name="IsGiven">Whether the learner was given the beginning, without having learned what is in it.</param>
public sealed record LearnedSequence(IEnumerable<string> Names, object? Beginning = null, bool IsGiven = false);

/// <summary>A command of a client.</summary>
/// <param name="Name">Its name, unique in a run.</param>
/// <param name="Client">The client's number, from 0.</param>
/// <param name="Number">Which of all commands it is, from 0.</param>
/// <param name="Kind">What it touches.</param>
public sealed record Operation(string Name, int Client, int Number, OperationKind Kind);

/// <summary>What a command touches.</summary>
public enum OperationKind
{
    /// <summary>An object of its own: it conflicts with nothing.</summary>
    Free,

    /// <summary>The object that all clients share: it conflicts with all others of this kind.</summary>
    Shared,

    /// <summary>It is universally commutative.</summary>
    Universal,
}

/// <summary>What a client saw of a command, for a linearizability checker.</summary>
/// <param name="Client">The client's number, from 0.</param>
/// <param name="Name">The command's name.</param>
/// <param name="Kind">What it touches.</param>
/// <param name="Start">When the client asked for it.</param>
/// <param name="End">When the client learned it; null if it did not.</param>
/// <param name="Reply">Its result: the name of the last command before it on the same object; empty for the first.</param>
public sealed record HistoryEntry(int Client, string Name, OperationKind Kind, TimeSpan Start, TimeSpan? End, string? Reply);
