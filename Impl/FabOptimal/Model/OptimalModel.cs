using BgpVerified.Kit;
using BgpVerified.Spec.Protocols;
using BgpVerified.Spec.Values;

namespace BgpVerified.Impl.FabOptimal;

/// <summary>The protocol in a configuration: who takes part, what each reacts to, and what must hold.</summary>
/// <remarks>
/// One role: each process is proposer, acceptor and learner. Those that lead none of the views are interchangeable. Patience with a
/// leader may run out at any time, and in the end does, but for the last view, in which nobody loses it.
/// </remarks>
internal sealed partial class OptimalModel(Configuration source) : Model<OptimalConfig>(source, new(source))
{
    private OptimalAdversary Adversary => field ??= new(Config);

    private IReadOnlyList<int> Views => field ??= [.. Enumerable.Range(0, Config.Views)];

    /// <inheritdoc/>
    protected override void Declare()
    {
        var processes = Role("process", 'p', Config.N, OptimalState.Initial, Config.Byzantine, mayCrash: true,
            interchangeable: process => process.Number >= Config.Views);
        Proposals.Each<Propose>(processes, m => m.View);
        Acks.Quorum(processes, Math.Min(Config.DecideSize, Config.HasSlowPath ? Config.CertificateSize : Config.N), m => m.View,
            alone: view => Config.Inputs.Select(value => new Ack(view, value)));
        if (Config.HasSlowPath)
        {
            Commits.Quorum(processes, Config.CommitSize, m => m.View,
                alone: view => Config.Inputs.Select(value => new Commit(view, value)));
        }

        DeclareParts();
        var isLed = Views.Skip(1).Any(view => !Config.IsByzantineLeader(view));
        processes
            .Local<Start>(Leader.On, _ => [(new(), true)], happens: !Config.IsByzantineLeader(0))
            .On<Votes>(Leader.On, happens: isLed)
            .On<Propose>(Acceptor.On)
            .On<Quorum<Ack>>(Acceptor.On)
            .On<Quorum<Commit>>(Acceptor.On, when: Config.HasSlowPath)
            .Local<EnterView>(Acceptor.On, self => self.View + 1 < Config.Views ? [(new(self.View + 1), true)] : [],
                happens: Config.Views > 1);
        foreach (var view in Views.Skip(1))
        {
            processes.Reads(VotesFor[view], (_, _, seen) => Adversary.Votes(view, seen), process => Config.Leads(process, view));
        }

        Count<Vote, Votes>(Config.VoteSize, m => m.View, all => new(all[0].View, new(all)), votes => votes.All);
        To<Vote>((m, process) => Config.Leads(process, m.View));
        OfByzantine(processes);

        var properties = new OptimalProperties(Config, processes);
        Claims(properties.Properties(), properties.Goals());
    }

    /// <summary>What Byzantine processes propose and vote; what they acknowledge and commit the channels know.</summary>
    private void OfByzantine(RoleModel<OptimalState, OptimalConfig> processes)
    {
        if (processes.Byzantine.Count == 0)
        {
            return;
        }

        foreach (var view in Views)
        {
            processes.Reads(FromByzantine[view], (_, _, seen) => Offers.Unfair(seen));
            Forge(FromByzantine[view], seen => seen);
        }

        foreach (var view in Views.Skip(1))
        {
            Forge(ClaimsFor[view], processes, seen => Adversary.Claims(seen).Select(claim => new Vote(view, claim)));
        }
    }
}
