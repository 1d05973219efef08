using BgpVerified.Impl.Fab;
using BgpVerified.Kit;
using BgpVerified.PropertyTests.Bgp;
using BgpVerified.Spec.Values;
using Xunit;
using static BgpVerified.PropertyTests.Fab.FabScene;

namespace BgpVerified.PropertyTests.Fab;

/// <summary>The handlers against the figures, one test for each sentence, both sides of the guards.</summary>
public sealed class FabHandlerTests
{
    private static readonly AcceptorState Fresh = AcceptorState.Initial(new('a', 0));
    private static readonly AcceptorState HasA = new(new('a', 0), 1, At("a", 0), null);

    // Figure 2, lines 19-22.
    [Fact]
    public void An_acceptor_accepts_the_first_proposal_and_tells_the_learners() => Outcome.Moves(
        Fresh with { Accepted = At("a", 0) },
        Acceptor.On(Fresh, new Propose(0, "a", null), FabScene.Fab),
        new Accepted(0, "a"));

    // Figure 4, lines 119-122: "only listen to current leader", "only once per prop. number".
    [Fact]
    public void It_accepts_from_its_own_leader_only_and_once_a_number()
    {
        var accepted = Fresh with { Accepted = At("a", 0) };
        Outcome.Ignores(accepted, Acceptor.On(accepted, new Propose(0, "b", null), FabScene.Fab));
        Outcome.Ignores(HasA, Acceptor.On(HasA, new Propose(0, "b", null), FabScene.Fab));
        Outcome.Ignores(Fresh, Acceptor.On(Fresh, new Propose(1, "a", Certificate(1, FabScene.Fab, Vouching.Any)), FabScene.Fab));
    }

    // Figure 4, lines 123-125: "only change with progress certificate".
    [Fact]
    public void It_changes_its_value_only_with_a_certificate_that_vouches_for_the_new_one()
    {
        Outcome.Ignores(HasA, Acceptor.On(HasA, new Propose(1, "b", null), FabScene.Fab));
        Outcome.Ignores(HasA, Acceptor.On(HasA, new Propose(1, "b", Certificate(1, FabScene.Fab, Vouching.Only("a"))), FabScene.Fab));
        Outcome.Moves(HasA with { Accepted = At("b", 1) },
            Acceptor.On(HasA, new Propose(1, "b", Certificate(1, FabScene.Fab, Vouching.Only("b"))), FabScene.Fab), new Accepted(1, "b"));
    }

    // Figure 5, lines 232-234, and P04: Parameterized FaB asks for the certificate also where the value stays.
    [Fact]
    public void The_same_value_needs_a_certificate_in_parameterized_fab_only()
    {
        var again = new Propose(1, "a", null);
        Outcome.Moves(HasA with { Accepted = At("a", 1) }, Acceptor.On(HasA, again, FabScene.Fab), new Accepted(1, "a"));
        Outcome.Ignores(HasA, Acceptor.On(HasA, again, Pfab));
    }

    // Figure 4, lines 112-117.
    [Fact]
    public void It_answers_an_elected_leader_and_follows_it()
    {
        var held = HasA with { Proof = Proof("a", 0) };
        Outcome.Moves(held with { Regency = 2 }, Acceptor.On(held, new Query(2, true), Pfab),
            new Report(2, Accepted("a", 0, Proof("a", 0))));
        Outcome.Ignores(held, Acceptor.On(held, new Query(0, true), Pfab));
        Outcome.Ignores(held, Acceptor.On(held, new Query(2, false), Pfab));
    }

    // Figure 5, lines 240-245: of its own regency, with ⌈(a + f + 1)/2⌉ = 3 signatures.
    [Fact]
    public void It_keeps_a_commit_proof_of_its_own_regency()
    {
        Outcome.Moves(Fresh with { Proof = Proof("a", 0) }, Acceptor.On(Fresh, AcceptedBy(3, "a", 0), Pfab), new Committed(Proof("a", 0)));
        Outcome.Ignores(Fresh, Acceptor.On(Fresh, AcceptedBy(2, "a", 0), Pfab));
        Outcome.Ignores(HasA, Acceptor.On(HasA, AcceptedBy(3, "a", 0), Pfab));
        Outcome.Ignores(Fresh, Acceptor.On(Fresh, AcceptedBy(6, "a", 0), FabScene.Fab));
    }

    // Figure 4, lines 108-111.
    [Fact]
    public void A_new_leader_proposes_what_the_answers_vouch_for_or_else_its_own_value()
    {
        var leader = ProposerState.Initial(new('p', 1)) with { Number = 1 };
        Report[] free = [.. Enumerable.Range(0, 5).Select(a => new Report(1, Answer.Nothing).By(new('a', a)))];
        Report[] obliged = [.. free.Select(report => report with { Answer = Accepted("a", 0) })];
        Assert.Equal("b", Value(free));
        Assert.Equal("a", Value(obliged));
        Outcome.Ignores(leader, Proposer.On(leader, new ReportQuorum(1, new(free.Take(4))), FabScene.Fab));

        string Value(Report[] reports) =>
            Assert.IsType<Propose>(Assert.Single(Proposer.On(leader, new ReportQuorum(1, new(reports)), FabScene.Fab).Sends)).Value;
    }

    // Figure 2, lines 11-14, and F02.
    [Fact]
    public void A_proposer_suspects_each_leader_but_once_as_published()
    {
        var suspecting = ProposerState.Initial(new('p', 0)) with { Suspected = 0 };
        Outcome.Moves(suspecting with { Suspected = 1 }, Proposer.On(suspecting, new ProgressTimeout(1), FabScene.Fab), new Suspicion(1));
        Outcome.Ignores(suspecting, Proposer.On(suspecting, new ProgressTimeout(1), Without(false, FabRule.SuspectAgain)));
        var satisfied = ProposerState.Initial(new('p', 0)) with { IsSatisfied = true };
        Outcome.Ignores(satisfied, Proposer.On(satisfied, new ProgressTimeout(0), FabScene.Fab));
    }

    // Figure 2, line 25: ⌈(a + 3f + 1)/2⌉ = 5 of 6; figure 5, lines 255 and 262: 4 of 4, and 3 of 4 proofs.
    [Theory]
    [InlineData(false, 4, 3, false)]
    [InlineData(false, 5, 3, true)]
    [InlineData(true, 3, 2, false)]
    [InlineData(true, 4, 2, true)]
    [InlineData(true, 3, 3, true)]
    public void A_learner_learns_from_enough_acceptors_or_enough_commit_proofs(bool parameterized, int acceptors, int holders, bool learns)
    {
        var config = parameterized ? Pfab : FabScene.Fab;
        var state = Learner.On(LearnerState.Initial(new('l', 0)), AcceptedBy(acceptors, "a", 0), config).State;
        state = Learner.On(state, CommittedBy(ProcessSet.First(holders), Proof("a", 0, config.CommitProofSize)), config).State;
        Assert.Equal(learns, state.Learned is not null);
    }

    // Figure 2, line 40: f + 1 = 2 learners.
    [Fact]
    public void A_learner_takes_the_word_of_f_plus_1_learners()
    {
        var self = LearnerState.Initial(new('l', 0));
        Outcome.Ignores(self, Learner.On(self, new ToldQuorum(At("a", 0), ProcessSet.First(1), 0), FabScene.Fab));
        Outcome.Moves(self with { Learned = At("a", 0) },
            Learner.On(self, new ToldQuorum(At("a", 0), ProcessSet.First(2), 0), FabScene.Fab), new Decided("a"));
    }

    // Section VIII-A: with 2f + 1 learners, f + 1 signatures prove what was learned, and one learner that shows them is enough.
    [Fact]
    public void With_few_learners_signatures_convince_and_nothing_else_does()
    {
        var config = new FabConfig(FabScene.Fab.Source with { Learners = 3, Rules = FabScene.Fab.Source.Rules.Add("few-learners") }, false);
        var proposal = AcceptedBy(5, "a", 0);
        var learned = LearnerState.Initial(new('l', 0)) with { Learned = At("a", 0) };
        Outcome.Moves(learned, Learner.On(LearnerState.Initial(new('l', 0)), proposal, config), new Acknowledgment(0, "a"),
            new Decided("a"));

        var proven = learned with { HasProof = true };
        Outcome.Ignores(learned, Learner.On(learned, new Quorum<Acknowledgment>(new(0, "a"), ProcessSet.First(1)), config));
        Outcome.Ignores(learned, Learner.On(learned, new Quorum<Acknowledgment>(new(0, "b"), ProcessSet.First(2)), config));
        Outcome.Moves(proven, Learner.On(learned, new Quorum<Acknowledgment>(new(0, "a"), ProcessSet.First(2)), config), new Learned(0));
        Outcome.Moves(proven, Learner.On(proven, proposal, config), new Learned(0), new Acknowledgment(0, "a"), new Decided("a"));

        Outcome.Ignores(learned, Learner.On(learned, new Pull().By(new('l', 1)), config));
        Outcome.Moves(proven, Learner.On(proven, new Pull().By(new('l', 1)), config), new Told(At("a", 0), 2));

        var asking = LearnerState.Initial(new('l', 1));
        Outcome.Ignores(asking, Learner.On(asking, new ToldQuorum(At("a", 0), ProcessSet.First(1), 1), config));
        Outcome.Moves(
            asking with { Learned = At("a", 0), HasProof = true },
            Learner.On(asking, new ToldQuorum(At("a", 0), ProcessSet.First(1), 2), config),
            new Decided("a"));
    }

    /// <summary>Lemma 1, and what learning is made of: any two choosing sets share a correct acceptor; what is learned is chosen.</summary>
    [Fact]
    public void The_quorums_intersect_as_the_proofs_say()
    {
        foreach (var (f, t) in from f in Enumerable.Range(0, 4)
                               from t in Enumerable.Range(0, f + 1)
                               where (3 * f) + (2 * t) + 1 <= 16
                               select (f, t))
        {
            var a = (3 * f) + (2 * t) + 1;
            var config = new FabConfig(Pfab.Source with { Acceptors = a, Faults = f, FastFaults = t }, true);
            Assert.True((2 * config.ChosenSize) - a > f);
            Assert.True(config.LearnSize - f >= config.ChosenSize);
            Assert.True(config.LearnSize <= a - t, "two steps despite t failures");
            Assert.True(config.CommitSize <= a - f, "three steps despite f failures");
            Assert.True(2 * config.MajoritySize > a - f);
            Assert.Equal(config.ChosenSize - f, config.MajoritySize);
        }
    }
}
