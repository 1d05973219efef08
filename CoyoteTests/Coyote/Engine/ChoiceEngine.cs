using BgpVerified.Checker.Messages;
using BgpVerified.Checker.Schedules;
using BgpVerified.Checker.Worlds;
using BgpVerified.Spec.Protocols;
using Microsoft.Coyote.Runtime;
using Microsoft.Coyote.SystematicTesting;

namespace BgpVerified.CoyoteTests.Coyote.Engine;

/// <summary>Runs a configured protocol on the plain world, where Coyote chooses every step.</summary>
internal static class ChoiceEngine
{
    private const int AdversarysSteps = 100;

    private static readonly Move Stop = new(MoveKind.Stop, -1, -1, -1, -1, 0);

    public static CoyoteResult Run(ISystem system, CoyoteOptions options)
    {
        List<Choice> last = [];
        var kinds = new HashSet<string>();
        using var engine = TestingEngine.Create(ActorEngine.Configured(options), (ICoyoteRuntime runtime) =>
        {
            last = [];
            Run(system, new CoyoteScheduler(runtime), last, runtime);
            kinds.UnionWith(last.Select(choice => choice.Input.GetType().Name));
        });
        return ActorEngine.Finish(engine, () => last, kinds);
    }

    /// <summary>Steps until nothing fair is left to happen and the adversary is done.</summary>
    private static void Run(ISystem system, IScheduler scheduler, List<Choice> taken, ICoyoteRuntime runtime)
    {
        var world = MessageWorld.Initial(system, Network.Reliable);
        while (true)
        {
            // The adversary does not act for ever: its messages are many, and most of them late.
            List<Choice> choices = [.. taken.Count < AdversarysSteps ? world.Choices() : world.FairChoices()];
            var isQuiescent = !choices.Any(choice => choice.Fair);
            if (isQuiescent)
            {
                Check(system.Properties, world, world, runtime);
            }

            var at = scheduler.Choose([.. choices.Select(MoveOf), .. isQuiescent ? [Stop] : Array.Empty<Move>()], taken.Count);
            if (at == choices.Count)
            {
                break;
            }

            var next = world.Take(choices[at]);
            taken.Add(choices[at]);
            Check(system.Properties.Where(property => property.Kind != PropertyKind.Eventually), world, next, runtime);
            world = next;
        }
    }

    private static void Check(IEnumerable<Property> properties, IWorld before, IWorld after, ICoyoteRuntime runtime)
    {
        var violated = properties.FirstOrDefault(property => PropertyCheck.IsViolated(property, before, after));
        runtime.Assert(violated is null, "{0} is violated", violated?.Name);
    }

    private static Move MoveOf(Choice choice) =>
        new(choice.Input is Message ? choice.Fair ? MoveKind.Deliver : MoveKind.Forged : MoveKind.Local, (short)choice.Process, -1, -1, -1, 0);
}
