namespace BgpVerified.CoyoteTests.Walks;

/// <summary>
/// Numbers that hang on a name alone: the same on every machine and in every version of the checker and the runtime
/// (FNV-1a of the name, then xorshift64*). Kept apart from the checker's own, which may be changed.
/// </summary>
internal sealed class WalkNumbers
{
    private ulong state;

    /// <summary>Begins the numbers of a walk.</summary>
    /// <param name="name">The walk's name.</param>
    public WalkNumbers(string name)
    {
        state = 14695981039346656037UL;
        foreach (var letter in name)
        {
            state = unchecked((state ^ letter) * 1099511628211UL);
        }

        state = state == 0 ? 1 : state;
    }

    /// <summary>A number from 0 to one less than <paramref name="count"/>.</summary>
    /// <param name="count">How many there are to choose from; at least 1.</param>
    /// <returns>The number.</returns>
    public int Next(int count)
    {
        state ^= state >> 12;
        state ^= state << 25;
        state ^= state >> 27;
        return (int)((unchecked(state * 2685821657736338717UL) >> 33) % (ulong)count);
    }
}
