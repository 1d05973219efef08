using BgpVerified.Spec.Protocols;

namespace BgpVerified.Impl.Bgp;

/// <summary>Errata.</summary>
public static class BgpErrata
{
    /// <summary>Every erratum.</summary>
    public static IReadOnlyList<Erratum> All { get; } = [];
}
