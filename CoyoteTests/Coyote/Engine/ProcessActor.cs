using BgpVerified.Checker.Messages;
using BgpVerified.Checker.Worlds;
using BgpVerified.Spec.Protocols;
using Microsoft.Coyote.Actors;

namespace BgpVerified.CoyoteTests.Coyote.Engine;

/// <summary>
/// A correct process of any protocol: the pure handlers in their <see cref="Checker.Messages.Host"/>, which counts single messages and
/// keeps those that come too early. Its client and its clock act here too, when woken.
/// </summary>
[OnEventDoAction(typeof(Deliver), nameof(OnDeliver))]
[OnEventDoAction(typeof(Wake), nameof(OnWake))]
[OnEventDoAction(typeof(Fail), nameof(OnFail))]
internal sealed class ProcessActor : Actor
{
    private ActorRun run = null!;
    private int process;
    private Checker.Messages.Host host = null!;
    private IReadOnlyList<Reading> surroundings = [];
    private IReadOnlyList<Part> parts = [];

    protected override Task OnInitializeAsync(Event initialEvent)
    {
        var begin = (Begin)initialEvent;
        (run, process) = (begin.Run, begin.Process);
        host = Checker.Messages.Host.Initial(run.System.Initial(process));
        surroundings = [.. run.System.Readings.Where(reading => reading.IsLocal && reading.Process == process)];
        parts = NeededFor(surroundings, run.System.Parts);
        return Task.CompletedTask;
    }

    private static List<Part> NeededFor(IReadOnlyList<Reading> readings, IReadOnlyList<Part> all)
    {
        var needed = readings.Select(reading => reading.Part).OfType<Part>().ToHashSet();
        foreach (var derived in all.Reverse().OfType<DerivedPart>().Where(needed.Contains))
        {
            needed.UnionWith([derived.Left, derived.Right]);
        }

        return [.. all.Where(needed.Contains)];
    }

    private void OnDeliver(Event e)
    {
        var deliver = (Deliver)e;
        if (host.Delivered.Contains(deliver.Message))
        {
            // The adversary has sent it first.
            return;
        }

        Take(new(process, deliver.Message, deliver.Fair), host.Take(run.System, Network.Reliable, process, deliver.Message));
    }

    /// <summary>A client or a clock acts now, or later, or if nothing obliges it, not at all.</summary>
    private void OnWake()
    {
        var offers = LocalOffers();
        if (offers.Count == 0)
        {
            return;
        }

        if (RandomBoolean())
        {
            var (offer, after) = offers[RandomInteger(offers.Count)];
            Take(new(process, offer.Input, offer.Fair), after);
        }
        else if (offers.Any(offer => offer.Offer.Fair))
        {
            SendEvent(Id, new Wake());
        }
    }

    private void OnFail()
    {
        run.Record(new(process, Crash.Instance, Fair: false), []);
        RaiseHaltEvent();
    }

    private List<(Offer Offer, Checker.Messages.Host After)> LocalOffers()
    {
        var seen = Part.SeeAll(parts, run.Sent);
        return [.. from reading in surroundings
                   from offer in reading.Offers(host.State, reading.Part is { } part ? seen[part] : null)
                   let after = host.Take(run.System, Network.Reliable, process, offer.Input)
                   where !ReferenceEquals(after, host)
                   select (offer, after)];
    }

    private void Take(Choice choice, Checker.Messages.Host after)
    {
        List<Message> sends = [.. after.Sent.Where(message => !host.Sent.Contains(message))];
        var isNew = !host.State.Equals(after.State);
        host = after;
        run.Record(choice, sends);
        if (isNew)
        {
            Monitor<SafetyMonitor>(new Stepped(process, choice.Input, host.State));
            Monitor<LivenessMonitor>(new Stepped(process, choice.Input, host.State));
            if (surroundings.Count > 0)
            {
                SendEvent(Id, new Wake());
            }
        }

        if (sends.Count > 0)
        {
            SendEvent(run.Network, new Sent(sends));
        }
    }
}
