using System.Reflection;
using System.Runtime.Loader;

namespace BgpVerified.Mutants.Subjects;

/// <summary>A changed assembly, loaded beside the one that it stands for, together with everything that was compiled against it.</summary>
/// <remarks>What the change does not concern is shared, so that it is compiled to machine code once for all mutants.</remarks>
internal sealed class SubjectContext : AssemblyLoadContext
{
    private static readonly string[] Tests = ["PropertyTests", "CoyoteTests", "CommandLineTests"];

    private static readonly Dictionary<string, string[]> Above = new()
    {
        ["Spec"] = ["Kit", "Impl", "Checker", "CommandLine", "Xunit", "Mirror", "bgpv", "Mutants", .. Tests],
        ["Kit"] = ["Impl", "Mirror", "bgpv", .. Tests],
        ["Impl"] = ["Mirror", "bgpv", .. Tests],
        ["Checker"] = ["CommandLine", "Xunit", "Mirror", "bgpv", "Mutants", .. Tests],
    };

    private readonly string changed;
    private readonly HashSet<string> beside;
    private readonly Assembly subject;

    public SubjectContext(string project, byte[] image)
        : base(project, isCollectible: true)
    {
        changed = SubjectProject.AssemblyName(project);
        beside = [.. Above[project].Select(Named)];
        subject = LoadFromStream(new MemoryStream(image));
    }

    /// <summary>Where assemblies are that are not beside this program: the tests' folders.</summary>
    public static List<string> Folders { get; } = [AppContext.BaseDirectory];

    /// <summary>An assembly of ours, as the changed one needs it.</summary>
    public Assembly Project(string project) => LoadFromAssemblyName(new AssemblyName(Named(project)));

    /// <summary>Has assemblies that nobody here refers to be found in the tests' folders.</summary>
    public static void FindSharedAssemblies() => Default.Resolving += (context, name) =>
        File(name.Name!) is { } path ? context.LoadFromAssemblyPath(path) : null;

    /// <inheritdoc/>
    protected override Assembly? Load(AssemblyName assemblyName)
    {
        if (assemblyName.Name == changed)
        {
            return subject;
        }

        return beside.Contains(assemblyName.Name!) && File(assemblyName.Name!) is { } path
            ? LoadFromStream(new MemoryStream(System.IO.File.ReadAllBytes(path)))
            : null;
    }

    private static string Named(string project) => project == "bgpv" ? project : SubjectProject.AssemblyName(project);

    private static string? File(string assembly) =>
        Folders.Select(folder => Path.Combine(folder, assembly + ".dll")).FirstOrDefault(System.IO.File.Exists);
}
