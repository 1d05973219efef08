using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace BgpVerified.Analyzers;

/// <summary>States, messages and inputs must be immutable values: BGPV001, BGPV002.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ComparedValueAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Known.Mutable, Known.ByReference];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterSymbolAction(Analyze, SymbolKind.NamedType);
    }

    private static void Analyze(SymbolAnalysisContext context)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        if (!type.Locations.Any(location => location.IsInSource) || !Known.IsCompared(type))
        {
            return;
        }

        foreach (var member in type.GetMembers().Where(member => !member.IsStatic && !member.IsImplicitlyDeclared))
        {
            var (isMutable, seen) = member switch
            {
                IFieldSymbol field => (!field.IsReadOnly, field.Type),
                IPropertySymbol property => (property.SetMethod is { IsInitOnly: false }, IsKept(property) ? property.Type : null),
                _ => (false, null),
            };
            if (isMutable)
            {
                Report(Known.Mutable, member.Name);
            }

            if (seen is not null && Known.ComparesByReference(seen))
            {
                Report(Known.ByReference, member.Name, seen.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat));
            }

            void Report(DiagnosticDescriptor descriptor, params object[] about) =>
                context.ReportDiagnostic(Diagnostic.Create(descriptor, member.Locations.FirstOrDefault(), [type.Name, .. about]));
        }
    }

    /// <summary>Whether a property is part of the value, and not worked out of it.</summary>
    private static bool IsKept(IPropertySymbol property) =>
        property.ContainingType.GetMembers().OfType<IFieldSymbol>()
            .Any(field => SymbolEqualityComparer.Default.Equals(field.AssociatedSymbol, property));
}
