using BgpVerified.Kit;
using BgpVerified.Spec.Protocols;
using BgpVerified.Spec.Values;

namespace BgpVerified.Impl.Fab;

// Channels are authenticated, so every message names its sender.

/// <summary>
/// Leader to acceptors: accept this value (PROPOSE, figure 2 line 3, figure 5 line 203). There is no certificate (<c>PC</c>) in the
/// first regency.
/// </summary>
public sealed record Propose(int Number, string Value, ProgressCertificate? Certificate) : SignedMessage
{
    /// <inheritdoc/>
    protected override string Describe() => $"Propose {Value}@{Number}{(Certificate is null ? string.Empty : $" ({Certificate})")}";
}

/// <summary>
/// New leader to acceptors: say what you have accepted (QUERY, figure 4 line 107, figure 5 line 209); with the election's proof
/// that its sender leads the regency of this number, or without.
/// </summary>
public sealed record Query(int Number, bool IsElected) : SignedMessage
{
    /// <inheritdoc/>
    protected override string Describe() => $"Query {Number}{(IsElected ? string.Empty : " without proof")}";
}

/// <summary>Acceptor to the new leader: a signed answer to the query of this number (REP, figure 4 line 117, figure 5 line 252).</summary>
public sealed record Report(int Number, Answer Answer) : SignedMessage
{
    /// <inheritdoc/>
    protected override string Describe() => $"Report {Number} by {From}: {Answer}";
}

/// <summary>Acceptor to learners, and signed to acceptors: it is accepted (ACCEPTED, figure 2 line 22, figure 5 lines 236-238).</summary>
public sealed record Accepted(int Number, string Value) : SignedMessage
{
    /// <summary>What is accepted.</summary>
    public Proposal Proposal => new(Number, Value);

    /// <inheritdoc/>
    protected override string Body => $"{Value}@{Number}";
}

/// <summary>Acceptor to learners: a commit proof (COMMITPROOF, figure 5 line 245).</summary>
public sealed record Committed(CommitProof Proof) : SignedMessage
{
    /// <inheritdoc/>
    protected override string Describe() => $"CommitProof {Proof} of {From}";

    /// <inheritdoc/>
    protected override string DescribeQuorum(string signers) => $"CommitProof quorum {Proof} of {signers}";
}

/// <summary>
/// Learner to proposers: it has learned, in the proposal of this number (LEARNED, figure 2 line 28). Proposers count those who
/// have, whatever the number.
/// </summary>
public sealed record Learned(int Number) : SignedMessage
{
    /// <inheritdoc/>
    protected override string DescribeQuorum(string signers) => $"Learned quorum by {signers}";
}

/// <summary>A learner has learned a value (figure 2 lines 27 and 42). Nobody receives it: it is what CS3 is about.</summary>
public sealed record Decided(string Value) : SignedMessage;

/// <summary>Learner to learners: what have you learned (PULL, figure 2 line 32)?</summary>
public sealed record Pull : SignedMessage;

/// <summary>
/// Learner to a learner that asked: what it has learned (LEARNED with a value, figure 2 line 36), and how many learners'
/// signatures prove it (section VIII-A), 0 where they do not sign.
/// </summary>
public sealed record Told(Proposal Learned, int Signatures) : SignedMessage
{
    /// <inheritdoc/>
    protected override string Describe() => $"Told {Learned} by {From}{(Signatures > 0 ? $", signed by {Signatures}" : string.Empty)}";
}

/// <summary>
/// Learner to learners, signed: it has learned a value, in the proposal of this number (section VIII-A). Those for one value count
/// together, whatever the number.
/// </summary>
public sealed record Acknowledgment(int Number, string Value) : SignedMessage
{
    /// <inheritdoc/>
    protected override string Body => $"{Number}: {Value}";

    /// <inheritdoc/>
    protected override string DescribeQuorum(string signers) => $"Acknowledgment quorum {Value} by {signers}";
}

/// <summary>Proposer to proposers: enough learners have learned (SATISFIED, figure 2 line 9).</summary>
public sealed record Satisfied : SignedMessage
{
    /// <inheritdoc/>
    protected override string Describe() => $"Satisfied {From}";

    /// <inheritdoc/>
    protected override string DescribeQuorum(string signers) => $"Satisfied quorum {signers}";
}

/// <summary>The leader resends no more (figure 2 line 4). Nobody receives it: what was sent may from now on be lost for good.</summary>
public sealed record Ceased(int Number) : SignedMessage
{
    /// <inheritdoc/>
    protected override string Describe() => $"Ceased {Number}";
}

/// <summary>Proposer to the election: it suspects the leader of a regency (<c>suspect</c>, figure 2 line 14).</summary>
public sealed record Suspicion(int Regency) : SignedMessage
{
    /// <inheritdoc/>
    protected override string Body => $"of regency {Regency}";
}

/// <summary>The election to everyone, with a proof that others can check: a new regency (<c>onElected</c>, figure 4 line 101).</summary>
public sealed record Elected(int Regency) : SignedMessage
{
    /// <inheritdoc/>
    protected override string Describe() => $"Elected {Regency}";
}

/// <summary>Answers of distinct acceptors to one query, at its leader: one answer an acceptor, in the acceptors' order.</summary>
public sealed record ReportQuorum(int Number, ValueList<Report> Reports) : Input
{
    /// <inheritdoc/>
    protected override string Describe() =>
        $"Report quorum {Number}: {string.Join("; ", Reports.Select(report => $"{report.From} {report.Answer}"))}";
}

/// <summary>
/// Distinct learners that tell the same, at a learner: a value with a number, the highest that was told where numbers do not
/// count, and how many learners' signatures prove it (section VIII-A), 0 where they do not sign.
/// </summary>
public sealed record ToldQuorum(Proposal Learned, ProcessSet Learners, int Signatures) : Input
{
    /// <inheritdoc/>
    protected override string Describe() =>
        $"Told quorum {Learned} by {Learners.Names("l")}{(Signatures > 0 ? $", signed by {Signatures}" : string.Empty)}";
}

/// <summary>The first leader starts (onStart, figure 2 line 1).</summary>
public sealed record Start : LocalInput;

/// <summary>A proposer's patience with the leader of a regency ran out (figure 2 line 12).</summary>
public sealed record ProgressTimeout(int Regency) : LocalInput
{
    /// <inheritdoc/>
    protected override string Describe() => $"ProgressTimeout in regency {Regency}";
}

/// <summary>A learner's patience ran out (figure 2 line 31).</summary>
public sealed record PullTimeout : LocalInput;

/// <summary>The oracle elects the leader of a regency.</summary>
public sealed record Elect(int Regency) : LocalInput;

/// <summary>
/// What the witness sees: a value has been chosen, and whether ⌈(a + f + 1) / 2⌉ acceptors accepted it in this proposal, the
/// Byzantine ones included.
/// </summary>
public sealed record ChosenSeen(Proposal Chosen, bool Backed) : LocalInput
{
    /// <inheritdoc/>
    protected override string Describe() => $"Chosen {Chosen}";
}

/// <summary>What the witness sees: a learner has learned a value that is not chosen.</summary>
public sealed record UnchosenSeen(string Value) : LocalInput
{
    /// <inheritdoc/>
    protected override string Describe() => $"Learned but not chosen: {Value}";
}

/// <summary>What the witness sees: a progress certificate that can be put together, and answers that make it.</summary>
public sealed record CertificateSeen(ProgressCertificate Certificate, ValueList<Answer> Answers) : LocalInput
{
    /// <inheritdoc/>
    protected override string Describe() => $"Certificate {Certificate.Number}, {string.Join("; ", Answers)}: {Certificate.Vouching}";
}
