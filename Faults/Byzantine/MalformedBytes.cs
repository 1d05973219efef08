using BgpVerified.Runtime.Simulation;

namespace BgpVerified.Faults.Byzantine;

/// <summary>Bytes that are no message, made of bytes that are one.</summary>
public static class MalformedBytes
{
    private const int MostRandom = 300;

    /// <summary>Changes bytes in one of several ways: bits, numbers, lengths, less or more of them; or makes up all.</summary>
    /// <param name="bytes">A message's bytes.</param>
    /// <param name="chance">Draws.</param>
    /// <returns>Other bytes, or by chance the same.</returns>
    public static byte[] Of(byte[] bytes, Chance chance)
    {
        if (bytes.Length == 0)
        {
            return Random(chance);
        }

        var at = chance.Below(bytes.Length);
        switch (chance.Below(8))
        {
            case 0:
                return WithOneBitChanged(bytes, chance);
            case 1:
                return bytes[..at];
            case 2:
                return [.. bytes, .. Random(chance)];
            case 3:
                return [.. bytes[..at], .. Random(chance), .. bytes[at..]];
            case 4:
                return [.. bytes[..at], .. bytes[Math.Min(bytes.Length, at + 1 + chance.Below(8))..]];
            case 5:
                // A number that is as long, or as large, as can be.
                var fifth = (byte)(chance.Below(2) == 0 ? 0x0f : 0xff);
                return [.. bytes[..at], 0xff, 0xff, 0xff, 0xff, fifth, 0xff, 0xff, 0xff, 0x7f, .. bytes[at..]];
            case 6:
                var other = (byte[])bytes.Clone();
                other[at] = (byte)chance.Below(256);
                return other;
            default:
                return Random(chance);
        }
    }

    /// <summary>The bytes with one bit changed: the signature is not theirs any more.</summary>
    /// <param name="bytes">A message's bytes.</param>
    /// <param name="chance">Draws.</param>
    /// <returns>Other bytes.</returns>
    public static byte[] WithOneBitChanged(byte[] bytes, Chance chance)
    {
        var other = (byte[])bytes.Clone();
        if (other.Length > 0)
        {
            other[chance.Below(other.Length)] ^= (byte)(1 << chance.Below(8));
        }

        return other;
    }

    private static byte[] Random(Chance chance)
    {
        var bytes = new byte[chance.Below(MostRandom)];
        for (var i = 0; i < bytes.Length; i++)
        {
            bytes[i] = (byte)chance.Below(256);
        }

        return bytes;
    }
}
