using BgpVerified.Spec.Protocols;
using BgpVerified.Spec.Values;

namespace BgpVerified.Impl.Fab;

// Channels are authenticated, so every message names its sender. Delay is the length of the longest chain of messages
// that led to a message, itself included, counted from the start of the regency: what the paper calls communication steps.

/// <summary>Leader to acceptors: accept this value (PROPOSE, figure 2 line 3, figure 5 line 203).</summary>
/// <param name="Number">The proposal number.</param>
/// <param name="Value">The value.</param>
/// <param name="Certificate">The progress certificate (<c>PC</c>); null in the first regency.</param>
/// <param name="Delay">The length of the longest chain of messages that led to it.</param>
public sealed record Propose(int Number, string Value, ProgressCertificate? Certificate, int Delay) : Message
{
    /// <inheritdoc/>
    protected override string Describe() => $"Propose {Value}@{Number}{(Certificate is null ? string.Empty : $" ({Certificate})")}";
}

/// <summary>New leader to acceptors: say what you have accepted (QUERY, figure 4 line 107, figure 5 line 209).</summary>
/// <param name="Number">The proposal number.</param>
/// <param name="IsElected">Whether it carries the election's proof that its sender leads the regency of this number.</param>
public sealed record Query(int Number, bool IsElected) : Message
{
    /// <inheritdoc/>
    protected override string Describe() => $"Query {Number}{(IsElected ? string.Empty : " without proof")}";
}

/// <summary>Acceptor to the new leader: a signed answer (REP, figure 4 line 117, figure 5 line 252).</summary>
/// <param name="Acceptor">Who answers, from 0.</param>
/// <param name="Number">The number of the query.</param>
/// <param name="Answer">What it accepted last, and its commit proof.</param>
public sealed record Report(int Acceptor, int Number, Answer Answer) : Message
{
    /// <inheritdoc/>
    protected override string Describe() => $"Report {Number} by a{Acceptor + 1}: {Answer}";
}

/// <summary>Acceptor to learners, and signed to acceptors: the value is accepted (ACCEPTED, figure 2 line 22, figure 5 lines 236-238).</summary>
/// <param name="Acceptor">Who accepted it, from 0.</param>
/// <param name="Number">The proposal number.</param>
/// <param name="Value">The value.</param>
/// <param name="Delay">The length of the longest chain of messages that led to it.</param>
public sealed record Accepted(int Acceptor, int Number, string Value, int Delay) : Message
{
    /// <inheritdoc/>
    protected override string Describe() => $"Accepted {Value}@{Number} by a{Acceptor + 1}";
}

/// <summary>Acceptor to learners: a commit proof (COMMITPROOF, figure 5 line 245).</summary>
/// <param name="Acceptor">Who holds it, from 0.</param>
/// <param name="Proof">The proof.</param>
/// <param name="Delay">The length of the longest chain of messages that led to it.</param>
public sealed record Committed(int Acceptor, CommitProof Proof, int Delay) : Message
{
    /// <inheritdoc/>
    protected override string Describe() => $"CommitProof {Proof} of a{Acceptor + 1}";
}

/// <summary>Learner to proposers: it has learned (LEARNED, figure 2 line 28).</summary>
/// <param name="Learner">Who has learned, from 0.</param>
/// <param name="Number">The proposal whose acceptance told it.</param>
public sealed record Learned(int Learner, int Number) : Message
{
    /// <inheritdoc/>
    protected override string Describe() => $"Learned {Number} by l{Learner + 1}";
}

/// <summary>A learner has learned a value (figure 2 lines 27 and 42). Nobody receives it: it is what CS3 is about.</summary>
/// <param name="Learner">Who has learned, from 0.</param>
/// <param name="Value">The value.</param>
public sealed record Decided(int Learner, string Value) : Message
{
    /// <inheritdoc/>
    protected override string Describe() => $"Decided {Value} by l{Learner + 1}";
}

/// <summary>Learner to learners: what have you learned (PULL, figure 2 line 32)?</summary>
/// <param name="Learner">Who asks, from 0.</param>
public sealed record Pull(int Learner) : Message
{
    /// <inheritdoc/>
    protected override string Describe() => $"Pull by l{Learner + 1}";
}

/// <summary>Learner to a learner that asked: what it has learned (LEARNED with a value, figure 2 line 36).</summary>
/// <param name="Learner">Who answers, from 0.</param>
/// <param name="Learned">The value, with the number of the proposal that it was learned in.</param>
/// <param name="Signatures">How many learners' signatures prove it (section VIII-A); 0 where they do not sign.</param>
public sealed record Told(int Learner, Proposal Learned, int Signatures) : Message
{
    /// <inheritdoc/>
    protected override string Describe() => $"Told {Learned} by l{Learner + 1}{(Signatures > 0 ? $", signed by {Signatures}" : string.Empty)}";
}

/// <summary>Learner to learners, signed: it has learned a value (section VIII-A).</summary>
/// <param name="Learner">Who has learned, from 0.</param>
/// <param name="Number">The proposal whose acceptance told it.</param>
/// <param name="Value">The value.</param>
public sealed record Acknowledgment(int Learner, int Number, string Value) : Message
{
    /// <inheritdoc/>
    protected override string Describe() => $"Acknowledgment {Number}: {Value} by l{Learner + 1}";
}

/// <summary>Proposer to proposers: enough learners have learned (SATISFIED, figure 2 line 9).</summary>
/// <param name="Proposer">Who is satisfied, from 0.</param>
public sealed record Satisfied(int Proposer) : Message
{
    /// <inheritdoc/>
    protected override string Describe() => $"Satisfied p{Proposer + 1}";
}

/// <summary>The leader resends no more (figure 2 line 4). Nobody receives it: it marks that what was sent may now be lost for good.</summary>
/// <param name="Number">The proposal number.</param>
public sealed record Ceased(int Number) : Message
{
    /// <inheritdoc/>
    protected override string Describe() => $"Ceased {Number}";
}

/// <summary>Proposer to the election: it suspects the leader of a regency (<c>suspect</c>, figure 2 line 14).</summary>
/// <param name="Proposer">Who suspects, from 0.</param>
/// <param name="Regency">The regency.</param>
public sealed record Suspicion(int Proposer, int Regency) : Message
{
    /// <inheritdoc/>
    protected override string Describe() => $"Suspicion of regency {Regency} by p{Proposer + 1}";
}

/// <summary>The election to everyone: a new regency (<c>onElected</c>, figure 4 line 101). It comes with a proof that others can check.</summary>
/// <param name="Regency">The regency.</param>
public sealed record Elected(int Regency) : Message
{
    /// <inheritdoc/>
    protected override string Describe() => $"Elected {Regency}";
}

/// <summary>Answers of distinct acceptors to one query, at its leader.</summary>
/// <param name="Number">The number of the query.</param>
/// <param name="Reports">One answer an acceptor, in the acceptors' order.</param>
public sealed record ReportQuorum(int Number, ValueList<Report> Reports) : Input
{
    /// <inheritdoc/>
    protected override string Describe() =>
        $"Report quorum {Number}: {string.Join("; ", Reports.Select(report => $"a{report.Acceptor + 1} {report.Answer}"))}";
}

/// <summary>Signed Accepted messages of distinct acceptors for one value and number, at a learner or an acceptor.</summary>
/// <param name="Proposal">The value and its number.</param>
/// <param name="Signers">Who accepted it.</param>
/// <param name="Delay">The length of the longest chain of messages that led to it.</param>
public sealed record AcceptedQuorum(Proposal Proposal, ProcessSet Signers, int Delay) : Input
{
    /// <inheritdoc/>
    protected override string Describe() => $"Accepted quorum {Proposal} by {Signers.Names("a")}, after {Delay} delays";
}

/// <summary>Commit proofs of distinct acceptors for one value and number, at a learner.</summary>
/// <param name="Proposal">The value and its number.</param>
/// <param name="Holders">Who holds a proof.</param>
/// <param name="Signatures">How many acceptors' signatures each of the proofs carries.</param>
/// <param name="Delay">The length of the longest chain of messages that led to it.</param>
public sealed record CommittedQuorum(Proposal Proposal, ProcessSet Holders, int Signatures, int Delay) : Input
{
    /// <inheritdoc/>
    protected override string Describe() => $"CommitProof quorum {Proposal} of {Holders.Names("a")}, after {Delay} delays";
}

/// <summary>Distinct learners that tell the same, at a learner.</summary>
/// <param name="Learned">The value, with a number; the highest that was told where numbers do not count.</param>
/// <param name="Learners">Who told it.</param>
/// <param name="Signatures">How many learners' signatures prove it (section VIII-A); 0 where they do not sign.</param>
public sealed record ToldQuorum(Proposal Learned, ProcessSet Learners, int Signatures) : Input
{
    /// <inheritdoc/>
    protected override string Describe() => $"Told quorum {Learned} by {Learners.Names("l")}{(Signatures > 0 ? $", signed by {Signatures}" : string.Empty)}";
}

/// <summary>Signed acknowledgments of distinct learners for one value, at a learner (section VIII-A).</summary>
/// <param name="Value">The value.</param>
/// <param name="Signers">Who signed.</param>
public sealed record AcknowledgmentQuorum(string Value, ProcessSet Signers) : Input
{
    /// <inheritdoc/>
    protected override string Describe() => $"Acknowledgment quorum {Value} by {Signers.Names("l")}";
}

/// <summary>Distinct learners that have learned, at a proposer.</summary>
/// <param name="Learners">Who has learned.</param>
public sealed record LearnedQuorum(ProcessSet Learners) : Input
{
    /// <inheritdoc/>
    protected override string Describe() => $"Learned quorum by {Learners.Names("l")}";
}

/// <summary>Distinct satisfied proposers, at the leader.</summary>
/// <param name="Proposers">Who is satisfied.</param>
public sealed record SatisfiedQuorum(ProcessSet Proposers) : Input
{
    /// <inheritdoc/>
    protected override string Describe() => $"Satisfied quorum {Proposers.Names("p")}";
}

/// <summary>The first leader starts (onStart, figure 2 line 1).</summary>
public sealed record Start : Input
{
    /// <inheritdoc/>
    protected override string Describe() => "Start";
}

/// <summary>A proposer's patience with the leader of a regency ran out (figure 2 line 12).</summary>
/// <param name="Regency">The regency.</param>
public sealed record ProgressTimeout(int Regency) : Input
{
    /// <inheritdoc/>
    protected override string Describe() => $"ProgressTimeout in regency {Regency}";
}

/// <summary>A learner's patience ran out (figure 2 line 31).</summary>
public sealed record PullTimeout : Input
{
    /// <inheritdoc/>
    protected override string Describe() => "PullTimeout";
}

/// <summary>The oracle elects the leader of a regency.</summary>
/// <param name="Regency">The regency.</param>
public sealed record Elect(int Regency) : Input
{
    /// <inheritdoc/>
    protected override string Describe() => $"Elect {Regency}";
}

/// <summary>What the witness sees: a value has been chosen.</summary>
/// <param name="Chosen">The value and its number.</param>
/// <param name="Backed">Whether ⌈(a + f + 1) / 2⌉ acceptors accepted it in this proposal, the Byzantine ones included.</param>
public sealed record ChosenSeen(Proposal Chosen, bool Backed) : Input
{
    /// <inheritdoc/>
    protected override string Describe() => $"Chosen {Chosen}";
}

/// <summary>What the witness sees: a learner has learned a value that is not chosen.</summary>
/// <param name="Value">The value.</param>
public sealed record UnchosenSeen(string Value) : Input
{
    /// <inheritdoc/>
    protected override string Describe() => $"Learned but not chosen: {Value}";
}

/// <summary>What the witness sees: a progress certificate that can be put together.</summary>
/// <param name="Certificate">The certificate.</param>
/// <param name="Answers">Answers that make it.</param>
public sealed record CertificateSeen(ProgressCertificate Certificate, ValueList<Answer> Answers) : Input
{
    /// <inheritdoc/>
    protected override string Describe() => $"Certificate {Certificate.Number}, {string.Join("; ", Answers)}: {Certificate.Vouching}";
}
