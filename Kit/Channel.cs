using BgpVerified.Spec.Protocols;
using BgpVerified.Spec.Values;

namespace BgpVerified.Kit;

/// <summary>
/// Messages that are remembered together: a reaction to them is worked out once for each different content of the channel at a
/// key, so that what does not concern each other belongs into different channels or keys.
/// </summary>
/// <typeparam name="TKey">What tells the parts apart: a ballot, a timestamp, a view.</typeparam>
public sealed class Channel<TKey> : Channel
    where TKey : notnull
{
    private readonly Declared declared;
    private readonly string name;
    private readonly IReadOnlyList<TKey> keys;
    private readonly List<Source> sources = [];
    private Func<TKey, ProcessId, bool>? addressees;

    internal Channel(Declared declared, string name, IReadOnlyList<TKey> keys)
    {
        this.declared = declared;
        this.name = name;
        this.keys = keys;
    }

    /// <summary>Messages that are delivered one by one.</summary>
    /// <typeparam name="TMessage">The message.</typeparam>
    /// <param name="from">The role that sends it.</param>
    /// <param name="key">Its key; the only one, if it is left out.</param>
    /// <returns>This channel.</returns>
    public Channel<TKey> Each<TMessage>(IRole from, Func<TMessage, TKey>? key = null)
        where TMessage : SignedMessage
    {
        var single = sources.OfType<Singles>().SingleOrDefault();
        if (single is null)
        {
            Add(single = new(declared, keys.Select(k => $"{name} {k}".TrimEnd())));
        }

        single.Add(typeof(TMessage), from, KeyOf(key));
        return this;
    }

    /// <summary>Messages that are counted: processes react to the distinct signers of one statement.</summary>
    /// <typeparam name="TMessage">The message.</typeparam>
    /// <param name="from">The role that sends it.</param>
    /// <param name="size">How many signers matter; the fewest, where several numbers do.</param>
    /// <param name="key">Its key; the only one, if it is left out.</param>
    /// <param name="alone">
    /// What Byzantine processes state by themselves. What others have stated they sign as well, without being told to. It can be
    /// left out as long as they are fewer than <paramref name="size"/>.
    /// </param>
    /// <param name="heard">Whether a process in a state counts a message when it comes (<see cref="QuorumKind.Counts"/>); null if in
    /// any.</param>
    /// <param name="sendsTooFew">
    /// Whether, message by message, they send what only they state even if they are fewer than <paramref name="size"/>. Nobody hears
    /// of it before others state it too, and then they can sign it still.
    /// </param>
    /// <returns>This channel.</returns>
    public Channel<TKey> Quorum<TMessage>(
        IRole from,
        int size,
        Func<TMessage, TKey>? key = null,
        Func<TKey, IEnumerable<TMessage>>? alone = null,
        Func<object, TMessage, bool>? heard = null,
        bool sendsTooFew = true)
        where TMessage : SignedMessage
    {
        if (alone is null && from.Byzantine.Count >= size)
        {
            throw new InvalidModelException(
                $"{from.Byzantine.Count} Byzantine processes of the role {from.Name} are enough for a quorum of {typeof(TMessage).Name} "
                    + "by themselves; say with 'alone:' what they can state");
        }

        Add(new Counted<TMessage>(
            declared,
            keys.Select(k => $"{typeof(TMessage).Name} {k}".TrimEnd()),
            from,
            KeyOf(key),
            at => alone is null ? [] : alone(keys[at]),
            sendsTooFew || from.Byzantine.Count >= size));
        declared.Quorums.Add(Counting.Quorum(size, heard));
        return this;
    }

    /// <summary>Messages of distinct senders who may say different things, of which so many are looked at together.</summary>
    /// <typeparam name="TMessage">The message.</typeparam>
    /// <param name="from">The role that sends it.</param>
    /// <param name="size">How many are looked at.</param>
    /// <param name="key">Its key; the only one, if it is left out.</param>
    /// <param name="lies">What a Byzantine process of the role can say; nothing, if it is left out.</param>
    /// <param name="heard">Whether a process in a state counts a message when it comes (<see cref="QuorumKind.Counts"/>); null if in
    /// any.</param>
    /// <returns>This channel.</returns>
    public Channel<TKey> Reports<TMessage>(
        IRole from, int size, Func<TMessage, TKey>? key = null, Func<TKey, IEnumerable<TMessage>>? lies = null,
            Func<object, TMessage, bool>? heard = null)
        where TMessage : SignedMessage
    {
        var keyOf = KeyOf(key);
        Add(new Answered<TMessage>(declared, keys.Select(k => $"{typeof(TMessage).Name} {k}".TrimEnd()), from, size, keyOf,
            at => lies is null ? [] : lies(keys[at])));
        declared.Quorums.Add(Counting.Reports<TMessage>(size, m => keyOf(m), heard));
        return this;
    }

    /// <summary>The part of the world with the messages of a key that are delivered one by one.</summary>
    /// <param name="key">The key.</param>
    /// <returns>The part.</returns>
    public Part<ValueSet<Message>> Sent(TKey key) => sources.OfType<Singles>().Single().Typed[At(key)];

    /// <summary>The part of the world with the statements of a key that are counted.</summary>
    /// <typeparam name="TMessage">The message.</typeparam>
    /// <param name="key">The key.</param>
    /// <returns>The part.</returns>
    public Part<ValueList<Signed<TMessage>>> Stated<TMessage>(TKey key)
        where TMessage : SignedMessage => sources.OfType<Counted<TMessage>>().Single().Typed[At(key)];

    /// <summary>The part of the world with the reports of a key.</summary>
    /// <typeparam name="TMessage">The message.</typeparam>
    /// <param name="key">The key.</param>
    /// <returns>The part.</returns>
    public Part<ValueSet<Message>> Reported<TMessage>(TKey key)
        where TMessage : SignedMessage => sources.OfType<Answered<TMessage>>().Single().Typed[At(key)];

    /// <summary>What the Byzantine processes of a role can send by themselves, at any time.</summary>
    /// <typeparam name="TMessage">The message, which must be one that is delivered one by one here.</typeparam>
    /// <param name="role">The role.</param>
    /// <param name="says">What each can say, by its key.</param>
    /// <returns>This channel.</returns>
    public Channel<TKey> Forge<TMessage>(IRole role, Func<TKey, IEnumerable<TMessage>> says)
        where TMessage : SignedMessage
    {
        if (sources.OfType<Singles>().SingleOrDefault() is not { } single || !single.Carries(typeof(TMessage)))
        {
            throw new InvalidModelException(
                $"{typeof(TMessage).Name} is forged in a channel that does not carry it; add Each<{typeof(TMessage).Name}>(...) before");
        }

        single.Forged.Add(at => from process in role.Byzantine from message in says(keys[at]) select message.By(process));
        return this;
    }

    /// <summary>Says whom the messages of a key concern; all processes of the roles that handle them, if it is left out.</summary>
    /// <param name="concerns">Whether the messages of a key concern a process.</param>
    /// <returns>This channel.</returns>
    public Channel<TKey> To(Func<TKey, ProcessId, bool> concerns)
    {
        addressees = concerns;
        return this;
    }

    internal override IReadOnlyList<Source> Sources => sources;

    internal override bool Concerns(int key, ProcessId process) => addressees is null || addressees(keys[key], process);

    private void Add(Source source)
    {
        if (sources.FirstOrDefault(other => other.GetType() == source.GetType()) is { From: { } first } && source.From is { } second)
        {
            throw Source.Twice(source.GetType().GetGenericArguments()[0], first, second);
        }

        sources.Add(source);
        declared.Forgeries.AddRange(source.Parts.Index()
            .Select(part => new Forgery(part.Item, seen => source.Forgeries(part.Index, seen))));
    }

    private int At(TKey key) => keys.Index().First(pair => pair.Item.Equals(key)).Index;

    private Func<SignedMessage, int> KeyOf<TMessage>(Func<TMessage, TKey>? key)
        where TMessage : SignedMessage
    {
        if (key is null)
        {
            return keys.Count == 1
                ? _ => 0
                : throw new InvalidModelException(
                    $"the channel has {keys.Count} keys; say with 'key:' which is that of a {typeof(TMessage).Name}");
        }

        var places = keys.Index().ToDictionary(pair => pair.Item, pair => pair.Index);
        return message => places.GetValueOrDefault(key((TMessage)message), -1);
    }
}

/// <summary>A channel, whatever its keys.</summary>
public abstract class Channel
{
    private protected Channel()
    {
    }

    internal abstract IReadOnlyList<Source> Sources { get; }

    internal abstract bool Concerns(int key, ProcessId process);
}
