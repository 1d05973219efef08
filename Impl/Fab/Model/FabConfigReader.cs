using BgpVerified.Spec.Protocols;
using BgpVerified.Spec.Values;

namespace BgpVerified.Impl.Fab;

/// <summary>Reads the text of a configuration and refuses impossible ones, each in one line that says what would be right.</summary>
internal static class FabConfigReader
{
    public static void CheckSizes(Configuration source, bool parameterized)
    {
        ConfigurationText.CheckRange("acceptors", source.Acceptors, 1, 16);
        ConfigurationText.CheckRange("faults", source.Faults, 0, source.Acceptors - 1);
        ConfigurationText.CheckCrashes(source);
        ConfigurationText.CheckRange("views", source.Views, 1, 8);
        ConfigurationText.CheckRange("learners", source.Learners, 1, 8);
        if (source.FastFaults is { } fast)
        {
            if (!parameterized && fast != source.Faults)
            {
                throw Invalid($"impossible fast-faults: {fast}; fab has t = f = {source.Faults}, and pfab takes another t");
            }

            ConfigurationText.CheckRange("fast-faults", fast, 0, source.Faults);
        }

        if (source.Ballots.Count > 0)
        {
            throw Invalid($"impossible ballots: {string.Join(',', source.Ballots)}; a proposal number is a regency, and "
                + "--views says how many there are, so give --ballots none");
        }

        if (source.Conflicts is { Count: > 0 } conflicts)
        {
            throw Invalid($"impossible conflict '{conflicts[0]}'; one value is chosen of all, so give --conflicts none");
        }

        if (source.MaxLength is { } length)
        {
            throw Invalid($"impossible max-length: {length}; one value is chosen, leave --max-length out");
        }

        ConfigurationText.RefuseRepeats(source);
        ConfigurationText.RefuseOrders(source);
    }

    public static Members ReadByzantine(Configuration source, int proposers)
    {
        var found = new Members(ProcessSet.None, ProcessSet.None, ProcessSet.None);
        foreach (var name in source.Byzantine)
        {
            if (name == "leader")
            {
                found = found with { Proposers = ProcessSet.First(proposers) };
            }
            else if (ConfigurationText.Numbered(name, "p", proposers) is { } proposer and > 0)
            {
                found = found with { Proposers = found.Proposers.Add(proposer - 1) };
            }
            else if (ConfigurationText.Numbered(name, "a", source.Acceptors) is { } acceptor and > 0)
            {
                found = found with { Acceptors = found.Acceptors.Add(acceptor - 1) };
            }
            else if (ConfigurationText.Numbered(name, "l", source.Learners) is { } learner and > 0)
            {
                found = found with { Learners = found.Learners.Add(learner - 1) };
            }
            else
            {
                throw Invalid($"no process '{name}' can be Byzantine; here are p1 to p{proposers}, a1 to a{source.Acceptors}, "
                    + $"l1 to l{source.Learners}, and leader for all proposers");
            }
        }

        return found;
    }

    private static InvalidConfigurationException Invalid(string message) => new(message);

    /// <summary>The Byzantine processes of each role.</summary>
    internal sealed record Members(ProcessSet Proposers, ProcessSet Acceptors, ProcessSet Learners);
}
