namespace BgpVerified.CrossCheck;

/// <summary>
/// Which models and rules are compared: those of the default run, all with <c>CROSSCHECK=all</c>, or those that it names.
/// </summary>
internal static class Selection
{
    private static readonly string? Asked = Environment.GetEnvironmentVariable("CROSSCHECK");

    public static bool Includes(string name, bool byDefault, bool amongAll = true) => Asked switch
    {
        null or "" => byDefault,
        "all" => byDefault || amongAll,
        _ => Asked.Split(',').Contains(name),
    };
}
