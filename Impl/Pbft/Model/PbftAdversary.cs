using BgpVerified.Kit;
using BgpVerified.Spec.Protocols;
using BgpVerified.Spec.Values;

namespace BgpVerified.Impl.Pbft;

/// <summary>
/// What Byzantine processes could send, computed from what correct processes have signed. They have no state: whatever they could send is
/// taken as sent. They cannot sign for a correct process.
/// </summary>
/// <remarks>
/// No guard of a handler is asked: what is offered here and ignored there shows that the handler looks. Of two messages that ask for the
/// same only the one with more signatures is made.
/// </remarks>
internal sealed class PbftAdversary(PbftConfig config)
{
    private const string Forged = "forged";

    private List<ProcessId> Replicas { get; } = [.. config.ByzantineReplicas.Named('r')];

    private IEnumerable<int> Numbers => Enumerable.Range(1, config.Numbers);

    /// <summary>Every request that a process could name: those of all clients, one that nobody made, and the null request.</summary>
    public IEnumerable<string> Nameable => config.Operations.Append(Forged).Append(Register.Null);

    /// <summary>What a Byzantine primary can give a number: what clients have signed, and what it makes up.</summary>
    public ValueSet<Message> PrePrepares(int view, ValueSet<string> signed) => new(
        from number in Numbers
        from request in signed.Append(Forged).Append(Register.Null)
        select new PrePrepare(view, number, request).By(new('r', config.PrimaryOf(view))));

    /// <summary>What Byzantine replicas can reply by themselves.</summary>
    public IEnumerable<Reply> Replies(string request) =>
        Nameable.Append(Register.Initial).Select(result => new Reply(request, result));

    /// <summary>What Byzantine replicas can answer a read.</summary>
    public IEnumerable<ReadReply> ReadReplies(string read) =>
        Nameable.Append(Register.Initial).Select(value => new ReadReply(read, value));

    /// <summary>What Byzantine replicas can say the state is after a number, by themselves: something made up.</summary>
    public IEnumerable<Checkpoint> Checkpoints(int number) => [new(number, MadeUp(number))];

    /// <summary>
    /// The certificates for what was prepared at a number of a view, with all signatures that exist: they may be too few.
    /// </summary>
    public ValueList<Certificate> AddCertificates(
        ValueList<Certificate> earlier, int view, int number, ValueList<Signed<Prepare>> prepares)
    {
        var byzantine = config.ByzantineReplicas.Except(ProcessSet.Of(config.PrimaryOf(view))).Count;
        var primary = config.ByzantineReplicas.Contains(config.PrimaryOf(view)) ? 1 : 0;
        var stated = prepares.Select(signed =>
            new Certificate(view, number, signed.Statement.Request, Capped(signed.Signers.Count + byzantine + 1)));
        var alone = Nameable.Where(request => prepares.All(signed => signed.Statement.Request != request))
            .Select(request => new Certificate(view, number, request, byzantine + primary));
        return new(earlier.Concat(stated).Concat(alone));
    }

    /// <summary>The checkpoints for which there are signatures, of a number and all before.</summary>
    public ValueList<StableCheckpoint> AddCheckpoints(
        ValueList<StableCheckpoint> earlier, int number, ValueList<Signed<Checkpoint>> said) =>
        new(earlier
            .Concat(said.Select(one => new StableCheckpoint(number, one.Statement.Log,
                Math.Min(one.Signers.Count + config.ByzantineReplicas.Count, (2 * config.F) + 1))))
            .Append(new(number, MadeUp(number), config.ByzantineReplicas.Count)));

    /// <summary>
    /// What Byzantine replicas could say when they ask for a view: the first of them any checkpoint, and at each number nothing or any
    /// certificate; the others nothing, since more liars add nothing to what one can make the new primary propose.
    /// </summary>
    public IEnumerable<ViewChange> ViewChanges(int view, Material material) =>
        Replicas.SelectMany(own => own == Replicas[0] ? Lies(own, view, material) : [Plain(own, view)]);

    /// <summary>The view-change messages that a replica could receive: those of correct replicas, with any of Byzantine ones.</summary>
    public IEnumerable<Offer> Quorums(ProcessId replica, int view, ValueSet<Message> sent, Material material)
    {
        var isPrimary = config.IsPrimary(replica, view);
        var all = sent.Cast<ViewChange>().ToList();
        var join = Pairs([(all, []), (all, [.. Replicas.Select(own => Plain(own, view))])]);
        var begin = Pairs(
            from correct in isPrimary ? Offers.Subsets(all) : []
            where correct.Any(own => own.From == replica)
            from liars in Together(view, material)
            select (correct, liars));
        return begin
            .OrderByDescending(found => found.Fair)
            .DistinctBy(found => NewViewProof.From(view, found.Reports, config))
            .Concat(join)
            .Where(found => found.Reports.Count > 0)
            .Select(found => new Offer(new Reports<ViewChange>(new(found.Reports.OrderBy(m => m.From))), found.Fair));
    }

    /// <summary>
    /// The new-view messages of a Byzantine primary: with every proof that it can make, and what follows from it; and with the first of
    /// them any other requests.
    /// </summary>
    public ValueSet<Message> NewViews(int view, ValueSet<Message> sent, Material material, ValueSet<string> signed)
    {
        var proofs = Offers.Subsets<ViewChange>([.. sent.Cast<ViewChange>()])
            .SelectMany(correct => Together(view, material).Select(liars => NewViewProof.From(view, [.. correct, .. liars], config)))
            .GroupBy(proof => (proof.Stable, proof.Requests))
            .Select(alike => alike.MaxBy(proof => proof.Messages)!)
            .Select(proof => proof with { Messages = Math.Min(proof.Messages, (2 * config.F) + 1) })
            .OrderByDescending(proof => proof.Messages).ThenBy(proof => $"{proof}", StringComparer.Ordinal)
            .ToList();
        var others = Sequences(signed.Append(Forged).Append(Register.Null), config.Numbers);
        return new(
            from proof in proofs
            from requests in proof == proofs[0] ? others.Prepend(proof.Requests) : [proof.Requests]
            select new NewView(view, requests, proof).By(new('r', config.PrimaryOf(view))));
    }

    /// <summary>What a Byzantine replica could show as committed: every request, with the signatures that exist.</summary>
    public IEnumerable<Decided> Decisions(int number, IReadOnlyList<ValueList<Signed<Commit>>> commits) =>
        from request in Nameable
        let correct = commits.SelectMany(view => view).Where(signed => signed.Statement.Request == request)
            .Select(signed => signed.Signers.Count).DefaultIfEmpty(0).Max()
        select new Decided(number, request, Math.Min(correct + config.ByzantineReplicas.Count, config.CommitSize));

    private static IEnumerable<(IReadOnlyList<ViewChange> Reports, bool Fair)> Pairs(
        IEnumerable<(IReadOnlyList<ViewChange> Correct, IReadOnlyList<ViewChange> Liars)> found) =>
        found.Select(pair => ((IReadOnlyList<ViewChange>)[.. pair.Correct, .. pair.Liars], pair.Liars.Count == 0));

    private IEnumerable<IReadOnlyList<ViewChange>> Together(int view, Material material) =>
        Replicas.Count == 0
            ? [[]]
            : Lies(Replicas[0], view, material)
                .Select(lie => (IReadOnlyList<ViewChange>)[lie, .. Replicas.Skip(1).Select(other => Plain(other, view))])
                .Prepend([]);

    private static ViewChange Plain(ProcessId own, int view) =>
        new ViewChange(view, StableCheckpoint.Initial, ValueList<Certificate>.Empty).By(own);

    private IEnumerable<ViewChange> Lies(ProcessId own, int view, Material material) =>
        from stable in material.Checkpoints.Prepend(StableCheckpoint.Initial)
        from prepared in Choices(material.Certificates, stable.Number + 1)
        select new ViewChange(view, stable, new(prepared)).By(own);

    private IEnumerable<IEnumerable<Certificate>> Choices(ValueList<Certificate> certificates, int number) =>
        number > config.Numbers
            ? [[]]
            : from rest in Choices(certificates, number + 1)
              from own in certificates.Where(certificate => certificate.Number == number).Select(one => (Certificate?)one).Prepend(null)
              select own is null ? rest : rest.Prepend(own);

    private static IEnumerable<ValueList<string>> Sequences(IEnumerable<string> requests, int most) =>
        most == 0
            ? [ValueList<string>.Empty]
            : [ValueList<string>.Empty, .. from first in requests from rest in Sequences(requests, most - 1)
                select new ValueList<string>(rest.Prepend(first))];

    private int Capped(int signatures) => Math.Min(signatures, (2 * config.F) + 1);

    private static ValueList<Executed> MadeUp(int number) =>
        new(Enumerable.Range(1, number).Select(n => new Executed(n, Forged, Register.Initial)));
}

/// <summary>What a Byzantine replica can put into a view-change message.</summary>
internal sealed record Material(ValueList<Certificate> Certificates, ValueList<StableCheckpoint> Checkpoints);
