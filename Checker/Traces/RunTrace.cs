using BgpVerified.Checker.Messages;
using BgpVerified.Checker.Worlds;
using BgpVerified.Spec.Protocols;

namespace BgpVerified.Checker.Traces;

/// <summary>
/// Makes a trace of a message-by-message run. What a process only counts or keeps is no step of it: the same run is told by
/// whole quorums, as the explorer tells it, wherever that is as bad.
/// </summary>
public static class RunTrace
{
    /// <summary>The trace of a run: by quorums if the property is violated so as well, else message by message.</summary>
    /// <param name="system">The configured protocol.</param>
    /// <param name="network">The network that it ran over.</param>
    /// <param name="property">The property that it violates at its end.</param>
    /// <param name="choices">The steps.</param>
    /// <returns>The trace, confirmed on the plain world.</returns>
    /// <exception cref="InvalidOperationException">The plain world does not confirm the violation.</exception>
    public static Trace Of(ISystem system, Network network, string property, IReadOnlyList<Choice> choices) =>
        ByQuorums(system, network, property, choices) ?? ByMessages(system, network, property, choices);

    /// <summary>The trace of a run message by message.</summary>
    /// <param name="system">The configured protocol.</param>
    /// <param name="network">The network that it ran over.</param>
    /// <param name="property">The property that it violates at its end.</param>
    /// <param name="choices">The steps.</param>
    /// <returns>The trace, confirmed on the plain world.</returns>
    /// <exception cref="InvalidOperationException">The plain world does not confirm the violation.</exception>
    public static Trace ByMessages(ISystem system, Network network, string property, IReadOnlyList<Choice> choices)
    {
        var world = MessageWorld.Initial(system, network);
        var before = world;
        var steps = new List<TraceStep>();
        foreach (var choice in choices)
        {
            (before, world) = (world, world.Take(choice));
            steps.Add(TraceStep.Between(before, choice.Process, choice.Input, world));
        }

        return PropertyCheck.IsViolated(system.Properties.Single(p => p.Name == property), before, world)
            ? new(system.Configuration, system.Processes, DeliveryOf(network), property, steps)
            : throw new InvalidOperationException(
                $"the plain world does not confirm the violation of {property}; please report this as a fault of the checker");
    }

    /// <summary>The trace of a run by whole quorums.</summary>
    /// <param name="system">The configured protocol.</param>
    /// <param name="network">The network that it ran over.</param>
    /// <param name="property">The property that it violates at its end.</param>
    /// <param name="choices">The steps.</param>
    /// <returns>
    /// The trace; null if it violates nothing: where only losses were to blame, and quorums may be delivered again.
    /// </returns>
    public static Trace? ByQuorums(ISystem system, Network network, string property, IReadOnlyList<Choice> choices)
    {
        var messages = MessageWorld.Initial(system, network);
        IWorld world = World.Initial(system);
        var before = world;
        var steps = new List<TraceStep>();
        foreach (var choice in choices)
        {
            IEnumerable<Input> inputs = choice.Input switch
            {
                Crash => [choice.Input],
                SendOmission or ReceiveOmission => [],
                _ => messages.Applied(choice),
            };
            foreach (var input in inputs)
            {
                if (Offered(system, world, choice.Process, input) is not { } offered)
                {
                    return null;
                }

                (before, world) = (world, world.Take(choice.Process, offered));
                steps.Add(TraceStep.Between(before, choice.Process, offered, world));
            }

            messages = messages.Take(choice);
        }

        return PropertyCheck.IsViolated(system.Properties.Single(p => p.Name == property), before, world)
            ? new(system.Configuration, system.Processes, Delivery.Quorums, property, steps)
            : null;
    }

    /// <summary>A trace message by message, told by whole quorums: the same run, in fewer steps.</summary>
    /// <param name="system">The configured protocol.</param>
    /// <param name="network">The network that it ran over.</param>
    /// <param name="trace">The trace.</param>
    /// <returns>The trace by quorums; the same trace if it is not as bad so.</returns>
    public static Trace Told(ISystem system, Network network, Trace trace) =>
        ByQuorums(system, network, trace.Property, [.. trace.Steps.Select(step => new Choice(step.Process, step.Input, Fair: false))])
            ?? trace;

    /// <summary>
    /// The run of a trace in which every message is delivered once: quorums are taken apart, and each of their messages is
    /// delivered where the trace first counts it. Nothing that came too early is kept for later.
    /// </summary>
    /// <param name="system">The configured protocol.</param>
    /// <param name="trace">A trace by quorums, in that configuration.</param>
    /// <returns>
    /// The deliveries, over <see cref="Network.Reliable"/>, up to where the trace's property is violated; null if it is not,
    /// since the trace needs a message again or needs one kept.
    /// </returns>
    public static IReadOnlyList<Choice>? Once(ISystem system, Trace trace)
    {
        var property = system.Properties.Single(p => p.Name == trace.Property);
        var world = MessageWorld.Initial(system, Network.Reliable);
        var choices = new List<Choice>();
        foreach (var (process, input) in trace.Steps.SelectMany(step => Delivered(step).Select(part => (step.Process, part))))
        {
            List<Offer> offers = [.. world.Offers(process).Where(offer => offer.Input.Equals(input))];
            if (offers.Count == 0)
            {
                continue; // delivered already, or never sent: the end shows whether that matters
            }

            var before = world;
            if (!Take(new(process, input, offers[0].Fair)))
            {
                return null;
            }

            if (property.Kind != PropertyKind.Eventually && PropertyCheck.IsViolated(property, before, world))
            {
                return choices;
            }
        }

        // What must happen in the end is looked at when everything that was sent has been delivered.
        while (property.Kind == PropertyKind.Eventually && world.FairChoices().FirstOrDefault() is { } fair)
        {
            if (!Take(fair))
            {
                return null;
            }
        }

        return property.Kind == PropertyKind.Eventually && PropertyCheck.IsViolated(property, world, world) ? choices : null;

        // A quorum that its process takes by itself, with a choice of its own, is no sum of its messages.
        IEnumerable<Input> Delivered(TraceStep step) =>
            world.Offers(step.Process).Any(offer => offer.Input.Equals(step.Input)) ? [step.Input] : Parts(system, step.Input);

        bool Take(Choice choice)
        {
            var handled = world.Applied(choice);
            choices.Add(choice);
            world = world.Take(choice);
            return handled.All(input => input.Equals(choice.Input) || Parts(system, input).Contains(choice.Input));
        }
    }

    /// <summary>The messages that a quorum input is made of; any other input is itself.</summary>
    private static IEnumerable<Input> Parts(ISystem system, Input input) =>
        system.Quorums.Select(kind => kind.Parts(input)).FirstOrDefault(parts => parts is not null)?.Cast<Input>() ?? [input];

    /// <summary>The input offered to a process that is, or does the same as, a given one.</summary>
    /// <remarks>A quorum may be offered with other signers; handlers count them and do not look who they are.</remarks>
    /// <param name="system">The configured protocol.</param>
    /// <param name="world">The world.</param>
    /// <param name="process">The process, by index.</param>
    /// <param name="input">The input.</param>
    /// <returns>The input offered; null if there is none.</returns>
    internal static Input? Offered(ISystem system, IWorld world, int process, Input input)
    {
        List<Input> offers = [.. world.Offers(process).Select(offer => offer.Input).Where(offer => offer.GetType() == input.GetType())];
        if (offers.Contains(input))
        {
            return input;
        }

        if (offers.Count == 0 || input is Crash or SendOmission or ReceiveOmission)
        {
            return null;
        }

        var state = world.States[process]!;
        var wanted = system.Apply(process, state, input);
        return offers.FirstOrDefault(offer =>
        {
            var made = system.Apply(process, state, offer);
            return made.State.Equals(wanted.State) && made.Sends.SequenceEqual(wanted.Sends);
        });
    }

    private static Delivery DeliveryOf(Network network) => network switch
    {
        Network.Set => Delivery.Set,
        Network.Reliable => Delivery.Reliable,
        Network.Fifo => Delivery.Fifo,
        Network.Once => Delivery.Once,
        _ => throw new ArgumentOutOfRangeException(nameof(network), network, "unknown network"),
    };
}
