using BgpVerified.Kit;
using BgpVerified.Spec.Protocols;
using BgpVerified.Spec.Values;

namespace BgpVerified.Impl.Fab;

/// <summary>
/// What Byzantine processes could send, computed from what correct processes have signed. They have no state: whatever
/// they could send is taken as sent. They cannot sign for a correct process.
/// </summary>
/// <remarks>
/// No guard of a handler is asked: what is offered here and ignored there shows that the handler looks. Left out are only
/// a query with the number of the first proposal, whose answers no proposal needs; what Byzantine learners ask, since the
/// answer is for them; and any value but those of the run, since handlers only compare values.
/// </remarks>
internal sealed class FabAdversary(FabConfig config)
{
    private readonly bool areShown = Enumerable.Range(1, config.Regencies - 1).Any(config.IsByzantineLeader);

    /// <summary>
    /// What is chosen in a proposal: ⌈(a + f + 1) / 2⌉ correct acceptors accepted it, or, with commit proofs, as many
    /// acceptors hold one, the Byzantine ones included.
    /// </summary>
    public ValueList<ChosenSeen> Chosen(ValueList<Signed<Proposal>> accepted, ValueList<Signed<Proposal>> committed)
    {
        var byzantine = config.ByzantineAcceptors.Count;
        var holders = committed.ToDictionary(signed => signed.Statement, signed => signed.Signers.Count);
        return new(
            from signed in accepted
            where signed.Signers.Count >= config.ChosenSize
                || (config.Parameterized && holders.TryGetValue(signed.Statement, out var count) && count + byzantine >= config.ChosenSize)
            select new ChosenSeen(signed.Statement, signed.Signers.Count + byzantine >= config.ChosenSize));
    }

    /// <summary>Who accepted each value in a proposal; no correct acceptor, where only Byzantine ones could sign it.</summary>
    public IEnumerable<Signed<Proposal>> Signed(int number, ValueList<Signed<Proposal>> signed) =>
        config.Values.Select(value => signed.FirstOrDefault(s => s.Statement.Value == value)
            ?? new Signed<Proposal>(new(number, value), ProcessSet.None));

    /// <summary>
    /// The commit proof with every signature that there is, the Byzantine acceptors' own among them; more than are asked for
    /// change nothing.
    /// </summary>
    public CommitProof ProofOf(Signed<Proposal> signed) =>
        new(signed.Statement, Math.Min(signed.Signers.Count + config.ByzantineAcceptors.Count, config.CommitProofSize));

    /// <summary>The commit proofs that Byzantine acceptors could show: one for each value, also with too few signatures.</summary>
    public ValueList<CommitProof> AddProofs(int number, ValueList<CommitProof> earlier, ValueList<Signed<Proposal>> signed) =>
        new(earlier.Concat(Signed(number, signed).Select(ProofOf)));

    /// <summary>The quorums of answers that a leader could receive, one for each certificate that they make, fair ones first.</summary>
    public IEnumerable<Offer> Answered(int number, AnswerMaterial material) =>
        Distinct(number, Quorums(number, material, Sizes(material)).OrderByDescending(quorum => quorum.Fair))
            .Select(found => Answered(number, found.Quorum.Reports, found.Quorum.Fair));

    /// <summary>
    /// Quorums of answers for one who does not wait for them: every acceptor's first answer, and every acceptor's last,
    /// and both with what Byzantine acceptors add. Whoever took one of them would show that by taking it.
    /// </summary>
    public IEnumerable<Offer> AnsweredLate(int number, AnswerMaterial material)
    {
        var answers = material.Reports.Cast<Report>().GroupBy(report => report.From.Number).OrderBy(own => own.Key).ToList();
        var silent = config.ByzantineAcceptors.Members.Select(b => new Report(number, Answer.Nothing) { From = Acceptor(b) });
        return
            from choice in new[] { answers.Select(own => own.First()), answers.Select(own => own.Last()) }
            from reports in new[] { choice, choice.Concat(silent) }
            select Answered(number, reports.Take(config.CertificateSize), fair: false);
    }

    /// <summary>The certificates that answers can make, one for each number of answers and vouching, with answers that make it.</summary>
    /// <remarks>Of other sizes than handlers take only if a Byzantine leader can show them.</remarks>
    public ValueList<CertificateSeen> Certificates(int number, AnswerMaterial material) => new(
        Distinct(number, Quorums(number, material, areShown ? Sizes(material) : [config.CertificateSize]))
            .OrderBy(found => found.Certificate.Answers == config.CertificateSize ? 0 : found.Certificate.Answers + 1)
            .ThenBy(found => found.Certificate.Vouching.ToString(), StringComparer.Ordinal)
            .Select(found => new CertificateSeen(found.Certificate, new(found.Quorum.Reports.Select(report => report.Answer).Order()))));

    /// <summary>
    /// What a Byzantine leader can send: a query, with proof if it is elected, and every value with every certificate that
    /// there is: of any number and size, whatever it vouches for, or none.
    /// </summary>
    /// <remarks>The first proposal goes without, since no handler looks at its certificate.</remarks>
    public IEnumerable<Message> OfLeader(int number, ValueList<ProgressCertificate> certificates, ValueSet<Message> elected)
    {
        var leader = new ProcessId('p', config.LeaderOf(number));
        IEnumerable<ProgressCertificate?> shown = [null];
        if (number > 0)
        {
            yield return new Query(number, IsElected: false).By(leader);
            if (elected.Any(m => ((Elected)m).Regency == number))
            {
                yield return new Query(number, IsElected: true).By(leader);
            }

            IEnumerable<ProgressCertificate> madeUp =
                config.Has(FabRule.SignedAnswers) ? [] : [new(number, config.CertificateSize, Vouching.Any)];
            shown = madeUp.Concat(certificates).Append(null);
        }

        // What is right comes first, so that traces show the least that a value needs.
        foreach (var value in config.Values)
        {
            foreach (var certificate in shown.OrderBy(shown => shown?.Supports(number, value, config) == true ? 0 : shown is null ? 1 : 2))
            {
                yield return new Propose(number, value, certificate) { From = leader };
            }
        }
    }

    /// <summary>What a Byzantine learner tells: every value, as learned in any proposal, with the signatures that there are.</summary>
    public IEnumerable<Told> Tales(ToldMaterial material) =>
        from number in Enumerable.Range(0, config.Regencies)
        from value in config.Values.Index()
        select new Told(new(number, value.Item), material.Signatures[value.Index]);

    /// <summary>
    /// With 2f + 1 learners, how many signatures a Byzantine learner can show for having learned each value, its own among
    /// them; more than are asked for change nothing. None otherwise.
    /// </summary>
    public ValueList<int> Shown(ValueList<Heard> acknowledged) => new(acknowledged.Select(signed =>
        config.HasFewLearners ? Math.Min(config.ByzantineLearners.Count + signed.All.Count, config.AcknowledgmentSize) : 0));

    /// <summary>
    /// What the Byzantine acceptors could answer together, one answer each, in their order: the same claim, and one of them shows
    /// a proof.
    /// </summary>
    /// <remarks>An answer with an invalid proof counts for nothing, whatever else it claims: one with each is enough.</remarks>
    public IEnumerable<IReadOnlyList<Report>> Claims(int number, ValueList<CommitProof> proofs) =>
        from proof in proofs.Cast<CommitProof?>().Prepend(null)
        from accepted in config.Values.Select(value => new Proposal(number, value)).Prepend(null)
        where accepted is null || proof?.IsValid(config) != false
        select config.ByzantineAcceptors.Members
            .Select((b, i) => new Report(number, new(accepted, i == 0 ? proof : null)) { From = Acceptor(b) }).ToList();

    /// <summary>The same answers under the smallest names, so that it does not matter who gave them.</summary>
    public static ValueSet<Message> Nameless(ValueSet<Message> reports) => new(
        reports.Cast<Report>().GroupBy(report => report.From.Number)
            .Select(answers => answers.Select(report => report with { From = Acceptor(0) }).ToList())
            .OrderBy(answers => string.Join('|', answers.Select(report => report.Text)), StringComparer.Ordinal)
            .SelectMany((answers, i) => answers.Select(report => report with { From = Acceptor(i) })));

    /// <summary>
    /// How many answers are put together: as many as a certificate needs, one less, one alone, and all that there are. Sizes in
    /// between tell a handler nothing that these do not.
    /// </summary>
    private IEnumerable<int> Sizes(AnswerMaterial material) => new[]
    {
        config.CertificateSize,
        config.CertificateSize - 1,
        1,
        material.Reports.Signers().Count + config.ByzantineAcceptors.Count,
    }.Where(size => size > 0).Distinct();

    /// <summary>
    /// Choices of so many answers, one an acceptor: correct acceptors' answers, and claims of Byzantine acceptors.
    /// </summary>
    /// <remarks>
    /// Byzantine acceptors claim to have accepted the same, in the newest proposal, and one of them shows a commit proof:
    /// evidence only adds up, so that differing claims can be no more harmful. Choices with equal answers are one choice.
    /// </remarks>
    private IEnumerable<(IReadOnlyList<Report> Reports, bool Fair)> Quorums(int number, AnswerMaterial material, IEnumerable<int> sizes)
    {
        var byzantine = config.ByzantineAcceptors.Count;
        var claims = Claims(number, material.Proofs).ToList();
        var answers = material.Reports.Cast<Report>().GroupBy(report => report.From.Number).ToList();
        return sizes.Where(size => size <= answers.Count + byzantine).SelectMany(size => Quorums(size, answers, claims, byzantine));
    }

    private static IEnumerable<(IReadOnlyList<Report> Reports, bool Fair)> Quorums(
        int size, IReadOnlyList<IGrouping<int, Report>> answers, IReadOnlyList<IReadOnlyList<Report>> claims, int byzantine)
    {
        foreach (var correct in Choices(answers, size, Math.Max(0, size - byzantine)))
        {
            var missing = size - correct.Count;
            if (missing == 0)
            {
                yield return (correct, true);
                continue;
            }

            foreach (var claim in claims)
            {
                yield return ([.. correct, .. claim.Take(missing)], false);
            }
        }
    }

    /// <summary>The first quorum of each certificate.</summary>
    private List<(ProgressCertificate Certificate, (IReadOnlyList<Report> Reports, bool Fair) Quorum)> Distinct(
        int number, IEnumerable<(IReadOnlyList<Report> Reports, bool Fair)> quorums)
    {
        // There are at most as many for each size as there are values, and two more: a list is enough.
        var found = new List<(ProgressCertificate Certificate, (IReadOnlyList<Report>, bool))>();
        foreach (var quorum in quorums)
        {
            var certificate = ProgressCertificate.From(number, quorum.Reports.Select(report => report.Answer), config);
            if (!found.Exists(other => other.Certificate.Equals(certificate)))
            {
                found.Add((certificate, quorum));
            }
        }

        return found;
    }

    /// <summary>The choices of at least and at most so many acceptors' answers; of choices with equal answers the first.</summary>
    private static IEnumerable<IReadOnlyList<Report>> Choices(IReadOnlyList<IGrouping<int, Report>> acceptors, int most, int least)
    {
        // A choice is known by its answers' numbers, in rising order, each as one character.
        var numbers = acceptors.SelectMany(options => options).Select(report => report.Answer).Distinct()
            .Select((answer, i) => (answer, i)).ToDictionary(x => x.answer, x => (char)x.i);
        var found = new Dictionary<string, IReadOnlyList<Report>> { [string.Empty] = [] };
        foreach (var (at, options) in acceptors.Index())
        {
            var left = acceptors.Count - at - 1;
            var next = new Dictionary<string, IReadOnlyList<Report>>();
            foreach (var (key, chosen) in found)
            {
                if (chosen.Count + left >= least)
                {
                    next.TryAdd(key, chosen);
                }

                if (chosen.Count < most)
                {
                    foreach (var report in options)
                    {
                        var longer = Insert(key, numbers[report.Answer]);
                        if (!next.ContainsKey(longer))
                        {
                            next.Add(longer, [.. chosen, report]);
                        }
                    }
                }
            }

            found = next;
        }

        return found.Values.Where(chosen => chosen.Count >= least);
    }

    private static Offer Answered(int number, IEnumerable<Report> reports, bool fair) =>
        new(new ReportQuorum(number, new(reports.OrderBy(report => report.From.Number))), fair);

    private static ProcessId Acceptor(int number) => new('a', number);

    private static string Insert(string key, char number)
    {
        var at = 0;
        while (at < key.Length && key[at] < number)
        {
            at++;
        }

        return key.Insert(at, number.ToString());
    }
}
