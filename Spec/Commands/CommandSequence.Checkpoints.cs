using System.Collections.Immutable;

namespace BgpVerified.Spec.Commands;

/// <content>What a sequence has discarded, and how two that have discarded differently are brought together.</content>
public sealed partial class CommandSequence
{
    /// <summary>The beginning that is no longer kept; its number is 0 if nothing was discarded.</summary>
    public History Discarded { get; }

    /// <summary>How many checkpoint commands it has in all, discarded or kept.</summary>
    public int Checkpoints => conflicts.HasCheckpoints ? Discarded.Number + items.Count(conflicts.IsCheckpoint) : 0;

    /// <summary>How many commands do not come before its last checkpoint. Of values in line the longer one has more checkpoints, or as
    /// many and more of these.</summary>
    public int SinceCheckpoint => conflicts.HasCheckpoints ? AfterLast.Count : Count;

    /// <summary>Its beginning up to its last checkpoint: what was discarded, and what it could discard.</summary>
    public History Beginning => conflicts.HasCheckpoints ? AfterLast.Discarded : Discarded;

    /// <summary>
    /// The sequence as it was before anything was discarded, as only <see cref="KeptHistory"/> can tell: for properties, not for
    /// handlers.
    /// </summary>
    public CommandSequence Whole => Discarded.Number == 0
        ? this
        : new(conflicts, ((KeptHistory)Discarded).Commands.Concat(items));

    /// <summary>The commands that it keeps, as a sequence of their own.</summary>
    public CommandSequence Kept => Discarded.Number == 0 ? this : new(conflicts, items);

    private bool IsWithoutRest => items.IsEmpty;

    private CommandSequence AfterLast => UpTo(Checkpoints)!;

    /// <summary>
    /// This sequence after it has discarded what comes before its checkpoints up to a number, and these checkpoints; null if it has
    /// fewer. One that has discarded as many or more stays as it is.
    /// </summary>
    /// <param name="checkpoints">How many checkpoints, counted from the beginning of the whole sequence.</param>
    /// <returns>An equivalent sequence, or null.</returns>
    public CommandSequence? UpTo(int checkpoints)
    {
        var left = this;
        while (left.Discarded.Number < checkpoints)
        {
            var (first, rest) = left.SplitAtCheckpoint();
            if (first.IsEmpty)
            {
                return null;
            }

            left = new(conflicts, left.Discarded.Then(first), rest);
        }

        return left;
    }

    /// <summary>This sequence without a beginning, if it begins with it; otherwise as it is.</summary>
    /// <param name="beginning">What to discard.</param>
    /// <returns>An equivalent sequence.</returns>
    public CommandSequence Without(History beginning) =>
        Discarded.Number < beginning.Number && UpTo(beginning.Number) is { } left && left.Discarded.Equals(beginning) ? left : this;

    /// <summary>
    /// What follows a beginning: the commands kept that it does not contain. That this sequence has all of it is the caller's to know.
    /// </summary>
    /// <param name="beginning">The beginning, which replaces the present one.</param>
    /// <returns>A sequence that has discarded that beginning.</returns>
    public CommandSequence StartingAt(History beginning) => new(conflicts, beginning, items.Where(command => !beginning.Contains(command)));

    /// <summary>Whether it has discarded a beginning, or can: it has all of it.</summary>
    /// <remarks>
    /// Of a beginning with fewer checkpoints than it has discarded nothing can be said; that of a value in line is its own.
    /// </remarks>
    /// <param name="beginning">The beginning.</param>
    /// <returns>True if nothing of it is missing here.</returns>
    public bool Reaches(History beginning) =>
        Discarded.Number > beginning.Number || (UpTo(beginning.Number)?.Discarded.Equals(beginning) ?? false);

    /// <summary>Whether two sequences are the same but for what they have discarded.</summary>
    /// <param name="other">The other sequence.</param>
    /// <returns>True if they are equivalent; false also if one of them is too short to tell.</returns>
    public bool IsEquivalentTo(CommandSequence other) => Aligned(this, other) is var (x, y) && x.items.SequenceEqual(y.items);

    /// <summary>Both with the same beginning discarded, that of the one with more checkpoints; null if they do not begin alike.</summary>
    private static (CommandSequence X, CommandSequence Y)? Aligned(CommandSequence x, CommandSequence y)
    {
        if (x.Discarded.Number == 0 && y.Discarded.Number == 0)
        {
            return (x, y);
        }

        return x.UpTo(y.Discarded.Number) is { } left && y.UpTo(x.Discarded.Number) is { } right
            && left.Discarded.Equals(right.Discarded)
                ? (left, right)
                : null;
    }

    /// <summary>The first checkpoint kept with all that must come before it, and the rest; no first part without a checkpoint.</summary>
    private (ImmutableArray<Command> First, ImmutableArray<Command> Others) SplitAtCheckpoint()
    {
        var at = items.IndexOf(items.FirstOrDefault(conflicts.IsCheckpoint)!);
        if (at < 0)
        {
            return ([], items);
        }

        var isFirst = new bool[items.Length];
        isFirst[at] = true;
        for (var i = at - 1; i >= 0; i--)
        {
            for (var later = i + 1; later <= at && !isFirst[i]; later++)
            {
                isFirst[i] = isFirst[later] && conflicts.Conflicts(items[i], items[later]);
            }
        }

        return ([.. items.Where((_, i) => isFirst[i])], [.. items.Where((_, i) => !isFirst[i])]);
    }
}
