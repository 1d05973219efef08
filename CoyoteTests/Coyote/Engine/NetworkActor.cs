using BgpVerified.Spec.Protocols;
using Microsoft.Coyote.Actors;

namespace BgpVerified.CoyoteTests.Coyote.Engine;

/// <summary>
/// The network: it delivers every message to each recipient once, in any order. Without it what one actor sends another
/// would arrive in the order of sending, and after whatever caused it.
/// </summary>
[OnEventDoAction(typeof(Sent), nameof(OnSent))]
[OnEventDoAction(typeof(DeliverNext), nameof(OnDeliverNext))]
internal sealed class NetworkActor : Actor
{
    private readonly List<(ActorId Recipient, Message Message)> inFlight = [];
    private ActorRun run = null!;
    private IReadOnlyList<ActorId> watchers = [];
    private bool isDelivering;

    protected override Task OnInitializeAsync(Event initialEvent)
    {
        run = ((Begin)initialEvent).Run;

        // Those whose surroundings act on what others have sent.
        watchers = [.. run.System.Readings
            .Where(reading => reading.IsLocal && reading.Part is not null)
            .Select(reading => run.ActorOf(reading.Process)!)
            .Distinct(), run.Adversary];
        return Task.CompletedTask;
    }

    private void OnSent(Event e)
    {
        foreach (var message in ((Sent)e).Messages)
        {
            inFlight.AddRange(run.System.Recipients(message).Select(run.ActorOf).OfType<ActorId>()
                .Select(recipient => (recipient, message)));
        }

        foreach (var watcher in watchers)
        {
            SendEvent(watcher, new Wake());
        }

        if (!isDelivering && inFlight.Count > 0)
        {
            isDelivering = true;
            SendEvent(Id, new DeliverNext());
        }
    }

    private void OnDeliverNext()
    {
        var at = RandomInteger(inFlight.Count);
        var (recipient, message) = inFlight[at];
        inFlight.RemoveAt(at);
        SendEvent(recipient, new Deliver(message, fair: true));
        isDelivering = inFlight.Count > 0;
        if (isDelivering)
        {
            SendEvent(Id, new DeliverNext());
        }
    }
}
