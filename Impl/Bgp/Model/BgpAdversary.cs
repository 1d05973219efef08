using BgpVerified.Kit;
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
internal sealed class BgpAdversary(BgpConfig config)
{
    private readonly List<string> proposers = [.. config.Proposers];
    private readonly CheckpointAdversary checkpoints = new(config);

    /// <summary>The Byzantine proposers.</summary>
    public IReadOnlyList<ProcessId> Proposers { get; } =
        Ids('p', config.Proposers.Count, number => config.ByzantineProposers.Contains(config.Proposers[number]));

    /// <summary>The Byzantine leaders: each has the number of the acceptor that it is, which is its first view.</summary>
    public IReadOnlyList<ProcessId> Leaders { get; } = Ids('d', config.Leaders, config.ByzantineLeaders.Contains);

    /// <summary>The Byzantine acceptors.</summary>
    public IReadOnlyList<ProcessId> Acceptors { get; } = Ids('a', config.Quorums.Acceptors, config.ByzantineAcceptors.Contains);

    /// <summary>What they can show with the rule prefix-quorums.</summary>
    public PrefixAdversary Prefixes => field ??= new(config, this);

    /// <summary>What can be shown to be stable where nothing is.</summary>
    public static ValueList<Checkpoint> NothingStable { get; } = new([Checkpoint.None]);

    private Certificate Nothing { get; } = Certificate.Initial(config.Empty);

    /// <summary>The proposer that a command is from; the first Byzantine process for a command that nobody signed.</summary>
    public ProcessId SignerOf(Command command) => command.HasValidSignature
        ? new('p', proposers.IndexOf(command.Author))
        : Proposers.Concat(Leaders).Concat(Acceptors).First();

    /// <summary>The commands that any Byzantine process can send as a proposal: what Byzantine proposers sign, and forged ones.</summary>
    public IEnumerable<Command> Proposed => config.HasByzantine ? Nameable(config.SignedByByzantine) : [];

    /// <summary>The commands that a Byzantine process can name: the signed ones, and two that nobody signed.</summary>
    public IEnumerable<Command> Nameable(IEnumerable<Command> signed) => signed.Append(config.Forged).Append(config.ForgedUniversal);

    /// <summary>
    /// The sequences of commands that Byzantine processes name: of signed ones, and of one that nobody signed; with
    /// <see cref="Configuration.Repeats"/> also such as no correct leader proposes.
    /// </summary>
    public ValueList<CommandSequence> Values(ValueSet<Command> signed)
    {
        var repeats = config.Source.Repeats;
        var commands = signed.Append(config.Forged).Where(command => repeats || config.HasCheckpoints || !config.IsUniversal(command));
        return new(CommandSequence.All(config.Conflicts, commands, config.MaxLength, repeats).SelectMany(checkpoints.Forms));
    }

    /// <summary>The beginnings that Byzantine acceptors state by themselves.</summary>
    public IEnumerable<History> Stated(ValueSet<Command> signed) =>
        config.HasCheckpoints ? checkpoints.StatedAlone(Values(signed)) : [];

    /// <summary>What Byzantine processes can show to be stable, with what acceptors have proven in any ballot, and without.</summary>
    public ValueList<Checkpoint> Stable(ValueSet<Message> proofs, ValueSet<Command> signed) => checkpoints.Shown(
        from proof in proofs.Cast<Phase2B>()
        group proof.From.Number by (proof.Ballot, proof.Value) into signers
        select (signers.Key.Value, ProcessSet.Of(signers)),
        Acceptors.Count == 0 ? [] : Histories(signed));

    /// <summary>The beginnings that signed commands could make, true or not.</summary>
    public IEnumerable<History> Histories(ValueSet<Command> signed) => checkpoints.Nameable(Values(signed));

    /// <summary>
    /// The values that Byzantine acceptors could sign by themselves: all, if they are as many as are waited for. If not,
    /// a handler must find that they are too few, and sequences of one command are enough to see whether it does.
    /// </summary>
    public IEnumerable<CommandSequence> SignedAlone(int size, ValueSet<Command> signed) =>
        Acceptors.Count == 0 ? [] : Values(signed).Where(value => Acceptors.Count >= size || value.Count == 1);

    /// <summary>The certificates for what acceptors voted for in a ballot, with all signatures that exist: they may be too few.</summary>
    public ValueList<Certificate> AddCertificates(
        ValueList<Certificate> earlier, Ballot ballot, ValueList<Signed<CommandSequence>> votes) =>
        new(earlier.Concat(votes.Select(vote => Certified(ballot, vote.Statement, vote.Signers))));

    /// <summary>What a Byzantine acceptor can report with.</summary>
    public Material Material(ValueList<Certificate> certificates, ValueList<Checkpoint> stable, ValueSet<Command> signed)
    {
        if (Acceptors.Count == 0)
        {
            return Bgp.Material.None;
        }

        var values = Values(signed);
        var claims = certificates.Concat(OwnClaims(values, certificates)).Distinct().ToLookup(claim => claim.IsShown(config));
        var universals = new ValueSet<Command>(config.HasCheckpoints ? Nameable(signed).Where(config.IsUniversal) : []);
        return new(new(claims[true].Prepend(Nothing)), new(claims[false]), values) { Stable = stable, Universals = universals };
    }

    /// <summary>
    /// What Byzantine acceptors could report in phase 1, once enough others have: one of them anything, the others that they have
    /// proven nothing, since more liars add nothing to what one can make the leader propose.
    /// </summary>
    public IEnumerable<Phase1B> Reports(Ballot ballot, ReportMaterial reports) =>
        reports.Sent.Count + Acceptors.Count < config.Phase1Size
            ? []
            : Acceptors.SelectMany(own => own == Acceptors[0] ? Lies(own, ballot, reports.Material) : [Plain(own, ballot)]);

    /// <summary>
    /// The quorums of phase 1b messages that a correct leader could receive: those of correct acceptors, with any
    /// reports of Byzantine acceptors, also too few.
    /// </summary>
    public IEnumerable<Offer> Quorums(Ballot ballot, ReportMaterial reports) =>
        from correct in Answers(reports.Sent)
        from byzantine in Offers.Subsets(Acceptors)
        let count = correct.Count + byzantine.Count
        where count > 0 && CanForm(count)
        from lies in Together(byzantine, ballot, reports.Material, isQuorum: count >= config.Phase1Size)
        select new Offer(new Phase1BQuorum(ballot, new(correct.Concat(lies).OrderBy(report => report.From))), Fair: byzantine.Count == 0);

    /// <summary>The justifications that a Byzantine leader could make of the answers to a ballot, also of too few.</summary>
    /// <remarks>
    /// Of every set of correct acceptors' answers and any one certificate that a Byzantine acceptor reports; only the
    /// highest of several would count. Of one base the one that carries the most reports.
    /// </remarks>
    public ValueList<Justification> Justifications(
        Ballot ballot, ValueSet<Message> sent, ValueList<Certificate> certificates, ValueList<Checkpoint> stable)
    {
        var claims = certificates.Prepend(Nothing).Concat(OwnClaims([config.Empty], certificates)).Distinct().ToList();
        return Strongest(
            from correct in Answers(sent)
            from claim in Acceptors.Count > 0 ? claims : [.. claims.Take(1)]
            from shown in Acceptors.Count > 0 ? stable : new(stable.Take(1))
            select Justification.From(ballot, [.. correct, .. Reported(ballot, claim, shown)], config));
    }

    /// <summary>What a Byzantine leader could make of the answers to other ballots, as if they answered this one.</summary>
    public ValueList<Justification> Borrowed(Ballot ballot, ValueSet<Message> sent) => Strongest(
        from answers in sent.Cast<Phase1B>().GroupBy(report => report.Ballot)
        let reports = answers.DistinctBy(report => report.From)
        select Justification.From(ballot, [.. reports, .. Reported(answers.Key, Nothing, Checkpoint.None)], config));

    /// <summary>Of each base the justification with the most reports, shorter bases first.</summary>
    public ValueList<Justification> Strongest(IEnumerable<Justification> made) =>
        new(made.GroupBy(justification => (justification.Base, justification.Stable))
            .Select(alike => alike.MaxBy(justification => justification.Reports)!)
            .OrderBy(justification => justification.Base).ThenBy(justification => justification.Stable.History)
            .Select(justification => justification with { Reports = Math.Min(justification.Reports, config.Phase1Size) }));

    /// <summary>
    /// The values that Byzantine leaders could propose with the justifications made for a ballot, in that ballot or in
    /// another, their own or not. In another the justification that asks for the least is enough: the one with the shortest base.
    /// </summary>
    public ValueList<Phase2A> Proposals(Ballot answered, ValueList<Justification> justifications, ValueSet<Command> signed)
    {
        var values = Values(signed);
        return new(
            from view in config.ByzantineLeaders.Members
            let leader = LeaderOf(view)
            from ballot in config.Ballots
            from justification in ballot == answered ? justifications : new(justifications.Take(1))
            from value in values
            select new Phase2A(view, ballot, value, justification) { From = leader });
    }

    /// <summary>
    /// What a Byzantine leader can send without anyone's answer: it opens any ballot, also of other views, and calls any
    /// command universally commutative.
    /// </summary>
    public IEnumerable<Message> Openings(ValueSet<Command> signed)
    {
        foreach (var (view, ballot) in config.ByzantineLeaders.Members.SelectMany(view => config.Ballots.Select(ballot => (view, ballot))))
        {
            yield return new Phase1A(view, ballot).By(LeaderOf(view));
            yield return new Fast(view, ballot).By(LeaderOf(view));
            foreach (var command in Nameable(signed))
            {
                yield return new UniversalPhase2A(view, ballot, command).By(LeaderOf(view));
            }
        }
    }

    /// <summary>
    /// A Byzantine acceptor is the leader of views to come, and can open their ballots today. One ballot of the next such view
    /// stands for all: its number does not matter, only that it is higher than those of the run.
    /// </summary>
    public IEnumerable<Message> OpeningsAhead() =>
        config.BallotsAhead.Select(ballot => new Phase1A(ballot.View, ballot).By(LeaderOf(ballot.View)));

    /// <summary>What Byzantine leaders can tell proposers: that any ballot is open, of either kind.</summary>
    public IEnumerable<Message> Announcements() =>
        from view in config.ByzantineLeaders.Members
        from ballot in config.Ballots
        from kind in Enum.GetValues<BallotKind>()
        select new BallotOpened(view, ballot, kind).By(LeaderOf(view));

    /// <summary>A Byzantine acceptor passes on any command.</summary>
    public IEnumerable<Message> Forwards(ValueSet<Command> signed, IEnumerable<ProcessId> liars) =>
        from acceptor in liars
        from command in Nameable(signed)
        select new Forward(command).By(acceptor);

    /// <summary>That Byzantine acceptors have committed to a view, with all suspicions of the view before that exist.</summary>
    public IEnumerable<Message> Commitments(int view, IEnumerable<Message> suspicions) =>
        Acceptors.Select(acceptor => new ViewChange(view, Most(suspicions.Signers(), config.SuspicionSize)).By(acceptor));

    /// <summary>What a Byzantine acceptor tells leaders of a view, with all commitments to it that exist, some of them Byzantine.</summary>
    public IEnumerable<Message> NewLeaders(int view, IEnumerable<Message> commitments) =>
        Acceptors.Take(1).Select(acceptor => new NewLeader(view, Most(commitments.Signers(), config.LeaderSize)).By(acceptor));

    /// <summary>As many signatures as exist, at most so many.</summary>
    private int Most(ProcessSet correct, int size) => Math.Min(size, correct.Union(config.ByzantineAcceptors).Count);

    public Certificate Certified(Ballot ballot, CommandSequence value, ProcessSet correct) =>
        new(ballot, value, Most(correct, config.VerifySize));

    /// <summary>
    /// What Byzantine acceptors claim with their own signatures only. If these are enough, any value, in the last view,
    /// since the base is of the highest ballot. If not, sequences of at most one command, in the highest ballot and in
    /// the one before all, for which alone nothing needs a certificate.
    /// </summary>
    private IEnumerable<Certificate> OwnClaims(IEnumerable<CommandSequence> values, IReadOnlyList<Certificate> certificates) =>
        Prefixes.WithBases(OwnClaims(values), certificates);

    private IEnumerable<Certificate> OwnClaims(IEnumerable<CommandSequence> values)
    {
        var enough = Acceptors.Count >= config.CertificateSize;
        var ballots = Enumerable.Range(1, config.BallotsPerView).Select(number => config.BallotOf(config.Views - 1, number));
        return from ballot in Acceptors.Count == 0 ? [] : enough ? ballots : [Ballot.Zero, ballots.Last()]
               from value in values
               where enough || value.Count <= 1
               select Certified(ballot, value, ProcessSet.None);
    }

    private Phase1B Plain(ProcessId acceptor, Ballot ballot) => new(ballot, Nothing, config.Empty) { From = acceptor };

    /// <summary>One Byzantine acceptor reports a certificate, the others that they have proven nothing.</summary>
    private IEnumerable<Phase1B> Reported(Ballot ballot, Certificate claim, Checkpoint stable) => Acceptors.Select((acceptor, i) =>
        i == 0 ? Plain(acceptor, ballot) with { Proven = claim, Stable = stable } : Plain(acceptor, ballot));

    /// <summary>What a Byzantine acceptor could report.</summary>
    /// <remarks>It counts by its certificate alone, so that one vote is enough beside a certificate with too few signatures.</remarks>
    private IEnumerable<Phase1B> Lies(ProcessId acceptor, Ballot ballot, Material material) =>
        (from claim in material.Certificates
         from value in material.Values
         from stable in material.Stable
         where stable.IsValid(config) || (claim == Nothing && value.IsEmpty)
         from universals in material.Universals.Count == 0 ? [material.Universals] : new[] { ValueSet<Command>.Empty, material.Universals }
         select new Phase1B(ballot, claim, value) { From = acceptor, Stable = stable, Universals = universals }).Concat(
         from claim in material.TooFewSignatures
         select new Phase1B(ballot, claim, config.Empty) { From = acceptor });

    /// <summary>What some Byzantine acceptors report together; if they make no quorum it does not matter what.</summary>
    private IEnumerable<IEnumerable<Phase1B>> Together(IReadOnlyList<ProcessId> liars, Ballot ballot, Material material, bool isQuorum) =>
        liars.Count == 0
            ? [[]]
            : from lie in isQuorum ? Lies(liars[0], ballot, material) : [Plain(liars[0], ballot)]
              select liars.Skip(1).Select(other => Plain(other, ballot)).Prepend(lie);

    /// <summary>
    /// A leader hears answers one by one: a quorum is complete when its last one comes, and grows only for a leader that
    /// proposes again.
    /// </summary>
    private bool CanForm(int count) => config.Asks(BgpRule.ProposeOnce, count <= config.Phase1Size);

    /// <summary>The sets of correct acceptors' answers: who answers again, with promise or keep-promise out, still counts once.</summary>
    private static IEnumerable<IReadOnlyList<Phase1B>> Answers(ValueSet<Message> sent) =>
        Offers.Subsets<Phase1B>([.. sent.Cast<Phase1B>()]).Where(set => set.DistinctBy(report => report.From).Count() == set.Count);

    private static List<ProcessId> Ids(char letter, int count, Func<int, bool> isByzantine) =>
        [.. Enumerable.Range(0, count).Where(isByzantine).Select(number => new ProcessId(letter, number))];

    /// <summary>The leader of a view; of one beyond the run, the acceptor that would lead it, if it leads none in the run.</summary>
    private ProcessId LeaderOf(int view) => new(config.LeaderOf(view) < config.Leaders ? 'd' : 'a', config.LeaderOf(view));
}

/// <summary>What a Byzantine acceptor can report with.</summary>
/// <param name="Certificates">What it can claim to have proven: nothing, or what enough have signed.</param>
/// <param name="TooFewSignatures">What it can claim with the signatures that exist, though they are too few.</param>
/// <param name="Values">What it can say it has voted for.</param>
internal sealed record Material(
    ValueList<Certificate> Certificates, ValueList<Certificate> TooFewSignatures, ValueList<CommandSequence> Values)
{
    /// <summary>Nothing to report.</summary>
    public static Material None { get; } = new(new([]), new([]), new([]));

    /// <summary>What it can claim to be stable, truly or not.</summary>
    public ValueList<Checkpoint> Stable { get; init; } = new([Checkpoint.None]);

    /// <summary>The universally commutative commands that it can say it has accepted.</summary>
    public ValueSet<Command> Universals { get; init; } = ValueSet<Command>.Empty;
}

/// <summary>What a leader can be told: the phase 1b messages sent, and what Byzantine acceptors can report with.</summary>
internal sealed record ReportMaterial(ValueSet<Message> Sent, Material Material);

/// <summary>What can be shown: certificates, and what is stable.</summary>
internal sealed record ShownMaterial(ValueList<Certificate> Certificates, ValueList<Checkpoint> Stable);

/// <summary>Answers to phase 1, and what can be shown to be stable.</summary>
internal sealed record ShownAnswers(ValueSet<Message> Sent, ValueList<Checkpoint> Stable);
