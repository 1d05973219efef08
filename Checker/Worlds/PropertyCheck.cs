using BgpVerified.Spec.Protocols;

namespace BgpVerified.Checker.Worlds;

/// <summary>Checks properties on plain worlds.</summary>
public static class PropertyCheck
{
    /// <summary>Whether a property is violated by a step, or by the world that the step leads to.</summary>
    /// <param name="property">The property.</param>
    /// <param name="before">The world before; the same as <paramref name="after"/> for an initial world.</param>
    /// <param name="after">The world after.</param>
    /// <returns>True if it does not hold.</returns>
    public static bool IsViolated(Property property, IWorld before, IWorld after) =>
        IsViolated(property, before.States, after.States, after.IsQuiescent);

    internal static bool IsViolated(Property property, IReadOnlyList<object?> before, IReadOnlyList<object?> after,
        Func<bool> isQuiescent) => property.Kind switch
        {
            PropertyKind.Invariant => !property.Holds(Read(property, after), Read(property, after)),
            PropertyKind.Transition => !property.Holds(Read(property, before), Read(property, after)),
            PropertyKind.Eventually => isQuiescent() && !property.Holds(Read(property, after), Read(property, after)),
            _ => throw new ArgumentOutOfRangeException(nameof(property), property.Kind, "unknown kind of property"),
        };

    private static object[] Read(Property property, IReadOnlyList<object?> states) =>
        [.. property.Reads.Select(process => property.Project(process, states[process]!))];
}
