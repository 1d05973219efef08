using BgpVerified.Kit;
using BgpVerified.Spec.Protocols;
using BgpVerified.Spec.Values;

namespace BgpVerified.Impl.FabOptimal;

/// <summary>
/// What Byzantine processes could send, computed from what correct processes have signed. They have no state: whatever they could
/// send is taken as sent. They cannot sign for a correct process.
/// </summary>
/// <remarks>
/// No guard of a handler is asked: what is offered here and ignored there shows that the handler looks. Left out is any value but the
/// processes' inputs, since handlers only compare values.
/// </remarks>
internal sealed class OptimalAdversary(OptimalConfig config)
{
    /// <summary>What each Byzantine process can propose in a view: every value, with every certificate that there is, or none.</summary>
    public IEnumerable<Message> Proposals(int view, ValueList<ProgressCertificate> certificates) =>
        from process in config.Byzantine
        from value in config.Inputs
        from certificate in certificates.Cast<ProgressCertificate?>().Append(null)
            .OrderBy(shown => shown?.Supports(new(view, value), config) == true ? 0 : shown is null ? 1 : 2)
        where view > 0 || certificate is null
        select new Propose(view, value, certificate).By(process);

    /// <summary>Of each value in a view, whether its leader has signed it, and whether there is a certificate that allows it.</summary>
    public ValueList<Shown> Shown(int view, ValueSet<Message> proposed, ValueList<ProgressCertificate> certificates) => new(
        from value in config.Inputs
        let proposal = new Proposal(view, value)
        let isProposed = proposed.Any(m => ((Propose)m).Proposal == proposal && config.Leads(((Propose)m).From, view))
        select new Shown(
            proposal,
            isProposed || config.IsByzantineLeader(view),
            isProposed || view == 0 || certificates.Any(certificate => certificate.Supports(proposal, config))));

    /// <summary>The same, with the number of signatures that acknowledge each value; more than are asked for change nothing.</summary>
    public ValueList<Claimable> Claimed(ValueList<Shown> shown, ValueList<Signed<Ack>> acks) => new(
        from one in shown
        let correct = acks.FirstOrDefault(signed => signed.Statement.Proposal == one.Proposal)?.Signers.Count ?? 0
        select new Claimable(one, config.HasSlowPath ? Math.Min(correct + config.Byzantine.Count, config.CertificateSize) : 0));

    /// <summary>
    /// What a Byzantine process can claim in a vote: nothing, or any proposal of an earlier view; and, if there is a slow path, no
    /// commit certificate or any, with the signatures that there are.
    /// </summary>
    public IEnumerable<Claim> Claims(ValueList<Claimable> earlier) =>
        from acked in earlier.Select(one => one.Shown).Prepend(null)
        from commit in earlier.Where(_ => config.HasSlowPath)
            .Select(one => new CommitCertificate(one.Shown.Proposal, one.Signatures)).Prepend(null)
        select new Claim(acked, commit);

    /// <summary>The votes that a leader could have, some that allow each choice; correct processes' ones first.</summary>
    public IEnumerable<Offer> Votes(int view, VoteMaterial material) =>
        Distinct(view, material).Select(found => new Offer(new Votes(view, new(found.Votes)), found.Fair));

    /// <summary>The certificates that votes for a view can make, one for each choice, beside those of earlier views.</summary>
    public ValueList<ProgressCertificate> AddCertificates(int view, ValueList<ProgressCertificate> earlier, VoteMaterial material) => new(
        earlier.Concat(Distinct(view, material).Select(found => new ProgressCertificate(view, found.Choice))
            .OrderBy(certificate => $"{certificate}", StringComparer.Ordinal)));

    private List<(Choice Choice, IReadOnlyList<Vote> Votes, bool Fair)> Distinct(int view, VoteMaterial material) =>
    [
        .. Choices(view, material)
            .OrderByDescending(found => found.Fair)
            .ThenBy(found => found.Votes.Count)
            .ThenBy(found => found.Key, StringComparer.Ordinal)
            .Select(found => (Choice: Selection.Of(found.Votes, config), found.Votes, found.Fair))
            .DistinctBy(found => found.Choice),
    ];

    /// <summary>Every choice of some processes' votes, in the order of the processes; of choices with equal votes the first.</summary>
    /// <remarks>Votes are equal whoever they are of, but for the leaders of earlier views: theirs may have to be left out.</remarks>
    private IEnumerable<(string Key, IReadOnlyList<Vote> Votes, bool Fair)> Choices(int view, VoteMaterial material)
    {
        var claims = Claims(material.Earlier).ToList();
        var voters = material.Votes.Cast<Vote>().GroupBy(vote => vote.From).Select(own => own.ToList())
            .Concat(config.Byzantine.Select(process => claims.Select(claim => new Vote(view, claim).By(process)).ToList()))
            .OrderBy(own => own[0].From);
        var found = new Dictionary<string, (IReadOnlyList<Vote> Votes, bool Fair)> { [string.Empty] = ([], true) };
        foreach (var own in voters)
        {
            var isCorrect = !config.Byzantine.Contains(own[0].From);
            var longer =
                from chosen in found.Values.ToList()
                from vote in own
                select ((IReadOnlyList<Vote>)[.. chosen.Votes, vote], chosen.Fair && isCorrect);
            foreach (var chosen in longer)
            {
                found.TryAdd(KeyOf(chosen), chosen);
            }
        }

        return found.Where(pair => pair.Value.Votes.Count > 0).Select(pair => (pair.Key, pair.Value.Votes, pair.Value.Fair));

        string KeyOf((IReadOnlyList<Vote> Votes, bool Fair) chosen) =>
            $"{chosen.Fair} {string.Join('|', chosen.Votes.Select(NameOf).Order(StringComparer.Ordinal))}";

        string NameOf(Vote vote) =>
            Enumerable.Range(0, view).Any(before => config.Leads(vote.From, before)) ? vote.Text : $"{vote.Claim}";
    }
}
