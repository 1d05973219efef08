namespace BgpVerified.Mutants.Score;

/// <summary>A test, or a scenario to explore, that can kill mutants.</summary>
/// <param name="Key"><c>test ASSEMBLY NAME</c>, or <c>explore PROTOCOL SCENARIO [without RULE]</c>.</param>
/// <param name="Seconds">The time that it takes on the source as it stands.</param>
/// <param name="Expected">What an exploration comes to; empty for a test.</param>
/// <param name="Members">The members that run in it.</param>
internal sealed record TrialCase(string Key, double Seconds, string Expected, HashSet<int> Members);
