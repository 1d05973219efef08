using BgpVerified.Kit;
using BgpVerified.Spec.Commands;
using BgpVerified.Spec.Consensus;
using BgpVerified.Spec.Protocols;
using BgpVerified.Spec.Values;

namespace BgpVerified.Impl.Consensus;

/// <summary>What must hold of every protocol for generalized consensus, of its proposers and learners.</summary>
/// <param name="proposers">The proposers.</param>
/// <param name="learners">The learners.</param>
/// <param name="read">What a proposer has proposed (a <see cref="ValueSet{T}"/> of commands), or a learner learned (a sequence).</param>
/// <param name="signed">What Byzantine proposers can sign: it counts as proposed from the start.</param>
internal sealed class GeneralizedClaims(IRole proposers, IRole learners, Func<object, object> read, IEnumerable<Command> signed)
{
    private readonly IReadOnlyList<int> clients = [.. proposers.Places, .. learners.Places];
    private readonly ValueSet<Command> signed = new(signed);

    /// <summary>Its five safety properties.</summary>
    public IEnumerable<Property> Safety() =>
    [
        Over("NontrivialityInv", PropertyKind.Invariant,
            state => state.Learned.All(learned => GeneralizedConsensusProperties.Nontriviality(learned, state.Proposed)),
            "only proposed commands are learned"),
        Over("ConsistencyInv", PropertyKind.Invariant, state => GeneralizedConsensusProperties.Consistency(state.Learned),
            "any two learners' sequences can be extended to equivalent ones"),
        Over("IntegrityInv", PropertyKind.Invariant, state => state.Learned.All(GeneralizedConsensusProperties.Integrity),
            "no command is learned twice"),
        OverSteps("StabilityProp", (before, after) =>
            before.Learned.Zip(after.Learned).All(pair => GeneralizedConsensusProperties.Stability(pair.First, pair.Second)),
            "what a learner has learned stays a prefix of what it learns"),
        OverSteps("RefinementProp", GeneralizedConsensus.IsStep, "every step is a step of generalized consensus"),
    ];

    /// <summary>What must come about in the end; nothing where every learner may fail, since nobody is left to learn it.</summary>
    /// <param name="faulty">The names of processes that may fail.</param>
    /// <param name="owed">What all learners must learn.</param>
    /// <param name="meaning">What the first property says.</param>
    public IEnumerable<Property> Liveness(IEnumerable<string> faulty, IReadOnlyList<Command> owed, string meaning)
    {
        if (learners.Correct.All(learner => faulty.Contains($"{learner}")))
        {
            yield break;
        }

        yield return Over("LivenessProp", PropertyKind.Eventually, state => GeneralizedConsensusProperties.Liveness(state.Learned, owed),
            meaning);
        yield return Over("TotalityProp", PropertyKind.Eventually, state => GeneralizedConsensusProperties.Totality(state.Learned),
            "what one learner has learned, all learn in the end");
    }

    private Property Over(string name, PropertyKind kind, Func<GeneralizedConsensusState, bool> holds, string meaning) =>
        new(name, kind, clients, Project, (after, _) => holds(Abstract(after)), meaning);

    private Property OverSteps(string name, Func<GeneralizedConsensusState, GeneralizedConsensusState, bool> holds, string meaning) =>
        new(name, PropertyKind.Transition, clients, Project, (before, after) => holds(Abstract(before), Abstract(after)), meaning);

    private object Project(int process, object state) => read(state);

    /// <summary>The refinement mapping: learners are learners, and what proposers have proposed is proposed.</summary>
    private GeneralizedConsensusState Abstract(IReadOnlyList<object> projections) => new(
        signed.Union(projections.OfType<ValueSet<Command>>().SelectMany(proposed => proposed)),
        new(projections.OfType<CommandSequence>()));
}
