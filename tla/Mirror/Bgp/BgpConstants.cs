using BgpVerified.Impl.Bgp;
using BgpVerified.Spec.Commands;
using BgpVerified.Spec.Protocols;

namespace BgpVerified.Mirror.Bgp;

/// <summary>Says what a configuration is in <c>Bgp.tla</c>: the value of each of its constants.</summary>
public static class BgpConstants
{
    /// <summary>The constants of the modules, with their values.</summary>
    /// <param name="configuration">The configuration.</param>
    /// <returns>Names and expressions, in the order of the modules.</returns>
    /// <exception cref="InvalidConfigurationException">The configuration is impossible.</exception>
    public static IReadOnlyList<(string Name, string Value)> Of(Configuration configuration)
    {
        var config = new BgpConfig(configuration);
        if (config.HasCheckpoints && config.Commands.Any(config.IsUniversal))
        {
            throw new InvalidConfigurationException("Bgp.tla has no universally commutative commands beside checkpoints; leave out one");
        }

        var acceptors = Enumerable.Range(0, configuration.Acceptors).ToList();
        var proposers = config.Proposers.Where(name => !config.ByzantineProposers.Contains(name)).ToList();
        List<Command> commands = [.. config.Commands.Union(config.SignedByByzantine).Append(config.Forged).Append(config.ForgedUniversal)
            .Order()];
        var conflicting = from x in commands
                          from y in commands
                          where x.CompareTo(y) < 0 && config.Conflicts.Conflicts(x, y)
                          select TlaText.Sequence([BgpMirror.Of(x), BgpMirror.Of(y)]);
        return
        [
            ("CommandOrder", TlaText.Sequence(commands.Select(BgpMirror.Of))),
            ("Conflicting", TlaText.Set(conflicting)),
            ("Universals", TlaText.Set(commands.Where(config.IsUniversal).Select(BgpMirror.Of))),
            ("Rules", TlaText.Set(configuration.Rules.Select(TlaText.Of))),
            ("Proposers", TlaText.Set(proposers.Select(TlaText.Of))),
            ("CommandsOf",
                TlaText.Record(proposers.Select(name =>
                (name, TlaText.Set(config.Commands.Where(c => c.Author == name).Select(BgpMirror.Of)))))),
            ("SignedByByzantine", TlaText.Set(config.SignedByByzantine.Select(BgpMirror.Of))),
            ("Forged", BgpMirror.Of(config.Forged)),
            ("ForgedUniversal", BgpMirror.Of(config.ForgedUniversal)),
            ("Acceptors", TlaText.Set(acceptors.Select(Acceptor))),
            ("ByzantineAcceptors", TlaText.Set(acceptors.Where(config.ByzantineAcceptors.Contains).Select(Acceptor))),
            ("Faults", TlaText.Of(configuration.Faults)),
            ("Crashes", TlaText.Of(configuration.Crashes)),
            ("Views", TlaText.Of(configuration.Views)),
            ("ByzantineLeaders", TlaText.Set(config.ByzantineLeaders.Members.Select(TlaText.Of))),
            ("BallotsAhead", TlaText.Set(config.BallotsAhead.Select(BgpMirror.Of))),
            ("BallotKinds", TlaText.Sequence(configuration.Ballots.Select(TlaText.Of))),
            ("LastBallotWaits", TlaText.Of(configuration.LastBallotWaits)),
            ("Learners", TlaText.Set(Enumerable.Range(1, configuration.Learners)
                .Select(l => TlaText.Of(FormattableString.Invariant($"l{l}"))))),
            ("CommandCount", TlaText.Of(config.Commands.Count)),
            ("MaxLength", TlaText.Of(config.MaxLength)),
            ("Checkpoints", TlaText.Set(commands.Where(config.IsCheckpoint).Select(BgpMirror.Of))),
            ("Repeats", TlaText.Of(configuration.Repeats)),
            ("Orders", TlaText.Of(configuration.Orders)),
        ];
    }

    private static string Acceptor(int number) => TlaText.Of(FormattableString.Invariant($"a{number + 1}"));
}
