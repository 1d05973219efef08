using BgpVerified.Spec.Commands;
using Xunit;

namespace BgpVerified.PropertyTests.Sequences;

/// <summary>The laws of command sequences, on random lists under random conflict relations.</summary>
public sealed class RandomSequences
{
    [Fact]
    public void Swapping_commuting_neighbours_does_not_change_a_sequence()
    {
        Properties.Check(SequenceSample.Any, s =>
        {
            var (before, after) = (s.Sequence(s.X), s.Sequence(s.Shuffled(s.X)));
            return before.Equals(after)
                && before.GetHashCode() == after.GetHashCode()
                && before.CompareTo(after) == 0
                && before.ToString() == after.ToString();
        });
    }

    [Fact]
    public void Swapping_conflicting_neighbours_does()
    {
        Properties.Check(SequenceSample.Any, s => Enumerable.Range(0, Math.Max(0, s.X.Length - 1)).All(at =>
        {
            var swapped = $"{s.X[..at]}{s.X[at + 1]}{s.X[at]}{s.X[(at + 2)..]}";
            var same = s.X[at] == s.X[at + 1] || s.Commute(s.X[at], s.X[at + 1]);
            return s.Sequence(s.X).Equals(s.Sequence(swapped)) == same;
        }));
    }

    [Fact]
    public void Prefix_is_reflexive()
    {
        Properties.Check(SequenceSample.Any, s => s.Sequence(s.X).IsPrefixOf(s.Sequence(s.Shuffled(s.X))));
    }

    [Fact]
    public void Prefix_is_antisymmetric()
    {
        Properties.Check(SequenceSample.Any, s => new[] { s.X, s.Y, s.Shuffled(s.X), new string([.. s.X.Reverse()]) }.All(list =>
        {
            var (x, y) = (s.Sequence(s.X), s.Sequence(list));
            return (x.IsPrefixOf(y) && y.IsPrefixOf(x)) == x.Equals(y);
        }));
    }

    [Fact]
    public void Prefix_is_transitive_along_extensions()
    {
        Properties.Check(SequenceSample.Any, s =>
        {
            var x = s.Sequence(s.X);
            var xy = s.Sequence(s.Shuffled(s.X + s.Y));
            var xyz = s.Sequence(s.Shuffled(s.Shuffled(s.X + s.Y) + s.Z, 5));
            return x.IsPrefixOf(xy) && xy.IsPrefixOf(xyz) && x.IsPrefixOf(xyz);
        });
    }

    [Fact]
    public void Prefix_is_transitive_along_beginnings_of_equivalent_lists()
    {
        Properties.Check(SequenceSample.Any, s =>
        {
            var whole = s.Shuffled(s.X + s.Y);
            var middle = s.Beginning(whole, 0);
            var start = s.Beginning(s.Shuffled(middle, 7), 1);
            return s.Sequence(start).IsPrefixOf(s.Sequence(middle))
                && s.Sequence(middle).IsPrefixOf(s.Sequence(s.X + s.Y))
                && s.Sequence(start).IsPrefixOf(s.Sequence(s.X + s.Y));
        });
    }

    [Fact]
    public void A_sequence_is_a_prefix_of_its_concatenation_with_any_other()
    {
        Properties.Check(SequenceSample.Any, s =>
        {
            var (x, y) = (s.Sequence(s.X), s.Sequence(s.Y));
            var both = x.Concat(y);
            return x.IsPrefixOf(both) && both.Count == x.Count + y.Count && both.Equals(s.Sequence(s.X + s.Y))
                && both.IsPrefixOf(x) == y.IsEmpty;
        });
    }

    [Fact]
    public void The_least_upper_bound_is_commutative_and_an_upper_bound()
    {
        Properties.Check(SequenceSample.Any, s => IsCommutativeUpperBound(s, s.X, s.Y)
            && IsCommutativeUpperBound(s, s.X + s.Y, s.Shuffled(s.X) + s.Z));
    }

    [Fact]
    public void The_least_upper_bound_of_two_prefixes_exists_and_is_a_prefix_of_the_whole()
    {
        Properties.Check(SequenceSample.Any, s =>
        {
            var whole = s.X + s.Y;
            var x = s.Sequence(s.Beginning(s.Shuffled(whole), 0));
            var y = s.Sequence(s.Beginning(s.Shuffled(whole, 10), 1));
            return x.LeastUpperBound(y) is { } least
                && x.IsPrefixOf(least)
                && y.IsPrefixOf(least)
                && least.IsPrefixOf(s.Sequence(whole));
        });
    }

    [Fact]
    public void The_least_upper_bound_with_a_prefix_is_the_longer_sequence()
    {
        Properties.Check(SequenceSample.Any, s =>
            s.Sequence(s.X + s.Y).Equals(s.Sequence(s.X).LeastUpperBound(s.Sequence(s.Shuffled(s.X + s.Y)))));
    }

    [Fact]
    public void Merging_compatible_sequences_without_repetition_makes_their_least_upper_bound()
    {
        Properties.Check(SequenceSample.WithoutRepetition, s =>
        {
            var x = s.Sequence(s.Beginning(s.Shuffled(s.X), 0));
            var y = s.Sequence(s.Beginning(s.Shuffled(s.X, 10), 1));
            return x.Merge(y).Equals(x.LeastUpperBound(y)) && y.Merge(x).Equals(x.LeastUpperBound(y));
        });
    }

    [Fact]
    public void Merging_makes_the_least_upper_bound_whenever_random_sequences_have_one()
    {
        Properties.Check(SequenceSample.WithoutRepetition, s =>
        {
            var (x, y) = (s.Sequence(s.X), s.Sequence(s.Y));
            return x.LeastUpperBound(y) is not { } least || (least.Equals(x.Merge(y)) && least.Equals(y.Merge(x)));
        });
    }

    [Fact]
    public void Merging_always_extends_the_first_and_covers_the_second()
    {
        Properties.Check(SequenceSample.WithoutRepetition, s =>
        {
            var (x, y) = (s.Sequence(s.X), s.Sequence(s.Y));
            var merged = x.Merge(y);
            return x.IsPrefixOf(merged) && y.All(merged.Contains) && merged.Distinct().Count() == merged.Count;
        });
    }

    [Fact]
    public void A_prefix_is_an_eq_prefix_when_nothing_repeats()
    {
        Properties.Check(SequenceSample.WithoutRepetition, s =>
        {
            var (x, y) = (s.Sequence(s.X), s.Sequence(s.Y));
            var start = s.Sequence(s.Beginning(s.Shuffled(s.X), 0));
            return (!x.IsPrefixOf(y) || x.IsPaperEqPrefixOf(y)) && start.IsPrefixOf(x) && start.IsPaperEqPrefixOf(x);
        });
    }

    [Fact]
    public void Hashes_agree_with_equality()
    {
        Properties.Check(SequenceSample.Any, s => Candidates(s).All(x =>
            Candidates(s).All(y => !x.Equals(y) || x.GetHashCode() == y.GetHashCode())));
    }

    [Fact]
    public void CompareTo_is_a_total_order_and_agrees_with_equality()
    {
        Properties.Check(SequenceSample.Any, s => Candidates(s).All(x => x.CompareTo(null) > 0 && Candidates(s).All(y =>
            (x.CompareTo(y) == 0) == x.Equals(y)
            && Math.Sign(x.CompareTo(y)) == -Math.Sign(y.CompareTo(x))
            && Candidates(s).All(z => x.CompareTo(y) > 0 || y.CompareTo(z) > 0 || x.CompareTo(z) <= 0))));
    }

    /// <summary>Sequences of which some are equal and some have the same length.</summary>
    private static CommandSequence[] Candidates(SequenceSample s) =>
        [s.Sequence(s.X), s.Sequence(s.Shuffled(s.X)), s.Sequence(new([.. s.X.Reverse()])), s.Sequence(s.Y), s.Sequence(s.Z)];

    private static bool IsCommutativeUpperBound(SequenceSample s, string left, string right)
    {
        var (x, y) = (s.Sequence(left), s.Sequence(right));
        var least = x.LeastUpperBound(y);
        return Equals(least, y.LeastUpperBound(x))
            && x.IsCompatibleWith(y) == least is not null
            && (least is null || (x.IsPrefixOf(least) && y.IsPrefixOf(least)));
    }
}
