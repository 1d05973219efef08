using BgpVerified.Spec.Protocols;
using BgpVerified.Spec.Values;

namespace BgpVerified.Checker.Messages;

/// <summary>A correct process with what surrounds it: it hands single messages to the handlers, and forms the quorum inputs.</summary>
/// <param name="State">The process's state.</param>
/// <param name="Collector">The messages that it has counted.</param>
/// <param name="Sent">Everything that it has sent.</param>
/// <param name="Log">The same in the order of sending; empty where the network does not care.</param>
/// <param name="Delivered">The messages delivered to it; empty where the network may deliver them again.</param>
/// <param name="Handled">
/// Of those, and of the quorums that they make, the inputs that had an effect, in the order of their texts; empty where
/// nothing is tried again.
/// </param>
internal sealed record Host(
    object State,
    Collector Collector,
    ValueSet<Message> Sent,
    ValueList<Message> Log,
    ValueSet<Message> Delivered,
    ValueList<Input> Handled)
{
    public static Host Initial(object state) =>
        new(state, Collector.Empty, ValueSet<Message>.Empty, ValueList<Message>.Empty, ValueSet<Message>.Empty, ValueList<Input>.Empty);

    /// <summary>
    /// A message that may come again: it is handled and counted, and each quorum that it counts for is handled if
    /// complete. Nothing else is tried again: that is what another delivery is for.
    /// </summary>
    /// <param name="system">The configured protocol.</param>
    /// <param name="process">The process, by index.</param>
    /// <param name="message">The message.</param>
    /// <param name="counter">The state that decides whether it is counted at all; null if it is in any.</param>
    /// <param name="applied">Takes in the inputs that handlers reacted to.</param>
    private Host Receive(ISystem system, int process, Message message, object? counter, ICollection<Input>? applied)
    {
        var counted = this with { Collector = Collector.Add(system.Quorums, message, counter) };
        var tallies = Collector.Empty.Add(system.Quorums, message, counter).Kept;
        var concerned = counted.Collector with
        {
            Kept = new(counted.Collector.Kept.Where(tally =>
                tallies.Any(t => t.Kind == tally.Kind && t.Statement.Equals(tally.Statement)))),
        };
        return concerned.Complete(system.Quorums).Aggregate(
            counted.Apply(system, process, message, ordered: false, applied),
            (host, quorum) => host.Apply(system, process, quorum, ordered: false, applied));
    }

    /// <summary>
    /// A message that comes once and is gone if it is of no use now: as one that may come again, but that it does not, and
    /// that what the process would not count in its present state is not counted.
    /// </summary>
    private Host ReceiveNow(ISystem system, int process, Message message, ICollection<Input>? applied) =>
        (this with { Delivered = Delivered.Add(message) }).Receive(system, process, message, State, applied);

    /// <summary>
    /// A message that comes once: it is counted and kept, and then everything is handled that waited for it or waited
    /// for a state that has come about now.
    /// </summary>
    private Host ReceiveOnce(ISystem system, int process, Message message, bool ordered, ICollection<Input>? applied) =>
        (this with { Collector = Collector.Add(system.Quorums, message), Delivered = Delivered.Add(message) })
            .Settle(system, process, ordered, applied);

    /// <summary>A local input where messages come once.</summary>
    private Host TakeAndSettle(ISystem system, int process, Input input, bool ordered, ICollection<Input>? applied) =>
        Apply(system, process, input, ordered, applied).Settle(system, process, ordered, applied);

    /// <summary>Takes one step, as the network has it.</summary>
    /// <param name="system">The configured protocol.</param>
    /// <param name="network">What happens to messages.</param>
    /// <param name="process">The process, by index.</param>
    /// <param name="input">The message delivered, or the local input.</param>
    /// <param name="applied">Takes in, in order, the inputs that handlers reacted to: the message itself, quorums, messages kept from
    /// before.</param>
    /// <returns>This host if nothing changes.</returns>
    public Host Take(ISystem system, Network network, int process, Input input, ICollection<Input>? applied = null)
    {
        var ordered = network == Network.Fifo;
        return (input, network) switch
        {
            (Message message, Network.Set) => Receive(system, process, message, null, applied),
            (Message message, Network.Once) => ReceiveNow(system, process, message, applied),
            (Message message, _) => ReceiveOnce(system, process, message, ordered, applied),
            (_, Network.Set or Network.Once) => Apply(system, process, input, ordered, applied),
            _ => TakeAndSettle(system, process, input, ordered, applied),
        };
    }

    /// <summary>Runs the handler on one input.</summary>
    /// <returns>This host if the input has no effect: the state stays, and nothing new is sent.</returns>
    private Host Apply(ISystem system, int process, Input input, bool ordered, ICollection<Input>? applied)
    {
        var (state, sends) = system.Apply(process, State, input);
        var sent = Sent.Union(sends);
        if (State.Equals(state) && ReferenceEquals(sent, Sent))
        {
            return this;
        }

        applied?.Add(input);
        return this with { State = state, Sent = sent, Log = ordered ? new(Log.Concat(sends).Distinct()) : Log };
    }

    /// <summary>
    /// Handles what was delivered and is still of use, until nothing is. An input that the handler ignores came too
    /// early and is kept; one that had an effect is done with, so that this ends whatever the handlers do.
    /// </summary>
    private Host Settle(ISystem system, int process, bool ordered, ICollection<Input>? applied)
    {
        var host = this;
        while (host.HandleOne(system, process, ordered, applied) is { } next)
        {
            host = next;
        }

        return host;
    }

    private Host? HandleOne(ISystem system, int process, bool ordered, ICollection<Input>? applied)
    {
        foreach (var input in Delivered.Concat(Collector.Complete(system.Quorums)).Where(input => !Handled.Contains(input)))
        {
            var after = Apply(system, process, input, ordered, applied);
            if (!ReferenceEquals(after, this))
            {
                return after with { Handled = new(Handled.Append(input).OrderBy(handled => handled.Text, StringComparer.Ordinal)) };
            }
        }

        return null;
    }
}
