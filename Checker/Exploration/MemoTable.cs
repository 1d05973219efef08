namespace BgpVerified.Checker.Exploration;

/// <summary>
/// A map from a pair of non-negative numbers to a number, that many threads read without a lock while one at a time
/// adds to it.
/// </summary>
internal sealed class MemoTable
{
    private volatile Entry[] entries = new Entry[64];
    private int count;

    /// <summary>The value of a pair; -1 if there is none.</summary>
    public int Find(int left, int right)
    {
        var key = Key(left, right);
        var current = entries;
        var mask = current.Length - 1;
        for (var slot = Slot(key, mask); ; slot = (slot + 1) & mask)
        {
            ref var entry = ref current[slot];
            var there = Volatile.Read(ref entry.Key);
            if (there == key)
            {
                return entry.Value;
            }

            if (there == 0)
            {
                return -1;
            }
        }
    }

    /// <summary>Every pair and its value.</summary>
    public IEnumerable<(int Left, int Right, int Value)> Entries =>
        from entry in entries
        where entry.Key != 0
        select unchecked(((int)((entry.Key - 1) >> 32), (int)(entry.Key - 1), entry.Value));

    /// <summary>Adds a pair that is not there; nobody else adds or asks meanwhile.</summary>
    public void Add(int left, int right, int value)
    {
        if (2 * (count + 1) > entries.Length)
        {
            var larger = new Entry[2 * entries.Length];
            foreach (var entry in entries)
            {
                if (entry.Key != 0)
                {
                    Put(larger, entry.Key, entry.Value);
                }
            }

            entries = larger;
        }

        Put(entries, Key(left, right), value);
        count++;
    }

    private static void Put(Entry[] target, long key, int value)
    {
        var mask = target.Length - 1;
        var slot = Slot(key, mask);
        while (target[slot].Key != 0)
        {
            slot = (slot + 1) & mask;
        }

        // The value first: whoever sees the key finds it.
        target[slot].Value = value;
        Volatile.Write(ref target[slot].Key, key);
    }

    private static long Key(int left, int right) => (((long)left << 32) | (uint)right) + 1;

    private static int Slot(long key, int mask) => (int)((Hashing.Mix((ulong)key) >> 32) & (ulong)mask);

    /// <summary>A key and its value side by side, so that a look-up touches one place in memory.</summary>
    private struct Entry
    {
        public long Key;
        public int Value;
    }
}

/// <summary>Mixing of bits.</summary>
internal static class Hashing
{
    /// <summary>A bijection of 64 bits that spreads every input bit (the finalizer of SplitMix64).</summary>
    public static ulong Mix(ulong x)
    {
        unchecked
        {
            x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9UL;
            x = (x ^ (x >> 27)) * 0x94D049BB133111EBUL;
            return x ^ (x >> 31);
        }
    }
}
