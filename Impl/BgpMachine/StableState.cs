using BgpVerified.Kit;
using BgpVerified.Spec.Commands;
using BgpVerified.Spec.Machines;
using BgpVerified.Spec.Values;

namespace BgpVerified.Impl.BgpMachine;

/// <summary>What everything up to a checkpoint has led to. Whoever has executed it has the same.</summary>
/// <param name="History">What was executed.</param>
/// <param name="Machine">The application's state.</param>
/// <param name="Clients">What each client has had executed, in the clients' order.</param>
public sealed record StableState(History History, MachineState Machine, ValueList<ClientRecord> Clients) : IComparable<StableState>
{
    /// <summary>By what was executed, then by its text, which is complete.</summary>
    /// <param name="other">The other state.</param>
    /// <returns>Negative, zero or positive.</returns>
    public int CompareTo(StableState? other) =>
        History.CompareTo(other?.History) is not 0 and var order ? order : string.CompareOrdinal($"{this}", $"{other}");

    /// <summary>What a client has had executed; null if it is nothing.</summary>
    /// <param name="client">The client.</param>
    /// <returns>Its record.</returns>
    public ClientRecord? Of(ProcessId client) => Clients.FirstOrDefault(own => own.Client == client);

    /// <inheritdoc/>
    public override string ToString() => $"{History}: {Machine}, {(Clients.Count == 0 ? "no clients" : string.Join("; ", Clients))}";
}

/// <summary>
/// What a client has had executed before a checkpoint: which numbers, and the last reply. It is as large as the numbers have gaps: of a
/// correct client, who has one command outstanding, there are none.
/// </summary>
/// <param name="Client">The client.</param>
/// <param name="Executed">The numbers of its commands that took effect.</param>
/// <param name="Last">The highest of them.</param>
/// <param name="Reply">The reply to that one.</param>
public sealed record ClientRecord(ProcessId Client, DenseNumbers Executed, int Last, string Reply)
{
    /// <summary>The records after more commands took effect.</summary>
    /// <param name="before">The records before.</param>
    /// <param name="effects">The effects, each client's in the order of their numbers.</param>
    /// <returns>The records, in the clients' order.</returns>
    public static ValueList<ClientRecord> After(ValueList<ClientRecord> before, IEnumerable<Effect> effects)
    {
        var all = before.ToDictionary(own => own.Client);
        foreach (var (request, reply) in effects)
        {
            var own = all.GetValueOrDefault(request.Client) ?? new(request.Client, new(1, ValueSet<int>.Empty), 0, string.Empty);
            all[request.Client] = (request.Number >= own.Last ? own with { Last = request.Number, Reply = reply } : own) with
            {
                Executed = own.Executed.With(request.Number),
            };
        }

        return new(all.Values.OrderBy(own => own.Client));
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Client} {Executed}, {Last}={Reply}";
}
