using System.Diagnostics;
using System.Text.Json;
using BgpVerified.Mirror;

namespace BgpVerified.CrossCheck;

/// <summary>Runs the npm package tla-checker, in one process of Node for all requests.</summary>
internal sealed class Npm : IDisposable
{
    private readonly Process process;

    private Npm(Process process)
    {
        this.process = process;
    }

    /// <summary>Why the tool cannot run here; null if it can. It is installed on first use, from the project's own lock file.</summary>
    public static string? Missing { get; } = Install();

    public static Npm Start()
    {
        var start = new ProcessStartInfo("node", ["--max-old-space-size=8192", Path.Combine(Repository.Tla, "tool.mjs")])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        return new(Process.Start(start)!);
    }

    /// <summary>The whole state graph of a model, in every state of which some invariants hold.</summary>
    /// <exception cref="InvalidOperationException">One of them does not, or the tool finds an error.</exception>
    public StateGraph Graph(ProtocolMirror mirror, string source, string configuration, params IEnumerable<string> invariants)
    {
        using var answer = Ask(new { source, cfg = WithInvariants(configuration, invariants) });
        return StateGraph.ReadDot(mirror, answer.RootElement.GetProperty("dot").GetString()!.Split('\n'));
    }

    /// <summary>What the tool prints of the states that lead to a violated invariant; null if it holds.</summary>
    public string? Counterexample(string source, string configuration, string invariant)
    {
        using var answer = Ask(new { source, cfg = WithInvariants(configuration, [invariant]), trace = true });
        return answer.RootElement.GetProperty("trace").GetString();
    }

    /// <summary>The values of expressions in a state: each its canonical text, or what the tool says against it.</summary>
    public IReadOnlyList<(string? Value, string? Error)> Evaluate(
        string source, string configuration, IReadOnlyDictionary<string, string> state, IReadOnlyList<string> expressions)
    {
        using var answer = Ask(new { source, cfg = configuration, state, exprs = expressions });
        return [.. answer.RootElement.GetProperty("values").EnumerateArray().Select(result =>
            result.TryGetProperty("value", out var value) ? (TlaReader.Canonical(value.GetString()!), (string?)null)
                : (null, result.GetProperty("error").GetString()))];
    }

    /// <summary>
    /// The values of an expression that reads one variable, for each of some values of it: canonical text. One request for all
    /// takes little more than one for each of a few.
    /// </summary>
    /// <exception cref="InvalidOperationException">The tool finds an error.</exception>
    public IReadOnlyList<string> EvaluateEach(string source, string configuration, IReadOnlyDictionary<string, string> state,
        string variable, IReadOnlyList<string> values, string expression)
    {
        using var answer = Ask(new { source, cfg = configuration, state, variable, given = values, expr = expression });
        return [.. answer.RootElement.GetProperty("values").EnumerateArray().Select(value => TlaReader.Canonical(value.GetString()!))];
    }

    public void Dispose()
    {
        process.StandardInput.Close();
        process.WaitForExit();
        process.Dispose();
    }

    private static string WithInvariants(string configuration, IEnumerable<string> invariants) =>
        configuration + string.Concat(invariants.Select(invariant => $"INVARIANT {invariant}\n"));

    private JsonDocument Ask(object request)
    {
        process.StandardInput.WriteLine(JsonSerializer.Serialize(request));
        process.StandardInput.Flush();
        var line = process.StandardOutput.ReadLine() ?? throw new InvalidOperationException("tla-checker ended without an answer");
        var answer = JsonDocument.Parse(line);
        return answer.RootElement.TryGetProperty("error", out var error)
            ? throw new InvalidOperationException($"tla-checker: {error.GetString()}")
            : answer;
    }

    private static string? Install()
    {
        if (Run("node", "--version") is not 0)
        {
            return "Node is not on the path; with Node 20 or later the cross-check runs";
        }

        if (File.Exists(Path.Combine(Repository.Tla, "node_modules", "tla-checker", "package.json")))
        {
            return null;
        }

        return Run("npm", "ci", "--ignore-scripts") is 0
            ? null
            : "'npm ci' in tla/ fails, so tla-checker is not installed";
    }

    private static int? Run(string program, params string[] arguments)
    {
        try
        {
            using var run = Process.Start(new ProcessStartInfo(program, arguments)
            {
                WorkingDirectory = Repository.Tla,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
            var error = run.StandardError.ReadToEndAsync();
            run.StandardOutput.ReadToEnd();
            error.Wait();
            run.WaitForExit();
            return run.ExitCode;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }
}
