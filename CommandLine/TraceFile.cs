using System.Text;
using BgpVerified.Checker.Traces;

namespace BgpVerified.CommandLine;

/// <summary>
/// Files that traces are written to and read from. A file appears whole or not at all, by way of a temporary one beside it;
/// a link is followed and stays; a device or a pipe is written into.
/// </summary>
internal static class TraceFile
{
    /// <summary>The most that is read; a trace of a thousand steps has about a megabyte.</summary>
    public const int MostBytes = 64 << 20;

    /// <summary>The system's numbers for a disk that is full: of Linux and macOS, quotas of either, and Windows.</summary>
    private static readonly int[] FullDisk = [28, 122, 69, unchecked((int)0x80070070)];

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);
    private static readonly string[] StandardOutput = ["/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"];
    private static readonly string[] StandardError = ["/dev/stderr", "/dev/fd/2", "/proc/self/fd/2"];

    /// <summary>How a path is written.</summary>
    private enum Way
    {
        /// <summary>By putting a new file in its place.</summary>
        Replace,

        /// <summary>By writing into what is there.</summary>
        Into,

        /// <summary>Through the program's own output.</summary>
        Output,

        /// <summary>Through the program's own error output.</summary>
        Error,
    }

    /// <summary>Fails before the work is done if the file could not be written after it.</summary>
    public static void CheckWritable(string path) => Attempt(path, () =>
    {
        var (way, target) = Find(path);
        if (way == Way.Into && !File.Exists(target))
        {
            throw new FileNotFoundException("there is no such device");
        }

        if (way == Way.Replace)
        {
            CheckName(target);
            if (File.Exists(target))
            {
                File.Open(target, FileMode.Open, FileAccess.Write, FileShare.ReadWrite).Dispose();
            }

            File.Delete(Create(target, string.Empty));
        }
    });

    /// <summary>Writes a file.</summary>
    /// <returns>Whether it can be read again under its name.</returns>
    public static bool Write(string path, string text)
    {
        var way = Way.Replace;
        Attempt(path, () =>
        {
            (way, var target) = Find(path);
            switch (way)
            {
                case Way.Replace:
                    Replace(target, text);
                    break;
                case Way.Into:
                    WriteInto(target, text);
                    break;
                default:
                    using (var stream = way == Way.Output ? Console.OpenStandardOutput() : Console.OpenStandardError())
                    {
                        stream.Write(Utf8.GetBytes(text));
                    }

                    break;
            }
        });
        return way == Way.Replace;
    }

    /// <summary>The text of a file; <c>-</c> is standard input.</summary>
    /// <param name="path">The file.</param>
    /// <param name="program">The name of the program that writes traces.</param>
    public static string Read(string path, string program)
    {
        try
        {
            if (Directory.Exists(path))
            {
                throw new BadInputException($"cannot read '{path}': it is a folder; give a file that '{program} check --trace' wrote");
            }

            using var stream = path == "-" ? Console.OpenStandardInput()
                : File.Open(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            if (stream.CanSeek && stream.Length > MostBytes)
            {
                throw TooLarge(path, program);
            }

            using var bytes = new MemoryStream();
            var buffer = new byte[1 << 16];
            for (int count; (count = stream.Read(buffer)) > 0;)
            {
                bytes.Write(buffer, 0, count);
                if (bytes.Length > MostBytes)
                {
                    throw TooLarge(path, program);
                }
            }

            bytes.Position = 0;
            using var reader = new StreamReader(bytes);
            return reader.ReadToEnd();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new BadInputException($"cannot read '{path}': {Reason(e)}; give a file that '{program} check --trace' wrote");
        }
    }

    /// <summary>Whether there is a trace that this program wrote.</summary>
    public static bool IsTrace(string path)
    {
        try
        {
            if (!File.Exists(path) || Find(path).Way != Way.Replace)
            {
                return false;
            }

            using var reader = new StreamReader(path);
            var start = new char[128];
            return new string(start, 0, reader.ReadBlock(start)).Contains(TraceDocument.FormatName, StringComparison.Ordinal);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or BadInputException)
        {
            return false;
        }
    }

    /// <summary>
    /// How a path is written, and where its links lead. Devices, pipes and sockets have no length: like an empty file, they
    /// have nothing in them that could be lost, and are written into. What is below /dev and /proc is never replaced.
    /// </summary>
    private static (Way Way, string Target) Find(string path)
    {
        var full = Path.GetFullPath(path);
        if (StandardOutput.Contains(full) || StandardError.Contains(full))
        {
            return (StandardOutput.Contains(full) ? Way.Output : Way.Error, full);
        }

        if (Directory.Exists(path))
        {
            throw new BadInputException($"cannot write '{path}': it is a folder; give the name of a file");
        }

        var file = new FileInfo(full);
        var target = file.LinkTarget is null ? full : file.ResolveLinkTarget(returnFinalTarget: true)!.FullName;
        if (IsOfTheSystem(full) || IsOfTheSystem(target))
        {
            return (Way.Into, full);
        }

        return File.Exists(target) && new FileInfo(target).Length == 0 ? (Way.Into, target) : (Way.Replace, target);
    }

    private static bool IsOfTheSystem(string path) =>
        (path.StartsWith("/dev/", StringComparison.Ordinal) && !path.StartsWith("/dev/shm/", StringComparison.Ordinal))
            || path.StartsWith("/proc/", StringComparison.Ordinal);

    /// <summary>Fails if no file can have this name.</summary>
    private static void CheckName(string path)
    {
        try
        {
            File.GetAttributes(path);
        }
        catch (FileNotFoundException)
        {
            // It can.
        }
    }

    private static void Replace(string target, string text)
    {
        var temporary = Create(target, text);
        try
        {
            if (!OperatingSystem.IsWindows() && File.Exists(target))
            {
                File.SetUnixFileMode(temporary, File.GetUnixFileMode(target));
            }

            File.Move(temporary, target, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }

    private static void WriteInto(string target, string text)
    {
        using var file = File.Open(target, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
        try
        {
            file.Write(Utf8.GetBytes(text));
            file.Flush();
            if (file.CanSeek && file.Length > file.Position)
            {
                file.SetLength(file.Position);
            }
        }
        catch (Exception e)
        {
            try
            {
                // An empty file stays empty.
                file.SetLength(0);
            }
            catch (Exception unsized) when (unsized is IOException or UnauthorizedAccessException or NotSupportedException)
            {
                // A device or a pipe has no length.
            }

            throw new IOException(e.Message, e.HResult);
        }
    }

    /// <summary>A new file beside another, with a name that no file has; nothing is left of it if it cannot be written.</summary>
    private static string Create(string target, string text)
    {
        var temporary = Path.Combine(Path.GetDirectoryName(target)!, $".bgpv-{Guid.NewGuid():N}.part");
        var file = File.Open(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None);
        try
        {
            using (file)
            {
                file.Write(Utf8.GetBytes(text));
            }

            return temporary;
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }

    private static BadInputException TooLarge(string path, string program) =>
        new($"cannot read '{path}': it is larger than {MostBytes >> 20} MiB; give a file that '{program} check --trace' wrote");

    private static string Reason(Exception e) => e is ArgumentException ? "it is no file name" : Message.Reason(e);

    private static void Attempt(string path, Action write)
    {
        try
        {
            write();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new BadInputException($"cannot write '{path}': {Reason(e)}; {Advice(e)}");
        }
    }

    private static string Advice(Exception e) => e switch
    {
        _ when FullDisk.Contains(e.HResult) => "make room there, or give a file elsewhere",
        UnauthorizedAccessException => "give a file in a folder that can be written",
        DirectoryNotFoundException => "give a file in a folder that exists",
        ArgumentException or PathTooLongException => "give another name",
        _ => "give a file elsewhere",
    };
}
