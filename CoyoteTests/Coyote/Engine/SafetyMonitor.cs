using BgpVerified.Checker.Worlds;
using BgpVerified.Spec.Protocols;
using Monitor = Microsoft.Coyote.Specifications.Monitor;

namespace BgpVerified.CoyoteTests.Coyote.Engine;

/// <summary>Checks after each step the invariants, and what must hold of every step.</summary>
internal sealed class SafetyMonitor : Monitor
{
    private IReadOnlyList<Property> properties = [];
    private object?[] states = [];

    private void OnWatch(Event e)
    {
        var run = ((Watch)e).Run;
        properties = [.. run.System.Properties.Where(property => property.Kind != PropertyKind.Eventually)];
        states = run.InitialStates();
        Check(states, states, properties);
    }

    private void OnStepped(Event e)
    {
        var step = (Stepped)e;
        var before = states;
        states = [.. before];
        states[step.Process] = step.State;
        Check(before, states, properties.Where(property => property.Reads.Contains(step.Process)));
    }

    private void Check(object?[] before, object?[] after, IEnumerable<Property> concerned)
    {
        var violated = concerned.FirstOrDefault(property => PropertyCheck.IsViolated(property, before, after, () => false));
        Assert(violated is null, "{0} is violated", violated?.Name);
    }

    [Start]
    [OnEventDoAction(typeof(Watch), nameof(OnWatch))]
    [OnEventDoAction(typeof(Stepped), nameof(OnStepped))]
    private sealed class Watching : State;
}
