using System.CommandLine;
using System.Reflection;
using BgpVerified.Checker.Traces;
using BgpVerified.Runtime.Evidence;
using BgpVerified.Runtime.Simulation;
using BgpVerified.Spec.Protocols;

namespace BgpVerified.CommandLine;

/// <summary>A program that has this command line: its protocols, and how its reports speak of it.</summary>
/// <param name="Protocols">The protocols, in the order in which they are listed; no two with one name.</param>
public sealed record BgpvProgram(IReadOnlyList<IProtocol> Protocols)
{
    /// <summary>
    /// What comes before each message, and before the commands that messages refer to; by default the name of the entry assembly.
    /// </summary>
    public string Name { get; init; } = Assembly.GetEntryAssembly()?.GetName().Name ?? "bgpv";

    /// <summary>What <c>--help</c> says of the program, in one line.</summary>
    public string Summary { get; init; } = "Model checker: explores a protocol's handlers under a Byzantine adversary.";

    /// <summary>
    /// The command that replays a trace, up to the trace's file, as a report of a counterexample tells it. By default it starts
    /// the program that is running, by its path from the folder where it was started.
    /// </summary>
    public string ReplayCommand { get; init; } = $"{ProgramPath.Running()} replay";

    /// <summary>The protocols that <c>simulate</c> can run in virtual time; with none there is no such command.</summary>
    public IReadOnlyList<ISimulatedProtocol> Simulated { get; init; } = [];

    /// <summary>
    /// Commands of its own: each is made of standard output, standard error, and what makes the signals that ask a program to end stop it.
    /// </summary>
    public IReadOnlyList<Func<TextWriter, TextWriter, Func<CancellationToken>, Command>> Commands { get; init; } = [];

    /// <summary>The protocols whose logs <c>verify</c> can read; with none there is no such command.</summary>
    public IReadOnlyList<IEvidenceProtocol> Evidence { get; init; } = [];

    /// <summary>The protocols' TLA+ modules; null for none, and then <c>replay</c> neither writes nor reads TLA+.</summary>
    public ITlaModules? Tla { get; init; }
}

/// <summary>The TLA+ modules of a program's protocols, for <c>replay --format tla</c> and <c>replay --from-tla</c>.</summary>
public interface ITlaModules
{
    /// <summary>The names of the protocols that have a module.</summary>
    IReadOnlyList<string> Protocols { get; }

    /// <summary>Writes a trace as a module that replays it.</summary>
    /// <param name="protocol">The protocol's name, one of <see cref="Protocols"/>.</param>
    /// <param name="system">The protocol, built in the trace's configuration.</param>
    /// <param name="trace">The trace.</param>
    /// <returns>The module's text.</returns>
    string Write(string protocol, ISystem system, Trace trace);

    /// <summary>Follows the states that a TLA+ tool printed.</summary>
    /// <param name="model">The model that the tool ran.</param>
    /// <param name="printed">What it printed.</param>
    /// <returns>The protocol's name, the protocol in the model's configuration, and the trace that comes to these states.</returns>
    /// <exception cref="InvalidConfigurationException">There is no such model.</exception>
    /// <exception cref="InvalidTraceException">The protocol does not come to these states.</exception>
    (string Protocol, ISystem System, Trace Trace) Read(string model, string printed);
}
