using System.Globalization;
using System.Text;
using BgpVerified.Cli.Simulated;
using BgpVerified.Runtime.Simulation;
using Xunit;

namespace BgpVerified.PropertyTests.Runtime;

/// <summary>
/// The section of docs/PREFIX-QUORUMS.md that is measured in the simulator, and its plots. <c>UPDATE_DOCS=1</c> writes it anew, which takes
/// minutes; by default a few lines are made again, and must be in it as they are. <c>LONG_TESTS=1</c> makes all of them again.
/// </summary>
public sealed class PrefixQuorumDocument
{
    private const string Heading = "## Measured in the simulator\n";
    private static readonly string[] Rules = ["prefix-quorums", "prefix-base", "prefix-bound", "prefix-extends"];
    private static readonly int[] Sizes = [4, 7, 13];
    private static readonly int[] Clients = [1, 5, 20];
    private static readonly int[] Conflicts = [0, 1, 2, 5, 10, 20, 50, 100];
    private static readonly int[] Waits = [50, 100, 200, 400, 800];
    private static readonly SimulationOptions Plain = new() { Commands = 100 };

    [Fact]
    public void The_document_has_what_runs_make()
    {
        var path = RunDocuments.PathOf("PREFIX-QUORUMS.md");
        if (!RunDocuments.IsLong)
        {
            var document = File.ReadAllText(path);
            Assert.Contains(Introduction, document, StringComparison.Ordinal);
            Assert.All([new Cell(4, 5, 0), new Cell(4, 5, 10), new Cell(4, 1, 100)],
                cell => Assert.Contains(Row(cell, Measured(cell)), document, StringComparison.Ordinal));
            Assert.Contains(OpenRow(400, 10), document, StringComparison.Ordinal);
            return;
        }

        var cells = (from size in Sizes
                     from clients in Clients
                     from conflicts in Conflicts
                     select new Cell(size, clients, conflicts)).ToList();
        var all = cells.AsParallel().Select(cell => (Cell: cell, Pair: Measured(cell))).ToDictionary(one => one.Cell, one => one.Pair);
        var text = new StringBuilder(Introduction);
        foreach (var size in Sizes)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n**N = {size}**\n\n{Columns("clients")}");
            foreach (var cell in cells.Where(cell => cell.Size == size))
            {
                text.Append(Row(cell, all[cell]));
            }
        }

        text.Append(Open).Append(Columns("a client's commands come every"));
        foreach (var line in Waits.SelectMany(wait => new[] { 0, 10 }.Select(conflicts => (wait, conflicts))).ToList()
            .AsParallel().AsOrdered().Select(one => OpenRow(one.wait, one.conflicts)).ToList())
        {
            text.Append(line);
        }

        text.Append(Findings);
        var old = File.ReadAllText(path);
        var begin = old.IndexOf(Heading, StringComparison.Ordinal);
        var end = begin < 0 ? -1 : old.IndexOf("\n## ", begin, StringComparison.Ordinal);
        if (RunDocuments.IsUpdating)
        {
            var after = old.IndexOf("## Related work", StringComparison.Ordinal);
            File.WriteAllText(path, old[..(begin < 0 ? after : begin)] + text + "\n" + old[(begin < 0 ? after : end + 1)..]);
        }

        Assert.Contains(text.ToString(), File.ReadAllText(path), StringComparison.Ordinal);
        Assert.All(Plots(all), one => RunDocuments.Plot(one.Name, one.Plot.ToSvg()));
    }

    private static string Introduction => Heading + """

        `bgpv simulate bgp --with prefix-quorums,prefix-base,prefix-bound,prefix-extends` runs the same handlers as a cluster in virtual
        time (docs/SIMULATION.md says what is measured). `five-regions`, clients that wait for each answer, 100 commands, with four
        acceptors seeds 1 to 3 together, else seed 1; latencies in ms. *in time*: the share of commands learned as soon as if they were
        alone, three delays after the client's request (worked out of the delays). *fast*: the share learned in a fast ballot, after
        no more than three messages one after another; one that waits until later commands have made votes equal counts,
        too. *messages*: a command,
        between machines. Of two columns the first is with equal votes, as in the paper, the second with prefixes. Of the votes
        that have come a process is offered those that have something new in common, by a simple choice (`PrefixChoice`). No faults.
        `UPDATE_DOCS=1` with `-class "*PrefixQuorumDocument"` makes this section again, `LONG_TESTS=1` compares.

        """;

    private static string Open => """

        **Clients that do not wait**: N = 4, five clients, the time between two commands of a client exponentially distributed.


        """;

    private static string Findings => """

        ![learned in three delays, by conflicts and N](simulation/prefix-fast.svg)
        ![median latency, by conflicts and N](simulation/prefix-latency.svg)
        ![learned in three delays, by conflicts and clients](simulation/prefix-clients.svg)

        What the figures say:

        - **A client alone gains nothing**: 100 % in three delays both ways, at the same cost.
        - **Concurrent commands that commute gain most.** With equal votes nearly all of them are still learned in a fast ballot, but
          few in time: a vote for `a.b` does not count for `a`, so that a command waits until the votes are equal. With five clients of
          13 acceptors 19 % are in time, and with prefixes all; the median falls from 362 to 244 ms. With four acceptors it is
          2 % and 55 %. Where commands keep coming (every 50 ms), equal votes hardly ever come about at all before the leader loses
          patience: 902 ms, and 248 ms with prefixes.
        - **Not all are in time even without a conflict** where N is 4 or 7. An acceptor that has proven a prefix proves only what
          extends it, and a quorum of three of four may lack it still; the simple choice of votes may have its part in it, too. Which
          of the two it is was not measured.
        - **Conflicts themselves are not helped.** At 100 % nothing changes: a conflict is settled by a classic ballot, as before. At 20
          to 50 % what commutes with the commands in conflict is learned in time, where with equal votes it waits for the classic
          ballot as well: the median falls, the 99th percentile does not. Not always by more commands in fast ballots: with
          five clients of four acceptors and 20 % they fall from 88 to 82 %, perhaps since clients that are answered sooner ask sooner.
        - **The price**: each longer prefix is told to all learners, so that there are a fifth to two thirds more messages with five
          clients, and two to four times as many with 20 (no conflicts). Processors and links cost nothing in these runs; where they
          do, the gain is smaller, which was not measured.
        - **Rates below 10 % show little**: of 100 commands seven to ten conflict at 10 %, and with five clients hardly two of them at
          once (seeds 1 to 3: none begins within 300 ms of another), so that the lines are the same. The larger
          clusters have one seed.

        """;

    private static string Columns(string first) => $"""
        | {first} | conflicts % | in time | *prefixes* | fast | *prefixes* | p50 | *prefixes* | p99 | *prefixes* | messages | *prefixes* |
        | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |

        """;

    private static IEnumerable<(string Name, LinePlot Plot)> Plots(Dictionary<Cell, (Figures Without, Figures With)> all)
    {
        yield return ("prefix-fast.svg", Of("Commands learned in three delays: five clients", "in time, % of commands",
            Sizes.Select(size => ($"N = {size}", new Cell(size, 5, 0))), figures => figures.InTime));
        yield return ("prefix-latency.svg", Of("Median latency: five clients", "p50, ms",
            Sizes.Select(size => ($"N = {size}", new Cell(size, 5, 0))), figures => figures.P50));
        yield return ("prefix-clients.svg", Of("Commands learned in three delays: N = 4", "in time, % of commands",
            Clients.Select(clients => ($"{clients} client{(clients == 1 ? string.Empty : "s")}", new Cell(4, clients, 0))),
            figures => figures.InTime));

        LinePlot Of(string title, string y, IEnumerable<(string Name, Cell Cell)> lines, Func<Figures, double> read) => new(
            title, "conflicting commands, %", y,
            [
                .. lines.SelectMany(line => new[] { ("equal votes", false), ("prefixes", true) }.Select(kind => new PlotLine(
                    $"{line.Name}, {kind.Item1}",
                    [
                        .. Conflicts.Select(conflicts => all[line.Cell with { Conflicts = conflicts }]).Zip(Conflicts)
                            .Select(one => ((double)one.Second, read(kind.Item2 ? one.First.With : one.First.Without))),
                    ]))),
            ]);
    }

    private static string OpenRow(int wait, int conflicts) => Row($"{wait} ms", conflicts, Measured(Plain with
    {
        Clients = 5,
        Conflicts = conflicts / 100.0,
        Every = TimeSpan.FromMilliseconds(wait),
    }));

    private static (Figures Without, Figures With) Measured(Cell cell) => Measured(
        Plain with { Acceptors = cell.Size, Clients = cell.Clients, Conflicts = cell.Conflicts / 100.0 });

    private static (Figures Without, Figures With) Measured(SimulationOptions options) =>
        (Run(options), Run(options with { With = Rules }));

    private static Figures Run(SimulationOptions options)
    {
        var reports = new ulong[] { 1, 2, 3 }.Take(options.Acceptors == 4 ? 3 : 1)
            .Select(seed => Simulator.Run(new SimulatedBgp(), options with { Seed = seed })).ToList();
        Assert.All(reports, report => Assert.Equal((null, true), (report.What, report.IsComplete)));
        var latencies = reports.SelectMany(report => report.History).Select(entry => (entry.End!.Value - entry.Start).TotalMilliseconds)
            .Order().ToList();
        var inTime = reports.SelectMany(report => report.History).Select(entry =>
            (entry.End!.Value - entry.Start).Ticks <= Alone(options, entry.Client) ? 100.0 : 0).Average();
        return new(
            inTime,
            100 * reports.Average(report => report.FastShare),
            Measures.Percentile(latencies, 50),
            Measures.Percentile(latencies, 99),
            reports.Average(report => report.Messages));
    }

    /// <summary>When a client's command is learned that nothing hinders, by the delays alone.</summary>
    private static long Alone(SimulationOptions options, int client)
    {
        var (n, quorum) = (options.Acceptors, options.Acceptors - ((options.Acceptors - 1) / 3));
        var acceptors = Enumerable.Range(0, n).ToList();
        var heard = acceptors.Select(acceptor => Delay(n + client, acceptor)).ToList();
        var proven = acceptors.Select(acceptor => Math.Max(
            heard[acceptor], acceptors.Select(other => heard[other] + Delay(other, acceptor)).Order().ElementAt(quorum - 1))).ToList();
        return acceptors.Select(acceptor => proven[acceptor] + Delay(acceptor, n + client)).Order().ElementAt(quorum - 1);

        long Delay(int from, int to) => from == to ? 0
            : options.Topology.OneWay[PlaceOf(from)][PlaceOf(to)].Ticks;

        int PlaceOf(int machine) => (machine < n ? machine : machine - n) % options.Topology.Regions.Count;
    }

    private static string Row(Cell cell, (Figures Without, Figures With) pair) => Row($"{cell.Clients}", cell.Conflicts, pair);

    private static string Row(string first, int conflicts, (Figures Without, Figures With) pair)
    {
        var (x, y) = pair;
        return string.Create(CultureInfo.InvariantCulture,
            $"| {first} | {conflicts} | {x.InTime:F1} % | {y.InTime:F1} % | {x.Fast:F1} % | {y.Fast:F1} % | ")
            + string.Create(CultureInfo.InvariantCulture, $"{x.P50:F0} | {y.P50:F0} | {x.P99:F0} | {y.P99:F0} | ")
            + string.Create(CultureInfo.InvariantCulture, $"{x.Messages:F1} | {y.Messages:F1} |\n");
    }

    private sealed record Cell(int Size, int Clients, int Conflicts);

    private sealed record Figures(double InTime, double Fast, double P50, double P99, double Messages);
}
