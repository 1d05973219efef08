using BgpVerified.Spec.Commands;
using Xunit;

namespace BgpVerified.PropertyTests.Sequences;

/// <summary>How the paper's eq-prefix differs from the prefix up to commutation.</summary>
public sealed class ThePapersEqPrefix
{
    public static TheoryData<string> Relations => [.. ConflictCase.Names];

    [Fact]
    public void A_later_command_is_an_eq_prefix_though_no_continuation_of_it_is_equivalent()
    {
        var conflicts = ConflictCase.Named("one pair a-b");
        var (b, ab) = (conflicts.Sequence("b"), conflicts.Sequence("ab"));
        Assert.True(b.IsPaperEqPrefixOf(ab));
        Assert.False(b.IsPrefixOf(ab));
    }

    [Fact]
    public void With_two_conflicting_commands_the_documented_example_and_its_mirror_image_are_all_there_is()
    {
        var conflicts = ConflictCase.Named("one pair a-b");
        var all = CommandSequence.All(conflicts.Relation, "ab".Select(ConflictCase.Letter), 2);
        var differences =
            from x in all
            from y in all
            where x.IsPaperEqPrefixOf(y) != x.IsPrefixOf(y)
            select $"{x} of {y}";
        Assert.Equal(["a of b.a", "b of a.b"], differences.Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Relations))]
    public void It_is_the_paper_s_definition_read_literally(string relation)
    {
        var conflicts = ConflictCase.Named(relation);
        var lists = BruteForce.Arrangements("abcd", 4);
        var brute = new BruteForce(conflicts, lists);
        foreach (var x in lists)
        {
            foreach (var y in lists)
            {
                var literal = x.All(y.Contains) && brute.ClassOf(string.Concat(y.Where(x.Contains))) == brute.ClassOf(x);
                if (literal != conflicts.Sequence(x).IsPaperEqPrefixOf(conflicts.Sequence(y)))
                {
                    Assert.Fail($"'{x}' of '{y}': the definition says {literal}");
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Relations))]
    public void A_prefix_is_an_eq_prefix_and_only_a_skipped_conflicting_command_makes_the_difference(string relation)
    {
        var conflicts = ConflictCase.Named(relation);
        foreach (var x in BruteForce.Arrangements("abcd", 4))
        {
            foreach (var y in BruteForce.Arrangements("abcd", 4))
            {
                var (left, right) = (conflicts.Sequence(x), conflicts.Sequence(y));
                var skips = y.Where((c, at) => !x.Contains(c) && y[(at + 1)..].Any(d => x.Contains(d) && conflicts.Conflict(c, d))).Any();
                var expected = left.IsPaperEqPrefixOf(right) && !skips;
                if (left.IsPrefixOf(right) != expected)
                {
                    Assert.Fail($"'{x}' of '{y}': a prefix is expected: {expected}");
                }
            }
        }
    }

    [Theory]
    [InlineData("none")]
    [InlineData("total")]
    public void Whether_the_two_differ_at_all_depends_on_conflicts(string relation)
    {
        var conflicts = ConflictCase.Named(relation);
        var all = CommandSequence.All(conflicts.Relation, "abcd".Select(ConflictCase.Letter), 4);
        var differences = all.Sum(x => all.Count(y => x.IsPaperEqPrefixOf(y) && !x.IsPrefixOf(y)));
        Assert.Equal(relation == "total", differences > 0);
    }
}
