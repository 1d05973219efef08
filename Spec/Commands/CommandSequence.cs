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
/// <para>
/// Its beginning, up to a checkpoint command, may have been discarded (<see cref="Discarded"/>); its commands are then those that it
/// keeps. Operations on two sequences of which one has discarded more let the other discard as much first. If it cannot, it is too
/// short to be compared: it is then no prefix, and has no upper bound with the other (<see cref="Reaches"/>).
/// </para>
/// </remarks>
public sealed partial class CommandSequence : IReadOnlyList<Command>, IEquatable<CommandSequence>, IComparable<CommandSequence>
{
    // So few are looked through faster than they are put into a set.
    private const int FewCommands = 16;

    private readonly ConflictRelation conflicts;
    private readonly ImmutableArray<Command> items;
    private readonly int hash;

    private CommandSequence(ConflictRelation conflicts, IEnumerable<Command> commands)
        : this(conflicts, conflicts.NoHistory, commands)
    {
    }

    private CommandSequence(ConflictRelation conflicts, History discarded, IEnumerable<Command> commands)
        : this(conflicts, discarded, Canonical(conflicts, commands))
    {
    }

    /// <summary>A sequence of commands that are in their canonical order.</summary>
    private CommandSequence(ConflictRelation conflicts, History discarded, NormalForm canonical)
    {
        this.conflicts = conflicts;
        Discarded = discarded;
        items = canonical.Items;
        var hasher = default(HashCode);
        if (discarded.Number > 0)
        {
            hasher.Add(discarded);
        }

        foreach (var command in items)
        {
            hasher.Add(command);
        }

        hash = hasher.ToHashCode();
    }

    /// <summary>How many commands it has, of those that it keeps.</summary>
    public int Count => items.Length;

    /// <summary>Whether it is the empty sequence (the paper's <c>⊥</c>).</summary>
    public bool IsEmpty => items.IsEmpty && Discarded.Number == 0;

    /// <summary>The command at a place of the canonical member of the class.</summary>
    /// <param name="index">0 to <see cref="Count"/> - 1.</param>
    public Command this[int index] => items[index];

    /// <summary>The class of a sequence.</summary>
    /// <param name="conflicts">Which commands do not commute.</param>
    /// <param name="commands">The commands, in order.</param>
    /// <returns>The class, by its canonical member.</returns>
    public static CommandSequence Of(ConflictRelation conflicts, params IEnumerable<Command> commands) => new(conflicts, commands);

    /// <summary>A sequence as it was, for whoever has it in another form.</summary>
    /// <param name="conflicts">Which commands do not commute.</param>
    /// <param name="discarded">What it has discarded.</param>
    /// <param name="items">The commands that it keeps, in the order in which it has them.</param>
    /// <returns>The sequence; null if they are in another order than a sequence would have them in.</returns>
    public static CommandSequence? Restore(ConflictRelation conflicts, History discarded, ImmutableArray<Command> items)
    {
        // One that is not less than any before it stands where it would be put; only for others it matters what they conflict with.
        var greatest = 0;
        for (var i = 1; i < items.Length; i++)
        {
            if (items[i].CompareTo(items[greatest]) >= 0)
            {
                greatest = i;
                continue;
            }

            for (var before = i - 1; before >= 0 && !conflicts.Conflicts(items[before], items[i]); before--)
            {
                if (items[i].CompareTo(items[before]) < 0)
                {
                    return null;
                }
            }
        }

        return new(conflicts, discarded, new NormalForm(items));
    }

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
    /// <returns>True if it occurs at least once, kept or discarded.</returns>
    public bool Contains(Command command) =>
        items.Contains(command) || (Discarded.Number > 0 && Discarded.Contains(command));

    /// <summary>This sequence followed by a command (the paper's <c>•</c>), even if it is already there.</summary>
    /// <param name="command">The command to append.</param>
    /// <returns>A sequence one longer.</returns>
    public CommandSequence Append(Command command) =>
        new(conflicts, Discarded, new NormalForm(items.Insert(PlaceOf(conflicts, items, command), command)));

    /// <summary>This sequence followed by a command, unless the command is already there.</summary>
    /// <param name="command">The command to append.</param>
    /// <returns>This sequence, or one longer.</returns>
    public CommandSequence AppendNew(Command command) => Contains(command) ? this : Append(command);

    /// <summary>This sequence followed by another, repetitions kept.</summary>
    /// <param name="other">The sequence to append, of which nothing was discarded.</param>
    /// <returns>The concatenation.</returns>
    /// <exception cref="ArgumentException">A part of the other was discarded.</exception>
    public CommandSequence Concat(CommandSequence other) => other.Discarded.Number == 0
        ? new(conflicts, Discarded, items.AddRange(other.items))
        : throw new ArgumentException($"the beginning of {other} was discarded; only a whole sequence can be appended");

    /// <summary>
    /// This sequence followed by the commands of another that it does not contain, in the other's order
    /// (the paper's <c>merge_sequences</c>, Algorithm 5 lines 20-25).
    /// </summary>
    /// <param name="other">The sequence to merge in; of one whose beginning was discarded, what it keeps.</param>
    /// <returns>A sequence that contains every command of both.</returns>
    public CommandSequence Merge(IEnumerable<Command> other)
    {
        if (items.Length < FewCommands)
        {
            return other.Aggregate(this, (merged, command) => merged.AppendNew(command));
        }

        var known = items.ToHashSet();
        var added = other.Where(command => !(Discarded.Number > 0 && Discarded.Contains(command)) && known.Add(command)).ToList();
        return added.Count == 0 ? this : new(conflicts, Discarded, Canonical(conflicts, added, begun: items));
    }

    /// <summary>The commands of this sequence that another does not contain, in order (the paper's <c>val \ proven</c>).</summary>
    /// <param name="other">The sequence whose commands are left out, also those that it discarded.</param>
    /// <returns>The difference, of what this sequence keeps.</returns>
    public CommandSequence Difference(CommandSequence other) => new(conflicts, items.Where(c => !other.Contains(c)));

    /// <summary>Whether some <c>z</c> exists with this sequence followed by <c>z</c> equivalent to <paramref name="other"/>.</summary>
    /// <remarks>
    /// This is "prefix up to commutation". The paper's own <see cref="IsPaperEqPrefixOf"/> is weaker; see there.
    /// </remarks>
    /// <param name="other">The longer sequence.</param>
    /// <returns>True if it extends this one.</returns>
    public bool IsPrefixOf(CommandSequence other) => Aligned(this, other) is var (x, y) && x.HasItemsFirstIn(y);

    private bool HasItemsFirstIn(CommandSequence other)
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
        Aligned(this, other) is var (x, y)
        && x.items.All(y.items.Contains)
        && Canonical(conflicts, y.items.Where(x.items.Contains)).Items.SequenceEqual(x.items);

    /// <summary>Whether a common upper bound exists: some sequence that both are prefixes of.</summary>
    /// <param name="other">The other sequence.</param>
    /// <returns>True if they can be extended to equivalent sequences.</returns>
    public bool IsCompatibleWith(CommandSequence other) => LeastUpperBound(other) is not null;

    /// <summary>The least sequence that both are prefixes of.</summary>
    /// <param name="other">The other sequence.</param>
    /// <returns>The bound, or null if the two have no common upper bound.</returns>
    public CommandSequence? LeastUpperBound(CommandSequence other) => Aligned(this, other) is var (x, y) ? x.BoundWith(y) : null;

    private CommandSequence? BoundWith(CommandSequence other)
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

        return new(conflicts, Discarded, bound);
    }

    /// <summary>
    /// Whether both discarded the same and keep the same. That two which discarded differently are equivalent says
    /// <see cref="IsEquivalentTo"/>; they are not the same in a state or a message, as less can be done with the shorter one.
    /// </summary>
    /// <param name="other">The other sequence.</param>
    /// <returns>True if they are the same.</returns>
    public bool Equals(CommandSequence? other) =>
        ReferenceEquals(this, other)
        || (other is not null && hash == other.hash && items.SequenceEqual(other.items) && Discarded.Equals(other.Discarded));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as CommandSequence);

    /// <inheritdoc/>
    public override int GetHashCode() => hash;

    /// <summary>Those that discarded fewer checkpoints first, then shorter sequences, then by the commands' order.</summary>
    /// <param name="other">The other sequence.</param>
    /// <returns>Negative, zero or positive.</returns>
    public int CompareTo(CommandSequence? other)
    {
        if (other is not null && (Discarded.Number > 0 || other.Discarded.Number > 0) && !Discarded.Equals(other.Discarded))
        {
            return Discarded.CompareTo(other.Discarded);
        }

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

    /// <summary>
    /// The commands' names, separated by dots: <c>a.b</c>; <c>⊥</c> for the empty sequence; after what was discarded: <c>[a.c].b</c>.
    /// </summary>
    /// <returns>The text.</returns>
    public override string ToString() => IsEmpty ? "⊥"
        : Discarded.Number == 0 ? string.Join('.', items)
        : IsWithoutRest ? $"{Discarded}"
        : $"{Discarded}.{string.Join('.', items)}";

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

    /// <summary>
    /// The lexicographic normal form: again and again, the least command that nothing before it conflicts with. Made by putting each
    /// command in its place among those before it.
    /// </summary>
    private static NormalForm Canonical(
        ConflictRelation conflicts, IEnumerable<Command> commands, IEnumerable<Command>? begun = null)
    {
        var result = new List<Command>(begun ?? []);
        foreach (var command in commands)
        {
            result.Insert(PlaceOf(conflicts, result, command), command);
        }

        return new([.. result]);
    }

    /// <summary>
    /// Where a new last command stands in the normal form. It does not change which of the others comes next, so that it comes before the
    /// first greater one after all that conflict with it.
    /// </summary>
    private static int PlaceOf(ConflictRelation conflicts, IReadOnlyList<Command> normal, Command command)
    {
        var place = normal.Count;
        for (var i = normal.Count - 1; i >= 0 && !conflicts.Conflicts(normal[i], command); i--)
        {
            place = command.CompareTo(normal[i]) < 0 ? i : place;
        }

        return place;
    }

    /// <summary>Commands that are in the order of the normal form.</summary>
    private readonly record struct NormalForm(ImmutableArray<Command> Items);
}
