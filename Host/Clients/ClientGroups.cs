using System.Globalization;
using BgpVerified.Host.Network;
using BgpVerified.Spec.Protocols;

namespace BgpVerified.Host.Clients;

/// <summary>
/// Groups of client numbers, each for one connection: a client that used numbers of another one again would be answered what that one was.
/// The next one is in a file in the client's folder.
/// </summary>
internal static class ClientGroups
{
    private const string NextFile = "next-connection";
    private const int MostTries = 200;

    /// <summary>A group that no connection of this folder has had.</summary>
    /// <exception cref="InvalidConfigurationException">The file cannot be read or written.</exception>
    public static int Next(string folder)
    {
        for (var tries = 0; ; tries++)
        {
            try
            {
                using var file = new FileStream(Path.Combine(folder, NextFile), FileMode.OpenOrCreate, FileAccess.ReadWrite,
                    FileShare.None);
                using var reader = new StreamReader(file);
                var text = reader.ReadToEnd();
                var next = text.Length == 0 ? 0 : int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);
                if (next >= ClientFrames.Groups)
                {
                    throw new InvalidConfigurationException($"'{folder}' has had its {ClientFrames.Groups} connections; make another "
                        + "client");
                }

                file.SetLength(0);
                using var writer = new StreamWriter(file);
                writer.Write((next + 1).ToString(CultureInfo.InvariantCulture));
                return next;
            }
            catch (IOException) when (tries < MostTries)
            {
                // Another client of the folder is taking its own.
                Thread.Sleep(10);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException or FormatException or OverflowException)
            {
                throw new InvalidConfigurationException($"cannot use {Path.Combine(folder, NextFile)}: {e.Message}; it has a number, or "
                    + "is not there");
            }
        }
    }
}
