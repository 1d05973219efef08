using System.Collections.Immutable;

namespace BgpVerified.Spec.Commands;

/// <summary>A discarded beginning that is the commands themselves, so that properties can speak of whole sequences.</summary>
/// <remarks>
/// Symbolic, as a signature or a certificate is here: handlers compare it, ask what it contains and extend it, and never
/// look inside. Something that runs has a <see cref="DigestHistory"/> in its place.
/// </remarks>
public sealed class KeptHistory : History
{
    private readonly ImmutableArray<Command> commands;

    private KeptHistory(int number, ImmutableArray<Command> commands)
    {
        Number = number;
        this.commands = commands;
    }

    /// <summary>Nothing was discarded.</summary>
    public static KeptHistory None { get; } = new(0, []);

    /// <summary>A beginning as it was, for whoever has it in another form.</summary>
    /// <param name="number">How many checkpoints it ends, at least 1.</param>
    /// <param name="commands">All that was discarded, in order.</param>
    /// <returns>The beginning; null if there is none like this.</returns>
    public static KeptHistory? Restore(int number, IEnumerable<Command> commands) =>
        commands.ToImmutableArray() is var all && number >= 1 && all.Length >= number ? new(number, all) : null;

    /// <inheritdoc/>
    public override int Number { get; }

    /// <summary>All that was discarded, in order; for properties, not for handlers.</summary>
    public IReadOnlyList<Command> Commands => commands;

    /// <inheritdoc/>
    public override bool Contains(Command command) => commands.Contains(command);

    /// <inheritdoc/>
    public override History Then(IReadOnlyList<Command> discarded) => new KeptHistory(Number + 1, commands.AddRange(discarded));

    /// <inheritdoc/>
    public override IReadOnlyList<Command>? After(History beginning) =>
        beginning is KeptHistory kept && kept.IsBeginningOf(this) ? [.. commands.Skip(kept.commands.Length)] : null;

    /// <summary>Whether another beginning goes on from this one.</summary>
    /// <param name="other">The other beginning.</param>
    /// <returns>True if it begins with all of this, in this order.</returns>
    public bool IsBeginningOf(KeptHistory other) =>
        Number <= other.Number && commands.Length <= other.commands.Length
        && commands.AsSpan().SequenceEqual(other.commands.AsSpan()[..commands.Length]);

    /// <inheritdoc/>
    public override bool Equals(History? other) =>
        ReferenceEquals(this, other) || (Number == 0 && other?.Number == 0)
        || (other is KeptHistory kept && kept.Number == Number && commands.SequenceEqual(kept.commands));

    /// <inheritdoc/>
    public override int GetHashCode() => commands.Aggregate(Number, HashCode.Combine);

    /// <inheritdoc/>
    public override int CompareTo(History? other)
    {
        if (other is not KeptHistory kept || Number != kept.Number || commands.Length != kept.commands.Length)
        {
            return (Number, commands.Length).CompareTo((other?.Number ?? -1, (other as KeptHistory)?.commands.Length ?? -1));
        }

        return commands.Zip(kept.commands, (x, y) => x.CompareTo(y)).FirstOrDefault(order => order != 0);
    }

    /// <summary>The commands' names in brackets: <c>[a.c]</c>.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => $"[{string.Join('.', commands)}]";
}
