using BgpVerified.Kit;

namespace BgpVerified.Impl.Fab;

/// <summary>
/// What a new leader shows with its proposal: the signed answers of enough acceptors to its query, and so what may have
/// been chosen before.
/// </summary>
/// <remarks>
/// Sections IV-C.2 and V. Symbolic: something that runs would send the signed answers, and the acceptor would compute
/// <see cref="From"/> again.
/// </remarks>
/// <param name="Number">The proposal number of the query that was answered.</param>
/// <param name="Answers">How many acceptors' signed answers it carries.</param>
/// <param name="Vouching">What the answers allow to be proposed.</param>
public sealed record ProgressCertificate(int Number, int Answers, Vouching Vouching)
{
    /// <summary>
    /// Whether acceptors must take it as allowing a value in a proposal: a - f answers to the query of this number, no more, vouch
    /// for it.
    /// </summary>
    /// <remarks>Figure 4, lines 123-125; figure 5, lines 232-234 and 291-299.</remarks>
    public bool Supports(int number, string value, FabConfig config) =>
        config.Asks(FabRule.CertificateNumber, Number == number) && Answers == config.CertificateSize && Vouching.Allows(value);

    /// <summary>
    /// The certificate that answers to the query of a number make, one answer an acceptor; those with an invalid commit proof do
    /// not count.
    /// </summary>
    public static ProgressCertificate From(int number, IEnumerable<Answer> answers, FabConfig config)
    {
        var valid = new List<Answer>(config.Acceptors);
        var proofs = new List<Proposal>();
        foreach (var answer in answers)
        {
            if (answer.Proof?.IsValid(config) != false)
            {
                valid.Add(answer);
                if (answer.Proof is { } proof && (config.Has(FabRule.ProofNumber) || proof.Proposal.Number == number))
                {
                    proofs.Add(proof.Proposal);
                }
            }
        }

        return new(number, valid.Count, VouchingOf(valid, proofs, config));
    }

    /// <inheritdoc/>
    public override string ToString() => $"certificate {Number} by {Answers}: {Vouching}";

    /// <summary>
    /// Fast evidence is a value that a majority of the answers has: it may have been chosen by what acceptors accepted.
    /// Slow evidence is a commit proof: its value may have been chosen by commit proofs.
    /// </summary>
    /// <remarks>
    /// As published every piece of evidence forbids every other value; then a commit proof for one value and a majority
    /// for another (P02), or commit proofs of two proposals (P03), leave none. Corrected, the newest evidence decides: a
    /// commit proof shows that nothing else was chosen up to its number, so that a majority counts against it only by
    /// what was accepted later; and acceptors that accept later do so only with a certificate (P04).
    /// </remarks>
    private static Vouching VouchingOf(List<Answer> answers, List<Proposal> proofs, FabConfig config)
    {
        if (proofs.Count > 0 && (config.Has(FabRule.NewestEvidence) || config.Has(FabRule.ProofWins)))
        {
            var newest = proofs.Max()!;
            var later = config.Has(FabRule.ProofWins) ? null : Majority(answers, newest.Number, config);
            return Vouching.Only(later ?? newest.Value);
        }

        var value = Majority(answers, -1, config);
        foreach (var proven in proofs)
        {
            if (value is not null && value != proven.Value)
            {
                return Vouching.Nothing;
            }

            value = proven.Value;
        }

        return value is null ? Vouching.Any : Vouching.Only(value);
    }

    /// <summary>The value that ⌈(a - f + 1) / 2⌉ answers accepted after a number; there is at most one among a - f answers.</summary>
    private static string? Majority(List<Answer> answers, int after, FabConfig config)
    {
        foreach (var candidate in answers)
        {
            var count = 0;
            foreach (var answer in answers)
            {
                count += answer.Accepted is { } accepted && accepted.Number > after && accepted.Value == candidate.Accepted?.Value ? 1 : 0;
            }

            if (count >= config.MajoritySize)
            {
                return candidate.Accepted!.Value;
            }
        }

        return null;
    }
}
