using BgpVerified.Spec.Protocols;
using BgpVerified.Spec.Values;
using Microsoft.Coyote.Actors;

namespace BgpVerified.CoyoteTests.Coyote.Engine;

/// <summary>
/// All Byzantine processes, and whoever has processes crash. Each time that a correct process has sent something, it
/// sends some of what it could send, each message to one recipient of its choice, or fails a process.
/// </summary>
[OnEventDoAction(typeof(Wake), nameof(OnWake))]
internal sealed class AdversaryActor : Actor
{
    private const int RestsOnceIn = 8;

    private readonly HashSet<(Message Message, int Recipient)> delivered = [];
    private readonly HashSet<int> crashed = [];
    private ActorRun run = null!;
    private ValueSet<Message>? known;
    private IReadOnlyList<Message> possible = [];

    protected override Task OnInitializeAsync(Event initialEvent)
    {
        run = ((Begin)initialEvent).Run;
        if (run.System.Configuration.Omissions != Omission.None)
        {
            throw new NotSupportedException($"actors do not omit messages: run without {run.System.Configuration.Omissions} omissions");
        }

        return Task.CompletedTask;
    }

    /// <summary>
    /// Seven messages at a time on average: most of what it can send is of no use to it, and a coarser coin has runs with
    /// a Byzantine leader end before a quorum has voted. Crashes are few, and come at any time.
    /// </summary>
    private void OnWake()
    {
        while (RandomInteger(RestsOnceIn) != 0 && Messages() is { Count: > 0 } messages)
        {
            var (message, recipient) = messages[RandomInteger(messages.Count)];
            delivered.Add((message, recipient));
            SendEvent(run.ActorOf(recipient), new Deliver(message, fair: false));
        }

        if (Mortal() is { Count: > 0 } mortal && RandomInteger(RestsOnceIn) == 0)
        {
            var process = mortal[RandomInteger(mortal.Count)];
            crashed.Add(process);
            SendEvent(run.ActorOf(process), new Fail());
        }
    }

    /// <summary>The processes that may crash now.</summary>
    private List<int> Mortal() =>
        crashed.Count >= run.System.Configuration.Crashes
            ? []
            : [.. Enumerable.Range(0, run.System.Processes.Count)
                .Where(process => run.System.Processes[process].Fault == Fault.Crash && !crashed.Contains(process))];

    /// <summary>What Byzantine processes can send that they have not, and to whom.</summary>
    private List<(Message Message, int Recipient)> Messages()
    {
        if (!ReferenceEquals(known, run.Sent))
        {
            known = run.Sent;
            var seen = Part.SeeAll(run.System.Parts, known);
            possible = [.. run.System.Adversary.SelectMany(forgery => forgery.Messages(seen[forgery.Part])).Distinct()
                .Where(message => !known.Contains(message))];
        }

        return [.. from message in possible
                   from recipient in run.System.Recipients(message)
                   where run.ActorOf(recipient) is not null && !delivered.Contains((message, recipient))
                   select (message, recipient)];
    }
}
