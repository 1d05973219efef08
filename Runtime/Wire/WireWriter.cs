using System.Text;

namespace BgpVerified.Runtime.Wire;

/// <summary>Bytes that are written one after another: varints, texts, and parts whose length stands before them.</summary>
internal sealed class WireWriter
{
    /// <summary>Refuses texts that are no Unicode, in both directions.</summary>
    internal static readonly UTF8Encoding Text = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private byte[] bytes = new byte[256];

    /// <summary>How many bytes are written.</summary>
    public int Length { get; private set; }

    public ReadOnlySpan<byte> Written => bytes.AsSpan(0, Length);

    public void Clear() => Length = 0;

    /// <summary>A number, seven bits a byte, the lowest first; as few bytes as possible.</summary>
    public void Varint(ulong value)
    {
        Ensure(10);
        var at = Length;
        while (value >= 0x80)
        {
            bytes[at++] = (byte)((value & 0x7F) | 0x80);
            value >>= 7;
        }

        bytes[at++] = (byte)value;
        Length = at;
    }

    public void String(string value)
    {
        var length = Text.GetByteCount(value);
        Varint((ulong)length);
        Ensure(length);
        Text.GetBytes(value, bytes.AsSpan(Length));
        Length += length;
    }

    public void Bytes(ReadOnlySpan<byte> value)
    {
        Varint((ulong)value.Length);
        Ensure(value.Length);
        value.CopyTo(bytes.AsSpan(Length));
        Length += value.Length;
    }

    /// <summary>Begins a part; its length comes before it when it ends.</summary>
    /// <returns>What <see cref="End"/> needs.</returns>
    public int Begin()
    {
        Ensure(1);
        return ++Length;
    }

    public void End(int begun)
    {
        var length = Length - begun;
        if (length < 0x80)
        {
            bytes[begun - 1] = (byte)length;
            return;
        }

        var more = 0;
        for (var rest = length >> 7; rest > 0; rest >>= 7)
        {
            more++;
        }

        Ensure(more);
        bytes.AsSpan(begun, length).CopyTo(bytes.AsSpan(begun + more));
        Length = begun - 1;
        Varint((ulong)length);
        Length += length;
    }

    private void Ensure(int more)
    {
        if (bytes.Length - Length < more)
        {
            Array.Resize(ref bytes, Math.Max(2 * bytes.Length, Length + more));
        }
    }
}
