using BgpVerified.Spec.Commands;
using FsCheck;
using FsCheck.Fluent;

namespace BgpVerified.PropertyTests.Sequences;

/// <summary>A random conflict relation over the commands a to f, three random lists, and random choices.</summary>
/// <param name="Pairs">The conflicting pairs, two letters each.</param>
/// <param name="Universal">The universally commutative letters.</param>
/// <param name="X">A list.</param>
/// <param name="Y">A list.</param>
/// <param name="Z">A list.</param>
/// <param name="Choices">Places at which to try swaps.</param>
public sealed record SequenceSample(string Pairs, string Universal, string X, string Y, string Z, int[] Choices)
{
    private const string Alphabet = "abcdef";
    private const int LongestList = 8;

    private readonly ConflictRelation relation = ConflictRelation.FromPairs(
        Pairs.Chunk(2).Select(pair => (pair[0].ToString(), pair[1].ToString())),
        Universal.Select(c => c.ToString()));

    /// <summary>Lists that may have repetitions.</summary>
    public static Arbitrary<SequenceSample> Any { get; } = Samples(repetitions: true);

    /// <summary>Lists without repetition.</summary>
    public static Arbitrary<SequenceSample> WithoutRepetition { get; } = Samples(repetitions: false);

    /// <summary>Which letters conflict.</summary>
    public ConflictRelation Relation => relation;

    /// <summary>The sequence of a list.</summary>
    public CommandSequence Sequence(string list) => CommandSequence.Of(relation, list.Select(ConflictCase.Letter));

    /// <summary>Whether two letters are different and commute.</summary>
    public bool Commute(char x, char y) => x != y && !relation.Conflicts(ConflictCase.Letter(x), ConflictCase.Letter(y));

    /// <summary>A list after swaps of neighbours that commute, at some of the random places.</summary>
    public string Shuffled(string list, int skipChoices = 0)
    {
        var letters = list.ToCharArray();
        foreach (var choice in Choices.Skip(skipChoices))
        {
            var at = letters.Length < 2 ? 0 : choice % (letters.Length - 1);
            if (letters.Length >= 2 && Commute(letters[at], letters[at + 1]))
            {
                (letters[at], letters[at + 1]) = (letters[at + 1], letters[at]);
            }
        }

        return new(letters);
    }

    /// <summary>Some first letters of a list, at random.</summary>
    public string Beginning(string list, int choice) => list[..(Choices[choice] % (list.Length + 1))];

    public override string ToString() =>
        $"conflicts {string.Join(' ', Pairs.Chunk(2).Select(p => new string(p)))}, universal '{Universal}', "
        + $"x '{X}', y '{Y}', z '{Z}', choices {string.Join(' ', Choices)}";

    private static Arbitrary<SequenceSample> Samples(bool repetitions)
    {
        var pairs = (from x in Alphabet from y in Alphabet where x < y select $"{x}{y}").ToList();
        var someUniversal = Gen.OneOf(Gen.Constant(string.Empty), Subset(Alphabet.Select(c => c.ToString())));
        var list = repetitions
            ? Gen.Choose(0, LongestList).SelectMany(n => Gen.Elements(Alphabet.ToCharArray()).ArrayOf(n))
                .Select(letters => new string(letters))
            : Gen.Shuffle(Alphabet.ToCharArray()).SelectMany(all => Gen.Choose(0, all.Length).Select(n => new string([.. all.Take(n)])));
        var samples =
            from conflicting in Subset(pairs)
            from universal in someUniversal
            from x in list
            from y in list
            from z in list
            from choices in Gen.Choose(0, 1000).ArrayOf(20)
            select new SequenceSample(conflicting, universal, x, y, z, choices);
        return Arb.From(samples, Shrink);
    }

    private static Gen<string> Subset(IEnumerable<string> items)
    {
        var all = items.ToList();
        return Gen.Choose(0, (1 << all.Count) - 1).Select(bits => string.Concat(all.Where((_, i) => (bits & (1 << i)) != 0)));
    }

    private static IEnumerable<SequenceSample> Shrink(SequenceSample sample)
    {
        var shorter = Shorter(sample.X).Select(x => sample with { X = x })
            .Concat(Shorter(sample.Y).Select(y => sample with { Y = y }))
            .Concat(Shorter(sample.Z).Select(z => sample with { Z = z }));
        return shorter;
    }

    private static IEnumerable<string> Shorter(string list) => list.Select((_, at) => list.Remove(at, 1));
}
