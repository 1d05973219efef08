using BgpVerified.Kit;
using BgpVerified.Spec.Commands;
using BgpVerified.Spec.Protocols;
using BgpVerified.Spec.Values;

namespace BgpVerified.Impl.Bgp;

// Every message is signed by its sender, From. Handlers send it unsigned, and the model signs it.

/// <summary>Proposer to acceptors: a command for a fast ballot, or a universally commutative one (P2A_FAST, Algorithm 1 line 6).</summary>
/// <param name="Command">The command, signed by its author.</param>
public sealed record FastProposal(Command Command) : SignedMessage
{
    /// <inheritdoc/>
    protected override string Describe() => $"FastProposal {Command}";
}

/// <summary>Proposer to leader: a command (PROPOSE, Algorithm 1 line 8).</summary>
/// <param name="Command">The command, signed by its author.</param>
public sealed record Proposal(Command Command) : SignedMessage
{
    /// <inheritdoc/>
    protected override string Describe() => $"Proposal {Command}";
}

/// <summary>From the leader of a view to the acceptors. One process leads several views, so that the message names the view.</summary>
/// <param name="View">The leader's view.</param>
public abstract record LeaderMessage(int View) : SignedMessage;

/// <summary>Leader to acceptors: promise the ballot and report (P1A, Algorithm 2 line 16).</summary>
public sealed record Phase1A(int View, Ballot Ballot) : LeaderMessage(View)
{
    /// <inheritdoc/>
    protected override string Describe() => $"Phase1A {Ballot.In(View)}";
}

/// <summary>Acceptor to leader: the promise, with what is proven and what was voted for (P1B, Algorithm 4 lines 3-4).</summary>
/// <param name="Ballot">The ballot promised.</param>
/// <param name="Proven">What the acceptor has proven, with the certificate (the paper's <c>bal_a, proven, proofs</c>).</param>
/// <param name="Value">What it voted for last (the paper's <c>val_a</c>).</param>
public sealed record Phase1B(Ballot Ballot, Certificate Proven, CommandSequence Value) : SignedMessage
{
    /// <summary>What it knows to be stable; only with checkpoint commands.</summary>
    public Checkpoint Stable { get; init; } = Checkpoint.None;

    /// <summary>The universally commutative commands that it has accepted and not discarded; only with checkpoint commands.</summary>
    public ValueSet<Command> Universals { get; init; } = ValueSet<Command>.Empty;

    /// <summary>What it reports, in words.</summary>
    public string Report => $"proven {Proven}, voted {Value}"
        + (Stable.History.Number == 0 ? string.Empty : $", stable {Stable}")
        + (Universals.Count == 0 ? string.Empty : $", accepted {Universals}");

    /// <inheritdoc/>
    protected override string Describe() => $"Phase1B {Ballot} by {From}: {Report}";
}

/// <summary>Leader to acceptors: vote for this value (P2A-CLASSIC, Algorithm 2 line 45).</summary>
/// <param name="View">The leader's view.</param>
/// <param name="Ballot">The ballot.</param>
/// <param name="Value">The value (the paper's <c>maxTried</c>).</param>
/// <param name="Justification">Why the value is allowed.</param>
public sealed record Phase2A(int View, Ballot Ballot, CommandSequence Value, Justification Justification) : LeaderMessage(View)
{
    /// <inheritdoc/>
    protected override string Describe() => Justification.Ballot == Ballot
        ? $"Phase2A {Ballot.In(View)}: {Value} ({Justification})"
        : $"Phase2A {Ballot.In(View)}: {Value} ({Justification} for {Justification.Ballot})";
}

/// <summary>Acceptor to acceptors: a signed vote (VERIFY, Algorithm 4 lines 38 and 49).</summary>
public sealed record Verify(Ballot Ballot, CommandSequence Value) : SignedMessage
{
    /// <inheritdoc/>
    protected override string Body => $"{Ballot}: {Value}";
}

/// <summary>Acceptor to learners: the value is proven (P2B, Algorithm 4 line 18).</summary>
public sealed record Phase2B(Ballot Ballot, CommandSequence Value) : SignedMessage
{
    /// <inheritdoc/>
    protected override string Body => $"{Ballot}: {Value}";
}

/// <summary>Acceptor to learners and leaders: what comes before a checkpoint is stable, and it had all of it.</summary>
/// <remarks>Something that runs hands over the state that the commands lead to, which is compared with the history's digest.</remarks>
public sealed record Checkpointed(History History) : SignedMessage
{
    /// <inheritdoc/>
    protected override string Body => $"{History}";
}

/// <summary>Acceptor to learners: a universally commutative command is accepted (P2B, Algorithm 4 lines 33 and 44).</summary>
public sealed record UniversalPhase2B(Command Command) : SignedMessage
{
    /// <inheritdoc/>
    protected override string Describe() => $"Phase2B: {Command}, universal, by {From}";

    /// <inheritdoc/>
    protected override string DescribeQuorum(string signers) => $"Phase2B quorum: {Command}, universal, by {signers}";
}

/// <summary>Acceptor to acceptors: a universally commutative command (section 5: "will eventually propagate the command").</summary>
public sealed record Forward(Command Command) : SignedMessage;

/// <summary>Acceptor to acceptors: the leader of the view is suspected (SUSPICION, Algorithm 3 line 5).</summary>
public sealed record Suspicion(int View) : SignedMessage
{
    /// <inheritdoc/>
    protected override string Body => $"of view {View}";
}

/// <summary>
/// Acceptor to acceptors: committed to starting the view, with the suspicions that allow it (VIEW_CHANGE, Algorithm 3 line 15).
/// </summary>
/// <param name="View">The new view.</param>
/// <param name="Suspicions">How many acceptors' signed suspicions of the view before it carries.</param>
public sealed record ViewChange(int View, int Suspicions) : SignedMessage
{
    /// <inheritdoc/>
    protected override string Body => $"to {View}";

    /// <inheritdoc/>
    protected override string Describe() => $"{base.Describe()} ({Suspicions} suspicions)";
}

/// <summary>Acceptor to the new leader: a quorum has committed to the view (LEADER, Algorithm 3 line 41).</summary>
/// <param name="View">The new view.</param>
/// <param name="Commitments">How many acceptors' signed view-change messages it carries.</param>
public sealed record NewLeader(int View, int Commitments) : SignedMessage
{
    /// <inheritdoc/>
    protected override string Describe() => $"Leader of view {View}, says {From} ({Commitments} view changes)";
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
        $"Phase1B quorum {Ballot}: {string.Join("; ", Reports.Select(r => $"{r.From} {r.Report}"))}"
        + (Order is null ? string.Empty : $"; appended in the order {Order}");
}

/// <summary>A client asks a proposer to propose (command_request, Algorithm 1 line 4).</summary>
public sealed record CommandRequest(Command Command) : LocalInput;

/// <summary>It is time for the leader's next ballot (trigger_next_ballot, Algorithm 2 line 10).</summary>
public sealed record TriggerNextBallot(BallotKind Kind) : LocalInput;

/// <summary>An acceptor's patience with the leader of its view ran out (suspect_leader, Algorithm 3 line 1).</summary>
public sealed record SuspectLeader(int View) : LocalInput
{
    /// <inheritdoc/>
    protected override string Describe() => $"SuspectLeader of view {View}";
}
