namespace BgpVerified.Spec.Commands;

/// <summary>
/// The beginning of a sequence of commands that is no longer kept: what came before a checkpoint, and the checkpoint itself.
/// </summary>
/// <remarks>
/// Whatever is compared, asked and extended here is all that a handler may know of it. Two implementations do the same:
/// <see cref="KeptHistory"/>, which the model uses, and <see cref="DigestHistory"/>, for programs that run.
/// </remarks>
public abstract class History : IEquatable<History>, IComparable<History>
{
    /// <summary>How many checkpoints it ends; 0 if nothing was discarded.</summary>
    public abstract int Number { get; }

    /// <summary>Whether a command is in what was discarded.</summary>
    /// <param name="command">The command.</param>
    /// <returns>True if it is.</returns>
    public abstract bool Contains(Command command);

    /// <summary>This beginning, and what is discarded next, up to the next checkpoint command and with it.</summary>
    /// <param name="discarded">What followed this beginning, in its canonical order.</param>
    /// <returns>A beginning with one checkpoint more.</returns>
    public abstract History Then(IReadOnlyList<Command> discarded);

    /// <summary>
    /// The commands after another beginning, if they come along: of whoever has just discarded them, who hands them over so. They are held
    /// against what this beginning is.
    /// </summary>
    /// <param name="beginning">A beginning with fewer checkpoints.</param>
    /// <returns>The commands in order; null if it does not go on from that beginning, or has not kept them.</returns>
    public abstract IReadOnlyList<Command>? After(History beginning);

    /// <inheritdoc/>
    public abstract bool Equals(History? other);

    /// <summary>Fewer checkpoints first, then any fixed order.</summary>
    /// <param name="other">The other beginning.</param>
    /// <returns>Negative, zero or positive.</returns>
    public abstract int CompareTo(History? other);

    /// <inheritdoc/>
    public sealed override bool Equals(object? obj) => Equals(obj as History);

    /// <inheritdoc/>
    public abstract override int GetHashCode();
}
