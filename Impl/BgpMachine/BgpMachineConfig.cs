using BgpVerified.Impl.Bgp;
using BgpVerified.Impl.Machines;
using BgpVerified.Kit;
using BgpVerified.Spec;
using BgpVerified.Spec.Commands;
using BgpVerified.Spec.Machines;
using BgpVerified.Spec.Protocols;
using BgpVerified.Spec.Values;
using Request = BgpVerified.Impl.Machines.Command;

namespace BgpVerified.Impl.BgpMachine;

/// <summary>
/// A replicated machine on BGP, as handlers see it: the application, the clients' commands, the replicas, and BGP's own configuration.
/// </summary>
public sealed class BgpMachineConfig : IRuled<BgpMachineRule>
{
    private const int MostClients = 8;
    private const int MostOrdered = 5;

    private static readonly IReadOnlyList<IApplication> Applications = [new Bank(), new KeyValueStore()];

    private readonly HashSet<BgpMachineRule> rules;
    private readonly Dictionary<string, Request> signed = [];
    private readonly IBatches? batches;
    private readonly RequestNames? names;

    /// <summary>Reads a configuration.</summary>
    /// <param name="source">
    /// The configuration: commands of one application, each with its client (<c>deposit:x:1@p2</c>; the i-th is of client i if it does not
    /// say), of a Byzantine one also with its number (<c>donate:2@p1#1</c>; correct ones number theirs themselves); a name with '!' is a
    /// checkpoint (<c>c!</c>), each of a proposer of its own after the clients; learners are the replicas; with repeats a client may sign a
    /// command twice.
    /// </param>
    /// <exception cref="InvalidConfigurationException">It is impossible.</exception>
    public BgpMachineConfig(Configuration source)
    {
        Source = source;
        rules = [.. source.Rules.Select(RuleNames.Parse<BgpMachineRule>)];
        ConfigurationText.CheckRange("learners (replicas)", source.Learners, 1, 8);
        if (source.Conflicts is not null)
        {
            throw new InvalidConfigurationException("conflicts follow from what the commands do; leave --conflicts out");
        }

        var asked = source.Commands.Where(text => !text.EndsWith('!')).ToList();
        Application = ApplicationOf(asked);
        var requests = asked.Select((text, i) => ReadCommand(source, text, i)).ToList();
        Requests = [.. Numbered(requests)];
        foreach (var request in Requests)
        {
            signed[NameOf(request, again: false)] = request;
            signed[NameOf(request, again: true)] = request;
        }

        if (Requests.Count > 0 && Enumerable.Range(0, Clients).FirstOrDefault(client => CommandsOf(new('p', client)).Count == 0, -1)
            is >= 0 and var idle)
        {
            throw new InvalidConfigurationException($"client 'p{idle + 1}' has no command, and one after it has; leave none out");
        }

        ByzantineReplicas = [.. Enumerable.Range(0, source.Learners).Select(number => new ProcessId('l', number))
            .Where(replica => source.Byzantine.Contains($"{replica}"))];
        var own = ByzantineReplicas.Select(replica => $"{replica}").ToList();
        if (source.Byzantine.FirstOrDefault(name => name.StartsWith('l') && !name.StartsWith("leader") && !own.Contains(name))
            is { } nobody)
        {
            throw new InvalidConfigurationException($"no replica '{nobody}' can be Byzantine; here are l1 to l{source.Learners}");
        }

        List<Spec.Commands.Command> checkpoints = [.. source.Commands.Except(asked).Select(ReadCheckpoint)];
        var (learned, agreed) = Relations(
            new(Conflicts, IsUniversal), checkpoints.Count > 0, command => checkpoints.Contains(command), KeptHistory.None);
        Bgp = new(
            source with
            {
                Rules = new BgpProtocol().Corrected(),
                Byzantine = new(source.Byzantine.Where(name => !own.Contains(name))),
                Repeats = false,
            },
            ([.. Requests.Select(request => Sign(request)), .. checkpoints], learned, agreed));
    }

    /// <summary>
    /// A configuration of something that runs: all of BGP's rules, correct clients, and no bound on commands, ballots and views.
    /// </summary>
    /// <param name="application">The application.</param>
    /// <param name="requests">
    /// The commands of clients that ask by themselves, by client, then by number, from 1; none of clients that are told what to ask
    /// (<see cref="Ask"/>). Replicas need not know them: what a command asks for is in its name.
    /// </param>
    /// <param name="replicas">How many replicas there are.</param>
    /// <param name="quorums">N and f of the acceptors.</param>
    /// <param name="kinds">The kinds of each view's ballots, over and over.</param>
    /// <param name="inForce">The rules in force.</param>
    /// <param name="hasCheckpoints">Whether there are checkpoints: the commands of authors <c>k1</c>, <c>k2</c> and so on.</param>
    public BgpMachineConfig(
        IApplication application, IReadOnlyList<Request> requests, int replicas, Quorums quorums, IReadOnlyList<BallotKind> kinds,
            IEnumerable<BgpMachineRule> inForce, bool hasCheckpoints = false)
    {
        Source = new() { Acceptors = quorums.Acceptors, Faults = quorums.Faults, Learners = replicas, Views = int.MaxValue };
        (Application, Requests, ByzantineReplicas, rules) = (application, requests, [], [.. inForce]);
        names = new(application);
        var (learned, agreed) = Relations(new(Conflicts, IsUniversal), hasCheckpoints, IsCheckpoint, DigestHistory.None);
        Bgp = new(quorums, kinds, agreed, learned, new BgpProtocol().Corrected().Select(RuleNames.Parse<BgpRule>));
    }

    /// <summary>
    /// A configuration of something that runs, whose commands of BGP are batches of clients' commands: none of them is known at the start.
    /// </summary>
    /// <param name="application">The application.</param>
    /// <param name="batches">What commands of BGP stand for.</param>
    /// <param name="replicas">How many replicas there are.</param>
    /// <param name="quorums">N and f of the acceptors.</param>
    /// <param name="kinds">The kinds of each view's ballots, over and over.</param>
    /// <param name="inForce">The rules in force.</param>
    /// <param name="hasCheckpoints">Whether commands whose authors' names begin with k are checkpoints.</param>
    public BgpMachineConfig(
        IApplication application, IBatches batches, int replicas, Quorums quorums, IReadOnlyList<BallotKind> kinds,
            IEnumerable<BgpMachineRule> inForce, bool hasCheckpoints)
    {
        Source = new() { Acceptors = quorums.Acceptors, Faults = quorums.Faults, Learners = replicas, Views = int.MaxValue };
        (Application, Requests, ByzantineReplicas, rules, this.batches) = (application, [], [], [.. inForce], batches);
        var (learned, agreed) = Relations(batches.Conflicts, hasCheckpoints, IsCheckpoint, DigestHistory.None);
        Bgp = new(quorums, kinds, agreed, learned, new BgpProtocol().Corrected().Select(RuleNames.Parse<BgpRule>));
    }

    /// <summary>The configuration that it was read from.</summary>
    public Configuration Source { get; }

    /// <summary>BGP's part of it, with all of BGP's rules.</summary>
    public BgpConfig Bgp { get; }

    /// <summary>The application.</summary>
    public IApplication Application { get; }

    /// <summary>The clients' commands: by client, then by number.</summary>
    public IReadOnlyList<Request> Requests { get; }

    /// <summary>How many clients there are, of those whose commands are known.</summary>
    public int Clients => Requests.Count == 0 ? 0 : Requests.Max(request => request.Client.Number) + 1;

    /// <summary>The most commands that a correct client has; 0 if there is none.</summary>
    public int MostCommands => Requests.Where(request => !Source.Byzantine.Contains($"{request.Client}"))
        .CountBy(request => request.Client).Select(own => own.Value).DefaultIfEmpty(0).Max();

    /// <summary>The Byzantine replicas.</summary>
    public IReadOnlyList<ProcessId> ByzantineReplicas { get; }

    /// <summary>g: how many Byzantine replicas the replies of the others outvote, (R - 1) / 2 of R.</summary>
    public int ReplicaFaults => (Source.Learners - 1) / 2;

    /// <summary>How many equal replies a client waits for: g + 1, of which one is of a correct replica.</summary>
    public int ReplySize => !Has(BgpMachineRule.FewReplies) ? Source.Learners : Has(BgpMachineRule.ReplyQuorum) ? ReplicaFaults + 1 : 1;

    /// <summary>How many replicas must have signed a state for another to take it over: g + 1, of which one is correct.</summary>
    public int SnapshotSize => Has(BgpMachineRule.SnapshotQuorum) ? ReplicaFaults + 1 : 1;

    /// <summary>Whether clients number what they sign, as something that runs must (<see cref="DigestHistory"/>).</summary>
    public bool NumbersSigned => names is not null;

    /// <summary>
    /// Whether every command of a correct client is answered in the end: BGP's own conditions, no more faulty replicas than g, and a ballot
    /// for each command of a client.
    /// </summary>
    public bool ClaimsLiveness =>
        Source.LastBallotWaits
        && Bgp.BallotsPerView >= MostCommands
        && !Bgp.MayLeaderFail(Bgp.Views - 1)
        && Bgp.Faulty.Count + ConfigurationText.CrashingAcceptors(Source) <= Bgp.Quorums.Faults
        && ByzantineReplicas.Count + ConfigurationText.FaultyOf(Source, 'l') <= ReplicaFaults;

    /// <inheritdoc/>
    public bool Has(BgpMachineRule rule) => rules.Contains(rule);

    /// <summary>A client's commands, in their order.</summary>
    public IReadOnlyList<Request> CommandsOf(ProcessId client) => [.. Requests.Where(request => request.Client == client)];

    /// <summary>A command as BGP has it, signed by its client; signed once more it is another.</summary>
    /// <param name="request">The command.</param>
    /// <param name="again">Whether it was signed before.</param>
    /// <param name="sequence">How many commands its client has signed before, where that is asked for.</param>
    public Spec.Commands.Command Sign(Request request, bool again = false, int? sequence = null) =>
        new(NameOf(request, again), $"{request.Client}", $"{request.Client}") { Sequence = sequence };

    /// <summary>What a command of BGP asks for; null for one that no client signed, and for a checkpoint.</summary>
    public Request? RequestOf(Spec.Commands.Command command) =>
        names is null ? signed.GetValueOrDefault(command.Name) : names.Read(command);

    /// <summary>What a replica has had at its last checkpoint.</summary>
    internal StableState StableOf(ReplicaState replica) =>
        replica.Stable ?? new(Bgp.NothingLearned.Discarded, Application.Initial, ValueList<ClientRecord>.Empty);

    /// <summary>The clients' commands that a command of BGP stands for, in the order in which they take effect.</summary>
    public IReadOnlyList<Request> RequestsOf(Spec.Commands.Command command) =>
        batches is not null ? batches.RequestsOf(command) : RequestOf(command) is { } request ? [request] : [];

    /// <summary>Whether two commands of one client are the same: of two with one number only one takes effect.</summary>
    public bool IsSame(Request one, Request other) =>
        one.Client == other.Client && one.Number == other.Number
        && (!Has(BgpMachineRule.UniversalByContent) || IsFree(one) == IsFree(other))
        && (!Has(BgpMachineRule.UniversalByContent) || !IsFree(one) || one.Does == other.Does);

    /// <summary>
    /// Every reply that a command could get, after any of the other commands, of many after a few: what a Byzantine replica would say.
    /// </summary>
    public IEnumerable<string> PossibleReplies(Request request) =>
        Orders([.. Requests.Where(other => other != request)], Requests.Count <= MostOrdered ? MostOrdered : 2)
            .Select(before => Application.Apply(
                before.Aggregate(Application.Initial, (state, other) => Application.Apply(state, other.Does).State), request.Does).Reply)
            .Append("made up")
            .Distinct();

    /// <summary>Whether a command of something that runs is a checkpoint: its author says so.</summary>
    private static bool IsCheckpoint(Spec.Commands.Command command) => command.Author.StartsWith('k');

    /// <summary>The conflicts of commands where they are learned, and where they are agreed on.</summary>
    private static (ConflictRelation Learned, ConflictRelation Agreed) Relations(
        ConflictRelation plain, bool hasCheckpoints, Func<Spec.Commands.Command, bool> isCheckpoint, History none)
    {
        return hasCheckpoints
            ? (plain.WithCheckpoints(isCheckpoint, none, ordersUniversals: false),
                plain.WithCheckpoints(isCheckpoint, none, ordersUniversals: true))
            : (plain, plain);
    }

    private static IEnumerable<IEnumerable<Request>> Orders(IReadOnlyList<Request> requests, int longest) => longest == 0 ? [[]]
        : requests
            .SelectMany(first => Orders([.. requests.Where(other => other != first)], longest - 1).Select(rest => rest.Prepend(first)))
            .Prepend([]);

    private static string NameOf(Request request, bool again) => $"{request}{(again ? RequestNames.AgainMark : string.Empty)}";

    private Spec.Commands.Command ReadCheckpoint(string text, int index) =>
        text[..^1] is var name && name.Length > 0 && name.All(char.IsAsciiLetterOrDigit)
            ? new(name, $"p{Clients + index + 1}", $"p{Clients + index + 1}")
            : throw new InvalidConfigurationException($"unreadable checkpoint '{text}'; it is a name of letters and digits, and then '!'");

    private static IApplication ApplicationOf(IReadOnlyList<string> commands)
    {
        var operations = commands.Select(text => text.Split('@')[0]).ToList();
        return Applications.FirstOrDefault(application => operations.All(application.IsCommand))
            ?? throw new InvalidConfigurationException(
                $"{(operations.All(one => Applications.Any(known => known.IsCommand(one))) ? "mixed" : "unreadable")} commands "
                + $"'{string.Join(',', commands)}'; "
                + string.Join("; or ", Applications.Select(application => $"of a {application.Name}: {application.Usage}")));
    }

    private static (Request Request, bool IsNumbered) ReadCommand(Configuration source, string text, int index)
    {
        var (does, by) = text.Split('@') switch
        {
            [var own] => (own, $"p{index + 1}"),
            [var own, var named] => (own, named),
            _ => (text, string.Empty),
        };
        var parts = by.Split('#');
        var number = parts.Length == 2 && int.TryParse(parts[1], out var given) && given is >= 1 and <= 9 ? given : 0;
        if (ConfigurationText.Numbered(parts[0], "p", MostClients) is not (> 0 and var client) || parts.Length > 2
            || (parts.Length == 2 && number == 0))
        {
            throw new InvalidConfigurationException(
                $"unreadable client in '{text}'; after '@' comes a client, p1 to p{MostClients}, and after that '#1' to '#9' for "
                + "the number that a Byzantine one gives it");
        }

        return (new(new('p', client - 1), number, does), parts.Length == 2 && source.Byzantine.Contains(parts[0]));
    }

    private static IEnumerable<Request> Numbered(IReadOnlyList<(Request Request, bool IsNumbered)> read) =>
        read.GroupBy(one => one.Request.Client).OrderBy(own => own.Key).SelectMany(own => own
            .Select((one, i) => one.IsNumbered ? one.Request : one.Request with { Number = i + 1 })
            .Distinct());

    private bool IsFree(Request request) => Application.IsUniversal(request.Does);

    private bool IsUniversal(Spec.Commands.Command command) =>
        command.Name == BgpConfigReader.ForgedUniversalName || (RequestOf(command) is { } request && IsFree(request));

    private bool Conflicts(Spec.Commands.Command one, Spec.Commands.Command other) =>
        RequestOf(one) is not { } x || RequestOf(other) is not { } y
        || (Has(BgpMachineRule.NumbersConflict) && x.Client == y.Client && x.Number == y.Number)
        || (Application.Conflicts(x.Does, y.Does) && (Has(BgpMachineRule.SoundConflicts) || Verb(x) == Verb(y)));

    /// <summary>What a careless author of an application looks at: commands of different kinds are taken to commute.</summary>
    private static string Verb(Request request) => request.Does.Split(':')[0];
}
