using BgpVerified.CommandLine;

namespace BgpVerified.Cli;

/// <summary>The command line, <c>bgpv</c>, for the protocols of <c>Impl</c>.</summary>
public static class Program
{
    private static readonly BgpvProgram Bgpv = InRepository(new(Protocols.All)
    {
        Name = "bgpv",
        Summary = "Model checker for Byzantine Generalized Paxos: explores a protocol's handlers under a Byzantine adversary.",
        Tla = new TlaModules(),
        Simulated = Simulated.SimulatedProtocols.All,
        Commands = Hosted.HostedCommands.All,
        Evidence = [.. Hosted.SimulatedEvidence.All, new Hosted.HostedEvidence()],
    });

    /// <summary>Runs a command line.</summary>
    /// <param name="args">The arguments.</param>
    /// <returns>The exit status.</returns>
    public static int Main(string[] args) => CommandLine.Bgpv.Run(args, Bgpv);

    /// <summary>Runs a command line on given outputs.</summary>
    /// <param name="args">The arguments.</param>
    /// <param name="output">Standard output.</param>
    /// <param name="error">Standard error.</param>
    /// <param name="interrupt">Stops an exploration, with an honest partial report.</param>
    /// <returns>The exit status.</returns>
    public static int Run(string[] args, TextWriter output, TextWriter error, CancellationToken interrupt) =>
        CommandLine.Bgpv.Run(args, Bgpv, output, error, interrupt);

    /// <summary>Where the program was built in its repository, it is told to be started as the documents there start it.</summary>
    private static BgpvProgram InRepository(BgpvProgram program)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "BgpVerified.sln")))
            {
                return program with { ReplayCommand = "dotnet run -c Release --project Cli -- replay" };
            }
        }

        return program;
    }
}
