using System.Globalization;

namespace BgpVerified.Mutants.Score;

/// <summary>What came of the mutants that were tried.</summary>
internal sealed class MutationScore(IReadOnlyDictionary<string, string> outcomes)
{
    /// <summary>The normal distribution's quantile of 97.5 %.</summary>
    private const double Quantile = 1.959964;

    public int Killed => Count("killed") + TimedOut + Crashed;

    public int TimedOut => Count("timeout");

    public int Crashed => Count("crash");

    public int Invalid => Count("invalid");

    public int Tried => outcomes.Count - Invalid;

    public double Share => Tried == 0 ? 0 : (double)Killed / Tried;

    public IEnumerable<KeyValuePair<string, string>> Survivors =>
        outcomes.Where(entry => entry.Value.StartsWith("survived", StringComparison.Ordinal))
            .OrderBy(entry => entry.Key, StringComparer.Ordinal);

    public IEnumerable<(string Folder, int Killed, int Tried)> ByFolder =>
        from entry in outcomes
        where entry.Value != "invalid"
        let path = entry.Key.Split(':')[0].Split('/')
        group entry by path.Length > 2 ? $"{path[0]}/{path[1]}" : path[0] into folder
        orderby folder.Key
        select (folder.Key, folder.Count(entry => !entry.Value.StartsWith("survived", StringComparison.Ordinal)), folder.Count());

    /// <summary>Wilson's interval: where the share of all mutants lies, with a confidence of 95 %, if these were drawn at random.</summary>
    public (double Low, double High) Interval
    {
        get
        {
            var z = Quantile * Quantile / Math.Max(1, Tried);
            var middle = (Share + (z / 2)) / (1 + z);
            var half = Quantile * Math.Sqrt((Share * (1 - Share) / Math.Max(1, Tried)) + (z / (4 * Math.Max(1, Tried)))) / (1 + z);
            return (middle - half, middle + half);
        }
    }

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Killed} of {Tried} mutants killed, {100 * Share:F1} % (95 % interval {100 * Interval.Low:F1} to {100 * Interval.High:F1}); "
            + $"{TimedOut} of the killed did not come back, {Crashed} ended the process; {Invalid} more do not compile");

    private int Count(string kind) => outcomes.Values.Count(outcome => outcome.StartsWith(kind, StringComparison.Ordinal));
}
