using System.Collections.Immutable;

namespace BgpVerified.Spec.Protocols;

/// <summary>What a process reacts to: a message, a quorum of messages, a client's command or a timeout.</summary>
public abstract record Input
{
    // Worked out once: sets of messages are ordered by it. It is no part of the value, and a changed copy has its own.
    private string? text;

    /// <summary>Creates an input.</summary>
    protected Input()
    {
    }

    /// <summary>Creates a copy of an input.</summary>
    /// <param name="original">The input.</param>
    protected Input(Input original)
    {
    }

    /// <summary>What kind of input it is, in one word: in reports, and where kinds of steps are counted.</summary>
    public virtual string KindName => GetType().Name;

    /// <summary>
    /// The input in one line, complete: inputs with the same text are the same input, as long as no two commands of a
    /// run have the same name.
    /// </summary>
    public string Text => text ??= Describe();

    /// <summary>Inputs are equal when they are of the same kind and their contents are.</summary>
    /// <param name="other">The other input.</param>
    /// <returns>True if both are of the same kind.</returns>
    public virtual bool Equals(Input? other) => other is not null && EqualityContract == other.EqualityContract;

    /// <inheritdoc/>
    public override int GetHashCode() => EqualityContract.GetHashCode();

    /// <inheritdoc/>
    public sealed override string ToString() => Text;

    /// <summary>Works out <see cref="Text"/>.</summary>
    /// <returns>The text.</returns>
    protected abstract string Describe();
}

/// <summary>A message. Once sent it may be delivered to any process, as often as the network likes.</summary>
public abstract record Message : Input, IComparable<Message>
{
    /// <summary>Messages are ordered by their text, so that sets of them have one form.</summary>
    /// <param name="other">The other message.</param>
    /// <returns>Negative, zero or positive.</returns>
    public int CompareTo(Message? other) => string.CompareOrdinal(Text, other?.Text);
}

/// <summary>What a handler returns: the new state, and the messages that it sends.</summary>
/// <typeparam name="TState">The role's state.</typeparam>
/// <param name="State">The state after the step.</param>
/// <param name="Sends">The messages sent, in order.</param>
public readonly record struct Step<TState>(TState State, ImmutableArray<Message> Sends)
    where TState : class;

/// <summary>Ways to write a <see cref="Step{TState}"/>.</summary>
public static class Step
{
    /// <summary>The input is ignored: nothing changes, nothing is sent.</summary>
    /// <typeparam name="TState">The role's state.</typeparam>
    /// <param name="state">The unchanged state.</param>
    /// <returns>The step.</returns>
    public static Step<TState> Ignore<TState>(TState state)
        where TState : class => new(state, []);

    /// <summary>The process moves to a state and sends messages.</summary>
    /// <typeparam name="TState">The role's state.</typeparam>
    /// <param name="state">The new state.</param>
    /// <param name="sends">The messages it sends.</param>
    /// <returns>The step.</returns>
    public static Step<TState> To<TState>(TState state, params ImmutableArray<Message> sends)
        where TState : class => new(state, sends);
}

/// <summary>A state that can say its fields, so that a trace shows only what changed.</summary>
public interface IDescribed
{
    /// <summary>Names and values of the fields worth showing, always in the same order.</summary>
    IEnumerable<(string Name, string Value)> Fields { get; }
}
