using System.Globalization;

namespace BgpVerified.CommandLine;

/// <summary>Reads what options are given: numbers, times, amounts of memory.</summary>
internal static class OptionText
{
    /// <summary>A whole number; null if none was given.</summary>
    public static long? Number(string option, string? text, long least, long most = long.MaxValue) =>
        text is null ? null
        : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most ? number
        : throw new BadInputException($"impossible {option} '{text}'; it is a whole number from {least} to {most}");

    /// <summary>A time; as long as it takes if none was given.</summary>
    public static TimeSpan Time(string option, string? text)
    {
        if (text is null)
        {
            return TimeSpan.MaxValue;
        }

        var unit = text.EndsWith("ms", StringComparison.Ordinal) ? "ms" : text is [.., 's' or 'm' or 'h'] ? text[^1..] : string.Empty;
        return Amount(text, unit) is { } number
            ? unit switch
            {
                "ms" => TimeSpan.FromMilliseconds(number),
                "m" => TimeSpan.FromMinutes(number),
                "h" => TimeSpan.FromHours(number),
                _ => TimeSpan.FromSeconds(number),
            }
            : throw new BadInputException($"impossible {option} '{text}'; it is a time such as 500ms, 60s, 5m or 1h");
    }

    /// <summary>An amount of memory in bytes; null if none was given.</summary>
    public static long? Memory(string option, string? text)
    {
        if (text is null)
        {
            return null;
        }

        var unit = text is [.., 'k' or 'm' or 'g' or 'K' or 'M' or 'G'] ? text[^1..] : string.Empty;
        var size = unit.ToUpperInvariant() switch { "K" => 1L << 10, "M" => 1L << 20, _ => 1L << 30 };
        return unit.Length > 0 && Amount(text, unit) is { } number
            ? (long)(number * size)
            : throw new BadInputException($"impossible {option} '{text}'; it is an amount of memory such as 512m or 4g");
    }

    /// <summary>A number above 0 and at most a million, before a unit; null if it is none.</summary>
    private static double? Amount(string text, string unit) =>
        double.TryParse(text.AsSpan(0, text.Length - unit.Length), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture,
            out var number) && number is > 0 and <= 1_000_000
            ? number
            : null;
}
