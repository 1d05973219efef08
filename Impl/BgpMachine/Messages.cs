using BgpVerified.Kit;
using BgpVerified.Spec.Protocols;
using BgpVerified.Spec.Values;

namespace BgpVerified.Impl.BgpMachine;

/// <summary>Replica to client: its command is executed, with this reply.</summary>
/// <param name="Client">The client.</param>
/// <param name="Number">Which of its commands, from 1.</param>
/// <param name="Result">The application's reply.</param>
public sealed record Reply(ProcessId Client, int Number, string Result) : SignedMessage
{
    /// <inheritdoc/>
    protected override string Body => $"{Result} to {Client}.{Number}";
}

/// <summary>Replica to replicas: what everything up to a checkpoint leads to.</summary>
/// <remarks>
/// Symbolic, as a history is: a message has the digests of the state and of the clients' record; the state itself comes from any of those
/// that signed, and is held against them.
/// </remarks>
/// <param name="Stable">The state.</param>
public sealed record Snapshot(StableState Stable) : SignedMessage
{
    /// <inheritdoc/>
    protected override string Body => $"{Stable}";
}

/// <summary>A client has an answer. Nobody receives it: it is what came before later operations.</summary>
/// <param name="Operation">The operation's name.</param>
public sealed record Completed(string Operation) : SignedMessage
{
    /// <inheritdoc/>
    protected override string Describe() => $"Completed {Operation}";
}

/// <summary>A client sends its next command.</summary>
/// <param name="Before">What had been answered before: for the properties, the client does not know it.</param>
public sealed record Begin(ValueSet<string> Before) : LocalInput
{
    /// <inheritdoc/>
    protected override string Describe() => $"Begin after {Before}";
}

/// <summary>A client is told what to ask for next, where its commands are not known beforehand.</summary>
/// <param name="Does">The command, as its application writes it.</param>
public sealed record Ask(string Does) : LocalInput
{
    /// <inheritdoc/>
    protected override string Describe() => $"Ask {Does}";
}

/// <summary>A client waits no longer: it signs its command once more, and sends that.</summary>
public sealed record SignAgain : LocalInput;
