using BgpVerified.Impl.ByzantineRegister;
using BgpVerified.Impl.Registers;
using BgpVerified.Kit;
using BgpVerified.Spec.Protocols;

namespace BgpVerified.Mirror.Registers;

/// <summary>
/// Says what states and messages of <c>Impl/ByzantineRegister</c> are in <c>ByzantineRegister.tla</c>, as canonical text.
/// </summary>
public sealed class ByzantineRegisterMirror : RegisterMirror
{
    /// <inheritdoc/>
    public override IProtocol Protocol { get; } = new ByzantineRegisterProtocol();

    /// <inheritdoc/>
    public override string Module => "ByzantineRegister";

    /// <inheritdoc/>
    protected override RegisterConfig Read(Configuration configuration) => new ByzantineConfig(configuration);

    /// <inheritdoc/>
    protected override string Of(RegisterProposerState state) => state is ByzantineProposerState s
        ? TlaText.Record(("estimate", TlaText.Of(s.Estimate)), ("reads", Of(s.Reads)), ("writes", Of(s.Writes)))
        : throw Unknown(state);

    /// <inheritdoc/>
    protected override string Of(RegisterAcceptorState state) => state is ByzantineAcceptorState s
        ? TlaText.Record(
            ("timestamp", TlaText.Of(s.Timestamp)), ("lastVisible", Of(s.LastVisible)), ("preWrites", Of(s.PreWrites)),
                ("acknowledged", Of(s.Acknowledged)))
        : throw Unknown(state);

    /// <inheritdoc/>
    protected override string Of(Message message) => message switch
    {
        Read m => Typed("read", m, ("timestamp", TlaText.Of(m.Timestamp))),
        ReadAck m => Typed("readAck", m, ("timestamp", TlaText.Of(m.Timestamp)), ("lastVisible", Of(m.LastVisible))),
        TimestampChange m => Typed("timestampChange", m, ("timestamp", TlaText.Of(m.Timestamp)), ("lastVisible", Of(m.LastVisible))),
        PreWrite m => Typed("preWrite", m, [.. Fields(m.Written), ("token", Of(m.Token))]),
        Write m => Typed("write", m, Fields(m.Written)),
        WriteAck m => Typed("writeAck", m, Fields(m.Written)),
        _ => throw Unknown(message),
    };

    /// <inheritdoc/>
    protected override IReadOnlyList<ActionUse> OwnUses(string self, Input input) => input switch
    {
        Reports<ReadAck> m => TakingSet("Write", [self], m.All, $"AnswersFor({self})"),
        Reports<TimestampChange> m => Changing(self, TlaText.Of(m.All[0].Timestamp), m),
        Read m => [Taking("AckRead", self, m, "Reads")],
        PreWrite m => [Taking("TakePreWrite", self, m, "PreWrites")],
        Quorum<Write> m => [Stating("SeeVisible", self, "write", m.Statement.Written)],
        _ => [],
    };

    private IReadOnlyList<ActionUse> Changing(string self, string timestamp, Reports<TimestampChange> changes) =>
        TakingSet("ChangeEstimate", [self, timestamp], changes.All, $"ChangesFor({self}, {timestamp})");

    private static string Of(VisibleProof? proof) =>
        TlaText.Record([.. Fields(proof?.Written.Value, proof?.Written.Timestamp), ("signatures", TlaText.Of(proof?.Signatures ?? 0))]);

    private static string Of(SecureToken? token) =>
        TlaText.Record([.. Fields(token?.Token.Value, token?.Token.Timestamp), ("acks", TlaText.Of(token?.Acks ?? 0))]);
}
