using BgpVerified.Spec.Protocols;
using Xunit;

namespace BgpVerified.PropertyTests.Bgp;

/// <summary>What a handler made of an input.</summary>
internal static class Outcome
{
    /// <summary>The input is ignored: the very state that was given comes back, and nothing is sent.</summary>
    public static void Ignores<TState>(TState before, Step<TState> step)
        where TState : class
    {
        Assert.Equal(before, step.State);
        Assert.Same(before, step.State);
        Assert.Empty(step.Sends);
    }

    /// <summary>The process moves to a state and sends exactly these messages, in this order.</summary>
    public static void Moves<TState>(TState after, Step<TState> step, params Message[] sends)
        where TState : class
    {
        Assert.Equal(after, step.State);
        Assert.Equal(sends, step.Sends);
    }
}
