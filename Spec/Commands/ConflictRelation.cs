namespace BgpVerified.Spec.Commands;

/// <summary>Which commands do not commute, and which commute with every other (section 5, "universally commutative").</summary>
/// <remarks>
/// A command always conflicts with itself (its repetitions have an order), and a universally commutative command
/// conflicts with no other, whatever the predicate says; the relation is made symmetric.
/// </remarks>
public sealed class ConflictRelation
{
    private readonly Func<Command, Command, bool> conflict;
    private readonly Func<Command, bool> universal;

    /// <summary>Creates a relation from predicates; both must be pure.</summary>
    /// <param name="conflict">Whether two different commands conflict; asked in both orders.</param>
    /// <param name="universal">Whether a command is universally commutative.</param>
    public ConflictRelation(Func<Command, Command, bool> conflict, Func<Command, bool> universal)
    {
        this.conflict = conflict;
        this.universal = universal;
    }

    /// <summary>Every two different commands conflict: generalized consensus is then consensus on a sequence.</summary>
    public static ConflictRelation Total { get; } = new((_, _) => true, _ => false);

    /// <summary>No two different commands conflict.</summary>
    public static ConflictRelation None { get; } = new((_, _) => false, _ => false);

    /// <summary>Creates a relation from pairs of names.</summary>
    /// <param name="pairs">The names of the commands that conflict; each pair in either order.</param>
    /// <param name="universal">The names of the universally commutative commands.</param>
    /// <returns>The relation.</returns>
    public static ConflictRelation FromPairs(IEnumerable<(string Left, string Right)> pairs, IEnumerable<string> universal)
    {
        var conflicting = pairs.ToHashSet();
        var free = universal.ToHashSet();
        return new((x, y) => conflicting.Contains((x.Name, y.Name)), c => free.Contains(c.Name));
    }

    /// <summary>The paper's <c>isUniversallyCommutative</c>: the command commutes with every other.</summary>
    /// <param name="command">The command.</param>
    /// <returns>True if it conflicts with no other command.</returns>
    public bool IsUniversal(Command command) => universal(command);

    /// <summary>Whether the order of two commands matters.</summary>
    /// <param name="x">A command.</param>
    /// <param name="y">Another, or the same.</param>
    /// <returns>True if they do not commute.</returns>
    public bool Conflicts(Command x, Command y) =>
        x.Equals(y) || (!universal(x) && !universal(y) && (conflict(x, y) || conflict(y, x)));
}
