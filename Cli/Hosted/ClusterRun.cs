using System.Diagnostics;
using BgpVerified.Host.Clients;
using BgpVerified.Host.Settings;

namespace BgpVerified.Cli.Hosted;

/// <summary><c>cluster run</c>: nodes, a client, and what they do.</summary>
internal static class ClusterRun
{
    private static readonly TimeSpan Report = TimeSpan.FromSeconds(5);

    public static async Task<int> Run(
        ClusterProcesses cluster, int commands, TextWriter output, TextWriter error, CancellationToken stop)
    {
        var watch = Stopwatch.StartNew();
        var settings = cluster.Settings;
        void Say(string text)
        {
            output.WriteLine($"[{watch.Elapsed.TotalSeconds,6:f2} s] {text}");
            output.Flush();
        }

        Say($"starting {settings.Nodes.Count} nodes of a {settings.Application}, f = {settings.Faults}, "
            + $"{(settings.Storage == StorageKind.Memory ? "in memory" : "durable")}, in {cluster.Folder}");
        try
        {
            await using var connection = new ClusterConnection(cluster.ClientFolder);
            await cluster.Start(TextWriter.Synchronized(error), stop);
            var pages = settings.Nodes.Select(node => $"http://127.0.0.1:{node.StatusPort}/");
            Say($"{settings.Nodes.Count} nodes up: {string.Join(", ", pages)}");
            var client = connection.NewClient();
            var first = Of(settings.Application, 0);
            var reply = await client.ExecuteAsync(first, stop);
            Say($"first command answered after {watch.Elapsed.TotalSeconds:f2} s: {first} = {reply}");
            await Go(client, settings, commands, Say, stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            Say("asked to end");
        }

        await cluster.DisposeAsync();
        Say("all nodes have ended");
        return 0;
    }

    private static async Task Go(ClusterClient client, ClusterSettings settings, int commands, Action<string> say, CancellationToken stop)
    {
        var (done, since, last) = (1, Stopwatch.StartNew(), 0);
        var reported = TimeSpan.Zero;
        if (commands == 0)
        {
            say("commands go on, one at a time; Ctrl-C ends it");
        }

        while (commands == 0 || done < commands)
        {
            await client.ExecuteAsync(Of(settings.Application, done++), stop);
            if (since.Elapsed - reported > Report)
            {
                say($"{done} commands, {(done - last) / (since.Elapsed - reported).TotalSeconds:f0} a second, {client.Retries} asked "
                    + "again");
                (reported, last) = (since.Elapsed, done);
            }
        }

        say($"{done} commands answered, {(done - 1) / Math.Max(since.Elapsed.TotalSeconds, 0.001):f0} a second, {client.Retries} asked "
            + "again");
    }

    private static string Of(string application, int number) => (application, number % 2) switch
    {
        ("bank", 0) => $"deposit:x{number % 10}:1",
        ("bank", _) => $"balance:x{number % 10}",
        (_, 0) => $"put:k{number % 10}:{number}",
        (_, _) => $"get:k{(number - 1) % 10}",
    };
}
