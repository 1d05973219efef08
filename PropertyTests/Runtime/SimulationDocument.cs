using System.Globalization;
using System.Text;
using BgpVerified.Cli.Simulated;
using BgpVerified.Runtime.Simulation;
using Xunit;

namespace BgpVerified.PropertyTests.Runtime;

/// <summary>
/// docs/SIMULATION.md and its plots. <c>UPDATE_DOCS=1</c> writes all of it anew, which takes minutes; by default the sections that take a
/// moment are made again, and must be in the document as they are. <c>LONG_TESTS=1</c> makes all of them again.
/// </summary>
public sealed class SimulationDocument
{
    private static readonly SimulatedBgp Bgp = new();

    [Fact]
    public void The_document_has_what_runs_make()
    {
        Func<string>[] making = RunDocuments.IsLong ? [Growth, Conflicts, Load, Sizes, Delays, Faults] : [Delays, Faults];
        var made = making.AsParallel().WithDegreeOfParallelism(making.Length)
            .Select(make => (make.Method.Name, Text: make())).ToDictionary(section => section.Name, section => section.Text);
        (string Text, bool IsFast)[] sections =
        [
            (Introduction, true),
            (made[nameof(Delays)], true),
            (made[nameof(Faults)], true),
            .. ((string[])[nameof(Conflicts), nameof(Load), nameof(Sizes), nameof(Growth)]).Select(
                name => (made.GetValueOrDefault(name, string.Empty), false)),
            (Closing, true),
        ];
        if (RunDocuments.IsUpdating)
        {
            File.WriteAllText(RunDocuments.PathOf("SIMULATION.md"), string.Join('\n', sections.Select(section => section.Text)));
        }

        var document = File.ReadAllText(RunDocuments.PathOf("SIMULATION.md"));
        foreach (var (text, isFast) in sections.Where(section => section.IsFast || RunDocuments.IsLong))
        {
            Assert.Contains(text, document, StringComparison.Ordinal);
        }
    }

    private static string Introduction => """
        # Simulation

        `bgpv simulate PROTOCOL` runs the handlers that the checker checks, unchanged, as a cluster in virtual time: `bgp`, `multipaxos`,
        `pbft` and `fab-machine`. A node (`Runtime/Hosting`) counts messages into quorums, keeps what comes too early, saves before it
        sends, and has its local inputs from a policy: when a leader opens a ballot, when an acceptor loses patience. No safety depends
        on the policy. Clock, network, storage and signatures are interfaces; here they are simulated (`Runtime/Simulation`). What
        happens follows from the options and the seed: the same command line twice prints the same bytes.
        `bgp-machine` runs an application, and the clients' history is checked ([MACHINE.md](MACHINE.md)).

        Every run is checked: all learners learn the commands of one object in one order, what is learned stays, only what was asked for
        is learned, and once. A violation ends the run with status 1. Without the rules `verify-quorum` and `learn-quorum`, for example:
        `bgpv simulate bgp --commands 14 --clients 3 --conflicts 100 --without verify-quorum --without learn-quorum`.

        **What is measured.** *Latency*: from a client's request to its answer; with `bgp` until the client's own learner has learned the
        command, with the state machines until the client has the reply. *Delays*: latency in mean one-way delays of the network.
        *Messages one after another*: the longest chain of messages that led to the answer (median). *Fast path*: the share of commands
        answered after no longer a chain than the protocol's common case needs. *Messages*, *bytes*, *signatures*: a command, between
        machines. A message to several processes of a machine counts for each. Bytes are those of a plain binary encoding with ECDSA P-256
        signatures (64 bytes) and operations of 100 bytes; a certificate carries its signatures; a justification one certificate, its
        base, and each report's signature and digests. No bytes are saved by aggregated signatures, or by sending a vote's digest for the
        vote.

        **The network.** *uniform*: 10 ms from machine to machine, nothing within one. *five-regions*: Washington, London, Tokyo, Sydney,
        Sao Paulo, in which machines and clients are put in turn; half of the average latencies that IBM Cloud publishes for its VPC
        regions ("Network latency", 27 July to 25 August 2024), 1 ms within a region. Links lose nothing and processors take no time
        unless it is said.

        """;

    private static string Closing => """
        ## Limits

        - Policies are simple: fast and classic ballots in turn; a leader waits six of the longest delays for a command before it opens
          the next ballot, an acceptor twenty, and twice as long in each view. Other policies move the trade between conflicts and
          recovery.
        - Acceptors are sent the whole value in each vote, as the handlers have it; a host would send what is new, and a digest.
        - Byzantine acceptors sign whatever another has signed (`--echoing`); a Byzantine leader is silent, slow, or proposes the appended
          commands the other way round to half of the acceptors. The checker's adversary can do anything; this is for measuring.
        - The state machines keep every slot: a step of `multipaxos`, `pbft` and `fab-machine` costs the more the longer the run, and
          runs of some thousand commands take a minute. `pbft` runs without checkpoints, every message signed, where the paper has
          MACs in the normal case.
        - A fast ballot takes N² messages a command: 100 acceptors make ten million events of a thousand commands, half a minute's work of
          one core. `--batch B` has a command stand for B operations.
        - A proposer remembers every command it has proposed (Algorithm 1); its state is not in the figures.
        - The history of the clients (`--json`) has each command's start, end and reply, for a checker of linearizability.

        """;

    private static string Delays()
    {
        var text = new StringBuilder("""
            ## Delays

            One client, four acceptors if nothing is said, 20 commands one after another; the client is in Washington.

            | protocol | case | uniform: ms | delays | five-regions: ms | messages one after another | messages | signatures made |
            | --- | --- | --- | --- | --- | --- | --- | --- |

            """);
        foreach (var (protocol, name, change) in new (ISimulatedProtocol, string, Func<SimulationOptions, SimulationOptions>)[]
        {
            (Bgp, "a fast ballot", o => o),
            (Bgp, "a universally commutative command", o => o with { Universal = 1 }),
            (Bgp, "a classic ballot, opened for the command", o => o with { Ballots = "classic" }),
            (new SimulatedMultiPaxos(), "the leader leads", o => o),
            (new SimulatedPbft(), "the primary is correct", o => o),
            (new SimulatedFabMachine(), "six acceptors, 5f + 1", o => o with { Acceptors = 6 }),
            (new SimulatedFabMachine(), "3f + 1, Parameterized FaB Paxos with t = 0", o => o),
            (new SimulatedFabMachine(), "the same, one acceptor crashed", o => o with { Crashed = 1 }),
        })
        {
            var plain = change(new() { Commands = 20 });
            var (uniform, regions) = (Run(protocol, plain with { Topology = Uniform }), Run(protocol, plain));
            text.Append(CultureInfo.InvariantCulture,
                $"| `{protocol.Name}` | {name} | {Ms(uniform.P50)} | {Ms(uniform.P50 / uniform.OneWay)} | {Ms(regions.P50)} | ");
            text.Append(CultureInfo.InvariantCulture, $"{regions.Delays} | {Ms(regions.Messages)} | {Ms(regions.Signed)} |\n");
        }

        return text.Append("""

            Three delays in a fast ballot, two for a universally commutative command, as in [DELAYS.md](DELAYS.md), where they are
            measured on the checker's world. A classic ballot takes three from its proposal; here one to the leader, and phase 1, come
            before: six. The state machines' figures have the way to the leader and the reply in them. Of
            `fab-machine`'s four delays two are those of FaB Paxos; a commit proof costs a fifth, where more than t acceptors have
            failed. Its leader is never replaced.

            """).ToString();
    }

    private static string Faults()
    {
        var text = new StringBuilder("""
            ## Faults

            Five clients, `five-regions`, 200 commands of which 10 % conflict.

            | case | N | learned | p50 ms | p99 ms | longest ms | fast path | messages |
            | --- | --- | --- | --- | --- | --- | --- | --- |

            """);
        var plain = new SimulationOptions { Clients = 5, Commands = 200, Conflicts = 0.1 };
        foreach (var (name, options) in new[]
        {
            ("no fault", plain),
            ("one acceptor crashed, f of 4", plain with { Crashed = 1 }),
            ("two acceptors crashed, f of 7", plain with { Acceptors = 7, Crashed = 2 }),
            ("the first leader silent", plain with { Leader = LeaderFault.Silent }),
            ("the first leader slow, by 500 ms", plain with { Leader = LeaderFault.Slow, Slowness = TimeSpan.FromMilliseconds(500) }),
            ("the first leader proposes different orders", plain with { Leader = LeaderFault.Equivocating }),
            ("a Byzantine acceptor signs all votes", plain with { Echoing = 1 }),
            ("both", plain with { Leader = LeaderFault.Equivocating, Echoing = 1 }),
            ("5 % of transmissions lost, jitter 20 %", plain with { Loss = 0.05, Jitter = 0.2 }),
        })
        {
            var report = Run(Bgp, options);
            text.Append(CultureInfo.InvariantCulture,
                $"| {name} | {options.Acceptors} | {report.Learned} | {Ms(report.P50)} | {Ms(report.P99)} | {Ms(report.Worst)} | ");
            text.Append(CultureInfo.InvariantCulture, $"{Percent(report.FastShare)} | {Ms(report.Messages)} |\n");
        }

        return text.Append("""

            A silent leader costs one view change, and then nothing. An acceptor that has crashed costs nothing where the others are as
            near; fewer are then left that must all have the same value. An acceptor that signs everything at once makes quorums faster.

            """).ToString();
    }

    private static string Conflicts()
    {
        int[] rates = [0, 2, 5, 10, 20, 30, 50, 75, 100];
        var plain = new SimulationOptions { Clients = 5, Commands = 500 };
        var text = new StringBuilder("""
            ## Conflicts

            Five clients, one in each region, four acceptors, 500 commands, by the share of commands that touch the one object that all
            share. Any two of these conflict. `multipaxos` and `pbft` order everything, whatever the share.

            | conflict % | fast path | p50 ms | p99 ms | messages |
            | --- | --- | --- | --- | --- |

            """);
        var reports = rates.Select(rate => (Rate: rate, Report: Run(Bgp, plain with { Conflicts = rate / 100.0 }))).ToList();
        foreach (var (rate, report) in reports)
        {
            text.Append(CultureInfo.InvariantCulture,
                $"| {rate} | {Percent(report.FastShare)} | {Ms(report.P50)} | {Ms(report.P99)} | {Ms(report.Messages)} |\n");
        }

        var others = new ISimulatedProtocol[] { new SimulatedMultiPaxos(), new SimulatedPbft() }
            .Select(protocol => (protocol.Name, Run(protocol, new() { Clients = 5, Commands = 200 }).P50)).ToList();
        RunDocuments.Plot("conflicts.svg", LinePlot.Stack(
            new LinePlot("Fast path by conflicts", "commands that conflict (%)", "commands on the fast path (%)",
                [new("bgp", [.. reports.Select(r => ((double)r.Rate, 100 * r.Report.FastShare))])]),
            new LinePlot("Latency by conflicts", "commands that conflict (%)", "learn latency (ms)",
            [
                new("bgp, median", [.. reports.Select(r => ((double)r.Rate, r.Report.P50))]),
                new("bgp, 99 %", [.. reports.Select(r => ((double)r.Rate, r.Report.P99))]),
                .. others.Select(other => new PlotLine($"{other.Name}, median", [(0, other.P50), (100, other.P50)])),
            ])));
        return text.Append("\n![Fast path and latency by conflicts](simulation/conflicts.svg)\n").ToString();
    }

    private static string Load()
    {
        int[] apart = [2000, 1000, 500, 300, 200, 150, 100, 80, 65, 50, 35];
        var plain = new SimulationOptions { Clients = 5, Commands = 500 };
        var text = new StringBuilder("""
            ## Load, without a single conflict

            Five clients in an open loop, one in each region, four acceptors, 500 commands of which none conflict, by how many come a
            second in all.

            | commands a second | fast path | p50 ms | p99 ms |
            | --- | --- | --- | --- |

            """);
        var reports = apart.Select(ms => (Rate: 5000.0 / ms, Report: Run(Bgp, plain with { Every = TimeSpan.FromMilliseconds(ms) })))
            .ToList();
        foreach (var (rate, report) in reports)
        {
            text.Append(CultureInfo.InvariantCulture,
                $"| {rate:0.#} | {Percent(report.FastShare)} | {Ms(report.P50)} | {Ms(report.P99)} |\n");
        }

        RunDocuments.Plot("load.svg", LinePlot.Stack(
            new LinePlot("Fast path by load, no conflicts", "commands a second", "commands on the fast path (%)",
                [new("bgp", [.. reports.Select(r => (r.Rate, 100 * r.Report.FastShare))])]),
            new LinePlot("Latency by load, no conflicts", "commands a second", "learn latency (ms)",
            [
                new("median", [.. reports.Select(r => (r.Rate, r.Report.P50))]),
                new("99 %", [.. reports.Select(r => (r.Rate, r.Report.P99))]),
            ])));
        return text.Append("""

            ![Fast path and latency by load](simulation/load.svg)

            Commands that commute do not collide, and yet the fast path is lost under load. A value is proven when N - f acceptors have
            signed *the same* value (Algorithm 4, line 10), and learned when N - f say that they have proven it (Algorithm 5, line 1);
            while commands are on their way in different orders, acceptors have voted for different sets, although no two of them
            conflict. Each set is equal at N - f acceptors only in a moment without newer commands between them. Generalized Paxos does
            not have this: a learner there takes the greatest lower bound of a quorum's votes. A leader's next ballot gathers what has
            waited, so that nothing is lost but time.

            """).ToString();
    }

    private static string Sizes()
    {
        int[] acceptors = [4, 7, 10, 16, 31, 61, 100];
        var text = new StringBuilder("""
            ## Cluster size

            One client in Washington, `five-regions`, 30 commands one after another. *With processors*: a signature takes 43 µs, and
            checking one 130 µs (ECDSA P-256 on this kind of machine), one core a machine.

            | N | f | p50 ms | with processors | messages | kB | signatures made | checked |
            | --- | --- | --- | --- | --- | --- | --- | --- |

            """);
        var reports = acceptors.Select(n => (N: n, Free: Run(Bgp, Of(n)), Busy: Run(Bgp, Busy(Of(n))))).ToList();
        foreach (var (n, free, busy) in reports)
        {
            text.Append(CultureInfo.InvariantCulture, $"| {n} | {free.Faults} | {Ms(free.P50)} | {Ms(busy.P50)} | {Ms(free.Messages)} | ");
            text.Append(CultureInfo.InvariantCulture, $"{free.Bytes / 1000:0} | {Ms(free.Signed)} | {Ms(free.Verified)} |\n");
        }

        var others = new ISimulatedProtocol[] { new SimulatedMultiPaxos(), new SimulatedPbft() }.Select(protocol => (
            protocol.Name,
            Reports: acceptors.Where(n => n <= 61).Select(n => (N: n, Report: Run(protocol, Busy(Of(n))))).ToList())).ToList();
        RunDocuments.Plot("sizes.svg", LinePlot.Stack(
            new LinePlot("Latency by cluster size, with processors", "acceptors or replicas", "learn latency, median (ms)",
            [
                new("bgp, fast", [.. reports.Select(r => ((double)r.N, r.Busy.P50))]),
                .. others.Select(o => new PlotLine(o.Name, [.. o.Reports.Select(r => ((double)r.N, r.Report.P50))])),
            ]),
            new LinePlot("Messages by cluster size", "acceptors or replicas", "messages a command",
            [
                new("bgp, fast", [.. reports.Select(r => ((double)r.N, r.Free.Messages))]),
                .. others.Select(o => new PlotLine(o.Name, [.. o.Reports.Select(r => ((double)r.N, r.Report.Messages))])),
            ])));
        return text.Append("""

            ![Latency and messages by cluster size](simulation/sizes.svg)

            Latency is that of the regions in which a quorum is found; the number of machines matters only where they have work to do. In
            `multipaxos` and `pbft` all N replicas learn and reply, in `bgp` the client's learner learns alone.

            """).ToString();

        static SimulationOptions Of(int n) => new() { Acceptors = n, Commands = 30 };

        static SimulationOptions Busy(SimulationOptions options) => options with
        {
            Sign = TimeSpan.FromMicroseconds(43),
            Verify = TimeSpan.FromMicroseconds(130),
        };
    }

    private static string Growth()
    {
        var plain = new SimulationOptions { Clients = 20, Topology = Uniform, Jitter = 0.2 };
        var runs = new[] { (2_000, 0), (2_000, 100), (100_000, 100) }.AsParallel().AsOrdered().WithDegreeOfParallelism(3)
            .Select(run => Run(Bgp, plain with { Commands = run.Item1, Checkpoint = run.Item2 })).ToList();
        var (kept, begun, whole) = (runs[0], runs[1], runs[2]);
        var text = new StringBuilder("""
            ## Checkpoints

            Twenty clients, four acceptors, uniform with jitter 20 %; a checkpoint every 100 commands, or none. The largest state of a
            process of acceptors' machines and learners, the longest message since the sample before, and the most statements for which a
            process kept messages.

            | commands | checkpoints | largest state, bytes | longest message, bytes | statements kept | p50 ms | fast path |
            | --- | --- | --- | --- | --- | --- | --- |

            """);
        foreach (var (name, report) in new[] { ("none", kept), ("every 100", begun), ("every 100", whole) })
        {
            text.Append(CultureInfo.InvariantCulture, $"| {report.Learned:N0} | {name} | {report.LargestState:N0} | ");
            text.Append(CultureInfo.InvariantCulture,
                $"{report.LargestMessage:N0} | {report.LargestCollector} | {Ms(report.P50)} | {Percent(report.FastShare)} |\n");
        }

        Assert.InRange(whole.LargestState, 1, 2 * begun.LargestState);
        Assert.InRange(kept.LargestState, 5 * begun.LargestState, long.MaxValue);
        RunDocuments.Plot("growth.svg", LinePlot.Stack(
            new LinePlot("2,000 commands; checkpoints: none, or every 100", "commands learned", "bytes",
            [
                new("state, none", Sampled(kept, sample => sample.State)),
                new("message, none", Sampled(kept, sample => sample.Message)),
                new("state, every 100", Sampled(begun, sample => sample.State)),
                new("message, every 100", Sampled(begun, sample => sample.Message)),
            ]),
            new LinePlot("100,000 commands, a checkpoint every 100", "commands learned", "bytes",
            [
                new("state", Sampled(whole, sample => sample.State)), new("message", Sampled(whole, sample => sample.Message)),
            ])));
        return text.Append("""

            ![State and message sizes over a run](simulation/growth.svg)

            With checkpoints sizes are constant, without them they grow with every command, and so does what a vote carries.

            """).ToString();

        static IReadOnlyList<(double X, double Y)> Sampled(SimulationReport report, Func<SizeSample, long> size) =>
            [.. report.Samples.Select(sample => ((double)sample.Learned, (double)size(sample)))];
    }

    private static Topology Uniform => Topology.Uniform(TimeSpan.FromMilliseconds(10));

    private static SimulationReport Run(ISimulatedProtocol protocol, SimulationOptions options)
    {
        var report = Simulator.Run(protocol, options);
        Assert.Null(report.What);
        Assert.True(report.IsComplete, $"{protocol.Name} {options}");
        return report;
    }

    private static string Ms(double value) => value.ToString("0.#", CultureInfo.InvariantCulture);

    private static string Percent(double share) => $"{(100 * share).ToString("0", CultureInfo.InvariantCulture)} %";
}
