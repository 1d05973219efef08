using BgpVerified.Checker.Messages;
using BgpVerified.Checker.Traces;
using BgpVerified.CoyoteTests.Exploration;
using BgpVerified.Spec.Protocols;
using BgpVerified.Spec.Values;

namespace BgpVerified.CoyoteTests.Documents;

/// <summary>
/// A run written by hand: which messages come to whom, in order, over links that deliver each message once. It is run
/// message by message, so that it is a run whoever wrote it.
/// </summary>
/// <param name="Name">Its file in docs/counterexamples.</param>
/// <param name="Property">The property that it violates.</param>
/// <param name="Configuration">The configuration.</param>
/// <param name="Lines">Who takes what: <c>a1 a2 &lt;- Phase1A 0.1</c>, or <c>l1 &lt;- Phase2B 0.1: a by a1 | a2</c>; an input is named by
/// how its text begins.</param>
internal sealed record Script(string Name, string Property, Configuration Configuration, string Lines)
{
    private static readonly Configuration Published = Explorations.Configuration("published");

    /// <summary>A run over the published rules for each erratum that breaks Consistency, with at most f Byzantine processes.</summary>
    public static IReadOnlyList<Script> Consistency { get; } =
    [
        new("bgp-E04", "ConsistencyInv", Published with { Ballots = new(["classic", "classic", "classic"]) },
            """
            leader <- TriggerNextBallot Classic
            p1 <- CommandRequest a
            leader <- Proposal a
            a1 a2 a3 <- Phase1A 0.1
            leader <- Phase1B 0.1 by a1 | Phase1B 0.1 by a2 | Phase1B 0.1 by a3
            a1 <- Phase2A 0.1: a (
            leader <- TriggerNextBallot Classic
            p2 <- CommandRequest b
            leader <- Proposal b
            a2 a3 a4 <- Phase1A 0.2
            leader <- Phase1B 0.2 by a2 | Phase1B 0.2 by a3 | Phase1B 0.2 by a4
            a2 a3 a4 <- Phase2A 0.2: b (
            leader <- TriggerNextBallot Classic
            a1 a2 a3 <- Phase1A 0.3
            leader <- Phase1B 0.3 by a1 | Phase1B 0.3 by a2 | Phase1B 0.3 by a3
            a1 a2 a3 <- Phase2A 0.3: a.b (
            a1 a2 a3 <- Verify 0.3: a.b by a1 | Verify 0.3: a.b by a2 | Verify 0.3: a.b by a3
            l1 <- Phase2B 0.3: a.b by a1 | Phase2B 0.3: a.b by a2 | Phase2B 0.3: a.b by a3
            a2 a3 a4 <- Verify 0.2: b by a2 | Verify 0.2: b by a3 | Verify 0.2: b by a4
            l2 <- Phase2B 0.2: b by a2 | Phase2B 0.2: b by a3 | Phase2B 0.2: b by a4
            """),
        new("bgp-E07-E21", "ConsistencyInv", Published,
            """
            leader <- TriggerNextBallot Classic
            p1 <- CommandRequest a
            leader <- Proposal a
            a1 a2 a3 a4 <- Phase1A 0.1
            leader <- Phase1B 0.1 by a1 | Phase1B 0.1 by a2 | Phase1B 0.1 by a3
            p2 <- CommandRequest b
            leader <- Proposal b
            leader <- Phase1B 0.1 by a4
            a1 a2 a3 <- Phase2A 0.1: a ( | Phase2A 0.1: b (
            a1 a2 a3 <- Verify 0.1: a by a1 | Verify 0.1: a by a2 | Verify 0.1: a by a3
            l1 <- Phase2B 0.1: a by a1 | Phase2B 0.1: a by a2 | Phase2B 0.1: a by a3
            a1 a2 a3 <- Verify 0.1: b by a1 | Verify 0.1: b by a2 | Verify 0.1: b by a3
            l2 <- Phase2B 0.1: b by a1 | Phase2B 0.1: b by a2 | Phase2B 0.1: b by a3
            """),
        new("bgp-E14", "ConsistencyInv", Published with { Ballots = new(["fast", "classic"]), Commands = new(["a", "b", "c"]),
            Conflicts = new(["b-c"]) },
            """
            leader <- TriggerNextBallot Fast
            p1 p2 p3 <- BallotOpened 0.1 Fast
            a1 a2 a3 a4 <- Fast 0.1
            p1 <- CommandRequest a
            p2 <- CommandRequest b
            p3 <- CommandRequest c
            a1 a2 a3 <- FastProposal a | FastProposal c
            a4 <- FastProposal a | FastProposal b
            a1 a2 a3 <- Verify 0.1: a.c by a1 | Verify 0.1: a.c by a2 | Verify 0.1: a.c by a3
            l1 <- Phase2B 0.1: a.c by a1 | Phase2B 0.1: a.c by a2 | Phase2B 0.1: a.c by a3
            a1 a2 <- Verify 0.1: a by a1 | Verify 0.1: a by a2 | Verify 0.1: a by a3
            leader <- TriggerNextBallot Classic
            a1 a2 a4 <- Phase1A 0.2
            leader <- Phase1B 0.2 by a4 | Phase1B 0.2 by a1 | Phase1B 0.2 by a2
            a1 a2 a4 <- Phase2A 0.2: a.b.c (
            a1 a2 a4 <- Verify 0.2: a.b.c by a1 | Verify 0.2: a.b.c by a2 | Verify 0.2: a.b.c by a4
            l2 <- Phase2B 0.2: a.b.c by a1 | Phase2B 0.2: a.b.c by a2 | Phase2B 0.2: a.b.c by a4
            """),
        new("bgp-E21", "ConsistencyInv", Published with { Byzantine = new(["leader"]) },
            """
            p1 <- CommandRequest a
            p2 <- CommandRequest b
            a1 a2 a3 <- Phase2A 0.1: a ( | Phase2A 0.1: b (
            a1 a2 a3 <- Verify 0.1: a by a1 | Verify 0.1: a by a2 | Verify 0.1: a by a3
            l1 <- Phase2B 0.1: a by a1 | Phase2B 0.1: a by a2 | Phase2B 0.1: a by a3
            a1 a2 a3 <- Verify 0.1: b by a1 | Verify 0.1: b by a2 | Verify 0.1: b by a3
            l2 <- Phase2B 0.1: b by a1 | Phase2B 0.1: b by a2 | Phase2B 0.1: b by a3
            """),
    ];

    /// <summary>
    /// Two acceptors prove conflicting values (E05), under the paper's guard, with E07 and E18 repaired: what comes after them, whatever
    /// was sent is
    /// delivered, and a4 keeps silent.
    /// </summary>
    public static Script Blocked { get; } = new(
        "bgp-E05",
        "LivenessProp",
        Published with
        {
            Rules = Published.Rules.Union(["propose-once", "report-proven-ballot"]),
            Ballots = new(["classic", "classic", "classic"]),
            Byzantine = new(["a4"]),
            LastBallotWaits = true,
        },
        """
        p2 <- CommandRequest b
        leader <- Proposal b
        p1 <- CommandRequest a
        leader <- Proposal a
        leader <- TriggerNextBallot Classic
        a1 a2 a3 <- Phase1A 0.1
        leader <- Phase1B 0.1 by a1 | Phase1B 0.1 by a2 | Phase1B 0.1 by a3
        a1 a2 <- Phase2A 0.1: b.a (
        a1 <- Verify 0.1: b.a by a1 | Verify 0.1: b.a by a2 | Verify 0.1: b.a by a4
        leader <- TriggerNextBallot Classic
        a2 a3 <- Phase1A 0.2
        leader <- Phase1B 0.2 by a4: proven ⊥@0.0/0, voted a.b | Phase1B 0.2 by a2 | Phase1B 0.2 by a3
        a2 a3 <- Phase2A 0.2: a.b (
        a2 <- Verify 0.2: a.b by a2 | Verify 0.2: a.b by a3 | Verify 0.2: a.b by a4
        a1 <- Phase1A 0.2
        leader <- TriggerNextBallot Classic
        """);

    /// <summary>A run over the published rules, with no faulty process, after which a command is never learned.</summary>
    public static IReadOnlyList<Script> Lost { get; } =
    [
        new("bgp-E10", "LivenessProp", Published with { Commands = new(["u*"]), Ballots = new(["fast", "classic", "classic"]),
            LastBallotWaits = true },
            """
            leader <- TriggerNextBallot Fast
            p1 <- BallotOpened 0.1 Fast
            leader <- TriggerNextBallot Classic
            a1 a2 a3 a4 <- Phase1A 0.2
            p1 <- CommandRequest u
            """),
        new("bgp-E11", "LivenessProp", Published with { Commands = new(["a"]), Ballots = new(["fast", "classic", "classic"]),
            LastBallotWaits = true },
            """
            leader <- TriggerNextBallot Fast
            p1 <- BallotOpened 0.1 Fast
            leader <- TriggerNextBallot Classic
            a1 a2 a3 a4 <- Phase1A 0.2
            p1 <- CommandRequest a
            """),
        new("bgp-E12", "LivenessProp", Published with { Commands = new(["a"]), Ballots = new(["classic", "classic"]),
            LastBallotWaits = true },
            """
            p1 <- CommandRequest a
            leader <- Proposal a
            leader <- TriggerNextBallot Classic
            a1 a2 a3 a4 <- Phase1A 0.1
            leader <- Phase1B 0.1 by a1 | Phase1B 0.1 by a2 | Phase1B 0.1 by a3
            leader <- TriggerNextBallot Classic
            a1 a2 a3 a4 <- Phase1A 0.2
            """),
        new("bgp-E18", "LivenessProp", Published with { Ballots = new(["classic", "classic", "classic"]), LastBallotWaits = true },
            """
            p1 <- CommandRequest a
            leader <- Proposal a
            leader <- TriggerNextBallot Classic
            a1 a2 a3 a4 <- Phase1A 0.1
            leader <- Phase1B 0.1 by a1 | Phase1B 0.1 by a2 | Phase1B 0.1 by a3
            a1 a2 a3 a4 <- Phase2A 0.1: a (
            a1 a2 a3 a4 <- Verify 0.1: a by a1 | Verify 0.1: a by a2 | Verify 0.1: a by a3
            leader <- TriggerNextBallot Classic
            a1 a2 a3 a4 <- Phase1A 0.2
            p2 <- CommandRequest b
            leader <- Proposal b
            leader <- TriggerNextBallot Classic
            """),
    ];

    /// <summary>
    /// Runs over the published rules, with no faulty process, in which what a new leader sends comes to three acceptors before they have
    /// entered its view (E26). Links deliver once, and acceptors drop what comes too early, as printed.
    /// </summary>
    public static IReadOnlyList<Script> TooEarly { get; } =
    [
        new("bgp-E26", "LivenessProp",
            Published with { Commands = new(["a"]), Ballots = new(["classic"]), Views = 2, LastBallotWaits = true },
            """
            p1 <- CommandRequest a
            leader1 <- Proposal a
            a1 a2 <- SuspectLeader of view 0
            a1 a2 a3 <- Suspicion of view 0 by a1 | Suspicion of view 0 by a2
            a1 <- ViewChange to 1 by a1 | ViewChange to 1 by a2 | ViewChange to 1 by a3
            leader1 <- Leader of view 1, says a1
            leader1 <- TriggerNextBallot Classic
            a2 a3 a4 <- Phase1A 0.1
            a2 a3 a4 <- ViewChange to 1 by a1 | ViewChange to 1 by a2 | ViewChange to 1 by a3
            """)
        { Network = Network.Once },
        new("bgp-E26-universal", "LivenessProp",
            Published with { Commands = new(["u*"]), Ballots = new(["classic"]), Views = 2, LastBallotWaits = true },
            """
            p1 <- CommandRequest u
            a1 a2 <- SuspectLeader of view 0
            a1 a2 a3 <- Suspicion of view 0 by a1 | Suspicion of view 0 by a2
            a1 <- ViewChange to 1 by a1 | ViewChange to 1 by a2 | ViewChange to 1 by a3
            leader1 <- Leader of view 1, says a1
            leader1 <- Proposal u
            a1 a2 a3 a4 <- Phase2A 0.0 in view 1: u, universal
            a2 a3 a4 <- ViewChange to 1 by a1 | ViewChange to 1 by a2 | ViewChange to 1 by a3
            """)
        { Network = Network.Once },
    ];

    /// <summary>What happens to messages; over <see cref="Network.Reliable"/> a run may need none that was kept.</summary>
    public Network Network { get; init; } = Network.Reliable;

    /// <summary>Every script.</summary>
    public static IEnumerable<Script> All => [.. Consistency, .. Lost, Blocked, .. TooEarly];

    /// <summary>The run, message by message. No message is kept for later, and none comes twice.</summary>
    public Trace Run()
    {
        var (system, world, choices) = Play(Network, mayKeep: false);
        Finish(system, ref world, choices);
        return RunTrace.ByMessages(system, Network, Property, choices);
    }

    /// <summary>Where the same lines, and then whatever is fair, lead over a network, whatever is kept.</summary>
    /// <param name="network">What happens to messages.</param>
    /// <param name="changed">The system as it is to be run, from the configured one; null for that one.</param>
    public (ISystem System, MessageWorld World) Over(Network network, Func<ISystem, ISystem>? changed = null)
    {
        var (system, world, choices) = Play(network, mayKeep: true, changed);
        Finish(system, ref world, choices);
        return (system, world);
    }

    /// <summary>Where the lines alone lead over a network.</summary>
    /// <param name="network">What happens to messages.</param>
    public MessageWorld Lead(Network network) => Play(network, mayKeep: true).World;

    private (ISystem System, MessageWorld World, List<Choice> Choices) Play(
        Network network, bool mayKeep, Func<ISystem, ISystem>? changed = null)
    {
        var built = Explorations.Bgp.Build(Configuration);
        var system = changed?.Invoke(built) ?? built;
        var names = system.Processes.Select(process => process.Name).ToList();
        var world = MessageWorld.Initial(system, network);
        var choices = new List<Choice>();
        foreach (var line in Lines.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var (takers, inputs) = (line.Split(" <- ")[0].Split(' '), line.Split(" <- ")[1].Split(" | "));
            foreach (var (taker, text) in takers.SelectMany(taker => inputs.Select(input => (taker, input))))
            {
                var process = names.IndexOf(taker);
                var offered = world.Offers(process).ToList();
                var at = offered.FindIndex(one => one.Input.Text.StartsWith(text, StringComparison.Ordinal));
                choices.Add(at >= 0 ? new(process, offered[at].Input, offered[at].Fair)
                    : throw new InvalidOperationException(
                        $"{Name}: {taker} cannot take '{text}'; it can take {string.Join("; ", offered.Select(one => one.Input.Text))}"));
                if (!mayKeep && world.Applied(choices[^1]).FirstOrDefault(handled => !handled.Equals(choices[^1].Input)
                    && !system.Quorums.Any(kind => kind.Parts(handled)?.Contains(choices[^1].Input) == true)) is { } kept)
                {
                    throw new InvalidOperationException($"{Name}: {taker} handles '{kept.Text}', kept from before, when it takes '{text}'");
                }

                world = world.Take(choices[^1]);
            }
        }

        return (system, world, choices);
    }

    /// <summary>What must happen in the end is looked at when all that was sent has been delivered.</summary>
    private void Finish(ISystem system, ref MessageWorld world, List<Choice> choices)
    {
        while (system.Properties.Single(property => property.Name == Property).Kind == PropertyKind.Eventually && world.FairChoices()
            .FirstOrDefault() is { } fair)
        {
            choices.Add(fair);
            world = world.Take(fair);
        }
    }

    /// <summary>What the document shows: the command that replays it, and the run told by whole quorums.</summary>
    public string Write() =>
        $"`dotnet run -c Release --project Cli -- replay docs/counterexamples/{Name}.trace.json`, "
        + $"published rules{string.Concat(Configuration.Rules.Except(Published.Rules).Select(rule => $" with {rule}"))}, "
        + $"N = {Configuration.Acceptors}, f = {Configuration.Faults}, "
        + $"{(Configuration.Byzantine.Any() ? $"Byzantine: {string.Join(", ", Configuration.Byzantine)}" : "no faulty process")}, "
        + $"{Links}:\n\n"
        + $"```\n{TraceText.Write(Told(Run()))}```\n\n";

    private string Links => Network == Network.Once
        ? "every message delivered once, and gone if it is of no use then; message by message"
        : "every message delivered once; told by whole quorums";

    /// <summary>The file that replays it, message by message.</summary>
    public string Json() => TraceJson.Write(Explorations.Bgp.Name, Run());

    /// <summary>A run told by whole quorums; message by message where nothing is kept, since only so it shows what is dropped.</summary>
    public static Trace Told(Trace run) =>
        run.Delivery == Delivery.Once ? run : RunTrace.Told(Explorations.Bgp.Build(run.Configuration), Network.Reliable, run);
}
