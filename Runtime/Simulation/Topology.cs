namespace BgpVerified.Runtime.Simulation;

/// <summary>Where machines are, and how long a message takes between two places.</summary>
/// <param name="Name">Its name on the command line.</param>
/// <param name="Regions">The names of the places; machines are put into them in turn.</param>
/// <param name="OneWay">The one-way delay between two places.</param>
public sealed record Topology(string Name, IReadOnlyList<string> Regions, IReadOnlyList<IReadOnlyList<TimeSpan>> OneWay)
{
    // Round trips in milliseconds, the mean of the two directions; between two machines of a region 2 ms.
    private static readonly IReadOnlyList<IReadOnlyList<double>> FiveRoundTrips =
    [
        [2, 75, 165, 214, 118.5],
        [75, 2, 243.5, 261, 187.5],
        [165, 243.5, 2, 115, 283.5],
        [214, 261, 115, 2, 328],
        [118.5, 187.5, 283.5, 328, 2],
    ];

    /// <summary>
    /// Five regions of a public cloud. The average latencies that IBM Cloud publishes for its VPC regions ("Network latency", 27 July to
    /// 25 August 2024), taken as round trips, of which a message takes half.
    /// </summary>
    public static Topology FiveRegions { get; } = new(
        "five-regions",
        ["Washington", "London", "Tokyo", "Sydney", "Sao Paulo"],
        [.. FiveRoundTrips.Select(row => (IReadOnlyList<TimeSpan>)[.. row.Select(trip => TimeSpan.FromMilliseconds(trip / 2))])]);

    /// <summary>The longest one-way delay.</summary>
    public TimeSpan Longest => OneWay.SelectMany(row => row).Max();

    /// <summary>The mean one-way delay between two machines' places, a place itself left out unless it is the only one.</summary>
    public TimeSpan Mean => Regions.Count == 1
        ? OneWay[0][0]
        : TimeSpan.FromTicks((long)OneWay.SelectMany((row, i) => row.Where((_, j) => i != j)).Average(delay => delay.Ticks));

    /// <summary>One place in which every message takes as long.</summary>
    /// <param name="delay">How long.</param>
    /// <returns>The topology.</returns>
    public static Topology Uniform(TimeSpan delay) => new("uniform", ["here"], [[delay]]);
}
