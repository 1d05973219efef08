using System.Globalization;
using BgpVerified.Mutants.Subjects;

namespace BgpVerified.Mutants;

/// <summary>The options of the command line.</summary>
internal sealed class RunOptions
{
    public List<string> Lists { get; } = [];

    public long MaxStates { get; private set; } = 3_000_000;

    public double MaxSeconds { get; private set; } = 60;

    public int? Sample { get; private set; }

    public int Seed { get; private set; } = 1;

    public string? Worker { get; private set; }

    public string? Journal { get; private set; }

    public static RunOptions Parse(IEnumerable<string> arguments)
    {
        var options = new RunOptions();
        using var words = arguments.GetEnumerator();
        while (words.MoveNext())
        {
            var option = words.Current;
            var value = words.MoveNext() ? words.Current : throw new FormatException($"{option} needs a value");
            options.Set(option, value);
        }

        if (options.Lists.Count == 0)
        {
            options.Lists.Add(Repository.Path("Mutants/planted.txt"));
        }

        return options;
    }

    private void Set(string option, string value)
    {
        switch (option)
        {
            case "--list":
                Lists.Add(value);
                break;
            case "--states":
                MaxStates = long.Parse(value, CultureInfo.InvariantCulture);
                break;
            case "--seconds":
                MaxSeconds = double.Parse(value, CultureInfo.InvariantCulture);
                break;
            case "--sample":
                Sample = int.Parse(value, CultureInfo.InvariantCulture);
                break;
            case "--seed":
                Seed = int.Parse(value, CultureInfo.InvariantCulture);
                break;
            case "--worker":
                Worker = value;
                break;
            case "--journal":
                Journal = value;
                break;
            default:
                throw new FormatException($"unknown option '{option}'");
        }
    }
}
