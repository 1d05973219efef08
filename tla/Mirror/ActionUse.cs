namespace BgpVerified.Mirror;

/// <summary>An action of a module with its arguments: what a handler's step is there.</summary>
/// <param name="Action">The action's name.</param>
/// <param name="Arguments">An expression for each parameter, in order.</param>
/// <param name="Available">The condition under which the process can have this input.</param>
/// <param name="Chosen">
/// The set that the last argument is any member of; null if all arguments are given. Where Byzantine messages are in a
/// quorum, the module has one quorum for all that come to the same.
/// </param>
public sealed record ActionUse(string Action, IReadOnlyList<string> Arguments, string Available, string? Chosen = null)
{
    /// <summary>The use as text.</summary>
    /// <returns>The action with its arguments.</returns>
    public override string ToString() => Arguments.Count == 0 ? Action : $"{Action}({string.Join(", ", Arguments)})";
}
