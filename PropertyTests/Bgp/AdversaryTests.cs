using BgpVerified.Checker.Worlds;
using BgpVerified.Impl.Bgp;
using BgpVerified.Kit;
using BgpVerified.PropertyTests.Messages;
using BgpVerified.Spec.Protocols;
using Xunit;

namespace BgpVerified.PropertyTests.Bgp;

/// <summary>
/// The adversary asks no guard: along runs of the whole system each process is offered what a guard of its handler is
/// there for, and ignores it. A guard that is deleted is then seen by every exploration.
/// </summary>
public class AdversaryTests(AdversaryTests.Runs runs) : IClassFixture<AdversaryTests.Runs>
{
    private static BgpConfig Config => Runs.Config;

    public static TheoryData<string> Hostile => [.. Cases.Select(hostile => hostile.Name)];

    /// <summary>What each guard is there for, and all else being right as far as one guard can tell.</summary>
    private static IReadOnlyList<(string Name, Func<object, Input, bool> Is)> Cases { get; } =
    [
        ("phase 2a with too few reports", (s, i) => Votable(s, i) is { } m && m.Justification.Reports == Config.Phase1Size - 1
            && m.Justification.Ballot == m.Ballot),
        ("phase 2a with reports of Byzantine acceptors only", (s, i) => Votable(s, i) is { Justification.Reports: 1 }),
        ("phase 2a with answers to another ballot", (s, i) => Votable(s, i) is { } m && m.Justification.Ballot != m.Ballot
            && m.Justification.Reports == Config.Phase1Size),
        ("phase 2a that does not extend its base", (s, i) => Votable(s, i) is { } m && m.Justification.Ballot == m.Ballot
            && m.Justification.Reports == Config.Phase1Size && !m.Justification.Base.IsPrefixOf(m.Value)),
        ("phase 2a with a command that nobody signed", (s, i) => Votable(s, i) is { } m && IsJustified(m)
            && m.Value.Contains(Config.Forged)),
        ("phase 2a in another view's ballot", (s, i) => s is AcceptorState a && i is Phase2A m && m.View == a.View
            && m.Ballot.View > m.View && m.Ballot > a.Promised && IsJustified(m)),
        ("phase 1a in another view's ballot", (s, i) => s is AcceptorState a && i is Phase1A m && m.View == a.View
            && m.Ballot.View > m.View && m.Ballot > a.Promised),
        ("a fast ballot without phase 1", (s, i) => s is AcceptorState a && i is Fast m && m.View == a.View && m.Ballot > a.Promised
            && m.Ballot.View == m.View),
        ("a universal command from a leader", (s, i) => s is AcceptorState a && i is UniversalPhase2A m && m.View == a.View
            && Config.IsUniversal(m.Command) && m.Command.HasValidSignature && !a.Universals.Contains(m.Command)),
        ("a forwarded command that is not universal", (_, i) => i is Forward m && m.Command.HasValidSignature
            && !Config.IsUniversal(m.Command)),
        ("a forwarded command that nobody signed", (_, i) => i is Forward m && m.Command.Equals(Config.ForgedUniversal)),
        ("a proposal to acceptors that nobody signed", (_, i) => i is FastProposal m && m.Command.Equals(Config.Forged)),
        ("a proposal to a leader that nobody signed", (_, i) => i is Proposal m && m.Command.Equals(Config.Forged)),
        ("votes that are one too few", (s, i) => s is AcceptorState a && i is Quorum<Verify> m && m.Signers.Count == Config.VerifySize - 1
            && m.Signers.Contains(a.Id.Number) && m.Statement.Ballot == a.Promised),
        ("votes of Byzantine acceptors only", (_, i) => i is Quorum<Verify> m && m.Signers == Config.ByzantineAcceptors),
        ("phase 2b messages that are one too few", (_, i) => i is Quorum<Phase2B> m && m.Signers.Count == Config.LearnSize - 1),
        ("phase 2b messages for a command that nobody signed", (_, i) => i is Quorum<Phase2B> m
            && m.Statement.Value.Contains(Config.Forged)),
        ("a universal command accepted by Byzantine acceptors only", (_, i) => i is Quorum<UniversalPhase2B> m
            && Config.IsUniversal(m.Statement.Command) && m.Signers == Config.ByzantineAcceptors),
        ("a command accepted as universal that is not", (_, i) => i is Quorum<UniversalPhase2B> m
            && !Config.IsUniversal(m.Statement.Command)),
        ("suspicions of Byzantine acceptors only", (s, i) => s is AcceptorState a && i is Quorum<Suspicion> m && m.Statement.View == a.View
            && a.Committed == a.View && m.Signers == Config.ByzantineAcceptors),
        ("a commitment with too few suspicions", (s, i) => s is AcceptorState a && i is ViewChange m && m.View > a.View
            && m.View > a.Committed && m.Suspicions < Config.SuspicionSize),
        ("commitments that are one too few", (s, i) => s is AcceptorState a && i is Quorum<ViewChange> m && m.Statement.View > a.View
            && m.Signers.Count == Config.ViewChangeSize - 1),
        ("a leader told of too few commitments", (s, i) => s is LeaderState { IsActive: false } l && i is NewLeader m && m.View == l.View
            && m.Commitments < Config.LeaderSize),
        ("a leader told of another view", (s, i) => s is LeaderState { IsActive: false } l && i is NewLeader m && m.View != l.View),
        ("answers that are one too few", (s, i) => Waiting(s, i) is { } m && m.Reports.Count == Config.Phase1Size - 1),
        ("answers of which one has a certificate with too few signatures", (s, i) => Waiting(s, i) is { } m
            && m.Reports.Count == Config.Phase1Size
            && m.Reports.Any(report => !report.Proven.IsValid(Config) && !report.Proven.Value.IsEmpty)),
        ("answers of which one claims an empty value of the highest ballot", (s, i) => Waiting(s, i) is { } m
            && m.Reports.Count == Config.Phase1Size
            && m.Reports.Any(report => report.Proven.Value.IsEmpty && report.Proven.Ballot != Ballot.Zero)),
        ("answers of which one claims a value of the ballot before all", (s, i) => Waiting(s, i) is { } m
            && m.Reports.Count == Config.Phase1Size
            && m.Reports.Any(report => !report.Proven.Value.IsEmpty && report.Proven.Ballot == Ballot.Zero)),
        ("answers to another ballot", (s, i) => s is LeaderState { IsActive: true, HasProposed: false } l && i is Phase1BQuorum m
            && m.Reports.Count == Config.Phase1Size && m.Ballot != Config.BallotOf(l.View, l.Number)),
    ];

    [Theory]
    [MemberData(nameof(Hostile))]
    public void What_a_guard_is_there_for_is_offered_and_ignored(string name)
    {
        var (_, isHostile) = Cases.Single(hostile => hostile.Name == name);

        var offered = runs.Offered.Where(offer => isHostile(offer.State, offer.Input)).ToList();

        Assert.NotEmpty(offered);
        Assert.All(offered, offer =>
        {
            var step = runs.System.Apply(offer.Process, offer.State, offer.Input);
            Assert.Equal(offer.State, step.State);
            Assert.Empty(step.Sends);
        });
    }

    [Fact]
    public void A_leader_leaves_out_a_reported_command_that_nobody_signed()
    {
        var proposed = runs.Offered
            .Where(offer => Waiting(offer.State, offer.Input) is { } m && m.Reports.Any(report => report.Value.Contains(Config.Forged)))
            .SelectMany(offer => runs.System.Apply(offer.Process, offer.State, offer.Input).Sends.OfType<Phase2A>())
            .ToList();

        Assert.NotEmpty(proposed);
        Assert.All(proposed, message => Assert.True(message.Value.All(command => command.HasValidSignature)));
    }

    /// <summary>A leader's value in its own ballot, in which the acceptor could vote.</summary>
    private static Phase2A? Votable(object state, Input input) =>
        state is AcceptorState a && input is Phase2A m && m.View == a.View && m.Ballot.View == m.View && m.Ballot >= a.Promised
            && m.Ballot > a.Voted ? m : null;

    private static bool IsJustified(Phase2A m) =>
        m.Justification.Ballot == m.Ballot && m.Justification.Reports == Config.Phase1Size && m.Justification.Base.IsPrefixOf(m.Value);

    /// <summary>Answers to the ballot of a leader that waits for them.</summary>
    private static Phase1BQuorum? Waiting(object state, Input input) =>
        state is LeaderState { IsActive: true, HasProposed: false, Number: > 0 } l && input is Phase1BQuorum m
            && m.Ballot == Config.BallotOf(l.View, l.Number) ? m : null;

    /// <summary>All that was offered along some runs: a Byzantine acceptor, a Byzantine leader and then a correct one.</summary>
    public sealed class Runs
    {
        private const int Count = 40;
        private const int Length = 60;

        private static readonly Configuration Configuration =
            Small.Corrected(4, 1, "a b u*", "fast classic") with { Byzantine = new(["a4", "leader0"]), Views = 2, MaxLength = 1 };

        public Runs()
        {
            for (var run = 0; run < Count; run++)
            {
                var random = new Random(run);
                var world = World.Initial(System);
                for (var i = 0; i < Length; i++)
                {
                    var changing = new List<World>();
                    foreach (var (process, offer) in world.Offers().Distinct())
                    {
                        Offered.Add((process, world.States[process]!, offer.Input));
                        var next = world.Take(process, offer.Input);
                        if (!next.Equals(world))
                        {
                            changing.Add(next);
                        }
                    }

                    if (changing.Count == 0)
                    {
                        break;
                    }

                    world = changing[random.Next(changing.Count)];
                }
            }
        }

        public static BgpConfig Config { get; } = new(Configuration);

        public ISystem System { get; } = new BgpModel(Configuration);

        public HashSet<(int Process, object State, Input Input)> Offered { get; } = [];
    }
}
