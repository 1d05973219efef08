using BgpVerified.Checker.Messages;
using BgpVerified.Checker.Schedules;
using BgpVerified.Impl.Fab;
using BgpVerified.Spec.Protocols;
using Xunit;

namespace BgpVerified.PropertyTests.Messages;

/// <summary>
/// What a protocol says of its messages: who they are from, what a quorum was formed from, what Byzantine processes send.
/// </summary>
public sealed class PartsTests
{
    [Theory]
    [InlineData("a b u*", "fast classic", "a4")]
    [InlineData("a b", "classic classic", "a4 leader")]
    [InlineData("a b", "fast", "a4 p1")]
    public void Senders_parts_and_forgeries_agree_with_the_runs(string commands, string ballots, string byzantine) =>
        Agree(Small.Corrected(4, 1, commands, ballots, learners: 2).With(byzantine.Split(' ')).Build());

    [Theory]
    [InlineData("fab", "common-case")]
    [InlineData("fab", "two-byzantine")]
    [InlineData("fab", "byzantine-learner")]
    [InlineData("pfab", "beyond-t")]
    [InlineData("pfab", "recovery")]
    [InlineData("pfab", "two-leaders")]
    public void Those_of_FaB_Paxos_do_too(string name, string scenario)
    {
        IProtocol protocol = name == "fab" ? new FabProtocol() : new PfabProtocol();

        Agree(protocol.Build(protocol.Scenarios.Single(s => s.Name == scenario).Configuration));
    }

    private static void Agree(ISystem system)
    {
        var runner = new ScheduleRunner(system, Network.Reliable);
        var (sent, formed, forged) = (0, 0, 0);
        for (var run = 0; run < 15; run++)
        {
            var scheduler = new SwarmScheduler(3);
            scheduler.Begin(run);
            runner.Run(scheduler);
            var world = MessageWorld.Initial(system, Network.Reliable);
            foreach (var choice in runner.Choices)
            {
                foreach (var input in world.Applied(choice))
                {
                    foreach (var kind in system.Quorums.Where(kind => kind.Parts(input) is not null))
                    {
                        Assert.Equal(input, kind.Form([.. kind.Parts(input)!]));
                        formed++;
                    }
                }

                if (choice is { Fair: false, Input: Message lie })
                {
                    Assert.Equal(Fault.Byzantine, system.Processes[system.Sender(lie)].Fault);
                    forged++;
                }

                world = world.Take(choice);
            }

            for (var process = 0; process < system.Processes.Count; process++)
            {
                Assert.All(world.SentBy(process), message => Assert.Equal(process, system.Sender(message)));
                sent += world.SentBy(process).Count;
            }
        }

        Assert.True(sent > 0 && formed > 0 && forged > 0);
    }
}
