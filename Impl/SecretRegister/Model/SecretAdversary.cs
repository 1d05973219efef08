using BgpVerified.Kit;
using BgpVerified.Spec.Protocols;
using BgpVerified.Spec.Registers;
using BgpVerified.Spec.Values;

namespace BgpVerified.Impl.SecretRegister;

/// <summary>What a leader can be told: reports of correct acceptors, and the secrets that Byzantine ones can reveal.</summary>
/// <param name="Sent">Timestamp changes.</param>
/// <param name="Known">The secrets that faulty processes know together.</param>
internal sealed record Evidence(ValueSet<Message> Sent, ValueSet<Secret> Known);

/// <summary>
/// What Byzantine processes could send: they compute without bounds, know together all that any of them holds or was sent, and guess no
/// secret. They have no state: whatever they could send is taken as sent. They do not send in another's name: channels tell who sends.
/// </summary>
/// <remarks>
/// Nothing here asks what a handler will take. Of messages that differ only in how many secrets or shares they show, the one with the
/// most stands for all: those with fewer could be sent before, when fewer were known.
/// </remarks>
internal sealed class SecretAdversary(SecretConfig config, IRole proposers, IRole acceptors)
{
    /// <summary>
    /// Whether a faulty process is sent the message: WRITEs and pre-writes go to all acceptors, changes to the timestamp's leader. With
    /// the option that channels are open, all hear everything.
    /// </summary>
    public bool Hears(Message message) => config.Has(SecretRule.OpenChannels)
        ? acceptors.Byzantine.Count + proposers.Byzantine.Count > 0 && message is Write or PreWrite or TimestampChange
        : message switch
        {
            Write or PreWrite => acceptors.Byzantine.Count > 0,
            TimestampChange change => config.ByzantineProposers.Contains(config.LeaderOf(change.Timestamp)),
            _ => false,
        };

    /// <summary>The secrets that faulty processes know: those revealed to them, and those of which they have enough shares.</summary>
    public ValueSet<Secret> Known(ValueSet<Message> heard)
    {
        if (!config.Has(SecretRule.SecretsHidden))
        {
            return new(Dealt());
        }

        var changes = heard.OfType<TimestampChange>().ToList();
        return new(
        [
            .. Dealt().Where(secret => SharesOf(secret) + acceptors.Byzantine.Count >= SizeOf(secret)),
            .. changes.Select(change => change.Revealed).OfType<Secret>(),
            .. heard.OfType<PreWrite>().SelectMany(write => write.Token.Secrets),
        ]);

        int SharesOf(Secret secret) => secret.Of switch
        {
            Secret.Bottom => changes.Where(change => change.Released.Contains(secret.Timestamp)).DistinctBy(change => change.From).Count(),
            Secret.Turn => changes.Count(change => change.Timestamp == secret.Timestamp),
            _ => heard.OfType<Write>().Count(write => Secret.OfValue(write.Written) == secret),
        };
    }

    /// <summary>
    /// The sets of reports that a leader could receive, of any size up to a quorum: those of correct acceptors, one each, and of Byzantine
    /// ones. They give all their shares of ⊥, and one reveals any secret that is known; more of them would add nothing to a token.
    /// </summary>
    public IEnumerable<(ValueList<TimestampChange> Reports, bool Fair)> Reports(int timestamp, Evidence seen)
    {
        IReadOnlyList<Secret?> claims = [null, .. seen.Known.Where(secret => secret.IsOfValue)];
        foreach (var lying in Enumerable.Range(0, Math.Min(acceptors.Byzantine.Count, config.TurnSize) + 1))
        {
            var lies = (lying == 0 ? [null] : claims).Select(claim => Lie(claim).ToList()).ToList();
            foreach (var correct in Offers.UpTo(seen.Sent.Cast<TimestampChange>(), config.TurnSize - lying))
            {
                foreach (var lie in lies)
                {
                    yield return (new(lying == 0 ? correct : correct.Concat(lie).OrderBy(m => m.From)), lying == 0);
                }
            }

            IEnumerable<TimestampChange> Lie(Secret? claim) =>
                acceptors.Byzantine.Take(lying).Select((acceptor, i) => Change(timestamp, i == 0 ? claim : null).By(acceptor));
        }
    }

    /// <summary>
    /// The pre-writes of a timestamp that Byzantine proposers could send, with whatever secrets they know: of any value, also of another
    /// than the token's. A token for the value written stands for one for ⊥, where both are good.
    /// </summary>
    public IEnumerable<PreWrite> PreWrites(int timestamp, ValueSet<Secret> known)
    {
        var tokens = config.Values.Prepend(null).Select(value => SecretToken.Of(new(value, timestamp), known)).ToList();
        return
            from proposer in proposers.Byzantine
            from value in config.Values
            from token in tokens
            where token.Token.Value is not null || !tokens.Any(better => better.Token.Value == value && better.Proves(config))
            select new PreWrite(new(value, timestamp), token).By(proposer);
    }

    /// <summary>The reports that Byzantine acceptors could send, to the leaders of any timestamps.</summary>
    public IEnumerable<SignedMessage> Claims(ValueSet<Secret> known) =>
        from acceptor in acceptors.Byzantine
        from timestamp in config.AllTimestamps.Skip(1)
        from claim in (IEnumerable<Secret?>)[null, .. known.Where(secret => secret.IsOfValue)]
        select Change(timestamp, claim).By(acceptor);

    /// <summary>The signers of each WRITE of a timestamp; Byzantine acceptors give shares of any, also where nobody else does.</summary>
    public IEnumerable<Offer> Quorums(int timestamp, ValueList<Signed<Write>> writes) =>
        from signed in writes.Concat(
            from write in AnyOf(timestamp)
            where writes.All(signed => signed.Statement != write)
            select new Signed<Write>(write, ProcessSet.None))
        from offer in Offers.Quorums(signed.Signers, config.ByzantineAcceptors, signers => new Quorum<Write>(signed.Statement, signers))
        select offer;

    /// <summary>
    /// The WRITEs that Byzantine acceptors send, message by message: what others have sent. What nobody else sends is only counted, and
    /// nobody hears of it before so many have, unless the Byzantine acceptors alone are as many.
    /// </summary>
    public IEnumerable<Write> Signatures(int timestamp, ValueList<Signed<Write>> writes) =>
        from acceptor in acceptors.Byzantine
        from write in acceptors.Byzantine.Count >= config.WriteSize ? AnyOf(timestamp) : writes.Select(signed => signed.Statement)
        select write.By(acceptor);

    /// <summary>A Byzantine acceptor's report, with its shares of all secrets of ⊥.</summary>
    private TimestampChange Change(int timestamp, Secret? claim) => new(timestamp, claim, new(config.AllTimestamps));

    /// <summary>A WRITE of each value that the dealer has dealt a secret for: of another there is no share, and nobody counts it.</summary>
    private IEnumerable<Write> AnyOf(int timestamp) => acceptors.Byzantine.Count == 0
        ? []
        : config.Values.Select(value => new Write(new TimestampedValue(value, timestamp)).By(new(acceptors.Letter, ProcessId.Nobody)));

    private IEnumerable<Secret> Dealt() =>
        from timestamp in config.AllTimestamps
        from of in config.Values.Append(Secret.Bottom).Append(Secret.Turn)
        select new Secret(timestamp, of);

    private int SizeOf(Secret secret) => secret.Of switch
    {
        Secret.Bottom => config.BottomSize,
        Secret.Turn => config.TurnSize,
        _ => config.ValueSize,
    };
}
