using BgpVerified.Impl.CrashRegister;
using BgpVerified.Impl.Registers;
using BgpVerified.Kit;
using BgpVerified.Spec.Protocols;

namespace BgpVerified.Mirror.Registers;

/// <summary>Says what states and messages of <c>Impl/CrashRegister</c> are in <c>CrashRegister.tla</c>, as canonical text.</summary>
public sealed class CrashRegisterMirror : RegisterMirror
{
    /// <inheritdoc/>
    public override IProtocol Protocol { get; } = new CrashRegisterProtocol();

    /// <inheritdoc/>
    public override string Module => "CrashRegister";

    /// <inheritdoc/>
    protected override RegisterConfig Read(Configuration configuration) => new CrashConfig(configuration);

    /// <inheritdoc/>
    protected override string Of(RegisterProposerState state) => state is CrashProposerState s
        ? TlaText.Record(("localTimestamp", TlaText.Of(s.LocalTimestamp)), ("reads", Of(s.Reads)), ("writes", Of(s.Writes)))
        : throw Unknown(state);

    /// <inheritdoc/>
    protected override string Of(RegisterAcceptorState state) => state is CrashAcceptorState s
        ? TlaText.Record(("highest", TlaText.Of(s.HighestTimestamp)), ("lastVisible", Of(s.LastVisible)),
            ("acknowledged", Of(s.Acknowledged)))
        : throw Unknown(state);

    /// <inheritdoc/>
    protected override string Of(Message message) => message switch
    {
        Read m => Typed("read", m, ("timestamp", TlaText.Of(m.Timestamp))),
        ReadAck m => Typed("readAck", m, ("timestamp", TlaText.Of(m.Timestamp)), ("lastVisible", Of(m.LastVisible))),
        Write m => Typed("write", m, Fields(m.Written)),
        WriteAck m => Typed("writeAck", m, Fields(m.Written)),
        _ => throw Unknown(message),
    };

    /// <inheritdoc/>
    protected override IReadOnlyList<ActionUse> OwnUses(string self, Input input) => input switch
    {
        Reports<ReadAck> m => TakingSet("Write", [self], m.All, $"QuorumsFor({self})"),
        Read m => [Taking("AckRead", self, m, "Of(\"read\")")],
        Write m => [Taking("AckWrite", self, m, "Of(\"write\")")],
        _ => [],
    };
}
