using BgpVerified.Spec.Protocols;
using BgpVerified.Spec.Values;

namespace BgpVerified.Impl.Fab;

/// <summary>What the witness has seen.</summary>
/// <param name="Chosen">The values chosen, each with the proposal that it was chosen in.</param>
/// <param name="IsBacked">Whether each of them was accepted by ⌈(a + f + 1) / 2⌉ acceptors.</param>
/// <param name="Unchosen">A value that was learned while it was not chosen; null if none.</param>
/// <param name="Faulty">The first certificate seen that contradicts a claim of the paper; null if none.</param>
public sealed record WitnessState(ValueSet<Proposal> Chosen, bool IsBacked, string? Unchosen, ProgressCertificate? Faulty) : IDescribed
{
    /// <summary>A witness that has seen nothing.</summary>
    public static WitnessState Initial { get; } = new(ValueSet<Proposal>.Empty, true, null, null);

    /// <inheritdoc/>
    public IEnumerable<(string Name, string Value)> Fields =>
        [("chosen", Chosen.ToString()), ("unchosen", Unchosen ?? "none"), ("faulty", Faulty?.ToString() ?? "none")];
}

/// <summary>
/// The witness is no process of the protocol but a history variable: it sends nothing, and remembers what the properties
/// are about. "Chosen" is said of all correct acceptors together, so that no process of the protocol knows it. What it
/// notes stays true, so that it does not matter when it notes it.
/// </summary>
public static class Witness
{
    /// <summary>A value has been chosen.</summary>
    /// <remarks>Sections IV-C.2 and V, definitions of "chosen". TLA+: no action; the state function Chosen.</remarks>
    public static Step<WitnessState> On(WitnessState self, ChosenSeen m, FabConfig config) =>
        self.Chosen.Contains(m.Chosen)
            ? Step.Ignore(self)
            : Step.To(self with { Chosen = self.Chosen.Add(m.Chosen), IsBacked = self.IsBacked && m.Backed });

    /// <summary>A learner has learned a value that is not chosen at this time.</summary>
    /// <remarks>Section I, CS3. TLA+: no action; the invariant CS3Inv.</remarks>
    public static Step<WitnessState> On(WitnessState self, UnchosenSeen m, FabConfig config) =>
        self.Unchosen is null ? Step.To(self with { Unchosen = m.Value }) : Step.Ignore(self);

    /// <summary>A certificate can be put together that should not exist; one as it should be is ignored.</summary>
    /// <remarks>Lemmas 2, 5 and 7. TLA+: no action; the state function Certificates.</remarks>
    public static Step<WitnessState> On(WitnessState self, CertificateSeen m, FabConfig config) =>
        self.Faulty is null && (VouchesForNothing(m.Certificate) || Contradicts(m.Certificate, self.Chosen, config))
            ? Step.To(self with { Faulty = m.Certificate })
            : Step.Ignore(self);

    /// <summary>
    /// Contradicts Lemma 7, and "by construction, all progress certificates vouch for at least one value" in the proof of Lemma 3.
    /// </summary>
    public static bool VouchesForNothing(ProgressCertificate certificate) => certificate.Vouching.None;

    /// <summary>Contradicts lemmas 2 and 5: once a value is chosen, later certificates vouch for it alone (Lemma 5: or for none).</summary>
    public static bool Contradicts(ProgressCertificate certificate, IEnumerable<Proposal> chosen, FabConfig config) =>
        chosen.Any(earlier => earlier.Number < certificate.Number
            && !(certificate.Vouching.None ? config.Parameterized : certificate.Vouching.Value == earlier.Value));
}
