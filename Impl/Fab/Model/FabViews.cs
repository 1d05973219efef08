using BgpVerified.Spec.Protocols;
using BgpVerified.Spec.Values;

namespace BgpVerified.Impl.Fab;

/// <summary>A proposal and the correct acceptors who signed for it.</summary>
/// <param name="Proposal">The value and its number.</param>
/// <param name="Signers">The correct acceptors.</param>
/// <param name="Delay">The length of the longest chain of messages that led to them.</param>
internal sealed record SignedProposal(Proposal Proposal, ProcessSet Signers, int Delay);

/// <summary>What acceptors signed in a proposal, and whether they are asked for it again and again.</summary>
/// <param name="Signed">What was signed.</param>
/// <param name="IsResent">Whether it will arrive in the end.</param>
internal sealed record Signatures(ValueList<SignedProposal> Signed, bool IsResent);

/// <summary>Messages, and whether they are sent again and again.</summary>
/// <param name="Messages">The messages.</param>
/// <param name="IsResent">Whether they will arrive in the end.</param>
internal sealed record Resent(ValueSet<Message> Messages, bool IsResent);

/// <summary>The answers to a query, and what Byzantine acceptors can answer with besides.</summary>
/// <param name="Reports">The correct acceptors' answers.</param>
/// <param name="Proofs">The commit proofs that exist.</param>
internal sealed record AnswerMaterial(ValueSet<Message> Reports, ValueList<CommitProof> Proofs);

/// <summary>What learners tell, and what Byzantine learners could show for what they tell.</summary>
/// <param name="Messages">The correct learners' messages.</param>
/// <param name="Signatures">With 2f + 1 learners, the signatures that a Byzantine learner can show for each value.</param>
internal sealed record ToldMaterial(ValueSet<Message> Messages, ValueList<int> Signatures);

/// <summary>
/// The parts of the world that processes read, one for each kind of message and proposal number: a handler's results are
/// remembered on these.
/// </summary>
/// <remarks>
/// What correct processes sent is gathered; what Byzantine ones could send besides is added where the view is seen.
/// Links are fair: a message arrives for sure only if it is sent again and again. The leader resends its proposal, and
/// those who answer it answer again, until the leader ceases; with a single regency nothing is lost.
/// </remarks>
internal sealed class FabViews
{
    private readonly FabConfig config;
    private readonly List<View> all = [];

    public FabViews(FabConfig config)
    {
        this.config = config;
        Ceased = Add(GatheredView.Messages("ceased", m => m is Ceased));
        Elected = Add(GatheredView.Messages("elected", m => m is Elected));
        View proofs = Add(GatheredView.Constant("no commit proofs", ValueList<CommitProof>.Empty));
        for (var n = 0; n < config.Regencies; n++)
        {
            var number = n;
            var accepted = Add(Signed($"accepted {n}", m => m is Accepted a && a.Number == number ? (new(number, a.Value), a.Acceptor, a.Delay) : null));
            var committed = Add(Signed($"commit proofs {n}", m => m is Committed c && c.Proof.Proposal.Number == number ? (c.Proof.Proposal, c.Acceptor, c.Delay) : null));
            Accepted.Add(AddResent(n, accepted));
            Committed.Add(AddResent(n, committed));
            Chosen.Add(Add(new DerivedView($"chosen {n}", accepted, committed, (a, c) =>
                FabAdversary.Chosen((ValueList<SignedProposal>)a, (ValueList<SignedProposal>)c, config))));
            if (config.Parameterized && config.ByzantineAcceptors.Count > 0)
            {
                proofs = Add(new DerivedView($"commit proofs up to {n}", proofs, accepted, (earlier, signed) =>
                    FabAdversary.AddProofs(number, (ValueList<CommitProof>)earlier, (ValueList<SignedProposal>)signed, config)));
            }
        }

        View chosen = Chosen[0];
        foreach (var more in Chosen.Skip(1))
        {
            chosen = Add(new DerivedView($"{more.Name} and before", chosen, more, (earlier, later) =>
                new ValueList<ChosenSeen>([.. (ValueList<ChosenSeen>)earlier, .. (ValueList<ChosenSeen>)later])));
        }

        Unchosen = Add(new DerivedView("learned and not chosen", Add(GatheredView.Messages("decided", m => m is Decided)), chosen, (decided, values) =>
            new ValueSet<string>(((ValueSet<Message>)decided).Select(m => ((Decided)m).Value).Except(((ValueList<ChosenSeen>)values).Select(seen => seen.Chosen.Value)))));
        var certificates = AddAnswers(proofs);
        for (var n = 0; n < config.Regencies; n++)
        {
            AddLeader(n, certificates);
        }

        Suspicions = Add(GatheredView.Messages("suspicions", m => m is Suspicion));
        Learned = Add(new DerivedView("learned", Add(GatheredView.Messages("learned, all", m => m is Learned)), Ceased, (learned, ceased) =>
            new ValueList<Resent>([.. Enumerable.Range(0, config.Regencies).Select(n => new Resent(
                new(((ValueSet<Message>)learned).Where(m => ((Learned)m).Number == n)), IsResent(n, (ValueSet<Message>)ceased)))])));
        Satisfied = Add(GatheredView.Messages("satisfied", m => m is Satisfied));
        Pulls = Add(GatheredView.Messages("pulls", m => m is Pull));
        Acknowledged = Add(new DerivedView("acknowledgments", Add(GatheredView.Messages("acknowledgments, all", m => m is Acknowledgment)), Ceased, (signed, ceased) =>
            new ValueList<Resent>([.. Enumerable.Range(0, config.Regencies).Select(n => new Resent(
                new(((ValueSet<Message>)signed).Where(m => ((Acknowledgment)m).Number == n)), IsResent(n, (ValueSet<Message>)ceased)))])));
        Told = Add(new DerivedView("told", Add(GatheredView.Messages("told, all", m => m is Told)), Acknowledged, (told, acknowledged) =>
            new ToldMaterial((ValueSet<Message>)told, FabAdversary.Shown((ValueList<Resent>)acknowledged, config))));
    }

    public IReadOnlyList<View> All => all;

    public View Ceased { get; }

    public View Elected { get; }

    /// <summary>For each number, what acceptors signed to have accepted.</summary>
    public List<View> Accepted { get; } = [];

    /// <summary>For each number, which acceptors hold a commit proof.</summary>
    public List<View> Committed { get; } = [];

    /// <summary>For each number, what is chosen.</summary>
    public List<View> Chosen { get; } = [];

    /// <summary>The values that some learner has learned and that are not chosen.</summary>
    public View Unchosen { get; }

    /// <summary>For each number with a correct leader: what the leader sent.</summary>
    public Dictionary<int, View> FromLeader { get; } = [];

    /// <summary>For each number after the first with a correct leader: what the acceptors answer.</summary>
    public Dictionary<int, View> Reports { get; } = [];

    /// <summary>For each number after the first: the certificates that can be put together, one for each vouching.</summary>
    public Dictionary<int, View> Certificates { get; } = [];

    /// <summary>For each number with a Byzantine leader: what it could send.</summary>
    public Dictionary<int, View> FromByzantine { get; } = [];

    public View Suspicions { get; }

    public View Learned { get; }

    public View Satisfied { get; }

    public View Pulls { get; }

    /// <summary>For each number, which learners have signed to have learned a value.</summary>
    public View Acknowledged { get; }

    public View Told { get; }

    /// <summary>What is answered to each query, and what can be put together of it.</summary>
    /// <returns>The certificates that a leader could show, of every number: signed answers can be shown again.</returns>
    private View AddAnswers(View proofs)
    {
        View all = Add(GatheredView.Constant("no certificates", ValueList<ProgressCertificate>.Empty));
        var areShown = Enumerable.Range(1, config.Regencies - 1).Any(config.IsByzantineLeader);
        for (var n = 1; n < config.Regencies; n++)
        {
            var number = n;
            var nameless = Add(new GatheredView<ValueSet<Message>>($"answers {number}", m => m is Report r && r.Number == number ? m : null, Nameless));
            var made = Add(new DerivedView($"certificates of any size {number}", nameless, proofs, (answers, p) =>
                FabAdversary.Certificates(number, new((ValueSet<Message>)answers, (ValueList<CommitProof>)p), areShown, config)));
            Certificates[number] = Add(new DerivedView($"certificates {number}", made, made, (found, _) =>
                new ValueList<CertificateSeen>(((ValueList<CertificateSeen>)found).Where(seen => seen.Certificate.Answers == config.CertificateSize))));
            all = Add(new DerivedView($"certificates up to {number}", all, made, (earlier, more) =>
                new ValueList<ProgressCertificate>(((ValueList<ProgressCertificate>)earlier).Concat(((ValueList<CertificateSeen>)more).Select(seen => seen.Certificate)))));
            if (!config.IsByzantineLeader(number))
            {
                var reports = Add(GatheredView.Messages($"reports {number}", m => m is Report r && r.Number == number));
                Reports[number] = Add(new DerivedView($"reports and proofs {number}", reports, proofs, (r, p) =>
                    new AnswerMaterial((ValueSet<Message>)r, (ValueList<CommitProof>)p)));
            }
        }

        return all;
    }

    private void AddLeader(int number, View certificates)
    {
        if (config.IsByzantineLeader(number))
        {
            FromByzantine[number] = Add(new DerivedView($"from Byzantine leader {number}", certificates, Elected, (shown, elected) =>
                new ValueList<Message>(FabAdversary.OfLeader(number, (ValueList<ProgressCertificate>)shown, (ValueSet<Message>)elected, config))));
        }
        else
        {
            var sent = Add(GatheredView.Messages($"from leader {number}", m => m switch
            {
                Query q => q.Number == number,
                Propose p => p.Number == number,
                _ => false,
            }));
            FromLeader[number] = Add(new DerivedView($"from leader {number}, resent", sent, Ceased, (messages, ceased) =>
                new Resent((ValueSet<Message>)messages, config.IsGracious || !((ValueSet<Message>)ceased).Contains(new Ceased(number)))));
        }
    }

    private DerivedView AddResent(int number, View signed) => Add(new DerivedView($"{signed.Name}, resent", signed, Ceased, (s, ceased) =>
        new Signatures((ValueList<SignedProposal>)s, IsResent(number, (ValueSet<Message>)ceased))));

    /// <summary>Whether answers to a leader's proposal go on: it resends, and those who answer do so each time.</summary>
    private bool IsResent(int number, ValueSet<Message> ceased) =>
        config.IsGracious
        || (config.Has(FabRule.AnswerAgain) && !config.IsByzantineLeader(number) && !ceased.Contains(new Ceased(number)));

    /// <summary>The same answers under the smallest names, so that it does not matter who gave them.</summary>
    private static ValueSet<Message> Nameless(ValueSet<Message> reports) => new(
        reports.Cast<Report>().GroupBy(report => report.Acceptor)
            .Select(answers => answers.Select(report => report with { Acceptor = 0 }).ToList())
            .OrderBy(answers => string.Join('|', answers.Select(report => report.Text)), StringComparer.Ordinal)
            .SelectMany((answers, i) => answers.Select(report => report with { Acceptor = i })));

    private T Add<T>(T view)
        where T : View
    {
        all.Add(view);
        return view;
    }

    private static GatheredView<ValueList<SignedProposal>> Signed(string name, Func<Message, (Proposal What, int Signer, int Delay)?> statement) =>
        new(
            name,
            m => statement(m) is null ? null : m,
            set => new(
                from m in set
                let s = statement(m)!.Value
                group s by s.What into signed
                orderby signed.Key
                select new SignedProposal(signed.Key, signed.Aggregate(ProcessSet.None, (all, s) => all.Add(s.Signer)), signed.Max(s => s.Delay))));
}
