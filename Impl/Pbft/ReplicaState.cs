using BgpVerified.Impl.Machines;
using BgpVerified.Kit;
using BgpVerified.Spec.Values;

namespace BgpVerified.Impl.Pbft;

/// <summary>
/// A prepared certificate: that the primary of a view and 2f backups signed a request at a number (section 4.2, <c>prepared</c>;
/// section 4.4, a set of P).
/// </summary>
/// <remarks>
/// Symbolic: it says how many distinct replicas' signatures it carries, not whose. A Byzantine replica can show fewer than are asked for,
/// never more than were made. Something that runs would carry the messages.
/// </remarks>
public sealed record Certificate(int View, int Number, string Request, int Signatures)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Request}#{Number}@{View}/{Signatures}";
}

/// <summary>A request as a replica executed it.</summary>
/// <param name="Number">Its sequence number.</param>
/// <param name="Request">The request.</param>
/// <param name="Result">Its result; <see cref="Register.None"/> if it had no effect, being null or executed before.</param>
public sealed record Executed(int Number, string Request, string Result)
{
    /// <inheritdoc/>
    public override string ToString() => Result == Register.None ? $"({Request}#{Number})" : $"{Request}#{Number}={Result}";
}

/// <summary>A checkpoint, and how many replicas' signatures prove it (section 4.3). Symbolic, like a certificate.</summary>
public sealed record StableCheckpoint(int Number, ValueList<Executed> Log, int Signatures)
{
    /// <summary>The state before anything is executed, which needs no proof.</summary>
    public static StableCheckpoint Initial { get; } = new(0, ValueList<Executed>.Empty, 0);

    /// <inheritdoc/>
    public override string ToString() => $"checkpoint {Number}/{Signatures} {string.Join(' ', Log)}";
}

/// <summary>What a replica's log has of a sequence number.</summary>
/// <param name="PrePrepared">The request that it accepted, or proposed, in its view.</param>
/// <param name="Prepared">The certificate of the last view in which a request was prepared.</param>
/// <param name="Committed">The request that is committed.</param>
public sealed record Slot(string? PrePrepared, Certificate? Prepared, string? Committed)
{
    /// <summary>Nothing yet.</summary>
    public static Slot Empty { get; } = new(null, null, null);

    /// <inheritdoc/>
    public override string ToString() => $"{PrePrepared ?? "-"}/{Prepared?.ToString() ?? "-"}/{Committed ?? "-"}";
}

/// <summary>The state of a replica.</summary>
/// <param name="Id">Which replica.</param>
/// <param name="View">Its view; if it is not active, the one that it has asked for.</param>
/// <param name="IsActive">Whether it takes part in the view: false from its view-change message to the new-view message.</param>
/// <param name="Slots">Its log, by sequence number, from 1 up to the last with something; empty up to the stable checkpoint.</param>
/// <param name="Log">What it has executed, in order: the state of its machine.</param>
/// <param name="Stable">Its last stable checkpoint.</param>
public sealed record ReplicaState(
    ProcessId Id, int View, bool IsActive, ValueList<Slot> Slots, ValueList<Executed> Log, StableCheckpoint Stable) : ProcessState(Id)
{
    /// <inheritdoc/>
    public override IEnumerable<(string Name, string Value)> Fields =>
        [("view", $"{View}{(IsActive ? string.Empty : ", not active")}"), ("slots", string.Join(' ', Slots)),
            ("executed", string.Join(' ', Log)), ("low", $"{Low}")];

    /// <summary>The low water mark h.</summary>
    public int Low => Stable.Number;

    /// <summary>A replica before anything has happened.</summary>
    public static ReplicaState Initial(ProcessId id) =>
        new(id, 0, true, ValueList<Slot>.Empty, ValueList<Executed>.Empty, StableCheckpoint.Initial);

    /// <summary>What the log has of a number.</summary>
    public Slot At(int number) => Slots.At(number - 1, Slot.Empty);

    /// <summary>The same with another entry.</summary>
    public ReplicaState With(int number, Slot slot) => this with { Slots = Slots.With(number - 1, slot, Slot.Empty) };
}
