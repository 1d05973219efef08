using BgpVerified.Impl.Fab;
using BgpVerified.Kit;
using BgpVerified.Spec.Protocols;
using BgpVerified.Spec.Values;

namespace BgpVerified.PropertyTests.Fab.LowerBound;

/// <summary>FaB Paxos and Parameterized FaB Paxos in the form: their own handlers are called.</summary>
/// <param name="Parameterized">Whether with commit proofs.</param>
/// <param name="N">How many acceptors there are.</param>
/// <param name="F">f.</param>
/// <param name="T">t.</param>
/// <param name="LearnsInTwoSteps">
/// Whether learners learn by a - t acceptors, as two steps need. Else by the paper's ⌈(a + 3f + 1) / 2⌉, more than a - t if a is too small.
/// </param>
internal sealed record FabTwoSteps(bool Parameterized, int N, int F, int T, bool LearnsInTwoSteps) : TwoStepProtocol(N, F, T)
{
    private readonly FabConfig zero = Configure(Parameterized, N, F, T, LearnsInTwoSteps, "0");
    private readonly FabConfig one = Configure(Parameterized, N, F, T, LearnsInTwoSteps, "1");

    /// <inheritdoc/>
    public override object Says(int acceptor, string value) =>
        Acceptor.On(AcceptorOf(acceptor), new Propose(0, value, null), zero).Sends.OfType<Accepted>().Single();

    /// <inheritdoc/>
    public override string? Learn(Heard heard)
    {
        var learner = LearnerState.Initial(new('l', 0));
        foreach (var quorum in Quorums(heard))
        {
            learner = Learner.On(learner, quorum, zero).State;
        }

        return learner.Learned?.Value;
    }

    /// <inheritdoc/>
    public override object Answer(int acceptor, string value, Heard heard)
    {
        var state = Acceptor.On(AcceptorOf(acceptor), new Propose(0, value, null), zero).State;
        foreach (var quorum in Quorums(heard))
        {
            state = Acceptor.On(state, quorum, zero).State;
        }

        return Acceptor.On(state, new Query(1, IsElected: true), zero).Sends.OfType<Report>().Single();
    }

    /// <inheritdoc/>
    public override string? Propose(Heard answers, string own)
    {
        var leader = ProposerState.Initial(new('p', 1)) with { Number = 1 };
        return Proposer.On(leader, new ReportQuorum(1, new(Certified(answers))), own == "0" ? zero : one).Sends
            .OfType<Propose>().SingleOrDefault()?.Value;
    }

    /// <inheritdoc/>
    public override bool Takes(int acceptor, string value, string proposed, Heard answers)
    {
        var state = AcceptorOf(acceptor) with { Regency = 1, Accepted = new(0, value) };
        var certificate = ProgressCertificate.From(1, Certified(answers).Select(report => report.Answer), zero);
        return Acceptor.On(state, new Propose(1, proposed, certificate), zero).State.Accepted?.Number == 1;
    }

    /// <inheritdoc/>
    public override bool LearnedAfter(IReadOnlyList<int> acceptors, string proposed)
    {
        var accepted = QuorumOf(new Accepted(1, proposed), acceptors);
        var learner = Learner.On(LearnerState.Initial(new('l', 0)), accepted, zero).State;
        var holder = AcceptorOf(0) with { Regency = 1, Accepted = new(1, proposed) };
        return Acceptor.On(holder, accepted, zero).Sends.OfType<Committed>().SingleOrDefault() is { } committed
            ? Learner.On(learner, QuorumOf(committed, acceptors), zero).State.Learned is not null
            : learner.Learned is not null;
    }

    private static FabConfig Configure(bool parameterized, int n, int f, int t, bool learnsInTwoSteps, string own)
    {
        IProtocol protocol = parameterized ? new PfabProtocol() : new FabProtocol();
        var rules = protocol.Corrected().Concat(learnsInTwoSteps ? [FabRules.Name(FabRule.TwoStepQuorum)] : Array.Empty<string>());
        return new(
            new Configuration
            {
                Acceptors = n,
                Faults = f,
                FastFaults = parameterized ? t : null,
                Commands = new(["0@p1", $"{own}@p2"]),
                Views = 2,
                Ballots = new([]),
                Rules = new(rules),
            },
            parameterized);
    }

    private static AcceptorState AcceptorOf(int number) => AcceptorState.Initial(new('a', number));

    private static Quorum<TMessage> QuorumOf<TMessage>(TMessage message, IEnumerable<int> acceptors)
        where TMessage : SignedMessage =>
        new((TMessage)message.By(new('a', ProcessId.Nobody)), ProcessSet.Of(acceptors));

    private static IEnumerable<Quorum<Accepted>> Quorums(Heard heard) => heard.All
        .GroupBy(said => (Accepted)said.What, said => said.Acceptor)
        .Select(group => QuorumOf(group.Key, group));

    private IEnumerable<Report> Certified(Heard answers) =>
        answers.All.Select(answer => (Report)answer.What).Take(zero.CertificateSize);
}
