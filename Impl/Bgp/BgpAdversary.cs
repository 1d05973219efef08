using BgpVerified.Spec.Commands;
using BgpVerified.Spec.Protocols;
using BgpVerified.Spec.Values;

namespace BgpVerified.Impl.Bgp;

/// <summary>
/// What Byzantine processes could send, computed from what correct processes have signed. They have no state: whatever
/// they could send is taken as sent. They cannot forge a correct process's signature.
/// </summary>
internal static class BgpAdversary
{
    /// <summary>The certificates that the votes of a ballot add, with the Byzantine acceptors' own signatures.</summary>
    public static ValueList<Certificate> AddCertificates(
        ValueList<Certificate> earlier, Ballot ballot, ValueList<SignedValue> votes, BgpConfig config) =>
        new(earlier.Concat(votes.Select(vote => new Certificate(ballot, vote.Value, config.VerifySize))));

    /// <summary>
    /// The quorums of phase 1b messages that a correct leader could receive: those of correct acceptors, with any
    /// reports of Byzantine acceptors.
    /// </summary>
    public static IEnumerable<Offer> Reports(Ballot ballot, ReportMaterial reports, BgpConfig config)
    {
        var material = reports.Material;
        foreach (var correct in Answers(reports.Sent))
        {
            if (IsRightSize(correct.Count, config))
            {
                yield return new(new Phase1BQuorum(ballot, new(correct.OrderBy(report => report.Acceptor))), Fair: true);
            }

            // One Byzantine acceptor reports anything; more of them add nothing to what one can make the leader propose.
            foreach (var byzantine in Subsets([.. config.ByzantineAcceptors.Members]))
            {
                if (byzantine.Count > 0 && IsRightSize(correct.Count + byzantine.Count, config))
                {
                    var plain = byzantine.Skip(1).Select(b => new Phase1B(b, ballot, Certificate.Initial(config.Empty), config.Empty));
                    var offers =
                        from proven in Claims(material.Certificates, material.Signed, config)
                        from value in material.Values
                        let report = new Phase1B(byzantine[0], ballot, proven, value)
                        select new Phase1BQuorum(ballot, new(correct.Append(report).Concat(plain).OrderBy(r => r.Acceptor)));
                    foreach (var quorum in offers)
                    {
                        yield return new(quorum, Fair: false);
                    }
                }
            }
        }
    }

    /// <summary>The justifications that a Byzantine leader of a ballot could show.</summary>
    /// <remarks>
    /// For every set of correct acceptors' answers that the Byzantine acceptors can complete to a quorum, and any one
    /// certificate that a Byzantine acceptor reports; only the highest of several would count.
    /// </remarks>
    public static ValueList<Justification> Justifications(
        Ballot ballot, ValueSet<Message> sent, ValueList<Certificate> certificates, BgpConfig config)
    {
        if (!config.Has(BgpRule.Justification))
        {
            return new([new(ballot, config.Empty, 0)]);
        }

        var found = new HashSet<CommandSequence>();
        var byzantine = config.ByzantineAcceptors.Members.Cast<int?>().FirstOrDefault();
        foreach (var correct in Answers(sent))
        {
            if (correct.Count + config.ByzantineAcceptors.Count < config.Phase1Size)
            {
                continue;
            }

            var claims = byzantine is null ? [Certificate.Initial(config.Empty)] : Claims(certificates, ValueSet<Command>.Empty, config);
            foreach (var claim in claims)
            {
                var reports = byzantine is { } b ? correct.Append(new Phase1B(b, ballot, claim, config.Empty)) : correct;
                found.Add(Justification.From(ballot, reports, config).Base);
            }
        }

        return new(found.Order().Select(@base => new Justification(ballot, @base, config.Phase1Size)));
    }

    /// <summary>The values that a Byzantine leader could propose with a justification.</summary>
    public static ValueList<Phase2A> Proposals(Ballot ballot, ValueList<Justification> justifications, ValueSet<Command> signed, BgpConfig config)
    {
        var alphabet = Sequenced(signed, config).Append(config.Forged);
        var values = CommandSequence.All(config.Conflicts, alphabet, config.MaxLength);
        return new(
            from justification in justifications
            from value in values
            where !config.Has(BgpRule.Justification) || justification.Supports(ballot, value, config)
            select new Phase2A(ballot.View, ballot, value, justification));
    }

    /// <summary>The sequences of signed commands that a Byzantine acceptor could say it has voted for.</summary>
    public static ValueList<CommandSequence> Values(ValueSet<Command> signed, BgpConfig config) =>
        new(CommandSequence.All(config.Conflicts, Sequenced(signed, config), config.MaxLength));

    /// <summary>That a Byzantine acceptor could show a new leader enough commitments, some of them Byzantine.</summary>
    public static IEnumerable<NewLeader> NewLeaders(int view, Signers committed, BgpConfig config) =>
        config.ByzantineAcceptors.Count > 0 && committed.Members.Union(config.ByzantineAcceptors).Count >= config.LeaderSize
            ? [new NewLeader(config.ByzantineAcceptors.Members.First(), view, config.LeaderSize)]
            : [];

    /// <summary>
    /// What a Byzantine leader can send without anyone's answer: it opens any ballot, also of other views, and calls any
    /// command universally commutative.
    /// </summary>
    public static IEnumerable<Message> Openings(int view, ValueSet<Command> signed, BgpConfig config)
    {
        var ballots = from other in Enumerable.Range(0, config.Views)
                      from number in Enumerable.Range(1, config.BallotsPerView)
                      select config.BallotOf(other, number);
        foreach (var ballot in ballots.Distinct())
        {
            yield return new Phase1A(view, ballot);
            yield return new Fast(view, ballot);
            foreach (var command in signed.Append(config.Forged).Append(config.ForgedUniversal))
            {
                yield return new UniversalPhase2A(view, ballot, command);
            }
        }
    }

    /// <summary>What a Byzantine acceptor can claim to have proven: nothing, or what a certificate shows.</summary>
    public static IEnumerable<Certificate> Claims(IEnumerable<Certificate> certificates, ValueSet<Command> signed, BgpConfig config)
    {
        var initial = Certificate.Initial(config.Empty);
        if (config.Has(BgpRule.CertificateQuorum))
        {
            return certificates.Prepend(initial);
        }

        // Without the rule, a claim needs no signatures.
        var commands = signed.Count > 0 ? Sequenced(signed, config) : Sequenced(config.Commands, config);
        return from number in Enumerable.Range(1, config.BallotsPerView)
               from value in CommandSequence.All(config.Conflicts, commands, config.MaxLength)
               select new Certificate(config.BallotOf(config.Views - 1, number), value, 0);
    }

    private static IEnumerable<Command> Sequenced(IEnumerable<Command> commands, BgpConfig config) =>
        commands.Where(command => !config.IsUniversal(command));

    private static bool IsRightSize(int count, BgpConfig config) =>
        count == config.Phase1Size || (count > config.Phase1Size && !config.Has(BgpRule.ProposeOnce));

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
