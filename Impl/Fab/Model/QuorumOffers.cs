using BgpVerified.Spec.Protocols;
using BgpVerified.Spec.Values;

namespace BgpVerified.Impl.Fab;

/// <summary>The quorums of equal messages that a process could hear.</summary>
internal static class QuorumOffers
{
    /// <summary>All who are sure to be heard, and all together; of any size, since counting them is the handler's part.</summary>
    /// <remarks>
    /// Smaller sets are not offered: what was signed stays signed, so that each of them was the largest in a state before,
    /// and handlers look only at how many they are.
    /// </remarks>
    /// <param name="sure">Correct processes whose messages arrive in the end.</param>
    /// <param name="others">Those whose messages may arrive: Byzantine ones, and correct ones whose messages may be lost.</param>
    /// <param name="fair">Whether what is sure must happen in the end.</param>
    /// <param name="form">The input.</param>
    /// <returns>None, one or two offers.</returns>
    public static IEnumerable<Offer> Of(ProcessSet sure, ProcessSet others, bool fair, Func<ProcessSet, Input> form)
    {
        if (sure.Count > 0)
        {
            yield return new(form(sure), fair);
        }

        var all = sure.Union(others);
        if (all != sure)
        {
            yield return new(form(all), Fair: false);
        }
    }
}
