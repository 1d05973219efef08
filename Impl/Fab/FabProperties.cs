using BgpVerified.Kit;
using BgpVerified.Spec.Consensus;
using BgpVerified.Spec.Protocols;
using BgpVerified.Spec.Values;

namespace BgpVerified.Impl.Fab;

/// <summary>What must hold of FaB Paxos, and what must happen in a run, in terms of its states.</summary>
internal sealed class FabProperties(FabConfig config, IRole election, IRole acceptors, IRole learners, IRole witness)
{
    /// <summary>The acceptors that may fail: what the claims about the number of steps depend on.</summary>
    private int FaultyAcceptors => config.ByzantineAcceptors.Count + ConfigurationText.CrashingAcceptors(config.Source);

    private bool IsCommonCase => config.IsGracious && !config.MayLeaderFail(0);

    public IReadOnlyList<Property> Properties() =>
    [
        OfChosen("CS1Inv", chosen => ValueConsensus.OnlyProposedIsChosen(ValuesOf(chosen), Proposed()),
            "only a value that has been proposed is chosen"),
        OfChosen("CS2Inv", chosen => ValueConsensus.OnlyOneIsChosen(ValuesOf(chosen)), "only a single value is chosen"),
        OfWitness("CS3Inv", state => state.Unchosen ?? string.Empty, unchosen => ValueConsensus.OnlyChosenIsLearned([Text(unchosen)], []),
            "only a chosen value is learned by a correct learner"),
        new("AgreementInv", PropertyKind.Invariant, learners.Places, (_, state) => Value(state),
            (after, _) => ValueConsensus.Agreement(after.Select(Text)), "no two correct learners learn different values"),
        new("StabilityProp", PropertyKind.Transition, learners.Places, (_, state) => Value(state),
            (before, after) => before.Zip(after).All(pair => Text(pair.First) is null || pair.First.Equals(pair.Second)),
            "what a learner has learned never changes"),
        new("ElectionInv", PropertyKind.Invariant, [.. election.Places, .. acceptors.Places], (_, state) => RegencyOf(state),
            (after, _) => after.All(regency => (int)regency <= (int)after[0]), "an acceptor follows only leaders that were elected"),
        .. Lemmas(),
        .. Liveness(),
        .. Steps(),
    ];

    public IReadOnlyList<Goal> Goals()
    {
        var goals = new List<Goal> { new("ReachChosen", (_, _, input, _) => input is ChosenSeen, (_, _) => true, "a value is chosen") };
        var hasLearner = learners.Places.Count > 0;
        if (hasLearner && config.LearnSize <= config.Acceptors)
        {
            goals.Add(Step("ReachLearnedInTwoDelays", input => input is Quorum<Accepted> { Statement.Number: 0 },
                "a learner learns after two message delays"));
        }

        if (hasLearner && config.Parameterized && config.CommitProofSize <= config.Acceptors)
        {
            goals.Add(Step("ReachLearnedInThreeDelays", input => input is Quorum<Committed> { Statement.Proof.Proposal.Number: 0 },
                "a learner learns from commit proofs, after three message delays"));
        }

        if (hasLearner && config.Regencies > 1)
        {
            goals.Add(Step("ReachLearnedAfterRecovery",
                input => input is Quorum<Accepted> { Statement.Number: > 0 } or Quorum<Committed> { Statement.Proof.Proposal.Number: > 0 },
                "a learner learns in a proposal of a new leader"));
        }

        if (Enumerable.Range(1, config.Regencies - 1).Any(regency => !config.IsByzantineLeader(regency)))
        {
            goals.Add(Certified("ReachFreeChoice", vouching => vouching == Vouching.Any,
                "a certificate leaves a new leader free to choose"));
            goals.Add(Certified("ReachObliged", vouching => vouching.Value is not null, "a certificate obliges a new leader to a value"));
        }

        if (hasLearner && config.HasFewLearners && config.LearnSize <= config.Acceptors)
        {
            goals.Add(Step("ReachProof", input => input is Quorum<Acknowledgment>, "a learner can prove to others what it has learned"));
        }

        if (config.ClaimsLiveness && !config.IsGracious && config.Has(FabRule.Pull) && config.Learners > config.PullSize)
        {
            goals.Add(new("ReachToldByLearners", (_, before, input, after) => input is ToldQuorum && !before.Equals(after), (_, _) => true,
                "a learner learns from other learners"));
        }

        return goals;
    }

    /// <summary>Each lemma and corollary that speaks of the protocol's states, under its own name.</summary>
    private IEnumerable<Property> Lemmas()
    {
        yield return OfChosen(
            config.Parameterized ? "Corollary1Inv" : "Lemma1Inv",
            chosen => chosen.GroupBy(one => one.Number).All(same => ValueConsensus.OnlyOneIsChosen(ValuesOf(same))),
            "for every proposal number at most one value is chosen");
        if (config.Parameterized)
        {
            yield return OfWitness("Lemma4Inv", state => state.IsBacked, isBacked => (bool)isBacked,
                "a value chosen in a proposal was accepted in it by ⌈(a + f + 1) / 2⌉ acceptors");
            yield return new("Corollary2Inv", PropertyKind.Invariant, [.. witness.Places, .. acceptors.Places], OfCorollary2,
                (after, _) => Corollary2(after), "another value is chosen later only if a correct acceptor accepts another value later");
            yield return OfCertificate("Lemma5Inv", Witness.VouchesForNothing,
                "after a value is chosen, every later certificate vouches for it or for no value");
            yield return OfChosen("Lemma6Inv",
                chosen => chosen.All(one => chosen.All(later => later.Number <= one.Number || later.Value == one.Value)),
                "after a value is chosen, no other is chosen in a later proposal");
        }
        else
        {
            yield return OfCertificate("Lemma2Inv", Witness.VouchesForNothing,
                "after a value is chosen, every later certificate vouches for it and no other value");
        }

        // In FaB Paxos part of the proof of Lemma 3: "by construction, all progress certificates vouch for at least one value".
        yield return OfCertificate("Lemma7Inv", certificate => !Witness.VouchesForNothing(certificate),
            "every certificate that can be put together vouches for at least one value");
    }

    private IEnumerable<Property> Liveness()
    {
        if (config.ClaimsLiveness)
        {
            yield return OfBoth("CL1Prop", (chosen, _) => ValueConsensus.SomethingIsChosen(ValuesOf(chosen), Proposed()),
                "some proposed value is chosen in the end");
            yield return OfBoth("CL2Prop", (chosen, learned) => ValueConsensus.ChosenIsLearned(learned, new(ValuesOf(chosen))),
                "once a value is chosen, correct learners learn it in the end");
            yield return OfBoth("Lemma3Prop",
                (_, learned) => learned.OfType<string>().CountBy(value => value).Any(count => count.Value >= config.StableSize),
                "some value is stable in the end: ⌈(l - f + 1) / 2⌉ correct learners have learned it");
        }
    }

    /// <summary>
    /// The claims about message delays in gracious executions: in the end every learner has learned, and so many correct acceptors have
    /// accepted the first leader's value that what they sent is enough for it: two delays after the start. Or so many of them hold commit
    /// proofs of it: three. In a run in which every message takes one unit of time, it has then learned after so many units.
    /// </summary>
    private IEnumerable<Property> Steps()
    {
        if (IsCommonCase && FaultyAcceptors <= config.FastFaults)
        {
            yield return OfSteps("TwoStepProp", (accepted, _) => accepted >= config.LearnSize,
                "in a gracious execution with at most t faulty acceptors every learner learns in 2 message delays");
        }
        else if (IsCommonCase && FaultyAcceptors <= config.Faults && config.Parameterized)
        {
            yield return OfSteps("ThreeStepProp",
                (accepted, proven) => accepted >= config.LearnSize || proven >= config.CommitSize,
                "in a gracious execution with more than t, at most f, faulty acceptors every learner learns in 3 message delays");
        }
    }

    /// <summary>What was proposed: the values of the run; with a Byzantine leader whatever it proposes counts.</summary>
    private IEnumerable<string> Proposed() =>
        config.ByzantineProposers.Count > 0
            ? config.Values
            : Enumerable.Range(0, config.Regencies).Select(regency => config.Proposals[config.LeaderOf(regency)]);

    private Property OfWitness(string name, Func<WitnessState, object> read, Func<object, bool> holds, string meaning) =>
        new(name, PropertyKind.Invariant, witness.Places, (_, state) => read((WitnessState)state), (after, _) => holds(after[0]), meaning);

    private Property OfChosen(string name, Func<IReadOnlyCollection<Proposal>, bool> holds, string meaning) =>
        OfWitness(name, state => state.Chosen, chosen => holds((ValueSet<Proposal>)chosen), meaning);

    /// <summary>Of the one faulty certificate that the witness keeps: only one kind of fault contradicts this claim.</summary>
    private Property OfCertificate(string name, Func<ProgressCertificate, bool> isAllowed, string meaning) =>
        OfWitness(name, state => (object?)state.Faulty ?? string.Empty,
            faulty => faulty is not ProgressCertificate shown || isAllowed(shown), meaning);

    private Property OfBoth(string name, Func<IReadOnlyCollection<Proposal>, IReadOnlyList<string?>, bool> holds, string meaning) =>
        new(name, PropertyKind.Eventually, [.. witness.Places, .. learners.Places],
            (_, state) => state is WitnessState seen ? seen.Chosen : Value(state),
            (after, _) => holds((ValueSet<Proposal>)after[0], [.. after.Skip(1).Select(Text)]), meaning);

    /// <summary>In the end every learner has learned, and enough correct acceptors accepted the first value, or hold a proof.</summary>
    private Property OfSteps(string name, Func<int, int, bool> areEnough, string meaning) =>
        new(name, PropertyKind.Eventually, [.. acceptors.Places, .. learners.Places],
            (_, state) => state is AcceptorState of ? new OfFirst(of.Accepted?.Number == 0, of.Proof?.Proposal.Number == 0) : Value(state),
            (after, _) => areEnough(after.OfType<OfFirst>().Count(of => of.IsAccepted), after.OfType<OfFirst>().Count(of => of.IsProven))
                && after.OfType<string>().All(learned => Text(learned) is not null), meaning);

    private static object RegencyOf(object state) => state is ElectionState election ? election.Regency : ((AcceptorState)state).Regency;

    private static object OfCorollary2(int process, object state) =>
        state is WitnessState seen ? seen.Chosen : (object?)((AcceptorState)state).Accepted ?? string.Empty;

    /// <summary>An acceptor that changed its mind later still shows it: it accepts in rising order.</summary>
    private static bool Corollary2(IReadOnlyList<object> projections)
    {
        var chosen = (ValueSet<Proposal>)projections[0];
        return chosen.All(one => chosen.All(later =>
            later.Number <= one.Number || later.Value == one.Value
            || projections.OfType<Proposal>().Any(accepted => accepted.Number > one.Number && accepted.Value != one.Value)));
    }

    private static Goal Step(string name, Func<Input, bool> input, string meaning) =>
        new(name, (_, before, taken, after) => before is LearnerState && input(taken) && !before.Equals(after), (_, _) => true, meaning);

    private static Goal Certified(string name, Func<Vouching, bool> vouching, string meaning) =>
        new(name,
            (_, _, input, after) => input is ReportQuorum && after is ProposerState { Certificate: { } shown } && vouching(shown.Vouching),
            (_, _) => true, meaning);

    private static object Value(object state) => ((LearnerState)state).Learned?.Value ?? string.Empty;

    private static string? Text(object value) => (string)value is { Length: > 0 } text ? text : null;

    private static IEnumerable<string> ValuesOf(IEnumerable<Proposal> chosen) => chosen.Select(one => one.Value);

    /// <summary>What an acceptor has of the first proposal.</summary>
    private sealed record OfFirst(bool IsAccepted, bool IsProven);
}
