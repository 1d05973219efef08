using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using BgpVerified.Spec.Protocols;

namespace BgpVerified.Host.Keys;

/// <summary>
/// Keys and certificates in files. Certificates vouch for nobody: each node has those of the others in its settings, and takes no other.
/// The key of a node's TLS certificate is another than that of its signatures.
/// </summary>
public static class KeyFiles
{
    private const string CertificateFile = "certificate.pem";
    private const string TlsKeyFile = "tls-key.pem";
    private const string SigningKeyFile = "signing-key.pem";

    /// <summary>Makes a folder with a certificate, its key, and a key for signatures.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="name">Whose certificate it is.</param>
    /// <param name="signs">Whether there is a key for signatures.</param>
    /// <returns>The certificate, and the public key of signatures; both in base64.</returns>
    public static (string Certificate, string? SigningKey) Make(string folder, string name, bool signs)
    {
        Directory.CreateDirectory(folder);
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, true));
        request.CertificateExtensions.Add(
            new X509EnhancedKeyUsageExtension([new("1.3.6.1.5.5.7.3.1"), new("1.3.6.1.5.5.7.3.2")], false));
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        names.AddDnsName("localhost");
        request.CertificateExtensions.Add(names.Build());
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddYears(20));
        File.WriteAllText(Path.Combine(folder, CertificateFile), certificate.ExportCertificatePem() + "\n");
        WriteSecret(Path.Combine(folder, TlsKeyFile), key.ExportPkcs8PrivateKeyPem());
        if (!signs)
        {
            return (Convert.ToBase64String(certificate.RawData), null);
        }

        using var signing = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        WriteSecret(Path.Combine(folder, SigningKeyFile), signing.ExportPkcs8PrivateKeyPem());
        return (Convert.ToBase64String(certificate.RawData), Convert.ToBase64String(signing.ExportSubjectPublicKeyInfo()));
    }

    /// <summary>Reads a folder's certificate with its key.</summary>
    /// <param name="folder">The folder.</param>
    /// <returns>The certificate.</returns>
    /// <exception cref="InvalidConfigurationException">It cannot be read.</exception>
    public static X509Certificate2 ReadCertificate(string folder) => Read(folder, () =>
        X509Certificate2.CreateFromPemFile(Path.Combine(folder, CertificateFile), Path.Combine(folder, TlsKeyFile)));

    /// <summary>Reads a folder's key of signatures.</summary>
    /// <param name="folder">The folder.</param>
    /// <returns>The key.</returns>
    /// <exception cref="InvalidConfigurationException">It cannot be read.</exception>
    public static ECDsa ReadSigningKey(string folder) => Read(folder, () =>
    {
        var key = ECDsa.Create();
        key.ImportFromPem(File.ReadAllText(Path.Combine(folder, SigningKeyFile)));
        return key;
    });

    private static T Read<T>(string folder, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException or ArgumentException)
        {
            throw new InvalidConfigurationException($"cannot read the keys in '{folder}': {e.Message}; 'cluster init' makes such a folder");
        }
    }

    /// <summary>Writes a file that only its owner can read.</summary>
    private static void WriteSecret(string file, string text)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using var writer = new StreamWriter(file, options);
        writer.WriteLine(text);
    }
}
