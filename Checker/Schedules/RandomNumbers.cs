using BgpVerified.Checker.Exploration;

namespace BgpVerified.Checker.Schedules;

/// <summary>A sequence of random numbers that a seed determines, the same on every machine and in every version (SplitMix64).</summary>
/// <param name="seed">The seed.</param>
internal sealed class RandomNumbers(ulong seed)
{
    private ulong state = seed;

    /// <summary>The numbers of one run of a search: runs of equal seeds are equal, whatever was run before.</summary>
    public static RandomNumbers ForRun(ulong seed, long run) =>
        new(Hashing.Mix(seed ^ Hashing.Mix(unchecked((ulong)run + 0x9E3779B97F4A7C15UL))));

    /// <summary>64 random bits.</summary>
    public ulong Next()
    {
        unchecked
        {
            state += 0x9E3779B97F4A7C15UL;
        }

        return Hashing.Mix(state);
    }

    /// <summary>A number from 0 to one less than <paramref name="count"/>.</summary>
    public int Next(int count) => (int)(((Next() >> 32) * (ulong)count) >> 32);

    /// <summary>True once in so many times.</summary>
    public bool OneIn(int count) => Next(count) == 0;
}
