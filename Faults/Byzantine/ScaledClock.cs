using BgpVerified.Runtime.Hosting;

namespace BgpVerified.Faults.Byzantine;

/// <summary>A clock whose timers take so many times as long as they should.</summary>
/// <param name="inner">A right clock.</param>
public sealed class ScaledClock(IClock inner) : IClock
{
    private const double Least = 0.01;
    private const double Most = 100;
    private double scale = 1;

    /// <inheritdoc/>
    public TimeSpan Now => inner.Now;

    /// <summary>How many times as long timers take, from 0.01 to 100.</summary>
    public double Scale
    {
        get => Volatile.Read(ref scale);
        set => Volatile.Write(ref scale, Math.Clamp(value, Least, Most));
    }

    /// <inheritdoc/>
    public void After(TimeSpan delay, Action then) => inner.After(delay * Scale, then);
}
