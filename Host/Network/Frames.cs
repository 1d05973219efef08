using System.Buffers;
using System.Buffers.Binary;
using System.IO.Pipelines;

namespace BgpVerified.Host.Network;

/// <summary>Frames: 4 bytes of length, most significant first, and as many bytes.</summary>
public static class Frames
{
    /// <summary>The bytes of the length.</summary>
    public const int Header = 4;

    /// <summary>A frame.</summary>
    /// <param name="parts">What is in it, one after the other.</param>
    /// <returns>Its bytes.</returns>
    public static byte[] Of(params ReadOnlySpan<byte[]> parts)
    {
        var length = 0;
        foreach (var part in parts)
        {
            length += part.Length;
        }

        var frame = new byte[Header + length];
        BinaryPrimitives.WriteInt32BigEndian(frame, length);
        var at = Header;
        foreach (var part in parts)
        {
            part.CopyTo(frame, at);
            at += part.Length;
        }

        return frame;
    }

    /// <summary>Reads frames until the stream ends.</summary>
    /// <param name="reader">The stream.</param>
    /// <param name="longest">The longest frame that is taken, in bytes.</param>
    /// <param name="take">What is done with those that came together, in their order.</param>
    /// <param name="stop">When to stop.</param>
    /// <exception cref="FrameException">A frame is too long, or torn at the end.</exception>
    public static async Task ReadAll(PipeReader reader, int longest, Func<List<byte[]>, ValueTask> take, CancellationToken stop)
    {
        var frames = new List<byte[]>();
        while (true)
        {
            var read = await reader.ReadAsync(stop);
            var rest = read.Buffer;
            while (TryTake(ref rest, longest, out var frame))
            {
                frames.Add(frame);
            }

            reader.AdvanceTo(rest.Start, rest.End);
            if (frames.Count > 0)
            {
                await take(frames);
                frames.Clear();
            }

            if (read.IsCompleted)
            {
                return;
            }
        }
    }

    private static bool TryTake(ref ReadOnlySequence<byte> from, int longest, out byte[] frame)
    {
        frame = [];
        if (from.Length < Header)
        {
            return false;
        }

        Span<byte> header = stackalloc byte[Header];
        from.Slice(0, Header).CopyTo(header);
        var length = BinaryPrimitives.ReadInt32BigEndian(header);
        if (length < 0 || length > longest)
        {
            throw new FrameException($"a frame of {unchecked((uint)length)} bytes; the longest is {longest}");
        }

        if (from.Length < Header + length)
        {
            return false;
        }

        frame = from.Slice(Header, length).ToArray();
        from = from.Slice(Header + length);
        return true;
    }
}

/// <summary>What came over a link is not what the other side may send. The link is closed.</summary>
/// <param name="message">What is wrong.</param>
public sealed class FrameException(string message) : Exception(message);
