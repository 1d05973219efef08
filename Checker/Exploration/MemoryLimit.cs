using System.Globalization;

namespace BgpVerified.Checker.Exploration;

/// <summary>A bound on the memory of the process: a run stops before it is reached, with an honest partial result.</summary>
public static class MemoryLimit
{
    /// <summary>How much may be used if nobody says: four fifths of what the machine, or a limit set on the process, allows.</summary>
    public static long Usual => GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 5 * 4;

    /// <summary>What ended a run that came to the bound.</summary>
    /// <param name="most">The bound, in bytes.</param>
    /// <returns>The text.</returns>
    public static string Text(long most) => string.Create(CultureInfo.InvariantCulture, $"memory {most / 1048576.0:#,0.###} MiB");

    /// <summary>Whether what is used now, and what is about to be used, come to the bound. Cheap unless it nearly does.</summary>
    /// <param name="most">The bound, in bytes; <see cref="long.MaxValue"/> for none.</param>
    /// <param name="growth">How many bytes may soon be needed at once, as by a table that doubles.</param>
    /// <returns>True if they do.</returns>
    public static bool IsReached(long most, long growth)
    {
        var room = most - growth;
        if (most == long.MaxValue || GC.GetTotalMemory(forceFullCollection: false) <= room)
        {
            return false;
        }

        // Much of that may be garbage. A twentieth is kept free, so that one collection does not follow another.
        GC.Collect();
        return GC.GetTotalMemory(forceFullCollection: false) > room - (room / 20);
    }

    /// <summary>Whether an exception says that there is no more memory.</summary>
    /// <param name="e">The exception.</param>
    /// <returns>True if it does, or one of those that it gathers.</returns>
    public static bool IsExceeded(Exception e) =>
        e is OutOfMemoryException || (e is AggregateException many && many.InnerExceptions.Any(IsExceeded))
            || (e.InnerException is { } inner && IsExceeded(inner));
}
