using BgpVerified.Impl.Bgp;
using BgpVerified.Spec.Commands;
using Xunit;

namespace BgpVerified.PropertyTests.Bgp;

/// <summary>The leader's phase 2a against Algorithm 2, lines 24-47, and section 4.5, "Leader value picking rule".</summary>
public sealed class LeaderValueTests
{
    private static readonly Scene Corrected = Scene.Corrected;
    private static readonly Scene Forgetful = Corrected.Without(BgpRule.KeepProposals);
    private static readonly LeaderState InBallot2 = Corrected.LeaderIn(2, "a");

    // Algorithm 2, lines 38-45: "#(accepted[ballot_l]) ≥ N - f then PHASE_2A()"; the proof travels with the value (E05).
    [Fact]
    public void It_proposes_once_a_quorum_has_answered_phase_1()
    {
        Outcome.Moves(
            InBallot2 with { HasProposed = true },
            Leader.On(InBallot2, Scene.Quorum(2, Corrected.Answers(2, 3)), Corrected.Config),
            new Phase2A(0, Scene.Ballot(2), Corrected.Value("a"), Corrected.Justified(2)));
    }

    // Algorithm 2, line 45: it proposes the empty sequence, too: that opens a fast ballot (E08).
    [Fact]
    public void It_proposes_the_empty_sequence_if_there_is_nothing_else()
    {
        Assert.Equal(Corrected.Value(""), Proposed(Corrected, Corrected.LeaderIn(1), Scene.Quorum(1, Corrected.Answers(1, 3))));
    }

    // Section 4.5: "After gathering a quorum of N - f phase 1b messages"; f + 1 without the rule, never f.
    [Fact]
    public void It_does_not_propose_with_fewer_answers()
    {
        Outcome.Ignores(InBallot2, Leader.On(InBallot2, Scene.Quorum(2, Corrected.Answers(2, 2)), Corrected.Config));

        var weak = Corrected.Without(BgpRule.Phase1Quorum).Config;
        Assert.Single(Leader.On(InBallot2, Scene.Quorum(2, Corrected.Answers(2, 2)), weak).Sends);
        Outcome.Ignores(InBallot2, Leader.On(InBallot2, Scene.Quorum(2, Corrected.Answers(2, 1)), weak));
    }

    // Algorithm 2, lines 25-26: "if ballot ≠ ballot_l then return".
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void It_ignores_the_answers_of_another_ballot(int other)
    {
        Outcome.Ignores(InBallot2, Leader.On(InBallot2, Scene.Quorum(other, Corrected.Answers(other, 3)), Corrected.Config));
        Outcome.Ignores(InBallot2, Leader.On(InBallot2, Scene.Quorum(other, Corrected.Answers(2, 3)), Corrected.Config));
    }

    // Algorithm 2, lines 28-35: an answer counts with its proofs only.
    [Fact]
    public void An_answer_with_an_invalid_certificate_does_not_count()
    {
        var invalid = new Phase1B(Scene.Ballot(2), new(Scene.Ballot(1), Corrected.Value("b"), 2),
            Corrected.Value(""))
        { From = Scene.A(3) };
        var quorum = Scene.Quorum(2, [.. Corrected.Answers(2, 2), invalid]);
        Outcome.Ignores(InBallot2, Leader.On(InBallot2, quorum, Corrected.Config));
        Assert.Equal(Corrected.Value("b.a"), Proposed(Corrected.Without(BgpRule.CertificateQuorum), InBallot2, quorum));

        // With enough others it does no harm.
        Outcome.Moves(
            InBallot2 with { HasProposed = true },
            Leader.On(InBallot2, Scene.Quorum(2, [.. Corrected.Answers(2, 3), invalid]), Corrected.Config),
            new Phase2A(0, Scene.Ballot(2), Corrected.Value("a"), Corrected.Justified(2)));
    }

    // Section 4.2: it may "start its leadership role" only in its view.
    [Fact]
    public void It_does_not_propose_unless_it_leads()
    {
        var self = InBallot2 with { IsActive = false };
        Outcome.Ignores(self, Leader.On(self, Scene.Quorum(2, Corrected.Answers(2, 3)), Corrected.Config));
    }

    // Algorithm 2, line 11: "ballot_l += 1" comes first; before that there is no ballot to propose in.
    [Fact]
    public void It_does_not_propose_before_its_first_ballot()
    {
        var self = Corrected.LeaderIn(0, "a");
        Outcome.Ignores(self, Leader.On(self, Scene.Quorum(0, Corrected.Answers(0, 3)), Corrected.Config));
    }

    // Algorithm 2, lines 38-39, propose again at each further answer; deviates: once a ballot (E07).
    [Fact]
    public void It_proposes_once_a_ballot()
    {
        var self = InBallot2 with { HasProposed = true };
        var quorum = Scene.Quorum(2, Corrected.Answers(2, 4));
        Outcome.Ignores(self, Leader.On(self, quorum, Corrected.Config));
        var again = Corrected.Without(BgpRule.ProposeOnce);
        Outcome.Moves(
            self with { Answers = new(quorum.Reports.Select(report => report with { From = default })) },
            Leader.On(self, quorum, again.Config),
            new Phase2A(0, Scene.Ballot(2), Corrected.Value("a"), Corrected.Justified(2) with { Reports = 4 }));
    }

    /// <summary>
    /// What accepted[ballot_l] holds stays there (Algorithm 2, line 35): a lie that was counted is counted in what follows.
    /// </summary>
    [Fact]
    public void Where_it_proposes_again_it_has_heard_more_and_forgets_nothing()
    {
        var again = Corrected.Without(BgpRule.ProposeOnce);
        var first = Scene.Quorum(2, Corrected.Answer(0, 2), Corrected.Answer(1, 2), Corrected.Answer(3, 2, "c.b"));
        var proposed = Leader.On(InBallot2, first, again.Config).State;

        Outcome.Ignores(proposed,
            Leader.On(proposed, Scene.Quorum(2, Corrected.Answer(0, 2), Corrected.Answer(1, 2), Corrected.Answer(2, 2)), again.Config));
        Assert.Single(Leader.On(proposed, Scene.Quorum(2, Corrected.Answer(0, 2), Corrected.Answer(1, 2), Corrected.Answer(2, 2),
            Corrected.Answer(3, 2, "c.b")), again.Config).Sends);
    }

    // "Leader value picking rule": "three pieces: (1) ... proven ..., (2) ... a quorum hasn't been gathered and (3) new proposals".
    [Fact]
    public void It_proposes_what_is_proven_then_what_is_reported_then_what_proposers_sent()
    {
        var self = Corrected.LeaderIn(2, "a");
        var quorum = Scene.Quorum(
            2,
            Corrected.Answer(0, 2, "c.b"),
            new Phase1B(Scene.Ballot(2), Corrected.Proven(1, "c"), Corrected.Value("c")) { From = Scene.A(1) },
            Corrected.Answer(2, 2));
        Outcome.Moves(
            self with { HasProposed = true },
            Leader.On(self, quorum, Corrected.Config),
            new Phase2A(0, Scene.Ballot(2), Corrected.Value("c.b.a"), Corrected.Justified(2, "c")));
    }

    // Algorithm 2, lines 36 and 43: "val_a \ proven", "REMOVE_DUPLICATES(notAccepted)".
    [Fact]
    public void It_proposes_no_command_twice()
    {
        var self = Corrected.LeaderIn(2, "a.b.c");
        var quorum = Scene.Quorum(
            2,
            Corrected.Answer(0, 2, "a.b"),
            new Phase1B(Scene.Ballot(2), Corrected.Proven(1, "a"), Corrected.Value("a.b")) { From = Scene.A(1) },
            Corrected.Answer(2, 2, "b"));
        Assert.Equal(Corrected.Value("a.b.c"), Proposed(Corrected, self, quorum));
    }

    // "Leader value picking rule": "appended ... in any order": the order does not depend on who reports.
    [Fact]
    public void The_order_of_reported_commands_does_not_depend_on_who_reports_them()
    {
        Phase1B[] answers = [Corrected.Answer(0, 2, "b.a"), Corrected.Answer(1, 2, "a.b"), Corrected.Answer(2, 2, "c")];
        Phase1B[] swapped = [answers[1] with { From = Scene.A(0) }, answers[2] with { From = Scene.A(1) },
            answers[0] with { From = Scene.A(2) }];
        Assert.Equal(Corrected.Value("c.a.b"), Proposed(Corrected, Corrected.LeaderIn(2), Scene.Quorum(2, answers)));
        Assert.Equal(Corrected.Value("c.a.b"), Proposed(Corrected, Corrected.LeaderIn(2), Scene.Quorum(2, swapped)));
    }

    // Algorithm 2, lines 36 and 43, taken out: proposers' commands only, after what is proven.
    [Fact]
    public void Without_collect_reported_it_leaves_out_what_acceptors_report()
    {
        var quorum = Scene.Quorum(
            2,
            Corrected.Answer(0, 2, "b"),
            new Phase1B(Scene.Ballot(2), Corrected.Proven(1, "c"), Corrected.Value("c")) { From = Scene.A(1) },
            Corrected.Answer(2, 2));
        Assert.Equal(Corrected.Value("c.b.a"), Proposed(Corrected, InBallot2, quorum));
        Assert.Equal(Corrected.Value("c.a"), Proposed(Corrected.Without(BgpRule.CollectReported), InBallot2, quorum));
    }

    // Section 4.5: "a Byzantine acceptor can't relay made-up commands".
    [Fact]
    public void It_leaves_out_a_reported_command_that_its_author_has_not_signed()
    {
        var quorum = Scene.Quorum(2, Corrected.Answer(0, 2, "b.forged"), Corrected.Answer(1, 2), Corrected.Answer(2, 2));
        Assert.Equal(Corrected.Value("b.a"), Proposed(Corrected, InBallot2, quorum));
        Assert.Equal(Corrected.Value("b.forged.a"), Proposed(Corrected.Without(BgpRule.SignedCommands), InBallot2, quorum));
    }

    // Algorithm 2, lines 19-22: a universally commutative command is not among the "proposals" of line 44.
    [Fact]
    public void It_leaves_universally_commutative_commands_out_of_its_value()
    {
        Assert.Equal(Corrected.Value("a.b"), Proposed(Corrected, Corrected.LeaderIn(2, "a.u.b"), Scene.Quorum(2, Corrected.Answers(2, 3))));
    }

    // Algorithm 2, line 46: "proposals = ⊥": lost if nobody votes; deviates: it goes on proposing them (E12).
    [Fact]
    public void It_goes_on_proposing_what_proposers_sent_it()
    {
        var after = Leader.On(InBallot2, Scene.Quorum(2, Corrected.Answers(2, 3)), Corrected.Config).State;
        Assert.Equal(Corrected.Value(""), after.Spent);
        Assert.Equal(Corrected.Value("a"), Proposed(Corrected, after with { Number = 3, HasProposed = false },
            Scene.Quorum(3, Corrected.Answers(3, 3))));
    }

    // Algorithm 2, line 46, as published: "proposals = ⊥"; only what has come since is proposed.
    [Fact]
    public void As_published_it_forgets_what_proposers_sent_it_after_one_phase_2a()
    {
        var step = Leader.On(InBallot2, Scene.Quorum(2, Corrected.Answers(2, 3)), Forgetful.Config);
        Outcome.Moves(
            InBallot2 with { HasProposed = true, Spent = Corrected.Value("a") },
            step,
            new Phase2A(0, Scene.Ballot(2), Corrected.Value("a"), Corrected.Justified(2)));

        var later = step.State with { Number = 3, HasProposed = false, Heard = Corrected.Value("a.b") };
        Assert.Equal(Corrected.Value("b"), Proposed(Forgetful, later, Scene.Quorum(3, Corrected.Answers(3, 3))));
    }

    private static CommandSequence Proposed(Scene scene, LeaderState self, Phase1BQuorum quorum)
    {
        var sent = Assert.Single(Leader.On(self, quorum, scene.Config).Sends);
        return Assert.IsType<Phase2A>(sent).Value;
    }
}
