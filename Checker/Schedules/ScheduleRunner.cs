using System.Numerics;
using System.Runtime.InteropServices;
using BgpVerified.Checker.Exploration;
using BgpVerified.Checker.Messages;
using BgpVerified.Checker.Worlds;
using BgpVerified.Spec.Protocols;

namespace BgpVerified.Checker.Schedules;

/// <summary>How a run ended.</summary>
public enum RunEnd
{
    /// <summary>Nothing fair was left to happen.</summary>
    Quiescent,

    /// <summary>It took as many steps as were allowed.</summary>
    StepBound,

    /// <summary>A property was violated.</summary>
    Violation,

    /// <summary>The scheduler gave it up: another like it has been run.</summary>
    Abandoned,
}

/// <summary>
/// Runs a configured protocol message by message, one run after another, as a scheduler chooses. What handlers do is
/// remembered across runs, so that most steps are a few look-ups.
/// </summary>
/// <remarks>
/// The semantics are those of <see cref="MessageWorld"/>, which the tests hold this against. Only what cannot matter is
/// left out: a Byzantine process's message that its recipient would neither react to nor count now (it can be sent when
/// it would), and a message to a process that has crashed. Not safe for several threads; each has its own.
/// </remarks>
public sealed class ScheduleRunner
{
    private const long MostRemembered = 20_000_000;
    private readonly ISystem system;
    private readonly Network network;
    private readonly string? property;
    private readonly bool hasByzantine;
    private readonly bool[] mayFail;
    private readonly List<int> picks = [];
    private readonly List<Move> steps = [];
    private readonly Dictionary<string, long> deliveredKinds = [];
    private readonly Dictionary<ProtocolAction, long> actionCounts = [];
    private MessageMachine machine;
    private RunState state;
    private long[] actions = [];
    private long[] kinds = [];

    /// <summary>Prepares to run.</summary>
    /// <param name="system">The configured protocol.</param>
    /// <param name="network">What happens to messages.</param>
    /// <param name="property">The only property to check; null for all.</param>
    public ScheduleRunner(ISystem system, Network network, string? property = null)
    {
        (this.system, this.network, this.property) = (system, network, property);
        hasByzantine = system.Adversary.Count > 0;
        mayFail = [.. system.Processes.Select(process => process.Fault == Fault.Crash && system.Configuration.Crashes > 0)];
        machine = new(system, network, property);
        state = new(machine, network);
    }

    /// <summary>The choices of the last run, as indices: given again in the same situations they make the same run.</summary>
    public IReadOnlyList<int> Picks => picks;

    /// <summary>The steps of the last run, as <see cref="MessageWorld"/> takes them.</summary>
    public IReadOnlyList<Choice> Choices => [.. steps.Select(ChoiceOf)];

    /// <summary>How many steps the last run took.</summary>
    public int Steps => steps.Count;

    /// <summary>The property that the last run violated; null if none.</summary>
    public Property? Violated { get; private set; }

    /// <summary>How often each action happened in all runs; those of the protocol that never did are there with 0.</summary>
    public IReadOnlyDictionary<ProtocolAction, long> Actions
    {
        get
        {
            Collect();
            return actionCounts;
        }
    }

    /// <summary>How many messages of each kind were delivered in all runs.</summary>
    public IReadOnlyDictionary<string, long> Delivered
    {
        get
        {
            Collect();
            return deliveredKinds;
        }
    }

    /// <summary>Runs once.</summary>
    /// <param name="scheduler">What chooses; it has begun the run.</param>
    /// <param name="maxSteps">How many steps to take at the most.</param>
    /// <returns>How the run ended.</returns>
    public RunEnd Run(IScheduler scheduler, int maxSteps = int.MaxValue)
    {
        if (machine.Size > MostRemembered && !scheduler.WantsEverything)
        {
            Forget();
        }

        picks.Clear();
        steps.Clear();
        state.Reset();
        Violated = machine.Monitor.CheckInitial(state.Hosts);
        while (Violated is null)
        {
            var moves = Moves(scheduler.WantsEverything, out var isQuiescent);
            if (isQuiescent && machine.Monitor.DecidesAtTheEnd)
            {
                Violated = machine.Monitor.CheckQuiescent(state.Hosts);
            }

            if (Violated is not null)
            {
                break;
            }

            if (moves.Length == 1 && moves[0].Kind == MoveKind.Stop)
            {
                return RunEnd.Quiescent;
            }

            if (steps.Count >= maxSteps)
            {
                return RunEnd.StepBound;
            }

            var move = Pick(scheduler, moves, out var at);
            if (at < 0)
            {
                return RunEnd.Abandoned;
            }

            if (move.Kind is MoveKind.Adversary or MoveKind.Fault)
            {
                var isAdversary = move.Kind == MoveKind.Adversary;
                moves = isAdversary ? AdversarysMoves() : Faults();
                if (moves.Length == 0)
                {
                    state.AdversaryIsIdle |= isAdversary;
                    state.NothingFails |= !isAdversary;
                    continue;
                }

                move = Pick(scheduler, moves, out _);
                at = -1;
            }

            if (move.Kind == MoveKind.Stop)
            {
                return RunEnd.Quiescent;
            }

            steps.Add(move);
            Take(move, at);
        }

        return RunEnd.Violation;
    }

    /// <summary>
    /// Forgets what handlers did, and gives back the memory; not for a scheduler that wants everything, which knows moves by their numbers.
    /// </summary>
    internal void Forget()
    {
        Collect();
        machine = new(system, network, property);
        state = new(machine, network);
    }

    private Move Pick(IScheduler scheduler, ReadOnlySpan<Move> moves, out int at)
    {
        at = scheduler.Choose(moves, steps.Count);
        if (at < 0)
        {
            return default;
        }

        picks.Add(at);
        return moves[at];
    }

    /// <summary>
    /// What can happen: deliveries, then what processes' surroundings do, then the adversary and the faults; last, if
    /// nothing fair is left, the end.
    /// </summary>
    private ReadOnlySpan<Move> Moves(bool everything, out bool isQuiescent)
    {
        var moves = state.Deliverable();
        isQuiescent = moves.Count == 0;
        for (var reading = 0; reading < machine.LocalReadings; reading++)
        {
            var offers = machine.Offers(reading, state.Hosts, out var slot);
            if (!state.Crashed[slot])
            {
                foreach (var (input, fair) in offers)
                {
                    isQuiescent &= !fair;
                    moves.Add(new(MoveKind.Local, (short)machine.Processes[slot], -1, machine.InfoOf(input).Topic, input, state.Age(slot),
                        fair));
                }
            }
        }

        if (hasByzantine && !state.AdversaryIsIdle)
        {
            Add(moves, everything, AdversarysMoves, new(MoveKind.Adversary, -1, -1, -1, -1, steps.Count));
        }

        if ((state.FaultsLeft > 0 || state.AnyFaulty) && !state.NothingFails)
        {
            Add(moves, everything, Faults, new(MoveKind.Fault, -1, -1, -1, -1, steps.Count));
        }

        if (isQuiescent)
        {
            moves.Add(new(MoveKind.Stop, -1, -1, -1, -1, steps.Count));
        }

        return CollectionsMarshal.AsSpan(moves);
    }

    private static void Add(List<Move> moves, bool everything, Func<Span<Move>> all, Move one)
    {
        if (everything)
        {
            moves.AddRange(all());
        }
        else
        {
            moves.Add(one);
        }
    }

    private Span<Move> AdversarysMoves()
    {
        var found = state.Scratch;
        found.Clear();
        for (var forgery = 0; forgery < machine.Forgeries; forgery++)
        {
            foreach (var input in machine.Forge(forgery))
            {
                var info = machine.InfoOf(input);
                foreach (var recipient in info.Recipients)
                {
                    var slot = machine.SlotOf(recipient);
                    if (slot >= 0 && !state.Crashed[slot] && machine.WouldMatter(slot, state.Hosts[slot], input)
                        && !state.WasForged(input, slot))
                    {
                        found.Add(new(MoveKind.Forged, (short)recipient, info.Sender, info.Topic, input, steps.Count));
                    }
                }
            }
        }

        return CollectionsMarshal.AsSpan(found);
    }

    private Span<Move> Faults()
    {
        var found = state.Scratch;
        found.Clear();
        var omissions = system.Configuration.Omissions;
        for (var slot = 0; slot < machine.Processes.Length; slot++)
        {
            if (CanFail(machine.Processes[slot]))
            {
                found.Add(new(MoveKind.Crash, (short)machine.Processes[slot], -1, -1, -1, steps.Count));
            }
        }

        foreach (var move in state.InFlight)
        {
            if (omissions is Omission.Send or Omission.General && CanFail(move.Sender))
            {
                found.Add(move with { Kind = MoveKind.SendOmission, IsFair = false });
            }

            if (omissions is Omission.Receive or Omission.General && CanFail(move.Process))
            {
                found.Add(move with { Kind = MoveKind.ReceiveOmission, IsFair = false });
            }
        }

        return CollectionsMarshal.AsSpan(found);
    }

    private bool CanFail(int process) =>
        mayFail[process] && !state.Crashed[machine.SlotOf(process)] && (state.FaultsLeft > 0 || state.Faulty[machine.SlotOf(process)]);

    private void Take(Move move, int at)
    {
        state.AdversaryIsIdle = false;
        state.NothingFails = false;
        var slot = machine.SlotOf(move.Process);
        switch (move.Kind)
        {
            case MoveKind.Crash:
                state.Crash(slot);
                return;
            case MoveKind.SendOmission:
                state.Lose(move, machine.SlotOf(move.Sender));
                return;
            case MoveKind.ReceiveOmission:
                state.Lose(move, slot);
                return;
            case MoveKind.Deliver:
                state.Deliver(at);
                break;
            case MoveKind.Forged:
                state.Forge(move.Input, slot);
                break;
        }

        Count(ref kinds, machine.InfoOf(move.Input).Kind);
        var made = machine.Take(slot, state.Hosts[slot], move.Input);
        foreach (var action in made.Actions)
        {
            Count(ref actions, action);
        }

        if (made.IsVisible)
        {
            Violated = machine.Monitor.CheckStep(state.Hosts, slot, made.After);
        }

        state.MoveOn(slot, made, steps.Count);
    }

    private static void Count(ref long[] counts, int index)
    {
        if (index >= counts.Length)
        {
            Array.Resize(ref counts, (int)BitOperations.RoundUpToPowerOf2((uint)index + 1));
        }

        counts[index]++;
    }

    /// <summary>Brings the counts of the present machine's numbers under their names.</summary>
    private void Collect()
    {
        for (var action = 0; action < machine.Actions.Count; action++)
        {
            actionCounts[machine.Actions[action]] = actionCounts.GetValueOrDefault(machine.Actions[action]) + (action < actions.Length
                ? actions[action]
                : 0);
        }

        foreach (var (kind, name) in machine.Kinds.Index())
        {
            deliveredKinds[name] = deliveredKinds.GetValueOrDefault(name) + (kind < kinds.Length ? kinds[kind] : 0);
        }

        Array.Clear(actions);
        Array.Clear(kinds);
    }

    private Choice ChoiceOf(Move move) => move.Kind switch
    {
        MoveKind.Crash => new(move.Process, Worlds.Crash.Instance, Fair: false),
        MoveKind.SendOmission => new(move.Sender,
            new SendOmission((Message)machine.InputOf(move.Input), system.Processes[move.Process].Name), Fair: false),
        MoveKind.ReceiveOmission => new(move.Process, new ReceiveOmission((Message)machine.InputOf(move.Input)), Fair: false),
        _ => new(move.Process, machine.InputOf(move.Input), move.IsFair),
    };
}
