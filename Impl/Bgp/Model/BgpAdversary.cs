using BgpVerified.Spec.Commands;
using BgpVerified.Spec.Protocols;
using BgpVerified.Spec.Values;

namespace BgpVerified.Impl.Bgp;

/// <summary>
/// What Byzantine processes could send, computed from what correct processes have signed. They have no state: whatever
/// they could send is taken as sent. They cannot forge a correct process's signature.
/// </summary>
/// <remarks>
/// It follows from what was signed and from the shape of the messages, never from the guard that will look at it: what a
/// message would be ignored for, a handler must find. Of two messages of which one has less to be ignored for, and asks
/// for the same, only that one is made: of one statement the most signatures that exist, and of one base the most
/// reports. Sizes in the configuration cap what is counted, since a handler that counts so far counts no further.
/// </remarks>
internal static class BgpAdversary
{
    /// <summary>The certificates for what acceptors voted for in a ballot, with all signatures that exist: they may be too few.</summary>
    public static ValueList<Certificate> AddCertificates(
        ValueList<Certificate> earlier, Ballot ballot, ValueList<SignedValue> votes, BgpConfig config) =>
        new(earlier.Concat(votes.Select(vote => Certified(ballot, vote.Value, vote.Signers, config))));

    /// <summary>What a Byzantine acceptor can report with.</summary>
    public static Material Material(ValueList<Certificate> certificates, ValueSet<Command> signed, BgpConfig config)
    {
        if (config.ByzantineAcceptors.Count == 0)
        {
            return Bgp.Material.None;
        }

        var values = Values(signed, config);
        var claims = certificates.Concat(OwnClaims(values, config)).Distinct().ToLookup(claim => claim.Signatures >= config.CertificateSize);
        return new(new(claims[true].Prepend(Certificate.Initial(config.Empty))), new(claims[false]), values);
    }

    /// <summary>What Byzantine acceptors could report in phase 1, as one of them reports it.</summary>
    /// <remarks>A report counts by its certificate alone, so that one vote is enough beside a certificate with too few signatures.</remarks>
    public static IEnumerable<Phase1B> Reports(int acceptor, Ballot ballot, Material material, BgpConfig config) =>
        (from claim in material.Certificates
         from value in material.Values
         select new Phase1B(acceptor, ballot, claim, value)).Concat(
         from claim in material.TooFewSignatures
         select new Phase1B(acceptor, ballot, claim, config.Empty));

    /// <summary>
    /// The quorums of phase 1b messages that a correct leader could receive: those of correct acceptors, with any
    /// reports of Byzantine acceptors, also too few.
    /// </summary>
    public static IEnumerable<Offer> Quorums(Ballot ballot, ReportMaterial reports, BgpConfig config)
    {
        foreach (var correct in Answers(reports.Sent))
        {
            if (correct.Count > 0 && CanForm(correct.Count, config))
            {
                yield return new(new Phase1BQuorum(ballot, new(correct.OrderBy(report => report.Acceptor))), Fair: true);
            }

            // One Byzantine acceptor reports anything; more of them add nothing to what one can make the leader propose.
            foreach (var byzantine in Subsets([.. config.ByzantineAcceptors.Members]))
            {
                var count = correct.Count + byzantine.Count;
                if (byzantine.Count == 0 || !CanForm(count, config))
                {
                    continue;
                }

                var plain = byzantine.Skip(1).Select(b => Plain(b, ballot, config)).ToList();
                var lies = count < config.Phase1Size ? [Plain(byzantine[0], ballot, config)] : Reports(byzantine[0], ballot, reports.Material, config);
                foreach (var lie in lies)
                {
                    yield return new(new Phase1BQuorum(ballot, new(correct.Append(lie).Concat(plain).OrderBy(r => r.Acceptor))), Fair: false);
                }
            }
        }
    }

    /// <summary>The justifications that a Byzantine leader could make of the answers to a ballot, also of too few.</summary>
    /// <remarks>
    /// Of every set of correct acceptors' answers and any one certificate that a Byzantine acceptor reports; only the
    /// highest of several would count. Of one base the one that carries the most reports.
    /// </remarks>
    public static ValueList<Justification> Justifications(
        Ballot ballot, ValueSet<Message> sent, ValueList<Certificate> certificates, BgpConfig config)
    {
        var claims = certificates.Prepend(Certificate.Initial(config.Empty)).Concat(OwnClaims([config.Empty], config)).Distinct().ToList();
        return Strongest(
            from correct in Answers(sent)
            from claim in config.ByzantineAcceptors.Count > 0 ? claims : [.. claims.Take(1)]
            select Justification.From(ballot, [.. correct, .. Reported(ballot, claim, config)], config),
            config);
    }

    /// <summary>All that a Byzantine leader could make, of the answers to the ballot and of others.</summary>
    public static ValueList<Justification> All(ValueList<Justification> justifications, ValueList<Justification> borrowed, BgpConfig config) =>
        Strongest(justifications.Concat(borrowed), config);

    /// <summary>What a Byzantine leader could make of the answers to other ballots, as if they answered this one.</summary>
    public static ValueList<Justification> Borrowed(Ballot ballot, ValueSet<Message> sent, BgpConfig config) =>
        Strongest(
            from answers in sent.Cast<Phase1B>().GroupBy(report => report.Ballot)
            let reports = answers.DistinctBy(report => report.Acceptor)
            select Justification.From(ballot, [.. reports, .. Reported(answers.Key, Certificate.Initial(config.Empty), config)], config),
            config);

    /// <summary>
    /// The values that Byzantine leaders could propose with the justifications made for a ballot, in that ballot or in
    /// another, their own or not.
    /// </summary>
    /// <remarks>In another ballot the justification that asks for the least is enough: the one with the shortest base.</remarks>
    public static ValueList<Phase2A> Proposals(Ballot answered, ValueList<Justification> justifications, ValueSet<Command> signed, BgpConfig config)
    {
        var values = Values(signed, config);
        return new(
            from view in config.ByzantineLeaders.Members
            from ballot in config.Ballots
            from justification in ballot == answered ? justifications : new(justifications.Take(1))
            from value in values
            select new Phase2A(view, ballot, value, justification));
    }

    /// <summary>
    /// The sequences of commands that Byzantine processes name: of signed ones, and of one that nobody signed; with
    /// <see cref="Configuration.Repeats"/> also such as no correct leader proposes.
    /// </summary>
    public static ValueList<CommandSequence> Values(ValueSet<Command> signed, BgpConfig config) =>
        new(CommandSequence.All(config.Conflicts, signed.Append(config.Forged).Where(command => config.Source.Repeats || !config.IsUniversal(command)), config.MaxLength, config.Source.Repeats));

    /// <summary>
    /// The values that Byzantine acceptors could sign by themselves: all, if they are as many as are waited for. If not,
    /// a handler must find that they are too few, and sequences of one command are enough to see whether it does.
    /// </summary>
    public static IEnumerable<CommandSequence> SignedAlone(int size, ValueSet<Command> signed, BgpConfig config) =>
        config.ByzantineAcceptors.Count == 0
            ? []
            : Values(signed, config).Where(value => config.ByzantineAcceptors.Count >= size || value.Count == 1);

    /// <summary>The commands that a Byzantine process can name: the signed ones, and two that nobody signed.</summary>
    public static IEnumerable<Command> Nameable(ValueSet<Command> signed, BgpConfig config) =>
        signed.Append(config.Forged).Append(config.ForgedUniversal);

    /// <summary>That a Byzantine acceptor has committed to a view, with all suspicions of the view before that exist.</summary>
    public static ViewChange Commitment(int acceptor, int view, Signers suspecting, BgpConfig config) =>
        new(acceptor, view, Math.Min(config.SuspicionSize, suspecting.Members.Union(config.ByzantineAcceptors).Count));

    /// <summary>That a Byzantine acceptor tells leaders of a view, with all commitments to it that exist, some of them Byzantine.</summary>
    public static NewLeader NewLeader(int acceptor, int view, Signers committed, BgpConfig config) =>
        new(acceptor, view, Math.Min(config.LeaderSize, committed.Members.Union(config.ByzantineAcceptors).Count));

    /// <summary>
    /// What a Byzantine leader can send without anyone's answer: it opens any ballot, also of other views, and calls any
    /// command universally commutative.
    /// </summary>
    public static IEnumerable<Message> Openings(int view, ValueSet<Command> signed, BgpConfig config)
    {
        foreach (var ballot in config.Ballots)
        {
            yield return new Phase1A(view, ballot);
            yield return new Fast(view, ballot);
            foreach (var command in Nameable(signed, config))
            {
                yield return new UniversalPhase2A(view, ballot, command);
            }
        }
    }

    /// <summary>
    /// A Byzantine acceptor is the leader of views to come, and can open their ballots today. One ballot of the next such view
    /// stands for all: its number does not matter, only that it is higher than those of the run.
    /// </summary>
    public static IEnumerable<Phase1A> OpeningsAhead(BgpConfig config) =>
        config.BallotsAhead.Select(ballot => new Phase1A(ballot.View, ballot));

    /// <summary>What a Byzantine leader can tell proposers: that any ballot is open, of either kind.</summary>
    public static IEnumerable<BallotOpened> Announcements(int view, BgpConfig config) =>
        from ballot in config.Ballots
        from kind in (BallotKind[])[BallotKind.Classic, BallotKind.Fast]
        select new BallotOpened(view, ballot, kind);

    private static Certificate Certified(Ballot ballot, CommandSequence value, ProcessSet correct, BgpConfig config) =>
        new(ballot, value, Math.Min(config.VerifySize, correct.Union(config.ByzantineAcceptors).Count));

    /// <summary>
    /// What Byzantine acceptors claim with their own signatures only. If these are enough, any value, in the last view,
    /// since the base is of the highest ballot. If not, sequences of at most one command, in the highest ballot and in
    /// the one before all, for which alone nothing needs a certificate.
    /// </summary>
    private static IEnumerable<Certificate> OwnClaims(IEnumerable<CommandSequence> values, BgpConfig config)
    {
        if (config.ByzantineAcceptors.Count == 0)
        {
            return [];
        }

        var enough = config.ByzantineAcceptors.Count >= config.CertificateSize;
        var ballots = Enumerable.Range(1, config.BallotsPerView).Select(number => config.BallotOf(config.Views - 1, number));
        return from ballot in enough ? ballots : [Ballot.Zero, ballots.Last()]
               from value in values
               where enough || value.Count <= 1
               select Certified(ballot, value, ProcessSet.None, config);
    }

    private static Phase1B Plain(int acceptor, Ballot ballot, BgpConfig config) =>
        new(acceptor, ballot, Certificate.Initial(config.Empty), config.Empty);

    /// <summary>One Byzantine acceptor reports a certificate, the others that they have proven nothing.</summary>
    private static IEnumerable<Phase1B> Reported(Ballot ballot, Certificate claim, BgpConfig config) =>
        config.ByzantineAcceptors.Members.Select((b, i) => Plain(b, ballot, config) with { Proven = i == 0 ? claim : Certificate.Initial(config.Empty) });

    /// <summary>Of each base the justification with the most reports, shorter bases first.</summary>
    private static ValueList<Justification> Strongest(IEnumerable<Justification> made, BgpConfig config) =>
        new(made.GroupBy(justification => justification.Base)
            .Select(alike => alike.MaxBy(justification => justification.Reports)!)
            .OrderBy(justification => justification.Base)
            .Select(justification => justification with { Reports = Math.Min(justification.Reports, config.Phase1Size) }));

    /// <summary>
    /// A leader hears answers one by one: a quorum is complete when its last one comes, and grows only for a leader that
    /// proposes again.
    /// </summary>
    private static bool CanForm(int count, BgpConfig config) => config.Asks(BgpRule.ProposeOnce, count <= config.Phase1Size);

    /// <summary>The sets of correct acceptors' answers: one that answers again, with promise or keep-promise out, still counts once.</summary>
    private static IEnumerable<IReadOnlyList<Phase1B>> Answers(ValueSet<Message> sent) =>
        Subsets([.. sent.Cast<Phase1B>()]).Where(set => set.DistinctBy(report => report.Acceptor).Count() == set.Count);

    private static IEnumerable<IReadOnlyList<T>> Subsets<T>(IReadOnlyList<T> items)
    {
        for (var mask = 0; mask < 1 << items.Count; mask++)
        {
            yield return [.. items.Where((_, i) => (mask & (1 << i)) != 0)];
        }
    }
}
