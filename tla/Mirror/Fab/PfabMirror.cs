using BgpVerified.Impl.Fab;
using BgpVerified.Spec.Protocols;

namespace BgpVerified.Mirror.Fab;

/// <summary>
/// Parameterized FaB Paxos in <c>Fab.tla</c>: the same handlers and the same module, with commit proofs, and other lemmas.
/// </summary>
public sealed class PfabMirror : FabMirror
{
    /// <inheritdoc/>
    public override IProtocol Protocol { get; } = new PfabProtocol();

    /// <inheritdoc/>
    public override IReadOnlyList<string> Invariants { get; } =
    [
        "CS1Inv", "CS2Inv", "CS3Inv", "AgreementInv", "ElectionInv",
        "Corollary1Inv", "Lemma4Inv", "Corollary2Inv", "Lemma5Inv", "Lemma6Inv", "Lemma7Inv",
    ];

    /// <inheritdoc/>
    protected override bool IsParameterized => true;
}
