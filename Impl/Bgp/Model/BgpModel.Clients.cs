using BgpVerified.Kit;
using BgpVerified.Spec.Commands;
using BgpVerified.Spec.Protocols;
using BgpVerified.Spec.Values;

namespace BgpVerified.Impl.Bgp;

/// <content>Proposers and learners: what a protocol on top of this one says anew of them, whose states extend these.</content>
public partial class BgpModel
{
    /// <summary>The proposers.</summary>
    private protected RoleModel<ProposerState, BgpConfig> Proposing => proposers;

    /// <summary>The learners.</summary>
    private protected RoleModel<LearnerState, BgpConfig> Learning => learners;

    /// <summary>The model of a configuration in which patience with a correct leader runs out, too.</summary>
    private protected virtual BgpModel Patient(Configuration further) => new(further) { PatienceRunsOut = true };

    private protected virtual ProposerState InitialProposer(ProcessId id) => ProposerState.Initial;

    private protected virtual LearnerState InitialLearner(ProcessId id) => new(Config.NothingLearned);

    private protected virtual void ReactProposers() => proposers.On<CommandRequest>(Proposer.On);

    private protected virtual void ReactLearners(bool hasSequenced, bool hasUniversal) => learners
        .On<Quorum<Phase2B>>(Learner.On, happens: hasSequenced && !HasPrefixes)
        .On<Reports<Phase2B>>(PrefixQuorums.On, happens: hasSequenced && HasPrefixes)
        .On<Quorum<UniversalPhase2B>>(
            (self, m, config) => HasLearnedTooMuch(self) ? Step.Ignore(self) : Learner.On(self, m, config), happens: hasUniversal);

    /// <summary>When proposers have commands; and who hears their proposals besides leaders and acceptors.</summary>
    private protected virtual void Requests(Part<ValueSet<Message>> fastProposals) => proposers.Acts((id, _) => Offers.Fair(
        Config.Commands.Where(own => own.Author == Config.Proposers[id.Number]).Select(own => new CommandRequest(own))));

    /// <summary>How learners go on from what acceptors have discarded.</summary>
    private protected virtual void CatchUp()
    {
        learners.On<Quorum<Checkpointed>>(Learner.On);
        Discarded();
    }

    /// <summary>What acceptors state to be discarded.</summary>
    private protected void Discarded()
    {
        leaders.On<Quorum<Checkpointed>>(Leader.On);
        Count<Checkpointed>(Config.FewestDiscarding);
        Certified<Checkpointed, History>(
            acceptors, m => m.History, history => new(history), Config.FewestDiscarding, commands => adversary.Stated(commands),
            heardByLeaders: true);
    }

    /// <summary>Statements about checkpoints that learners count, and leaders, with what Byzantine processes state by themselves.</summary>
    private protected void Certified<TMessage, TStatement>(
        IRole role, Func<TMessage, TStatement> read, Func<TStatement, TMessage> state, int size,
            Func<ValueSet<Command>, IEnumerable<TStatement>> alone, bool heardByLeaders = false)
        where TMessage : SignedMessage
        where TStatement : class
    {
        var stated = Tally<TStatement>(typeof(TMessage).Name, m => m is TMessage own ? (own.From.Number, read(own)) : null);
        learners.Reads(stated, (_, _, all) => Stated(all));
        if (heardByLeaders)
        {
            leaders.Reads(stated, (_, _, all) => Stated(all));
        }

        Forge(stated, all => Offers.Signatures<TMessage>(Stated(all), size, role));
        if (role.Byzantine.Count > 0)
        {
            learners.Reads(signed, (_, _, commands) => StatedAlone(commands));
            if (heardByLeaders)
            {
                leaders.Reads(signed, (_, _, commands) => StatedAlone(commands));
            }

            Forge(signed, commands => Offers.Signatures<TMessage>(StatedAlone(commands), size, role));
        }

        IEnumerable<Offer> Stated(ValueList<Signed<TStatement>> all) =>
            all.SelectMany(one => Offers.Quorums(state(one.Statement), one.Signers, role));

        IEnumerable<Offer> StatedAlone(ValueSet<Command> commands) =>
            alone(commands).SelectMany(statement => Offers.Quorums(state(statement), ProcessSet.None, role));
    }

    /// <summary>The beginnings that Byzantine processes can name, shorter ones first.</summary>
    private protected IEnumerable<History> Nameable(ValueSet<Command> commands) => adversary.Histories(commands);

    /// <summary>Whether a leader has heard what its next ballot waits for: only the last of a view does.</summary>
    private protected virtual bool HasHeard(LeaderState self, ValueSet<Command> awaited) =>
        self.Number + 1 < Config.BallotsPerView || awaited.All(self.HasHeard);

    private protected virtual void Claim(BgpProperties properties) => Claims(properties.Properties(), properties.Goals());

    /// <summary>As published a learner learns a command again and again: a bound keeps its states finite.</summary>
    private bool HasLearnedTooMuch(LearnerState self) => !Config.Has(BgpRule.DeliverOnce) && self.Learned.Count > Config.Commands.Count;
}
