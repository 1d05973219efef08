using BgpVerified.Spec.Machines;

namespace BgpVerified.Spec.Histories;

/// <summary>
/// Checks whether histories of hundreds of operations are linearizable. After Wing and Gong, "Testing and Verifying Concurrent Objects"
/// (1993), with what Lowe, "Testing for Linearizability" (2017), adds: pairs of operations done and state are visited once; and
/// part by part, as Horn and Kroening, "Faster Linearizability Checking via P-Compositionality" (2015).
/// </summary>
/// <remarks>
/// The search is exponential in how many operations are concurrent, not in how many there are. <see cref="Linearizability"/> is the
/// definition, which it is held against.
/// </remarks>
public static class HistoryChecker
{
    /// <summary>Checks a history.</summary>
    /// <param name="history">The operations, in any order.</param>
    /// <param name="application">What they were asked of.</param>
    /// <param name="mostSteps">After how many steps the search gives up; at least 1.</param>
    /// <returns>The verdict.</returns>
    /// <exception cref="ArgumentException">An operation ends before it starts, has an answer without an end or an end without an answer,
    /// or is no command of the application.</exception>
    public static HistoryVerdict Check(IReadOnlyList<TimedOperation> history, IApplication application, long mostSteps = 10_000_000)
    {
        foreach (var operation in history)
        {
            Refuse(operation.End < operation.Start, operation, "ends before it starts; an operation must not");
            Refuse(operation.End is null != operation.Reply is null, operation, "must have both an end and a reply, or neither");
            Refuse(!application.IsCommand(operation.Command), operation, $"is no command of a {application.Name}; {application.Usage}");
        }

        var parts = history.Select(operation => application.PartOf(operation.Command)).ToList();
        var groups = parts.Contains(null)
            ? [(Part: (string?)null, Own: history)]
            : history.Zip(parts).GroupBy(pair => pair.Second)
                .Select(own => (Part: own.Key, Own: (IReadOnlyList<TimedOperation>)[.. own.Select(pair => pair.First)])).ToList();
        var (order, steps) = (new List<TimedOperation>(), 0L);
        foreach (var (part, own) in groups)
        {
            var (outcome, places, unexplained, tried) = LinearizationSearch.Run(own, application, mostSteps - steps);
            var found = places.Select(place => own[place]).ToList();
            steps += tried;
            if (outcome != HistoryOutcome.Linearizable)
            {
                return new(outcome, part, found, unexplained, steps);
            }

            order.AddRange(found);
        }

        return new(HistoryOutcome.Linearizable, null, order, null, steps);
    }

    /// <summary>
    /// The same of operations that say what had been answered before each began, as states of protocols do (<see cref="Operation"/>).
    /// </summary>
    /// <param name="history">The operations of one run.</param>
    /// <param name="application">What they were asked of.</param>
    /// <returns>True if there is an order that explains all answers.</returns>
    public static bool IsLinearizable(IReadOnlyList<Operation> history, IApplication application) => Timed(history) is { } timed
        ? Check(timed, application, long.MaxValue).IsLinearizable
        : Linearizability.IsLinearizable(history, application.Initial, application.Apply);

    /// <summary>Times for operations of one run, in which what has been answered only ever grows; null if it does not.</summary>
    /// <param name="history">The operations.</param>
    /// <returns>The operations, in the same order, with times that say the same of what came before what.</returns>
    public static IReadOnlyList<TimedOperation>? Timed(IReadOnlyList<Operation> history)
    {
        var names = history.Select(operation => operation.Name).ToHashSet();
        var before = history.Select(operation => operation.Before.Where(names.Contains).ToHashSet()).ToList();
        var moments = before.OrderBy(answered => answered.Count).ToList();
        if (moments.Zip(moments.Skip(1)).Any(pair => !pair.First.IsSubsetOf(pair.Second)))
        {
            return null;
        }

        // Of n operations each has the moment at which it begins, an odd number, and ends before the first moment that knows of it.
        int MomentOf(HashSet<string> answered) => moments.FindIndex(moment => moment.Count == answered.Count);
        return
        [
            .. history.Zip(before).Select(pair =>
            {
                var (operation, answered) = pair;
                var known = moments.FindIndex(moment => moment.Contains(operation.Name));
                var end = known < 0 ? 2L * (moments.Count + 1) : 2L * known;
                return new TimedOperation(operation.Name, operation.Does, (2L * MomentOf(answered)) + 1,
                    operation.Result is null ? null : end, operation.Result);
            }),
        ];
    }

    private static void Refuse(bool isWrong, TimedOperation operation, string why)
    {
        if (isWrong)
        {
            throw new ArgumentException($"the operation '{operation}' {why}");
        }
    }
}
