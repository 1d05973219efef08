using BgpVerified.Impl.Fab;
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
    private const string Forged = MachineConfig.Forged;

    /// <summary>
    /// What a Byzantine process could name as a request: every one that some client has, one that nobody made, and, where the leader
    /// changes, the null request.
    /// </summary>
    private IEnumerable<string> Requests => config.Fab.Values;

    /// <summary>What a Byzantine learner could name as the register's value.</summary>
    private IEnumerable<string> Values => config.Written.Append(Forged).Append(Register.Initial);

    /// <summary>
    /// What a Byzantine leader could propose in a slot: every request that a client has signed, one of its own, and the null request;
    /// with the proof that the slot k before is finished, if there is one, and without; a new leader with every certificate that can
    /// be shown for the slot, of any number and size, whatever it vouches for, and without.
    /// </summary>
    /// <remarks>The first k slots need no proof, so that none is left out of it; the first leader no certificate.</remarks>
    public ValueSet<Message> Proposals(
        int slot, int number, ValueSet<Message> requests, ValueSet<Message> finished, ValueList<ProgressCertificate> certificates)
    {
        var inWindow = slot < config.Parallel || finished.Count + config.ByzantineLearners.Count >= config.FinishedSize;
        IEnumerable<ProgressCertificate> madeUp =
            config.Has(MachineRule.SignedAnswers) ? [] : [new(number, config.Fab.CertificateSize, Vouching.Any)];
        IEnumerable<ProgressCertificate?> shown = number == 0 ? [null] : madeUp.Concat(certificates).Prepend(null);
        var unsigned = config.ChangesLeader ? new[] { Forged, Register.NoOp } : [Forged];
        return new(
            from value in requests.Select(m => (Name: ((Request)m).Name, IsSigned: true))
                .Concat(unsigned.Select(name => (Name: name, IsSigned: false)))
            from isInWindow in new[] { inWindow, slot < config.Parallel }.Distinct()
            from certificate in shown
            select new SlotPropose(slot, new(number, value.Name, certificate), value.IsSigned, isInWindow)
                .By(new('p', config.Fab.LeaderOf(number))));
    }

    /// <summary>What a Byzantine leader could ask: with the proof that it leads, if it was elected, and without.</summary>
    public ValueSet<Message> Queries(int number, ValueSet<Message> elected) => new(
        new[] { true, false }.Where(proof => !proof || elected.Any(m => ((Elected)m).Regency == number))
            .Select(proof => new Query(number, proof).By(new('p', config.Fab.LeaderOf(number)))));

    /// <summary>What a Byzantine acceptor could say to have accepted in a slot.</summary>
    public IEnumerable<SlotAccepted> Accepted(int slot) =>
        from number in Enumerable.Range(0, config.Regencies)
        from request in Requests
        select new SlotAccepted(slot, new(number, request));

    /// <summary>
    /// What a Byzantine acceptor could answer a new leader: in each slot any request as accepted in the newest regency, or none.
    /// </summary>
    /// <remarks>
    /// As in each instance of FaB Paxos by itself: evidence only adds up, so that older ones are no more harmful. With a commit proof of
    /// the slot, if there is one, or without.
    /// </remarks>
    public IEnumerable<SlotReports> Reports(int number, ValueList<ValueList<CommitProof>> proofs)
    {
        var together = proofs.Aggregate(
            (IEnumerable<ValueList<Fab.Answer>>)[ValueList<Fab.Answer>.Empty],
            (slots, shown) => slots.SelectMany(before => Claims(number, shown).Select(before.Add)));
        return together.Select(answers => new SlotReports(number, answers));
    }

    private IEnumerable<Fab.Answer> Claims(int number, ValueList<CommitProof> proofs) =>
        from proof in proofs.Cast<CommitProof?>().Prepend(null)
        from accepted in Requests.Select(request => new Proposal(number, request)).Prepend(null)
        where accepted is null || proof?.IsValid(config.Fab) != false
        select new Fab.Answer(accepted, proof);

    /// <summary>
    /// The quorums of answers that a new leader could receive, one for each row of certificates that they make, fair ones first: as
    /// many as it waits for, one less, and all that there are. One of each size, for a leader that does not wait.
    /// </summary>
    /// <remarks>The Byzantine acceptors claim the same together. Choices with equal answers are one choice.</remarks>
    public IEnumerable<Offer> ReportQuorums(int number, bool waits, ValueSet<Message> reports, ValueList<ValueList<CommitProof>> proofs)
    {
        var correct = reports.Cast<SlotReports>().GroupBy(report => report.From)
            .OrderBy(own => own.Key).Select(own => own.ToList()).ToList();
        var byzantine = config.ByzantineAcceptors.Named('a').ToList();
        var claims = byzantine.Count == 0 ? [] : Reports(number, proofs).ToList();
        var size = config.Fab.CertificateSize;
        var quorums =
            from count in new[] { size, size - 1, correct.Count + byzantine.Count }.Where(count => count > 0).Distinct()
            from honest in ChoicesUpTo(correct, count)
            let missing = count - honest.Count
            where missing <= byzantine.Count
            from claim in missing == 0 ? [null] : claims.Cast<SlotReports?>()
            select (All: new ReportsQuorum(number, new(honest.Concat(byzantine.Take(missing)
                .Select(liar => claim! with { From = liar })).OrderBy(report => report.From))), Fair: missing == 0);
        return quorums.OrderByDescending(quorum => quorum.Fair)
            .DistinctBy(quorum => waits ? (object)Leader.CertificatesFrom(quorum.All, config) : quorum.All.Reports.Count)
            .Select(quorum => new Offer(quorum.All, quorum.Fair));
    }

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

    /// <summary>What a Byzantine acceptor could say of who leads: regencies that were elected, with proof, and any without.</summary>
    public IEnumerable<LeaderReport> LeaderReports(ProcessId to, ValueSet<Message> elected) =>
        from regency in Enumerable.Range(0, config.Regencies + 1)
        select new LeaderReport(to, regency, regency == 0 || elected.Any(m => ((Elected)m).Regency == regency));

    /// <summary>The quorums of answers that a proposer could receive, one for each number of answers and regency that they make.</summary>
    public IEnumerable<Offer> LeaderQuorums(ProcessId to, ValueSet<Message> reports, ValueSet<Message> elected)
    {
        var correct = reports.Cast<LeaderReport>().GroupBy(report => report.From).OrderBy(own => own.Key).Select(own => own.ToList());
        var byzantine = config.ByzantineAcceptors.Named('a')
            .Select(b => LeaderReports(to, elected).Select(report => report with { From = b }).ToList());
        var all = correct.Concat(byzantine).ToList();
        return new[] { config.LeaderSize, config.LeaderSize - 1, 1, all.Count }
            .Where(size => size > 0)
            .Distinct()
            .SelectMany(size => ChoicesUpTo(all, size, report => $"{report.Regency} {report.IsElected}")
                .Where(choice => choice.Count == size))
            .Select(choice => (All: new LeaderQuorum(new(choice.OrderBy(report => report.From))),
                Fair: choice.All(report => !config.ByzantineAcceptors.Contains(report.From.Number))))
            .OrderByDescending(found => found.Fair)
            .DistinctBy(found => (found.All.Reports.Count, Leader.AdoptedOf(found.All, config)))
            .Select(found => new Offer(found.All, found.Fair));
    }

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
    private static IEnumerable<IReadOnlyList<LastReport>> Choices(IReadOnlyList<List<LastReport>> acceptors, int size) =>
        ChoicesUpTo(acceptors, size, report => $"{report.Slot}").Where(chosen => chosen.Count == size);

    /// <summary>The same of answers to a new leader, of so many acceptors or fewer.</summary>
    private static IEnumerable<IReadOnlyList<SlotReports>> ChoicesUpTo(IReadOnlyList<List<SlotReports>> acceptors, int size) =>
        ChoicesUpTo(acceptors, size, report => string.Join('|', report.Answers));

    private static IEnumerable<IReadOnlyList<T>> ChoicesUpTo<T>(IReadOnlyList<List<T>> acceptors, int size, Func<T, string> says)
    {
        var found = new Dictionary<string, IReadOnlyList<T>> { [string.Empty] = [] };
        foreach (var options in acceptors)
        {
            var longer =
                from chosen in found.Values.Where(chosen => chosen.Count < size).ToList()
                from report in options
                select (IReadOnlyList<T>)[.. chosen, report];
            foreach (var chosen in longer)
            {
                found.TryAdd(string.Join(' ', chosen.Select(says).Order(StringComparer.Ordinal)), chosen);
            }
        }

        return found.Values;
    }
}
