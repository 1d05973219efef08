using System.Reflection;
using BgpVerified.CommandLine;
using BgpVerified.CoyoteTests.Traces;
using BgpVerified.Kit;
using BgpVerified.Spec.Protocols;
using BgpVerified.Xunit;
using Xunit;

namespace BgpVerified.CommandLineTests.Packages;

/// <summary>
/// What programs of others can call. A change of it is a change for them: it is in a diff of these files, and
/// <c>UPDATE_DOCS=1</c> writes them anew.
/// </summary>
public sealed class ApiSurfaceTests
{
    public static TheoryData<string> Packages => [.. Assemblies.Select(assembly => assembly.GetName().Name!)];

    private static Assembly[] Assemblies { get; } =
        [typeof(ISystem).Assembly, typeof(SignedMessage).Assembly, typeof(Checker.Worlds.World).Assembly, typeof(Bgpv).Assembly,
            typeof(ProtocolCheck).Assembly, typeof(Runtime.Hosting.Node).Assembly];

    [Theory]
    [MemberData(nameof(Packages))]
    public void What_a_package_offers_is_listed(string package)
    {
        var listed = ApiSurface.Of(Assemblies.Single(assembly => assembly.GetName().Name == package)).ToList();
        Assert.NotEmpty(listed);
        Golden.AssertCurrent(string.Join('\n', listed) + "\n", "docs", "api", $"{package}.txt");
    }

    [Fact]
    public void What_others_cannot_call_is_not_listed_and_what_they_can_is() => Assert.Equal(
        [
            "class BgpVerified.CommandLineTests.Packages.ApiSample",
            "  new(int number)",
            "  int Number { get; init; }",
            "  protected void Mine(params string[] words)",
            "  static Func<string, int?> Twice<T>(IReadOnlyList<T> list, int times = 2)",
        ],
        ApiSurface.Of(typeof(ApiSample)));
}

/// <summary>A class with members that others can call, and some that they cannot.</summary>
#pragma warning disable CA1822, IDE0060, IDE0051 // Members that are only listed.
public class ApiSample(int number)
{
    public int Number { get; init; } = number;

    internal int Hidden => Number;

    public static Func<string, int?> Twice<T>(IReadOnlyList<T> list, int times = 2) => _ => list.Count * times;

    protected void Mine(params string[] words)
    {
    }

    private void Own()
    {
    }
}
#pragma warning restore
