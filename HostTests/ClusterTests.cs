using BgpVerified.Host.Nodes;
using BgpVerified.Host.Settings;
using BgpVerified.Runtime.Hosting;
using Xunit;

namespace BgpVerified.HostTests;

/// <summary>Four nodes on loopback: they answer, and go on when one of them does not.</summary>
public sealed class ClusterTests
{
    [Theory]
    [InlineData(true, 8)]
    [InlineData(true, 0)]
    [InlineData(false, 8)]
    public async Task Clients_are_answered_in_an_order_that_all_nodes_share(bool isSigned, int checkpoint)
    {
        await using var cluster = await TestCluster.Start(made => made with { Signatures = isSigned, Checkpoint = checkpoint });
        await TestCluster.PutAndGet(cluster.Connection.NewClient(), 10);
        var clients = Enumerable.Range(0, 8).Select(i => cluster.Connection.NewClient(i % 4)).ToList();
        await Task.WhenAll(clients.Select(async (client, i) =>
        {
            for (var n = 0; n < 10; n++)
            {
                Assert.Equal("ok", await TestCluster.Ask(client, $"put:own{i}:{n}"));
                Assert.Equal($"{n}", await TestCluster.Ask(client, $"get:own{i}"));
            }
        }));
    }

    [Fact]
    public async Task Commands_that_conflict_are_ordered_also_when_several_nodes_propose_them_at_once()
    {
        await using var cluster = await TestCluster.Start(made => made with { Application = "bank" });
        var clients = Enumerable.Range(0, 4).Select(i => cluster.Connection.NewClient(i)).ToList();
        await TestCluster.Ask(clients[0], "deposit:x:5");
        var replies = await Task.WhenAll(clients.SelectMany(client => new[] { TestCluster.Ask(client, "withdraw:x:2") }));
        Assert.Equal(2, replies.Count(reply => reply == "ok"));
        Assert.Equal(2, replies.Count(reply => reply == "refused"));
        Assert.Equal("1", await TestCluster.Ask(clients[3], "balance:x"));
    }

    [Fact]
    public async Task A_node_that_starts_again_catches_up_and_is_one_of_those_that_are_needed()
    {
        await using var cluster = await TestCluster.Start(made => made with { Storage = StorageKind.Durable });
        var client = cluster.Connection.NewClient();
        await TestCluster.PutAndGet(client, 5);
        await cluster.StopNode(3);
        await TestCluster.PutAndGet(client, 10);
        await cluster.StartNode(3);
        await TestCluster.PutAndGet(client, 5);
        await cluster.StopNode(2);
        await TestCluster.PutAndGet(client, 3);
    }

    [Fact]
    public async Task All_nodes_can_end_and_start_again_and_have_forgotten_nothing()
    {
        await using var cluster = await TestCluster.Start(made => made with { Storage = StorageKind.Durable });
        var client = cluster.Connection.NewClient();
        await TestCluster.PutAndGet(client, 12);
        for (var i = 0; i < 4; i++)
        {
            await cluster.StopNode(i);
        }

        for (var i = 0; i < 4; i++)
        {
            await cluster.StartNode(i);
        }

        Assert.Equal("12", await TestCluster.Ask(client, "get:k"));
        await TestCluster.PutAndGet(client, 3);
    }

    /// <summary>Also over a restart: the node goes on in a state that its log has.</summary>
    [Fact]
    public async Task What_all_nodes_did_is_verified_by_their_logs()
    {
        await using var cluster = await TestCluster.Start(made => made with { Storage = StorageKind.Durable, Evidence = true });
        var client = cluster.Connection.NewClient();
        await TestCluster.PutAndGet(client, 5);
        await cluster.StopNode(3);
        await TestCluster.PutAndGet(client, 2);
        await cluster.StartNode(3);
        await TestCluster.PutAndGet(client, 5);
        for (var i = 0; i < 4; i++)
        {
            await cluster.StopNode(i);
        }

        Assert.Equal((0, string.Empty), Verify(cluster.Folder));

        // One digit of a state's digest.
        var file = Path.Combine(cluster.Folder, "node2", "evidence.ndjson");
        var lines = await File.ReadAllLinesAsync(file, TestContext.Current.CancellationToken);
        var changed = Array.FindIndex(lines, line => line.Contains("\"state\":\"", StringComparison.Ordinal));
        var at = lines[changed].IndexOf("\"state\":\"", StringComparison.Ordinal) + "\"state\":\"".Length;
        lines[changed] = lines[changed].Remove(at, 1).Insert(at, lines[changed][at] == '0' ? "1" : "0");
        await File.WriteAllLinesAsync(file, lines, TestContext.Current.CancellationToken);
        var (status, error) = Verify(cluster.Folder);
        Assert.Equal(1, status);
        Assert.Contains($"evidence.ndjson:{changed + 1}:", error, StringComparison.Ordinal);
    }

    private static (int Status, string Error) Verify(string folder)
    {
        using var error = new StringWriter();
        var status = Cli.Program.Run(["verify", folder], TextWriter.Null, error, CancellationToken.None);
        return (status, error.ToString());
    }

    [Fact]
    public async Task Without_the_leader_another_view_begins()
    {
        await using var cluster = await TestCluster.Start(made => made with { Ballots = "classic" });
        var client = cluster.Connection.NewClient(1);
        await TestCluster.PutAndGet(client, 2);
        await cluster.StopNode(0);
        await TestCluster.PutAndGet(client, 2);
        Assert.NotEqual("0", await cluster.Wait(1, "a2 view", view => view != "0"));
    }

    /// <summary>It has saved a vote, and nobody hears of it; then it ends, and starts again.</summary>
    [Fact]
    public async Task What_a_node_saved_and_did_not_send_it_stands_by()
    {
        await using var cluster = TestCluster.Make(made => made with { Storage = StorageKind.Durable, Ballots = "classic" });
        var silenced = new Silenced();
        for (var i = 0; i < 4; i++)
        {
            await cluster.StartNode(i, i == 3 ? NodeExtensions.None with { Network = inner => silenced.Before(inner) } : null);
        }

        var client = cluster.Connection.NewClient();
        await TestCluster.PutAndGet(client, 2);
        silenced.IsOn = true;
        await TestCluster.PutAndGet(client, 2);
        var voted = await cluster.Wait(3, "a4 promised", promised => promised != "0.0");
        await cluster.StopNode(3);
        await cluster.StartNode(3);
        var (before, after) = (Ballot(voted), Ballot((await cluster.Node(3).Status())["a4 promised"]));
        Assert.True(after.CompareTo(before) >= 0, $"{voted}, and then {after}");
        Assert.True(silenced.Dropped > 0);
        await cluster.StopNode(2);
        await TestCluster.PutAndGet(client, 2);
    }

    private static (int View, int Number) Ballot(string text) =>
        text.Split('.') is [var view, var number] ? (int.Parse(view), int.Parse(number)) : throw new FormatException(text);

    /// <summary>A network that swallows what is sent.</summary>
    private sealed class Silenced
    {
        public bool IsOn { get; set; }

        public int Dropped { get; private set; }

        public INetwork Before(INetwork inner) => new Network(this, inner);

        private sealed class Network(Silenced own, INetwork inner) : INetwork
        {
            public void Send(int from, int to, Envelope envelope)
            {
                if (own.IsOn)
                {
                    own.Dropped++;
                    return;
                }

                inner.Send(from, to, envelope);
            }
        }
    }
}
