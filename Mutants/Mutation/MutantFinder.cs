using BgpVerified.Mutants.Subjects;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace BgpVerified.Mutants.Mutation;

/// <summary>Finds every place of a project that one of the operators changes. What then does not compile is no mutant.</summary>
internal sealed class MutantFinder : CSharpSyntaxWalker
{
    private static readonly Dictionary<SyntaxKind, string[]> Operators = new()
    {
        [SyntaxKind.LessThanToken] = ["<=", ">="],
        [SyntaxKind.LessThanEqualsToken] = ["<", ">"],
        [SyntaxKind.GreaterThanToken] = [">=", "<="],
        [SyntaxKind.GreaterThanEqualsToken] = [">", "<"],
        [SyntaxKind.EqualsEqualsToken] = ["!="],
        [SyntaxKind.ExclamationEqualsToken] = ["=="],
        [SyntaxKind.PlusToken] = ["-"],
        [SyntaxKind.MinusToken] = ["+"],
        [SyntaxKind.AsteriskToken] = ["/"],
        [SyntaxKind.SlashToken] = ["*"],
        [SyntaxKind.PercentToken] = ["*"],
        [SyntaxKind.AmpersandToken] = ["|"],
        [SyntaxKind.BarToken] = ["&"],
        [SyntaxKind.LessThanLessThanToken] = [">>"],
        [SyntaxKind.GreaterThanGreaterThanToken] = ["<<"],
        [SyntaxKind.AmpersandAmpersandToken] = ["||"],
        [SyntaxKind.BarBarToken] = ["&&"],
    };

    /// <summary>Methods that are put in each other's place.</summary>
    private static readonly Dictionary<string, string[]> Swapped = new()
    {
        ["Any"] = ["All"],
        ["All"] = ["Any"],
        ["First"] = ["Last"],
        ["Last"] = ["First"],
        ["FirstOrDefault"] = ["LastOrDefault"],
        ["LastOrDefault"] = ["FirstOrDefault"],
        ["Min"] = ["Max"],
        ["Max"] = ["Min"],
        ["MinBy"] = ["MaxBy"],
        ["MaxBy"] = ["MinBy"],
        ["Union"] = ["Except", "Intersect"],
        ["Except"] = ["Union", "Intersect"],
        ["Intersect"] = ["Union", "Except"],
        ["Take"] = ["Skip"],
        ["Skip"] = ["Take"],
        ["OrderBy"] = ["OrderByDescending"],
        ["OrderByDescending"] = ["OrderBy"],
        ["ThenBy"] = ["ThenByDescending"],
        ["Order"] = ["OrderDescending"],
        ["OrderDescending"] = ["Order"],
    };

    /// <summary>Methods whose receiver alone stands for them.</summary>
    private static readonly HashSet<string> Droppable =
        ["Where", "Distinct", "DistinctBy", "Add", "Append", "Prepend", "Concat", "Union", "Except", "Intersect", "Take", "Skip", "Order",
            "OrderBy", "OrderByDescending", "ThenBy", "Reverse", "AddRange", "Merge", "Difference"];

    private readonly List<Mutant> found = [];
    private readonly string file;
    private readonly SyntaxTree tree;
    private readonly Members members;

    private MutantFinder(string file, SyntaxTree tree, Members members)
    {
        this.file = file;
        this.tree = tree;
        this.members = members;
    }

    /// <summary>The mutants of a project's files, in the files' order; errata are texts, and a test holds the documents to them.</summary>
    public static IReadOnlyList<Mutant> Find(SubjectProject project, Members members) =>
    [
        .. project.Files.Where(entry => !entry.Key.EndsWith("Errata.cs", StringComparison.Ordinal)).SelectMany(entry =>
        {
            var finder = new MutantFinder(entry.Key, entry.Value, members);
            finder.Visit(entry.Value.GetRoot());
            return finder.found;
        }),
    ];

    public override void VisitAttributeList(AttributeListSyntax node)
    {
        // Attributes do nothing.
    }

    public override void VisitBinaryExpression(BinaryExpressionSyntax node)
    {
        foreach (var other in Operators.GetValueOrDefault(node.OperatorToken.Kind(), []))
        {
            if (!(node.IsKind(SyntaxKind.AddExpression) && IsText(node)))
            {
                Note(node, node.OperatorToken.SpanStart, node.OperatorToken.Text, other, "operator");
            }
        }

        if (node.Kind() is SyntaxKind.LogicalAndExpression or SyntaxKind.LogicalOrExpression or SyntaxKind.CoalesceExpression)
        {
            Replace(node, node.Right.ToString(), "operand left out");
            Replace(node, node.IsKind(SyntaxKind.CoalesceExpression) ? $"({node.Left})!" : node.Left.ToString(), "operand left out");
        }

        base.VisitBinaryExpression(node);
    }

    public override void VisitPrefixUnaryExpression(PrefixUnaryExpressionSyntax node)
    {
        if (node.Kind() is SyntaxKind.LogicalNotExpression or SyntaxKind.UnaryMinusExpression or SyntaxKind.BitwiseNotExpression)
        {
            Replace(node, node.Operand.ToString(), "negation");
        }

        if (node.Kind() is SyntaxKind.PreIncrementExpression or SyntaxKind.PreDecrementExpression)
        {
            Note(node, node.OperatorToken.SpanStart, node.OperatorToken.Text, node.IsKind(SyntaxKind.PreIncrementExpression)
                ? "--"
                : "++", "operator");
        }

        base.VisitPrefixUnaryExpression(node);
    }

    public override void VisitPostfixUnaryExpression(PostfixUnaryExpressionSyntax node)
    {
        if (node.Kind() is SyntaxKind.PostIncrementExpression or SyntaxKind.PostDecrementExpression)
        {
            Note(node, node.OperatorToken.SpanStart, node.OperatorToken.Text, node.IsKind(SyntaxKind.PostIncrementExpression)
                ? "--"
                : "++", "operator");
        }

        base.VisitPostfixUnaryExpression(node);
    }

    public override void VisitAssignmentExpression(AssignmentExpressionSyntax node)
    {
        var other = node.Kind() switch
        {
            SyntaxKind.AddAssignmentExpression => "-=",
            SyntaxKind.SubtractAssignmentExpression => "+=",
            SyntaxKind.AndAssignmentExpression => "|=",
            SyntaxKind.OrAssignmentExpression => "&=",
            _ => null,
        };
        if (other is not null)
        {
            Note(node, node.OperatorToken.SpanStart, node.OperatorToken.Text, other, "operator");
        }

        base.VisitAssignmentExpression(node);
    }

    public override void VisitLiteralExpression(LiteralExpressionSyntax node)
    {
        if (node.Token.Value is int number)
        {
            Replace(node, $"{number + 1}", "number");
            if (number > 0)
            {
                Replace(node, $"{number - 1}", "number");
            }
        }
        else if (node.Kind() is SyntaxKind.TrueLiteralExpression or SyntaxKind.FalseLiteralExpression)
        {
            Replace(node, node.IsKind(SyntaxKind.TrueLiteralExpression) ? "false" : "true", "truth value");
        }
    }

    public override void VisitIfStatement(IfStatementSyntax node)
    {
        Condition(node.Condition);
        Delete(node, "statement left out");
        base.VisitIfStatement(node);
    }

    public override void VisitWhileStatement(WhileStatementSyntax node)
    {
        Condition(node.Condition);
        base.VisitWhileStatement(node);
    }

    public override void VisitConditionalExpression(ConditionalExpressionSyntax node)
    {
        Condition(node.Condition);
        Replace(node, node.WhenTrue.ToString(), "branch");
        Replace(node, node.WhenFalse.ToString(), "branch");
        base.VisitConditionalExpression(node);
    }

    public override void VisitExpressionStatement(ExpressionStatementSyntax node)
    {
        Delete(node, "statement left out");
        base.VisitExpressionStatement(node);
    }

    public override void VisitYieldStatement(YieldStatementSyntax node)
    {
        Delete(node, "statement left out");
        base.VisitYieldStatement(node);
    }

    public override void VisitBreakStatement(BreakStatementSyntax node) => Delete(node, "statement left out");

    public override void VisitContinueStatement(ContinueStatementSyntax node) => Delete(node, "statement left out");

    public override void VisitReturnStatement(ReturnStatementSyntax node)
    {
        if (node.Parent is BlockSyntax { Parent: IfStatementSyntax or ForEachStatementSyntax or ForStatementSyntax })
        {
            Delete(node, "statement left out");
        }

        base.VisitReturnStatement(node);
    }

    public override void VisitInitializerExpression(InitializerExpressionSyntax node)
    {
        if (node.IsKind(SyntaxKind.WithInitializerExpression))
        {
            Elements(node, node.Expressions, "element of a with left out");
        }

        base.VisitInitializerExpression(node);
    }

    public override void VisitCollectionExpression(CollectionExpressionSyntax node)
    {
        Elements(node, node.Elements, "element left out");
        base.VisitCollectionExpression(node);
    }

    public override void VisitWhereClause(WhereClauseSyntax node)
    {
        Note(node, node.SpanStart, node.ToString(), string.Empty, "where left out");
        base.VisitWhereClause(node);
    }

    public override void VisitSwitchExpressionArm(SwitchExpressionArmSyntax node)
    {
        if (node.Pattern is not DiscardPatternSyntax)
        {
            var separator = node.GetLastToken().GetNextToken();
            var length = (separator.IsKind(SyntaxKind.CommaToken) ? separator.Span.End : node.Span.End) - node.SpanStart;
            Note(node, node.SpanStart, tree.ToString().Substring(node.SpanStart, length), string.Empty, "case left out");
        }

        if (node.WhenClause is { } when)
        {
            Note(node, when.SpanStart, when.ToString(), string.Empty, "operand left out");
        }

        base.VisitSwitchExpressionArm(node);
    }

    public override void VisitIsPatternExpression(IsPatternExpressionSyntax node)
    {
        Replace(node, $"!({node})", "negation");
        base.VisitIsPatternExpression(node);
    }

    public override void VisitInvocationExpression(InvocationExpressionSyntax node)
    {
        var name = node.Expression is MemberAccessExpressionSyntax access ? access.Name : null;
        foreach (var other in name is null ? [] : Swapped.GetValueOrDefault(name.Identifier.Text, []))
        {
            Note(node, name!.Identifier.SpanStart, name.Identifier.Text, other, "method");
        }

        if (name is not null && Droppable.Contains(name.Identifier.Text) && node.Parent is not ExpressionStatementSyntax)
        {
            Replace(node, ((MemberAccessExpressionSyntax)node.Expression).Expression.ToString(), "call left out");
        }

        // What a step sends stands behind its state.
        if (node.Expression.ToString() == "Step.To")
        {
            foreach (var (i, argument) in node.ArgumentList.Arguments.Index().Skip(1))
            {
                var before = node.ArgumentList.Arguments[i - 1].Span.End;
                Note(node, before, tree.ToString()[before..argument.Span.End], string.Empty, "message left out");
            }
        }

        base.VisitInvocationExpression(node);
    }

    public override void VisitMethodDeclaration(MethodDeclarationSyntax node)
    {
        Result(node.ReturnType, (SyntaxNode?)node.ExpressionBody?.Expression ?? node.Body);
        base.VisitMethodDeclaration(node);
    }

    public override void VisitPropertyDeclaration(PropertyDeclarationSyntax node)
    {
        Result(node.Type, node.ExpressionBody?.Expression);
        base.VisitPropertyDeclaration(node);
    }

    /// <summary>A method's result replaced by what says least.</summary>
    private void Result(TypeSyntax type, SyntaxNode? body)
    {
        var text = type.ToString();
        string[] values = text switch
        {
            "bool" => ["true", "false"],
            "int" or "long" => ["0"],
            _ when text.EndsWith('?') => ["null"],
            _ when text.StartsWith("IEnumerable<", StringComparison.Ordinal) || text.StartsWith("IReadOnlyList<", StringComparison.Ordinal)
                || text.StartsWith("List<", StringComparison.Ordinal) => ["[]"],
            _ => [],
        };
        foreach (var value in values)
        {
            if (body is BlockSyntax)
            {
                Replace(body, $"{{ return {value}; }}", "result");
            }
            else if (body is not null && body.ToString() != value)
            {
                Replace(body, value, "result");
            }
        }
    }

    private void Condition(ExpressionSyntax condition) => Replace(condition, $"!({condition})", "negation");

    private void Elements<T>(SyntaxNode all, SeparatedSyntaxList<T> elements, string kind)
        where T : SyntaxNode
    {
        for (var i = 0; i < elements.Count; i++)
        {
            var start = i == 0 ? elements[0].SpanStart : elements[i - 1].Span.End;
            var end = i == 0 && elements.Count > 1 ? elements[1].SpanStart : elements[i].Span.End;
            Note(all, start, tree.ToString()[start..end], string.Empty, kind);
        }
    }

    private void Delete(StatementSyntax node, string kind) =>
        Note(node, node.SpanStart, node.ToString(), node.Parent is BlockSyntax ? string.Empty : ";", kind);

    private void Replace(SyntaxNode node, string text, string kind) => Note(node, node.SpanStart, node.ToString(), text, kind);

    private void Note(SyntaxNode node, int start, string old, string text, string kind) =>
        found.Add(new(file, tree.GetLineSpan(new(start, 1)).StartLinePosition.Line + 1, start, old, text, kind, members.Of(file, node)));

    private static bool IsText(BinaryExpressionSyntax node) =>
        node.DescendantNodes().Any(part => part.Kind() is SyntaxKind.StringLiteralExpression or SyntaxKind.InterpolatedStringExpression);
}
