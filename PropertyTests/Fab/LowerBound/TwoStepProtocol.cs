namespace BgpVerified.PropertyTests.Fab.LowerBound;

/// <summary>Any two-step protocol, as its deterministic rules: what section VI of the FaB paper argues about.</summary>
/// <remarks>
/// A leader tells the acceptors a value; they say something to everybody; a learner learns from what it hears, two steps after the
/// leader. A new leader asks the acceptors, and proposes by what they answer; acceptors see the answers too. Values are "0" and "1",
/// as in the paper. A rule sees who said what, so that it need not treat acceptors alike.
/// </remarks>
/// <param name="N">How many acceptors there are (the paper's a).</param>
/// <param name="F">How many faulty ones are tolerated.</param>
/// <param name="T">Despite how many faulty ones learning takes two steps; f for FaB Paxos.</param>
internal abstract record TwoStepProtocol(int N, int F, int T)
{
    /// <summary>
    /// Whether the leader is acceptor 0 too. FaB keeps proposers, acceptors and learners apart: a Byzantine leader is one of f
    /// Byzantine proposers, and takes nothing from the f acceptors that may lie.
    /// </summary>
    public virtual bool LeaderIsAcceptor => false;

    /// <summary>Second step: what an acceptor says to everybody after the leader's value.</summary>
    public abstract object Says(int acceptor, string value);

    /// <summary>What a learner learns from what it has heard; null: nothing yet.</summary>
    public abstract string? Learn(Heard heard);

    /// <summary>What an acceptor answers a new leader: after the first leader's value, and what other acceptors have said to it.</summary>
    public abstract object Answer(int acceptor, string value, Heard heard);

    /// <summary>What a new leader proposes, by the answers and its own value; null: nothing, it waits for more.</summary>
    public abstract string? Propose(Heard answers, string own);

    /// <summary>Whether an acceptor takes the new leader's value, with the answers that are shown.</summary>
    public virtual bool Takes(int acceptor, string value, string proposed, Heard answers) => true;

    /// <summary>
    /// Whether learners learn the new leader's value if these acceptors take it and everything they say arrives, in as many steps as
    /// the protocol likes.
    /// </summary>
    public abstract bool LearnedAfter(IReadOnlyList<int> acceptors, string proposed);
}

/// <summary>What has been heard, by the acceptor that said it. Equal if it reads the same.</summary>
internal sealed class Heard(IEnumerable<(int Acceptor, object What)> said) : IEquatable<Heard>
{
    private readonly SortedDictionary<int, object> said = new(said.ToDictionary(one => one.Acceptor, one => one.What));

    public static Heard Nothing { get; } = new([]);

    public int Count => said.Count;

    public IEnumerable<int> Acceptors => said.Keys;

    public IEnumerable<(int Acceptor, object What)> All => said.Select(one => (one.Key, one.Value));

    public int CountOf(object what) => said.Values.Count(what.Equals);

    public Heard Without(int acceptor) => new(All.Where(one => one.Acceptor != acceptor));

    public bool Equals(Heard? other) => other is not null && said.SequenceEqual(other.said);

    public override bool Equals(object? obj) => Equals(obj as Heard);

    public override int GetHashCode() => said.Aggregate(0, (hash, one) => (hash * 31) + HashCode.Combine(one.Key, one.Value));

    public override string ToString() => string.Join("; ", said.Select(one => $"a{one.Key + 1} {one.Value}"));
}
