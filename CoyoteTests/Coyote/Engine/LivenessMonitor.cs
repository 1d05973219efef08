using BgpVerified.Checker.Worlds;
using BgpVerified.Spec.Protocols;
using Monitor = Microsoft.Coyote.Specifications.Monitor;

namespace BgpVerified.CoyoteTests.Coyote.Engine;

/// <summary>
/// Checks what must happen in the end. It is hot from when a client or a clock has first acted, for as long as some
/// property of this kind does not hold; Coyote reports a run that ends while it is hot, or in which it stays so too long.
/// </summary>
internal sealed class LivenessMonitor : Monitor
{
    private IReadOnlyList<Property> properties = [];
    private object?[] states = [];
    private bool isAsked;

    private void OnWatch(Event e)
    {
        var run = ((Watch)e).Run;
        properties = [.. run.System.Properties.Where(property => property.Kind == PropertyKind.Eventually)];
        states = run.InitialStates();
    }

    private void OnStepped(Event e)
    {
        var step = (Stepped)e;
        states[step.Process] = step.State;
        isAsked |= step.Input is not Message;
        if (isAsked && properties.Any(property => PropertyCheck.IsViolated(property, states, states, () => true)))
        {
            RaiseGotoStateEvent<Waiting>();
        }
        else
        {
            RaiseGotoStateEvent<Satisfied>();
        }
    }

    [Start]
    [Cold]
    [OnEventDoAction(typeof(Watch), nameof(OnWatch))]
    [OnEventDoAction(typeof(Stepped), nameof(OnStepped))]
    private sealed class Satisfied : State;

    [Hot]
    [OnEventDoAction(typeof(Stepped), nameof(OnStepped))]
    private sealed class Waiting : State;
}
