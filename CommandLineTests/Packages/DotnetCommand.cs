using System.Diagnostics;
using System.Security;
using BgpVerified.CoyoteTests.CommandLine;
using Xunit;

namespace BgpVerified.CommandLineTests.Packages;

/// <summary>Runs commands in a folder as a user's machine does, with packages and templates of that folder's own.</summary>
internal sealed class DotnetCommand
{
    /// <summary>No server stays behind that would keep a file of the folder.</summary>
    private static readonly string[] WithoutServers = ["-nodeReuse:false", "-p:UseSharedCompilation=false"];

    private static readonly string[] Inherited = ["MSBUILD", "VSTEST"];
    private static readonly string[] Building = ["build", "pack", "test"];
    private readonly Folder folder;

    public DotnetCommand(Folder folder)
    {
        this.folder = folder;
        Source = folder.File("source");
        Directory.CreateDirectory(Source);
        var usual = Environment.GetEnvironmentVariable("NUGET_PACKAGES")
            ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        folder.Write("nuget.config", $"""
            <configuration>
              <packageSources><add key="packed" value="{SecurityElement.Escape(Source)}" /></packageSources>
              <fallbackPackageFolders><add key="usual" value="{SecurityElement.Escape(usual)}" /></fallbackPackageFolders>
            </configuration>
            """);
    }

    /// <summary>The folder that is a source of packages, besides the machine's.</summary>
    public string Source { get; }

    public void Succeeds(params string[] args)
    {
        var outcome = Run(args);
        Assert.True(outcome.Status == 0, $"dotnet {string.Join(' ', args)}: exit status {outcome.Status}\n{outcome.Output}{outcome.Error}");
    }

    public Outcome Run(params string[] args) =>
        Start("dotnet", Building.Contains(args[0]) && !args.Contains("--no-build") ? [.. args, .. WithoutServers] : args);

    /// <summary>Runs a command from the folder, by its name or by its path from there.</summary>
    public Outcome Start(string command, params string[] args)
    {
        var file = File.Exists(folder.File(command)) ? folder.File(command) : command;
        var start = new ProcessStartInfo(file, args)
        {
            WorkingDirectory = folder.Path,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };

        // What the program that runs this test was told of its own build is not for another.
        var inherited = start.Environment.Keys
            .Where(name => Inherited.Any(prefix => name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)));
        foreach (var name in inherited.ToList())
        {
            start.Environment.Remove(name);
        }

        start.Environment["NUGET_PACKAGES"] = folder.File("packages");
        start.Environment["DOTNET_CLI_HOME"] = folder.File("home");
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        start.Environment["DOTNET_NOLOGO"] = "1";
        start.Environment["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1";
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = process.StandardOutput.ReadToEnd();
        Assert.True(process.WaitForExit(TimeSpan.FromMinutes(5)));
        return new(process.ExitCode, output, error.Result);
    }
}
