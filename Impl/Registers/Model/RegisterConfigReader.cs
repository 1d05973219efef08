using BgpVerified.Spec.Protocols;
using BgpVerified.Spec.Values;

namespace BgpVerified.Impl.Registers;

/// <summary>Reads a register's configuration and refuses impossible ones, each in one line that says what would be right.</summary>
internal static class RegisterConfigReader
{
    // No user's value has such a name: names are letters and digits.
    public const string ForgedValue = "forged!";

    private const int Most = 8;

    public static void Check(Configuration source, string ballotKind)
    {
        ConfigurationText.CheckRange("acceptors", source.Acceptors, 1, 16);
        ConfigurationText.CheckRange("faults", source.Faults, 0, source.Acceptors - 1);
        ConfigurationText.CheckCrashes(source);
        ConfigurationText.CheckRange("learners", source.Learners, 1, Most);
        ConfigurationText.CheckRange("number of ballots (timestamps)", source.Ballots.Count, 1, Most);
        if (source.Ballots.FirstOrDefault(kind => kind != ballotKind) is { } unknown)
        {
            throw Invalid($"unknown kind of timestamp '{unknown}'; each timestamp of this register is '{ballotKind}'");
        }

        if (source.FastFaults is not null)
        {
            throw Invalid("fast-faults means nothing here: a register has one f; leave --fast-faults out");
        }

        if (source.Conflicts is not null)
        {
            throw Invalid("a register has no conflicts: it holds one value; leave --conflicts out");
        }

        if (source.Views != 1)
        {
            throw Invalid(
                $"impossible views: {source.Views}; a register has timestamps in their place, such as --ballots {ballotKind},{ballotKind}");
        }

        if (source.MaxLength is { } length)
        {
            throw Invalid($"impossible max-length: {length}; a register holds one value, leave --max-length out");
        }

        ConfigurationText.RefuseRepeats(source);
        ConfigurationText.RefuseOrders(source);
    }

    public static (ProcessSet Acceptors, ProcessSet Proposers) ReadByzantine(Configuration source, int count, bool mayBeByzantine)
    {
        var acceptors = ProcessSet.None;
        var proposers = ProcessSet.None;
        foreach (var name in source.Byzantine)
        {
            if (!mayBeByzantine && ConfigurationText.Numbered(name, "a", source.Acceptors) is null or 0)
            {
                throw Invalid($"no process '{name}' can be Byzantine; this register is for crashes, such as --crashes 1, and an acceptor "
                    + $"such as a{source.Acceptors} can be, to see what becomes of it");
            }

            if (name == "leader")
            {
                proposers = ProcessSet.First(count);
            }
            else if (ConfigurationText.Numbered(name, "p", count) is { } proposer and > 0)
            {
                proposers = proposers.Add(proposer - 1);
            }
            else if (ConfigurationText.Numbered(name, "a", source.Acceptors) is { } acceptor and > 0)
            {
                acceptors = acceptors.Add(acceptor - 1);
            }
            else
            {
                throw Invalid(
                    $"no process '{name}' can be Byzantine; here are a1 to a{source.Acceptors}, p1 to p{count}, leader (all proposers)");
            }
        }

        return (acceptors, proposers);
    }

    private static InvalidConfigurationException Invalid(string message) => new(message);
}
