using System.Text;

namespace BgpVerified.Runtime.Wire;

/// <summary>Reads what a <see cref="WireWriter"/> has written, and refuses what it never writes.</summary>
internal sealed class WireReader(byte[] bytes, int length)
{
    /// <summary>How deep parts may be in parts; no message of ours comes near.</summary>
    private const int MostDepth = 64;

    private int at;
    private int end = length;
    private int depth;

    public bool IsAtEnd => at == end;

    /// <summary>Takes a tag if it comes next.</summary>
    public bool Tag(uint tag)
    {
        var place = at;
        for (var rest = tag; ; rest >>= 7)
        {
            var isLast = rest < 0x80;
            if (place >= end || bytes[place++] != (byte)(isLast ? rest : (rest & 0x7F) | 0x80))
            {
                return false;
            }

            if (isLast)
            {
                at = place;
                return true;
            }
        }
    }

    public ulong Varint()
    {
        ulong value = 0;
        for (var shift = 0; shift < 64; shift += 7)
        {
            if (at >= end)
            {
                throw new WireException("it ends within a number");
            }

            var next = bytes[at++];
            if (shift == 63 && next > 1)
            {
                break;
            }

            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
            {
                return next == 0 && shift > 0 ? throw new WireException("a number has more bytes than it needs") : value;
            }
        }

        throw new WireException("a number has more than 64 bits");
    }

    public int Size()
    {
        var size = Varint();
        return size <= (ulong)(end - at) ? (int)size : throw new WireException("a length is beyond the end");
    }

    public string String()
    {
        var bytesOf = Bytes();
        try
        {
            return WireWriter.Text.GetString(bytesOf);
        }
        catch (DecoderFallbackException)
        {
            throw new WireException("a text is not UTF-8");
        }
    }

    public ReadOnlySpan<byte> Bytes()
    {
        var size = Size();
        at += size;
        return bytes.AsSpan(at - size, size);
    }

    /// <summary>Enters a part.</summary>
    /// <returns>What <see cref="Leave"/> needs.</returns>
    public int Enter()
    {
        if (++depth > MostDepth)
        {
            throw new WireException("it is nested too deep");
        }

        var size = Size();
        var outer = end;
        end = at + size;
        return outer;
    }

    public void Leave(int outer)
    {
        if (at != end)
        {
            throw new WireException("a field is unknown, out of order, or there twice");
        }

        depth--;
        end = outer;
    }
}
