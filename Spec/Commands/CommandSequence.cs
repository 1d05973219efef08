using System.Collections;
using System.Collections.Immutable;

namespace BgpVerified.Spec.Commands;

/// <summary>
/// A sequence of commands up to commutation: two sequences are equal exactly when one can be turned into the other
/// by swapping neighbours that commute (the paper's <c>~</c>, section 3).
/// </summary>
/// <remarks>
/// <para>
/// Such a class of sequences is a trace in Mazurkiewicz's sense: a set of commands, partially ordered, in which
/// conflicting ones are ordered. It is kept as its lexicographically least member, so that <c>~</c> is <c>==</c> and
/// states that hold sequences are compared by value. Commands may repeat; the operations named <c>...New</c> and
/// <see cref="Merge"/> do not add a command that is already there.
/// </para>
/// <para>All sequences that meet in one operation must have the same conflict relation.</para>
/// </remarks>
public sealed partial class CommandSequence : IReadOnlyList<Command>, IEquatable<CommandSequence>, IComparable<CommandSequence>
{
    private readonly ConflictRelation conflicts;
    private readonly ImmutableArray<Command> items;
    private readonly int hash;

    private CommandSequence(ConflictRelation conflicts, IEnumerable<Command> commands)
    {
        this.conflicts = conflicts;
        items = Canonical(conflicts, commands);
        var hasher = default(HashCode);
        foreach (var command in items)
        {
            hasher.Add(command);
        }

        hash = hasher.ToHashCode();
    }

    /// <summary>How many commands it has.</summary>
    public int Count => items.Length;

    /// <summary>Whether it is the empty sequence (the paper's <c>⊥</c>).</summary>
    public bool IsEmpty => items.IsEmpty;

    /// <summary>The command at a place of the canonical member of the class.</summary>
    /// <param name="index">0 to <see cref="Count"/> - 1.</param>
    public Command this[int index] => items[index];

    /// <summary>The class of a sequence.</summary>
    /// <param name="conflicts">Which commands do not commute.</param>
    /// <param name="commands">The commands, in order.</param>
    /// <returns>The class, by its canonical member.</returns>
    public static CommandSequence Of(ConflictRelation conflicts, params IEnumerable<Command> commands) => new(conflicts, commands);

    /// <summary>Every sequence over some commands, one of each class, shortest first.</summary>
    /// <param name="conflicts">Which commands do not commute.</param>
    /// <param name="alphabet">The commands.</param>
    /// <param name="maxLength">The longest sequence wanted, at least 0.</param>
    /// <param name="repeats">Whether a command may come more than once in a sequence.</param>
    /// <returns>The sequences, the empty one first.</returns>
    public static IReadOnlyList<CommandSequence> All(ConflictRelation conflicts, IEnumerable<Command> alphabet, int maxLength,
        bool repeats = false)
    {
        var letters = alphabet.ToList();
        var all = new List<CommandSequence> { new(conflicts, []) };
        IReadOnlyList<CommandSequence> longest = all;
        for (var length = 1; length <= maxLength; length++)
        {
            longest = [.. longest.SelectMany(s => letters.Where(c => repeats || !s.Contains(c)).Select(s.Append)).Distinct().Order()];
            all = [.. all, .. longest];
        }

        return all;
    }

    /// <summary>Whether a command is in the sequence (the paper's <c>contains</c>, Algorithm 5 line 22).</summary>
    /// <param name="command">The command.</param>
    /// <returns>True if it occurs at least once.</returns>
    public bool Contains(Command command) => items.Contains(command);

    /// <summary>This sequence followed by a command (the paper's <c>•</c>), even if it is already there.</summary>
    /// <param name="command">The command to append.</param>
    /// <returns>A sequence one longer.</returns>
    public CommandSequence Append(Command command) => new(conflicts, items.Add(command));

    /// <summary>This sequence followed by a command, unless the command is already there.</summary>
    /// <param name="command">The command to append.</param>
    /// <returns>This sequence, or one longer.</returns>
    public CommandSequence AppendNew(Command command) => Contains(command) ? this : Append(command);

    /// <summary>This sequence followed by another, repetitions kept.</summary>
    /// <param name="other">The sequence to append.</param>
    /// <returns>The concatenation.</returns>
    public CommandSequence Concat(CommandSequence other) => new(conflicts, items.AddRange(other.items));

    /// <summary>
    /// This sequence followed by the commands of another that it does not contain, in the other's order
    /// (the paper's <c>merge_sequences</c>, Algorithm 5 lines 20-25).
    /// </summary>
    /// <param name="other">The sequence to merge in.</param>
    /// <returns>A sequence that contains every command of both.</returns>
    public CommandSequence Merge(IEnumerable<Command> other) => other.Aggregate(this, (merged, command) => merged.AppendNew(command));

    /// <summary>The commands of this sequence that another does not contain, in order (the paper's <c>val \ proven</c>).</summary>
    /// <param name="other">The sequence whose commands are left out.</param>
    /// <returns>The difference.</returns>
    public CommandSequence Difference(CommandSequence other) => new(conflicts, items.Where(c => !other.Contains(c)));

    /// <summary>Whether some <c>z</c> exists with this sequence followed by <c>z</c> equivalent to <paramref name="other"/>.</summary>
    /// <remarks>
    /// This is "prefix up to commutation". The paper's own <see cref="IsPaperEqPrefixOf"/> is weaker; see there.
    /// </remarks>
    /// <param name="other">The longer sequence.</param>
    /// <returns>True if it extends this one.</returns>
    public bool IsPrefixOf(CommandSequence other)
    {
        if (Count > other.Count)
        {
            return false;
        }

        var rest = other.items;
        foreach (var command in items)
        {
            var at = Minimal(rest, command);
            if (at < 0)
            {
                return false;
            }

            rest = rest.RemoveAt(at);
        }

        return true;
    }

    /// <summary>
    /// The paper's eq-prefix (section 3): "x ⊑ y if the subsequence of y that contains all the elements in x is
    /// equivalent to x".
    /// </summary>
    /// <remarks>
    /// It differs from <see cref="IsPrefixOf"/> where a command of y that is not in x stands before a conflicting
    /// command of x: with a and b in conflict, b is an eq-prefix of ab, although no continuation of b is equivalent
    /// to ab. Under it, Stability lets a learner insert a command before one that it has already executed.
    /// </remarks>
    /// <param name="other">The sequence y.</param>
    /// <returns>True if this sequence is an eq-prefix of it, by the paper's words.</returns>
    public bool IsPaperEqPrefixOf(CommandSequence other) =>
        items.All(other.Contains) && new CommandSequence(conflicts, other.items.Where(Contains)).Equals(this);

    /// <summary>Whether a common upper bound exists: some sequence that both are prefixes of.</summary>
    /// <param name="other">The other sequence.</param>
    /// <returns>True if they can be extended to equivalent sequences.</returns>
    public bool IsCompatibleWith(CommandSequence other) => LeastUpperBound(other) is not null;

    /// <summary>The least sequence that both are prefixes of.</summary>
    /// <param name="other">The other sequence.</param>
    /// <returns>The bound, or null if the two have no common upper bound.</returns>
    public CommandSequence? LeastUpperBound(CommandSequence other)
    {
        // `ahead` is what this sequence still has that the processed part of the other has not.
        var ahead = items;
        var bound = items;
        foreach (var command in other.items)
        {
            var at = Minimal(ahead, command);
            if (at >= 0)
            {
                ahead = ahead.RemoveAt(at);
            }
            else if (ahead.Any(c => conflicts.Conflicts(c, command)))
            {
                return null;
            }
            else
            {
                bound = bound.Add(command);
            }
        }

        return new(conflicts, bound);
    }

    /// <inheritdoc/>
    public bool Equals(CommandSequence? other) =>
        ReferenceEquals(this, other) || (other is not null && hash == other.hash && items.SequenceEqual(other.items));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as CommandSequence);

    /// <inheritdoc/>
    public override int GetHashCode() => hash;

    /// <summary>Shorter sequences first, then by the commands' order.</summary>
    /// <param name="other">The other sequence.</param>
    /// <returns>Negative, zero or positive.</returns>
    public int CompareTo(CommandSequence? other)
    {
        if (other is null || Count != other.Count)
        {
            return Count.CompareTo(other?.Count ?? -1);
        }

        for (var i = 0; i < Count; i++)
        {
            var order = items[i].CompareTo(other.items[i]);
            if (order != 0)
            {
                return order;
            }
        }

        return 0;
    }

    /// <inheritdoc/>
    public IEnumerator<Command> GetEnumerator() => ((IEnumerable<Command>)items).GetEnumerator();

    /// <summary>The commands' names, separated by dots: <c>a.b</c>; <c>⊥</c> for the empty sequence.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => IsEmpty ? "⊥" : string.Join('.', items);

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Where the command stands if nothing before it conflicts with it; -1 otherwise.</summary>
    private int Minimal(ImmutableArray<Command> sequence, Command command)
    {
        for (var i = 0; i < sequence.Length; i++)
        {
            if (sequence[i].Equals(command))
            {
                return i;
            }

            if (conflicts.Conflicts(sequence[i], command))
            {
                return -1;
            }
        }

        return -1;
    }

    /// <summary>The lexicographic normal form: again and again, the least command that nothing before it conflicts with.</summary>
    private static ImmutableArray<Command> Canonical(ConflictRelation conflicts, IEnumerable<Command> commands)
    {
        var rest = commands.ToList();
        var result = ImmutableArray.CreateBuilder<Command>(rest.Count);
        while (rest.Count > 0)
        {
            var least = -1;
            for (var i = 0; i < rest.Count; i++)
            {
                if ((least < 0 || rest[i].CompareTo(rest[least]) < 0) && !rest.Take(i).Any(c => conflicts.Conflicts(c, rest[i])))
                {
                    least = i;
                }
            }

            result.Add(rest[least]);
            rest.RemoveAt(least);
        }

        return result.ToImmutable();
    }
}
