namespace BgpVerified.Spec.Values;

/// <summary>A set of whole numbers that has all below one of them, and some above: as large as it has gaps.</summary>
/// <param name="Below">Every number below this one is in it.</param>
/// <param name="Above">The others.</param>
public sealed record DenseNumbers(int Below, ValueSet<int> Above)
{
    /// <summary>How many entries it keeps.</summary>
    public int Size => 1 + Above.Count;

    /// <summary>Whether a number is in it.</summary>
    /// <param name="number">The number.</param>
    /// <returns>True if it is.</returns>
    public bool Contains(int number) => number < Below || Above.Contains(number);

    /// <summary>The set with a number more.</summary>
    /// <param name="number">The number.</param>
    /// <returns>The set.</returns>
    public DenseNumbers With(int number)
    {
        if (Contains(number))
        {
            return this;
        }

        var above = Above.Add(number);
        var below = Below;
        while (above.Contains(below))
        {
            below++;
        }

        return new(below, below == Below ? above : new(above.Where(kept => kept > below)));
    }

    /// <summary>How it is written: <c>below 4, 6</c>.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => string.Join(", ", Above.Select(number => $"{number}").Prepend($"below {Below}"));
}
