using BgpVerified.Spec.Commands;
using Xunit;

namespace BgpVerified.PropertyTests.Sequences;

/// <summary>
/// Sequences whose beginnings were discarded, against the same sequences as a whole: every operation says the same wherever a
/// sequence has enough to be compared, and says what it is documented to say where it has not.
/// </summary>
public sealed class DiscardedBeginnings
{
    /// <summary>A sequence as a whole, and after it has discarded what comes before some checkpoints.</summary>
    private sealed record Case(CommandSequence Whole, CommandSequence Less)
    {
        public bool Reaches(Case other) => Whole.UpTo(other.Less.Discarded.Number)?.Discarded.Equals(other.Less.Discarded) ?? false;
    }

    [Fact]
    public void Whether_one_is_a_prefix_of_the_other() => CheckPairs((x, y) =>
        x.Less.IsPrefixOf(y.Less) == (x.Whole.IsPrefixOf(y.Whole) && x.Whole.Checkpoints >= y.Less.Discarded.Number));

    [Fact]
    public void Whether_one_is_an_eq_prefix_of_the_other_in_the_papers_words() => CheckPairs((x, y) =>
        !x.Reaches(y) || !y.Reaches(x) || IsDistinct(x.Whole) || IsDistinct(y.Whole)
        || x.Less.IsPaperEqPrefixOf(y.Less) == x.Whole.IsPaperEqPrefixOf(y.Whole));

    [Fact]
    public void Their_least_upper_bound() => CheckPairs((x, y) =>
    {
        var whole = x.Whole.LeastUpperBound(y.Whole);
        var isShort = x.Whole.Checkpoints < y.Less.Discarded.Number || y.Whole.Checkpoints < x.Less.Discarded.Number;
        return x.Less.LeastUpperBound(y.Less) is { } bound
            ? !isShort && whole is not null && bound.IsEquivalentTo(whole)
            : isShort || whole is null;
    });

    [Fact]
    public void Whether_they_are_equivalent_and_whether_they_are_the_same() => CheckPairs((x, y) =>
    {
        var isShort = x.Whole.Checkpoints < y.Less.Discarded.Number || y.Whole.Checkpoints < x.Less.Discarded.Number;
        var same = x.Whole.Equals(y.Whole) && x.Less.Discarded.Number == y.Less.Discarded.Number;
        return x.Less.IsEquivalentTo(y.Less) == (x.Whole.Equals(y.Whole) && !isShort)
            && x.Less.Equals(y.Less) == same
            && (!same || x.Less.GetHashCode() == y.Less.GetHashCode())
            && (x.Less.CompareTo(y.Less) == 0) == same
            && Math.Sign(x.Less.CompareTo(y.Less)) == -Math.Sign(y.Less.CompareTo(x.Less))
            && (!same || x.Less.ToString() == y.Less.ToString());
    });

    [Fact]
    public void What_they_contain_and_what_is_appended() => CheckPairs((x, y) => y.Whole.All(command =>
        x.Less.Contains(command) == x.Whole.Contains(command)
        && x.Less.Append(command).Equals(x.Whole.Append(command).UpTo(x.Less.Discarded.Number))
        && x.Less.AppendNew(command).Equals(x.Whole.AppendNew(command).UpTo(x.Less.Discarded.Number)))
        && x.Less.Concat(y.Whole).Equals(x.Whole.Concat(y.Whole).UpTo(x.Less.Discarded.Number)));

    [Fact]
    public void One_merged_into_the_other() => CheckPairs((x, y) =>
        !x.Reaches(y) || x.Less.Merge(y.Less).IsEquivalentTo(x.Whole.Merge(y.Whole)));

    [Fact]
    public void What_one_has_that_the_other_has_not() => CheckPairs((x, y) =>
        !y.Reaches(x) || x.Less.Difference(y.Less).Equals(x.Whole.Difference(y.Whole)));

    [Fact]
    public void How_long_they_are_and_how_they_begin() => CheckPairs((x, y) =>
        (x.Less.Checkpoints, x.Less.SinceCheckpoint) == (x.Whole.Checkpoints, x.Whole.SinceCheckpoint)
        && x.Less.Beginning.Equals(x.Whole.Beginning)
        && x.Less.IsEmpty == x.Whole.IsEmpty
        && x.Less.Reaches(y.Less.Discarded) == (x.Reaches(y) || x.Less.Discarded.Number > y.Less.Discarded.Number));

    [Fact]
    public void Of_prefixes_the_longer_has_more_checkpoints_or_as_many_and_more_after_them() => CheckPairs((x, y) =>
        !x.Whole.IsPrefixOf(y.Whole)
        || x.Whole.Equals(y.Whole) == (Length(x) == Length(y)) && Length(x).CompareTo(Length(y)) <= 0);

    [Fact]
    public void Kept_commands_make_the_whole_again() => Properties.Check(SequenceSample.Any, s =>
        Cases(s, KeptHistory.None, ordersUniversals: true).All(one => one.Less.Whole.Equals(one.Whole)));

    [Fact]
    public void A_digest_is_one_for_each_beginning_and_no_larger_than_its_authors_and_gaps()
    {
        var (a, b, c) = (Numbered("a", "p1", 0), Numbered("b", "p1", 1), Numbered("c", "p2", 0));
        var ab = DigestHistory.None.Then([a, b]);
        var ba = DigestHistory.None.Then([b, a]);
        var apart = DigestHistory.None.Then([a]).Then([b]);
        Assert.NotEqual(ab, ba);
        Assert.NotEqual(ab, apart);
        Assert.Equal(ab, DigestHistory.None.Then([a, b]));
        Assert.True(ab.Contains(a) && ab.Contains(b) && !ab.Contains(c));
        var late = (DigestHistory)DigestHistory.None.Then([b]);
        Assert.True(late.Contains(b) && !late.Contains(a));
        Assert.Equal((2, 1), (late.Size, ((DigestHistory)late.Then([a])).Size));
        var many = Enumerable.Range(0, 1000).Select(number => Numbered($"x{number}", "p1", number)).ToList();
        Assert.Equal(1, ((DigestHistory)DigestHistory.None.Then(many)).Size);
        Assert.Throws<ArgumentException>(() => DigestHistory.None.Then([new Command("d", "p1", "p1")]));
    }

    private static Command Numbered(string name, string author, int number) => new(name, author, author) { Sequence = number };

    private static bool IsDistinct(CommandSequence sequence) => sequence.Distinct().Count() != sequence.Count;

    private static (int Checkpoints, int Since) Length(Case one) => (one.Less.Checkpoints, one.Less.SinceCheckpoint);

    /// <summary>
    /// Every two sequences of a sample, after they have discarded nothing or something, in one kind of relation and history.
    /// </summary>
    private static void CheckPairs(Func<Case, Case, bool> holds) => Properties.Check(SequenceSample.Any, s =>
    {
        var cases = Cases(s, s.Choices[3] % 2 == 0 ? KeptHistory.None : DigestHistory.None, ordersUniversals: s.Choices[4] % 2 == 0);
        return cases.All(x => cases.All(y => holds(x, y)));
    });

    private static IReadOnlyList<Case> Cases(SequenceSample s, History none, bool ordersUniversals)
    {
        var relation = s.Relation.WithCheckpoints(c => c.Name is "e" or "f" && !s.Universal.Contains(c.Name), none, ordersUniversals);
        string[] lists = [s.X, s.Y, s.X + s.Y, s.Shuffled(s.X + s.Y), s.Beginning(s.X + s.Y, 0), s.X + s.Z];
        return
        [
            .. from list in lists.Skip(s.Choices[1] % 4).Take(3)
               let whole = CommandSequence.Of(relation, list.Select(letter => ConflictCase.Letter(letter) with { Sequence = letter - 'a' }))
               from number in new[] { s.Choices[1] % 2, s.Choices[2] % 4 }.Distinct()
               let less = whole.UpTo(number)
               where less is not null
               select new Case(whole, less),
        ];
    }
}
