using BgpVerified.Spec.Protocols;

namespace BgpVerified.Runtime.Hosting;

/// <summary>The time, as a node sees it, and a way to be woken later.</summary>
public interface IClock
{
    /// <summary>The time since the node's beginning; it never goes back.</summary>
    TimeSpan Now { get; }

    /// <summary>Calls back once, on the node's own event loop.</summary>
    /// <param name="delay">How long to wait; not negative.</param>
    /// <param name="then">What to do then.</param>
    void After(TimeSpan delay, Action then);
}

/// <summary>Links to other processes: authenticated by the messages' signatures, and reliable between correct processes.</summary>
public interface INetwork
{
    /// <summary>Sends a message to a process, itself included. Delivery is asynchronous, in any order.</summary>
    /// <param name="from">The sender's place among the protocol's processes.</param>
    /// <param name="to">The recipient's place.</param>
    /// <param name="envelope">The signed message.</param>
    void Send(int from, int to, Envelope envelope);
}

/// <summary>What survives a crash.</summary>
public interface IStorage
{
    /// <summary>Saves a process's state. What the step sends must not leave before it is saved.</summary>
    /// <param name="process">The process's place.</param>
    /// <param name="state">Its new state.</param>
    /// <param name="saved">What to do once it is on stable storage, on the node's own event loop; possibly at once.</param>
    void Save(int process, object state, Action saved);
}

/// <summary>Makes and checks signatures.</summary>
public interface ISignatures
{
    /// <summary>Signs a message in a process's name.</summary>
    /// <param name="process">The process's place.</param>
    /// <param name="message">The message, which names the process as its sender.</param>
    /// <returns>The signed message.</returns>
    Envelope Sign(int process, Message message);

    /// <summary>Whether the signature is that of the process that the message names.</summary>
    /// <param name="envelope">The message as it came.</param>
    /// <returns>True if it is.</returns>
    bool IsValid(Envelope envelope);
}

/// <summary>What a node runs on: real, or simulated.</summary>
/// <param name="Clock">The time.</param>
/// <param name="Network">Links to other processes.</param>
/// <param name="Storage">Stable storage.</param>
/// <param name="Signatures">Signatures.</param>
public sealed record Surroundings(IClock Clock, INetwork Network, IStorage Storage, ISignatures Signatures);
