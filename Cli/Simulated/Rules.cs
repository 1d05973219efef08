using BgpVerified.Kit;
using BgpVerified.Runtime.Simulation;
using BgpVerified.Spec.Protocols;

namespace BgpVerified.Cli.Simulated;

/// <summary>The rules of a simulated protocol.</summary>
internal static class Rules
{
    /// <summary>Those of the corrected protocol, without those taken out.</summary>
    public static IEnumerable<TRule> Of<TRule>(IProtocol protocol, SimulationOptions options, params IEnumerable<TRule> leftOut)
        where TRule : struct, Enum => protocol.Corrected().Where(rule => !options.Without.Contains(rule))
            .Select(RuleNames.Parse<TRule>).Except(leftOut);
}
