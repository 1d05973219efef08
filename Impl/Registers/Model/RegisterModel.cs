using BgpVerified.Kit;
using BgpVerified.Spec.Protocols;
using BgpVerified.Spec.Registers;
using BgpVerified.Spec.Values;

namespace BgpVerified.Impl.Registers;

/// <summary>What every register's model has: who takes part, the learners and what they hear, what must hold, and how runs go on.</summary>
/// <param name="source">The configuration.</param>
/// <param name="config">The same, as the handlers read it.</param>
/// <param name="build">The register in another configuration.</param>
internal abstract class RegisterModel<TConfig>(Configuration source, TConfig config, Func<Configuration, ISystem> build)
    : Model<TConfig>(source, config), IContinuable
    where TConfig : RegisterConfig
{
    /// <inheritdoc/>
    public IReadOnlyList<Continuation> Continued(int further) =>
        Config.Continued(further) is var (text, changed) ? Continuation.IfPossible(text, () => build(changed)) : [];

    /// <summary>The proposers, of whom each leads a timestamp in turn.</summary>
    protected RoleModel<TState, TConfig> Proposers<TState>(Func<ProcessId, TState> initial)
        where TState : RegisterProposerState => Role("proposer", 'p', Config.Proposers, initial, Config.ByzantineProposers.Named('p'));

    /// <summary>The acceptors, who are only counted, never told apart.</summary>
    protected RoleModel<TState, TConfig> Acceptors<TState>(Func<ProcessId, TState> initial)
        where TState : RegisterAcceptorState =>
        Role("acceptor", 'a', Config.Acceptors, initial, Config.ByzantineAcceptors.Named('a'), mayCrash: true, interchangeable: _ => true);

    /// <summary>The learners, who hear write acknowledgments; and what must hold of all.</summary>
    /// <param name="proposers">The proposers.</param>
    /// <param name="acceptors">The acceptors.</param>
    /// <param name="visible">The writes that can be read, given what the correct acceptors took (O4); each protocol has its own.</param>
    /// <param name="readable">The writes that could be read at some time; those that can be, if it is left out.</param>
    protected void Learners(
        IRole proposers,
        IRole acceptors,
        Func<IReadOnlyList<AcceptorEvents>, IEnumerable<TimestampedValue>> visible,
        Func<IReadOnlyList<AcceptorEvents>, IEnumerable<TimestampedValue>>? readable = null)
    {
        var learners = Role("learner", 'l', Config.Source.Learners, _ => new LearnerState(null), mayBeByzantine: false);
        Channel(Config.AllTimestamps).Quorum<WriteAck>(
            acceptors,
            Config.TotalSize,
            m => m.Written.Timestamp,
            timestamp => Config.MadeUp(timestamp).Select(written => new WriteAck(written)),
            sendsTooFew: false);
        learners.On<Quorum<WriteAck>>(Learner.On);

        // RegisterConfigReader has found who is Byzantine, "leader" among them.
        KnowsNames();
        var claims = new RegisterProperties(Config, proposers.Places, acceptors.Places, learners.Places, visible, readable ?? visible);
        Claims(claims.Properties(), claims.Goals());
    }
}
