using BgpVerified.Mutants;
using BgpVerified.Mutants.Planted;
using BgpVerified.Mutants.Score;
using BgpVerified.Mutants.Subjects;

// Plants bugs in copies of the source, in memory, and says which are found. See docs/MUTANTS.md.
try
{
    SubjectContext.FindSharedAssemblies();
    return args switch
    {
        ["planted", .. var rest] => PlantedCommand.Run(args, RunOptions.Parse(rest)),
        ["score", ("Spec" or "Kit" or "Impl" or "Checker") and var project, .. var rest] =>
            ScoreCommand.Run(project, args, RunOptions.Parse(rest)),
        _ => throw new FormatException(
            "usage: planted [--list FILE] [--states N] [--seconds S], or score Spec|Kit|Impl|Checker [--sample N] [--seed S] [--only "
            + "PATH] [--case-seconds S]"),
    };
}
catch (FormatException e)
{
    Console.Error.WriteLine(e.Message);
    return 2;
}
