using BgpVerified.Spec.Protocols;
using BgpVerified.Spec.Values;

namespace BgpVerified.Kit;

/// <summary>
/// A protocol in a configuration, said in four kinds of lines: who takes part (<c>Role</c>), what is said and how it is counted
/// (<see cref="Channel()"/>), who reacts to what (<see cref="RoleModel{TState, TConfig}.On"/>), and what must hold.
/// </summary>
/// <remarks>
/// Everything else that engines ask for follows: processes and their faults, dispatch, senders and recipients, parts of the world and
/// who reads them, quorums, what Byzantine processes can sign, which processes are interchangeable. Declaration order is reading order,
/// and that of handlers the order of recipients. What engines ask for is not among the members that a protocol sees, so that its handlers
/// may have such names.
/// </remarks>
/// <typeparam name="TConfig">The configuration, as handlers read it.</typeparam>
public abstract partial class Model<TConfig> : ISystem
{
    private readonly List<RoleModel> roles = [];
    private readonly HashSet<RoleModel> first = [];
    private readonly HashSet<ProcessId> byzantine = [];
    private readonly List<Channel> channels = [];
    private readonly Declared declared = new();
    private readonly List<Property> properties = [];
    private readonly List<Goal> goals = [];
    private readonly List<Action> said = [];
    private readonly HashSet<string> unknown;
    private readonly Lazy<Assembled> assembled;

    /// <summary>Begins a model; what it consists of is declared when it is first asked for.</summary>
    /// <param name="source">The configuration.</param>
    /// <param name="config">The same, as handlers read it.</param>
    /// <exception cref="InvalidConfigurationException">It is impossible.</exception>
    protected Model(Configuration source, TConfig config)
    {
        (Configuration, Config) = (source, config);
        unknown = [.. source.Byzantine];
        assembled = new(Assemble);
    }

    /// <inheritdoc/>
    public Configuration Configuration { get; }

    /// <inheritdoc/>
    IReadOnlyList<Process> ISystem.Processes => assembled.Value.Processes;

    /// <inheritdoc/>
    IReadOnlyList<Part> ISystem.Parts => assembled.Value.Parts;

    /// <inheritdoc/>
    IReadOnlyList<Reading> ISystem.Readings => assembled.Value.Readings;

    /// <inheritdoc/>
    IReadOnlyList<Forgery> ISystem.Adversary => assembled.Value.Adversary;

    /// <inheritdoc/>
    IReadOnlyList<QuorumKind> ISystem.Quorums => assembled.Value.Quorums;

    /// <inheritdoc/>
    IReadOnlyList<ProtocolAction> ISystem.Actions => assembled.Value.Actions;

    /// <inheritdoc/>
    IReadOnlyList<Property> ISystem.Properties => assembled.Value.Properties;

    /// <inheritdoc/>
    IReadOnlyList<Goal> ISystem.Goals => assembled.Value.Goals;

    /// <inheritdoc/>
    ISymmetry? ISystem.Symmetry => assembled.Value.Symmetry;

    /// <summary>The configuration, as handlers read it.</summary>
    protected TConfig Config { get; }

    /// <inheritdoc/>
    object ISystem.Initial(int process) => assembled.Value.Members[process] is var (role, id) ? role.Initial(id) : null!;

    /// <inheritdoc/>
    Step<object> ISystem.Apply(int process, object state, Input input) => assembled.Value.Members[process] is var (role, id)
        ? role.Apply(id, state, input)
        : default;

    /// <inheritdoc/>
    IEnumerable<int> ISystem.Recipients(Message message) => assembled.Value.Recipients((SignedMessage)message);

    /// <inheritdoc/>
    int ISystem.Sender(Message message) => assembled.Value.IndexOf(((SignedMessage)message).From);

    /// <summary>Declares roles, channels, handlers and properties.</summary>
    protected abstract void Declare();

    /// <summary>Declares a role.</summary>
    /// <typeparam name="TState">The state of one of its processes.</typeparam>
    /// <param name="name">Its name, as reports have it.</param>
    /// <param name="letter">The letter of its processes' names: <c>a</c> makes <c>a1</c>, <c>a2</c> and so on.</param>
    /// <param name="count">How many there are.</param>
    /// <param name="initial">A process's first state.</param>
    /// <param name="mayCrash">Whether they may crash, as many as the configuration says of all roles together, if it names nobody.</param>
    /// <param name="mayBeByzantine">Whether they may be Byzantine, if the configuration names them.</param>
    /// <param name="interchangeable">Whether they are only counted and never told apart; engines check it where they use it.</param>
    /// <returns>The role.</returns>
    protected RoleModel<TState, TConfig> Role<TState>(
        string name, char letter, int count, Func<ProcessId, TState> initial, bool mayCrash = false, bool mayBeByzantine = true,
            bool interchangeable = false)
        where TState : class
    {
        var byzantine = mayBeByzantine ? Processes(letter, count).Where(process => unknown.Remove($"{process}")) : [];
        return Role(name, letter, count, initial, byzantine, mayCrash, interchangeable ? _ => true : null);
    }

    /// <summary>Declares a role whose faulty processes the configuration's own reader has found.</summary>
    /// <typeparam name="TState">The state of one of its processes.</typeparam>
    /// <param name="name">Its name, as reports have it.</param>
    /// <param name="letter">The letter of its processes.</param>
    /// <param name="count">How many there are.</param>
    /// <param name="initial">A process's first state.</param>
    /// <param name="byzantine">Which are Byzantine.</param>
    /// <param name="mayCrash">Whether they may crash, as many as the configuration says of all roles together, if it names nobody.</param>
    /// <param name="interchangeable">Which are only counted and never told apart; none, if it is left out.</param>
    /// <param name="named">Their names, by number; the letter and the number from 1, if it is left out.</param>
    /// <returns>The role.</returns>
    protected RoleModel<TState, TConfig> Role<TState>(
        string name,
        char letter,
        int count,
        Func<ProcessId, TState> initial,
        IEnumerable<ProcessId> byzantine,
        bool mayCrash = false,
        Func<ProcessId, bool>? interchangeable = null,
        Func<int, string>? named = null)
        where TState : class
    {
        if (roles.Any(role => role.Letter == letter))
        {
            throw new InvalidModelException($"two roles have the letter '{letter}'; processes are told apart by it");
        }

        var faulty = byzantine.ToList();
        this.byzantine.UnionWith(faulty);
        unknown.ExceptWith(named is null ? faulty.Select(process => $"{process}") : faulty.Select(process => named(process.Number)));
        var role = new RoleModel<TState, TConfig>(
            new(
                name,
                letter,
                roles.Sum(other => other.All.Count),
                count,
                faulty,
                name => Configuration.Crashes == 0 ? Fault.None
                    : (Configuration.Faulty.Count > 0 ? Configuration.Faulty.Contains(name) : mayCrash) ? Fault.Crash : Fault.None,
                Configuration.Faulty.Contains,
                process => named is null ? $"{process}" : named(process.Number),
                interchangeable),
            initial,
            Config,
            declared);
        roles.Add(role);
        return role;
    }

    /// <summary>
    /// Says that the readings of a role come before all others', though its processes do not: those of a witness that notes what is so.
    /// </summary>
    /// <typeparam name="TState">The role's state.</typeparam>
    /// <param name="role">The role.</param>
    protected void ReadsFirst<TState>(RoleModel<TState, TConfig> role)
        where TState : class => first.Add(role);

    /// <summary>Says that the configuration's own reader has refused unknown names of processes: it may have aliases for several.</summary>
    protected void KnowsNames() => unknown.Clear();

    /// <summary>
    /// Says, the short way, what processes of a role send: one by one or counted, as handlers ask for it. Byzantine ones sign anything of
    /// this, and what others have signed is theirs to show again. <see cref="Channel{TKey}"/> says the same with keys and sizes, on which
    /// engines remember more.
    /// </summary>
    /// <typeparam name="TMessage">The message.</typeparam>
    /// <param name="from">The role that sends it.</param>
    /// <param name="anything">Every such message that a Byzantine process could think of.</param>
    protected void Says<TMessage>(IRole from, IEnumerable<TMessage> anything)
        where TMessage : SignedMessage
    {
        List<TMessage> alphabet = [.. anything];
        said.Add(() =>
        {
            var channel = Channel();
            if (IsHandled(typeof(TMessage)))
            {
                channel.Each<TMessage>(from).Forge(from, _ => alphabet);
            }

            if (IsHandled(typeof(Quorum<TMessage>)))
            {
                channel.Quorum(from, size: 1, alone: _ => alphabet);
            }

            if (IsHandled(typeof(Reports<TMessage>)))
            {
                channel.Reports(from, from.Correct.Count + from.Byzantine.Count, lies: _ => alphabet);
            }
        });

        bool IsHandled(Type input) => declared.Handled.Any(handled => handled.Input == input);
    }

    /// <summary>
    /// Messages as processes hear them: what a correct process has sent comes in the end, what a Byzantine one can send need not.
    /// </summary>
    /// <param name="messages">The messages, signed.</param>
    /// <returns>An offer of each.</returns>
    protected IEnumerable<Offer> Heard(IEnumerable<Message> messages) =>
        messages.Select(message => new Offer(message, Fair: !IsForged(message)));

    /// <summary>Those of the messages that Byzantine processes can send.</summary>
    /// <param name="messages">The messages, signed.</param>
    /// <returns>The ones with a Byzantine signer.</returns>
    protected IEnumerable<Message> Forged(IEnumerable<Message> messages) => messages.Where(IsForged);

    /// <summary>Gathers messages: a part of the world that shows them all.</summary>
    /// <param name="name">The part's name, unique in the model.</param>
    /// <param name="concerns">Whether a message belongs to it.</param>
    /// <returns>The part.</returns>
    protected Part<ValueSet<Message>> Gather(string name, Func<Message, bool> concerns) =>
        new(declared, GatheredPart.Messages(name, concerns));

    /// <summary>Gathers messages, or something of them: a part of the world.</summary>
    /// <typeparam name="TSeen">What is seen of all that is gathered; it must have value equality.</typeparam>
    /// <param name="name">The part's name, unique in the model.</param>
    /// <param name="pick">What a message adds: itself, or the part of it that matters; null for nothing.</param>
    /// <param name="see">What is seen of all that was added; pure.</param>
    /// <returns>The part.</returns>
    protected Part<TSeen> Gather<TSeen>(string name, Func<Message, Message?> pick, Func<ValueSet<Message>, TSeen> see)
        where TSeen : class => new(declared, new GatheredPart<TSeen>(name, pick, see));

    /// <summary>Gathers what was stated, by who signed it.</summary>
    /// <typeparam name="TStatement">What a message states.</typeparam>
    /// <param name="name">The part's name, unique in the model.</param>
    /// <param name="statement">What a message states, and the number of who signed it; null if it does not belong to the part.</param>
    /// <returns>The part: each statement with its signers, in order.</returns>
    protected Part<ValueList<Signed<TStatement>>> Tally<TStatement>(string name,
        Func<Message, (int Signer, TStatement Statement)?> statement)
        where TStatement : class =>
        Gather(name, m => statement(m) is null ? null : m, set => Signed.Together(set.Select(m => statement(m)!.Value)));

    /// <summary>Declares a part of the world that is always the same: where a chain of derived ones begins.</summary>
    /// <typeparam name="TSeen">What is seen.</typeparam>
    /// <param name="name">The part's name, unique in the model.</param>
    /// <param name="seen">What is seen.</param>
    /// <returns>The part.</returns>
    protected Part<TSeen> Constant<TSeen>(string name, TSeen seen)
        where TSeen : class => new(declared, GatheredPart.Constant(name, seen));

    /// <summary>Says what Byzantine processes could send, message by message, by what they see.</summary>
    /// <typeparam name="TSeen">What is seen.</typeparam>
    /// <param name="part">The part that they see.</param>
    /// <param name="messages">The messages, signed, always in the same order (<see cref="Forgery"/>). Pure.</param>
    protected void Forge<TSeen>(Part<TSeen> part, Func<TSeen, IEnumerable<Message>> messages)
        where TSeen : class => declared.Forgeries.Add(new(part.Untyped, seen => messages((TSeen)seen)));

    /// <summary>Says what Byzantine processes of a role could send, each of them, by what they see.</summary>
    /// <typeparam name="TSeen">What is seen.</typeparam>
    /// <param name="part">The part that they see.</param>
    /// <param name="role">The role.</param>
    /// <param name="statements">What each of them could sign, always in the same order. Pure.</param>
    protected void Forge<TSeen>(Part<TSeen> part, IRole role, Func<TSeen, IEnumerable<SignedMessage>> statements)
        where TSeen : class
    {
        foreach (var process in role.Byzantine)
        {
            Forge(part, seen => statements(seen).Select(statement => statement.SignedBy(process)));
        }
    }

    /// <summary>Says how messages that no channel carries are counted: the distinct signers of one statement.</summary>
    /// <typeparam name="TMessage">The message.</typeparam>
    /// <param name="size">How many are a quorum.</param>
    /// <param name="heard">Whether a process in a state counts a message when it comes (<see cref="QuorumKind.Counts"/>); null if in
    /// any.</param>
    /// <param name="alike">The statement that a message counts for, where messages that differ are counted together.</param>
    protected void Count<TMessage>(int size, Func<object, TMessage, bool>? heard = null, Func<TMessage, TMessage>? alike = null)
        where TMessage : SignedMessage => declared.Quorums.Add(Counting.Quorum(size, heard, alike));

    /// <summary>Says how messages that no channel carries are looked at together: one of each of so many senders.</summary>
    /// <typeparam name="TMessage">The message.</typeparam>
    /// <param name="size">How many are looked at.</param>
    /// <param name="question">What they answer: those with equal questions are looked at together.</param>
    /// <param name="heard">Whether a process in a state counts a message when it comes (<see cref="QuorumKind.Counts"/>); null if in
    /// any.</param>
    protected void Collect<TMessage>(int size, Func<TMessage, object> question, Func<object, TMessage, bool>? heard = null)
        where TMessage : SignedMessage => declared.Quorums.Add(Counting.Reports(size, question, heard));

    /// <summary>
    /// The same, of senders who say more than one thing in answer: of each the latest is kept, and any of the senders, if they are
    /// enough, are looked at together.
    /// </summary>
    /// <typeparam name="TMessage">The message.</typeparam>
    /// <param name="size">How many are enough.</param>
    /// <param name="question">What they answer.</param>
    /// <param name="isLater">Whether the second of two messages of one sender takes the place of the first, that was heard before.</param>
    /// <param name="heard">Whether a process in a state counts a message when it comes (<see cref="QuorumKind.Counts"/>); null if in
    /// any.</param>
    protected void CollectLatest<TMessage>(
        int size, Func<TMessage, object> question, Func<TMessage, TMessage, bool> isLater, Func<object, TMessage, bool>? heard = null)
        where TMessage : SignedMessage => declared.Quorums.Add(Counting.Latest(size, question, isLater, heard));

    /// <summary>Says how messages become a quorum input of the protocol's own.</summary>
    /// <typeparam name="TMessage">The message.</typeparam>
    /// <typeparam name="TQuorum">The input.</typeparam>
    /// <param name="size">How many are a quorum.</param>
    /// <param name="statement">What a message states: those with equal statements are counted together.</param>
    /// <param name="form">The input, of one statement's messages in the order of their senders.</param>
    /// <param name="parts">The messages that an input was formed from.</param>
    /// <param name="heard">Whether a process in a state counts a message when it comes (<see cref="QuorumKind.Counts"/>); null if in
    /// any.</param>
    protected void Count<TMessage, TQuorum>(
        int size, Func<TMessage, object> statement, Func<IReadOnlyList<TMessage>, TQuorum> form, Func<TQuorum, IEnumerable<Message>> parts,
            Func<object, TMessage, bool>? heard = null)
        where TMessage : SignedMessage
        where TQuorum : Input
    {
        declared.MadeOf.Add(typeof(TQuorum), typeof(TMessage));
        declared.Quorums.Add(QuorumKind.Of(statement, m => m.From.Number, size, form, parts, heard));
    }

    /// <summary>Says whom a kind of message concerns; all processes that handle it, if nothing is said.</summary>
    /// <typeparam name="TMessage">The message.</typeparam>
    /// <param name="concerns">Whether a message concerns a process that handles it.</param>
    protected void To<TMessage>(Func<TMessage, ProcessId, bool> concerns)
        where TMessage : SignedMessage => declared.Addressees.Add(typeof(TMessage), (message, process) =>
            concerns((TMessage)message, process));

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
        var channel = new Channel<TKey>(declared, $"channel {channels.Count + 1}", [.. keys]);
        channels.Add(channel);
        return channel;
    }

    private static IEnumerable<ProcessId> Processes(char letter, int count) => Enumerable.Range(0, count)
        .Select(number => new ProcessId(letter, number));

    private Assembled Assemble()
    {
        Declare();
        said.ForEach(declare => declare());
        if (unknown.Order(StringComparer.Ordinal).FirstOrDefault() is { } name)
        {
            throw new InvalidConfigurationException(
                $"no process '{name}' can be Byzantine; here "
                + $"are {string.Join(", ", roles.SelectMany(role => role.Processes).Select(process => process.Name))}");
        }

        var names = roles.SelectMany(role => role.Processes).Where(process => process.Fault != Fault.Byzantine)
            .Select(process => process.Name).ToList();
        if (Configuration.Faulty.Except(names).FirstOrDefault() is { } nobody)
        {
            throw new InvalidConfigurationException($"no process '{nobody}' can be faulty; here are {string.Join(", ", names)}");
        }

        // Of a process that may fail nothing need come about in the end, as of a Byzantine one.
        var failing = roles.SelectMany(role => role.Failing).ToHashSet();
        // Where all of them may fail, nothing is claimed.
        var claims = properties.Select(property => property.Kind != PropertyKind.Eventually ? property
            : property with { Reads = [.. property.Reads.Where(process => !failing.Contains(process))] })
            .Where(property => property.Kind != PropertyKind.Eventually || property.Reads.Count > 0).ToList();
        return new(roles, [.. roles.OrderBy(role => first.Contains(role) ? 0 : 1)], channels, declared, claims, goals);
    }
}
