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
    private const int MostTries = 2000;
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
        using var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes);
        foreach (var (statement, proofs) in Held(state))
        {
            var said = machine.Format.Write(statement);
            writer.Write(said.Length);
            writer.Write(said);
            writer.Write(proofs.Count);
            foreach (var (signer, signature) in proofs)
            {
                writer.Write(signer);
                writer.Write(signature.Length);
                writer.Write(signature);
            }
        }

        return bytes.ToArray();
    }

    /// <inheritdoc/>
    public void Restore(byte[] saved)
    {
        using var reader = new BinaryReader(new MemoryStream(saved));
        var all = new List<SignedByMany>();
        while (reader.BaseStream.Position < saved.Length)
        {
            var statement = (SignedMessage)machine.Format.Read(reader.ReadBytes(reader.ReadInt32()));
            var proofs = new Proof[reader.ReadInt32()];
            for (var i = 0; i < proofs.Length; i++)
            {
                proofs[i] = new(reader.ReadInt32(), reader.ReadBytes(reader.ReadInt32()));
            }

            all.Add(new(statement, proofs));
        }

        lock (turn)
        {
            store.Restore(all);
        }
    }

    /// <summary>The node's own signatures may still be on their way through the outbox: then a moment later.</summary>
    private IReadOnlyList<SignedByMany> Held(object state)
    {
        for (var tries = 0; ; tries++)
        {
            try
            {
                lock (turn)
                {
                    return store.HeldBy(state);
                }
            }
            catch (MissingSignatureException) when (tries < MostTries)
            {
                Thread.Sleep(1);
            }
        }
    }
}
