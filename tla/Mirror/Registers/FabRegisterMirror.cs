using BgpVerified.Impl.FabRegister;
using BgpVerified.Impl.Registers;
using BgpVerified.Kit;
using BgpVerified.Spec.Protocols;

namespace BgpVerified.Mirror.Registers;

/// <summary>Says what states and messages of <c>Impl/FabRegister</c> are in <c>FabRegister.tla</c>, as canonical text.</summary>
public sealed class FabRegisterMirror : RegisterMirror
{
    /// <inheritdoc/>
    public override IProtocol Protocol { get; } = new FabRegisterProtocol();

    /// <inheritdoc/>
    public override string Module => "FabRegister";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Invariants => [.. base.Invariants, "TimestampInv"];

    /// <inheritdoc/>
    protected override RegisterConfig Read(Configuration configuration) => new FabRegisterConfig(configuration);

    /// <inheritdoc/>
    protected override string Of(RegisterProposerState state) => state is FabRegisterProposerState s
        ? TlaText.Record(
            ("estimate", TlaText.Of(s.Estimate)), ("myTimestamp", TlaText.Of(s.MyTimestamp)), ("proof", TlaText.Of(s.Proof)),
                ("reads", Of(s.Reads)), ("writes", Of(s.Writes)))
        : throw Unknown(state);

    /// <inheritdoc/>
    protected override string Of(RegisterAcceptorState state) => state is FabRegisterAcceptorState s
        ? TlaText.Record(("highest", TlaText.Of(s.HighestTimestamp)), ("lastLegal", Value(s.LastLegal)), ("writes", Of(s.Writes)))
        : throw Unknown(state);

    /// <inheritdoc/>
    protected override string Of(Message message) => message switch
    {
        Read m => Typed("read", m, ("timestamp", TlaText.Of(m.Timestamp)), ("proof", TlaText.Of(m.Proof))),
        ReadAck m => Typed("readAck", m, ("timestamp", TlaText.Of(m.Timestamp)), ("value", Value(m.LastLegal))),
        TimestampChange m => Typed("timestampChange", m, ("timestamp", TlaText.Of(m.Timestamp))),
        Write m => Typed("write", m, [.. Fields(m.Written), ("token", Of(m.Token))]),
        WriteAck m => Typed("writeAck", m, Fields(m.Written)),
        _ => throw Unknown(message),
    };

    /// <inheritdoc/>
    protected override IReadOnlyList<ActionUse> OwnUses(string self, Input input) => input switch
    {
        Reports<ReadAck> m => TakingSet("Write", [self], m.All, $"AnswersFor({self})"),
        Quorum<TimestampChange> m => [Changing(self, m.Statement.Timestamp)],
        Read m => [Taking("AckRead", self, m, "Reads")],
        Write m => [Taking("AckWrite", self, m, "Writes")],
        _ => [],
    };

    private static ActionUse Changing(string self, int timestamp) =>
        new("ChangeEstimate", [self, TlaText.Of(timestamp)], $"{TlaText.Of(timestamp)} \\in Timestamps");

    private static string Value(string? value) => TlaText.Of(value ?? Bottom);

    private static string Of(ProgressToken? token) =>
        TlaText.Record([.. Fields(token?.Token.Value, token?.Token.Timestamp), ("acks", TlaText.Of(token?.Acks ?? 0))]);
}
