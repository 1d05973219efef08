using System.Collections.Immutable;
using System.Text;
using BgpVerified.Spec.Protocols;
using BgpVerified.Spec.Values;

namespace BgpVerified.Kit;

/// <summary>A process as messages and states name it: the letter of its role, and a number in the role.</summary>
/// <param name="Letter">The letter, such as <c>a</c> for acceptors.</param>
/// <param name="Number">The number, from 0; <see cref="Nobody"/> for any process of the role.</param>
public readonly record struct ProcessId(char Letter, int Number) : IComparable<ProcessId>
{
    /// <summary>The number of no process.</summary>
    public const int Nobody = -1;

    private const int Most = 16;

    // Every message's text has a name.
    private static readonly ImmutableArray<string> Names =
        [.. from letter in Enumerable.Range('a', 26) from number in Enumerable.Range(1, Most) select $"{(char)letter}{number}"];

    /// <summary>By role, then by number.</summary>
    /// <param name="other">The other process.</param>
    /// <returns>Negative, zero or positive.</returns>
    public int CompareTo(ProcessId other) => (Letter, Number).CompareTo((other.Letter, other.Number));

    /// <summary>Its name on the command line and in traces: <c>a3</c> has number 2.</summary>
    /// <returns>The name.</returns>
    public override string ToString() =>
        Letter is >= 'a' and <= 'z' && Number is >= 0 and < Most ? Names[((Letter - 'a') * Most) + Number]
        : Letter == default ? "nobody"
        : Number == Nobody ? $"{Letter}"
        : $"{Letter}{Number + 1}";
}

/// <summary>A message of a protocol: what is said, and who signed it.</summary>
/// <remarks>
/// A handler sends it without a signer, and the model puts the process that runs the handler there. Without a signer it is the
/// statement that quorums count.
/// </remarks>
public abstract record SignedMessage : Message
{
    /// <summary>Who signed it.</summary>
    public ProcessId From { get; init; }

    /// <summary>
    /// What is said, in a few words: with the kind and the signer it is the message's text, which must tell messages apart. Unless a
    /// protocol says otherwise, the record's members.
    /// </summary>
    protected virtual string Body => RecordText.Of(PrintMembers);

    /// <summary>The statement: the message without its signer.</summary>
    public SignedMessage Unsigned => SignedBy(From with { Number = ProcessId.Nobody });

    internal string InQuorum(string signers) => DescribeQuorum(signers);

    internal string InReports(IEnumerable<SignedMessage> all) => DescribeReports(all);

    /// <summary>The same message as another process would send it: renamed wherever it says who sends it.</summary>
    /// <param name="signer">The process.</param>
    /// <returns>The message, signed by it.</returns>
    public virtual SignedMessage SignedBy(ProcessId signer) => this with { From = signer };

    /// <summary>The text of a quorum of such messages, all with this statement.</summary>
    /// <param name="signers">The names of those who signed it.</param>
    /// <returns>The text.</returns>
    protected virtual string DescribeQuorum(string signers) => $"{KindName} quorum {Body} by {signers}";

    /// <summary>The text of reports of which this is the first.</summary>
    /// <param name="all">All of them.</param>
    /// <returns>The text.</returns>
    protected virtual string DescribeReports(IEnumerable<SignedMessage> all) =>
        $"{KindName} quorum {string.Join("; ", all.Select(m => $"{m.From} {m.Body}"))}";

    /// <summary>Nothing of the base is among a record's members.</summary>
    /// <param name="builder">Where the members go.</param>
    /// <returns>False: nothing was added.</returns>
    protected override bool PrintMembers(StringBuilder builder) => false;

    /// <inheritdoc/>
    protected override string Describe() => Body is { Length: > 0 } body
        ? string.Concat((ReadOnlySpan<string>)[KindName, " ", body, " by ", From.ToString()])
        : $"{KindName} by {From}";
}

/// <summary>What a process does by itself: a client's request, a timeout.</summary>
public abstract record LocalInput : Input
{
    /// <summary>Nothing of the base is among a record's members.</summary>
    /// <param name="builder">Where the members go.</param>
    /// <returns>False: nothing was added.</returns>
    protected override bool PrintMembers(StringBuilder builder) => false;

    /// <inheritdoc/>
    protected override string Describe() => $"{KindName} {RecordText.Of(PrintMembers)}".TrimEnd();
}

/// <summary>
/// The members of a record as text, by what the compiler makes of it: no reflection. The name of an only member is left out.
/// </summary>
internal static class RecordText
{
    public static string Of(Func<StringBuilder, bool> print)
    {
        var text = new StringBuilder();
        print(text);
        var all = $"{text}";
        return all.Contains(", ", StringComparison.Ordinal) || all.IndexOf(" = ", StringComparison.Ordinal) is not (> 0 and var at)
            ? all
            : all[(at + 3)..];
    }
}

/// <summary>Processes by name, and messages with a signer put there.</summary>
public static class Signing
{
    /// <summary>Processes of a role, by their numbers.</summary>
    /// <param name="numbers">The numbers.</param>
    /// <param name="letter">The role's letter.</param>
    /// <returns>The processes, in rising order.</returns>
    public static IEnumerable<ProcessId> Named(this ProcessSet numbers, char letter) =>
        numbers.Members.Select(number => new ProcessId(letter, number));

    /// <summary>The message, signed by a process.</summary>
    /// <typeparam name="TMessage">The message.</typeparam>
    /// <param name="message">The message.</param>
    /// <param name="signer">Who signs it.</param>
    /// <returns>The same, from that process.</returns>
    public static TMessage By<TMessage>(this TMessage message, ProcessId signer)
        where TMessage : SignedMessage => (TMessage)message.SignedBy(signer);

    /// <summary>Who signed messages of one role.</summary>
    /// <param name="messages">The messages.</param>
    /// <returns>The signers, by their numbers.</returns>
    public static ProcessSet Signers(this IEnumerable<Message> messages) =>
        QuorumKind.Senders(messages.Cast<SignedMessage>(), message => message.From.Number);
}

/// <summary>Distinct signers of one statement, however many: a handler asks whether they are enough.</summary>
/// <typeparam name="TMessage">The message that they sent.</typeparam>
/// <param name="Statement">The message without its signer.</param>
/// <param name="Signers">Who signed it, by their numbers.</param>
public sealed record Quorum<TMessage>(TMessage Statement, ProcessSet Signers) : Input
    where TMessage : SignedMessage
{
    /// <inheritdoc/>
    public override string KindName => InputType.NameOf(typeof(Quorum<TMessage>));

    /// <inheritdoc/>
    protected override string Describe() => Statement.InQuorum(Signers.Names($"{Statement.From.Letter}"));
}

/// <summary>One message of each of some distinct senders, who may say different things.</summary>
/// <typeparam name="TMessage">The message.</typeparam>
/// <param name="All">The messages, in the order of their senders.</param>
public sealed record Reports<TMessage>(ValueList<TMessage> All) : Input
    where TMessage : SignedMessage
{
    /// <inheritdoc/>
    public override string KindName => InputType.NameOf(typeof(Reports<TMessage>));

    /// <inheritdoc/>
    protected override string Describe() => All.Count == 0 ? $"{typeof(TMessage).Name} quorum of nobody" : All[0].InReports(All);
}
