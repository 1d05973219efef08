using BgpVerified.Spec.Values;

namespace BgpVerified.Spec.Protocols;

/// <summary>
/// A part of the world: what the processes that read it can learn from the messages sent so far. Engines remember a
/// handler's results on such a part, never on the whole set of messages.
/// </summary>
/// <remarks>
/// What is seen must have value equality. A part is either gathered from messages or derived from other parts.
/// </remarks>
public abstract class Part
{
    private protected Part(string name)
    {
        Name = name;
    }

    /// <summary>A name, unique in the protocol.</summary>
    public string Name { get; }

    /// <summary>What every part sees.</summary>
    /// <param name="parts">The parts; a derived one after those that it is derived from.</param>
    /// <param name="sent">Everything that correct processes have sent.</param>
    /// <returns>What is seen, by part.</returns>
    public static IReadOnlyDictionary<Part, object> SeeAll(IEnumerable<Part> parts, IReadOnlyCollection<Message> sent)
    {
        var seen = new Dictionary<Part, object>();
        foreach (var part in parts)
        {
            part.See(sent, seen);
        }

        return seen;
    }

    /// <summary>What this part sees.</summary>
    /// <param name="sent">Everything that correct processes have sent.</param>
    /// <param name="seen">What parts are known to see of it; what is worked out is added.</param>
    /// <returns>What is seen.</returns>
    public object See(IReadOnlyCollection<Message> sent, IDictionary<Part, object> seen)
    {
        if (!seen.TryGetValue(this, out var found))
        {
            found = this switch
            {
                GatheredPart gathered => gathered.See(gathered.Gather(sent)),
                DerivedPart derived => derived.Derive(derived.Left.See(sent, seen), derived.Right.See(sent, seen)),
                _ => throw new InvalidOperationException($"unknown kind of part '{Name}'"),
            };
            seen.Add(this, found);
        }

        return found;
    }
}

/// <summary>A part of the world that is gathered from messages: a set, and what is seen of it.</summary>
/// <remarks>
/// What one message adds does not depend on any other, so the order of messages and their repetition make no difference,
/// and the part of the whole world is the union of what each process's messages add. The engine relies on that, and the
/// form of this class leaves no other choice.
/// </remarks>
public abstract class GatheredPart : Part
{
    private readonly Func<Message, Message?> pick;

    private protected GatheredPart(string name, Func<Message, Message?> pick)
        : base(name)
    {
        this.pick = pick;
    }

    /// <summary>A part that gathers the messages that concern it, and shows them all.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="concerns">Whether a message does.</param>
    /// <returns>The part.</returns>
    public static GatheredPart<ValueSet<Message>> Messages(string name, Func<Message, bool> concerns) =>
        new(name, m => concerns(m) ? m : null, set => set);

    /// <summary>A part that gathers nothing, and always shows the same; where a chain of derived parts begins.</summary>
    /// <typeparam name="TSeen">What is seen.</typeparam>
    /// <param name="name">Its name.</param>
    /// <param name="seen">What is seen.</param>
    /// <returns>The part.</returns>
    public static GatheredPart<TSeen> Constant<TSeen>(string name, TSeen seen)
        where TSeen : class => new(name, _ => null, _ => seen);

    /// <summary>What some messages add to the set.</summary>
    /// <param name="messages">The messages.</param>
    /// <returns>What is gathered of them.</returns>
    public ValueSet<Message> Gather(IEnumerable<Message> messages) => new(messages.Select(pick).OfType<Message>());

    /// <summary>What the readers see of what was gathered; keep it as small as their reactions allow.</summary>
    /// <param name="gathered">What was gathered.</param>
    /// <returns>What is seen; it must have value equality.</returns>
    public abstract object See(ValueSet<Message> gathered);
}

/// <summary>A gathered part with the type of what is seen.</summary>
/// <typeparam name="TSeen">What is seen; it must have value equality.</typeparam>
/// <param name="name">The part's name.</param>
/// <param name="pick">What a message adds: itself, or the part of it that concerns the readers; null for nothing.</param>
/// <param name="see">What is seen of all that was added; pure.</param>
public sealed class GatheredPart<TSeen>(string name, Func<Message, Message?> pick, Func<ValueSet<Message>, TSeen> see)
    : GatheredPart(name, pick)
    where TSeen : class
{
    /// <inheritdoc/>
    public override object See(ValueSet<Message> gathered) => see(gathered);
}

/// <summary>A part of the world that is derived from what two other parts see.</summary>
/// <param name="name">The part's name.</param>
/// <param name="left">A part declared earlier.</param>
/// <param name="right">Another, or the same.</param>
/// <param name="derive">What is seen, from what the two see; pure.</param>
public sealed class DerivedPart(string name, Part left, Part right, Func<object, object, object> derive) : Part(name)
{
    /// <summary>The first part that it is derived from.</summary>
    public Part Left => left;

    /// <summary>The second part that it is derived from.</summary>
    public Part Right => right;

    /// <summary>What is seen.</summary>
    /// <param name="seenLeft">What the first part sees.</param>
    /// <param name="seenRight">What the second part sees.</param>
    /// <returns>What this part sees.</returns>
    public object Derive(object seenLeft, object seenRight) => derive(seenLeft, seenRight);
}

/// <summary>An input that a process could take now.</summary>
/// <param name="Input">The input.</param>
/// <param name="Fair">
/// Whether it comes about without the adversary's help and must therefore happen in the end, if it stays possible:
/// a message or quorum of correct processes, a timeout that must fire.
/// </param>
public readonly record struct Offer(Input Input, bool Fair);

/// <summary>
/// That Byzantine processes read a part: the messages that they could send, given what it sees. For message-by-message
/// runs; where quorums are delivered whole, what they sign is in the offers of those who read it.
/// </summary>
/// <param name="Part">The part.</param>
/// <param name="Messages">
/// The messages, always in the same order, each from a Byzantine process. Pure. What could be sent stays possible when
/// correct processes have sent more; a message that nobody would react to may be left out until somebody would.
/// </param>
public sealed record Forgery(Part Part, Func<object, IEnumerable<Message>> Messages);

/// <summary>That a process reads a part: which inputs it could take, given its state and what the part sees.</summary>
/// <param name="Process">The process, by its index.</param>
/// <param name="Part">The part that it reads; null for inputs from the process's own surroundings (clients, timeouts).</param>
/// <param name="Offers">The inputs possible; those that a handler ignores do no harm. Pure.</param>
/// <param name="IsLocal">
/// Whether they come from the process's own surroundings (a client, a timeout) and not from other processes' messages;
/// all of a reading's inputs do, or none. The part then says when its surroundings act.
/// </param>
public sealed record Reading(int Process, Part? Part, Func<object, object?, IEnumerable<Offer>> Offers, bool IsLocal = false);
