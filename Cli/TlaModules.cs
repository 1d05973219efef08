using BgpVerified.Checker.Traces;
using BgpVerified.CommandLine;
using BgpVerified.Mirror;
using BgpVerified.Spec.Protocols;

namespace BgpVerified.Cli;

/// <summary>The modules of <c>tla/</c>.</summary>
internal sealed class TlaModules : ITlaModules
{
    /// <inheritdoc/>
    public IReadOnlyList<string> Protocols => [.. Mirrors.All.Select(mirror => mirror.Protocol.Name)];

    /// <inheritdoc/>
    public string Write(string protocol, ISystem system, Trace trace) => TlaReplay.Write(Mirrors.Of(protocol)!, system, trace);

    /// <inheritdoc/>
    public (string Protocol, ISystem System, Trace Trace) Read(string model, string printed)
    {
        var found = ModelList.Named(model);
        var system = found.Mirror.Protocol.Build(found.Configuration());
        return (found.Protocol, system, TlaTrace.Follow(found.Mirror, system, TlaTrace.ReadStates(found.Mirror, printed)));
    }
}
