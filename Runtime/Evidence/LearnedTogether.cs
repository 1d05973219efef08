using BgpVerified.Spec.Commands;
using BgpVerified.Spec.Protocols;

namespace BgpVerified.Runtime.Evidence;

/// <summary>What the learners of a run have learned, and whether the properties of generalized consensus hold of it.</summary>
internal sealed class LearnedTogether(EvidenceSubject subject)
{
    private readonly Dictionary<Command, (string Log, long Line, string Process, Input Input)> learned = [];
    private readonly HashSet<Command> proposed = [];
    private readonly Dictionary<int, (History History, string Process)> beginnings = [];
    private readonly List<(string Process, object State)> last = [];

    /// <summary>How many different commands were learned.</summary>
    public int Count => learned.Count;

    /// <summary>Whether two sequences can be extended to equivalent ones.</summary>
    public static bool AreCompatible(CommandSequence one, CommandSequence other)
    {
        var most = Math.Max(one.Discarded.Number, other.Discarded.Number);
        if (one.UpTo(most) is null || other.UpTo(most) is null)
        {
            // One of them is behind; what the other has discarded is held against all that others have.
            return true;
        }

        var (shorter, longer) = one.Count <= other.Count ? (one, other) : (other, one);
        return (shorter.Discarded.Equals(longer.Discarded) && shorter.SequenceEqual(longer.Take(shorter.Count)))
            || one.IsCompatibleWith(other);
    }

    /// <summary>A process has taken a step.</summary>
    /// <exception cref="StepException">It has lost what it had learned, or learned twice.</exception>
    public void Step(string log, long line, string process, object before, Input input, object after)
    {
        if (ReferenceEquals(before, after))
        {
            return;
        }

        if (subject.LearnedIn(after) is not { } now)
        {
            return;
        }

        var then = subject.LearnedIn(before)!;
        if (ReferenceEquals(then, now) || then.Equals(now))
        {
            return;
        }

        if (!now.Discarded.Equals(then.Discarded) && !beginnings.TryAdd(now.Discarded.Number, (now.Discarded, process))
            && beginnings[now.Discarded.Number] is var (first, other) && !first.Equals(now.Discarded))
        {
            throw new StepException(
                process, input, $"Consistency: it has discarded {now.Discarded}, and {other} {first} before that checkpoint");
        }

        if (!IsExtended(then, now))
        {
            throw new StepException(
                process, input, $"Stability: it has learned {Brief.Of(now)}, which does not extend what it had learned, {Brief.Of(then)}");
        }

        foreach (var command in subject.News(input, after))
        {
            learned.TryAdd(command, (log, line, process, input));
        }
    }

    /// <summary>Commands were proposed.</summary>
    public void Proposed(IEnumerable<Command> commands) => proposed.UnionWith(commands);

    /// <summary>The last state of a process.</summary>
    public void End(string process, object state)
    {
        if (last.TrueForAll(one => one.Process != process))
        {
            last.Add((process, state));
        }
    }

    /// <summary>The first command that was learned although its author, whose log is there, has not proposed it.</summary>
    public EvidenceFailure? Unproposed(IReadOnlyDictionary<string, string> owners)
    {
        foreach (var (command, (log, line, process, input)) in learned)
        {
            if (owners.TryGetValue(command.Author, out var own) && !proposed.Contains(command))
            {
                return new(
                    log, line, process, Brief.Of(input),
                    $"Nontriviality: it learned {command}, which {command.Author} has not proposed, says {own}");
            }
        }

        return null;
    }

    /// <summary>
    /// The first learner whose last sequence has no upper bound with those of the learners before it, and the bound of these.
    /// </summary>
    public (string Process, CommandSequence Others)? Inconsistent()
    {
        CommandSequence? bound = null;
        foreach (var (process, state) in last)
        {
            if (subject.LearnedIn(state) is not { } now)
            {
                continue;
            }

            if (bound is not null && !AreCompatible(bound, now))
            {
                return (process, bound);
            }

            bound = bound is null || now.Equals(bound) ? now
                : bound.LeastUpperBound(now) ?? (bound.Discarded.Number < now.Discarded.Number ? now : bound);
        }

        return null;
    }

    /// <summary>What processes disagree about in their last states.</summary>
    public (string Process, string What)? Disagreement() => subject.Disagreement(last);

    /// <summary>The commands that were proposed and that a learner has not learned.</summary>
    public IReadOnlyList<(string Process, Command Command)> Missing() =>
    [
        .. from one in last
           let now = subject.LearnedIn(one.State)
           where now is not null
           let own = now.ToHashSet()
           from command in proposed
           where !own.Contains(command) && !now.Discarded.Contains(command)
           select (one.Process, command)
    ];

    /// <summary>
    /// Whether a sequence is a prefix of another, up to commutation: so if it is what is left of the other without some commands that
    /// conflict with none that come after them and stay.
    /// </summary>
    private bool IsExtended(CommandSequence then, CommandSequence now)
    {
        if (!then.Discarded.Equals(now.Discarded))
        {
            return now.Discarded.Number > then.Discarded.Number
                && (then.UpTo(now.Discarded.Number) is null ? then.All(now.Contains) : then.IsPrefixOf(now));
        }

        var (next, added) = (0, new List<Command>());
        foreach (var command in now)
        {
            if (next < then.Count && then[next].Equals(command))
            {
                if (added.Exists(one => subject.Conflicts.Conflicts(one, command)))
                {
                    return then.IsPrefixOf(now);
                }

                next++;
            }
            else
            {
                added.Add(command);
            }
        }

        return next == then.Count || then.IsPrefixOf(now);
    }
}
