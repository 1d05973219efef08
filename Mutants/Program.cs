using BgpVerified.Mutants;
using BgpVerified.Mutants.Planted;
using BgpVerified.Mutants.Subjects;

// Plants bugs in copies of the source, in memory, and says which are found. See docs/MUTANTS.md.
try
{
    SubjectContext.FindSharedAssemblies();
    return args switch
    {
        ["planted", .. var rest] => PlantedCommand.Run(args, RunOptions.Parse(rest)),
        _ => throw new FormatException("usage: planted [--list FILE] [--states N] [--seconds S]"),
    };
}
catch (FormatException e)
{
    Console.Error.WriteLine(e.Message);
    return 2;
}
