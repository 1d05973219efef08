using System.Globalization;

namespace BgpVerified.Faults.Statements;

/// <summary>
/// What a correct node has signed must not contradict itself, also over restarts, and what it has accepted must have been signed. These are
/// what other nodes' safety rests on, whatever the node's state is: an acceptor's ballots only grow, in one ballot its vote only grows, it
/// votes in no ballot below one that it has promised, what it has proven it reports; a leader opens no ballot below one that it has opened,
/// and proposes one value in a ballot; a message that was accepted is one that its sender sealed.
/// </summary>
/// <remarks>It looks at commands as sets: that the order of conflicting ones is kept is for the clients' history to show.</remarks>
public sealed class StatementChecks
{
    private const int MostFound = 50;
    private readonly Lock changes = new();
    private readonly Dictionary<int, HashSet<string>> said = [];
    private readonly Dictionary<(int By, int From), HashSet<string>> heard = [];
    private readonly Dictionary<string, Acceptor> acceptors = [];
    private readonly Dictionary<string, Dictionary<(int, int), string>> proposed = [];
    private readonly Dictionary<string, HashSet<string>> known = [];
    private readonly Dictionary<string, (int, int)> opened = [];
    private readonly List<(int Node, string What)> found = [];

    /// <summary>How many statements were looked at.</summary>
    public long Statements { get; private set; }

    /// <summary>How many messages were accepted.</summary>
    public long Accepted { get; private set; }

    /// <summary>Takes a line of a node, in the order in which it wrote them.</summary>
    /// <param name="node">The node's number, from 0.</param>
    /// <param name="line">The line.</param>
    /// <returns>Whether it is a statement.</returns>
    public bool Take(int node, string line)
    {
        if (line.Length == 0 || line[0] != StatementLines.Mark)
        {
            return false;
        }

        lock (changes)
        {
            switch (line[1..].Split(' '))
            {
                case ["said", var digest, var from, .. var statement]:
                    Statements++;
                    Of(said, node).Add(digest);
                    if (Contradiction(from, statement) is { } what)
                    {
                        Find(node, $"node{node + 1}: {from} {what}");
                    }

                    return true;
                case ["heard", var digest, var from, ..]:
                    Accepted++;
                    Of(heard, (node, int.Parse(from, CultureInfo.InvariantCulture))).Add(digest);
                    return true;
                default:
                    // A line that a kill has cut off.
                    return true;
            }
        }
    }

    /// <summary>What is wrong, once all nodes have ended.</summary>
    /// <param name="byzantine">The nodes that were Byzantine, whose statements may contradict each other.</param>
    /// <returns>One line each; none if nothing is.</returns>
    public IReadOnlyList<string> Wrong(IReadOnlyCollection<int> byzantine)
    {
        lock (changes)
        {
            var unsigned =
                from pair in heard
                where !byzantine.Contains(pair.Key.By)
                let count = pair.Value.Count(digest => !Of(said, pair.Key.From).Contains(digest))
                where count > 0
                select $"node{pair.Key.By + 1} accepted {count} messages of node{pair.Key.From + 1} that it never signed so";
            return [.. found.Where(one => !byzantine.Contains(one.Node)).Select(one => one.What), .. unsigned];
        }
    }

    /// <summary>What was said before may be said again: over a new connection, to a node that has started anew.</summary>
    private string? Contradiction(string from, string[] statement) =>
        Of(known, from).Add(string.Join(' ', statement)) ? ContradictionOf(from, statement) : null;

    private string? ContradictionOf(string from, string[] statement) => statement switch
    {
        ["open", var ballot] => Open(from, Ballot(ballot)),
        ["promise", var ballot, var proven] => Of(acceptors, from).Promise(Ballot(ballot), Ballot(proven)),
        ["vote", var ballot, var discarded, var names] => Of(acceptors, from).Vote(
            Ballot(ballot), int.Parse(discarded), names.Split(',', StringSplitOptions.RemoveEmptyEntries)),
        ["prove", var ballot, ..] => Of(acceptors, from).Prove(Ballot(ballot)),
        ["propose", var ballot, .. var value] => Propose(from, Ballot(ballot), string.Join(' ', value)),
        _ => null,
    };

    private string? Open(string leader, (int, int) ballot)
    {
        var last = opened.GetValueOrDefault(leader);
        opened[leader] = ballot.CompareTo(last) < 0 ? last : ballot;
        return ballot.CompareTo(last) < 0 ? $"opened ballot {Text(ballot)} after {Text(last)}" : null;
    }

    private string? Propose(string leader, (int, int) ballot, string value)
    {
        var own = Of(proposed, leader);
        return own.TryAdd(ballot, value) || own[ballot] == value ? null : $"proposed two values in ballot {Text(ballot)}";
    }

    private void Find(int node, string what)
    {
        if (found.Count < MostFound)
        {
            found.Add((node, what));
        }
    }

    private static (int View, int Number) Ballot(string text) => text.Split('.') is [var view, var number]
        && int.TryParse(view, out var v) && int.TryParse(number, out var n) ? (v, n) : (0, 0);

    private static string Text((int View, int Number) ballot) =>
        string.Create(CultureInfo.InvariantCulture, $"{ballot.View}.{ballot.Number}");

    private static TValue Of<TKey, TValue>(Dictionary<TKey, TValue> all, TKey key)
        where TKey : notnull
        where TValue : new() => all.TryGetValue(key, out var value) ? value : all[key] = new();

    /// <summary>What an acceptor has said so far.</summary>
    private sealed class Acceptor
    {
        private (int, int) promised;
        private (int, int) voted;
        private (int, int) proven;
        private int discarded;
        private HashSet<string> names = [];

        public string? Promise((int, int) ballot, (int, int) reported)
        {
            var why = ballot.CompareTo(promised) < 0 ? $"promised ballot {Text(ballot)} after {Text(promised)}"
                : reported.CompareTo(proven) < 0 ? $"reported {Text(reported)} for ballot {Text(ballot)}, and had proven {Text(proven)}"
                : null;
            promised = Later(promised, ballot);
            return why;
        }

        public string? Vote((int, int) ballot, int without, string[] all)
        {
            var why = ballot.CompareTo(promised) < 0 ? $"voted in ballot {Text(ballot)} after it had promised {Text(promised)}"
                : ballot.CompareTo(voted) < 0 ? $"voted in ballot {Text(ballot)} after {Text(voted)}"
                : ballot == voted && without < discarded ? $"voted in ballot {Text(ballot)} for what it had discarded"
                : ballot == voted && without == discarded && !names.IsSubsetOf(all) ? $"voted for different values in ballot {Text(ballot)}"
                : null;
            if (ballot.CompareTo(voted) >= 0)
            {
                (voted, discarded, names) = (ballot, without, [.. all]);
            }

            return why;
        }

        public string? Prove((int, int) ballot)
        {
            var why = ballot.CompareTo(proven) < 0 ? $"proved something in ballot {Text(ballot)} after {Text(proven)}" : null;
            proven = Later(proven, ballot);
            return why;
        }

        private static (int, int) Later((int, int) one, (int, int) other) => one.CompareTo(other) < 0 ? other : one;
    }
}
