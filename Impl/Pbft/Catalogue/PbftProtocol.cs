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
    public override IReadOnlyList<string> DefaultScenarios => ["one-request", "one-number", "two-numbers", "twice", "new-primary"];

    /// <inheritdoc/>
    public override IReadOnlyList<Scenario> Scenarios
    {
        get
        {
            var two = Start with { Views = 2, MaxLength = 1 };
            return
            [
                new("one-request", "a Byzantine primary; a request, one number, two views",
                    two with { Byzantine = Names("r1") }, null),
                new("one-number", "a Byzantine primary; two requests, one number, two views",
                    two with { Byzantine = Names("r1"), Commands = List("a", "b") }, null),
                new("two-numbers", "a Byzantine primary, one view; two requests, two numbers",
                    Start with { Byzantine = Names("r1"), Commands = List("a", "b"), MaxLength = 2 }, null),
                new("twice", "a Byzantine primary; a request, two numbers, two views",
                    two with { Byzantine = Names("r1"), MaxLength = 2 }, null),
                new("new-primary", "a Byzantine primary of the second view; two requests, one number",
                    two with { Byzantine = Names("r2"), Commands = List("a", "b") }, null),
                new("three-views", "a Byzantine primary of the first view; two requests, one number, three views",
                    two with { Byzantine = Names("r1"), Commands = List("a", "b"), Views = 3 }, null),
                new("lower-bound", "N = 3f: one replica too few",
                    two with { Acceptors = 3, Byzantine = Names("r1"), Commands = List("a", "b") }, "ExecutedInv"),
            ];
        }
    }

    /// <inheritdoc/>
    protected override string FirstScenario => "one-request";

    private static ValueSet<string> Names(params string[] names) => new(names);

    private static ValueList<string> List(params string[] items) => new(items);
}
