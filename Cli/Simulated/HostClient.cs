using BgpVerified.Kit;
using BgpVerified.Spec.Protocols;

namespace BgpVerified.Cli.Simulated;

/// <summary>
/// A client of a hosted state machine, which asks for command after command: those of the models have a few of their own.
/// </summary>
/// <param name="Last">The last command answered; null for none yet.</param>
/// <param name="Reply">Its result.</param>
internal sealed record HostClientState(string? Last, string? Reply);

/// <summary>The client asks for a command.</summary>
/// <param name="Request">The message that it sends.</param>
internal sealed record Ask(SignedMessage Request) : LocalInput;

/// <summary>What a client does.</summary>
internal static class HostClient
{
    public static HostClientState Initial { get; } = new(null, null);

    public static Step<HostClientState> On<TConfig>(HostClientState self, Ask m, TConfig config) => Step.To(self, m.Request);

    /// <summary>The step that an answer makes; a second answer to the last command makes none.</summary>
    public static Step<HostClientState> Answered(HostClientState self, string name, string reply) =>
        self.Last == name ? Step.Ignore(self) : Step.To(new HostClientState(name, reply));

    /// <summary>The answer of a step.</summary>
    public static (string Name, string Reply)? Answer(object before, object after) =>
        after is HostClientState { Last: { } name, Reply: { } reply } && !ReferenceEquals(before, after) ? (name, reply) : null;
}
