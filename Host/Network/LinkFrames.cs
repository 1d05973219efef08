using System.Buffers.Binary;

namespace BgpVerified.Host.Network;

/// <summary>
/// What frames between nodes say. The sender begins with <see cref="Hello"/>; the receiver answers with <see cref="Welcome"/>: which
/// start of it this is, and up to which message it has what this start of the sender sent. Then come messages, numbered from 1, and
/// acknowledgements.
/// </summary>
internal static class LinkFrames
{
    public const byte HelloKind = 1;
    public const byte MessageKind = 2;
    public const byte WelcomeKind = 3;
    public const byte AckKind = 4;

    /// <summary>What comes before a message's own bytes in a frame: the kind, its number.</summary>
    public const int MessageHeader = 1 + sizeof(long);

    public static byte[] Hello(long start) => Numbered(HelloKind, start);

    public static byte[] Ack(long number) => Numbered(AckKind, number);

    public static byte[] Welcome(long start, long number)
    {
        var frame = new byte[Frames.Header + 1 + (2 * sizeof(long))];
        BinaryPrimitives.WriteInt32BigEndian(frame, frame.Length - Frames.Header);
        frame[Frames.Header] = WelcomeKind;
        BinaryPrimitives.WriteInt64BigEndian(frame.AsSpan(Frames.Header + 1), start);
        BinaryPrimitives.WriteInt64BigEndian(frame.AsSpan(Frames.Header + 1 + sizeof(long)), number);
        return frame;
    }

    /// <summary>The frame of a message.</summary>
    public static byte[] Message(long number, ReadOnlySpan<byte> bytes)
    {
        var frame = new byte[Frames.Header + MessageHeader + bytes.Length];
        BinaryPrimitives.WriteInt32BigEndian(frame, frame.Length - Frames.Header);
        frame[Frames.Header] = MessageKind;
        BinaryPrimitives.WriteInt64BigEndian(frame.AsSpan(Frames.Header + 1), number);
        bytes.CopyTo(frame.AsSpan(Frames.Header + MessageHeader));
        return frame;
    }

    /// <summary>The number in a frame of a kind.</summary>
    /// <exception cref="FrameException">It is of another kind, or too short.</exception>
    public static long Number(byte[] frame, byte kind, int at = 0)
    {
        var from = 1 + (at * sizeof(long));
        return frame.Length >= from + sizeof(long) && frame[0] == kind
            ? BinaryPrimitives.ReadInt64BigEndian(frame.AsSpan(from))
            : throw new FrameException($"a frame of {frame.Length} bytes that is no frame of kind {kind}");
    }

    private static byte[] Numbered(byte kind, long number)
    {
        var frame = new byte[Frames.Header + 1 + sizeof(long)];
        BinaryPrimitives.WriteInt32BigEndian(frame, frame.Length - Frames.Header);
        frame[Frames.Header] = kind;
        BinaryPrimitives.WriteInt64BigEndian(frame.AsSpan(Frames.Header + 1), number);
        return frame;
    }
}
