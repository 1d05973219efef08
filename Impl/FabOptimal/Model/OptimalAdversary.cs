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

    /// <summary>
    /// Correct processes' votes under the smallest names, so that what follows from them is worked out once, whoever they are of: but
    /// for leaders of earlier views, whose votes may have to be left out.
    /// </summary>
    public ValueSet<Message> Nameless(int view, ValueSet<Message> votes)
    {
        var (fixedOnes, others) = Split(view, votes.Cast<Vote>());
        var names = config.Correct.Where(process => !LedBefore(view, process));
        return new([.. fixedOnes, .. others.OrderBy(vote => $"{vote.Claim}", StringComparer.Ordinal).Zip(names, Signing.By)]);
    }

    /// <summary>The choices of votes that differ in what they allow, one of each; correct processes' votes first, then fewer.</summary>
    public ValueList<Allowed> Allowed(int view, VoteMaterial material) => new(
        Sets(view, material)
            .OrderByDescending(set => set.Fair)
            .ThenBy(set => set.Votes.Count)
            .ThenBy(set => set.Key, StringComparer.Ordinal)
            .Select(set => new Allowed(Selection.Of(set.Votes, config), new(set.Votes), set.Fair))
            .DistinctBy(allowed => allowed.Choice));

    /// <summary>The votes that a leader could have: those choices, with votes of those who have voted.</summary>
    public IEnumerable<Offer> Votes(int view, VotesSeen seen)
    {
        var others = Split(view, seen.Votes.Cast<Vote>()).Others.ToLookup(vote => vote.Claim);
        foreach (var choice in seen.Choices)
        {
            var (fixedOnes, nameless) = Split(view, choice.Votes);
            var named = nameless.GroupBy(vote => vote.Claim).SelectMany(alike => others[alike.Key].Take(alike.Count()));
            yield return new(new Votes(view, new(fixedOnes.Concat(named).OrderBy(vote => vote.From))), choice.Fair);
        }
    }

    /// <summary>The certificates that votes for a view can make, one for each choice, beside those of earlier views.</summary>
    public static ValueList<ProgressCertificate> AddCertificates(
        int view, ValueList<ProgressCertificate> earlier, ValueList<Allowed> allowed) => new(
        earlier.Concat(allowed.Select(found => new ProgressCertificate(view, found.Choice))
            .OrderBy(certificate => $"{certificate}", StringComparer.Ordinal)));

    private bool LedBefore(int view, ProcessId process) => Enumerable.Range(0, view).Any(before => config.Leads(process, before));

    /// <summary>Votes whose sender matters, or is Byzantine; and those of others.</summary>
    private (List<Vote> Fixed, List<Vote> Others) Split(int view, IEnumerable<Vote> votes)
    {
        var all = votes.ToLookup(vote => LedBefore(view, vote.From) || config.Byzantine.Contains(vote.From));
        return ([.. all[true]], [.. all[false]]);
    }

    /// <summary>
    /// Every set of some processes' votes, but for the empty one; of sets that differ in names only, where these do not matter, the
    /// first. A set is known by its votes' numbers, in rising order, each as one character.
    /// </summary>
    private IEnumerable<(string Key, IReadOnlyList<Vote> Votes, bool Fair)> Sets(int view, VoteMaterial material)
    {
        var claims = Claims(material.Earlier).ToList();
        var voters = material.Votes.Cast<Vote>().GroupBy(vote => vote.From).Select(own => own.ToList())
            .Concat(config.Byzantine.Select(process => claims.Select(claim => new Vote(view, claim).By(process)).ToList()))
            .OrderBy(own => own[0].From).ToList();
        var numbers = voters.SelectMany(own => own).Select(NameOf).Distinct().Order(StringComparer.Ordinal).Index()
            .ToDictionary(pair => pair.Item, pair => (char)(pair.Index + '0'));
        var found = new Dictionary<string, (IReadOnlyList<Vote> Votes, bool Fair)> { [string.Empty] = ([], true) };
        foreach (var own in voters)
        {
            var options = own.Select(vote => (Vote: vote, Number: numbers[NameOf(vote)])).ToList();
            foreach (var (key, (votes, fair)) in found.ToList())
            {
                foreach (var (vote, number) in options)
                {
                    found.TryAdd(Insert(key, number), ([.. votes, vote], fair && !config.Byzantine.Contains(vote.From)));
                }
            }
        }

        return found.Where(set => set.Value.Votes.Count > 0).Select(set => (set.Key, set.Value.Votes, set.Value.Fair));

        string NameOf(Vote vote) =>
            LedBefore(view, vote.From) || config.Byzantine.Contains(vote.From) ? vote.Text : $"{vote.Claim}";
    }

    private static string Insert(string key, char number)
    {
        var at = 0;
        while (at < key.Length && key[at] < number)
        {
            at++;
        }

        return key.Insert(at, number.ToString());
    }
}
