using BgpVerified.Mutants.Subjects;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace BgpVerified.Mutants.Mutation;

/// <summary>A member that has a body.</summary>
/// <param name="File">Its file.</param>
/// <param name="Region">What is replaced when its body is: the block, or the arrow to the semicolon.</param>
/// <param name="Body">The block's inside, or the expression.</param>
/// <param name="IsExpression">Whether the body is an expression.</param>
/// <param name="Returns">Whether that expression is returned.</param>
/// <param name="IsGetter">Whether the region stands for a property's only accessor.</param>
internal sealed record Member(string File, TextSpan Region, TextSpan Body, bool IsExpression, bool Returns, bool IsGetter);

/// <summary>
/// Numbers the members of a project that have a body: a mutant is tried on what runs the member that it is in, and on nothing else.
/// </summary>
internal sealed class Members
{
    private readonly Dictionary<(string File, int Start), int> numbers = [];
    private readonly List<Member> all = [];

    public Members(SubjectProject project)
    {
        foreach (var (file, tree) in project.Files)
        {
            foreach (var node in tree.GetRoot().DescendantNodes())
            {
                if (Read(file, node) is { } member)
                {
                    numbers[(file, node.SpanStart)] = all.Count;
                    all.Add(member);
                }
            }
        }
    }

    /// <summary>All of them, by number; those of a file stand in its order.</summary>
    public IReadOnlyList<Member> All => all;

    /// <summary>The member that a node is in; -1 if it is in none, as what sets a field is.</summary>
    public int Of(string file, SyntaxNode node)
    {
        foreach (var above in node.AncestorsAndSelf())
        {
            if (numbers.TryGetValue((file, above.SpanStart), out var number) && Read(file, above) is { } member)
            {
                return member.Region.Contains(node.SpanStart) ? number : -1;
            }
        }

        return -1;
    }

    private static Member? Read(string file, SyntaxNode node) => node switch
    {
        BaseMethodDeclarationSyntax method => Read(file, method.Body, method.ExpressionBody, method.SemicolonToken, ReturnsValue(method),
            isGetter: false),
        AccessorDeclarationSyntax accessor => Read(file, accessor.Body, accessor.ExpressionBody, accessor.SemicolonToken,
            accessor.IsKind(SyntaxKind.GetAccessorDeclaration), isGetter: false),
        PropertyDeclarationSyntax property => Read(file, null, property.ExpressionBody, property.SemicolonToken, returns: true,
            isGetter: true),
        IndexerDeclarationSyntax indexer => Read(file, null, indexer.ExpressionBody, indexer.SemicolonToken, returns: true, isGetter: true),
        _ => null,
    };

    private static Member? Read(string file, BlockSyntax? block, ArrowExpressionClauseSyntax? arrow, SyntaxToken semicolon, bool returns,
        bool isGetter) =>
        block is not null ? new(file, block.Span, TextSpan.FromBounds(block.OpenBraceToken.Span.End, block.CloseBraceToken.SpanStart),
            false, false, isGetter)
        : arrow is not null ? new(file, TextSpan.FromBounds(arrow.SpanStart, semicolon.Span.End), arrow.Expression.Span, true, returns
            && arrow.Expression is not ThrowExpressionSyntax, isGetter)
        : null;

    private static bool ReturnsValue(BaseMethodDeclarationSyntax method) => method switch
    {
        MethodDeclarationSyntax m => m.ReturnType is not PredefinedTypeSyntax { Keyword.RawKind: (int)SyntaxKind.VoidKeyword },
        OperatorDeclarationSyntax or ConversionOperatorDeclarationSyntax => true,
        _ => false,
    };
}
