using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Text;
using BgpVerified.Impl.BgpMachine;
using BgpVerified.Kit;
using BgpVerified.Spec.Commands;
using BgpVerified.Spec.Machines;
using Request = BgpVerified.Impl.Machines.Command;

namespace BgpVerified.Cli.Hosted;

/// <summary>
/// Batches of clients' requests as commands of BGP: a batch's name is its author, its number and its requests, so that whoever has a
/// command knows what it stands for. What cannot be read conflicts with everything, and does nothing. May be used by several threads.
/// </summary>
/// <param name="application">The application.</param>
internal sealed class Batches(IApplication application) : IBatches
{
    private const int MostKept = 50_000;
    private readonly ConditionalWeakTable<Command, Batch> byReference = [];
    private readonly ConcurrentDictionary<string, Batch> byName = [];
    private readonly ConcurrentDictionary<(long, long), bool> compared = [];
    private long made;

    /// <inheritdoc/>
    public ConflictRelation Conflicts => field ??= new((one, other) => Conflict(Of(one), Of(other)), command => Of(command).IsUniversal);

    /// <summary>A batch.</summary>
    /// <param name="author">Who proposes it.</param>
    /// <param name="sequence">Which of the author's batches it is, from 0.</param>
    /// <param name="requests">The requests; none has a line's end in it.</param>
    /// <returns>The command.</returns>
    public static Command Make(string author, int sequence, IEnumerable<Request> requests)
    {
        var name = new StringBuilder().Append(author).Append('n').Append(sequence);
        foreach (var request in requests)
        {
            name.Append('\n').Append(request.Client.Number).Append(' ').Append(request.Number).Append(' ').Append(request.Does);
        }

        return new(name.ToString(), author, author) { Sequence = sequence };
    }

    /// <summary>
    /// Whether a command says of itself what is so: its author is a gateway, or a leader for checkpoints, of a node since a start of it,
    /// and its name begins with author and number. Others would make histories that nobody can read.
    /// </summary>
    /// <param name="command">The command.</param>
    /// <returns>Whether it is one that a node may have proposed.</returns>
    public static bool IsWellFormed(Command command) =>
        command.Author is ['p' or 'k', >= '1' and <= '9', ..] author
        && author.IndexOf('.', StringComparison.Ordinal) is > 1 and var dot
        && author.AsSpan(1, dot - 1).IndexOfAnyExceptInRange('0', '9') < 0
        && dot < author.Length - 1 && author[(dot + 1)..].All(char.IsAsciiHexDigitLower)
        && command.HasValidSignature
        && command.Sequence is >= 0 and < int.MaxValue and var sequence
        && $"{author}n{sequence}" is var key
        && command.Name.StartsWith(key, StringComparison.Ordinal)
        && (command.Name.Length == key.Length || command.Name[key.Length] == '\n');

    /// <summary>Whether a command's author is of a node.</summary>
    /// <param name="command">A well-formed command.</param>
    /// <param name="machine">The node's number, from 0.</param>
    /// <returns>True if it is.</returns>
    public static bool IsOf(Command command, int machine) =>
        command.Author.AsSpan(1).StartsWith($"{machine + 1}.", StringComparison.Ordinal);

    /// <inheritdoc/>
    public IReadOnlyList<Request> RequestsOf(Command command) => Of(command).Requests;

    private Batch Of(Command command)
    {
        if (byReference.TryGetValue(command, out var known))
        {
            return known;
        }

        if (!byName.TryGetValue(command.Name, out var batch))
        {
            if (byName.Count > MostKept)
            {
                byName.Clear();
            }

            batch = byName.GetOrAdd(command.Name, Read(command.Name));
        }

        byReference.AddOrUpdate(command, batch);
        return batch;
    }

    private Batch Read(string name)
    {
        var requests = new List<Request>();
        var isReadable = true;
        foreach (var line in name.Split('\n').Skip(1))
        {
            var words = line.Split(' ');
            if (words.Length == 3 && int.TryParse(words[0], out var client) && client >= 0
                && int.TryParse(words[1], out var number) && number >= 1 && application.IsCommand(words[2]))
            {
                requests.Add(new(new('c', client), number, words[2]));
            }
            else
            {
                isReadable = false;
            }
        }

        isReadable &= requests.Count > 0;
        return new(Interlocked.Increment(ref made), name.Split('\n')[0], isReadable ? requests : [], application);
    }

    private bool Conflict(Batch one, Batch other)
    {
        if (one.IsUniversal || other.IsUniversal)
        {
            return false;
        }

        var pair = one.Number < other.Number ? (one.Number, other.Number) : (other.Number, one.Number);
        if (compared.TryGetValue(pair, out var known))
        {
            return known;
        }

        if (compared.Count > MostKept * 4)
        {
            compared.Clear();
        }

        return compared[pair] = one.ConflictsWith(other, application);
    }

    /// <summary>What a command of BGP stands for, with what its conflicts depend on.</summary>
    private sealed class Batch
    {
        private readonly HashSet<(int Client, int Number)> numbers;
        private readonly Dictionary<string, List<string>> parts = [];

        public Batch(long number, string key, List<Request> requests, IApplication application)
        {
            (Number, Key, Requests) = (number, key, requests);
            IsUniversal = requests.Count > 0 && requests.TrueForAll(request => application.IsUniversal(request.Does));
            numbers = [.. requests.Select(request => (request.Client.Number, request.Number))];
            foreach (var request in requests)
            {
                var part = application.PartOf(request.Does) ?? string.Empty;
                (parts.TryGetValue(part, out var all) ? all : parts[part] = []).Add(request.Does);
            }
        }

        /// <summary>Which batch of this program it is.</summary>
        public long Number { get; }

        /// <summary>Author and number: a Byzantine gateway may give them to two batches.</summary>
        public string Key { get; }

        public IReadOnlyList<Request> Requests { get; }

        public bool IsUniversal { get; }

        public bool ConflictsWith(Batch other, IApplication application)
        {
            if (Key == other.Key || Requests.Count == 0 || other.Requests.Count == 0 || numbers.Overlaps(other.numbers))
            {
                return true;
            }

            // What concerns the whole state, the part without a name, may conflict with every part.
            if (parts.ContainsKey(string.Empty) || other.parts.ContainsKey(string.Empty))
            {
                return Requests.Any(x => other.Requests.Any(y => application.Conflicts(x.Does, y.Does)));
            }

            var (few, many) = parts.Count < other.parts.Count ? (parts, other.parts) : (other.parts, parts);
            return few.Any(part => many.TryGetValue(part.Key, out var others)
                && part.Value.Exists(x => others.Exists(y => application.Conflicts(x, y))));
        }
    }
}
