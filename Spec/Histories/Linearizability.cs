using BgpVerified.Spec.Values;

namespace BgpVerified.Spec.Histories;

/// <summary>An operation on a shared object, as its client saw it.</summary>
/// <param name="Name">Its name, unique in the history.</param>
/// <param name="Does">What it asks of the object.</param>
/// <param name="Before">The names of the operations that had been answered before it began.</param>
/// <param name="Result">What it was answered; null if it has no answer yet.</param>
public sealed record Operation(string Name, string Does, ValueSet<string> Before, string? Result)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Name}{(Result is null ? string.Empty : $"={Result}")} after {Before}";
}

/// <summary>
/// Linearizability, after Herlihy and Wing (1990): each operation takes effect at one moment between its begin and its answer.
/// </summary>
public static class Linearizability
{
    /// <summary>
    /// Whether the operations can be put in one order in which each comes after those that were answered before it began, and in which the
    /// object, asked in that order, gives the answers that were given. One without an answer may have taken effect or not.
    /// </summary>
    /// <typeparam name="TState">The object's state.</typeparam>
    /// <param name="history">The operations.</param>
    /// <param name="state">The object's first state.</param>
    /// <param name="apply">What an operation makes of a state, and its result.</param>
    /// <returns>True if there is such an order.</returns>
    public static bool IsLinearizable<TState>(
        IReadOnlyList<Operation> history, TState state, Func<TState, string, (TState State, string Result)> apply) =>
        history.All(operation => operation.Result is null)
        || history.Index()
            .Where(next => next.Item.Before.All(earlier => history.All(operation => operation.Name != earlier)))
            .Any(next =>
            {
                var (after, result) = apply(state, next.Item.Does);
                return (next.Item.Result ?? result) == result
                    && IsLinearizable([.. history.Where((_, i) => i != next.Index)], after, apply);
            });
}
