using BgpVerified.Spec.Protocols;
using BgpVerified.Spec.Registers;
using BgpVerified.Spec.Values;

namespace BgpVerified.Impl.Registers;

/// <summary>Inputs that the processes of every register find in what they read.</summary>
internal static class RegisterReadings
{
    public static IEnumerable<Reading> OfLearner(int process, RegisterConfig config, RegisterViews views)
    {
        foreach (var (timestamp, view) in views.WriteAcks)
        {
            yield return new(process, view, (_, seen) => Quorums(timestamp, (ValueList<SignedWrite>)seen!, config, (written, senders) => new WriteAckQuorum(written, senders)));
        }
    }

    /// <summary>Messages that correct processes sent.</summary>
    public static IEnumerable<Offer> Fair(object? messages) => ((ValueSet<Message>)messages!).Select(m => new Offer(m, Fair: true));

    /// <summary>The signers of each write; Byzantine acceptors sign for any, also for one that nobody else has signed for.</summary>
    public static IEnumerable<Offer> Quorums(int timestamp, ValueList<SignedWrite> seen, RegisterConfig config, Func<TimestampedValue, ProcessSet, Input> form) =>
        seen.Concat(ByzantineWrites(timestamp, config).Where(written => seen.All(signed => signed.Written != written)).Select(written => new SignedWrite(written, ProcessSet.None)))
            .SelectMany(signed => Signatures(signed.Signers, config.ByzantineAcceptors, signers => form(signed.Written, signers)));

    /// <summary>What Byzantine acceptors can say was written at a timestamp: any value, also one that nobody has.</summary>
    public static IEnumerable<TimestampedValue> ByzantineWrites(int timestamp, RegisterConfig config) =>
        config.ByzantineAcceptors.Count > 0 ? config.Values.Append(config.Forged).Select(value => new TimestampedValue(value, timestamp)) : [];

    /// <summary>
    /// What a Byzantine acceptor signs, message by message: what others have signed. What nobody else signs is only counted,
    /// and no handler hears of it before so many have signed, unless the Byzantine acceptors alone are as many.
    /// </summary>
    public static Forgery Signs(View view, int timestamp, int size, RegisterConfig config, Func<TimestampedValue, Message> sign) => new(view, seen =>
        (config.ByzantineAcceptors.Count >= size ? ByzantineWrites(timestamp, config) : ((ValueList<SignedWrite>)seen).Select(signed => signed.Written)).Select(sign));

    /// <summary>
    /// Those who signed a statement: the correct ones by themselves, and with the Byzantine ones. However few they are: that
    /// they are too few must be found by the handler. Fewer of them are no others than were all of them earlier.
    /// </summary>
    public static IEnumerable<Offer> Signatures(ProcessSet correct, ProcessSet byzantine, Func<ProcessSet, Input> form)
    {
        if (correct.Count > 0)
        {
            yield return new(form(correct), Fair: true);
        }

        var all = correct.Union(byzantine);
        if (all != correct)
        {
            yield return new(form(all), Fair: false);
        }
    }

    /// <summary>Every choice of at most so many acceptors and one report of each, in the acceptors' order; also of none.</summary>
    public static IEnumerable<IEnumerable<TMessage>> UpTo<TMessage>(IEnumerable<TMessage> reports, int most)
        where TMessage : AcceptorMessage
    {
        List<TMessage> all = [.. reports];
        return Enumerable.Range(0, Math.Min(most, all.Count) + 1).SelectMany(count => OneEach(all, count));
    }

    /// <summary>Every choice of so many acceptors and one report of each, in the acceptors' order.</summary>
    private static IEnumerable<IEnumerable<TMessage>> OneEach<TMessage>(IEnumerable<TMessage> reports, int count)
        where TMessage : AcceptorMessage =>
        from acceptors in Choose([.. reports.GroupBy(report => report.Acceptor).OrderBy(own => own.Key)], count)
        from choice in acceptors.Aggregate((IEnumerable<IEnumerable<TMessage>>)[[]], (choices, own) =>
            choices.SelectMany(choice => own.Select(report => choice.Append(report))))
        select choice;

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

/// <summary>How messages of a kind become a quorum input.</summary>
internal static class RegisterQuorums
{
    public static QuorumKind WriteAcks(RegisterConfig config) => QuorumKind.Of<WriteAck, WriteAckQuorum>(
        m => m.Written,
        m => m.Acceptor,
        config.TotalSize,
        acks => new(acks[0].Written, QuorumKind.Senders(acks, m => m.Acceptor)),
        quorum => quorum.Senders.Members.Select(a => new WriteAck(a, quorum.Written)));
}
