namespace BgpVerified.Faults.Plans;

/// <summary>What is done to a cluster that runs.</summary>
public enum FaultKind
{
    /// <summary>A node's process is killed (SIGKILL), and started again.</summary>
    Kill,

    /// <summary>A node's process is stopped (SIGSTOP), and goes on (SIGCONT).</summary>
    Pause,

    /// <summary>A node's writes to files fail, as on a full disk (RLIMIT_FSIZE); should it end, it is started again.</summary>
    FullDisk,

    /// <summary>All links of a node are cut, and healed.</summary>
    Isolate,

    /// <summary>A second correct node runs with a node's key and a copy of its storage; half of the others talk to it.</summary>
    Twins,

    /// <summary>A leader proposes different values to different acceptors.</summary>
    Equivocate,

    /// <summary>An acceptor votes for different values, and proves different values, to different processes.</summary>
    TwoVotes,

    /// <summary>An acceptor reports what it had proven long ago; a leader shows what answered another ballot.</summary>
    StaleProofs,

    /// <summary>What the checker's adversary could send: ballots of others, commands that nobody signed, claims of too few.</summary>
    Nonsense,

    /// <summary>Frames that were sent before are sent again.</summary>
    Replay,

    /// <summary>Frames that are no messages.</summary>
    Malformed,

    /// <summary>Messages with signatures that are not their senders'.</summary>
    WrongSignature,

    /// <summary>Frames that say they are longer than any message.</summary>
    HugeLength,

    /// <summary>A node does not read what is sent to it.</summary>
    SlowReading,

    /// <summary>Nothing gets through a link, until it is healed or broken off.</summary>
    Cut,

    /// <summary>What is sent over a link arrives later.</summary>
    Delay,

    /// <summary>A link carries so many bytes a second and no more.</summary>
    Throttle,

    /// <summary>A link ends in one direction, the other way goes on.</summary>
    HalfClose,

    /// <summary>A link is reset in the middle of a frame.</summary>
    Reset,

    /// <summary>A link ends in the middle of a frame, as if that were all.</summary>
    Truncate,

    /// <summary>A bit is changed on its way.</summary>
    Garble,

    /// <summary>A node's timers run faster or slower.</summary>
    Skew,
}

/// <summary>What kinds of faults there are.</summary>
public static class FaultKinds
{
    /// <summary>All.</summary>
    public static IReadOnlyList<FaultKind> All { get; } = Enum.GetValues<FaultKind>();

    /// <summary>Whether a kind makes a node Byzantine for good: what it has signed stays.</summary>
    /// <param name="kind">The kind.</param>
    /// <returns>True if so.</returns>
    public static bool IsByzantine(this FaultKind kind) => kind is >= FaultKind.Twins and <= FaultKind.SlowReading;

    /// <summary>Whether while it lasts a node is faulty, and one of f. Links may do anything, and no safety depends on time.</summary>
    /// <param name="kind">The kind.</param>
    /// <returns>True if so.</returns>
    public static bool IsOfNode(this FaultKind kind) => kind <= FaultKind.SlowReading;

    /// <summary>Whether it is done to a link from one node to another.</summary>
    /// <param name="kind">The kind.</param>
    /// <returns>True if so.</returns>
    public static bool IsOfLink(this FaultKind kind) => kind is >= FaultKind.Cut and <= FaultKind.Garble;

    /// <summary>The kind as users write it: <c>full-disk</c>.</summary>
    /// <param name="kind">The kind.</param>
    /// <returns>Its name.</returns>
    public static string Name(this FaultKind kind) =>
        string.Concat($"{kind}".Select((letter, i) => char.IsUpper(letter) && i > 0 ? $"-{letter}" : $"{letter}")).ToLowerInvariant();

    /// <summary>The kind of a name.</summary>
    /// <param name="name">The name.</param>
    /// <returns>The kind; null if there is none.</returns>
    public static FaultKind? Parse(string name) => All.Where(kind => kind.Name() == name).Select(kind => (FaultKind?)kind).FirstOrDefault();
}
