using BgpVerified.Impl.Machines;
using BgpVerified.Kit;
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
/// <param name="Id">Which client.</param>
/// <param name="HasSent">Whether it has sent its request.</param>
/// <param name="Determined">What it knows the acceptors to have accepted in each slot; <see cref="Register.None"/> for nothing.</param>
/// <param name="Answer">The reply that it accepted; null if none.</param>
/// <param name="Before">For the properties only: what had been written or read, with an answer, before it began to read.</param>
public sealed record ClientState(ProcessId Id, bool HasSent, ValueList<string> Determined, Answer? Answer, ValueSet<string> Before)
    : ProcessState(Id)
{
    /// <inheritdoc/>
    public override IEnumerable<(string Name, string Value)> Fields =>
    [
        ("sent", HasSent ? "yes" : "no"),
        ("determined", string.Join(' ', Determined.Select(request => request == Register.None ? "-" : request))),
        ("answer", Answer?.ToString() ?? "none"),
        ("before", Before.ToString()),
    ];

    /// <summary>A client before anything has happened.</summary>
    public static ClientState Initial(ProcessId id) => new(id, false, ValueList<string>.Empty, null, ValueSet<string>.Empty);

    /// <summary>What it knows the acceptors to have accepted in a slot.</summary>
    public string At(int slot) => Determined.At(slot, Register.None);
}

/// <summary>A client: it sends one request, and takes the reply that enough learners vouch for.</summary>
public static class Client
{
    /// <summary>Sends its request to the proposers.</summary>
    /// <remarks>Section VII ("one for the clients to send requests to the proposers"); figure 7. TLA+: Send.</remarks>
    public static Step<ClientState> On(ClientState self, SendRequest m, MachineConfig config) =>
        config.Writes(self.Id) && !self.HasSent
            ? Step.To(self with { HasSent = true }, new Request(config.RequestOf(self.Id)))
            : Step.Ignore(self);

    /// <summary>Enough acceptors accepted a request in a slot: it is the slot's.</summary>
    /// <remarks>
    /// Section VII ("the acceptors send to both clients and learners the information required to determine the consensus
    /// value"). TLA+: Determine. Only tentative replies need it.
    /// </remarks>
    public static Step<ClientState> On(ClientState self, Quorum<SlotAccepted> m, MachineConfig config)
    {
        var (slot, accepted) = m.Statement;
        return config.IsTentative && MachineConfig.IsSlot(slot) && config.Writes(self.Id) && self.Answer is null
            && m.Signers.Count >= config.Fab.LearnSize && self.At(slot) == Register.None
            ? Step.To(self with { Determined = self.Determined.With(slot, accepted.Value, Register.None) })
            : Step.Ignore(self);
    }

    /// <summary>Enough learners reply the same; if tentatively, to what the acceptors accepted: takes the reply.</summary>
    /// <remarks>
    /// Section VIII-A ("only correct replies are vouched for by f + 1 learners"); section VII for tentative ones. TLA+: TakeReply.
    /// Deviates: with read-only requests 2f + 1 learners must reply (M01); a tentative reply counts only if every slot up
    /// to its own is determined and agrees (M02).
    /// </remarks>
    public static Step<ClientState> On(ClientState self, Quorum<Reply> m, MachineConfig config)
    {
        var reply = m.Statement;
        var isTentative = reply.Order.Count > 0;
        return MachineConfig.IsSlot(reply.Slot) && self.HasSent && self.Answer is null && reply.Request == config.RequestOf(self.Id)
            && m.Signers.Count >= config.ReplySize
            && (!isTentative || IsDetermined(self, reply, config))
            ? Finish(self, new(reply.Slot, reply.Result, isTentative), reply.Request)
            : Step.Ignore(self);
    }

    /// <summary>Sends its read-only request to the learners.</summary>
    /// <remarks>Section VII, read-only requests. TLA+: BeginRead.</remarks>
    public static Step<ClientState> On(ClientState self, BeginRead m, MachineConfig config) =>
        config.Reads(self.Id) && !self.HasSent
            ? Step.To(self with { HasSent = true, Before = m.Before }, new ReadOnly())
            : Step.Ignore(self);

    /// <summary>Enough learners answer the same: that is what it has read.</summary>
    /// <remarks>
    /// Section VII, read-only requests; Castro and Liskov's number is 2f + 1. TLA+: TakeRead. A client that hears different
    /// answers asks again: learners answer as often as they are asked.
    /// </remarks>
    public static Step<ClientState> On(ClientState self, ReadQuorum m, MachineConfig config) =>
        config.Reads(self.Id) && self.HasSent && self.Answer is null && m.Client == self.Id && m.Learners.Count >= config.ReadSize
            ? Finish(self, new(-1, m.Value, IsTentative: false), m.Value)
            : Step.Ignore(self);

    /// <summary>It has its answer: what acceptors accepted it need not know any more.</summary>
    private static Step<ClientState> Finish(ClientState self, Answer answer, string value) =>
        Step.To(self with { Answer = answer, Determined = new(self.Determined.Select(_ => Register.None)) }, new Completed(value));

    private static bool IsDetermined(ClientState self, Reply m, MachineConfig config) =>
        !config.Has(MachineRule.DetermineValue)
        || (config.Has(MachineRule.DeterminePrefix)
            ? m.Order.Index().All(one => self.At(one.Index) == one.Item)
            : self.At(m.Slot) == m.Request);
}
