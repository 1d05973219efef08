namespace BgpVerified.Checker.Exploration;

/// <summary>
/// A map from a pair of non-negative numbers to a number, that many threads read without a lock while one at a time
/// adds to it.
/// </summary>
internal sealed class MemoTable
{
    private volatile Arrays arrays = new(64);
    private int count;

    public int Count => count;

    public long Bytes => arrays.Keys.LongLength * (sizeof(long) + sizeof(int));

    /// <summary>The value of a pair; -1 if there is none.</summary>
    public int Find(int left, int right)
    {
        var key = Key(left, right);
        var current = arrays;
        var keys = current.Keys;
        var mask = keys.Length - 1;
        for (var slot = Slot(key, mask); ; slot = (slot + 1) & mask)
        {
            var there = Volatile.Read(ref keys[slot]);
            if (there == key)
            {
                return current.Values[slot];
            }

            if (there == 0)
            {
                return -1;
            }
        }
    }

    /// <summary>Adds a pair that is not there; the caller holds the writers' lock.</summary>
    public void Add(int left, int right, int value)
    {
        if (2 * (count + 1) > arrays.Keys.Length)
        {
            var larger = new Arrays(2 * arrays.Keys.Length);
            for (var i = 0; i < arrays.Keys.Length; i++)
            {
                if (arrays.Keys[i] != 0)
                {
                    Put(larger, arrays.Keys[i], arrays.Values[i]);
                }
            }

            arrays = larger;
        }

        Put(arrays, Key(left, right), value);
        count++;
    }

    private static void Put(Arrays target, long key, int value)
    {
        var mask = target.Keys.Length - 1;
        var slot = Slot(key, mask);
        while (target.Keys[slot] != 0)
        {
            slot = (slot + 1) & mask;
        }

        // The value first: whoever sees the key finds it.
        target.Values[slot] = value;
        Volatile.Write(ref target.Keys[slot], key);
    }

    private static long Key(int left, int right) => (((long)left << 32) | (uint)right) + 1;

    private static int Slot(long key, int mask) => (int)((Hashing.Mix((ulong)key) >> 32) & (ulong)mask);

    private sealed class Arrays(int size)
    {
        public readonly long[] Keys = new long[size];
        public readonly int[] Values = new int[size];
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
