using BgpVerified.Spec.Protocols;

namespace BgpVerified.Checker.Exploration;

/// <summary>What a <see cref="Machine"/> knows of a process.</summary>
/// <param name="process">The process, by index.</param>
internal sealed class SlotTable(int process)
{
    public int Process => process;

    public bool Speaks { get; set; }

    public LazyNumbers AfterCrash { get; } = new();

    public LazyNumbers Unheard { get; } = new();

    public LazyNumbers Known { get; } = new();

    public Dictionary<(int Node, Input Input), int> Reactions { get; } = [];
}

/// <summary>What a <see cref="Machine"/> knows of a reading.</summary>
/// <param name="reading">The reading.</param>
/// <param name="slot">The process that reads, by its place in a row.</param>
/// <param name="part">The part that is read, by index; -1 for none.</param>
internal sealed class ReadingTable(Reading reading, int slot, int part)
{
    public Reading Reading => reading;

    public int Slot => slot;

    public int Part => part;

    /// <summary>What was met in a state.</summary>
    public MemoTable Table { get; } = new();

    /// <summary>What was worked out, met or not.</summary>
    public MemoTable Supposed { get; } = new();
}
