using BgpVerified.Spec.Protocols;

namespace BgpVerified.Impl.Registers;

/// <summary>The names of a register's rules on the command line: <c>ReadQuorum</c> is <c>read-quorum</c>.</summary>
internal static class RuleNames
{
    public static string Of<TRule>(TRule rule)
        where TRule : struct, Enum =>
        string.Concat(rule.ToString().Select((c, i) => i > 0 && char.IsUpper(c) ? $"-{char.ToLowerInvariant(c)}" : $"{char.ToLowerInvariant(c)}"));

    public static TRule Parse<TRule>(string name)
        where TRule : struct, Enum =>
        Enum.GetValues<TRule>().Cast<TRule?>().FirstOrDefault(rule => Of(rule!.Value) == name)
        ?? throw new InvalidConfigurationException($"unknown rule '{name}'; the rules are {string.Join(", ", Enum.GetValues<TRule>().Select(Of))}");
}
