using BgpVerified.Spec.Commands;
using Xunit;

namespace BgpVerified.PropertyTests.Sequences;

/// <summary>Greatest common prefixes, and least upper bounds of many sequences, on random lists under random conflict relations.</summary>
public sealed class SequenceBounds
{
    [Fact]
    public void The_greatest_lower_bound_is_a_common_prefix_in_whatever_order_it_is_worked_out()
    {
        Properties.Check(SequenceSample.Any, s =>
        {
            var (x, y) = (s.Sequence(s.X + s.Y), s.Sequence(s.Shuffled(s.X) + s.Z));
            var bound = x.GreatestLowerBound(y);
            return bound.IsPrefixOf(x) && bound.IsPrefixOf(y) && bound.Equals(y.GreatestLowerBound(x));
        });
    }

    [Fact]
    public void Every_common_prefix_is_a_prefix_of_the_greatest_lower_bound()
    {
        Properties.Check(SequenceSample.WithoutRepetition, s =>
        {
            var (x, y) = (s.Sequence(s.X), s.Sequence(s.Y));
            var bound = x.GreatestLowerBound(y);
            return x.Prefixes().All(prefix => prefix.IsPrefixOf(y) == prefix.IsPrefixOf(bound));
        });
    }

    [Fact]
    public void Every_common_prefix_of_three_with_repetitions_is_a_prefix_of_their_greatest_lower_bound()
    {
        Properties.Check(SequenceSample.Any, s =>
        {
            var start = s.Beginning(s.X, 0);
            CommandSequence[] all = [s.Sequence(s.X), s.Sequence(s.Shuffled(start) + s.Y), s.Sequence(s.Shuffled(start, 10) + s.Z)];
            var bound = CommandSequence.GreatestLowerBound(all);
            return s.Sequence(start).IsPrefixOf(bound) && all.All(bound.IsPrefixOf);
        });
    }

    [Fact]
    public void The_prefixes_are_those_of_the_definition_each_once()
    {
        Properties.Check(SequenceSample.WithoutRepetition, s =>
        {
            var x = s.Sequence(s.X);
            var prefixes = x.Prefixes();
            var all = CommandSequence.All(Relation(s), x, x.Count);
            return prefixes.Distinct().Count() == prefixes.Count && all.All(other => other.IsPrefixOf(x) == prefixes.Contains(other));
        });
    }

    // What the leader's base rests on: of values that are compatible two by two there is a least upper bound of all.
    [Fact]
    public void Sequences_that_are_compatible_in_pairs_have_a_least_upper_bound()
    {
        var (bounded, unbounded) = (0, 0);
        Properties.Check(SequenceSample.WithoutRepetition, s =>
        {
            // Beginnings of two lists with one start: often compatible, and not always.
            var (first, second) = (s.X, s.Beginning(s.X, 0) + new string([.. s.Y.Where(c => !s.X.Contains(c))]));
            CommandSequence[] all = [s.Sequence(s.Beginning(s.Shuffled(first), 1)), s.Sequence(s.Beginning(s.Shuffled(second, 5), 2)),
                s.Sequence(s.Beginning(s.Shuffled(first, 10), 3)), s.Sequence(s.Beginning(second, 4))];
            var inPairs = all.All(x => all.All(x.IsCompatibleWith));
            var bound = CommandSequence.LeastUpperBound(all);
            (bounded, unbounded) = inPairs ? (bounded + 1, unbounded) : (bounded, unbounded + 1);
            return inPairs == bound is not null && (bound is null || (all.All(x => x.IsPrefixOf(bound)) && IsLeast(bound, all)));
        });
        Assert.True(bounded > 100 && unbounded > 10, $"{bounded} with a bound, {unbounded} without: the samples show too little");
    }

    /// <summary>No prefix of it but itself is an upper bound; with least upper bounds of two that is to be the least of all.</summary>
    private static bool IsLeast(CommandSequence bound, CommandSequence[] all) =>
        bound.Prefixes().Where(prefix => all.All(x => x.IsPrefixOf(prefix))).All(bound.Equals);

    private static ConflictRelation Relation(SequenceSample s) => new((x, y) => !s.Commute(x.Name[0], y.Name[0]), _ => false);
}
