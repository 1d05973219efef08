using System.Reflection;
using BgpVerified.Checker.Exploration;
using BgpVerified.Checker.Traces;
using BgpVerified.Spec.Protocols;
using Xunit;

namespace BgpVerified.Xunit;

/// <summary>What a test says of a counterexample, and where it leaves it.</summary>
internal static class Counterexample
{
    /// <summary>The violation, its steps, and how to replay it; the trace is written and attached to the test.</summary>
    public static string Describe(IProtocol protocol, Scenario scenario, ISystem system, ExplorationResult result)
    {
        var heading = $"{protocol.Name}, scenario {scenario.Name}: violated: {result.Property}";
        if (result.Trace is not { } trace)
        {
            return $"{heading} was never reached: the other properties may hold only vacuously";
        }

        var name = $"{protocol.Name}-{scenario.Name}-{trace.Property}.trace.json";
        var text = TraceJson.Write(protocol.Name, trace);
        if (TestContext.Current.Test is not null)
        {
            TestContext.Current.AddAttachment(name, text, replaceExistingValue: true);
        }

        var steps = TraceText.Write(trace, system.Properties.First(property => property.Name == trace.Property));
        var written = Written(protocol, Path.Combine(AppContext.BaseDirectory, name), text);
        return $"{heading}, in {TraceText.Counted(trace.Steps.Count)}\n\n{steps}{written}";
    }

    private static string Written(IProtocol protocol, string file, string text)
    {
        try
        {
            File.WriteAllText(file, text);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return $"the trace could not be written: {e.Message}";
        }

        return Program(protocol.GetType().Assembly) is { } program
            ? $"replay with: dotnet {Quoted(program)} replay {Quoted(file)}"
            : $"the trace is {file}; the command 'replay' of a program that has the protocol shows it";
    }

    /// <summary>The program that an assembly is, if it is one, and not the test.</summary>
    internal static string? Program(Assembly assembly) =>
        assembly.EntryPoint is not null && assembly != Assembly.GetEntryAssembly() && File.Exists(assembly.Location)
            ? assembly.Location
            : null;

    private static string Quoted(string path) => path.Contains(' ', StringComparison.Ordinal) ? $"\"{path}\"" : path;
}
