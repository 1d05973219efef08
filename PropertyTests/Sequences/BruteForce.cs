namespace BgpVerified.PropertyTests.Sequences;

/// <summary>
/// The definition of sequences up to commutation, by brute force over lists of letters: the class of a list is
/// everything that swaps of neighbouring letters that do not conflict can reach.
/// </summary>
public sealed class BruteForce
{
    private readonly Dictionary<string, string> representative = [];
    private readonly Dictionary<string, List<string>> members = [];
    private readonly Dictionary<string, HashSet<string>> prefixes = [];

    /// <summary>Works out the classes of some lists.</summary>
    /// <param name="conflicts">The conflict relation.</param>
    /// <param name="lists">The lists, closed under swaps of neighbours and under taking prefixes.</param>
    public BruteForce(ConflictCase conflicts, IEnumerable<string> lists)
    {
        foreach (var list in lists)
        {
            if (!representative.ContainsKey(list))
            {
                var found = Reachable(conflicts, list);
                members.Add(list, found);
                found.ForEach(member => representative.Add(member, list));
            }
        }

        foreach (var (list, found) in members)
        {
            prefixes.Add(list, [.. found.SelectMany(m => Enumerable.Range(0, m.Length + 1).Select(n => representative[m[..n]]))]);
        }
    }

    /// <summary>One list of each class.</summary>
    public IReadOnlyCollection<string> Classes => members.Keys;

    /// <summary>The chosen list of the class that a list is in.</summary>
    public string ClassOf(string list) => representative[list];

    /// <summary>Every list in the class of a list.</summary>
    public IReadOnlyList<string> Members(string list) => members[ClassOf(list)];

    /// <summary>Whether some list equivalent to the second starts with some list equivalent to the first.</summary>
    public bool IsPrefix(string shorter, string longer) => prefixes[ClassOf(longer)].Contains(ClassOf(shorter));

    /// <summary>Every list without repetition over some letters, up to a length.</summary>
    public static IReadOnlyList<string> Arrangements(string letters, int maxLength) =>
        Lists(maxLength, list => letters.Where(c => !list.Contains(c)));

    /// <summary>Every list over some letters, repetitions included, up to a length.</summary>
    public static IReadOnlyList<string> Words(string letters, int maxLength) => Lists(maxLength, _ => letters);

    private static List<string> Lists(int maxLength, Func<string, IEnumerable<char>> next)
    {
        List<string> all = [string.Empty];
        for (var i = 0; i < all.Count; i++)
        {
            if (all[i].Length < maxLength)
            {
                all.AddRange(next(all[i]).Select(c => all[i] + c));
            }
        }

        return all;
    }

    private static List<string> Reachable(ConflictCase conflicts, string start)
    {
        List<string> found = [start];
        HashSet<string> seen = [start];
        for (var i = 0; i < found.Count; i++)
        {
            var list = found[i];
            for (var at = 0; at + 1 < list.Length; at++)
            {
                var (x, y) = (list[at], list[at + 1]);
                if (x != y && !conflicts.Conflict(x, y))
                {
                    var swapped = $"{list[..at]}{y}{x}{list[(at + 2)..]}";
                    if (seen.Add(swapped))
                    {
                        found.Add(swapped);
                    }
                }
            }
        }

        return found;
    }
}
