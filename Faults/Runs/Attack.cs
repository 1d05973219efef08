using System.Diagnostics;
using System.Globalization;
using BgpVerified.Faults.Clients;
using BgpVerified.Faults.Plans;
using BgpVerified.Host.Clients;
using BgpVerified.Impl.Machines;
using BgpVerified.Spec.Histories;
using BgpVerified.Spec.Machines;

namespace BgpVerified.Faults.Runs;

/// <summary>
/// Attacks a cluster of real processes: does a plan's faults while clients write and read, heals everything, lets the clients read all that
/// was written, and checks what they saw and what the nodes have logged.
/// </summary>
/// <param name="options">What is attacked.</param>
/// <param name="say">Told of progress, a line at a time.</param>
public sealed class Attack(AttackOptions options, Action<string> say)
{
    private const long MostSteps = 20_000_000;
    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(180);
    private static readonly TimeSpan EndTimeout = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan ReportEvery = TimeSpan.FromSeconds(10);
    private readonly Stopwatch watch = new();

    /// <summary>Verifies the nodes' logs, once all have ended: what is wrong, one line each, and how many steps there are.</summary>
    public Func<AttackCluster, IReadOnlyList<int>, (IReadOnlyList<string> Wrong, long Steps)>? Verify { get; init; }

    /// <summary>Attacks.</summary>
    /// <param name="interrupt">Ends it early, with a report of what was done.</param>
    /// <returns>The report.</returns>
    public async Task<AttackReport> RunAsync(CancellationToken interrupt)
    {
        var plan = FaultPlan.Draw(options.Plan);
        await using var cluster = new AttackCluster(options);
        say($"seed {options.Plan.Seed}: {plan.Count} faults in {options.Plan.Time.TotalSeconds:0} s, "
            + $"{options.Plan.Nodes} nodes, f = {options.Plan.Faulty}, {options.Application}; logs in {cluster.Folder}");
        var faults = new ClusterFaults(cluster.Processes, StartTimeout);
        await Task.WhenAll(cluster.Processes.Nodes.Select(node => node.StartAsync(StartTimeout, interrupt)));
        watch.Start();

        await using var connection = new ClusterConnection(cluster.ClientFolder);
        var (history, requests) = (new ClientHistory(), new Requests(options.Application, options.Plan.Seed));
        var clients = Enumerable.Range(0, options.Clients)
            .Select(i => (IClusterClient)new HostedClient(connection.NewClient(i % options.Plan.Nodes))).ToList();
        var loops = new ClientLoops(clients, requests, history, options.Pause);
        using var stop = new CancellationTokenSource();
        using var giveUp = new CancellationTokenSource();
        var asking = loops.RunAsync(stop.Token, giveUp.Token);
        var runner = new FaultRunner(faults, options.Plan.Faulty);
        var running = runner.RunAsync(plan, interrupt);
        var reporting = Report(runner, history, cluster, running);

        var done = await running;
        await faults.HealAsync(CancellationToken.None);
        var time = watch.Elapsed;
        giveUp.CancelAfter(options.Patience);
        await stop.CancelAsync();
        var isAnswered = await asking;
        giveUp.CancelAfter(options.Patience);
        isAnswered &= await loops.ReadAllAsync(giveUp.Token);
        await reporting;
        if (!isAnswered)
        {
            say("not everything is answered; this is how the nodes are:");
            (await cluster.StatusAsync()).ToList().ForEach(say);
        }

        var ended = new List<string>();
        foreach (var node in cluster.Processes.Nodes)
        {
            if (!await node.EndAsync(EndTimeout))
            {
                ended.Add($"{node.Start.Name} did not end in {EndTimeout.TotalSeconds:0} s when it was asked to");
            }
        }

        var byzantine = done.Where(one => one.Fault.Kind.IsByzantine()).Select(one => one.Fault.Node).Distinct().Order().ToList();
        var operations = history.ToList();
        var logs = Verify?.Invoke(cluster, byzantine);
        var verdict = HistoryChecker.Check(operations, Application, MostSteps);
        var report = new AttackReport(done, plan.Count, time, operations, isAnswered, verdict)
        {
            Logs = logs?.Wrong,
            VerifiedSteps = logs?.Steps ?? 0,
            Statements = cluster.Statements.Wrong(byzantine),
            Looked = (cluster.Statements.Statements, cluster.Statements.Accepted),
            Crashes = [.. faults.Crashes, .. ended],
            EndedOfFullDisk = faults.Ended,
            Longest = history.Longest,
            MostMemory = cluster.Processes.Nodes.Max(node => node.MostMemory),
        };
        cluster.IsToDelete = options.Folder is null && report.Outcome == AttackOutcome.Holds;
        return report;
    }

    private IApplication Application => options.Application == "bank" ? new Bank() : new KeyValueStore();

    private async Task Report(FaultRunner runner, ClientHistory history, AttackCluster cluster, Task until)
    {
        while (await Task.WhenAny(until, Task.Delay(ReportEvery)) != until)
        {
            var memory = string.Join(" ", cluster.Processes.Nodes.Select(node => $"{node.Measure() >> 20}"));
            var waiting = history.Begun - history.Answered;
            say(string.Create(CultureInfo.InvariantCulture, $"{watch.Elapsed.TotalSeconds,6:0} s: {runner.Done} faults, ")
                + string.Create(CultureInfo.InvariantCulture, $"{history.Answered} commands answered, {waiting} wait, longest wait ")
                + string.Create(CultureInfo.InvariantCulture, $"{history.Longest.TotalSeconds:0.0} s, memory {memory} MiB"));
        }
    }
}
