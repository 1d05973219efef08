using Xunit;

namespace BgpVerified.PropertyTests.Fab.LowerBound;

/// <summary>Section VI of the FaB paper as a construction: which protocols it refutes and where, and which it leaves alone.</summary>
public sealed class LowerBoundTests(ITestOutputHelper output)
{
    private static readonly string[] Owns = ["0", "1"];

    /// <summary>As they are they need more than a - t acceptors to learn; told to learn in two steps nevertheless they disagree.</summary>
    [Theory]
    [InlineData(false, 1, 1)]
    [InlineData(false, 2, 2)]
    [InlineData(true, 1, 1)]
    [InlineData(true, 2, 1)]
    [InlineData(true, 2, 2)]
    [InlineData(true, 3, 2)]
    public void With_3f_and_2t_acceptors_fab_is_not_two_step_or_disagrees(bool parameterized, int f, int t)
    {
        var n = (3 * f) + (2 * t);
        var asItIs = new FabTwoSteps(parameterized, n, f, t, LearnsInTwoSteps: false);
        var inTwoSteps = new FabTwoSteps(parameterized, n, f, t, LearnsInTwoSteps: true);
        var sets = Assert.Single(FiveSets.OfTheorem1(asItIs));

        Assert.Equal(new(t, f, f, f, t, false), sets);
        Assert.All(Owns, own => Assert.Equal(Fails.TwoSteps, Show(asItIs, sets, own).Fails));
        Assert.Equal(Fails.AgreementInT, Show(inTwoSteps, sets, "0").Fails);
        Assert.Equal(Fails.AgreementInS, Show(inTwoSteps, sets, "1").Fails);
    }

    [Theory]
    [InlineData(false, 1, 1)]
    [InlineData(false, 2, 2)]
    [InlineData(true, 1, 1)]
    [InlineData(true, 2, 1)]
    [InlineData(true, 2, 2)]
    public void With_one_more_there_are_no_five_sets_and_sets_of_other_sizes_do_not_refute_it(bool parameterized, int f, int t)
    {
        var protocol = new FabTwoSteps(parameterized, (3 * f) + (2 * t) + 1, f, t, LearnsInTwoSteps: false);

        Assert.Empty(FiveSets.OfTheorem1(protocol));
        Assert.Null(Refutation.Find(protocol));
    }

    /// <summary>All learner quorums q and all k of "propose what k answers name", by the new leader's own value.</summary>
    [Theory]
    [InlineData(1, "0", "TwoSteps 5, AgreementInT 20")]
    [InlineData(1, "1", "TwoSteps 5, AgreementInS 12, AgreementInT 8")]
    [InlineData(2, "0", "TwoSteps 18, AgreementInT 72")]
    [InlineData(2, "1", "TwoSteps 18, AgreementInS 40, AgreementInT 32")]
    public void With_5f_acceptors_no_thresholds_are_right(int f, string own, string expected)
    {
        var tally = Tally(Thresholds(5 * f, f, (q, k) => new ThresholdProtocol(5 * f, f, q, k)), own);

        output.WriteLine($"f = {f}, n = {5 * f}, own value {own}: {tally}");
        Assert.Equal(expected, tally);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void With_one_more_exactly_those_of_fab_are(int f)
    {
        var n = (5 * f) + 1;
        var right = Survivors(n, f, (q, k) => new ThresholdProtocol(n, f, q, k));

        Assert.Equal(["q = " + ((4 * f) + 1) + ", k = " + ((2 * f) + 1)], right);
    }

    /// <summary>The leader is an acceptor, and one of f: with 5f - 2 the argument goes through, for every rule.</summary>
    [Theory]
    [InlineData(1, false, "TwoSteps 3, AgreementInS 4, AgreementInT 2")]
    [InlineData(1, true, "TwoSteps 3, AgreementInS 4, AgreementInT 2")]
    [InlineData(2, false, "TwoSteps 14, AgreementInS 24, AgreementInT 18")]
    [InlineData(2, true, "TwoSteps 14, AgreementInS 24, AgreementInT 18")]
    [InlineData(3, true, "TwoSteps 33, AgreementInS 60, AgreementInT 50")]
    public void A_leader_that_is_an_acceptor_with_5f_less_2_no_thresholds_are_right(int f, bool leavesOut, string expected)
    {
        var n = (5 * f) - 2;
        var tally = Tally(Thresholds(n, f, (q, k) => new SharedProtocol(n, f, q, k, leavesOut)), "1");

        output.WriteLine($"leader an acceptor, f = {f}, n = {n}, leaves out {leavesOut}: {tally}");
        Assert.Equal(expected, tally);
    }

    /// <summary>With 5f - 1 there are no five sets any more, and one pair of thresholds is right if the equivocator is left out.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void A_leader_that_is_an_acceptor_with_5f_less_1_one_pair_is_right(int f)
    {
        var n = (5 * f) - 1;

        Assert.Empty(FiveSets.OfTheorem1(new SharedProtocol(n, f, 1, 1, true)));
        Assert.Equal([$"q = {(4 * f) - 1}, k = {2 * f}"], Survivors(n, f, (q, k) => new SharedProtocol(n, f, q, k, true)));
    }

    /// <summary>Where the equivocator's answer counts, FaB's number of acceptors is needed all the same.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void A_leader_that_is_an_acceptor_and_is_counted_needs_5f_and_1(int f)
    {
        Assert.Empty(Survivors((5 * f) - 1, f, (q, k) => new SharedProtocol((5 * f) - 1, f, q, k, false)));
        Assert.Empty(Survivors(5 * f, f, (q, k) => new SharedProtocol(5 * f, f, q, k, false)));
        Assert.Equal(
            [$"q = {(4 * f) + 1}, k = {(2 * f) + 1}"],
            Survivors((5 * f) + 1, f, (q, k) => new SharedProtocol((5 * f) + 1, f, q, k, false)));
    }

    /// <summary>The rules of Impl/FabOptimal: refuted with 5f - 2, not with 5f - 1.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void The_rules_that_leave_the_equivocator_out(int f)
    {
        var tooFew = new OptimalTwoSteps((5 * f) - 2, f);
        var sets = Assert.Single(FiveSets.OfTheorem1(tooFew));

        Assert.Equal(new(f, f - 1, f - 1, f - 1, f, true), sets);
        Assert.Equal(Fails.AgreementInT, Show(tooFew, sets, "0").Fails);
        Assert.Equal(Fails.AgreementInS, Show(tooFew, sets, "1").Fails);
        Assert.Null(Refutation.Find(new OptimalTwoSteps((5 * f) - 1, f)));
    }

    /// <summary>With 5f - 1 one set must have the one acceptor more, and that execution asks for f + 1 faulty ones.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Which_step_is_no_longer_possible(int f)
    {
        var protocol = new OptimalTwoSteps((5 * f) - 1, f);

        Assert.Equal($"ρs would need {f + 1} faulty acceptors", Show(protocol, new(f, f - 1, f - 1, f, f, true), "0").Text);
        Assert.Equal($"ρt would need {f + 1} faulty acceptors", Show(protocol, new(f, f, f - 1, f - 1, f, true), "1").Text);
        Assert.Equal($"ρc would need {f + 1} faulty acceptors", Show(protocol, new(f, f - 1, f, f - 1, f, true), "0").Text);
    }

    /// <summary>Protocols whose rules are tables drawn at random, of all that a rule sees.</summary>
    [Theory]
    [InlineData(1, 1, false, "TwoSteps 451, Validity 432, NewLeader 14, SecondValue 6, AgreementInS 26, AgreementInT 71")]
    [InlineData(1, 1, true, "NewLeader 101, SecondValue 58, AgreementInS 251, AgreementInT 590")]
    [InlineData(2, 1, true, "NewLeader 147, SecondValue 82, AgreementInS 223, AgreementInT 548")]
    [InlineData(2, 2, true, "NewLeader 139, SecondValue 115, AgreementInS 221, AgreementInT 525")]
    public void With_3f_and_2t_acceptors_no_rules_at_random_are_right(int f, int t, bool learnsInTwoSteps, string expected)
    {
        var n = (3 * f) + (2 * t);
        var tally = Tally(Enumerable.Range(0, 1_000).Select(seed => new RandomProtocol(n, f, t, seed, learnsInTwoSteps)), "0");

        output.WriteLine($"random, f = {f}, t = {t}, n = {n}, learns in two steps {learnsInTwoSteps}: {tally}");
        Assert.Equal(expected, tally);
    }

    /// <summary>That views are equal is looked at: with rules that are not deterministic the argument is refused.</summary>
    [Fact]
    public void Without_determinism_the_executions_are_not_alike()
    {
        var protocol = new FickleProtocol(5, 1);

        Assert.Throws<InvalidOperationException>(() => Theorem1.Run(protocol, new(1, 1, 1, 1, 1, false), "0"));
    }

    /// <summary>
    /// Lemma 9 as written: F may hold the leader. Then FaB, with as many acceptors as one likes, is not (t,2)-step.
    /// </summary>
    [Theory]
    [InlineData(1, "p1")]
    [InlineData(2, "p2")]
    [InlineData(3, "p3")]
    [InlineData(6, "p6")]
    public void With_the_leader_silent_fab_is_not_two_step(int leader, string silent)
    {
        var protocol = new FabTwoSteps(false, 6, 1, 1, LearnsInTwoSteps: false);
        var found = new Lemma9(protocol, quiet => quiet.Contains(leader) ? null : leader).Find();

        Assert.Equal((silent, null, false), (found.Silent, found.Learned, found.IsBivalent));
    }

    /// <summary>Where the first process that is not silent leads, the lemma finds its configuration; n does not matter.</summary>
    [Theory]
    [InlineData(1, 5)]
    [InlineData(1, 6)]
    [InlineData(2, 10)]
    public void With_another_leader_where_the_first_is_silent_lemma_9_holds(int f, int n)
    {
        var protocol = new ThresholdProtocol(n, f, n - f, 1);
        var found = new Lemma9(protocol, quiet => Enumerable.Range(1, n).Except(quiet).First()).Find();

        Assert.Equal((f, "1", true), (found.Ones, found.Learned, found.IsBivalent));
    }

    /// <summary>With t = 0 nobody is silent in either execution, so that no configuration is bivalent: the lemma needs t > 0.</summary>
    [Fact]
    public void With_t_0_lemma_9_fails()
    {
        var protocol = new FabTwoSteps(true, 4, 1, 0, LearnsInTwoSteps: false);

        Assert.All(Enumerable.Range(1, 4), leader =>
        {
            var found = new Lemma9(protocol, _ => leader).Find();
            Assert.Equal((leader - 1, string.Empty, "0", false), (found.Ones, found.Silent, found.Learned, found.IsBivalent));
        });
    }

    private static IEnumerable<TwoStepProtocol> Thresholds(int n, int f, Func<int, int, TwoStepProtocol> protocol) =>
        from q in Enumerable.Range(1, n) from k in Enumerable.Range(1, n - f + 1) select protocol(q, k);

    private static IEnumerable<string> Survivors(int n, int f, Func<int, int, ThresholdProtocol> protocol) =>
        Thresholds(n, f, protocol).Cast<ThresholdProtocol>().Where(one => Refutation.Find(one) is null)
            .Select(one => $"q = {one.Quorum}, k = {one.Keep}");

    /// <summary>Where each protocol fails with the sets of theorem 1.</summary>
    private static string Tally(IEnumerable<TwoStepProtocol> protocols, string own) => string.Join(", ", protocols
        .Select(protocol => Theorem1.Run(protocol, FiveSets.OfTheorem1(protocol).First(), own).Fails)
        .GroupBy(fails => fails).OrderBy(group => group.Key).Select(group => $"{group.Key} {group.Count()}"));

    private Outcome Show(TwoStepProtocol protocol, FiveSets sets, string own)
    {
        var outcome = Theorem1.Run(protocol, sets, own);
        output.WriteLine(
            $"{protocol.GetType().Name}, n = {protocol.N}, f = {protocol.F}, t = {protocol.T}, {sets}, own value {own}: {outcome}");
        return outcome;
    }

    /// <summary>Its acceptors never say the same twice.</summary>
    private sealed record FickleProtocol(int N, int F) : ThresholdProtocol(N, F, N - F, 1)
    {
        private int said;

        public override object Says(int acceptor, string value) => $"{value}{said++}";

        public override string? Learn(Heard heard) => $"{heard.All.First().What}"[..1];
    }
}
