namespace BgpVerified.CoyoteTests.Documents;

/// <summary>Where the project's files are.</summary>
internal static class Repository
{
    /// <summary>The folder of the repository.</summary>
    public static string Root
    {
        get
        {
            var folder = new DirectoryInfo(AppContext.BaseDirectory);
            while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "BgpVerified.sln")))
            {
                folder = folder.Parent;
            }

            return folder?.FullName ?? throw new InvalidOperationException("BgpVerified.sln is not above the tests");
        }
    }
}
