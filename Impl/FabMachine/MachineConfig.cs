using BgpVerified.Impl.Fab;
using BgpVerified.Impl.Machines;
using BgpVerified.Kit;
using BgpVerified.Spec.Protocols;
using BgpVerified.Spec.Values;

namespace BgpVerified.Impl.FabMachine;

/// <summary>A configured state machine, as the handlers see it: clients, slots, sizes and the rules in force.</summary>
public sealed class MachineConfig : IRuled<MachineRule>
{
    /// <summary>The command that stands for a read-only request.</summary>
    public const string Read = Register.Read;

    /// <summary>A request that nobody made, as Byzantine processes name it.</summary>
    internal const string Forged = "forged";

    private readonly HashSet<MachineRule> rules;

    /// <summary>Reads a configuration.</summary>
    /// <param name="source">
    /// The configuration: <c>Commands</c> are what may happen by itself, a client's request (the value to write, or
    /// <c>read</c>), or a process's name, such as <c>a1</c> or <c>l2</c>: it may lose its state. <c>MaxLength</c> is the number
    /// of slots, <c>Ballots</c> has one <c>fast</c> for each instance that may run in parallel, and <c>Views</c> is the number of
    /// regencies: with one there is one proposer, who leads; with more there are 3f + 1. Where <c>FastFaults</c> is said, it is t, and
    /// the slots are instances of Parameterized FaB Paxos.
    /// </param>
    /// <exception cref="InvalidConfigurationException">It is impossible.</exception>
    public MachineConfig(Configuration source)
    {
        MachineConfigReader.Check(source);
        Source = source;
        rules = [.. source.Rules.Select(RuleNames.Parse<MachineRule>)];
        Fab = MachineConfigReader.Consensus(source);
        Requests = MachineConfigReader.Requests(source);
        LosingAcceptors = MachineConfigReader.Losing(source, 'a');
        LosingLearners = MachineConfigReader.Losing(source, 'l');
        LosingProposers = MachineConfigReader.Losing(source, 'p');
    }

    /// <summary>
    /// A configuration of something that runs, whose clients are not handlers of this protocol: one leader, whom nobody replaces, and
    /// slots without bound. FaB Paxos where a > 5f, else Parameterized FaB Paxos with the largest t that there is, (a - 3f - 1) / 2.
    /// </summary>
    /// <param name="acceptors">a, at least 3f + 1.</param>
    /// <param name="faults">f.</param>
    /// <param name="parallel">k, how many instances may run in parallel, at least 1.</param>
    /// <param name="rules">The rules in force.</param>
    public MachineConfig(int acceptors, int faults, int parallel, IEnumerable<MachineRule> rules)
    {
        this.rules = [.. rules];
        Source = new()
        {
            Acceptors = acceptors,
            Faults = faults,
            FastFaults = acceptors > 5 * faults ? null : (acceptors - (3 * faults) - 1) / 2,
            Learners = (3 * faults) + 1,
            Ballots = new(Enumerable.Repeat("fast", parallel)),
            Rules = new(this.rules.Select(RuleNames.Of)),
        };
        Fab = MachineConfigReader.Consensus(Source);
        Requests = [];
    }

    /// <summary>The configuration that it was read from.</summary>
    public Configuration Source { get; }

    /// <summary>The consensus protocol of each slot: FaB Paxos, with the machine's proposers and regencies.</summary>
    public FabConfig Fab { get; }

    /// <summary>
    /// Each client's request: a value that it writes, or <see cref="Read"/>; <see cref="Register.None"/> for a client without.
    /// </summary>
    public IReadOnlyList<string> Requests { get; }

    /// <summary>The acceptors that may lose their state, once.</summary>
    public ProcessSet LosingAcceptors { get; }

    /// <summary>The learners that may lose their state, once.</summary>
    public ProcessSet LosingLearners { get; }

    /// <summary>The proposers that may lose their state, once.</summary>
    public ProcessSet LosingProposers { get; }

    /// <summary>The values that are written.</summary>
    public IEnumerable<string> Written => Requests.Where(request => request is not (Read or Register.None));

    /// <summary>How many slots a run of the model has. Handlers know no last one.</summary>
    public int Slots => Source.MaxLength ?? Written.Count();

    /// <summary>Whether there is a slot of this number: they are counted from 0, without end.</summary>
    public static bool IsSlot(int slot) => slot >= 0;

    /// <summary>k, the number of instances that may run in parallel.</summary>
    public int Parallel => Source.Ballots.Count;

    /// <summary>f, the number of faulty processes of each role that are tolerated.</summary>
    public int Faults => Source.Faults;

    /// <summary>The Byzantine learners.</summary>
    public ProcessSet ByzantineLearners => Fab.ByzantineLearners;

    /// <summary>The Byzantine acceptors.</summary>
    public ProcessSet ByzantineAcceptors => Fab.ByzantineAcceptors;

    /// <summary>The number of regencies, at least 1; a run has finitely many.</summary>
    public int Regencies => Source.Views;

    /// <summary>Whether the leader changes.</summary>
    public bool ChangesLeader => Regencies > 1;

    /// <summary>Whether a leader is Byzantine.</summary>
    public bool HasByzantineLeader => Enumerable.Range(0, Regencies).Any(Fab.IsByzantineLeader);

    /// <summary>Whether learners execute what is not learned yet.</summary>
    public bool IsTentative => Has(MachineRule.TentativeExecution);

    /// <summary>Whether some client reads.</summary>
    public bool HasReads => Requests.Contains(Read);

    /// <summary>How many learners must agree on the reply to a write: 2f + 1 (f + 1 as published).</summary>
    public int ReplySize =>
        !Has(MachineRule.ReplyQuorum) ? 1 : Has(MachineRule.WriteQuorum) ? (2 * Faults) + 1 : Faults + 1;

    /// <summary>How many learners must agree on a read-only reply: 2f + 1.</summary>
    public int ReadSize => Has(MachineRule.ReadQuorum) ? (2 * Faults) + 1 : Faults + 1;

    /// <summary>How many learners show that an instance is finished: f + 1, of which one is correct.</summary>
    public int FinishedSize => Faults + 1;

    /// <summary>How many acceptors one that has lost its state hears: a - f.</summary>
    public int RejoinSize => Has(MachineRule.RejoinQuorum) ? Source.Acceptors - Faults : 1;

    /// <summary>How many acceptors a proposer that has lost its state hears: a - f.</summary>
    public int LeaderSize => Has(MachineRule.LeaderQuorum) ? Source.Acceptors - Faults : 1;

    /// <summary>How many learners one that has lost its state believes: f + 1.</summary>
    public int ListSize => Has(MachineRule.ListQuorum) ? Faults + 1 : 1;

    /// <summary>
    /// Whether progress is claimed: the last leader is correct, at most f faulty processes of each role, 3f + 1 learners, and a slot
    /// for each write, unless the leader changes: then requests may find no slot. The number of
    /// acceptors does not matter, so that too few can be seen to starve.
    /// </summary>
    public bool ClaimsLiveness =>
        !Fab.MayLeaderFail(Regencies - 1)
        && Fab.ByzantineProposers.Count + ConfigurationText.FaultyOf(Source, 'p') <= Faults
        && ByzantineAcceptors.Count + ConfigurationText.FaultyOf(Source, 'a') <= Faults
        && ByzantineLearners.Count + ConfigurationText.FaultyOf(Source, 'l') <= Faults
        && Source.Learners > 3 * Faults && LosingAcceptors.Count + LosingLearners.Count + LosingProposers.Count == 0
        && (ChangesLeader || Slots >= Written.Count());

    /// <inheritdoc/>
    public bool Has(MachineRule rule) => rules.Contains(rule);

    /// <summary>Whether a proposer leads in the run.</summary>
    public bool Leads(ProcessId proposer) => Enumerable.Range(0, Regencies).Any(regency => Fab.Leads(proposer, regency));

    /// <summary>A client's request.</summary>
    public string RequestOf(ProcessId client) => Requests[client.Number];

    /// <summary>Whether a client reads.</summary>
    public bool Reads(ProcessId client) => RequestOf(client) == Read;

    /// <summary>Whether a client writes.</summary>
    public bool Writes(ProcessId client) => RequestOf(client) is not (Read or Register.None);

    /// <summary>Whether a client has something to do.</summary>
    public bool HasRequest(ProcessId client) => RequestOf(client) != Register.None;

    /// <summary>Whether a proposer, an acceptor or a learner may lose its state, once.</summary>
    public bool MayLoseState(ProcessId process) =>
        (process.Letter == 'a' ? LosingAcceptors : process.Letter == 'l' ? LosingLearners : LosingProposers).Contains(process.Number);
}
