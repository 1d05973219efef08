namespace BgpVerified.Faults.Clients;

/// <summary>A client of a cluster: it goes on trying until enough nodes have replied the same.</summary>
public interface IClusterClient : IAsyncDisposable
{
    /// <summary>Has a command executed.</summary>
    /// <param name="command">The command, as the application reads it.</param>
    /// <param name="cancellation">Gives up; the command may take effect all the same.</param>
    /// <returns>The reply.</returns>
    Task<string> ExecuteAsync(string command, CancellationToken cancellation);
}

/// <summary>Clients in closed loops, each with one command outstanding.</summary>
/// <param name="clients">The clients.</param>
/// <param name="requests">What they ask for.</param>
/// <param name="history">What they are answered.</param>
/// <param name="pause">How long each waits before it asks again.</param>
public sealed class ClientLoops(
    IReadOnlyList<IClusterClient> clients, Requests requests, ClientHistory history, TimeSpan pause)
{
    private readonly Lock drawing = new();

    /// <summary>Asks until it is told to stop; each client waits for the answer to its last command then.</summary>
    /// <param name="stop">When to stop asking.</param>
    /// <param name="giveUp">When to stop waiting.</param>
    /// <returns>Whether all that was asked was answered.</returns>
    public async Task<bool> RunAsync(CancellationToken stop, CancellationToken giveUp) =>
        (await Task.WhenAll(clients.Select((client, number) => Loop(client, number, stop, giveUp)))).All(isAnswered => isAnswered);

    /// <summary>Reads every part of the state that was asked for, the parts divided among the clients.</summary>
    /// <param name="giveUp">When to stop waiting.</param>
    /// <returns>Whether all reads were answered.</returns>
    public async Task<bool> ReadAllAsync(CancellationToken giveUp)
    {
        var parts = requests.Parts.ToList();
        return (await Task.WhenAll(clients.Select(async (client, number) =>
        {
            for (var i = number; i < parts.Count; i += clients.Count)
            {
                if (!await Ask(client, number, requests.Read(parts[i]), giveUp))
                {
                    return false;
                }
            }

            return true;
        }))).All(isAnswered => isAnswered);
    }

    private async Task<bool> Loop(IClusterClient client, int number, CancellationToken stop, CancellationToken giveUp)
    {
        await Task.Yield();
        while (!stop.IsCancellationRequested)
        {
            string command;
            lock (drawing)
            {
                command = requests.Next(number);
            }

            if (!await Ask(client, number, command, giveUp))
            {
                return false;
            }

            try
            {
                await Task.Delay(pause, stop);
            }
            catch (OperationCanceledException)
            {
                return true;
            }
        }

        return true;
    }

    private async Task<bool> Ask(IClusterClient client, int number, string command, CancellationToken giveUp)
    {
        var place = history.Begin($"c{number + 1}", command);
        try
        {
            history.End(place, await client.ExecuteAsync(command, giveUp));
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
