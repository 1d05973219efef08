using System.Buffers.Binary;
using BgpVerified.Kit;
using BgpVerified.Runtime.Signing;
using BgpVerified.Runtime.Wire;

namespace BgpVerified.Host.Nodes;

/// <summary>
/// Messages with their senders' signatures, and with those of what they vouch for. Signatures are checked side by side, off the loop; what
/// was found valid is not checked again.
/// </summary>
/// <param name="machine">The protocol.</param>
/// <param name="cryptography">Makes and checks signatures.</param>
/// <param name="bug">A fault put in, which tests must find.</param>
public sealed class SignedEnvelopes(HostedMachine machine, ICryptography cryptography, PlantedBug bug) : IEnvelopes
{
    private const int DigestSize = 32;
    private readonly Lock turn = new();
    private readonly SignatureStore store = new(machine.Format, machine.Vouching, cryptography);

    /// <inheritdoc/>
    public byte[]? Seal(SignedMessage message)
    {
        SignedEnvelope envelope;
        lock (turn)
        {
            try
            {
                envelope = store.Sign(message);
            }
            catch (MissingSignatureException)
            {
                return null;
            }
        }

        return envelope.Write(machine.Format);
    }

    /// <inheritdoc/>
    public SignedMessage? Open(byte[] bytes, int from)
    {
        SignedEnvelope envelope;
        try
        {
            envelope = SignedEnvelope.Read(machine.Format, bytes);
        }
        catch (WireException)
        {
            return null;
        }

        if (!machine.Sends(envelope.Message, from))
        {
            return null;
        }

        IReadOnlyList<SignatureCheck>? checks;
        lock (turn)
        {
            checks = store.Checks(envelope);
        }

        if (checks is null || (bug != PlantedBug.AcceptWrongSignature && !checks.All(store.IsValid)))
        {
            return null;
        }

        lock (turn)
        {
            store.Accept(envelope);
        }

        return envelope.Message;
    }

    /// <inheritdoc/>
    public byte[] HeldBy(object state)
    {
        IReadOnlyList<SignatureCheck> held;
        lock (turn)
        {
            held = store.HeldBy(state);
        }

        using var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes);
        foreach (var (signer, statement, signature) in held)
        {
            writer.Write((byte)signer.Letter);
            writer.Write(signer.Number);
            writer.Write(statement.Digest.Span);
            writer.Write(signature.Length);
            writer.Write(signature);
        }

        return bytes.ToArray();
    }

    /// <inheritdoc/>
    public void Restore(byte[] saved)
    {
        var (all, at) = (new List<SignatureCheck>(), 0);
        while (at < saved.Length)
        {
            var signer = new ProcessId((char)saved[at], BinaryPrimitives.ReadInt32LittleEndian(saved.AsSpan(at + 1)));
            var digest = saved.AsMemory(at + 5, DigestSize);
            var length = BinaryPrimitives.ReadInt32LittleEndian(saved.AsSpan(at + 5 + DigestSize));
            at += 9 + DigestSize;
            all.Add(new(signer, new(digest), saved[at..(at + length)]));
            at += length;
        }

        lock (turn)
        {
            store.Restore(all);
        }
    }
}
