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

    /// <summary>
    /// A lieutenant must obey what the commander tells him, whatever the other says; and then a commander who is a traitor tells each
    /// another order.
    /// </summary>
    [Theory]
    [InlineData(2, 16, 4_096, 320, 16)]
    [InlineData(3, 729, 191_102_976, 774_144, 46_656)]
    [InlineData(4, 65_536, 281_474_976_710_656, 21_185_429_504, 4_294_967_296)]
    public void Three_generals_have_no_algorithm_of_two_rounds(int symbols, long relays, long algorithms, long ic1, long ic2) =>
        Assert.Equal(new(relays, algorithms, ic1, ic2, 0), Search(AlgorithmForm.TwoRounds(3, symbols)));

    [Fact]
    public void Nor_of_three_rounds_in_which_the_lieutenants_speak_again() =>
        Assert.Equal(new(4_096, 268_435_456, 17_825_792, 4_096, 0), Search(AlgorithmForm.LieutenantsAgain()));

    /// <summary>There IC2 does not oblige a lieutenant in every view, so that a traitor must be found for each.</summary>
    [Fact]
    public void Nor_of_three_rounds_in_which_the_commander_speaks_again() =>
        Assert.Equal(new(4_096, 268_435_456, 1_081_344, 160_000, 0), Search(AlgorithmForm.CommanderAgain(isAlike: true)));

    [Fact]
    public void Nor_if_the_two_lieutenants_are_told_different_things()
    {
        Assert.SkipUnless(Environment.GetEnvironmentVariable("LONG_TESTS") == "1", "1.1 * 10^12 algorithms: LONG_TESTS=1");
        var tally = Search(AlgorithmForm.CommanderAgain(isAlike: false));

        Assert.Equal(BigInteger.Pow(2, 40), tally.Algorithms);
        Assert.True(tally.Both.IsZero);
    }

    /// <summary>
    /// Eight: each lieutenant sends on what he was told, or always the opposite, and obeys the majority of what the three were told. So
    /// up to what a bit means OM(1) is the only one.
    /// </summary>
    [Fact]
    public void Four_generals_have_one_and_it_is_OM()
    {
        var form = AlgorithmForm.TwoRounds(4, 2);
        var search = new AlgorithmSearch(form);
        int[] sameBit = [0, 1];
        int[] otherBit = [1, 0];

        Assert.Equal(new(64, 1_073_741_824, 5_867_520, 4_096, 8), Search(form));
        Assert.Null(search.Try([sameBit, sameBit, sameBit], (_, got) => got.Sum() >= 2 ? 1 : 0));
        Assert.Null(search.Try([otherBit, otherBit, otherBit], (_, got) => got[0] + 2 - got[1] - got[2] >= 2 ? 1 : 0));
        Assert.Equal("IC1", search.Try([sameBit, sameBit, sameBit], (_, got) => got[0])?.Condition);
        Assert.Equal("IC2", search.Try([sameBit, sameBit, sameBit], (_, got) => got.Sum() == 3 ? 1 : 0)?.Condition);
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
        var search = new AlgorithmSearch(form);
        int[] sent = [0, 1, Nothing];

        Assert.Equal(new(16, 4_194_304, 24_064, 16_384, 72), Search(form));
        Assert.Null(search.Try([sent, sent], (_, got) => Choice(got)));
        Assert.Equal("IC1", search.Try([sent, sent], (_, got) => got[0] == 1 ? 1 : 0)?.Condition);
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
