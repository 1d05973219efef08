using System.Security.Cryptography;
using BgpVerified.Spec.Commands;

namespace BgpVerified.Runtime.Wire;

/// <summary>A type of values that have a form in bytes, and the number that it goes by, for ever.</summary>
/// <param name="Number">The number, at least 1.</param>
/// <param name="Type">The type: a record.</param>
public sealed record WireType(int Number, Type Type);

/// <summary>
/// The canonical bytes of a protocol's messages, states and inputs, in protobuf's wire format: equal values have equal bytes, and no other
/// bytes are read. May be used by several threads.
/// </summary>
/// <remarks>
/// A record's fields are its members, numbered from 1: those of its base first, then as they are declared. They come in the order of their
/// numbers; numbers that are 0, empty texts and collections without elements are left out; numbers are as short as can be; sets are in
/// rising order; a sequence of commands is in its normal form. So what is canonical is decided while reading, without writing anew.
/// </remarks>
public sealed class WireFormat
{
    private const int LargestKept = 1 << 20;

    [ThreadStatic]
    private static WireWriter? writer;

    [ThreadStatic]
    private static byte[]? scratch;

    private readonly Codecs codecs;

    /// <summary>Works out the form of some types, and of those that they are made of.</summary>
    /// <param name="types">The types whose values are read and written; also those that stand for an abstract one inside another.</param>
    /// <param name="conflicts">Which commands conflict in the sequences that a record of a type has.</param>
    /// <exception cref="ArgumentException">A type, or a part of it, has no form in bytes, or a number comes twice.</exception>
    public WireFormat(IReadOnlyList<WireType> types, Func<Type, ConflictRelation> conflicts)
    {
        Types = types;
        codecs = new(types, conflicts);
    }

    /// <summary>The types that it reads and writes.</summary>
    public IReadOnlyList<WireType> Types { get; }

    /// <summary>The canonical bytes of a value.</summary>
    /// <param name="value">The value, of one of the types.</param>
    /// <returns>The bytes.</returns>
    /// <exception cref="ArgumentException">It is of another type, or has a text that is no Unicode.</exception>
    public byte[] Write(object value) => Written(value).ToArray();

    /// <summary>The value that bytes are the canonical bytes of.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <returns>The value. What it takes in memory is bounded by a multiple of the bytes' length.</returns>
    /// <exception cref="WireException">They are not.</exception>
    public object Read(ReadOnlySpan<byte> bytes)
    {
        var own = scratch is { } kept && kept.Length >= bytes.Length ? kept : new byte[Math.Max(bytes.Length, 1024)];
        scratch = own.Length <= LargestKept ? own : null;
        bytes.CopyTo(own);
        var reader = new WireReader(own, bytes.Length);
        var value = codecs.Any.ReadOpen(reader);
        return reader.IsAtEnd ? value : throw new WireException("something comes after the end");
    }

    /// <summary>A digest of a value: the first half of the SHA-256 of its canonical bytes.</summary>
    /// <param name="value">The value, of one of the types.</param>
    /// <returns>The digest.</returns>
    public WireDigest Digest(object value) => WireDigest.Of(Written(value));

    /// <summary>The SHA-256 of a value's canonical bytes.</summary>
    /// <param name="value">The value, of one of the types.</param>
    /// <returns>32 bytes.</returns>
    public byte[] Hash(object value) => SHA256.HashData(Written(value));

    /// <summary>The types as the text of a .proto file.</summary>
    /// <param name="package">The package.</param>
    /// <returns>The text.</returns>
    public string Describe(string package) => codecs.Describe(package);

    private ReadOnlySpan<byte> Written(object value)
    {
        var to = writer is { Length: <= LargestKept } kept ? kept : writer = new();
        to.Clear();
        codecs.Any.WriteOpen(to, value);
        return to.Written;
    }
}

/// <summary>A digest: the first 16 bytes of a SHA-256.</summary>
/// <param name="Bits">The bytes as a number, the first one highest.</param>
public readonly record struct WireDigest(UInt128 Bits)
{
    /// <summary>The digest of some bytes.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <returns>The digest.</returns>
    public static WireDigest Of(ReadOnlySpan<byte> bytes)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(bytes, hash);
        var bits = UInt128.Zero;
        foreach (var part in hash[..16])
        {
            bits = (bits << 8) | part;
        }

        return new(bits);
    }

    /// <summary>In hexadecimal digits.</summary>
    /// <returns>32 of them.</returns>
    public override string ToString() => Bits.ToString("x32", null);
}
