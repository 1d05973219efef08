using BgpVerified.Impl.Bgp;
using BgpVerified.Kit;
using BgpVerified.Spec.Protocols;
using Xunit;

namespace BgpVerified.PropertyTests.Bgp;

/// <summary>What a Byzantine leader may say that no correct one would, and no acceptor or learner believes.</summary>
public class LeadersMessagesTests
{
    private static readonly Scene Corrected = Scene.Corrected;

    /// <summary>Ballots that are not the leader's: of a later view, or of no number that a ballot has (E25).</summary>
    public static TheoryData<int, int> Foreign => new() { { 1, 1 }, { 2, 4 }, { 0, 0 }, { 0, -1 }, { 3, 1 } };

    [Theory]
    [MemberData(nameof(Foreign))]
    public void No_acceptor_promises_or_votes_in_a_ballot_that_is_not_the_leaders(int view, int number)
    {
        var (self, ballot) = (Corrected.Acceptor, new Ballot(view, number));

        Outcome.Ignores(self, AcceptorAgreement.On(self, new Phase1A(0, ballot), Corrected.Config));
        Outcome.Ignores(self, AcceptorAgreement.On(self, new Phase2A(0, ballot, Corrected.Value("a"), new(ballot, Corrected.Value(""), 3)),
            Corrected.Config));
        var published = Corrected.Without(BgpRule.OpenByPhase1);
        Outcome.Ignores(self, PublishedAcceptor.On(self, new Fast(0, ballot), published.Config));
    }

    [Fact]
    public void Without_own_ballots_an_acceptor_promises_a_ballot_of_a_later_view_but_none_that_does_not_exist()
    {
        var (self, without) = (Corrected.Acceptor, Corrected.Without(BgpRule.OwnBallots).Config);

        Assert.Equal(new Ballot(1, 1), AcceptorAgreement.On(self, new Phase1A(0, new(1, 1)), without).State.Promised);
        Outcome.Ignores(self, AcceptorAgreement.On(self, new Phase1A(0, new(0, 0)), without));
    }

    // How many ballots a run has is the model's to say; views and ballots have no last one.
    [Fact]
    public void A_ballot_after_those_of_the_configuration_is_promised_like_any_other()
    {
        var self = Corrected.Acceptor;

        Assert.Equal(new Ballot(0, 99), AcceptorAgreement.On(self, new Phase1A(0, new(0, 99)), Corrected.Config).State.Promised);
        Assert.Equal([.. Enumerable.Range(1, 4).Select(Corrected.Config.KindOf)], Enumerable.Range(5, 4).Select(Corrected.Config.KindOf));
    }

    [Theory]
    [InlineData("a")]
    [InlineData("u")]
    public void No_acceptor_takes_a_universal_command_from_the_leader_where_proposers_send_it_themselves(string command)
    {
        var self = Corrected.Acceptor;

        Outcome.Ignores(self, PublishedAcceptor.On(self, new UniversalPhase2A(0, Scene.Ballot(2), Corrected.Command(command)),
            Corrected.Config));
    }

    // Algorithm 4, lines 27 and 32: "univ_commut". A leader that passes off other commands had two learners disagree.
    [Fact]
    public void As_published_too_a_command_that_conflicts_is_not_accepted_as_universal()
    {
        var (self, published) = (Corrected.Acceptor, Corrected.Without(BgpRule.UniversalAnyBallot));

        Outcome.Ignores(self, PublishedAcceptor.On(self, new UniversalPhase2A(0, Scene.Ballot(2), Corrected.Command("a")),
            published.Config));
        Assert.NotEmpty(PublishedAcceptor.On(self, new UniversalPhase2A(0, Scene.Ballot(2), Corrected.Command("u")),
            published.Config).Sends);
    }

    // Algorithm 5, line 15: "if isUniversallyCommutative(value)".
    [Fact]
    public void No_learner_learns_a_command_that_conflicts_as_universal()
    {
        var self = new LearnerState(Corrected.Value(""));

        Outcome.Ignores(self, Learner.On(self, new Quorum<UniversalPhase2B>(new(Corrected.Command("a")), Scene.Acceptors(0, 1, 2)),
            Corrected.Config));
        Assert.Equal(Corrected.Value("u"), Learner.On(self,
            new Quorum<UniversalPhase2B>(new(Corrected.Command("u")), Scene.Acceptors(0, 1, 2)), Corrected.Config).State.Learned);
    }

    // Algorithm 2, lines 34-36: what an answer reports is collected only if its proofs are valid.
    [Fact]
    public void A_leader_collects_nothing_from_an_answer_that_does_not_count()
    {
        var invalid = Corrected.Answer(3, 2, "b") with { Proven = new Certificate(Scene.Ballot(1), Corrected.Value("c"), 2) };
        var quorum = Scene.Quorum(2, [.. Corrected.Answers(2, 3), invalid]);

        var sent = Assert.IsType<Phase2A>(Assert.Single(Leader.On(Corrected.LeaderIn(2, "a"), quorum, Corrected.Config).Sends));

        Assert.Equal(Corrected.Value("a"), sent.Value);
    }

    [Fact]
    public void A_leader_leaves_out_a_universal_command_that_an_answer_reports()
    {
        var quorum = Scene.Quorum(2, [.. Corrected.Answers(2, 2), Corrected.Answer(2, 2, "b.u")]);

        var sent = Assert.IsType<Phase2A>(Assert.Single(Leader.On(Corrected.LeaderIn(2, "a"), quorum, Corrected.Config).Sends));

        Assert.Equal(Corrected.Value("b.a"), sent.Value);
    }
}
