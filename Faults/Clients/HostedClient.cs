using BgpVerified.Host.Clients;

namespace BgpVerified.Faults.Clients;

/// <summary>A client of a cluster of processes.</summary>
/// <param name="client">The client.</param>
internal sealed class HostedClient(ClusterClient client) : IClusterClient
{
    /// <inheritdoc/>
    public Task<string> ExecuteAsync(string command, CancellationToken cancellation) => client.ExecuteAsync(command, cancellation);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
