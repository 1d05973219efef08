using BgpVerified.Kit;
using BgpVerified.Spec.Protocols;
using BgpVerified.Spec.Values;

namespace BgpVerified.Impl.Pbft;

// Messages are signed by their senders. A digest is the request itself, named by its text; a request's name says which client signed it.

/// <summary>Client to replicas: execute this (REQUEST, section 4.1).</summary>
public sealed record Request(string Operation) : SignedMessage;

/// <summary>Primary to backups: the request of a sequence number, with the client's signature (PRE-PREPARE, section 4.2).</summary>
public sealed record PrePrepare(int View, int Number, string Request) : SignedMessage
{
    /// <inheritdoc/>
    protected override string Body => $"{Request}#{Number} in view {View}";
}

/// <summary>Backup to replicas: it has accepted the pre-prepare (PREPARE, section 4.2).</summary>
public sealed record Prepare(int View, int Number, string Request) : SignedMessage
{
    /// <inheritdoc/>
    protected override string Body => $"{Request}#{Number} in view {View}";
}

/// <summary>Replica to replicas: the request is prepared (COMMIT, section 4.2).</summary>
public sealed record Commit(int View, int Number, string Request) : SignedMessage
{
    /// <inheritdoc/>
    protected override string Body => $"{Request}#{Number} in view {View}";
}

/// <summary>Replica to client: the result of its request (REPLY, section 4.1).</summary>
public sealed record Reply(string Request, string Result) : SignedMessage
{
    /// <inheritdoc/>
    protected override string Body => $"{Request} was {Result}";
}

/// <summary>
/// Replica to replicas: it leaves for this view, from its last stable checkpoint, with what is prepared after that (VIEW-CHANGE,
/// section 4.4).
/// </summary>
/// <param name="View">The view that it asks for.</param>
/// <param name="Stable">The paper's n and C: its last stable checkpoint, and the proof of it.</param>
/// <param name="Prepared">The paper's P: a certificate for each number above the checkpoint at which a request is prepared.</param>
public sealed record ViewChange(int View, StableCheckpoint Stable, ValueList<Certificate> Prepared) : SignedMessage
{
    /// <inheritdoc/>
    protected override string Body => $"to view {View}{(Stable.Number == 0 ? string.Empty : $", {Stable}")}: "
        + (Prepared.Count == 0 ? "nothing prepared" : string.Join(' ', Prepared));
}

/// <summary>Primary to backups: the view begins, with these pre-prepares (NEW-VIEW, section 4.4).</summary>
/// <param name="View">The view.</param>
/// <param name="Requests">The paper's O: the requests of the numbers after the proof's checkpoint.</param>
/// <param name="Proof">The paper's V, and what follows from it.</param>
public sealed record NewView(int View, ValueList<string> Requests, NewViewProof Proof) : SignedMessage
{
    /// <inheritdoc/>
    protected override string Body => $"{View}: [{string.Join(' ', Requests)}] ({Proof})";
}

/// <summary>Replica to replicas: the state after a number (CHECKPOINT, section 4.3); the digest of a state is what was executed.</summary>
public sealed record Checkpoint(int Number, ValueList<Executed> Log) : SignedMessage
{
    /// <inheritdoc/>
    protected override string Body => $"{Number}: {string.Join(' ', Log)}";
}

/// <summary>
/// Replica to replicas: a checkpoint is stable, and this is the proof (section 4.3); only view-change messages have it in the paper.
/// </summary>
public sealed record Stable(StableCheckpoint Checkpoint) : SignedMessage
{
    /// <inheritdoc/>
    protected override string Body => $"{Checkpoint}";
}

/// <summary>Client to replicas: read, without ordering it (section 5.1).</summary>
public sealed record ReadOnly(string Operation) : SignedMessage;

/// <summary>Replica to a client that reads: the register's value (section 5.1).</summary>
public sealed record ReadReply(string Operation, string Value) : SignedMessage
{
    /// <inheritdoc/>
    protected override string Body => $"{Operation}: {Value}";
}

/// <summary>Replica to replicas: a request is committed, with 2f + 1 commits. Not in the paper.</summary>
public sealed record Decided(int Number, string Request, int Signatures) : SignedMessage
{
    /// <inheritdoc/>
    protected override string Body => $"{Request}#{Number}/{Signatures}";
}

/// <summary>A client has its answer: the value that it wrote or read. Nobody receives it: it is what came before later requests.</summary>
public sealed record Completed(string Value) : SignedMessage;

/// <summary>A client begins.</summary>
/// <param name="Before">What had been written or read, with an answer, before: for the properties, the client does not know it.</param>
public sealed record Begin(ValueSet<string> Before) : LocalInput
{
    /// <inheritdoc/>
    protected override string Describe() => $"Begin after {Before}";
}

/// <summary>A client that reads has waited long enough, and sends its read as any other request.</summary>
public sealed record Retransmit : LocalInput;

/// <summary>A replica's timer in a view has expired.</summary>
public sealed record Expire(int View) : LocalInput;
