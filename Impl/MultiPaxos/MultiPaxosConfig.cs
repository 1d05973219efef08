using BgpVerified.Impl.Machines;
using BgpVerified.Kit;
using BgpVerified.Spec.Protocols;

namespace BgpVerified.Impl.MultiPaxos;

/// <summary>
/// N acceptors of which f may crash, a leader for each ballot (<c>views</c>), replicas (<c>learners</c>), and clients: <c>a@c1</c> is a
/// command of client 1 that writes a, <c>read@c2</c> one of client 2 that reads; the i-th is of client i if it does not say.
/// </summary>
public sealed class MultiPaxosConfig : RuledConfig<MultiPaxosRule>
{
    private const int Most = 8;
    private readonly IReadOnlyList<IReadOnlyList<Command>> commands;

    /// <summary>Reads a configuration.</summary>
    /// <param name="source">The configuration; <c>repeats</c>: clients may ask twice.</param>
    /// <exception cref="InvalidConfigurationException">It is impossible.</exception>
    public MultiPaxosConfig(Configuration source)
        : base(source, "views", "learners", "max-length", "repeats")
    {
        ConfigurationText.CheckRange("views (ballots)", source.Views, 1, Most);
        ConfigurationText.CheckRange("learners (replicas)", source.Learners, 1, Most);
        ConfigurationText.CheckRange("max-length (slots)", source.MaxLength ?? 1, 1, 2 * Most);
        commands = CommandsOf(source.Commands);
    }

    /// <summary>
    /// A configuration of something that runs, whose clients are not handlers of this protocol: slots and ballots have no bound.
    /// </summary>
    /// <param name="acceptors">N.</param>
    /// <param name="leaders">How many leaders there are; they take turns in the ballots.</param>
    /// <param name="rules">The rules in force.</param>
    public MultiPaxosConfig(int acceptors, int leaders, IEnumerable<MultiPaxosRule> rules)
        : base(new() { Acceptors = acceptors, Faults = (acceptors - 1) / 2, Views = leaders, Learners = acceptors }, rules) =>
        commands = [];

    /// <summary>How many clients there are.</summary>
    public int Clients => commands.Count;

    /// <summary>All commands.</summary>
    public IEnumerable<Command> All => commands.SelectMany(own => own);

    /// <summary>How many slots a run of the model has: as many as it can need, if nothing is said. Handlers know no last one.</summary>
    public int Slots => Source.MaxLength ?? Needed;

    /// <summary>How many promises a leader waits for: a majority.</summary>
    public int PrepareSize => Has(MultiPaxosRule.PrepareQuorum) ? Majority : Math.Max(1, N / 2);

    /// <summary>How many votes choose a command: a majority.</summary>
    public int AcceptSize => Has(MultiPaxosRule.AcceptQuorum) ? Majority : Math.Max(1, N / 2);

    /// <summary>More than half of the acceptors: any two such sets have one in common.</summary>
    public int Majority => (N / 2) + 1;

    /// <summary>
    /// Whether every command must be answered in the end: no more acceptors crash than the numbers are made for (how many there are does
    /// not matter, so that too few can be seen to wait for ever), the last leader and a replica cannot, and there are slots enough.
    /// </summary>
    public bool ClaimsLiveness => ConfigurationText.CrashingAcceptors(Source) <= F && Slots >= Needed
        && !Source.Faulty.Contains($"p{Source.Views}") && ConfigurationText.FaultyOf(Source, 'r') < Source.Learners;

    /// <summary>How many commands must be answered in the end: those of clients that cannot crash.</summary>
    public int Owed => All.Count(command => !Source.Faulty.Contains($"{command.Client}"));

    /// <summary>Whether replicas may crash: one is always left.</summary>
    public bool ReplicasMayCrash => Source.Learners > Source.Crashes;

    /// <summary>
    /// In each ballot but the first, a gap can be left below the one command that its leader recovers; all others come anew, after it.
    /// </summary>
    private int Needed => Asked + ((Source.Views - 1) * (Asked - 1));

    private int Asked => All.Count() * (Source.Repeats ? 2 : 1);

    /// <summary>A client's commands, in their order.</summary>
    public IReadOnlyList<Command> CommandsOf(ProcessId client) => commands[client.Number];

    /// <summary>A leader's ballot: that of the round that it is in, or was last.</summary>
    public int BallotOf(LeaderState leader) => BallotOf(leader.Id) + (leader.Round * Source.Views);

    /// <summary>Whose ballot it is.</summary>
    public int LeaderOf(int ballot) => ballot % Source.Views;

    /// <summary>A leader's first ballot: each ballot is one leader's. Without the rule the last two leaders share one.</summary>
    public int BallotOf(ProcessId leader) =>
        Has(MultiPaxosRule.OwnBallot) ? leader.Number : Math.Min(leader.Number, Math.Max(0, Source.Views - 2));

    private static IReadOnlyList<IReadOnlyList<Command>> CommandsOf(IReadOnlyList<string> texts)
    {
        var read = texts.Select((text, i) => (Client: ClientOf(text, i), Does: text.Split('@')[0])).ToList();
        if (read.Index().FirstOrDefault(one => one.Item.Client is null || one.Item.Does is "" || !one.Item.Does.All(char.IsAsciiLetter),
            (-1, default)).Index is >= 0 and var wrong)
        {
            throw new InvalidConfigurationException(
                $"unreadable command '{texts[wrong]}'; a command is a value to write, a name of letters, or '{Register.Read}', then '@c2' "
                + $"to name its client, c1 to c{Most}");
        }

        if (read.Where(one => one.Does != Register.Read).CountBy(one => one.Does).FirstOrDefault(count => count.Value > 1) is
            { Value: > 1, Key: var twice })
        {
            throw new InvalidConfigurationException($"the value '{twice}' is written twice; each write has a value of its own");
        }

        return [.. Enumerable.Range(0, read.Count == 0 ? 0 : read.Max(one => one.Client!.Value) + 1).Select(client =>
            (IReadOnlyList<Command>)[.. read.Where(one => one.Client == client)
                .Select((one, i) => new Command(new('c', client), i + 1, one.Does))])];
    }

    private static int? ClientOf(string text, int index) => text.Split('@') switch
    {
        [_] when index < Most => index,
        [_, ['c', var digit and >= '1' and <= '8']] => digit - '1',
        _ => null,
    };
}
