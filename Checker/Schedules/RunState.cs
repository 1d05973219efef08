using BgpVerified.Checker.Messages;
using BgpVerified.Spec.Protocols;

namespace BgpVerified.Checker.Schedules;

/// <summary>Where a run has come to: the hosts, the messages in flight, what was sent, who has failed.</summary>
internal sealed class RunState
{
    private readonly MessageMachine machine;
    private readonly Network network;
    private readonly List<Move> moves = [];
    private readonly List<Move> inFlight = [];
    private readonly Queue<Move>?[] waiting;
    private readonly int[] busy;
    private readonly int[] ages;
    private readonly HashSet<long> forged = [];

    public RunState(MessageMachine machine, Network network)
    {
        (this.machine, this.network) = (machine, network);
        var slots = machine.Processes.Length;
        Hosts = new int[slots];
        ages = new int[slots];
        Crashed = new bool[slots];
        Faulty = new bool[slots];
        var channels = machine.System.Processes.Count * machine.System.Processes.Count;
        waiting = network == Network.Fifo ? new Queue<Move>?[channels] : [];
        busy = network == Network.Fifo ? new int[channels] : [];
    }

    /// <summary>The hosts of all slots, by number.</summary>
    public int[] Hosts { get; }

    public bool[] Crashed { get; }

    /// <summary>Who has crashed or omitted something.</summary>
    public bool[] Faulty { get; }

    public int FaultsLeft { get; private set; }

    public bool AnyFaulty { get; private set; }

    /// <summary>Whether the adversary was found to have nothing to send that would have an effect now.</summary>
    public bool AdversaryIsIdle { get; set; }

    /// <summary>Whether it was found that no process can fail now.</summary>
    public bool NothingFails { get; set; }

    /// <summary>Room for one list of moves.</summary>
    public List<Move> Scratch { get; } = [];

    /// <summary>What correct processes have sent and may still be delivered, or be lost.</summary>
    public IReadOnlyList<Move> InFlight => inFlight;

    public void Reset()
    {
        machine.InitialHosts.CopyTo(Hosts, 0);
        machine.Parts.Reset();
        Array.Clear(ages);
        Array.Clear(Crashed);
        Array.Clear(Faulty);
        Array.Clear(busy);
        foreach (var queue in waiting)
        {
            queue?.Clear();
        }

        inFlight.Clear();
        forged.Clear();
        (AdversaryIsIdle, NothingFails, AnyFaulty) = (false, false, false);
        FaultsLeft = machine.System.Configuration.Crashes;
    }

    /// <summary>The step since which a process's surroundings could have acted as they can now.</summary>
    public int Age(int slot) => ages[slot];

    /// <summary>The deliveries possible, in a list that may be added to.</summary>
    public List<Move> Deliverable()
    {
        moves.Clear();
        if (network != Network.Set)
        {
            moves.AddRange(inFlight);
            return moves;
        }

        foreach (var move in inFlight)
        {
            var slot = machine.SlotOf(move.Process);
            if (machine.Take(slot, Hosts[slot], move.Input).After != Hosts[slot])
            {
                moves.Add(move);
            }
        }

        return moves;
    }

    /// <summary>A message in flight is delivered; where it may come again, it stays.</summary>
    /// <param name="at">Its place among the deliveries possible.</param>
    public void Deliver(int at)
    {
        if (network != Network.Set)
        {
            Remove(at >= 0 && at < inFlight.Count && inFlight[at] == moves[at]
                ? at
                : throw new InvalidOperationException("no message is in flight there"));
        }
    }

    /// <summary>Whether a Byzantine process has sent this message to this slot, where messages come once.</summary>
    public bool WasForged(int input, int slot) => network != Network.Set && forged.Contains(((long)input << 16) | (uint)slot);

    public void Forge(int input, int slot) => forged.Add(((long)input << 16) | (uint)slot);

    public void Crash(int slot)
    {
        Fail(slot);
        Crashed[slot] = true;
        var process = machine.Processes[slot];
        inFlight.RemoveAll(move => move.Process == process);
    }

    /// <summary>A message in flight is lost, by the fault of the process in a slot.</summary>
    public void Lose(Move move, int slot)
    {
        Fail(slot);
        Remove(inFlight.FindIndex(flight => flight.Process == move.Process && flight.Input == move.Input));
    }

    /// <summary>A process comes to another host, and what it sends sets out.</summary>
    public void MoveOn(int slot, Transition made, int step)
    {
        if (Hosts[slot] != made.After)
        {
            Hosts[slot] = made.After;
            ages[slot] = step;
        }

        foreach (var message in made.Sent)
        {
            machine.Parts.Send(message, (Message)machine.InputOf(message));
            var info = machine.InfoOf(message);
            foreach (var recipient in info.Recipients)
            {
                var to = machine.SlotOf(recipient);
                if (to >= 0 && !Crashed[to])
                {
                    SetOut(new(MoveKind.Deliver, (short)recipient, info.Sender, info.Topic, message, step, IsFair: true));
                }
            }
        }
    }

    private void SetOut(Move move)
    {
        if (network == Network.Fifo && busy[Channel(move)]++ > 0)
        {
            (waiting[Channel(move)] ??= new()).Enqueue(move);
            return;
        }

        inFlight.Add(move);
    }

    private void Remove(int at)
    {
        var gone = inFlight[at];
        inFlight[at] = inFlight[^1];
        inFlight.RemoveAt(inFlight.Count - 1);
        if (network == Network.Fifo && --busy[Channel(gone)] > 0)
        {
            inFlight.Add(waiting[Channel(gone)]!.Dequeue());
        }
    }

    private void Fail(int slot)
    {
        if (!Faulty[slot])
        {
            Faulty[slot] = true;
            AnyFaulty = true;
            FaultsLeft--;
        }
    }

    private int Channel(Move move) => (move.Sender * machine.System.Processes.Count) + move.Process;
}
