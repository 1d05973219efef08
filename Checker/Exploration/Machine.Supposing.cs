using BgpVerified.Checker.Worlds;

namespace BgpVerified.Checker.Exploration;

/// <content>What is supposed and need be no state of the graph: processes that omit.</content>
internal sealed partial class Machine
{
    /// <summary>The node of a process of which nobody hears; what it has sent to nobody stays (<see cref="Omitting"/>).</summary>
    /// <returns>The node, which need not be in any state; <see cref="Unknown"/> if it is not known.</returns>
    public int Unheard(int slot, int node, bool learn)
    {
        var unheard = slots[slot].Unheard.Find(node);
        if (unheard < 0 && learn)
        {
            var value = nodes.ValueOf(slot, node);
            unheard = nodes.Number(slot, value with { Sent = new(value.Sent.Where(m => !system.Recipients(m).Any())) });
            LearnEverywhere(slot, unheard);
            slots[slot].Unheard.Set(node, unheard);
        }

        return unheard < 0 ? Unknown : unheard;
    }

    /// <summary>
    /// Where the successors of a reading's process would be if it had a node and saw something; worked out if they are not
    /// known. There need be no such state: what is supposed is no step of the graph.
    /// </summary>
    /// <returns>The place; <see cref="None"/> if there are none, <see cref="Unknown"/> if they are not known and not to be worked
    /// out.</returns>
    public int Suppose(int reading, int node, int what, bool learn = true)
    {
        var table = readings[reading];
        var known = table.Table.Find(node, what);
        if (known < 0)
        {
            known = table.Supposed.Find(node, what);
        }

        return known >= 0 ? known - 1 : learn ? React(reading, node, what) : Unknown;
    }

    private int React(int reading, int node, int what)
    {
        var table = readings[reading];
        misses++;
        var found = new SortedDictionary<int, int>();
        var before = nodes.ValueOf(table.Slot, node);
        if (!before.Crashed)
        {
            foreach (var offer in table.Reading.Offers(before.State, table.Part < 0 ? null : Parts.Seen(table.Part, what)))
            {
                var after = Take(table.Slot, node, offer.Input);
                if (after != node)
                {
                    found[after] = found.GetValueOrDefault(after) | Flags(table.Slot, node, after, offer);
                }
            }
        }

        var place = Store(found);
        table.Supposed.Add(node, what, place);
        Facts.Add(FactKind.Reaction, reading, node, what, 0);
        return place - 1;
    }
}
