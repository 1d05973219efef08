using BgpVerified.Spec.Protocols;

namespace BgpVerified.Checker.Traces;

/// <summary>What a process's state shows of itself.</summary>
internal static class StateFields
{
    /// <summary>The fields of a state, always in the same order.</summary>
    /// <param name="state">The state; null for a Byzantine process, which has none.</param>
    /// <returns>Names and values; a state that cannot say its fields is one field.</returns>
    public static IReadOnlyList<(string Name, string Value)> Of(object? state) => state switch
    {
        null => [],
        IDescribed described => [.. described.Fields],
        _ => [("state", $"{state}")],
    };
}
