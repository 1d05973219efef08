using BgpVerified.Spec.Values;

namespace BgpVerified.Spec.Protocols;

/// <summary>How the messages of one kind become a quorum input.</summary>
/// <param name="Name">The name of the messages counted.</param>
/// <param name="Statement">
/// What a message states: messages with equal statements are counted together. Null if the message is of another kind.
/// </param>
/// <param name="Sender">Who sent it; each sender counts once a statement, and its first message stays.</param>
/// <param name="Size">How many senders make a quorum.</param>
/// <param name="Form">The quorum input, from the statement's messages in the order of their senders.</param>
/// <param name="Parts">The messages that a quorum input was formed from; null if the input is of another kind.</param>
public sealed record QuorumKind(
    string Name,
    Func<Message, object?> Statement,
    Func<Message, int> Sender,
    int Size,
    Func<IReadOnlyList<Message>, Input> Form,
    Func<Input, IEnumerable<Message>?> Parts)
{
    /// <summary>
    /// Whether a process in a state counts a message of the kind when it comes, by the paper's guard. Asked only where what is
    /// of no use when it comes is gone; elsewhere a message that comes too early is kept until it is of use.
    /// </summary>
    public Func<object, Message, bool> Counts { get; init; } = static (_, _) => true;

    /// <summary>
    /// Whether the second of two messages of one sender, who states both for the same, takes the place of the first, which was heard
    /// before. It never does, unless a protocol says so.
    /// </summary>
    public Func<Message, Message, bool> IsLater { get; init; } = static (_, _) => false;

    /// <summary>Whether any of the messages kept for a statement, if they are enough, make a quorum, and not only all of them.</summary>
    public bool TakesAny { get; init; }

    /// <summary>A kind in terms of its own messages and its own quorum input.</summary>
    /// <typeparam name="TMessage">The messages counted.</typeparam>
    /// <typeparam name="TQuorum">The quorum input.</typeparam>
    /// <param name="statement">What a message states.</param>
    /// <param name="sender">Who sent it.</param>
    /// <param name="size">How many senders make a quorum.</param>
    /// <param name="form">The quorum input, from the statement's messages in the order of their senders.</param>
    /// <param name="parts">The messages that a quorum input was formed from.</param>
    /// <param name="counts">Whether a process in a state counts a message when it comes (<see cref="Counts"/>); null if in any.</param>
    /// <returns>The kind.</returns>
    public static QuorumKind Of<TMessage, TQuorum>(
        Func<TMessage, object> statement,
        Func<TMessage, int> sender,
        int size,
        Func<IReadOnlyList<TMessage>, TQuorum> form,
        Func<TQuorum, IEnumerable<Message>> parts,
        Func<object, TMessage, bool>? counts = null)
        where TMessage : Message
        where TQuorum : Input =>
        new(
            typeof(TMessage).Name,
            m => m is TMessage message ? statement(message) : null,
            m => sender((TMessage)m),
            size,
            messages => form([.. messages.Cast<TMessage>()]),
            input => input is TQuorum quorum ? parts(quorum) : null)
        { Counts = (state, m) => counts is null || (m is TMessage message && counts(state, message)) };

    /// <summary>The senders of some messages.</summary>
    /// <typeparam name="TMessage">The kind of message.</typeparam>
    /// <param name="messages">The messages.</param>
    /// <param name="sender">Who sent one.</param>
    /// <returns>The set.</returns>
    public static ProcessSet Senders<TMessage>(IEnumerable<TMessage> messages, Func<TMessage, int> sender) =>
        ProcessSet.Of(messages.Select(sender));
}

/// <summary>
/// Turns single messages into quorum inputs: it counts distinct senders for each statement, and keeps what it has
/// counted, so that a message that comes too early is not lost.
/// </summary>
/// <remarks>
/// The papers' handlers "upon N - f messages" are handlers of quorum inputs here; counting is not the protocol. The
/// collector is an immutable value, like a process's state.
/// </remarks>
/// <param name="Kept">The messages kept, grouped by the kind and statement that they count for.</param>
public sealed record Collector(ValueList<Collector.Tally> Kept)
{
    /// <summary>A collector that has seen nothing.</summary>
    public static Collector Empty { get; } = new(ValueList<Tally>.Empty);

    /// <summary>The messages for one statement.</summary>
    /// <param name="Kind">The index of the quorum kind.</param>
    /// <param name="Statement">The statement.</param>
    /// <param name="Messages">One message from each sender, in the order of the senders.</param>
    public sealed record Tally(int Kind, object Statement, ValueList<Message> Messages);

    /// <summary>Counts a message.</summary>
    /// <param name="kinds">The protocol's quorum kinds, always in the same order.</param>
    /// <param name="message">The message; one that no kind counts leaves the collector as it is.</param>
    /// <param name="counter">The state of the process, if that decides whether it counts the message at all; null if not.</param>
    /// <returns>The collector after it.</returns>
    public Collector Add(IReadOnlyList<QuorumKind> kinds, Message message, object? counter = null)
    {
        var collector = this;
        for (var kind = 0; kind < kinds.Count; kind++)
        {
            if (kinds[kind].Statement(message) is { } statement && (counter is null || kinds[kind].Counts(counter, message)))
            {
                collector = collector.Add(kinds[kind], kind, statement, message);
            }
        }

        return collector;
    }

    /// <summary>The quorums that are complete.</summary>
    /// <param name="kinds">The protocol's quorum kinds, in the order given to
    /// <see cref="Add(IReadOnlyList{QuorumKind}, Message, object)"/>.</param>
    /// <returns>A quorum input for each statement that enough senders made.</returns>
    public IEnumerable<Input> Complete(IReadOnlyList<QuorumKind> kinds) =>
        from tally in Kept
        let kind = kinds[tally.Kind]
        from messages in kind.TakesAny ? Chosen(tally.Messages) : [tally.Messages]
        where messages.Count >= kind.Size
        select kind.Form(messages);

    private Collector Add(QuorumKind kind, int index, object statement, Message message)
    {
        var old = Kept.FirstOrDefault(tally => tally.Kind == index && tally.Statement.Equals(statement));
        if (old is null)
        {
            return this with { Kept = Sorted(Kept.Append(new Tally(index, statement, new([message])))) };
        }

        var before = old.Messages.FirstOrDefault(counted => kind.Sender(counted) == kind.Sender(message));
        if (before is not null && !kind.IsLater(before, message))
        {
            return this;
        }

        var messages = new ValueList<Message>(old.Messages.Where(counted => counted != before).Append(message).OrderBy(kind.Sender));
        return this with { Kept = new(Kept.Select(tally => ReferenceEquals(tally, old) ? old with { Messages = messages } : tally)) };
    }

    /// <summary>Every choice of some of the messages, in their order.</summary>
    private static IEnumerable<IReadOnlyList<Message>> Chosen(IReadOnlyList<Message> messages)
    {
        for (var mask = 1; mask < 1 << messages.Count; mask++)
        {
            yield return [.. messages.Where((_, i) => (mask & (1 << i)) != 0)];
        }
    }

    /// <summary>In an order that does not depend on which statement was heard first.</summary>
    private static ValueList<Tally> Sorted(IEnumerable<Tally> tallies) =>
        new(tallies.OrderBy(tally => tally.Kind).ThenBy(tally => tally.Statement.ToString(), StringComparer.Ordinal));
}
