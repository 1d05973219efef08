using FsCheck;
using FsCheck.Fluent;

namespace BgpVerified.PropertyTests.Values;

/// <summary>Two short lists of small numbers: small enough to be equal, permuted or overlapping often.</summary>
/// <param name="X">A list.</param>
/// <param name="Y">Another: independent of the first, or the first reordered.</param>
public sealed record Numbers(int[] X, int[] Y)
{
    /// <summary>The largest number; the least is 0.</summary>
    public const int Largest = 5;

    /// <summary>Both lists at random.</summary>
    public static Arbitrary<Numbers> Two { get; } = Lists(Largest, 6);

    /// <summary>Lists of process indices, up to the last one that fits.</summary>
    public static Arbitrary<Numbers> Processes { get; } = Lists(31, 12);

    public override string ToString() => $"[{string.Join(' ', X)}], [{string.Join(' ', Y)}]";

    private static Arbitrary<Numbers> Lists(int largest, int maxLength)
    {
        var list = Gen.Choose(0, maxLength).SelectMany(n => Gen.Choose(0, largest).ArrayOf(n));
        var independent = list.SelectMany(x => list.Select(y => new Numbers(x, y)));
        var reordered = list.SelectMany(x => Gen.Shuffle(x).Select(y => new Numbers(x, [.. y])));
        return Arb.From(Gen.OneOf(independent, reordered), Shrink);
    }

    private static IEnumerable<Numbers> Shrink(Numbers two) =>
        Shorter(two.X).Select(x => two with { X = x }).Concat(Shorter(two.Y).Select(y => two with { Y = y }));

    private static IEnumerable<int[]> Shorter(int[] list) => list.Select((_, at) => list.Where((_, i) => i != at).ToArray());
}
