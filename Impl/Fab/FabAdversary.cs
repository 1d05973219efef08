using BgpVerified.Spec.Protocols;
using BgpVerified.Spec.Values;

namespace BgpVerified.Impl.Fab;

/// <summary>
/// What Byzantine processes could send, computed from what correct processes have signed. They have no state: whatever
/// they could send is taken as sent. They cannot sign for a correct process.
/// </summary>
internal static class FabAdversary
{
    private const int FirstDelay = 1;
    private const int RecoveryDelay = 3;

    /// <summary>
    /// What is chosen in a proposal: ⌈(a + f + 1) / 2⌉ correct acceptors accepted it, or, with commit proofs, as many
    /// acceptors hold one, the Byzantine ones included.
    /// </summary>
    public static ValueList<ChosenSeen> Chosen(ValueList<SignedProposal> accepted, ValueList<SignedProposal> committed, FabConfig config)
    {
        var byzantine = config.ByzantineAcceptors.Count;
        var holders = committed.ToDictionary(signed => signed.Proposal, signed => signed.Signers.Count);
        return new(
            from signed in accepted
            where signed.Signers.Count >= config.ChosenSize
                || (config.Parameterized && holders.TryGetValue(signed.Proposal, out var count) && count + byzantine >= config.ChosenSize)
            select new ChosenSeen(signed.Proposal, signed.Signers.Count + byzantine >= config.ChosenSize));
    }

    /// <summary>The commit proofs that the acceptors' signatures make, with the Byzantine acceptors' own.</summary>
    public static ValueList<CommitProof> AddProofs(ValueList<CommitProof> earlier, ValueList<SignedProposal> signed, FabConfig config) => new(earlier.Concat(
        from s in signed
        where s.Signers.Count + config.ByzantineAcceptors.Count >= config.CommitProofSize
        select new CommitProof(s.Proposal, config.CommitProofSize)));

    /// <summary>The quorums of answers that a leader could receive, one for each certificate that they make, fair ones first.</summary>
    public static IEnumerable<Offer> Reports(int number, AnswerMaterial material, FabConfig config) =>
        Distinct(number, Quorums(number, material, config).OrderByDescending(quorum => quorum.Fair), config)
            .Select(found => new Offer(new ReportQuorum(number, new(found.Quorum.Reports.OrderBy(report => report.Acceptor))), found.Quorum.Fair));

    /// <summary>The certificates that answers can make, one for each vouching, with answers that make it.</summary>
    public static ValueList<CertificateSeen> Certificates(int number, AnswerMaterial material, FabConfig config) => new(
        Distinct(number, Quorums(number, material, config), config)
            .Where(found => found.Certificate.Answers == config.CertificateSize)
            .OrderBy(found => found.Certificate.Vouching.ToString(), StringComparer.Ordinal)
            .Select(found => new CertificateSeen(found.Certificate, new(found.Quorum.Reports.Select(report => report.Answer).Order()))));

    /// <summary>What a Byzantine leader can send: a query if it is elected, and every value, with the best certificate for it.</summary>
    public static IEnumerable<Message> OfLeader(int number, ValueList<CertificateSeen> certificates, ValueSet<Message> elected, FabConfig config)
    {
        var isElected = number == 0 || elected.Contains(new Elected(number));
        if (number > 0 && (isElected || !config.Has(FabRule.ElectionProof)))
        {
            yield return new Query(number, isElected);
        }

        foreach (var value in config.Values)
        {
            var certificate = config.Has(FabRule.SignedAnswers) || number == 0
                ? certificates.Select(seen => seen.Certificate).FirstOrDefault(c => c.Vouching.Allows(value))
                : new(number, config.CertificateSize, Vouching.Any);
            yield return new Propose(number, value, certificate, number == 0 ? FirstDelay : RecoveryDelay);
        }
    }

    /// <summary>
    /// The values that Byzantine learners could tell another learner so that it believes them: any, if they are enough; with
    /// 2f + 1 learners those for which they have signatures, their own among them.
    /// </summary>
    public static ValueSet<string> Tellable(ValueList<Resent> acknowledged, FabConfig config)
    {
        var byzantine = config.ByzantineLearners.Count;
        return new(config.Values.Where(value => config.HasFewLearners
            ? byzantine > 0 && byzantine + SignersOf(value, acknowledged).Count >= config.AcknowledgmentSize
            : byzantine >= config.PullSize));
    }

    /// <summary>The correct learners that have signed to have learned a value.</summary>
    public static ProcessSet SignersOf(string value, IEnumerable<Resent> acknowledged) => acknowledged
        .SelectMany(resent => resent.Messages.Cast<Acknowledgment>())
        .Where(m => m.Value == value)
        .Aggregate(ProcessSet.None, (set, m) => set.Add(m.Learner));

    /// <summary>What the Byzantine acceptors could answer together, one answer each, in their order: the same claim, and one of them shows a proof.</summary>
    public static IEnumerable<IReadOnlyList<Report>> Claims(int number, ValueList<CommitProof> proofs, FabConfig config) =>
        from accepted in config.Values.Select(value => new Proposal(number, value)).Prepend(null)
        from proof in proofs.Cast<CommitProof?>().Prepend(null)
        select config.ByzantineAcceptors.Members.Select((b, i) => new Report(b, number, new(accepted, i == 0 ? proof : null))).ToList();

    /// <summary>
    /// Every choice of as many answers as a certificate needs, one an acceptor: correct acceptors' answers, and claims of
    /// Byzantine acceptors.
    /// </summary>
    /// <remarks>
    /// Byzantine acceptors claim to have accepted the same, in the newest proposal, and one of them shows a commit proof:
    /// evidence only adds up, so that differing claims can be no more harmful. Choices with equal answers are one choice.
    /// </remarks>
    private static IEnumerable<(IReadOnlyList<Report> Reports, bool Fair)> Quorums(int number, AnswerMaterial material, FabConfig config)
    {
        var size = config.CertificateSize;
        var byzantine = config.ByzantineAcceptors;
        var claims = Claims(number, material.Proofs, config).ToList();
        var answers = material.Reports.Cast<Report>().GroupBy(report => report.Acceptor).ToList();
        if (answers.Count + byzantine.Count < size)
        {
            yield break;
        }

        foreach (var correct in Choices(answers, size, Math.Max(0, size - byzantine.Count)))
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
    private static List<(ProgressCertificate Certificate, (IReadOnlyList<Report> Reports, bool Fair) Quorum)> Distinct(
        int number, IEnumerable<(IReadOnlyList<Report> Reports, bool Fair)> quorums, FabConfig config)
    {
        // There are at most as many as there are values, and two more: a list is enough.
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
        var numbers = acceptors.SelectMany(options => options).Select(report => report.Answer).Distinct().Select((answer, i) => (answer, i)).ToDictionary(x => x.answer, x => (char)x.i);
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
