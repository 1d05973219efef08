using BgpVerified.Spec.Values;
using FsCheck.Fluent;
using Xunit;

namespace BgpVerified.PropertyTests.Values;

/// <summary>The laws of <see cref="ProcessSet"/>, against the framework's sets.</summary>
public sealed class ProcessSets
{
    [Fact]
    public void Sets_are_equal_exactly_when_they_have_the_same_members()
    {
        Properties.Check(Numbers.Processes, two =>
        {
            var same = two.X.ToHashSet().SetEquals(two.Y);
            return (Of(two.X) == Of(two.Y)) == same
                && (Of(two.X).CompareTo(Of(two.Y)) == 0) == same
                && (!same || Of(two.X).GetHashCode() == Of(two.Y).GetHashCode());
        });
    }

    [Fact]
    public void A_set_of_some_processes_has_each_of_them()
    {
        Properties.Check(Numbers.Processes, two =>
            ProcessSet.Of(two.X) == Of(two.X) && ProcessSet.Of(two.X.Concat(two.X)) == Of(two.X));
    }

    [Fact]
    public void Members_are_listed_once_in_rising_order()
    {
        Properties.Check(Numbers.Processes, two =>
            Of(two.X).Members.SequenceEqual(new SortedSet<int>(two.X)) && Of(two.X).Count == two.X.Distinct().Count());
    }

    [Fact]
    public void Union_Except_and_Contains_are_those_of_sets()
    {
        Properties.Check(Numbers.Processes, two =>
        {
            var (x, y) = (Of(two.X), Of(two.Y));
            return x.Union(y) == Of([.. two.X, .. two.Y])
                && x.Union(y) == y.Union(x)
                && x.Except(y) == Of([.. two.X.Except(two.Y)])
                && x.Except(y).Union(y) == x.Union(y)
                && Enumerable.Range(0, ProcessSet.Capacity).All(i => x.Contains(i) == two.X.Contains(i));
        });
    }

    [Fact]
    public void Every_process_up_to_the_capacity_can_be_a_member()
    {
        for (var i = 0; i < ProcessSet.Capacity; i++)
        {
            Assert.Equal([i], ProcessSet.Of(i).Members);
            Assert.Equal(ProcessSet.Of(i), ProcessSet.None.Add(i));
            Assert.Equal(ProcessSet.Of(i), ProcessSet.Of(i).Add(i));
        }
    }

    [Fact]
    public void The_first_n_are_numbered_from_0()
    {
        for (var count = 0; count <= ProcessSet.Capacity; count++)
        {
            Assert.Equal(Enumerable.Range(0, count), ProcessSet.First(count).Members);
            Assert.Equal(count, ProcessSet.First(count).Count);
        }
    }

    [Fact]
    public void Names_are_numbered_from_1()
    {
        Assert.Equal("a1 a3 a32", Of([31, 0, 2]).Names("a"));
        Assert.Equal("#1 #2", ProcessSet.First(2).ToString());
        Assert.Equal(string.Empty, ProcessSet.None.Names("a"));
    }

    [Fact]
    public void Sets_have_a_total_order()
    {
        Properties.Check(Numbers.Processes, two =>
            Math.Sign(Of(two.X).CompareTo(Of(two.Y))) == -Math.Sign(Of(two.Y).CompareTo(Of(two.X))));
    }

    private static ProcessSet Of(int[] members) => members.Aggregate(ProcessSet.None, (set, i) => set.Add(i));
}
