namespace BgpVerified.CrossCheck;

/// <summary>Where the project's files are.</summary>
internal static class Repository
{
    /// <summary>The folder with the solution.</summary>
    public static string Root { get; } = Find();

    /// <summary>The folder with the modules.</summary>
    public static string Tla { get; } = Path.Combine(Root, "tla");

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "BgpVerified.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException($"BgpVerified.sln is in no folder above {AppContext.BaseDirectory}");
    }
}
