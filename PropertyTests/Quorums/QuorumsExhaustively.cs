using System.Numerics;
using Xunit;

namespace BgpVerified.PropertyTests.Quorums;

/// <summary>Quorum sizes, against sets of acceptors that are enumerated one by one.</summary>
public sealed class QuorumsExhaustively
{
    private const int LargestEnumerated = 7;
    private const int Largest = 13;

    [Fact]
    public void Any_two_quorums_share_more_than_f_acceptors_exactly_when_the_property_says_so()
    {
        foreach (var quorums in UpTo(LargestEnumerated))
        {
            var sets = Subsets(quorums.Acceptors, quorums.Quorum);
            Assert.NotEmpty(sets);
            var share = sets.All(x => sets.All(y => BitOperations.PopCount(x & y) > quorums.Faults));
            Assert.True(share == quorums.QuorumsIntersectInACorrectAcceptor, $"{quorums}: by enumeration {share}");
        }
    }

    [Fact]
    public void Any_two_quorums_share_a_correct_acceptor_whoever_is_faulty_exactly_when_the_property_says_so()
    {
        foreach (var quorums in UpTo(LargestEnumerated))
        {
            var sets = Subsets(quorums.Acceptors, quorums.Quorum);
            var faulty = Subsets(quorums.Acceptors, quorums.Faults);
            var share = sets.All(x => sets.All(y => faulty.All(bad => (x & y & ~bad) != 0)));
            Assert.True(share == quorums.QuorumsIntersectInACorrectAcceptor, $"{quorums}: by enumeration {share}");
        }
    }

    [Fact]
    public void The_first_and_the_last_quorum_share_the_fewest_and_decide_the_larger_systems()
    {
        foreach (var quorums in UpTo(Largest))
        {
            var first = (1u << quorums.Quorum) - 1;
            var last = first << quorums.Faults;
            var share = BitOperations.PopCount(first & last) > quorums.Faults;
            Assert.True(share == quorums.QuorumsIntersectInACorrectAcceptor, $"{quorums}: the two share enough: {share}");
        }
    }

    [Fact]
    public void It_holds_exactly_from_3f_plus_1_acceptors_on()
    {
        foreach (var quorums in UpTo(Largest))
        {
            var enough = quorums.Acceptors >= (3 * quorums.Faults) + 1;
            Assert.True(enough == quorums.QuorumsIntersectInACorrectAcceptor, $"{quorums}: N is enough: {enough}");
        }
    }

    [Fact]
    public void A_quorum_can_be_waited_for_and_one_more_could_not()
    {
        foreach (var quorums in UpTo(LargestEnumerated))
        {
            var all = (1u << quorums.Acceptors) - 1;
            var leastCorrect = Subsets(quorums.Acceptors, quorums.Faults).Min(bad => BitOperations.PopCount(all & ~bad));
            Assert.Equal(leastCorrect, quorums.Quorum);
        }
    }

    [Fact]
    public void A_weak_quorum_is_the_smallest_set_that_always_has_a_correct_member()
    {
        foreach (var quorums in UpTo(LargestEnumerated))
        {
            var faulty = Subsets(quorums.Acceptors, quorums.Faults);
            var smallest = Enumerable.Range(1, quorums.Acceptors)
                .First(size => Subsets(quorums.Acceptors, size).All(set => faulty.All(bad => (set & ~bad) != 0)));
            Assert.Equal(smallest, quorums.WeakQuorum);
        }
    }

    private static IEnumerable<Spec.Quorums> UpTo(int largest) =>
        from acceptors in Enumerable.Range(1, largest)
        from faults in Enumerable.Range(0, acceptors)
        select new Spec.Quorums(acceptors, faults);

    private static List<uint> Subsets(int acceptors, int size) =>
        [.. Enumerable.Range(0, 1 << acceptors).Select(bits => (uint)bits).Where(bits => BitOperations.PopCount(bits) == size)];
}
