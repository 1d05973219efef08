using System.Globalization;
using BgpVerified.Mutants.Subjects;
using BgpVerified.Mutants.Trials;

namespace BgpVerified.Mutants.Planted;

/// <summary>Runs the default scenarios with each planted bug.</summary>
internal sealed class PlantedRun(RunOptions options)
{
    /// <summary>How much longer than its bound a scenario may take before it is taken for one that does not end.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromMinutes(2);

    private readonly Dictionary<string, SubjectProject> projects = [];
    private readonly Dictionary<(string, string), Explored> known = [];
    private readonly Dictionary<string, Subject> unchanged = [];
    private SubjectProject? whole;
    private TestMethods? sound;

    /// <summary>What the default run says of a bug.</summary>
    public string Try(PlantedBug bug)
    {
        var project = Project(bug);
        var image = project.Emit(bug.File, bug.Apply(), out var errors);
        if (errors.Count > 0)
        {
            return $"invalid: {errors[0]}";
        }

        var subject = new Subject(bug.Project, image);
        var different = new List<string>();
        foreach (var protocol in Concerned(bug, subject))
        {
            foreach (var scenario in subject.DefaultScenarios(protocol))
            {
                Explored result;
                try
                {
                    result = Explore(subject, protocol, scenario);
                }
                catch (TrialException e)
                {
                    return $"{(e.IsAssertion ? "found" : "crash")}: {protocol} {scenario}: {e.Line}";
                }

                if (result.Verdict == "Violated")
                {
                    var where = result.Steps == "0" ? "is not reached" : $"in {result.Steps}";
                    return $"found: {protocol} {scenario}: {result.Property} {where}";
                }

                var expected = Expected(bug, protocol, scenario);
                if (expected.Verdict == "Holds" && result.Numbers != expected.Numbers)
                {
                    different.Add(
                        $"{protocol} {scenario}: {expected.States} "
                        + $"-> {result.States}{(result.Verdict == "Incomplete" ? "+" : string.Empty)} states");
                }
            }
        }

        return different.Count > 0 ? $"counts: {different[0]}"
            : FailingTest(bug) is { } test ? $"tests: {test}"
            : "nothing";
    }

    /// <summary>A test of the folder's handlers that fails with the bug and not without.</summary>
    private string? FailingTest(PlantedBug bug)
    {
        if (bug.Project != "Impl" || bug.Folder == "Consensus")
        {
            return null;
        }

        // Tests refer to all protocols, so that the whole project is compiled for them.
        whole ??= SubjectProject.Read("Impl");
        sound ??= new(new Subject("Impl", whole.Emit(out _)).Context.Project("PropertyTests"));
        var subject = new Subject("Impl", whole.Emit(bug.File, bug.Apply(), out _));
        var tests = new TestMethods(subject.Context.Project("PropertyTests"));
        var place = bug.Folder.EndsWith("Register", StringComparison.Ordinal) ? "Registers" : bug.Folder;
        var failing = sound.All(type => type.StartsWith($"BgpVerified.PropertyTests.{place}.", StringComparison.Ordinal))
            .FirstOrDefault(test => Fails(tests, test) && !Fails(sound, test));
        subject.Context.Unload();
        return failing?.Split('#')[0].Split('.').TakeLast(2).Aggregate((type, method) => $"{type}.{method}");
    }

    private static bool Fails(TestMethods tests, string test)
    {
        try
        {
            return Deadline.Run(Grace, () =>
            {
                tests.Run(test);
                return false;
            });
        }
        catch (TrialException)
        {
            return true;
        }
    }

    private Explored Explore(Subject subject, string protocol, string scenario) => Deadline.Run(
        TimeSpan.FromSeconds(options.MaxSeconds) + Grace,
        () => subject.Explore(protocol, scenario, options.MaxStates, options.MaxSeconds));

    /// <summary>What the scenario comes to as the source stands.</summary>
    private Explored Expected(PlantedBug bug, string protocol, string scenario)
    {
        if (!known.TryGetValue((protocol, scenario), out var expected))
        {
            known[(protocol, scenario)] = expected = Explore(Unchanged(bug), protocol, scenario);
            if (expected.Verdict == "Violated")
            {
                throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture,
                    $"{protocol} {scenario} fails without a bug: {expected.Outcome}"));
            }
        }

        return expected;
    }

    private Subject Unchanged(PlantedBug bug)
    {
        var key = $"{bug.Project} {bug.Folder}";
        if (!unchanged.TryGetValue(key, out var subject))
        {
            unchanged[key] = subject = new Subject(bug.Project, Project(bug).Emit(out _));
        }

        return subject;
    }

    private static IEnumerable<string> Concerned(PlantedBug bug, Subject subject) =>
        bug.Project == "Impl" ? subject.ProtocolsIn(Folders.Concerned(bug.Folder)) : subject.Protocols;

    private SubjectProject Project(PlantedBug bug)
    {
        var folders = bug.Project == "Impl" ? Folders.Compiled(bug.Folder) : null;
        var key = folders is null ? bug.Project : string.Join(' ', folders);
        if (!projects.TryGetValue(key, out var project))
        {
            projects[key] = project = SubjectProject.Read(bug.Project, folders);
        }

        return project;
    }
}
