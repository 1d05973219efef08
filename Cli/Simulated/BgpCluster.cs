using BgpVerified.Impl.Bgp;
using BgpVerified.Runtime.Hosting;
using BgpVerified.Runtime.Simulation;
using BgpVerified.Spec.Commands;
using BgpVerified.Spec.Protocols;
using BgpVerified.Spec.Values;

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
        var faults = options.Faults ?? (options.Acceptors - 1) / 3;
        var workload = Workload.Of(options);
        var shared = workload.Where(one => one.Kind == OperationKind.Shared).Select(one => one.Name).ToList();
        var configuration = new Configuration
        {
            Acceptors = options.Acceptors,
            Faults = faults,
            Commands = new(workload.Select((one, i) =>
                $"{one.Name}{(one.Kind == OperationKind.Universal ? "*" : string.Empty)}@p{(i % options.Clients) + 1}")),
            Conflicts = new(shared.SelectMany((x, i) => shared.Skip(i + 1).Select(y => $"{x}-{y}"))),
            Ballots = new(Enumerable.Repeat(options.Ballots.Split(','), 14).SelectMany(kinds => kinds).Take(14)),
            Views = 8,
            Learners = options.Clients,
            Rules = new(new BgpProtocol().Corrected().Where(rule => !options.Without.Contains(rule))),
        };
        return new BgpCluster(new BgpModel(configuration), new(configuration), options);
    }
}

/// <inheritdoc cref="SimulatedBgp"/>
internal sealed class BgpCluster : SimulatedCluster
{
    private readonly BgpConfig config;
    private readonly ByteSize sizes;
    private readonly IReadOnlyList<int> machineOf;

    public BgpCluster(ISystem system, BgpConfig config, SimulationOptions options)
        : base(system, options)
    {
        this.config = config;
        machineOf = [.. Enumerable.Range(0, system.Processes.Count).Select(place => Roles.Of(system, place) is var (role, number)
            && role is "proposer" or "learner" ? options.Acceptors + number : Roles.Of(system, place).Number)];
        var command = 8 + (options.Payload * options.Batch) + ByteSize.Signature;
        var certificate = config.Quorums.Quorum * ByteSize.SignatureOfSome;
        sizes = new(options.Acceptors, new Dictionary<Type, Func<object, int>>
        {
            [typeof(Command)] = _ => command,
            [typeof(CommandSequence)] = value => 4 + (((CommandSequence)value).Count * command),
            [typeof(Certificate)] = value => 12 + (((Certificate)value).Value.Count * command)
                + (((Certificate)value).Signatures * ByteSize.SignatureOfSome),

            // The reports' signatures, one certificate, and the base; the values that differ from it go by their digests.
            [typeof(Justification)] = value => 12 + certificate + (((Justification)value).Base.Count * command)
                + (((Justification)value).Reports * (ByteSize.SignatureOfSome + 64)),
        });
    }

    public override int Faults => config.Quorums.Faults;

    public override int CommonDelays => 3;

    public override bool OffersQuorumsOnce => true;

    public override int MachineOf(int process) => machineOf[process];

    public override IPolicy Policy(int machine, IPolicyHost host) => machine < Options.Acceptors
        ? new BgpPolicy(config, Options, host, Roles.PlaceOf(System, "acceptor", machine), Roles.PlaceOf(System, "leader", machine))
        : new NoPolicy();

    public override (int Process, Input Input) Request(int client, Operation operation)
    {
        var author = $"p{client + 1}";
        return (Roles.PlaceOf(System, "proposer", client), new CommandRequest(new(operation.Name, author, author)));
    }

    public override IEnumerable<string>? LearnedBy(int process, object state) =>
        state is LearnerState learner ? learner.Learned.Select(command => command.Name) : null;

    public override int CountLearned(int process, object state) => state is LearnerState learner ? learner.Learned.Count : 0;

    public override bool IsFirstLeader(int process) => process == Roles.PlaceOf(System, "leader", 0);

    public override bool IsStale(object state, Message message) => (state, message) switch
    {
        (AcceptorState a, FastProposal m) => config.IsUniversal(m.Command) ? a.Universals.Contains(m.Command) : a.Value.Contains(m.Command),
        (AcceptorState a, Forward m) => a.Universals.Contains(m.Command),
        (AcceptorState a, LeaderMessage m) => m.View < a.View || IsBefore(m, a.Promised),
        (AcceptorState a, Verify m) => m.Ballot < a.Promised
            || (m.Ballot == a.Proven.Ballot && m.Value.Count <= a.Proven.Value.Count),
        (AcceptorState a, Suspicion m) => m.View < a.View,
        (AcceptorState a, ViewChange m) => m.View <= a.View,
        (LeaderState l, Phase1B m) => m.Ballot < config.BallotOf(l.View, l.Number),
        (LeaderState l, NewLeader m) => m.View < l.View || (m.View == l.View && l.IsActive),
        (LearnerState l, UniversalPhase2B m) => l.Learned.Contains(m.Command),
        (LearnerState l, Phase2B m) => m.Value.Count <= l.Learned.Count && m.Value.All(l.Learned.Contains),
        _ => false,
    };

    public override object Epoch(object state) => state switch
    {
        AcceptorState a => (a.View, a.Promised, a.Voted),
        LeaderState l => (l.View, l.IsActive, l.Number, l.HasProposed),
        _ => 0,
    };

    public override int SizeOf(object value) => sizes.Of(value);

    public override int SignaturesIn(Message message) => message switch
    {
        FastProposal or Proposal or Forward => 2,
        Phase1B m => 1 + m.Proven.Signatures,
        Phase2A m => 1 + m.Justification.Reports + config.Quorums.Quorum,
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

    private static bool IsBefore(LeaderMessage message, Ballot promised) => message switch
    {
        Phase1A m => m.Ballot <= promised,
        Phase2A m => m.Ballot < promised,
        _ => false,
    };
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

    public void Stepped(int process, object before, object after)
    {
    }
}

/// <summary>Processes by their roles.</summary>
internal static class Roles
{
    /// <summary>The role of a process, and its number in the role.</summary>
    public static (string Role, int Number) Of(ISystem system, int place)
    {
        var role = system.Processes[place].Role;
        return (role, place - PlaceOf(system, role, 0));
    }

    /// <summary>The place of a process; -1 if the role has not so many.</summary>
    public static int PlaceOf(ISystem system, string role, int number)
    {
        for (var place = 0; place < system.Processes.Count; place++)
        {
            if (system.Processes[place].Role == role)
            {
                return place + number < system.Processes.Count && system.Processes[place + number].Role == role ? place + number : -1;
            }
        }

        return -1;
    }
}
