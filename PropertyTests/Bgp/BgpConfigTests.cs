using BgpVerified.Impl.Bgp;
using BgpVerified.Spec.Protocols;
using BgpVerified.Spec.Values;
using Xunit;

namespace BgpVerified.PropertyTests.Bgp;

/// <summary>What the handlers read in a configuration. <see cref="BgpConfigRefusalTests"/> has what is refused.</summary>
public sealed class BgpConfigTests
{
    private static readonly Scene Corrected = Scene.Corrected;
    private static readonly Configuration Source = Corrected.Config.Source;

    // Sections 4.2 to 4.5: "N - f", "f + 1". N = 6, f = 1: here N - f = 5 is not 2f + 1.
    [Theory]
    [InlineData(BgpRule.Phase1Quorum)]
    [InlineData(BgpRule.VerifyQuorum)]
    [InlineData(BgpRule.LearnQuorum)]
    [InlineData(BgpRule.ViewChangeQuorum)]
    public void A_quorum_is_N_minus_f_and_f_plus_1_without_its_rule(BgpRule rule)
    {
        var six = new Scene(Source with { Acceptors = 6 });
        Assert.Equal(5, SizeOf(rule, six.Config));
        Assert.Equal(2, SizeOf(rule, six.Without(rule).Config));
    }

    // Algorithm 5, line 17; Algorithm 3, line 12: "> f". N = 7, f = 2.
    [Theory]
    [InlineData(BgpRule.UniversalQuorum)]
    [InlineData(BgpRule.SuspicionQuorum)]
    public void A_weak_quorum_is_f_plus_1_and_1_without_its_rule(BgpRule rule)
    {
        var seven = new Scene(Source with { Acceptors = 7, Faults = 2 });
        Assert.Equal(3, SizeOf(rule, seven.Config));
        Assert.Equal(1, SizeOf(rule, seven.Without(rule).Config));
    }

    // Algorithm 2, line 34: "valid_proofs > N - f", more than line 14 of Algorithm 4 gathers; as many as prove a value do.
    [Fact]
    public void A_certificate_needs_as_many_signatures_as_prove_a_value()
    {
        Assert.Equal(3, Corrected.Config.CertificateSize);
        Assert.Equal(2, Corrected.Without(BgpRule.VerifyQuorum).Config.CertificateSize);
        Assert.Equal(0, Corrected.Without(BgpRule.CertificateQuorum).Config.CertificateSize);
    }

    // Algorithm 2, line 7: "valid_proofs > f" (section 4.2 says N - f, see E16).
    [Fact]
    public void A_new_leader_asks_for_f_plus_1_commitments()
    {
        Assert.Equal(3, new Scene(Source with { Acceptors = 7, Faults = 2 }).Config.LeaderSize);
    }

    // Algorithm 2, line 11: "ballot_l += 1", in every view from 0; deviates (E13).
    [Fact]
    public void Ballots_of_different_views_differ_but_not_as_published()
    {
        Assert.Equal(new Ballot(1, 2), Corrected.Config.BallotOf(1, 2));
        Assert.Equal(new Ballot(0, 2), Corrected.Without(BgpRule.UniqueBallots).Config.BallotOf(1, 2));
    }

    // Section 4.3: "ballots can either be classic or fast".
    [Fact]
    public void The_kinds_of_ballots_are_read_in_order_and_alike_in_every_view()
    {
        Assert.Equal(4, Corrected.Config.BallotsPerView);
        Assert.Equal(
            [BallotKind.Fast, BallotKind.Classic, BallotKind.Fast, BallotKind.Classic],
            Enumerable.Range(1, 4).Select(Corrected.Config.KindOf));
        Assert.Equal([false, true, false, true, false], Enumerable.Range(0, 5).Select(number => Corrected.Config.IsFast(new(0, number))));
        Assert.True(Corrected.Config.IsFast(new(1, 3)));
        Assert.False(Corrected.Config.IsFast(new(1, 0)));
    }

    [Fact]
    public void Commands_are_read_with_their_authors_the_ith_by_the_ith_proposer()
    {
        var config = new BgpConfig(Source with { Commands = new(["a", "b@p1", "c*", "d*@p7"]) });
        Assert.Equal(
            [("a", "p1", "p1"), ("b", "p1", "p1"), ("c", "p3", "p3"), ("d", "p7", "p7")],
            config.Commands.Select(command => (command.Name, command.Author, command.SignedBy)));
        Assert.Equal(["p1", "p3", "p7"], config.Proposers);
        Assert.Equal([false, false, true, true], config.Commands.Select(config.IsUniversal));
    }

    // Section 5: "universally commutative, i.e., commute with every other command".
    [Fact]
    public void Without_conflicts_given_all_commands_conflict_but_the_universally_commutative_ones()
    {
        var config = Corrected.Config;
        Assert.True(config.Conflicts.Conflicts(Corrected.Command("a"), Corrected.Command("b")));
        Assert.False(config.Conflicts.Conflicts(Corrected.Command("a"), Corrected.Command("u")));
        Assert.False(config.Conflicts.Conflicts(Corrected.Command("u"), Corrected.Command("v")));
    }

    [Fact]
    public void Only_the_conflicts_given_are_conflicts_in_both_directions()
    {
        var scene = new Scene(Source with { Conflicts = new(["a-b"]) });
        var (a, b, c) = (scene.Command("a"), scene.Command("b"), scene.Command("c"));
        Assert.True(scene.Config.Conflicts.Conflicts(a, b));
        Assert.True(scene.Config.Conflicts.Conflicts(b, a));
        Assert.False(scene.Config.Conflicts.Conflicts(a, c));
        Assert.False(scene.Config.Conflicts.Conflicts(b, c));
    }

    [Fact]
    public void Byzantine_processes_are_read_by_their_names()
    {
        var config = new BgpConfig(Source with { Views = 3, Byzantine = new(["a2", "a4", "leader1", "p3"]) });
        Assert.Equal(Scene.Acceptors(1, 3), config.ByzantineAcceptors);
        Assert.Equal(Scene.Acceptors(1), config.ByzantineLeaders);
        Assert.Equal(["p3"], config.ByzantineProposers);
    }

    [Theory]
    [InlineData("", false)]
    [InlineData("a1", true)]
    [InlineData("leader0", true)]
    [InlineData("p1", true)]
    public void A_system_has_Byzantine_processes_when_one_is_named(string name, bool expected)
    {
        var names = name.Length == 0 ? ValueSet<string>.Empty : new([name]);
        Assert.Equal(expected, new BgpConfig(Source with { Byzantine = names }).HasByzantine);
    }

    [Fact]
    public void Leader_stands_for_the_leaders_of_all_views()
    {
        Assert.Equal(Scene.Acceptors(0, 1, 2), new BgpConfig(Source with { Views = 3, Byzantine = new(["leader"]) }).ByzantineLeaders);
        Assert.Equal(Scene.Acceptors(0), new BgpConfig(Source with { Views = 1, Byzantine = new(["leader0"]) }).ByzantineLeaders);
    }

    // Section 4.5: "a Byzantine acceptor can't relay made-up commands".
    [Fact]
    public void Forged_commands_are_not_authentic_unless_the_rule_is_out()
    {
        var config = Corrected.Config;
        Assert.All([config.Forged, config.ForgedUniversal], forged =>
        {
            Assert.False(config.IsAuthentic(forged));
            Assert.True(Corrected.Without(BgpRule.SignedCommands).Config.IsAuthentic(forged));
            Assert.DoesNotContain(forged, config.Commands);
        });
        Assert.All(config.Commands, command => Assert.True(config.IsAuthentic(command)));
        Assert.False(config.IsUniversal(config.Forged));
        Assert.True(config.IsUniversal(config.ForgedUniversal));
    }

    // A Byzantine proposer may sign two commands where a correct one signs one; the second conflicts with the first.
    [Fact]
    public void A_Byzantine_proposer_signs_its_commands_and_a_twin_of_each()
    {
        var config = new BgpConfig(Source with { Conflicts = new(["a-b"]), Byzantine = new(["p1"]) });
        var signed = config.SignedByByzantine.ToList();
        Assert.Equal(["a", "a'"], signed.Select(command => command.Name));
        Assert.All(signed, command => Assert.True(command.HasValidSignature));
        Assert.True(config.Conflicts.Conflicts(signed[0], signed[1]));
        Assert.True(config.Conflicts.Conflicts(signed[1], config.Commands[1]));
        Assert.False(config.Conflicts.Conflicts(signed[1], config.Commands[2]));
        Assert.Empty(Corrected.Config.SignedByByzantine);
    }

    [Fact]
    public void The_twin_of_a_universally_commutative_command_is_universally_commutative()
    {
        var config = new BgpConfig(Source with { Byzantine = new(["p4"]) });
        Assert.Equal(["u", "u'"], config.SignedByByzantine.Select(command => command.Name));
        Assert.All(config.SignedByByzantine, command => Assert.True(config.IsUniversal(command)));
    }

    [Fact]
    public void The_adversary_proposes_sequences_of_all_commands_unless_told_otherwise()
    {
        Assert.Equal(5, Corrected.Config.MaxLength);
        Assert.Equal(2, new BgpConfig(Source with { MaxLength = 2 }).MaxLength);
    }

    [Fact]
    public void The_rules_in_force_are_those_named()
    {
        var config = new BgpConfig(Source with { Rules = new(["vote-once", "own-view"]) });
        Assert.Equal([BgpRule.OwnView, BgpRule.VoteOnce], Enum.GetValues<BgpRule>().Where(config.Has));
    }

    private static int SizeOf(BgpRule rule, BgpConfig config) => rule switch
    {
        BgpRule.Phase1Quorum => config.Phase1Size,
        BgpRule.VerifyQuorum => config.VerifySize,
        BgpRule.LearnQuorum => config.LearnSize,
        BgpRule.ViewChangeQuorum => config.ViewChangeSize,
        BgpRule.UniversalQuorum => config.UniversalSize,
        _ => config.SuspicionSize,
    };
}
