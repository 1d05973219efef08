using BgpVerified.Impl.Machines;
using BgpVerified.Kit;
using BgpVerified.Spec.Protocols;
using BgpVerified.Spec.Values;

namespace BgpVerified.Impl.MultiPaxos;

/// <summary>Where a leader stands.</summary>
public enum Stage
{
    /// <summary>It does not lead.</summary>
    Waiting,

    /// <summary>It has asked the acceptors for what they have accepted.</summary>
    Preparing,

    /// <summary>A majority has answered: it proposes.</summary>
    Leading,
}

/// <summary>The leader of a ballot.</summary>
/// <param name="Id">Which leader.</param>
/// <param name="Stage">Where it stands.</param>
/// <param name="Proposed">What it has proposed in each slot, from the first; <see cref="Command.None"/> for a gap that it left.</param>
public sealed record LeaderState(ProcessId Id, Stage Stage, ValueList<Command> Proposed) : ProcessState(Id)
{
    /// <summary>How often it has taken over before: each time in a later ballot.</summary>
    public int Round { get; init; }

    /// <inheritdoc/>
    public override IEnumerable<(string Name, string Value)> Fields =>
    [
        ("stage", $"{Stage}"),
        ("proposed", $"{Proposed}"),
        .. Round == 0 ? Array.Empty<(string, string)>() : [("round", $"{Round}")],
    ];

    /// <summary>A leader before anything has happened.</summary>
    public static LeaderState Initial(ProcessId id) => new(id, Stage.Waiting, ValueList<Command>.Empty);
}

/// <summary>
/// The leader of a ballot: phase 1 once for all slots, then phase 2 for each. "The Part-Time Parliament" (PTP), section 3.1: "a single
/// president was selected for all these instances, and he performed the first two steps of the protocol just once"; "Paxos Made Simple"
/// (PMS), section 3.
/// </summary>
public static class Leader
{
    /// <summary>Takes over, in a ballot above those that it led before: one message asks for all slots.</summary>
    /// <remarks>
    /// PMS 3: "Using the same proposal number for all instances, it can do this by sending a single reasonably short message". TLA+: Lead.
    /// Deviates: it asks for all slots, not only those of which it does not know what is chosen, since our leaders do not learn.
    /// </remarks>
    public static Step<LeaderState> On(LeaderState self, Lead m, MultiPaxosConfig config)
    {
        var next = self.Stage == Stage.Waiting
            ? self with { Stage = Stage.Preparing }
            : new LeaderState(self.Id, Stage.Preparing, ValueList<Command>.Empty) { Round = self.Round + 1 };
        return Step.To(next, new Prepare(config.BallotOf(next)));
    }

    /// <summary>
    /// A majority has promised: proposes again what they report in each slot, the highest vote, and null commands in the gaps below.
    /// </summary>
    /// <remarks>
    /// PMS 2.2, phase 2 (a): "where v is the value of the highest-numbered proposal among the responses"; PMS 3: "we let it fill the gap
    /// immediately by proposing ... a special 'noop' command that leaves the state unchanged". TLA+: Recover.
    /// </remarks>
    public static Step<LeaderState> On(LeaderState self, Reports<Promise> m, MultiPaxosConfig config)
    {
        if (self.Stage != Stage.Preparing || m.All[0].Ballot != config.BallotOf(self) || m.All.Count < config.PrepareSize)
        {
            return Step.Ignore(self);
        }

        var reported = config.Has(MultiPaxosRule.AdoptReported) ? m.All.SelectMany(promise => promise.Votes).Order().ToList() : [];
        var slots = Enumerable.Range(0, reported.Count == 0 ? 0 : reported.Max(vote => vote.Slot) + 1);
        var next = self with { Stage = Stage.Leading, Proposed = new(slots.Select(slot => Recovered(slot, reported, config))) };
        return Step.To(next, [.. next.Proposed.Index().Where(slot => slot.Item != Command.None)
            .Select(slot => Propose(self, slot.Index, slot.Item, config))]);
    }

    /// <summary>A client's command: proposes it in the next slot, unless it has already done so as often as it was asked.</summary>
    /// <remarks>
    /// PMS 3: "It assigns command number 141 to the next command requested by a client"; it "can propose command 142 before it learns that
    /// its proposed command 141 has been chosen". TLA+: Propose. Before it leads it does nothing: the command can come again.
    /// </remarks>
    public static Step<LeaderState> On(LeaderState self, Request m, MultiPaxosConfig config)
    {
        var slot = NextSlot(self, config);
        return self.Stage == Stage.Leading && self.Proposed.Count(command => command == m.Command) < m.Times
            ? Step.To(
                self with { Proposed = new([.. self.Proposed.Take(slot), m.Command, .. self.Proposed.Skip(slot + 1)]) },
                Propose(self, slot, m.Command, config))
            : Step.Ignore(self);
    }

    /// <summary>
    /// The slot after all others. Without <see cref="MultiPaxosRule.NullCommands"/> the first gap: PTP 3.1, before the modifications, "he
    /// chooses the lowest-numbered decree that he is still free to choose".
    /// </summary>
    private static int NextSlot(LeaderState self, MultiPaxosConfig config)
    {
        var free = self.Proposed.TakeWhile(command => command != Command.None).Count();
        return !config.Has(MultiPaxosRule.NullCommands) && free < self.Proposed.Count ? free
            : config.Has(MultiPaxosRule.NextSlot) ? self.Proposed.Count
            : Math.Max(0, self.Proposed.Count - 1);
    }

    private static Command Recovered(int slot, IReadOnlyList<Vote> reported, MultiPaxosConfig config)
    {
        var votes = reported.Where(vote => vote.Slot == slot).ToList();
        var filled = config.Has(MultiPaxosRule.FillGaps) && config.Has(MultiPaxosRule.NullCommands) ? Command.NoOp : Command.None;
        return votes.Count == 0 ? filled
            : config.Has(MultiPaxosRule.HighestVote) ? votes.MaxBy(vote => vote.Ballot)!.Command
            : votes.MinBy(vote => vote.Ballot)!.Command;
    }

    private static Accept Propose(LeaderState self, int slot, Command command, MultiPaxosConfig config) =>
        new(new Vote(slot, config.BallotOf(self), command));
}
