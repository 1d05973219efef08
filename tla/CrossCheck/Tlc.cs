using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using BgpVerified.Mirror;

namespace BgpVerified.CrossCheck;

/// <summary>Runs TLC, if the environment variable TLA2TOOLS names a <c>tla2tools.jar</c>.</summary>
internal static class Tlc
{
    private static readonly string? Jar = Environment.GetEnvironmentVariable("TLA2TOOLS");

    /// <summary>Why TLC cannot run here; null if it can.</summary>
    public static string? Missing { get; } =
        string.IsNullOrEmpty(Jar) ? "TLA2TOOLS names no tla2tools.jar; with one, TLC runs the same models"
        : File.Exists(Jar) ? null
        : throw new InvalidOperationException($"TLA2TOOLS names '{Jar}', which does not exist; name a tla2tools.jar, or leave it unset");

    /// <summary>The whole state graph of a model, whatever properties are violated in it.</summary>
    public static StateGraph Graph(Model model)
    {
        using var folder = new TemporaryFolder();
        var configuration = folder.File("graph.cfg");
        File.WriteAllText(configuration, ModelFiles.Configuration(model, properties: false));
        var dump = folder.File("graph.dot");
        var output = Run(folder, model, "-config", configuration, "-dump", "dot,actionlabels", dump);
        return output.Contains("No error has been found", StringComparison.Ordinal)
            ? StateGraph.ReadDot(model.Mirror, File.ReadLines(dump))
            : throw new InvalidOperationException($"TLC: {output}");
    }

    /// <summary>The number of distinct states that TLC counts when it goes through the whole graph and checks some properties.</summary>
    /// <exception cref="InvalidOperationException">One of them is violated, or TLC finds an error.</exception>
    public static long Check(Model model, IReadOnlyList<string> properties)
    {
        var output = Check(model, properties, out var succeeded);
        return succeeded
            ? long.Parse(Regex.Match(output, @"(\d+) distinct states found, 0 states left").Groups[1].Value, CultureInfo.InvariantCulture)
            : throw new InvalidOperationException($"TLC: {output}");
    }

    /// <summary>Whether TLC finds a property of a model violated.</summary>
    public static bool IsViolated(Model model, string property)
    {
        var output = Check(model, [property], out var succeeded);
        return !succeeded && (output.Contains("is violated", StringComparison.Ordinal)
            ? true
            : throw new InvalidOperationException($"TLC: {output}"));
    }

    private static string Check(Model model, IEnumerable<string> properties, out bool succeeded)
    {
        using var folder = new TemporaryFolder();
        var configuration = folder.File("properties.cfg");
        var claims = properties.Select(property =>
            $"{(property.EndsWith("Inv", StringComparison.Ordinal) ? "INVARIANT" : "PROPERTY")} {property}\n");
        File.WriteAllText(configuration, ModelFiles.Configuration(model, properties: false) + string.Concat(claims));
        var output = Run(folder, model, "-config", configuration);
        succeeded = output.Contains("No error has been found", StringComparison.Ordinal);
        return output;
    }

    /// <summary>What TLC prints of a module that stands in no file, with a configuration file of <c>tla/</c>.</summary>
    public static string Run(string name, string module, string configuration)
    {
        using var folder = new TemporaryFolder();
        var file = folder.File($"{name}.tla");
        File.WriteAllText(file, module);
        return Run(folder, file, "-config", Path.Combine(Repository.Tla, configuration));
    }

    /// <summary>What TLC prints of a module of <c>tla/liveness</c>.</summary>
    public static string RunLiveness(string module, string configuration)
    {
        using var folder = new TemporaryFolder();
        var at = Path.Combine(Repository.Tla, "liveness");
        return Run(folder, Path.Combine(at, $"{module}.tla"), "-config", Path.Combine(at, $"{configuration}.cfg"));
    }

    private static string Run(TemporaryFolder folder, Model model, params string[] options) =>
        Run(folder, Path.Combine(Repository.Tla, "models", $"{model.Module}.tla"), options);

    private static string Run(TemporaryFolder folder, string module, params string[] options)
    {
        var start = new ProcessStartInfo(
            "java",
            ["-XX:+UseSerialGC", $"-DTLA-Library={Repository.Tla}{Path.PathSeparator}{Path.Combine(Repository.Tla, "models")}", "-cp",
                Jar!, "tlc2.TLC", "-workers", "1", "-noGenerateSpecTE", "-metadir", folder.File("states"), .. options, module])
        {
            RedirectStandardOutput = true,
            WorkingDirectory = folder.Path,
        };
        using var run = Process.Start(start)!;
        var output = run.StandardOutput.ReadToEnd();
        run.WaitForExit();
        return output;
    }

    private sealed class TemporaryFolder : IDisposable
    {
        public string Path { get; } = Directory.CreateTempSubdirectory("bgpverified-tlc-").FullName;

        public string File(string name) => System.IO.Path.Combine(Path, name);

        public void Dispose() => Directory.Delete(Path, recursive: true);
    }
}
