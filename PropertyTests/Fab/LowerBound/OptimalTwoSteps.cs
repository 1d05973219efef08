using BgpVerified.Impl.FabOptimal;
using BgpVerified.Spec.Protocols;
using BgpVerified.Spec.Values;

namespace BgpVerified.PropertyTests.Fab.LowerBound;

/// <summary>
/// The protocol after Kuznetsov, Tonkikh and Zhang in the form, t = f: its sizes, and its selection of a value by votes.
/// </summary>
internal sealed record OptimalTwoSteps(int N, int F) : TwoStepProtocol(N, F, F)
{
    private readonly OptimalConfig config = new(new Configuration
    {
        Acceptors = N,
        Faults = F,
        Commands = new(["0", "1"]),
        Views = 2,
        Learners = 1,
        Ballots = new([]),
        Rules = new(((IProtocol)new OptimalProtocol()).Corrected()),
    });

    /// <inheritdoc/>
    public override bool LeaderIsAcceptor => true;

    /// <inheritdoc/>
    public override object Says(int acceptor, string value) => value;

    /// <inheritdoc/>
    public override string? Learn(Heard heard) =>
        heard.CountOf("0") >= config.DecideSize ? "0" : heard.CountOf("1") >= config.DecideSize ? "1" : null;

    /// <inheritdoc/>
    public override object Answer(int acceptor, string value, Heard heard) =>
        new Vote(1, new(new Shown(new(0, value), IsSigned: true, IsCertified: true), null)) { From = new('p', acceptor) };

    /// <inheritdoc/>
    public override string? Propose(Heard answers, string own) =>
        Selection.Of(answers.All.Select(answer => (Vote)answer.What), config) is { NeedsMore: false } choice ? choice.Value ?? own : null;

    /// <inheritdoc/>
    public override bool LearnedAfter(IReadOnlyList<int> acceptors, string proposed) => acceptors.Count >= config.DecideSize;
}
