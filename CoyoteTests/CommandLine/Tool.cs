using System.Text.Json;
using BgpVerified.Cli;
using BgpVerified.CommandLine;
using Xunit;

namespace BgpVerified.CoyoteTests.CommandLine;

/// <summary>What a command line printed, and its exit status.</summary>
internal sealed record Outcome(int Status, string Output, string Error)
{
    public JsonElement Json => JsonDocument.Parse(Output).RootElement;
}

/// <summary>The tool <c>bgpv</c>, run inside the test process; CommandLineTests has this file, too.</summary>
internal static class Tool
{
    /// <summary>The protocols that it has.</summary>
    public static Catalogue Catalogue { get; } = new(Protocols.All, "bgpv");

    public static Outcome Run(params string[] args) => Run(CancellationToken.None, args);

    public static Outcome Run(CancellationToken interrupt, params string[] args)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var status = Program.Run(args, output, error, interrupt);
        return new(status, output.ToString(), error.ToString());
    }

    /// <summary>Asserts that a command line is refused with status 2 and one line that says why.</summary>
    /// <param name="args">The command line.</param>
    /// <param name="says">Part of the line.</param>
    public static void Refused(string[] args, string says)
    {
        var outcome = Run(args);
        Assert.Equal((2, string.Empty), (outcome.Status, outcome.Output));
        Assert.StartsWith("bgpv: ", outcome.Error);
        Assert.Contains(says, outcome.Error, StringComparison.Ordinal);
        var line = outcome.Error[..^Environment.NewLine.Length];
        Assert.Equal(line + Environment.NewLine, outcome.Error);
        Assert.Equal(line, line.ReplaceLineEndings(string.Empty));
        Assert.DoesNotContain("Exception", line, StringComparison.Ordinal);
        Assert.DoesNotContain("Parameter", line, StringComparison.Ordinal);
    }

    /// <summary>A command line in one string; '' stands for an empty argument.</summary>
    public static string[] Split(string line) => [.. line.Split(' ').Select(word => word == "''" ? string.Empty : word)];
}

/// <summary>A fresh folder, gone after the test.</summary>
internal sealed class Folder : IDisposable
{
    private readonly DirectoryInfo info = Directory.CreateTempSubdirectory("bgpv-test-");

    public string Path => info.FullName;

    public IEnumerable<string> Entries => Directory.EnumerateFileSystemEntries(Path).Select(entry => System.IO.Path.GetFileName(entry));

    public string File(string name) => System.IO.Path.Combine(Path, name);

    public string Write(string name, string text)
    {
        System.IO.File.WriteAllText(File(name), text);
        return File(name);
    }

    public void Dispose() => info.Delete(recursive: true);
}
