using BgpVerified.Spec.Protocols;
using BgpVerified.Spec.Values;

namespace BgpVerified.Impl.FabMachine;

/// <summary>
/// What Byzantine processes could send, computed from what correct processes have signed. They have no state: whatever
/// they could send is taken as sent. They cannot sign for a correct process.
/// </summary>
internal static class MachineAdversary
{
    /// <summary>A request that nobody sent.</summary>
    public const string Forged = "forged";

    private const int FirstDelay = 1;

    /// <summary>What a Byzantine leader could propose in a slot: every request, and, where nobody looks at signatures, one of its own.</summary>
    public static ValueSet<Message> Proposals(int slot, ValueSet<Message> requests, ValueSet<Message> finished, MachineConfig config)
    {
        var inWindow = slot < config.Parallel || finished.Count + config.ByzantineLearners.Count >= config.FinishedSize;
        if (!inWindow && config.Has(MachineRule.Window))
        {
            return ValueSet<Message>.Empty;
        }

        var values = requests.Select(m => (((Request)m).Name, true));
        return new(
            from value in config.Has(MachineRule.SignedRequest) ? values : values.Append((Forged, false))
            select new SlotPropose(slot, new(0, value.Item1, null, FirstDelay), value.Item2, inWindow));
    }

    /// <summary>Replies that Byzantine learners can have a client take without any correct one.</summary>
    public static IEnumerable<Reply> Replies(string request, MachineConfig config) =>
        config.ByzantineLearners.Count < config.ReplySize
            ? []
            : from slot in Enumerable.Range(0, config.Slots)
              from result in config.Writes.Where(value => value != request).Append(Register.Initial)
              select new Reply(0, slot, request, result, ValueList<string>.Empty);

    /// <summary>Lists that Byzantine learners can have a learner take without any correct one.</summary>
    public static IEnumerable<ValueList<string>> Lists(MachineConfig config) =>
        config.ByzantineLearners.Count < config.ListSize ? [] : config.Writes.Select(value => new ValueList<string>([value]));

    /// <summary>The quorums of answers that an acceptor could receive, one for each last instance that they make; those of correct acceptors first.</summary>
    public static IEnumerable<Offer> LastQuorums(int to, ValueSet<Message> reports, MachineConfig config)
    {
        var correct = reports.Cast<LastReport>().GroupBy(report => report.Acceptor).Select(options => options.ToList());
        var byzantine = config.ByzantineAcceptors.Members
            .Select(b => Enumerable.Range(-1, config.Slots + 1).Select(slot => new LastReport(b, to, slot)).ToList());
        return Choices([.. correct, .. byzantine], config.RejoinSize)
            .Select(choice => (Choice: choice, Fair: choice.All(report => !config.ByzantineAcceptors.Contains(report.Acceptor))))
            .OrderByDescending(found => found.Fair)
            .DistinctBy(found => Acceptor.LastOf(found.Choice.Select(report => report.Slot), config))
            .Select(found => new Offer(new LastQuorum(new(found.Choice.OrderBy(report => report.Acceptor))), found.Fair));
    }

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
