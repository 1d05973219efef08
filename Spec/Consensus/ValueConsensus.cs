using BgpVerified.Spec.Values;

namespace BgpVerified.Spec.Consensus;

/// <summary>The requirements of consensus on one value, where choosing a value and learning it are different things.</summary>
/// <remarks>Fast Byzantine Consensus, section I: CS1 to CS3, CL1, CL2. Values are compared by their text.</remarks>
public static class ValueConsensus
{
    /// <summary>CS1: only a value that has been proposed may be chosen.</summary>
    /// <param name="chosen">The values chosen.</param>
    /// <param name="proposed">The values proposed.</param>
    /// <returns>True if it holds.</returns>
    public static bool OnlyProposedIsChosen(IEnumerable<string> chosen, IEnumerable<string> proposed) => !chosen.Except(proposed).Any();

    /// <summary>CS2: only a single value may be chosen.</summary>
    /// <param name="chosen">The values chosen, possibly several times.</param>
    /// <returns>True if it holds.</returns>
    public static bool OnlyOneIsChosen(IEnumerable<string> chosen) => chosen.Distinct().Count() <= 1;

    /// <summary>CS3: only a chosen value may be learned by a correct learner.</summary>
    /// <param name="learned">What the correct learners have learned; null for one that has learned nothing.</param>
    /// <param name="chosen">The values chosen.</param>
    /// <returns>True if it holds.</returns>
    public static bool OnlyChosenIsLearned(IEnumerable<string?> learned, IEnumerable<string> chosen) => !learned.OfType<string>()
        .Except(chosen).Any();

    /// <summary>Agreement, which CS2 and CS3 imply: no two correct learners learn different values.</summary>
    /// <param name="learned">What the correct learners have learned; null for one that has learned nothing.</param>
    /// <returns>True if it holds.</returns>
    public static bool Agreement(IEnumerable<string?> learned) => learned.OfType<string>().Distinct().Count() <= 1;

    /// <summary>CL1, of a run in which nothing is left to happen: some proposed value is chosen.</summary>
    /// <param name="chosen">The values chosen.</param>
    /// <param name="proposed">The values proposed.</param>
    /// <returns>True if it holds.</returns>
    public static bool SomethingIsChosen(IEnumerable<string> chosen, IEnumerable<string> proposed) => chosen.Intersect(proposed).Any();

    /// <summary>CL2, of a run in which nothing is left to happen: once a value is chosen, every correct learner has learned it.</summary>
    /// <param name="learned">What the correct learners have learned; null for one that has learned nothing.</param>
    /// <param name="chosen">The values chosen.</param>
    /// <returns>True if it holds.</returns>
    public static bool ChosenIsLearned(IEnumerable<string?> learned, ValueSet<string> chosen) =>
        chosen.Count == 0 || learned.All(value => value is not null && chosen.Contains(value));
}
