using BgpVerified.Runtime.Signing;
using BgpVerified.Spec.Protocols;
using SignedMessage = BgpVerified.Kit.SignedMessage;

namespace BgpVerified.Cli.Hosted;

/// <summary>Messages have their senders' signatures only: what they say of others is believed.</summary>
internal sealed class NoVouching : IVouching
{
    /// <inheritdoc/>
    public IEnumerable<Claim> Claims(Message message) => [];

    /// <inheritdoc/>
    public bool IsSound(Message message, IReadOnlyList<SignedMessage> shown) => shown.Count == 0;

    /// <inheritdoc/>
    public object? Answers(Message message) => null;

    /// <inheritdoc/>
    public (object Question, int Count)? Shows(Message message) => null;

    /// <inheritdoc/>
    public IEnumerable<Claim> Held(object state) => [];
}
