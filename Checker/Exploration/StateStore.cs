namespace BgpVerified.Checker.Exploration;

/// <summary>
/// One shard of the visited states: whole rows in the order of their discovery, and an index by hash. One thread at a time.
/// </summary>
/// <remarks>Rows are compared whole: no two states that differ are ever taken for one.</remarks>
internal sealed class StateStore
{
    private const int ChunkBits = 14;
    private const int ChunkRows = 1 << ChunkBits;
    private readonly List<ulong[]> rows = [];
    private readonly List<int[]> parents = [];
    private int[] slots = new int[1024];
    private int words;

    public StateStore(int words)
    {
        this.words = words;
    }

    public int Count { get; private set; }

    public long Bytes =>
        (rows.Count * (long)ChunkRows * ((words * sizeof(ulong)) + sizeof(int))) + (slots.LongLength * sizeof(int));

    public ReadOnlySpan<ulong> Row(int index) =>
        rows[index >> ChunkBits].AsSpan((index & (ChunkRows - 1)) * words, words);

    public int Parent(int index) => parents[index >> ChunkBits][index & (ChunkRows - 1)];

    /// <summary>Adds a row that is not there yet.</summary>
    /// <returns>Whether it is new.</returns>
    public bool Add(ReadOnlySpan<ulong> row, ulong hash, int parent, Func<int, ulong> hashOf)
    {
        if (Count + (Count >> 1) >= slots.Length)
        {
            Grow(hashOf);
        }

        var mask = slots.Length - 1;
        var slot = (int)((hash >> 16) & (ulong)mask);
        while (slots[slot] != 0)
        {
            if (IsAt(slots[slot] - 1, row))
            {
                return false;
            }

            slot = (slot + 1) & mask;
        }

        if (Count >> ChunkBits == rows.Count)
        {
            rows.Add(new ulong[ChunkRows * words]);
            parents.Add(new int[ChunkRows]);
        }

        row.CopyTo(rows[Count >> ChunkBits].AsSpan((Count & (ChunkRows - 1)) * words));
        parents[Count >> ChunkBits][Count & (ChunkRows - 1)] = parent;
        slots[slot] = ++Count;
        return true;
    }

    /// <summary>
    /// Packs every row anew. The order of the states stays, and so does the index, which hangs on numbers and not on bits.
    /// </summary>
    public void Repack(RowLayout from, RowLayout to, int slotCount)
    {
        for (var chunk = 0; chunk < rows.Count; chunk++)
        {
            var old = rows[chunk];
            var repacked = new ulong[ChunkRows * to.Words];
            for (var i = 0; i < ChunkRows; i++)
            {
                for (var slot = 0; slot < slotCount; slot++)
                {
                    to.Write(repacked.AsSpan(i * to.Words, to.Words), slot, from.Read(old.AsSpan(i * from.Words, from.Words), slot));
                }
            }

            rows[chunk] = repacked;
        }

        words = to.Words;
    }

    private bool IsAt(int index, ReadOnlySpan<ulong> row)
    {
        var chunk = rows[index >> ChunkBits];
        var at = (index & (ChunkRows - 1)) * words;
        for (var word = 0; word < row.Length; word++)
        {
            if (chunk[at + word] != row[word])
            {
                return false;
            }
        }

        return true;
    }

    private void Grow(Func<int, ulong> hashOf)
    {
        var larger = new int[2 * slots.Length];
        var mask = larger.Length - 1;
        for (var index = 0; index < Count; index++)
        {
            var slot = (int)((hashOf(index) >> 16) & (ulong)mask);
            while (larger[slot] != 0)
            {
                slot = (slot + 1) & mask;
            }

            larger[slot] = index + 1;
        }

        slots = larger;
    }
}
