using BgpVerified.Checker.Worlds;
using BgpVerified.Impl.Bgp;
using BgpVerified.Kit;
using BgpVerified.PropertyTests.Messages;
using BgpVerified.Spec.Protocols;
using Xunit;

namespace BgpVerified.PropertyTests.Bgp;

/// <summary>
/// The invariants that the safety argument of <c>docs/BGP.md</c> goes through hold in plain worlds, and each fails without
/// the rules that it is said to rest on.
/// </summary>
public sealed class InvariantTests(ITestOutputHelper output)
{
    private const int MostWorlds = 10_000;

    private static readonly Dictionary<string, Configuration> Configurations = new()
    {
        ["one ballot"] = ByzantineLeader("a b", "classic"),
        ["two ballots"] = ByzantineLeader("a b", "classic classic"),
        ["two ballots and one"] = Small.Corrected(1, 0, "a", "classic classic classic").With("leader") with { MaxLength = 1 },
        ["fast"] = Small.Corrected(2, 0, "a b", "fast classic"),
        ["fast alone"] = Small.Corrected(1, 0, "a b", "fast classic"),
        ["two fast"] = Small.Corrected(2, 0, "a", "fast fast"),
        ["Byzantine acceptor, one ballot"] = ByzantineAcceptor("classic"),
        ["Byzantine acceptor, two ballots"] = ByzantineAcceptor("classic classic"),
        ["Byzantine acceptor, three ballots"] = ByzantineAcceptor("classic classic classic"),
        ["Byzantine acceptor, fast"] = ByzantineAcceptor("fast classic"),
        ["Byzantine acceptor, two fast"] = ByzantineAcceptor("fast fast"),
        ["view change"] = ByzantineAcceptor("classic") with { Views = 2 },
        ["view change of two"] = Small.Corrected(2, 0, "a", "classic") with { Views = 2 },
    };

    public static TheoryData<string> Names => [.. Configurations.Keys];

    /// <summary>In all worlds, breadth first and without any reduction.</summary>
    [Theory]
    [InlineData("one ballot", 62)]
    [InlineData("two ballots", 774)]
    [InlineData("two ballots and one", 106)]
    [InlineData("fast", 3_386)]
    [InlineData("fast alone", 414)]
    [InlineData("two fast", 277)]
    [InlineData("view change of two", 1_422)]
    [InlineData("Byzantine acceptor, one ballot", 992)]
    public void Invariants_hold_in_all_worlds(string name, int worlds)
    {
        var (failed, visited, isAll) = Explore(Configurations[name], _ => false);

        Assert.Empty(failed);
        Assert.True(isAll);
        Assert.Equal(worlds, visited);
    }

    /// <summary>In as many worlds as fit in the time.</summary>
    [Theory]
    [InlineData("Byzantine acceptor, two ballots")]
    [InlineData("Byzantine acceptor, three ballots")]
    [InlineData("Byzantine acceptor, fast")]
    [InlineData("Byzantine acceptor, two fast")]
    [InlineData("view change")]
    public void Invariants_hold_breadth_first(string name) => Assert.Empty(Explore(Configurations[name], _ => false).Failed);

    /// <summary>Votes that nothing justifies are cast, and come to nothing: what can be learned stays in line.</summary>
    [Theory]
    [InlineData("fast")]
    [InlineData("two fast")]
    public void Without_fast_voted_only_the_argument_fails(string name) =>
        Assert.Equal(["Justified"], Explore(Configurations[name].Without("fast-voted"), _ => false).Failed);

    /// <summary>Along runs, deeper than breadth first comes.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void Invariants_hold_along_runs(string name) => Assert.Empty(Run(Configurations[name], 60, _ => false));

    [Theory]
    [InlineData("vote-once", "Chain", "one ballot")]
    [InlineData("verify-quorum", "Quorum", "one ballot")]
    [InlineData("promise", "Left", "two ballots")]
    [InlineData("promise", "Carried", "fast alone")]
    [InlineData("keep-promise", "Left", "two ballots")]
    [InlineData("keep-promise", "Told", "two ballots")]
    [InlineData("keep-promise", "Learnable", "two ballots")]
    [InlineData("verify-current-ballot", "Left", "two ballots")]
    [InlineData("verify-current-ballot", "Told", "two ballots")]
    [InlineData("verify-current-ballot", "Carried", "two ballots")]
    [InlineData("proven-grows", "Told", "fast alone")]
    [InlineData("report-proven-ballot", "Quorum", "two ballots and one")]
    [InlineData("justification", "Justified", "one ballot")]
    [InlineData("justification", "Carried", "two ballots")]
    [InlineData("justification", "Learnable", "two ballots")]
    [InlineData("phase1-quorum", "Justified", "one ballot")]
    [InlineData("phase1-quorum", "Carried", "Byzantine acceptor, two ballots")]
    [InlineData("open-by-phase1", "Justified", "one ballot")]
    [InlineData("fast-voted", "Justified", "two fast")]
    [InlineData("fast-voted", "Carried", "Byzantine acceptor, two fast")]
    public void Without_its_rule_an_invariant_fails(string rule, string invariant, string name) =>
        Assert.Contains(invariant, Explore(Configurations[name].Without(rule), failed => failed.Contains(invariant)).Failed);

    /// <summary>Further from the start than breadth first comes.</summary>
    [Theory]
    [InlineData("Justified")]
    [InlineData("Carried")]
    public void Without_certificate_quorum_an_invariant_fails_along_a_run(string invariant) =>
        Assert.Contains(invariant, Run(Configurations["Byzantine acceptor, two ballots"].Without("certificate-quorum"), 400,
            failed => failed.Contains(invariant)));

    /// <summary>a2 alone proves a in the first ballot; the others learn b in the second; the third goes back to a.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Without_highest_ballot_what_was_learned_is_lost(bool hasRule)
    {
        var configuration = Configurations["Byzantine acceptor, three ballots"];
        var failed = Follow(
            hasRule ? configuration : configuration.Without("highest-ballot"),
            ("p1", "CommandRequest a"), ("p2", "CommandRequest b"),
            ("a2", "Phase1A 0.1"), ("a3", "Phase1A 0.1"), ("a2", "Phase2A 0.1: a "), ("a3", "Phase2A 0.1: a "),
                ("a2", "Verify quorum 0.1: a "),
            ("a3", "Phase1A 0.2"), ("a4", "Phase1A 0.2"), ("a3", "Phase2A 0.2: b "), ("a4", "Phase2A 0.2: b "),
                ("a3", "Verify quorum 0.2: b "), ("a4", "Verify quorum 0.2: b "),
            ("a2", "Phase1A 0.3"), ("a3", "Phase1A 0.3"), ("a3", hasRule ? "Phase2A 0.3: b " : "Phase2A 0.3: a "));

        Assert.Equal(hasRule ? [] : ["Carried", "Justified", "Learnable"], failed.Order());
    }

    [Fact]
    public void A_vote_in_ballot_zero_is_seen()
    {
        var configuration = Configurations["one ballot"];
        var (system, config) = (configuration.Build(), new BgpConfig(configuration));
        var (world, vote) = (World.Initial(system), new Verify(Ballot.Zero, config.Empty.Append(config.Commands[0])) { From = Scene.A(0) });
        var acceptor = world.States.ToList().FindIndex(state => state is AcceptorState { Id.Number: 0 });
        var after = World.Of(system,
            world.States.Select((state, i) => (state, i == acceptor ? world.SentBy(i).Add(vote) : world.SentBy(i), false)));

        Assert.True(Invariants.All["Zero"](new(world, config), new(world, config)));
        Assert.False(Invariants.All["Zero"](new(world, config), new(after, config)));
    }

    [Fact]
    public void The_document_names_each_invariant_and_each_rule_with_what_fails_without_it()
    {
        var text = File.ReadAllText(Path.Combine(Root(), "docs", "BGP.md"));
        Assert.All(Invariants.All.Keys, name => Assert.Contains($"| `{name}` |", text));
        Assert.All(new BgpProtocol().Rules.Where(rule => rule.Corrected), rule => Assert.Contains(
            text.Split('\n'),
            line => line.StartsWith($"| `{rule.Name}` |{(rule.Published ? " " : " new ")}|", StringComparison.Ordinal)
                && line.EndsWith($"| {(rule.Protects is { } property ? $"`{property}`" : "none found")} | {rule.Scenario} |",
                    StringComparison.Ordinal)));
    }

    private static Configuration ByzantineLeader(string commands, string ballots) =>
        Small.Corrected(2, 0, commands, ballots).With("leader") with { MaxLength = 1 };

    private static Configuration ByzantineAcceptor(string ballots) =>
        Small.Corrected(4, 1, "a b", ballots).With("a1") with { MaxLength = 1 };

    private (HashSet<string> Failed, int Worlds, bool IsAll) Explore(Configuration configuration, Func<HashSet<string>, bool> isEnough)
    {
        var (system, config) = (configuration.Build(), new BgpConfig(configuration));
        var visited = new HashSet<World> { World.Initial(system) };
        var queue = new Queue<World>(visited);
        var failed = new HashSet<string>();
        while (!isEnough(failed) && visited.Count < MostWorlds && queue.TryDequeue(out var world))
        {
            var before = new History(world, config);
            foreach (var next in Successors(system, world).Where(visited.Add))
            {
                Check(before, new History(next, config), failed);
                queue.Enqueue(next);
            }
        }

        output.WriteLine($"{visited.Count} worlds, {(queue.Count == 0 ? "all" : "not all")}; failed: {string.Join(", ", failed)}");
        return (failed, visited.Count, queue.Count == 0);
    }

    private HashSet<string> Run(Configuration configuration, int runs, Func<HashSet<string>, bool> isEnough)
    {
        var (system, config) = (configuration.Build(), new BgpConfig(configuration));
        var failed = new HashSet<string>();
        var (run, worlds) = (0, 0);
        for (; run < runs && !isEnough(failed); run++)
        {
            var world = World.Initial(system);
            foreach (var pick in Small.Picks((uint)run, 60))
            {
                var successors = Successors(system, world).Distinct().ToList();
                if (successors.Count == 0 || isEnough(failed))
                {
                    break;
                }

                var next = successors[pick % successors.Count];
                Check(new History(world, config), new History(next, config), failed);
                world = next;
                worlds++;
            }
        }

        output.WriteLine($"{run} runs, {worlds} worlds; failed: {string.Join(", ", failed)}");
        return failed;
    }

    /// <summary>Goes through named steps, by the process and the beginning of what it reacts to.</summary>
    private static HashSet<string> Follow(Configuration configuration, params (string Process, string Input)[] steps)
    {
        var (system, config) = (configuration.Build(), new BgpConfig(configuration));
        var failed = new HashSet<string>();
        var world = World.Initial(system);
        foreach (var (process, input) in steps)
        {
            var next = world.Offers()
                .Where(offered => system.Processes[offered.Process].Name == process && offered.Offer.Input.ToString()
                    .StartsWith(input, StringComparison.Ordinal))
                .Select(offered => world.Take(offered.Process, offered.Offer.Input))
                .FirstOrDefault(after => !after.Equals(world));
            Assert.True(next is not null, $"{process} does not do {input}");
            Check(new(world, config), new(next, config), failed);
            world = next;
        }

        return failed;
    }

    /// <summary>The worlds after a step that changes something. Learners' steps are left out: nobody hears of them.</summary>
    private static IEnumerable<World> Successors(ISystem system, World world) =>
        world.Offers()
            .Where(offered => system.Processes[offered.Process].Role != "learner")
            .Select(offered => world.Take(offered.Process, offered.Offer.Input))
            .Where(next => !next.Equals(world));

    private static void Check(History before, History now, HashSet<string> failed) =>
        failed.UnionWith(Invariants.All.Where(invariant => !failed.Contains(invariant.Key) && !invariant.Value(before, now))
            .Select(invariant => invariant.Key));

    private static string Root()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "BgpVerified.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException("not inside the repository");
    }
}
