using System.Collections;
using System.Reflection;
using BgpVerified.Kit;
using BgpVerified.Runtime.Wire;
using BgpVerified.Spec.Commands;
using BgpVerified.Spec.Protocols;
using BgpVerified.Spec.Values;

namespace BgpVerified.Runtime.Evidence;

/// <summary>A protocol whose logs can be verified.</summary>
public interface IEvidenceProtocol
{
    /// <summary>The name under which logs have it.</summary>
    string Name { get; }

    /// <summary>The protocol with the options of a log.</summary>
    /// <param name="options">The options.</param>
    /// <returns>The protocol.</returns>
    /// <exception cref="InvalidConfigurationException">They are impossible.</exception>
    EvidenceSubject Open(IReadOnlyDictionary<string, string> options);

    /// <summary>The same without one of its rules, each in turn: to name the one that a step breaks.</summary>
    /// <param name="options">The options.</param>
    /// <returns>The rules' names, and the protocol's processes without them.</returns>
    IEnumerable<(string Rule, ISystem System)> Ablated(IReadOnlyDictionary<string, string> options);
}

/// <summary>A configured protocol, as its logs are verified: the handlers, and what is read of states and messages.</summary>
/// <param name="system">The handlers: processes, dispatch, recipients.</param>
/// <param name="format">The form of messages, states and inputs.</param>
public abstract class EvidenceSubject(ISystem system, WireFormat format)
{
    private readonly Dictionary<Type, Func<Input, IEnumerable<SignedMessage>>> parts = [];

    /// <summary>The handlers: processes, dispatch, recipients.</summary>
    public ISystem System { get; } = system;

    /// <summary>The form of messages, states and inputs.</summary>
    public WireFormat Format { get; } = format;

    /// <summary>Which commands conflict where they are learned.</summary>
    public abstract ConflictRelation Conflicts { get; }

    /// <summary>What a process in a state has learned; null if it is no learner.</summary>
    /// <param name="state">The state.</param>
    /// <returns>The sequence.</returns>
    public abstract CommandSequence? LearnedIn(object state);

    /// <summary>The commands that a step may have let a learner learn; those that it had learned before may be among them.</summary>
    /// <param name="input">The input.</param>
    /// <param name="after">Its state after.</param>
    /// <returns>The commands.</returns>
    public abstract IEnumerable<Command> News(Input input, object after);

    /// <summary>The commands that a message proposes in its sender's name.</summary>
    /// <param name="message">The message.</param>
    /// <returns>The commands.</returns>
    public abstract IEnumerable<Command> ProposedIn(SignedMessage message);

    /// <summary>What processes in their last states disagree about, beyond what they have learned.</summary>
    /// <param name="last">The processes, and their last states.</param>
    /// <returns>The first process that disagrees and about what, in one line; null if they agree.</returns>
    public virtual (string Process, string What)? Disagreement(IReadOnlyList<(string Process, object State)> last) => null;

    /// <summary>The messages that an input consists of.</summary>
    /// <param name="input">The input.</param>
    /// <returns>The messages; none of a local input.</returns>
    public IEnumerable<SignedMessage> PartsOf(Input input)
    {
        if (input is SignedMessage message)
        {
            return message.From == default ? [] : [message];
        }

        if (!parts.TryGetValue(input.GetType(), out var read))
        {
            parts.Add(input.GetType(), read = PartsOf(input.GetType()));
        }

        return read(input);
    }

    /// <summary>Of a quorum the statement, signed by each; of other inputs all messages that they have a list of.</summary>
    private static Func<Input, IEnumerable<SignedMessage>> PartsOf(Type type)
    {
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Quorum<>))
        {
            var statement = type.GetProperty(nameof(Quorum<>.Statement))!;
            var signers = type.GetProperty(nameof(Quorum<>.Signers))!;
            return input =>
            {
                var said = (SignedMessage)statement.GetValue(input)!;
                return ((ProcessSet)signers.GetValue(input)!).Named(said.From.Letter).Select(said.SignedBy);
            };
        }

        List<PropertyInfo> lists = [.. type.GetProperties().Where(member => IsMessages(member.PropertyType))];
        return input => lists.SelectMany(list => ((IEnumerable)list.GetValue(input)!).Cast<SignedMessage>());
    }

    private static bool IsMessages(Type type) => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ValueList<>)
        && typeof(SignedMessage).IsAssignableFrom(type.GetGenericArguments()[0]);
}
