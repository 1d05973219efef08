using BgpVerified.PropertyTests.Architecture;
using Xunit;

namespace BgpVerified.PropertyTests.Runtime;

/// <summary>
/// Documents that simulated runs make, and their plots: <c>UPDATE_DOCS=1</c> writes all of them anew, <c>LONG_TESTS=1</c> makes and
/// compares all of them; by default what takes a moment is made and compared.
/// </summary>
internal static class RunDocuments
{
    public static bool IsUpdating { get; } = Environment.GetEnvironmentVariable("UPDATE_DOCS") == "1";

    public static bool IsLong { get; } = IsUpdating || Environment.GetEnvironmentVariable("LONG_TESTS") == "1";

    /// <summary>The path of a document.</summary>
    public static string PathOf(string name) => Path.Combine(SourceFiles.Root(), "docs", name);

    /// <summary>A plot is as it is kept; it is written before, if documents are.</summary>
    public static void Plot(string name, string svg)
    {
        var path = Path.Combine(PathOf("simulation"), name);
        if (IsUpdating)
        {
            Directory.CreateDirectory(PathOf("simulation"));
            File.WriteAllText(path, svg);
        }

        Assert.Equal(File.ReadAllText(path), svg);
    }
}
