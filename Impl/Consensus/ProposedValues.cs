using System.Globalization;
using BgpVerified.Spec.Protocols;

namespace BgpVerified.Impl.Consensus;

/// <summary>
/// Reads what proposers propose where one value is chosen, and refuses the impossible in one line that says what would be right.
/// </summary>
internal static class ProposedValues
{
    private const int MostProposers = 8;

    /// <summary>
    /// Each proposer's value, in the proposers' order: the i-th is proposer i's, or that of the proposer named after an
    /// <c>@</c>. There are as many proposers as the last one named; one without a value of its own proposes the first.
    /// </summary>
    public static IReadOnlyList<string> Read(Configuration source)
    {
        if (source.Commands.Count is 0 or > MostProposers)
        {
            throw new InvalidConfigurationException(
                $"impossible number of commands (one value a proposer): {source.Commands.Count}; it must be from 1 to {MostProposers}");
        }

        var authored = new SortedDictionary<int, string>();
        foreach (var (i, text) in source.Commands.Index())
        {
            var (name, author) = text.Split('@') is [var before, var after] ? (before, Author(after)) : (text, i + 1);
            if (name.Length == 0 || !name.All(char.IsAsciiLetterOrDigit) || author is null)
            {
                throw new InvalidConfigurationException(
                    $"unreadable value '{text}'; a value is a name of letters and digits, then '@p2' to name the proposer that proposes "
                    + $"it, p1 to p{MostProposers}");
            }

            if (!authored.TryAdd(author.Value, name))
            {
                throw new InvalidConfigurationException(
                    $"proposer 'p{author}' is given two values, '{authored[author.Value]}' and '{name}'; a proposer proposes one");
            }
        }

        var first = authored.First().Value;
        return [.. Enumerable.Range(1, authored.Last().Key).Select(proposer => authored.GetValueOrDefault(proposer, first))];
    }

    private static int? Author(string name) =>
        name is ['p', .. var digits] && int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var author)
        && author is > 0 and <= MostProposers && digits == author.ToString(CultureInfo.InvariantCulture)
            ? author
            : null;
}
