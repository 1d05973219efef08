namespace BgpVerified.Runtime.Simulation;

/// <summary>What is counted while a run goes on.</summary>
internal sealed class Measures
{
    private long largestSince;

    public long Messages { get; private set; }

    public long Bytes { get; private set; }

    public long Signed { get; set; }

    public long Verified { get; set; }

    public long LargestMessage { get; private set; }

    public List<(TimeSpan Latency, int Depth)> Learned { get; } = [];

    public List<SizeSample> Samples { get; } = [];

    public void Transmitted(int size)
    {
        Messages++;
        Bytes += size;
        LargestMessage = Math.Max(LargestMessage, size);
        largestSince = Math.Max(largestSince, size);
    }

    /// <summary>The longest message since this was last asked.</summary>
    public long TakeLargest()
    {
        var largest = largestSince;
        largestSince = 0;
        return largest;
    }

    /// <summary>The value that so many in a hundred do not exceed: the nearest rank.</summary>
    public static T Percentile<T>(IReadOnlyList<T> sorted, int percent) =>
        sorted[Math.Clamp((((sorted.Count * percent) + 99) / 100) - 1, 0, sorted.Count - 1)];
}
