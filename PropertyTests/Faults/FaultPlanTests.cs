using BgpVerified.Faults.Plans;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace BgpVerified.PropertyTests.Faults;

/// <summary>The faults that a seed draws.</summary>
public sealed class FaultPlanTests
{
    private static readonly PlanOptions Usual = new(7, 4, 1, 1_000, TimeSpan.FromMinutes(30));

    private static readonly Arbitrary<PlanOptions> Options = Arb.From(
        from seed in Gen.Choose(0, int.MaxValue)
        from faulty in Gen.Choose(1, 3)
        from more in Gen.Choose(0, 2)
        from faults in Gen.Choose(0, 300)
        from seconds in Gen.Choose(1, 600)
        select new PlanOptions((ulong)seed, (3 * faulty) + 1 + more, faulty, faults, TimeSpan.FromSeconds(seconds)));

    [Fact]
    public void A_seed_draws_one_plan() => Assert.Equal(FaultPlan.Draw(Usual), FaultPlan.Draw(Usual with { Seed = 7 }));

    [Fact]
    public void Another_seed_draws_another() => Assert.NotEqual(FaultPlan.Draw(Usual), FaultPlan.Draw(Usual with { Seed = 8 }));

    [Fact]
    public void Kinds_are_drawn_equally_often()
    {
        var counts = FaultPlan.Draw(Usual with { Faults = 1_100 }).CountBy(fault => fault.Kind).ToDictionary();
        Assert.Equal(FaultKinds.All.Count, counts.Count);
        Assert.All(counts, count => Assert.Equal(50, count.Value));
    }

    [Fact]
    public void Never_are_more_nodes_faulty_than_may_be() => Properties.Check(Options, options =>
        FaultPlan.MostFaulty(FaultPlan.Draw(options)) <= options.Faulty);

    [Fact]
    public void Byzantine_nodes_are_Byzantine_for_good_and_no_more_than_may_be() => Properties.Check(Options, options =>
    {
        var ever = FaultPlan.Draw(options).Where(fault => fault.Kind.IsByzantine()).Select(fault => fault.Node).Distinct().ToList();
        return ever.Count <= options.Faulty && ever.All(FaultPlan.ByzantineNodes(options).Contains);
    });

    [Fact]
    public void Faults_are_of_the_cluster_and_within_the_time() => Properties.Check(Options, options =>
    {
        var plan = FaultPlan.Draw(options);
        return plan.Count == options.Faults
            && plan.All(fault => fault.At >= TimeSpan.Zero && fault.Length > TimeSpan.Zero && fault.End <= options.Time
                && fault.Node >= 0 && fault.Node < options.Nodes && fault.Peer >= 0 && fault.Peer < options.Nodes
                && fault.Kind.IsOfLink() == (fault.Node != fault.Peer) && fault.Amount is >= 0 and < 1)
            && plan.Select(fault => fault.Number).SequenceEqual(Enumerable.Range(1, plan.Count))
            && plan.Zip(plan.Skip(1)).All(pair => pair.First.At <= pair.Second.At);
    });

    [Fact]
    public void Every_node_that_may_be_killed_is_killed() => Assert.Equal(
        Enumerable.Range(0, 4),
        FaultPlan.Draw(Usual).Where(fault => fault.Kind == FaultKind.Kill).Select(fault => fault.Node).Distinct().Order());

    [Fact]
    public void More_faulty_nodes_than_there_are_lanes_for_are_counted()
    {
        var second = TimeSpan.FromSeconds(1);
        PlannedFault Killed(int node, int at) => new(0, FaultKind.Kill, second * at, second * 2, node, node, 0);
        Assert.Equal(2, FaultPlan.MostFaulty([Killed(0, 0), Killed(1, 1)]));
        Assert.Equal(1, FaultPlan.MostFaulty([Killed(0, 0), Killed(1, 2)]));
        Assert.Equal(1, FaultPlan.MostFaulty([Killed(0, 0), Killed(1, 1) with { Kind = FaultKind.Skew }]));
    }

    [Fact]
    public void Kinds_have_names_that_are_read_again()
    {
        Assert.Equal("full-disk", FaultKind.FullDisk.Name());
        Assert.All(FaultKinds.All, kind => Assert.Equal(kind, FaultKinds.Parse(kind.Name())));
        Assert.Null(FaultKinds.Parse("earthquake"));
    }
}
