using System.Globalization;
using System.Text;
using BgpVerified.Checker.Worlds;
using BgpVerified.CommandLine;
using BgpVerified.Spec.Protocols;
using BgpVerified.Spec.Values;

namespace BgpVerified.CoyoteTests.Scenarios;

/// <summary>
/// What changes when one thing of a scenario's configuration does: quorums, actions, properties, goals, what is possible at
/// the start, or what is said to refuse it. One line a change; what stays as it was is left out.
/// </summary>
internal static class Neighbours
{
    public static string Write(IProtocol protocol)
    {
        var text = new StringBuilder();
        foreach (var scenario in protocol.Scenarios.Where(scenario => protocol.DefaultScenarios.Contains(scenario.Name)))
        {
            var facts = Facts(protocol, scenario.Configuration);
            text.Append(CultureInfo.InvariantCulture, $"{scenario.Name}\n");
            foreach (var (change, configuration) in Changes(protocol, scenario.Configuration))
            {
                text.Append(CultureInfo.InvariantCulture, $"  {change}: {Difference(facts, () => Facts(protocol, configuration))}\n");
            }
        }

        return text.ToString();
    }

    private static string Difference(List<string> before, Func<List<string>> changed)
    {
        try
        {
            var after = changed();
            return string.Join("; ", before.Except(after).Select(fact => $"- {fact}")
                .Concat(after.Except(before).Select(fact => $"+ {fact}")));
        }
        catch (InvalidConfigurationException e)
        {
            return $"refused: {e.Message}";
        }
    }

    private static List<string> Facts(IProtocol protocol, Configuration configuration)
    {
        var system = protocol.Build(configuration);
        var offers = World.Initial(system).Offers().ToList();
        var seen = Part.SeeAll(system.Parts, []);
        return
        [
            .. system.Processes.Select(process => $"{process.Name} {process.Role} {process.Fault}"),
            .. system.Quorums.Select(kind => $"{kind.Size} {kind.Name}"),
            .. system.Actions.Select(action => action.ToString()),
            .. system.Properties.Select(property =>
                $"{property.Name}({string.Join(',', property.Reads.Select(i => system.Processes[i].Name))})"),
            .. system.Goals.Select(goal => goal.Name),
            .. (system.Symmetry?.Groups ?? []).Where(group => group.Count > 1)
                .Select(group => string.Join('=', group.Select(i => system.Processes[i].Name))),
            $"{system.Parts.Count} views",
            $"{system.Readings.Count} readings",
            $"{offers.Count(one => one.Offer.Fair)} of {offers.Count} offers",
            $"{system.Adversary.Sum(forgery => forgery.Messages(seen[forgery.Part]).Count())} forgeries",
            .. (CheckReport.Sizes(system.Configuration) + CheckReport.Bounds(system.Configuration))
                .Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries).Where(word => word.Contains('=', StringComparison.Ordinal)),
        ];
    }

    private static IEnumerable<(string Change, Configuration Configuration)> Changes(IProtocol protocol, Configuration c)
    {
        foreach (var rule in protocol.Rules)
        {
            yield return c.Rules.Contains(rule.Name)
                ? ($"without {rule.Name}", c with { Rules = new(c.Rules.Except([rule.Name])) })
                : ($"with {rule.Name}", c with { Rules = c.Rules.Add(rule.Name) });
        }

        foreach (var process in protocol.Build(c).Processes)
        {
            yield return c.Byzantine.Contains(process.Name)
                ? ($"{process.Name} correct", c with { Byzantine = new(c.Byzantine.Except([process.Name])) })
                : ($"{process.Name} Byzantine", c with { Byzantine = c.Byzantine.Add(process.Name) });
        }

        foreach (var by in (int[])[-1, 1])
        {
            yield return ($"N {c.Acceptors + by}", c with { Acceptors = c.Acceptors + by });
            yield return ($"f {c.Faults + by}", c with { Faults = c.Faults + by });
            yield return ($"t {(c.FastFaults ?? 0) + by}", c with { FastFaults = (c.FastFaults ?? 0) + by });
            yield return ($"crashes {c.Crashes + by}", c with { Crashes = c.Crashes + by });
            yield return ($"views {c.Views + by}", c with { Views = c.Views + by });
            yield return ($"learners {c.Learners + by}", c with { Learners = c.Learners + by });
            yield return ($"max-length {(c.MaxLength ?? c.Commands.Count) + by}",
                c with { MaxLength = (c.MaxLength ?? c.Commands.Count) + by });
        }

        yield return ("no Byzantine process", c with { Byzantine = ValueSet<string>.Empty });
        yield return ("all leaders Byzantine", c with { Byzantine = c.Byzantine.Add("leader") });
        yield return ("one learner", c with { Learners = 1 });
        yield return ("the last ballot " + (c.LastBallotWaits ? "does not wait" : "waits"),
            c with { LastBallotWaits = !c.LastBallotWaits });
        yield return ("the last command left out", c with { Commands = new(c.Commands.SkipLast(1)) });
        yield return ("the first command left out", c with { Commands = new(c.Commands.Skip(1)) });
        yield return ("a command more", c with { Commands = new(c.Commands.Append("z")) });
        yield return ("a command twice", c with { Commands = new(c.Commands.Concat(c.Commands.Take(1))) });
        yield return ("a universally commutative command more", c with { Commands = new(c.Commands.Append("z*")) });
        yield return ("a command by p8", c with { Commands = new(c.Commands.Append("z@p8")) });
        yield return ("a command by nobody", c with { Commands = new(c.Commands.Append("z@q")) });
        yield return ("no conflicts", c with { Conflicts = ValueList<string>.Empty });
        yield return ("a conflict of one", c with { Conflicts = new(["a-a"]) });
        yield return ("a conflict of what is not there", c with { Conflicts = new(["a-x"]) });
        yield return ("the last ballot left out", c with { Ballots = new(c.Ballots.SkipLast(1)) });
        yield return ("a fast ballot more", c with { Ballots = new(c.Ballots.Append("fast")) });
        yield return ("a classic ballot more", c with { Ballots = new(c.Ballots.Append("classic")) });
        yield return ("no ballots", c with { Ballots = ValueList<string>.Empty });
        yield return ("omissions", c with { Omissions = Omission.Send });
        yield return ("an unknown Byzantine process", c with { Byzantine = c.Byzantine.Add("a99") });
    }
}
