using System.Text.RegularExpressions;
using BgpVerified.Checker.Traces;
using BgpVerified.Checker.Worlds;
using BgpVerified.Spec.Protocols;

namespace BgpVerified.Mirror;

/// <summary>Makes a trace of this project from a counterexample that TLC or tla-checker printed.</summary>
public static class TlaTrace
{
    private static readonly Regex Header = new(@"^State (\d+).*$", RegexOptions.Multiline | RegexOptions.Compiled);

    /// <summary>The states of a printed counterexample.</summary>
    /// <param name="mirror">The protocol's mirror.</param>
    /// <param name="output">What the tool printed: among other lines, each state under a line that begins <c>State</c> and its
    /// number.</param>
    /// <returns>The states in order, as <see cref="ProtocolMirror.State"/> writes them.</returns>
    /// <exception cref="InvalidTraceException">There are no states, or one of them cannot be read.</exception>
    public static IReadOnlyList<string> ReadStates(ProtocolMirror mirror, string output)
    {
        var text = output.ReplaceLineEndings("\n");
        var headers = Header.Matches(text).ToList();
        if (headers.Count == 0)
        {
            throw new InvalidTraceException(
                "this is no counterexample of TLC or tla-checker: no line begins with 'State 1'; give what the tool printed");
        }

        try
        {
            return [.. headers.Select((header, i) =>
            {
                var body = text[(header.Index + header.Length)..(i + 1 < headers.Count ? headers[i + 1].Index : text.Length)]
                    .TrimStart('\n');
                var end = body.IndexOf("\n\n", StringComparison.Ordinal);
                return mirror.State(TlaState.Read(end < 0 ? body : body[..end], mirror.Variables));
            })];
        }
        catch (InvalidTlaException e)
        {
            throw new InvalidTraceException($"the counterexample cannot be read: {e.Message}");
        }
    }

    /// <summary>The trace that goes through given states.</summary>
    /// <param name="mirror">The protocol's mirror.</param>
    /// <param name="system">The system whose states in the mirror they are.</param>
    /// <param name="states">The states, the initial one first; equal neighbours count once.</param>
    /// <returns>The trace; it ends in the first property that its last step violates.</returns>
    /// <exception cref="InvalidTraceException">The system does not go through these states, or nothing is violated at the end.</exception>
    public static Trace Follow(ProtocolMirror mirror, ISystem system, IReadOnlyList<string> states)
    {
        var world = World.Initial(system);
        if (mirror.StateOf(system, world) != states[0])
        {
            throw new InvalidTraceException("the first state is not the initial one of the model; name the model that was run");
        }

        var previous = world;
        var steps = new List<TraceStep>();
        foreach (var (i, state) in states.Index().Skip(1).Where(pair => pair.Item != states[pair.Index - 1]))
        {
            var (process, input, next) = world.Offers()
                .Select(offer => (offer.Process, offer.Offer.Input, Next: world.Take(offer.Process, offer.Offer.Input)))
                .FirstOrDefault(step => mirror.StateOf(system, step.Next) == state);
            if (next is null)
            {
                throw new InvalidTraceException(
                    $"no step leads from state {i} to state {i + 1} of the counterexample; name the model that was run, and use modules "
                    + "of this version");
            }

            steps.Add(TraceStep.Between(world, process, input, next));
            (previous, world) = (world, next);
        }

        // What a state function says there, an observer must have seen here.
        while (Broken() is null && world.Offers().Where(offer => mirror.IsObserver(system.Processes[offer.Process]))
            .Select(offer => (offer.Process, offer.Offer.Input, Next: world.Take(offer.Process, offer.Offer.Input)))
            .FirstOrDefault(step => !step.Next.Equals(world)) is { Next: { } seen } look)
        {
            steps.Add(TraceStep.Between(world, look.Process, look.Input, seen));
            (previous, world) = (world, seen);
        }

        var broken = Broken()
            ?? throw new InvalidTraceException("nothing is violated at the end of the counterexample; give all of what the tool printed");
        return new(system.Configuration, system.Processes, Delivery.Quorums, broken.Name, steps);

        Property? Broken() => system.Properties.FirstOrDefault(property => PropertyCheck.IsViolated(property, previous, world));
    }
}
