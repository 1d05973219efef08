using BgpVerified.Impl.Bgp;
using Xunit;

namespace BgpVerified.PropertyTests.Bgp;

/// <summary>
/// The leader's view, ballots and proposals against Algorithm 2, lines 1-22. <see cref="LeaderValueTests"/> has the rest.
/// </summary>
public sealed class LeaderTests
{
    private static readonly Scene Corrected = Scene.Corrected;
    private static readonly Scene Published = Corrected.Without(BgpRule.UniversalAnyBallot);
    private static readonly LeaderState View0 = LeaderState.Initial(0, Corrected.Config.Empty);
    private static readonly LeaderState View1 = LeaderState.Initial(1, Corrected.Config.Empty);

    // Algorithm 2, local variables: "ballot_l = 0, proposals = ⊥, view = 0".
    [Fact]
    public void At_the_start_only_the_leader_of_view_0_leads()
    {
        Assert.Equal(new LeaderState(0, true, 0, false, Corrected.Config.Empty, Corrected.Config.Empty), View0);
        Assert.Equal(new LeaderState(1, false, 0, false, Corrected.Config.Empty, Corrected.Config.Empty), View1);
    }

    // Algorithm 2, lines 7-8: "if valid_proofs > f then view = view_a" (section 4.2 says N - f, see E16).
    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void It_leads_once_more_than_f_commitments_to_its_view_are_shown(int commitments)
    {
        Outcome.Moves(View1 with { IsActive = true }, Leader.On(View1, new NewLeader(1, commitments), Corrected.Config));
    }

    // Algorithm 2, line 7: "> f".
    [Fact]
    public void It_does_not_lead_when_only_f_commitments_are_shown()
    {
        Outcome.Ignores(View1, Leader.On(View1, new NewLeader(1, 1), Corrected.Config));
    }

    // Algorithm 2, line 5: "view_proof == (view_change, view_a)": the commitments are to this view.
    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public void Commitments_to_another_view_do_not_make_it_lead(int other)
    {
        Outcome.Ignores(View1, Leader.On(View1, new NewLeader(other, 3), Corrected.Config));
    }

    // Algorithm 2, line 8: "view = view_a": once it leads, a further proof tells nothing new.
    [Fact]
    public void A_second_proof_is_ignored()
    {
        var self = View1 with { IsActive = true, Number = 1 };
        Outcome.Ignores(self, Leader.On(self, new NewLeader(1, 3), Corrected.Config));
    }

    // Algorithm 2, lines 11 and 16: "ballot_l += 1; ... SEND(P1A, ballot_l, view)"; line 12 is left out (E11).
    [Fact]
    public void It_opens_the_next_classic_ballot_by_phase_1()
    {
        var self = Corrected.LeaderIn(1, "a") with { HasProposed = true };
        Outcome.Moves(
            self with { Number = 2, HasProposed = false },
            Leader.On(self, new TriggerNextBallot(BallotKind.Classic), Corrected.Config),
            new Phase1A(0, Scene.Ballot(2)));
    }

    // Algorithm 2, lines 13-14: "if type == fast then SEND(FAST, ballot_l, view)"; deviates: by phase 1, too (E08).
    [Fact]
    public void It_opens_a_fast_ballot_by_phase_1_too()
    {
        Outcome.Moves(
            View0 with { Number = 1 },
            Leader.On(View0, new TriggerNextBallot(BallotKind.Fast), Corrected.Config),
            new Phase1A(0, Scene.Ballot(1)));
    }

    // Algorithm 2, lines 13-16, as published.
    [Fact]
    public void As_published_a_fast_ballot_opens_without_phase_1_and_a_classic_one_with_it()
    {
        var config = Corrected.Without(BgpRule.OpenByPhase1).Config;
        Outcome.Moves(View0 with { Number = 1 }, Leader.On(View0, new TriggerNextBallot(BallotKind.Fast), config),
            new Fast(0, Scene.Ballot(1)));
        Outcome.Moves(View0 with { Number = 1 }, Leader.On(View0, new TriggerNextBallot(BallotKind.Classic), config),
            new Phase1A(0, Scene.Ballot(1)));
    }

    // Algorithm 2, line 12, as published: "SEND(BALLOT, type) to proposers".
    [Theory]
    [InlineData(BallotKind.Fast)]
    [InlineData(BallotKind.Classic)]
    public void As_published_it_tells_the_proposers_the_kind_of_the_ballot(BallotKind kind)
    {
        Outcome.Moves(
            View0 with { Number = 1 },
            Leader.On(View0, new TriggerNextBallot(kind), Corrected.Without(BgpRule.ProposeToAll).Config),
            new BallotOpened(0, Scene.Ballot(1), kind),
            new Phase1A(0, Scene.Ballot(1)));
    }

    // Section 4.2: it may "start its leadership role in the new view once it validates" the proof.
    [Fact]
    public void It_opens_no_ballot_before_it_leads()
    {
        Outcome.Ignores(View1, Leader.On(View1, new TriggerNextBallot(BallotKind.Classic), Corrected.Config));
    }

    // How many ballots a run has is the model's to say (BgpModel.Triggers): a leader opens one after the other, without end.
    [Fact]
    public void It_opens_one_ballot_after_the_other_also_after_those_of_the_configuration()
    {
        var last = Corrected.LeaderIn(4);
        Outcome.Moves(last, Leader.On(Corrected.LeaderIn(3), new TriggerNextBallot(BallotKind.Classic), Corrected.Config),
            new Phase1A(0, Scene.Ballot(4)));
        Outcome.Moves(last with { Number = 5 }, Leader.On(last, new TriggerNextBallot(BallotKind.Classic), Corrected.Config),
            new Phase1A(0, Scene.Ballot(5)));
    }

    // Algorithm 2, "ballot_l = 0" for each new leader; deviates: a ballot says its view (E13).
    [Fact]
    public void Leaders_of_different_views_open_different_ballots()
    {
        var self = View1 with { IsActive = true };
        var trigger = new TriggerNextBallot(BallotKind.Classic);
        Outcome.Moves(self with { Number = 1 }, Leader.On(self, trigger, Corrected.Config), new Phase1A(1, new Ballot(1, 1)));
        Outcome.Moves(self with { Number = 1 }, Leader.On(self, trigger, Corrected.Without(BgpRule.UniqueBallots).Config),
            new Phase1A(1, new Ballot(0, 1)));
    }

    // Algorithm 2, line 22: "proposals = proposals • prop"; section 4.5: "continuously collects proposals".
    [Fact]
    public void It_collects_the_proposers_commands_in_the_order_of_their_arrival()
    {
        var self = Corrected.LeaderIn(1, "b") with { HasProposed = true };
        Outcome.Moves(self with { Heard = Corrected.Value("b.a") },
            Leader.On(self, new Proposal(Corrected.Command("a")), Corrected.Config));
    }

    // Section 4.5: "continuously": also before it leads, for a proposer sends a command once.
    [Fact]
    public void It_collects_commands_before_it_leads()
    {
        Outcome.Moves(View1 with { Heard = Corrected.Value("a") },
            Leader.On(View1, new Proposal(Corrected.Command("a")), Corrected.Config));
    }

    // Section 3, links: "elimination of duplicates".
    [Fact]
    public void It_hears_a_command_once()
    {
        var self = Corrected.LeaderIn(1, "a.b");
        Outcome.Ignores(self, Leader.On(self, new Proposal(Corrected.Command("a")), Corrected.Config));
        var universal = Corrected.LeaderIn(2, "u");
        Outcome.Ignores(universal, Leader.On(universal, new Proposal(Corrected.Command("u")), Published.Config));
    }

    // Section 4.5: "each command is signed by the proposed (this signature and its check is not explicit in the pseudocode)".
    [Fact]
    public void It_ignores_a_command_that_its_author_has_not_signed()
    {
        var self = Corrected.LeaderIn(1);
        var proposal = new Proposal(Corrected.Config.Forged);
        Outcome.Ignores(self, Leader.On(self, proposal, Corrected.Config));
        Outcome.Moves(self with { Heard = Corrected.Value("forged") },
            Leader.On(self, proposal, Corrected.Without(BgpRule.SignedCommands).Config));
    }

    // Algorithm 2, lines 19-20; deviates: the command goes straight to the acceptors and needs no leader (E10).
    [Fact]
    public void It_sends_nothing_for_a_universally_commutative_command()
    {
        var self = Corrected.LeaderIn(2, "a");
        Outcome.Moves(self with { Heard = Corrected.Value("a.u") },
            Leader.On(self, new Proposal(Corrected.Command("u")), Corrected.Config));
    }

    // Algorithm 2, lines 19-22, as published: "if ISUNIVERSALLYCOMMUTATIVE(prop) then SEND(P2A-CLASSIC, ballot_l, view, prop); else ...".
    [Fact]
    public void As_published_it_sends_a_universally_commutative_command_to_the_acceptors_at_once()
    {
        var self = Corrected.LeaderIn(2);
        Outcome.Moves(
            self with { Heard = Corrected.Value("u") },
            Leader.On(self, new Proposal(Corrected.Command("u")), Published.Config),
            new UniversalPhase2A(0, Scene.Ballot(2), Corrected.Command("u")));
        Outcome.Moves(self with { Heard = Corrected.Value("a") }, Leader.On(self, new Proposal(Corrected.Command("a")), Published.Config));
    }
}
