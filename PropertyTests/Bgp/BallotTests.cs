using BgpVerified.Impl.Bgp;
using Xunit;

namespace BgpVerified.PropertyTests.Bgp;

/// <summary>The order of ballots. Algorithm 2, line 11: "ballot_l += 1"; deviates: views come first (E13).</summary>
public sealed class BallotTests
{
    private static readonly Ballot[] Ascending = [Ballot.Zero, new(0, 1), new(0, 2), new(1, 0), new(1, 1), new(2, 1), new(10, 0)];

    // Algorithm 4, lines 2 and 28: "bal_a < ballot", "ballot ≥ bal_a": one total order.
    [Fact]
    public void Ballots_are_ordered_by_view_and_then_by_number()
    {
        for (var i = 0; i < Ascending.Length; i++)
        {
            for (var j = 0; j < Ascending.Length; j++)
            {
                var (x, y) = (Ascending[i], Ascending[j]);
                List<bool> expected = [i < j, i > j, i <= j, i >= j, i == j, i != j];
                Assert.Equal(expected, [x < y, x > y, x <= y, x >= y, x == y, x != y]);
                Assert.Equal(i.CompareTo(j), Math.Sign(x.CompareTo(y)));
            }
        }
    }

    // Algorithm 2: each new leader counts from 0 again; here its ballots are above all earlier views' (E13).
    [Fact]
    public void The_first_ballot_of_a_view_is_above_every_ballot_of_the_view_before()
    {
        Assert.True(new Ballot(1, 1) > new Ballot(0, int.MaxValue));
    }

    // Algorithm 4, local variables: "bal_a = 0".
    [Fact]
    public void Zero_is_before_every_ballot_that_a_leader_opens()
    {
        Assert.Equal(new Ballot(0, 0), Ballot.Zero);
        Assert.All(Ascending.Skip(1), ballot => Assert.True(Ballot.Zero < ballot));
    }

    // Traces name a ballot by its view and number.
    [Fact]
    public void A_ballot_is_written_as_view_point_number()
    {
        Assert.Equal("1.2", new Ballot(1, 2).ToString());
    }
}
