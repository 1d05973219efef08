using BgpVerified.Checker.Traces;
using BgpVerified.Mirror;
using BgpVerified.Spec.Protocols;
using Xunit;

namespace BgpVerified.CrossCheck;

/// <summary>Any trace of one's own, checked to be a behaviour of its protocol's module.</summary>
public class NamedTraceTests
{
    /// <summary>The trace named by the environment variable TRACE; with RULES=corrected or published, under these.</summary>
    [Fact]
    public void The_trace_that_is_named_is_a_behaviour()
    {
        var file = Environment.GetEnvironmentVariable("TRACE");
        Assert.SkipWhen(file is null,
            "TRACE names no trace; with one that bgpv check --trace wrote, it is checked to be a behaviour of the module");
        Assert.SkipWhen(Npm.Missing is not null, Npm.Missing ?? string.Empty);
        var document = TraceJson.Read(File.ReadAllText(file));
        var mirror = Mirrors.Of(document.Protocol)
            ?? throw new InvalidOperationException(
            $"{document.Protocol} has no module in tla/; these have one: {string.Join(", ", Mirrors.All.Select(m => m.Protocol.Name))}");
        var system = mirror.Protocol.Build(document.Config.ToConfiguration());
        var rules = Environment.GetEnvironmentVariable("RULES") switch
        {
            null => system.Configuration.Rules,
            "corrected" => mirror.Protocol.Corrected(),
            "published" => mirror.Protocol.Published(),
            var other => throw new InvalidOperationException($"unknown RULES '{other}'; they are corrected or published"),
        };
        using var npm = Npm.Start();
        var steps = TraceReplay.Replay(system, document).Steps.Select(step => (step.Process, step.Input));

        var misfit = new TraceValidation(npm, mirror)
            .FirstMisfit(system, document.Delivery, steps, system.Configuration with { Rules = rules });

        Assert.True(misfit is null, misfit);
    }
}
