using System.Collections.Immutable;
using System.Runtime.InteropServices;
using BgpVerified.Spec.Protocols;
using BgpVerified.Spec.Values;

namespace BgpVerified.Kit;

/// <summary>A role of a model: its processes.</summary>
public interface IRole
{
    /// <summary>Its name, as reports have it.</summary>
    string Name { get; }

    /// <summary>The letter of its processes' names.</summary>
    char Letter { get; }

    /// <summary>Those of its processes that are not Byzantine.</summary>
    IReadOnlyList<ProcessId> Correct { get; }

    /// <summary>Those that are.</summary>
    IReadOnlyList<ProcessId> Byzantine { get; }

    /// <summary>The same, by their numbers.</summary>
    ProcessSet ByzantineSet { get; }

    /// <summary>Those that are not, by their places among all processes of the model.</summary>
    IReadOnlyList<int> Places { get; }
}

/// <summary>A role of a model: its processes, what they react to, and how.</summary>
/// <typeparam name="TState">The state of one of its processes.</typeparam>
/// <typeparam name="TConfig">The configuration, as handlers read it.</typeparam>
public sealed class RoleModel<TState, TConfig> : RoleModel
    where TState : class
{
    private readonly Func<ProcessId, TState> initial;
    private readonly TConfig config;
    private readonly Declared declared;
    private readonly Dictionary<Type, Func<TState, Input, Step<TState>>> handlers = [];

    // How many steps were taken: of the first ones each is checked, later one in so many. Nothing else depends on it.
    private long steps;

    internal RoleModel(Members members, Func<ProcessId, TState> initial, TConfig config, Declared declared)
        : base(members)
    {
        (this.initial, this.config, this.declared) = (initial, config, declared);
    }

    /// <summary>Says how its processes react to a message, a quorum or reports. Some channel must carry them.</summary>
    /// <typeparam name="TInput">What they react to.</typeparam>
    /// <param name="handler">The handler: a pure function of the state, the input and the configuration.</param>
    /// <param name="when">Whether there is such a handler in this configuration.</param>
    /// <param name="happens">Whether it can have an effect in this configuration: a sample of runs in which it has none has not looked
    /// everywhere.</param>
    /// <returns>This role.</returns>
    public RoleModel<TState, TConfig> On<TInput>(Func<TState, TInput, TConfig, Step<TState>> handler, bool when = true, bool happens = true)
        where TInput : Input
    {
        if (when)
        {
            Add(handler, happens);
            Reactions.Add(new Reaction.ToChannel(typeof(TInput)));
        }

        return this;
    }

    /// <summary>
    /// Says what its processes find in a part of the world, where it takes thought; handlers of what is offered are declared with
    /// <see cref="On"/>.
    /// </summary>
    /// <typeparam name="TSeen">What is seen of it.</typeparam>
    /// <param name="part">The part.</param>
    /// <param name="offers">The inputs possible, by the process and its state; those that a handler ignores do no harm. Pure.</param>
    /// <param name="who">Which processes read it; all, if it is left out.</param>
    /// <param name="local">Whether the inputs come from the process's own surroundings, and the part only says when.</param>
    /// <returns>This role.</returns>
    public RoleModel<TState, TConfig> Reads<TSeen>(
        Part<TSeen> part, Func<ProcessId, TState, TSeen, IEnumerable<Offer>> offers, Func<ProcessId, bool>? who = null, bool local = false)
        where TSeen : class
    {
        Reactions.Add(new Reaction.ToPart(part.Untyped, (process, state, seen) => offers(process, (TState)state, (TSeen)seen!), who,
            local));
        return this;
    }

    /// <summary>Says what its processes may do by themselves, where several handlers share it.</summary>
    /// <param name="offers">The inputs possible, by the process and its state. Pure.</param>
    /// <param name="who">Which processes do; all, if it is left out.</param>
    /// <returns>This role.</returns>
    public RoleModel<TState, TConfig> Acts(Func<ProcessId, TState, IEnumerable<Offer>> offers, Func<ProcessId, bool>? who = null)
    {
        Reactions.Add(new Reaction.ToPart(null, (process, state, _) => offers(process, (TState)state), who, IsLocal: true));
        return this;
    }

    /// <summary>Says what its processes do by themselves: a client's request, a timeout.</summary>
    /// <typeparam name="TInput">What it is called.</typeparam>
    /// <param name="handler">The handler.</param>
    /// <param name="offers">When it can happen, and whether it must: what a state leaves possible.</param>
    /// <param name="when">Whether there is such a handler in this configuration.</param>
    /// <param name="happens">Whether it can have an effect in this configuration.</param>
    /// <returns>This role.</returns>
    public RoleModel<TState, TConfig> Local<TInput>(
        Func<TState, TInput, TConfig, Step<TState>> handler, Func<TState, IEnumerable<(TInput Input, bool Fair)>> offers, bool when = true,
            bool happens = true)
        where TInput : Input
    {
        if (when)
        {
            Add(handler, happens);
            Reactions.Add(new Reaction.ToPart(null, (_, state, _) => offers((TState)state)
                .Select(offer => new Offer(offer.Input, offer.Fair)), null, IsLocal: true));
        }

        return this;
    }

    /// <summary>
    /// Says which of its processes may stop at any time: nothing of what they do must happen, so that no crash of theirs is a step.
    /// </summary>
    /// <param name="who">Which may.</param>
    /// <returns>This role.</returns>
    public RoleModel<TState, TConfig> MayStop(Func<ProcessId, bool> who)
    {
        Stopping.Add(who);
        return this;
    }

    internal override object Initial(ProcessId process) => initial(process);

    internal override Step<object> Apply(ProcessId process, object state, Input input)
    {
        var before = (TState)state;
        if (!handlers.TryGetValue(input.GetType(), out var handler))
        {
            return Step.Ignore(state);
        }

        // Most of what processes are offered they ignore.
        var step = handler(before, input);
        if (ReferenceEquals(step.State, before) && step.Sends.IsEmpty)
        {
            return Step.Ignore(state);
        }

        if (StepCheck.IsDue(steps++))
        {
            StepCheck.SameAgain(before, input, step, handler(before, input));
        }

        return new(step.State, Signed(step.Sends, process));
    }

    private static ImmutableArray<Message> Signed(ImmutableArray<Message> sends, ProcessId process)
    {
        var signed = new Message[sends.Length];
        for (var i = 0; i < signed.Length; i++)
        {
            signed[i] = sends[i] is SignedMessage message ? message.SignedBy(process) : sends[i];
        }

        return ImmutableCollectionsMarshal.AsImmutableArray(signed);
    }

    private void Add<TInput>(Func<TState, TInput, TConfig, Step<TState>> handler, bool happens)
        where TInput : Input
    {
        if (!handlers.TryAdd(typeof(TInput), (state, input) => handler(state, (TInput)input, config)))
        {
            throw new InvalidModelException($"the role {Name} has two handlers of {InputType.NameOf(typeof(TInput))}; it can have one");
        }

        declared.Handled.Add((this, typeof(TInput)));
        if (happens && Correct.Count > 0)
        {
            Actions.Add(new(Name, InputType.NameOf(typeof(TInput))));
        }
    }
}

/// <summary>A role, whatever its state.</summary>
public abstract class RoleModel : IRole
{
    private protected RoleModel(Members members)
    {
        (Name, Letter, Byzantine) = (members.Role, members.Letter, members.Byzantine);
        ByzantineSet = ProcessSet.Of(Byzantine.Select(process => process.Number));
        All = [.. Enumerable.Range(0, members.Count).Select(number => new ProcessId(members.Letter, number))];
        Correct = [.. All.Except(Byzantine)];
        Places = [.. Correct.Select(process => members.First + process.Number)];
        Interchangeable = members.IsInterchangeable is { } alike
            ? [.. Correct.Where(process => alike(process) && !members.IsNamed(members.NameOf(process)))
                .Select(process => members.First + process.Number)]
            : null;
        Processes = [.. All.Select(process => new Process(members.NameOf(process), Name, Byzantine.Contains(process)
            ? Fault.Byzantine
            : members.Otherwise(members.NameOf(process))))];
        Failing = [.. Correct.Where(process => members.IsNamed(members.NameOf(process))).Select(process => members.First + process.Number)];
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public char Letter { get; }

    /// <inheritdoc/>
    public IReadOnlyList<ProcessId> Correct { get; }

    /// <inheritdoc/>
    public IReadOnlyList<ProcessId> Byzantine { get; }

    /// <inheritdoc/>
    public ProcessSet ByzantineSet { get; }

    /// <inheritdoc/>
    public IReadOnlyList<int> Places { get; }

    internal IReadOnlyList<ProcessId> All { get; }

    internal IReadOnlyList<Process> Processes { get; }

    /// <summary>Those that are interchangeable, by their places; null if nothing is said of it.</summary>
    internal IReadOnlyList<int>? Interchangeable { get; }

    /// <summary>Those that the configuration names as such that may crash, by their places.</summary>
    internal IReadOnlyList<int> Failing { get; }

    internal List<Reaction> Reactions { get; } = [];

    internal List<ProtocolAction> Actions { get; } = [];

    internal List<Func<ProcessId, bool>> Stopping { get; } = [];

    internal abstract object Initial(ProcessId process);

    internal abstract Step<object> Apply(ProcessId process, object state, Input input);
}

/// <summary>Who is in a role.</summary>
internal sealed record Members(
    string Role,
    char Letter,
    int First,
    int Count,
    IReadOnlyList<ProcessId> Byzantine,
    Func<string, Fault> Otherwise,
    Func<string, bool> IsNamed,
    Func<ProcessId, string> NameOf,
    Func<ProcessId, bool>? IsInterchangeable);

/// <summary>That processes of a role react to something.</summary>
internal abstract record Reaction
{
    /// <summary>To what the channels bring of a type of input.</summary>
    public sealed record ToChannel(Type Input) : Reaction;

    /// <summary>To what is found in a part of the world, or comes from the process's own surroundings.</summary>
    public sealed record ToPart(Part? Part, Func<ProcessId, object, object?, IEnumerable<Offer>> Offers, Func<ProcessId, bool>? Who,
        bool IsLocal) : Reaction;
}

/// <summary>Names of types of inputs.</summary>
internal static class InputType
{
    /// <summary>The name of an input's kind, as <see cref="Input.KindName"/> has it.</summary>
    public static string NameOf(Type input) => input.IsGenericType ? $"{input.GetGenericArguments()[0].Name}Quorum" : input.Name;
}
