using BgpVerified.Spec.Protocols;
using BgpVerified.Spec.Values;

namespace BgpVerified.CoyoteTests.Exploration;

/// <summary>What a toy process is told: by a clock of its own, or because of what others have said.</summary>
internal sealed record Told(string What) : Input
{
    protected override string Describe() => What;
}

/// <summary>What a toy process says to all.</summary>
internal sealed record Said(int By, string What) : Message
{
    protected override string Describe() => $"{What} by {By}";
}

/// <summary>The state of a toy process: who it is, and a word.</summary>
internal sealed record ToyState(int Id, string Word);

/// <summary>What a toy process could be told.</summary>
internal sealed record ToyOffer(string What, bool Fair = true);

/// <summary>A toy process.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Word">The word that it starts with.</param>
/// <param name="Offers">What it could be told, by its word and what others have said.</param>
/// <param name="Take">Its word after it was told something, and what it says.</param>
/// <param name="Listens">Whether it looks at what others have said.</param>
/// <param name="Fault">What may go wrong at it.</param>
/// <param name="IsLocal">Whether it sees what was said even where nobody need hear it.</param>
internal sealed record ToyProcess(
    string Name,
    string Word,
    Func<string, IReadOnlyList<string>, IEnumerable<ToyOffer>> Offers,
    Func<string, string, (string Word, string[] Says)> Take,
    bool Listens = true,
    Fault Fault = Fault.None,
    bool IsLocal = false)
{
    /// <summary>A process that goes from word to word by itself, and says what it has become.</summary>
    public static ToyProcess Walker(string name, params string[] words) => new(
        name,
        words[0],
        (word, _) => Array.IndexOf(words, word) + 1 is var next && next < words.Length ? [new(words[next])] : [],
        (_, what) => (what, [what]),
        Listens: false);

    /// <summary>A process that takes any word that somebody said, once, and says nothing.</summary>
    public static ToyProcess Listener(string name) => new(
        name, "?", (word, heard) => word == "?" ? heard.Select(what => new ToyOffer(what)) : [], (_, what) => (what, []));
}

/// <summary>A protocol so small that its answers are known: to show what the checker does with each assumption.</summary>
internal sealed class ToySystem(params ToyProcess[] processes) : ISystem, IContinuable
{
    private static readonly GatheredPart<ValueSet<Message>> Everything = GatheredPart.Messages("everything said", _ => true);

    public IReadOnlyList<ToyProcess> Toys => processes;

    public Configuration Configuration { get; init; } = new();

    public IReadOnlyList<Process> Processes { get; } = [.. processes.Select(p => new Process(p.Name, "toy", p.Fault))];

    public IReadOnlyList<Part> Parts { get; } = [Everything];

    public IReadOnlyList<Reading> Readings { get; } =
    [
        .. processes.Select((p, i) => new Reading(i, p.Listens ? Everything : null, (state, seen) =>
            p.Offers(((ToyState)state).Word, [.. ((ValueSet<Message>?)seen ?? ValueSet<Message>.Empty).Cast<Said>()
                .Select(said => said.What).Distinct()])
                .Select(offer => new Offer(new Told(offer.What), offer.Fair)), p.IsLocal)),
    ];

    public IReadOnlyList<Forgery> Adversary => [];

    public IReadOnlyList<QuorumKind> Quorums => [];

    public IReadOnlyList<ProtocolAction> Actions => [];

    public IReadOnlyList<Property> Properties { get; init; } = [];

    public IReadOnlyList<Goal> Goals { get; init; } = [];

    public ISymmetry? Symmetry { get; init; }

    /// <summary>How it goes on, in each way; by how many further tries there are.</summary>
    public IReadOnlyList<Func<int, ToySystem>> Ways { get; init; } = [];

    public IReadOnlyList<Continuation> Continued(int further) =>
        [.. Ways.Select((way, i) => new Continuation($"{further} of way {i}", way(further)))];

    /// <summary>A property of the words of some processes.</summary>
    public static Property Words(string name, PropertyKind kind, int[] reads, Func<string[], string[], bool> holds) =>
        new(name, kind, reads, (_, state) => ((ToyState)state).Word, (before, after) =>
            holds([.. before.Cast<string>()], [.. after.Cast<string>()]), name);

    public object Initial(int process) => new ToyState(process, processes[process].Word);

    public Step<object> Apply(int process, object state, Input input)
    {
        var (word, says) = processes[process].Take(((ToyState)state).Word, ((Told)input).What);
        return new(((ToyState)state) with { Word = word }, [.. says.Select(what => new Said(process, what))]);
    }

    /// <summary>All; what is said in brackets is said to nobody.</summary>
    public IEnumerable<int> Recipients(Message message) =>
        Enumerable.Range(0, ((Said)message).What.StartsWith('(') ? 0 : processes.Length);

    public int Sender(Message message) => ((Said)message).By;
}

/// <summary>Toy processes that are declared to be interchangeable.</summary>
internal sealed class ToySymmetry(params int[][] groups) : ISymmetry
{
    public IReadOnlyList<IReadOnlyList<int>> Groups => groups;

    /// <summary>What renaming does to a word, beside the name; nothing, if it is right.</summary>
    public Func<string, string> Word { get; init; } = word => word;

    public object RenameState(object state, int to) => new ToyState(to, Word(((ToyState)state).Word));

    public Message RenameMessage(Message message, int to) => new Said(to, ((Said)message).What);
}
