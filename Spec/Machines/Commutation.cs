namespace BgpVerified.Spec.Machines;

/// <summary>What an application promises of commands that do not conflict.</summary>
public static class Commutation
{
    /// <summary>Whether two commands make the same state and get the same replies in either order.</summary>
    /// <param name="application">The application.</param>
    /// <param name="state">The state that both orders begin in.</param>
    /// <param name="one">A command.</param>
    /// <param name="other">Another.</param>
    /// <returns>True if their order makes no difference there.</returns>
    public static bool Commute(this IApplication application, MachineState state, string one, string other)
    {
        var (afterOne, firstReply) = application.Apply(state, one);
        var (oneThenOther, secondReply) = application.Apply(afterOne, other);
        var (afterOther, secondReplyFirst) = application.Apply(state, other);
        var (otherThenOne, firstReplySecond) = application.Apply(afterOther, one);
        return oneThenOther.Equals(otherThenOne) && firstReply == firstReplySecond && secondReply == secondReplyFirst;
    }

    /// <summary>Whether two commands may be executed in either order as far as the application says, and in fact may not.</summary>
    /// <param name="application">The application.</param>
    /// <param name="state">A state.</param>
    /// <param name="one">A command.</param>
    /// <param name="other">Another.</param>
    /// <returns>True if the pair shows that the application's conflicts are too few.</returns>
    public static bool Refutes(this IApplication application, MachineState state, string one, string other) =>
        (!application.Conflicts(one, other) || application.IsUniversal(one) || application.IsUniversal(other))
        && !application.Commute(state, one, other);
}
