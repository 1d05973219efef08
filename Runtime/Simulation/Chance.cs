namespace BgpVerified.Runtime.Simulation;

/// <summary>Numbers that look random and follow from a seed: the same on every machine (SplitMix64, Steele and others 2014).</summary>
/// <param name="seed">The seed.</param>
public sealed class Chance(ulong seed)
{
    private ulong state = seed;

    /// <summary>A number from 0 up to but not including 1.</summary>
    /// <returns>The number.</returns>
    public double Next() => (Bits() >> 11) * (1.0 / (1UL << 53));

    /// <summary>A whole number from 0 to <paramref name="below"/> - 1.</summary>
    /// <param name="below">The first that is too large; at least 1.</param>
    /// <returns>The number.</returns>
    public int Below(int below) => (int)(Next() * below);

    /// <summary>A time until the next of events that come independently of each other.</summary>
    /// <param name="mean">How many ticks they are apart on average.</param>
    /// <returns>The time in ticks.</returns>
    public long Wait(double mean) => (long)(-mean * Math.Log(1 - Next()));

    /// <summary>Another sequence, for another use: what one use draws does not change the other.</summary>
    /// <returns>The sequence.</returns>
    public Chance Split() => new(Bits());

    private ulong Bits()
    {
        unchecked
        {
            state += 0x9E3779B97F4A7C15;
            var bits = (state ^ (state >> 30)) * 0xBF58476D1CE4E5B9;
            bits = (bits ^ (bits >> 27)) * 0x94D049BB133111EB;
            return bits ^ (bits >> 31);
        }
    }
}
