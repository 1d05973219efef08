namespace BgpVerified.Checker.Exploration;

/// <summary>Successors that wait to be taken in, in the order of their discovery.</summary>
internal sealed class SuccessorBuffer
{
    private ulong[] rows = new ulong[256];
    private ulong[] hashes = new ulong[128];
    private int[] parents = new int[128];
    private int count;
    private int mark;

    public void Clear() => count = 0;

    /// <summary>Remembers how much is there.</summary>
    public void Mark() => mark = count;

    /// <summary>Drops what was added since <see cref="Mark"/>.</summary>
    public void TakeBack() => count = mark;

    public void Add(ReadOnlySpan<ulong> row, ulong hash, int parent)
    {
        if (count == hashes.Length)
        {
            Array.Resize(ref hashes, 2 * count);
            Array.Resize(ref parents, 2 * count);
        }

        if ((count + 1) * row.Length > rows.Length)
        {
            Array.Resize(ref rows, 2 * (count + 1) * row.Length);
        }

        row.CopyTo(rows.AsSpan(count * row.Length));
        hashes[count] = hash;
        parents[count++] = parent;
    }

    public void Deliver(StateStore store, Func<int, ulong> hashOf, int words)
    {
        for (var i = 0; i < count; i++)
        {
            store.Add(rows.AsSpan(i * words, words), hashes[i], parents[i], hashOf);
        }
    }
}
