using BgpVerified.Kit;
using BgpVerified.Spec.Values;

namespace BgpVerified.Impl.Generals;

/// <summary>The generals that an order has come through, the commander first: the paper's 0 : j1 : ... : jk.</summary>
/// <param name="Generals">The generals.</param>
public sealed record Chain(ValueList<ProcessId> Generals)
{
    /// <summary>No general.</summary>
    public static Chain Empty { get; } = new(ValueList<ProcessId>.Empty);

    /// <summary>How many they are: in a chain of distinct generals, the round in which the order arrives.</summary>
    public int Length => Generals.Count;

    /// <summary>Who handed it on last.</summary>
    public ProcessId Last => Generals[^1];

    /// <summary>The chain with one more general.</summary>
    /// <param name="general">The general.</param>
    /// <returns>A chain one longer.</returns>
    public Chain Then(ProcessId general) => new(Generals.Add(general));

    /// <summary>Whether a general is in it.</summary>
    /// <param name="general">The general.</param>
    /// <returns>True if so.</returns>
    public bool Has(ProcessId general) => Generals.Contains(general);

    /// <inheritdoc/>
    public override string ToString() => string.Join(':', Generals);
}

/// <summary>The commander decides what order to give.</summary>
/// <param name="Order">The order.</param>
public sealed record Command(string Order) : LocalInput;

/// <summary>A loyal general: number 0 is the commander, the others are his lieutenants.</summary>
/// <param name="Id">Who he is.</param>
/// <param name="Given">The order that he has given, as the commander.</param>
/// <param name="Round">How many rounds have ended for him.</param>
/// <param name="Obeys">The order that he obeys, as a lieutenant; null as long as he does not know.</param>
public abstract record General(ProcessId Id, string? Given, int Round, string? Obeys) : ProcessState(Id)
{
    /// <summary>What a lieutenant takes an order for that he has not got, and obeys where there is none to agree on.</summary>
    public const string Retreat = "retreat";

    /// <summary>Whether he is the commander.</summary>
    public bool IsCommander => Id.Number == 0;
}
