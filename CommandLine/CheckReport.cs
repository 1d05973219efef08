using System.Globalization;
using System.Text;
using BgpVerified.Checker.Exploration;
using BgpVerified.Checker.Messages;
using BgpVerified.Checker.Traces;
using BgpVerified.Spec.Protocols;

namespace BgpVerified.CommandLine;

/// <summary>What <c>check</c> prints, as text and as JSON.</summary>
internal static class CheckReport
{
    public static string Progress(ExplorationProgress p) =>
        Invariant($"  {p.DistinctStates:N0} states, {p.Transitions:N0} transitions, depth {p.Depth}, {p.Queue:N0} to ")
        + Invariant($"expand, {p.DistinctStates / p.Seconds:N0} states/s, {p.Bytes / 1048576.0:N0} MiB, {p.Seconds:N0} s");

    public static string Heading(IProtocol protocol, Scenario scenario, ISystem system, ExplorationOptions options) =>
        Configuration(protocol, scenario, Network.Set)
        + Invariant($"  search: breadth first, {options.Workers} worker{(options.Workers == 1 ? string.Empty : "s")}")
        + (options.Symmetry || options.ObserversLast ? "\n" : ", the whole graph\n")
        + Checks(system, options.Property);

    /// <summary>The scenario, what it is made of, and the rules.</summary>
    public static string Configuration(IProtocol protocol, Scenario scenario, Network network)
    {
        var c = scenario.Configuration;
        return Invariant($"{protocol.Name}, scenario {scenario.Name}: {scenario.Description}\n")
            + Sizes(c)
            + Invariant($"{Bounds(c)} network={network.ToString().ToLowerInvariant()}\n")
            + Invariant($"  rules: {RulesText(protocol, c)}\n");
    }

    /// <summary>
    /// What is replayed: like the heading of a check, but a trace does not say by which scenario and search it was found.
    /// </summary>
    public static string Replayed(IProtocol protocol, ISystem system, Trace trace) =>
        Invariant($"{protocol.Name}: a counterexample to {trace.Property}\n")
        + Sizes(trace.Configuration)
        + Invariant($"{Bounds(trace.Configuration)} delivery={trace.Delivery.ToString().ToLowerInvariant()}\n")
        + Invariant($"  rules: {RulesText(protocol, trace.Configuration)}\n")
        + Invariant($"  {trace.Property}: {Checked(system, trace.Property)?.Meaning}\n\n");

    /// <summary>The property that a counterexample violates.</summary>
    public static Property? Checked(ISystem system, string? name) => system.Properties.FirstOrDefault(property => property.Name == name);

    /// <summary>Processes, faults and commands.</summary>
    public static string Sizes(Configuration c)
    {
        var omissions = c.Omissions == Omission.None ? string.Empty : $" omissions={c.Omissions.ToString().ToLowerInvariant()}";
        var fast = c.FastFaults is { } t ? $" t={t}" : string.Empty;
        var conflicts = HasBallots(c) ? $" conflicts={(c.Conflicts is null ? "all" : Joined(c.Conflicts))}" : string.Empty;
        var faulty = c.Faulty.Count == 0 ? string.Empty : $" faulty={Joined(c.Faulty)}";
        return Invariant($"  N={c.Acceptors} f={c.Faults}{fast} byzantine={Joined(c.Byzantine)} crashes={c.Crashes}{faulty}{omissions} ")
            + $"commands={Joined(c.Commands)}{conflicts}\n"
            + Remark(c);
    }

    /// <summary>A remark if more acceptors may be faulty than the protocol is made for: then nothing has to hold.</summary>
    private static string Remark(Configuration c)
    {
        var byzantine = c.Byzantine.Count(CheckOptions.IsAcceptor);
        var crashes = ConfigurationText.CrashingAcceptors(c);
        return byzantine + crashes <= c.Faults
            ? string.Empty
            : Invariant($"  note: {byzantine + crashes} acceptors may be faulty ({byzantine} Byzantine, {crashes} by crashing), and ")
                + Invariant($"f is {c.Faults}: what is violated here need not hold\n");
    }

    /// <summary>What bounds the runs; of a protocol without ballots only what is not as it is by default.</summary>
    public static string Bounds(Configuration c) => !HasBallots(c)
        ? $" {Unless(1, "views", c.Views)}{Unless(1, "learners", c.Learners)}"
        : Invariant($"  ballots={Joined(c.Ballots)} views={c.Views} learners={c.Learners} max-length={c.MaxLength ?? c.Commands.Count}")
            + $"{(c.Repeats ? " repeats=yes" : string.Empty)}{(c.Orders ? " orders=yes" : string.Empty)}"
            + $" last-ballot-waits={(c.LastBallotWaits ? "yes" : "no")}";

    private static string Unless(int usual, string name, int value) => value == usual ? string.Empty : Invariant($" {name}={value}");

    private static bool HasBallots(Configuration c) => c.Ballots.Count > 0;

    public static string Checks(ISystem system, string? only) =>
        Invariant($"  checks: {string.Join(", ", system.Properties.Where(p => only is null || p.Name == only).Select(p => p.Name))}\n");

    public static string Outcome(CheckRun run)
    {
        var r = run.Result;
        var text = new StringBuilder();
        text.Append(Invariant(
            $"  {r.DistinctStates:N0} distinct states, {r.Transitions:N0} transitions, depth {r.Depth}, {r.Seconds:N1} s\n"));
        text.Append(
            Invariant($"  {r.StatesPerSecond:N0} states/s, {r.TransitionsPerSecond:N0} transitions/s, ")
            + Invariant($"{r.BytesPerState:N1} bytes/state, {100 * r.HitRate:N2} % of results remembered\n"));
        text.Append(Reduced(r.Reductions));
        if (r.Reached.Count > 0)
        {
            text.Append(Invariant(
                $"  reached: {string.Join(", ", r.Reached.Select(goal => $"{goal.Key} in {TraceText.Counted(goal.Value)}"))}\n"));
        }

        if (r.NotReached.Count > 0)
        {
            text.Append(Invariant($"  not reached: {string.Join(", ", r.NotReached)}\n"));
        }

        if (r.NotExercised is { Count: > 0 } idle)
        {
            text.Append(
                $"  not exercised: {string.Join(", ", idle)} "
                + "(no combination of what was reached violates it, and no rule's absence was found to)\n");
        }

        text.Append(Late(r.Stuck));
        text.Append(r.Verdict switch
        {
            Verdict.Holds => r.Stuck is { Late: > 0 } ? "holds, sometimes late\n\n" : "holds\n\n",
            Verdict.Incomplete => Invariant($"incomplete: stopped by {r.StoppedBy}; nothing was found so far\n"),
            _ when r.Trace is null =>
                Invariant($"violated: {r.Property} was never reached: the other properties may hold only vacuously\n"),
            _ => Invariant($"violated: {r.Property}, in {TraceText.Counted(r.Trace.Steps.Count)}{ForEver(r.Stuck?.Never)}\n\n")
                + TraceText.Write(r.Trace, Checked(run.System, r.Property)),
        });
        return text.ToString();
    }

    /// <summary>The stuck states that are only late, and those of which that is not known.</summary>
    private static string Late(StuckSummary? stuck) => (stuck is { Late: > 0 }
            ? Invariant($"  late: in {States(stuck.Late)} nothing was left to happen within the configuration; enough ")
                + Invariant($"was: {string.Join("; ", stuck.Needed)}\n")
            : string.Empty)
        + (stuck is { Unsettled: > 0 }
            ? Invariant($"  not known: whether {States(stuck.Unsettled)} stay stuck; the search was stopped by {stuck.UnsettledBy}\n")
            : string.Empty)
        + (stuck is { States: > 0 } ? Invariant($"  continued: {stuck.States:N0} states beyond the configuration\n") : string.Empty);

    /// <summary>What was tried in vain to get out of the state in which a counterexample ends.</summary>
    private static string ForEver(Never? never) => never switch
    {
        null => string.Empty,
        { Tried.Count: 0 } => Invariant($": nothing to go on with: the property is claimed in no configuration with more"),
        { Ending: { } ending } =>
            Invariant($": stuck for ever, as far as was tried: {string.Join("; ", never.Tried)}\n  with the last, a run that goes on ")
            + Invariant($"for {TraceText.Counted(ending.Steps.Count)} ends the same way"),
        _ => Invariant($": stuck for ever, as far as was tried: {string.Join("; ", never.Tried)}"),
    };

    private static string States(long count) => Invariant($"{count:N0} state{(count == 1 ? string.Empty : "s")}");

    /// <summary>The reductions that were used, each of them verified while exploring, and those that were not.</summary>
    private static string Reduced(Reductions reductions)
    {
        var used = reductions.Symmetry.Select(group => $"{group} interchangeable");
        if (reductions.Observers.Count > 0)
        {
            used = used.Append($"{string.Join(' ', reductions.Observers)} last");
        }

        var line = string.Join("; ", used);
        return (line.Length > 0 ? Invariant($"  reduced, verified: {line} ({reductions.Comparisons:N0} comparisons)\n") : string.Empty)
            + string.Concat(reductions.Notes.Select(note => $"  {note}\n"));
    }

    /// <summary>
    /// The contract's object. Of a run of several scenarios the counts are sums, and <c>config</c> has the runs one by one.
    /// </summary>
    public static object Json(IProtocol protocol, IReadOnlyList<CheckRun> runs, ExplorationOptions options)
    {
        var last = runs[^1].Result;
        var seconds = runs.Sum(run => run.Result.Seconds);
        var states = runs.Sum(run => run.Result.DistinctStates);
        return new
        {
            Protocol = protocol.Name,
            Rules = RulesText(protocol, runs[^1].Scenario.Configuration),
            Config = runs.Count == 1 ? JsonConfig(runs[0]) : new { Scenarios = runs.Select(JsonConfig).ToList() },
            Search = "bfs" + (options.Symmetry ? "+symmetry" : string.Empty) + (options.ObserversLast ? "+observers-last" : string.Empty),
            Verdict = last.Verdict.ToString().ToLowerInvariant(),
            last.Property,
            DistinctStates = states,
            Transitions = runs.Sum(run => run.Result.Transitions),
            Depth = runs.Max(run => run.Result.Depth),
            TraceLength = last.Trace?.Steps.Count,
            Seconds = Math.Round(seconds, 3),
            StatesPerSecond = Math.Round(states / Math.Max(seconds, 0.001)),
            BytesPerState = Math.Round(runs.Sum(run => (double)run.Result.Bytes) / Math.Max(states, 1), 1),
            Reached = runs.SelectMany(run => run.Result.Reached).GroupBy(goal => goal.Key)
                .ToDictionary(goal => goal.Key, goal => goal.Min(g => g.Value)),
            Trace = runs[^1].TraceFile,
        };
    }

    private static object JsonConfig(CheckRun run) => new
    {
        Scenario = run.Scenario.Name,
        Configuration = ConfigurationDocument.Of(run.Scenario.Configuration),
        Verdict = run.Result.Verdict.ToString().ToLowerInvariant(),
        run.Result.StoppedBy,
        run.Result.DistinctStates,
        run.Result.Transitions,
        run.Result.Depth,
        run.Result.Reached,
        run.Result.NotReached,
        run.Result.NotExercised,
        run.Result.Reductions,
        Stuck = run.Result.Stuck is not { } stuck ? null : new
        {
            stuck.Late,
            stuck.Needed,
            stuck.Unsettled,
            stuck.UnsettledBy,
            stuck.Never?.Tried,
        },
    };

    /// <summary>A rule set by how it differs from the nearer of the two named ones.</summary>
    public static string RulesText(IProtocol protocol, Configuration configuration)
    {
        var rules = configuration.Rules;
        string Difference(string name, IReadOnlyCollection<string> set)
        {
            var without = set.Except(rules).Select(rule => $" without {rule}");
            var with = rules.Except(set).Select(rule => $" with {rule}");
            return name + string.Concat(without.Concat(with));
        }

        int Distance(IReadOnlyCollection<string> set) => set.Except(rules).Count() + rules.Except(set).Count();
        return Distance(protocol.Corrected()) <= Distance(protocol.Published())
            ? Difference("corrected", protocol.Corrected())
            : Difference("published", protocol.Published());
    }

    private static string Joined(IEnumerable<string> items) => string.Join(',', items) is { Length: > 0 } text ? text : "none";

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
