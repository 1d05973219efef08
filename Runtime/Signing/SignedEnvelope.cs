using BgpVerified.Kit;
using BgpVerified.Runtime.Wire;

namespace BgpVerified.Runtime.Signing;

/// <summary>A signature, and the number of who made it.</summary>
/// <param name="Signer">The signer's number in its role, from 0.</param>
/// <param name="Bytes">The signature.</param>
public readonly record struct Proof(int Signer, byte[] Bytes);

/// <summary>A message of another process that is shown whole, with that process's signature.</summary>
/// <param name="Message">The message.</param>
/// <param name="Signature">The signature.</param>
public readonly record struct Shown(SignedMessage Message, byte[] Signature);

/// <summary>A statement that was signed in place of one that is claimed.</summary>
/// <param name="Claim">Which claim it is shown for, from 0.</param>
/// <param name="Statement">The statement; of a role, as in a claim.</param>
public readonly record struct Witness(int Claim, SignedMessage Statement);

/// <summary>A message as it is on the wire: with its signature, and those of all that it vouches for.</summary>
/// <remarks>
/// In bytes it is a protobuf message: 1 the message's canonical bytes, 2 the signature, 3 each message shown (1 its bytes, 2 its
/// signature), 4 each proof (1 the signer's number, 2 the signature), 5 each witness (1 the claim's number, 2 the statement's bytes). What
/// the proofs are of follows from the messages: claim by claim, in the order of the signers' numbers.
/// </remarks>
/// <param name="Message">The message.</param>
/// <param name="Signature">Its sender's signature.</param>
/// <param name="Shown">The messages that are shown with it.</param>
/// <param name="Proofs">The signatures of what it and they claim.</param>
/// <param name="Witnesses">Statements that show what is claimed, where it was signed in another form; in the order of the claims.</param>
public sealed record SignedEnvelope(SignedMessage Message, byte[] Signature, IReadOnlyList<Shown> Shown, IReadOnlyList<Proof> Proofs,
    IReadOnlyList<Witness> Witnesses)
{
    private const uint MessageTag = (1 << 3) | 2;
    private const uint SignatureTag = (2 << 3) | 2;
    private const uint ShownTag = (3 << 3) | 2;
    private const uint ProofTag = (4 << 3) | 2;
    private const uint WitnessTag = (5 << 3) | 2;
    private const uint SignerTag = (1 << 3) | 0;

    /// <summary>The bytes of an envelope.</summary>
    /// <param name="format">The form of the protocol's messages.</param>
    /// <returns>The bytes.</returns>
    public byte[] Write(WireFormat format)
    {
        var to = new WireWriter();
        Write(to, format.Write(Message), Signature);
        foreach (var (message, signature) in Shown)
        {
            to.Varint(ShownTag);
            var begun = to.Begin();
            Write(to, format.Write(message), signature);
            to.End(begun);
        }

        foreach (var (signer, signature) in Proofs)
        {
            to.Varint(ProofTag);
            var begun = to.Begin();
            to.Varint(SignerTag);
            to.Varint((ulong)signer);
            to.Varint(SignatureTag);
            to.Bytes(signature);
            to.End(begun);
        }

        foreach (var (claim, statement) in Witnesses)
        {
            to.Varint(WitnessTag);
            var begun = to.Begin();
            to.Varint(SignerTag);
            to.Varint((ulong)claim);
            to.Varint(SignatureTag);
            to.Bytes(format.Write(statement));
            to.End(begun);
        }

        return to.Written.ToArray();
    }

    /// <summary>The envelope of bytes; signatures are not looked at.</summary>
    /// <param name="format">The form of the protocol's messages.</param>
    /// <param name="bytes">The bytes.</param>
    /// <returns>The envelope.</returns>
    /// <exception cref="WireException">They are not those of an envelope.</exception>
    public static SignedEnvelope Read(WireFormat format, ReadOnlySpan<byte> bytes)
    {
        var from = new WireReader(bytes.ToArray(), bytes.Length);
        var (message, signature) = Read(from, format);
        var shown = new List<Shown>();
        while (from.Tag(ShownTag))
        {
            var outer = from.Enter();
            var (own, by) = Read(from, format);
            from.Leave(outer);
            shown.Add(new(own, by));
        }

        var proofs = new List<Proof>();
        while (from.Tag(ProofTag))
        {
            var outer = from.Enter();
            var signer = from.Tag(SignerTag) ? from.Varint() : throw new WireException("a proof has no signer");
            var proof = from.Tag(SignatureTag) ? from.Bytes().ToArray() : throw new WireException("a proof has no signature");
            from.Leave(outer);
            proofs.Add(signer <= int.MaxValue ? new((int)signer, proof) : throw new WireException("a signer has no such number"));
        }

        var witnesses = new List<Witness>();
        while (from.Tag(WitnessTag))
        {
            var outer = from.Enter();
            var claim = from.Tag(SignerTag) ? from.Varint() : throw new WireException("a witness has no claim");
            var statement = from.Tag(SignatureTag) ? format.Read(from.Bytes()) : throw new WireException("a witness has no statement");
            from.Leave(outer);
            witnesses.Add(claim <= int.MaxValue && statement is SignedMessage own
                ? new((int)claim, own)
                : throw new WireException("a witness is not one"));
        }

        return from.IsAtEnd
            ? new(message, signature, shown, proofs, witnesses)
            : throw new WireException("an envelope has an unknown field, or one out of order");
    }

    private static void Write(WireWriter to, byte[] message, byte[] signature)
    {
        to.Varint(MessageTag);
        to.Bytes(message);
        to.Varint(SignatureTag);
        to.Bytes(signature);
    }

    private static (SignedMessage Message, byte[] Signature) Read(WireReader from, WireFormat format)
    {
        var message = from.Tag(MessageTag) ? format.Read(from.Bytes()) : throw new WireException("there is no message");
        var signature = from.Tag(SignatureTag) ? from.Bytes().ToArray() : throw new WireException("there is no signature");
        return (message as SignedMessage ?? throw new WireException("it is not a message that is signed"), signature);
    }
}
