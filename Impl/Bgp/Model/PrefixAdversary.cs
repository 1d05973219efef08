using BgpVerified.Kit;
using BgpVerified.Spec.Commands;
using BgpVerified.Spec.Protocols;
using BgpVerified.Spec.Values;

namespace BgpVerified.Impl.Bgp;

/// <summary>The certificates that Byzantine processes can show with the rule prefix-quorums, of parts that were really signed.</summary>
/// <remarks>
/// A certificate is for any prefix of what acceptors voted for in a ballot, also for the empty one, with all votes for extensions of it.
/// Of the phase 1b messages that it may carry those count from which a base follows that it extends, as many as there are. A base
/// follows from certificates in its turn, those of its own ballot and of later ones included, as nothing keeps a Byzantine acceptor from
/// reporting them; so what can be shown is worked out again and again, until nothing is added.
/// </remarks>
internal sealed class PrefixAdversary(BgpConfig config, BgpAdversary adversary)
{
    /// <summary>The certificates for prefixes of what acceptors voted for in a ballot, without phase 1b messages.</summary>
    public ValueList<Certificate> AddCertificates(
        ValueList<Certificate> earlier, Ballot ballot, ValueList<Signed<CommandSequence>> votes) =>
        new(earlier.Concat(PrefixOffers.Prefixes(votes)
            .Select(prefix => adversary.Certified(ballot, prefix, PrefixOffers.Voters(votes, prefix)))));

    /// <summary>The certificates with the phase 1b messages that show a base for them, of those sent and of Byzantine acceptors.</summary>
    public ValueList<Certificate> WithBases(ValueList<Certificate> certificates, ValueSet<Message> answers)
    {
        var byBallot = answers.Cast<Phase1B>().GroupBy(answer => answer.Ballot)
            .ToDictionary(same => same.Key, same => new ValueSet<Message>(same));
        while (true)
        {
            var known = certificates;
            var bases = Shown(known).ToDictionary(ballot => ballot, ballot =>
                adversary.Justifications(
                    ballot, byBallot.GetValueOrDefault(ballot, ValueSet<Message>.Empty), known, BgpAdversary.NothingStable));
            certificates = new(known.Concat(Bare(bases)).DistinctBy(certificate => (certificate.Ballot, certificate.Value))
                .Select(certificate => certificate with { Reports = Most(bases[certificate.Ballot], certificate.Value) }));
            if (certificates.Equals(known))
            {
                return certificates;
            }
        }
    }

    /// <summary>
    /// What Byzantine acceptors claim by themselves, with the phase 1b messages that others with a shorter value of the ballot can carry.
    /// </summary>
    public IEnumerable<Certificate> WithBases(IEnumerable<Certificate> claims, IReadOnlyList<Certificate> certificates) =>
        config.Has(BgpRule.PrefixBase)
            ? claims.Select(claim => claim with
            {
                Reports = certificates.Where(shown => shown.Ballot == claim.Ballot && shown.Value.IsPrefixOf(claim.Value))
                    .Select(shown => shown.Reports).DefaultIfEmpty().Max(),
            })
            : claims;

    /// <summary>The ballots whose bases matter: if no votes are needed, all.</summary>
    private IEnumerable<Ballot> Shown(IEnumerable<Certificate> certificates) =>
        NeedsNoVotes ? config.Ballots : certificates.Select(certificate => certificate.Ballot).Distinct();

    /// <summary>If no votes are needed, certificates for the bases themselves: what Byzantine acceptors claim may extend them.</summary>
    private IEnumerable<Certificate> Bare(IReadOnlyDictionary<Ballot, ValueList<Justification>> bases) =>
        from shown in bases
        where NeedsNoVotes
        from justification in shown.Value
        select adversary.Certified(shown.Key, justification.Base, ProcessSet.None);

    private bool NeedsNoVotes => adversary.Acceptors.Count >= config.CertificateSize;

    private static int Most(ValueList<Justification> justifications, CommandSequence value) => justifications
        .Where(justification => justification.Base.IsPrefixOf(value)).Select(justification => justification.Reports).DefaultIfEmpty().Max();
}
