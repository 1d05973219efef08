namespace BgpVerified.Spec.Protocols;

/// <summary>Says which processes can be swapped without any property or any other process noticing.</summary>
/// <remarks>
/// Handlers, views, properties and goals must treat the processes of a group alike: whatever is possible stays possible
/// after the processes, their states and their messages are renamed.
/// </remarks>
public interface ISymmetry
{
    /// <summary>The groups of interchangeable processes, by index; none is Byzantine.</summary>
    IReadOnlyList<IReadOnlyList<int>> Groups { get; }

    /// <summary>A state as it would be at another process of the group.</summary>
    /// <param name="state">The state.</param>
    /// <param name="to">The other process, by index.</param>
    /// <returns>The state, renamed.</returns>
    object RenameState(object state, int to);

    /// <summary>A message as another process of its sender's group would send it.</summary>
    /// <param name="message">The message.</param>
    /// <param name="to">The other process, by index.</param>
    /// <returns>The message, renamed.</returns>
    Message RenameMessage(Message message, int to);
}
