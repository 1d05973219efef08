namespace BgpVerified.Cli;

/// <summary>Files that traces are written to and read from. Nothing is ever half-written: a file appears whole or not at all.</summary>
internal static class TraceFile
{
    /// <summary>Fails before the work is done if the file could not be written after it.</summary>
    public static void CheckWritable(string path)
    {
        if (Directory.Exists(path))
        {
            throw new BadInputException($"cannot write '{path}': it is a folder; give the name of a file");
        }

        var temporary = Temporary(path);
        Attempt(path, () => File.WriteAllText(temporary, string.Empty));
        File.Delete(temporary);
    }

    public static void Write(string path, string text)
    {
        var temporary = Temporary(path);
        Attempt(path, () =>
        {
            File.WriteAllText(temporary, text);
            try
            {
                File.Move(temporary, path, overwrite: true);
            }
            catch
            {
                File.Delete(temporary);
                throw;
            }
        });
    }

    public static string Read(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new BadInputException($"cannot read '{path}': {Reason(e)}; give a file that 'bgpv check --trace' wrote");
        }
    }

    // Of an empty path it is empty too, so that it is refused as the path is.
    private static string Temporary(string path) => path.Length > 0 ? path + ".part" : path;

    private static string Reason(Exception e) => e is ArgumentException ? "it is no file name" : e.Message.TrimEnd('.');

    private static void Attempt(string path, Action write)
    {
        try
        {
            write();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new BadInputException($"cannot write '{path}': {Reason(e)}; give a file in a folder that can be written");
        }
    }
}
