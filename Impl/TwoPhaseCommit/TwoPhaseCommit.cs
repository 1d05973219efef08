using BgpVerified.Kit;
using BgpVerified.Spec.Protocols;

namespace BgpVerified.Impl.TwoPhaseCommit;

/// <summary>What becomes of a transaction at a process.</summary>
public enum Outcome
{
    /// <summary>Nothing yet.</summary>
    Working,

    /// <summary>A participant can commit, and may not abort any more by itself.</summary>
    Prepared,

    /// <summary>It is committed.</summary>
    Committed,

    /// <summary>It is aborted.</summary>
    Aborted,
}

/// <summary>Participant to coordinator: it can commit.</summary>
public sealed record Ready : SignedMessage;

/// <summary>Coordinator to participants: commit, or abort.</summary>
public sealed record Decide(bool Commits) : SignedMessage
{
    /// <inheritdoc/>
    protected override string Body => Commits ? "commit" : "abort";
}

/// <summary>A participant can commit (true), or aborts by itself (false).</summary>
public sealed record Vote(bool Commits) : LocalInput;

/// <summary>The coordinator waits no longer.</summary>
public sealed record Timeout : LocalInput;

/// <summary>A participant or the coordinator, and what has become of the transaction there.</summary>
public sealed record CommitState(ProcessId Id, Outcome Outcome) : ProcessState(Id);

/// <summary>Two-phase commit (Gray 1978; Gray and Lamport, "Consensus on Transaction Commit", 2006, section 3).</summary>
public static class TwoPhaseCommit
{
    /// <summary>A participant votes once. Only before it has voted it may abort by itself.</summary>
    public static Step<CommitState> On(CommitState self, Vote m, CommitConfig config) =>
        !config.Asks(CommitRule.VoteOnce, self.Outcome == Outcome.Working) || self.Outcome is Outcome.Committed or Outcome.Aborted
            ? Step.Ignore(self)
        : m.Commits ? Step.To(self with { Outcome = Outcome.Prepared }, new Ready())
        : Step.To(self with { Outcome = Outcome.Aborted });

    /// <summary>All participants can commit: the coordinator decides so.</summary>
    public static Step<CommitState> On(CommitState self, Quorum<Ready> m, CommitConfig config) =>
        self.Outcome == Outcome.Working && config.Asks(CommitRule.AllReady, m.Signers.Count == config.N)
            ? Step.To(self with { Outcome = Outcome.Committed }, new Decide(true))
            : Step.Ignore(self);

    /// <summary>It has waited long enough: the coordinator decides to abort.</summary>
    public static Step<CommitState> On(CommitState self, Timeout m, CommitConfig config) =>
        config.Asks(CommitRule.DecideOnce, self.Outcome == Outcome.Working)
            ? Step.To(self with { Outcome = Outcome.Aborted }, new Decide(false))
            : Step.Ignore(self);

    /// <summary>A participant does what the coordinator has decided.</summary>
    public static Step<CommitState> On(CommitState self, Decide m, CommitConfig config) =>
        self.Outcome is Outcome.Working or Outcome.Prepared
            ? Step.To(self with { Outcome = m.Commits ? Outcome.Committed : Outcome.Aborted })
            : Step.Ignore(self);
}

/// <summary>The guards that can be taken out.</summary>
public enum CommitRule
{
    /// <summary>A participant votes once.</summary>
    [Rule("Gray and Lamport, section 3", "A participant that has said that it can commit aborts by itself.", Protects = "ConsistencyInv")]
    VoteOnce,

    /// <summary>The coordinator commits if all participants can.</summary>
    [Rule("Gray and Lamport, section 3", "The transaction commits where one participant can, and another has aborted.",
        Protects = "ConsistencyInv")]
    AllReady,

    /// <summary>The coordinator decides once.</summary>
    [Rule("Gray and Lamport, section 3", "The coordinator aborts what it has committed.", Protects = "ConsistencyInv")]
    DecideOnce,
}

/// <summary>N participants and a coordinator.</summary>
public sealed class CommitConfig(Configuration source) : RuledConfig<CommitRule>(source);

/// <summary>Who takes part, who hears what, and what must hold.</summary>
internal sealed class CommitModel(Configuration source) : Model<CommitConfig>(source, new(source))
{
    protected override void Declare()
    {
        var coordinators = Role("coordinator", 'c', 1, id => new CommitState(id, Outcome.Working), mayCrash: true);
        var participants = Role("participant", 'p', Config.N, id => new CommitState(id, Outcome.Working), interchangeable: true);
        Channel().Quorum<Ready>(participants, Config.N, alone: _ => [new Ready()]);
        Channel().Each<Decide>(coordinators).Forge<Decide>(coordinators, _ => [new(true), new(false)]);
        coordinators.On<Quorum<Ready>>(TwoPhaseCommit.On).Local<Timeout>(TwoPhaseCommit.On, _ => [(new(), true)]);
        participants.Local<Vote>(TwoPhaseCommit.On, _ => [(new(true), true), (new(false), false)]).On<Decide>(TwoPhaseCommit.On);

        Invariant(participants, "ConsistencyInv", p => p.Outcome,
            all => !(all.Contains(Outcome.Committed) && all.Contains(Outcome.Aborted)), "no participant commits where another aborts");
        Always(participants, "StabilityProp", p => p.Outcome, (before, after) => before.Zip(after)
            .All(p => p.First is Outcome.Working or Outcome.Prepared || p.First == p.Second), "what is decided stays");
        Eventually(participants, "TerminationProp", p => p.Outcome,
            all => all.All(outcome => outcome is Outcome.Committed or Outcome.Aborted), "every participant decides in the end");
        Reach<CommitState>("ReachCommitted", (before, after) => after.Outcome == Outcome.Committed && before.Outcome == Outcome.Prepared,
            "a participant commits");
    }
}

/// <summary>Two-phase commit.</summary>
public sealed class TwoPhaseCommitProtocol() : Protocol<CommitRule>("two-phase-commit",
    "Two-phase commit with a coordinator that may crash: consistent, and blocked if it does", source => new CommitModel(source))
{
    /// <inheritdoc/>
    public override IReadOnlyList<Scenario> Scenarios =>
    [
        new("no-crash", "three participants; nobody crashes", Start with { Acceptors = 3, Faults = 0 }, null),
        new("coordinator-crash", "the coordinator may crash: participants that are prepared wait for ever",
            Start with { Acceptors = 3, Faults = 0, Crashes = 1 }, "TerminationProp"),
        new("byzantine-coordinator", "a Byzantine coordinator: it tells one to commit and another to abort",
            Start with { Acceptors = 3, Faults = 0, Byzantine = new(["c1"]) }, "ConsistencyInv"),
        new("byzantine-participant", "a Byzantine participant: it can say that it can commit, and cannot split the others",
            Start with { Acceptors = 3, Faults = 0, Byzantine = new(["p3"]) }, null),
    ];

    /// <inheritdoc/>
    protected override string FirstScenario => "no-crash";
}
