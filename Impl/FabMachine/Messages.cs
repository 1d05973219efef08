using BgpVerified.Impl.Fab;
using BgpVerified.Spec.Protocols;
using BgpVerified.Spec.Values;

namespace BgpVerified.Impl.FabMachine;

// Channels are authenticated, so every message names its sender. Instances of consensus are slots of the order, from 0;
// FaB's own messages stand in a message of their slot.

/// <summary>Client to proposers: execute this (figure 7, "request").</summary>
/// <param name="Client">The client, from 0.</param>
/// <param name="Name">The value to write; each client writes its own.</param>
public sealed record Request(int Client, string Name) : Message
{
    /// <inheritdoc/>
    protected override string Describe() => $"Request {Name} by c{Client + 1}";
}

/// <summary>Leader to acceptors and, for tentative execution, to learners: the request of a slot.</summary>
/// <param name="Slot">The slot.</param>
/// <param name="Propose">The consensus protocol's message.</param>
/// <param name="IsSigned">Whether it carries the client's signature on the request.</param>
/// <param name="IsInWindow">Whether it carries the proof that the instance k before it is finished, if there is one.</param>
public sealed record SlotPropose(int Slot, Propose Propose, bool IsSigned, bool IsInWindow) : Message
{
    /// <inheritdoc/>
    protected override string Describe() =>
        $"Slot {Slot}: {Propose}{(IsSigned ? string.Empty : ", not signed")}{(IsInWindow ? string.Empty : ", without proof")}";
}

/// <summary>Acceptor to learners and clients: it accepted the request of a slot.</summary>
/// <param name="Slot">The slot.</param>
/// <param name="Accepted">The consensus protocol's message.</param>
public sealed record SlotAccepted(int Slot, Accepted Accepted) : Message
{
    /// <inheritdoc/>
    protected override string Describe() => $"Slot {Slot}: {Accepted}";
}

/// <summary>Learner to proposers: it has learned the request of a slot (LEARNED, figure 2 line 28).</summary>
/// <param name="Learner">The learner, from 0.</param>
/// <param name="Slot">The slot.</param>
public sealed record SlotLearned(int Learner, int Slot) : Message
{
    /// <inheritdoc/>
    protected override string Describe() => $"Slot {Slot}: Learned by l{Learner + 1}";
}

/// <summary>Learner to client: the result of its request (figure 7, "response").</summary>
/// <param name="Learner">The learner, from 0.</param>
/// <param name="Slot">The slot that the request was executed for.</param>
/// <param name="Request">The request.</param>
/// <param name="Result">The result: what the write overwrote.</param>
/// <param name="Order">If the execution is tentative, the requests executed up to this one; empty if the order is learned.</param>
public sealed record Reply(int Learner, int Slot, string Request, string Result, ValueList<string> Order) : Message
{
    /// <inheritdoc/>
    protected override string Describe() =>
        $"Reply by l{Learner + 1}: {Request}@{Slot} "
            + $"was {Result}{(Order.Count == 0 ? string.Empty : $", tentative after {string.Join('.', Order)}")}";
}

/// <summary>Client to learners: read (section VII, read-only requests).</summary>
/// <param name="Client">The client, from 0.</param>
public sealed record ReadOnly(int Client) : Message
{
    /// <inheritdoc/>
    protected override string Describe() => $"ReadOnly by c{Client + 1}";
}

/// <summary>Learner to client: the register.</summary>
/// <param name="Learner">The learner, from 0.</param>
/// <param name="Client">The client that asked, from 0.</param>
/// <param name="Value">The register's value.</param>
public sealed record ReadReply(int Learner, int Client, string Value) : Message
{
    /// <inheritdoc/>
    protected override string Describe() => $"ReadReply {Value} by l{Learner + 1} to c{Client + 1}";
}

/// <summary>A client has an answer. Nobody receives it: it is what came before later reads.</summary>
/// <param name="Client">The client, from 0.</param>
/// <param name="Value">What it wrote or read.</param>
public sealed record Completed(int Client, string Value) : Message
{
    /// <inheritdoc/>
    protected override string Describe() => $"Completed {Value} by c{Client + 1}";
}

/// <summary>An acceptor that has lost its state to acceptors: what was the last instance (section VIII-B)?</summary>
/// <param name="Acceptor">Who asks, from 0.</param>
public sealed record LastQuery(int Acceptor) : Message
{
    /// <inheritdoc/>
    protected override string Describe() => $"LastQuery by a{Acceptor + 1}";
}

/// <summary>Acceptor to one that has lost its state: the last instance that it took part in (section VIII-B).</summary>
/// <param name="Acceptor">Who answers, from 0.</param>
/// <param name="To">Who asked, from 0.</param>
/// <param name="Slot">The last slot; -1 for none.</param>
public sealed record LastReport(int Acceptor, int To, int Slot) : Message
{
    /// <inheritdoc/>
    protected override string Describe() => $"LastReport {Slot} by a{Acceptor + 1} to a{To + 1}";
}

/// <summary>A learner that has lost its state to learners: what is the ordered list (section VIII-B)?</summary>
/// <param name="Learner">Who asks, from 0.</param>
public sealed record ListQuery(int Learner) : Message
{
    /// <inheritdoc/>
    protected override string Describe() => $"ListQuery by l{Learner + 1}";
}

/// <summary>Learner to one that has lost its state: the ordered list (section VIII-B).</summary>
/// <param name="Learner">Who answers, from 0.</param>
/// <param name="To">Who asked, from 0.</param>
/// <param name="List">The requests that it has learned, in their order, up to the first gap.</param>
public sealed record ListTold(int Learner, int To, ValueList<string> List) : Message
{
    /// <inheritdoc/>
    protected override string Describe() => $"ListTold {List} by l{Learner + 1} to l{To + 1}";
}

/// <summary>A learner has its list again. Nobody receives it: it is when another may lose its state.</summary>
/// <param name="Learner">The learner, from 0.</param>
public sealed record Rejoined(int Learner) : Message
{
    /// <inheritdoc/>
    protected override string Describe() => $"Rejoined l{Learner + 1}";
}

/// <summary>Accepted messages of distinct acceptors for one request and slot, at a learner or a client.</summary>
/// <param name="Slot">The slot.</param>
/// <param name="Proposal">The request and the proposal's number.</param>
/// <param name="Signers">Who accepted it.</param>
public sealed record SlotAcceptedQuorum(int Slot, Proposal Proposal, ProcessSet Signers) : Input
{
    /// <inheritdoc/>
    protected override string Describe() => $"Slot {Slot}: Accepted quorum {Proposal} by {Signers.Names("a")}";
}

/// <summary>Distinct learners that have learned a slot, at the leader.</summary>
/// <param name="Slot">The slot.</param>
/// <param name="Learners">Who has learned it.</param>
public sealed record SlotLearnedQuorum(int Slot, ProcessSet Learners) : Input
{
    /// <inheritdoc/>
    protected override string Describe() => $"Slot {Slot}: Learned quorum by {Learners.Names("l")}";
}

/// <summary>Equal replies of distinct learners, at the client.</summary>
/// <param name="Slot">The slot.</param>
/// <param name="Request">The request.</param>
/// <param name="Result">The result.</param>
/// <param name="Order">If tentative, what was executed; empty if the order is learned.</param>
/// <param name="Learners">Who replied.</param>
public sealed record ReplyQuorum(int Slot, string Request, string Result, ValueList<string> Order, ProcessSet Learners) : Input
{
    /// <inheritdoc/>
    protected override string Describe() =>
        $"Reply quorum by {Learners.Names("l")}: {Request}@{Slot} "
            + $"was {Result}{(Order.Count == 0 ? string.Empty : $", tentative after {string.Join('.', Order)}")}";
}

/// <summary>Equal answers of distinct learners to a read-only request, at the client.</summary>
/// <param name="Client">The client, from 0.</param>
/// <param name="Value">The value.</param>
/// <param name="Learners">Who answered.</param>
public sealed record ReadQuorum(int Client, string Value, ProcessSet Learners) : Input
{
    /// <inheritdoc/>
    protected override string Describe() => $"ReadReply quorum by {Learners.Names("l")} to c{Client + 1}: {Value}";
}

/// <summary>Answers of distinct acceptors about the last instance, at the acceptor that asked.</summary>
/// <param name="Reports">One answer an acceptor, in the acceptors' order.</param>
public sealed record LastQuorum(ValueList<LastReport> Reports) : Input
{
    /// <inheritdoc/>
    protected override string Describe() =>
        "LastReport quorum at "
            + $"a{Reports[0].To + 1}: {string.Join("; ", Reports.Select(report => $"a{report.Acceptor + 1} {report.Slot}"))}";
}

/// <summary>Equal lists of distinct learners, at the learner that asked.</summary>
/// <param name="To">Who asked, from 0.</param>
/// <param name="List">The list.</param>
/// <param name="Learners">Who told it.</param>
public sealed record ListQuorum(int To, ValueList<string> List, ProcessSet Learners) : Input
{
    /// <inheritdoc/>
    protected override string Describe() => $"ListTold quorum at l{To + 1} by {Learners.Names("l")}: {List}";
}

/// <summary>A client has something to write.</summary>
public sealed record SendRequest : Input
{
    /// <inheritdoc/>
    protected override string Describe() => "SendRequest";
}

/// <summary>A client wants to read.</summary>
/// <param name="Before">What had been written or read, with an answer, before: for the properties, the client does not know it.</param>
public sealed record BeginRead(ValueSet<string> Before) : Input
{
    /// <inheritdoc/>
    protected override string Describe() => $"BeginRead after {Before}";
}

/// <summary>A process crashes, is repaired and comes back without its state (section VIII-B).</summary>
public sealed record LoseState : Input
{
    /// <inheritdoc/>
    protected override string Describe() => "LoseState";
}
