using System.CommandLine;
using System.Globalization;
using BgpVerified.Faults.Plans;
using BgpVerified.Faults.Runs;
using BgpVerified.Host.Evidence;
using BgpVerified.Host.Nodes;
using BgpVerified.Runtime.Evidence;
using BgpVerified.Spec.Protocols;

namespace BgpVerified.Cli.Hosted;

/// <summary><c>cluster attack</c>: faults, drawn by a seed, on a cluster of real processes.</summary>
internal static class AttackCommand
{
    public static Command Create(TextWriter output, TextWriter error, Func<CancellationToken> interrupt)
    {
        var nodes = new Option<int>("--nodes") { Description = "how many nodes", HelpName = "N", DefaultValueFactory = _ => 4 };
        var seed = new Option<ulong>("--seed")
        {
            Description = "draws the faults and the commands",
            HelpName = "S",
            DefaultValueFactory = _ => 1,
        };
        var faults = new Option<int>("--faults") { Description = "how many faults", HelpName = "N", DefaultValueFactory = _ => 40 };
        var time = new Option<string>("--time")
        {
            Description = "how long they take together: 60s, 30m",
            HelpName = "T",
            DefaultValueFactory = _ => "60s",
        };
        var kinds = new Option<string?>("--kinds")
        {
            Description = $"a list of kinds; all by default: {string.Join(',', FaultKinds.All.Select(FaultKinds.Name))}",
            HelpName = "LIST",
        };
        var application = new Option<string>("--application")
        {
            Description = "bank or store (default)",
            DefaultValueFactory = _ => "store",
        };
        var folder = new Option<string?>("--output") { Description = "folders and logs are kept in DIR, a new folder", HelpName = "DIR" };
        var clients = new Option<int>("--clients")
        {
            Description = "how many clients ask all the while",
            HelpName = "C",
            DefaultValueFactory = _ => 6,
        };
        var planted = new Option<PlantedBug>("--planted") { Description = "a fault in the nodes' host, which is to be found; for tests" };
        var malformed = new Option<int>("--fuzz")
        {
            Description = "instead of faults: N malformed frames to a live node, N / 10 signed ones of nonsense, N / 100 bad connections",
            HelpName = "N",
        };
        var plan = new Option<bool>("--plan") { Description = "only print the plan of faults" };
        var command = new Command("attack", "Kill, stop, cut off and corrupt nodes of a cluster that clients use; check what comes of it.")
        {
            nodes, seed, faults, time, kinds, application, folder, clients, planted, malformed, plan,
        };
        command.SetAction(async (parsed, ignored) =>
        {
            HostedBgpMachine.Check(parsed.GetRequiredValue(application), null);
            var options = new AttackOptions(
                new(
                    parsed.GetValue(seed),
                    InRange("--nodes", parsed.GetValue(nodes), 4, 16),
                    (parsed.GetValue(nodes) - 1) / 3,
                    InRange("--faults", parsed.GetValue(faults), 1, 1_000_000),
                    Duration(parsed.GetRequiredValue(time)))
                {
                    Kinds = parsed.GetValue(kinds) is { } list ? [.. list.Split(',').Select(Kind)] : FaultKinds.All,
                },
                parsed.GetRequiredValue(application),
                ClusterProcesses.Program)
            {
                Folder = parsed.GetValue(folder),
                Bug = parsed.GetValue(planted),
                Clients = InRange("--clients", parsed.GetValue(clients), 1, 100),
            };
            if (parsed.GetValue(plan))
            {
                FaultPlan.Draw(options.Plan).ToList().ForEach(fault => output.WriteLine($"{fault.Number,6}  {fault}"));
                return 0;
            }

            if (!OperatingSystem.IsLinux())
            {
                throw new InvalidConfigurationException(
                    "an attack needs Linux's signals and limits; 'cluster attack --plan' prints the faults anywhere");
            }

            try
            {
                if (parsed.GetValue(malformed) is > 0 and var frames)
                {
                    var amounts = new FuzzOptions(frames, frames / 10, frames / 200);
                    var fuzz = new Fuzz(options with { Evidence = false }, amounts, HostedBgpMachine.BuildForFuzz, Say);
                    var fuzzed = await fuzz.RunAsync(interrupt());
                    fuzzed.Lines().ToList().ForEach(output.WriteLine);
                    return fuzzed.Wrong.Count == 0 ? 0 : 1;
                }

                var report = await new Attack(options, Say) { Verify = Verify }.RunAsync(interrupt());
                report.Lines().ToList().ForEach(output.WriteLine);
                return report.Outcome switch { AttackOutcome.Holds => 0, AttackOutcome.Violated => 1, _ => 3 };
            }
            catch (InvalidOperationException e)
            {
                error.WriteLine($"bgpv: incomplete: {e.Message}");
                return 3;
            }
        });
        return command;

        void Say(string line)
        {
            output.WriteLine(line);
            output.Flush();
        }
    }

    /// <summary>The logs of all nodes but the Byzantine ones, as <c>bgpv verify</c> does it.</summary>
    private static (IReadOnlyList<string> Wrong, long Steps) Verify(AttackCluster cluster, IReadOnlyList<int> byzantine)
    {
        var files = Enumerable.Range(0, cluster.Settings.Nodes.Count).Where(node => !byzantine.Contains(node))
            .Select(node => Path.Combine(cluster.FolderOf(node), EvidenceFile.Name));
        try
        {
            var report = EvidenceVerifier.Verify(
                [.. files.Select(file => new EvidenceLog(file, () => File.ReadLines(file)))], [new HostedEvidence()]);
            return (report.Failure is { } failure ? [$"{failure}"] : [], report.Steps);
        }
        catch (InvalidEvidenceException e)
        {
            return ([e.Message], 0);
        }
    }

    private static int InRange(string option, int value, int least, int most) => value >= least && value <= most
        ? value
        : throw new InvalidConfigurationException($"impossible {option} {value}; it is {least} to {most}");

    private static FaultKind Kind(string name) => FaultKinds.Parse(name) ?? throw new InvalidConfigurationException(
        $"unknown kind of fault '{name}'; there are {string.Join(", ", FaultKinds.All.Select(FaultKinds.Name))}");

    private static TimeSpan Duration(string text)
    {
        var unit = text.Length == 0 ? ' ' : text[^1];
        var seconds = unit switch { 's' => 1, 'm' => 60, 'h' => 3600, _ => 0 };
        return seconds > 0 && double.TryParse(text[..^1], NumberStyles.Float, CultureInfo.InvariantCulture, out var count)
            && count * seconds is >= 1 and <= 864_000 and var all
            ? TimeSpan.FromSeconds(all)
            : throw new InvalidConfigurationException($"impossible --time '{text}'; it is seconds, minutes or hours: 90s, 30m, 2h");
    }
}
