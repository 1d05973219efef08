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
    private readonly Func<Command, bool>? checkpoint;
    private readonly bool ordersUniversals;

    /// <summary>Creates a relation from predicates; both must be pure.</summary>
    /// <param name="conflict">Whether two different commands conflict; asked in both orders.</param>
    /// <param name="universal">Whether a command is universally commutative.</param>
    public ConflictRelation(Func<Command, Command, bool> conflict, Func<Command, bool> universal)
    {
        this.conflict = conflict;
        this.universal = universal;
    }

    private ConflictRelation(ConflictRelation without, Func<Command, bool> checkpoint, History none, bool ordersUniversals)
        : this(without.conflict, without.universal)
    {
        this.checkpoint = checkpoint;
        this.ordersUniversals = ordersUniversals;
        NoHistory = none;
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

    /// <summary>The beginning of a sequence of which nothing was discarded.</summary>
    public History NoHistory { get; } = KeptHistory.None;

    /// <summary>Whether any command may be a checkpoint.</summary>
    public bool HasCheckpoints => checkpoint is not null;

    /// <summary>
    /// The same relation with checkpoint commands, which conflict with every command that is not universally commutative.
    /// </summary>
    /// <param name="isCheckpoint">Which commands are checkpoints; pure.</param>
    /// <param name="none">What a beginning is made of, when nothing was discarded yet.</param>
    /// <param name="ordersUniversals">
    /// Whether they conflict with universally commutative ones, too. Those who agree on a sequence ask for it, as it says which
    /// of these a checkpoint covers. To what is learned it makes no difference: there a checkpoint changes nothing.
    /// </param>
    /// <returns>The relation.</returns>
    public ConflictRelation WithCheckpoints(Func<Command, bool> isCheckpoint, History none, bool ordersUniversals) =>
        new(this, isCheckpoint, none, ordersUniversals);

    /// <summary>Whether a command is a checkpoint: what comes before it in a sequence may be discarded with it.</summary>
    /// <param name="command">The command.</param>
    /// <returns>True if it is one.</returns>
    public bool IsCheckpoint(Command command) => checkpoint is not null && checkpoint(command);

    /// <summary>The paper's <c>isUniversallyCommutative</c>: the command commutes with every other.</summary>
    /// <param name="command">The command.</param>
    /// <returns>True if it conflicts with no other command.</returns>
    public bool IsUniversal(Command command) => universal(command);

    /// <summary>Whether the order of two commands matters.</summary>
    /// <param name="x">A command.</param>
    /// <param name="y">Another, or the same.</param>
    /// <returns>True if they do not commute.</returns>
    public bool Conflicts(Command x, Command y) =>
        x.Equals(y)
        || (ordersUniversals && (IsCheckpoint(x) || IsCheckpoint(y)))
        || (!universal(x) && !universal(y) && (conflict(x, y) || conflict(y, x) || IsCheckpoint(x) || IsCheckpoint(y)));
}
