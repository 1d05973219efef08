using BgpVerified.Spec.Commands;
using Xunit;

namespace BgpVerified.PropertyTests.Sequences;

/// <summary>Equality, prefix and least upper bound of command sequences, against their definitions, exhaustively.</summary>
public sealed class SequencesAgainstBruteForce
{
    public static TheoryData<string> Relations => [.. ConflictCase.Names];

    [Theory]
    [MemberData(nameof(Relations))]
    public void The_relation_says_what_the_brute_force_assumes(string relation)
    {
        var conflicts = ConflictCase.Named(relation);
        foreach (var x in "abcdef")
        {
            foreach (var y in "abcdef")
            {
                Assert.Equal(
                    x == y || conflicts.Conflict(x, y),
                    conflicts.Relation.Conflicts(ConflictCase.Letter(x), ConflictCase.Letter(y)));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Relations))]
    public void Arrangements_of_six_commands_are_equal_exactly_when_swaps_lead_from_one_to_the_other(string relation) =>
        AssertSameClasses(ConflictCase.Named(relation), BruteForce.Arrangements("abcdef", 6));

    [Theory]
    [MemberData(nameof(Relations))]
    public void Lists_with_repetitions_are_equal_exactly_when_swaps_lead_from_one_to_the_other(string relation) =>
        AssertSameClasses(ConflictCase.Named(relation), BruteForce.Words("abc", 6));

    [Theory]
    [MemberData(nameof(Relations))]
    public void Equals_GetHashCode_and_CompareTo_agree_on_every_pair_of_arrangements_of_four(string relation)
    {
        var conflicts = ConflictCase.Named(relation);
        var lists = BruteForce.Arrangements("abcd", 4);
        var brute = new BruteForce(conflicts, lists);
        foreach (var (x, y) in Pairs(lists))
        {
            var (left, right) = (conflicts.Sequence(x), conflicts.Sequence(y));
            var same = brute.ClassOf(x) == brute.ClassOf(y);
            Expect(same, left.Equals(right), "Equals", x, y);
            Expect(same, left.Equals((object)right), "Equals(object)", x, y);
            Expect(same, left.CompareTo(right) == 0, "CompareTo", x, y);
            Expect(true, !same || left.GetHashCode() == right.GetHashCode(), "GetHashCode", x, y);
        }
    }

    [Theory]
    [MemberData(nameof(Relations))]
    public void The_canonical_member_is_the_least_of_its_class(string relation)
    {
        var conflicts = ConflictCase.Named(relation);
        var lists = BruteForce.Arrangements("abcde", 5);
        var brute = new BruteForce(conflicts, lists);
        foreach (var list in lists)
        {
            Assert.Equal(brute.Members(list).Min(StringComparer.Ordinal), ConflictCase.Letters(conflicts.Sequence(list)));
        }
    }

    [Theory]
    [MemberData(nameof(Relations))]
    public void Prefix_means_that_some_equivalent_list_starts_so(string relation) =>
        AssertPrefixes(ConflictCase.Named(relation), BruteForce.Arrangements("abcd", 4));

    [Theory]
    [MemberData(nameof(Relations))]
    public void Prefix_means_the_same_with_repetitions(string relation) =>
        AssertPrefixes(ConflictCase.Named(relation), BruteForce.Words("abc", 4));

    [Theory]
    [MemberData(nameof(Relations))]
    public void Least_upper_bounds_of_arrangements_are_least_among_all_upper_bounds(string relation)
    {
        var lists = BruteForce.Arrangements("abcd", 4);
        AssertBounds(ConflictCase.Named(relation), lists, lists);
    }

    [Theory]
    [MemberData(nameof(Relations))]
    public void Least_upper_bounds_with_repetitions_are_least_among_all_upper_bounds(string relation) =>
        AssertBounds(ConflictCase.Named(relation), BruteForce.Words("abc", 2), BruteForce.Words("abc", 4));

    private static void AssertSameClasses(ConflictCase conflicts, IReadOnlyList<string> lists)
    {
        var brute = new BruteForce(conflicts, lists);
        var classOf = new Dictionary<CommandSequence, string>();
        foreach (var list in lists)
        {
            var sequence = conflicts.Sequence(list);
            Assert.Equal(list.Length, sequence.Count);
            if (!classOf.TryAdd(sequence, brute.ClassOf(list)))
            {
                Expect(true, classOf[sequence] == brute.ClassOf(list), "equal, though no swaps connect them:", list, classOf[sequence]);
            }
        }

        // Equal implies same class, by the loop; with as many values as classes, same class implies equal.
        Assert.Equal(brute.Classes.Count, classOf.Count);
    }

    private static void AssertPrefixes(ConflictCase conflicts, IReadOnlyList<string> lists)
    {
        var brute = new BruteForce(conflicts, lists);
        var sequences = lists.ToDictionary(list => list, conflicts.Sequence);
        foreach (var (x, y) in Pairs(lists))
        {
            Expect(brute.IsPrefix(x, y), sequences[x].IsPrefixOf(sequences[y]), "IsPrefixOf", x, y);
        }
    }

    private static void AssertBounds(ConflictCase conflicts, IReadOnlyList<string> lists, IReadOnlyList<string> candidates)
    {
        var brute = new BruteForce(conflicts, candidates);
        var found = 0;
        foreach (var (x, y) in Pairs(lists))
        {
            var (left, right) = (conflicts.Sequence(x), conflicts.Sequence(y));
            var bounds = brute.Classes.Where(z => brute.IsPrefix(x, z) && brute.IsPrefix(y, z)).ToList();
            var least = left.LeastUpperBound(right);
            Expect(bounds.Count > 0, left.IsCompatibleWith(right), "IsCompatibleWith", x, y);
            Expect(bounds.Count > 0, least is not null, "LeastUpperBound exists", x, y);
            if (least is not null)
            {
                var bound = ConflictCase.Letters(least);
                Expect(true, bounds.Contains(brute.ClassOf(bound)), "LeastUpperBound is an upper bound", x, y);
                Expect(true, bounds.All(z => brute.IsPrefix(bound, z)), "LeastUpperBound is below every upper bound", x, y);
                found++;
            }
        }

        Assert.True(found >= lists.Count, "every list has a bound with itself, at the least");
    }

    private static IEnumerable<(string X, string Y)> Pairs(IReadOnlyList<string> lists) =>
        from x in lists
        from y in lists
        select (x, y);

    private static void Expect(bool expected, bool actual, string what, string x, string y)
    {
        if (expected != actual)
        {
            Assert.Fail($"{what} '{x}', '{y}': expected {expected}, got {actual}");
        }
    }
}
