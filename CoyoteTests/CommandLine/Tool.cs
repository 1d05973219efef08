using System.Text.Json;
using BgpVerified.Cli;
using BgpVerified.CommandLine;

namespace BgpVerified.CoyoteTests.CommandLine;

/// <summary>What a command line printed, and its exit status.</summary>
internal sealed record Outcome(int Status, string Output, string Error)
{
    public JsonElement Json => JsonDocument.Parse(Output).RootElement;
}

/// <summary>The tool <c>bgpv</c>, run inside the test process.</summary>
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
