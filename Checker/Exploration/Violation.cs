namespace BgpVerified.Checker.Exploration;

/// <summary>A violation found while expanding a state: at the state itself, or at one step from it.</summary>
/// <param name="State">The state.</param>
/// <param name="Slot">The slot of the process that steps; -1 if the state itself violates.</param>
/// <param name="After">The node that it steps to.</param>
/// <param name="Property">The property.</param>
internal sealed record Violation(int State, int Slot, int After, string Property);
