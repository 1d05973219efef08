using System.Globalization;

namespace BgpVerified.Cli;

/// <summary>Reads what options are given: numbers and times.</summary>
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

        var unit = text.EndsWith("ms", StringComparison.Ordinal) ? "ms" : text.EndsWith('s') ? "s" : text.EndsWith('m') ? "m" : string.Empty;
        var isNumber = double.TryParse(text[..^unit.Length], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number);
        if (!isNumber || number is not (> 0 and <= 1_000_000))
        {
            throw new BadInputException($"impossible {option} '{text}'; it is a time such as 500ms, 60s or 5m");
        }

        return unit switch { "ms" => TimeSpan.FromMilliseconds(number), "m" => TimeSpan.FromMinutes(number), _ => TimeSpan.FromSeconds(number) };
    }
}
