using BgpVerified.Impl.Machines;
using BgpVerified.Kit;
using BgpVerified.Spec.Histories;
using BgpVerified.Spec.Protocols;
using BgpVerified.Spec.Values;

namespace BgpVerified.Impl.MultiPaxos;

/// <summary>What must hold of the replicated machine, in terms of what is read of its processes.</summary>
public static class MultiPaxosProperties
{
    /// <summary>At most one command is chosen in a slot: accepted in one ballot by a majority, at any time.</summary>
    /// <param name="accepted">What each acceptor has ever accepted.</param>
    /// <param name="majority">How many acceptors choose.</param>
    /// <returns>True if it holds.</returns>
    public static bool IsOneChosen(IReadOnlyList<ValueSet<Vote>> accepted, int majority) =>
        Chosen(accepted, majority).GroupBy(vote => vote.Slot, vote => vote.Command).All(commands => commands.Distinct().Count() <= 1);

    /// <summary>
    /// Nobody learns what is not chosen. PMS 2.1: "A process never learns that a value has been chosen unless it actually has been".
    /// </summary>
    /// <param name="accepted">What each acceptor has ever accepted.</param>
    /// <param name="learned">What each replica has learned in each slot.</param>
    /// <param name="majority">How many acceptors choose.</param>
    /// <returns>True if it holds.</returns>
    public static bool IsLearnedChosen(IEnumerable<ValueSet<Vote>> accepted, IEnumerable<ValueList<Command>> learned, int majority)
    {
        var chosen = Chosen(accepted, majority).Select(vote => (vote.Slot, vote.Command)).ToHashSet();
        return learned.All(slots => slots.Index().All(slot => slot.Item == Command.None || chosen.Contains(slot)));
    }

    /// <summary>
    /// A leader proposes a new command only after all others that were chosen before, in ballots below a limit: its own, which is what is
    /// so of PTP's decree-ordering property (<see cref="MultiPaxosErrata"/>), or none. Null commands are not important.
    /// </summary>
    /// <param name="limit">The lowest ballot that is not asked about.</param>
    /// <param name="before">What it had proposed; null if it did not lead.</param>
    /// <param name="after">What it has proposed then.</param>
    /// <param name="accepted">What each acceptor had accepted before.</param>
    /// <param name="majority">How many acceptors choose.</param>
    /// <returns>True if it holds.</returns>
    public static bool IsInOrder(
        int limit, ValueList<Command>? before, ValueList<Command>? after, IEnumerable<ValueSet<Vote>> accepted, int majority) =>
        before is null || after is null || !after.Index().Any(slot => IsNew(slot.Index, slot.Item, before))
        || (after.Index().First(slot => IsNew(slot.Index, slot.Item, before)) is var proposed
            && Chosen(accepted, majority).All(vote => vote.Ballot >= limit || vote.Command.Number == 0 || vote.Command == proposed.Item
                || vote.Slot < proposed.Index));

    private static bool IsNew(int slot, Command command, ValueList<Command> before) => slot >= before.Count || command != before[slot];

    /// <summary>The votes of which there is a majority.</summary>
    private static IEnumerable<Vote> Chosen(IEnumerable<ValueSet<Vote>> accepted, int majority) => accepted.SelectMany(votes => votes)
        .CountBy(vote => vote)
        .Where(count => count.Value >= majority)
        .Select(count => count.Key);

    /// <summary>No two replicas learn different commands in a slot.</summary>
    /// <param name="learned">What each replica has learned in each slot.</param>
    /// <returns>True if it holds.</returns>
    public static bool IsAgreed(IReadOnlyList<ValueList<Command>> learned) =>
        Enumerable.Range(0, learned.Select(slots => slots.Count).DefaultIfEmpty(0).Max()).All(slot =>
            learned.Select(slots => slots.At(slot, Command.None)).Where(command => command != Command.None).Distinct().Count() <= 1);

    /// <summary>Of any two replicas one has executed what the other has, with the same results, and perhaps more.</summary>
    /// <param name="logs">What each replica has executed.</param>
    /// <returns>True if it holds.</returns>
    public static bool ArePrefixes(IReadOnlyList<ValueList<Executed>> logs) => logs.All(one => logs.All(other =>
        one.Zip(other).All(pair => pair.First == pair.Second)));

    /// <summary>No command takes effect twice at a replica.</summary>
    /// <param name="logs">What each replica has executed.</param>
    /// <returns>True if it holds.</returns>
    public static bool IsExecutedOnce(IReadOnlyList<ValueList<Executed>> logs) =>
        logs.All(log => log.Select(executed => executed.Request).Distinct().Count() == log.Count);

    /// <summary>What is learned is a null command or one that a client has sent.</summary>
    /// <param name="sent">The clients' commands so far.</param>
    /// <param name="learned">What each replica has learned in each slot.</param>
    /// <returns>True if it holds.</returns>
    public static bool IsRequested(IEnumerable<string> sent, IEnumerable<ValueList<Command>> learned) =>
        learned.SelectMany(slots => slots).All(command => command.Number == 0 || sent.Contains($"{command}"));

    /// <summary>The clients see one register.</summary>
    /// <param name="histories">Their operations.</param>
    /// <returns>True if they do.</returns>
    public static bool IsLinearizable(IReadOnlyList<ValueList<Operation>> histories) =>
        Linearizability.IsLinearizable([.. histories.SelectMany(own => own)], Register.Initial, Register.Apply);
}
