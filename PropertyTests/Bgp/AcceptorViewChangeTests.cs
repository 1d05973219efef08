using BgpVerified.Impl.Bgp;
using BgpVerified.Kit;
using BgpVerified.Spec.Values;
using Xunit;

namespace BgpVerified.PropertyTests.Bgp;

/// <summary>The acceptor's view change against Algorithm 3 and section 4.2.</summary>
public sealed class AcceptorViewChangeTests
{
    private static readonly Scene Corrected = Scene.Corrected;
    private static readonly Scene Alone = Corrected.Without(BgpRule.JoinViewChange);
    private static readonly AcceptorState Initial = Corrected.Acceptor with { Id = Scene.A(2) };
    private static readonly AcceptorState InView1 = Initial with { View = 1, Committed = 1 };

    // Algorithm 3, lines 1-5: "suspicious[p] = true; ... SEND(SUSPICION, view, proof)".
    [Fact]
    public void It_suspects_the_leader_of_its_view_and_says_so()
    {
        Outcome.Moves(Initial with { Suspects = true }, AcceptorViewChange.On(Initial, new SuspectLeader(0), Corrected.Config),
            new Suspicion(0));
        Outcome.Moves(InView1 with { Suspects = true }, AcceptorViewChange.On(InView1, new SuspectLeader(1), Corrected.Config),
            new Suspicion(1));
    }

    // Algorithm 3, line 2: "if suspicious[p] ≠ true".
    [Fact]
    public void It_suspects_the_leader_once_a_view()
    {
        var self = Initial with { Suspects = true };
        Outcome.Ignores(self, AcceptorViewChange.On(self, new SuspectLeader(0), Corrected.Config));
    }

    // Section 4.2: "a signed SUSPICION message for the current view".
    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public void It_suspects_the_leader_of_no_other_view(int other)
    {
        Outcome.Ignores(InView1, AcceptorViewChange.On(InView1, new SuspectLeader(other), Corrected.Config));
    }

    // Algorithm 3, lines 12-15: "#(suspicious) > f and new_view[view+1][p] == ⊥ ... SEND(VIEW_CHANGE, view+1, suspicious, change_proof)".
    [Fact]
    public void It_commits_to_the_next_view_when_f_plus_1_suspect_the_leader()
    {
        Outcome.Moves(
            Initial with { Committed = 1 },
            AcceptorViewChange.On(Initial, new Quorum<Suspicion>(new(0), Scene.Acceptors(0, 3)), Corrected.Config),
            new ViewChange(1, 2));
    }

    // Section 4.2: "prevents Byzantine processes from triggering view changes spuriously".
    [Fact]
    public void It_does_not_commit_when_only_f_suspect_the_leader()
    {
        Outcome.Ignores(Initial, AcceptorViewChange.On(Initial, new Quorum<Suspicion>(new(0), Scene.Acceptors(3)), Corrected.Config));
    }

    // Algorithm 3, line 12, taken out: one suspicion is enough, and the message carries as many as it needs.
    [Fact]
    public void Without_suspicion_quorum_one_suspicion_is_enough()
    {
        var weak = Corrected.Without(BgpRule.SuspicionQuorum).Config;
        Outcome.Moves(
            Initial with { Committed = 1 },
            AcceptorViewChange.On(Initial, new Quorum<Suspicion>(new(0), Scene.Acceptors(3)), weak),
            new ViewChange(1, 1));
        Outcome.Ignores(Initial, AcceptorViewChange.On(Initial, new Quorum<Suspicion>(new(0), ProcessSet.None), weak));
    }

    // Algorithm 3, line 12: "new_view[view+1][p] == ⊥": it commits to a view once.
    [Fact]
    public void It_commits_to_a_view_once()
    {
        var self = Initial with { Committed = 1 };
        Outcome.Ignores(self, AcceptorViewChange.On(self, new Quorum<Suspicion>(new(0), Scene.Acceptors(0, 1, 3)), Corrected.Config));
        Outcome.Ignores(self, AcceptorViewChange.On(self, new ViewChange(1, 2), Corrected.Config));
    }

    // Algorithm 3, lines 8-9: "if view_i ≠ view then return".
    [Fact]
    public void Suspicions_of_an_earlier_view_change_nothing()
    {
        // It may have entered its view without having committed to it (without the rule join-view-change).
        var self = InView1 with { Committed = 0 };
        Outcome.Ignores(self, AcceptorViewChange.On(self, new Quorum<Suspicion>(new(0), Scene.Acceptors(0, 1)), Corrected.Config));
    }

    // Algorithm 3, lines 8-9, deviates: suspicions of a later view are not dropped though they are sent once (E15).
    [Fact]
    public void Suspicions_of_a_later_view_are_of_use_before_it_is_entered()
    {
        Outcome.Moves(
            Initial with { Committed = 2 },
            AcceptorViewChange.On(Initial, new Quorum<Suspicion>(new(1), Scene.Acceptors(0, 1)), Corrected.Config),
            new ViewChange(2, 2));
    }

    // Section 4.2: "if a process receives a view-change message without previously receiving f + 1 suspicions, it can also multicast".
    [Fact]
    public void It_joins_another_acceptors_view_change_that_shows_f_plus_1_suspicions()
    {
        Outcome.Moves(
            Initial with { Committed = 1 },
            AcceptorViewChange.On(Initial, new ViewChange(1, 2), Corrected.Config),
            new ViewChange(1, 2));
    }

    // Algorithm 3, lines 28-29: "if valid_proofs ≤ f then return".
    [Fact]
    public void It_does_not_join_a_view_change_that_shows_only_f_suspicions()
    {
        Outcome.Ignores(Initial, AcceptorViewChange.On(Initial, new ViewChange(1, 1), Corrected.Config));
        Outcome.Moves(
            Initial with { Committed = 1 },
            AcceptorViewChange.On(Initial, new ViewChange(1, 1), Corrected.Without(BgpRule.SuspicionQuorum).Config),
            new ViewChange(1, 1));
    }

    // Algorithm 3, lines 19-20: "if new_view_i ≤ view then return".
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void It_does_not_join_a_change_to_its_own_or_an_earlier_view(int view)
    {
        var self = InView1 with { Committed = -1 };
        Outcome.Ignores(self, AcceptorViewChange.On(self, new ViewChange(view, 4), Corrected.Config));
    }

    // Algorithm 3, line 32: "if new_view[view_i][a] == ⊥": having committed to a later view it needs no earlier one.
    [Fact]
    public void It_does_not_commit_to_a_view_below_one_that_it_has_committed_to()
    {
        var self = Initial with { Committed = 2 };
        Outcome.Ignores(self, AcceptorViewChange.On(self, new ViewChange(1, 2), Corrected.Config));
        Outcome.Moves(self with { Committed = 3 }, AcceptorViewChange.On(self, new ViewChange(3, 2), Corrected.Config),
            new ViewChange(3, 2));
    }

    // Algorithm 3, lines 17-35, taken out.
    [Fact]
    public void Without_join_view_change_it_does_not_join()
    {
        Outcome.Ignores(Initial, AcceptorViewChange.On(Initial, new ViewChange(1, 2), Alone.Config));
    }

    // Algorithm 3, lines 37-41: "#(new_view) ≥ N - f then view = view_i; ... suspicious = ⊥; SEND(LEADER, view, new_view[view_i])".
    [Fact]
    public void It_enters_a_view_with_a_quorum_of_commitments_forgets_its_suspicion_and_tells_the_leader()
    {
        var self = Initial with { Committed = 1, Suspects = true };
        Outcome.Moves(
            self with { View = 1, Suspects = false },
            AcceptorViewChange.On(self, new Quorum<ViewChange>(new(1, 2), Scene.Acceptors(0, 1, 3)), Corrected.Config),
            new NewLeader(1, 3));
    }

    // Section 4.2: "must wait for N - f view-change messages to start participating in the new view".
    [Fact]
    public void It_enters_no_view_with_fewer_commitments()
    {
        var self = Initial with { Committed = 1 };
        Outcome.Ignores(self, AcceptorViewChange.On(self, new Quorum<ViewChange>(new(1, 2), Scene.Acceptors(0, 1)), Corrected.Config));
    }

    // Algorithm 3, line 37, taken out: f + 1 commitments are enough, f are not.
    [Fact]
    public void Without_view_change_quorum_it_enters_with_f_plus_1_commitments()
    {
        var weak = Corrected.Without(BgpRule.ViewChangeQuorum).Config;
        var self = Initial with { Committed = 1 };
        Outcome.Moves(
            self with { View = 1 },
            AcceptorViewChange.On(self, new Quorum<ViewChange>(new(1, 2), Scene.Acceptors(0, 1)), weak),
            new NewLeader(1, 2));
        Outcome.Ignores(self, AcceptorViewChange.On(self, new Quorum<ViewChange>(new(1, 2), Scene.Acceptors(0)), weak));
    }

    // Algorithm 3, lines 19-20: "if new_view_i ≤ view then return".
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void It_does_not_enter_its_own_or_an_earlier_view(int view)
    {
        Outcome.Ignores(InView1, AcceptorViewChange.On(InView1, new Quorum<ViewChange>(new(view, 2), Scene.Acceptors(0, 1, 2, 3)),
            Corrected.Config));
    }

    // Algorithm 3, lines 32-35 before 37-41: an acceptor that has not committed yet does so on entering.
    [Fact]
    public void On_entering_it_commits_if_it_has_not_committed()
    {
        Outcome.Moves(
            Initial with { View = 1, Committed = 1 },
            AcceptorViewChange.On(Initial, new Quorum<ViewChange>(new(1, 2), Scene.Acceptors(0, 1, 3)), Corrected.Config),
            new ViewChange(1, 2),
            new NewLeader(1, 3));
    }

    // Algorithm 3, lines 32-35, taken out.
    [Fact]
    public void Without_join_view_change_it_enters_without_committing()
    {
        Outcome.Moves(
            Initial with { View = 1 },
            AcceptorViewChange.On(Initial, new Quorum<ViewChange>(new(1, 2), Scene.Acceptors(0, 1, 3)), Alone.Config),
            new NewLeader(1, 3));
    }

    // Section 4.2: "the system moves through sequentially numbered views"; an acceptor that was left behind may skip some (E15).
    [Fact]
    public void It_may_enter_a_view_beyond_the_next_and_keeps_its_votes()
    {
        var self = Corrected.VotedFor("a", 1) with
        {
            Id = Scene.A(2),
            Proven = Corrected.Proven(1, "a"),
            Universals = new([Corrected.Command("u")])
        };
        Outcome.Moves(
            self with { View = 3, Committed = 3 },
            AcceptorViewChange.On(self, new Quorum<ViewChange>(new(3, 2), Scene.Acceptors(0, 1, 3)), Corrected.Config),
            new ViewChange(3, 2),
            new NewLeader(3, 3));
    }
}
