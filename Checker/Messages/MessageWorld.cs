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
/// <para>
/// A Byzantine process may send to some recipients only. A process that may crash does so at any time, and may omit sends
/// or receptions if the configuration says so: each omission is a step of its own. A run has at most as many faulty
/// processes of this kind as <see cref="Configuration.Crashes"/>.
/// </para>
/// </remarks>
public sealed class MessageWorld : IWorld, IEquatable<MessageWorld>
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

    /// <param name="Host">The process; null if it is Byzantine.</param>
    /// <param name="Crashed">Whether it has stopped.</param>
    /// <param name="Omitted">Whether it has omitted anything.</param>
    /// <param name="Lost">The messages that will not reach it.</param>
    private sealed record Cell(Host? Host, bool Crashed, bool Omitted, ValueSet<Message> Lost)
    {
        public bool IsFaulty => Crashed || Omitted;
    }

    /// <inheritdoc/>
    public IReadOnlyList<object?> States => [.. cells.Select(cell => cell.Host?.State)];

    /// <summary>Everything that correct processes have sent.</summary>
    public IEnumerable<Message> Sent => cells.SelectMany(cell => SentBy(cell.Host));

    /// <summary>What every process has come to: its state (null for Byzantine ones) and what it has sent. It has value equality.</summary>
    public ValueList<(object? State, ValueSet<Message> Sent)> Projection =>
        new(cells.Select(cell => (cell.Host?.State, SentBy(cell.Host))));

    /// <summary>The world before anything has happened.</summary>
    /// <param name="system">The configured protocol.</param>
    /// <param name="network">What happens to messages.</param>
    /// <returns>The initial world.</returns>
    public static MessageWorld Initial(ISystem system, Network network) => new(system, network, new(system.Processes.Select((process, i) =>
        new Cell(process.Fault == Fault.Byzantine ? null : Host.Initial(system.Initial(i)), false, false, ValueSet<Message>.Empty))));

    /// <summary>Every step that changes something: fair ones first, then the adversary's, then faults.</summary>
    /// <returns>The choices, always in the same order.</returns>
    public IEnumerable<Choice> Choices() => OfCorrect().Concat(OfAdversary()).Concat(OfFaults()).Where(Matters);

    /// <inheritdoc/>
    public IEnumerable<(int Process, Offer Offer)> Offers() => Choices()
        .Select(choice => (choice.Process, new Offer(choice.Input, choice.Fair)));

    /// <inheritdoc/>
    public IEnumerable<Offer> Offers(int process) =>
        OfCorrect().Concat(OfAdversary()).Concat(OfFaults()).Where(choice => choice.Process == process).Where(Matters)
            .Select(choice => new Offer(choice.Input, choice.Fair));

    /// <summary>The steps that change something and must happen in the end.</summary>
    /// <returns>The fair ones of <see cref="Choices"/>.</returns>
    public IEnumerable<Choice> FairChoices() => OfCorrect().Where(choice => choice.Fair).Where(Matters);

    /// <summary>The world after a step.</summary>
    /// <param name="choice">The step; one of <see cref="Choices"/>, or without effect where messages may come again.</param>
    /// <returns>An equal world if it changes nothing.</returns>
    public MessageWorld Take(Choice choice)
    {
        var cell = cells[choice.Process];
        var host = cell.Host ?? throw new ArgumentException($"process {choice.Process} is Byzantine: it has no state", nameof(choice));
        switch (choice.Input)
        {
            case Crash:
                return With(choice.Process, cell with { Crashed = true });
            case SendOmission omission:
                var recipient = system.Processes.Select(process => process.Name).ToList().IndexOf(omission.Recipient);
                return With(choice.Process, cell with { Omitted = true })
                    .With(recipient, lost => lost with { Lost = lost.Lost.Add(omission.Message) });
            case ReceiveOmission omission:
                return With(choice.Process, cell with { Omitted = true, Lost = cell.Lost.Add(omission.Message) });
        }

        var after = host.Take(system, network, choice.Process, choice.Input);
        return ReferenceEquals(after, host) ? this : With(choice.Process, cell with { Host = after });
    }

    /// <summary>
    /// The inputs that handlers react to in a step, in order: the message itself, quorums that it completes, messages kept from before.
    /// </summary>
    /// <param name="choice">The step.</param>
    /// <returns>The inputs; none if the process only counts or keeps the message.</returns>
    public IReadOnlyList<Input> Applied(Choice choice)
    {
        var applied = new List<Input>();
        cells[choice.Process].Host!.Take(system, network, choice.Process, choice.Input, applied);
        return applied;
    }

    IWorld IWorld.Take(int process, Input input) => Take(new(process, input, Fair: false));

    /// <inheritdoc/>
    public ValueSet<Message> SentBy(int process) => SentBy(cells[process].Host);

    /// <inheritdoc/>
    public bool IsQuiescent() => !FairChoices().Any();

    /// <inheritdoc/>
    public bool Equals(MessageWorld? other) => other is not null && network == other.network && cells.Equals(other.cells);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as MessageWorld);

    /// <inheritdoc/>
    public override int GetHashCode() => cells.GetHashCode();

    private static ValueSet<Message> SentBy(Host? host) => host?.Sent ?? ValueSet<Message>.Empty;

    private MessageWorld With(int process, Cell changed) => With(process, _ => changed);

    private MessageWorld With(int process, Func<Cell, Cell> change) =>
        new(system, network, new(cells.Select((cell, i) => i == process ? change(cell) : cell)));

    private IEnumerable<Choice> OfCorrect()
    {
        var seen = Part.SeeAll(system.Parts, [.. Sent]);
        var local = from reading in system.Readings
                    where reading.IsLocal && !cells[reading.Process].Crashed
                    from offer in reading.Offers(cells[reading.Process].Host!.State, reading.Part is { } part ? seen[part] : null)
                    select new Choice(reading.Process, offer.Input, offer.Fair);
        return local.Concat(InFlight().Select(flight => new Choice(flight.Recipient, flight.Message, Fair: true)));
    }

    /// <summary>What correct processes have sent and could be delivered next.</summary>
    private IEnumerable<(int Sender, Message Message, int Recipient)> InFlight() =>
        from sender in Enumerable.Range(0, cells.Count)
        where cells[sender].Host is not null
        from message in cells[sender].Host!.Sent
        from recipient in system.Recipients(message)
        where MayDeliver(message, recipient) && IsNext(cells[sender].Host!, message, recipient)
        select (sender, message, recipient);

    private IEnumerable<Choice> OfAdversary()
    {
        if (system.Adversary.Count == 0)
        {
            return [];
        }

        var seen = Part.SeeAll(system.Parts, [.. Sent]);
        return from message in system.Adversary.SelectMany(forgery => forgery.Messages(seen[forgery.Part])).Distinct()
               from recipient in system.Recipients(message)
               where MayDeliver(message, recipient)
               select new Choice(recipient, message, Fair: false);
    }

    private IEnumerable<Choice> OfFaults()
    {
        var left = system.Configuration.Crashes - cells.Count(cell => cell.IsFaulty);
        var failing = Enumerable.Range(0, cells.Count)
            .Where(p => system.Processes[p].Fault == Fault.Crash && !cells[p].Crashed && (left > 0 || cells[p].IsFaulty))
            .ToHashSet();
        var omissions = system.Configuration.Omissions;
        var flights = omissions == Omission.None || failing.Count == 0 ? [] : InFlight().ToList();
        var crashes = failing.Order().Select(p => new Choice(p, Crash.Instance, Fair: false));
        var sends = from flight in flights
                    where omissions is Omission.Send or Omission.General && failing.Contains(flight.Sender)
                    select new Choice(flight.Sender, new SendOmission(flight.Message, system.Processes[flight.Recipient].Name),
                        Fair: false);
        var receptions = from flight in flights
                         where omissions is Omission.Receive or Omission.General && failing.Contains(flight.Recipient)
                         select new Choice(flight.Recipient, new ReceiveOmission(flight.Message), Fair: false);
        return crashes.Concat(sends).Concat(receptions);
    }

    /// <summary>A message comes once, or it may come again.</summary>
    private bool MayDeliver(Message message, int recipient) =>
        cells[recipient] is { Crashed: false, Host: { } host } cell
        && !cell.Lost.Contains(message)
        && (network == Network.Set || !host.Delivered.Contains(message));

    /// <summary>
    /// Whether whatever the sender sent to the recipient before has been delivered or lost, if the network keeps that order.
    /// </summary>
    private bool IsNext(Host sender, Message message, int recipient) =>
        network != Network.Fifo
        || sender.Log.TakeWhile(earlier => !earlier.Equals(message)).All(earlier =>
            cells[recipient].Host!.Delivered.Contains(earlier)
            || cells[recipient].Lost.Contains(earlier)
            || !system.Recipients(earlier).Contains(recipient));

    private bool Matters(Choice choice) =>
        (network != Network.Set && choice.Input is Message) || !Take(choice).Equals(this);
}
