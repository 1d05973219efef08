using BgpVerified.Impl.Bgp;
using BgpVerified.Runtime.Hosting;
using BgpVerified.Spec.Commands;
using BgpVerified.Spec.Protocols;

namespace BgpVerified.Cli.Hosted;

/// <summary>
/// When the local inputs of BGP come on a machine with an acceptor and a leader. The leader opens its first ballot at once; the next one
/// when a command has waited too long to be proven (a conflict in a fast ballot); when a classic ballot has done its work and a fast one
/// can follow; or, where all ballots are classic, when there is something to propose. The acceptor suspects the leader when a command has
/// waited longer still, twice as long in each view.
/// </summary>
internal sealed class BgpPolicy(BgpConfig config, BgpTimes times, IPolicyHost host, string author, int acceptor, int leader) : IPolicy
{
    private const int MostDoublings = 10;
    private readonly LinkedList<(Command Command, TimeSpan Since)> waiting = [];
    private readonly Dictionary<Command, LinkedListNode<(Command Command, TimeSpan Since)>> places = [];
    private readonly bool hasFast = times.HasFast;
    private TimeSpan opened;
    private TimeSpan entered;
    private int checkpoints;
    private int asked;
    private int stalls;

    private Watch Watch => field ??= new(host.Clock, Look);

    private TimeSpan Stall => times.Stall * (times.DoublesStall ? 1L << Math.Min(stalls, MostDoublings) : 1);

    private LeaderState Leader => (LeaderState)host.StateOf(leader);

    private AcceptorState Acceptor => (AcceptorState)host.StateOf(acceptor);

    public void Begin() => Open();

    public void Received(int process, Message message)
    {
        var command = (message as FastProposal)?.Command ?? (message as Proposal)?.Command;
        if (command is null || config.IsUniversal(command) || places.ContainsKey(command) || Acceptor.Proven.Value.Contains(command)
            || Acceptor.Stable.History.Contains(command))
        {
            return;
        }

        places.Add(command, waiting.AddLast((command, host.Clock.Now)));
        Watch.Look();
    }

    public void Stepped(int process, object before, Input input, object after)
    {
        if (after is AcceptorState now)
        {
            var then = (AcceptorState)before;
            entered = now.View != then.View ? host.Clock.Now : entered;
            if (!ReferenceEquals(now.Proven, then.Proven))
            {
                Proven(now.Proven);
            }
        }
        else if (after is LeaderState { IsActive: true } l && (!((LeaderState)before).IsActive || l.View != ((LeaderState)before).View))
        {
            Open();
        }
        else if (after is LeaderState heard && heard.Heard.Count != ((LeaderState)before).Heard.Count)
        {
            Propose();
        }
    }

    private void Proven(Certificate proven)
    {
        stalls = 0;
        if (waiting.Count > 0)
        {
            foreach (var command in proven.Value)
            {
                if (places.Remove(command, out var place))
                {
                    waiting.Remove(place);
                }
            }
        }

        if (Leader is not { IsActive: true } l || proven.Ballot != config.BallotOf(l.View, l.Number) || Checkpoint(proven.Value))
        {
            return;
        }

        if (!config.IsFast(proven.Ballot))
        {
            if (hasFast)
            {
                Open();
            }
            else
            {
                Propose();
            }
        }
    }

    /// <summary>
    /// Proposes a checkpoint when there are enough commands since the last. It goes to the leader alone and into the next ballot's value,
    /// in which all vote for the same: in a fast ballot it would conflict with whatever is on its way.
    /// </summary>
    private bool Checkpoint(CommandSequence proven)
    {
        if (times.Checkpoint == 0 || asked > proven.Checkpoints || proven.SinceCheckpoint < times.Checkpoint)
        {
            return false;
        }

        asked = proven.Checkpoints + 1;
        host.Do(leader, new Proposal(new($"{author}n{checkpoints}", author, author) { Sequence = checkpoints++ }));
        Open();
        return true;
    }

    /// <summary>Where all ballots are classic: begins one, unless one is going on or there is nothing to propose.</summary>
    private void Propose()
    {
        if (!hasFast && waiting.Count > 0 && Leader is { IsActive: true } l
            && (l.Number == 0 || Acceptor.Proven.Ballot == config.BallotOf(l.View, l.Number)))
        {
            Open();
        }
    }

    private void Open()
    {
        if (Leader is not { IsActive: true } l || (!hasFast && waiting.Count == 0))
        {
            return;
        }

        opened = host.Clock.Now;
        host.Do(leader, new TriggerNextBallot(config.KindOf(l.Number + 1)));
    }

    /// <summary>Whether something has waited too long, and when to look again.</summary>
    private TimeSpan? Look()
    {
        if (waiting.First is not { } first)
        {
            return null;
        }

        var now = host.Clock.Now;
        var stalled = Max(first.Value.Since, opened) + Stall;
        var patience = Max(first.Value.Since, entered) + (times.Patience * (1L << Math.Min(Acceptor.View, 20)));
        if (Leader is { IsActive: true } && now >= stalled)
        {
            stalls++;
            Open();
            stalled = now + Stall;
        }

        if (now >= patience)
        {
            host.Do(acceptor, new SuspectLeader(Acceptor.View));
            patience = now + times.Patience;
        }

        var next = Leader is { IsActive: true } && stalled < patience ? stalled : patience;
        return Max(next - now, TimeSpan.FromTicks(1));
    }

    private static TimeSpan Max(TimeSpan x, TimeSpan y) => x > y ? x : y;
}

/// <summary>How long BGP's machines wait, and what for.</summary>
/// <param name="HasFast">Whether some ballots are fast.</param>
/// <param name="Stall">How long a command may wait to be proven before the leader opens the next ballot.</param>
/// <param name="Patience">How long before an acceptor suspects the leader of view 0; twice as long in each view after it.</param>
/// <param name="Checkpoint">How many commands there are from one checkpoint to the next; 0 for no checkpoints.</param>
internal sealed record BgpTimes(bool HasFast, TimeSpan Stall, TimeSpan Patience, int Checkpoint)
{
    /// <summary>
    /// Whether the leader waits twice as long with each ballot that it opens because nothing was proven in the one before: where nobody
    /// knows how long a ballot takes.
    /// </summary>
    public bool DoublesStall { get; init; }
}
