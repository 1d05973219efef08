using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using BgpVerified.Spec.Values;

namespace BgpVerified.Spec.Commands;

/// <summary>A discarded beginning as something that runs keeps it: a digest, and which commands of each author it held.</summary>
/// <remarks>
/// <para>
/// The digest is a chain of SHA-256 over the canonical form of what each checkpoint discarded, so that two are equal only if
/// they held the same (up to collisions, which are taken not to happen). What the last checkpoint discarded comes along, so that it can be
/// handed over; what came before is gone. Of each author it knows the numbers of its commands:
/// all below one number, and those above it that came before others of the author. So its size is that of the authors, and of the
/// commands that an author may have on their way at once.
/// </para>
/// <para>Commands must have numbers (<see cref="Command.Sequence"/>), from 0, of which no author uses one twice.</para>
/// </remarks>
public sealed class DigestHistory : History
{
    private static readonly DenseNumbers NoNumbers = new(0, ValueSet<int>.Empty);
    private readonly string digest;
    private readonly ImmutableSortedDictionary<string, DenseNumbers> executed;

    // What the last checkpoint has discarded: to be handed over, and no part of what it is.
    private readonly IReadOnlyList<Command> last;

    private DigestHistory(
        int number, string digest, ImmutableSortedDictionary<string, DenseNumbers> executed, IReadOnlyList<Command> last)
    {
        this.last = last;
        Number = number;
        this.digest = digest;
        this.executed = executed;
    }

    /// <summary>Nothing was discarded.</summary>
    public static DigestHistory None { get; } =
        new(0, string.Empty, ImmutableSortedDictionary<string, DenseNumbers>.Empty.WithComparers(StringComparer.Ordinal), []);

    /// <summary>A beginning as it was, for whoever has it in another form.</summary>
    /// <param name="number">How many checkpoints it ends, at least 1.</param>
    /// <param name="digest">The digest, in 64 hexadecimal digits.</param>
    /// <param name="authors">What it held of each author.</param>
    /// <returns>The beginning; null unless all of it is as <see cref="Authors"/> has it.</returns>
    public static DigestHistory? Restore(int number, string digest, IReadOnlyList<DiscardedCommands> authors)
    {
        var all = None.executed.ToBuilder();
        var last = default(string);
        foreach (var (author, below, above) in authors)
        {
            if ((last is not null && string.CompareOrdinal(last, author) >= 0) || below < 0 || (below == 0 && above.Count == 0)
                || (above.Count > 0 && above.Min <= below))
            {
                return null;
            }

            last = author;
            all.Add(author, new(below, new(above)));
        }

        return number >= 1 && digest.Length == 64 && digest.All(char.IsAsciiHexDigitLower) && authors.Count > 0
            ? new(number, digest, all.ToImmutable(), [])
            : null;
    }

    /// <summary>What it held of each author, in the order of their names.</summary>
    public IEnumerable<DiscardedCommands> Authors =>
        executed.Select(own => new DiscardedCommands(own.Key, own.Value.Below, [.. own.Value.Above]));

    /// <inheritdoc/>
    public override int Number { get; }

    /// <summary>The digest, in hexadecimal digits; empty if nothing was discarded.</summary>
    public string Digest => digest;

    /// <summary>How many entries it keeps: authors, and numbers above an author's first gap.</summary>
    public int Size => executed.Values.Sum(own => own.Size);

    /// <summary>The commands that its last checkpoint has discarded, in order: what whoever states it hands over.</summary>
    public IReadOnlyList<Command> Last => last;

    /// <inheritdoc/>
    public override IReadOnlyList<Command>? After(History beginning) => beginning.Then(last).Equals(this) ? last : null;

    /// <inheritdoc/>
    public override bool Contains(Command command) =>
        executed.TryGetValue(command.Author, out var own) && own.Contains(NumberOf(command));

    /// <inheritdoc/>
    public override History Then(IReadOnlyList<Command> discarded)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Add(digest);
        var next = executed.ToBuilder();
        foreach (var command in discarded)
        {
            Add(command.Name);
            Add(command.Author);
            Add(command.SignedBy);
            Add($"{NumberOf(command)}");
            next[command.Author] = next.GetValueOrDefault(command.Author, NoNumbers).With(NumberOf(command));
        }

        return new DigestHistory(Number + 1, Convert.ToHexStringLower(hash.GetHashAndReset()), next.ToImmutable(), discarded);

        // Each text after its length, so that no two lists of texts have the same bytes.
        void Add(string text)
        {
            Span<byte> length = stackalloc byte[sizeof(int)];
            var bytes = Encoding.UTF8.GetBytes(text);
            BinaryPrimitives.WriteInt32BigEndian(length, bytes.Length);
            hash.AppendData(length);
            hash.AppendData(bytes);
        }
    }

    /// <inheritdoc/>
    public override bool Equals(History? other) =>
        ReferenceEquals(this, other) || (Number == 0 && other?.Number == 0)
        || (other is DigestHistory digested && digested.Number == Number && digested.digest == digest && HasSameNumbers(digested));

    /// <inheritdoc/>
    public override int GetHashCode() => Number == 0 ? 0 : HashCode.Combine(Number, digest);

    /// <inheritdoc/>
    public override int CompareTo(History? other)
    {
        var byNumber = Number.CompareTo(other?.Number ?? -1);
        return byNumber != 0 ? byNumber : string.CompareOrdinal(digest, (other as DigestHistory)?.digest);
    }

    /// <summary>How many checkpoints, and how the digest begins: <c>[2:5f0a91c3]</c>.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => Number == 0 ? "[0]" : $"[{Number}:{digest[..8]}]";

    /// <summary>That follows from the digests, unless somebody has made one of the two up.</summary>
    private bool HasSameNumbers(DigestHistory other) =>
        ReferenceEquals(executed, other.executed)
        || (executed.Count == other.executed.Count && executed.Zip(other.executed).All(pair =>
            pair.First.Key == pair.Second.Key && pair.First.Value.Below == pair.Second.Value.Below
            && pair.First.Value.Above.SequenceEqual(pair.Second.Value.Above)));

    private static int NumberOf(Command command) => command.Sequence
        ?? throw new ArgumentException($"command {command} has no number; a digest needs each author's commands numbered from 0");
}

/// <summary>The numbers of an author's commands in a discarded beginning.</summary>
/// <param name="Author">The author's name.</param>
/// <param name="Below">All commands with a lower number are in it, and this one is not.</param>
/// <param name="Above">The higher numbers that are in it.</param>
public sealed record DiscardedCommands(string Author, int Below, ImmutableSortedSet<int> Above);
