using BgpVerified.Spec.Values;

namespace BgpVerified.Spec.Protocols;

/// <summary>A named guard of a protocol that can be taken out, to see what it is for.</summary>
/// <param name="Name">Its name on the command line.</param>
/// <param name="Published">Whether the paper has it.</param>
/// <param name="Corrected">Whether the corrected protocol has it.</param>
/// <param name="Location">Where the paper has it, or should have it.</param>
/// <param name="Protects">The property that fails without it; null when no configuration tried shows that it is needed.</param>
/// <param name="Why">What it is for.</param>
/// <param name="Scenario">The scenario that shows it, or the first one tried.</param>
public sealed record Rule(
    string Name,
    bool Published,
    bool Corrected,
    string Location,
    string? Protects,
    string Why,
    string Scenario);

/// <summary>What an erratum says of a paper, or of ourselves.</summary>
public enum ErratumKind
{
    /// <summary>
    /// The paper leaves something out, contradicts itself, or as printed does not run; repaired in every rule set, or as
    /// the paper's own text has it.
    /// </summary>
    Gap,

    /// <summary>A safety property of the paper fails in its protocol with only the gaps repaired, within its own model.</summary>
    Safety,

    /// <summary>A liveness property of the paper fails there for ever, however many ballots, parts or timestamps follow.</summary>
    Liveness,

    /// <summary>Something happens later than it need, a ballot or a timestamp passes in vain; no property of the paper fails.</summary>
    Delay,

    /// <summary>The paper can be read in several ways, or chose a weaker statement; what we chose.</summary>
    Choice,

    /// <summary>A flaw of our own corrections, not of the paper.</summary>
    OwnRepair,
}

/// <summary>A finding about a published protocol.</summary>
/// <param name="Id">Its identifier, <c>E01</c> and so on; never used again for another.</param>
/// <param name="Kind">What it says.</param>
/// <param name="Location">Algorithm and lines.</param>
/// <param name="Wrong">What is wrong, in a sentence or two.</param>
/// <param name="Fix">What the corrected protocol does.</param>
/// <param name="Rule">The rule that makes the fix, if it can be taken out.</param>
public sealed record Erratum(string Id, ErratumKind Kind, string Location, string Wrong, string Fix, string? Rule)
{
    /// <summary>The paper's property, lemma or sentence that fails; null if none does.</summary>
    public string? Fails { get; init; }
}

/// <summary>A configuration worth a name.</summary>
/// <param name="Name">Its name on the command line.</param>
/// <param name="Description">What it shows, in one line.</param>
/// <param name="Configuration">What is explored.</param>
/// <param name="Violates">The property that fails in it; null when all hold.</param>
public sealed record Scenario(string Name, string Description, Configuration Configuration, string? Violates);

/// <summary>A protocol as the checker and the command line see it.</summary>
public interface IProtocol
{
    /// <summary>Its name on the command line.</summary>
    string Name { get; }

    /// <summary>What it is, in one line.</summary>
    string Summary { get; }

    /// <summary>Every rule, in the order of the paper.</summary>
    IReadOnlyList<Rule> Rules { get; }

    /// <summary>Every known flaw of the published protocol.</summary>
    IReadOnlyList<Erratum> Errata { get; }

    /// <summary>Every named configuration; the first is the default.</summary>
    IReadOnlyList<Scenario> Scenarios { get; }

    /// <summary>The scenarios that a run without options explores, one after another.</summary>
    IReadOnlyList<string> DefaultScenarios { get; }

    /// <summary>The scenario that shows what is wrong with the protocol as published.</summary>
    string PublishedScenario { get; }

    /// <summary>Builds the protocol in a configuration.</summary>
    /// <param name="configuration">The configuration.</param>
    /// <returns>The configured protocol.</returns>
    /// <exception cref="InvalidConfigurationException">The configuration is impossible.</exception>
    ISystem Build(Configuration configuration);
}

/// <summary>The rule sets of a protocol.</summary>
public static class RuleSets
{
    /// <summary>The rules of the corrected protocol.</summary>
    /// <param name="protocol">The protocol.</param>
    /// <returns>Their names.</returns>
    public static ValueSet<string> Corrected(this IProtocol protocol) => Names(protocol, rule => rule.Corrected);

    /// <summary>The rules that the paper has.</summary>
    /// <param name="protocol">The protocol.</param>
    /// <returns>Their names.</returns>
    public static ValueSet<string> Published(this IProtocol protocol) => Names(protocol, rule => rule.Published);

    private static ValueSet<string> Names(IProtocol protocol, Func<Rule, bool> inForce) =>
        new(protocol.Rules.Where(inForce).Select(rule => rule.Name));
}

/// <summary>A protocol in a configuration: its processes, what they can see of the world, and what must hold.</summary>
/// <remarks>Everything is pure: equal arguments give equal results.</remarks>
public interface ISystem
{
    /// <summary>The configuration it was built from, with defaults filled in.</summary>
    Configuration Configuration { get; }

    /// <summary>All processes. Byzantine ones are listed but have no state.</summary>
    IReadOnlyList<Process> Processes { get; }

    /// <summary>The parts of the world; a derived part comes after those that it is derived from.</summary>
    IReadOnlyList<Part> Parts { get; }

    /// <summary>Which process reads which part; for exploration with quorum inputs.</summary>
    IReadOnlyList<Reading> Readings { get; }

    /// <summary>
    /// What Byzantine processes could send, by what they see; none if no process is Byzantine. For message-by-message runs.
    /// </summary>
    IReadOnlyList<Forgery> Adversary { get; }

    /// <summary>How single messages become quorum inputs; for message-by-message runs.</summary>
    IReadOnlyList<QuorumKind> Quorums { get; }

    /// <summary>
    /// What can happen in this configuration: the kinds of inputs that change a process of a role. A sample of runs in
    /// which one of them never happens has not looked everywhere.
    /// </summary>
    IReadOnlyList<ProtocolAction> Actions { get; }

    /// <summary>What must hold.</summary>
    IReadOnlyList<Property> Properties { get; }

    /// <summary>What must happen at least once.</summary>
    IReadOnlyList<Goal> Goals { get; }

    /// <summary>Which processes are interchangeable; null if none are.</summary>
    ISymmetry? Symmetry { get; }

    /// <summary>The initial state of a process that is not Byzantine.</summary>
    /// <param name="process">The process, by index.</param>
    /// <returns>An immutable state with value equality.</returns>
    object Initial(int process);

    /// <summary>Runs the handler of a process on an input.</summary>
    /// <param name="process">The process, by index; not Byzantine.</param>
    /// <param name="state">Its state.</param>
    /// <param name="input">The input; one that the process has no handler for is ignored.</param>
    /// <returns>The new state and what it sends.</returns>
    Step<object> Apply(int process, object state, Input input);

    /// <summary>The processes that a message concerns, by index.</summary>
    /// <param name="message">The message.</param>
    /// <returns>Its recipients.</returns>
    IEnumerable<int> Recipients(Message message);

    /// <summary>The process that a message is from. Every message is signed, so that it says so itself.</summary>
    /// <param name="message">The message.</param>
    /// <returns>The process, by index; a Byzantine one if nobody correct could have sent it.</returns>
    int Sender(Message message);
}
