using BgpVerified.Checker.Exploration;
using BgpVerified.Checker.Messages;
using BgpVerified.Spec.Protocols;
using BgpVerified.Spec.Values;

namespace BgpVerified.Checker.Schedules;

/// <summary>What a process's taking an input comes to.</summary>
/// <param name="After">The process's host afterwards, by number.</param>
/// <param name="Sent">The messages that it sends for the first time, by number.</param>
/// <param name="Actions">The actions that it makes of it, by number; none if it only counts or keeps the message.</param>
/// <param name="IsEffective">Whether more changes than that the message has come.</param>
/// <param name="IsVisible">Whether some property reads something else afterwards.</param>
internal sealed record Transition(int After, int[] Sent, int[] Actions, bool IsEffective, bool IsVisible);

/// <summary>
/// A configured protocol, message by message, compiled to numbers as it is run: what a process does with an input is
/// computed by <see cref="Host"/> and the handlers once, and remembered across runs.
/// </summary>
/// <remarks>One thread. A machine only grows; <see cref="Size"/> says when to begin a new one.</remarks>
internal sealed class MessageMachine
{
    private readonly Network network;
    private readonly int[] slotOf;
    private readonly Interner<Input> inputs = new();
    private readonly List<InputInfo> infos = [];
    private readonly Interner<string> kinds = new();
    private readonly Slot[] slots;
    private readonly List<Transition> transitions = [];
    private readonly ForgeryTable[] forgeries;
    private readonly LocalReading[] readings;
    private readonly List<(int Input, bool Fair)[]> offers = [];

    public MessageMachine(ISystem system, Network network, string? property)
    {
        (System, this.network) = (system, network);
        Processes = [.. Enumerable.Range(0, system.Processes.Count).Where(p => system.Processes[p].Fault != Fault.Byzantine)];
        slotOf = [.. Enumerable.Range(0, system.Processes.Count).Select(p => Array.IndexOf(Processes, p))];
        Monitor = new(system.Properties.Where(p => property is null || p.Name == property), Processes);
        slots = [.. Processes.Select(_ => new Slot())];
        Actions = [.. system.Actions];
        Parts = new(system);
        readings = [.. system.Readings.Where(reading => reading.IsLocal)
            .Select(reading => new LocalReading(reading, slotOf[reading.Process], reading.Part is { } part ? Parts.NumberOf(part) : -1))];
        forgeries = [.. system.Adversary.Select(forgery => new ForgeryTable(forgery, Parts.NumberOf(forgery.Part)))];
        InitialHosts = [.. Processes.Select((process, slot) => NumberOf(slot, Host.Initial(system.Initial(process))))];
    }

    public ISystem System { get; }

    /// <summary>The process of each slot; Byzantine ones have none.</summary>
    public int[] Processes { get; }

    public int[] InitialHosts { get; }

    public PropertyMonitor Monitor { get; }

    public RunParts Parts { get; }

    /// <summary>The kinds of steps; the protocol's first, then those that it does not name.</summary>
    public List<ProtocolAction> Actions { get; }

    /// <summary>The kinds of inputs, by number.</summary>
    public IEnumerable<string> Kinds => Enumerable.Range(0, kinds.Count).Select(kind => kinds[kind]);

    public int LocalReadings => readings.Length;

    /// <summary>About how much is remembered, in words.</summary>
    public long Size { get; private set; }

    public int SlotOf(int process) => slotOf[process];

    public Input InputOf(int input) => inputs[input];

    public InputInfo InfoOf(int input) => infos[input];

    public object StateOf(int slot, int host) => slots[slot].Hosts[host].State;

    public int NumberOf(Input input)
    {
        var number = inputs.Intern(input);
        if (number == infos.Count)
        {
            var message = input as Message;
            infos.Add(new(
                TopicOf(input.KindName),
                kinds.Intern(input.KindName),
                (short)(message is null ? -1 : System.Sender(message)),
                message is not null && System.Quorums.Any(kind => kind.Statement(message) is not null),
                message is null ? [] : [.. System.Recipients(message)]));
        }

        return number;
    }

    /// <summary>What a process makes of an input.</summary>
    public Transition Take(int slot, int host, int input)
    {
        var known = slots[slot].Transitions.Find(host, input);
        return transitions[known >= 0 ? known : Compute(slot, host, input)];
    }

    /// <summary>Whether a process would do more with a message than keep it.</summary>
    /// <remarks>
    /// A message that is not counted matters only if the handler reacts to it in this state: where nothing else was waiting
    /// for it, nothing else changes.
    /// </remarks>
    public bool WouldMatter(int slot, int host, int message)
    {
        if (infos[message].IsCounted)
        {
            return Take(slot, host, message).IsEffective;
        }

        var table = slots[slot];
        var state = table.StateOf[host];
        var known = table.Reactions.Find(state, message);
        if (known < 0)
        {
            known = Take(slot, host, message).IsEffective ? 1 : 0;
            table.Reactions.Add(state, message, known);
            Size += 2;
        }

        return known == 1;
    }

    /// <summary>What a process's own surroundings can make it do.</summary>
    /// <param name="reading">Which local reading, from 0.</param>
    /// <param name="hosts">The hosts of all slots.</param>
    /// <param name="slot">The slot of the process.</param>
    /// <returns>The inputs that would change it, and whether each must come in the end.</returns>
    public ReadOnlySpan<(int Input, bool Fair)> Offers(int reading, int[] hosts, out int slot)
    {
        var local = readings[reading];
        slot = local.Slot;
        var seen = local.Part < 0 ? 0 : Parts.Seen(local.Part);
        var known = local.Memo.Find(hosts[slot], seen);
        if (known < 0)
        {
            known = offers.Count;
            var state = slots[slot].Hosts[hosts[slot]].State;
            List<(int, bool)> found = [];
            foreach (var offer in local.Reading.Offers(state, local.Part < 0 ? null : Parts.ValueOf(local.Part, seen)))
            {
                var input = NumberOf(offer.Input);
                if (Take(slot, hosts[slot], input).After != hosts[slot])
                {
                    found.Add((input, offer.Fair));
                }
            }

            offers.Add([.. found]);
            local.Memo.Add(hosts[slot], seen, known);
        }

        return offers[known];
    }

    /// <summary>How many parts the adversary reads.</summary>
    public int Forgeries => forgeries.Length;

    /// <summary>The messages that Byzantine processes could send by what they see in one part, by number.</summary>
    /// <param name="forgery">Which part, from 0.</param>
    public int[] Forge(int forgery)
    {
        var table = forgeries[forgery];
        var seen = Parts.Seen(table.Part);
        while (table.Messages.Count <= seen)
        {
            table.Messages.Add(null);
        }

        if (table.Messages[seen] is not { } messages)
        {
            table.Messages[seen] = messages = [.. table.Forgery.Messages(Parts.ValueOf(table.Part, seen)).Distinct().Select(NumberOf)];
            Size += messages.Length;
        }

        return messages;
    }

    private int NumberOf(int slot, Host host)
    {
        var number = slots[slot].Hosts.Intern(host);
        if (number == slots[slot].StateOf.Count)
        {
            slots[slot].StateOf.Add(slots[slot].States.Intern(new(host.State, host.Sent)));
            Monitor.Learn(slot, number, host.State);
        }

        return number;
    }

    private int Compute(int slot, int host, int input)
    {
        var before = slots[slot].Hosts[host];
        List<Input> applied = [];
        var after = before.Take(System, network, Processes[slot], inputs[input], applied);
        var number = NumberOf(slot, after);
        var sent = network == Network.Fifo ? after.Log.Skip(before.Log.Count) : after.Sent.Where(message => !before.Sent.Contains(message));
        var isEffective = applied.Count > 0 || !after.Collector.Equals(before.Collector);
        transitions.Add(new(number, [.. sent.Select(NumberOf)], [.. applied.Select(a => ActionOf(slot, a))], isEffective,
            Monitor.Sees(slot, host, number)));
        slots[slot].Transitions.Add(host, input, transitions.Count - 1);
        Size += 8;
        return transitions.Count - 1;
    }

    private int ActionOf(int slot, Input input)
    {
        var action = new ProtocolAction(System.Processes[Processes[slot]].Role, input.KindName);
        var number = Actions.IndexOf(action);
        if (number < 0)
        {
            number = Actions.Count;
            Actions.Add(action);
        }

        return number;
    }

    /// <summary>Eight bits of a name, the same on every machine.</summary>
    private static short TopicOf(string name) => (short)(name.Aggregate(0UL, (hash, letter) => Hashing.Mix(hash ^ letter)) & 0xFF);

    /// <summary>What is asked of an input often.</summary>
    /// <param name="Topic">Its kind, as <see cref="Move.Topic"/>.</param>
    /// <param name="Kind">Its kind, as one of this machine's <see cref="Kinds"/>.</param>
    /// <param name="Sender">The process that it is from; -1 if it is no message.</param>
    /// <param name="IsCounted">Whether it can be part of a quorum.</param>
    /// <param name="Recipients">The processes that it concerns.</param>
    public sealed record InputInfo(short Topic, int Kind, short Sender, bool IsCounted, int[] Recipients);

    private sealed class ForgeryTable(Forgery forgery, int part)
    {
        public Forgery Forgery => forgery;

        public int Part => part;

        /// <summary>The messages by what is seen.</summary>
        public List<int[]?> Messages { get; } = [];
    }

    private sealed record Said(object State, ValueSet<Message> Sent);

    private sealed class Slot
    {
        public Interner<Host> Hosts { get; } = new();

        /// <summary>What a reaction depends on: the state, and what was sent before.</summary>
        public Interner<Said> States { get; } = new();

        public List<int> StateOf { get; } = [];

        /// <summary>Whether the handler reacts to a message in a state.</summary>
        public MemoTable Reactions { get; } = new();

        public MemoTable Transitions { get; } = new();
    }

    private sealed class LocalReading(Reading reading, int slot, int part)
    {
        public Reading Reading => reading;

        public int Slot => slot;

        public int Part => part;

        public MemoTable Memo { get; } = new();
    }
}
