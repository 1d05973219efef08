using BgpVerified.Mutants.Mutation;
using BgpVerified.Mutants.Subjects;
using BgpVerified.Mutants.Trials;

namespace BgpVerified.Mutants.Score;

/// <summary>Tries mutants of a project on the cases that run what they change.</summary>
internal sealed class ScoreRun(string projectName, RunOptions options)
{
    /// <summary>A worker that needs more memory than this is followed by another: what tests keep holds on to changed assemblies.</summary>
    private const long MostMemory = 2L << 30;

    private readonly SubjectProject project = SubjectProject.Read(projectName);

    private Members members = null!;
    private IReadOnlyList<TrialCase> cases = [];

    public int Work(string journal)
    {
        members = new(project);
        var done = Journal.Read(journal).Done;
        var sample = Sample(MutantFinder.Find(project, members))
            .Where(mutant => !done.TryGetValue(mutant.Key, out var outcome) || IsAgain(outcome)).ToList();
        if (sample.Count == 0)
        {
            return 0;
        }

        var inMembers = sample.Where(mutant => mutant.Member >= 0).ToList();
        var image = Schemata.Compile(project, members, inMembers, out var fit);
        var shared = new TrialRun(projectName, image, hasSwitch: true);
        cases = new CaseFinder(projectName, options).Find(shared, $"{journal}.cases");
        Console.Error.WriteLine($"{sample.Count} mutants, {cases.Count} cases that take {cases.Sum(one => one.Seconds):F0} s");
        foreach (var mutant in sample)
        {
            Journal.Begin(journal, mutant.Key);
            var number = inMembers.IndexOf(mutant);
            var outcome = number >= 0 && !fit.Contains(number)
                ? "invalid"
                : Try(mutant, number < 0 || done.ContainsKey(mutant.Key) ? null : shared, number + 1);
            Journal.Append(journal, mutant.Key, outcome);
            if (Environment.WorkingSet > MostMemory || IsAgain(outcome))
            {
                return Supervisor.GoOn;
            }
        }

        return 0;
    }

    /// <summary>Whether a mutant is to be tried again, in a new worker and in an assembly of its own.</summary>
    private static bool IsAgain(string outcome) => outcome.StartsWith("again", StringComparison.Ordinal);

    /// <summary>
    /// Tries a mutant among others, and if it does not run so, in an assembly of its own: what is set once for all was set before.
    /// </summary>
    private string Try(Mutant mutant, TrialRun? shared, int number)
    {
        var covering = Covering(mutant);
        if (shared is not null)
        {
            shared.Switch!.Activate(number);
            var (outcome, killer) = Try(shared, covering);
            shared.Switch.Activate(0);
            if (killer is not null)
            {
                return outcome.StartsWith("killed", StringComparison.Ordinal) && !IsStillSound(shared, killer)
                    ? "again: it left something behind that spoils other runs"
                    : outcome;
            }

            if (shared.Switch.WasEntered)
            {
                return outcome;
            }
        }

        var image = project.Emit(mutant.File, mutant.Apply(project.Files[mutant.File].GetText()), out var errors);
        if (errors.Count > 0)
        {
            return "invalid";
        }

        var alone = new TrialRun(projectName, image, hasSwitch: false);
        var result = Try(alone, covering).Outcome;
        alone.Subject.Context.Unload();
        return result;
    }

    private (string Outcome, TrialCase? Killer) Try(TrialRun run, IReadOnlyList<TrialCase> covering)
    {
        var seconds = 0.0;
        foreach (var one in covering)
        {
            if ((seconds += one.Seconds) > options.MutantSeconds)
            {
                break;
            }

            try
            {
                var result = run.Run(one.Key, options.CaseStates, TimeSpan.FromSeconds(30 + (40 * one.Seconds)));
                if (result != one.Expected)
                {
                    return ($"killed by {one.Key}: {one.Expected} became {result}", one);
                }
            }
            catch (TrialException e)
            {
                return (e.IsTimeout ? "timeout" : $"killed by {one.Key}: {e.Line}", one);
            }
        }

        return (covering.Count == 0 ? "survived: nothing runs it" : $"survived {covering.Count} cases", null);
    }

    private bool IsStillSound(TrialRun shared, TrialCase one)
    {
        try
        {
            return shared.Run(one.Key, options.CaseStates, TimeSpan.FromMinutes(3)) == one.Expected;
        }
        catch (TrialException)
        {
            return false;
        }
    }

    /// <summary>
    /// The cases that run the mutant's member. What is set once, for all cases, is run by the first that needs it, or before
    /// all of them: then those that run something of the file or, if none does, of the folder.
    /// </summary>
    private List<TrialCase> Covering(Mutant mutant)
    {
        var folder = mutant.File[..(mutant.File.LastIndexOf('/') + 1)];
        IEnumerable<Func<int, bool>> nearer = [member => member == mutant.Member, member => members.All[member].File == mutant.File,
            member => members.All[member].File.StartsWith(folder, StringComparison.Ordinal)];
        var covering = nearer.Select(isNear => cases.Where(one => one.Members.Any(isNear)).ToList())
            .FirstOrDefault(found => found.Count > 0, []);
        return [.. covering.OrderBy(one => one.Seconds)];
    }

    private IEnumerable<Mutant> Sample(IReadOnlyList<Mutant> all)
    {
        var chosen = all.Where(mutant => options.Only is null || mutant.File.Contains(options.Only, StringComparison.Ordinal))
            .DistinctBy(mutant => mutant.Key).ToArray();
        new Random(options.Seed).Shuffle(chosen);
        return chosen.Take(options.Sample ?? int.MaxValue);
    }
}
