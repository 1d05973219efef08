using BgpVerified.Checker.Worlds;
using BgpVerified.Impl.ByzantineRegister;
using BgpVerified.Impl.CrashRegister;
using BgpVerified.Kit;
using BgpVerified.Spec.Protocols;
using Xunit;

namespace BgpVerified.PropertyTests.Registers;

/// <summary>What proposers can receive as a quorum where a rule is taken out.</summary>
public class RegisterQuorumTests
{
    [Fact]
    public void Two_answers_of_one_acceptor_count_once()
    {
        var worlds = Reachable(Build(new CrashRegisterProtocol(), "read-above", "classic", "classic"), most: 3000);

        var quorums = worlds.SelectMany(world => world.Offers()).Select(offer => offer.Offer.Input)
            .OfType<Reports<Impl.CrashRegister.ReadAck>>().ToList();
        Assert.NotEmpty(quorums);
        Assert.All(quorums, quorum => Assert.Equal(quorum.All.Count, quorum.All.Select(ack => ack.From).Distinct().Count()));
        Assert.Contains(worlds, world => world.Sent.OfType<Impl.CrashRegister.ReadAck>()
            .Count(ack => ack is { From.Number: 0, Timestamp: 0 }) > 1);
    }

    [Fact]
    public void A_read_that_returns_the_same_again_is_no_new_state()
    {
        const int Most = 5000;

        Assert.True(Reachable(Build(new ByzantineRegisterProtocol(), "propose-once", "classic"), Most).Count < Most);
    }

    [Theory]
    [InlineData("o8-relaxed")]
    [InlineData("visible-proof")]
    public void A_Byzantine_acceptor_can_claim_to_have_seen_nothing(string without)
    {
        var system = Build(new ByzantineRegisterProtocol(), without, "classic");
        var faulty = system.Configuration with { Byzantine = new(["a2"]) };

        var worlds = Reachable(new ByzantineRegisterProtocol().Build(faulty), most: 1000);

        Assert.Contains(worlds.SelectMany(world => world.Offers()), offer =>
            offer.Offer.Input is Reports<Impl.ByzantineRegister.ReadAck> quorum
                && quorum.All.Any(ack => ack is { From.Number: 1, LastVisible: null }));
    }

    private static HashSet<World> Reachable(ISystem system, int most)
    {
        var initial = World.Initial(system);
        var worlds = new HashSet<World> { initial };
        var queue = new Queue<World>([initial]);
        while (worlds.Count < most && queue.TryDequeue(out var world))
        {
            foreach (var (process, offer) in world.Offers())
            {
                var next = world.Take(process, offer.Input);
                if (worlds.Add(next))
                {
                    queue.Enqueue(next);
                }
            }
        }

        return worlds;
    }

    private static ISystem Build(IProtocol protocol, string without, params string[] timestamps) => protocol.Build(new()
    {
        Acceptors = 2,
        Faults = 0,
        Commands = new(["a", "b"]),
        Ballots = new(timestamps),
        Learners = 1,
        Rules = new(protocol.Corrected().Where(rule => rule != without)),
    });
}
