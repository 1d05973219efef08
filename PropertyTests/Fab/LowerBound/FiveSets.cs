namespace BgpVerified.PropertyTests.Fab.LowerBound;

/// <summary>The five sets of acceptors p1 to p5 of theorem 1, by their sizes; and the leader, where it is an acceptor too.</summary>
/// <remarks>
/// Section VI: "we partition the processes in five sets"; F0 = p5 and F1 = p1 have size t (figure 6: p5 is silent in ρ0, p1 in ρ1),
/// p2, p3 and p4 have size f. Acceptors are numbered through the sets; a leader that is an acceptor is number 0, and in none of them.
/// </remarks>
internal sealed record FiveSets(int Size1, int Size2, int Size3, int Size4, int Size5, bool LeaderIsAcceptor)
{
    private int First => LeaderIsAcceptor ? 1 : 0;

    public IReadOnlyList<int> P1 => [.. Enumerable.Range(First, Size1)];

    public IReadOnlyList<int> P2 => [.. Enumerable.Range(First + Size1, Size2)];

    public IReadOnlyList<int> P3 => [.. Enumerable.Range(First + Size1 + Size2, Size3)];

    public IReadOnlyList<int> P4 => [.. Enumerable.Range(First + Size1 + Size2 + Size3, Size4)];

    public IReadOnlyList<int> P5 => [.. Enumerable.Range(First + Size1 + Size2 + Size3 + Size4, Size5)];

    /// <summary>All acceptors in the sets.</summary>
    public IReadOnlyList<int> All => [.. P1, .. P2, .. P3, .. P4, .. P5];

    /// <summary>
    /// Every choice of sets that theorem 1 allows: p1 and p5 of at most t acceptors, and p2, p3, p4 of at most as many as may be faulty
    /// in ρt, ρc and ρs: f, or f - 1 where the leader, who is faulty there, is one of f. None if there are too many acceptors.
    /// </summary>
    public static IEnumerable<FiveSets> OfTheorem1(TwoStepProtocol protocol) =>
        Sizes(protocol).Where(sets => !sets.Excess(protocol).Any());

    /// <summary>
    /// Every choice of sizes with as many acceptors in p3 as a new leader need not wait for. One execution alone may be a contradiction
    /// where the others ask for too many faults.
    /// </summary>
    public static IEnumerable<FiveSets> OfAnySize(TwoStepProtocol protocol, int slow) =>
        Sizes(protocol).Where(sets => sets.Size3 == slow);

    /// <summary>
    /// The executions in which more acceptors would be faulty than f, or more silent than t; and how many there would be.
    /// </summary>
    public IEnumerable<(string Execution, int Faulty)> Excess(TwoStepProtocol protocol)
    {
        var leader = First;
        return new (string Execution, int Faulty, int Most)[]
        {
            ("ρ0", Size5, protocol.T), ("ρ1", Size1, protocol.T),
            ("ρs", Size4 + leader, protocol.F), ("ρt", Size2 + leader, protocol.F), ("ρc", Size3 + leader, protocol.F),
        }.Where(one => one.Faulty > one.Most).Select(one => (one.Execution, one.Faulty));
    }

    public override string ToString() => $"{(LeaderIsAcceptor ? "leader + " : string.Empty)}{Size1}+{Size2}+{Size3}+{Size4}+{Size5}";

    private static IEnumerable<FiveSets> Sizes(TwoStepProtocol protocol)
    {
        var all = protocol.N - (protocol.LeaderIsAcceptor ? 1 : 0);
        return from size1 in Enumerable.Range(0, all + 1)
               from size2 in Enumerable.Range(0, all - size1 + 1)
               from size3 in Enumerable.Range(0, all - size1 - size2 + 1)
               from size4 in Enumerable.Range(0, all - size1 - size2 - size3 + 1)
               select new FiveSets(size1, size2, size3, size4, all - size1 - size2 - size3 - size4, protocol.LeaderIsAcceptor);
    }
}
