using BgpVerified.Kit;
using BgpVerified.Spec.Protocols;
using BgpVerified.Spec.Values;

namespace BgpVerified.Impl.Pbft;

/// <summary>Practical Byzantine Fault Tolerance (Castro and Liskov), as the checker and the command line see it.</summary>
public sealed class PbftProtocol() : Protocol<PbftRule>(
    "pbft",
    "Practical Byzantine fault tolerance (Castro, Liskov 1999): a replicated machine, view changes, checkpoints, read-only requests",
    source => new PbftModel(source))
{
    /// <inheritdoc/>
    public override IReadOnlyList<string> DefaultScenarios => ["one-request", "one-number", "two-numbers", "new-primary",
        "checkpoints", "checkpoints-primary", "read-only", "write-shown"];

    /// <inheritdoc/>
    public override IReadOnlyList<Scenario> Scenarios
    {
        get
        {
            var two = Start with { Views = 2, MaxLength = 1 };
            var window = With(two, PbftRule.Checkpoints) with { Ballots = List("fast"), MaxLength = 2 };
            var reads = With(two, PbftRule.WriteQuorum, PbftRule.ShowCommits);
            return
            [
                new("one-request", "a Byzantine primary; a request, one number, two views",
                    two with { Byzantine = Names("r1") }, null),
                new("one-number", "a Byzantine primary; two requests, one number, two views",
                    two with { Byzantine = Names("r1"), Commands = List("a", "b") }, null),
                new("two-numbers", "a Byzantine primary, one view; two requests, two numbers",
                    Start with { Byzantine = Names("r1"), Commands = List("a", "b"), MaxLength = 2 }, null),
                new("gap", "a Byzantine primary; a request, two numbers, two views (large)",
                    two with { Byzantine = Names("r1"), MaxLength = 2 }, null),
                new("new-primary", "a Byzantine primary of the second view; two requests, one number",
                    two with { Byzantine = Names("r2"), Commands = List("a", "b") }, null),
                new("three-views", "a Byzantine first primary, a Byzantine client with two requests; one number, three views (large)",
                    two with { Byzantine = Names("c1", "r1"), Commands = List("a@c1", "b@c1"), Views = 3 }, null),
                new("lower-bound", "N = 3f: one replica too few",
                    two with { Acceptors = 3, Byzantine = Names("r1") }, "AnsweredProp"),
                new("two-byzantine", "two Byzantine replicas where one is tolerated",
                    two with { Byzantine = Names("r1", "r4"), Commands = List("a", "b") }, "ReplyInv"),
                new("checkpoints", "a correct primary, a Byzantine backup, one view; two requests, two numbers, a window of one",
                    window with { Byzantine = Names("r4"), Commands = List("a", "b"), Views = 1 }, null),
                new("checkpoints-change", "the same with two views (large)",
                    window with { Byzantine = Names("r4"), Commands = List("a", "b") }, null),
                new("checkpoints-primary", "a Byzantine primary, one view; two requests, two numbers, a window of one",
                    window with { Byzantine = Names("r1"), Commands = List("a", "b"), Views = 1 }, null),
                new("checkpoints-views", "a Byzantine primary, two views; a request, two numbers, a window of one",
                    window with { Byzantine = Names("r1"), Views = 2 }, null),
                new("read-only", "a Byzantine backup, one view; a write and a read, one number: with 2f + 1 replies to writes, too",
                    reads with { Byzantine = Names("r4"), Commands = List("a", "read"), Views = 1 }, null),
                new("read-two-numbers", "the same with two numbers, so that both are answered in the end",
                    reads with { Byzantine = Names("r4"), Commands = List("a", "read"), MaxLength = 2, Views = 1 }, null),
                new("read-published", "the paper's numbers: f + 1 replies to a write, 2f + 1 to a read; a Byzantine backup",
                    two with { Byzantine = Names("r4"), Commands = List("a", "read"), Views = 1 }, "LinearizableInv"),
                new("write-blocked", "2f + 1 replies to writes; a Byzantine primary leaves a replica out, and the write is never answered",
                    Without(reads, PbftRule.ShowCommits) with { Byzantine = Names("r1") }, "AnsweredProp"),
                new("write-left", "the same with a correct primary: a replica has left the view too soon, a Byzantine one is silent",
                    Without(reads, PbftRule.ShowCommits) with { Byzantine = Names("r4") }, "AnsweredProp"),
                new("write-shown", "a Byzantine primary; replicas that have executed show the commits",
                    reads with { Byzantine = Names("r1") }, null),
                new("read-blocked", "the same with a read, and numbers enough for both, also after a change of views",
                    Without(reads, PbftRule.ShowCommits) with { Byzantine = Names("r4"), Commands = List("a", "read"), MaxLength = 3 },
                    "AnsweredProp"),
            ];
        }
    }

    /// <inheritdoc/>
    protected override string FirstScenario => "one-request";

    private static Configuration With(Configuration configuration, params PbftRule[] rules) =>
        configuration with { Rules = new(configuration.Rules.Union(rules.Select(RuleNames.Of))) };

    private static Configuration Without(Configuration configuration, params PbftRule[] rules) =>
        configuration with { Rules = new(configuration.Rules.Except(rules.Select(RuleNames.Of))) };

    private static ValueSet<string> Names(params string[] names) => new(names);

    private static ValueList<string> List(params string[] items) => new(items);
}
