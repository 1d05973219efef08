using System.Collections.Immutable;

namespace BgpVerified.Spec.Commands;

/// <content>Bounds of sequences in the order of <see cref="IsPrefixOf"/>.</content>
/// <remarks>
/// Prefixes of traces are a meet semilattice in which values that are pairwise compatible have a least upper bound. Lamport's
/// "Generalized Consensus and Paxos" asks the same of its command structures (CS3 and CS4).
/// </remarks>
public sealed partial class CommandSequence
{
    /// <summary>The greatest common prefix of some sequences: each common prefix of all of them is a prefix of it.</summary>
    /// <param name="sequences">The sequences, at least one.</param>
    /// <returns>The bound; there always is one, since the empty sequence is a prefix of all.</returns>
    public static CommandSequence GreatestLowerBound(IEnumerable<CommandSequence> sequences) =>
        sequences.Aggregate((bound, next) => bound.GreatestLowerBound(next));

    /// <summary>The least sequence that all of some are prefixes of.</summary>
    /// <param name="sequences">The sequences, at least one.</param>
    /// <returns>The bound; null if two of them have no common upper bound, since those that have pairwise have one in all.</returns>
    public static CommandSequence? LeastUpperBound(IEnumerable<CommandSequence> sequences) =>
        sequences.Cast<CommandSequence?>().Aggregate((bound, next) => bound?.LeastUpperBound(next!));

    /// <summary>The greatest common prefix of this sequence and another.</summary>
    /// <remarks>
    /// Again and again a command that could come first in what is left of both. Which one is taken does not matter: one that a common
    /// prefix has not commutes with all that it has, so that it can still be added at its end.
    /// </remarks>
    /// <param name="other">The other sequence.</param>
    /// <returns>The bound.</returns>
    /// <exception cref="ArgumentException">They have discarded different beginnings, so that what they have in common is not known.</exception>
    public CommandSequence GreatestLowerBound(CommandSequence other)
    {
        var (one, another) = Aligned(this, other)
            ?? throw new ArgumentException("the sequences have discarded different beginnings", nameof(other));
        var (mine, its) = (one.items, another.items);
        var common = ImmutableArray.CreateBuilder<Command>();
        for (var i = 0; i < mine.Length;)
        {
            var at = Minimal(mine, mine[i]) == i ? Minimal(its, mine[i]) : -1;
            if (at < 0)
            {
                i++;
                continue;
            }

            common.Add(mine[i]);
            (mine, its, i) = (mine.RemoveAt(i), its.RemoveAt(at), 0);
        }

        return new(conflicts, one.Discarded, common);
    }

    /// <summary>Every prefix of this sequence, one of each class: the empty one first, shorter ones before longer ones.</summary>
    /// <returns>The prefixes, this sequence among them.</returns>
    public IReadOnlyList<CommandSequence> Prefixes()
    {
        var all = new List<CommandSequence> { new(conflicts, Discarded, []) };
        IReadOnlyList<CommandSequence> longest = all;
        for (var length = 1; length <= Count; length++)
        {
            longest = [.. longest.SelectMany(prefix => items.Select(prefix.Append)).Where(longer => longer.IsPrefixOf(this))
                .Distinct().Order()];
            all = [.. all, .. longest];
        }

        return all;
    }
}
