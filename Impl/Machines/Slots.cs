using BgpVerified.Spec.Values;

namespace BgpVerified.Impl.Machines;

/// <summary>
/// What a process keeps of each slot: a list without end, of which the beginning up to the last slot with something is kept.
/// </summary>
internal static class Slots
{
    /// <summary>What there is of a slot.</summary>
    /// <param name="slots">The slots.</param>
    /// <param name="slot">The slot, from 0.</param>
    /// <param name="nothing">What there is of a slot beyond those kept.</param>
    /// <returns>The element.</returns>
    public static T At<T>(this ValueList<T> slots, int slot, T nothing)
        where T : notnull => slot < slots.Count ? slots[slot] : nothing;

    /// <summary>The same with something else of one slot.</summary>
    /// <param name="slots">The slots.</param>
    /// <param name="slot">The slot, from 0.</param>
    /// <param name="element">What there is of it now.</param>
    /// <param name="nothing">What there is of the slots between those kept and this one.</param>
    /// <returns>The slots, at least up to this one.</returns>
    public static ValueList<T> With<T>(this ValueList<T> slots, int slot, T element, T nothing)
        where T : notnull => new(slots.UpTo(slot + 1, nothing).Select((old, i) => i == slot ? element : old));

    /// <summary>The same with so many slots at least.</summary>
    /// <param name="slots">The slots.</param>
    /// <param name="count">How many.</param>
    /// <param name="nothing">What there is of those that are added.</param>
    /// <returns>The slots.</returns>
    public static ValueList<T> UpTo<T>(this ValueList<T> slots, int count, T nothing)
        where T : notnull =>
        slots.Count >= count ? slots : new(slots.Concat(Enumerable.Repeat(nothing, count - slots.Count)));
}
