using BgpVerified.Spec.Protocols;

namespace BgpVerified.Impl.Fab;

/// <summary>What is wrong with the published protocols, and what the corrected ones do instead.</summary>
public static class FabErrata
{
    /// <summary>The errata of FaB Paxos.</summary>
    public static IReadOnlyList<Erratum> Fab { get; } = [];

    /// <summary>The errata of Parameterized FaB Paxos.</summary>
    public static IReadOnlyList<Erratum> Pfab { get; } = [];
}
