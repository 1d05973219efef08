using BgpVerified.Spec.Commands;
using Xunit;

namespace BgpVerified.PropertyTests.Sequences;

/// <summary>
/// The operations on command sequences, against the same operations on lists of letters. The result must not depend on
/// which list of a class the operation is done on, so every member of the class is tried.
/// </summary>
public sealed class SequenceOperationsAgainstBruteForce
{
    public static TheoryData<string> Relations => [.. ConflictCase.Names];

    [Theory]
    [MemberData(nameof(Relations))]
    public void Difference_keeps_the_commands_that_the_other_does_not_have(string relation) =>
        AssertOperation(
            relation,
            BruteForce.Arrangements("abcd", 4),
            (x, y) => x.Difference(y),
            (x, y) => string.Concat(x.Where(c => !y.Contains(c))));

    [Theory]
    [MemberData(nameof(Relations))]
    public void Difference_takes_every_repetition_away(string relation) =>
        AssertOperation(
            relation,
            BruteForce.Words("abc", 3),
            (x, y) => x.Difference(y),
            (x, y) => string.Concat(x.Where(c => !y.Contains(c))));

    [Theory]
    [MemberData(nameof(Relations))]
    public void Merge_adds_the_new_commands_of_the_other_in_its_order(string relation) =>
        AssertOperation(
            relation,
            BruteForce.Arrangements("abcd", 4),
            (x, y) => x.Merge(y),
            (x, y) => x + string.Concat(y.Where(c => !x.Contains(c))));

    [Theory]
    [MemberData(nameof(Relations))]
    public void Merge_adds_a_repeated_command_once(string relation)
    {
        var conflicts = ConflictCase.Named(relation);
        var a = ConflictCase.Letter('a');
        Assert.Equal(conflicts.Sequence("ba"), conflicts.Sequence("b").Merge([a, a, a]));
        Assert.Equal(conflicts.Sequence("bb"), conflicts.Sequence("bb").Merge(conflicts.Sequence("bbb")));
    }

    [Theory]
    [MemberData(nameof(Relations))]
    public void Concat_keeps_repetitions(string relation) =>
        AssertOperation(
            relation,
            BruteForce.Words("abc", 3),
            (x, y) => x.Concat(y),
            (x, y) => x + y,
            BruteForce.Words("abc", 6));

    [Theory]
    [MemberData(nameof(Relations))]
    public void Append_adds_a_command_and_AppendNew_only_a_new_one(string relation)
    {
        var conflicts = ConflictCase.Named(relation);
        var brute = new BruteForce(conflicts, BruteForce.Words("abc", 5));
        foreach (var list in BruteForce.Words("abc", 4))
        {
            foreach (var letter in "abc")
            {
                var sequence = conflicts.Sequence(list);
                var command = ConflictCase.Letter(letter);
                var appended = brute.ClassOf(list + letter);
                Assert.Equal(list.Contains(letter), sequence.Contains(command));
                Assert.Equal(appended, brute.ClassOf(ConflictCase.Letters(sequence.Append(command))));
                Assert.Equal(
                    list.Contains(letter) ? brute.ClassOf(list) : appended,
                    brute.ClassOf(ConflictCase.Letters(sequence.AppendNew(command))));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Relations))]
    public void All_has_one_sequence_of_each_class_and_the_shortest_first(string relation)
    {
        var conflicts = ConflictCase.Named(relation);
        var alphabet = "abcde";
        for (var maxLength = 0; maxLength <= alphabet.Length + 1; maxLength++)
        {
            var brute = new BruteForce(conflicts, BruteForce.Arrangements(alphabet, maxLength));
            var all = CommandSequence.All(conflicts.Relation, alphabet.Select(ConflictCase.Letter), maxLength);
            Assert.Equal(brute.Classes.Count, all.Count);
            Assert.Equal(brute.Classes.ToHashSet(), all.Select(s => brute.ClassOf(ConflictCase.Letters(s))).ToHashSet());
            Assert.Equal(all.Select(s => s.Count).Order(), all.Select(s => s.Count));
            Assert.True(all[0].IsEmpty);
        }
    }

    [Theory]
    [InlineData("total", 65)]
    [InlineData("none", 16)]
    [InlineData("one pair a-b", 20)]
    public void All_of_four_commands_has_as_many_sequences_as_counted_by_hand(string relation, int expected)
    {
        // Total: 1 + 4 + 12 + 24 + 24 lists. None: 2^4 sets. One pair: the 4 sets with both a and b count twice.
        var all = CommandSequence.All(ConflictCase.Named(relation).Relation, "abcd".Select(ConflictCase.Letter), 4);
        Assert.Equal(expected, all.Count);
    }

    [Theory]
    [InlineData("total")]
    [InlineData("none")]
    public void The_empty_sequence_is_a_prefix_of_everything_and_changes_nothing(string relation)
    {
        var conflicts = ConflictCase.Named(relation);
        var bottom = conflicts.Sequence(string.Empty);
        Assert.Equal("⊥", bottom.ToString());
        foreach (var sequence in BruteForce.Words("abc", 3).Select(conflicts.Sequence))
        {
            Assert.True(bottom.IsPrefixOf(sequence));
            Assert.Equal(sequence, bottom.Concat(sequence));
            Assert.Equal(sequence, sequence.Concat(bottom));
            Assert.Equal(sequence, sequence.Difference(bottom));
            Assert.Equal(sequence, sequence.LeastUpperBound(bottom));
            Assert.Equal(bottom, sequence.Difference(sequence));
            Assert.Equal(sequence.IsEmpty, sequence.IsPrefixOf(bottom));
        }
    }

    private static void AssertOperation(
        string relation,
        IReadOnlyList<string> operands,
        Func<CommandSequence, CommandSequence, CommandSequence> operation,
        Func<string, string, string> onLists,
        IReadOnlyList<string>? results = null)
    {
        var conflicts = ConflictCase.Named(relation);
        var brute = new BruteForce(conflicts, results ?? operands);
        var sequences = operands.ToDictionary(list => list, conflicts.Sequence);
        var onClasses = new Dictionary<(string, string), string>();
        foreach (var x in operands)
        {
            foreach (var y in operands)
            {
                var classes = (brute.ClassOf(x), brute.ClassOf(y));
                if (!onClasses.TryGetValue(classes, out var actual))
                {
                    actual = brute.ClassOf(ConflictCase.Letters(operation(sequences[x], sequences[y])));
                    onClasses.Add(classes, actual);
                }

                var expected = brute.ClassOf(onLists(x, y));
                if (expected != actual)
                {
                    Assert.Fail($"on '{x}' and '{y}': expected {expected} up to commutation, got {actual}");
                }
            }
        }
    }
}
