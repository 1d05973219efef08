namespace BgpVerified.Spec.Protocols;

/// <summary>
/// A configured system whose runs are cut short by its configuration, after so many ballots, views, timestamps or regencies,
/// and which can say how they would go on.
/// </summary>
/// <remarks>
/// A state in which nothing fair is left to happen, and in which something has not happened that must, is <em>stuck</em>: it
/// may be so for ever, or only because the configuration ends there. What it comes to with more tries tells the two apart.
/// </remarks>
public interface IContinuable
{
    /// <summary>
    /// The ways in which runs can go on: each has so many further tries under correct leaders, which come after all tries of this
    /// configuration.
    /// </summary>
    /// <remarks>
    /// Everything that is possible in this configuration is possible in a continuation, with the same states and messages. Where
    /// patience with a leader need not run out in this configuration, since the leader is correct, it must in a continuation
    /// in which others follow: from a stuck state on, waiting does not help.
    /// </remarks>
    /// <param name="further">How many further tries; at least 1.</param>
    /// <returns>The ways, always as many and in the same order, of which one may be enough; none if there can be no such number.</returns>
    IReadOnlyList<Continuation> Continued(int further);
}

/// <summary>A way in which the runs of a configured system go on.</summary>
/// <param name="Further">What there is more of, such as <c>2 further ballots</c>.</param>
/// <param name="System">The system with it. Its processes are those of the system that it continues, and new ones, which have not moved
/// yet.</param>
public sealed record Continuation(string Further, ISystem System)
{
    /// <summary>The processes that have another name than before: the new name by the old one.</summary>
    public IReadOnlyDictionary<string, string> Renamed { get; init; } = new Dictionary<string, string>();

    /// <summary>A way of going on, if there is such a configuration.</summary>
    /// <param name="further">What there is more of.</param>
    /// <param name="build">Builds the system with it.</param>
    /// <returns>The way; none if the configuration is impossible.</returns>
    public static IReadOnlyList<Continuation> IfPossible(string further, Func<ISystem> build)
    {
        try
        {
            return [new(further, build())];
        }
        catch (InvalidConfigurationException)
        {
            return [];
        }
    }

    /// <summary>How many further tries there are, in words.</summary>
    /// <param name="number">How many.</param>
    /// <param name="one">What one is called.</param>
    /// <param name="several">What several are called.</param>
    /// <returns>The words.</returns>
    public static string Counted(int number, string one, string several) => $"{number} further {(number == 1 ? one : several)}";
}
