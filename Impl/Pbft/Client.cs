using BgpVerified.Kit;
using BgpVerified.Spec.Protocols;
using BgpVerified.Spec.Values;

namespace BgpVerified.Impl.Pbft;

/// <summary>The state of a client.</summary>
/// <param name="Id">Which client.</param>
/// <param name="HasBegun">Whether it has sent its request.</param>
/// <param name="IsOrdered">Whether it has sent its read as an ordinary request.</param>
/// <param name="Answer">The result that it accepted; null if none.</param>
/// <param name="Before">For the properties only: what had been written or read, with an answer, before it began.</param>
public sealed record ClientState(ProcessId Id, bool HasBegun, bool IsOrdered, string? Answer, ValueSet<string> Before) : ProcessState(Id)
{
    /// <summary>A client before anything has happened.</summary>
    public static ClientState Initial(ProcessId id) => new(id, false, false, null, ValueSet<string>.Empty);
}

/// <summary>A client: it sends one request to all replicas, and takes the result that enough of them vouch for (section 4.1).</summary>
/// <remarks>
/// That it asks the primary first, and others after a time, saves messages; who hears of a request when is the network's choice here.
/// </remarks>
public static class Client
{
    /// <summary>Sends its request.</summary>
    /// <remarks>
    /// Section 4.1; section 5.1 for a read ("a client multicasts a read-only request to all replicas").
    /// TLA+: Begin.
    /// </remarks>
    public static Step<ClientState> On(ClientState self, Begin m, PbftConfig config) =>
        self.HasBegun ? Step.Ignore(self)
        : Step.To(
            self with { HasBegun = true, Before = m.Before },
            config.IsRead(config.RequestOf(self.Id)) ? new ReadOnly(config.RequestOf(self.Id)) : new Request(config.RequestOf(self.Id)));

    /// <summary>A read may find no 2f + 1 equal values: it is sent as an ordinary request.</summary>
    /// <remarks>
    /// Section 5.1 ("it retransmits the request as a regular read-write request after its retransmission timer expires").
    /// TLA+: Retransmit.
    /// </remarks>
    public static Step<ClientState> On(ClientState self, Retransmit m, PbftConfig config) =>
        self is { HasBegun: true, Answer: null, IsOrdered: false } && config.IsRead(config.RequestOf(self.Id))
            ? Step.To(self with { IsOrdered = true }, new Request(config.RequestOf(self.Id)))
            : Step.Ignore(self);

    /// <summary>Enough replicas reply the same.</summary>
    /// <remarks>
    /// Section 4.1 ("The client waits for f + 1 replies ... from different replicas, and with the same t and r").
    /// TLA+: TakeReply.
    /// </remarks>
    public static Step<ClientState> On(ClientState self, Quorum<Reply> m, PbftConfig config) =>
        self is { HasBegun: true, Answer: null } && m.Statement.Request == config.RequestOf(self.Id) && m.Signers.Count >= config.ReplySize
            ? Finish(self, m.Statement.Result, config)
            : Step.Ignore(self);

    /// <summary>Enough replicas answer a read the same.</summary>
    /// <remarks>
    /// Section 5.1 ("The client waits for 2f + 1 replies from different replicas with the same result").
    /// TLA+: TakeRead.
    /// </remarks>
    public static Step<ClientState> On(ClientState self, Quorum<ReadReply> m, PbftConfig config) =>
        self is { HasBegun: true, Answer: null } && m.Statement.Operation == config.RequestOf(self.Id) && m.Signers.Count >= config.ReadSize
            ? Finish(self, m.Statement.Value, config)
            : Step.Ignore(self);

    private static Step<ClientState> Finish(ClientState self, string result, PbftConfig config) =>
        Step.To(
            self with { Answer = result },
            new Completed(config.IsRead(config.RequestOf(self.Id)) ? result : config.RequestOf(self.Id)));
}
