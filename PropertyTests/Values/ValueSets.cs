using BgpVerified.Spec.Values;
using FsCheck.Fluent;
using Xunit;

namespace BgpVerified.PropertyTests.Values;

/// <summary>The laws of <see cref="ValueSet{T}"/>, against the framework's sets.</summary>
public sealed class ValueSets
{
    [Fact]
    public void Sets_are_equal_exactly_when_they_have_the_same_elements()
    {
        Properties.Check(Numbers.Two, two =>
        {
            var (x, y) = (new ValueSet<int>(two.X), new ValueSet<int>(two.Y));
            var same = two.X.ToHashSet().SetEquals(two.Y);
            return x.Equals(y) == same && x.Equals((object)y) == same && (!same || x.GetHashCode() == y.GetHashCode());
        });
    }

    [Fact]
    public void The_order_of_the_elements_and_their_repetition_make_no_difference()
    {
        Properties.Check(Numbers.Two, two =>
        {
            var expected = new ValueSet<int>(two.X);
            var reversed = new ValueSet<int>(two.X.Reverse().Concat(two.X));
            var added = two.X.Reverse().Aggregate(ValueSet<int>.Empty, (set, item) => set.Add(item));
            return expected.Equals(reversed) && expected.Equals(added) && expected.GetHashCode() == added.GetHashCode();
        });
    }

    [Fact]
    public void A_set_is_enumerated_in_rising_order_without_repetition()
    {
        Properties.Check(Numbers.Two, two =>
        {
            var set = new ValueSet<int>(two.X).Union(two.Y);
            return set.SequenceEqual(new SortedSet<int>(two.X.Concat(two.Y))) && set.Count == set.Count();
        });
    }

    [Fact]
    public void Union_is_the_union_of_sets_and_commutative_and_idempotent()
    {
        Properties.Check(Numbers.Two, two =>
        {
            var (x, y) = (new ValueSet<int>(two.X), new ValueSet<int>(two.Y));
            var union = x.Union(y);
            return union.Equals(new ValueSet<int>(two.X.Concat(two.Y)))
                && union.Equals(y.Union(x))
                && union.Equals(union.Union(x))
                && x.Union([]).Equals(x)
                && ValueSet<int>.Empty.Union(x).Equals(x);
        });
    }

    [Fact]
    public void Contains_finds_exactly_the_elements()
    {
        Properties.Check(Numbers.Two, two =>
        {
            var set = new ValueSet<int>(two.X);
            return Enumerable.Range(-1, Numbers.Largest + 3).All(n => set.Contains(n) == two.X.Contains(n));
        });
    }

    [Fact]
    public void Adding_makes_a_new_set_and_adding_an_element_again_the_same()
    {
        var one = ValueSet<string>.Empty.Add("b");
        var both = one.Add("a");
        Assert.Empty(ValueSet<string>.Empty);
        Assert.Equal(["b"], one);
        Assert.Equal(["a", "b"], both);
        Assert.Same(both, both.Add("a"));
        Assert.Equal("{a, b}", both.ToString());
        Assert.Equal("{}", ValueSet<string>.Empty.ToString());
        Assert.False(both.Equals(null));
    }

    [Fact]
    public void Changing_the_source_does_not_change_the_set()
    {
        int[] source = [1, 2];
        var set = new ValueSet<int>(source);
        source[0] = 9;
        Assert.Equal([1, 2], set);
    }
}
