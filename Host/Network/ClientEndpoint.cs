using System.IO.Pipelines;
using BgpVerified.Host.Nodes;

namespace BgpVerified.Host.Network;

/// <summary>Takes requests from clients, and sends them replies.</summary>
/// <param name="node">Who takes them.</param>
/// <param name="machine">Says what is wrong with a request.</param>
/// <param name="mostRequestBytes">The longest frame.</param>
internal sealed class ClientEndpoint(ReplicatedNode node, HostedMachine machine, int mostRequestBytes)
{
    private const int MostOnLoop = 4096;

    /// <summary>Serves one connection.</summary>
    /// <param name="identity">Whose certificate it has.</param>
    /// <param name="reader">What it sends.</param>
    /// <param name="writer">What it is answered.</param>
    /// <param name="stop">When to stop.</param>
    public async Task Run(int identity, PipeReader reader, PipeWriter writer, CancellationToken stop)
    {
        ClientSession? session = null;
        Task? sending = null;
        try
        {
            await Frames.ReadAll(
                reader,
                mostRequestBytes,
                async frames =>
                {
                    var first = 0;
                    if (session is null)
                    {
                        session = Greet(identity, ClientFrames.Read(frames[0]));
                        sending = Send(session, writer, stop);
                        first = 1;
                    }

                    Take(session, frames, first);
                    while (node.Loop.Waiting > MostOnLoop)
                    {
                        await Task.Delay(1, stop);
                    }
                },
                stop);
        }
        finally
        {
            if (session is not null)
            {
                node.Clients.Close(session);
                await sending!;
            }
        }
    }

    private ClientSession Greet(int identity, (byte Kind, int Client, int Number, string Text) hello) =>
        hello.Kind == ClientFrames.HelloKind && hello.Client is >= 0 and < ClientFrames.Groups
            ? node.Clients.Open((identity * ClientFrames.Groups) + hello.Client)
            : throw new FrameException("a client that does not say which numbers are its own");

    private void Take(ClientSession session, List<byte[]> frames, int first)
    {
        var requests = new List<(ClientRequest, bool)>(frames.Count);
        for (var i = first; i < frames.Count; i++)
        {
            var (kind, client, number, does) = ClientFrames.Read(frames[i]);
            if (kind is not (ClientFrames.RequestKind or ClientFrames.QuestionKind) || client is < 0 or >= ClientFrames.GroupSize
                || number < 1)
            {
                throw new FrameException("a frame that clients do not send");
            }

            if (machine.Refuse(does) is { } why)
            {
                session.Frames.Writer.TryWrite(ClientFrames.Refusal(client, number, why));
            }
            else
            {
                requests.Add((new((session.Group * ClientFrames.GroupSize) + client, number, does), kind == ClientFrames.RequestKind));
            }
        }

        if (requests.Count > 0)
        {
            node.Request(requests, refused => { });
        }
    }

    private static async Task Send(ClientSession session, PipeWriter writer, CancellationToken stop)
    {
        try
        {
            while (await session.Frames.Reader.WaitToReadAsync(stop))
            {
                while (session.Frames.Reader.TryRead(out var frame))
                {
                    frame.CopyTo(writer.GetMemory(frame.Length));
                    writer.Advance(frame.Length);
                }

                await writer.FlushAsync(stop);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or InvalidOperationException)
        {
            // The client has gone.
        }
    }
}
