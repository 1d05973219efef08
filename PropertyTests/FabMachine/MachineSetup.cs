using BgpVerified.Impl.Fab;
using BgpVerified.Impl.FabMachine;
using BgpVerified.Kit;
using BgpVerified.Spec.Protocols;
using BgpVerified.Spec.Values;

namespace BgpVerified.PropertyTests.FabMachine;

/// <summary>What tests of the state machine's handlers begin from.</summary>
internal static class MachineSetup
{
    /// <summary>a = 6, l = 4, f = 1, two slots in parallel.</summary>
    public static Configuration Six { get; } = new()
    {
        Acceptors = 6,
        Ballots = new(["fast", "fast"]),
        Learners = 4,
        Rules = new MachineProtocol().Corrected(),
    };

    /// <summary>A leader's proposal, signed and in the window.</summary>
    public static SlotPropose Propose(int slot, string request, int number = 0, ProgressCertificate? certificate = null) =>
        new(slot, new(number, request, certificate), IsSigned: true, IsInWindow: true);

    /// <summary>That five acceptors, which are enough, have accepted a request.</summary>
    public static Quorum<SlotAccepted> Accepted(int slot, string request, int number = 0) =>
        new(new(slot, new(number, request)), ProcessSet.First(5));
}
