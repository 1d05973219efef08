using BgpVerified.Spec.Commands;
using BgpVerified.Spec.Protocols;
using BgpVerified.Spec.Values;

namespace BgpVerified.Impl.Bgp;

// Every message is signed by its sender. The sender is named where it is not the leader of the message's view.

/// <summary>Proposer to acceptors: a command for a fast ballot, or a universally commutative one (P2A_FAST, Algorithm 1 line 6).</summary>
/// <param name="Command">The command, signed by its author.</param>
public sealed record FastProposal(Command Command) : Message
{
    /// <inheritdoc/>
    protected override string Describe() => $"FastProposal {Command}";
}

/// <summary>Proposer to leader: a command (PROPOSE, Algorithm 1 line 8).</summary>
/// <param name="Command">The command, signed by its author.</param>
public sealed record Proposal(Command Command) : Message
{
    /// <inheritdoc/>
    protected override string Describe() => $"Proposal {Command}";
}

/// <summary>Leader to proposers: which kind of ballot is open (BALLOT, Algorithm 2 line 12).</summary>
/// <param name="View">The leader's view.</param>
/// <param name="Ballot">The ballot; the paper sends only its kind (E11).</param>
/// <param name="Kind">The kind of the ballot.</param>
public sealed record BallotOpened(int View, Ballot Ballot, BallotKind Kind) : Message
{
    /// <inheritdoc/>
    protected override string Describe() => $"BallotOpened {Ballot} {Kind} in view {View}";
}

/// <summary>Leader to acceptors: a fast ballot is open (FAST, Algorithm 2 line 14); only without the rule open-by-phase1.</summary>
/// <param name="View">The leader's view.</param>
/// <param name="Ballot">The ballot.</param>
public sealed record Fast(int View, Ballot Ballot) : Message
{
    /// <inheritdoc/>
    protected override string Describe() => $"Fast {Ballot.In(View)}";
}

/// <summary>Leader to acceptors: promise the ballot and report (P1A, Algorithm 2 line 16).</summary>
/// <param name="View">The leader's view.</param>
/// <param name="Ballot">The ballot.</param>
public sealed record Phase1A(int View, Ballot Ballot) : Message
{
    /// <inheritdoc/>
    protected override string Describe() => $"Phase1A {Ballot.In(View)}";
}

/// <summary>Acceptor to leader: the promise, with what is proven and what was voted for (P1B, Algorithm 4 lines 3-4).</summary>
/// <param name="Acceptor">Who reports, from 0.</param>
/// <param name="Ballot">The ballot promised.</param>
/// <param name="Proven">What the acceptor has proven, with the certificate (the paper's <c>bal_a, proven, proofs</c>).</param>
/// <param name="Value">What it voted for last (the paper's <c>val_a</c>).</param>
public sealed record Phase1B(int Acceptor, Ballot Ballot, Certificate Proven, CommandSequence Value) : Message
{
    /// <inheritdoc/>
    protected override string Describe() => $"Phase1B {Ballot} by a{Acceptor + 1}: proven {Proven}, voted {Value}";
}

/// <summary>Leader to acceptors: vote for this value (P2A-CLASSIC, Algorithm 2 line 45).</summary>
/// <param name="View">The leader's view.</param>
/// <param name="Ballot">The ballot.</param>
/// <param name="Value">The value (the paper's <c>maxTried</c>).</param>
/// <param name="Justification">Why the value is allowed.</param>
public sealed record Phase2A(int View, Ballot Ballot, CommandSequence Value, Justification Justification) : Message
{
    /// <inheritdoc/>
    protected override string Describe() => $"Phase2A {Ballot.In(View)}: {Value} ({Justification}{(Justification.Ballot == Ballot ? string.Empty : $" for {Justification.Ballot}")})";
}

/// <summary>
/// Leader to acceptors: accept a universally commutative command in this ballot (Algorithm 2 line 20); only without
/// the rule universal-any-ballot.
/// </summary>
/// <param name="View">The leader's view.</param>
/// <param name="Ballot">The leader's ballot when it heard of the command.</param>
/// <param name="Command">The command.</param>
public sealed record UniversalPhase2A(int View, Ballot Ballot, Command Command) : Message
{
    /// <inheritdoc/>
    protected override string Describe() => $"Phase2A {Ballot.In(View)}: {Command}, universal";
}

/// <summary>Acceptor to acceptors: a signed vote (VERIFY, Algorithm 4 lines 38 and 49).</summary>
/// <param name="Acceptor">Who votes, from 0.</param>
/// <param name="Ballot">The ballot voted in.</param>
/// <param name="Value">The value voted for.</param>
public sealed record Verify(int Acceptor, Ballot Ballot, CommandSequence Value) : Message
{
    /// <inheritdoc/>
    protected override string Describe() => $"Verify {Ballot}: {Value} by a{Acceptor + 1}";
}

/// <summary>Acceptor to learners: the value is proven (P2B, Algorithm 4 line 18).</summary>
/// <param name="Acceptor">Who has proven it, from 0.</param>
/// <param name="Ballot">The ballot.</param>
/// <param name="Value">The value.</param>
public sealed record Phase2B(int Acceptor, Ballot Ballot, CommandSequence Value) : Message
{
    /// <inheritdoc/>
    protected override string Describe() => $"Phase2B {Ballot}: {Value} by a{Acceptor + 1}";
}

/// <summary>Acceptor to learners: a universally commutative command is accepted (P2B, Algorithm 4 lines 33 and 44).</summary>
/// <param name="Acceptor">Who accepted it, from 0.</param>
/// <param name="Command">The command.</param>
public sealed record UniversalPhase2B(int Acceptor, Command Command) : Message
{
    /// <inheritdoc/>
    protected override string Describe() => $"Phase2B: {Command}, universal, by a{Acceptor + 1}";
}

/// <summary>Acceptor to acceptors: a universally commutative command passed on (section 5: "will eventually propagate the command").</summary>
/// <param name="Acceptor">Who passes it on, from 0.</param>
/// <param name="Command">The command.</param>
public sealed record Forward(int Acceptor, Command Command) : Message
{
    /// <inheritdoc/>
    protected override string Describe() => $"Forward {Command} by a{Acceptor + 1}";
}

/// <summary>Acceptor to acceptors: the leader of the view is suspected (SUSPICION, Algorithm 3 line 5).</summary>
/// <param name="Acceptor">Who suspects, from 0.</param>
/// <param name="View">The view.</param>
public sealed record Suspicion(int Acceptor, int View) : Message
{
    /// <inheritdoc/>
    protected override string Describe() => $"Suspicion of view {View} by a{Acceptor + 1}";
}

/// <summary>Acceptor to acceptors: committed to starting the view, with the suspicions that allow it (VIEW_CHANGE, Algorithm 3 line 15).</summary>
/// <param name="Acceptor">Who commits, from 0.</param>
/// <param name="View">The new view.</param>
/// <param name="Suspicions">How many acceptors' signed suspicions of the view before it carries.</param>
public sealed record ViewChange(int Acceptor, int View, int Suspicions) : Message
{
    /// <inheritdoc/>
    protected override string Describe() => $"ViewChange to {View} by a{Acceptor + 1} ({Suspicions} suspicions)";
}

/// <summary>Acceptor to the new leader: a quorum has committed to the view (LEADER, Algorithm 3 line 41).</summary>
/// <param name="Acceptor">Who tells it, from 0.</param>
/// <param name="View">The new view.</param>
/// <param name="Commitments">How many acceptors' signed view-change messages it carries.</param>
public sealed record NewLeader(int Acceptor, int View, int Commitments) : Message
{
    /// <inheritdoc/>
    protected override string Describe() => $"Leader of view {View}, says a{Acceptor + 1} ({Commitments} view changes)";
}

/// <summary>Phase 1b messages of distinct acceptors for one ballot, at a leader.</summary>
/// <param name="Ballot">The ballot that they answer.</param>
/// <param name="Reports">One message an acceptor, in the acceptors' order.</param>
public sealed record Phase1BQuorum(Ballot Ballot, ValueList<Phase1B> Reports) : Input
{
    /// <summary>
    /// The order in which the leader chooses to append what comes after the base, only with <see cref="Configuration.Orders"/>;
    /// null for its own. It says nothing of which commands these are: those that it does not name come last, in the leader's own order.
    /// </summary>
    public CommandSequence? Order { get; init; }

    /// <inheritdoc/>
    protected override string Describe() =>
        $"Phase1B quorum {Ballot}: {string.Join("; ", Reports.Select(r => $"a{r.Acceptor + 1} proven {r.Proven}, voted {r.Value}"))}"
        + (Order is null ? string.Empty : $"; appended in the order {Order}");
}

/// <summary>Verify messages of distinct acceptors for one ballot and one value up to commutation, at an acceptor.</summary>
/// <param name="Ballot">The ballot.</param>
/// <param name="Value">The value.</param>
/// <param name="Signers">Who signed.</param>
public sealed record VerifyQuorum(Ballot Ballot, CommandSequence Value, ProcessSet Signers) : Input
{
    /// <inheritdoc/>
    protected override string Describe() => $"Verify quorum {Ballot}: {Value} by {Signers.Names("a")}";
}

/// <summary>Phase 2b messages of distinct acceptors for one ballot and one value up to commutation, at a learner.</summary>
/// <param name="Ballot">The ballot.</param>
/// <param name="Value">The value.</param>
/// <param name="Senders">Who sent one.</param>
public sealed record Phase2BQuorum(Ballot Ballot, CommandSequence Value, ProcessSet Senders) : Input
{
    /// <inheritdoc/>
    protected override string Describe() => $"Phase2B quorum {Ballot}: {Value} by {Senders.Names("a")}";
}

/// <summary>Phase 2b messages of distinct acceptors for a universally commutative command, at a learner.</summary>
/// <param name="Command">The command.</param>
/// <param name="Senders">Who sent one.</param>
public sealed record UniversalPhase2BQuorum(Command Command, ProcessSet Senders) : Input
{
    /// <inheritdoc/>
    protected override string Describe() => $"Phase2B quorum: {Command}, universal, by {Senders.Names("a")}";
}

/// <summary>Suspicions of one view by distinct acceptors, at an acceptor.</summary>
/// <param name="View">The view suspected.</param>
/// <param name="Signers">Who suspects.</param>
public sealed record SuspicionQuorum(int View, ProcessSet Signers) : Input
{
    /// <inheritdoc/>
    protected override string Describe() => $"Suspicion quorum of view {View} by {Signers.Names("a")}";
}

/// <summary>View-change messages to one view by distinct acceptors, at an acceptor.</summary>
/// <param name="View">The new view.</param>
/// <param name="Signers">Who committed to it.</param>
public sealed record ViewChangeQuorum(int View, ProcessSet Signers) : Input
{
    /// <inheritdoc/>
    protected override string Describe() => $"ViewChange quorum to {View} by {Signers.Names("a")}";
}

/// <summary>A client asks a proposer to propose (command_request, Algorithm 1 line 4).</summary>
/// <param name="Command">The command.</param>
public sealed record CommandRequest(Command Command) : Input
{
    /// <inheritdoc/>
    protected override string Describe() => $"CommandRequest {Command}";
}

/// <summary>It is time for the leader's next ballot (trigger_next_ballot, Algorithm 2 line 10).</summary>
/// <param name="Kind">The kind of the ballot.</param>
public sealed record TriggerNextBallot(BallotKind Kind) : Input
{
    /// <inheritdoc/>
    protected override string Describe() => $"TriggerNextBallot {Kind}";
}

/// <summary>An acceptor's patience with the leader of its view ran out (suspect_leader, Algorithm 3 line 1).</summary>
/// <param name="View">The view.</param>
public sealed record SuspectLeader(int View) : Input
{
    /// <inheritdoc/>
    protected override string Describe() => $"SuspectLeader of view {View}";
}
