using BgpVerified.Spec.Protocols;
using BgpVerified.Spec.Registers;
using BgpVerified.Spec.Values;

namespace BgpVerified.Impl.Registers;

/// <summary>Inputs that the processes of every register find in what they read.</summary>
internal static class RegisterReadings
{
    public static IEnumerable<Reading> OfLearner(int process, RegisterConfig config, RegisterViews views)
    {
        foreach (var (_, view) in views.WriteAcks)
        {
            yield return new(process, view, (_, seen) =>
                Quorums((ValueList<SignedWrite>)seen!, config.TotalSize, config.ByzantineAcceptors, (written, senders) => new WriteAckQuorum(written, senders)));
        }
    }

    /// <summary>Messages that correct processes sent.</summary>
    public static IEnumerable<Offer> Fair(object? messages) => ((ValueSet<Message>)messages!).Select(m => new Offer(m, Fair: true));

    /// <summary>A quorum for each write that enough acceptors signed for.</summary>
    public static IEnumerable<Offer> Quorums(ValueList<SignedWrite> seen, int size, ProcessSet byzantine, Func<TimestampedValue, ProcessSet, Input> form) =>
        seen.SelectMany(signed => Signatures(signed.Signers, size, byzantine, signers => form(signed.Written, signers)));

    /// <summary>A quorum of correct signers if they are enough; with the Byzantine ones' signatures otherwise.</summary>
    public static IEnumerable<Offer> Signatures(ProcessSet correct, int size, ProcessSet byzantine, Func<ProcessSet, Input> form)
    {
        if (correct.Count >= size)
        {
            yield return new(form(correct), Fair: true);
        }

        var all = correct.Union(byzantine);
        if (all != correct && all.Count >= size)
        {
            yield return new(form(all), Fair: false);
        }
    }

    /// <summary>Every choice of so many acceptors and one report of each, in the acceptors' order.</summary>
    public static IEnumerable<IEnumerable<TMessage>> OneEach<TMessage>(IEnumerable<TMessage> reports, int count)
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
