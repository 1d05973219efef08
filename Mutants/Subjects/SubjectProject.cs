using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace BgpVerified.Mutants.Subjects;

/// <summary>A project whose source is changed and compiled in memory: Spec, Impl or Checker.</summary>
internal sealed partial class SubjectProject
{
    private const string Preamble = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Threading;
        global using System.Threading.Tasks;
        [assembly: System.Reflection.AssemblyVersion("0.1.0.0")]
        [assembly: System.Runtime.CompilerServices.InternalsVisibleTo("BgpVerified.CommandLineTests")]
        [assembly: System.Runtime.CompilerServices.InternalsVisibleTo("BgpVerified.CoyoteTests")]
        [assembly: System.Runtime.CompilerServices.InternalsVisibleTo("BgpVerified.PropertyTests")]
        """;

    private static readonly CSharpParseOptions Parse = new(LanguageVersion.Preview, DocumentationMode.None);

    private static readonly CSharpCompilationOptions Options = new(
        OutputKind.DynamicallyLinkedLibrary,
        optimizationLevel: OptimizationLevel.Release,
        checkOverflow: true,
        nullableContextOptions: NullableContextOptions.Enable,
        concurrentBuild: false);

    private readonly Dictionary<string, SyntaxTree> trees;
    private readonly IReadOnlyList<ResourceDescription> resources;

    private SubjectProject(string name, CSharpCompilation compilation, Dictionary<string, SyntaxTree> trees,
        IReadOnlyList<ResourceDescription> resources)
    {
        Name = name;
        Compilation = compilation;
        this.trees = trees;
        this.resources = resources;
    }

    /// <summary>The folder's name, which is the last part of the assembly's.</summary>
    public string Name { get; }

    /// <summary>The project as it stands.</summary>
    public CSharpCompilation Compilation { get; }

    /// <summary>Its files, by their path from the solution's folder.</summary>
    public IReadOnlyDictionary<string, SyntaxTree> Files => trees;

    /// <summary>Reads a project, or some of its folders: what does not depend on a change need not be compiled again.</summary>
    public static SubjectProject Read(string name, IReadOnlyList<string>? folders = null)
    {
        var trees = new Dictionary<string, SyntaxTree>();
        foreach (var file in Directory.EnumerateFiles(Repository.Path(name), "*.cs", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal))
        {
            var path = Path.GetRelativePath(Repository.Root, file).Replace('\\', '/');
            var parts = path.Split('/');
            if (parts.Any(part => part is "bin" or "obj") || (folders is not null && !folders.Contains(parts[1])))
            {
                continue;
            }

            trees[path] = ParseText(WithoutGenerator(File.ReadAllText(file)), path);
        }

        var compilation = CSharpCompilation.Create(
            AssemblyName(name),
            [ParseText(Preamble, "Preamble.cs"), .. trees.Values],
            References(name),
            Options);
        return new(name, compilation, trees, Resources(name));
    }

    public static string AssemblyName(string project) => $"BgpVerified.{project}";

    public static SyntaxTree ParseText(string text, string path) => CSharpSyntaxTree.ParseText(SourceText.From(text), Parse, path);

    /// <summary>No source generators run here: what one would write for a regular expression is written out.</summary>
    private static string WithoutGenerator(string text) =>
        GeneratedRegex().Replace(text, "${between}$2 Regex $3() => new($1);");

    [GeneratedRegex(@"\[GeneratedRegex\((.*)\)\](?<between>\s*)(private static) partial Regex (\w+)\(\);")]
    private static partial Regex GeneratedRegex();

    /// <summary>Compiles the project as it stands.</summary>
    public byte[] Emit(out IReadOnlyList<Diagnostic> errors) => Emit(Compilation, out errors);

    /// <summary>Compiles the project with one file's text changed.</summary>
    public byte[] Emit(string file, string text, out IReadOnlyList<Diagnostic> errors) =>
        Emit(Compilation.ReplaceSyntaxTree(trees[file], ParseText(text, file)), out errors);

    /// <summary>Compiles a changed form of the project.</summary>
    public byte[] Emit(CSharpCompilation compilation, out IReadOnlyList<Diagnostic> errors)
    {
        using var stream = new MemoryStream();
        var result = compilation.Emit(stream, manifestResources: resources);
        errors = [.. result.Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error)];
        return stream.ToArray();
    }

    private static IEnumerable<MetadataReference> References(string name)
    {
        var platform = (string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!;
        string[] own = name switch { "Spec" => [], "Impl" => ["BgpVerified.Spec", "BgpVerified.Kit"], _ => ["BgpVerified.Spec"] };
        foreach (var path in platform.Split(Path.PathSeparator))
        {
            var assembly = Path.GetFileNameWithoutExtension(path);
            if (own.Contains(assembly) || assembly.StartsWith("System", StringComparison.Ordinal)
                || assembly is "mscorlib" or "netstandard" or "Microsoft.CSharp")
            {
                yield return MetadataReference.CreateFromFile(path);
            }
        }
    }

    private static List<ResourceDescription> Resources(string name)
    {
        var folder = Repository.Path(Path.Combine(name, "Traces", "Html"));
        return !Directory.Exists(folder)
            ? []
            : [.. Directory.EnumerateFiles(folder).Select(file =>
                new ResourceDescription($"{AssemblyName(name)}.Traces.Html.{Path.GetFileName(file)}", () => File.OpenRead(file),
                    isPublic: true))];
    }
}
