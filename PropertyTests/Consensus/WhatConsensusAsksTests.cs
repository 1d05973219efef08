using BgpVerified.Spec.Commands;
using BgpVerified.Spec.Consensus;
using BgpVerified.Spec.Registers;
using BgpVerified.Spec.Values;
using Xunit;

namespace BgpVerified.PropertyTests.Consensus;

/// <summary>
/// What is asked of consensus, by cases in which one thing is wrong. A property that lets it pass makes every verdict about
/// it worthless, and the runs of a correct protocol cannot tell.
/// </summary>
public sealed class WhatConsensusAsksTests
{
    private static readonly Command A = new("a", "p1", "p1");
    private static readonly Command B = new("b", "p2", "p2");
    private static readonly ConflictRelation All = ConflictRelation.Total;

    [Theory]
    [InlineData("", "", true)]
    [InlineData("a", "a", true)]
    [InlineData("a", "", false)]
    [InlineData("a b", "a", false)]
    [InlineData("a a", "a b", true)]
    public void Only_what_is_chosen_is_learned(string learned, string chosen, bool holds) =>
        Assert.Equal(holds, ValueConsensus.OnlyChosenIsLearned([.. Words(learned), null], Words(chosen)));

    [Theory]
    [InlineData("", true)]
    [InlineData("a a", true)]
    [InlineData("a b", false)]
    public void Learners_agree_and_one_value_is_chosen(string values, bool holds)
    {
        Assert.Equal(holds, ValueConsensus.Agreement([.. Words(values), null]));
        Assert.Equal(holds, ValueConsensus.OnlyOneIsChosen(Words(values)));
    }

    [Theory]
    [InlineData("a", "a b", true)]
    [InlineData("c", "a b", false)]
    [InlineData("", "a b", false)]
    public void Something_that_was_proposed_is_chosen(string chosen, string proposed, bool holds) =>
        Assert.Equal(holds, ValueConsensus.SomethingIsChosen(Words(chosen), Words(proposed)));

    [Theory]
    [InlineData("a a", "a", true)]
    [InlineData("a b", "a", false)]
    [InlineData("a -", "a", false)]
    [InlineData("- -", "", true)]
    public void What_is_chosen_every_learner_learns(string learned, string chosen, bool holds) =>
        Assert.Equal(holds, ValueConsensus.ChosenIsLearned(Words(learned).Select(word => word == "-" ? null : word), new(Words(chosen))));

    [Fact]
    public void Generalized_consensus_proposes_or_has_one_learner_learn_more()
    {
        var nothing = State([], "", "");
        var proposed = State([A, B], "", "");

        Assert.True(GeneralizedConsensus.IsStep(nothing, nothing));
        Assert.True(GeneralizedConsensus.IsStep(nothing, proposed));
        Assert.False(GeneralizedConsensus.IsStep(proposed, nothing));
        Assert.True(GeneralizedConsensus.IsStep(proposed, State([A, B], "a", "")));
        Assert.False(GeneralizedConsensus.IsStep(nothing, State([A], "a", "")));
        Assert.False(GeneralizedConsensus.IsStep(proposed, State([A, B], "a", "a")));
        Assert.False(GeneralizedConsensus.IsStep(State([A], "", ""), State([A], "b", "")));
        Assert.False(GeneralizedConsensus.IsStep(State([A, B], "a", ""), State([A, B], "a", "b")));
        Assert.True(GeneralizedConsensus.IsStep(State([A, B], "a b", "a"), State([A, B], "a b", "a b")));
    }

    [Fact]
    public void What_one_learner_has_all_have()
    {
        Assert.True(GeneralizedConsensusProperties.Totality([Of("a"), Of("a")]));
        Assert.False(GeneralizedConsensusProperties.Totality([Of("a"), Of("b")]));
        Assert.False(GeneralizedConsensusProperties.Totality([Of("a"), Of("a b")]));
        Assert.False(GeneralizedConsensusProperties.Totality([Of("a"), Of("")]));
    }

    [Fact]
    public void A_register_keeps_its_total_writes()
    {
        RegisterHistory Total(params TimestampedValue[] total) => new([], [], [], [], total);
        TimestampedValue first = new("a", 0), second = new("a", 1), other = new("b", 1);

        Assert.True(RegisterSemantics.O8WithoutEnds(Total(first), Total(first, second)));
        Assert.False(RegisterSemantics.O8WithoutEnds(Total(first, second), Total(first)));
        Assert.True(RegisterSemantics.O8(Total(first), Total(first, second)));
        Assert.False(RegisterSemantics.O8(Total(second), Total(second, first)));
        Assert.False(RegisterSemantics.O8(Total(second), Total(second, other)));
    }

    [Fact]
    public void Reads_and_writes_have_one_text_and_one_order()
    {
        Assert.Equal("read@1=?", new ReadOperation(1, null).ToString());
        Assert.Equal("read@1=⊥", new ReadOperation(1, new Token(null, 1)).ToString());
        Assert.True(new WriteOperation(new("a", 0), new Token("b", 9)).CompareTo(new(new("a", 1), null)) < 0);
        Assert.True(new WriteOperation(new("a", 0), null).CompareTo(new(new("a", 0), new Token("b", 0))) < 0);
        Assert.True(A.CompareTo(null) > 0);
        Assert.True(A.CompareTo(new("a", "p1", "p2")) < 0);
        Assert.True(A.CompareTo(new("a", "p2", "p1")) < 0);
        Assert.True(B.CompareTo(new("a", "p9", "p9")) > 0);
    }

    private static GeneralizedConsensusState State(Command[] proposed, params string[] learned) =>
        new(new(proposed), new(learned.Select(Of)));

    private static CommandSequence Of(string names) => CommandSequence.Of(All, Words(names).Select(name => name == "a" ? A : B));

    private static string[] Words(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
