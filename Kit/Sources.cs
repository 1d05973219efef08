using BgpVerified.Spec.Protocols;
using BgpVerified.Spec.Values;

namespace BgpVerified.Kit;

/// <summary>Messages of a channel that are read in one way: the parts of the world that they make, by key, and what is read of these.</summary>
internal abstract class Source
{
    /// <summary>The part of the world of each key.</summary>
    public abstract IReadOnlyList<View> Views { get; }

    /// <summary>How the messages are counted; null if they are delivered one by one.</summary>
    public virtual QuorumKind? Kind => null;

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

/// <summary>Messages that are delivered one by one.</summary>
internal sealed class Singles : Source
{
    private readonly Dictionary<Type, (IRole From, Func<SignedMessage, int> Key)> carried = [];

    public Singles(IEnumerable<string> names)
    {
        Views = [.. names.Select((name, key) => GatheredView.Messages(name, m => m is SignedMessage s && Carries(s.GetType()) && KeyOf(s) == key))];
    }

    public List<Func<int, IEnumerable<SignedMessage>>> Forged { get; } = [];

    public override IReadOnlyList<View> Views { get; }

    public void Add(Type message, IRole from, Func<SignedMessage, int> key) => carried.Add(message, (from, key));

    public override bool Feeds(Type input) => Carries(input);

    public override bool Carries(Type message) => carried.ContainsKey(message);

    public override int KeyOf(SignedMessage message) => carried[message.GetType()].Key(message);

    public override IEnumerable<Offer> Offers(int key, object seen) =>
        ((ValueSet<Message>)seen).Select(message => new Offer(message, Fair: true)).Concat(Forgeries(key, seen).Select(forged => new Offer(forged, Fair: false)));

    public override IEnumerable<SignedMessage> Forgeries(int key, object seen) => Forged.SelectMany(forged => forged(key)).Where(forged => KeyOf(forged) == key);
}

/// <summary>Messages that are counted by what they state.</summary>
internal sealed class Counted<TMessage> : Source
    where TMessage : SignedMessage
{
    private readonly IRole role;
    private readonly int size;
    private readonly Func<SignedMessage, int> keyOf;
    private readonly Func<int, IEnumerable<TMessage>> alone;

    public Counted(IEnumerable<string> names, IRole role, int size, Func<SignedMessage, int> keyOf, Func<int, IEnumerable<TMessage>> alone)
    {
        (this.role, this.size, this.keyOf, this.alone) = (role, size, keyOf, alone);
        Views = [.. names.Select((name, key) => new GatheredView<ValueList<SignedStatement>>(name, m => m is TMessage t && keyOf(t) == key ? t : null, ByStatement))];
    }

    public override IReadOnlyList<View> Views { get; }

    public override QuorumKind Kind => QuorumKind.Of<TMessage, Quorum<TMessage>>(
        m => m.Unsigned,
        m => m.From.Number,
        size,
        messages => new((TMessage)messages[0].Unsigned, QuorumKind.Senders(messages, m => m.From.Number)),
        quorum => quorum.Signers.Members.Select(signer => quorum.Statement.By(new(quorum.Statement.From.Letter, signer))));

    private ProcessSet Byzantine => role.Byzantine.Aggregate(ProcessSet.None, (all, process) => all.Add(process.Number));

    public override bool Feeds(Type input) => input == typeof(Quorum<TMessage>);

    public override bool Carries(Type message) => message == typeof(TMessage);

    public override int KeyOf(SignedMessage message) => keyOf(message);

    /// <summary>
    /// The correct signers of a statement by themselves, and with the Byzantine ones, however few: that they are too few the
    /// handler must find. Fewer of them are what all of them were earlier.
    /// </summary>
    public override IEnumerable<Offer> Offers(int key, object seen) =>
        from signed in Stated(key, seen)
        from offer in Signed((TMessage)signed.Statement, signed.Signers)
        select offer;

    public override IEnumerable<SignedMessage> Forgeries(int key, object seen) =>
        from signed in Stated(key, seen)
        from process in role.Byzantine
        select signed.Statement.By(process);

    private static ValueList<SignedStatement> ByStatement(ValueSet<Message> messages) => new(
        from m in messages.Cast<SignedMessage>()
        group m.From.Number by m.Unsigned into signed
        orderby signed.Key
        select new SignedStatement(signed.Key, signed.Aggregate(ProcessSet.None, (all, signer) => all.Add(signer))));

    private IEnumerable<SignedStatement> Stated(int key, object seen)
    {
        var known = (ValueList<SignedStatement>)seen;
        return role.Byzantine.Count == 0
            ? known
            : known.Concat(alone(key)
                .Select(statement => statement.By(new(role.Letter, ProcessId.Nobody)))
                .Where(statement => keyOf(statement) == key && known.All(signed => !signed.Statement.Equals(statement)))
                .Select(statement => new SignedStatement(statement, ProcessSet.None)));
    }

    private IEnumerable<Offer> Signed(TMessage statement, ProcessSet correct)
    {
        if (correct.Count > 0)
        {
            yield return new(new Quorum<TMessage>(statement, correct), Fair: true);
        }

        var all = correct.Union(Byzantine);
        if (all != correct)
        {
            yield return new(new Quorum<TMessage>(statement, all), Fair: false);
        }
    }
}

/// <summary>Messages of distinct senders who may say different things.</summary>
internal sealed class Answered<TMessage> : Source
    where TMessage : SignedMessage
{
    private readonly IRole role;
    private readonly int size;
    private readonly Func<SignedMessage, int> keyOf;
    private readonly Func<int, IEnumerable<TMessage>> lies;

    public Answered(IEnumerable<string> names, IRole role, int size, Func<SignedMessage, int> keyOf, Func<int, IEnumerable<TMessage>> lies)
    {
        (this.role, this.size, this.keyOf, this.lies) = (role, size, keyOf, lies);
        Views = [.. names.Select((name, key) => GatheredView.Messages(name, m => m is TMessage t && keyOf(t) == key))];
    }

    public override IReadOnlyList<View> Views { get; }

    public override QuorumKind Kind => QuorumKind.Of<TMessage, Reports<TMessage>>(
        m => keyOf(m), m => m.From.Number, size, messages => new(new(messages)), reports => reports.All);

    public override bool Feeds(Type input) => input == typeof(Reports<TMessage>);

    public override bool Carries(Type message) => message == typeof(TMessage);

    public override int KeyOf(SignedMessage message) => keyOf(message);

    /// <summary>One message each of at most so many senders, in the order of the senders; fair if all of them are correct.</summary>
    public override IEnumerable<Offer> Offers(int key, object seen) =>
        from count in Enumerable.Range(0, size + 1)
        from reports in OneEach([.. ((ValueSet<Message>)seen).Cast<TMessage>().Concat(Forgeries(key, seen).Cast<TMessage>())], count)
        select new Offer(new Reports<TMessage>(new(reports)), reports.All(report => !role.Byzantine.Contains(report.From)));

    public override IEnumerable<SignedMessage> Forgeries(int key, object seen) =>
        from process in role.Byzantine
        from lie in lies(key)
        where keyOf(lie) == key
        select lie.By(process);

    private static IEnumerable<IReadOnlyList<TMessage>> OneEach(IEnumerable<TMessage> reports, int count) =>
        from senders in Choose([.. reports.GroupBy(report => report.From).OrderBy(own => own.Key)], count)
        from choice in senders.Aggregate((IEnumerable<IEnumerable<TMessage>>)[[]], (choices, own) =>
            choices.SelectMany(choice => own.Select(report => choice.Append(report))))
        select (IReadOnlyList<TMessage>)[.. choice];

    /// <summary>Every set of so many of the items, in their order.</summary>
    private static IEnumerable<IReadOnlyList<T>> Choose<T>(IReadOnlyList<T> items, int count)
    {
        for (var mask = 0; mask < 1 << items.Count; mask++)
        {
            if (int.PopCount(mask) == count)
            {
                yield return [.. items.Where((_, i) => (mask & (1 << i)) != 0)];
            }
        }
    }
}
