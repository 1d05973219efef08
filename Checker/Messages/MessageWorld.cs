using BgpVerified.Checker.Worlds;
using BgpVerified.Spec.Protocols;
using BgpVerified.Spec.Values;

namespace BgpVerified.Checker.Messages;

/// <summary>
/// A configured protocol run message by message: what every correct process has come to, has counted and has sent. A
/// value; worlds are equal when nothing tells them apart.
/// </summary>
/// <remarks>
/// <para>
/// This is the other way of running: <see cref="World"/> delivers quorums at once, here the <see cref="Collector"/>
/// counts single messages. Where messages come once, a process keeps those that its handler ignores, and tries them
/// again when its state has changed; where they may come again, that is left to the network.
/// </para>
/// <para>Crashes are not modelled: a process that is never chosen has crashed. A Byzantine process may send to some recipients only.</para>
/// </remarks>
public sealed class MessageWorld : IEquatable<MessageWorld>
{
    private readonly ISystem system;
    private readonly Network network;
    private readonly ValueList<Cell> cells;

    private MessageWorld(ISystem system, Network network, ValueList<Cell> cells)
    {
        this.system = system;
        this.network = network;
        this.cells = cells;
    }

    private sealed record Cell(Host? Host);

    /// <summary>The states of all processes; null for Byzantine ones.</summary>
    public IReadOnlyList<object?> States => [.. cells.Select(cell => cell.Host?.State)];

    /// <summary>Everything that correct processes have sent.</summary>
    public IEnumerable<Message> Sent => cells.SelectMany(cell => SentBy(cell.Host));

    /// <summary>What every process has come to: its state (null for Byzantine ones) and what it has sent. It has value equality.</summary>
    public ValueList<(object? State, ValueSet<Message> Sent)> Projection => new(cells.Select(cell => (cell.Host?.State, SentBy(cell.Host))));

    /// <summary>The world before anything has happened.</summary>
    /// <param name="system">The configured protocol.</param>
    /// <param name="network">What happens to messages.</param>
    /// <returns>The initial world.</returns>
    public static MessageWorld Initial(ISystem system, Network network) => new(system, network, new(system.Processes.Select((process, i) =>
        new Cell(process.Fault == Fault.Byzantine ? null : Host.Initial(system.Initial(i))))));

    /// <summary>Every step that changes something: fair ones first, the adversary's last.</summary>
    /// <returns>The choices, always in the same order.</returns>
    public IEnumerable<Choice> Choices() => OfCorrect().Concat(OfAdversary()).Where(Matters);

    /// <summary>The steps that change something and must happen in the end.</summary>
    /// <returns>The fair ones of <see cref="Choices"/>.</returns>
    public IEnumerable<Choice> FairChoices() => OfCorrect().Where(choice => choice.Fair).Where(Matters);

    /// <summary>The world after a step.</summary>
    /// <param name="choice">The step; one of <see cref="Choices"/>, or without effect where messages may come again.</param>
    /// <returns>An equal world if it changes nothing.</returns>
    public MessageWorld Take(Choice choice)
    {
        var host = cells[choice.Process].Host ?? throw new ArgumentException($"process {choice.Process} is Byzantine: it has no state", nameof(choice));
        var ordered = network == Network.Fifo;
        var after = (choice.Input, network) switch
        {
            (Message message, Network.Set) => host.Receive(system, choice.Process, message),
            (Message message, _) => host.ReceiveOnce(system, choice.Process, message, ordered),
            (var input, Network.Set) => host.Apply(system, choice.Process, input, ordered),
            var (input, _) => host.TakeAndSettle(system, choice.Process, input, ordered),
        };
        return ReferenceEquals(after, host)
            ? this
            : new(system, network, new(cells.Select((cell, i) => i == choice.Process ? new Cell(after) : cell)));
    }

    /// <summary>Whether nothing fair is left to happen.</summary>
    /// <returns>True if every fair step would change nothing.</returns>
    public bool IsQuiescent() => !FairChoices().Any();

    /// <inheritdoc/>
    public bool Equals(MessageWorld? other) => other is not null && network == other.network && cells.Equals(other.cells);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as MessageWorld);

    /// <inheritdoc/>
    public override int GetHashCode() => cells.GetHashCode();

    private static ValueSet<Message> SentBy(Host? host) => host?.Sent ?? ValueSet<Message>.Empty;

    private IEnumerable<Choice> OfCorrect()
    {
        var seen = View.SeeAll(system.Views, [.. Sent]);
        var local = from reading in system.Readings
                    from offer in reading.Offers(cells[reading.Process].Host!.State, reading.View is { } view ? seen[view] : null)
                    where offer.Input.IsLocal
                    select new Choice(reading.Process, offer.Input, offer.Fair);
        var deliveries = from sender in cells.Select(cell => cell.Host).OfType<Host>()
                         from message in sender.Sent
                         from recipient in system.Recipients(message)
                         where MayDeliver(message, recipient) && IsNext(sender, message, recipient)
                         select new Choice(recipient, message, Fair: true);
        return local.Concat(deliveries);
    }

    private IEnumerable<Choice> OfAdversary()
    {
        var sent = new ValueSet<Message>(Sent);
        return from message in system.Adversary(sent)
               where !sent.Contains(message)
               from recipient in system.Recipients(message)
               where MayDeliver(message, recipient)
               select new Choice(recipient, message, Fair: false);
    }

    /// <summary>A message comes once, or it may come again.</summary>
    private bool MayDeliver(Message message, int recipient) =>
        cells[recipient].Host is { } host && (network == Network.Set || !host.Delivered.Contains(message));

    /// <summary>Whether whatever the sender sent to the recipient before has been delivered, if the network keeps that order.</summary>
    private bool IsNext(Host sender, Message message, int recipient) =>
        network != Network.Fifo
        || sender.Log.TakeWhile(earlier => !earlier.Equals(message))
            .All(earlier => cells[recipient].Host!.Delivered.Contains(earlier) || !system.Recipients(earlier).Contains(recipient));

    private bool Matters(Choice choice) =>
        (network != Network.Set && choice.Input is Message) || !Take(choice).Equals(this);
}
