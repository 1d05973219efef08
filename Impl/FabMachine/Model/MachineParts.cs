using BgpVerified.Impl.Fab;
using BgpVerified.Kit;
using BgpVerified.Spec.Protocols;
using BgpVerified.Spec.Values;

namespace BgpVerified.Impl.FabMachine;

/// <summary>
/// The parts of the world that processes read, one for each kind of message and slot or addressee. What is counted is shown with who
/// signed it, and with what Byzantine processes could make up (<see cref="MachineAdversary"/>), in the order in which it is offered.
/// </summary>
internal sealed partial class MachineModel
{
    private IEnumerable<int> Slots => Enumerable.Range(0, Config.Slots);

    private IEnumerable<ProcessId> Clients => Enumerable.Range(0, Config.Requests.Count).Select(number => new ProcessId('c', number));

    private Part<ValueSet<Message>> Requests => field ??= Gather("requests", m => m is Request);

    /// <summary>Who has learned each slot.</summary>
    private Parts<int, ValueSet<Message>> Learned => field ??= Each(Slots, slot =>
        Gather($"learned {slot}", m => m is SlotLearned learned && learned.Slot == slot));

    /// <summary>What acceptors signed to have accepted in each slot.</summary>
    private Parts<int, ValueList<Signed<SlotAccepted>>> Accepted => field ??= Each(Slots, slot =>
        Gather($"accepted {slot}", m => m is SlotAccepted accepted && accepted.Slot == slot ? m : null,
            all => Alike('a', all.Cast<SlotAccepted>().Concat(Adversary.Accepted(slot)))));

    private IEnumerable<int> Regencies => Enumerable.Range(0, Config.Regencies);

    private IEnumerable<int> ByzantineRegencies => Regencies.Where(Config.Fab.IsByzantineLeader);

    /// <summary>The regencies after the first that have a correct leader.</summary>
    private IEnumerable<int> LaterRegencies => Regencies.Skip(1).Except(ByzantineRegencies);

    /// <summary>What the leader of a regency proposed in each slot, or could propose if it is Byzantine.</summary>
    private Parts<(int Slot, int Regency), ValueSet<Message>> Proposals => field ??= Each(
        Slots.SelectMany(slot => Regencies.Select(regency => (slot, regency))), of => Proposed(of.slot, of.regency));

    /// <summary>Who was elected.</summary>
    private Part<ValueSet<Message>> Elections => field ??= Gather("elected", m => m is Elected);

    private Part<ValueSet<Message>> Suspicions => field ??= Gather("suspicions", m => m is Suspicion);

    /// <summary>What a new leader asked, or could ask if it is Byzantine.</summary>
    private Parts<int, ValueSet<Message>> Queries => field ??= Each(Regencies.Skip(1), regency => Config.Fab.IsByzantineLeader(regency)
        ? Elections.Select($"what a Byzantine leader could ask in {regency}", elected => Adversary.Queries(regency, elected))
        : Gather($"queries {regency}", m => m is Query query && query.Number == regency));

    /// <summary>What acceptors answered each new leader that is correct, and the commit proofs that Byzantine ones can show it.</summary>
    private Parts<int, Answered> Reports => field ??= Each(LaterRegencies, regency =>
        Gather($"reports {regency}", m => m is SlotReports reports && reports.Number == regency)
            .With($"reports and proofs {regency}", Shows, (reports, proofs) => new Answered(reports, proofs)));

    /// <summary>For each slot, the commit proofs that Byzantine acceptors can show: with the signatures that there are.</summary>
    private Parts<int, ValueList<CommitProof>> Proofs => field ??= Each(Slots, slot =>
        Config.Fab.Parameterized && Config.ByzantineAcceptors.Count > 0
            ? Accepted[slot].Select($"commit proofs {slot}", all => new ValueList<CommitProof>(all.Select(ProofOf)))
            : Constant($"commit proofs {slot}", ValueList<CommitProof>.Empty));

    private Part<ValueList<ValueList<CommitProof>>> Shows => field ??= Slots.Aggregate(
        Constant("no slot's commit proofs", ValueList<ValueList<CommitProof>>.Empty),
        (earlier, slot) => earlier.With($"commit proofs up to {slot}", Proofs[slot], (before, own) => before.Add(own)));

    /// <summary>For each slot, which acceptors hold a commit proof.</summary>
    private Parts<int, ValueList<Signed<SlotCommitted>>> Commitments => field ??= Each(Slots, slot =>
        Gather($"committed {slot}", m => m is SlotCommitted committed && committed.Slot == slot ? m : null,
            all => Alike('a', all.Cast<SlotCommitted>())));

    private CommitProof ProofOf(Signed<SlotAccepted> signed) =>
        Instance.ProofOf(new(signed.Statement.Accepted.Proposal, signed.Signers));

    /// <summary>For each slot the certificates that a leader could show, of every number: signed answers can be shown again.</summary>
    private Parts<int, ValueList<ProgressCertificate>> Certificates => field ??= Each(Slots, slot => Regencies.Skip(1).Aggregate(
        Constant($"no certificates {slot}", ValueList<ProgressCertificate>.Empty),
        (earlier, number) => earlier.With($"certificates {slot} up to {number}", Answers(slot, number), (before, answers) =>
            new ValueList<ProgressCertificate>(before.Concat(Instance.Certificates(number, answers).Select(seen => seen.Certificate))))));

    /// <summary>What acceptors answered about one slot, as in an instance of FaB Paxos by itself.</summary>
    private Part<AnswerMaterial> Answers(int slot, int number) => Gather($"answers {slot} {number}",
        m => m is SlotReports reports && reports.Number == number
            ? new Report(number, reports.Answers[slot]) { From = reports.From }
            : null,
        FabAdversary.Nameless)
        .With($"answers and proofs {slot} {number}", Proofs[slot], (answers, proofs) => new AnswerMaterial(answers, proofs));

    private Part<ValueSet<Message>> Proposed(int slot, int regency)
    {
        if (!Config.Fab.IsByzantineLeader(regency))
        {
            return Gather($"proposals {slot}, {regency}",
                m => m is SlotPropose propose && propose.Slot == slot && propose.Propose.Number == regency);
        }

        // The first k slots need no proof that another is finished.
        var name = $"what a Byzantine leader could propose in {slot}, {regency}";
        var finished = slot < Config.Parallel ? Requests : Learned[slot - Config.Parallel];
        return regency == 0
            ? Requests.With(name, finished, (requests, done) =>
                Adversary.Proposals(slot, 0, requests, done, ValueList<ProgressCertificate>.Empty))
            : Certificates[slot].With($"{name}: requests", Requests, (certificates, requests) => new Shown(certificates, requests))
                .With(name, finished, (shown, done) => Adversary.Proposals(slot, regency, shown.Requests, done, shown.Certificates));
    }

    /// <summary>What learners replied to each client that writes.</summary>
    private Parts<ProcessId, ValueList<Signed<Reply>>> Replies => field ??= Each(Clients.Where(Config.Writes), client =>
        Gather($"replies to {client}", m => m is Reply reply && reply.Request == Config.RequestOf(client) ? m : null,
            all => Alike('l', all.Cast<Reply>().Concat(Adversary.Replies()))));

    /// <summary>What learners answered each client that reads.</summary>
    private Parts<ProcessId, ValueList<Signed<ReadReply>>> ReadReplies => field ??= Each(Clients.Where(Config.Reads), client =>
        Gather($"answers to {client}", m => m is ReadReply reply && reply.Client == client ? m : null,
            all => Alike('l', Adversary.ReadReplies(client).Concat(all.Cast<ReadReply>()))));

    /// <summary>What has been written or read, with an answer.</summary>
    private Part<ValueSet<string>> Completions => field ??=
        Gather("completed", m => m as Completed, all => new ValueSet<string>(all.Select(m => ((Completed)m).Value)));

    /// <summary>Which learners have lost their state, and which have their list again.</summary>
    private Part<ValueSet<Message>> Rejoining => field ??= Gather("learners that rejoin", m => m is ListQuery or Rejoined);

    /// <summary>What others say was the last instance, to each acceptor that may lose its state.</summary>
    private Parts<ProcessId, ValueSet<Message>> LastReports => field ??= Each(Config.LosingAcceptors.Named('a'), to =>
        Gather($"last instances for {to}", m => m is LastReport report && report.To == to));

    /// <summary>What acceptors say of who leads, to each proposer that may lose its state, and who was elected.</summary>
    private Parts<ProcessId, Led> LeaderReports => field ??= Each(Config.LosingProposers.Named('p'), to =>
        Gather($"leaders for {to}", m => m is LeaderReport report && report.To == to)
            .With($"leaders and elections for {to}", Elections, (reports, elected) => new Led(reports, elected)));

    /// <summary>The lists that others tell each learner that may lose its state.</summary>
    private Parts<ProcessId, ValueList<Signed<ListTold>>> Lists => field ??= Each(Config.LosingLearners.Named('l'), to =>
        Gather($"lists for {to}", m => m is ListTold told && told.To == to ? m : null,
            all => Alike('l', all.Cast<ListTold>().Concat(Adversary.Lists(to)))));

    /// <summary>What a proposer that has lost its state can be answered.</summary>
    private sealed record Led(ValueSet<Message> Reports, ValueSet<Message> Elected);

    /// <summary>What a new leader can be answered.</summary>
    private sealed record Answered(ValueSet<Message> Reports, ValueList<ValueList<CommitProof>> Proofs);

    /// <summary>What a Byzantine leader can show with a proposal.</summary>
    private sealed record Shown(ValueList<ProgressCertificate> Certificates, ValueSet<Message> Requests);

    private static Parts<TKey, TSeen> Each<TKey, TSeen>(IEnumerable<TKey> keys, Func<TKey, Part<TSeen>> part)
        where TKey : notnull
        where TSeen : class => new(keys.Select(key => KeyValuePair.Create(key, part(key))));

    /// <summary>Each statement with those who signed it, in the order in which it comes first; nobody for what is made up.</summary>
    private static ValueList<Signed<TMessage>> Alike<TMessage>(char letter, IEnumerable<TMessage> messages)
        where TMessage : SignedMessage => new(
            from m in messages
            group m by m.By(new(letter, ProcessId.Nobody)) into alike
            select new Signed<TMessage>(alike.Key, alike.Where(m => m.From.Letter == letter).Signers()));

    /// <summary>Parts of one kind by their slots, or by those whom the messages are for; in order.</summary>
    private sealed class Parts<TKey, TSeen>(IEnumerable<KeyValuePair<TKey, Part<TSeen>>> parts)
        : OrderedDictionary<TKey, Part<TSeen>>(parts)
        where TKey : notnull
        where TSeen : class;
}
