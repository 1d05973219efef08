using BgpVerified.Checker.Exploration;
using BgpVerified.Checker.Worlds;
using BgpVerified.Spec.Protocols;

namespace BgpVerified.Checker.Traces;

/// <summary>Rebuilds a counterexample of the fast engine on the plain world, step by step.</summary>
/// <remarks>
/// The engine's path says which state comes next, up to the names of interchangeable processes; the plain world says
/// which step leads there, with the names that the trace has so far. A violation that the plain world does not confirm
/// is a fault of the engine, and said to be one.
/// </remarks>
internal static class TraceBuilder
{
    /// <summary>Rebuilds a counterexample.</summary>
    /// <param name="system">The system.</param>
    /// <param name="machine">The engine's numbers.</param>
    /// <param name="path">The states that lead to the violation.</param>
    /// <param name="property">The property violated.</param>
    /// <param name="start">The world of the first state; null for the initial one.</param>
    public static Trace Rebuild(ISystem system, Machine machine, IReadOnlyList<int[]> path, string property, World? start = null)
    {
        var world = start ?? World.Initial(system);
        var previous = world;
        var steps = new List<TraceStep>();
        foreach (var state in path.Skip(1))
        {
            var (process, input, next) = world.Offers()
                .Select(offer => (offer.Process, offer.Offer.Input, Next: world.Take(offer.Process, offer.Offer.Input)))
                .FirstOrDefault(step => !step.Next.Equals(world) && machine.Canonical(step.Next).AsSpan().SequenceEqual(state));
            if (next is null)
            {
                throw new InvalidOperationException(
                    "the engine took a step that the plain world does not have; please report this as a fault of the checker");
            }

            steps.Add(TraceStep.Between(world, process, input, next));
            (previous, world) = (world, next);
        }

        var broken = system.Properties.Single(p => p.Name == property);
        if (!PropertyCheck.IsViolated(broken, previous, world))
        {
            throw new InvalidOperationException(
                $"the plain world does not confirm the violation of {property}; please report this as a fault of the checker");
        }

        return new(system.Configuration, system.Processes, Delivery.Quorums, property, steps);
    }
}
