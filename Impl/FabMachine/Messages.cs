using BgpVerified.Impl.Fab;
using BgpVerified.Impl.Machines;
using BgpVerified.Kit;
using BgpVerified.Spec.Protocols;
using BgpVerified.Spec.Values;

namespace BgpVerified.Impl.FabMachine;

// Channels are authenticated, so every message names its sender. Instances of consensus are slots of the order, from 0;
// FaB's own messages stand in a message of their slot, which is signed for both.

/// <summary>Client to proposers: execute this (figure 7, "request"); each client writes a value of its own.</summary>
public sealed record Request(string Name) : SignedMessage;

/// <summary>
/// Leader to acceptors and, for tentative execution, to learners: the request of a slot; whether it carries the client's
/// signature on the request, and whether the proof that the instance k before it is finished, if there is one.
/// </summary>
public sealed record SlotPropose(int Slot, Propose Propose, bool IsSigned, bool IsInWindow) : SignedMessage
{
    /// <summary>Whether it is a new leader's null request, which no client signs.</summary>
    public bool IsNull => Propose is { Number: > 0, Value: Register.NoOp };

    /// <inheritdoc/>
    protected override string Describe() =>
        $"Slot {Slot}: {Propose}{(IsSigned ? string.Empty : ", not signed")}{(IsInWindow ? string.Empty : ", without proof")}";
}

/// <summary>Acceptor to learners and clients: it accepted the request of a slot.</summary>
public sealed record SlotAccepted(int Slot, Accepted Accepted) : SignedMessage
{
    /// <inheritdoc/>
    protected override string Describe() => $"Slot {Slot}: {Accepted.By(From)}";

    /// <inheritdoc/>
    protected override string DescribeQuorum(string signers) =>
        $"Slot {Slot}: Accepted quorum {Accepted.Proposal} by {signers}";
}

/// <summary>Acceptor to learners: its commit proof for the request of a slot (COMMITPROOF, figure 5 line 245).</summary>
public sealed record SlotCommitted(int Slot, Committed Committed) : SignedMessage
{
    /// <inheritdoc/>
    protected override string Describe() => $"Slot {Slot}: {Committed.By(From)}";

    /// <inheritdoc/>
    protected override string DescribeQuorum(string signers) => $"Slot {Slot}: CommitProof quorum {Committed.Proof} of {signers}";
}

/// <summary>Learner to proposers: it has learned the request of a slot (LEARNED, figure 2 line 28).</summary>
public sealed record SlotLearned(int Slot) : SignedMessage
{
    /// <inheritdoc/>
    protected override string Describe() => $"Slot {Slot}: Learned by {From}";

    /// <inheritdoc/>
    protected override string DescribeQuorum(string signers) => $"Slot {Slot}: Learned quorum by {signers}";
}

/// <summary>
/// Acceptor to a new leader: its signed answer to the query of this number (REP, figure 4 line 117), for every slot at once: what it
/// accepted in each, and nothing in those after the last.
/// </summary>
public sealed record SlotReports(int Number, ValueList<Fab.Answer> Answers) : SignedMessage
{
    /// <inheritdoc/>
    protected override string Body => string.Join(" | ", Answers);

    /// <inheritdoc/>
    protected override string Describe() => $"Reports {Number} by {From}: {Body}";
}

/// <summary>Answers of distinct acceptors to a new leader's query, at the leader: one of each, in the acceptors' order.</summary>
public sealed record ReportsQuorum(int Number, ValueList<SlotReports> Reports) : Input
{
    /// <inheritdoc/>
    protected override string Describe() =>
        $"Reports quorum {Number}: {string.Join("; ", Reports.Select(report => $"{report.From} {string.Join(" | ", report.Answers)}"))}";
}

/// <summary>Learner to client: the result of its request (figure 7, "response").</summary>
/// <param name="Slot">The slot that the request was executed for.</param>
/// <param name="Request">The request.</param>
/// <param name="Result">The result: what the write overwrote.</param>
/// <param name="Order">If the execution is tentative, the requests executed up to this one; empty if the order is learned.</param>
public sealed record Reply(int Slot, string Request, string Result, ValueList<string> Order) : SignedMessage
{
    /// <inheritdoc/>
    protected override string Body =>
        $"{Request}@{Slot} was {Result}{(Order.Count == 0 ? string.Empty : $", tentative after {string.Join('.', Order)}")}";

    /// <inheritdoc/>
    protected override string Describe() => $"Reply by {From}: {Body}";

    /// <inheritdoc/>
    protected override string DescribeQuorum(string signers) => $"Reply quorum by {signers}: {Body}";
}

/// <summary>Client to learners: read (section VII, read-only requests).</summary>
public sealed record ReadOnly : SignedMessage;

/// <summary>Learner to the client that asked: the register's value.</summary>
public sealed record ReadReply(ProcessId Client, string Value) : SignedMessage
{
    /// <inheritdoc/>
    protected override string Describe() => $"ReadReply {Value} by {From} to {Client}";
}

/// <summary>A client has an answer: what it wrote or read. Nobody receives it: it is what came before later reads.</summary>
public sealed record Completed(string Value) : SignedMessage;

/// <summary>An acceptor that has lost its state to acceptors: what was the last instance (section VIII-B)?</summary>
public sealed record LastQuery : SignedMessage;

/// <summary>Acceptor to one that has lost its state: the last slot that it took part in, -1 for none (section VIII-B).</summary>
public sealed record LastReport(ProcessId To, int Slot) : SignedMessage
{
    /// <inheritdoc/>
    protected override string Describe() => $"LastReport {Slot} by {From} to {To}";
}

/// <summary>A proposer that has lost its state to acceptors: who leads (section VIII-B)?</summary>
public sealed record LeaderQuery : SignedMessage;

/// <summary>
/// Acceptor to a proposer that has lost its state: the regency that it follows, with the proof that its leader was elected, or without.
/// </summary>
public sealed record LeaderReport(ProcessId To, int Regency, bool IsElected) : SignedMessage
{
    /// <inheritdoc/>
    protected override string Describe() => $"LeaderReport {Regency}{(IsElected ? string.Empty : " without proof")} by {From} to {To}";
}

/// <summary>Answers of distinct acceptors about the leader, at the proposer that asked: one of each, in the acceptors' order.</summary>
public sealed record LeaderQuorum(ValueList<LeaderReport> Reports) : Input
{
    /// <inheritdoc/>
    protected override string Describe() => $"LeaderReport quorum at {Reports[0].To}: " + string.Join("; ",
        Reports.Select(report => $"{report.From} {report.Regency}{(report.IsElected ? string.Empty : " without proof")}"));
}

/// <summary>A learner that has lost its state to learners: what is the ordered list (section VIII-B)?</summary>
public sealed record ListQuery : SignedMessage;

/// <summary>
/// Learner to one that has lost its state: the requests that it has learned, in their order, up to the first gap (section VIII-B).
/// </summary>
public sealed record ListTold(ProcessId To, ValueList<string> List) : SignedMessage
{
    /// <inheritdoc/>
    protected override string Describe() => $"ListTold {List} by {From} to {To}";
}

/// <summary>A learner has its list again. Nobody receives it: it is when another may lose its state.</summary>
public sealed record Rejoined : SignedMessage
{
    /// <inheritdoc/>
    protected override string Describe() => $"Rejoined {From}";
}

/// <summary>Equal answers of distinct learners to a read-only request, at the client.</summary>
public sealed record ReadQuorum(ProcessId Client, string Value, ProcessSet Learners) : Input
{
    /// <inheritdoc/>
    protected override string Describe() => $"ReadReply quorum by {Learners.Names("l")} to {Client}: {Value}";
}

/// <summary>Answers of distinct acceptors about the last instance, at the one that asked: one of each, in the acceptors' order.</summary>
public sealed record LastQuorum(ValueList<LastReport> Reports) : Input
{
    /// <inheritdoc/>
    protected override string Describe() =>
        $"LastReport quorum at {Reports[0].To}: {string.Join("; ", Reports.Select(report => $"{report.From} {report.Slot}"))}";
}

/// <summary>Equal lists of distinct learners, at the learner that asked.</summary>
public sealed record ListQuorum(ProcessId To, ValueList<string> List, ProcessSet Learners) : Input
{
    /// <inheritdoc/>
    protected override string Describe() => $"ListTold quorum at {To} by {Learners.Names("l")}: {List}";
}

/// <summary>A client has something to write.</summary>
public sealed record SendRequest : LocalInput;

/// <summary>A client wants to read.</summary>
/// <param name="Before">What had been written or read, with an answer, before: for the properties, the client does not know it.</param>
public sealed record BeginRead(ValueSet<string> Before) : LocalInput
{
    /// <inheritdoc/>
    protected override string Describe() => $"BeginRead after {Before}";
}

/// <summary>A process crashes, is repaired and comes back without its state (section VIII-B).</summary>
public sealed record LoseState : LocalInput;
