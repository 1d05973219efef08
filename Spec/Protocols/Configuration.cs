using BgpVerified.Spec.Values;

namespace BgpVerified.Spec.Protocols;

/// <summary>What is explored: sizes, faults, commands, bounds and rules. A value: it can be printed, stored and compared.</summary>
/// <remarks>Each protocol uses the fields that mean something to it and refuses impossible ones.</remarks>
public sealed record Configuration
{
    /// <summary>N, the number of acceptors; 1 to 16 in most protocols.</summary>
    public int Acceptors { get; init; } = 4;

    /// <summary>f, the number of Byzantine acceptors that the quorums are made to tolerate; at least 0, below N.</summary>
    public int Faults { get; init; } = 1;

    /// <summary>
    /// t, the number of faulty acceptors despite which learning is still fast; 0 to f. Null where a protocol has no such bound.
    /// </summary>
    public int? FastFaults { get; init; }

    /// <summary>The names of the processes that are Byzantine; <c>leader</c> stands for the leaders of all views.</summary>
    public ValueSet<string> Byzantine { get; init; } = ValueSet<string>.Empty;

    /// <summary>How many processes may crash, at any time: acceptors, or those of <see cref="Faulty"/>; at least 0.</summary>
    public int Crashes { get; init; }

    /// <summary>
    /// The names of the processes that may crash, <see cref="Crashes"/> of them; if there are none, any acceptor may. What must
    /// happen in the end is claimed of the others only.
    /// </summary>
    public ValueSet<string> Faulty { get; init; } = ValueSet<string>.Empty;

    /// <summary>
    /// What the processes that may crash may do besides. Where whole quorums are delivered a message may stay undelivered anyway; then
    /// it says on whose messages nobody can count in the end, and who need not hear any.
    /// </summary>
    public Omission Omissions { get; init; } = Omission.None;

    /// <summary>
    /// The commands, each <c>name</c>, <c>name*</c> (universally commutative) or <c>name@p2</c> (with its author;
    /// else the i-th command is by the i-th proposer).
    /// </summary>
    public ValueList<string> Commands { get; init; } = new(["a", "b"]);

    /// <summary>The conflicting pairs, each <c>a-b</c>; null for all pairs but those with a universal command.</summary>
    public ValueList<string>? Conflicts { get; init; }

    /// <summary>The kinds of each view's ballots, in order: <c>fast</c> or <c>classic</c>.</summary>
    public ValueList<string> Ballots { get; init; } = new(["fast", "classic"]);

    /// <summary>The number of views; at least 1. View 0 is entered at the start.</summary>
    public int Views { get; init; } = 1;

    /// <summary>The number of learners; at least 1.</summary>
    public int Learners { get; init; } = 2;

    /// <summary>The longest sequence that the adversary proposes; null for as many as there are commands.</summary>
    public int? MaxLength { get; init; }

    /// <summary>
    /// Whether sequences that the adversary proposes may repeat commands and hold universally commutative ones. No correct
    /// process makes such a sequence, and acceptors take it.
    /// </summary>
    public bool Repeats { get; init; }

    /// <summary>
    /// Whether a correct leader may append what it proposes in any order that makes another value, as the paper lets it;
    /// if not, it has one order of its own.
    /// </summary>
    public bool Orders { get; init; }

    /// <summary>
    /// Whether the last ballot of each view waits until its leader has heard every proposal. A run has finitely many
    /// ballots, and Liveness needs one after the proposals; so Liveness is claimed only with this, at the price of the
    /// runs in which that ballot comes earlier.
    /// </summary>
    public bool LastBallotWaits { get; init; } = true;

    /// <summary>The names of the rules that are in force.</summary>
    public ValueSet<string> Rules { get; init; } = ValueSet<string>.Empty;
}

/// <summary>A configuration that cannot be built. The message is one line: what is wrong, and what would be right.</summary>
/// <param name="message">That line.</param>
public sealed class InvalidConfigurationException(string message) : Exception(message);

/// <summary>A protocol that is not described as it must be. The message is one line: what is wrong, and what to do.</summary>
/// <param name="message">That line.</param>
public sealed class InvalidModelException(string message) : Exception(message);
