using BgpVerified.Kit;
using BgpVerified.Spec.Protocols;
using BgpVerified.Spec.Values;

namespace BgpVerified.Impl.LatticeAgreement;

/// <summary>The guards that can be taken out.</summary>
public enum LatticeRule
{
    /// <summary>An acceptor looks at each value of a proposal by itself.</summary>
    [Rule("SAFE, at acceptors",
        "The values of a proposal must have been disclosed in one round together; a proposal of the second round holds "
        + "those of two, and no acceptor ever answers it.", Protects = "DecisionProp", Scenario = "two-rounds", Published = false)]
    RequestsByValue,

    /// <summary>A proposer looks at each value of an answer by itself.</summary>
    [Rule("SAFE, at proposers",
        "As above: what acceptors have accepted in the second round holds values of two rounds, and no proposer decides.",
        Protects = "DecisionProp", Scenario = "two-rounds", Published = false)]
    AnswersByValue,

    /// <summary>Acceptors answer proposals of disclosed values only.</summary>
    [Rule("SAFE, at acceptors",
        "A Byzantine proposer has acceptors accept a value that nobody has disclosed; correct proposers may never add it, and "
        + "are refused for ever.", Protects = "DecisionProp", Scenario = "byzantine")]
    SafeRequests,

    /// <summary>Proposers add disclosed values only.</summary>
    [Rule("SAFE, at proposers",
        "A Byzantine acceptor has a proposer add a value that nobody has disclosed: no acceptor answers it any more.",
        Protects = "DecisionProp", Scenario = "byzantine-proposer")]
    SafeAnswers,

    /// <summary>An acceptor accepts only what includes all that it has accepted.</summary>
    [Rule("Algorithm 2, the acceptor", "Two proposals that are not comparable are accepted by quorums.", Protects = "ComparabilityInv",
        Scenario = "two-proposers")]
    AcceptLarger,

    /// <summary>A proposer that is refused adds what it is told, and asks again.</summary>
    [Rule("Algorithm 1, the proposer", "A proposal that is too small is never accepted.", Protects = "DecisionProp",
        Scenario = "two-proposers")]
    Refine,

    /// <summary>More than (n + f) / 2 accept.</summary>
    [Rule("Algorithm 1: floor((n + f) / 2) + 1", "Acceptors that do not know of each other accept proposals that are not comparable.",
        Protects = "ComparabilityInv", Scenario = "two-proposers")]
    AckQuorum,

    /// <summary>A decision includes the one before.</summary>
    [Rule("Local Stability", "A proposer decides another's proposal of its round that lacks what it has decided before.",
        Protects = "StabilityProp", Scenario = "two-proposers-two-rounds")]
    DecideLarger,

    /// <summary>Acceptors go on to the next round when a quorum has accepted a proposal of theirs.</summary>
    [Rule("Algorithm 4, Safe_r", "Proposals of the second round are never answered.", Protects = "DecisionProp", Scenario = "two-rounds")]
    EndRounds,
}

/// <summary>N processes, f of them Byzantine; so many rounds (<c>--views</c>), and who proposes what in each: <c>a@p1</c>.</summary>
public sealed class LatticeConfig : RuledConfig<LatticeRule>
{
    private const string Undisclosed = "z";

    private readonly IReadOnlyList<IReadOnlyList<ValueSet<string>>> batches;

    /// <summary>Reads a configuration.</summary>
    /// <param name="source">The configuration.</param>
    /// <exception cref="InvalidConfigurationException">It is impossible.</exception>
    public LatticeConfig(Configuration source)
        : base(source, "views")
    {
        ConfigurationText.CheckRange("views", source.Views, 1, 4);
        var commands = source.Commands.Select((text, place) => Read(text, place % N)).ToList();
        if (commands.GroupBy(command => command.By).FirstOrDefault(own => own.Count() > Rounds) is { } many)
        {
            throw new InvalidConfigurationException(
                $"p{many.Key + 1} has {many.Count()} commands for {Rounds} rounds; a process proposes one a round");
        }

        Universe = [.. commands.Select(command => command.Value), Undisclosed];
        if (Universe.Distinct().Count() < Universe.Count || Universe.Count > 6)
        {
            throw new InvalidConfigurationException($"commands must be at most 5, of different names, and none of them '{Undisclosed}'");
        }

        batches = [.. Enumerable.Range(0, N).Select(process => commands.Where(command => command.By == process).ToList() is var own
            ? Enumerable.Range(0, Rounds).Select(round => round < own.Count ? new([own[round].Value]) : ValueSet<string>.Empty).ToList()
            : [])];
    }

    /// <summary>How many rounds there are.</summary>
    public int Rounds => Source.Views;

    /// <summary>So many that any two have a correct process in common.</summary>
    public int AckSize => Has(LatticeRule.AckQuorum) ? ((N + F) / 2) + 1 : 1;

    /// <summary>Every value that Byzantine processes use: those of the configuration, and one that nobody ever discloses.</summary>
    public IReadOnlyList<string> Universe { get; }

    /// <summary>What a process proposes in a round: its first command in the first, and so on; one value, or none.</summary>
    /// <param name="process">The process.</param>
    /// <param name="round">The round, from 0.</param>
    /// <returns>The values.</returns>
    public ValueSet<string> Batch(ProcessId process, int round) => batches[process.Number][round];

    /// <summary>
    /// Whether a process proposes anything; the others are acceptors only (the text tells proposers and acceptors apart).
    /// </summary>
    /// <param name="process">The process.</param>
    /// <returns>True if it proposes something in some round.</returns>
    public bool Proposes(ProcessId process) => IsAny(batches[process.Number]);

    /// <summary>For how many disclosures a proposer waits: those of all proposers but f.</summary>
    public int DisclosuresAwaited => batches.Count(IsAny) - F;

    private static bool IsAny(IReadOnlyList<ValueSet<string>> own) => own.Any(batch => batch.Count > 0);

    private (string Value, int By) Read(string text, int place)
    {
        var parts = text.Split('@');
        var by = parts.Length == 1 ? $"p{place + 1}" : parts[1];
        return parts.Length <= 2 && parts[0].Length > 0 && Enumerable.Range(0, N)
            .FirstOrDefault(i => by == $"p{i + 1}", -1) is >= 0 and var process
            ? (parts[0], process)
            : throw new InvalidConfigurationException($"command '{text}' is no name with one of the processes p1 to p{N}, such as a@p1");
    }
}

/// <summary>Who takes part, who hears what, and what must hold.</summary>
internal sealed class LatticeModel(Configuration source) : Model<LatticeConfig>(source, new(source))
{
    protected override void Declare()
    {
        var faulty = Enumerable.Range(0, Config.N).Select(number => new ProcessId('p', number))
            .Where(process => Configuration.Byzantine.Contains($"{process}"));
        var nodes = Role("process", 'p', Config.N, id => new NodeState(id, 0, Phase.Idle, 0, ValueSet<string>.Empty,
            ValueList<ValueSet<string>>.Empty, 0, ValueSet<string>.Empty, new(new ProcessSet[Config.Rounds])), faulty,
            interchangeable: process => !Config.Proposes(process));
        var broadcast = Role("broadcast", 'b', nodes.Byzantine.Count > 0 ? 1 : 0, id => new BroadcastState(id, ValueSet<string>.Empty),
            mayBeByzantine: false);
        var rounds = Enumerable.Range(0, Config.Rounds).ToList();
        var sets = Subsets(Config.Universe).ToList();

        Channel().Each<Disclosure>(nodes);
        Channel().Each<Disclosure>(broadcast);
        Channel().Each<Request>(nodes).Forge(nodes, _ => from round in rounds from set in sets select new Request(round, 1, set));
        Channel(nodes.Correct).Each<Nack>(nodes, m => m.To).To((to, process) => to == process).Forge(nodes, to =>
            from attempt in Enumerable.Range(1, Config.Universe.Count + Config.Rounds) from set in sets select new Nack(to, attempt, set));
        Channel().Quorum<Ack>(nodes, Config.AckSize, alone: _ => nodes.Byzantine.Count < Config.AckSize ? []
            : from round in rounds from process in nodes.Correct from set in sets select new Ack(round, process, 1, set));

        nodes.Local<NextRound>(Node.On, n => n.Phase == Phase.Idle && n.Round < Config.Rounds && Config.Proposes(n.Id)
            ? [(new(), true)]
            : [])
            .On<Disclosure>(Node.On).On<Request>(Node.On).On<Nack>(Node.On).On<Quorum<Ack>>(Node.On);
        broadcast.Local<Broadcast>(ReliableBroadcast.On, _ =>
            from process in nodes.Byzantine
            from round in rounds
            where Config.Batch(process, round).Count > 0
            select (new Broadcast(round, process), false));

        Invariant(nodes, "ComparabilityInv", n => n.Decisions, all => all.SelectMany(one => one).ToList() is var decided
            && decided.All(one => decided.All(other => Node.Includes(one, other) || Node.Includes(other, one))),
            "of two decisions, one includes the other");
        Invariant(nodes, "NontrivialityInv", n => n.Decided, all => all.All(decided => decided.All(Config.Universe.SkipLast(1).Contains)),
            "what is decided was proposed");
        Always(nodes, "StabilityProp", n => n.Decided, (before, after) => before.Zip(after)
            .All(two => Node.Includes(two.Second, two.First)),
            "a decision includes those before it");
        Eventually(nodes, "DecisionProp", n => (n.Id, n.Decisions.Count),
            all => all.All(one => one.Count == Config.Rounds || !Config.Proposes(one.Id)),
            "every proposer decides in every round in the end");
        Eventually(nodes, "InclusivityProp", n => (n.Id, n.Round, n.Accepted), all => all.All(one => all.All(other =>
            Enumerable.Range(0, one.Round).All(round => Node.Includes(other.Accepted, Config.Batch(one.Id, round))))),
            "in the end all acceptors have accepted what a process proposed, so that later decisions include it");
        Reach<NodeState>("ReachDecided", (before, after) => after.Decisions.Count > before.Decisions.Count && after.Decided.Count > 0,
            "a process decides");
    }

    private static IEnumerable<ValueSet<string>> Subsets(IReadOnlyList<string> values) =>
        Enumerable.Range(0, 1 << values.Count).Select(bits => new ValueSet<string>(values.Where((_, place) => (bits >> place & 1) == 1)));
}

/// <summary>Generalized lattice agreement with Byzantine processes.</summary>
public sealed class LatticeAgreementProtocol() : Protocol<LatticeRule>("bgla",
    "Generalized lattice agreement with Byzantine processes (Di Luna, Anceaume, Querzoni 2020): comparable decisions without consensus",
    source => new LatticeModel(source))
{
    /// <inheritdoc/>
    public override IReadOnlyList<Scenario> Scenarios =>
    [
        new("two-proposers", "nobody is faulty, though one might be: two proposers, which wait for one disclosure, in one round", Two,
            null),
        new("two-rounds", "nobody is faulty; a proposer, two acceptors, two rounds", TwoRounds, null),
        new("byzantine", "N = 4, f = 1; a Byzantine process that asks and answers what it likes; one round",
            Start with { Byzantine = new(["p4"]), Commands = new(["a@p1"]) }, null),
        new("published", "as published: two rounds, nobody faulty; no proposal of the second round is ever answered",
            TwoRounds with { Rules = new(Rules.Where(rule => rule.Published).Select(rule => rule.Name)) }, "DecisionProp"),
        new("lower-bound", "N = 3f: one process too few",
            Start with { Acceptors = 3, Byzantine = new(["p3"]), Commands = new(["a@p1"]) }, "DecisionProp"),
        new("byzantine-proposer", "N = 4, f = 1; a Byzantine process proposes too; more than 20 million states: explored in part",
            Start with { Byzantine = new(["p4"]), Commands = new(["a@p1", "b@p4"]) }, null),
        new("two-proposers-two-rounds", "nobody is faulty; two proposers in two rounds; more than 3 million states: explored in part",
            Two with { Views = 2 }, null),
    ];

    /// <inheritdoc/>
    public override IReadOnlyList<string> DefaultScenarios => ["two-proposers", "two-rounds", "byzantine"];

    /// <inheritdoc/>
    public override string PublishedScenario => "published";

    private Configuration Two => Start with { Acceptors = 2, Faults = 1, Commands = new(["a", "b"]) };

    private Configuration TwoRounds => Start with { Acceptors = 2, Faults = 0, Views = 2, Commands = new(["a@p1", "b@p1"]) };

    /// <inheritdoc/>
    protected override string FirstScenario => "two-proposers";
}
