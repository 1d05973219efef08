using System.CommandLine;
using System.Diagnostics;
using BgpVerified.Faults.Byzantine;
using BgpVerified.Host.Clients;
using BgpVerified.Host.Nodes;
using BgpVerified.Host.Settings;
using BgpVerified.Spec.Protocols;
using Microsoft.Extensions.Logging;

namespace BgpVerified.Cli.Hosted;

/// <summary>The commands <c>cluster</c>, <c>node</c> and <c>client</c>: real processes of the machine on BGP.</summary>
internal static class HostedCommands
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<Func<TextWriter, TextWriter, Func<CancellationToken>, Command>> All { get; } = [Cluster, Node, Client];

    private static Command Cluster(TextWriter output, TextWriter error, Func<CancellationToken> interrupt) => new(
        "cluster", "A replicated bank or store on real processes: init makes keys and settings, run starts all of it.")
    {
        Init(output), Run(output, error, interrupt), Bench(output, error, interrupt), AttackCommand.Create(output, error, interrupt),
    };

    private static Command Init(TextWriter output)
    {
        var folder = new Option<string>("--output") { Description = "the folder to make", HelpName = "DIR", Required = true };
        var options = new ClusterOptions();
        var command = new Command("init", "Make a folder for each node and one for a client: keys, certificates, settings.") { folder };
        options.All.ForEach(command.Options.Add);
        command.SetAction(parsed =>
        {
            var name = parsed.GetRequiredValue(folder);
            var cluster = ClusterInitialization.Write(name, parsed.GetValue(options.Nodes), options.Choose(parsed));
            output.WriteLine($"{cluster.Nodes.Count} nodes, f = {cluster.Faults}, {cluster.Application}: {Path.Combine(name, "node1")} to "
                + $"{cluster.Nodes[^1].Name}, and {Path.Combine(name, "client")}");
            foreach (var node in cluster.Nodes)
            {
                output.WriteLine($"  {node.Name}  {node.Address}:{node.Port}  status page http://{node.Address}:{node.StatusPort}/");
            }

            output.WriteLine($"start them: bgpv cluster run {name}; or each by itself: bgpv node {Path.Combine(name, "node1")}");
        });
        return command;
    }

    private static Command Run(TextWriter output, TextWriter error, Func<CancellationToken> interrupt)
    {
        var folder = new Argument<string?>("DIR")
        {
            Description = "what cluster init made; without it a new one, which is deleted at the end",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var commands = new Option<int>("--commands") { Description = "run N commands and stop; 0 goes on until Ctrl-C", HelpName = "N" };
        var options = new ClusterOptions();
        var command = new Command("run", "Start the nodes as processes and a client; go on until Ctrl-C.") { folder, commands };
        options.All.ForEach(command.Options.Add);
        command.SetAction(async (parsed, ignored) =>
        {
            await using var run = ClusterProcesses.Create(parsed.GetValue(folder), parsed.GetValue(options.Nodes), options.Choose(parsed));
            return await ClusterRun.Run(run, parsed.GetValue(commands), output, error, interrupt());
        });
        return command;
    }

    private static Command Bench(TextWriter output, TextWriter error, Func<CancellationToken> interrupt)
    {
        Option<int> Number(string name, string description, int value) =>
            new(name) { Description = description, DefaultValueFactory = _ => value };
        var (clients, seconds) = (Number("--clients", "clients, each with one command outstanding", 50), Number("--seconds", "seconds "
            + "measured", 10));
        var (warmup, conflicts) = (Number("--warmup", "seconds before that", 5), Number("--conflicts", "% of commands on one key", 0));
        var (universal, payload) = (Number("--universal", "% of universal commands", 0), Number("--payload", "letters of a value", 0));
        var gateways = Number("--gateways", "how many nodes propose", 1);
        var options = new ClusterOptions();
        var command = new Command("bench", "Commands a second, and how long they take: clients in a closed loop.")
        {
            clients, seconds, warmup, conflicts, universal, payload, gateways,
        };
        options.All.ForEach(command.Options.Add);
        command.SetAction(async (parsed, ignored) =>
        {
            int Of(Option<int> option, int least, int most) => parsed.GetValue(option) is var value && value >= least && value <= most
                ? value
                : throw new InvalidConfigurationException($"impossible {option.Name} '{value}'; it is {least} to {most}");
            await using var run = ClusterProcesses.Create(null, parsed.GetValue(options.Nodes), options.Choose(parsed));
            return await ClusterBench.Run(
                run,
                new(
                    Of(clients, 1, 10_000), TimeSpan.FromSeconds(Of(warmup, 0, 3600)), TimeSpan.FromSeconds(Of(seconds, 1, 3600)),
                    Of(conflicts, 0, 100), Of(universal, 0, 100), Of(payload, 0, 16_384), Of(gateways, 1, run.Settings.Nodes.Count)),
                output,
                error,
                interrupt());
        });
        return command;
    }

    private static Command Node(TextWriter output, TextWriter error, Func<CancellationToken> interrupt)
    {
        var folder = new Argument<string>("DIR") { Description = "the node's folder, such as DIR/node1" };
        var level = new Option<LogLevel>("--log")
        {
            Description = "the least that is logged to standard error",
            DefaultValueFactory = _ => LogLevel.Warning,
        };
        var attached = new Option<bool>("--attached") { Description = "end when standard input ends", Hidden = true };
        var attacked = new Option<bool>("--attacked") { Description = "obey lines of standard input, for tests", Hidden = true };
        var planted = new Option<PlantedBug>("--planted") { Description = "put a fault into the host, for tests", Hidden = true };
        var command = new Command("node", "Run one node of a cluster, until it is asked to end.")
        {
            folder, level, attached, attacked, planted,
        };
        command.SetAction(async (parsed, ignored) =>
        {
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(interrupt());
            var bug = parsed.GetValue(planted);
            var misbehaving = parsed.GetValue(attacked) ? new AttackedNode((ulong)Environment.ProcessId, Console.Out.WriteLine) : null;
            await using var node = await NodeHost.Start(
                parsed.GetRequiredValue(folder),
                (settings, start) => HostedBgpMachine.Build(settings, start, misbehaving),
                misbehaving?.Extensions(bug) ?? new NodeExtensions { Bug = bug },
                parsed.GetValue(level));
            var own = node.Settings.Cluster.Nodes[node.Settings.Node];
            output.WriteLine($"{own.Name} listens at {own.Address}:{own.Port}, status page http://127.0.0.1:{own.StatusPort}/");
            output.Flush();
            if (parsed.GetValue(attached))
            {
                _ = Task.Run(() =>
                {
                    while (Console.In.ReadLine() is { } line)
                    {
                        // Without an attack only its end says something.
                        misbehaving?.Obey(line);
                    }

                    stop.Cancel();
                });
            }

            var ended = await Task.WhenAny(node.Failed, Task.Delay(Timeout.Infinite, stop.Token));
            if (ended != node.Failed)
            {
                return 0;
            }

            var why = await node.Failed;
            error.WriteLine($"bgpv: {own.Name} stops: {(why is IOException ? "its state cannot be saved: " : string.Empty)}{why.Message}");
            return 1;
        });
        return command;
    }

    private static Command Client(TextWriter output, TextWriter error, Func<CancellationToken> interrupt)
    {
        var folder = new Argument<string>("DIR") { Description = "the client's folder, DIR/client" };
        var words = new Argument<string[]>("COMMAND")
        {
            Description = "a command of the application: put k v, get k, cas k u v; deposit x 2, withdraw x 1, balance x",
            Arity = ArgumentArity.OneOrMore,
        };
        var timeout = new Option<int>("--timeout")
        {
            Description = "give up after S seconds",
            HelpName = "S",
            DefaultValueFactory = _ => 30,
        };
        var command = new Command("client", "Have a command executed by a cluster, and print its reply.") { folder, words, timeout };
        command.SetAction(async (parsed, ignored) =>
        {
            var text = string.Join(':', parsed.GetRequiredValue(words));
            await using var connection = new ClusterConnection(parsed.GetRequiredValue(folder));
            HostedBgpMachine.Check(connection.Cluster.Application, text);
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(interrupt());
            var seconds = parsed.GetValue(timeout);
            stop.CancelAfter(TimeSpan.FromSeconds(seconds));
            var watch = Stopwatch.StartNew();
            try
            {
                output.WriteLine(await connection.NewClient().ExecuteAsync(text, stop.Token));
                return 0;
            }
            catch (OperationCanceledException)
            {
                error.WriteLine($"bgpv: no answer after {watch.Elapsed.TotalSeconds:f1} s: {connection.Connected} of "
                    + $"{connection.Cluster.Nodes.Count} nodes are connected, {connection.Cluster.Faults + 1} equal replies are needed");
                return 3;
            }
        });
        return command;
    }
}

/// <summary>What can be said of a new cluster.</summary>
internal sealed class ClusterOptions
{
    private readonly Option<string> application = new("--application")
    {
        Description = "bank or store (default)",
        DefaultValueFactory = _ => "store"
    };
    private readonly Option<bool> memory = new("--memory") { Description = "nodes keep nothing on disk" };
    private readonly Option<bool> unsigned = new("--unsigned") { Description = "messages between nodes have no signatures" };
    private readonly Option<bool> evidence = new("--evidence")
    {
        Description = "nodes write logs for bgpv verify: "
        + "DIR/node1/evidence.ndjson"
    };
    private readonly Option<string> ballots = new("--ballots")
    {
        Description = "the kinds of a view's ballots in turn",
        DefaultValueFactory = _ => "fast,classic",
    };

    private readonly Option<int> checkpoint = new("--checkpoint")
    {
        Description = "batches from one checkpoint to the next; 0 for no checkpoints",
        HelpName = "K",
        DefaultValueFactory = _ => 10,
    };

    /// <summary>How many nodes.</summary>
    public Option<int> Nodes { get; } = new("--nodes") { Description = "how many nodes", HelpName = "N", DefaultValueFactory = _ => 4 };

    /// <summary>All of them.</summary>
    public List<Option> All => [Nodes, application, memory, unsigned, evidence, ballots, checkpoint];

    /// <summary>Puts them into settings.</summary>
    /// <exception cref="InvalidConfigurationException">One is impossible.</exception>
    public Func<ClusterSettings, ClusterSettings> Choose(ParseResult parsed)
    {
        var chosen = parsed.GetRequiredValue(application);
        HostedBgpMachine.Check(chosen, null);
        BgpRoles.Ballots(parsed.GetRequiredValue(ballots));
        return settings => settings with
        {
            Application = chosen,
            Storage = parsed.GetValue(memory) ? StorageKind.Memory : StorageKind.Durable,
            Evidence = parsed.GetValue(evidence),
            Signatures = !parsed.GetValue(unsigned),
            Ballots = parsed.GetRequiredValue(ballots),
            Checkpoint = parsed.GetValue(checkpoint),
        };
    }
}
