using BgpVerified.Impl.Machines;
using BgpVerified.Kit;
using BgpVerified.Spec.Protocols;
using BgpVerified.Spec.Values;

namespace BgpVerified.Impl.Pbft;

/// <summary>PBFT in a configuration: who takes part, what each reacts to, and what must hold.</summary>
internal sealed class PbftModel(Configuration source) : Model<PbftConfig>(source, new(source))
{
    private PbftAdversary Adversary => field ??= new(Config);

    private IEnumerable<int> Views => Enumerable.Range(0, Config.Views);

    private IEnumerable<int> Numbers => Enumerable.Range(1, Config.Numbers);

    private bool IsByzantine(int view) => Config.ByzantineReplicas.Contains(Config.PrimaryOf(view));

    /// <inheritdoc/>
    protected override void Declare()
    {
        var clients = Role("client", 'c', Config.Clients, ClientState.Initial);

        // A replica has room for the numbers of the run, so that its states are as long as one another.
        var nothing = ValueList<Slot>.Empty.UpTo(Config.Numbers, Slot.Empty);
        var replicas = Role("replica", 'r', Config.N, id => ReplicaState.Initial(id) with { Slots = nothing },
            Config.ByzantineReplicas.Named('r'), interchangeable: replica => replica.Number >= Config.Views);

        // Byzantine clients have signed all their requests, for whom they like.
        var freely = new ValueSet<Message>(
            from request in Config.Operations
            from client in clients.Byzantine.Where(client => client.Number == Config.ClientOf(request))
            select new Request(request).By(client));
        var requests = Gather("requests", m => m as Request, sent => new ValueSet<Message>(sent.Concat(freely)));
        var signed = requests.Select("signed requests", all => new ValueSet<string>(all.Select(m => ((Request)m).Operation)));
        Forge(requests, _ => freely);

        OfClients(clients, replicas);
        var channels = OfNormalCase(replicas, requests, signed);
        OfViewChanges(replicas, requests, signed, channels);
        var properties = new PbftProperties(Config, clients, replicas);
        Claims(properties.All(), PbftGoals.All(Config));
    }

    private void OfClients(RoleModel<ClientState, PbftConfig> clients, RoleModel<ReplicaState, PbftConfig> replicas)
    {
        var completed = Gather("completed", m => m as Completed, all => new ValueSet<string>(all.Select(m => ((Completed)m).Value)));
        var operations = Config.Operations.ToList();
        clients
            .On<Begin>(Client.On)
            .On<Quorum<Reply>>(Client.On)
            .On<Retransmit>(Client.On, when: Config.HasReads)
            .On<Quorum<ReadReply>>(Client.On, when: Config.HasReads)
            .Reads(completed, (_, state, seen) => state.HasBegun ? [] : Offers.Fair([new Begin(seen)]), local: true);
        Channel(operations).Quorum<Reply>(replicas, Config.ReplySize, m => m.Request, alone: Adversary.Replies,
            sendsTooFew: false).To((request, client) => Config.RequestOf(client) == request);
        if (Config.HasReads)
        {
            var reads = operations.Where(Config.IsRead).ToList();
            clients.Acts((_, _) => Offers.Fair([new Retransmit()]), client => Config.IsRead(Config.RequestOf(client)));
            Channel(reads).Quorum<ReadReply>(replicas, Config.ReadSize, m => m.Operation, alone: Adversary.ReadReplies,
                sendsTooFew: false).To((request, client) => Config.RequestOf(client) == request);
            Channel().Each<ReadOnly>(clients);
            replicas.On<ReadOnly>(Replica.On);
        }
    }

    private Channels OfNormalCase(
        RoleModel<ReplicaState, PbftConfig> replicas, Part<ValueSet<Message>> requests, Part<ValueSet<string>> signed)
    {
        var numbered = Views.SelectMany(view => Numbers.Select(number => (View: view, Number: number))).ToList();
        replicas
            .On<Request>(WithinNumbers, happens: Views.Any(view => !IsByzantine(view)))
            .On<PrePrepare>(Replica.On)
            .On<Quorum<Prepare>>(Replica.On)
            .On<Quorum<Commit>>(Replica.On)
            .Reads(requests, (_, _, seen) => Heard(seen), replica => Views.Any(view => Config.IsPrimary(replica, view)));
        foreach (var view in Views)
        {
            var proposed = IsByzantine(view)
                ? signed.Select($"what a Byzantine primary can give numbers in {view}", all => Adversary.PrePrepares(view, all))
                : Gather($"pre-prepares {view}", m => m is PrePrepare own && own.View == view);
            replicas.Reads(proposed, (_, state, seen) => state.View < view ? [] : Heard(seen));
            if (IsByzantine(view))
            {
                Forge(proposed, seen => seen);
            }
        }

        var prepares = Channel(numbered).Quorum<Prepare>(replicas, Config.PrepareSize, m => (m.View, m.Number),
            key => Adversary.Nameable.Select(request => new Prepare(key.View, key.Number, request)), sendsTooFew: false);
        var commits = Channel(numbered).Quorum<Commit>(replicas, Config.CommitSize, m => (m.View, m.Number),
            key => Adversary.Nameable.Select(request => new Commit(key.View, key.Number, request)), sendsTooFew: false);
        var checkpoints = Channel(Numbers).Quorum<Checkpoint>(replicas, Config.StableSize, m => m.Number, Adversary.Checkpoints,
            sendsTooFew: false);
        replicas.On<Quorum<Checkpoint>>(Replica.On, when: Config.Has(PbftRule.Checkpoints));
        var shows = Config.Has(PbftRule.Checkpoints) && Config.Has(PbftRule.ShowProof);
        replicas.On<Stable>(Replica.On, when: shows);
        if (shows)
        {
            Channel().Each<Stable>(replicas);
        }

        if (Config.Has(PbftRule.ShowCommits))
        {
            OfDecisions(replicas, commits);
        }

        return new(prepares, checkpoints);
    }

    private void OfDecisions(RoleModel<ReplicaState, PbftConfig> replicas, Channel<(int View, int Number)> channel)
    {
        replicas.On<Decided>(Replica.On);
        Channel(Numbers).Each<Decided>(replicas, m => m.Number);
        foreach (var number in Numbers.Where(_ => Config.ByzantineReplicas.Count > 0))
        {
            var commits = Constant("no commits at " + number, ValueList<ValueList<Signed<Commit>>>.Empty);
            foreach (var view in Views)
            {
                commits = commits.With($"commits at {number} up to {view}", channel.Stated<Commit>((view, number)),
                    (earlier, own) => new ValueList<ValueList<Signed<Commit>>>(earlier.Append(own)));
            }

            var shown = commits.Select($"what can be shown as committed at {number}", all => new ValueSet<Message>(
                from replica in replicas.Byzantine.Take(1)
                from decision in Adversary.Decisions(number, all)
                select decision.By(replica)));
            replicas.Reads(shown, (_, _, seen) => Offers.Unfair(seen));
            Forge(shown, seen => seen);
        }
    }

    private void OfViewChanges(
        RoleModel<ReplicaState, PbftConfig> replicas, Part<ValueSet<Message>> requests, Part<ValueSet<string>> signed, Channels channels)
    {
        // A replica waits for requests that it has heard of and not executed; the timers of those that correct clients sent must expire.
        replicas
            .On<Expire>(WithinViews, when: Config.Views > 1)
            .On<Reports<ViewChange>>(Replica.On, when: Config.Views > 1)
            .On<NewView>(WithinNumbers, when: Config.Views > 1)
            .Reads(requests, (_, state, seen) => !state.IsActive ? [] : Heard(Waiting(state, seen))
                .Select(offer => offer with { Input = new Expire(state.View) }).OrderByDescending(offer => offer.Fair).Take(1),
                local: true);
        if (Config.Views > 1)
        {
            Collect<ViewChange>(Config.F + 1, m => m.View);
        }

        var certificates = Constant("no certificates", ValueList<Certificate>.Empty);
        var checkpoints = Constant("no checkpoints", ValueList<StableCheckpoint>.Empty);
        foreach (var number in Numbers.Where(_ => Config.Has(PbftRule.Checkpoints) && Config.ByzantineReplicas.Count > 0))
        {
            checkpoints = checkpoints.With($"checkpoints up to {number}", channels.Checkpoints.Stated<Checkpoint>(number),
                (earlier, said) => Adversary.AddCheckpoints(earlier, number, said));
        }

        if (Config.Has(PbftRule.Checkpoints) && Config.Has(PbftRule.ShowProof))
        {
            var proofs = checkpoints.Select("what can be shown as stable", all => new ValueSet<Message>(
                from replica in replicas.Byzantine.Take(1)
                from checkpoint in all
                select new Stable(checkpoint).By(replica)));
            replicas.Reads(proofs, (_, _, seen) => Offers.Unfair(seen));
            Forge(proofs, seen => seen);
        }

        foreach (var view in Views.Skip(1))
        {
            foreach (var number in Numbers.Where(_ => Config.ByzantineReplicas.Count > 0))
            {
                certificates = certificates.With($"certificates up to {number} in {view - 1}",
                    channels.Prepares.Stated<Prepare>((view - 1, number)),
                    (earlier, prepares) => Adversary.AddCertificates(earlier, view - 1, number, prepares));
            }

            OfView(view, replicas, signed,
                certificates.With($"material for {view}", checkpoints, (prepared, stable) => new Material(prepared, stable)));
        }
    }

    private void OfView(int view, RoleModel<ReplicaState, PbftConfig> replicas, Part<ValueSet<string>> signed, Part<Material> material)
    {
        var asked = Gather($"view changes to {view}", m => m is ViewChange own && own.View == view);
        var heard = asked.With($"view changes to {view}, and what Byzantine replicas can say", material,
            (sent, own) => new Asked(sent, own));
        Forge(heard, seen => Adversary.ViewChanges(view, seen.Material));
        replicas
            .Reads(heard, (replica, state, seen) => state.View > view || (state.View == view && state.IsActive)
                ? []
                : Adversary.Quorums(replica, view, seen.Sent, seen.Material))
            .Reads(asked, (_, state, seen) => state.View == view && !state.IsActive ? Patience(view, seen.Count) : [], local: true);
        if (!IsByzantine(view))
        {
            replicas.Reads(Gather($"new view {view}", m => m is NewView own && own.View == view),
                (_, state, seen) => state.View > view ? [] : Heard(seen));
            return;
        }

        var begun = heard.With($"what can begin {view}", signed, (seen, all) => Adversary.NewViews(view, seen.Sent, seen.Material, all));
        Forge(begun, seen => seen);
        replicas.Reads(begun, (_, state, seen) => state.View > view ? [] : Heard(seen));
    }

    /// <summary>Once 2f + 1 have asked for a view, it has a time to begin (section 4.5.2).</summary>
    private IEnumerable<Offer> Patience(int view, int asked) =>
        asked + Config.ByzantineReplicas.Count <= 2 * Config.F ? [] : [new(new Expire(view), Fair: asked > 2 * Config.F)];

    /// <summary>A run ends in its last view: nobody leaves it.</summary>
    private static Step<ReplicaState> WithinViews(ReplicaState self, Expire m, PbftConfig config) =>
        m.View + 1 < config.Views ? Replica.On(self, m, config) : Step.Ignore(self);

    /// <summary>Of what a new primary proposes a replica takes what has a number of the run.</summary>
    private static Step<ReplicaState> WithinNumbers(ReplicaState self, NewView m, PbftConfig config)
    {
        var step = Replica.On(self, m, config);
        return step.State.Slots.Count <= config.Numbers
            ? step
            : new(
                step.State with { Slots = new(step.State.Slots.Take(config.Numbers)) },
                [.. step.Sends.Where(message => message is not Prepare beyond || beyond.Number <= config.Numbers)]);
    }

    /// <summary>A run ends with its last number: a primary gives none after it.</summary>
    private static Step<ReplicaState> WithinNumbers(ReplicaState self, Request m, PbftConfig config) =>
        Replica.On(self, m, config) is var step && step.State.Slots.Count <= config.Numbers ? step : Step.Ignore(self);

    private static IEnumerable<Message> Waiting(ReplicaState state, ValueSet<Message> requests) =>
        requests.Where(m => state.Log.All(entry => entry.Request != ((Request)m).Operation));

    private sealed record Channels(Channel<(int View, int Number)> Prepares, Channel<int> Checkpoints);

    private sealed record Asked(ValueSet<Message> Sent, Material Material);
}
