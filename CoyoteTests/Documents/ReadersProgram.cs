using BgpVerified.Kit;
using BgpVerified.Spec.Protocols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace BgpVerified.CoyoteTests.Documents;

/// <summary>A program of a reader's, with the packages that it has.</summary>
internal static class ReadersProgram
{
    private const string Implicit = "global using System; global using System.Collections.Generic; global using System.Linq;\n";

    /// <summary>The program as the compiler has it.</summary>
    /// <param name="source">Its source.</param>
    /// <returns>The compilation.</returns>
    public static CSharpCompilation Compilation(string source)
    {
        var references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Append(typeof(ProcessState).Assembly.Location)
            .Append(typeof(IProtocol).Assembly.Location)
            .Distinct()
            .Select(file => MetadataReference.CreateFromFile(file));
        return CSharpCompilation.Create(
            $"Tutorial{source.Length}",
            [CSharpSyntaxTree.ParseText(Implicit + source, new(LanguageVersion.Latest))],
            references,
            new(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
    }
}
