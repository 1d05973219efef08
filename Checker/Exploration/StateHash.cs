namespace BgpVerified.Checker.Exploration;

/// <summary>
/// The hash of a state: a sum over the slots, the same however rows are packed and whichever interchangeable process has a
/// node.
/// </summary>
/// <param name="machine">The system in numbers.</param>
internal sealed class StateHash(Machine machine)
{
    private readonly int[] first = [.. Enumerable.Range(0, machine.SlotCount).Select(machine.FirstOfGroup)];

    /// <summary>The shard of the visited states that a state belongs to.</summary>
    public static int ShardOf(ulong hash, int shards) => (int)(hash >> 56) % shards;

    public ulong Of(ReadOnlySpan<int> nodes)
    {
        var sum = 0UL;
        for (var slot = 0; slot < nodes.Length; slot++)
        {
            sum = unchecked(sum + Term(slot, nodes[slot]));
        }

        return sum;
    }

    /// <summary>The hash after one process's step.</summary>
    public ulong With(ulong hash, int slot, int before, int after) => unchecked(hash - Term(slot, before) + Term(slot, after));

    private ulong Term(int slot, int node) => Hashing.Mix(((ulong)(uint)(first[slot] + 1) << 32) | (uint)node);
}
