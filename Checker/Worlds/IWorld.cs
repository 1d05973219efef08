using BgpVerified.Spec.Protocols;
using BgpVerified.Spec.Values;

namespace BgpVerified.Checker.Worlds;

/// <summary>
/// A configured protocol at one moment of a run, in the plain semantics that traces are made of and replayed on. A value;
/// worlds are equal when nothing tells them apart.
/// </summary>
public interface IWorld
{
    /// <summary>The states of all processes; null for Byzantine ones.</summary>
    IReadOnlyList<object?> States { get; }

    /// <summary>What a process has sent.</summary>
    /// <param name="process">The process, by index.</param>
    /// <returns>Its messages; none for a Byzantine process.</returns>
    ValueSet<Message> SentBy(int process);

    /// <summary>Every input that some process could take now; some may change nothing.</summary>
    /// <returns>The process and the offer, always in the same order.</returns>
    IEnumerable<(int Process, Offer Offer)> Offers();

    /// <summary>Every input that one process could take now.</summary>
    /// <param name="process">The process, by index.</param>
    /// <returns>Its offers, in the order of <see cref="Offers()"/>.</returns>
    IEnumerable<Offer> Offers(int process);

    /// <summary>The world after a process takes an input.</summary>
    /// <param name="process">The process, by index; not Byzantine.</param>
    /// <param name="input">The input; one of those offered to it.</param>
    /// <returns>An equal world if it changes nothing.</returns>
    IWorld Take(int process, Input input);

    /// <summary>Whether nothing fair is left to happen: the adversary may never act again, and then this is the end.</summary>
    /// <returns>True if every fair input would change nothing.</returns>
    bool IsQuiescent();
}
