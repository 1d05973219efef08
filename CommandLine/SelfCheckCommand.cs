using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using BgpVerified.Checker.SelfChecks;
using BgpVerified.Checker.Traces;
using BgpVerified.Spec.Protocols;

namespace BgpVerified.CommandLine;

/// <summary><c>selfcheck [PROTOCOL]</c>: the checker against itself, on random configurations.</summary>
internal static class SelfCheckCommand
{
    private const int UsualConfigurations = 100;

    public static Command Create(Catalogue catalogue, TextWriter output, TextWriter error, Func<CancellationToken> interrupt)
    {
        var protocol = new Argument<string?>("PROTOCOL")
        {
            Description = "a protocol; all if none is given",
            Arity = ArgumentArity.ZeroOrOne
        };
        var seed = new Option<string?>("--seed") { Description = "the seed of the configurations (default 1)" };
        var time = new Option<string?>("--time") { Description = "stop after a time, such as 60s or 5m" };
        var configurations = new Option<string?>(
            "--configurations")
        {
            Description =
            $"how many to compare (default {UsualConfigurations}; with --time as many as there is time for)"
        };
        var json = new Option<bool>("--json") { Description = "one JSON object on standard output" };
        var command = new Command("selfcheck",
            "Draw random configurations; compare reductions, workers, the plain oracle and schedules with the whole graph.") { protocol,
            seed, time, configurations, json };
        command.SetAction(parsed =>
        {
            IReadOnlyList<IProtocol> protocols = parsed.GetValue(protocol) is { } name ? [catalogue.Protocol(name)] : catalogue.Protocols;
            var until = OptionText.Time(time.Name, parsed.GetValue(time));
            var most = OptionText.Number(configurations.Name, parsed.GetValue(configurations), 1)
                ?? (until == TimeSpan.MaxValue ? UsualConfigurations : long.MaxValue);
            var from = (ulong)(OptionText.Number(seed.Name, parsed.GetValue(seed), 0) ?? 1);
            return Run(protocols, from, most, until, parsed.GetValue(json), output, error, interrupt());
        });
        return command;
    }

    private static int Run(IReadOnlyList<IProtocol> protocols, ulong seed, long most, TimeSpan until, bool json, TextWriter output,
        TextWriter error, CancellationToken interrupt)
    {
        var clock = Stopwatch.StartNew();
        var options = new SelfCheckOptions { Cancellation = interrupt };
        var results = new List<SelfCheckResult>();
        var (drawn, tooLarge, reported) = (0L, 0L, 0.0);
        while (results.Count < most && clock.Elapsed < until && !interrupt.IsCancellationRequested)
        {
            if (DrawnCheck.Draw(protocols, seed, drawn++) is not { } check)
            {
                continue;
            }

            var result = SelfCheck.Compare(check, options);
            if (!result.IsCompared)
            {
                tooLarge++;
                continue;
            }

            results.Add(result);
            if (result.Disagreement is { } disagreement && !json)
            {
                output.WriteLine($"{check.Command}\n  {disagreement}");
            }

            if (clock.Elapsed.TotalSeconds - reported >= 2)
            {
                reported = clock.Elapsed.TotalSeconds;
                error.WriteLine(string.Create(CultureInfo.InvariantCulture,
                    $"  {results.Count:N0} compared, {results.Count(r => r.Disagreement is not null)} disagree, {reported:N0} s"));
            }
        }

        Report(protocols, seed, drawn, tooLarge, results, json, output);
        return results.Any(result => result.Disagreement is not null) ? ExitStatus.Violated
            : interrupt.IsCancellationRequested || results.Count == 0 ? ExitStatus.Incomplete
            : ExitStatus.Holds;
    }

    private static void Report(IReadOnlyList<IProtocol> protocols, ulong seed, long drawn, long tooLarge, List<SelfCheckResult> results,
        bool json, TextWriter output)
    {
        var rows = protocols.Select(protocol => Summary(protocol.Name, [.. results.Where(result => result.Check.Protocol == protocol)]))
            .ToList();
        if (json)
        {
            var disagreements = results.Where(result => result.Disagreement is not null)
                .Select(result => new { result.Check.Command, result.Disagreement }).ToList();
            output.WriteLine(JsonSerializer.Serialize(new
            {
                Seed = seed,
                Drawn = drawn,
                TooLarge = tooLarge,
                Compared = results.Count,
                Disagree = disagreements.Count,
                Protocols = rows,
                Disagreements = disagreements
            }, TraceJson.Options));
            return;
        }

        output.WriteLine($"{"protocol",-20}{"compared",10}{"hold",8}{"violated",10}{"reduced",9}{"oracle",8}{"disagree",10}");
        foreach (var row in rows)
        {
            output.WriteLine(
                $"{row.Protocol,-20}{row.Compared,10}{row.Hold,8}{row.Violated,10}{row.Reduced,9}{row.Oracle,8}{row.Disagree,10}");
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{results.Count:N0} configurations compared, {results.Count(result => result.Disagreement is not null)} disagree "
                + $"(seed {seed}; {drawn:N0} drawn, {tooLarge:N0} too large, the others impossible)"));
    }

    private static SelfCheckRow Summary(string protocol, List<SelfCheckResult> results) => new(
        protocol,
        results.Count,
        results.Count(result => result.Verdict == Checker.Exploration.Verdict.Holds),
        results.Count(result => result.Verdict == Checker.Exploration.Verdict.Violated),
        results.Count(result => result.IsReduced),
        results.Count(result => result.AskedOracle),
        results.Count(result => result.Disagreement is not null));

    private sealed record SelfCheckRow(string Protocol, int Compared, int Hold, int Violated, int Reduced, int Oracle, int Disagree);
}
