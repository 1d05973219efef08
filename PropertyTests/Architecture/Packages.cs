using System.Xml.Linq;
using Xunit;

namespace BgpVerified.PropertyTests.Architecture;

/// <summary>Which projects are packages, and what a package says of itself.</summary>
public sealed class Packages
{
    private static readonly string[] Expected = ["Checker", "Cli", "CommandLine", "Kit", "Runtime", "Spec", "Templates", "Xunit"];

    [Fact]
    public void Only_the_projects_for_other_programs_are_packages() =>
        Assert.Equal(Expected, Packed().Select(Name).Order(StringComparer.Ordinal));

    [Fact]
    public void Each_says_what_it_is_in_one_sentence_or_two_of_its_own()
    {
        var descriptions = Packed().Select(file => Value(file, "Description")).ToList();
        Assert.All(descriptions, text => Assert.InRange(text?.Length ?? 0, 40, 250));
        Assert.Equal(descriptions.Count, descriptions.Distinct().Count());
    }

    [Fact]
    public void Libraries_are_documented_and_only_the_command_is_a_tool()
    {
        var libraries = Packed().Where(file => Value(file, "PackAsTool") is null && Value(file, "PackageType") is null).ToList();
        Assert.Equal(Expected.Except(["Cli", "Templates"]), libraries.Select(Name).Order(StringComparer.Ordinal));
        Assert.All(libraries, file => Assert.Equal("true", Value(file, "GenerateDocumentationFile")));
        Assert.Equal(["bgpv"], Packed().Select(file => Value(file, "ToolCommandName")).OfType<string>());
    }

    /// <summary>A library that other programs use depends on nothing that is not a package itself.</summary>
    [Fact]
    public void Libraries_refer_only_to_packages()
    {
        var referred = Packed().Where(file => Value(file, "PackAsTool") is null)
            .SelectMany(file => XDocument.Load(file).Descendants("ProjectReference"))
            .Where(reference => reference.Attribute("ReferenceOutputAssembly")?.Value != "false")
            .Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value.Replace('\\', '/')))
            .Distinct().ToList();
        Assert.Contains("Spec", referred);
        Assert.Empty(referred.Except(Expected));
    }

    private static IEnumerable<string> Packed() =>
        Directory.EnumerateDirectories(SourceFiles.Root()).SelectMany(folder => Directory.EnumerateFiles(folder, "*.csproj"))
            .Where(file => Value(file, "IsPackable") == "true");

    private static string Name(string file) => Path.GetFileNameWithoutExtension(file);

    private static string? Value(string file, string property) => XDocument.Load(file).Descendants(property).SingleOrDefault()?.Value;
}
