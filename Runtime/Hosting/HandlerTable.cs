using System.Collections.Immutable;
using BgpVerified.Kit;
using BgpVerified.Spec.Protocols;
using BgpVerified.Spec.Values;

namespace BgpVerified.Runtime.Hosting;

/// <summary>
/// The handlers of a protocol as hosts need them: who takes part, who reacts to what, and how messages are counted. What only the checker
/// asks for is not there: no parts of the world, no adversary, no properties, and so no bound on commands, ballots and views.
/// </summary>
/// <typeparam name="TConfig">The configuration, as handlers read it.</typeparam>
/// <param name="config">The configuration.</param>
public sealed class HandlerTable<TConfig>(TConfig config) : ISystem
{
    private readonly List<Process> processes = [];
    private readonly List<(ProcessId Id, HandlerRole Role)> members = [];
    private readonly List<QuorumKind> quorums = [];
    private readonly Dictionary<ProcessId, int> places = [];
    private readonly Dictionary<Type, List<int>> hearing = [];
    private readonly Dictionary<Type, Func<SignedMessage, ProcessId, bool>> addressees = [];
    private readonly Dictionary<Type, Type> madeOf = [];

    /// <inheritdoc/>
    public Configuration Configuration { get; } = new();

    /// <inheritdoc/>
    public IReadOnlyList<Process> Processes => processes;

    /// <inheritdoc/>
    public IReadOnlyList<Part> Parts => [];

    /// <inheritdoc/>
    public IReadOnlyList<Reading> Readings => [];

    /// <inheritdoc/>
    public IReadOnlyList<Forgery> Adversary => [];

    /// <inheritdoc/>
    public IReadOnlyList<QuorumKind> Quorums => quorums;

    /// <inheritdoc/>
    public IReadOnlyList<ProtocolAction> Actions => [];

    /// <inheritdoc/>
    public IReadOnlyList<Property> Properties => [];

    /// <inheritdoc/>
    public IReadOnlyList<Goal> Goals => [];

    /// <inheritdoc/>
    public ISymmetry? Symmetry => null;

    /// <summary>Declares a role.</summary>
    /// <typeparam name="TState">The state of one of its processes.</typeparam>
    /// <param name="name">Its name.</param>
    /// <param name="letter">The letter of its processes' names.</param>
    /// <param name="count">How many there are.</param>
    /// <param name="initial">A process's first state.</param>
    /// <returns>The role.</returns>
    public HandlerRole<TState, TConfig> Role<TState>(string name, char letter, int count, Func<ProcessId, TState> initial)
        where TState : class
    {
        var first = members.Count;
        var role = new HandlerRole<TState, TConfig>(initial, config, input =>
        {
            var message = input.IsGenericType ? input.GetGenericArguments()[0] : madeOf.GetValueOrDefault(input, input);
            var all = hearing.TryGetValue(message, out var known) ? known : hearing[message] = [];
            all.AddRange(Enumerable.Range(first, count).Except(all));
        });
        foreach (var number in Enumerable.Range(0, count))
        {
            var id = new ProcessId(letter, number);
            processes.Add(new($"{id}", name, Fault.None));
            places.Add(id, members.Count);
            members.Add((id, role));
        }

        return role;
    }

    /// <summary>Messages are counted: the distinct signers of one statement.</summary>
    /// <typeparam name="TMessage">The message.</typeparam>
    /// <param name="size">How many are a quorum.</param>
    /// <param name="alike">The statement that a message counts for, where messages that differ are counted together.</param>
    public void Count<TMessage>(int size, Func<TMessage, TMessage>? alike = null)
        where TMessage : SignedMessage => quorums.Add(Counting.Quorum(size, heard: null, alike));

    /// <summary>Messages are looked at together, one of each of so many senders.</summary>
    /// <typeparam name="TMessage">The message.</typeparam>
    /// <param name="size">How many are looked at.</param>
    /// <param name="question">What they answer.</param>
    public void Collect<TMessage>(int size, Func<TMessage, object> question)
        where TMessage : SignedMessage => quorums.Add(Counting.Reports(size, question, heard: null));

    /// <summary>
    /// Messages are looked at together, the latest of each sender; any of them, if they are enough, are a quorum: which of them a process
    /// is offered the host chooses (<see cref="HostedProtocol.Choose"/>).
    /// </summary>
    /// <typeparam name="TMessage">The message.</typeparam>
    /// <param name="size">How many are looked at, at the least.</param>
    /// <param name="question">What they answer.</param>
    /// <param name="isLater">Whether the second of two messages of one sender takes the place of the first.</param>
    public void CollectLatest<TMessage>(int size, Func<TMessage, object> question, Func<TMessage, TMessage, bool> isLater)
        where TMessage : SignedMessage => quorums.Add(Counting.Latest(size, question, isLater, heard: null));

    /// <summary>Messages become a quorum input of the protocol's own. Declared before the role that handles it.</summary>
    /// <typeparam name="TMessage">The message.</typeparam>
    /// <typeparam name="TQuorum">The input.</typeparam>
    /// <param name="size">How many are a quorum.</param>
    /// <param name="statement">What a message states.</param>
    /// <param name="form">The input, of one statement's messages in the order of their senders.</param>
    public void Count<TMessage, TQuorum>(int size, Func<TMessage, object> statement, Func<IReadOnlyList<TMessage>, TQuorum> form)
        where TMessage : SignedMessage
        where TQuorum : Input
    {
        madeOf.Add(typeof(TQuorum), typeof(TMessage));
        quorums.Add(QuorumKind.Of(statement, m => m.From.Number, size, form, _ => []));
    }

    /// <summary>Says whom a kind of message concerns; all processes that handle it, if nothing is said.</summary>
    /// <typeparam name="TMessage">The message.</typeparam>
    /// <param name="concerns">Whether a message concerns a process that handles it.</param>
    public void To<TMessage>(Func<TMessage, ProcessId, bool> concerns)
        where TMessage : SignedMessage => addressees.Add(typeof(TMessage), (message, process) => concerns((TMessage)message, process));

    /// <inheritdoc/>
    public object Initial(int process) => members[process].Role.Initial(members[process].Id);

    /// <inheritdoc/>
    public Step<object> Apply(int process, object state, Input input) => members[process].Role.Apply(members[process].Id, state, input);

    /// <inheritdoc/>
    public IEnumerable<int> Recipients(Message message)
    {
        if (!hearing.TryGetValue(message.GetType(), out var all))
        {
            return [];
        }

        return addressees.TryGetValue(message.GetType(), out var concerns)
            ? all.Where(place => concerns((SignedMessage)message, members[place].Id))
            : all;
    }

    /// <inheritdoc/>
    public int Sender(Message message) => places[((SignedMessage)message).From];

    /// <summary>The place of a process.</summary>
    /// <param name="letter">The letter of its role.</param>
    /// <param name="number">Its number in the role, from 0.</param>
    /// <returns>The place.</returns>
    public int PlaceOf(char letter, int number) => places[new(letter, number)];

    /// <summary>The process at a place.</summary>
    /// <param name="place">The place.</param>
    /// <returns>The process.</returns>
    public ProcessId ProcessAt(int place) => members[place].Id;
}

/// <summary>A role of a <see cref="HandlerTable{TConfig}"/>, whatever its state.</summary>
public abstract class HandlerRole
{
    private protected HandlerRole()
    {
    }

    internal abstract object Initial(ProcessId process);

    internal abstract Step<object> Apply(ProcessId process, object state, Input input);
}

/// <summary>A role of a <see cref="HandlerTable{TConfig}"/>.</summary>
/// <typeparam name="TState">The state of one of its processes.</typeparam>
/// <typeparam name="TConfig">The configuration.</typeparam>
public sealed class HandlerRole<TState, TConfig> : HandlerRole
    where TState : class
{
    private readonly Func<ProcessId, TState> initial;
    private readonly TConfig config;
    private readonly Action<Type> declare;
    private readonly Dictionary<Type, Func<TState, Input, Step<TState>>> handlers = [];

    internal HandlerRole(Func<ProcessId, TState> initial, TConfig config, Action<Type> declare)
    {
        (this.initial, this.config, this.declare) = (initial, config, declare);
    }

    /// <summary>Says how its processes react to a message, a quorum, or a local input.</summary>
    /// <typeparam name="TInput">What they react to.</typeparam>
    /// <param name="handler">The handler.</param>
    /// <returns>This role.</returns>
    public HandlerRole<TState, TConfig> On<TInput>(Func<TState, TInput, TConfig, Step<TState>> handler)
        where TInput : Input
    {
        handlers.Add(typeof(TInput), (state, input) => handler(state, (TInput)input, config));
        declare(typeof(TInput));
        return this;
    }

    internal override object Initial(ProcessId process) => initial(process);

    internal override Step<object> Apply(ProcessId process, object state, Input input)
    {
        if (!handlers.TryGetValue(input.GetType(), out var handler))
        {
            return Step.Ignore(state);
        }

        var step = handler((TState)state, input);
        return new(step.State, step.Sends.IsEmpty
            ? []
            : [.. step.Sends.Select(message => message is SignedMessage own ? (Message)own.SignedBy(process) : message)]);
    }
}
