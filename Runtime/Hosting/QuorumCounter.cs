using BgpVerified.Spec.Protocols;

namespace BgpVerified.Runtime.Hosting;

/// <summary>
/// Turns single messages into quorum inputs, as <see cref="Collector"/> does, in place: one look-up a message. What can be of no use any
/// more is dropped when it is told so.
/// </summary>
/// <param name="kinds">The protocol's quorum kinds.</param>
public sealed class QuorumCounter(IReadOnlyList<QuorumKind> kinds)
{
    private readonly Dictionary<Statement, Tally> tallies = [];

    /// <summary>How many statements it keeps messages for.</summary>
    public int Count => tallies.Count;

    /// <summary>How many messages it keeps.</summary>
    public int Messages { get; private set; }

    /// <summary>The statements that it keeps messages for, in the order in which they were first heard.</summary>
    public IEnumerable<Tally> Tallies => tallies.Values;

    /// <summary>The quorums that are complete, in no order.</summary>
    public IEnumerable<Input> Complete => tallies.Values.Where(tally => tally.IsComplete).Select(tally => tally.Form());

    /// <summary>Counts a message; each sender counts once a statement; its first message stays, or the later one of the kind.</summary>
    /// <param name="envelope">The message.</param>
    /// <param name="grown">Where to add the statements that it was counted for.</param>
    public void Add(Envelope envelope, List<Tally> grown)
    {
        foreach (var statement in envelope.Statements(kinds))
        {
            if (statement is null)
            {
                continue;
            }

            if (!tallies.TryGetValue(statement, out var tally))
            {
                tallies.Add(statement, tally = new(kinds[statement.Kind], statement.Kind, statement.Value));
            }

            var size = tally.Size;
            if (tally.Add(envelope.Message))
            {
                Messages += tally.Size - size;
                grown.Add(tally);
            }
        }
    }

    /// <summary>Drops what can be of no use any more.</summary>
    /// <param name="isSpent">Whether what was heard of a statement can be of no use.</param>
    /// <returns>How many statements were dropped.</returns>
    public int Forget(Func<Tally, bool> isSpent)
    {
        var spent = tallies.Where(pair => isSpent(pair.Value)).Select(pair => pair.Key).ToList();
        foreach (var key in spent)
        {
            tallies.Remove(key, out var tally);
            Messages -= tally!.Size;
        }

        return spent.Count;
    }

    /// <summary>The messages for one statement.</summary>
    public sealed class Tally
    {
        private readonly QuorumKind kind;
        private readonly List<int> senders = [];
        private readonly List<Message> messages = [];

        internal Tally(QuorumKind kind, int index, object statement)
        {
            (this.kind, Kind, Statement) = (kind, index, statement);
        }

        /// <summary>The index of the quorum kind.</summary>
        public int Kind { get; }

        /// <summary>The statement.</summary>
        public object Statement { get; }

        /// <summary>How many senders there are.</summary>
        public int Size => senders.Count;

        /// <summary>Whether they are enough.</summary>
        public bool IsComplete => senders.Count >= kind.Size;

        /// <summary>Its message of the lowest sender.</summary>
        public Message First => messages[0];

        /// <summary>Whether any of its messages, if they are enough, make a quorum.</summary>
        public bool TakesAny => kind.TakesAny;

        /// <summary>Whether something is so of what it states: of all messages, where these state different things.</summary>
        /// <param name="what">What may be so of a message.</param>
        /// <returns>True if it is.</returns>
        public bool All(Predicate<Message> what) => kind.TakesAny ? messages.TrueForAll(what) : what(messages[0]);

        /// <summary>What a node remembers of it.</summary>
        internal Offering Offering { get; set; }

        /// <summary>What its last quorum made the process send: not to be sent again.</summary>
        internal IReadOnlyList<Message> Sent { get; set; } = [];

        /// <summary>The quorum input of all messages.</summary>
        /// <returns>The input.</returns>
        public Input Form() => kind.Form(messages);

        /// <summary>The quorum input of those that are chosen; null if they are not enough.</summary>
        /// <param name="choose">Which are, of all and of the number that is enough.</param>
        /// <returns>The input.</returns>
        internal Input? Form(Func<IReadOnlyList<Message>, int, IReadOnlyList<Message>> choose) =>
            choose(messages, kind.Size) is var chosen && chosen.Count >= kind.Size ? kind.Form(chosen) : null;

        internal bool Add(Message message)
        {
            var at = senders.BinarySearch(kind.Sender(message));
            if (at >= 0)
            {
                var isLater = kind.IsLater(messages[at], message);
                messages[at] = isLater ? message : messages[at];
                return isLater;
            }

            senders.Insert(~at, kind.Sender(message));
            messages.Insert(~at, message);
            return true;
        }
    }
}

/// <summary>What became of a quorum.</summary>
internal enum Offering
{
    /// <summary>It was not offered, or not complete.</summary>
    None,

    /// <summary>The process had no use for it yet.</summary>
    Waiting,

    /// <summary>It had an effect.</summary>
    Taken,
}
