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

    /// <summary>Cases that take longer on the source as it stands are left out.</summary>
    public double CaseSeconds { get; private set; } = 2;

    /// <summary>Scenarios that have more states on the source as it stands are left out.</summary>
    public long CaseStates { get; private set; } = 100_000;

    /// <summary>A mutant is tried on cases that take so long together, the shortest first.</summary>
    public double MutantSeconds { get; private set; } = 15;

    /// <summary>Only files whose path has this.</summary>
    public string? Only { get; private set; }

    /// <summary>Only cases whose name has this, or one of these, with bars between them.</summary>
    public string? Cases { get; private set; }

    public string? Worker { get; private set; }

    public string? Journal { get; private set; }

    /// <summary>Whether the document is written.</summary>
    public bool WritesDocument { get; private set; }

    /// <summary>Whether a journal is gone on with.</summary>
    public bool Resumes { get; private set; }

    /// <summary>Whether a journal is only read and told again.</summary>
    public bool ReadsJournal { get; private set; }

    /// <summary>Where a test project was built, in the same configuration as this program.</summary>
    public static string TestFolder(string project)
    {
        var configuration = AppContext.BaseDirectory.Contains("Debug", StringComparison.Ordinal) ? "Debug" : "Release";
        var folder = Repository.Path(Path.Combine(project, "bin", configuration, "net10.0"));
        return Directory.Exists(folder) ? folder
            : throw new FormatException($"{project} is not built: run 'dotnet build -c {configuration} {project}'");
    }

    public static RunOptions Parse(IEnumerable<string> arguments)
    {
        var options = new RunOptions();
        using var words = arguments.GetEnumerator();
        while (words.MoveNext())
        {
            var option = words.Current;
            if (options.Switch(option))
            {
                continue;
            }

            var value = words.MoveNext() ? words.Current : throw new FormatException($"{option} needs a value");
            options.Set(option, value);
        }

        if (options.Lists.Count == 0)
        {
            options.Lists.Add(Repository.Path("Mutants/planted.txt"));
        }

        return options;
    }

    private bool Switch(string option)
    {
        WritesDocument |= option == "--document";
        Resumes |= option == "--resume";
        ReadsJournal |= option == "--report";
        return option is "--document" or "--resume" or "--report";
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
            case "--case-seconds":
                CaseSeconds = double.Parse(value, CultureInfo.InvariantCulture);
                break;
            case "--case-states":
                CaseStates = long.Parse(value, CultureInfo.InvariantCulture);
                break;
            case "--mutant-seconds":
                MutantSeconds = double.Parse(value, CultureInfo.InvariantCulture);
                break;
            case "--only":
                Only = value;
                break;
            case "--cases":
                Cases = value;
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
