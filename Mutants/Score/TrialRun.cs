using BgpVerified.Mutants.Mutation;
using BgpVerified.Mutants.Subjects;
using BgpVerified.Mutants.Trials;

namespace BgpVerified.Mutants.Score;

/// <summary>Runs cases on one compiled form of a project.</summary>
internal sealed class TrialRun
{
    private readonly Dictionary<string, TestMethods> tests = [];

    public TrialRun(string project, byte[] image, bool hasSwitch)
    {
        Subject = new(project, image);
        Switch = hasSwitch ? new(Subject.Context, project) : null;
    }

    public Subject Subject { get; }

    /// <summary>Which mutant runs; null if the assembly is one.</summary>
    public MutantSwitch? Switch { get; }

    public TestMethods Tests(string assembly)
    {
        if (!tests.TryGetValue(assembly, out var found))
        {
            tests[assembly] = found = new(Subject.Context.Project(assembly));
        }

        return found;
    }

    /// <summary>Runs a case.</summary>
    /// <param name="key">The case.</param>
    /// <param name="maxStates">Where an exploration stops.</param>
    /// <param name="limit">After this time it is taken for something that does not come back.</param>
    /// <returns>What an exploration comes to; empty for a test.</returns>
    /// <exception cref="TrialException">A test fails, or something is thrown, or does not come back.</exception>
    public string Run(string key, long maxStates, TimeSpan limit) =>
        Deadline.Run(limit, () => Run(key, maxStates, limit.TotalSeconds), Switch is null ? null : Switch.Stop);

    private string Run(string key, long maxStates, double seconds)
    {
        var parts = key.Split(' ', 3);
        if (parts[0] == "test")
        {
            Tests(parts[1]).Run(parts[2]);
            return string.Empty;
        }

        // Without a rule, tests pin the outcome; else the number of states too.
        var result = Subject.Explore(parts[1], parts[2], maxStates, seconds);
        return result.Verdict == "Violated" || parts[2].Contains(" without ", StringComparison.Ordinal) ? result.Outcome : result.Numbers;
    }
}
