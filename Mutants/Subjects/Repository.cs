namespace BgpVerified.Mutants.Subjects;

/// <summary>The folder that holds the solution. Its files are read and never written, but for the document.</summary>
internal static class Repository
{
    public static string Root { get; } = Find();

    public static string Path(string relative) => System.IO.Path.Combine(Root, relative);

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(System.IO.Path.Combine(folder.FullName, "BgpVerified.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException($"BgpVerified.sln is in no folder above {AppContext.BaseDirectory}");
    }
}
