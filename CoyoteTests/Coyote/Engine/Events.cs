using BgpVerified.Spec.Protocols;
using Microsoft.Coyote.Actors;
using Monitor = Microsoft.Coyote.Specifications.Monitor;

namespace BgpVerified.CoyoteTests.Coyote.Engine;

// Coyote advises an event class for each kind of message, so that states can defer or ignore kinds. Here the handlers of
// the protocol decide that, for any protocol, and they take any message; so one class wraps them all.

/// <summary>What an actor is given at its creation.</summary>
/// <param name="run">The run that it is part of.</param>
/// <param name="process">The process that it is, by index; -1 for the network and the adversary.</param>
internal sealed class Begin(ActorRun run, int process) : Event
{
    public ActorRun Run => run;

    public int Process => process;
}

/// <summary>A message reaches a process.</summary>
/// <param name="message">The message.</param>
/// <param name="fair">Whether a correct process sent it.</param>
internal sealed class Deliver(Message message, bool fair) : Event
{
    public Message Message => message;

    public bool Fair => fair;
}

/// <summary>A process hands messages to the network.</summary>
/// <param name="messages">The messages, none of which it sent before.</param>
internal sealed class Sent(IReadOnlyList<Message> messages) : Event
{
    public IReadOnlyList<Message> Messages => messages;
}

/// <summary>The network delivers another message.</summary>
internal sealed class DeliverNext : Event;

/// <summary>To a process: its client or its clock may act. To the adversary: there may be more that it can send.</summary>
internal sealed class Wake : Event;

/// <summary>The process stops for good.</summary>
internal sealed class Fail : Event;

/// <summary>To a monitor: the run that it watches.</summary>
/// <param name="run">The run.</param>
internal sealed class Watch(ActorRun run) : Monitor.Event
{
    public ActorRun Run => run;
}

/// <summary>To a monitor: a process took an input.</summary>
/// <param name="process">The process, by index.</param>
/// <param name="input">The input.</param>
/// <param name="state">Its state after.</param>
internal sealed class Stepped(int process, Input input, object state) : Monitor.Event
{
    public int Process => process;

    public Input Input => input;

    public object State => state;
}
