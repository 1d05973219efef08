using System.Collections.Immutable;
using BgpVerified.Analyzers;
using BgpVerified.CoyoteTests.Documents;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Xunit;

namespace BgpVerified.CommandLineTests.Packages;

/// <summary>What the compiler tells those who write a protocol with the kit.</summary>
public sealed class AnalyzerTests
{
    [Theory]
    [InlineData("record S(ProcessId Id) : ProcessState(Id) { public int Count { get; set; } }", "BGPV001",
        "S.Count can be changed once made")]
    [InlineData("record S(ProcessId Id) : ProcessState(Id) { internal int Count; }", "BGPV001",
        "change a copy: 'self with { Count = ... }'")]
    [InlineData("record M(string Value) : SignedMessage { public bool Seen { get; set; } }", "BGPV001", "M.Seen")]
    [InlineData("record S(ProcessId Id, List<int> Heard) : ProcessState(Id);", "BGPV002",
        "S.Heard is a List<int>, which compares by reference")]
    [InlineData("record S(ProcessId Id, int[] Heard) : ProcessState(Id);", "BGPV002", "S.Heard is a int[]")]
    [InlineData("record S(ProcessId Id, IReadOnlyList<int> Heard) : ProcessState(Id);", "BGPV002",
        "use ValueList or ValueSet, or a record")]
    [InlineData("record S(ProcessId Id, System.Collections.Immutable.ImmutableArray<int> Heard) : ProcessState(Id);", "BGPV002",
        "ImmutableArray<int>")]
    [InlineData("record M(Func<int> Value) : SignedMessage;", "BGPV002", "M.Value is a Func<int>")]
    [InlineData("class Own; record T(Own Own) : LocalInput;", "BGPV002", "T.Own is a Own")]
    [InlineData("return Step.To(self with { Count = new Random().Next() });", "BGPV003", "the handler H.On uses Random")]
    [InlineData("return DateTime.UtcNow.Year > 2000 ? Step.Ignore(self) : Step.Ignore(self);", "BGPV003", "H.On uses DateTime.UtcNow")]
    [InlineData("return Step.To(self with { Count = Runs++ });", "BGPV003", "H.On uses H.Runs")]
    [InlineData("return Step.To(self with { Count = Guid.NewGuid().GetHashCode() });", "BGPV003", "H.On uses Guid.NewGuid")]
    public async Task What_would_mislead_the_checker_is_told_when_it_is_compiled(string code, string id, string about)
    {
        var told = Assert.Single((await Told(code)).DistinctBy(diagnostic => diagnostic.Id));
        Assert.Equal(id, told.Id);
        Assert.Contains(about, told.GetMessage(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("record S(ProcessId Id, ValueList<int> Heard, ValueSet<string> Names, string? Value, (int, int) Pair) : "
        + "ProcessState(Id) { public bool Any => Heard.Count > 0; public int[] Copy => [.. Heard]; }")]
    [InlineData("record Part(int Number); record M(Part Part, ProcessSet Signers, int? Least) : SignedMessage { private static readonly "
        + "List<int> Shared = []; }")]
    [InlineData("class Other { public List<int> Items { get; set; } = []; }")]
    [InlineData("return self.Count > Most ? Step.Ignore(self) : Step.To(self with { Count = self.Count + 1 });")]
    public async Task What_is_as_it_should_be_is_not(string code) =>
        Assert.Empty((await Told(code)).Select(diagnostic => diagnostic.GetMessage()));

    private static async Task<ImmutableArray<Diagnostic>> Told(string code)
    {
        var source = code.StartsWith("return", StringComparison.Ordinal)
            ? $$"""
                record S(ProcessId Id, int Count) : ProcessState(Id);
                record T : LocalInput;
                static class H
                {
                    private const int Most = 3;
                    private static int Runs;
                    public static int Seen => Runs;
                    public static Step<S> On(S self, T m, object config) { {{code}} }
                }
                """
            : code;
        var compilation = ReadersProgram.Compilation(
            $"using BgpVerified.Kit; using BgpVerified.Spec.Protocols; using BgpVerified.Spec.Values;\n{source}");
        Assert.Empty(compilation.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));
        return await compilation.WithAnalyzers([new ComparedValueAnalyzer(), new PureHandlerAnalyzer()]).GetAnalyzerDiagnosticsAsync();
    }
}
