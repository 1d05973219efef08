using System.Collections;
using System.Collections.Immutable;

namespace BgpVerified.Spec.Values;

/// <summary>An immutable list that is equal to another when their elements are equal, in order.</summary>
/// <remarks>
/// Protocol states and messages are compared by value; <see cref="ImmutableArray{T}"/> compares by reference.
/// The hash is computed once.
/// </remarks>
/// <typeparam name="T">The element type; it must have value equality.</typeparam>
public sealed class ValueList<T> : IReadOnlyList<T>, IEquatable<ValueList<T>>
    where T : notnull
{
    private readonly ImmutableArray<T> items;
    private readonly int hash;

    /// <summary>Creates a list of the given elements, in their order.</summary>
    /// <param name="items">The elements.</param>
    public ValueList(IEnumerable<T> items)
    {
        this.items = [.. items];
        var hasher = default(HashCode);
        foreach (var item in this.items)
        {
            hasher.Add(item);
        }

        hash = hasher.ToHashCode();
    }

    /// <summary>The list of no elements.</summary>
    public static ValueList<T> Empty { get; } = new([]);

    /// <inheritdoc/>
    public int Count => items.Length;

    /// <inheritdoc/>
    public T this[int index] => items[index];

    /// <summary>This list followed by one more element.</summary>
    /// <param name="item">The new last element.</param>
    /// <returns>A list one longer.</returns>
    public ValueList<T> Add(T item) => new(items.Add(item));

    /// <inheritdoc/>
    public bool Equals(ValueList<T>? other) =>
        ReferenceEquals(this, other) || (other is not null && hash == other.hash && items.SequenceEqual(other.items));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as ValueList<T>);

    /// <inheritdoc/>
    public override int GetHashCode() => hash;

    /// <inheritdoc/>
    public IEnumerator<T> GetEnumerator() => ((IEnumerable<T>)items).GetEnumerator();

    /// <inheritdoc/>
    public override string ToString() => $"[{string.Join(", ", items)}]";

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
