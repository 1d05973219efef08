namespace BgpVerified.Cli;

/// <summary>Files that traces are written to and read from. Nothing is ever half-written: a file appears whole or not at all.</summary>
internal static class TraceFile
{
    /// <summary>Fails before the work is done if the file could not be written after it.</summary>
    public static void CheckWritable(string path)
    {
        if (path.Length == 0)
        {
            throw new BadInputException("cannot write '': it is no file name; give the name of a file");
        }

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
            throw new BadInputException($"cannot read '{path}': {e.Message.TrimEnd('.')}; give a file that 'bgpv check --trace' wrote");
        }
    }

    private static string Temporary(string path) => path + ".part";

    private static void Attempt(string path, Action write)
    {
        try
        {
            write();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new BadInputException($"cannot write '{path}': {e.Message.TrimEnd('.')}; give a file in a folder that can be written");
        }
    }
}
