using BgpVerified.Cli.Hosted;
using BgpVerified.Impl.Bgp;
using BgpVerified.Kit;
using BgpVerified.Runtime.Hosting;
using BgpVerified.Runtime.Simulation;
using BgpVerified.Spec;
using BgpVerified.Spec.Commands;
using BgpVerified.Spec.Protocols;

namespace BgpVerified.Cli.Simulated;

/// <summary>
/// Byzantine Generalized Paxos on machines: acceptor i is also leader i; each client's machine has a proposer and a learner.
/// </summary>
public sealed class SimulatedBgp : ISimulatedProtocol
{
    /// <inheritdoc/>
    public string Name => "bgp";

    /// <inheritdoc/>
    public SimulatedCluster Build(SimulationOptions options)
    {
        Rules.RefuseApplications(Name, options);
        var conflicts = new ConflictRelation(
            (x, y) => IsOf(x, OperationKind.Shared) && IsOf(y, OperationKind.Shared), command => IsOf(command, OperationKind.Universal));
        var (agreed, learned) = options.Checkpoint == 0 ? (conflicts, conflicts) : (With(true), With(false));
        var config = new BgpConfig(
            new(options.Acceptors, options.Faults ?? (options.Acceptors - 1) / 3),
            BgpRoles.Ballots(options.Ballots),
            agreed,
            learned,
            Rules.Of<BgpRule>(new BgpProtocol(), options));
        var table = new HandlerTable<BgpConfig>(config);
        BgpRoles.Add(table, config);
        table.Role("proposer", 'p', options.Clients, _ => ProposerState.Initial).On<CommandRequest>(Proposer.On);
        var learners = table.Role("learner", 'l', options.Clients, _ => new LearnerState(config.NothingLearned))
            .On<Quorum<UniversalPhase2B>>(Learner.On);
        if (config.Has(BgpRule.PrefixQuorums))
        {
            learners.On<Reports<Phase2B>>(PrefixQuorums.On);
        }
        else
        {
            learners.On<Quorum<Phase2B>>(Learner.On);
        }

        if (config.HasCheckpoints)
        {
            learners.On<Quorum<Checkpointed>>(Learner.On);
        }

        return new BgpCluster(table, config, options);

        ConflictRelation With(bool ordersUniversals) =>
            conflicts.WithCheckpoints(command => command.Name[0] == 'k', DigestHistory.None, ordersUniversals);
    }

    private static bool IsOf(Command command, OperationKind kind) => Workload.KindOf(command.Name) == kind;
}

/// <inheritdoc cref="SimulatedBgp"/>
internal class BgpCluster : SimulatedCluster
{
    private readonly HandlerTable<BgpConfig> table;
    private readonly BgpConfig config;
    private readonly ByteSize sizes;
    private readonly int[] asked;
    private readonly BgpStaleness staleness;
    private readonly PrefixChoice choice;

    public BgpCluster(HandlerTable<BgpConfig> table, BgpConfig config, SimulationOptions options)
        : base(table, options)
    {
        (this.table, this.config, asked) = (table, config, new int[options.Clients]);
        (choice, staleness) = (new(config), new(config));
        sizes = BgpSizes.Of(config, options);
    }

    /// <summary>The configuration.</summary>
    public BgpConfig Config => config;

    /// <summary>The processes.</summary>
    protected HandlerTable<BgpConfig> Table => table;

    public override int Faults => config.Quorums.Faults;

    public override int CommonDelays => 3;

    private BgpTimes Times => new(
        Options.Ballots.Split(',').Contains("fast"), Options.StallOrDefault, Options.PatienceOrDefault, Options.Checkpoint);

    public override bool OffersQuorumsOnce => true;

    public override int MachineOf(int process) => table.ProcessAt(process) is var id && id.Letter is 'p' or 'l'
        ? Options.Acceptors + id.Number
        : table.ProcessAt(process).Number;

    public override IPolicy Policy(int machine, IPolicyHost host) => machine < Options.Acceptors
        ? new BgpPolicy(config, Times, host, $"k{machine + 1}", table.PlaceOf('a', machine), table.PlaceOf('d', machine))
        : new NoPolicy();

    public override (int Process, Input Input) Request(int client, Operation operation)
    {
        var author = $"p{client + 1}";
        return (table.PlaceOf('p', client), new CommandRequest(new(operation.Name, author, author) { Sequence = asked[client]++ }));
    }

    public override bool IsLearner(int process) => table.ProcessAt(process).Letter == 'l';

    public override IEnumerable<LearnedSequence> LearnedBy(object before, Input input, object after)
    {
        var (then, now) = (((LearnerState)before).Learned, ((LearnerState)after).Learned);
        if (ReferenceEquals(then, now))
        {
            yield break;
        }

        // It discards in the same step what it has just learned.
        if (input is Quorum<Phase2B> proven && now.Discarded.Number > then.Discarded.Number)
        {
            yield return Of(then.Merge(proven.Statement.Value), isGiven: false);
        }

        yield return Of(now, input is Quorum<Checkpointed>);
    }

    public override bool IsFirstLeader(int process) => process == table.PlaceOf('d', 0);

    public override bool IsStale(object state, Message message) => staleness.IsStale(state, message);

    public override bool IsSpent(object state, Message message) => staleness.IsSpent(state, message);

    public override IReadOnlyList<Message> Choose(object state, IReadOnlyList<Message> messages, int size) => state switch
    {
        AcceptorState a => choice.Votes(a, messages, size),
        LearnerState l => choice.Proofs(l, messages, size),
        _ => messages,
    };

    public override object Epoch(object state) => BgpStaleness.Epoch(state);

    public override int SizeOf(object value) => sizes.Of(value);

    public override int SignaturesIn(Message message) => message switch
    {
        FastProposal or Proposal or Forward => 2,
        Phase1B m => 1 + m.Proven.Signatures + m.Proven.Reports + m.Stable.Signatures,
        Phase2A m => 1 + m.Justification.Reports + config.Quorums.Quorum + m.Justification.Stable.Signatures,
        ViewChange m => 1 + m.Suspicions,
        NewLeader m => 1 + m.Commitments,
        _ => 1,
    };

    public override Message Equivocate(Message message)
    {
        if (message is not Phase2A m)
        {
            return message;
        }

        // What comes after the base, the other way round: the justification allows it.
        var added = m.Value.Difference(m.Justification.Base).Reverse();
        return m with { Value = m.Justification.Base.Merge(added) };
    }

    private static LearnedSequence Of(CommandSequence learned, bool isGiven) => new(
        [.. learned.Select(command => command.Name).Where(name => name[0] != 'k')],
        learned.Discarded.Number == 0 ? null : learned.Discarded,
        isGiven);
}

/// <summary>How long BGP's messages and states are.</summary>
internal static class BgpSizes
{
    public static ByteSize Of(BgpConfig config, SimulationOptions options)
    {
        var command = 12 + (options.Payload * options.Batch) + ByteSize.Signature;
        var certificate = config.Quorums.Quorum * ByteSize.SignatureOfSome;
        return new(options.Acceptors, new Dictionary<Type, Func<object, int>>
        {
            [typeof(Command)] = _ => command,
            [typeof(CommandSequence)] = value => Sequence((CommandSequence)value),
            [typeof(DigestHistory)] = value => History((DigestHistory)value),
            [typeof(KeptHistory)] = _ => 4,

            // With the commands that it hands over.
            [typeof(Checkpointed)] = value => 1 + ByteSize.Signature + (((Checkpointed)value).History is DigestHistory handed
                ? History(handed) + 4 + (handed.Last.Count * command)
                : 4),
            [typeof(Checkpoint)] = value => Shown((Checkpoint)value),
            [typeof(Certificate)] = value => 12 + Sequence(((Certificate)value).Value)
                + (((Certificate)value).Reports * (ByteSize.SignatureOfSome + 64))
                + (((Certificate)value).Signatures * ByteSize.SignatureOfSome),

            // The reports' signatures, one certificate, and the base; the values that differ from it go by their digests.
            [typeof(Justification)] = value => 12 + certificate + Sequence(((Justification)value).Base)
                + Shown(((Justification)value).Stable) + (((Justification)value).Reports * (ByteSize.SignatureOfSome + 64)),
        });

        int Sequence(CommandSequence value) =>
            4 + (value.Count * command) + (value.Discarded is DigestHistory digest ? History(digest) : 0);

        int Shown(Checkpoint shown) => 4 + (shown.History is DigestHistory digest ? History(digest) : 0)
            + (shown.Signatures * ByteSize.SignatureOfSome);

        // A digest of 32 bytes; of each author a name and a number, and the numbers above it.
        static int History(DigestHistory digest) => 4 + (digest.Number == 0 ? 0 : 32 + (8 * digest.Size));
    }
}

/// <summary>The machines of clients do nothing by themselves.</summary>
internal sealed class NoPolicy : IPolicy
{
    public void Begin()
    {
    }

    public void Received(int process, Message message)
    {
    }

    public void Stepped(int process, object before, Input input, object after)
    {
    }
}
