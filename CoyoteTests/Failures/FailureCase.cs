using System.Collections.Concurrent;
using BgpVerified.Checker.Exploration;
using BgpVerified.Checker.SelfChecks;
using BgpVerified.CoyoteTests.CommandLine;
using BgpVerified.CoyoteTests.Exploration;
using BgpVerified.Spec.Protocols;
using BgpVerified.Spec.Values;

namespace BgpVerified.CoyoteTests.Failures;

/// <summary>A class of failures of the slides' figure, and what a faulty process may do then.</summary>
internal enum FailureClass
{
    Crash,
    SendOmission,
    ReceiveOmission,
    GeneralOmission,
    Byzantine,
}

/// <summary>A protocol, and processes of it that fail.</summary>
/// <param name="Protocol">The protocol's name.</param>
/// <param name="Faulty">The processes that may fail, by name.</param>
/// <param name="Scenario">The scenario that the configuration is of.</param>
/// <param name="Changed">What is smaller, or different, in it; faults are left out.</param>
internal sealed record FailureCase(string Protocol, string Faulty, string Scenario, Func<Configuration, Configuration> Changed)
{
    private static readonly ConcurrentDictionary<(FailureCase Case, FailureClass Class), Cell> Cells = [];

    /// <summary>Every case, in the order of the document: a further protocol is a further line.</summary>
    public static IReadOnlyList<FailureCase> All { get; } =
    [
        new("bgp", "a4", "crash", c => c),
        new("bgp", "p1", "crash", c => c with { Commands = new(["a", "b"]) }),
        new("bgp", "leader0", "crash", c => c with { Acceptors = 2, Faults = 0, Views = 2, Learners = 1 }),
        new("bgp", "l1", "crash", c => c),
        new("crash-register", "a3", "two-proposers", c => c with { Ballots = new(["classic", "classic"]) }),
        new("crash-register", "p1", "two-proposers", c => c with { Ballots = new(["classic", "classic"]) }),
        new("crash-register", "l1", "two-proposers", c => c with { Ballots = new(["classic", "classic"]) }),
        new("gpaxos", "a3", "classic", c => c),
        new("gpaxos", "p1", "classic", c => c),
        new("gpaxos", "leader", "classic", c => c),
        new("gpaxos", "l1", "classic", c => c),
        new("multipaxos", "a3", "one-leader", c => c),
        new("multipaxos", "p1", "two-leaders", c => c with { Commands = new(["a"]) }),
        new("multipaxos", "r1", "one-leader", c => c with { Learners = 2, Commands = new(["a"]) }),
        new("multipaxos", "c1", "two-slots", c => c with { Learners = 1 }),
        new("byzantine-register", "a4", "common-case", c => c),
        new("byzantine-register", "p1", "optimized-successor", c => c with { Acceptors = 1, Faults = 0 }),
        new("byzantine-register", "l1", "common-case", c => c),
        new("secret-register", "a4", "common-case", c => c),
        new("secret-register", "p1", "correct-leaders", c => c with { Acceptors = 1, Faults = 0 }),
        new("secret-register", "l1", "common-case", c => c),
        new("fab-register", "a6", "common-case", c => c),
        new("fab-register", "p1", "byzantine-successor", c => c with { Acceptors = 1, Faults = 0 }),
        new("fab-register", "l1", "common-case", c => c),
        new("fab", "a6", "common-case", c => c),
        new("fab", "p1", "recovery", c => c with { Acceptors = 1, Faults = 0 }),
        new("fab", "l4", "common-case", c => c),
        new("pfab", "a4", "common-case-four", c => c),
        new("pfab", "p1", "recovery", c => c with { Acceptors = 1, Faults = 0, FastFaults = 0 }),
        new("fab-optimal", "p4", "common-case", c => c),
        new("fab-optimal", "p1", "equivocation", c => c),
        new("fab-machine", "a6", "common-case", c => c with { Commands = new(["a"]), MaxLength = 1 }),
        new("fab-machine", "l4", "common-case", c => c with { Commands = new(["a"]), MaxLength = 1 }),
        new("fab-machine", "p1", "common-case", c => c with { Commands = new(["a"]), MaxLength = 1 }),
        new("pbft", "r4", "one-request", c => c),
        new("pbft", "r1", "one-request", c => c),
        new("bgla", "p4", "byzantine", c => c),
        new("bracha", "n4", "correct-sender", c => c),
        new("bracha", "s1", "correct-sender", c => c),
        new("oral-generals", "g4", "traitor-lieutenant", c => c),
        new("oral-generals", "g1", "traitor-commander", c => c),
        new("signed-generals", "g3", "traitor-lieutenant", c => c),
        new("signed-generals", "g1", "traitor-commander", c => c),
        new("two-phase-commit", "p3", "no-crash", c => c),
        new("two-phase-commit", "c1", "no-crash", c => c),
    ];

    /// <summary>Cases with a rule and without it: which class of failures makes it necessary.</summary>
    public static IReadOnlyList<FailureCase> WithAndWithoutRules { get; } =
    [
        .. new FailureCase("bracha", "n4,s1", "correct-sender", c => c with { Commands = new(["a"]) }).AndWithout("amplify"),
        .. new FailureCase("bgp", "a4,p1", "crash", c => c with { Commands = new(["u*"]) }).AndWithout("universal-forward"),
    ];

    /// <summary>What a cell of the table says.</summary>
    /// <param name="Text">The verdict.</param>
    /// <param name="Breaks">Whether a property fails.</param>
    public sealed record Cell(string Text, bool Breaks);

    /// <summary>The rule that is out; none, if it is empty.</summary>
    public string Without { get; private init; } = string.Empty;

    private IProtocol Known => Tool.Catalogue.Protocol(Protocol);

    /// <summary>N and f.</summary>
    public string Sizes => Of(FailureClass.Crash) is var c ? $"{c.Acceptors}, {c.Faults}" : string.Empty;

    /// <summary>The command that explores a cell.</summary>
    public string CommandOf(FailureClass failures) =>
        new DrawnCheck(Known, Tool.Catalogue.Scenario(Known, Scenario), Of(failures), null).Command;

    /// <summary>Explores, as the command does.</summary>
    public Cell Explore(FailureClass failures) => Cells.GetOrAdd((this, failures), key => key.Case.ExploreAnew(key.Class));

    private Cell ExploreAnew(FailureClass failures)
    {
        ISystem system;
        try
        {
            system = Known.Build(Of(failures));
        }
        catch (InvalidConfigurationException)
        {
            return new("refused", false);
        }

        var found = new Explorer(system, Explorations.Reduced with { Further = 2 }).Run();
        var claims = system.Properties.Any(property => property is { Kind: PropertyKind.Eventually, Reads.Count: > 0 })
            ? string.Empty
            : "safety ";
        return found switch
        {
            { Verdict: Verdict.Violated, Trace: { } trace } => new($"**{found.Property}** in {trace.Steps.Count}", true),
            { Verdict: Verdict.Violated } => new($"never {found.Property}", true),
            { Verdict: Verdict.Holds, Stuck.Late: > 0 } => new($"{claims}holds, sometimes late ({found.DistinctStates})", false),
            { Verdict: Verdict.Holds } => new($"{claims}holds ({found.DistinctStates})", false),
            _ => new($"stopped by {found.StoppedBy}", false),
        };
    }

    private IEnumerable<FailureCase> AndWithout(string rule) =>
        [this, this with { Without = rule, Changed = c => Changed(c).Without(rule) }];

    private Configuration Of(FailureClass failures)
    {
        var healthy = Changed(Tool.Catalogue.Scenario(Known, Scenario).Configuration) with
        {
            Byzantine = ValueSet<string>.Empty,
            Crashes = 0,
        };
        var names = new ValueSet<string>(Faulty.Split(','));
        return failures == FailureClass.Byzantine ? healthy with { Byzantine = names } : healthy with
        {
            Faulty = names,
            Crashes = names.Count,
            Omissions = failures switch
            {
                FailureClass.SendOmission => Omission.Send,
                FailureClass.ReceiveOmission => Omission.Receive,
                FailureClass.GeneralOmission => Omission.General,
                _ => Omission.None,
            },
        };
    }
}
