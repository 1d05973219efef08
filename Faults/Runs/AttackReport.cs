using System.Globalization;
using BgpVerified.Faults.Plans;
using BgpVerified.Spec.Histories;

namespace BgpVerified.Faults.Runs;

/// <summary>What an attack came to.</summary>
public enum AttackOutcome
{
    /// <summary>Everything that is checked holds.</summary>
    Holds,

    /// <summary>Something does not.</summary>
    Violated,

    /// <summary>Not everything could be checked.</summary>
    Incomplete,
}

/// <summary>What was done to a cluster, and what was found.</summary>
/// <param name="Done">The faults that were done.</param>
/// <param name="Planned">How many were planned.</param>
/// <param name="Time">How long it took, until everything was healed.</param>
/// <param name="History">What clients saw.</param>
/// <param name="IsAnswered">Whether everything was answered in the end.</param>
/// <param name="Verdict">Whether the history is linearizable.</param>
public sealed record AttackReport(
    IReadOnlyList<DoneFault> Done, int Planned, TimeSpan Time, IReadOnlyList<TimedOperation> History, bool IsAnswered,
    HistoryVerdict Verdict)
{
    /// <summary>What is wrong in the nodes' logs, one line each; null if they were not verified.</summary>
    public IReadOnlyList<string>? Logs { get; init; }

    /// <summary>How many steps of nodes were verified in their logs.</summary>
    public long VerifiedSteps { get; init; }

    /// <summary>What is wrong with what nodes have signed and accepted, one line each.</summary>
    public IReadOnlyList<string> Statements { get; init; } = [];

    /// <summary>How many statements of nodes were looked at, and how many accepted messages.</summary>
    public (long Signed, long Accepted) Looked { get; init; }

    /// <summary>Nodes that ended by themselves and should not have, one line each.</summary>
    public IReadOnlyList<string> Crashes { get; init; } = [];

    /// <summary>How often a node ended because it could not write.</summary>
    public int EndedOfFullDisk { get; init; }

    /// <summary>The longest time until an answer.</summary>
    public TimeSpan Longest { get; init; }

    /// <summary>The most memory that a node used, in bytes.</summary>
    public long MostMemory { get; init; }

    /// <summary>What it comes to.</summary>
    public AttackOutcome Outcome =>
        Verdict.Outcome == HistoryOutcome.NotLinearizable || Logs is { Count: > 0 } || Statements.Count > 0 || Crashes.Count > 0
            ? AttackOutcome.Violated
        : Done.Count < Planned || Verdict.Outcome == HistoryOutcome.Unknown ? AttackOutcome.Incomplete
        : IsAnswered ? AttackOutcome.Holds
        : AttackOutcome.Violated;

    /// <summary>The report: a line for each kind of fault, and the verdict last.</summary>
    /// <returns>The lines.</returns>
    public IEnumerable<string> Lines()
    {
        foreach (var kind in Done.GroupBy(done => done.Fault.Kind).OrderBy(kind => kind.Key))
        {
            var (count, effective) = (kind.Count(), kind.Count(done => done.TookEffect));
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"  {kind.Key.Name(),-16}{count,5}{(effective == count ? string.Empty : $"  ({count - effective} without effect)")}");
        }

        var answered = History.Count(operation => operation.End is not null);
        yield return string.Create(
            CultureInfo.InvariantCulture,
            $"{Done.Count:n0} faults in {Time.TotalSeconds:n0} s; {answered:n0} answered, {History.Count - answered} not; longest ")
            + string.Create(
            CultureInfo.InvariantCulture, $"{Longest.TotalSeconds:0.0} s; most memory of a node {MostMemory >> 20:n0} MiB");
        yield return $"nodes ended {EndedOfFullDisk} times because they could not write, and were started again";
        foreach (var crash in Crashes)
        {
            yield return $"crash: {crash}";
        }

        yield return $"history: {Shorten($"{Verdict}")}";
        yield return Statements is [var wrong, ..] ? $"statements: {Statements.Count} findings, the first: {wrong}" : string.Create(
            CultureInfo.InvariantCulture,
            $"statements: {Looked.Signed:n0} signed, {Looked.Accepted:n0} accepted, none contradicts another");
        yield return Logs switch
        {
            null => "logs: nodes write none that could be verified",
            [] => string.Create(CultureInfo.InvariantCulture, $"logs: verified, {VerifiedSteps:n0} steps"),
            [var first, ..] => $"logs: {Logs.Count} findings, the first: {first}",
        };
        yield return Outcome switch
        {
            AttackOutcome.Holds => "holds: no acknowledged command lost, no order violated, everything answered once all was healed",
            AttackOutcome.Incomplete when Done.Count < Planned => $"incomplete: {Done.Count} of {Planned} faults were done",
            AttackOutcome.Incomplete => "incomplete: not everything was checked",
            _ => $"violated: {What}",
        };
    }

    private string What =>
        Verdict.Outcome == HistoryOutcome.NotLinearizable ? "the clients' history is not linearizable"
        : Logs is { Count: > 0 } ? "the nodes' logs are not those of correct nodes"
        : Statements.Count > 0 ? "a node contradicts what it has signed, or accepted what was not signed"
        : Crashes.Count > 0 ? "a node crashed"
        : "not everything was answered after all was healed";

    private static string Shorten(string text) => text.Length <= 600 ? text : $"{text[..600]}...";
}
