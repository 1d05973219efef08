namespace BgpVerified.Spec.Machines;

/// <summary>The state of an application: an immutable value, whose text is complete.</summary>
public abstract record MachineState;

/// <summary>
/// A deterministic state machine that is replicated, with what generalized consensus asks of its commands: which of them conflict, and
/// which commute with every other. Commands and replies are text.
/// </summary>
/// <remarks>
/// Two commands that do not conflict must, in every state and in either order, make the same state and get the same replies: replicas
/// may execute them in different orders, and clients compare replies. <see cref="Commutation"/> says it as a predicate.
/// </remarks>
public interface IApplication
{
    /// <summary>Its name.</summary>
    string Name { get; }

    /// <summary>The state before any command.</summary>
    MachineState Initial { get; }

    /// <summary>How its commands are written, in one line, for whoever has written one that cannot be read.</summary>
    string Usage { get; }

    /// <summary>Whether a text is a command of this application.</summary>
    /// <param name="command">The text.</param>
    /// <returns>True if it is.</returns>
    bool IsCommand(string command);

    /// <summary>Executes a command. Pure.</summary>
    /// <param name="state">The state.</param>
    /// <param name="command">The command.</param>
    /// <returns>The state after it, and its reply.</returns>
    (MachineState State, string Reply) Apply(MachineState state, string command);

    /// <summary>Whether the order of two commands matters, in any state, to the state or to a reply. Symmetric.</summary>
    /// <param name="one">A command.</param>
    /// <param name="other">Another, or the same one given twice.</param>
    /// <returns>True if it does, or may.</returns>
    bool Conflicts(string one, string other);

    /// <summary>Whether a command conflicts with no other at all, whatever the others are.</summary>
    /// <param name="command">The command.</param>
    /// <returns>True if it is universally commutative.</returns>
    bool IsUniversal(string command);

    /// <summary>
    /// The part of the state that a command reads and writes, such as an account or a key: what other parts hold does not matter to it. A
    /// history is linearizable if it is so part by part (Herlihy and Wing 1990, locality), which is how it is checked.
    /// </summary>
    /// <param name="command">The command.</param>
    /// <returns>The part's name; null if the command may concern the whole state.</returns>
    string? PartOf(string command);
}

/// <summary>An application with types of its own for states and commands.</summary>
/// <typeparam name="TState">Its state.</typeparam>
/// <typeparam name="TCommand">Its commands.</typeparam>
public abstract class Application<TState, TCommand> : IApplication
    where TState : MachineState
    where TCommand : class
{
    /// <inheritdoc/>
    public abstract string Name { get; }

    /// <inheritdoc/>
    public abstract string Usage { get; }

    /// <inheritdoc/>
    MachineState IApplication.Initial => First;

    /// <summary>The state before any command.</summary>
    public abstract TState First { get; }

    /// <summary>Reads a command.</summary>
    /// <param name="text">The text.</param>
    /// <returns>The command; null if the text is none.</returns>
    public abstract TCommand? Read(string text);

    /// <summary>Executes a command. Pure.</summary>
    /// <param name="state">The state.</param>
    /// <param name="command">The command.</param>
    /// <returns>The state after it, and its reply.</returns>
    public abstract (TState State, string Reply) Apply(TState state, TCommand command);

    /// <summary>Whether the order of two commands matters.</summary>
    /// <param name="one">A command.</param>
    /// <param name="other">Another, or the same one given twice.</param>
    /// <returns>True if it does, or may.</returns>
    public abstract bool Conflicts(TCommand one, TCommand other);

    /// <summary>Whether a command conflicts with no other at all.</summary>
    /// <param name="command">The command.</param>
    /// <returns>True if it is universally commutative.</returns>
    public abstract bool IsUniversal(TCommand command);

    /// <summary>The part of the state that a command concerns.</summary>
    /// <param name="command">The command.</param>
    /// <returns>The part's name; null for the whole state.</returns>
    public virtual string? PartOf(TCommand command) => null;

    /// <inheritdoc/>
    public bool IsCommand(string command) => Read(command) is not null;

    /// <inheritdoc/>
    public (MachineState State, string Reply) Apply(MachineState state, string command) => Apply((TState)state, Known(command));

    /// <inheritdoc/>
    public bool Conflicts(string one, string other) => Conflicts(Known(one), Known(other));

    /// <inheritdoc/>
    public bool IsUniversal(string command) => IsUniversal(Known(command));

    /// <inheritdoc/>
    public string? PartOf(string command) => PartOf(Known(command));

    private TCommand Known(string text) => Read(text) ?? throw new ArgumentException($"'{text}' is no command of {Name}; {Usage}");
}
