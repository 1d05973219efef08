namespace BgpVerified.Runtime.Simulation;

/// <summary>What is simulated. A value; the same value gives the same report to the byte.</summary>
public sealed record SimulationOptions
{
    /// <summary>N, the number of acceptors (replicas).</summary>
    public int Acceptors { get; init; } = 4;

    /// <summary>f, the number of faulty acceptors that quorums are made for; null for the most that the protocol allows.</summary>
    public int? Faults { get; init; }

    /// <summary>The number of clients.</summary>
    public int Clients { get; init; } = 1;

    /// <summary>How many commands the clients ask for, all together.</summary>
    public int Commands { get; init; } = 100;

    /// <summary>How many operations a command stands for: a client sends so many at once, under one signature.</summary>
    public int Batch { get; init; } = 1;

    /// <summary>The share of commands that touch the one object that all clients share, 0 to 1; any two of these conflict.</summary>
    public double Conflicts { get; init; }

    /// <summary>The share of commands that are universally commutative, 0 to 1; where the protocol has such.</summary>
    public double Universal { get; init; }

    /// <summary>
    /// The time between two commands of a client on average, whether or not they are answered (an open loop); null for clients that
    /// wait for each answer (a closed loop).
    /// </summary>
    public TimeSpan? Every { get; init; }

    /// <summary>Bytes of an operation.</summary>
    public int Payload { get; init; } = 100;

    /// <summary>Where machines are.</summary>
    public Topology Topology { get; init; } = Topology.FiveRegions;

    /// <summary>The largest part by which a message's delay grows at random, 0 to 1: uniformly distributed.</summary>
    public double Jitter { get; init; }

    /// <summary>The share of transmissions that are lost, 0 to below 1; links send again until a message arrives.</summary>
    public double Loss { get; init; }

    /// <summary>What a machine can send, in bits a second; 0 for no bound.</summary>
    public long Bandwidth { get; init; }

    /// <summary>CPU time of a signature.</summary>
    public TimeSpan Sign { get; init; }

    /// <summary>CPU time of checking one.</summary>
    public TimeSpan Verify { get; init; }

    /// <summary>CPU time of a message sent or received, beside signatures.</summary>
    public TimeSpan Handle { get; init; }

    /// <summary>How long stable storage takes to write; what follows from a step waits for it.</summary>
    public TimeSpan Storage { get; init; }

    /// <summary>How many acceptors crash before the first command: the last ones.</summary>
    public int Crashed { get; init; }

    /// <summary>When they crash.</summary>
    public TimeSpan CrashAt { get; init; }

    /// <summary>What the leader of the first view does wrong.</summary>
    public LeaderFault Leader { get; init; }

    /// <summary>By how much a slow leader delays what it sends.</summary>
    public TimeSpan Slowness { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How many acceptors are Byzantine in that they sign whatever they hear that another has signed: the last ones.</summary>
    public int Echoing { get; init; }

    /// <summary>Which kinds of ballots a protocol that has several uses.</summary>
    public string Ballots { get; init; } = "fast,classic";

    /// <summary>How long a leader waits for a command before it begins its next ballot; null for six of the longest delays.</summary>
    public TimeSpan? Stall { get; init; }

    /// <summary>How long an acceptor waits for a command before it suspects the first leader; it doubles. Null for 20 delays.</summary>
    public TimeSpan? Patience { get; init; }

    /// <summary>Every how many commands a checkpoint is made, where the protocol has them; 0 for none.</summary>
    public int Checkpoint { get; init; }

    /// <summary>The application that is replicated, by its name, where the protocol has applications; null for the first.</summary>
    public string? Application { get; init; }

    /// <summary>How long a client of an application waits before it signs its command once more; null for ever.</summary>
    public TimeSpan? Again { get; init; }

    /// <summary>How many replicas of an application are Byzantine in that they keep nothing of what they execute: the last ones.</summary>
    public int Dropping { get; init; }

    /// <summary>Until when one replica of an application is away: what is sent to it before is lost. The last that is correct.</summary>
    public TimeSpan Away { get; init; }

    /// <summary>The rules that are put in, by their names.</summary>
    public IReadOnlyList<string> With { get; init; } = [];

    /// <summary>The rules that are taken out, by their names.</summary>
    public IReadOnlyList<string> Without { get; init; } = [];

    /// <summary>Where randomness begins.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>When the run ends, whether or not all is learned.</summary>
    public TimeSpan Limit { get; init; } = TimeSpan.FromHours(1);

    /// <summary>How long a leader waits for a command.</summary>
    public TimeSpan StallOrDefault => Stall ?? (6 * Topology.Longest * (1 + Jitter));

    /// <summary>How long an acceptor waits for a command before it suspects the first leader.</summary>
    public TimeSpan PatienceOrDefault => Patience ?? (20 * Topology.Longest * (1 + Jitter));
}

/// <summary>What a leader does wrong.</summary>
public enum LeaderFault
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>As a leader it sends nothing.</summary>
    Silent,

    /// <summary>As a leader it sends late.</summary>
    Slow,

    /// <summary>It sends different proposals to the two halves of the acceptors.</summary>
    Equivocating,
}
