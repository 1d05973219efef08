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

/// <summary>A client waits no longer: it signs its command once more, and sends that.</summary>
public sealed record SignAgain : LocalInput;
