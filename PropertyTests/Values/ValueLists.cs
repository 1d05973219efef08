using BgpVerified.Spec.Values;
using FsCheck.Fluent;
using Xunit;

namespace BgpVerified.PropertyTests.Values;

/// <summary>The laws of <see cref="ValueList{T}"/>.</summary>
public sealed class ValueLists
{
    [Fact]
    public void Lists_are_equal_exactly_when_their_elements_are_in_order()
    {
        Properties.Check(Numbers.Two, two =>
        {
            var (x, y) = (new ValueList<int>(two.X), new ValueList<int>(two.Y));
            var same = two.X.SequenceEqual(two.Y);
            return x.Equals(y) == same && x.Equals((object)y) == same && (!same || x.GetHashCode() == y.GetHashCode());
        });
    }

    [Fact]
    public void A_list_is_its_elements_in_the_order_given()
    {
        Properties.Check(Numbers.Two, two =>
        {
            var list = new ValueList<int>(two.X);
            return list.SequenceEqual(two.X)
                && list.Count == two.X.Length
                && Enumerable.Range(0, two.X.Length).All(i => list[i] == two.X[i]);
        });
    }

    [Fact]
    public void Adding_one_by_one_makes_the_same_list_and_leaves_the_shorter_ones_alone()
    {
        Properties.Check(Numbers.Two, two =>
        {
            var before = new ValueList<int>(two.X);
            var after = two.Y.Aggregate(before, (list, item) => list.Add(item));
            return after.Equals(new ValueList<int>(two.X.Concat(two.Y)))
                && after.GetHashCode() == new ValueList<int>(two.X.Concat(two.Y)).GetHashCode()
                && before.SequenceEqual(two.X);
        });
    }

    [Fact]
    public void Order_and_repetition_make_a_difference()
    {
        // Assert.Equal would compare the elements itself.
        var list = new ValueList<string>(["a", "b"]);
        Assert.False(list.Equals(new ValueList<string>(["b", "a"])));
        Assert.False(list.Equals(new ValueList<string>(["a", "b", "b"])));
        Assert.False(list.Equals(ValueList<string>.Empty));
        Assert.True(list.Equals(ValueList<string>.Empty.Add("a").Add("b")));
        Assert.False(list.Equals(null));
        Assert.Equal("[a, b]", list.ToString());
    }

    [Fact]
    public void Lists_of_lists_are_compared_by_value_too()
    {
        var x = new ValueList<ValueList<int>>([new([1, 2]), new([])]);
        var y = new ValueList<ValueList<int>>([new([1, 2]), ValueList<int>.Empty]);
        Assert.True(x.Equals(y));
        Assert.Equal(x.GetHashCode(), y.GetHashCode());
        Assert.False(x.Equals(new ValueList<ValueList<int>>([new([]), new([1, 2])])));
    }

    [Fact]
    public void Changing_the_source_does_not_change_the_list()
    {
        int[] source = [1, 2];
        var list = new ValueList<int>(source);
        source[0] = 9;
        Assert.Equal([1, 2], list);
    }
}
