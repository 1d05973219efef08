using BgpVerified.Impl.Bgp;
using BgpVerified.Kit;
using BgpVerified.Spec.Commands;
using BgpVerified.Spec.Protocols;

namespace BgpVerified.Impl.Gpaxos;

// Nobody lies here: a message has a sender and needs no signature. Of BGP's messages there are no Verify, Suspicion, ViewChange and
// NewLeader, and no message carries a proof.

/// <summary>Proposer to leader and acceptors: a command (PROPOSE and P2A_FAST, Algorithm 1).</summary>
/// <param name="Command">The command.</param>
public sealed record Propose(Command Command) : SignedMessage;

/// <summary>Leader to acceptors: promise the ballot and report (P1A, Algorithm 2 line 16).</summary>
public sealed record Phase1A(int Ballot) : SignedMessage;

/// <summary>Leader to acceptors: a fast ballot is open (FAST, Algorithm 2 line 14); only without the rule open-by-phase1.</summary>
public sealed record Fast(int Ballot) : SignedMessage;

/// <summary>Acceptor to leader: the promise, with the last vote (P1B, Algorithm 4 lines 3-4, without proofs).</summary>
/// <param name="Ballot">The ballot promised.</param>
/// <param name="Voted">The ballot of the last vote; 0 if there is none.</param>
/// <param name="Value">What it voted for then (the paper's <c>val_a</c>).</param>
public sealed record Phase1B(int Ballot, int Voted, CommandSequence Value) : SignedMessage
{
    /// <summary>The answer in a few words: which ballot's vote it reports.</summary>
    public string Report => Voted == 0 ? "no vote" : $"{Value} in {Voted}";

    /// <inheritdoc/>
    protected override string Body => $"{Ballot}: {Report}";

    /// <inheritdoc/>
    protected override string DescribeReports(IEnumerable<SignedMessage> all) =>
        $"Phase1B quorum {Ballot}: {string.Join("; ", all.Cast<Phase1B>().Select(m => $"{m.From} voted {m.Report}"))}";
}

/// <summary>Leader to acceptors: vote for this value (P2A-CLASSIC, Algorithm 2 line 45).</summary>
/// <param name="Ballot">The ballot.</param>
/// <param name="Value">The value (the paper's <c>maxTried</c>).</param>
public sealed record Phase2A(int Ballot, CommandSequence Value) : SignedMessage
{
    /// <inheritdoc/>
    protected override string Body => $"{Ballot}: {Value}";
}

/// <summary>Acceptor to learners: its vote, at once (P2B, Algorithm 4 line 18; there, after the verify phase).</summary>
public sealed record Phase2B(int Ballot, CommandSequence Value) : SignedMessage
{
    /// <inheritdoc/>
    protected override string Body => $"{Ballot}: {Value}";
}

/// <summary>A client asks a proposer to propose (command_request, Algorithm 1 line 4).</summary>
public sealed record CommandRequest(Command Command) : LocalInput;

/// <summary>It is time for the leader's next ballot (trigger_next_ballot, Algorithm 2 line 10).</summary>
public sealed record TriggerNextBallot(BallotKind Kind) : LocalInput;
