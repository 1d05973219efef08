using BgpVerified.Impl.Machines;
using BgpVerified.Kit;
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
internal sealed class MachineAdversary(MachineConfig config)
{
    private const string Forged = "forged";

    /// <summary>What a Byzantine process could name as a request: every one that some client has, and one that nobody made.</summary>
    private IEnumerable<string> Requests => config.Written.Append(Forged);

    /// <summary>What a Byzantine learner could name as the register's value.</summary>
    private IEnumerable<string> Values => Requests.Append(Register.Initial);

    /// <summary>
    /// What a Byzantine leader could propose in a slot: every request that a client has signed, and one of its own; with
    /// the proof that the slot k before is finished, if there is one, and without.
    /// </summary>
    /// <remarks>The first k slots need no proof, so that none is left out of it.</remarks>
    public ValueSet<Message> Proposals(int slot, ValueSet<Message> requests, ValueSet<Message> finished)
    {
        var inWindow = slot < config.Parallel || finished.Count + config.ByzantineLearners.Count >= config.FinishedSize;
        return new(
            from value in requests.Select(m => (Name: ((Request)m).Name, IsSigned: true)).Append((Name: Forged, IsSigned: false))
            from isInWindow in new[] { inWindow, slot < config.Parallel }.Distinct()
            select new SlotPropose(slot, new(0, value.Name, null), value.IsSigned, isInWindow).By(new('p', 0)));
    }

    /// <summary>What a Byzantine acceptor could say to have accepted in a slot.</summary>
    public IEnumerable<SlotAccepted> Accepted(int slot) =>
        Requests.Select(request => new SlotAccepted(slot, new(0, request)));

    /// <summary>
    /// What Byzantine learners could reply by themselves, to any client: any result in any slot, for good or tentatively.
    /// </summary>
    /// <remarks>A tentative reply names the requests executed up to its slot: those that the learner makes up.</remarks>
    public IEnumerable<Reply> Replies() =>
        config.ByzantineLearners.Count == 0
            ? []
            : from slot in Enumerable.Range(0, config.Slots)
              from request in config.Written
              from result in Values
              from order in new[] { ValueList<string>.Empty, new(Enumerable.Repeat(result, slot).Append(request)) }
              select new Reply(slot, request, result, order);

    /// <summary>What a Byzantine learner could answer a client that reads.</summary>
    public IEnumerable<ReadReply> ReadReplies(ProcessId client) => Values.Select(value => new ReadReply(client, value));

    /// <summary>
    /// What Byzantine learners could tell as the ordered list: every order of requests, none, and one with more than there are slots.
    /// </summary>
    public IEnumerable<ListTold> Lists(ProcessId to) =>
        config.ByzantineLearners.Count == 0
            ? []
            : Orders(config.Written, config.Slots).Append(new(Enumerable.Repeat(Forged, config.Slots + 1)))
                .Select(list => new ListTold(to, list));

    /// <summary>What a Byzantine acceptor could say was the last instance: every slot, or none.</summary>
    public IEnumerable<LastReport> LastReports(ProcessId to) =>
        Enumerable.Range(-1, config.Slots + 1).Select(slot => new LastReport(to, slot));

    /// <summary>
    /// The quorums of answers that an acceptor could receive, one for each number of answers and last instance that they
    /// make; those of correct acceptors first. As many as it waits for, one less, one alone, and all that there are.
    /// </summary>
    public IEnumerable<Offer> LastQuorums(ProcessId to, ValueSet<Message> reports)
    {
        var correct = reports.Cast<LastReport>().GroupBy(report => report.From).Select(options => options.ToList()).ToList();
        var byzantine = config.ByzantineAcceptors.Members
            .Select(b => LastReports(to).Select(report => report.By(new('a', b))).ToList()).ToList();
        return new[] { config.RejoinSize, config.RejoinSize - 1, 1, correct.Count + byzantine.Count }
            .Where(size => size > 0)
            .Distinct()
            .SelectMany(size => Choices([.. correct, .. byzantine], size))
            .Select(choice => (Choice: choice, Fair: choice.All(report => !config.ByzantineAcceptors.Contains(report.From.Number))))
            .OrderByDescending(found => found.Fair)
            .DistinctBy(found => (found.Choice.Count, Acceptor.LastOf(found.Choice.Select(report => report.Slot), config)))
            .Select(found => new Offer(new LastQuorum(new(found.Choice.OrderBy(report => report.From))), found.Fair));
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
