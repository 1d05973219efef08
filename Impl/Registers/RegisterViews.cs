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
internal abstract class RegisterViews
{
    private readonly RegisterConfig config;
    private readonly List<View> all = [];

    protected RegisterViews(RegisterConfig config)
    {
        this.config = config;
        for (var timestamp = 0; timestamp < config.Timestamps; timestamp++)
        {
            var at = timestamp;
            WriteAcks[at] = Add(Signed($"write acknowledgments {at}", m => m is WriteAck a && a.Written.Timestamp == at ? (a.Acceptor, a.Written) : null, config.TotalSize));
        }
    }

    public IReadOnlyList<View> All => all;

    /// <summary>The acknowledgments of each timestamp that, with the Byzantine acceptors', make a write total.</summary>
    public Dictionary<int, View> WriteAcks { get; } = [];

    protected T Add<T>(T view)
        where T : View
    {
        all.Add(view);
        return view;
    }

    protected static GatheredView<Signers> SignersOf(string name, Func<Message, int?> signer) =>
        new(name, m => signer(m) is null ? null : m, set => new(set.Aggregate(ProcessSet.None, (all, m) => all.Add(signer(m)!.Value))));

    /// <summary>Writes by who signed for them; only those are seen that the Byzantine acceptors could bring to the size wanted.</summary>
    protected GatheredView<ValueList<SignedWrite>> Signed(
        string name, Func<Message, (int Signer, TimestampedValue Written)?> statement, int size) =>
        new(
            name,
            m => statement(m) is null ? null : m,
            set => new(
                from m in set
                let s = statement(m)!.Value
                group s.Signer by s.Written into signed
                let signers = signed.Aggregate(ProcessSet.None, (all, signer) => all.Add(signer))
                where signers.Count + config.ByzantineAcceptors.Count >= size
                orderby signed.Key
                select new SignedWrite(signed.Key, signers)));
}
