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

    /// <summary>The quorums of one statement that a process could hear: all correct signers, and these with all Byzantine ones.</summary>
    /// <typeparam name="TMessage">The message.</typeparam>
    /// <param name="statement">What is stated; by whom does not matter.</param>
    /// <param name="signers">The correct processes that state it, by their numbers.</param>
    /// <param name="role">The role that they are of.</param>
    /// <returns>None, one or two offers.</returns>
    public static IEnumerable<Offer> Quorums<TMessage>(TMessage statement, ProcessSet signers, IRole role)
        where TMessage : SignedMessage
    {
        var unsigned = statement.By(new(role.Letter, ProcessId.Nobody));
        return Quorums(signers, role.ByzantineSet, all => new Quorum<TMessage>(unsigned, all));
    }

    /// <summary>
    /// What Byzantine processes sign, message by message, so that offered quorums come together; too small ones never do.
    /// </summary>
    /// <typeparam name="TMessage">The message.</typeparam>
    /// <param name="offers">The quorums.</param>
    /// <param name="size">How many signers are enough.</param>
    /// <param name="role">The role that the signers are of.</param>
    /// <returns>The messages.</returns>
    public static IEnumerable<TMessage> Signatures<TMessage>(IEnumerable<Offer> offers, int size, IRole role)
        where TMessage : SignedMessage =>
        from quorum in offers.Where(offer => !offer.Fair).Select(offer => (Quorum<TMessage>)offer.Input)
        where quorum.Signers.Count >= size
        from process in role.Byzantine
        select quorum.Statement.By(process);

    /// <summary>Every choice of some of the items, in their order; the first is that of none.</summary>
    /// <typeparam name="T">The items.</typeparam>
    /// <param name="items">The items.</param>
    /// <returns>The choices.</returns>
    public static IEnumerable<IReadOnlyList<T>> Subsets<T>(IReadOnlyList<T> items) => Subsets(items, null);

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
        Subsets(bySender, count).SelectMany(senders => senders.All(own => own.Count == 1)
            ? [[.. senders.Select(own => own[0])]]
            : senders.Aggregate((IEnumerable<IReadOnlyList<T>>)[[]], (choices, own) =>
                choices.SelectMany(choice => own.Select(message => (IReadOnlyList<T>)[.. choice, message]))));

    private static IEnumerable<IReadOnlyList<T>> Subsets<T>(IReadOnlyList<T> items, int? count)
    {
        for (var mask = 0; mask < 1 << items.Count; mask++)
        {
            if (count is null || int.PopCount(mask) == count)
            {
                yield return [.. items.Where((_, i) => (mask & (1 << i)) != 0)];
            }
        }
    }
}
