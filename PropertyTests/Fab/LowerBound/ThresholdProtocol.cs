namespace BgpVerified.PropertyTests.Fab.LowerBound;

/// <summary>
/// A protocol that counts, with t = f: a learner learns a value of which q acceptors say that they took it; a new leader waits for n - f
/// answers and proposes a value that k of them name (0 before 1), or else its own.
/// </summary>
/// <remarks>FaB's figures 2 and 4 are this, with q = ⌈(a + 3f + 1) / 2⌉ and k = ⌈(a - f + 1) / 2⌉.</remarks>
internal record ThresholdProtocol(int N, int F, int Quorum, int Keep) : TwoStepProtocol(N, F, F)
{
    /// <inheritdoc/>
    public override object Says(int acceptor, string value) => value;

    /// <inheritdoc/>
    public override string? Learn(Heard heard) => First(heard, Quorum);

    /// <inheritdoc/>
    public override object Answer(int acceptor, string value, Heard heard) => value;

    /// <inheritdoc/>
    public override string? Propose(Heard answers, string own) => answers.Count < N - F ? null : First(answers, Keep) ?? own;

    /// <inheritdoc/>
    public override bool LearnedAfter(IReadOnlyList<int> acceptors, string proposed) => acceptors.Count >= Quorum;

    protected static string? First(Heard heard, int enough) =>
        heard.CountOf("0") >= enough ? "0" : heard.CountOf("1") >= enough ? "1" : null;
}

/// <summary>The same with a leader that is acceptor 0 as well, and one of f.</summary>
/// <param name="N">How many acceptors there are, the leader one of them.</param>
/// <param name="F">How many are faulty at most, the leader counted.</param>
/// <param name="Quorum">q.</param>
/// <param name="Keep">k.</param>
/// <param name="LeavesOut">
/// Whether a new leader that sees two values knows that the first leader told both, leaves the first leader's answer out, and waits for
/// n - f others'; if it sees one value only it proposes it. So after Kuznetsov, Tonkikh and Zhang, as Impl/FabOptimal has it.
/// </param>
internal sealed record SharedProtocol(int N, int F, int Quorum, int Keep, bool LeavesOut) : ThresholdProtocol(N, F, Quorum, Keep)
{
    /// <inheritdoc/>
    public override bool LeaderIsAcceptor => true;

    /// <inheritdoc/>
    public override string? Propose(Heard answers, string own) =>
        !LeavesOut ? base.Propose(answers, own)
        : answers.CountOf("0") > 0 && answers.CountOf("1") > 0 ? base.Propose(answers.Without(0), own)
        : base.Propose(answers, own) is null ? null : First(answers, 1) ?? own;
}
