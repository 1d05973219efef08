using BgpVerified.Kit;
using BgpVerified.Spec.Protocols;
using BgpVerified.Spec.Registers;
using BgpVerified.Spec.Values;

namespace BgpVerified.Impl.Registers;

/// <summary>What one acceptor contributes to a register's history.</summary>
/// <param name="Taken">The writes that it took, in order.</param>
/// <param name="Told">The writes that it told the learners of.</param>
internal sealed record AcceptorEvents(ValueList<TimestampedValue> Taken, ValueList<TimestampedValue> Told);

/// <summary>What one proposer contributes to a register's history.</summary>
/// <param name="Reads">Its reads.</param>
/// <param name="Writes">Its writes.</param>
internal sealed record ProposerEvents(ValueList<ReadOperation> Reads, ValueList<TimestampedValue> Writes);

/// <summary>What one learner has decided.</summary>
/// <param name="Written">The write whose value it is; null for nothing.</param>
internal sealed record Decision(TimestampedValue? Written);

/// <summary>What must hold of every register, and what must happen in a run, in terms of its states.</summary>
/// <remarks>Each property reads as little of a state as it needs: engines look at it only when that changes.</remarks>
/// <param name="config">The system.</param>
/// <param name="proposers">Its correct proposers, by place.</param>
/// <param name="acceptors">Its correct acceptors.</param>
/// <param name="learners">Its learners.</param>
/// <param name="visible">The writes that can be read, given what the correct acceptors took (O4); each protocol has its own.</param>
/// <param name="readable">The writes that could be read at some time.</param>
internal sealed class RegisterProperties(
    RegisterConfig config,
    IReadOnlyList<int> proposers,
    IReadOnlyList<int> acceptors,
    IReadOnlyList<int> learners,
    Func<IReadOnlyList<AcceptorEvents>, IEnumerable<TimestampedValue>> visible,
    Func<IReadOnlyList<AcceptorEvents>, IEnumerable<TimestampedValue>> readable)
{
    private readonly IReadOnlyList<int> readers = [.. proposers, .. acceptors];

    public IReadOnlyList<Property> Properties()
    {
        List<Property> properties = [.. Consensus(), .. WriteOnce(), .. Operations(), .. Consistency()];
        if (config.ClaimsTermination)
        {
            properties.Add(new(
                "TerminationProp", PropertyKind.Eventually, learners, Whole, (after, _) => RegisterConsensus.Termination(Decided(after)),
                "every learner decides in the end"));
        }

        return properties;
    }

    public IReadOnlyList<Goal> Goals()
    {
        List<Goal> goals =
            [Reach("ReachDecided", (before, input, after) => input is Quorum<WriteAck> && !before.Equals(after), "a learner decides")];
        if (config.Timestamps > 1)
        {
            goals.Add(Reach(
                "ReachDecidedLater",
                (before, input, after) => input is Quorum<WriteAck> { Statement.Written.Timestamp: > 0 } && !before.Equals(after),
                "a learner decides a write of a later timestamp than the first"));
        }

        if (config.AllTimestamps.Skip(1).Any(timestamp => !config.ByzantineProposers.Contains(config.LeaderOf(timestamp))))
        {
            goals.Add(Reach(
                "ReachReadValue",
                (before, _, after) => before is RegisterProposerState b && after is RegisterProposerState a && Values(a) > Values(b),
                "a correct proposer reads a value that was written before"));
        }

        return goals;
    }

    private IEnumerable<Property> Consensus() =>
    [
        Invariant("ValidityInv", [.. proposers, .. learners], OfWrites, seen => RegisterConsensus.Validity(Decided(seen), Written(seen)),
            "if a learner decides a value, some proposer wrote it"),
        new("IntegrityProp", PropertyKind.Transition, learners, Whole,
            (before, after) => Decided(before).Zip(Decided(after)).All(pair => RegisterConsensus.Integrity(pair.First, pair.Second)),
            "a learner decides at most one value"),
        Invariant("AgreementInv", learners, Whole, seen => RegisterConsensus.Agreement(Decided(seen)),
            "no two learners decide different values"),
    ];

    private IEnumerable<Property> WriteOnce() =>
    [
        Invariant("WriteOnceInv", acceptors, OfTold, seen => WriteOnceRegister.WrittenOnce(History(seen)),
            "all total writes write the same value"),
        Invariant("Theorem1Inv", readers, OfWrites, seen => WriteOnceRegister.Theorem1(History(seen)),
            "after a total write, every write with a higher timestamp writes its value"),
        Invariant("TokenInv", readers, OfReads, seen => WriteOnceRegister.TokensProve(History(seen)),
            "a token proves that its value was visible at an earlier timestamp, and that nothing else was or will be total since"),
    ];

    private IEnumerable<Property> Operations() =>
    [
        Invariant("O1Inv", proposers, (_, state) => ((RegisterProposerState)state).Reads.All(RegisterSemantics.O1), AllTrue,
            "a read's timestamp is its token's"),
        Invariant("O2Inv", readers, (_, state) => OperationsOf(state).All(RegisterSemantics.O2), AllTrue,
            "a write's timestamp is its token's"),
        Invariant("O3Inv", readers, (_, state) => OperationsOf(state).All(RegisterSemantics.O3AndO4), AllTrue,
            "a write that can become visible is legal: its token's value is ⊥ or its own (with O4)"),
        Invariant("O5Inv", [.. acceptors, .. learners], Whole,
            seen => RegisterSemantics.O5AndO6(History(seen), seen.OfType<Decision>().Select(one => one.Written).OfType<TimestampedValue>()),
            "what is acknowledged is total, and what is total is visible (with O6)"),
        Invariant("O7Inv", acceptors, Whole, seen => RegisterSemantics.O7(History(seen)),
            "if a write is total, no other of its timestamp is visible"),
        new("O8Prop", PropertyKind.Transition, acceptors, OfTold,
            (before, after) => config.RelaxesO8
                ? RegisterSemantics.O8WithoutEnds(History(before), History(after))
                : RegisterSemantics.O8(History(before), History(after)),
            config.RelaxesO8 ? "a total write stays total" : "a write becomes total before one with a higher timestamp does, or never"),
    ];

    private IEnumerable<Property> Consistency() =>
    [
        Invariant("C1Inv", acceptors, (_, state) => RegisterSemantics.C1([.. ((RegisterAcceptorState)state).Taken]), AllTrue,
            "an acceptor takes writes in the order of their timestamps"),
        Invariant("C2Inv", readers, OfReads, seen => RegisterSemantics.C2(History(seen)),
            "a read returns the last total write before it, or a later one that is visible"),
        Invariant("C3Inv", readers, OfReads, seen => RegisterSemantics.C3(History(seen)),
            "a read returns no value that only writes with higher timestamps write"),
    ];

    private static int Values(RegisterProposerState proposer) => proposer.Reads.Count(read => read.Token?.Value is not null);

    private static Property Invariant(
        string name, IReadOnlyList<int> of, Func<int, object, object> project, Func<IReadOnlyList<object>, bool> holds, string meaning) =>
        new(name, PropertyKind.Invariant, of, project, (after, _) => holds(after), meaning);

    private static Goal Reach(string name, Func<object, Input, object, bool> step, string meaning) =>
        new(name, (_, before, input, after) => step(before, input, after), (_, _) => true, meaning);

    private static bool AllTrue(IReadOnlyList<object> seen) => seen.All(holds => (bool)holds);

    private static IEnumerable<WriteOperation> OperationsOf(object state) => state switch
    {
        RegisterProposerState proposer => proposer.Writes,
        RegisterAcceptorState acceptor => acceptor.Operations,
        _ => [],
    };

    private static object Whole(int process, object state) => state switch
    {
        RegisterProposerState proposer => new ProposerEvents(proposer.Reads, new(proposer.Writes.Select(write => write.Written))),
        RegisterAcceptorState acceptor => new AcceptorEvents(new(acceptor.Taken), new(acceptor.Told)),
        LearnerState learner => new Decision(learner.Decided),
        _ => throw new ArgumentException($"process {process} has no role of a register"),
    };

    private static object OfTold(int process, object state) =>
        (AcceptorEvents)Whole(process, state) with { Taken = ValueList<TimestampedValue>.Empty };

    private static object OfWrites(int process, object state) => Whole(process, state) is ProposerEvents proposer
        ? proposer with { Reads = ValueList<ReadOperation>.Empty }
        : Whole(process, state);

    private static object OfReads(int process, object state) => Whole(process, state) is ProposerEvents proposer
        ? new ProposerEvents(new(proposer.Reads.Where(read => read.Token is not null)), ValueList<TimestampedValue>.Empty)
        : Whole(process, state);

    private static IEnumerable<string?> Decided(IReadOnlyList<object> seen) =>
        seen.OfType<Decision>().Select(decision => decision.Written?.Value);

    /// <summary>What proposers wrote; a Byzantine one may have written any value.</summary>
    private ValueSet<string> Written(IReadOnlyList<object> seen) =>
        new(seen.OfType<ProposerEvents>().SelectMany(proposer => proposer.Writes).Select(write => write.Value)
            .Concat(config.ByzantineProposers.Count > 0 ? config.Values : []));

    /// <summary>
    /// The refinement mapping, as far as a property reads it. A Byzantine acceptor counts as having acknowledged whatever
    /// it could. Without sets that hash and sort, and no more than is asked for: this
    /// runs for every combination that engines meet.
    /// </summary>
    private RegisterHistory History(IReadOnlyList<object> seen)
    {
        var taking = new List<AcceptorEvents>(seen.Count);
        var reads = new List<ReadOperation>();
        var writes = new List<TimestampedValue>();
        var told = new List<(TimestampedValue Written, int Count)>();
        foreach (var events in seen)
        {
            if (events is ProposerEvents proposer)
            {
                reads.AddRange(proposer.Reads);
                writes.AddRange(proposer.Writes);
            }
            else if (events is AcceptorEvents acceptor)
            {
                taking.Add(acceptor);
                writes.AddRange(acceptor.Taken);
                WriteCounts.Add(told, acceptor.Told);
            }
        }

        return new(
            reads,
            writes,
            visible(taking),
            readable(taking),
            [.. told.Where(count => count.Count + config.ByzantineAcceptors.Count >= config.TotalSize).Select(count => count.Written)]);
    }
}

/// <summary>Counts in how many lists each write is.</summary>
internal static class WriteCounts
{
    public static void Add(List<(TimestampedValue Written, int Count)> counts, IReadOnlyList<TimestampedValue> list)
    {
        foreach (var written in list)
        {
            var at = counts.FindIndex(count => count.Written == written);
            if (at < 0)
            {
                counts.Add((written, 1));
            }
            else
            {
                counts[at] = (written, counts[at].Count + 1);
            }
        }
    }
}
