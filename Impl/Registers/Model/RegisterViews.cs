using BgpVerified.Spec.Protocols;
using BgpVerified.Spec.Registers;
using BgpVerified.Spec.Values;

namespace BgpVerified.Impl.Registers;

/// <summary>A write and the correct acceptors who made one statement about it.</summary>
/// <param name="Written">The write.</param>
/// <param name="Signers">Who they are.</param>
internal sealed record SignedWrite(TimestampedValue Written, ProcessSet Signers);

/// <summary>A set of correct processes of one role who made one statement.</summary>
/// <param name="Members">Who they are.</param>
internal sealed record Signers(ProcessSet Members);

/// <summary>The parts of the world that the processes of a register read; a protocol adds its own.</summary>
/// <remarks>
/// A view shows what was signed, however little: whether it is enough is for the handler to say.
/// </remarks>
internal abstract class RegisterViews
{
    private readonly List<View> all = [];

    protected RegisterViews(RegisterConfig config)
    {
        Anytime = Add(GatheredView.Constant("nothing", string.Empty));
        for (var timestamp = 0; timestamp < config.Timestamps; timestamp++)
        {
            var at = timestamp;
            WriteAcks[at] = Add(Signed($"write acknowledgments {at}", m => m is WriteAck a && a.Written.Timestamp == at ? (a.Acceptor, a.Written) : null));
        }
    }

    public IReadOnlyList<View> All => all;

    /// <summary>Always the same: for what Byzantine processes can send at any time.</summary>
    public View Anytime { get; }

    /// <summary>The acknowledgments of each timestamp.</summary>
    public Dictionary<int, View> WriteAcks { get; } = [];

    protected T Add<T>(T view)
        where T : View
    {
        all.Add(view);
        return view;
    }

    protected static GatheredView<Signers> SignersOf(string name, Func<Message, int?> signer) =>
        new(name, m => signer(m) is null ? null : m, set => new(set.Aggregate(ProcessSet.None, (all, m) => all.Add(signer(m)!.Value))));

    /// <summary>Writes by who signed for them.</summary>
    protected static GatheredView<ValueList<SignedWrite>> Signed(string name, Func<Message, (int Signer, TimestampedValue Written)?> statement) =>
        new(
            name,
            m => statement(m) is null ? null : m,
            set => new(
                from m in set
                let s = statement(m)!.Value
                group s.Signer by s.Written into signed
                let signers = signed.Aggregate(ProcessSet.None, (all, signer) => all.Add(signer))
                orderby signed.Key
                select new SignedWrite(signed.Key, signers)));
}
