using System.Buffers.Binary;
using System.Text;

namespace BgpVerified.Host.Network;

/// <summary>
/// What frames between clients and nodes say. A connection has a group of client numbers of its own, which it names first; several clients
/// may so use one connection.
/// </summary>
public static class ClientFrames
{
    /// <summary>How many client numbers a connection has.</summary>
    public const int GroupSize = 1000;

    /// <summary>How many groups there are for each certificate of a client.</summary>
    public const int Groups = 200_000;

    /// <summary>A connection begins.</summary>
    internal const byte HelloKind = 1;

    /// <summary>A request that the node is to propose.</summary>
    internal const byte RequestKind = 2;

    /// <summary>A request that another node is to propose: this one replies again if it has executed it.</summary>
    internal const byte QuestionKind = 3;

    /// <summary>A reply.</summary>
    internal const byte ReplyKind = 4;

    /// <summary>The request is refused: the text says why.</summary>
    internal const byte RefusalKind = 5;

    private const int Head = 1 + (2 * sizeof(int));

    /// <summary>The frame that a connection begins with.</summary>
    public static byte[] Hello(int group) => Of(HelloKind, group, 0, string.Empty);

    /// <summary>A client's request.</summary>
    public static byte[] Request(int client, int number, string does, bool isToPropose) =>
        Of(isToPropose ? RequestKind : QuestionKind, client, number, does);

    /// <summary>A reply.</summary>
    public static byte[] Reply(int client, int number, string result) => Of(ReplyKind, client, number, result);

    /// <summary>Why there is no reply.</summary>
    public static byte[] Refusal(int client, int number, string why) => Of(RefusalKind, client, number, why);

    /// <summary>Reads a frame.</summary>
    /// <param name="frame">The frame, without its length.</param>
    /// <returns>What it says.</returns>
    /// <exception cref="FrameException">It is none of these.</exception>
    public static (byte Kind, int Client, int Number, string Text) Read(byte[] frame)
    {
        if (frame.Length < Head || frame[0] is < HelloKind or > RefusalKind)
        {
            throw new FrameException($"a frame of {frame.Length} bytes that clients and nodes do not send");
        }

        var (client, number) = (BinaryPrimitives.ReadInt32BigEndian(frame.AsSpan(1)), BinaryPrimitives.ReadInt32BigEndian(frame.AsSpan(5)));
        return (frame[0], client, number, Encoding.UTF8.GetString(frame, Head, frame.Length - Head));
    }

    private static byte[] Of(byte kind, int client, int number, string text)
    {
        var frame = new byte[Frames.Header + Head + Encoding.UTF8.GetByteCount(text)];
        BinaryPrimitives.WriteInt32BigEndian(frame, frame.Length - Frames.Header);
        frame[Frames.Header] = kind;
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(Frames.Header + 1), client);
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(Frames.Header + 5), number);
        Encoding.UTF8.GetBytes(text, frame.AsSpan(Frames.Header + Head));
        return frame;
    }
}
