using BgpVerified.Checker.Messages;
using BgpVerified.Checker.Worlds;
using BgpVerified.CoyoteTests.Documents;
using BgpVerified.CoyoteTests.Exploration;
using BgpVerified.Impl.Bgp;
using BgpVerified.Spec.Protocols;
using Xunit;

namespace BgpVerified.CoyoteTests.Schedules;

/// <summary>
/// E27. As printed, learners count universally commutative commands by ballot (Algorithm 5, lines 14-17). The handlers' message
/// has no ballot, in any rule set; here it is given one on its way.
/// </summary>
public sealed class UniversalBallotTests
{
    /// <summary>
    /// Published rules, no faulty process: a1 accepts <c>u</c> in the first fast ballot, a2 in the second, the others in neither.
    /// </summary>
    private const string InTwoBallots =
        """
        leader <- TriggerNextBallot Fast
        p1 <- BallotOpened 0.1 Fast
        p1 <- CommandRequest u
        a1 <- Fast 0.1
        a1 <- FastProposal u
        leader <- TriggerNextBallot Fast
        a2 <- Fast 0.2
        a2 <- FastProposal u
        leader <- TriggerNextBallot Classic
        a3 a4 <- Phase1A 0.3
        a3 a4 <- FastProposal u
        """;

    [Theory]
    [InlineData(Network.Once, "fast fast classic")]
    [InlineData(Network.Once, "fast fast classic classic fast classic")]
    [InlineData(Network.Reliable, "fast fast classic")]
    public void Acceptances_in_two_ballots_add_up_only_where_the_ballot_is_not_counted(Network network, string ballots)
    {
        Assert.True(IsStuck(network, ballots, isCounted: true));
        Assert.False(IsStuck(network, ballots, isCounted: false));
    }

    /// <summary>In one ballot they add up: it is not the count that is wrong.</summary>
    [Fact]
    public void Acceptances_in_one_ballot_add_up()
    {
        var lines = InTwoBallots.Replace("a2 <- Fast 0.2", "a2 <- Fast 0.1", StringComparison.Ordinal);

        Assert.False(IsStuck(Network.Once, "fast fast classic", isCounted: true, lines));
    }

    private static bool IsStuck(Network network, string ballots, bool isCounted, string lines = InTwoBallots)
    {
        var published = Explorations.Configuration("published");
        Assert.Equal(Explorations.Bgp.Published(), published.Rules);
        var configuration = published with { Commands = new(["u*"]), Ballots = new(ballots.Split(' ')), LastBallotWaits = true };
        var script = new Script("E27", "LivenessProp", configuration, lines);
        var (system, world) = script.Over(network, isCounted ? inner => new CountingBallots(inner) : null);
        return PropertyCheck.IsViolated(system.Properties.Single(property => property.Name == script.Property), world, world);
    }

    /// <summary>The phase 2b of a universally commutative command, in a ballot.</summary>
    private sealed record BallotPhase2B(UniversalPhase2B Accepted, Ballot Ballot) : Message
    {
        protected override string Describe() => $"{Accepted} in {Ballot}";
    }

    /// <summary>BGP, but that an acceptor says in which ballot it has accepted such a command, and learners count by ballot.</summary>
    private sealed class CountingBallots(ISystem inner) : ISystem
    {
        public Configuration Configuration => inner.Configuration;

        public IReadOnlyList<Process> Processes => inner.Processes;

        public IReadOnlyList<Part> Parts => inner.Parts;

        public IReadOnlyList<Reading> Readings => inner.Readings;

        public IReadOnlyList<Forgery> Adversary => inner.Adversary;

        public IReadOnlyList<QuorumKind> Quorums { get; } =
        [
            .. inner.Quorums.Where(kind => kind.Name != nameof(UniversalPhase2B)),
            .. inner.Quorums.Where(kind => kind.Name == nameof(UniversalPhase2B)).Select(kind => QuorumKind.Of<BallotPhase2B, Input>(
                m => (m.Accepted.Command, m.Ballot),
                m => m.Accepted.From.Number,
                kind.Size,
                accepted => kind.Form([.. accepted.Select(m => m.Accepted)]),
                _ => [])),
        ];

        public IReadOnlyList<ProtocolAction> Actions => inner.Actions;

        public IReadOnlyList<Property> Properties => inner.Properties;

        public IReadOnlyList<Goal> Goals => inner.Goals;

        public ISymmetry? Symmetry => null;

        public object Initial(int process) => inner.Initial(process);

        public Step<object> Apply(int process, object state, Input input)
        {
            var (after, sends) = inner.Apply(process, state, input);
            return new(after, [.. sends.Select(m => m is UniversalPhase2B accepted ? InBallot(accepted, (AcceptorState)after) : m)]);
        }

        public IEnumerable<int> Recipients(Message message) => inner.Recipients(Inner(message));

        public int Sender(Message message) => inner.Sender(Inner(message));

        private static BallotPhase2B InBallot(UniversalPhase2B accepted, AcceptorState by) => new(accepted, by.Promised);

        private static Message Inner(Message message) => message is BallotPhase2B m ? m.Accepted : message;
    }
}
