namespace BgpVerified.Spec.Protocols;

/// <summary>What the protocols' readers of configurations have in common: names with numbers, and ranges.</summary>
public static class ConfigurationText
{
    /// <summary>The number at the end of a name such as <c>a3</c>.</summary>
    /// <param name="name">The name.</param>
    /// <param name="prefix">What stands before the number.</param>
    /// <param name="most">The largest number that there is.</param>
    /// <returns>The number, from 0; null if it is not such a name, or the number is larger or written in another way.</returns>
    public static int? Numbered(string name, string prefix, int most) =>
        name.StartsWith(prefix, StringComparison.Ordinal) && int.TryParse(name.AsSpan(prefix.Length), out var number)
        && number >= 0 && number <= most && name == prefix + number
            ? number
            : null;

    /// <summary>Refuses a size that is out of its range.</summary>
    /// <param name="what">What it is the size of.</param>
    /// <param name="value">The size.</param>
    /// <param name="least">The smallest that is possible.</param>
    /// <param name="most">The largest that is possible.</param>
    /// <exception cref="InvalidConfigurationException">It is smaller or larger.</exception>
    public static void CheckRange(string what, int value, int least, int most)
    {
        if (value < least || value > most)
        {
            throw new InvalidConfigurationException(
                $"impossible {what}: {value}; it must be {(least == most ? $"{least}" : $"from {least} to {most}")}");
        }
    }

    /// <summary>Refuses a number of crashes that is out of its range: of the acceptors, or of the processes named.</summary>
    /// <param name="source">The configuration.</param>
    /// <exception cref="InvalidConfigurationException">It is smaller or larger.</exception>
    public static void CheckCrashes(Configuration source) => CheckRange(
        "crashes", source.Crashes, Math.Min(1, source.Faulty.Count), source.Faulty.Count > 0 ? source.Faulty.Count : source.Acceptors);

    /// <summary>How many acceptors may crash.</summary>
    /// <param name="source">The configuration.</param>
    /// <returns>The number: fewer than may crash at all, if others are named.</returns>
    public static int CrashingAcceptors(Configuration source) => source.Faulty.Count == 0
        ? source.Crashes
        : FaultyOf(source, 'a');

    /// <summary>How many processes of a role may crash, of those that are named.</summary>
    /// <param name="source">The configuration.</param>
    /// <param name="letter">The letter that their names begin with; a number follows.</param>
    /// <returns>The number.</returns>
    public static int FaultyOf(Configuration source, char letter) =>
        Math.Min(source.Crashes, source.Faulty.Count(name => Numbered(name, $"{letter}", int.MaxValue) is not null));

    /// <summary>Refuses <see cref="Configuration.Repeats"/>, for protocols in which nobody proposes a sequence.</summary>
    /// <param name="source">The configuration.</param>
    /// <exception cref="InvalidConfigurationException">It has it.</exception>
    public static void RefuseRepeats(Configuration source)
    {
        if (source.Repeats)
        {
            throw new InvalidConfigurationException(
                "repeats means nothing here: nobody proposes a sequence of commands; leave --repeats out");
        }
    }

    /// <summary>Refuses <see cref="Configuration.Orders"/>, for protocols in which no leader puts commands in an order.</summary>
    /// <param name="source">The configuration.</param>
    /// <exception cref="InvalidConfigurationException">It has it.</exception>
    public static void RefuseOrders(Configuration source)
    {
        if (source.Orders)
        {
            throw new InvalidConfigurationException("orders mean nothing here: no leader puts commands in an order; leave --orders out");
        }
    }
}
