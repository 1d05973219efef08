using BgpVerified.Checker.Worlds;
using BgpVerified.Impl.Fab;
using BgpVerified.Spec.Protocols;
using Xunit;

namespace BgpVerified.CoyoteTests.Fab;

/// <summary>
/// Communication steps, measured and not computed: a run on the plain world in which every message takes one unit of
/// time. In each unit every process takes whatever correct processes had sent before the unit began, and nothing else.
/// </summary>
public class MessageDelays
{
    private const int Never = 8;

    [Theory]
    [InlineData("fab", "common-case", 2)] // one of six acceptors silent
    [InlineData("fab", "too-few", Never)] // one of five
    [InlineData("pfab", "common-case", 2)] // t = 1, one of six silent
    [InlineData("pfab", "common-case-four", 2)] // t = 0, none of four silent
    [InlineData("pfab", "beyond-t", 3)] // t = 0, one of four silent
    public void Every_learner_learns_after_so_many_message_delays(string protocol, string scenario, int delays)
    {
        Assert.Equal(delays, UnitsUntilAllLearned(FabExplorations.Named(protocol).Build(FabExplorations.Configuration(protocol, scenario))));
    }

    /// <summary>The lower bound of section VI the other way: as many acceptors fewer than 3f + 2t + 1 as one, and learning takes three steps.</summary>
    [Theory]
    [InlineData(6, 2)]
    [InlineData(5, 3)]
    public void With_one_acceptor_fewer_the_same_faults_cost_a_step(int acceptors, int delays)
    {
        var configuration = FabExplorations.Configuration("pfab", "common-case") with { Acceptors = acceptors, Byzantine = new([$"a{acceptors}"]) };

        Assert.Equal(delays, UnitsUntilAllLearned(FabExplorations.Named("pfab").Build(configuration)));
    }

    private static int UnitsUntilAllLearned(ISystem system)
    {
        // Time 0: the leader starts; nobody has heard of anything.
        var world = Drain(World.Initial(system), offer => offer.Offer.Input is Start);
        for (var unit = 1; unit < Never; unit++)
        {
            var sent = world.Offers().Where(offer => offer.Offer.Fair && offer.Offer.Input is not (ProgressTimeout or PullTimeout)).ToHashSet();
            world = Drain(world, sent.Contains);
            if (world.States.OfType<LearnerState>().All(learner => learner.Learned is not null))
            {
                return unit;
            }
        }

        return Never;
    }

    /// <summary>Takes the steps that are allowed, once each, in the order in which they are offered.</summary>
    private static World Drain(World world, Func<(int Process, Offer Offer), bool> allowed) =>
        world.Offers().Where(allowed).ToList().Aggregate(world, (now, step) => now.Take(step.Process, step.Offer.Input));
}
