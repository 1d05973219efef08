namespace BgpVerified.Mirror;

/// <summary>The modules and the list of models, as they were when the program was built.</summary>
internal static class Source
{
    /// <summary>The text of a file of <c>tla/</c>.</summary>
    /// <param name="name">The file's name.</param>
    /// <returns>Its text, with line feeds.</returns>
    public static string Text(string name)
    {
        using var stream = typeof(Source).Assembly.GetManifestResourceStream(name)
            ?? throw new ArgumentException($"'{name}' is not a file of tla/", nameof(name));
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
