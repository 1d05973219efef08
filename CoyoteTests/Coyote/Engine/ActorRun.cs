using BgpVerified.Checker.Messages;
using BgpVerified.Spec.Protocols;
using BgpVerified.Spec.Values;
using Microsoft.Coyote.Actors;
using Microsoft.Coyote.Runtime;

namespace BgpVerified.CoyoteTests.Coyote.Engine;

/// <summary>One schedule: its actors, and the record of what has happened.</summary>
/// <remarks>
/// The record is shared by the actors. Under test only one of them runs at a time, and none is interrupted between taking
/// an input and recording it; so the order of the record is an order in which the plain world can take the same steps.
/// </remarks>
internal sealed class ActorRun
{
    private readonly List<Choice> choices = [];
    private readonly ActorId?[] processes;
    private readonly HashSet<string> kinds;

    /// <summary>Creates the monitors and the actors, and then wakes them: an actor may be sent to only once it is created.</summary>
    public ActorRun(ISystem system, IActorRuntime runtime, HashSet<string> kinds)
    {
        System = system;
        this.kinds = kinds;
        Network = runtime.CreateActorId(typeof(NetworkActor), "network");
        Adversary = runtime.CreateActorId(typeof(AdversaryActor), "adversary");
        processes = [.. system.Processes.Select(process =>
            process.Fault == Fault.Byzantine ? null : runtime.CreateActorId(typeof(ProcessActor), process.Name))];
        runtime.RegisterMonitor<SafetyMonitor>();
        runtime.RegisterMonitor<LivenessMonitor>();
        runtime.Monitor<SafetyMonitor>(new Watch(this));
        runtime.Monitor<LivenessMonitor>(new Watch(this));
        runtime.CreateActor(Network, typeof(NetworkActor), new Begin(this, -1));
        runtime.CreateActor(Adversary, typeof(AdversaryActor), new Begin(this, -1));
        foreach (var (process, id) in processes.Index().Where(process => process.Item is not null))
        {
            runtime.CreateActor(id, typeof(ProcessActor), new Begin(this, process));
        }

        foreach (var id in processes.OfType<ActorId>().Append(Adversary))
        {
            runtime.SendEvent(id, new Wake());
        }
    }

    public ISystem System { get; }

    public ActorId Network { get; }

    public ActorId Adversary { get; }

    /// <summary>Everything that correct processes have sent.</summary>
    public ValueSet<Message> Sent { get; private set; } = ValueSet<Message>.Empty;

    /// <summary>The steps so far, as <see cref="MessageWorld"/> takes them.</summary>
    public IReadOnlyList<Choice> Choices => choices;

    /// <summary>The initial states; null for Byzantine processes.</summary>
    public object?[] InitialStates() => [.. processes.Select((id, process) => id is null ? null : System.Initial(process))];

    /// <summary>The actor that is a process; null if it is Byzantine.</summary>
    public ActorId? ActorOf(int process) => processes[process];

    /// <summary>Records a step and what is sent in it.</summary>
    public void Record(Choice choice, IReadOnlyList<Message> sends)
    {
        choices.Add(choice);
        kinds.Add(choice.Input.KindName);
        Sent = Sent.Union(sends);
    }
}
