using System.Xml.Linq;
using Xunit;

namespace BgpVerified.PropertyTests.Architecture;

/// <summary>What holds of the source files themselves.</summary>
public sealed class SourceFiles
{
    private const int LongestFile = 400;
    private const int LongestLine = 140;

    private static readonly string[] Tests = ["PropertyTests", "CoyoteTests", "CommandLineTests", "HostTests"];

    [Fact]
    public void No_source_file_is_longer_than_400_lines()
    {
        var lengths = Sources().Select(file => (Name: Path.GetRelativePath(Root(), file), Lines: File.ReadLines(file).Count())).ToList();
        Assert.Contains(lengths, file => file.Name == Path.Combine("Spec", "Quorums.cs"));
        Assert.Empty(lengths.Where(file => file.Lines > LongestFile).Select(file => $"{file.Name}: {file.Lines} lines"));
    }

    [Fact]
    public void No_line_is_longer_than_140_columns()
    {
        var lines = Sources().Concat(TestSources()).SelectMany(file => File.ReadLines(file).Index()
            .Select(line => (Name: Path.GetRelativePath(Root(), file), Number: line.Index + 1, line.Item.Length))).ToList();
        Assert.InRange(lines.Max(line => line.Length), 100, int.MaxValue);
        Assert.Empty(lines.Where(line => line.Length > LongestLine)
            .Select(line => $"{line.Name}, line {line.Number}: {line.Length} columns"));
    }

    [Theory]
    [InlineData("Spec", new string[0])]
    [InlineData("Kit", new[] { "Spec" })]
    [InlineData("Impl", new[] { "Spec", "Kit" })]
    [InlineData("Checker", new[] { "Spec" })]
    [InlineData("Runtime", new[] { "Spec", "Kit" })]
    [InlineData("CommandLine", new[] { "Spec", "Checker", "Runtime" })]
    [InlineData("Xunit", new[] { "Spec", "Checker" })]
    [InlineData("Cli", new[] { "Spec", "Impl", "Checker", "CommandLine", "Runtime", "Host", "Faults", "Mirror" })]
    [InlineData("Host", new[] { "Spec", "Kit", "Runtime" })]
    [InlineData("Faults", new[] { "Spec", "Kit", "Impl", "Runtime", "Host" })]
    public void Projects_refer_only_to_those_below_them(string project, string[] below)
    {
        // The compiler leaves unused references out of the assembly, so the project files are looked at too.
        var references = XDocument.Load(Path.Combine(Root(), project, $"{project}.csproj"))
            .Descendants("ProjectReference")
            .Where(reference => reference.Attribute("ReferenceOutputAssembly")?.Value != "false")
            .Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value.Replace('\\', '/')));
        Assert.Equal(below, references);
    }

    private static IEnumerable<string> Sources() => In(name => !name.StartsWith('.') && !Tests.Contains(name));

    private static IEnumerable<string> TestSources() => In(Tests.Contains);

    private static IEnumerable<string> In(Func<string, bool> isWanted) =>
        from folder in Directory.EnumerateDirectories(Root())
        where isWanted(Path.GetFileName(folder))
        from file in Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
        where !Path.GetRelativePath(folder, file).Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj")
        select file;

    internal static string Root()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "BgpVerified.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException($"BgpVerified.sln is in no folder above {AppContext.BaseDirectory}");
    }
}
