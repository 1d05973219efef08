using BgpVerified.CoyoteTests.Documents;
using Xunit;

namespace BgpVerified.CoyoteTests.Traces;

/// <summary>Files of the repository that the tests make; <c>UPDATE_DOCS=1 dotnet test</c> writes them anew.</summary>
internal static class Golden
{
    public static void AssertCurrent(string made, params string[] path)
    {
        var file = Path.Combine([Repository.Root, .. path]);
        if (Environment.GetEnvironmentVariable("UPDATE_DOCS") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, made);
        }

        Assert.Equal(made, File.ReadAllText(file));
    }
}
