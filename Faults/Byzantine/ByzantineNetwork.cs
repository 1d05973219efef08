using BgpVerified.Faults.Plans;
using BgpVerified.Impl.Bgp;
using BgpVerified.Kit;
using BgpVerified.Runtime.Hosting;
using BgpVerified.Runtime.Simulation;
using BgpVerified.Spec.Commands;
using BgpVerified.Spec.Protocols;

namespace BgpVerified.Faults.Byzantine;

/// <summary>
/// How a Byzantine node behaves: it does what its handlers say, and sends something else. What it sends is signed with its own key where it
/// leaves the node. Which kind of fault it is can be changed while it runs.
/// </summary>
/// <param name="config">The cluster's configuration.</param>
/// <param name="machine">The node's number, from 0.</param>
/// <param name="seed">Draws what it does.</param>
public sealed class ByzantineBehaviour(BgpConfig config, int machine, ulong seed)
{
    private const int Kept = 64;
    private readonly Chance chance = new(seed);
    private readonly List<byte[]> sent = [];
    private readonly List<Phase1B> reports = [];
    private readonly List<Justification> justifications = [];
    private readonly AdversaryMessages adversary = new(config, machine, new Chance(seed ^ 0xBAD));
    private readonly Lock changes = new();
    private int current = -1;

    /// <summary>The kind of fault; null for none.</summary>
    public FaultKind? Current
    {
        get => Volatile.Read(ref current) is >= 0 and var kind ? (FaultKind)kind : null;
        set => Volatile.Write(ref current, value is { } kind ? (int)kind : -1);
    }

    /// <summary>What is sent to a process of another node instead of a message.</summary>
    /// <param name="message">The message, as the handlers would have it.</param>
    /// <param name="to">The number of the recipient's node.</param>
    /// <returns>Messages, signed by processes of this node.</returns>
    public IReadOnlyList<SignedMessage> Instead(SignedMessage message, int to)
    {
        lock (changes)
        {
            adversary.Hear(message);
            Remember(message);
            return Current switch
            {
                FaultKind.Equivocate when to % 2 == 1 => [Equivocal(message)],
                FaultKind.TwoVotes when to % 2 == 1 => [OtherVote(message)],
                FaultKind.StaleProofs => [Stale(message)],
                FaultKind.Nonsense => adversary.Next() is { } nonsense ? [message, nonsense] : [message],
                _ => [message],
            };
        }
    }

    /// <summary>The node has received a message, of which the adversary may make something.</summary>
    /// <param name="message">The message.</param>
    public void Hear(Message message)
    {
        lock (changes)
        {
            adversary.Hear(message);
        }
    }

    /// <summary>What is sent instead of a message's bytes, which are signed.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <returns>Bytes of one message or several.</returns>
    public IReadOnlyList<byte[]> Instead(byte[] bytes)
    {
        lock (changes)
        {
            if (sent.Count < Kept)
            {
                sent.Add(bytes);
            }
            else
            {
                sent[chance.Below(Kept)] = bytes;
            }

            return Current switch
            {
                FaultKind.Replay => [bytes, sent[chance.Below(sent.Count)], sent[chance.Below(sent.Count)]],
                FaultKind.Malformed => [bytes, MalformedBytes.Of(bytes, chance), MalformedBytes.Of(bytes, chance)],
                FaultKind.WrongSignature => [bytes, MalformedBytes.WithOneBitChanged(bytes, chance)],
                _ => [bytes],
            };
        }
    }

    /// <summary>What comes after the base, the other way round, or but for the last: the justification allows it.</summary>
    private SignedMessage Equivocal(SignedMessage message)
    {
        switch (message)
        {
            case Phase2A m:
                var added = m.Value.Difference(m.Justification.Base).ToList();
                added = chance.Below(2) == 0 && added.Count > 1 ? [.. added.AsEnumerable().Reverse()] : [.. added.SkipLast(1)];
                return m with { Value = m.Justification.Base.Merge(added) };
            case Phase1A m:
                return m with { Ballot = config.BallotOf(m.Ballot.View, m.Ballot.Number + 1) };
            default:
                return message;
        }
    }

    private SignedMessage OtherVote(SignedMessage message) => message switch
    {
        Verify m => m with { Value = Other(m.Value) },
        Phase2B m => m with { Value = Other(m.Value) },
        _ => message,
    };

    /// <summary>The sequence without its last command, or with the last two the other way round.</summary>
    private CommandSequence Other(CommandSequence value)
    {
        if (value.Count < 2 || value.Discarded.Number > 0)
        {
            return value;
        }

        var all = value.ToList();
        return CommandSequence.Of(
            config.Conflicts, chance.Below(2) == 0 ? all.SkipLast(1) : [.. all.SkipLast(2), all[^1], all[^2]]);
    }

    private SignedMessage Stale(SignedMessage message) => message switch
    {
        Phase1B m when reports.Count > 0 && reports[chance.Below(reports.Count)] is var old =>
            m with { Proven = old.Proven, Value = old.Value, Stable = old.Stable, Universals = old.Universals },
        Phase2A m when justifications.Count > 0 => m with { Justification = justifications[chance.Below(justifications.Count)] },
        _ => message,
    };

    private void Remember(SignedMessage message)
    {
        if (message is Phase1B report && reports.Count < Kept)
        {
            reports.Add(report);
        }
        else if (message is Phase2A { Justification: var shown } && justifications.Count < Kept)
        {
            justifications.Add(shown);
        }
    }
}

/// <summary>Stands between a Byzantine node's processes and its network.</summary>
/// <param name="inner">The network.</param>
/// <param name="behaviour">What is sent instead.</param>
/// <param name="machine">The node's number.</param>
/// <param name="machineOf">The number of a process's node, by its place; null for what is on every node.</param>
public sealed class ByzantineNetwork(INetwork inner, ByzantineBehaviour behaviour, int machine, Func<int, int?> machineOf) : INetwork
{
    /// <inheritdoc/>
    public void Send(int from, int to, Envelope envelope)
    {
        if (machineOf(to) is not { } peer || peer == machine || envelope.Message is not SignedMessage message)
        {
            inner.Send(from, to, envelope);
            return;
        }

        foreach (var instead in behaviour.Instead(message, peer))
        {
            inner.Send(from, to, ReferenceEquals(instead, message) ? envelope : new(instead, 0));
        }
    }
}
