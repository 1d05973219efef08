using BgpVerified.Kit;
using BgpVerified.Runtime.Simulation;
using BgpVerified.Spec.Protocols;

namespace BgpVerified.Cli.Simulated;

/// <summary>The rules of a simulated protocol.</summary>
internal static class Rules
{
    /// <summary>Those of the corrected protocol, with those put in and without those taken out.</summary>
    public static IEnumerable<TRule> Of<TRule>(IProtocol protocol, SimulationOptions options, params IEnumerable<TRule> leftOut)
        where TRule : struct, Enum => protocol.Corrected().Union(options.With).Where(rule => !options.Without.Contains(rule))
            .Select(RuleNames.Parse<TRule>).Except(leftOut);

    /// <summary>Refuses what is simulated for <c>bgp</c> only.</summary>
    /// <exception cref="InvalidConfigurationException">It is asked for.</exception>
    public static void RefuseWhatOnlyBgpHas(string protocol, SimulationOptions options)
    {
        RefuseApplications(protocol, options);
        Refuse(protocol, options.With.Count > 0, "--with", "its rules are all in");
        Refuse(protocol, options.Leader == LeaderFault.Equivocating, "--leader equivocating", "silent and slow leaders can be");
        Refuse(protocol, options.Checkpoint > 0, "--checkpoint", "leave it out");
        Refuse(protocol, options.Universal > 0, "--universal", "it has no universally commutative commands");
    }

    /// <summary>Refuses what is simulated for <c>bgp-machine</c> only.</summary>
    /// <exception cref="InvalidConfigurationException">It is asked for.</exception>
    public static void RefuseApplications(string protocol, SimulationOptions options)
    {
        Refuse(protocol, options.Application is not null, "--application", "bgp-machine replicates applications");
        Refuse(protocol, options.Again is not null, "--again", "clients of bgp-machine wait for replies");
        Refuse(protocol, options.Dropping > 0, "--dropping", "bgp-machine has replicas");
        Refuse(protocol, options.Away > TimeSpan.Zero, "--away", "bgp-machine has replicas");
    }

    /// <summary>Refuses an option that a protocol does not have.</summary>
    /// <exception cref="InvalidConfigurationException">It is asked for.</exception>
    public static void Refuse(string protocol, bool isAsked, string option, string instead)
    {
        if (isAsked)
        {
            throw new InvalidConfigurationException($"{option} cannot be simulated with {protocol}; {instead}");
        }
    }
}
