using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using BgpVerified.Host.Settings;

namespace BgpVerified.Host.Keys;

/// <summary>Who may connect: those whose certificates are in the settings, byte for byte.</summary>
/// <param name="cluster">The settings.</param>
public sealed class Identities(ClusterSettings cluster)
{
    private readonly Dictionary<string, int> nodes =
        cluster.Nodes.Select((node, i) => (node.Certificate, i)).ToDictionary(pair => pair.Certificate, pair => pair.i);

    private readonly Dictionary<string, int> clients =
        cluster.Clients.Select((client, i) => (client.Certificate, i)).ToDictionary(pair => pair.Certificate, pair => pair.i);

    /// <summary>The number of the node with a certificate.</summary>
    /// <param name="certificate">The certificate.</param>
    /// <returns>The number, from 0; null if it is no node's.</returns>
    public int? NodeWith(X509Certificate? certificate) => Find(nodes, certificate);

    /// <summary>The number of the client with a certificate.</summary>
    /// <param name="certificate">The certificate.</param>
    /// <returns>The number, from 0; null if it is no client's.</returns>
    public int? ClientWith(X509Certificate? certificate) => Find(clients, certificate);

    /// <summary>Whether a certificate is of the cluster.</summary>
    /// <param name="certificate">The certificate.</param>
    /// <returns>True for a node's or a client's.</returns>
    public bool IsKnown(X509Certificate? certificate) => NodeWith(certificate) is not null || ClientWith(certificate) is not null;

    /// <summary>How one connects to a node: with one's own certificate, and taking that node's only.</summary>
    /// <param name="own">One's own certificate, with its key.</param>
    /// <param name="node">The node's number.</param>
    /// <returns>The options.</returns>
    public SslClientAuthenticationOptions To(int node, X509Certificate2 own) => new()
    {
        TargetHost = cluster.Nodes[node].Name,
        ClientCertificates = [own],
        RemoteCertificateValidationCallback = (_, certificate, _, _) => NodeWith(certificate) == node,
        ApplicationProtocols = [SslApplicationProtocol.Http2],
    };

    private static int? Find(Dictionary<string, int> known, X509Certificate? certificate) =>
        certificate is not null && known.TryGetValue(Convert.ToBase64String(certificate.GetRawCertData()), out var number) ? number : null;
}
