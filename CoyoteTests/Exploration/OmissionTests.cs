using BgpVerified.Checker.Exploration;
using BgpVerified.Checker.SelfChecks;
using BgpVerified.Checker.Worlds;
using BgpVerified.Cli;
using BgpVerified.Spec.Protocols;
using Xunit;

namespace BgpVerified.CoyoteTests.Exploration;

/// <summary>
/// Omissions where whole quorums are delivered: which states count as ends, against omissions that are steps (<see cref="OmissionOracle"/>).
/// </summary>
public class OmissionTests(ITestOutputHelper output)
{
    private const ulong Seed = 5;
    private const int MostStates = 100;
    private const int MostWorlds = 2_000;
    private static readonly int Wanted = Explorations.RunsLongTests ? 150 : 15;

    /// <summary>
    /// A proposer and an acceptor that omit to send leave a learner without a command that another has; the rule mends it. Crashes
    /// do not: what is sent is sent to all. Learners only look on here, and must not wait for steps that need not come.
    /// </summary>
    [Fact]
    public void A_rule_that_only_omissions_need_is_seen_to_be_needed()
    {
        var configuration = Explorations.Configuration("crash").Without("universal-forward") with
        {
            Commands = new(["u*"]),
            Faulty = new(["a4", "p1"]),
            Crashes = 2,
            Omissions = Omission.Send,
        };
        var last = Explorations.Reduced with { ObserversLastAfter = 0 };

        Assert.Equal("Violated TotalityProp in 13", Explorations.Explore(configuration, Explorations.Reduced).Outcome());
        Assert.Equal("Violated TotalityProp in 13", Explorations.Explore(configuration, last).Outcome());
        Assert.Equal("Holds", Explorations.Explore(configuration with { Omissions = Omission.None }, last).Outcome());
    }

    [Fact]
    public void Random_configurations_have_the_verdicts_of_omissions_that_are_steps()
    {
        var compared = new List<(DrawnCheck Check, int Failing)>();
        var wrong = new List<string>();
        for (var number = 0; compared.Count < Wanted; number++)
        {
            if (DrawnCheck.Draw(Protocols.All, Seed, number) is not { Configuration: { Omissions: not Omission.None, Crashes: > 0 } } check)
            {
                continue;
            }

            var system = check.Protocol.Build(check.Configuration);
            if (system.Properties.All(property => property.Kind != PropertyKind.Eventually)
                || new Explorer(system, Explorations.Whole with { MaxStates = MostStates }).Run().StoppedBy is not null
                || OmissionOracle.Violated(system, MostWorlds) is not { } violated)
            {
                continue;
            }

            compared.Add((check, violated.Count));
            foreach (var property in system.Properties)
            {
                var isViolated = violated.Contains(property.Name);
                ExplorationResult Explore(ExplorationOptions options) =>
                    new Explorer(system, options with { Property = property.Name, WithoutGoals = true }).Run();
                if ((Explore(Explorations.Whole).Trace is not null) != isViolated
                    || (Explore(Explorations.Reduced with { ObserversLastAfter = 0 }).Trace is not null) != isViolated
                    || PlainExplorer.Explore(system, property.Name).Violated.Count > 0 != isViolated)
                {
                    wrong.Add($"{check.Command}: {property.Name} {(isViolated ? "fails" : "holds")} with omissions as steps");
                }
            }
        }

        output.WriteLine(string.Join('\n', compared.Select(c => $"{c.Failing} {c.Check.Command}")));
        Assert.Empty(wrong);
        Assert.Contains(compared, found => found.Failing > 0);
        Assert.Contains(compared, found => found.Failing == 0);
    }
}
