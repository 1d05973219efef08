namespace BgpVerified.Host.Nodes;

/// <summary>The last replies: for clients that ask again.</summary>
/// <param name="most">How many.</param>
internal sealed class ReplyCache(int most)
{
    private readonly Dictionary<(int Client, int Number), string> replies = [];
    private readonly Queue<(int Client, int Number)> order = [];

    /// <summary>Keeps a reply, and forgets the oldest if there are too many.</summary>
    public void Add(ClientReply reply)
    {
        if (!replies.TryAdd((reply.Client, reply.Number), reply.Result))
        {
            return;
        }

        order.Enqueue((reply.Client, reply.Number));
        if (order.Count > most)
        {
            replies.Remove(order.Dequeue());
        }
    }

    /// <summary>The reply to a request; null if it is not known any more, or not yet.</summary>
    public string? Find(int client, int number) => replies.GetValueOrDefault((client, number));
}
