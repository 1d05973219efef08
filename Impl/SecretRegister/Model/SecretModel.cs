using BgpVerified.Impl.Registers;
using BgpVerified.Kit;
using BgpVerified.Spec.Protocols;
using BgpVerified.Spec.Registers;
using BgpVerified.Spec.Values;

namespace BgpVerified.Impl.SecretRegister;

/// <summary>Who takes part in a register of secrets, what each sees, and what must hold.</summary>
internal sealed class SecretModel(Configuration source)
    : RegisterModel<SecretConfig>(source, new(source), changed => new SecretModel(changed))
{
    protected override void Declare()
    {
        var proposers = Proposers(SecretProposerState.Initial);
        var acceptors = Acceptors(SecretAcceptorState.Initial);
        var adversary = new SecretAdversary(Config, proposers, acceptors);
        Collect<TimestampChange>(Config.TurnSize, m => m.Timestamp);
        Count<Write>(Config.WriteSize);
        To<TimestampChange>((m, p) => Config.IsLeader(p, m.Timestamp));
        React(proposers, acceptors);

        List<int> timestamps = [.. Config.AllTimestamps];
        var known = Gather("what faulty processes know", m => adversary.Hears(m) ? m : null, adversary.Known);
        var preWrites = timestamps.ConvertAll(at => Gather($"pre-write {at}", m => m is PreWrite w && w.Written.Timestamp == at));
        var tokens = timestamps.ConvertAll(at => known.Select($"secrets for {at}", all => new ValueSet<Secret>(all.Where(secret =>
            secret == Secret.OfTurn(at) || (secret.Timestamp < at && secret.Of != Secret.Turn)))));
        var writes = timestamps.ConvertAll(at => Tally<Write>($"writes {at}", m =>
            m is Write w && w.Written.Timestamp == at ? (w.From.Number, (Write)w.Unsigned) : null));
        var changes = timestamps.ConvertAll(at => Gather($"changes {at}", m => m is TimestampChange c && c.Timestamp == at)
            .With($"change reports {at}", known, (sent, all) => new Evidence(sent, all)));

        foreach (var at in timestamps.Skip(1))
        {
            proposers.Reads(
                changes[at],
                (_, _, seen) =>
                    from set in adversary.Reports(at, seen)
                    where set.Reports.Count > 0
                    select new Offer(new Reports<TimestampChange>(set.Reports), set.Fair),
                p => Config.IsLeader(p, at));
        }

        foreach (var at in timestamps)
        {
            acceptors.Reads(preWrites[at], (_, _, seen) => Offers.Fair(seen));
            acceptors.Reads(tokens[at], (_, _, seen) => Offers.Unfair(adversary.PreWrites(at, seen)), _ => proposers.Byzantine.Count > 0);
            acceptors.Reads(writes[at], (_, _, seen) => adversary.Quorums(at, seen));
        }

        timestamps.ForEach(at => Forge(tokens[at], seen => adversary.PreWrites(at, seen)));
        Forge(known, adversary.Claims);
        timestamps.ForEach(at => Forge(writes[at], seen => adversary.Signatures(at, seen)));
        Learners(proposers, acceptors, Visible);
        Claims([.. Conditions(acceptors)], []);
    }

    private void React(
        RoleModel<SecretProposerState, SecretConfig> proposers, RoleModel<SecretAcceptorState, SecretConfig> acceptors)
    {
        var own = Config.AllTimestamps.Where(at => !Config.ByzantineProposers.Contains(Config.LeaderOf(at))).ToList();
        proposers
            .On<FirstWrite>(SecretProposer.On, happens: own.Contains(0))
            .On<Reports<TimestampChange>>(SecretProposer.On, happens: own.Any(at => at > 0))
            .Acts((_, _) => Offers.Fair([new FirstWrite()]));

        // Fair whoever leads: acceptors "periodically increment their timestamps" (section 6.2).
        acceptors
            .On<PreWrite>(SecretAcceptor.On)
            .On<Quorum<Write>>(SecretAcceptor.On)
            .Local<TimestampTimeout>(
                SecretAcceptor.On,
                _ => Config.AllTimestamps.Select(at => (new TimestampTimeout(at), true)),
                happens: Config.Timestamps > 1);
    }

    /// <summary>"A write is visible once a quorum of acceptors send write messages in response to it" (section 6.2).</summary>
    private IEnumerable<TimestampedValue> Visible(IReadOnlyList<AcceptorEvents> acceptors)
    {
        var counts = new List<(TimestampedValue Written, int Count)>();
        foreach (var acceptor in acceptors)
        {
            WriteCounts.Add(counts, acceptor.Taken);
        }

        return counts.Where(count => count.Count + Config.ByzantineAcceptors.Count >= Config.WriteSize).Select(count => count.Written);
    }

    /// <summary>Section 8's two conditions on the secrets, and what the third kind of secret is for (R11).</summary>
    private IEnumerable<Property> Conditions(IRole acceptors)
    {
        yield return new(
            "ValueSecretInv",
            PropertyKind.Invariant,
            acceptors.Places,
            (_, state) => new AcceptorEvents(new(((SecretAcceptorState)state).Taken), ValueList<TimestampedValue>.Empty),
            (seen, _) => ValueSecretsShowVisible([.. seen.Cast<AcceptorEvents>()]),
            "whoever can reconstruct the secret of a value at a timestamp, it is visible (section 8, first condition)");
        yield return new(
            "BottomSecretInv",
            PropertyKind.Invariant,
            acceptors.Places,
            (_, state) => new Gave(((SecretAcceptorState)state).Released, ((SecretAcceptorState)state).Acknowledged),
            (seen, _) => BottomSecretsShowNothingTotal([.. seen.Cast<Gave>()]),
            "if anybody can reconstruct the secret of ⊥ at a timestamp, no write there is total (section 8, second condition)");
        if (Config.Timestamps > 1)
        {
            yield return new(
                "TimestampInv",
                PropertyKind.Invariant,
                acceptors.Places,
                (_, state) => new Reached(
                    ((SecretAcceptorState)state).Timestamp,
                    ((SecretAcceptorState)state).Taken.Select(write => write.Timestamp).DefaultIfEmpty().Max()),
                (seen, _) => HaveBegun([.. seen.Cast<Reached>()]),
                "an acceptor takes a write at a timestamp only if a quorum, Byzantine ones included, has come to it (figure 5, read)");
        }
    }

    private bool ValueSecretsShowVisible(IReadOnlyList<AcceptorEvents> acceptors)
    {
        var visible = Visible(acceptors).ToList();
        return acceptors.SelectMany(acceptor => acceptor.Taken).Distinct().All(written =>
            acceptors.Count(acceptor => acceptor.Taken.Contains(written)) + Config.ByzantineAcceptors.Count < Config.ValueSize
            || visible.Contains(written));
    }

    private bool BottomSecretsShowNothingTotal(IReadOnlyList<Gave> acceptors) =>
        acceptors.SelectMany(one => one.Acknowledged).Distinct().All(written =>
            acceptors.Count(one => one.Acknowledged.Contains(written)) + Config.ByzantineAcceptors.Count < Config.TotalSize
            || acceptors.Count(one => one.Released.Contains(written.Timestamp)) + Config.ByzantineAcceptors.Count < Config.BottomSize);

    private bool HaveBegun(IReadOnlyList<Reached> acceptors)
    {
        var highest = acceptors.Select(one => one.Taken).DefaultIfEmpty().Max();
        return highest == 0
            || acceptors.Count(one => one.Timestamp >= highest) + Config.ByzantineAcceptors.Count >= Config.TurnSize;
    }

    private sealed record Gave(ValueSet<int> Released, ValueList<TimestampedValue> Acknowledged);

    private sealed record Reached(int Timestamp, int Taken);
}
