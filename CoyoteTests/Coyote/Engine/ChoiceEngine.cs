using BgpVerified.Checker.Messages;
using BgpVerified.Checker.Schedules;
using BgpVerified.Spec.Protocols;
using Microsoft.Coyote.Runtime;
using Microsoft.Coyote.SystematicTesting;

namespace BgpVerified.CoyoteTests.Coyote.Engine;

/// <summary>Runs a configured protocol on the project's own engine, where Coyote chooses every step.</summary>
internal static class ChoiceEngine
{
    public static CoyoteResult Run(ISystem system, CoyoteOptions options)
    {
        // One for all schedules: what handlers do is remembered across them.
        var runner = new ScheduleRunner(system, Network.Reliable);
        var kinds = new HashSet<string>();
        using var engine = TestingEngine.Create(ActorEngine.Configured(options), (ICoyoteRuntime runtime) =>
        {
            runner.Run(new CoyoteScheduler(runtime));
            kinds.UnionWith(runner.Choices.Select(choice => choice.Input.KindName));
            runtime.Assert(runner.Violated is null, "{0} is violated", runner.Violated?.Name);
        });
        return ActorEngine.Finish(engine, () => runner.Choices, kinds);
    }
}
