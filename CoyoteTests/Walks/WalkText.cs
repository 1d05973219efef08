using System.Globalization;
using System.Text;
using BgpVerified.Checker.Messages;
using BgpVerified.Checker.Traces;
using BgpVerified.Checker.Worlds;
using BgpVerified.Spec.Protocols;

namespace BgpVerified.CoyoteTests.Walks;

/// <summary>
/// What a configured protocol offers, as text: who takes part and what is claimed, then random walks by whole quorums, with
/// every input offered on the way, and message by message, with everything that could be forged.
/// </summary>
/// <remarks>
/// The text hangs on what <see cref="ISystem"/> says and in which order, and on nothing else: how the world is cut into
/// views, how many readings a process has, and what states, views and statements are called makes no difference. Where
/// engines themselves go by the text of a statement (the order of quorums that are complete at once), the texts of the
/// inputs are sorted. So two models of one protocol have the same text if and only if nothing on these walks tells them apart.
/// </remarks>
internal sealed class WalkText
{
    private const int Steps = 15;
    private const int LongerSteps = 30;

    private readonly ISystem system;
    private readonly string name;
    private readonly StringBuilder text = new();

    private WalkText(ISystem system, string name)
    {
        this.system = system;
        this.name = name;
    }

    /// <summary>Writes it.</summary>
    /// <param name="system">The configured protocol.</param>
    /// <param name="name">A name for it, which alone decides what the walks choose.</param>
    /// <returns>The text.</returns>
    public static string Write(ISystem system, string name)
    {
        var walk = new WalkText(system, name);
        walk.Declared();
        walk.ByQuorums("first walk by quorums", newFirst: false);
        walk.ByQuorums("second walk by quorums, what is new first", newFirst: true);
        walk.ByMessages("walk message by message");
        return walk.text.ToString();
    }

    private void Declared()
    {
        foreach (var process in system.Processes)
        {
            Line($"process {process.Name}, {process.Role}, fault {process.Fault}");
        }

        foreach (var action in system.Actions)
        {
            Line($"action {action.Role} {action.Input}");
        }

        foreach (var property in system.Properties)
        {
            Line($"property {property.Name}, {property.Kind}, reads {Names(property.Reads)}");
        }

        foreach (var goal in system.Goals)
        {
            Line($"goal {goal.Name}");
        }

        foreach (var group in system.Symmetry?.Groups ?? [])
        {
            Line($"interchangeable {Names(group)}");
        }

        foreach (var kind in system.Quorums)
        {
            Line($"quorum of {kind.Size} {kind.Name}");
        }
    }

    private void ByQuorums(string how, bool newFirst)
    {
        Line($"\n{how}");
        var numbers = new WalkNumbers($"{name} {how}");
        var done = new HashSet<(string Role, string Kind)>();
        var world = World.Initial(system);
        for (var step = 0; step < (newFirst ? LongerSteps : Steps); step++)
        {
            Line($"world {step}");
            for (var process = 0; process < system.Processes.Count; process++)
            {
                State(string.Empty, process, world.States[process]);
            }

            var steps = new List<(int Process, Offer Offer, Step<object>? Step)>();
            var mustGoOn = false;
            foreach (var (process, offer, isLocal) in Offers(world))
            {
                var (effect, after) = Effect(world, process, offer.Input);
                Line($"  {Name(process)} {offer.Input.KindName}: {offer.Input.Text}{(offer.Fair ? ", fair" : string.Empty)}"
                    + $"{(isLocal ? ", local" : string.Empty)}{(effect ? string.Empty : ", ignored")}");
                mustGoOn |= effect && offer.Fair;
                if (effect)
                {
                    steps.Add((process, offer, after));
                }
            }

            if (!mustGoOn)
            {
                Line($"nothing must happen; violates {Joined(Violated(world.States, world.States, PropertyKind.Eventually))}");
            }

            var unknown = steps.Where(one => !done.Contains(Kind(one.Process, one.Offer.Input))).ToList();
            var among = newFirst && unknown.Count > 0 ? unknown : steps;
            if (among.Count == 0)
            {
                return;
            }

            var taken = among[numbers.Next(among.Count)];
            done.Add(Kind(taken.Process, taken.Offer.Input));
            Line($"{Name(taken.Process)} takes {taken.Offer.Input.Text}");
            Parts(taken.Offer.Input);
            var next = world.Take(taken.Process, taken.Offer.Input);
            Taken(taken.Process, world.States, taken.Offer.Input, next.States, taken.Step?.Sends ?? []);
            world = next;
        }

        (string Role, string Kind) Kind(int process, Input input) => (system.Processes[process].Role, input.KindName);
    }

    private void ByMessages(string how)
    {
        Line($"\n{how}");
        var numbers = new WalkNumbers($"{name} {how}");
        var collectors = Enumerable.Repeat(Collector.Empty, system.Processes.Count).ToArray();
        var known = string.Empty;
        var world = MessageWorld.Initial(system, Network.Set);
        for (var step = 0; step < LongerSteps; step++)
        {
            var forged = string.Concat(Forged([.. world.Sent]).Select(message => $"  {Whole(message)}\n"));
            Line($"world {step}, forged{(forged == known ? " as before" : string.Empty)}");
            text.Append(forged == known ? string.Empty : forged);
            known = forged;

            List<Choice> choices = [.. world.Choices()];
            List<Choice> fair = [.. choices.Where(choice => choice.Fair)];
            Line($"{choices.Count} choices, {fair.Count} of them fair");
            if (choices.Count == 0)
            {
                return;
            }

            // Mostly what must happen: a step of the adversary alone seldom leads on.
            var among = fair.Count > 0 && numbers.Next(4) > 0 ? fair : choices;
            var choice = among[numbers.Next(among.Count)];
            var process = choice.Process;
            Line($"{Name(process)} takes {choice.Input.KindName}: {choice.Input.Text}{(choice.Fair ? ", fair" : string.Empty)}");
            if (choice.Input is Message message)
            {
                Counted(world.States[process]!, message);
                var before = Complete();
                collectors[process] = collectors[process].Add(system.Quorums, message);
                foreach (var (formed, input) in Complete().Where(one => !before.ContainsKey(one.Key)))
                {
                    Line($"  quorum {input.KindName}: {formed}");
                    Parts(input);
                }
            }

            var sent = world.SentBy(process);
            var next = world.Take(choice);
            if (choice.Input is not (Crash or SendOmission or ReceiveOmission))
            {
                Line($"  reacts to {Joined(world.Applied(choice).Select(input => $"[{input.Text}]"))}");
            }

            Taken(process, world.States, choice.Input, next.States, next.SentBy(process).Where(one => !sent.Contains(one)));
            world = next;

            SortedDictionary<string, Input> Complete()
            {
                var complete = new SortedDictionary<string, Input>(StringComparer.Ordinal);
                foreach (var input in collectors[process].Complete(system.Quorums))
                {
                    complete[input.Text] = input;
                }

                return complete;
            }
        }
    }

    /// <summary>Every input offered in a world, in the order of the readings, and then the crashes possible.</summary>
    private IEnumerable<(int Process, Offer Offer, bool IsLocal)> Offers(World world)
    {
        List<Message> sent = [.. world.Sent];
        var seen = new Dictionary<Part, object>();
        var states = world.States;
        foreach (var reading in system.Readings.Where(reading => !world.HasCrashed(reading.Process)))
        {
            foreach (var offer in reading.Offers(states[reading.Process]!, reading.Part?.See(sent, seen)))
            {
                yield return (reading.Process, offer, reading.IsLocal);
            }
        }

        if (system.Processes.Any(process => process.Fault == Fault.Crash))
        {
            foreach (var (process, offer) in world.Offers().Where(one => one.Offer.Input is Crash))
            {
                yield return (process, offer, false);
            }
        }
    }

    private (bool Changes, Step<object>? Step) Effect(World world, int process, Input input)
    {
        if (input is Crash)
        {
            return (true, null);
        }

        var state = world.States[process]!;
        var step = system.Apply(process, state, input);
        var sent = world.SentBy(process);
        return (!state.Equals(step.State) || step.Sends.Any(message => !sent.Contains(message)), step);
    }

    /// <summary>What Byzantine processes could send, each text once, in the order in which it comes first.</summary>
    private IEnumerable<Message> Forged(List<Message> sent)
    {
        var seen = new Dictionary<Part, object>();
        return system.Adversary.SelectMany(forgery => forgery.Messages(forgery.Part.See(sent, seen))).DistinctBy(message => message.Text);
    }

    /// <summary>The kinds that count a message, and whether the process counts it in its state.</summary>
    private void Counted(object state, Message message)
    {
        foreach (var kind in system.Quorums.Where(kind => kind.Statement(message) is not null))
        {
            Line($"  counts as {kind.Name}{(kind.Counts(state, message) ? string.Empty : ", but not in this state")}");
        }
    }

    /// <summary>What a quorum was made from.</summary>
    private void Parts(Input input)
    {
        foreach (var kind in system.Quorums)
        {
            if (kind.Parts(input) is { } parts)
            {
                Line($"  made of {kind.Name}: {Joined(parts.Select(part => $"[{part.Text}]"))}");
            }
        }
    }

    /// <summary>
    /// What a step comes to: the state, what is sent, goals and properties, and the same at the next process of the group.
    /// </summary>
    private void Taken(int process, IReadOnlyList<object?> before, Input input, IReadOnlyList<object?> after, IEnumerable<Message> sends)
    {
        List<Message> messages = [.. sends];
        State("  then ", process, after[process]);
        foreach (var message in messages)
        {
            Line($"  sends {Whole(message)}");
        }

        if (input is not (Crash or SendOmission or ReceiveOmission))
        {
            var reached = system.Goals
                .Where(goal => goal.InStep(process, before[process]!, input, after[process]!) && goal.InContext(before, input));
            Line($"  reaches {Joined(reached.Select(goal => goal.Name))}");
        }

        Line($"  violates {Joined(Violated(before, after, PropertyKind.Invariant, PropertyKind.Transition))}");
        foreach (var group in system.Symmetry?.Groups.Where(group => group.Count > 1 && group.Contains(process)) ?? [])
        {
            var to = group[(group.ToList().IndexOf(process) + 1) % group.Count];
            State("  as ", to, system.Symmetry!.RenameState(after[process]!, to));
            foreach (var message in messages)
            {
                Line($"  as {Name(to)} {Whole(system.Symmetry.RenameMessage(message, to))}");
            }
        }
    }

    private IEnumerable<string> Violated(IReadOnlyList<object?> before, IReadOnlyList<object?> after, params PropertyKind[] kinds) =>
        from property in system.Properties
        where kinds.Contains(property.Kind) && PropertyCheck.IsViolated(property, before, after, () => true)
        select property.Name;

    private void State(string what, int process, object? state) =>
        Line($"{what}{Name(process)}: {Joined(StateFields.Of(state).Select(field => $"{field.Name}={field.Value}"), "; ")}");

    private string Whole(Message message) =>
        $"{message.KindName}: {message.Text}, from {Name(system.Sender(message))} to {Names(system.Recipients(message))}";

    private string Names(IEnumerable<int> processes) => Joined(processes.Select(Name));

    private string Name(int process) => system.Processes[process].Name;

    private void Line(string line) => text.Append(CultureInfo.InvariantCulture, $"{line}\n");

    private static string Joined(IEnumerable<string> items, string between = " ") =>
        string.Join(between, items) is { Length: > 0 } joined ? joined : "nothing";
}
