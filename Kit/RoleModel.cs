using BgpVerified.Spec.Protocols;

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
}

/// <summary>A role of a model: its processes, what they react to, and how.</summary>
/// <typeparam name="TState">The state of one of its processes.</typeparam>
/// <typeparam name="TConfig">The configuration, as handlers read it.</typeparam>
public sealed class RoleModel<TState, TConfig> : RoleModel
    where TState : ProcessState
{
    private readonly Func<ProcessId, TState> initial;
    private readonly TConfig config;
    private readonly Dictionary<Type, Func<TState, Input, Step<TState>>> handlers = [];

    internal RoleModel(string name, char letter, int count, IReadOnlyList<ProcessId> byzantine, Fault otherwise, bool interchangeable, Func<ProcessId, TState> initial, TConfig config)
        : base(name, letter, count, byzantine, otherwise, interchangeable)
    {
        (this.initial, this.config) = (initial, config);
    }

    /// <summary>Says how its processes react to a message, a quorum or reports. Some channel must carry them.</summary>
    /// <typeparam name="TInput">What they react to.</typeparam>
    /// <param name="handler">The handler: a pure function of the state, the input and the configuration.</param>
    /// <param name="when">Whether there is such a handler in this configuration.</param>
    /// <param name="happens">Whether it can have an effect in this configuration: a sample of runs in which it has none has not looked everywhere.</param>
    /// <returns>This role.</returns>
    public RoleModel<TState, TConfig> On<TInput>(Func<TState, TInput, TConfig, Step<TState>> handler, bool when = true, bool happens = true)
        where TInput : Input
    {
        if (when)
        {
            Add(handler, happens);
            Reactions.Add(new(typeof(TInput), null));
        }

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
        Func<TState, TInput, TConfig, Step<TState>> handler, Func<TState, IEnumerable<(TInput Input, bool Fair)>> offers, bool when = true, bool happens = true)
        where TInput : Input
    {
        if (when)
        {
            Add(handler, happens);
            Reactions.Add(new(typeof(TInput), state => offers((TState)state).Select(offer => new Offer(offer.Input, offer.Fair))));
        }

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

        var step = Signed(handler(before, input), process);
        StepCheck.SameAgain(before, input, step, Signed(handler(before, input), process));
        return new(step.State, step.Sends);
    }

    private static Step<TState> Signed(Step<TState> step, ProcessId process) =>
        new(step.State, [.. step.Sends.Select(message => message is SignedMessage signed ? signed.By(process) : message)]);

    private void Add<TInput>(Func<TState, TInput, TConfig, Step<TState>> handler, bool happens)
        where TInput : Input
    {
        if (!handlers.TryAdd(typeof(TInput), (state, input) => handler(state, (TInput)input, config)))
        {
            throw new InvalidModelException($"the role {Name} has two handlers of {InputType.NameOf(typeof(TInput))}; it can have one");
        }

        if (happens && Correct.Count > 0)
        {
            Actions.Add(new(Name, InputType.NameOf(typeof(TInput))));
        }
    }
}

/// <summary>A role, whatever its state.</summary>
public abstract class RoleModel : IRole
{
    private protected RoleModel(string name, char letter, int count, IReadOnlyList<ProcessId> byzantine, Fault otherwise, bool interchangeable)
    {
        (Name, Letter, Byzantine, IsInterchangeable) = (name, letter, byzantine, interchangeable);
        All = [.. Enumerable.Range(0, count).Select(number => new ProcessId(letter, number))];
        Correct = [.. All.Except(byzantine)];
        Processes = [.. All.Select(process => new Process($"{process}", name, byzantine.Contains(process) ? Fault.Byzantine : otherwise))];
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public char Letter { get; }

    /// <inheritdoc/>
    public IReadOnlyList<ProcessId> Correct { get; }

    /// <inheritdoc/>
    public IReadOnlyList<ProcessId> Byzantine { get; }

    internal IReadOnlyList<ProcessId> All { get; }

    internal IReadOnlyList<Process> Processes { get; }

    internal bool IsInterchangeable { get; }

    internal List<Reaction> Reactions { get; } = [];

    internal List<ProtocolAction> Actions { get; } = [];

    internal abstract object Initial(ProcessId process);

    internal abstract Step<object> Apply(ProcessId process, object state, Input input);
}

/// <summary>That a role reacts to a type of input: one that a channel brings, or one of its own surroundings.</summary>
/// <param name="Input">The type.</param>
/// <param name="Local">What its own surroundings bring, by its state; null if a channel does.</param>
internal sealed record Reaction(Type Input, Func<object, IEnumerable<Offer>>? Local);

/// <summary>Names of types of inputs.</summary>
internal static class InputType
{
    /// <summary>The name of an input's kind, as <see cref="Input.KindName"/> has it.</summary>
    public static string NameOf(Type input) => input.IsGenericType ? $"{input.GetGenericArguments()[0].Name}Quorum" : input.Name;
}
