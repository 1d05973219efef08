namespace BgpVerified.Spec.Protocols;

/// <summary>
/// A part of the world: what the processes that read it can learn from the messages sent so far. Engines remember a
/// handler's results on such a part, never on the whole set of messages.
/// </summary>
/// <remarks>
/// What is seen must have value equality. A part is either gathered from messages or derived from other parts.
/// </remarks>
public abstract class View
{
    private protected View(string name)
    {
        Name = name;
    }

    /// <summary>A name, unique in the protocol.</summary>
    public string Name { get; }

    /// <summary>What every view sees.</summary>
    /// <param name="views">The views; a derived one after those that it is derived from.</param>
    /// <param name="sent">Everything that correct processes have sent.</param>
    /// <returns>What is seen, by view.</returns>
    public static IReadOnlyDictionary<View, object> SeeAll(IEnumerable<View> views, IReadOnlyCollection<Message> sent)
    {
        var seen = new Dictionary<View, object>();
        foreach (var view in views)
        {
            view.See(sent, seen);
        }

        return seen;
    }

    /// <summary>What this view sees.</summary>
    /// <param name="sent">Everything that correct processes have sent.</param>
    /// <param name="seen">What views are known to see of it; what is worked out is added.</param>
    /// <returns>What is seen.</returns>
    public object See(IReadOnlyCollection<Message> sent, IDictionary<View, object> seen)
    {
        if (!seen.TryGetValue(this, out var found))
        {
            found = this switch
            {
                GatheredView gathered => gathered.See(sent.Aggregate(gathered.Nothing, gathered.Gather)),
                DerivedView derived => derived.Derive(derived.Left.See(sent, seen), derived.Right.See(sent, seen)),
                _ => throw new InvalidOperationException($"unknown kind of view '{Name}'"),
            };
            seen.Add(this, found);
        }

        return found;
    }
}

/// <summary>A part of the world that is gathered from messages, one at a time.</summary>
/// <remarks>
/// Gathering must be a set union in disguise: the order of messages and their repetition make no difference, and what
/// one process's messages add depends only on what they would add to nothing.
/// </remarks>
public abstract class GatheredView : View
{
    /// <summary>Creates the view.</summary>
    /// <param name="name">Its name.</param>
    protected GatheredView(string name)
        : base(name)
    {
    }

    /// <summary>What is gathered before any message.</summary>
    public abstract object Nothing { get; }

    /// <summary>What is gathered after one more message.</summary>
    /// <param name="gathered">What was gathered so far.</param>
    /// <param name="message">The message.</param>
    /// <returns>The same object if the message says nothing to this view.</returns>
    public abstract object Gather(object gathered, Message message);

    /// <summary>What the readers see of what was gathered; keep it as small as their reactions allow.</summary>
    /// <param name="gathered">What was gathered.</param>
    /// <returns>What is seen.</returns>
    public abstract object See(object gathered);
}

/// <summary>A gathered view with its types.</summary>
/// <typeparam name="TGathered">What is gathered; it must have value equality.</typeparam>
/// <typeparam name="TSeen">What is seen; it must have value equality.</typeparam>
/// <param name="name">The view's name.</param>
/// <param name="nothing">What is gathered before any message.</param>
/// <param name="gather">What is gathered after one more message.</param>
/// <param name="see">What is seen of it.</param>
public sealed class GatheredView<TGathered, TSeen>(
    string name,
    TGathered nothing,
    Func<TGathered, Message, TGathered> gather,
    Func<TGathered, TSeen> see) : GatheredView(name)
    where TGathered : class
    where TSeen : class
{
    /// <inheritdoc/>
    public override object Nothing => nothing;

    /// <inheritdoc/>
    public override object Gather(object gathered, Message message) => gather((TGathered)gathered, message);

    /// <inheritdoc/>
    public override object See(object gathered) => see((TGathered)gathered);
}

/// <summary>A part of the world that is derived from what two other parts see.</summary>
/// <param name="name">The view's name.</param>
/// <param name="left">A view declared earlier.</param>
/// <param name="right">Another, or the same.</param>
/// <param name="derive">What is seen, from what the two see; pure.</param>
public sealed class DerivedView(string name, View left, View right, Func<object, object, object> derive) : View(name)
{
    /// <summary>The first view that it is derived from.</summary>
    public View Left => left;

    /// <summary>The second view that it is derived from.</summary>
    public View Right => right;

    /// <summary>What is seen.</summary>
    /// <param name="seenLeft">What the first view sees.</param>
    /// <param name="seenRight">What the second view sees.</param>
    /// <returns>What this view sees.</returns>
    public object Derive(object seenLeft, object seenRight) => derive(seenLeft, seenRight);
}

/// <summary>An input that a process could take now.</summary>
/// <param name="Input">The input.</param>
/// <param name="Fair">
/// Whether it comes about without the adversary's help and must therefore happen in the end, if it stays possible:
/// a message or quorum of correct processes, a timeout that must fire.
/// </param>
/// <param name="Eager">
/// Whether taking it at once, before any other step, loses nothing: it commutes with every step of other processes,
/// disables none, and every violation that a run shows without it another run shows with it. A protocol that says so
/// says why; engines then explore no other step of such a state, unless told to explore all interleavings.
/// </param>
public readonly record struct Offer(Input Input, bool Fair, bool Eager = false);

/// <summary>
/// That Byzantine processes read a view: the messages that they could send, given what it sees. For message-by-message
/// runs; where quorums are delivered whole, what they sign is in the offers of those who read it.
/// </summary>
/// <param name="View">The view.</param>
/// <param name="Messages">
/// The messages, always in the same order, each from a Byzantine process. Pure. What could be sent stays possible when
/// correct processes have sent more; a message that nobody would react to may be left out until somebody would.
/// </param>
public sealed record Forgery(View View, Func<object, IEnumerable<Message>> Messages);

/// <summary>That a process reads a view: which inputs it could take, given its state and what the view sees.</summary>
/// <param name="Process">The process, by its index.</param>
/// <param name="View">The view that it reads; null for inputs from the process's own surroundings (clients, timeouts).</param>
/// <param name="Offers">The inputs possible; those that a handler ignores do no harm. Pure.</param>
/// <param name="IsLocal">
/// Whether they come from the process's own surroundings (a client, a timeout) and not from other processes' messages;
/// all of a reading's inputs do, or none. The view then says when its surroundings act.
/// </param>
public sealed record Reading(int Process, View? View, Func<object, object?, IEnumerable<Offer>> Offers, bool IsLocal = false);
