using System.Text;
using BgpVerified.Mutants.Subjects;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace BgpVerified.Mutants.Mutation;

/// <summary>
/// Many mutants in one assembly: each member has its body as it stands and once more for each of its mutants, and a
/// number says which one runs. So a mutant costs what its tests cost, and no compilation.
/// </summary>
internal sealed class Schemata
{
    private readonly SubjectProject project;
    private readonly Members members;
    private readonly List<(string File, TextSpan Span, int Mutant)> places = [];

    private Schemata(SubjectProject project, Members members)
    {
        this.project = project;
        this.members = members;
    }

    /// <summary>Compiles a project with mutants in it.</summary>
    /// <param name="project">The project.</param>
    /// <param name="members">Its members.</param>
    /// <param name="mutants">The mutants; each is in a member.</param>
    /// <param name="fit">Those that compile. Number 1 is the first of <paramref name="mutants"/>, fit or not.</param>
    public static byte[] Compile(SubjectProject project, Members members, IReadOnlyList<Mutant> mutants, out HashSet<int> fit)
    {
        fit = [.. Enumerable.Range(0, mutants.Count)];
        while (true)
        {
            var schemata = new Schemata(project, members);
            var compilation = schemata.Write(mutants, fit);
            var image = project.Emit(compilation, out var errors);
            if (errors.Count == 0)
            {
                return image;
            }

            var wrong = errors.Select(schemata.MutantAt).ToHashSet();
            if (wrong.Contains(-1))
            {
                throw new InvalidOperationException(
                    $"the source with its mutants does not compile: {errors.First(error => schemata.MutantAt(error) < 0)}");
            }

            fit.ExceptWith(wrong);
        }
    }

    private int MutantAt(Diagnostic error)
    {
        var file = error.Location.SourceTree?.FilePath;
        return places.FirstOrDefault(place => place.File == file && place.Span.Contains(error.Location.SourceSpan.Start),
            (string.Empty, default, -1)).Mutant;
    }

    private CSharpCompilation Write(IReadOnlyList<Mutant> mutants, HashSet<int> fit)
    {
        var compilation = project.Compilation;
        var byMember = fit.Order().ToLookup(i => mutants[i].Member);
        foreach (var file in members.All.Index().GroupBy(member => member.Item.File))
        {
            var original = project.Files[file.Key];
            var text = Write(original.ToString(), file, byMember, mutants);
            compilation = compilation.ReplaceSyntaxTree(original, SubjectProject.ParseText(text, file.Key));
        }

        return compilation.AddSyntaxTrees(SubjectProject.ParseText(MutantSwitch.Source(members.All.Count), "MutantMarks.cs"));
    }

    private string Write(string text, IEnumerable<(int Number, Member Member)> inFile, ILookup<int, int> byMember,
        IReadOnlyList<Mutant> mutants)
    {
        var written = new StringBuilder();
        var at = 0;
        foreach (var (number, member) in inFile.OrderBy(one => one.Member.Region.Start))
        {
            written.Append(text, at, member.Region.Start - at);
            written.Append(member is { IsGetter: true, IsExpression: true } ? "{ get " : string.Empty).Append("{ ")
                .Append(MutantSwitch.Mark(number)).Append('\n');
            foreach (var i in byMember[number])
            {
                written.Append(MutantSwitch.If(i + 1)).Append(" {\n");
                var start = written.Length;
                written.Append(WithLoopMarks(Statements(Changed(text, member.Body, mutants[i]), member), number));
                places.Add((member.File, TextSpan.FromBounds(start - 3, written.Length + 3), i));
                written.Append("\n}\nelse ");
            }

            written.Append("{\n").Append(Statements(text.Substring(member.Body.Start, member.Body.Length), member)).Append("\n} }");
            written.Append(member is { IsGetter: true, IsExpression: true } ? " }" : string.Empty);
            at = member.Region.End;
        }

        return written.Append(text, at, text.Length - at).ToString();
    }

    private static string Changed(string text, TextSpan body, Mutant mutant)
    {
        var inside = text.Substring(body.Start, body.Length);

        // A whole block that is replaced comes with its braces.
        return mutant.Start < body.Start ? mutant.New : inside.Remove(mutant.Start - body.Start, mutant.Old.Length)
            .Insert(mutant.Start - body.Start, mutant.New);
    }

    private static string Statements(string body, Member member) =>
        !member.IsExpression ? body
        : member.Returns ? $"return {body}\n;"
        : $"{body}\n;";

    /// <summary>A mark in each loop, so that one that does not end can be stopped.</summary>
    private static string WithLoopMarks(string statements, int member) =>
        new LoopMarker(MutantSwitch.Mark(member)).Visit(SyntaxFactory.ParseStatement($"{{{statements}}}")).ToFullString();

    private sealed class LoopMarker(string mark) : CSharpSyntaxRewriter
    {
        public override SyntaxNode? VisitBlock(BlockSyntax node)
        {
            var visited = (BlockSyntax)base.VisitBlock(node)!;
            return node.Parent is WhileStatementSyntax or ForStatementSyntax or CommonForEachStatementSyntax or DoStatementSyntax
                ? visited.WithStatements(visited.Statements.Insert(0, SyntaxFactory.ParseStatement(mark + " ")))
                : visited;
        }
    }
}
