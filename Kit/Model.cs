using BgpVerified.Spec.Protocols;

namespace BgpVerified.Kit;

/// <summary>
/// A protocol in a configuration, said in four kinds of lines: who takes part (<see cref="Role"/>), what is said and how it is counted
/// (<see cref="Channel()"/>), who reacts to what (<see cref="RoleModel{TState, TConfig}.On"/>), and what must hold.
/// </summary>
/// <remarks>
/// Everything else that engines ask for follows: processes and their faults, dispatch, senders and recipients, parts of the world and
/// who reads them, quorums, what Byzantine processes can sign, which processes are interchangeable. Declaration order is reading order.
/// What engines ask for is not among the members that a protocol sees, so that its handlers may have such names.
/// </remarks>
/// <typeparam name="TConfig">The configuration, as handlers read it.</typeparam>
public abstract class Model<TConfig> : ISystem
{
    private readonly List<RoleModel> roles = [];
    private readonly List<Channel> channels = [];
    private readonly List<Property> properties = [];
    private readonly List<Goal> goals = [];
    private readonly HashSet<string> unknown;
    private readonly Lazy<Parts> parts;

    /// <summary>Begins a model; what it consists of is declared when it is first asked for.</summary>
    /// <param name="source">The configuration.</param>
    /// <param name="config">The same, as handlers read it.</param>
    /// <exception cref="InvalidConfigurationException">It is impossible.</exception>
    protected Model(Configuration source, TConfig config)
    {
        (Configuration, Config) = (source, config);
        unknown = [.. source.Byzantine];
        parts = new(Assemble);
    }

    /// <inheritdoc/>
    public Configuration Configuration { get; }

    /// <inheritdoc/>
    IReadOnlyList<Process> ISystem.Processes => parts.Value.Processes;

    /// <inheritdoc/>
    IReadOnlyList<View> ISystem.Views => parts.Value.Views;

    /// <inheritdoc/>
    IReadOnlyList<Reading> ISystem.Readings => parts.Value.Readings;

    /// <inheritdoc/>
    IReadOnlyList<Forgery> ISystem.Adversary => parts.Value.Adversary;

    /// <inheritdoc/>
    IReadOnlyList<QuorumKind> ISystem.Quorums => parts.Value.Quorums;

    /// <inheritdoc/>
    IReadOnlyList<ProtocolAction> ISystem.Actions => parts.Value.Actions;

    /// <inheritdoc/>
    IReadOnlyList<Property> ISystem.Properties => parts.Value.Properties;

    /// <inheritdoc/>
    IReadOnlyList<Goal> ISystem.Goals => parts.Value.Goals;

    /// <inheritdoc/>
    ISymmetry? ISystem.Symmetry => parts.Value.Symmetry;

    /// <summary>The configuration, as handlers read it.</summary>
    protected TConfig Config { get; }

    /// <inheritdoc/>
    object ISystem.Initial(int process) => parts.Value.Members[process] is var (role, id) ? role.Initial(id) : null!;

    /// <inheritdoc/>
    Step<object> ISystem.Apply(int process, object state, Input input) => parts.Value.Members[process] is var (role, id) ? role.Apply(id, state, input) : default;

    /// <inheritdoc/>
    IEnumerable<int> ISystem.Recipients(Message message) => parts.Value.Recipients((SignedMessage)message);

    /// <inheritdoc/>
    int ISystem.Sender(Message message) => parts.Value.IndexOf(((SignedMessage)message).From);

    /// <summary>Declares roles, channels, handlers and properties.</summary>
    protected abstract void Declare();

    /// <summary>Declares a role.</summary>
    /// <typeparam name="TState">The state of one of its processes.</typeparam>
    /// <param name="name">Its name, as reports have it.</param>
    /// <param name="letter">The letter of its processes' names: <c>a</c> makes <c>a1</c>, <c>a2</c> and so on.</param>
    /// <param name="count">How many there are.</param>
    /// <param name="initial">A process's first state.</param>
    /// <param name="mayCrash">Whether they may crash, as many as the configuration says of all roles together.</param>
    /// <param name="mayBeByzantine">Whether they may be Byzantine, if the configuration names them.</param>
    /// <param name="interchangeable">Whether they are only counted and never told apart; engines check it where they use it.</param>
    /// <returns>The role.</returns>
    protected RoleModel<TState, TConfig> Role<TState>(
        string name, char letter, int count, Func<ProcessId, TState> initial, bool mayCrash = false, bool mayBeByzantine = true, bool interchangeable = false)
        where TState : ProcessState
    {
        if (roles.Any(role => role.Letter == letter))
        {
            throw new InvalidModelException($"two roles have the letter '{letter}'; processes are told apart by it");
        }

        var byzantine = mayBeByzantine
            ? Enumerable.Range(0, count).Select(number => new ProcessId(letter, number)).Where(process => unknown.Remove($"{process}")).ToList()
            : [];
        var role = new RoleModel<TState, TConfig>(
            name, letter, count, byzantine, mayCrash && Configuration.Crashes > 0 ? Fault.Crash : Fault.None, interchangeable, initial, Config);
        roles.Add(role);
        return role;
    }

    /// <summary>Declares a channel whose messages are all remembered together.</summary>
    /// <returns>The channel.</returns>
    protected Channel<string> Channel() => Channel<string>([string.Empty]);

    /// <summary>Declares a channel: messages that are remembered together, those of each key by themselves.</summary>
    /// <typeparam name="TKey">What tells them apart.</typeparam>
    /// <param name="keys">Every key.</param>
    /// <returns>The channel.</returns>
    protected Channel<TKey> Channel<TKey>(IEnumerable<TKey> keys)
        where TKey : notnull
    {
        var channel = new Channel<TKey>($"channel {channels.Count + 1}", [.. keys]);
        channels.Add(channel);
        return channel;
    }

    /// <summary>Asks for something in every state, of what is read of a role's correct processes.</summary>
    /// <typeparam name="TState">The role's state.</typeparam>
    /// <typeparam name="TSeen">What is read of a state; keep it small.</typeparam>
    /// <param name="role">The role.</param>
    /// <param name="name">The property's name, <c>...Inv</c>.</param>
    /// <param name="read">What is read of a process.</param>
    /// <param name="holds">Whether it holds, of what is read, in the order of the processes.</param>
    /// <param name="meaning">What it says, in one line.</param>
    protected void Invariant<TState, TSeen>(
        RoleModel<TState, TConfig> role, string name, Func<TState, TSeen> read, Func<IReadOnlyList<TSeen>, bool> holds, string meaning)
        where TState : ProcessState => Claim(PropertyKind.Invariant, role, name, read, (_, after) => holds(after), meaning);

    /// <summary>Asks for something in every step, of what is read of a role's correct processes before and after it.</summary>
    /// <typeparam name="TState">The role's state.</typeparam>
    /// <typeparam name="TSeen">What is read of a state.</typeparam>
    /// <param name="role">The role.</param>
    /// <param name="name">The property's name, <c>...Prop</c>.</param>
    /// <param name="read">What is read of a process.</param>
    /// <param name="holds">Whether it holds, of what is read before and after.</param>
    /// <param name="meaning">What it says, in one line.</param>
    protected void Always<TState, TSeen>(
        RoleModel<TState, TConfig> role, string name, Func<TState, TSeen> read, Func<IReadOnlyList<TSeen>, IReadOnlyList<TSeen>, bool> holds, string meaning)
        where TState : ProcessState => Claim(PropertyKind.Transition, role, name, read, holds, meaning);

    /// <summary>Asks for something in the end: where nothing fair is left to happen.</summary>
    /// <typeparam name="TState">The role's state.</typeparam>
    /// <typeparam name="TSeen">What is read of a state.</typeparam>
    /// <param name="role">The role.</param>
    /// <param name="name">The property's name, <c>...Prop</c>.</param>
    /// <param name="read">What is read of a process.</param>
    /// <param name="holds">Whether it holds, of what is read.</param>
    /// <param name="meaning">What it says, in one line.</param>
    protected void Eventually<TState, TSeen>(
        RoleModel<TState, TConfig> role, string name, Func<TState, TSeen> read, Func<IReadOnlyList<TSeen>, bool> holds, string meaning)
        where TState : ProcessState => Claim(PropertyKind.Eventually, role, name, read, (_, after) => holds(after), meaning);

    /// <summary>Asks that a step happens at least once, so that nothing holds because nothing happened.</summary>
    /// <typeparam name="TState">The state of the process that takes the step.</typeparam>
    /// <param name="name">The goal's name, <c>Reach...</c>.</param>
    /// <param name="step">Whether a step is it, by the state before and after.</param>
    /// <param name="meaning">What it says, in one line.</param>
    protected void Reach<TState>(string name, Func<TState, TState, bool> step, string meaning)
        where TState : ProcessState
    {
        MustEndOrBegin(name.StartsWith("Reach", StringComparison.Ordinal), $"the goal {name}", "a goal's name begins with Reach");
        goals.Add(new(name, (_, before, _, after) => before is TState b && after is TState a && step(b, a), (_, _) => true, meaning));
    }

    private static void MustEndOrBegin(bool does, string what, string rule)
    {
        if (!does)
        {
            throw new InvalidModelException($"{what} has another name than its kind has; {rule}");
        }
    }

    private void Claim<TState, TSeen>(
        PropertyKind kind, RoleModel role, string name, Func<TState, TSeen> read, Func<IReadOnlyList<TSeen>, IReadOnlyList<TSeen>, bool> holds, string meaning)
        where TState : ProcessState
    {
        var end = kind == PropertyKind.Invariant ? "Inv" : "Prop";
        MustEndOrBegin(name.EndsWith(end, StringComparison.Ordinal), $"the property {name}", $"the name of this kind of property ends with {end}");
        var place = roles.TakeWhile(other => other != role).Sum(other => other.All.Count);
        properties.Add(new(
            name, kind, [.. role.Correct.Select(process => place + process.Number)], (_, state) => new Seen<TSeen>(read((TState)state)),
            (before, after) => holds(Values<TSeen>(before), Values<TSeen>(after)), meaning));
    }

    private static IReadOnlyList<TSeen> Values<TSeen>(IReadOnlyList<object> seen) => [.. seen.Select(one => ((Seen<TSeen>)one).Value)];

    private Parts Assemble()
    {
        Declare();
        if (unknown.Order(StringComparer.Ordinal).FirstOrDefault() is { } name)
        {
            throw new InvalidConfigurationException($"no process '{name}' can be Byzantine; here are {string.Join(", ", roles.SelectMany(role => role.Processes).Select(process => process.Name))}");
        }

        return new(roles, channels, properties, goals);
    }

    private sealed record Seen<TSeen>(TSeen Value);
}
