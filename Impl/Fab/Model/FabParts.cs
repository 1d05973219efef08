using BgpVerified.Kit;
using BgpVerified.Spec.Protocols;
using BgpVerified.Spec.Values;
using SignedProposals = BgpVerified.Spec.Values.ValueList<BgpVerified.Kit.Signed<BgpVerified.Impl.Fab.Proposal>>;

namespace BgpVerified.Impl.Fab;

/// <summary>
/// The parts of the world that processes read: what correct processes sent, by kind of message and proposal number, and what
/// follows from it. What Byzantine ones could send besides (<see cref="FabAdversary"/>) is added where it is read.
/// </summary>
internal sealed partial class FabModel
{
    private IReadOnlyList<int> Numbers => field ??= [.. Enumerable.Range(0, Config.Regencies)];

    /// <summary>For each number, what acceptors signed to have accepted.</summary>
    private IReadOnlyList<Part<SignedProposals>> Acceptances => field ??= Each(n =>
        Tally<Proposal>($"accepted {n}", m => m is Accepted a && a.Number == n ? (a.From.Number, a.Proposal) : null));

    /// <summary>For each number, which acceptors hold a commit proof.</summary>
    private IReadOnlyList<Part<SignedProposals>> Commitments => field ??= Each(n =>
        Tally<Proposal>($"commit proofs {n}", m =>
            m is Committed c && c.Proof.Proposal.Number == n ? (c.From.Number, c.Proof.Proposal) : null));

    private IReadOnlyList<Part<Resent<SignedProposals>>> ResentAcceptances => field ??= Each(n => Resent(n, Acceptances[n], AreAnswered));

    private IReadOnlyList<Part<Resent<SignedProposals>>> ResentCommitments => field ??= Each(n => Resent(n, Commitments[n], AreAnswered));

    /// <summary>For each number, what is chosen.</summary>
    private IReadOnlyList<Part<ValueList<ChosenSeen>>> Chosen => field ??= Each(n =>
        Acceptances[n].With($"chosen {n}", Commitments[n], Adversary.Chosen));

    /// <summary>The values that some learner has learned and that are not chosen.</summary>
    private Part<ValueSet<string>> Unchosen =>
        Gather("decided", m => m as Decided, all => new ValueSet<string>(all.Select(m => ((Decided)m).Value)))
            .With("learned and not chosen", EverChosen, (learned, chosen) => new ValueSet<string>(
                learned.Except(chosen.Select(seen => seen.Chosen.Value))));

    private Part<ValueList<ChosenSeen>> EverChosen => Numbers.Skip(1).Aggregate(Chosen[0], (earlier, n) =>
        earlier.With($"chosen up to {n}", Chosen[n], (before, now) => new ValueList<ChosenSeen>([.. before, .. now])));

    /// <summary>The commit proofs that Byzantine acceptors can show.</summary>
    private Part<ValueList<CommitProof>> Proofs => field ??=
        Numbers.Where(_ => Config.Parameterized && Config.ByzantineAcceptors.Count > 0).Aggregate(
            Constant("no commit proofs", ValueList<CommitProof>.Empty),
            (earlier, n) => earlier.With(
                $"commit proofs up to {n}", Acceptances[n], (before, signed) => Adversary.AddProofs(n, before, signed)));

    /// <summary>For each number after the first, the certificates that acceptors' answers can make, one for each vouching.</summary>
    private IReadOnlyList<(int Number, Part<ValueList<CertificateSeen>> Made)> CertificatesOfAnySize =>
        field ??= [.. Numbers.Skip(1).Select(n =>
            (n, Gather($"answers {n}", m => m is Report r && r.Number == n ? m : null, FabAdversary.Nameless).With(
                $"certificates of any size {n}", Proofs, (answers, proofs) => Adversary.Certificates(n, new(answers, proofs)))))];

    private IEnumerable<Part<ValueList<CertificateSeen>>> Certificates => CertificatesOfAnySize.Select(of =>
        of.Made.Select($"certificates {of.Number}", all => new ValueList<CertificateSeen>(
            all.Where(seen => seen.Certificate.Answers == Config.CertificateSize))));

    /// <summary>The certificates that a leader could show, of every number: signed answers can be shown again.</summary>
    private Part<ValueList<ProgressCertificate>> ShownCertificates => field ??= CertificatesOfAnySize.Aggregate(
        Constant("no certificates", ValueList<ProgressCertificate>.Empty),
        (earlier, of) => earlier.With($"certificates up to {of.Number}", of.Made, (before, now) => new ValueList<ProgressCertificate>(
            before.Concat(now.Select(seen => seen.Certificate)))));

    /// <summary>For each number after the first with a correct leader: what the acceptors answer it.</summary>
    private IReadOnlyList<(int Number, Part<AnswerMaterial> Given)> Answers => field ??= [.. Numbers.Skip(1).Where(IsLed).Select(n =>
        (n, Gather($"reports {n}", m => m is Report r && r.Number == n).With(
            $"reports and proofs {n}", Proofs, (reports, proofs) => new AnswerMaterial(reports, proofs))))];

    /// <summary>For each number with a correct leader: what the leader sent.</summary>
    private IEnumerable<Part<Resent<ValueSet<Message>>>> FromLeader => Numbers.Where(IsLed).Select(n =>
        Resent(n, Gather($"from leader {n}", m => (m is Query q && q.Number == n) || (m is Propose p && p.Number == n)), IsRepeated));

    /// <summary>For each number with a Byzantine leader: what it could send.</summary>
    private IReadOnlyList<Part<ValueList<Message>>> FromByzantine => field ??= [.. Numbers.Where(Config.IsByzantineLeader).Select(n =>
        ShownCertificates.With($"from Byzantine leader {n}", Elections, (certificates, elected) => new ValueList<Message>(
            Adversary.OfLeader(n, certificates, elected))))];

    private Part<ValueSet<Message>> Elections => field ??= Gather("elected", m => m is Elected);

    private Part<ValueSet<Message>> Suspicions => Gather("suspicions", m => m is Suspicion);

    private Part<ValueSet<Message>> Cessations => field ??= Gather("ceased", m => m is Ceased);

    /// <summary>Which learners have learned.</summary>
    private Part<Heard> Learners => field ??= Gather("learned, all", m => m is Learned).With(
        "learned", Cessations, (all, ceased) => HeardOf(all.Cast<Learned>(), m => m.Number, ceased));

    /// <summary>For each value, which learners have signed to have learned it.</summary>
    private Part<ValueList<Heard>> Acknowledgments => field ??= Gather("acknowledgments, all", m => m is Acknowledgment).With(
        "acknowledgments", Cessations, (all, ceased) => new ValueList<Heard>(Config.Values.Select(value =>
            HeardOf(all.Cast<Acknowledgment>().Where(m => m.Value == value), m => m.Number, ceased))));

    private Part<ToldMaterial> Tales => field ??= Gather("told, all", m => m is Told).With(
        "told", Acknowledgments, (all, signed) => new ToldMaterial(all, Adversary.Shown(signed)));

    private bool IsLed(int number) => !Config.IsByzantineLeader(number);

    /// <summary>Whether what a leader sends is sent again and again: until it ceases.</summary>
    private bool IsRepeated(int number, ValueSet<Message> ceased) =>
        Config.IsGracious || !ceased.Any(m => ((Ceased)m).Number == number);

    /// <summary>Whether answers to a leader's proposal are: it resends, and those who answer do so each time.</summary>
    private bool AreAnswered(int number, ValueSet<Message> ceased) =>
        Config.IsGracious || (Config.Has(FabRule.AnswerAgain) && IsLed(number) && IsRepeated(number, ceased));

    private IReadOnlyList<Part<TSeen>> Each<TSeen>(Func<int, Part<TSeen>> part)
        where TSeen : class => [.. Numbers.Select(part)];

    private Part<Resent<TSeen>> Resent<TSeen>(int number, Part<TSeen> part, Func<int, ValueSet<Message>, bool> isResent)
        where TSeen : class =>
        part.With($"{part.Name}, resent", Cessations, (seen, ceased) => new Resent<TSeen>(seen, isResent(number, ceased)));

    private Heard HeardOf<TMessage>(IEnumerable<TMessage> all, Func<TMessage, int> number, ValueSet<Message> ceased)
        where TMessage : SignedMessage => new(all.Where(m => AreAnswered(number(m), ceased)).Signers(), all.Signers());
}
