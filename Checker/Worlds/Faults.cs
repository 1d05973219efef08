using BgpVerified.Spec.Protocols;

namespace BgpVerified.Checker.Worlds;

// The steps by which a process fails. Engines take them themselves; no protocol has a handler for them.

/// <summary>The process stops for good.</summary>
public sealed record Crash : Input
{
    private Crash()
    {
    }

    /// <summary>The one crash.</summary>
    public static Crash Instance { get; } = new();

    /// <inheritdoc/>
    protected override string Describe() => "Crash";
}

/// <summary>A message of the process does not reach a recipient.</summary>
/// <param name="Message">The message.</param>
/// <param name="Recipient">The recipient's name.</param>
public sealed record SendOmission(Message Message, string Recipient) : Input
{
    /// <inheritdoc/>
    protected override string Describe() => $"SendOmission to {Recipient} of {Message}";
}

/// <summary>A message does not reach the process.</summary>
/// <param name="Message">The message.</param>
public sealed record ReceiveOmission(Message Message) : Input
{
    /// <inheritdoc/>
    protected override string Describe() => $"ReceiveOmission of {Message}";
}
