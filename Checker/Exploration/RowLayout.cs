namespace BgpVerified.Checker.Exploration;

/// <summary>How a global state, one number for each process, is packed into a row of 64-bit words.</summary>
/// <remarks>
/// Packing is exact: a number that does not fit its bits must not be written. <see cref="Limit"/> says so, and the
/// engine then packs everything anew, wider. No number crosses a word.
/// </remarks>
internal sealed class RowLayout
{
    private readonly int[] bits;
    private readonly int[] words;
    private readonly int[] shifts;

    public RowLayout(IReadOnlyList<int> bits)
    {
        this.bits = [.. bits];
        words = new int[bits.Count];
        shifts = new int[bits.Count];

        // First fit, widest first: few words, and the same layout for the same widths.
        var used = new List<int>();
        foreach (var slot in Enumerable.Range(0, bits.Count).OrderByDescending(i => bits[i]).ThenBy(i => i))
        {
            var word = used.FindIndex(u => u + bits[slot] <= 64);
            if (word < 0)
            {
                word = used.Count;
                used.Add(0);
            }

            words[slot] = word;
            shifts[slot] = used[word];
            used[word] += bits[slot];
        }

        Words = used.Count;
    }

    public int Words { get; }

    /// <summary>The numbers of a slot must be below this.</summary>
    public int Limit(int slot) => 1 << bits[slot];

    public int Read(ReadOnlySpan<ulong> row, int slot) =>
        unchecked((int)((row[words[slot]] >> shifts[slot]) & ((1UL << bits[slot]) - 1)));

    public void Write(Span<ulong> row, int slot, int number)
    {
        ref var word = ref row[words[slot]];
        word = (word & ~(((1UL << bits[slot]) - 1) << shifts[slot])) | ((ulong)(uint)number << shifts[slot]);
    }

    /// <summary>A layout in which a slot's numbers have room to grow.</summary>
    public RowLayout Widened(int slot, int number)
    {
        if (number >> bits[slot] == 0)
        {
            return this;
        }

        var wider = (int[])bits.Clone();
        while (number >> wider[slot] != 0)
        {
            wider[slot] += 2;
        }

        return new(wider);
    }
}
