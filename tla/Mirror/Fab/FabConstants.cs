using BgpVerified.Impl.Fab;
using BgpVerified.Spec.Protocols;
using BgpVerified.Spec.Values;

namespace BgpVerified.Mirror.Fab;

/// <summary>Says what a configuration is in <c>Fab.tla</c>: the value of each of its constants.</summary>
public static class FabConstants
{
    /// <summary>The constants of the modules, with their values.</summary>
    /// <param name="configuration">The configuration.</param>
    /// <param name="parameterized">Whether it is of Parameterized FaB Paxos.</param>
    /// <returns>Names and expressions, in the order of the modules.</returns>
    /// <exception cref="InvalidConfigurationException">The configuration is impossible.</exception>
    public static IReadOnlyList<(string Name, string Value)> Of(Configuration configuration, bool parameterized)
    {
        var config = new FabConfig(configuration, parameterized);
        return
        [
            ("Rules", TlaText.Set(configuration.Rules.Select(TlaText.Of))),
            ("Parameterized", TlaText.Of(parameterized)),
            ("ValueOrder", TlaText.Sequence(config.Values.Order(StringComparer.Ordinal).Select(TlaText.Of))),
            ("Acceptors", TlaText.Set(All(config.Acceptors).Select(FabMirror.Acceptor))),
            ("ByzantineAcceptors", TlaText.Set(config.ByzantineAcceptors.Members.Select(FabMirror.Acceptor))),
            ("Faults", TlaText.Of(config.Faults)),
            ("FastFaults", TlaText.Of(config.FastFaults)),
            ("ProposerOrder", TlaText.Sequence(All(config.Proposers).Select(FabMirror.Proposer))),
            ("ByzantineProposers", TlaText.Set(config.ByzantineProposers.Members.Select(FabMirror.Proposer))),
            ("ValueOf", TlaText.Record(config.Proposals.Select((value, p) => (FabMirror.Proposer(p).Trim('"'), TlaText.Of(value))))),
            ("Crashes", TlaText.Of(configuration.Crashes)),
            ("Regencies", TlaText.Of(config.Regencies)),
            ("Learners", TlaText.Set(All(config.Learners).Select(FabMirror.Learner))),
            ("ByzantineLearners", TlaText.Set(config.ByzantineLearners.Members.Select(FabMirror.Learner))),
        ];
    }

    private static IEnumerable<int> All(int count) => ProcessSet.First(count).Members;
}
