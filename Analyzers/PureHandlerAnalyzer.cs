using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace BgpVerified.Analyzers;

/// <summary>A handler depends on nothing but its arguments: no clock, no chance, no field that can change. BGPV003.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class PureHandlerAnalyzer : DiagnosticAnalyzer
{
    private static readonly ImmutableHashSet<string> Types =
        ["System.Random", "System.Environment", "System.Diagnostics.Stopwatch", "System.Threading.Tasks.Task", "System.Threading.Thread",
            "System.IO.File", "System.Console"];

    private static readonly ImmutableHashSet<string> Members =
        ["System.DateTime.Now", "System.DateTime.UtcNow", "System.DateTime.Today", "System.DateTimeOffset.Now",
            "System.DateTimeOffset.UtcNow", "System.Guid.NewGuid"];

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Known.NotPure];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterOperationAction(Analyze, OperationKind.Invocation, OperationKind.PropertyReference, OperationKind.ObjectCreation,
            OperationKind.FieldReference);
    }

    private static void Analyze(OperationAnalysisContext context)
    {
        if (!Known.IsHandler(context.ContainingSymbol))
        {
            return;
        }

        ISymbol? used = context.Operation switch
        {
            IInvocationOperation invocation => invocation.TargetMethod,
            IPropertyReferenceOperation property => property.Property,
            IObjectCreationOperation creation => creation.Constructor,
            IFieldReferenceOperation { Field: { IsReadOnly: false, IsConst: false } field } => field,
            _ => null,
        };
        if (used is not null && IsImpure(used))
        {
            var name = used is IMethodSymbol { MethodKind: MethodKind.Constructor }
                ? used.ContainingType.Name
                : $"{used.ContainingType.Name}.{used.Name}";
            context.ReportDiagnostic(Diagnostic.Create(Known.NotPure, context.Operation.Syntax.GetLocation(),
                $"{context.ContainingSymbol.ContainingType.Name}.{context.ContainingSymbol.Name}", name));
        }
    }

    private static bool IsImpure(ISymbol used)
    {
        var type = used.ContainingType.OriginalDefinition.ToDisplayString();
        return used is IFieldSymbol { IsStatic: true } || Types.Contains(type) || Members.Contains($"{type}.{used.Name}")
            || used is IFieldSymbol or IPropertySymbol { SetMethod.IsInitOnly: false } && used.ContainingType.TypeKind != TypeKind.Struct
                && !used.IsStatic && IsOwn(used);
    }

    /// <summary>A member of the class that has the handler, which a run of it could have changed.</summary>
    private static bool IsOwn(ISymbol used) => used.ContainingType.GetMembers().OfType<IMethodSymbol>().Any(Known.IsHandler);
}
