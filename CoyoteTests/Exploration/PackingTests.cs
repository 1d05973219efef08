using BgpVerified.Checker.Exploration;
using Xunit;

namespace BgpVerified.CoyoteTests.Exploration;

/// <summary>Packed rows and remembered results against the collections of the standard library.</summary>
public class PackingTests
{
    [Fact]
    public void A_row_gives_back_what_was_written_and_nothing_else_changes()
    {
        var random = new Random(1);
        var bits = new[] { 6, 17, 31, 9, 30, 12, 5, 24 };
        var layout = new RowLayout(bits);
        var row = new ulong[layout.Words];
        var expected = new int[bits.Length];
        for (var i = 0; i < 10_000; i++)
        {
            var slot = random.Next(bits.Length);
            expected[slot] = random.Next(int.MaxValue) & (int)((1L << bits[slot]) - 1);
            layout.Write(row, slot, expected[slot]);

            Assert.Equal(expected, Enumerable.Range(0, bits.Length).Select(s => layout.Read(row, s)));
        }
    }

    [Fact]
    public void A_number_that_outgrows_its_bits_fits_after_widening_and_not_before()
    {
        var layout = new RowLayout([6, 6, 6]);

        Assert.Equal(64, layout.Limit(1));
        var wider = layout.Widened(1, 1000);
        Assert.True(wider.Limit(1) > 1000);
        Assert.Equal((64, 64), (wider.Limit(0), wider.Limit(2)));
    }

    [Fact]
    public void The_store_keeps_each_row_once_also_when_all_hashes_collide_and_when_it_is_packed_anew()
    {
        var random = new Random(2);
        var layout = new RowLayout([6, 6, 6]);
        var store = new StateStore(layout.Words);
        var known = new List<(int, int, int)>();
        for (var i = 0; i < 3_000; i++)
        {
            var state = (random.Next(8), random.Next(8), random.Next(8));
            Assert.Equal(!known.Contains(state), store.Add(Pack(layout, state), hash: 7, parent: i, _ => 7));
            if (!known.Contains(state))
            {
                known.Add(state);
            }

            if (i is 100 or 1_000)
            {
                // Wide enough that a row takes a second word.
                var wider = layout.Widened(0, (1 << 29) - 1).Widened(1, (1 << 29) - 1).Widened(2, (1 << 12) - 1);
                store.Repack(layout, wider, 3);
                layout = wider;
            }
        }

        Assert.Equal(2, layout.Words);
        Assert.Equal(known, Enumerable.Range(0, store.Count)
            .Select(index => (layout.Read(store.Row(index), 0), layout.Read(store.Row(index), 1), layout.Read(store.Row(index), 2))));
    }

    [Fact]
    public void A_memo_table_finds_what_was_added_and_nothing_else()
    {
        var random = new Random(3);
        var table = new MemoTable();
        var expected = new Dictionary<(int, int), int>();
        for (var i = 0; i < 20_000; i++)
        {
            var pair = (random.Next(300), random.Next(300));
            Assert.Equal(expected.GetValueOrDefault(pair, -1), table.Find(pair.Item1, pair.Item2));
            if (expected.TryAdd(pair, i))
            {
                table.Add(pair.Item1, pair.Item2, i);
            }
        }

        Assert.Equal(0, expected.Count(entry => table.Find(entry.Key.Item1, entry.Key.Item2) != entry.Value));
    }

    private static ulong[] Pack(RowLayout layout, (int First, int Second, int Third) state)
    {
        var row = new ulong[layout.Words];
        layout.Write(row, 0, state.First);
        layout.Write(row, 1, state.Second);
        layout.Write(row, 2, state.Third);
        return row;
    }
}
