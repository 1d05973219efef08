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
    /// <summary>A leader before anything has happened.</summary>
    public static LeaderState Initial(ProcessId id) => new(id, Stage.Waiting, ValueList<Command>.Empty);
}

/// <summary>
/// The leader of a ballot: phase 1 once for all slots, then phase 2 for each. "Paxos Made Simple", section 3; "The Part-Time Parliament",
/// section 3.1: "the president can perform steps 1-3 for all instances with a single exchange of messages".
/// </summary>
public static class Leader
{
    /// <summary>Takes over: one message asks for all slots.</summary>
    /// <remarks>"Paxos Made Simple", section 3: "executes phase 1 of instances 135-137 and of all instances greater than 139". TLA+: Lead.
    /// Deviates: of all instances, as our leaders do not learn what is chosen.</remarks>
    public static Step<LeaderState> On(LeaderState self, Lead m, MultiPaxosConfig config) =>
        self.Stage == Stage.Waiting
            ? Step.To(self with { Stage = Stage.Preparing }, new Prepare(config.BallotOf(self.Id)))
            : Step.Ignore(self);

    /// <summary>
    /// A majority has promised: proposes again what they report in each slot, the highest vote, and null commands in the gaps below.
    /// </summary>
    /// <remarks>
    /// "Paxos Made Simple", section 2.2, phase 2 (a): "where v is the value of the highest-numbered proposal among the responses"; section 3:
    /// "fill the gap immediately by proposing ... a special 'no-op' command". TLA+: Recover.
    /// </remarks>
    public static Step<LeaderState> On(LeaderState self, Reports<Promise> m, MultiPaxosConfig config)
    {
        if (self.Stage != Stage.Preparing || m.All.Count < config.PrepareSize)
        {
            return Step.Ignore(self);
        }

        var reported = config.Has(MultiPaxosRule.AdoptReported) ? m.All.SelectMany(promise => promise.Votes).ToList() : [];
        var slots = Enumerable.Range(0, reported.Count == 0 ? 0 : reported.Max(vote => vote.Slot) + 1);
        var next = self with { Stage = Stage.Leading, Proposed = new(slots.Select(slot => Recovered(slot, reported, config))) };
        return Step.To(next, [.. next.Proposed.Index().Where(slot => slot.Item != Command.None)
            .Select(slot => Propose(self, slot.Index, slot.Item, config))]);
    }

    /// <summary>A client's command: proposes it in the next slot, unless it has already done so as often as it was asked.</summary>
    /// <remarks>
    /// "Paxos Made Simple", section 3: "the leader can perform phase 2 for any instance as soon as it receives a client command". TLA+:
    /// Propose. Before it leads it does nothing: the command reaches the next leader as well.
    /// </remarks>
    public static Step<LeaderState> On(LeaderState self, Request m, MultiPaxosConfig config)
    {
        var slot = config.Has(MultiPaxosRule.NextSlot) ? self.Proposed.Count : Math.Max(0, self.Proposed.Count - 1);
        return self.Stage == Stage.Leading && slot < config.Slots && self.Proposed.Count(command => command == m.Command) < m.Times
            ? Step.To(self with { Proposed = new(self.Proposed.Take(slot).Append(m.Command)) }, Propose(self, slot, m.Command, config))
            : Step.Ignore(self);
    }

    private static Command Recovered(int slot, IReadOnlyList<Vote> reported, MultiPaxosConfig config)
    {
        var votes = reported.Where(vote => vote.Slot == slot).ToList();
        return votes.Count == 0 ? config.Has(MultiPaxosRule.FillGaps) ? Command.NoOp : Command.None
            : config.Has(MultiPaxosRule.HighestVote) ? votes.MaxBy(vote => vote.Ballot)!.Command
            : votes.MinBy(vote => vote.Ballot)!.Command;
    }

    private static Accept Propose(LeaderState self, int slot, Command command, MultiPaxosConfig config) =>
        new(new Vote(slot, config.BallotOf(self.Id), command));
}
