using BgpVerified.Spec.Protocols;
using BgpVerified.Spec.Values;

namespace BgpVerified.Impl.FabMachine;

/// <summary>
/// What Byzantine processes could send, computed from what correct processes have signed. They have no state: whatever
/// they could send is taken as sent. They cannot sign for a correct process.
/// </summary>
/// <remarks>
/// No guard of a handler is asked: what is offered here and ignored there shows that the handler looks. Left out is only
/// what a Byzantine process asks of others that have the list, or know of the last instance: the answer is for it alone.
/// </remarks>
internal static class MachineAdversary
{
    /// <summary>A request that nobody sent.</summary>
    public const string Forged = "forged";

    private const int FirstDelay = 1;

    /// <summary>What a Byzantine process could name as a request: every one that some client has, and one that nobody made.</summary>
    public static IEnumerable<string> Requests(MachineConfig config) => config.Writes.Append(Forged);

    /// <summary>What a Byzantine learner could name as the register's value.</summary>
    public static IEnumerable<string> Values(MachineConfig config) => Requests(config).Append(Register.Initial);

    /// <summary>
    /// What a Byzantine leader could propose in a slot: every request that a client has signed, and one of its own; with
    /// the proof that the slot k before is finished, if there is one, and without.
    /// </summary>
    /// <remarks>The first k slots need no proof, so that none is left out of it.</remarks>
    public static ValueSet<Message> Proposals(int slot, ValueSet<Message> requests, ValueSet<Message> finished, MachineConfig config)
    {
        var inWindow = slot < config.Parallel || finished.Count + config.ByzantineLearners.Count >= config.FinishedSize;
        return new(
            from value in requests.Select(m => (Name: ((Request)m).Name, IsSigned: true)).Append((Name: Forged, IsSigned: false))
            from isInWindow in new[] { inWindow, slot < config.Parallel }.Distinct()
            select new SlotPropose(slot, new(0, value.Name, null, FirstDelay), value.IsSigned, isInWindow));
    }

    /// <summary>
    /// What Byzantine learners could reply by themselves, to any client: any result in any slot, for good or tentatively.
    /// </summary>
    /// <remarks>A tentative reply names the requests executed up to its slot: those that the learner makes up.</remarks>
    public static IEnumerable<Reply> Replies(MachineConfig config) =>
        config.ByzantineLearners.Count == 0
            ? []
            : from slot in Enumerable.Range(0, config.Slots)
              from request in config.Writes
              from result in Values(config)
              from order in new[] { ValueList<string>.Empty, new(Enumerable.Repeat(result, slot).Append(request)) }
              select new Reply(0, slot, request, result, order);

    /// <summary>
    /// What Byzantine learners could tell as the ordered list: every order of requests, none, and one with more than there are slots.
    /// </summary>
    public static IEnumerable<ValueList<string>> Lists(MachineConfig config) =>
        config.ByzantineLearners.Count == 0
            ? []
            : Orders(config.Writes, config.Slots).Append(new(Enumerable.Repeat(Forged, config.Slots + 1)));

    /// <summary>
    /// The quorums of answers that an acceptor could receive, one for each number of answers and last instance that they
    /// make; those of correct acceptors first. As many as it waits for, one less, one alone, and all that there are.
    /// </summary>
    public static IEnumerable<Offer> LastQuorums(int to, ValueSet<Message> reports, MachineConfig config)
    {
        var correct = reports.Cast<LastReport>().GroupBy(report => report.Acceptor).Select(options => options.ToList()).ToList();
        var byzantine = config.ByzantineAcceptors.Members
            .Select(b => Enumerable.Range(-1, config.Slots + 1).Select(slot => new LastReport(b, to, slot)).ToList()).ToList();
        return new[] { config.RejoinSize, config.RejoinSize - 1, 1, correct.Count + byzantine.Count }
            .Where(size => size > 0)
            .Distinct()
            .SelectMany(size => Choices([.. correct, .. byzantine], size))
            .Select(choice => (Choice: choice, Fair: choice.All(report => !config.ByzantineAcceptors.Contains(report.Acceptor))))
            .OrderByDescending(found => found.Fair)
            .DistinctBy(found => (found.Choice.Count, Acceptor.LastOf(found.Choice.Select(report => report.Slot), config)))
            .Select(found => new Offer(new LastQuorum(new(found.Choice.OrderBy(report => report.Acceptor))), found.Fair));
    }

    private static IEnumerable<ValueList<string>> Orders(IEnumerable<string> requests, int most) =>
        most == 0
            ? [ValueList<string>.Empty]
            : [ValueList<string>.Empty, .. from first in requests from rest in Orders(requests.Where(other => other != first), most - 1)
                select new ValueList<string>(rest.Prepend(first))];

    /// <summary>The choices of so many acceptors' answers; of choices with equal answers the first.</summary>
    private static IEnumerable<IReadOnlyList<LastReport>> Choices(IReadOnlyList<List<LastReport>> acceptors, int size)
    {
        var found = new Dictionary<string, IReadOnlyList<LastReport>> { [string.Empty] = [] };
        foreach (var options in acceptors)
        {
            var longer =
                from chosen in found.Values.Where(chosen => chosen.Count < size).ToList()
                from report in options
                select (IReadOnlyList<LastReport>)[.. chosen, report];
            foreach (var chosen in longer)
            {
                found.TryAdd(string.Join(' ', chosen.Select(report => report.Slot).Order()), chosen);
            }
        }

        return found.Values.Where(chosen => chosen.Count == size);
    }
}
