using BgpVerified.Spec.Protocols;
using BgpVerified.Spec.Registers;
using BgpVerified.Spec.Values;

namespace BgpVerified.Impl.Registers;

/// <summary>What one acceptor contributes to a register's history.</summary>
/// <param name="Taken">The writes that it took, in order.</param>
/// <param name="Operations">The same with their tokens, where it sees them.</param>
/// <param name="Acknowledged">The writes that it told the learners of.</param>
internal sealed record AcceptorEvents(ValueList<TimestampedValue> Taken, ValueList<WriteOperation> Operations, ValueList<TimestampedValue> Acknowledged);

/// <summary>What one proposer contributes to a register's history.</summary>
/// <param name="Reads">Its reads.</param>
/// <param name="Writes">Its writes.</param>
internal sealed record ProposerEvents(ValueList<ReadOperation> Reads, ValueList<WriteOperation> Writes);

/// <summary>What one learner has decided.</summary>
/// <param name="Written">The write whose value it is; null for nothing.</param>
internal sealed record Decision(TimestampedValue? Written);

/// <summary>What must hold of every register, and what must happen in a run, in terms of its states.</summary>
/// <param name="config">The system.</param>
/// <param name="processes">Its processes.</param>
/// <param name="visible">The writes that can be read, given what the correct acceptors took (O4); each protocol has its own.</param>
/// <param name="readable">The writes that could be read at some time.</param>
internal sealed class RegisterProperties(
    RegisterConfig config,
    RegisterProcesses processes,
    Func<IReadOnlyList<AcceptorEvents>, IEnumerable<TimestampedValue>> visible,
    Func<IReadOnlyList<AcceptorEvents>, IEnumerable<TimestampedValue>> readable)
{
    public IReadOnlyList<Property> Properties()
    {
        var operators = (IReadOnlyList<int>)[.. processes.Proposers, .. processes.Acceptors];
        var writers = (IReadOnlyList<int>)[.. processes.Proposers, .. processes.Learners];
        List<Property> properties =
        [
            Invariant("ValidityInv", writers, seen => RegisterConsensus.Validity(Decided(seen), Written(seen)), "if a learner decides a value, some proposer wrote it"),
            new("IntegrityProp", PropertyKind.Transition, processes.Learners, Project,
                (before, after) => Decided(before).Zip(Decided(after)).All(pair => RegisterConsensus.Integrity(pair.First, pair.Second)), "a learner decides at most one value"),
            Invariant("AgreementInv", processes.Learners, seen => RegisterConsensus.Agreement(Decided(seen)), "no two learners decide different values"),
            Invariant("WriteOnceInv", processes.Acceptors, seen => WriteOnceRegister.WrittenOnce(History(seen)), "all total writes write the same value"),
            Invariant("Theorem1Inv", operators, seen => WriteOnceRegister.Theorem1(History(seen)), "after a total write, every write with a higher timestamp writes its value"),
            Invariant("TokenInv", operators, seen => WriteOnceRegister.TokensProve(History(seen)), "a token proves that its value was visible at an earlier timestamp, and that nothing else was or will be total since"),
            Invariant("O1Inv", processes.Proposers, seen => RegisterSemantics.O1(History(seen)), "a read's timestamp is its token's"),
            Invariant("O2Inv", operators, seen => RegisterSemantics.O2(History(seen)), "a write's timestamp is its token's"),
            Invariant("O3Inv", operators, seen => RegisterSemantics.O3AndO4(History(seen)), "a visible write is legal: its token's value is ⊥ or its own (with O4)"),
            Invariant("O5Inv", [.. processes.Acceptors, .. processes.Learners], seen => RegisterSemantics.O5AndO6(History(seen), seen.OfType<Decision>().Select(d => d.Written).OfType<TimestampedValue>()), "what is acknowledged is total, and what is total is visible (with O6)"),
            Invariant("O7Inv", processes.Acceptors, seen => RegisterSemantics.O7(History(seen)), "if a write is total, no other of its timestamp is visible"),
            new("O8Prop", PropertyKind.Transition, processes.Acceptors, Project,
                (before, after) => config.RelaxesO8 ? RegisterSemantics.O8WithoutEnds(History(before), History(after)) : RegisterSemantics.O8(History(before), History(after)),
                config.RelaxesO8 ? "a total write stays total" : "a write becomes total before one with a higher timestamp does, or never"),
            Invariant("C1Inv", processes.Acceptors, seen => seen.Cast<AcceptorEvents>().All(acceptor => RegisterSemantics.C1(acceptor.Taken)), "an acceptor takes writes in the order of their timestamps"),
            Invariant("C2Inv", operators, seen => RegisterSemantics.C2(History(seen)), "a read returns the last total write before it, or a later one that is visible"),
            Invariant("C3Inv", operators, seen => RegisterSemantics.C3(History(seen)), "a read returns no value that only writes with higher timestamps write"),
        ];
        if (config.ClaimsTermination)
        {
            properties.Add(new("TerminationProp", PropertyKind.Eventually, processes.Learners, Project, (after, _) => RegisterConsensus.Termination(Decided(after)), "every learner decides in the end"));
        }

        return properties;
    }

    public IReadOnlyList<Goal> Goals()
    {
        List<Goal> goals = [new("ReachDecided", (_, before, input, after) => input is WriteAckQuorum && !before.Equals(after), (_, _) => true, "a learner decides")];
        if (config.Timestamps > 1)
        {
            goals.Add(new("ReachDecidedLater", (_, before, input, after) => input is WriteAckQuorum { Written.Timestamp: > 0 } && !before.Equals(after), (_, _) => true,
                "a learner decides a write of a later timestamp than the first"));
        }

        if (Enumerable.Range(1, config.Timestamps - 1).Any(timestamp => !config.ByzantineProposers.Contains(config.LeaderOf(timestamp))))
        {
            goals.Add(new("ReachReadValue", (_, before, _, after) => before is RegisterProposerState b && after is RegisterProposerState a && Values(a) > Values(b), (_, _) => true,
                "a correct proposer reads a value that was written before"));
        }

        return goals;
    }

    private static int Values(RegisterProposerState proposer) => proposer.Reads.Count(read => read.Token?.Value is not null);

    private static Property Invariant(string name, IReadOnlyList<int> reads, Func<IReadOnlyList<object>, bool> holds, string meaning) =>
        new(name, PropertyKind.Invariant, reads, Project, (after, _) => holds(after), meaning);

    private static object Project(int process, object state) => state switch
    {
        RegisterProposerState proposer => new ProposerEvents(proposer.Reads, proposer.Writes),
        RegisterAcceptorState acceptor => new AcceptorEvents(new(acceptor.Taken), new(acceptor.Operations), new(acceptor.Told)),
        LearnerState learner => new Decision(learner.Decided),
        _ => throw new ArgumentException($"process {process} has no role of a register"),
    };

    private static IEnumerable<string?> Decided(IReadOnlyList<object> seen) => seen.OfType<Decision>().Select(decision => decision.Written?.Value);

    /// <summary>What proposers wrote; a Byzantine one may have written any value.</summary>
    private ValueSet<string> Written(IReadOnlyList<object> seen) =>
        new(seen.OfType<ProposerEvents>().SelectMany(proposer => proposer.Writes).Select(write => write.Written.Value)
            .Concat(config.ByzantineProposers.Count > 0 ? config.Values : []));

    /// <summary>The refinement mapping. A Byzantine acceptor counts as having acknowledged whatever it could.</summary>
    private RegisterHistory History(IReadOnlyList<object> seen)
    {
        var acceptors = seen.OfType<AcceptorEvents>().ToList();
        var proposers = seen.OfType<ProposerEvents>().ToList();
        var acknowledged = acceptors.SelectMany(acceptor => acceptor.Acknowledged.Distinct()).CountBy(written => written);
        return new(
            new(proposers.SelectMany(proposer => proposer.Reads)),
            new(proposers.SelectMany(proposer => proposer.Writes).Concat(acceptors.SelectMany(acceptor => acceptor.Operations))),
            new(visible(acceptors)),
            new(readable(acceptors)),
            new(acknowledged.Where(count => count.Value + config.ByzantineAcceptors.Count >= config.TotalSize).Select(count => count.Key)));
    }
}
