namespace BgpVerified.Impl.FabMachine;

/// <summary>The guards of the replicated state machine. <see cref="MachineRules"/> says what each is for.</summary>
public enum MachineRule
{
    /// <summary>An acceptor accepts one value in an instance.</summary>
    AcceptOnce,

    /// <summary>A learner needs ⌈(a + 3f + 1) / 2⌉ acceptors that accepted a value.</summary>
    LearnQuorum,

    /// <summary>Only what a client signed is accepted and executed.</summary>
    SignedRequest,

    /// <summary>Learners execute instances in their order.</summary>
    SlotOrder,

    /// <summary>A request that is learned in two instances is executed in the first.</summary>
    ExecuteOnce,

    /// <summary>A client takes a reply only from several learners.</summary>
    ReplyQuorum,

    /// <summary>Learners execute what the leader proposes before it is learned.</summary>
    TentativeExecution,

    /// <summary>What was executed in the wrong order is undone.</summary>
    RollBack,

    /// <summary>A client takes a tentative reply only if its request is what the acceptors accepted.</summary>
    DetermineValue,

    /// <summary>... and so is every request that the reply says was executed before.</summary>
    DeterminePrefix,

    /// <summary>A client takes a read-only reply only from 2f + 1 learners.</summary>
    ReadQuorum,

    /// <summary>A learner answers a read-only request only while nothing that it executed is tentative.</summary>
    ReadSettled,

    /// <summary>A client takes the reply to a write only from 2f + 1 learners, too.</summary>
    WriteQuorum,

    /// <summary>Acceptors see to it that no more than k instances run in parallel.</summary>
    Window,

    /// <summary>An acceptor that has lost its state asks a - f others for the last instance.</summary>
    RejoinQuorum,

    /// <summary>An acceptor that has lost its state ignores the instances that may have been running.</summary>
    IgnoreWindow,

    /// <summary>... and the last of them, d + k, as well.</summary>
    IgnoreLast,

    /// <summary>A learner that has lost its state takes no part before it has the list again.</summary>
    RejoinFirst,

    /// <summary>A learner that has lost its state answers read-only requests no more.</summary>
    SilentAfterLoss,

    /// <summary>A learner that has lost its state takes a list only from f + 1 learners.</summary>
    ListQuorum,
}
