namespace BgpVerified.CrossCheck;

/// <summary>Which models and rules are compared: those of the default run, all with <c>CROSSCHECK=all</c>, or those that it names.</summary>
internal static class Selection
{
    private static readonly string? Asked = Environment.GetEnvironmentVariable("CROSSCHECK");

    public static bool Includes(string name, bool byDefault) => Asked switch
    {
        null or "" => byDefault,
        "all" => true,
        _ => Asked.Split(',').Contains(name),
    };
}
