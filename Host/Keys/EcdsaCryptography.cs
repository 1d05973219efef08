using System.Collections.Concurrent;
using System.Security.Cryptography;
using BgpVerified.Host.Settings;
using BgpVerified.Kit;
using BgpVerified.Runtime.Signing;
using BgpVerified.Spec.Protocols;

namespace BgpVerified.Host.Keys;

/// <summary>ECDSA on P-256: a node has one key for all of its processes. May be used by several threads.</summary>
public sealed class EcdsaCryptography : ICryptography
{
    private readonly ConcurrentBag<ECDsa>[] publicKeys;
    private readonly byte[][] encoded;
    private readonly ECDsa own;

    /// <summary>With a node's own key, and the public keys of all.</summary>
    /// <param name="own">The own key.</param>
    /// <param name="cluster">The settings, with the public keys.</param>
    /// <exception cref="InvalidConfigurationException">A key cannot be read.</exception>
    public EcdsaCryptography(ECDsa own, ClusterSettings cluster)
    {
        this.own = own;
        encoded = [.. cluster.Nodes.Select(node => Convert.FromBase64String(node.SigningKey))];
        publicKeys = [.. encoded.Select(_ => new ConcurrentBag<ECDsa>())];
        foreach (var (key, i) in encoded.Select((key, i) => (key, i)))
        {
            try
            {
                publicKeys[i].Add(Read(key));
            }
            catch (CryptographicException e)
            {
                throw new InvalidConfigurationException($"unreadable signingKey of {cluster.Nodes[i].Name}: {e.Message}; it is a P-256 "
                    + "public key");
            }
        }
    }

    /// <inheritdoc/>
    public byte[] Sign(ProcessId signer, ReadOnlySpan<byte> digest)
    {
        lock (own)
        {
            return own.SignHash(digest);
        }
    }

    /// <inheritdoc/>
    public bool IsValid(ProcessId signer, ReadOnlySpan<byte> digest, ReadOnlySpan<byte> signature)
    {
        if (signer.Letter is not ('a' or 'd' or 'l' or 'p') || signer.Number < 0 || signer.Number >= encoded.Length)
        {
            return false;
        }

        // A key's object is not for several threads at once.
        var keys = publicKeys[signer.Number];
        var key = keys.TryTake(out var free) ? free : Read(encoded[signer.Number]);
        try
        {
            return key.VerifyHash(digest, signature);
        }
        catch (CryptographicException)
        {
            return false;
        }
        finally
        {
            keys.Add(key);
        }
    }

    private static ECDsa Read(byte[] key)
    {
        var read = ECDsa.Create();
        read.ImportSubjectPublicKeyInfo(key, out _);
        return read;
    }
}
