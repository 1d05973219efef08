using BgpVerified.Checker.Worlds;
using BgpVerified.Impl.Bgp;
using BgpVerified.PropertyTests.Messages;
using BgpVerified.Spec.Protocols;
using Xunit;

namespace BgpVerified.PropertyTests.Bgp;

/// <summary>
/// How many messages the corrected protocol sends, as <c>docs/BGP.md</c> has it: one for each recipient, itself included.
/// </summary>
public sealed class BallotCostTests
{
    [Theory]
    [InlineData(4, 1, 1)]
    [InlineData(4, 1, 3)]
    [InlineData(5, 1, 2)]
    public void A_classic_ballot_takes_three_n_and_a_round_of_votes(int n, int f, int learners) =>
        Assert.Equal(
            n + 1 + (3 * n) + (n * n) + (n * learners),
            Sent(Small.Corrected(n, f, "a", "classic", learners), commandFirst: true));

    [Theory]
    [InlineData(4, 1, 1)]
    [InlineData(4, 1, 3)]
    [InlineData(5, 1, 2)]
    public void A_fast_ballot_takes_three_n_to_open_and_a_round_of_votes_a_command(int n, int f, int learners) =>
        Assert.Equal(
            (3 * n) + n + 1 + (n * n) + (n * learners),
            Sent(Small.Corrected(n, f, "a", "fast", learners) with { LastBallotWaits = false }, commandFirst: false));

    [Theory]
    [InlineData(4, 1, 1)]
    [InlineData(5, 1, 2)]
    public void A_universally_commutative_command_is_forwarded_by_each(int n, int f, int learners) =>
        Assert.Equal(
            n + 1 + (n * n) + (n * learners),
            Sent(Small.Corrected(n, f, "u*", "classic", learners), commandFirst: true, isBallotOpened: false));

    /// <summary>A run in which everybody is correct and only the leader's time runs, until nothing is left to happen.</summary>
    private static int Sent(Configuration configuration, bool commandFirst, bool isBallotOpened = true)
    {
        var system = configuration.Build();
        var world = World.Initial(system);
        while (world.Offers()
            .Where(offered => isBallotOpened || offered.Offer.Input is not TriggerNextBallot)
            .OrderBy(offered => offered.Offer.Input is CommandRequest && !commandFirst)
            .Select(offered => world.Take(offered.Process, offered.Offer.Input))
            .FirstOrDefault(next => !next.Equals(world)) is { } next)
        {
            world = next;
        }

        return world.Sent.Sum(message => system.Recipients(message).Count());
    }
}
