namespace BgpVerified.Impl.Bgp;

/// <summary>A ballot: totally ordered, first by view, then by number within the view.</summary>
/// <remarks>
/// The paper's <c>ballot</c> is a number that every new leader counts from 0 again (Algorithm 2); two leaders then use
/// the same one. Erratum E13.
/// </remarks>
/// <param name="View">The view whose leader owns the ballot, from 0.</param>
/// <param name="Number">Its number within the view, from 1; 0 is before every ballot.</param>
public readonly record struct Ballot(int View, int Number) : IComparable<Ballot>
{
    /// <summary>Before every ballot: nothing promised, nothing voted, nothing proven.</summary>
    public static Ballot Zero => default;

    /// <summary>Earlier than.</summary>
    public static bool operator <(Ballot x, Ballot y) => x.CompareTo(y) < 0;

    /// <summary>Later than.</summary>
    public static bool operator >(Ballot x, Ballot y) => x.CompareTo(y) > 0;

    /// <summary>Not later than.</summary>
    public static bool operator <=(Ballot x, Ballot y) => x.CompareTo(y) <= 0;

    /// <summary>Not earlier than.</summary>
    public static bool operator >=(Ballot x, Ballot y) => x.CompareTo(y) >= 0;

    /// <inheritdoc/>
    public int CompareTo(Ballot other) => View != other.View ? View.CompareTo(other.View) : Number.CompareTo(other.Number);

    /// <summary>The ballot as the leader of a view names it: with the view if it is another's, as a Byzantine leader may name.</summary>
    public string In(int view) => view == View ? $"{this}" : $"{this} in view {view}";

    /// <inheritdoc/>
    public override string ToString() => $"{View}.{Number}";
}

/// <summary>The two kinds of ballots (section 4.3).</summary>
public enum BallotKind
{
    /// <summary>Only the leader's sequence is voted for.</summary>
    Classic,

    /// <summary>Proposers send commands straight to the acceptors, who append them.</summary>
    Fast,
}
