using BgpVerified.Impl.Bgp;
using BgpVerified.Spec.Commands;
using Xunit;

namespace BgpVerified.PropertyTests.Bgp;

/// <summary>Justifications: what phase 1b obliges a leader to, and what an acceptor asks of its value (E05).</summary>
public sealed class JustificationTests
{
    private static readonly Scene Corrected = Scene.Corrected;

    // Algorithm 2, line 38: "#(accepted[ballot_l]) ≥ N - f": every valid answer counts.
    [Fact]
    public void Every_answer_of_the_ballot_counts()
    {
        Assert.Equal(new Justification(Scene.Ballot(2), Corrected.Value(""), 3), From(Corrected, Corrected.Answers(2, 3)));
    }

    // Algorithm 2, lines 25-26: "if ballot ≠ ballot_l then return".
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void An_answer_of_another_ballot_does_not_count(int other)
    {
        var stray = new Phase1B(Scene.Ballot(other), Corrected.Proven(1, "a"), Corrected.Value("a")) { From = Scene.A(3) };
        Assert.Equal(new Justification(Scene.Ballot(2), Corrected.Value(""), 2), From(Corrected, [.. Corrected.Answers(2, 2), stray]));
    }

    // Algorithm 2, lines 28-35: "accepted[ballot_l][a] = proven" only with enough valid proofs.
    [Fact]
    public void An_answer_with_an_invalid_certificate_does_not_count()
    {
        var invalid = Proving(3, new(Scene.Ballot(1), Corrected.Value("a"), 2));
        Assert.Equal(new Justification(Scene.Ballot(2), Corrected.Value(""), 2), From(Corrected, [.. Corrected.Answers(2, 2), invalid]));

        var @unchecked = Corrected.Without(BgpRule.CertificateQuorum);
        Assert.Equal(
            new Justification(Scene.Ballot(2), Corrected.Value("a"), 3),
            From(@unchecked, [.. Corrected.Answers(2, 2), invalid]));
    }

    // "Leader value picking rule": "the largest sequence of the N - f proven sequences"; deviates: of the highest ballot (E06).
    [Fact]
    public void The_base_is_the_longest_value_proven_in_the_highest_ballot()
    {
        Phase1B[] answers =
        [
            Proving(0, Corrected.Proven(1, "a.b.c"), 4),
            Proving(1, Corrected.Proven(3, "b"), 4),
            Proving(2, Corrected.Proven(3, "b.a"), 4),
            Proving(3, Corrected.NothingProven, 4),
        ];
        Assert.Equal("b.a", From(Corrected, answers, 4).Base.ToString());
        Assert.Equal("b.a", From(Corrected, answers.Reverse(), 4).Base.ToString());
    }

    // Algorithm 2, line 42, as published: "LARGEST_SEQ(accepted[ballot_l])", of whatever ballot (E06).
    [Fact]
    public void As_published_the_base_is_the_longest_value_proven_in_any_ballot()
    {
        Phase1B[] answers = [Proving(0, Corrected.Proven(1, "a.b.c"), 4), Proving(1, Corrected.Proven(3, "b.a"), 4)];
        Assert.Equal("a.b.c", From(Corrected.Without(BgpRule.HighestBallot), answers, 4).Base.ToString());
    }

    // "Leader value picking rule": "multiple sequences with the maximum size ... any can be picked"; the choice does not depend on who
    // reports.
    [Fact]
    public void Of_equally_long_values_the_same_one_is_the_base_whoever_reports_it()
    {
        Phase1B[] answers = [Proving(0, Corrected.Proven(1, "b.a")), Proving(1, Corrected.Proven(1, "a.b"))];
        Assert.Equal("a.b", From(Corrected, answers).Base.ToString());
        Assert.Equal("a.b", From(Corrected, answers.Reverse()).Base.ToString());
    }

    // Algorithm 2, local variables: "accepted = ⊥": without answers there is nothing to extend.
    [Fact]
    public void Without_answers_the_base_is_empty_and_none_counts()
    {
        Assert.Equal(new Justification(Scene.Ballot(2), Corrected.Value(""), 0), From(Corrected, []));
        Assert.Equal(0, From(Corrected.Without(BgpRule.HighestBallot), []).Reports);
    }

    // "Leader value picking rule": "(1) the subsequence that has proven ..., (2) ..., (3) new proposals": the base comes first (E05).
    [Theory]
    [InlineData("", "", true)]
    [InlineData("", "a", true)]
    [InlineData("a", "a", true)]
    [InlineData("a", "a.b", true)]
    [InlineData("a", "b.a", false)]
    [InlineData("a", "b", false)]
    [InlineData("a", "", false)]
    [InlineData("a.b", "a", false)]
    public void It_allows_the_values_that_extend_its_base(string @base, string value, bool allowed)
    {
        Assert.Equal(allowed, Supports(Corrected.Justified(2, @base), value));
    }

    // Section 3: "order of non-commutative pairs is preserved": a commuting command may stand before the base.
    [Fact]
    public void A_base_is_extended_up_to_commutation()
    {
        var commuting = new Scene(Scene.Corrected.Config.Source with { Conflicts = new(["a-c"]) });
        var justification = commuting.Justified(2, "b");
        var value = CommandSequence.Of(commuting.Config.Conflicts, commuting.Command("a"), commuting.Command("b"));
        Assert.Equal("a", value[0].Name);
        Assert.True(justification.Supports(Scene.Ballot(2), value, commuting.Config));
    }

    // Algorithm 2, lines 25-26: "if ballot ≠ ballot_l then return": answers of one ballot allow no value of another (E05).
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void It_allows_no_value_of_another_ballot(int other)
    {
        Assert.False(Corrected.Justified(other).Supports(Scene.Ballot(2), Corrected.Value("a"), Corrected.Config));
    }

    // Algorithm 2, line 38: "≥ N - f".
    [Theory]
    [InlineData(1, false, false)]
    [InlineData(2, false, true)]
    [InlineData(3, true, true)]
    [InlineData(4, true, true)]
    public void It_needs_a_quorum_of_answers_and_f_plus_1_without_phase1_quorum(int reports, bool allowed, bool allowedWithout)
    {
        var justification = Corrected.Justified(2) with { Reports = reports };
        Assert.Equal(allowed, Supports(justification, "a"));
        Assert.Equal(
            allowedWithout,
            justification.Supports(Scene.Ballot(2), Corrected.Value("a"), Corrected.Without(BgpRule.Phase1Quorum).Config));
    }

    // Traces show the base and how many reported.
    [Fact]
    public void A_justification_is_written_as_its_base_and_how_many_reported()
    {
        Assert.Equal("base a.b by 3", Corrected.Justified(2, "a.b").ToString());
    }

    private static Justification From(Scene scene, IEnumerable<Phase1B> answers, int ballot = 2) =>
        Justification.From(Scene.Ballot(ballot), answers, scene.Config);

    private static Phase1B Proving(int acceptor, Certificate proven, int ballot = 2) =>
        new(Scene.Ballot(ballot), proven, Corrected.Value("")) { From = Scene.A(acceptor) };

    private static bool Supports(Justification justification, string value) =>
        justification.Supports(Scene.Ballot(2), Corrected.Value(value), Corrected.Config);
}
