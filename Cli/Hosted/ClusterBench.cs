using System.Collections.Concurrent;
using System.Diagnostics;
using BgpVerified.Host.Clients;

namespace BgpVerified.Cli.Hosted;

/// <summary>What is measured.</summary>
/// <param name="Clients">How many clients there are; each waits for its answer before it asks again.</param>
/// <param name="Warmup">How long before measuring.</param>
/// <param name="Duration">How long is measured.</param>
/// <param name="Conflicts">The share of commands on a key that all clients share, in percent; the others are on keys of their own.</param>
/// <param name="Universal">The share of universally commutative commands, in percent.</param>
/// <param name="Payload">Letters in a value.</param>
/// <param name="Gateways">How many nodes clients send to first, in turn.</param>
internal sealed record BenchOptions(
    int Clients, TimeSpan Warmup, TimeSpan Duration, int Conflicts, int Universal, int Payload, int Gateways);

/// <summary><c>cluster bench</c>: a closed loop of clients against nodes that are processes of their own.</summary>
internal static class ClusterBench
{
    private const int ClientsOfConnection = 100;

    public static async Task<int> Run(
        ClusterProcesses cluster, BenchOptions options, TextWriter output, TextWriter error, CancellationToken stop)
    {
        var settings = cluster.Settings;
        await cluster.Start(TextWriter.Synchronized(error), stop);
        var connections = new List<ClusterConnection>();
        try
        {
            for (var i = 0; i < options.Clients; i += ClientsOfConnection)
            {
                connections.Add(new(cluster.ClientFolder));
            }

            var times = new ConcurrentBag<List<long>>();
            var measured = new StrongBox();
            using var ending = CancellationTokenSource.CreateLinkedTokenSource(stop);
            var clients = Enumerable.Range(0, options.Clients)
                .Select(i => Go(connections[i / ClientsOfConnection].NewClient(i % options.Gateways), i)).ToList();
            await Task.Delay(options.Warmup, stop);
            measured.IsOn = true;
            var watch = Stopwatch.StartNew();
            await Task.Delay(options.Duration, stop);
            measured.IsOn = false;
            var seconds = watch.Elapsed.TotalSeconds;
            await ending.CancelAsync();
            var retries = (await Task.WhenAll(clients)).Sum();
            List<double> all = [.. times.SelectMany(own => own).Select(ticks => ticks * 1000.0 / Stopwatch.Frequency).Order()];
            output.WriteLine(
                $"{settings.Nodes.Count} nodes, {options.Clients} clients, {(settings.Storage == 0 ? "durable" : "in memory")}, "
                + $"signatures {(settings.Signatures ? "on" : "off")}, {options.Conflicts} % conflicts, {options.Universal} % universal, "
                + $"payload {options.Payload}: {all.Count / seconds:f0} commands/s, p50 {At(all, 50):f1} ms, p99 {At(all, 99):f1} ms, "
                + $"{all.Count} in {seconds:f1} s, {retries} asked again");
            return 0;

            async Task<int> Go(ClusterClient client, int number)
            {
                var own = new List<long>();
                var random = new Random(number);
                try
                {
                    for (var i = 0; ; i++)
                    {
                        var command = Command(random, number, i);
                        var began = Stopwatch.GetTimestamp();
                        await client.ExecuteAsync(command, ending.Token);
                        if (measured.IsOn)
                        {
                            own.Add(Stopwatch.GetTimestamp() - began);
                        }
                    }
                }
                catch (OperationCanceledException)
                {
                    times.Add(own);
                    return client.Retries;
                }
            }
        }
        finally
        {
            foreach (var connection in connections)
            {
                await connection.DisposeAsync();
            }
        }

        string Command(Random random, int client, int i)
        {
            var drawn = random.Next(100);
            var isBank = settings.Application == "bank";
            if (drawn < options.Universal)
            {
                return isBank ? "donate:1" : $"ping:{i}";
            }

            var part = random.Next(100) < options.Conflicts ? "all" : $"own{client}";
            return isBank ? (i % 2 == 0 ? $"deposit:{part}:1" : $"balance:{part}")
                : options.Payload == 0 && i % 2 == 1 ? $"get:{part}" : $"put:{part}:{new string('x', options.Payload)}{i % 10}";
        }
    }

    private static double At(List<double> all, int percent) => all.Count == 0 ? 0 : all[Math.Min(all.Count - 1, all.Count * percent / 100)];

    private sealed class StrongBox
    {
        private volatile bool isOn;

        public bool IsOn
        {
            get => isOn;
            set => isOn = value;
        }
    }
}
