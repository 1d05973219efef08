using System.Collections;
using System.Collections.Immutable;

namespace BgpVerified.Spec.Values;

/// <summary>An immutable set, kept sorted, that is equal to another when they have the same elements.</summary>
/// <remarks>
/// Elements that compare as equal and are not would be taken for one, and what hangs on the other would be lost: that is
/// refused with an <see cref="InvalidOperationException"/>.
/// </remarks>
/// <typeparam name="T">The element type; its order must agree with its equality.</typeparam>
public sealed class ValueSet<T> : IReadOnlyCollection<T>, IEquatable<ValueSet<T>>
    where T : IComparable<T>
{
    private readonly ImmutableArray<T> items;
    private readonly int hash;

    /// <summary>Creates a set of the given elements; repeated ones count once.</summary>
    /// <param name="items">The elements, in any order.</param>
    public ValueSet(IEnumerable<T> items)
        : this(items.Distinct().Order().ToImmutableArray())
    {
    }

    private ValueSet(ImmutableArray<T> sorted)
    {
        items = sorted;
        for (var i = 1; i < sorted.Length; i++)
        {
            if (sorted[i - 1].CompareTo(sorted[i]) == 0)
            {
                throw Indistinct(sorted[i]);
            }
        }

        var hasher = default(HashCode);
        foreach (var item in sorted)
        {
            hasher.Add(item);
        }

        hash = hasher.ToHashCode();
    }

    /// <summary>The set of no elements.</summary>
    public static ValueSet<T> Empty { get; } = new(ImmutableArray<T>.Empty);

    /// <inheritdoc/>
    public int Count => items.Length;

    /// <summary>Whether the element is in the set.</summary>
    /// <param name="item">The element to look for.</param>
    /// <returns>True if it is an element.</returns>
    public bool Contains(T item) => items.BinarySearch(item) >= 0;

    /// <summary>This set with one more element.</summary>
    /// <param name="item">The element to add.</param>
    /// <returns>The same set if it was already an element.</returns>
    public ValueSet<T> Add(T item)
    {
        var at = items.BinarySearch(item);
        return at < 0 ? new(items.Insert(~at, item)) : items[at].Equals(item) ? this : throw Indistinct(item);
    }

    /// <summary>The union of this set and another.</summary>
    /// <param name="others">The elements to add.</param>
    /// <returns>Every element of either.</returns>
    public ValueSet<T> Union(IEnumerable<T> others) => others.Aggregate(this, (set, item) => set.Add(item));

    /// <inheritdoc/>
    public bool Equals(ValueSet<T>? other) =>
        ReferenceEquals(this, other) || (other is not null && hash == other.hash && items.SequenceEqual(other.items));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as ValueSet<T>);

    /// <inheritdoc/>
    public override int GetHashCode() => hash;

    /// <inheritdoc/>
    public IEnumerator<T> GetEnumerator() => ((IEnumerable<T>)items).GetEnumerator();

    /// <inheritdoc/>
    public override string ToString() => $"{{{string.Join(", ", items)}}}";

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private static InvalidOperationException Indistinct(T item) =>
        new($"two different values of {typeof(T).Name} are ordered as one, as '{item}'; let its text, or its order, tell them apart");
}
