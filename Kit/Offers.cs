using BgpVerified.Spec.Protocols;
using BgpVerified.Spec.Values;

namespace BgpVerified.Kit;

/// <summary>What processes can be offered: messages, quorums of equal ones, and choices among different ones.</summary>
public static class Offers
{
    /// <summary>What comes about without the adversary's help, and must in the end.</summary>
    /// <param name="inputs">The inputs.</param>
    /// <returns>An offer of each.</returns>
    public static IEnumerable<Offer> Fair(IEnumerable<Input> inputs) => inputs.Select(input => new Offer(input, Fair: true));

    /// <summary>What may come about, and need not.</summary>
    /// <param name="inputs">The inputs.</param>
    /// <returns>An offer of each.</returns>
    public static IEnumerable<Offer> Unfair(IEnumerable<Input> inputs) => inputs.Select(input => new Offer(input, Fair: false));

    /// <summary>
    /// The quorums of equal messages that a process could hear: all who are sure to be heard, and all together; of any size, since
    /// counting them is the handler's part.
    /// </summary>
    /// <remarks>
    /// Smaller sets are not offered: what was signed stays signed, so that each of them was the largest in a state before, and
    /// handlers look only at how many they are.
    /// </remarks>
    /// <param name="sure">Correct processes whose messages arrive in the end.</param>
    /// <param name="others">Those whose messages may arrive: Byzantine ones, and correct ones whose messages may be lost.</param>
    /// <param name="form">The input.</param>
    /// <param name="fair">Whether what is sure must happen in the end.</param>
    /// <returns>None, one or two offers.</returns>
    public static IEnumerable<Offer> Quorums(ProcessSet sure, ProcessSet others, Func<ProcessSet, Input> form, bool fair = true)
    {
        if (sure.Count > 0)
        {
            yield return new(form(sure), fair);
        }

        var all = sure.Union(others);
        if (all != sure)
        {
            yield return new(form(all), Fair: false);
        }
    }

    /// <summary>Every choice of some senders, at most so many, and one message of each, in the order of the senders.</summary>
    /// <typeparam name="TMessage">The messages.</typeparam>
    /// <param name="messages">The messages.</param>
    /// <param name="most">How many senders at most.</param>
    /// <returns>The choices, smaller ones first; the first is that of nobody.</returns>
    public static IEnumerable<IReadOnlyList<TMessage>> UpTo<TMessage>(IEnumerable<TMessage> messages, int most)
        where TMessage : SignedMessage
    {
        var bySender = messages.GroupBy(message => message.From).OrderBy(own => own.Key).Select(own => own.ToList()).ToList();
        return Enumerable.Range(0, Math.Min(most, bySender.Count) + 1).SelectMany(count => OneEach(bySender, count));
    }

    private static IEnumerable<IReadOnlyList<T>> OneEach<T>(IReadOnlyList<IReadOnlyList<T>> bySender, int count) =>
        from senders in Choose(bySender, count)
        from choice in senders.Aggregate((IEnumerable<IEnumerable<T>>)[[]], (choices, own) =>
            choices.SelectMany(choice => own.Select(message => choice.Append(message))))
        select (IReadOnlyList<T>)[.. choice];

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
