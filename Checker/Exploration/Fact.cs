namespace BgpVerified.Checker.Exploration;

/// <summary>What a remembered result is of.</summary>
internal enum FactKind
{
    /// <summary>What a node's messages add to a part: part, slot, node, what is gathered.</summary>
    Share,

    /// <summary>The union of two gathered sets: part, one, the other, the union.</summary>
    Union,

    /// <summary>What a derived part sees: part, what the left one sees, what the right one sees, what is seen.</summary>
    Derived,

    /// <summary>What a node becomes: reading, node, what is seen.</summary>
    Reaction,

    /// <summary>What a property reads of a node: property, slot, node, what is read.</summary>
    Projection,

    /// <summary>Whether a property holds: property, what it reads before, what it reads after, 1 or 0.</summary>
    Verdict,
}

/// <summary>A result of the protocol's code that was worked out and remembered, in the numbers of the tables.</summary>
/// <param name="Kind">What it is of.</param>
/// <param name="Of">The part, reading or property, by index.</param>
/// <param name="A">The first number.</param>
/// <param name="B">The second number.</param>
/// <param name="C">The third number, or what was found; 0 if the kind has two.</param>
internal readonly record struct Fact(FactKind Kind, int Of, int A, int B, int C);

/// <summary>
/// The facts in the order in which they were found. Whoever proves something of all of them takes them one by one; facts
/// that come up on the way are added at the end.
/// </summary>
internal sealed class FactLog
{
    private readonly Queue<Fact> facts = new();

    /// <summary>Whether anybody takes facts; if not, none is kept.</summary>
    public bool IsKept { get; set; }

    public void Add(FactKind kind, int of, int a, int b, int c)
    {
        if (IsKept)
        {
            facts.Enqueue(new(kind, of, a, b, c));
        }
    }

    public bool TryTake(out Fact fact) => facts.TryDequeue(out fact);
}

/// <summary>
/// A reduction is not taken: one of its conditions does not hold, or cannot be shown. The message is one line and says
/// which. No verdict was given on its strength.
/// </summary>
/// <param name="message">That line.</param>
/// <param name="process">The process that an observer's condition fails for, by index; null if it is no single one.</param>
/// <param name="isOfSymmetry">Whether it is a condition of symmetry.</param>
internal sealed class ReductionRefusedException(string message, int? process = null, bool isOfSymmetry = false) : Exception(message)
{
    /// <summary>The process, by index.</summary>
    public int? Process => process;

    /// <summary>Whether symmetry is refused.</summary>
    public bool IsOfSymmetry => isOfSymmetry;
}
