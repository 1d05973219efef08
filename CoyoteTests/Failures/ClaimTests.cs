using BgpVerified.CoyoteTests.CommandLine;
using BgpVerified.CoyoteTests.Exploration;
using BgpVerified.Spec.Protocols;
using BgpVerified.Spec.Values;
using Xunit;

namespace BgpVerified.CoyoteTests.Failures;

/// <summary>What a protocol no longer claims when processes are named that may crash, and what it still does.</summary>
public class ClaimTests
{
    [Theory]

    // Nothing is decided without a leader in the end: the last one's crash leaves no claim, an earlier one's does.
    [InlineData("bgp", "crash", "leader", "LivenessProp TotalityProp")]
    [InlineData("bgp", "view-change", "leader1", "LivenessProp TotalityProp")]
    [InlineData("bgp", "view-change", "leader0", "")]
    [InlineData("gpaxos", "classic", "leader", "LivenessProp TotalityProp")]
    [InlineData("multipaxos", "one-leader", "p1", "AnsweredProp")]
    [InlineData("multipaxos", "two-leaders", "p1", "", 2, "a")]
    [InlineData("multipaxos", "two-leaders", "p2", "AnsweredProp", 2, "a")]
    [InlineData("crash-register", "two-proposers", "p1", "TerminationProp")]
    [InlineData("crash-register", "two-proposers", "p2", "")]
    [InlineData("fab", "common-case", "p1", "CL1Prop CL2Prop Lemma3Prop TwoStepProp")]
    [InlineData("fab", "common-case", "p2", "")]
    [InlineData("fab", "common-case", "p1", "", 2)]
    [InlineData("fab", "common-case", "p2", "CL1Prop CL2Prop Lemma3Prop", 2)]
    [InlineData("fab-optimal", "common-case", "p1", "TerminationProp TwoStepProp")]
    [InlineData("fab-optimal", "common-case", "p2", "")]
    [InlineData("fab-optimal", "common-case", "p1", "", 2)]
    [InlineData("fab-optimal", "common-case", "p2", "TerminationProp", 2)]
    [InlineData("fab-machine", "common-case", "p1", "AnsweredProp")]
    [InlineData("bracha", "correct-sender", "s1", "")]

    // More than f of a role, as are all if nobody is named and each is owed a decision.
    // With the leader and f acceptors correct, FaB's two steps need no other proposer and no learner.
    [InlineData("bgp", "crash", "a1,a2", "LivenessProp TotalityProp")]
    [InlineData("bgp", "crash", "a1", "")]
    [InlineData("gpaxos", "classic", "a1,a2", "LivenessProp TotalityProp")]
    [InlineData("multipaxos", "one-leader", "a1,a2", "AnsweredProp")]
    [InlineData("crash-register", "two-proposers", "a1,a2", "TerminationProp")]
    [InlineData("fab", "common-case", "a1,a2", "CL1Prop CL2Prop Lemma3Prop TwoStepProp")]
    [InlineData("fab", "common-case", "p2,p3", "CL1Prop CL2Prop Lemma3Prop")]
    [InlineData("fab", "common-case", "l1,l2", "CL1Prop CL2Prop Lemma3Prop")]
    [InlineData("fab", "common-case", "a1,p2,l1", "")]
    [InlineData("fab-optimal", "common-case", "p2,p3", "TerminationProp TwoStepProp")]
    [InlineData("fab-optimal", "common-case", "", "TerminationProp TwoStepProp")]
    [InlineData("fab-machine", "common-case", "a1,a2", "AnsweredProp")]
    [InlineData("fab-machine", "common-case", "l1,l2", "AnsweredProp")]

    // Where no replica is left nobody is answered.
    [InlineData("multipaxos", "one-leader", "r1", "AnsweredProp")]
    [InlineData("multipaxos", "two-leaders", "r1", "", 2, "a")]
    public void What_is_not_claimed_any_more(
        string protocol, string scenario, string faulty, string lost, int views = 1, string? commands = null) =>
        Assert.Equal(lost, Lost(protocol, scenario, faulty, faulty.Split(',').Length, views, commands));

    /// <summary>Of two that are named one may crash.</summary>
    [Theory]
    [InlineData("bgp", "crash", "a1,a2")]
    [InlineData("fab", "common-case", "a1,a2")]
    [InlineData("fab", "common-case", "p2,p3")]
    [InlineData("fab", "common-case", "l1,l2")]
    [InlineData("fab-optimal", "common-case", "p2,p3")]
    [InlineData("fab-machine", "common-case", "a1,a2")]
    public void As_many_as_may_crash_count(string protocol, string scenario, string faulty) =>
        Assert.Equal(string.Empty, Lost(protocol, scenario, faulty, crashes: 1, views: 1, commands: null));

    private static string Lost(string protocol, string scenario, string faulty, int crashes, int views, string? commands)
    {
        var known = Tool.Catalogue.Protocol(protocol);
        var usual = known.Configuration(scenario);
        var healthy = usual with
        {
            Byzantine = ValueSet<string>.Empty,
            Crashes = 0,
            Views = Math.Max(views, usual.Views),
            Commands = commands is null ? usual.Commands : new([commands]),
        };
        var failing = healthy with { Faulty = new(faulty.Split(',').Where(name => name.Length > 0)), Crashes = crashes };
        Assert.Contains(known.Build(healthy).Properties, property => property.Kind == PropertyKind.Eventually);
        return string.Join(' ', Claims(known.Build(healthy)).Except(Claims(known.Build(failing))).Order(StringComparer.Ordinal));
    }

    private static IEnumerable<string> Claims(ISystem system) =>
        system.Properties.Where(property => property.Reads.Count > 0).Select(property => property.Name);
}
