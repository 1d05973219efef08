namespace BgpVerified.Impl.Fab;

/// <summary>
/// What a new leader shows with its proposal: the signed answers of enough acceptors to its query, and so what may have
/// been chosen before.
/// </summary>
/// <remarks>
/// Sections IV-C.2 and V. Symbolic: a host sends the signed answers, and the acceptor computes <see cref="From"/> again.
/// </remarks>
/// <param name="Number">The proposal number of the query that was answered.</param>
/// <param name="Answers">How many acceptors' signed answers it carries.</param>
/// <param name="Vouching">What the answers allow to be proposed.</param>
public sealed record ProgressCertificate(int Number, int Answers, Vouching Vouching)
{
    /// <summary>Whether acceptors must take it as allowing a value in a proposal.</summary>
    /// <remarks>Figure 4, lines 123-125; figure 5, lines 232-234 and 291-299.</remarks>
    /// <param name="number">The proposal number.</param>
    /// <param name="value">The value.</param>
    /// <param name="config">The system.</param>
    /// <returns>True if a - f answers to the query of this number, no more, vouch for the value.</returns>
    public bool Supports(int number, string value, FabConfig config) =>
        (Number == number || !config.Has(FabRule.CertificateNumber)) && Answers == config.CertificateSize && Vouching.Allows(value);

    /// <summary>The certificate that answers make.</summary>
    /// <param name="number">The proposal number that they answer.</param>
    /// <param name="answers">One answer an acceptor; those with an invalid commit proof do not count.</param>
    /// <param name="config">The system.</param>
    /// <returns>The certificate.</returns>
    public static ProgressCertificate From(int number, IEnumerable<Answer> answers, FabConfig config)
    {
        var valid = answers.Where(answer => answer.Proof?.IsValid(config) != false).ToList();
        return new(number, valid.Count, VouchingOf(number, valid, config));
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
    private static Vouching VouchingOf(int number, IReadOnlyList<Answer> answers, FabConfig config)
    {
        var proofs = answers.Select(answer => answer.Proof).OfType<CommitProof>().Select(proof => proof.Proposal)
            .Where(proven => config.Has(FabRule.ProofNumber) || proven.Number == number)
            .ToList();
        if (config.Has(FabRule.NewestEvidence) && proofs.Count > 0)
        {
            var newest = proofs.Max()!;
            return Majority(answers.Where(answer => answer.Accepted?.Number > newest.Number), config) is { } later
                ? Vouching.Only(later)
                : Vouching.Only(newest.Value);
        }

        var majority = Majority(answers, config);
        var evidence = proofs.Select(proven => proven.Value).ToList();
        if (majority is not null && !(config.Has(FabRule.ProofWins) && evidence.Count > 0))
        {
            evidence.Add(majority);
        }

        return evidence.Distinct().ToList() switch
        {
            [] => Vouching.Any,
            [var one] => Vouching.Only(one),
            _ => Vouching.Nothing,
        };
    }

    /// <summary>The value that ⌈(a - f + 1) / 2⌉ answers have; there is at most one among a - f answers.</summary>
    private static string? Majority(IEnumerable<Answer> answers, FabConfig config) =>
        answers.Where(answer => answer.Accepted is not null)
            .CountBy(answer => answer.Accepted!.Value)
            .Where(count => count.Value >= config.MajoritySize)
            .OrderByDescending(count => count.Value).ThenBy(count => count.Key, StringComparer.Ordinal)
            .Select(count => count.Key)
            .FirstOrDefault();
}
