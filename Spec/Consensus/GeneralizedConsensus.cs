using BgpVerified.Spec.Commands;
using BgpVerified.Spec.Values;

namespace BgpVerified.Spec.Consensus;

/// <summary>The state of generalized consensus: what was proposed, and what each learner has learned.</summary>
/// <param name="Proposed">The commands proposed so far.</param>
/// <param name="Learned">What each correct learner has learned, in the learners' order.</param>
public sealed record GeneralizedConsensusState(ValueSet<Command> Proposed, ValueList<CommandSequence> Learned);

/// <summary>
/// Generalized consensus as a state machine of two actions: somebody proposes, or one learner learns more. A protocol
/// implements it when each of its steps is one of these or changes nothing here.
/// </summary>
/// <remarks>Byzantine Generalized Paxos, section 3, requirements 1 to 3; Liveness is not a matter of steps.</remarks>
public static class GeneralizedConsensus
{
    /// <summary>Whether the machine may start in a state: nothing is learned.</summary>
    /// <param name="state">The state.</param>
    /// <returns>True if it may.</returns>
    public static bool IsInitial(GeneralizedConsensusState state) => state.Learned.All(learned => learned.IsEmpty);

    /// <summary>Whether the machine may go from one state to another, or stay.</summary>
    /// <param name="before">The state before.</param>
    /// <param name="after">The state after.</param>
    /// <returns>True if it may.</returns>
    public static bool IsStep(GeneralizedConsensusState before, GeneralizedConsensusState after) =>
        before.Equals(after) || IsPropose(before, after) || IsLearn(before, after);

    /// <summary>Propose: a command is proposed, nothing is learned.</summary>
    private static bool IsPropose(GeneralizedConsensusState before, GeneralizedConsensusState after) =>
        before.Learned.Equals(after.Learned) && before.Proposed.All(after.Proposed.Contains);

    /// <summary>Learn: one learner extends what it has by commands proposed, compatibly with every other learner.</summary>
    private static bool IsLearn(GeneralizedConsensusState before, GeneralizedConsensusState after)
    {
        var changed = Enumerable.Range(0, after.Learned.Count).Where(l => !before.Learned[l].Equals(after.Learned[l])).ToList();
        return changed is [var learner]
            && before.Proposed.Equals(after.Proposed)
            && GeneralizedConsensusProperties.Stability(before.Learned[learner], after.Learned[learner])
            && GeneralizedConsensusProperties.Integrity(after.Learned[learner])
            && GeneralizedConsensusProperties.Nontriviality(after.Learned[learner], after.Proposed)
            && GeneralizedConsensusProperties.Consistency(after.Learned);
    }
}

/// <summary>The requirements of generalized consensus, each on its own (section 3).</summary>
public static class GeneralizedConsensusProperties
{
    /// <summary>
    /// Nontriviality: only proposed commands are learned. The paper asks it only "if all proposers are correct"; here
    /// what a Byzantine proposer signs counts as proposed, so that it is asked always.
    /// </summary>
    /// <param name="learned">What a learner has learned.</param>
    /// <param name="proposed">What was proposed.</param>
    /// <returns>True if it holds.</returns>
    public static bool Nontriviality(CommandSequence learned, ValueSet<Command> proposed) => learned.All(proposed.Contains);

    /// <summary>
    /// Stability: what was learned before is a prefix of what is learned now. The paper's eq-prefix would let a learner
    /// put a command before one that it has already executed (E19).
    /// </summary>
    /// <param name="before">What a learner had learned.</param>
    /// <param name="after">What it has learned later.</param>
    /// <returns>True if it holds.</returns>
    public static bool Stability(CommandSequence before, CommandSequence after) => before.IsPrefixOf(after);

    /// <summary>Consistency: any two learners' sequences can be extended to equivalent ones.</summary>
    /// <param name="learned">What each correct learner has learned.</param>
    /// <returns>True if it holds.</returns>
    public static bool Consistency(IReadOnlyList<CommandSequence> learned)
    {
        for (var i = 0; i < learned.Count; i++)
        {
            for (var j = i + 1; j < learned.Count; j++)
            {
                if (!learned[i].IsCompatibleWith(learned[j]))
                {
                    return false;
                }
            }
        }

        return true;
    }

    /// <summary>Integrity: no command is learned twice. The paper's sequences are permutations of sets and take it for granted.</summary>
    /// <param name="learned">What a learner has learned.</param>
    /// <returns>True if it holds.</returns>
    public static bool Integrity(CommandSequence learned) => learned.Distinct().Count() == learned.Count;

    /// <summary>
    /// Liveness, of a run in which nothing is left to happen: every learner has learned every correct proposer's commands.
    /// </summary>
    /// <param name="learned">What each correct learner has learned.</param>
    /// <param name="proposedByCorrect">What correct proposers proposed.</param>
    /// <returns>True if it holds.</returns>
    public static bool Liveness(IEnumerable<CommandSequence> learned, IEnumerable<Command> proposedByCorrect) =>
        learned.All(sequence => proposedByCorrect.All(sequence.Contains));

    /// <summary>
    /// Totality, of a run in which nothing is left to happen: what one correct learner has learned, all have. Not among
    /// the paper's four; it is what the section 5 remark on propagation promises for universally commutative commands.
    /// </summary>
    /// <param name="learned">What each correct learner has learned.</param>
    /// <returns>True if it holds.</returns>
    public static bool Totality(IReadOnlyList<CommandSequence> learned) =>
        learned.All(sequence => learned[0].Count == sequence.Count && learned[0].All(sequence.Contains));
}
