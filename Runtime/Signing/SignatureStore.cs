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
/// The signatures that a host has seen valid: it attaches them to what its processes claim, and does not check them again. Bounded: what
/// has not been asked for longest goes first. Not safe for several threads; the checks that it asks for may be made anywhere.
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
    private Generation young = new();
    private Generation old = new();

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
        var signature = Find(statement.Key)?.Signatures.GetValueOrDefault(message.From.Number)
            ?? cryptography.Sign(message.From, statement.Digest.Span);
        Keep(message, statement, signature);
        var shown = ShownWith(message);
        var (proofs, witnesses) = (new List<Proof>(), new List<Witness>());
        foreach (var (i, claim) in ClaimsOf(message, [.. shown.Select(one => one.Message)]).Index())
        {
            var (own, witness) = ProofsOf(claim);
            proofs.AddRange(own);
            if (witness is not null)
            {
                witnesses.Add(new(i, witness));
            }
        }

        return new(message, signature, shown, proofs, witnesses);
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

        var (next, witness) = (0, 0);
        foreach (var (i, claim) in ClaimsOf(envelope.Message, shown).Index())
        {
            var said = claim.Statement;
            if (witness < envelope.Witnesses.Count && envelope.Witnesses[witness].Claim == i)
            {
                said = envelope.Witnesses[witness++].Statement;
                if (said.From != claim.Statement.From || claim.IsMetBy?.Invoke(said) != true)
                {
                    return null;
                }
            }

            if (claim.Count < 0 || claim.Count > envelope.Proofs.Count - next)
            {
                return null;
            }

            var (statement, last) = (claim.Count > 0 ? StatementOf(said) : null, -1);
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

        return next == envelope.Proofs.Count && witness == envelope.Witnesses.Count ? checks : null;

        void Add(ProcessId signer, SignedStatement statement, byte[] signature)
        {
            if (Find(statement.Key)?.Signatures.GetValueOrDefault(signer.Number) is { } known && known.AsSpan().SequenceEqual(signature))
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
        foreach (var (i, claim) in ClaimsOf(envelope.Message, [.. envelope.Shown.Select(one => one.Message)]).Index())
        {
            var said = envelope.Witnesses.FirstOrDefault(one => one.Claim == i).Statement ?? claim.Statement;
            var statement = StatementOf(said);
            for (var end = next + claim.Count; next < end; next++)
            {
                Keep(said, statement, envelope.Proofs[next].Signer, envelope.Proofs[next].Bytes);
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
    /// <returns>The statements, and their signatures.</returns>
    /// <exception cref="MissingSignatureException">A signature that it needs is not known here.</exception>
    public IReadOnlyList<SignedByMany> HeldBy(object state) =>
    [
        .. from claim in Distinct(vouching.Held(state))
           let shown = ProofsOf(claim)
           where shown.Proofs.Count > 0
           select new SignedByMany(shown.Witness ?? claim.Statement, shown.Proofs)
    ];

    /// <summary>Keeps what was saved with a state.</summary>
    /// <param name="saved">The signatures, which this host has found valid before.</param>
    public void Restore(IEnumerable<SignedByMany> saved)
    {
        foreach (var (said, proofs) in saved)
        {
            var statement = StatementOf(said);
            foreach (var (signer, signature) in proofs)
            {
                Keep(said, statement, signer, signature);
            }
        }
    }

    private static IEnumerable<Claim> Distinct(IEnumerable<Claim> claims) =>
        claims.GroupBy(claim => claim.Statement).Select(same => same.MaxBy(claim => claim.Count)!);

    private IEnumerable<Claim> ClaimsOf(SignedMessage message, IReadOnlyList<SignedMessage> shown) =>
        Distinct(vouching.Claims(message).Concat(shown.SelectMany(vouching.Claims)));

    private SignedStatement StatementOf(SignedMessage message) => new(format.Hash(message.Unsigned));

    /// <summary>The signatures of a claim; and the statement that they are of, if it is another that shows the same.</summary>
    private (IReadOnlyList<Proof> Proofs, SignedMessage? Witness) ProofsOf(Claim claim)
    {
        if (claim.Count == 0)
        {
            return ([], null);
        }

        var own = Find(StatementOf(claim.Statement).Key);
        if (Of(own) is { } proofs)
        {
            return (proofs, null);
        }

        var about = claim.About is { } question ? young.About(question).Concat(old.About(question)) : [];
        foreach (var other in about)
        {
            if (claim.IsMetBy!(other.Said!) && Of(other) is { } others)
            {
                return (others, other.Said);
            }
        }

        throw new MissingSignatureException(
            $"of '{claim.Statement}' {own?.Signatures.Count ?? 0} signatures are known, {claim.Count} are needed");

        IReadOnlyList<Proof>? Of(Signed? signed)
        {
            if (signed is null)
            {
                return null;
            }

            List<Proof> some =
            [
                .. signed.Signatures.Where(one => claim.Statement.From.Number is ProcessId.Nobody || one.Key == claim.Statement.From.Number)
                    .Take(claim.Count).Select(one => new Proof(one.Key, one.Value)),
            ];
            return some.Count == claim.Count ? some : null;
        }
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
        Keep(message, statement, message.From.Number, signature);
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

    private void Keep(SignedMessage said, SignedStatement statement, int signer, byte[] signature)
    {
        var signed = Find(statement.Key);
        if (signed is null)
        {
            MakeRoom();
            var about = vouching.About(said);
            young.Add(statement.Key, signed = new(about is null ? null : said.Unsigned, about));
        }

        signed.Signatures.TryAdd(signer, signature);
    }

    /// <summary>The signatures of a statement, which is young again.</summary>
    private Signed? Find((UInt128, UInt128) key)
    {
        if (young.Find(key) is { } found)
        {
            return found;
        }

        if (old.Take(key) is { } again)
        {
            MakeRoom();
            young.Add(key, again);
            return again;
        }

        return null;
    }

    private void MakeRoom()
    {
        if (young.Count >= capacity / 2)
        {
            (old, young) = (young, new());
        }
    }

    /// <summary>A statement, kept only if it may be shown for another, and the signatures by the signers' numbers.</summary>
    private sealed record Signed(SignedMessage? Said, object? About)
    {
        public SortedList<int, byte[]> Signatures { get; } = [];
    }

    /// <summary>Statements that were asked for at about the same time.</summary>
    private sealed class Generation
    {
        private readonly Dictionary<(UInt128, UInt128), Signed> all = [];
        private readonly Dictionary<object, List<Signed>> about = [];

        public int Count => all.Count;

        public Signed? Find((UInt128, UInt128) key) => all.GetValueOrDefault(key);

        /// <summary>The latest first.</summary>
        public IEnumerable<Signed> About(object question) => about.TryGetValue(question, out var some) ? some.AsEnumerable().Reverse() : [];

        public void Add((UInt128, UInt128) key, Signed signed)
        {
            all.Add(key, signed);
            if (signed.About is { } question)
            {
                if (!about.TryGetValue(question, out var some))
                {
                    about.Add(question, some = []);
                }

                some.Add(signed);
            }
        }

        public Signed? Take((UInt128, UInt128) key)
        {
            if (all.Remove(key, out var signed) && signed.About is { } question)
            {
                about[question].Remove(signed);
            }

            return signed;
        }
    }
}

/// <summary>A statement, and the signatures of some of those who signed it.</summary>
/// <param name="Statement">The statement.</param>
/// <param name="Proofs">The signatures.</param>
public sealed record SignedByMany(SignedMessage Statement, IReadOnlyList<Proof> Proofs);

/// <summary>A process of this host claims what it cannot show: it has forgotten signatures that it has seen.</summary>
/// <param name="what">Which.</param>
public sealed class MissingSignatureException(string what) : Exception(what);
