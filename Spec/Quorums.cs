namespace BgpVerified.Spec;

/// <summary>Quorum sizes of a system of N acceptors of which up to f are Byzantine.</summary>
/// <remarks>Byzantine Generalized Paxos, section 3: N ≥ 3f + 1. Smaller systems can be built, to see them fail.</remarks>
/// <param name="Acceptors">N, at least 1.</param>
/// <param name="Faults">f, at least 0.</param>
public readonly record struct Quorums(int Acceptors, int Faults)
{
    /// <summary>
    /// N - f: as many as can be waited for. Two of them share at least N - 2f acceptors, of which at least one is
    /// correct when N ≥ 3f + 1.
    /// </summary>
    public int Quorum => Acceptors - Faults;

    /// <summary>f + 1: at least one of them is correct.</summary>
    public int WeakQuorum => Faults + 1;

    /// <summary>Whether any two quorums share a correct acceptor: 2(N - f) - N > f.</summary>
    public bool QuorumsIntersectInACorrectAcceptor => (2 * Quorum) - Acceptors > Faults;
}
