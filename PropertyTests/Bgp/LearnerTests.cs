using BgpVerified.Impl.Bgp;
using BgpVerified.Kit;
using BgpVerified.Spec.Protocols;
using Xunit;

namespace BgpVerified.PropertyTests.Bgp;

/// <summary>The learner against Algorithm 5.</summary>
public sealed class LearnerTests
{
    private static readonly Scene Corrected = Scene.Corrected;
    private static readonly Scene Published = Corrected.Without(BgpRule.DeliverOnce);

    // Algorithm 5, lines 11-12: "#(messages[ballot][value]) ≥ N - f then learned = MERGE_SEQUENCES"; no proofs are counted (E03).
    [Fact]
    public void It_learns_a_value_from_a_quorum_of_phase_2b_messages()
    {
        Assert.All([Scene.Acceptors(0, 1, 2), Scene.Acceptors(1, 2, 3), Scene.Acceptors(0, 1, 2, 3)], senders =>
            Outcome.Moves(Learned("a.b"),
                Learner.On(Learned(""), new Quorum<Phase2B>(new(Scene.Ballot(1), Corrected.Value("a.b")), senders), Corrected.Config)));
    }

    // Section 4.4, step 3: "forcing the learner to require N - f phase 2b messages".
    [Fact]
    public void It_learns_nothing_from_fewer_than_a_quorum()
    {
        var self = Learned("");
        Outcome.Ignores(self, Learner.On(self, new Quorum<Phase2B>(new(Scene.Ballot(1), Corrected.Value("a")), Scene.Acceptors(0, 3)),
            Corrected.Config));
    }

    // Algorithm 5, line 11, taken out: f + 1 messages are enough, f are not.
    [Fact]
    public void Without_learn_quorum_it_learns_from_f_plus_1()
    {
        var weak = Corrected.Without(BgpRule.LearnQuorum).Config;
        var self = Learned("");
        Outcome.Moves(Learned("a"),
            Learner.On(self, new Quorum<Phase2B>(new(Scene.Ballot(1), Corrected.Value("a")), Scene.Acceptors(0, 3)), weak));
        Outcome.Ignores(self, Learner.On(self, new Quorum<Phase2B>(new(Scene.Ballot(1), Corrected.Value("a")), Scene.Acceptors(3)), weak));
    }

    // Algorithm 5, lines 20-25: "if !CONTAINS(old_seq, c) then old_seq = old_seq • c"; section 3, Stability.
    [Theory]
    [InlineData("a", "a.b", "a.b")]
    [InlineData("a.b", "a", "a.b")]
    [InlineData("a.b", "a.b", "a.b")]
    [InlineData("a", "b.a.c", "a.b.c")]
    [InlineData("u", "a.u", "a.u")]
    public void It_appends_the_commands_that_are_new_in_the_values_order(string learned, string value, string then)
    {
        Outcome.Moves(
            Learned(then),
            Learner.On(Learned(learned), new Quorum<Phase2B>(new(Scene.Ballot(2), Corrected.Value(value)), Scene.Acceptors(0, 1, 2)),
                Corrected.Config));
    }

    // Algorithm 5, lines 14-18: "if #(messages[ballot][value]) > f then learned = learned • value".
    [Fact]
    public void It_learns_a_universally_commutative_command_from_f_plus_1_acceptors()
    {
        Outcome.Moves(Learned("a.u"), Learner.On(Learned("a"), Universal("u", 0, 3), Corrected.Config));
    }

    // Section 5: "a smaller f + 1 quorum": f are not enough, and one is without the rule.
    [Fact]
    public void It_learns_no_universally_commutative_command_from_f_acceptors()
    {
        var self = Learned("");
        Outcome.Ignores(self, Learner.On(self, Universal("u", 3), Corrected.Config));
        Outcome.Moves(Learned("u"), Learner.On(self, Universal("u", 3), Corrected.Without(BgpRule.UniversalQuorum).Config));
        Outcome.Ignores(self, Learner.On(self, Universal("u"), Corrected.Without(BgpRule.UniversalQuorum).Config));
    }

    // Algorithm 5, line 18: "learned = learned • value" at every further message; deviates: once (E09).
    [Fact]
    public void It_learns_a_universally_commutative_command_once()
    {
        var self = Learned("a.u");
        Outcome.Ignores(self, Learner.On(self, Universal("u", 0, 1, 2), Corrected.Config));
        Outcome.Moves(Learned("a.u.v"), Learner.On(self, Universal("v", 0, 1, 2), Corrected.Config));
    }

    // Algorithm 5, line 18, as published: the command is appended again (E09); a bound of the model keeps the state finite.
    [Fact]
    public void As_published_it_appends_the_command_again_up_to_a_bound()
    {
        Outcome.Moves(Learned("a.u.u"), Learner.On(Learned("a.u"), Universal("u", 0, 1), Published.Config));

        ISystem system = new BgpModel(Published.Config.Source);
        var learner = system.Processes.Index().First(process => process.Item.Name == "l1").Index;
        Assert.Equal(5, Published.Config.Commands.Count);
        Assert.Equal(Learned("u.u.u.u.u.u"), system.Apply(learner, Learned("u.u.u.u.u"), Universal("u", 0, 1)).State);
        var full = Learned("u.u.u.u.u.u");
        Assert.Same(full, system.Apply(learner, full, Universal("u", 0, 1)).State);
    }

    private static LearnerState Learned(string names) => new(Corrected.Value(names));

    private static Quorum<UniversalPhase2B> Universal(string name, params int[] senders) =>
        new(new(Corrected.Command(name)), Scene.Acceptors(senders));
}
