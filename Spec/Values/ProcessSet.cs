namespace BgpVerified.Spec.Values;

/// <summary>A set of processes of one role, by their index from 0: who signed, who is Byzantine.</summary>
/// <param name="Bits">Bit <c>i</c> is set when process <c>i</c> is in the set.</param>
public readonly record struct ProcessSet(UInt128 Bits) : IComparable<ProcessSet>
{
    /// <summary>The largest number of processes of one role.</summary>
    public const int Capacity = 128;

    /// <summary>The set of no process.</summary>
    public static ProcessSet None => default;

    /// <summary>How many processes are in the set.</summary>
    public int Count => (int)UInt128.PopCount(Bits);

    /// <summary>The processes in the set, in rising order.</summary>
    public IEnumerable<int> Members
    {
        get
        {
            for (var rest = Bits; rest != 0; rest &= rest - 1)
            {
                yield return (int)UInt128.TrailingZeroCount(rest);
            }
        }
    }

    /// <summary>The set of one process.</summary>
    /// <param name="process">Its index, 0 to 127.</param>
    /// <returns>The singleton.</returns>
    public static ProcessSet Of(int process) => new(UInt128.One << process);

    /// <summary>The set of some processes.</summary>
    /// <param name="processes">Their indices, 0 to 127; one that comes twice counts once.</param>
    /// <returns>The set.</returns>
    public static ProcessSet Of(IEnumerable<int> processes) => processes.Aggregate(None, (set, process) => set.Add(process));

    /// <summary>The set of the processes 0 to <paramref name="count"/> - 1.</summary>
    /// <param name="count">How many, 0 to 128.</param>
    /// <returns>The set.</returns>
    public static ProcessSet First(int count) => new(count == Capacity ? UInt128.MaxValue : (UInt128.One << count) - 1);

    /// <summary>Whether a process is in the set.</summary>
    /// <param name="process">Its index.</param>
    /// <returns>True if it is.</returns>
    public bool Contains(int process) => (Bits & (UInt128.One << process)) != 0;

    /// <summary>This set with one more process.</summary>
    /// <param name="process">Its index.</param>
    /// <returns>The larger set.</returns>
    public ProcessSet Add(int process) => new(Bits | (UInt128.One << process));

    /// <summary>Every process of either set.</summary>
    /// <param name="other">The other set.</param>
    /// <returns>The union.</returns>
    public ProcessSet Union(ProcessSet other) => new(Bits | other.Bits);

    /// <summary>The processes of this set that are not in the other.</summary>
    /// <param name="other">The set to take away.</param>
    /// <returns>The difference.</returns>
    public ProcessSet Except(ProcessSet other) => new(Bits & ~other.Bits);

    /// <inheritdoc/>
    public int CompareTo(ProcessSet other) => Bits.CompareTo(other.Bits);

    /// <summary>The processes with a role letter, numbered from 1 as on the command line: <c>a1 a3</c>.</summary>
    /// <param name="role">The role's letter.</param>
    /// <returns>The text.</returns>
    public string Names(string role) => string.Join(' ', Members.Select(i => $"{role}{i + 1}"));

    /// <inheritdoc/>
    public override string ToString() => Names("#");
}
