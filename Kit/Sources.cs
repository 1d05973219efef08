using BgpVerified.Spec.Protocols;
using BgpVerified.Spec.Values;

namespace BgpVerified.Kit;

/// <summary>
/// Messages of a channel that are read in one way: the parts of the world that they make, by key, and what is read of these.
/// </summary>
internal abstract class Source
{
    /// <summary>The part of the world of each key.</summary>
    public IReadOnlyList<Part> Parts { get; protected init; } = [];

    /// <summary>Who sends its messages; null if different roles send different ones.</summary>
    public virtual IRole? From => null;

    /// <summary>What is wrong where one channel has a message twice, read in one way.</summary>
    public static InvalidModelException Twice(Type message, IRole first, IRole second) => new(first == second
        ? $"the channel has {message.Name} of the role {first.Name} twice; say it once"
        : $"the channel has {message.Name} of the role {first.Name} and of the role {second.Name}; a message is one role's: make another "
            + "message for the second");

    /// <summary>Whether a handler of this type of input reads it.</summary>
    public abstract bool Feeds(Type input);

    /// <summary>Whether it carries this type of message.</summary>
    public abstract bool Carries(Type message);

    /// <summary>The key of a message that it carries; -1 if it is none of the channel's.</summary>
    public abstract int KeyOf(SignedMessage message);

    /// <summary>What can be read of a key's part of the world.</summary>
    public abstract IEnumerable<Offer> Offers(int key, object seen);

    /// <summary>What Byzantine processes could send, message by message.</summary>
    public abstract IEnumerable<SignedMessage> Forgeries(int key, object seen);
}

/// <summary>A way of reading messages, with the type of what is seen of them.</summary>
internal abstract class Source<TSeen> : Source
    where TSeen : class
{
    /// <summary>The part of the world of each key, with its type.</summary>
    public IReadOnlyList<Part<TSeen>> Typed
    {
        get;
        protected init => (field, Parts) = (value, [.. value.Select(part => part.Untyped)]);
    } = [];
}

/// <summary>Messages that are delivered one by one.</summary>
internal sealed class Singles : Source<ValueSet<Message>>
{
    private readonly Dictionary<Type, (IRole From, Func<SignedMessage, int> Key)> carried = [];

    public Singles(Declared declared, IEnumerable<string> names)
    {
        Typed = [.. names.Select((name, key) => new Part<ValueSet<Message>>(declared,
            GatheredPart.Messages(name, m => m is SignedMessage s && Carries(s.GetType()) && KeyOf(s) == key)))];
    }

    public List<Func<int, IEnumerable<SignedMessage>>> Forged { get; } = [];

    public void Add(Type message, IRole from, Func<SignedMessage, int> key)
    {
        if (carried.TryGetValue(message, out var before))
        {
            throw Twice(message, before.From, from);
        }

        carried.Add(message, (from, key));
    }

    public override bool Feeds(Type input) => Carries(input);

    public override bool Carries(Type message) => carried.ContainsKey(message);

    public override int KeyOf(SignedMessage message) => carried[message.GetType()].Key(message);

    public override IEnumerable<Offer> Offers(int key, object seen) =>
        ((ValueSet<Message>)seen).Select(message => new Offer(message, Fair: true))
            .Concat(Forgeries(key, seen).Select(forged => new Offer(forged, Fair: false)));

    public override IEnumerable<SignedMessage> Forgeries(int key, object seen) => Forged.SelectMany(forged => forged(key))
        .Where(forged => KeyOf(forged) == key);
}

/// <summary>Messages that are counted by what they state.</summary>
internal sealed class Counted<TMessage> : Source<ValueList<Signed<TMessage>>>
    where TMessage : SignedMessage
{
    private readonly IRole role;
    private readonly Func<SignedMessage, int> keyOf;
    private readonly Func<int, IEnumerable<TMessage>> alone;
    private readonly bool sendsAlone;

    public Counted(
        Declared declared, IEnumerable<string> names, IRole role, Func<SignedMessage, int> keyOf, Func<int, IEnumerable<TMessage>> alone,
            bool sendsAlone)
    {
        (this.role, this.keyOf, this.alone, this.sendsAlone) = (role, keyOf, alone, sendsAlone);
        Typed = [.. names.Select((name, key) => new Part<ValueList<Signed<TMessage>>>(
            declared, new GatheredPart<ValueList<Signed<TMessage>>>(name, m => m is TMessage t && keyOf(t) == key
                ? t
                : null, ByStatement)))];
    }

    public override IRole From => role;

    public override bool Feeds(Type input) => input == typeof(Quorum<TMessage>);

    public override bool Carries(Type message) => message == typeof(TMessage);

    public override int KeyOf(SignedMessage message) => keyOf(message);

    /// <summary>
    /// The correct signers of a statement by themselves, and with the Byzantine ones, however few: that they are too few the
    /// handler must find. Fewer of them are what all of them were earlier.
    /// </summary>
    public override IEnumerable<Offer> Offers(int key, object seen) =>
        from signed in Stated(key, seen)
        from offer in Kit.Offers.Quorums(signed.Signers, role.ByzantineSet, signers => new Quorum<TMessage>(signed.Statement, signers))
        select offer;

    public override IEnumerable<SignedMessage> Forgeries(int key, object seen) =>
        from signed in sendsAlone ? Stated(key, seen) : (ValueList<Signed<TMessage>>)seen
        from process in role.Byzantine
        select signed.Statement.By(process);

    private static ValueList<Signed<TMessage>> ByStatement(ValueSet<Message> messages) =>
        Signed.Together(messages.Cast<TMessage>().Select(m => (m.From.Number, (TMessage)m.Unsigned)));

    private IEnumerable<Signed<TMessage>> Stated(int key, object seen)
    {
        var known = (ValueList<Signed<TMessage>>)seen;
        return role.Byzantine.Count == 0
            ? known
            : known.Concat(alone(key)
                .Select(statement => statement.By(new(role.Letter, ProcessId.Nobody)))
                .Where(statement => keyOf(statement) == key && known.All(signed => !signed.Statement.Equals(statement)))
                .Select(statement => new Signed<TMessage>(statement, ProcessSet.None)));
    }
}

/// <summary>Messages of distinct senders who may say different things.</summary>
internal sealed class Answered<TMessage> : Source<ValueSet<Message>>
    where TMessage : SignedMessage
{
    private readonly IRole role;
    private readonly int size;
    private readonly Func<SignedMessage, int> keyOf;
    private readonly Func<int, IEnumerable<TMessage>> lies;

    public Answered(Declared declared, IEnumerable<string> names, IRole role, int size, Func<SignedMessage, int> keyOf,
        Func<int, IEnumerable<TMessage>> lies)
    {
        (this.role, this.size, this.keyOf, this.lies) = (role, size, keyOf, lies);
        Typed = [.. names.Select((name, key) =>
            new Part<ValueSet<Message>>(declared, GatheredPart.Messages(name, m => m is TMessage t && keyOf(t) == key)))];
    }

    public override IRole From => role;

    public override bool Feeds(Type input) => input == typeof(Reports<TMessage>);

    public override bool Carries(Type message) => message == typeof(TMessage);

    public override int KeyOf(SignedMessage message) => keyOf(message);

    /// <summary>One message each of some senders, at most so many, in the order of the senders; fair if all of them are correct.</summary>
    public override IEnumerable<Offer> Offers(int key, object seen) =>
        from reports in Kit.Offers.UpTo(((ValueSet<Message>)seen).Cast<TMessage>().Concat(Forgeries(key, seen).Cast<TMessage>()), size)
        where reports.Count > 0
        select new Offer(new Reports<TMessage>(new(reports)), reports.All(report => !role.Byzantine.Contains(report.From)));

    public override IEnumerable<SignedMessage> Forgeries(int key, object seen) =>
        from process in role.Byzantine
        from lie in lies(key)
        where keyOf(lie) == key
        select lie.By(process);
}
