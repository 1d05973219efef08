namespace BgpVerified.Spec.Protocols;

/// <summary>When a property must hold.</summary>
public enum PropertyKind
{
    /// <summary>In every state (named <c>...Inv</c>).</summary>
    Invariant,

    /// <summary>In every step, from the state before to the state after (named <c>...Prop</c>).</summary>
    Transition,

    /// <summary>
    /// In every state in which nothing fair is left to happen: what must happen in the end has happened (named <c>...Prop</c>).
    /// </summary>
    Eventually,
}

/// <summary>A property of a configured protocol, over what it reads of some processes' states.</summary>
/// <remarks>
/// A property reads a projection of each state. Engines check it only when a projection changes, and remember the
/// verdict on each combination of projections; so it must be pure and the projections small.
/// </remarks>
/// <param name="Name">Its name, by the convention of its kind.</param>
/// <param name="Kind">When it must hold.</param>
/// <param name="Reads">The processes whose states it reads, by index.</param>
/// <param name="Project">What it reads of a process's state; must have value equality.</param>
/// <param name="Holds">
/// Whether it holds on the projections before and after (in the order of <paramref name="Reads"/>); for all kinds but
/// <see cref="PropertyKind.Transition"/> the two are the same.
/// </param>
/// <param name="Meaning">What it says, in one line.</param>
public sealed record Property(
    string Name,
    PropertyKind Kind,
    IReadOnlyList<int> Reads,
    Func<int, object, object> Project,
    Func<IReadOnlyList<object>, IReadOnlyList<object>, bool> Holds,
    string Meaning);

/// <summary>Something that must happen in at least one step, or the run fails: nothing passes because nothing happened.</summary>
/// <param name="Name">Its name, <c>Reach...</c>.</param>
/// <param name="InStep">Whether a process's step could be it: the process, its state before, the input, its state after.</param>
/// <param name="InContext">
/// Whether it is, given all processes' states before the step (null for Byzantine ones) and the input.
/// </param>
/// <param name="Meaning">What it says, in one line.</param>
public sealed record Goal(
    string Name,
    Func<int, object, Input, object, bool> InStep,
    Func<IReadOnlyList<object?>, Input, bool> InContext,
    string Meaning);
