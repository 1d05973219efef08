using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using BgpVerified.Checker.Exploration;
using BgpVerified.Checker.Traces;
using BgpVerified.Spec.Protocols;

namespace BgpVerified.CommandLine;

/// <summary><c>check PROTOCOL</c>: explores, prints the verdict, writes the counterexample.</summary>
internal static class CheckCommand
{
    public static Command Create(BgpvProgram program, Catalogue catalogue, TextWriter output, TextWriter error,
        Func<CancellationToken> interrupt)
    {
        var protocol = new Argument<string>("PROTOCOL") { Description = $"a protocol; see '{program.Name} list'" };
        var options = new CheckOptions(program, catalogue);
        var command = new Command("check", "Explore every reachable state; print the verdict or a shortest counterexample.") { protocol };
        options.AddTo(command);
        command.SetAction(parsed => Run(parsed, program, catalogue.Protocol(parsed.GetValue(protocol)!), options, output, error,
            interrupt()));
        return command;
    }

    private static int Run(
        ParseResult parsed, BgpvProgram program, IProtocol protocol, CheckOptions options, TextWriter output, TextWriter error,
            CancellationToken interrupt)
    {
        var search = options.Search(parsed);
        var limit = new TimeLimit(options.Time(parsed));
        var exploration = options.Exploration(parsed, progress => error.WriteLine(CheckReport.Progress(progress)), interrupt);
        var scenarios = options.Scenarios(parsed, protocol)
            .Select(scenario => (Scenario: scenario, System: options.Build(parsed, protocol, scenario)))
            .ToList();
        var checkedOnes = WithProperty(scenarios, exploration.Property, program);
        var file = parsed.GetValue(options.TraceFile);
        if (file is not null)
        {
            TraceFile.CheckWritable(file);
        }

        ICheck check = search == Engines.BreadthFirst
            ? new ExplorationCheck(protocol, exploration, limit)
            : new ScheduleCheck(protocol, search, options.Seed(parsed),
                options.Schedules(parsed, progress => error.WriteLine(ScheduleReport.Progress(progress)), interrupt), limit);
        var skipped = scenarios.Except(checkedOnes).Select(skip => skip.Scenario.Name).ToList();
        var report = new CheckOutput(program, protocol, check, file, output, error, parsed.GetValue(options.Json));
        report.Skip(skipped, exploration.Property);
        var verdict = Verdict.Holds;
        foreach (var (i, (scenario, system)) in checkedOnes.Index())
        {
            report.Heading(scenario, system);
            var found = check.Run(scenario, system, checkedOnes.Count - i);
            verdict = found == Verdict.Holds ? verdict : found;
            report.Outcome();
            if (found == Verdict.Violated || (found == Verdict.Incomplete && (!check.GoesOn || interrupt.IsCancellationRequested)))
            {
                break;
            }
        }

        report.End(verdict, checkedOnes.SelectMany(one => one.System.Properties).Select(property => property.Name).Distinct());
        return verdict switch
        {
            Verdict.Holds => ExitStatus.Holds,
            Verdict.Violated => ExitStatus.Violated,
            _ => ExitStatus.Incomplete,
        };
    }

    /// <summary>The scenarios in which a property is checked; at least one.</summary>
    private static List<(Scenario Scenario, ISystem System)> WithProperty(
        List<(Scenario Scenario, ISystem System)> scenarios, string? wanted, BgpvProgram program)
    {
        var names = scenarios.SelectMany(one => one.System.Properties).Select(property => property.Name).Distinct().ToList();
        return wanted is null || names.Contains(wanted)
            ? [.. scenarios.Where(one => wanted is null || one.System.Properties.Any(property => property.Name == wanted))]
            : throw new BadInputException(
                $"no property '{wanted}' is checked there; {Names.Known(wanted, "the properties are", names, $"{program.Name} list")}");
    }
}

/// <summary>
/// What <c>check</c> prints and writes, so that no verdict is lost: a report that cannot be printed does not keep the counterexample from
/// its file, nor the other way round.
/// </summary>
internal sealed class CheckOutput(
    BgpvProgram program, IProtocol protocol, ICheck check, string? file, TextWriter output, TextWriter error, bool json)
{
    private IReadOnlyList<string> skipped = [];
    private OutputException? lost;
    private string? written;

    /// <summary>Scenarios that do not have the property that is to be checked.</summary>
    public void Skip(IReadOnlyList<string> scenarios, string? property)
    {
        skipped = scenarios;
        if (!json && scenarios.Count > 0)
        {
            output.Write(
                $"{protocol.Name}: not checked, since {property} is no property there: "
                + $"scenario{(scenarios.Count == 1 ? string.Empty : "s")} {string.Join(", ", scenarios)}\n\n");
        }
    }

    public void Heading(Scenario scenario, ISystem system)
    {
        if (!json)
        {
            output.Write(check.Heading(scenario, system));
        }
    }

    /// <summary>First the verdict, and then the file.</summary>
    public void Outcome()
    {
        if (!json)
        {
            Print(check.Outcome());
        }

        if (check.Trace is { } trace)
        {
            Write(trace);
        }
    }

    public void End(Verdict verdict, IEnumerable<string> properties)
    {
        List<string> earlier = check.Trace is not null ? []
            : file is not null ? (TraceFile.IsTrace(file) ? [file] : [])
            : [.. properties.Select(UsualFile).Where(TraceFile.IsTrace)];
        if (json)
        {
            Print(JsonSerializer.Serialize(Object(earlier), TraceJson.Options) + "\n");
        }
        else
        {
            Print(string.Concat(earlier.Select(path => $"not of this run: {path}, a counterexample that an earlier one wrote\n")));
        }

        if (lost is not null)
        {
            var name = verdict.ToString().ToLowerInvariant();
            throw lost.With(check.Trace is { } trace
                ? $"{name}: {trace.Property}{(written is null ? string.Empty : $", with the counterexample in {written}")}"
                : name);
        }
    }

    private string UsualFile(string property) => string.Create(CultureInfo.InvariantCulture, $"{protocol.Name}-{property}.trace.json");

    private void Write(Trace trace)
    {
        var path = file ?? UsualFile(trace.Property);
        var replaces = file is null && File.Exists(path);
        try
        {
            if (replaces && !TraceFile.IsTrace(path))
            {
                throw new BadInputException($"cannot write '{path}': it is there, and is no trace; give another file with --trace");
            }

            if (TraceFile.Write(path, TraceJson.Write(protocol.Name, trace)))
            {
                written = path;
                check.WrittenTo(path);
            }
        }
        catch (BadInputException e)
        {
            error.WriteLine($"{program.Name}: {Message.OneLine(e.Message)}");
        }

        if (!json && written is not null)
        {
            Print($"{(replaces ? $"{path} was there and is replaced\n" : string.Empty)}replay with: {program.ReplayCommand} {path}\n");
        }
    }

    /// <summary>The contract's object, and what is not to be lost.</summary>
    private JsonNode Object(IReadOnlyList<string> earlier)
    {
        var found = JsonSerializer.SerializeToNode(check.Json(), TraceJson.Options)!;
        Add("skipped", skipped.Count > 0 ? skipped : null);
        Add("earlierTraces", earlier.Count > 0 ? earlier : null);
        Add("counterexample", written is null && check.Trace is { } trace ? TraceJson.Document(protocol.Name, trace) : null);
        return found;

        void Add<T>(string name, T? value)
            where T : class
        {
            if (value is not null)
            {
                found[name] = JsonSerializer.SerializeToNode(value, TraceJson.Options);
            }
        }
    }

    private void Print(string text)
    {
        try
        {
            output.Write(text);
        }
        catch (OutputException e)
        {
            lost ??= e;
        }
    }
}
