using System.Globalization;
using System.Text.RegularExpressions;
using BgpVerified.Cli.Hosted;
using BgpVerified.Cli.Simulated;
using BgpVerified.Impl.Bgp;
using BgpVerified.Kit;
using BgpVerified.Runtime.Evidence;
using BgpVerified.Runtime.Simulation;
using BgpVerified.Spec.Protocols;
using Xunit;

namespace BgpVerified.PropertyTests.Runtime;

/// <summary>Logs of runs fit; logs in which something was changed do not, and what does not fit is named.</summary>
public sealed partial class EvidenceTests
{
    private static readonly SimulationOptions Plain = new() { Clients = 2, Commands = 30, Conflicts = 0.4 };
    private static readonly SimulationOptions Bank = new() { Clients = 2, Commands = 20, Conflicts = 0.4, Universal = 0.2 };
    private static readonly Lazy<IReadOnlyDictionary<string, IReadOnlyList<string>>> Kept = new(() => Run(0, Plain));

    public static TheoryData<int, string> Runs => new()
    {
        { 0, "plain" }, { 0, "universal" }, { 0, "checkpoint" }, { 0, "silent" }, { 0, "echoing" }, { 0, "equivocating" }, { 0, "prefix" },
        { 0, "crashed" }, { 1, "plain" }, { 1, "universal" }, { 1, "dropping" },
    };

    [Theory]
    [MemberData(nameof(Runs))]
    public void Logs_of_simulated_runs_fit(int protocol, string kind)
    {
        var plain = protocol == 0 ? Plain : Bank;
        var report = Verify(Run(protocol, kind switch
        {
            "universal" => plain with { Universal = 0.5 },
            "checkpoint" => plain with { Checkpoint = 5 },
            "silent" => plain with { Leader = LeaderFault.Silent },
            "echoing" => plain with { Echoing = 1 },
            "equivocating" => plain with { Leader = LeaderFault.Equivocating },
            "prefix" => plain with { With = ["prefix-quorums"] },
            "crashed" => plain with { Crashed = 1, CrashAt = TimeSpan.FromSeconds(3) },
            "dropping" => plain with { Dropping = 1 },
            _ => plain,
        }));
        Assert.Null(report.Failure);
        Assert.True(report.Steps > 100 && report.Received > 100 && report.Learned >= plain.Commands, $"{report}");
        Assert.Equal(0, report.Missing);
        Assert.Equal(kind is not ("echoing" or "equivocating" or "crashed" or "dropping"), report.ClaimsLiveness);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void A_run_that_is_unsafe_is_found_to_be(ulong seed)
    {
        var report = Verify(Run(0, Plain with
        {
            Conflicts = 1,
            Clients = 3,
            Commands = 14,
            Without = ["verify-quorum", "learn-quorum"],
            Seed = seed,
        }));
        Assert.Contains("Consistency: it has learned", report.Failure!.What, StringComparison.Ordinal);
        Assert.Matches("^l[0-9]$", report.Failure.Process);
    }

    [Fact]
    public void A_changed_state_a_changed_message_and_a_lost_line_are_named()
    {
        foreach (var (from, to, says) in (IEnumerable<(Regex, string, string)>)[
            (State(), "\"state\":\"00000000000000000000000000000000\"", "the state after it is"),
            (Sent(), "\"sent\":[\"00000000000000000000000000000000\"", "follows from it and was not sent|was received, and|does not send"),
            (Input(), "\"input\":\"CgA=\"", "cannot be read|ignores it")])
        {
            foreach (var at in Places("n1", from, 5))
            {
                var failure = Failure(With("n1", lines => lines[at] = from.Replace(lines[at], to)));
                Assert.Matches(says, failure.What);
                Assert.True(
                    failure.What.Contains("was received", StringComparison.Ordinal) || (failure.Log, failure.Line) == ("n1", at + 1),
                    $"{failure}");
            }
        }

        foreach (var at in Places("n2", State(), 5))
        {
            var missing = Failure(With("n2", lines => lines.RemoveAt(at)));
            Assert.Equal(("n2", at + 1L), (missing.Log, missing.Line));
            Assert.Contains("lines are missing", missing.What, StringComparison.Ordinal);

            // Even if the others are numbered anew.
            Assert.NotNull(Failure(With("n2", lines =>
            {
                lines.RemoveAt(at);
                Renumber(lines);
            })));
        }

        var unheard = With("n3", lines =>
        {
            lines.RemoveAll(line => line.Contains("received", StringComparison.Ordinal)
                && line.Contains("\"from\":\"a1\"", StringComparison.Ordinal));
            Renumber(lines);
        });
        Assert.Contains("it has not received 'Verify", Failure(unheard).What, StringComparison.Ordinal);
    }

    [Fact]
    public void A_message_that_was_not_sent_is_named()
    {
        var failure = Failure(With("n4", lines => lines[10] = Received()
            .Replace(lines.First(Received().IsMatch), "\"received\":\"0123456789abcdef0123456789abcdef\"")
            .Replace(NumberOf(lines.First(Received().IsMatch)), NumberOf(lines[10]), StringComparison.Ordinal)));
        Assert.Equal(("n4", 11), (failure.Log, failure.Line));
        Assert.Matches(
            "the message 0123456789abcdef0123456789abcdef of [a-z][0-9] was received, and [a-z][0-9] has not sent it, says [cn][0-9]",
            failure.What);
    }

    [Fact]
    public void Logs_of_two_runs_are_told_apart()
    {
        var others = Run(0, Plain with { Seed = 9 });
        var failure = Failure(Kept.Value.ToDictionary(log => log.Key, log => log.Key == "n2" ? others[log.Key] : log.Value));
        Assert.Equal("n2:1: it is a log of another run than c1", $"{failure}");
    }

    [Fact]
    public void A_last_line_that_is_cut_off_is_a_kill_and_another_one_is_not()
    {
        // The last step of a learner, which sends nothing.
        var cut = With("c1", lines =>
        {
            lines.RemoveRange(lines.FindLastIndex(State().IsMatch) + 1, lines.Count - lines.FindLastIndex(State().IsMatch) - 1);
            lines[^1] = lines[^1][..(lines[^1].Length / 2)];
        });
        var report = Verify(cut);
        Assert.Null(report.Failure);
        Assert.Equal("c1", Assert.Single(report.Unfinished));
        Assert.False(report.ClaimsLiveness);

        var middle = Failure(With("c1", lines => lines[20] = lines[20][..10]));
        Assert.Equal(("c1", 21), (middle.Log, middle.Line));
        Assert.Contains("not a line of a log", middle.What, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_no_log_is_refused()
    {
        Assert.Contains("is not a log", Refusal(["{}"]), StringComparison.Ordinal);
        Assert.Contains("is not a log", Refusal([]), StringComparison.Ordinal);
        Assert.Contains(
            "known are simulated-bgp, ",
            Refusal([Kept.Value["n1"][0].Replace("simulated-bgp", "chess", StringComparison.Ordinal)]),
            StringComparison.Ordinal);
        Assert.Throws<InvalidEvidenceException>(() => EvidenceVerifier.Verify([], SimulatedEvidence.All));
        Assert.Throws<InvalidEvidenceException>(() => EvidenceVerifier.Verify(
            [new("x", () => Kept.Value["n1"])], SimulatedEvidence.All, "n1"));
        Assert.Throws<InvalidConfigurationException>(() => Verify(With("c1", lines =>
            lines[0] = lines[0].Replace("\"acceptors\":\"4\"", "\"acceptors\":\"many\"", StringComparison.Ordinal))));

        static string Refusal(IReadOnlyList<string> lines) =>
            Assert.Throws<InvalidEvidenceException>(() => EvidenceVerifier.Verify([new("x", () => lines)], SimulatedEvidence.All)).Message;
    }

    /// <summary>An acceptor that answers a ballot lower than the one that it has promised.</summary>
    [Fact]
    public void A_forgotten_promise_is_named_with_the_rule()
    {
        var (own, system) = Opened();
        var (acceptor, place) = (system.Initial(own["a1"]), own["a1"]);
        var lines = new List<string>();
        var recorder = Begin(lines);
        var late = Ask(2);
        recorder.Received(place, late);
        var promised = system.Apply(place, acceptor, late);
        recorder.Takes(place, late, promised.State, promised.Sends);
        var without = SimulatedEvidence.All[0].Ablated(SimulatedEvidence.All[0].Describe(Plain)).First(one => one.Rule == "promise").System;
        var early = Ask(1);
        recorder.Received(place, early);
        var broken = without.Apply(place, promised.State, early);
        Assert.NotEmpty(broken.Sends);
        recorder.Takes(place, early, broken.State, broken.Sends);
        var failure = Failure(new Dictionary<string, IReadOnlyList<string>> { ["n1"] = lines });
        Assert.Equal(
            "n1:5: a1, at 'Phase1A 0.1': the handler ignores it: a guard is false; "
                + "without the rule 'promise' the handler does what the log says",
            $"{failure}");
    }

    /// <summary>A node that starts again where it was, or was before, whether or not others have heard what it sent since.</summary>
    [Theory]
    [InlineData(2, true, null)]
    [InlineData(1, false, null)]
    [InlineData(1, true, "it was sent before the state was saved")]
    [InlineData(0, true, "it was sent before the state was saved")]
    public void A_restart_in_a_state_that_was_not_the_last_is_found_if_others_have_heard_of_that(int state, bool isHeard, string? says)
    {
        var (own, system) = Opened();
        var place = own["a1"];
        List<object> states = [system.Initial(place)];
        var lines = new List<string>();
        var recorder = Begin(lines);
        Message answer = Ask(1);
        for (var number = 1; number <= 2; number++)
        {
            var asked = Ask(number);
            recorder.Received(place, asked);
            var step = system.Apply(place, states[^1], asked);
            recorder.Takes(place, asked, step.State, step.Sends);
            states.Add(step.State);
            answer = Assert.Single(step.Sends);
        }

        lines.Add("{\"n\":5,\"proce");
        EvidenceRecorder
            .Resume(Header("n1", "a1"), new Dictionary<int, object> { [place] = states[state] }, system, Subject.Format, lines.Add)
            .End(isQuiet: true);
        var other = new List<string>();
        var leader = EvidenceRecorder.Begin(Header("n9", "d1"), system, Subject.Format, other.Add);
        if (isHeard)
        {
            leader.Received(own["d1"], answer);
        }

        var report = EvidenceVerifier.Verify([new("n1", () => lines), new("n9", () => other)], SimulatedEvidence.All);
        Assert.Equal(says is null, report.Failure is null);
        Assert.Contains(says ?? string.Empty, $"{report.Failure}", StringComparison.Ordinal);
    }

    [Fact]
    public void A_start_in_a_state_that_never_was_is_found()
    {
        var (own, system) = Opened();
        var lines = new List<string>();
        Begin(lines);
        var promised = system.Apply(own["a1"], system.Initial(own["a1"]), Ask(1)).State;
        EvidenceRecorder.Resume(
            Header("n1", "a1"), new Dictionary<int, object> { [own["a1"]] = promised }, system, Subject.Format, lines.Add);
        var failure = Failure(new Dictionary<string, IReadOnlyList<string>> { ["n1"] = lines });
        Assert.Contains("a state that it has not been in before", $"{failure}", StringComparison.Ordinal);
    }

    /// <summary>A leader's question; the leader's log is not there, as the handler does not ask who sends it.</summary>
    private static Phase1A Ask(int number) => new(0, new(0, number)) { From = new('e', 0) };

    private static readonly EvidenceSubject Subject = SimulatedEvidence.All[0].Open(Plain);

    private static (Dictionary<string, int> Places, ISystem System) Opened() => Subject.System is var system
        ? (system.Processes.Index().ToDictionary(one => one.Item.Name, one => one.Index), system)
        : default;

    private static EvidenceHeader Header(string node, string process) =>
        new("run", "simulated-bgp", SimulatedEvidence.All[0].Describe(Plain), node, [process], true);

    private static EvidenceRecorder Begin(List<string> lines) =>
        EvidenceRecorder.Begin(Header("n1", "a1"), Opened().System, Subject.Format, lines.Add);

    private static Dictionary<string, IReadOnlyList<string>> Run(int protocol, SimulationOptions options)
    {
        var logs = new Dictionary<string, List<string>>();
        var simulated = (ISimulatedProtocol)(protocol == 0 ? new SimulatedBgp() : new SimulatedBgpMachine());
        Simulator.Run(simulated, options, new SimulatedLogs(SimulatedEvidence.All[protocol], $"{options.Seed}", (node, line) =>
        {
            if (!logs.TryGetValue(node, out var lines))
            {
                logs.Add(node, lines = []);
            }

            lines.Add(line);
        }));
        return logs.ToDictionary(log => log.Key, log => (IReadOnlyList<string>)log.Value);
    }

    private static EvidenceReport Verify(IReadOnlyDictionary<string, IReadOnlyList<string>> logs) => EvidenceVerifier.Verify(
        [.. logs.OrderBy(log => log.Key, StringComparer.Ordinal).Select(log => new EvidenceLog(log.Key, () => log.Value))],
        SimulatedEvidence.All);

    private static EvidenceFailure Failure(IReadOnlyDictionary<string, IReadOnlyList<string>> logs) =>
        Verify(logs).Failure ?? throw new InvalidOperationException("everything fits");

    /// <summary>The kept run with one log changed.</summary>
    private static Dictionary<string, IReadOnlyList<string>> With(string node, Action<List<string>> change) =>
        Kept.Value.ToDictionary(log => log.Key, log =>
        {
            var lines = log.Value.ToList();
            if (log.Key == node)
            {
                change(lines);
            }

            return (IReadOnlyList<string>)lines;
        });

    private static List<int> Places(string node, Regex what, int count)
    {
        List<int> all = [.. Kept.Value[node].Index().Where(line => what.IsMatch(line.Item)).Select(line => line.Index)];
        return [.. Enumerable.Range(0, Math.Min(count, all.Count)).Select(i => all[i * all.Count / Math.Min(count, all.Count)])];
    }

    private static string NumberOf(string line) => Number().Match(line).Value;

    private static void Renumber(List<string> lines)
    {
        for (var i = 1; i < lines.Count; i++)
        {
            lines[i] = Number().Replace(lines[i], $"{{\"n\":{i.ToString(CultureInfo.InvariantCulture)},");
        }
    }

    [GeneratedRegex("\"state\":\"[0-9a-f]{32}\"")]
    private static partial Regex State();

    [GeneratedRegex("\"sent\":\\[\"[0-9a-f]{32}\"")]
    private static partial Regex Sent();

    [GeneratedRegex("\"input\":\"[^\"]+\"")]
    private static partial Regex Input();

    [GeneratedRegex("\"received\":\"[0-9a-f]{32}\"")]
    private static partial Regex Received();

    [GeneratedRegex("^{\"n\":[0-9]+,")]
    private static partial Regex Number();
}
