using BgpVerified.Spec.Commands;
using BgpVerified.Spec.Protocols;
using BgpVerified.Spec.Values;

namespace BgpVerified.Impl.Bgp;

/// <summary>A value and the acceptors who signed it.</summary>
/// <param name="Value">The value.</param>
/// <param name="Signers">The correct acceptors who signed it.</param>
internal sealed record SignedValue(CommandSequence Value, ProcessSet Signers);

/// <summary>A set of correct acceptors who made one statement.</summary>
/// <param name="Members">Who they are.</param>
internal sealed record Signers(ProcessSet Members);

/// <summary>
/// The parts of the world that processes read, one for each kind of message and ballot or view: a handler's results are
/// remembered on these.
/// </summary>
/// <remarks>
/// What correct processes sent is gathered; what Byzantine ones could send besides is added where the view is seen.
/// </remarks>
internal sealed class BgpViews
{
    private readonly BgpConfig config;
    private readonly List<View> all = [];

    public BgpViews(BgpConfig config)
    {
        this.config = config;
        FastProposals = Add(Commands("fast proposals", m => m is FastProposal(var c) ? c : null, MadeByByzantine()));
        Proposals = Add(Commands("proposals", m => m is Proposal(var c) ? c : null, MadeByByzantine()));
        Signed = Add(Commands("signed commands", m => m switch { FastProposal(var c) => c, Proposal(var c) => c, _ => null }, config.SignedByByzantine));
        SignedAndProposals = Add(new DerivedView("signed commands and proposals", Signed, Proposals, (signed, sent) => new SignedAndSent((ValueSet<Command>)signed, (ValueSet<Command>)sent)));
        var forwards = Add(Commands("forwards", m => m is Forward(_, var c) ? c : null, []));
        var toAcceptors = Add(new DerivedView("fast proposals and forwards", FastProposals, forwards, (proposed, sent) => new ToAcceptors((ValueSet<Command>)proposed, (ValueSet<Command>)sent, ValueSet<Command>.Empty)));
        ToAcceptors = config.ByzantineAcceptors.Count == 0 ? toAcceptors : Add(new DerivedView("commands to acceptors", toAcceptors, Signed, (sent, signed) =>
            (ToAcceptors)sent with { ByzantineForwards = new(BgpAdversary.Nameable((ValueSet<Command>)signed, config)) }));
        UniversalPhase2Bs = Add(GatheredView.Messages("universal phase 2b", m => m is UniversalPhase2B));
        BallotsOpened = Add(GatheredView.Messages("ballots opened", m => m is BallotOpened));
        foreach (var ballot in config.Ballots)
        {
            Verifies[ballot] = Add(Values($"verify {ballot}", m => m is Verify v && v.Ballot == ballot ? (v.Acceptor, v.Value) : null));
            Phase2Bs[ballot] = Add(Values($"phase 2b {ballot}", m => m is Phase2B v && v.Ballot == ballot ? (v.Acceptor, v.Value) : null));
        }

        AddAgreement();
        AddViewChanges();
    }

    public IReadOnlyList<View> All => all;

    public View FastProposals { get; }

    public View Proposals { get; }

    public View Signed { get; }

    public View SignedAndProposals { get; }

    /// <summary>The commands that acceptors are sent, by proposers and by other acceptors.</summary>
    public View ToAcceptors { get; }

    public View UniversalPhase2Bs { get; }

    public View BallotsOpened { get; }

    /// <summary>The votes of each ballot.</summary>
    public Dictionary<Ballot, View> Verifies { get; } = [];

    /// <summary>The phase 2b messages of each ballot.</summary>
    public Dictionary<Ballot, View> Phase2Bs { get; } = [];

    /// <summary>What the correct leader of each view has sent.</summary>
    public Dictionary<int, View> FromLeader { get; } = [];

    /// <summary>For each ballot of a correct leader: its phase 1b messages, and what Byzantine acceptors could report.</summary>
    public Dictionary<Ballot, View> Reports { get; } = [];

    /// <summary>For each ballot: what Byzantine leaders could propose with the justifications that its answers make.</summary>
    public Dictionary<Ballot, View> ByzantineProposals { get; } = [];

    public Dictionary<int, View> Suspicions { get; } = [];

    public Dictionary<int, View> ViewChanges { get; } = [];

    public Dictionary<int, View> NewLeaders { get; } = [];

    /// <summary>What any Byzantine process can send as a proposal: what Byzantine proposers sign, and forged commands.</summary>
    private IEnumerable<Command> MadeByByzantine() =>
        config.HasByzantine ? config.SignedByByzantine.Append(config.Forged).Append(config.ForgedUniversal) : [];

    private void AddAgreement()
    {
        // Which certificates exist, over all ballots: what Byzantine acceptors can report.
        View certificates = Add(GatheredView.Constant("no certificates", ValueList<Certificate>.Empty));
        foreach (var ballot in config.Ballots)
        {
            certificates = Add(new DerivedView($"certificates up to {ballot}", certificates, Verifies[ballot], (earlier, votes) =>
                BgpAdversary.AddCertificates((ValueList<Certificate>)earlier, ballot, (ValueList<SignedValue>)votes, config)));
        }

        var forgeable = Add(new DerivedView("certificates and signed commands", certificates, Signed, (c, s) =>
            BgpAdversary.Material((ValueList<Certificate>)c, (ValueSet<Command>)s, config)));
        for (var view = 0; view < config.Views; view++)
        {
            var leader = view;
            if (!config.ByzantineLeaders.Contains(view))
            {
                FromLeader[view] = Add(GatheredView.Messages($"from leader {view}", m => m switch
                {
                    Phase1A p => p.View == leader,
                    Phase2A p => p.View == leader,
                    Fast p => p.View == leader,
                    UniversalPhase2A p => p.View == leader,
                    _ => false,
                }));
            }
        }

        foreach (var ballot in config.Ballots)
        {
            var answers = Add(GatheredView.Messages($"phase 1b {ballot}", m => m is Phase1B p && p.Ballot == ballot));
            var proven = Add(new GatheredView<ValueSet<Message>>(
                $"phase 1b {ballot}, proven only", m => m is Phase1B p && p.Ballot == ballot ? p with { Value = config.Empty } : null, set => set));
            Reports[ballot] = Add(new DerivedView($"reports {ballot}", answers, forgeable, (sent, material) =>
                new ReportMaterial((ValueSet<Message>)sent, (Material)material)));
            var justified = Add(new DerivedView($"bases {ballot}", proven, certificates, (sent, c) =>
                BgpAdversary.Justifications(ballot, (ValueSet<Message>)sent, (ValueList<Certificate>)c, config)));
            var others = Add(new GatheredView<ValueList<Justification>>(
                $"borrowed bases {ballot}", m => m is Phase1B p && p.Ballot != ballot ? p with { Value = config.Empty } : null, set => BgpAdversary.Borrowed(ballot, set, config)));
            var all = Add(new DerivedView($"all bases {ballot}", justified, others, (j, o) =>
                BgpAdversary.All((ValueList<Justification>)j, (ValueList<Justification>)o, config)));
            ByzantineProposals[ballot] = Add(new DerivedView($"Byzantine proposals {ballot}", all, Signed, (j, s) =>
                BgpAdversary.Proposals(ballot, (ValueList<Justification>)j, (ValueSet<Command>)s, config)));
        }
    }

    private void AddViewChanges()
    {
        for (var view = 0; view < config.Views; view++)
        {
            var number = view;
            Suspicions[view] = Add(SignersOf($"suspicions {view}", m => m is Suspicion s && s.View == number ? s.Acceptor : null));
            ViewChanges[view] = Add(SignersOf($"view changes {view}", m => m is ViewChange s && s.View == number ? s.Acceptor : null));
            var told = Add(GatheredView.Messages($"new leader messages {view}", m => m is NewLeader s && s.View == number));
            NewLeaders[view] = Add(new DerivedView($"new leader {view}", ViewChanges[view], told, (committed, sent) => new LeaderProof((Signers)committed, (ValueSet<Message>)sent)));
        }
    }

    private T Add<T>(T view)
        where T : View
    {
        all.Add(view);
        return view;
    }

    private static GatheredView<ValueSet<Command>> Commands(string name, Func<Message, Command?> command, IEnumerable<Command> always)
    {
        var first = new ValueSet<Command>(always);
        return new(name, m => command(m) is null ? null : m, set => first.Union(set.Select(m => command(m)!)));
    }

    private static GatheredView<Signers> SignersOf(string name, Func<Message, int?> signer) =>
        new(name, m => signer(m) is null ? null : m, set => new(set.Aggregate(ProcessSet.None, (all, m) => all.Add(signer(m)!.Value))));

    /// <summary>Values by their signers.</summary>
    private static GatheredView<ValueList<SignedValue>> Values(string name, Func<Message, (int Signer, CommandSequence Value)?> statement) =>
        new(
            name,
            m => statement(m) is null ? null : m,
            set => new(
                from m in set
                let s = statement(m)!.Value
                group s.Signer by s.Value into signed
                orderby signed.Key
                select new SignedValue(signed.Key, signed.Aggregate(ProcessSet.None, (all, signer) => all.Add(signer)))));
}

/// <summary>What a Byzantine acceptor can report with.</summary>
/// <param name="Certificates">What it can claim to have proven: nothing, or what enough have signed.</param>
/// <param name="TooFewSignatures">What it can claim with the signatures that exist, though they are too few.</param>
/// <param name="Values">What it can say it has voted for.</param>
internal sealed record Material(ValueList<Certificate> Certificates, ValueList<Certificate> TooFewSignatures, ValueList<CommandSequence> Values)
{
    /// <summary>Nothing to report.</summary>
    public static Material None { get; } = new(ValueList<Certificate>.Empty, ValueList<Certificate>.Empty, ValueList<CommandSequence>.Empty);
}

/// <summary>What the acceptors' commitments to a view, and the messages to its leader, tell the leader.</summary>
internal sealed record LeaderProof(Signers Committed, ValueSet<Message> Sent);

/// <summary>What a leader can be told: the phase 1b messages sent, and what Byzantine acceptors can report with.</summary>
internal sealed record ReportMaterial(ValueSet<Message> Sent, Material Material);

/// <summary>Commands that proposers sent to acceptors, those that correct acceptors passed on, and those that Byzantine ones could.</summary>
internal sealed record ToAcceptors(ValueSet<Command> Proposed, ValueSet<Command> Forwards, ValueSet<Command> ByzantineForwards);

/// <summary>The commands signed by their proposers, and those that were sent to the leader.</summary>
internal sealed record SignedAndSent(ValueSet<Command> Signed, ValueSet<Command> Sent);
