using System.CommandLine;
using System.Globalization;
using BgpVerified.Runtime.Simulation;
using BgpVerified.Spec.Protocols;

namespace BgpVerified.CommandLine;

/// <summary>The options of <c>simulate</c>.</summary>
internal sealed class SimulateOptions
{
    private readonly Option<string?> acceptors = Text("--acceptors", "N", "acceptors (replicas), 4 to 100; 4 if nothing is said");
    private readonly Option<string?> faults = Text("--faults", "F", "faulty acceptors that quorums are made for; the most possible");
    private readonly Option<string?> clients = Text("--clients", "C", "clients, 1 to 100; 1");
    private readonly Option<string?> commands = Text("--commands", "K", "commands of all clients together; 100");
    private readonly Option<string?> batch = Text("--batch", "B", "operations in a command; 1");
    private readonly Option<string?> conflicts = Text("--conflicts", "PERCENT", "commands on the shared object: any two conflict; 0");
    private readonly Option<string?> universal = Text("--universal", "PERCENT", "universally commutative commands; 0");
    private readonly Option<string?> every = Text("--every", "TIME", "mean time between a client's commands; it waits for answers");
    private readonly Option<string?> payload = Text("--payload", "BYTES", "length of an operation; 100");
    private readonly Option<string?> network = Text("--network", "NAME", "five-regions, or a one-way delay for all links such as 10ms");
    private readonly Option<string?> jitter = Text("--jitter", "PERCENT", "a delay grows by up to so much at random; 0");
    private readonly Option<string?> loss = Text("--loss", "PERCENT", "transmissions lost and sent again, 0 to 90; 0");
    private readonly Option<string?> bandwidth = Text("--bandwidth", "MBITS", "megabits a second that a machine can send; no bound");
    private readonly Option<string?> sign = Text("--sign", "TIME", "CPU time of a signature; 0");
    private readonly Option<string?> verify = Text("--verify", "TIME", "CPU time of checking one; 0");
    private readonly Option<string?> handle = Text("--handle", "TIME", "CPU time of a message besides; 0");
    private readonly Option<string?> storage = Text("--storage", "TIME", "time to write a state to the disk; 0");
    private readonly Option<string?> crashed = Text("--crashed", "K", "acceptors that crash; 0");
    private readonly Option<string?> crashAt = Text("--crash-at", "TIME", "when they crash; at the beginning");
    private readonly Option<string?> leader = Text("--leader", "FAULT", "what the first leader does wrong: silent, slow or equivocating");
    private readonly Option<string?> echoing = Text("--echoing", "K", "Byzantine acceptors that sign whatever another has signed; 0");
    private readonly Option<string?> ballots = Text("--ballots", "KINDS", "kinds of ballots, in turn: fast,classic");
    private readonly Option<string?> stall = Text("--stall", "TIME", "a leader's wait for a command before its next ballot; 6 delays");
    private readonly Option<string?> patience = Text("--patience", "TIME", "an acceptor's wait before it suspects a leader; 20 delays");
    private readonly Option<string?> checkpoint = Text("--checkpoint", "K", "a checkpoint every K commands; none");
    private readonly Option<string?> application = Text("--application", "NAME", "what bgp-machine replicates: bank or store; bank");
    private readonly Option<string?> again = Text("--again", "TIME", "a client's wait before it signs its command again; none");
    private readonly Option<string?> dropping = Text("--dropping", "K", "Byzantine replicas that drop what they execute; 0");
    private readonly Option<string?> away = Text("--away", "TIME", "until when a replica is away, and all messages to it are lost; 0");
    private readonly Option<string?> seed = Text("--seed", "S", "where randomness begins; 1");
    private readonly Option<string?> limit = Text("--limit", "TIME", "virtual time after which the run ends; 1h");
    private readonly Option<string[]> with = new("--with") { HelpName = "RULE", Description = "put a rule in; repeatable" };
    private readonly Option<string[]> without = new("--without") { HelpName = "RULE", Description = "take a rule out; repeatable" };

    public List<Option> All =>
    [
        acceptors, faults, clients, commands, batch, conflicts, universal, every, payload, network, jitter, loss, bandwidth, sign, verify,
        handle, storage, crashed, crashAt, leader, echoing, ballots, stall, patience, checkpoint, application, again, dropping, away,
        with, without, seed, limit,
    ];

    /// <summary>Reads the options; each impossible one is refused in one line.</summary>
    public SimulationOptions Read(ParseResult parsed, IProtocol protocol, Catalogue catalogue)
    {
        var plain = new SimulationOptions();
        var n = (int)Number(acceptors, 1, 100, plain.Acceptors);
        return new()
        {
            Acceptors = n,
            Faults = parsed.GetValue(faults) is null ? null : (int)Number(faults, 0, n - 1, 0),
            Clients = (int)Number(clients, 1, 100, plain.Clients),
            Commands = (int)Number(commands, 1, 1_000_000, plain.Commands),
            Batch = (int)Number(batch, 1, 10_000, plain.Batch),
            Conflicts = Percent(conflicts, 100),
            Universal = Percent(universal, 100),
            Every = parsed.GetValue(every) is null ? null : Time(every, default),
            Payload = (int)Number(payload, 0, 1_000_000, plain.Payload),
            Topology = ReadNetwork(parsed.GetValue(network)),
            Jitter = Percent(jitter, 1000),
            Loss = Percent(loss, 90),
            Bandwidth = 1_000_000 * Number(bandwidth, 1, 1_000_000, 0),
            Sign = Time(sign, default),
            Verify = Time(verify, default),
            Handle = Time(handle, default),
            Storage = Time(storage, default),
            Crashed = (int)Number(crashed, 0, n, 0),
            CrashAt = Time(crashAt, default),
            Leader = parsed.GetValue(leader) switch
            {
                null => LeaderFault.None,
                "silent" => LeaderFault.Silent,
                "slow" => LeaderFault.Slow,
                "equivocating" => LeaderFault.Equivocating,
                var other => throw new BadInputException($"impossible --leader '{other}'; it is silent, slow or equivocating"),
            },
            Echoing = (int)Number(echoing, 0, n - 1, 0),
            Ballots = parsed.GetValue(ballots) ?? plain.Ballots,
            Stall = parsed.GetValue(stall) is null ? null : Time(stall, default),
            Patience = parsed.GetValue(patience) is null ? null : Time(patience, default),
            Checkpoint = (int)Number(checkpoint, 1, 1_000_000, 0),
            Application = parsed.GetValue(application),
            Again = parsed.GetValue(again) is null ? null : Time(again, default),
            Dropping = (int)Number(dropping, 0, 100, 0),
            Away = Time(away, default),
            With = [.. (parsed.GetValue(with) ?? []).SelectMany(rules => rules.Split(','))
                .Select(rule => catalogue.Rule(protocol, rule).Name)],
            Without = [.. (parsed.GetValue(without) ?? []).Select(rule => catalogue.Rule(protocol, rule).Name)],
            Seed = (ulong)Number(seed, 0, long.MaxValue, (long)plain.Seed),
            Limit = Time(limit, plain.Limit),
        };

        long Number(Option<string?> option, long least, long most, long otherwise) =>
            OptionText.Number(option.Name, parsed.GetValue(option), least, most) ?? otherwise;

        double Percent(Option<string?> option, int most) => parsed.GetValue(option) is not { } text ? 0
            : double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var percent) && percent <= most
                ? percent / 100
                : throw new BadInputException($"impossible {option.Name} '{text}'; it is a percentage from 0 to {most}");

        TimeSpan Time(Option<string?> option, TimeSpan otherwise) =>
            parsed.GetValue(option) is { } text ? ReadTime(option.Name, text) : otherwise;
    }

    private static Topology ReadNetwork(string? text) => text is null or "five-regions"
        ? Topology.FiveRegions
        : text is [>= '0' and <= '9', ..]
            ? Topology.Uniform(ReadTime("--network", text))
            : throw new BadInputException($"unknown --network '{text}'; it is five-regions, or a one-way delay such as 10ms");

    private static TimeSpan ReadTime(string option, string text)
    {
        if (text.EndsWith("us", StringComparison.Ordinal) && double.TryParse(
            text.AsSpan(0, text.Length - 2), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var microseconds)
            && microseconds is > 0 and <= 1e9)
        {
            return TimeSpan.FromMicroseconds(microseconds);
        }

        return text == "0" ? TimeSpan.Zero : OptionText.Time(option, text);
    }

    private static Option<string?> Text(string name, string help, string description) =>
        new(name) { HelpName = help, Description = description };
}
