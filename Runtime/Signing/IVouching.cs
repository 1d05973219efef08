using BgpVerified.Kit;
using BgpVerified.Spec.Protocols;

namespace BgpVerified.Runtime.Signing;

/// <summary>
/// What a message says that others have signed. Handlers name only how many signed; whoever sends it shows the signatures.
/// </summary>
/// <param name="Statement">
/// What was signed. It names who signed it (<see cref="SignedMessage.From"/>), or, with the number <see cref="ProcessId.Nobody"/>, a role
/// of which any processes have.
/// </param>
/// <param name="Count">How many of them; 1 for one that is named.</param>
public sealed record Claim(SignedMessage Statement, int Count)
{
    /// <summary>
    /// Which other statements show the same, such as one for a value of which nothing was discarded yet; they are then shown in its place.
    /// Null if there are none.
    /// </summary>
    public Func<SignedMessage, bool>? IsMetBy { get; init; }

    /// <summary>What those statements are about (<see cref="IVouching.About"/>); null if there are none.</summary>
    public object? About { get; init; }
}

/// <summary>Of a protocol, what its messages say that others have signed. Handlers count on it, and do not see signatures.</summary>
public interface IVouching
{
    /// <summary>What a message claims, in a fixed order.</summary>
    /// <param name="message">The message.</param>
    /// <returns>The claims; not those of messages that are shown with it.</returns>
    IEnumerable<Claim> Claims(Message message);

    /// <summary>
    /// Whether a message, and messages of others that are shown with it whole, are such that signatures can be looked at: what it says to
    /// follow from them does, and no count is impossible.
    /// </summary>
    /// <param name="message">The message.</param>
    /// <param name="shown">The messages shown with it.</param>
    /// <returns>False for a message that no correct process sends.</returns>
    bool IsSound(Message message, IReadOnlyList<SignedMessage> shown);

    /// <summary>What a message answers, if others may have to show it whole later.</summary>
    /// <param name="message">The message.</param>
    /// <returns>A value with equality; null for a message that is not shown.</returns>
    object? Answers(Message message);

    /// <summary>Of which answers a message shows how many.</summary>
    /// <param name="message">The message.</param>
    /// <returns>What they answer, and their number; null if it shows none.</returns>
    (object Question, int Count)? Shows(Message message);

    /// <summary>What a signed statement is about, if it may be shown in place of another that a message claims.</summary>
    /// <param name="statement">The statement.</param>
    /// <returns>A value with equality; null for one that is only claimed as it is.</returns>
    object? About(SignedMessage statement);

    /// <summary>What a process in a state may claim later, so that the signatures have to survive with the state.</summary>
    /// <param name="state">The state.</param>
    /// <returns>The claims.</returns>
    IEnumerable<Claim> Held(object state);
}

/// <summary>Makes and checks signatures over digests.</summary>
public interface ICryptography
{
    /// <summary>Signs with the key of a process.</summary>
    /// <param name="signer">The process; this host has its key.</param>
    /// <param name="digest">The SHA-256 of what is signed.</param>
    /// <returns>The signature.</returns>
    byte[] Sign(ProcessId signer, ReadOnlySpan<byte> digest);

    /// <summary>Whether a signature is that of a process.</summary>
    /// <param name="signer">The process; whoever it is, also one that does not exist.</param>
    /// <param name="digest">The SHA-256 of what is signed.</param>
    /// <param name="signature">The signature, of any length.</param>
    /// <returns>True if it is.</returns>
    bool IsValid(ProcessId signer, ReadOnlySpan<byte> digest, ReadOnlySpan<byte> signature);
}
