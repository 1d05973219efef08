using System.Runtime.CompilerServices;
using BgpVerified.Impl.Bgp;
using BgpVerified.Spec.Commands;
using BgpVerified.Spec.Protocols;

namespace BgpVerified.Cli.Simulated;

/// <summary>
/// Which votes, and which proofs, a process is offered with prefix quorums: command after command, if enough of those that are left have it
/// after the same one that it conflicts with, these are left. It finds a quorum with something new in common, not always the best.
/// </summary>
internal sealed class PrefixChoice(BgpConfig config)
{
    private static readonly int[] Nothing = [];
    private readonly Dictionary<(Command Command, Command? After), int> numbers = [];
    private readonly ConditionalWeakTable<CommandSequence, int[]> placed = [];

    /// <summary>Votes of the acceptor's ballot, its own among them, with more in common than it has proven; else none.</summary>
    public IReadOnlyList<Message> Votes(AcceptorState self, IReadOnlyList<Message> votes, int size)
    {
        var ballot = ((Verify)votes[0]).Ballot;
        if (ballot != self.Promised || votes.FirstOrDefault(vote => ((Verify)vote).From == self.Id) is not Verify own)
        {
            return [];
        }

        var known = self.Proven.Ballot == ballot ? new HashSet<int>(Places(self.Proven.Value)) : [];
        return Choose([.. Places(own.Value).Where(place => !known.Contains(place))], known,
            [.. votes.Select(vote => (vote, Places(((Verify)vote).Value)))], size);
    }

    /// <summary>Proofs of a ballot with something in common that the learner does not have; none if there are none.</summary>
    public IReadOnlyList<Message> Proofs(LearnerState self, IReadOnlyList<Message> proofs, int size)
    {
        var known = new HashSet<int>(Places(self.Learned));
        var all = proofs.Select(proof => (proof, Places(((Phase2B)proof).Value))).ToList();
        return Choose(
            [.. all.SelectMany(one => one.Item2).Where(place => !known.Contains(place)).CountBy(place => place)
                .Where(place => place.Value >= size).OrderByDescending(place => place.Value).ThenBy(place => place.Key)
                .Select(place => place.Key)],
            Nothing, all, size);
    }

    private static IReadOnlyList<Message> Choose(
        IReadOnlyList<int> news, IReadOnlyCollection<int> known, List<(Message Message, int[] Places)> left, int size)
    {
        if (news.Count == 0)
        {
            return [];
        }

        var sets = left.Select(one => (one.Message, Set: one.Places.ToHashSet())).Where(one => known.All(one.Set.Contains)).ToList();
        var hasMore = false;
        foreach (var place in news)
        {
            var having = sets.Where(one => one.Set.Contains(place)).ToList();
            (sets, hasMore) = having.Count >= size ? (having, true) : (sets, hasMore);
        }

        return hasMore ? [.. sets.Select(one => one.Message)] : [];
    }

    /// <summary>A number for each command of a sequence together with the last one before it that it conflicts with.</summary>
    private int[] Places(CommandSequence value)
    {
        if (placed.TryGetValue(value, out var places))
        {
            return places;
        }

        var commands = value.ToList();
        places = new int[commands.Count];
        for (var i = 0; i < places.Length; i++)
        {
            Command? after = null;
            for (var j = i - 1; j >= 0 && after is null; j--)
            {
                after = config.Conflicts.Conflicts(commands[j], commands[i]) ? commands[j] : null;
            }

            if (!numbers.TryGetValue((commands[i], after), out places[i]))
            {
                numbers.Add((commands[i], after), places[i] = numbers.Count);
            }
        }

        placed.Add(value, places);
        return places;
    }
}
