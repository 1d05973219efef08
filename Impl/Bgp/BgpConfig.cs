using BgpVerified.Kit;
using BgpVerified.Spec;
using BgpVerified.Spec.Commands;
using BgpVerified.Spec.Protocols;
using BgpVerified.Spec.Values;

namespace BgpVerified.Impl.Bgp;

/// <summary>A configured system, as the handlers see it: sizes, commands, ballots and the rules in force.</summary>
public sealed class BgpConfig : IRuled<BgpRule>
{
    private readonly HashSet<BgpRule> rules;
    private readonly IReadOnlyList<BallotKind> kinds;
    private readonly bool hasTwins;

    /// <summary>Reads a configuration.</summary>
    /// <exception cref="InvalidConfigurationException">It is impossible.</exception>
    public BgpConfig(Configuration source)
        : this(source, null)
    {
    }

    /// <summary>
    /// Reads a configuration whose commands another protocol has read, with their conflicts; Byzantine proposers sign no others.
    /// </summary>
    internal BgpConfig(
        Configuration source, (IReadOnlyList<Command> Commands, ConflictRelation Learned, ConflictRelation Agreed)? given)
    {
        hasTwins = given is null;
        BgpConfigReader.CheckSizes(source);
        Source = source;
        Quorums = new(source.Acceptors, source.Faults);
        rules = [.. source.Rules.Select(RuleNames.Parse<BgpRule>)];
        BgpConfigReader.CheckRules(rules);
        kinds = BgpConfigReader.ReadBallots(source);
        (Commands, LearnedConflicts, Conflicts) = given ?? BgpConfigReader.ReadCommands(source, mayCheckpoint: true);
        (ByzantineAcceptors, ByzantineLeaders, ByzantineProposers) = BgpConfigReader.ReadByzantine(source, Proposers);
        BgpConfigReader.CheckTogether(HasCheckpoints, rules);
        BgpConfigReader.CheckOrders(source, Commands.Union(SignedByByzantine).Count(command => !IsUniversal(command)));
        Empty = CommandSequence.Of(Conflicts);
        Ballots = [.. (from view in Enumerable.Range(0, Views)
                       from number in Enumerable.Range(1, BallotsPerView)
                       select BallotOf(view, number)).Distinct().Order()];
        BallotsAhead = [.. from view in Enumerable.Range(Views, Quorums.Acceptors)
                           where ByzantineAcceptors.Contains(LeaderOf(view)) && Has(BgpRule.UniqueBallots)
                           select BallotOf(view, 1)];
    }

    /// <summary>A configuration of something that runs: its commands, ballots and views have no bound.</summary>
    /// <param name="quorums">N and f.</param>
    /// <param name="kinds">The kinds of each view's ballots, over and over.</param>
    /// <param name="conflicts">Which commands conflict where a value is agreed on.</param>
    /// <param name="learnedConflicts">Which commands conflict where they are learned.</param>
    /// <param name="inForce">The rules in force.</param>
    public BgpConfig(
        Quorums quorums, IReadOnlyList<BallotKind> kinds, ConflictRelation conflicts, ConflictRelation learnedConflicts,
            IEnumerable<BgpRule> inForce)
    {
        Source = new() { Acceptors = quorums.Acceptors, Faults = quorums.Faults, Views = int.MaxValue };
        (Quorums, this.kinds, Conflicts, LearnedConflicts, rules) = (quorums, kinds, conflicts, learnedConflicts, [.. inForce]);
        BgpConfigReader.CheckRules(rules);
        BgpConfigReader.CheckTogether(HasCheckpoints, rules);
        (Commands, Ballots, BallotsAhead, ByzantineProposers) = ([], [], [], new HashSet<string>());
        Empty = CommandSequence.Of(Conflicts);
    }

    /// <summary>The configuration that it was read from.</summary>
    public Configuration Source { get; }

    /// <summary>N, f and the quorums made of them.</summary>
    public Quorums Quorums { get; }

    /// <summary>The commands of the run, each signed by its author.</summary>
    public IReadOnlyList<Command> Commands { get; }

    /// <summary>Which commands conflict where a value is agreed on: there checkpoints conflict with all, to say what they cover.</summary>
    public ConflictRelation Conflicts { get; }

    /// <summary>Which commands conflict where they are learned: checkpoints and universally commutative commands do not.</summary>
    public ConflictRelation LearnedConflicts { get; }

    /// <summary>Whether there are checkpoint commands.</summary>
    public bool HasCheckpoints => Conflicts.HasCheckpoints;

    /// <summary>The proposers' names: the authors of the commands, in order.</summary>
    public IReadOnlyList<string> Proposers => [.. Commands.Select(command => command.Author).Distinct()];

    /// <summary>The Byzantine acceptors.</summary>
    public ProcessSet ByzantineAcceptors { get; }

    /// <summary>The views whose leaders are Byzantine: of a Byzantine acceptor, those that it leads.</summary>
    public ProcessSet ByzantineLeaders { get; }

    /// <summary>How many processes lead a view or more: the first acceptors.</summary>
    public int Leaders => Math.Min(Views, Quorums.Acceptors);

    /// <summary>The Byzantine processes that f counts, by the acceptors' numbers: acceptors, and leaders, which are acceptors.</summary>
    public ProcessSet Faulty => ByzantineAcceptors.Union(ProcessSet.Of(ByzantineLeaders.Members.Select(LeaderOf)));

    /// <summary>The Byzantine proposers' names.</summary>
    public IReadOnlySet<string> ByzantineProposers { get; }

    /// <summary>Whether any process is Byzantine.</summary>
    public bool HasByzantine => ByzantineAcceptors.Count + ByzantineLeaders.Count + ByzantineProposers.Count > 0;

    /// <summary>The empty sequence.</summary>
    public CommandSequence Empty { get; }

    /// <summary>What a learner has learned before anything has happened.</summary>
    public CommandSequence NothingLearned => CommandSequence.Of(LearnedConflicts);

    /// <summary>How many ballots a leader opens at the most in a run of the model. Handlers know no last one.</summary>
    public int BallotsPerView => kinds.Count;

    /// <summary>How many views there are.</summary>
    public int Views => Source.Views;

    /// <summary>How many signatures a certificate needs: as many as prove a value.</summary>
    public int CertificateSize => Has(BgpRule.CertificateQuorum) ? VerifySize : 0;

    /// <summary>How many phase 1b messages a leader needs: N - f.</summary>
    public int Phase1Size => Has(BgpRule.Phase1Quorum) ? Quorums.Quorum : Quorums.WeakQuorum;

    /// <summary>How many votes prove a value: N - f.</summary>
    public int VerifySize => Has(BgpRule.VerifyQuorum) ? Quorums.Quorum : Quorums.WeakQuorum;

    /// <summary>How many phase 2b messages a learner needs: N - f.</summary>
    public int LearnSize => Has(BgpRule.LearnQuorum) ? Quorums.Quorum : Quorums.WeakQuorum;

    /// <summary>How many acceptors of a universally commutative command a learner needs: f + 1.</summary>
    public int UniversalSize => Has(BgpRule.UniversalQuorum) ? Quorums.WeakQuorum : 1;

    /// <summary>How many phase 2b messages make what comes before a checkpoint stable: N - f.</summary>
    public int CheckpointSize => Has(BgpRule.CheckpointQuorum) ? Quorums.Quorum : Quorums.WeakQuorum;

    /// <summary>How many signatures show that it is.</summary>
    public int StableSize => Has(BgpRule.StableBeginning) ? CheckpointSize : 0;

    /// <summary>How many acceptors must have discarded it for a learner to go on from there: f + 1.</summary>
    public int SnapshotSize => Has(BgpRule.SnapshotQuorum) ? Quorums.WeakQuorum : 1;

    /// <summary>How many acceptors must have discarded it for a leader to forget what it has heard of it: f + 1.</summary>
    public int DiscardSize => Has(BgpRule.DiscardQuorum) ? Quorums.WeakQuorum : 1;

    /// <summary>The fewest acceptors whose statements that they have discarded it are of use to anyone.</summary>
    public int FewestDiscarding => Math.Min(SnapshotSize, DiscardSize);

    /// <summary>How many suspicions allow a view change: f + 1.</summary>
    public int SuspicionSize => Has(BgpRule.SuspicionQuorum) ? Quorums.WeakQuorum : 1;

    /// <summary>How many commitments open a view: N - f.</summary>
    public int ViewChangeSize => Has(BgpRule.ViewChangeQuorum) ? Quorums.Quorum : Quorums.WeakQuorum;

    /// <summary>How many commitments a new leader asks for: f + 1 (Algorithm 2 line 7; section 4.2 says N - f, see E16).</summary>
    public int LeaderSize => Quorums.WeakQuorum;

    /// <summary>A command that its author never signed; what a Byzantine process would make up.</summary>
    public Command Forged => new(BgpConfigReader.ForgedName, Commands[0].Author, "nobody") { Sequence = Commands[0].Sequence };

    /// <summary>The same, universally commutative.</summary>
    public Command ForgedUniversal => Forged with { Name = BgpConfigReader.ForgedUniversalName };

    /// <summary>
    /// What Byzantine proposers can sign: their own commands, and beside each a second one (<c>a'</c>) that conflicts
    /// with it and with whatever it conflicts with.
    /// </summary>
    public IEnumerable<Command> SignedByByzantine =>
        from command in Commands
        where ByzantineProposers.Contains(command.Author)
        from signed in hasTwins ? (Command[])[command, command with { Name = command.Name + BgpConfigReader.TwinMark }] : [command]
        select signed;

    /// <summary>The longest sequence that the adversary proposes.</summary>
    public int MaxLength => Source.MaxLength ?? Commands.Count;

    /// <inheritdoc/>
    public bool Has(BgpRule rule) => rules.Contains(rule);

    /// <summary>The ballot of a view's leader by its number, from 1; as published it does not depend on the view.</summary>
    public Ballot BallotOf(int view, int number) => new(Has(BgpRule.UniqueBallots) ? view : 0, number);

    /// <summary>The leader of a view, by the acceptor's number: view mod N (section 4.2).</summary>
    public int LeaderOf(int view) => view % Quorums.Acceptors;

    /// <summary>Whether one acceptor leads two views.</summary>
    public bool IsLedBySame(int view, int other) => LeaderOf(view) == LeaderOf(other);

    /// <summary>
    /// The first ballots of the views that Byzantine acceptors would lead next, after those that the run goes through. They
    /// can be opened at any time: an acceptor must find that it is not in that view.
    /// </summary>
    public IReadOnlyList<Ballot> BallotsAhead { get; }

    /// <summary>Every ballot of every view, in order.</summary>
    public IReadOnlyList<Ballot> Ballots { get; }

    /// <summary>Whether there is such a ballot: views are counted from 0, and ballots from 1, without end.</summary>
    public static bool IsBallot(Ballot ballot) => ballot is { View: >= 0, Number: >= 1 };

    /// <summary>The kind of a view's ballot by its number, from 1.</summary>
    /// <remarks>
    /// Agreed on in advance, as in Lamport's Generalized Paxos. The paper's leader announces it, which lets a Byzantine
    /// leader tell acceptors different kinds for one ballot, to no harm: a vote says the value, not the kind. After the last of
    /// the list come the first ones again, so that fast ballots go on being tried, and classic ones go on settling conflicts.
    /// </remarks>
    public BallotKind KindOf(int number) => kinds[(number - 1) % kinds.Count];

    /// <summary>Whether a ballot is fast, so that commands may be appended in it; the zero ballot is not.</summary>
    public bool IsFast(Ballot ballot) => ballot.Number > 0 && KindOf(ballot.Number) == BallotKind.Fast;

    /// <summary>The paper's <c>isUniversallyCommutative</c>.</summary>
    public bool IsUniversal(Command command) => Conflicts.IsUniversal(command);

    /// <summary>Whether what comes before a command may be discarded.</summary>
    public bool IsCheckpoint(Command command) => Conflicts.IsCheckpoint(command);

    /// <summary>Whether a correct proposer signed a command, who may not crash either.</summary>
    public bool IsFromCorrect(Command command) =>
        command.HasValidSignature && !ByzantineProposers.Contains(command.Author) && !Source.Faulty.Contains(command.Author);

    /// <summary>Whether the leader of a view is Byzantine, or may crash.</summary>
    public bool MayLeaderFail(int view) => ByzantineLeaders.Contains(view) || Source.Faulty.Contains($"leader{LeaderOf(view)}")
        || (Views == 1 && Source.Faulty.Contains("leader"));

    /// <summary>Whether a command counts: its author signed it.</summary>
    /// <remarks>Section 4.5: "this signature and its check is not explicit in the pseudocode".</remarks>
    public bool IsAuthentic(Command command) => command.HasValidSignature || !Has(BgpRule.SignedCommands);
}
