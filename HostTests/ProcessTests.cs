using System.Diagnostics;
using BgpVerified.Host.Clients;
using BgpVerified.Host.Settings;
using Xunit;

namespace BgpVerified.HostTests;

/// <summary>The cluster as processes of the command: started, killed, started again.</summary>
public sealed class ProcessTests
{
    private static readonly string Program = Path.Combine(AppContext.BaseDirectory, "bgpv.dll");

    [Fact]
    public async Task One_command_starts_a_cluster_has_commands_executed_and_leaves_nothing()
    {
        using var run = Start("cluster", "run", "--commands", "5");
        var output = await run.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await run.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal((0, string.Empty), (run.ExitCode, await run.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken)));
        Assert.Contains(" 4 nodes up: ", output, StringComparison.Ordinal);
        Assert.Matches(@"first command answered after [0-9.]+ s: put:k0:0 = ok", output);
        Assert.Contains("5 commands answered", output, StringComparison.Ordinal);
        Assert.EndsWith("all nodes have ended\n", output, StringComparison.Ordinal);
        var folder = output.Split('\n')[0].Split(" in ")[^1];
        Assert.StartsWith(Path.GetTempPath(), folder, StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder));
    }

    /// <summary>kill -9 of one node, which starts again; then of the leader.</summary>
    [Fact]
    public async Task Nodes_that_are_killed_are_not_missed_and_come_back()
    {
        var folder = Path.Combine(Path.GetTempPath(), $"bgpv-test-{Guid.NewGuid():n}");
        ClusterInitialization.Write(folder, 4, made => made with { PatienceMilliseconds = 600, Checkpoint = 8 });
        var nodes = Enumerable.Range(1, 4).Select(number => StartNode(folder, number)).ToList();
        try
        {
            await using var connection = new ClusterConnection(Path.Combine(folder, "client"));
            var client = connection.NewClient(1);
            await TestCluster.PutAndGet(client, 3);
            Kill(nodes[3]);
            await TestCluster.PutAndGet(client, 10);
            nodes[3] = StartNode(folder, 4);
            await TestCluster.PutAndGet(client, 2);
            Kill(nodes[0]);
            await TestCluster.PutAndGet(client, 3);
            nodes[0] = StartNode(folder, 1);
            Kill(nodes[2]);
            Assert.Equal("3", await TestCluster.Ask(client, "get:k"));
        }
        finally
        {
            nodes.ForEach(Kill);
            Directory.Delete(folder, recursive: true);
        }
    }

    [Theory]
    [InlineData("cluster init --output .", "is there already; nothing is overwritten")]
    [InlineData("cluster init --output /proc/nope/cluster", "cannot write to '/proc/nope/cluster'")]
    [InlineData("cluster init --output x --nodes 0", "impossible number of nodes 0")]
    [InlineData("cluster init --output x --application shop", "unknown application 'shop'; it is bank or store")]
    [InlineData("node .", "is no folder of a node: there is no node.json")]
    [InlineData("client . get k", "is no folder of a client: there is no client.json")]
    public void What_is_wrong_is_said_in_one_line(string line, string what)
    {
        using var error = new StringWriter();
        Assert.Equal(2, Cli.Program.Run(line.Split(' '), TextWriter.Null, error, CancellationToken.None));
        Assert.Contains(what, error.ToString(), StringComparison.Ordinal);
        Assert.Single(error.ToString().TrimEnd('\n').Split('\n'));
    }

    private static Process StartNode(string folder, int number)
    {
        var node = Start("node", Path.Combine(folder, $"node{number}"), "--attached");
        Assert.StartsWith($"node{number} listens at 127.0.0.1:", node.StandardOutput.ReadLine() ?? node.StandardError.ReadToEnd(),
            StringComparison.Ordinal);
        return node;
    }

    private static Process Start(params string[] arguments) => Process.Start(new ProcessStartInfo("dotnet", [Program, .. arguments])
    {
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    })!;

    private static void Kill(Process node)
    {
        if (!node.HasExited)
        {
            node.Kill();
            node.WaitForExit();
        }
    }
}
