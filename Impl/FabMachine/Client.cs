using BgpVerified.Spec.Protocols;
using BgpVerified.Spec.Values;

namespace BgpVerified.Impl.FabMachine;

/// <summary>What a client has been answered.</summary>
/// <param name="Slot">The slot of its write; -1 for a read.</param>
/// <param name="Result">What the write overwrote, or what was read.</param>
/// <param name="IsTentative">Whether the replies were tentative.</param>
public sealed record Answer(int Slot, string Result, bool IsTentative)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Result}{(Slot < 0 ? string.Empty : $"@{Slot}")}{(IsTentative ? " (tentative)" : string.Empty)}";
}

/// <summary>The state of a client.</summary>
/// <param name="Id">Which client, from 0.</param>
/// <param name="HasSent">Whether it has sent its request.</param>
/// <param name="Determined">What it knows the acceptors to have accepted in each slot; <see cref="Register.None"/> for nothing.</param>
/// <param name="Answer">The reply that it accepted; null if none.</param>
/// <param name="Before">For the properties only: what had been written or read, with an answer, before it began to read.</param>
public sealed record ClientState(int Id, bool HasSent, ValueList<string> Determined, Answer? Answer, ValueSet<string> Before) : IDescribed
{
    /// <inheritdoc/>
    public IEnumerable<(string Name, string Value)> Fields =>
    [
        ("sent", HasSent ? "yes" : "no"),
        ("determined", string.Join(' ', Determined.Select(request => request == Register.None ? "-" : request))),
        ("answer", Answer?.ToString() ?? "none"),
        ("before", Before.ToString()),
    ];

    /// <summary>A client before anything has happened.</summary>
    /// <param name="id">Which client, from 0.</param>
    /// <param name="config">The system.</param>
    /// <returns>The state.</returns>
    public static ClientState Initial(int id, MachineConfig config) =>
        new(id, false, new(Enumerable.Repeat(Register.None, config.Slots)), null, ValueSet<string>.Empty);
}

/// <summary>A client: it sends one request, and takes the reply that enough learners vouch for.</summary>
public static class Client
{
    /// <summary>Sends its request to the proposers.</summary>
    /// <remarks>Section VII ("one for the clients to send requests to the proposers"); figure 7. TLA+: none.</remarks>
    /// <param name="self">The client's state.</param>
    /// <param name="m">The start.</param>
    /// <param name="config">The system.</param>
    /// <returns>The step.</returns>
    public static Step<ClientState> On(ClientState self, SendRequest m, MachineConfig config) =>
        Writes(self, config) && !self.HasSent
            ? Step.To(self with { HasSent = true }, new Request(self.Id, config.Requests[self.Id]))
            : Step.Ignore(self);

    /// <summary>Enough acceptors accepted a request in a slot: it is the slot's.</summary>
    /// <remarks>
    /// Section VII ("the acceptors send to both clients and learners the information required to determine the consensus
    /// value"). TLA+: none. Only tentative replies need it.
    /// </remarks>
    /// <param name="self">The client's state.</param>
    /// <param name="m">The Accepted messages.</param>
    /// <param name="config">The system.</param>
    /// <returns>The step.</returns>
    public static Step<ClientState> On(ClientState self, SlotAcceptedQuorum m, MachineConfig config) =>
        config.IsTentative && config.IsSlot(m.Slot) && Writes(self, config) && self.Answer is null
        && m.Signers.Count >= config.Fab.LearnSize && self.Determined[m.Slot] == Register.None
            ? Step.To(self with { Determined = new(self.Determined.Select((old, i) => i == m.Slot ? m.Proposal.Value : old)) })
            : Step.Ignore(self);

    /// <summary>Enough learners reply the same; if tentatively, to what the acceptors accepted: takes the reply.</summary>
    /// <remarks>
    /// Section VIII-A ("only correct replies are vouched for by f + 1 learners"); section VII for tentative ones. TLA+: none.
    /// Deviates: with read-only requests 2f + 1 learners must reply (M01); a tentative reply counts only if every slot up
    /// to its own is determined and agrees (M02).
    /// </remarks>
    /// <param name="self">The client's state.</param>
    /// <param name="m">The replies.</param>
    /// <param name="config">The system.</param>
    /// <returns>The step.</returns>
    public static Step<ClientState> On(ClientState self, ReplyQuorum m, MachineConfig config)
    {
        var isTentative = m.Order.Count > 0;
        return config.IsSlot(m.Slot) && self.HasSent && self.Answer is null && m.Request == config.Requests[self.Id]
            && m.Learners.Count >= config.ReplySize
            && (!isTentative || IsDetermined(self, m, config))
            ? Finish(self, new(m.Slot, m.Result, isTentative), m.Request, config)
            : Step.Ignore(self);
    }

    /// <summary>Sends its read-only request to the learners.</summary>
    /// <remarks>Section VII, read-only requests. TLA+: none.</remarks>
    /// <param name="self">The client's state.</param>
    /// <param name="m">The start.</param>
    /// <param name="config">The system.</param>
    /// <returns>The step.</returns>
    public static Step<ClientState> On(ClientState self, BeginRead m, MachineConfig config) =>
        !Writes(self, config) && !self.HasSent
            ? Step.To(self with { HasSent = true, Before = m.Before }, new ReadOnly(self.Id))
            : Step.Ignore(self);

    /// <summary>Enough learners answer the same: that is what it has read.</summary>
    /// <remarks>
    /// Section VII, read-only requests; Castro and Liskov's number is 2f + 1. TLA+: none. A client that hears different
    /// answers asks again: learners answer as often as they are asked.
    /// </remarks>
    /// <param name="self">The client's state.</param>
    /// <param name="m">The answers.</param>
    /// <param name="config">The system.</param>
    /// <returns>The step.</returns>
    public static Step<ClientState> On(ClientState self, ReadQuorum m, MachineConfig config) =>
        !Writes(self, config) && self.HasSent && self.Answer is null && m.Client == self.Id && m.Learners.Count >= config.ReadSize
            ? Finish(self, new(-1, m.Value, IsTentative: false), m.Value, config)
            : Step.Ignore(self);

    private static Step<ClientState> Finish(ClientState self, Answer answer, string value, MachineConfig config) =>
        Step.To(self with { Answer = answer, Determined = ClientState.Initial(self.Id, config).Determined }, new Completed(self.Id, value));

    private static bool Writes(ClientState self, MachineConfig config) => config.Requests[self.Id] != MachineConfig.Read;

    private static bool IsDetermined(ClientState self, ReplyQuorum m, MachineConfig config) =>
        !config.Has(MachineRule.DetermineValue)
        || (config.Has(MachineRule.DeterminePrefix)
            ? m.Order.Index().All(one => self.Determined[one.Index] == one.Item)
            : self.Determined[m.Slot] == m.Request);
}
