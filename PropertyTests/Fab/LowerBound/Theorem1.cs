namespace BgpVerified.PropertyTests.Fab.LowerBound;

/// <summary>How a protocol escapes or does not escape theorem 1.</summary>
internal enum Fails
{
    /// <summary>It does not, with these sets.</summary>
    Nowhere,

    /// <summary>
    /// ρ0 or ρ1: a learner learns nothing in two steps, though only t acceptors are silent. It is no (t,2)-step protocol.
    /// </summary>
    TwoSteps,

    /// <summary>ρ0 or ρ1: a learner learns what nobody proposed (CS1).</summary>
    Validity,

    /// <summary>ρc: only f acceptors are faulty, and the new leader proposes nothing.</summary>
    NewLeader,

    /// <summary>ρc: only f acceptors are faulty, and what the new leader proposes is not learned.</summary>
    SecondValue,

    /// <summary>ρs: p3 has learned 0, the others learn another value (CS2, CS3).</summary>
    AgreementInS,

    /// <summary>ρt: p3 has learned 1, the others learn 0 (CS2, CS3).</summary>
    AgreementInT,
}

/// <summary>What came out of the argument: the step that the protocol fails at, and what happens there.</summary>
internal sealed record Outcome(Fails Fails, string Text)
{
    public override string ToString() => $"{Fails}: {Text}";
}

/// <summary>
/// The proof of theorem 1 of section VI, run for one protocol: "any (t,2)-step Byzantine fault-tolerant consensus protocol requires at
/// least 3f + 2t + 1 processes".
/// </summary>
/// <remarks>
/// The proof is by contradiction: it takes a protocol with 3f + 2t for granted that has all the properties, so that for one protocol
/// one of the properties must fail. The steps are in the proof's order, except that ρc comes before ρs and ρt, since it says which of
/// the two contradicts.
/// </remarks>
internal static class Theorem1
{
    /// <summary>
    /// Runs the argument for given sets. It is a contradiction only where no more than f are faulty in the execution it is of.
    /// </summary>
    public static Outcome Run(TwoStepProtocol protocol, FiveSets sets, string own, string? leaderAnswers = null)
    {
        var executions = new Executions(protocol, sets, leaderAnswers);
        return InTwoSteps(protocol, executions.Rho0, "0")
            ?? InTwoSteps(protocol, executions.Rho1, "1")
            ?? AfterTheNewLeader(protocol, sets, executions, own);
    }

    /// <summary>By definition of (t,2)-step, and CS1: with at most t silent all learn the leader's value in two rounds.</summary>
    private static Outcome? InTwoSteps(TwoStepProtocol protocol, Execution execution, string value)
    {
        var learned = protocol.Learn(execution.InP3!);
        return learned is null && execution.Faulty <= protocol.T
            ? new(Fails.TwoSteps, $"{execution.Name}: the leader is correct, {execution.Faulty} are silent, {execution.InP3!.Count} "
                + "messages are heard, and nothing is learned in two steps")
            : learned is not null && learned != value
                ? new(Fails.Validity, $"{execution.Name}: the leader is correct and proposes {value}; {learned} is learned")
                : null;
    }

    private static Outcome AfterTheNewLeader(TwoStepProtocol protocol, FiveSets sets, Executions executions, string own)
    {
        var (rhoS, rhoT, rhoC) = (executions.RhoS, executions.RhoT, executions.RhoC);
        RequireSimilar(executions.Rho0.InP3, rhoS.InP3, "ρ0 and ρs", "p3");
        RequireSimilar(executions.Rho1.InP3, rhoT.InP3, "ρ1 and ρt", "p3");
        RequireSimilar(rhoS.ViewOutside(sets), rhoC.ViewOutside(sets), "ρs and ρc", "processes outside p3");
        RequireSimilar(rhoT.ViewOutside(sets), rhoC.ViewOutside(sets), "ρt and ρc", "processes outside p3");

        // ρc: only p3 is faulty, and "every correct process must eventually learn some value"; c(ρc) is the new leader's.
        var proposed = protocol.Propose(rhoC.Answers, own);
        var takers = proposed is null ? [] : rhoC.Answers.Acceptors.Where(a => Takes(a, proposed)).ToList();
        if (proposed is null || !protocol.LearnedAfter(takers, proposed))
        {
            return rhoC.Faulty > protocol.F ? new(Fails.Nowhere, $"ρc would need {rhoC.Faulty} faulty acceptors")
                : proposed is null
                    ? new(Fails.NewLeader, $"ρc: {rhoC.Answers.Count} have answered, the others have crashed, and the new leader waits")
                    : new(Fails.SecondValue,
                        $"ρc: {takers.Count} take the new leader's {proposed}, the others do not, and it is not learned");
        }

        // c(ρs) = c(ρc) = c(ρt). In ρs p3 has learned what it learns in ρ0; in ρt what it learns in ρ1.
        var (contradicts, fails) = proposed != "0" ? (rhoS, Fails.AgreementInS) : (rhoT, Fails.AgreementInT);
        var learned = protocol.Learn(contradicts.InP3!);
        return learned is null ? new(Fails.Nowhere, $"{contradicts.Name}: p3 has heard too little to learn")
            : contradicts.Faulty > protocol.F
                ? new(Fails.Nowhere, $"{contradicts.Name} would need {contradicts.Faulty} faulty acceptors")
                : new(fails, $"{contradicts.Name}: p3 learns {learned}, the others {proposed}");

        bool Takes(int acceptor, string value) =>
            protocol.Takes(acceptor, rhoC.Told.GetValueOrDefault(acceptor, "0"), value, rhoC.Answers);
    }

    /// <summary>Indistinguishability is looked at, not taken for granted.</summary>
    private static void RequireSimilar<T>(T one, T other, string executions, string processes)
    {
        if (!Equals(one, other))
        {
            throw new InvalidOperationException($"{executions} differ for {processes}: {one}; {other}");
        }
    }
}
