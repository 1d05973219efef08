using BgpVerified.Checker.Worlds;

namespace BgpVerified.Checker.Exploration;

/// <content>Whether nothing fair is left to happen because processes omit to send (<see cref="Omitting"/>).</content>
internal sealed partial class Expander
{
    private readonly int[] mayFail;
    private readonly int[] heard;
    private readonly int[] seenOfHeard;

    private bool EndsByOmissions() => mayFail.Length > 0 && machine.Monitor.DecidesAtTheEnd
        && Omitting.Sets(mayFail, slot => machine.HasCrashed(slot, nodes[slot]), system.Configuration.Crashes)
            .Any(omitting => !HasFairStep(omitting));

    /// <summary>Whether a fair step is left if nobody hears what some processes have sent.</summary>
    private bool HasFairStep(IReadOnlyList<int> omitting)
    {
        nodes.CopyTo(heard, 0);
        foreach (var slot in omitting)
        {
            heard[slot] = machine.Unheard(slot, nodes[slot], learns);
            isKnown &= heard[slot] >= 0;
        }

        isKnown = isKnown && machine.Parts.See(heard, seenOfHeard, learns);
        for (var reading = 0; isKnown && reading < machine.ReadingCount; reading++)
        {
            var (slot, part) = (machine.SlotOfReading(reading), machine.PartOfReading(reading));
            var where = machine.Suppose(
                reading, nodes[slot], part < 0 ? 0 : machine.IsLocal(reading) ? seen[part] : seenOfHeard[part], learns);
            isKnown = where != Machine.Unknown;
            var successors = machine.Successors(where);
            for (var i = 1; i < successors.Length; i += 2)
            {
                if ((successors[i] & Machine.IsFair) != 0)
                {
                    return true;
                }
            }
        }

        return false;
    }
}
