using System.Numerics;
using BgpVerified.Impl.Generals.Search;
using Xunit;

namespace BgpVerified.PropertyTests.Generals;

/// <summary>
/// All deterministic algorithms of some bounded forms, for three generals and one traitor: none is right. The same search finds right
/// ones for four generals, and for three who sign.
/// </summary>
public class AlgorithmSearchTests(ITestOutputHelper output)
{
    private const int Nothing = AlgorithmForm.Nothing;

    [Theory]
    [InlineData("one bit", 2, 4096, 16)]
    [InlineData("one bit, or nothing", 3, 191_102_976, 729)]
    [InlineData("four messages", 4, 0, 65_536)]
    public void Three_generals_have_no_algorithm_of_two_rounds(string what, int symbols, long algorithms, long relays)
    {
        var tally = Search(AlgorithmForm.TwoRounds(3, symbols));

        Assert.Equal(relays, tally.Relays);
        Assert.True(algorithms == 0 || tally.Algorithms == algorithms, what);
        Assert.True(tally.Both.IsZero);
        Assert.True(tally.Ic1 > 0 && tally.Ic2 > 0, "each condition by itself can be met");
    }

    [Fact]
    public void Nor_of_three_rounds_in_which_the_lieutenants_speak_again()
    {
        var tally = Search(AlgorithmForm.LieutenantsAgain());

        Assert.Equal(4096 * BigInteger.Pow(2, 16), tally.Algorithms);
        Assert.True(tally.Both.IsZero);
    }

    /// <summary>There IC2 does not oblige a lieutenant in every view, so that IC1 alone does not settle it.</summary>
    [Fact]
    public void Nor_of_three_rounds_in_which_the_commander_speaks_again()
    {
        var tally = Search(AlgorithmForm.CommanderAgain(isAlike: true));

        Assert.Equal(4096 * BigInteger.Pow(2, 16), tally.Algorithms);
        Assert.True(tally.Both.IsZero);
        Assert.True(tally.Ic1 > 0 && tally.Ic2 > 0);
    }

    [Fact]
    public void Nor_if_the_two_lieutenants_are_told_different_things()
    {
        Assert.SkipUnless(Environment.GetEnvironmentVariable("LONG_TESTS") == "1", "1.1 * 10^12 algorithms: LONG_TESTS=1");
        var tally = Search(AlgorithmForm.CommanderAgain(isAlike: false));

        Assert.Equal(BigInteger.Pow(2, 40), tally.Algorithms);
        Assert.True(tally.Both.IsZero);
    }

    [Fact]
    public void Four_generals_have_one_and_OM_is_among_them()
    {
        var form = AlgorithmForm.TwoRounds(4, 2);
        var tally = Search(form);

        Assert.Equal(64 * BigInteger.Pow(2, 24), tally.Algorithms);
        Assert.False(tally.Both.IsZero);
        Assert.Null(new AlgorithmSearch(form).Try([[0, 1], [0, 1], [0, 1]], (_, got) => got.Sum() >= 2 ? 1 : 0));
        Assert.NotNull(new AlgorithmSearch(form).Try([[0, 1], [0, 1], [0, 1]], (_, got) => got[0]));
    }

    [Theory]
    [InlineData(4, 1, 1)]
    [InlineData(4, 2, 2)]
    public void Four_generals_have_none_in_one_round_or_with_two_traitors(int generals, int rounds, int traitors)
    {
        var form = rounds == 1 ? AlgorithmForm.OneRound(generals, 2) : AlgorithmForm.TwoRounds(generals, 2, traitors);

        Assert.True(Search(form).Both.IsZero);
    }

    [Fact]
    public void Three_generals_who_sign_have_one_and_SM_is_among_them()
    {
        var form = AlgorithmForm.TwoRounds(3, 3, isSigned: true);
        var tally = Search(form);

        Assert.Equal(16 * BigInteger.Pow(2, 18), tally.Algorithms);
        Assert.False(tally.Both.IsZero);
        Assert.Null(new AlgorithmSearch(form).Try([[0, 1, Nothing], [0, 1, Nothing]], (_, got) => Choice(got)));
        Assert.NotNull(new AlgorithmSearch(form).Try([[0, 1, Nothing], [0, 1, Nothing]], (_, got) => got[0] == 1 ? 1 : 0));
    }

    [Fact]
    public void Signatures_do_not_save_a_round()
    {
        Assert.True(Search(AlgorithmForm.OneRound(3, 3, isSigned: true)).Both.IsZero);
        Assert.True(Search(AlgorithmForm.TwoRounds(4, 3, traitors: 2, isSigned: true)).Both.IsZero);
        Assert.False(Search(AlgorithmForm.TwoRounds(4, 3, isSigned: true)).Both.IsZero);
    }

    /// <summary>Function by function, run by run: the counts by groups of views are the same.</summary>
    [Theory]
    [InlineData(2, false)]
    [InlineData(3, true)]
    public void Counting_all_functions_at_once_counts_each(int symbols, bool isSigned)
    {
        var form = isSigned ? AlgorithmForm.OneRound(3, symbols, isSigned) : AlgorithmForm.TwoRounds(3, symbols);
        var search = new AlgorithmSearch(form);
        var tally = search.Run();
        var views = isSigned ? symbols : symbols * symbols;
        var (all, ic1, ic2, both) = (0, 0, 0, 0);
        foreach (var choice in search.Choices())
        {
            for (var functions = 0; functions < 1 << (2 * views); functions++)
            {
                int Obeys(int general, IReadOnlyList<int> got) =>
                    (functions >> (((general - 1) * views) + got.Index().Sum(one => one.Item * (int)Math.Pow(symbols, one.Index)))) & 1;
                var failed = search.Failures(choice, Obeys).Select(run => run.Condition).ToHashSet();
                all++;
                ic1 += failed.Contains("IC1") ? 0 : 1;
                ic2 += failed.Contains("IC2") ? 0 : 1;
                both += failed.Count == 0 ? 1 : 0;
            }
        }

        Assert.Equal((all, ic1, ic2, both), ((int)tally.Algorithms, (int)tally.Ic1, (int)tally.Ic2, (int)tally.Both));
    }

    private static int Choice(IReadOnlyList<int> got) => got.Where(order => order != Nothing).Distinct().ToList() is [var only] ? only : 0;

    private AlgorithmTally Search(AlgorithmForm form)
    {
        var tally = new AlgorithmSearch(form).Run();
        output.WriteLine($"{form.Name}, {form.Symbols} messages, {form.Traitors} traitors, signed: {form.IsSigned}: {tally}");
        return tally;
    }
}
