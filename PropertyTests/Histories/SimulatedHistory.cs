using BgpVerified.Spec.Histories;
using BgpVerified.Spec.Machines;

namespace BgpVerified.PropertyTests.Histories;

/// <summary>Histories of one correct object that several clients use at the same time.</summary>
internal static class SimulatedHistory
{
    /// <summary>A history in which each operation takes effect at some moment between its start and its end.</summary>
    /// <param name="application">The object.</param>
    /// <param name="commands">What clients ask for, at random.</param>
    /// <param name="clients">How many clients there are: at the most as many operations are concurrent.</param>
    /// <param name="operations">How many operations there are.</param>
    /// <param name="unanswered">One in so many gets no answer, and its client goes on; 0 for none.</param>
    /// <param name="seed">The seed.</param>
    public static IReadOnlyList<TimedOperation> Of(
        IApplication application, IReadOnlyList<string> commands, int clients, int operations, int unanswered, int seed)
    {
        var random = new Random(seed);
        var free = new long[clients];
        var planned = new List<(string Client, string Command, long Start, long Effect, long End)>();
        for (var i = 0; i < operations; i++)
        {
            var client = random.Next(clients);
            var start = free[client] + random.Next(1, 20);
            var effect = start + random.Next(0, 30);
            var end = effect + random.Next(0, 30);
            free[client] = end + 1;
            planned.Add(($"c{client + 1}", commands[random.Next(commands.Count)], start, effect, end));
        }

        var (state, history) = (application.Initial, new List<TimedOperation>());
        foreach (var one in planned.OrderBy(one => one.Effect))
        {
            var (after, reply) = application.Apply(state, one.Command);
            state = after;
            var isAnswered = unanswered == 0 || random.Next(unanswered) > 0;
            history.Add(new(one.Client, one.Command, one.Start, isAnswered ? one.End : null, isAnswered ? reply : null));
        }

        return [.. history.OrderBy(_ => random.Next())];
    }
}
