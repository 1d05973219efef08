using System.Reflection;

namespace BgpVerified.CommandLine;

/// <summary>How the program that is running is started again from the folder where it was started.</summary>
internal static class ProgramPath
{
    /// <summary>The words that start it: its path, or <c>dotnet</c> and the path of its assembly.</summary>
    public static string Running() => Of(
        Environment.ProcessPath ?? string.Empty,
        Assembly.GetEntryAssembly()?.Location ?? string.Empty,
        Environment.CurrentDirectory,
        (Environment.GetEnvironmentVariable("PATH") ?? string.Empty).Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries));

    /// <summary>The same of any program.</summary>
    /// <param name="process">The path of the process's file.</param>
    /// <param name="assembly">The path of the assembly that it began with; empty if it is part of that file.</param>
    /// <param name="folder">The current folder.</param>
    /// <param name="searched">The folders in which a shell looks for commands.</param>
    public static string Of(string process, string assembly, string folder, IReadOnlyList<string> searched)
    {
        var name = Path.GetFileNameWithoutExtension(process);
        if (assembly.Length > 0 && (process.Length == 0 || name == "dotnet"))
        {
            return $"dotnet {Quoted(Near(assembly, folder))}";
        }

        if (searched.Contains(Path.GetDirectoryName(process)))
        {
            return name;
        }

        var near = Near(process, folder);
        return Quoted(Path.GetDirectoryName(near) is "" ? Path.Combine(".", near) : near);
    }

    /// <summary>A path from the current folder where it is below that, and whole where it is not.</summary>
    private static string Near(string path, string folder)
    {
        var relative = Path.GetRelativePath(folder, path);
        return relative.StartsWith("..", StringComparison.Ordinal) ? path : relative;
    }

    private static string Quoted(string path) => path.Contains(' ', StringComparison.Ordinal) ? $"\"{path}\"" : path;
}
