using BgpVerified.Impl.Bgp;
using BgpVerified.Spec.Protocols;
using BgpVerified.Spec.Values;
using Xunit;

namespace BgpVerified.PropertyTests.Messages;

/// <summary>Configurations written in one line.</summary>
internal static class Small
{
    /// <summary>The corrected protocol.</summary>
    public static Configuration Corrected(int acceptors, int faults, string commands, string ballots, int learners = 1) => new()
    {
        Acceptors = acceptors,
        Faults = faults,
        Commands = new(commands.Split(' ')),
        Ballots = new(ballots.Split(' ')),
        Learners = learners,
        Rules = new BgpProtocol().Corrected(),
    };

    /// <summary>The same with prefix quorums.</summary>
    public static Configuration Prefixes(int acceptors, int faults, string commands, string ballots, int learners = 1)
    {
        var corrected = Corrected(acceptors, faults, commands, ballots, learners);
        return corrected with
        {
            Rules = corrected.Rules.Union(["prefix-quorums", "prefix-base", "prefix-bound", "prefix-extends"]),
        };
    }

    /// <summary>The paper's protocol; there is no ballot after the proposals to wait for.</summary>
    public static Configuration Published(int acceptors, int faults, string commands, string ballots, int learners) =>
        Corrected(acceptors, faults, commands, ballots, learners) with { Rules = new BgpProtocol().Published(), LastBallotWaits = false };

    public static Configuration With(this Configuration configuration, params string[] byzantine) =>
        configuration with { Byzantine = new(byzantine) };

    public static Configuration Without(this Configuration configuration, params string[] rules)
    {
        Assert.All(rules, rule => Assert.True(configuration.Rules.Contains(rule), $"no rule '{rule}' to take out"));
        return configuration with { Rules = new ValueSet<string>(configuration.Rules.Where(rule => !rules.Contains(rule))) };
    }

    public static ISystem Build(this Configuration configuration) => new BgpProtocol().Build(configuration);

    /// <summary>Numbers of a linear congruential generator.</summary>
    public static IEnumerable<int> Picks(uint seed, int count)
    {
        var state = seed;
        for (var i = 0; i < count; i++)
        {
            state = unchecked((state * 1664525) + 1013904223);
            yield return (int)(state >> 8);
        }
    }
}
