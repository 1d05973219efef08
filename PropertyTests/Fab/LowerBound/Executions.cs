namespace BgpVerified.PropertyTests.Fab.LowerBound;

/// <summary>One execution of section VI: who is told what, who is faulty, and what is heard in p3 and outside it.</summary>
/// <param name="Name">The paper's name: ρ0, ρ1, ρs, ρt, ρc.</param>
/// <param name="Told">The first leader's value for each acceptor. "In an s state" is: told 0; "in a t state": told 1.</param>
/// <param name="Faulty">How many acceptors are faulty in it.</param>
/// <param name="InP3">What a learner in p3 has heard at the end of the second round; null where p3 has crashed.</param>
/// <param name="Outside">What everybody outside p3 has heard then.</param>
/// <param name="Answers">What acceptors outside p3 answer the new leader.</param>
internal sealed record Execution(
    string Name, IReadOnlyDictionary<int, string> Told, int Faulty, Heard? InP3, Heard Outside, Heard Answers)
{
    /// <summary>
    /// The view, the paper's ρ|p, of processes outside p3 that are correct in ρs, ρt and ρc: acceptors in p1 and p5, the new leader, and
    /// the other learners.
    /// </summary>
    public string ViewOutside(FiveSets sets) =>
        $"told: {string.Join(' ', sets.P1.Concat(sets.P5).Select(a => $"a{a + 1} {Told[a]}"))} | heard: {Outside} | answers: {Answers}";
}

/// <summary>The executions that the proof of theorem 1 strings together, for a protocol.</summary>
/// <param name="protocol">The protocol.</param>
/// <param name="sets">The five sets.</param>
/// <param name="leaderAnswers">
/// What the first leader, where it is a faulty acceptor, pretends to have been told when the new leader asks; null: it keeps silent.
/// </param>
internal sealed class Executions(TwoStepProtocol protocol, FiveSets sets, string? leaderAnswers)
{
    private const int Leader = 0;

    /// <summary>ρ0: two-step and p5-silent, and 0 is learned.</summary>
    public Execution Rho0 => TwoStep("ρ0", "0", silent: sets.P5);

    /// <summary>ρ1: two-step and p1-silent, and 1 is learned.</summary>
    public Execution Rho1 => TwoStep("ρ1", "1", silent: sets.P1);

    /// <summary>
    /// ρs: p1 and p2 are in their s states, p3 too, p4 and p5 in their t states. The nodes in p4 are Byzantine: to p3 they say what fits
    /// s4. What p5 says to p3 arrives last. So p3 sees what it sees in ρ0. From the second round on p3 is slow.
    /// </summary>
    public Execution RhoS => Mixed("ρs", inP3: "0", liars: sets.P4, late: sets.P5);

    /// <summary>ρt, its mirror image: p3 is in state t3, p2 says to p3 what fits t2, and p1 is late. p3 sees what it sees in ρ1.</summary>
    public Execution RhoT => Mixed("ρt", inP3: "1", liars: sets.P2, late: sets.P1);

    /// <summary>ρc: as both, but p3 crashes at the end of the first round, and all others are correct.</summary>
    public Execution RhoC => Mixed("ρc", inP3: null, liars: sets.P3, late: []);

    private int FaultyLeader => sets.LeaderIsAcceptor ? 1 : 0;

    private Execution TwoStep(string name, string value, IReadOnlyList<int> silent)
    {
        var told = sets.All.ToDictionary(a => a, _ => value);
        var heard = new Heard([.. Say(sets.All.Except(silent), a => told[a]), .. LeaderSays(value)]);
        return new(name, told, silent.Count, heard, heard, Heard.Nothing);
    }

    /// <summary>The three executions that are alike outside p3: the leader has told p1 and p2 0, p4 and p5 1.</summary>
    private Execution Mixed(string name, string? inP3, IReadOnlyList<int> liars, IReadOnlyList<int> late)
    {
        var told = new Dictionary<int, string>();
        Tell(sets.P1.Concat(sets.P2), "0");
        Tell(sets.P3, inP3 ?? "0");
        Tell(sets.P4.Concat(sets.P5), "1");
        var speakers = sets.All.Except(sets.P3).ToList();
        var outside = new Heard([.. Say(speakers, a => told[a]), .. LeaderSays(leaderAnswers)]);
        var answers = new Heard(
        [
            .. speakers.Select(a => (a, protocol.Answer(a, told[a], outside))),
            .. leaderAnswers is null ? Array.Empty<(int, object)>() : [(Leader, protocol.Answer(Leader, leaderAnswers, outside))],
        ]);
        var heardInP3 = inP3 is null
            ? null
            : new Heard([.. Say(sets.All.Except(late), a => liars.Contains(a) ? inP3 : told[a]), .. LeaderSays(inP3)]);
        return new(name, told, liars.Count + FaultyLeader, heardInP3, outside, answers);

        void Tell(IEnumerable<int> acceptors, string value)
        {
            foreach (var acceptor in acceptors)
            {
                told[acceptor] = value;
            }
        }
    }

    private IEnumerable<(int Acceptor, object What)> Say(IEnumerable<int> acceptors, Func<int, string> told) =>
        acceptors.Select(a => (a, protocol.Says(a, told(a))));

    /// <summary>What the first leader says as an acceptor.</summary>
    private IEnumerable<(int Acceptor, object What)> LeaderSays(string? value) =>
        sets.LeaderIsAcceptor && value is not null ? [(Leader, protocol.Says(Leader, value))] : [];
}
