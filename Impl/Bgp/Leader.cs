using BgpVerified.Kit;
using BgpVerified.Spec.Commands;
using BgpVerified.Spec.Protocols;
using BgpVerified.Spec.Values;

namespace BgpVerified.Impl.Bgp;

/// <summary>The state of an acceptor as a leader: it leads each view whose number modulo N is its own.</summary>
/// <param name="View">The view that it leads or will lead first, from 0.</param>
/// <param name="IsActive">Whether it leads: view 0's leader from the start, another once a view change is proven to it.</param>
/// <param name="Number">The number of its current ballot, 0 before the first (the paper's <c>ballot_l</c>).</param>
/// <param name="HasProposed">Whether it has sent phase 2a in the current ballot.</param>
/// <param name="Heard">The commands that proposers sent it, in the order of their arrival (the paper's <c>proposals</c>).</param>
/// <param name="Spent">Those of them that an earlier phase 2a carried; kept only without the rule keep-proposals.</param>
public sealed record LeaderState(int View, bool IsActive, int Number, bool HasProposed, CommandSequence Heard, CommandSequence Spent)
    : IDescribed
{
    /// <summary>
    /// The answers that its last phase 2a of the ballot counted, in an order of their own and without their senders, who make no
    /// difference; kept only without the rule propose-once (the paper's <c>accepted</c> and <c>notAccepted</c>).
    /// </summary>
    public ValueList<Phase1B> Answers { get; init; } = ValueList<Phase1B>.Empty;

    /// <summary>What it was last shown to be stable: what it heard of that it has discarded.</summary>
    public History Discarded { get; init; } = KeptHistory.None;

    /// <summary>Whether it has heard a command, also one that it has discarded since.</summary>
    public bool HasHeard(Command command) => Heard.Contains(command) || Discarded.Contains(command);

    /// <inheritdoc/>
    public IEnumerable<(string Name, string Value)> Fields =>
    [
        ("active", IsActive ? "yes" : "no"),
        ("ballot", $"{View}.{Number}"),
        ("2a", HasProposed ? "sent" : "no"),
        ("heard", Heard.ToString()),
        ("spent", Spent.ToString()),
        .. Discarded.Number == 0 ? (IEnumerable<(string, string)>)[] : [("discarded", $"{Discarded}")],
    ];

    /// <summary>A leader before anything has happened; the first view that it leads is the acceptor's own number.</summary>
    public static LeaderState Initial(int view, CommandSequence empty) => new(view, view == 0, 0, false, empty, empty);
}

/// <summary>The leader of a view: it opens ballots and proposes what extends everything that may have been learned. Algorithm 2.</summary>
/// <remarks>
/// "The leader for each view is chosen in a rotating fashion using the simple equation leader(view) = view mod N" (section
/// 4.2): an acceptor, counted in f if it is Byzantine. Its two parts share nothing but that, and talk in messages.
/// </remarks>
public static class Leader
{
    /// <summary>Enough acceptors have committed to a view of its own: it leads that view.</summary>
    /// <remarks>
    /// Algorithm 2, lines 1-8. TLA+: BecomeLeader. Deviates: a later view than before; as printed, an old message sets it
    /// back to a view that the acceptors have left (E28). What it heard is kept, as proposers send it once.
    /// </remarks>
    public static Step<LeaderState> On(LeaderState self, NewLeader m, BgpConfig config) =>
        config.IsLedBySame(m.View, self.View) && IsNews(self, m.View, config) && m.Commitments >= config.LeaderSize
            ? Step.To(self with { View = m.View, IsActive = true, Number = 0, HasProposed = false, Answers = ValueList<Phase1B>.Empty })
            : Step.Ignore(self);

    /// <summary>Opens the next ballot.</summary>
    /// <remarks>
    /// Algorithm 2, lines 10-16. TLA+: OpenBallot. Deviates: a fast ballot, too, opens by phase 1 (E08); ballots of
    /// different views differ (E13).
    /// </remarks>
    public static Step<LeaderState> On(LeaderState self, TriggerNextBallot m, BgpConfig config)
    {
        if (!self.IsActive)
        {
            return Step.Ignore(self);
        }

        var next = self with { Number = self.Number + 1, HasProposed = false, Answers = ValueList<Phase1B>.Empty };
        var ballot = config.BallotOf(self.View, next.Number);
        return config.Has(BgpRule.ProposeToAll) && config.Has(BgpRule.OpenByPhase1)
            ? Step.To(next, new Phase1A(self.View, ballot))
            : new(next, PublishedLeader.Opening(self, ballot, m.Kind, config));
    }

    /// <summary>A proposer's command.</summary>
    /// <remarks>
    /// Algorithm 2, lines 18-22. TLA+: HearProposal. Deviates: universally commutative commands go straight to the
    /// acceptors and need no leader (E10).
    /// </remarks>
    public static Step<LeaderState> On(LeaderState self, Proposal m, BgpConfig config)
    {
        if (self.HasHeard(m.Command) || !config.IsAuthentic(m.Command))
        {
            return Step.Ignore(self);
        }

        var next = self with { Heard = self.Heard.Append(m.Command) };
        return config.IsUniversal(m.Command) && !config.Has(BgpRule.UniversalAnyBallot)
            ? Step.To(next, new UniversalPhase2A(self.View, config.BallotOf(self.View, self.Number), m.Command))
            : Step.To(next);
    }

    /// <summary>A quorum has answered phase 1: propose, once in the ballot.</summary>
    /// <remarks>
    /// Algorithm 2, lines 24-47. TLA+: Propose2A. Deviates: once a ballot, where the paper proposes again at each
    /// further answer (E07); the proof travels with the value (E05).
    /// </remarks>
    public static Step<LeaderState> On(LeaderState self, Phase1BQuorum m, BgpConfig config)
    {
        var ballot = config.BallotOf(self.View, self.Number);
        var justification = Justification.From(ballot, m.Reports, config);
        if (!self.IsActive || self.Number == 0 || m.Ballot != ballot || justification.Reports < config.Phase1Size
            || !config.Asks(BgpRule.ProposeOnce, !self.HasProposed) || !PublishedLeader.CountsOn(self, m))
        {
            return Step.Ignore(self);
        }

        var value = justification.Base.Merge(InOrder(Appended(self, m, justification, config), m.Order));
        var next = self with
        {
            HasProposed = true,
            Spent = config.Has(BgpRule.KeepProposals) ? self.Spent : self.Heard,
            Answers = config.Has(BgpRule.ProposeOnce) ? self.Answers : PublishedLeader.WithoutSenders(m.Reports),
        };
        return Step.To(Discarding(next, justification.Stable.History), new Phase2A(self.View, ballot, value, justification));
    }

    /// <summary>Enough acceptors have discarded a beginning: the leader forgets what it heard of it, also one that never leads.</summary>
    /// <remarks>
    /// Our own, with the checkpoints; TLA+: Forget. One of f + 1 is correct and saw that it is stable: every base extends it, so that
    /// nothing of it has to be proposed. As when it proposes, it goes on knowing that it has heard it.
    /// </remarks>
    public static Step<LeaderState> On(LeaderState self, Quorum<Checkpointed> m, BgpConfig config) =>
        m.Signers.Count >= config.DiscardSize && m.Statement.History.Number > self.Discarded.Number
            ? Step.To(Discarding(self, m.Statement.History))
            : Step.Ignore(self);

    /// <summary>The orders in which the leader may append what it proposes, but for its own: one for each value that differs.</summary>
    /// <remarks>
    /// "The concatenation of unproven sequences or commands in an arbitrary order"; "these values can be appended in any
    /// order" (section 4.5, "Leader value picking rule"). Of the base there is nothing to choose: proven values that are
    /// equally long and can both be the base are equivalent, which is equal here.
    /// </remarks>
    public static IEnumerable<CommandSequence> Orders(LeaderState self, Phase1BQuorum m, BgpConfig config)
    {
        var ballot = config.BallotOf(self.View, self.Number);
        var commands = Appended(self, m, Justification.From(ballot, m.Reports, config), config);
        var own = CommandSequence.Of(config.Conflicts, commands);
        return CommandSequence.All(config.Conflicts, commands, commands.Count)
            .Where(order => order.Count == commands.Count && !order.Equals(own));
    }

    private static bool IsNews(LeaderState self, int view, BgpConfig config) =>
        view > self.View || (view == self.View && !self.IsActive) || (view < self.View && !config.Has(BgpRule.LeadForward));

    /// <summary>
    /// The commands that the leader appends to the base: every other one that an answer reports, then the proposers'; each
    /// once (phase_2a, Algorithm 2 lines 41-47; "Leader value picking rule").
    /// </summary>
    /// <remarks>
    /// "These commands can be appended in any order": here in the order of the values that report them, which does not
    /// depend on who reports; another is an input's to choose (<see cref="Orders"/>). Line 46 forgets the proposals after
    /// one phase 2a; if no vote for it is ever reported they are lost. Kept (E12).
    /// </remarks>
    private static List<Command> Appended(LeaderState self, Phase1BQuorum m, Justification justification, BgpConfig config)
    {
        var reports = Justification.Counting(justification.Ballot, m.Reports, config);
        var reported = config.Has(BgpRule.CollectReported) ? reports.Select(report => report.Value).Order().SelectMany(value => value) : [];
        var proposed = self.Heard.Difference(self.Spent);
        List<Command> appended = [.. reported.Where(config.IsAuthentic).Concat(proposed)
            .Where(command => !config.IsUniversal(command) && !justification.Base.Contains(command)).Distinct()];
        return appended.Any(config.IsCheckpoint) ? [.. Covered(reports, justification.Base, config), .. appended] : appended;
    }

    /// <summary>
    /// The universally commutative commands that acceptors report: before a checkpoint, so that it covers them and acceptors need
    /// not keep them for ever.
    /// </summary>
    private static IEnumerable<Command> Covered(IEnumerable<Phase1B> reports, CommandSequence proven, BgpConfig config) =>
        reports.SelectMany(report => report.Universals)
            .Where(command => config.IsUniversal(command) && config.IsAuthentic(command) && !proven.Contains(command))
            .Distinct().Order();

    private static LeaderState Discarding(LeaderState self, History stable) => stable.Number <= self.Discarded.Number
        ? self
        : self with { Discarded = stable, Heard = self.Heard.StartingAt(stable).Kept };

    /// <summary>The commands in another order: those that it names first, in its order. None is left out and none comes in.</summary>
    private static IEnumerable<Command> InOrder(List<Command> commands, CommandSequence? order) =>
        order is null ? commands : commands.OrderBy(command => order.TakeWhile(named => !named.Equals(command)).Count());
}
