using BgpVerified.Spec.Commands;

namespace BgpVerified.PropertyTests.Sequences;

/// <summary>
/// A conflict relation over commands with one-letter names, said twice: as the code under test has it, and as a plain
/// predicate on letters for the brute force.
/// </summary>
/// <param name="Name">What a failed test shows.</param>
/// <param name="Relation">The relation under test.</param>
/// <param name="Conflict">Whether two different letters conflict, worked out by hand.</param>
public sealed record ConflictCase(string Name, ConflictRelation Relation, Func<char, char, bool> Conflict)
{
    /// <summary>The relations that the exhaustive tests go through.</summary>
    public static IReadOnlyList<ConflictCase> All { get; } =
    [
        new("total", ConflictRelation.Total, (_, _) => true),
        new("none", ConflictRelation.None, (_, _) => false),
        new("one pair a-b", ConflictRelation.FromPairs([("a", "b")], []), (x, y) => Is(x, y, "ab")),
        new(
            "chain a-b b-c c-d",
            ConflictRelation.FromPairs([("a", "b"), ("c", "b"), ("c", "d")], []),
            (x, y) => Is(x, y, "ab") || Is(x, y, "bc") || Is(x, y, "cd")),
        new(
            "all pairs, c universal",
            new ConflictRelation((_, _) => true, command => command.Name == "c"),
            (x, y) => x != 'c' && y != 'c'),
        new(
            "pairs a-b a-c b-d, a said in one direction, c universal",
            ConflictRelation.FromPairs([("b", "a"), ("a", "c"), ("d", "b")], ["c"]),
            (x, y) => Is(x, y, "ab") || Is(x, y, "bd")),
    ];

    /// <summary>The names of the relations, for theories.</summary>
    public static IEnumerable<string> Names => All.Select(c => c.Name);

    /// <summary>The relation of a name.</summary>
    public static ConflictCase Named(string name) => All.Single(c => c.Name == name);

    /// <summary>The command whose name is a letter.</summary>
    public static Command Letter(char letter) => new(letter.ToString(), "p1", "p1");

    /// <summary>The sequence under test of a list of letters.</summary>
    public CommandSequence Sequence(string list) => CommandSequence.Of(Relation, list.Select(Letter));

    /// <summary>The letters of a sequence under test, in the order in which it gives them.</summary>
    public static string Letters(IEnumerable<Command> sequence) => string.Concat(sequence.Select(c => c.Name));

    private static bool Is(char x, char y, string pair) => (x == pair[0] && y == pair[1]) || (x == pair[1] && y == pair[0]);
}
