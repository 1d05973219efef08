using BgpVerified.Impl.Registers;
using BgpVerified.Impl.SecretRegister;
using BgpVerified.Kit;
using BgpVerified.Spec.Protocols;

namespace BgpVerified.Mirror.Registers;

/// <summary>
/// Says what states and messages of <c>Impl/SecretRegister</c> are in <c>SecretRegister.tla</c>, as canonical text.
/// </summary>
public sealed class SecretRegisterMirror : RegisterMirror
{
    /// <inheritdoc/>
    public override IProtocol Protocol { get; } = new SecretRegisterProtocol();

    /// <inheritdoc/>
    public override string Module => "SecretRegister";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Invariants => [.. base.Invariants, "ValueSecretInv", "BottomSecretInv", "TimestampInv"];

    /// <inheritdoc/>
    protected override RegisterConfig Read(Configuration configuration) => new SecretConfig(configuration);

    /// <inheritdoc/>
    protected override string Of(RegisterProposerState state) => state is SecretProposerState s
        ? TlaText.Record(("reads", Of(s.Reads)), ("writes", Of(s.Writes)))
        : throw Unknown(state);

    /// <inheritdoc/>
    protected override string Of(RegisterAcceptorState state) => state is SecretAcceptorState s
        ? TlaText.Record(
            ("timestamp", TlaText.Of(s.Timestamp)), ("preWrites", Of(s.PreWrites)), ("acknowledged", Of(s.Acknowledged)),
                ("released", TlaText.Set(s.Released.Select(TlaText.Of))))
        : throw Unknown(state);

    /// <inheritdoc/>
    protected override string Of(Message message) => message switch
    {
        TimestampChange m => Typed("timestampChange", m, ("timestamp", TlaText.Of(m.Timestamp)), ("revealed", Of(m.Revealed)),
            ("released", TlaText.Set(m.Released.Select(TlaText.Of)))),
        PreWrite m => Typed("preWrite", m, [.. Fields(m.Written), ("token", Of(m.Token))]),
        Write m => Typed("write", m, Fields(m.Written)),
        WriteAck m => Typed("writeAck", m, Fields(m.Written)),
        _ => throw Unknown(message),
    };

    /// <inheritdoc/>
    protected override IReadOnlyList<ActionUse> OwnUses(string self, Input input) => input switch
    {
        Reports<TimestampChange> m => Changing(self, TlaText.Of(m.All[0].Timestamp), m),
        PreWrite m => [Taking("TakePreWrite", self, m, "PreWrites")],
        Quorum<Write> m => [Stating("SeeVisible", self, "write", m.Statement.Written)],
        _ => [],
    };

    private IReadOnlyList<ActionUse> Changing(string self, string timestamp, Reports<TimestampChange> changes) =>
        TakingSet("Write", [self, timestamp], changes.All, $"ChangesFor({self}, {timestamp})");

    private static string Of(SecretToken token) =>
        TlaText.Record([.. Fields(token.Token.Value, token.Token.Timestamp), ("secrets", TlaText.Set(token.Secrets.Select(s => Of(s))))]);

    private static string Of(Secret? secret) => TlaText.Record(
        ("of", TlaText.Of(secret is null || secret.Of == Secret.Bottom ? Bottom : secret.Of)),
            ("timestamp", TlaText.Of(secret?.Timestamp ?? -1)));
}
