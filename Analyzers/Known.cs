using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace BgpVerified.Analyzers;

/// <summary>What the kit asks of a protocol's types, and what the diagnostics say.</summary>
internal static class Known
{
    public static DiagnosticDescriptor Mutable { get; } = Warning(
        "BGPV001",
        "A state or an input can be changed",
        "{0}.{1} can be changed once made, and engines share states and messages; make it 'init', and change a copy: 'self with {{ {1} "
            + "= ... }}'");

    public static DiagnosticDescriptor ByReference { get; } = Warning(
        "BGPV002",
        "A member of a state or an input compares by reference",
        "{0}.{1} is a {2}, which compares by reference: two states that are the same would count as different ones; use ValueList or "
            + "ValueSet, or a record");

    public static DiagnosticDescriptor NotPure { get; } = Warning(
        "BGPV003",
        "A handler depends on more than its arguments",
        "the handler {0} uses {1}; it must do the same each time it is run: what it depends on is an argument, an input or a field of "
            + "the state");

    /// <summary>Whether a type is one whose values engines compare and remember: a process's state, a message, an input.</summary>
    public static bool IsCompared(INamedTypeSymbol type)
    {
        for (var known = type; known is not null; known = known.BaseType)
        {
            if (known.Name is "ProcessState" or "Input"
                && known.ContainingNamespace.ToDisplayString() is "BgpVerified.Kit" or "BgpVerified.Spec.Protocols")
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether a method is a handler: what it returns is a step.</summary>
    public static bool IsHandler(ISymbol? symbol) =>
        symbol is IMethodSymbol { ReturnType: INamedTypeSymbol { Name: "Step", Arity: 1 } step }
            && step.ContainingNamespace.ToDisplayString() == "BgpVerified.Spec.Protocols";

    /// <summary>
    /// Whether values of a type with the same contents are different ones: arrays, collections, delegates, classes without an equality of
    /// their own.
    /// </summary>
    public static bool ComparesByReference(ITypeSymbol type)
    {
        if (type is IArrayTypeSymbol || type.TypeKind == TypeKind.Delegate)
        {
            return true;
        }

        if (type is not INamedTypeSymbol named || type.SpecialType is SpecialType.System_String or SpecialType.System_Object)
        {
            return false;
        }

        var isCollection = named.AllInterfaces.Append(named).Any(face => face.SpecialType == SpecialType.System_Collections_IEnumerable);
        return type.TypeKind switch
        {
            TypeKind.Interface => isCollection,
            TypeKind.Class => !type.IsRecord && !HasEquality(type),
            TypeKind.Struct => isCollection && !HasEquality(type)
                || type.ContainingNamespace.ToDisplayString() == "System.Collections.Immutable",
            _ => false,
        };
    }

    private static bool HasEquality(ITypeSymbol type)
    {
        for (var own = type; own is not null
            && own.SpecialType is not (SpecialType.System_Object or SpecialType.System_ValueType); own = own.BaseType)
        {
            if (own.GetMembers(nameof(Equals)).OfType<IMethodSymbol>().Any(method => method is { IsOverride: true, Parameters.Length: 1 }))
            {
                return true;
            }
        }

        return false;
    }

    private static IEnumerable<T> Append<T>(this ImmutableArray<T> items, T last)
    {
        foreach (var item in items)
        {
            yield return item;
        }

        yield return last;
    }

    private static DiagnosticDescriptor Warning(string id, string title, string message) =>
        new(id, title, message, "BgpVerified", DiagnosticSeverity.Warning, isEnabledByDefault: true);
}
