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

    /// <summary>By role, then by number.</summary>
    /// <param name="other">The other process.</param>
    /// <returns>Negative, zero or positive.</returns>
    public int CompareTo(ProcessId other) => (Letter, Number).CompareTo((other.Letter, other.Number));

    /// <summary>Its name on the command line and in traces: <c>a3</c> has number 2.</summary>
    /// <returns>The name.</returns>
    public override string ToString() => Letter == default ? "nobody" : Number == Nobody ? $"{Letter}" : $"{Letter}{Number + 1}";
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
    protected virtual string Body => Members.Of(PrintMembers);

    /// <summary>The statement: the message without its signer.</summary>
    public SignedMessage Unsigned => this with { From = From with { Number = ProcessId.Nobody } };

    internal string Words => Body;

    /// <summary>Nothing of the base is among a record's members.</summary>
    /// <param name="builder">Where the members go.</param>
    /// <returns>False: nothing was added.</returns>
    protected override bool PrintMembers(StringBuilder builder) => false;

    /// <inheritdoc/>
    protected override string Describe() => Body.Length == 0 ? $"{KindName} by {From}" : $"{KindName} {Body} by {From}";
}

/// <summary>What a process does by itself: a client's request, a timeout.</summary>
public abstract record LocalInput : Input
{
    /// <summary>Nothing of the base is among a record's members.</summary>
    /// <param name="builder">Where the members go.</param>
    /// <returns>False: nothing was added.</returns>
    protected override bool PrintMembers(StringBuilder builder) => false;

    /// <inheritdoc/>
    protected override string Describe() => $"{KindName} {Members.Of(PrintMembers)}".TrimEnd();
}

/// <summary>The members of a record as text, by what the compiler makes of it: no reflection. The name of an only member is left out.</summary>
internal static class Members
{
    public static string Of(Func<StringBuilder, bool> print)
    {
        var text = new StringBuilder();
        print(text);
        var all = $"{text}";
        return all.Contains(", ", StringComparison.Ordinal) || all.IndexOf(" = ", StringComparison.Ordinal) is not (> 0 and var at) ? all : all[(at + 3)..];
    }
}

/// <summary>Messages with a signer put there.</summary>
internal static class Signing
{
    public static TMessage By<TMessage>(this TMessage message, ProcessId signer)
        where TMessage : SignedMessage => (TMessage)((SignedMessage)message with { From = signer });
}

/// <summary>Distinct signers of one statement, however many: a handler asks whether they are enough.</summary>
/// <typeparam name="TMessage">The message that they sent.</typeparam>
/// <param name="Statement">The message without its signer.</param>
/// <param name="Signers">Who signed it, by their numbers.</param>
public sealed record Quorum<TMessage>(TMessage Statement, ProcessSet Signers) : Input
    where TMessage : SignedMessage
{
    /// <inheritdoc/>
    public override string KindName => $"{typeof(TMessage).Name}Quorum";

    /// <inheritdoc/>
    protected override string Describe() => $"{Statement.KindName} quorum {Statement.Words} by {Signers.Names($"{Statement.From.Letter}")}";
}

/// <summary>One message of each of some distinct senders, who may say different things.</summary>
/// <typeparam name="TMessage">The message.</typeparam>
/// <param name="All">The messages, in the order of their senders.</param>
public sealed record Reports<TMessage>(ValueList<TMessage> All) : Input
    where TMessage : SignedMessage
{
    /// <inheritdoc/>
    public override string KindName => $"{typeof(TMessage).Name}Quorum";

    /// <inheritdoc/>
    protected override string Describe() => $"{typeof(TMessage).Name} quorum {string.Join("; ", All.Select(m => $"{m.From} {m.Words}"))}";
}
