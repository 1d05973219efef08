using BgpVerified.Kit;
using BgpVerified.Spec.Commands;
using BgpVerified.Spec.Protocols;
using BgpVerified.Spec.Values;

namespace BgpVerified.Impl.Gpaxos;

/// <summary>Generalized Paxos in a configuration: who takes part, who reacts to what, and what must hold.</summary>
internal sealed class GpaxosModel(Configuration source) : Model<GpaxosConfig>(source, new(source))
{
    /// <inheritdoc/>
    protected override void Declare()
    {
        var ballots = Enumerable.Range(1, Config.LastBallot).ToList();
        var hasFast = ballots.Any(Config.IsFast);
        var proposers = Role("proposer", 'p', Config.Proposers.Count, id => new ProposerState(id, ValueSet<Command>.Empty), [],
            named: number => Config.Proposers[number]);
        var leader = Role("leader", 'd', 1, id => new LeaderState(id, 0, false, Config.Empty), [], named: _ => "leader");
        var acceptors = Role("acceptor", 'a', Config.N, id => new AcceptorState(id, 0, 0, Config.Empty), mayCrash: true,
            mayBeByzantine: false, interchangeable: true);
        var learners = Role("learner", 'l', Configuration.Learners, id => new LearnerState(id, Config.Empty), [],
            interchangeable: _ => true);

        Channel().Each<Propose>(proposers);
        Channel(ballots).Each<Phase1A>(leader, m => m.Ballot).Each<Fast>(leader, m => m.Ballot).Each<Phase2A>(leader, m => m.Ballot);
        Channel(ballots).Reports<Phase1B>(acceptors, Config.Has(GpaxosRule.ProposeOnce) ? Config.Phase1Size : Config.N, m => m.Ballot,
            heard: (state, m) => state is LeaderState self && m.Ballot == self.Ballot);
        Channel(ballots).Quorum<Phase2B>(acceptors, ballots.Min(Config.LearnSize), m => m.Ballot);

        proposers.Local<CommandRequest>(Proposer.On, self => Config.Commands
            .Where(command => command.Author == Config.Proposers[self.Id.Number] && !self.Proposed.Contains(command))
            .Select(command => (new CommandRequest(command), true)));
        leader
            .Local<TriggerNextBallot>(Leader.On, Triggers)
            .On<Propose>(Leader.On)
            .On<Reports<Phase1B>>(Leader.On);
        acceptors
            .On<Phase1A>(Acceptor.On)
            .On<Fast>(Acceptor.On, happens: hasFast && !Config.Has(GpaxosRule.OpenByPhase1))
            .On<Phase2A>(Acceptor.On)
            .On<Propose>(Acceptor.On, happens: hasFast);
        learners.On<Quorum<Phase2B>>(Learner.On);

        var properties = new GpaxosProperties(Config, proposers, acceptors, learners);
        Claims(properties.Properties(), properties.Goals());
    }

    /// <summary>The next ballot may come at any time, but for the last one's waiting, if that is classic.</summary>
    private IEnumerable<(TriggerNextBallot Input, bool Fair)> Triggers(LeaderState self)
    {
        var next = self.Ballot + 1;
        var waits = next == Config.LastBallot && Configuration.LastBallotWaits && !Config.IsFast(next);
        return next <= Config.LastBallot && (!waits || Config.Owed.All(self.Heard.Contains))
            ? [(new(Config.KindOf(next)), true)]
            : [];
    }
}
