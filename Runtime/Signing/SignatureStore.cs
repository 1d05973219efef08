using System.Buffers.Binary;
using BgpVerified.Kit;
using BgpVerified.Runtime.Wire;

namespace BgpVerified.Runtime.Signing;

/// <summary>One signature that is to be checked.</summary>
/// <param name="Signer">Who is said to have made it.</param>
/// <param name="Statement">What it is over, and its digest.</param>
/// <param name="Signature">The signature.</param>
public sealed record SignatureCheck(ProcessId Signer, SignedStatement Statement, byte[] Signature);

/// <summary>What is signed: a message without its signer's number, whose key stands for it.</summary>
/// <param name="Digest">The SHA-256 of its canonical bytes.</param>
public sealed record SignedStatement(ReadOnlyMemory<byte> Digest)
{
    internal (UInt128, UInt128) Key =>
        (BinaryPrimitives.ReadUInt128BigEndian(Digest.Span), BinaryPrimitives.ReadUInt128BigEndian(Digest.Span[16..]));
}

/// <summary>
/// The signatures that a host has seen valid: it attaches them to what its processes claim, and does not check them again. Bounded: what has
/// not been asked for longest goes first. Not safe for several threads; the checks that it asks for may be made anywhere.
/// </summary>
/// <param name="format">The form of the protocol's messages.</param>
/// <param name="vouching">What messages claim.</param>
/// <param name="cryptography">Makes and checks signatures.</param>
/// <param name="capacity">How many signed statements it keeps, at least 2.</param>
public sealed class SignatureStore(WireFormat format, IVouching vouching, ICryptography cryptography, int capacity = 1 << 18)
{
    private const int MostQuestions = 64;
    private const int MostChoices = 1_000;

    private readonly Queue<object> questions = [];
    private readonly Dictionary<object, List<Shown>> answers = [];
    private Dictionary<(UInt128, UInt128), SortedList<int, byte[]>> young = [];
    private Dictionary<(UInt128, UInt128), SortedList<int, byte[]>> old = [];

    /// <summary>How many signed statements it keeps.</summary>
    public int Count => young.Count + old.Count;

    /// <summary>How many signatures it found that it knew, and did not have checked again.</summary>
    public long Known { get; private set; }

    /// <summary>Signs a message, and attaches the signatures of all that it claims.</summary>
    /// <param name="message">The message; it names its sender.</param>
    /// <returns>The envelope.</returns>
    /// <exception cref="MissingSignatureException">A signature that it needs is not known here.</exception>
    public SignedEnvelope Sign(SignedMessage message)
    {
        var statement = StatementOf(message);
        var signature = Find(statement.Key)?.GetValueOrDefault(message.From.Number) ?? cryptography.Sign(message.From, statement.Digest.Span);
        Keep(message, statement, signature);
        var shown = ShownWith(message);
        var proofs = new List<Proof>();
        foreach (var claim in ClaimsOf(message, [.. shown.Select(one => one.Message)]))
        {
            proofs.AddRange(ProofsOf(claim));
        }

        return new(message, signature, shown, proofs);
    }

    /// <summary>Which signatures of an envelope are to be checked, but for those that are known.</summary>
    /// <param name="envelope">The envelope.</param>
    /// <returns>The signatures; null if the envelope is refused, whatever they are.</returns>
    public IReadOnlyList<SignatureCheck>? Checks(SignedEnvelope envelope)
    {
        var shown = envelope.Shown.Select(one => one.Message).ToList();
        if (!vouching.IsSound(envelope.Message, shown))
        {
            return null;
        }

        var checks = new List<SignatureCheck>();
        Add(envelope.Message.From, StatementOf(envelope.Message), envelope.Signature);
        foreach (var (message, signature) in envelope.Shown)
        {
            Add(message.From, StatementOf(message), signature);
        }

        var next = 0;
        foreach (var claim in ClaimsOf(envelope.Message, shown))
        {
            if (claim.Count < 0 || claim.Count > envelope.Proofs.Count - next)
            {
                return null;
            }

            var (statement, last) = (claim.Count > 0 ? StatementOf(claim.Statement) : null, -1);
            for (var end = next + claim.Count; next < end; next++)
            {
                var (signer, signature) = envelope.Proofs[next];
                if (signer <= last || (claim.Statement.From.Number is not ProcessId.Nobody and var named && signer != named))
                {
                    return null;
                }

                last = signer;
                Add(new(claim.Statement.From.Letter, signer), statement!, signature);
            }
        }

        return next == envelope.Proofs.Count ? checks : null;

        void Add(ProcessId signer, SignedStatement statement, byte[] signature)
        {
            if (Find(statement.Key)?.GetValueOrDefault(signer.Number) is { } known && known.AsSpan().SequenceEqual(signature))
            {
                Known++;
                return;
            }

            checks.Add(new(signer, statement, signature));
        }
    }

    /// <summary>Keeps the signatures of an envelope, which have been found valid.</summary>
    /// <param name="envelope">The envelope.</param>
    public void Accept(SignedEnvelope envelope)
    {
        Keep(envelope.Message, StatementOf(envelope.Message), envelope.Signature);
        foreach (var (message, signature) in envelope.Shown)
        {
            Keep(message, StatementOf(message), signature);
        }

        var next = 0;
        foreach (var claim in ClaimsOf(envelope.Message, [.. envelope.Shown.Select(one => one.Message)]))
        {
            var statement = StatementOf(claim.Statement);
            for (var end = next + claim.Count; next < end; next++)
            {
                Keep(statement, envelope.Proofs[next].Signer, envelope.Proofs[next].Bytes);
            }
        }
    }

    /// <summary>Checks an envelope here and now, and keeps its signatures if they are valid.</summary>
    /// <param name="envelope">The envelope.</param>
    /// <returns>Whether all are.</returns>
    public bool IsValid(SignedEnvelope envelope)
    {
        if (Checks(envelope) is not { } checks || !checks.All(IsValid))
        {
            return false;
        }

        Accept(envelope);
        return true;
    }

    /// <summary>Checks a signature. May be called from any thread, if the cryptography may.</summary>
    /// <param name="check">The signature.</param>
    /// <returns>Whether it is valid.</returns>
    public bool IsValid(SignatureCheck check) => cryptography.IsValid(check.Signer, check.Statement.Digest.Span, check.Signature);

    /// <summary>The signatures that a process in a state may need later, to be saved with it.</summary>
    /// <param name="state">The state.</param>
    /// <returns>The signatures, each with what it is over.</returns>
    /// <exception cref="MissingSignatureException">A signature that it needs is not known here.</exception>
    public IReadOnlyList<SignatureCheck> HeldBy(object state) =>
    [
        .. from claim in Distinct(vouching.Held(state))
           let statement = StatementOf(claim.Statement)
           from proof in ProofsOf(claim)
           select new SignatureCheck(new(claim.Statement.From.Letter, proof.Signer), statement, proof.Bytes)
    ];

    /// <summary>Keeps what was saved with a state.</summary>
    /// <param name="saved">The signatures, which this host has found valid before.</param>
    public void Restore(IEnumerable<SignatureCheck> saved)
    {
        foreach (var (signer, statement, signature) in saved)
        {
            Keep(statement, signer.Number, signature);
        }
    }

    private static IEnumerable<Claim> Distinct(IEnumerable<Claim> claims) =>
        claims.GroupBy(claim => claim.Statement).Select(same => same.MaxBy(claim => claim.Count)!);

    private IEnumerable<Claim> ClaimsOf(SignedMessage message, IReadOnlyList<SignedMessage> shown) =>
        Distinct(vouching.Claims(message).Concat(shown.SelectMany(vouching.Claims)));

    private SignedStatement StatementOf(SignedMessage message) => new(format.Hash(message.Unsigned));

    private IEnumerable<Proof> ProofsOf(Claim claim)
    {
        if (claim.Count == 0)
        {
            return [];
        }

        var known = Find(StatementOf(claim.Statement).Key) ?? [];
        var proofs = known.Where(one => claim.Statement.From.Number is ProcessId.Nobody || one.Key == claim.Statement.From.Number)
            .Take(claim.Count).Select(one => new Proof(one.Key, one.Value)).ToList();
        return proofs.Count == claim.Count
            ? proofs
            : throw new MissingSignatureException($"of '{claim.Statement}' {proofs.Count} signatures are known, {claim.Count} are needed");
    }

    /// <summary>The messages to be shown with one: those that came first, if it follows from them, and if not any others.</summary>
    private IReadOnlyList<Shown> ShownWith(SignedMessage message)
    {
        if (vouching.Shows(message) is not var (question, count))
        {
            return [];
        }

        var all = answers.GetValueOrDefault(question) ?? [];
        return Choices(all, 0, count).Take(MostChoices)
            .FirstOrDefault(chosen => vouching.IsSound(message, [.. chosen.Select(one => one.Message)]))
            ?? throw new MissingSignatureException($"the {count} answers that '{message}' follows from are not known");
    }

    private static IEnumerable<List<Shown>> Choices(List<Shown> all, int start, int count) => count == 0 ? [[]]
        : from first in Enumerable.Range(start, Math.Max(0, all.Count - start - count + 1))
          from rest in Choices(all, first + 1, count - 1)
          select (List<Shown>)[all[first], .. rest];

    private void Keep(SignedMessage message, SignedStatement statement, byte[] signature)
    {
        Keep(statement, message.From.Number, signature);
        if (vouching.Answers(message) is not { } question)
        {
            return;
        }

        if (!answers.TryGetValue(question, out var all))
        {
            answers.Add(question, all = []);
            questions.Enqueue(question);
            if (questions.Count > MostQuestions)
            {
                answers.Remove(questions.Dequeue());
            }
        }

        if (all.TrueForAll(one => one.Message.From != message.From))
        {
            all.Add(new(message, signature));
        }
    }

    private void Keep(SignedStatement statement, int signer, byte[] signature)
    {
        var signatures = Find(statement.Key);
        if (signatures is null)
        {
            MakeRoom();
            young.Add(statement.Key, signatures = []);
        }

        signatures.TryAdd(signer, signature);
    }

    /// <summary>The signatures of a statement, which is young again.</summary>
    private SortedList<int, byte[]>? Find((UInt128, UInt128) key)
    {
        if (!young.TryGetValue(key, out var found) && old.Remove(key, out found))
        {
            MakeRoom();
            young.Add(key, found);
        }

        return found;
    }

    private void MakeRoom()
    {
        if (young.Count >= capacity / 2)
        {
            (old, young) = (young, []);
        }
    }
}

/// <summary>A process of this host claims what it cannot show: it has forgotten signatures that it has seen.</summary>
/// <param name="what">Which.</param>
public sealed class MissingSignatureException(string what) : Exception(what);
