using BgpVerified.Spec.Protocols;
using BgpVerified.Spec.Values;

namespace BgpVerified.Checker.Worlds;

/// <summary>
/// The plain semantics of a configured protocol: every process's state and what it has sent. Messages once sent may be
/// delivered any number of times, in any order, or never.
/// </summary>
/// <remarks>
/// Nothing here is remembered or packed: this is what the fast engine must agree with. Counterexamples are rebuilt on
/// it step by step, replayed traces run on it, and the tests explore it as the oracle.
/// </remarks>
public sealed class World : IWorld, IEquatable<World>
{
    private readonly ISystem system;
    private readonly ValueList<Cell> cells;

    private World(ISystem system, ValueList<Cell> cells)
    {
        this.system = system;
        this.cells = cells;
    }

    private sealed record Cell(object? State, ValueSet<Message> Sent, bool Crashed);

    /// <inheritdoc/>
    public IReadOnlyList<object?> States => [.. cells.Select(cell => cell.State)];

    /// <summary>Everything that correct processes have sent.</summary>
    public IEnumerable<Message> Sent => cells.SelectMany(cell => cell.Sent);

    /// <summary>What every process has come to: its state (null for Byzantine ones) and what it has sent. It has value equality.</summary>
    public ValueList<(object? State, ValueSet<Message> Sent)> Projection => new(cells.Select(cell => (cell.State, cell.Sent)));

    /// <summary>How many processes have crashed.</summary>
    public int Crashes => cells.Count(cell => cell.Crashed);

    /// <summary>The world before anything has happened.</summary>
    /// <param name="system">The configured protocol.</param>
    /// <returns>The initial world.</returns>
    public static World Initial(ISystem system) => new(system, new(system.Processes.Select((process, i) =>
        new Cell(process.Fault == Fault.Byzantine ? null : system.Initial(i), ValueSet<Message>.Empty, false))));

    /// <summary>A world in the middle of a run.</summary>
    /// <param name="system">The configured protocol.</param>
    /// <param name="processes">For each process its state, null for a Byzantine one, what it has sent, and whether it has crashed.</param>
    /// <returns>The world.</returns>
    public static World Of(ISystem system, IEnumerable<(object? State, ValueSet<Message> Sent, bool Crashed)> processes) =>
        new(system, new(processes.Select(process => new Cell(process.State, process.Sent, process.Crashed))));

    /// <inheritdoc/>
    public ValueSet<Message> SentBy(int process) => cells[process].Sent;

    /// <summary>Whether a process has crashed.</summary>
    /// <param name="process">The process, by index.</param>
    /// <returns>True if it has.</returns>
    public bool HasCrashed(int process) => cells[process].Crashed;

    /// <inheritdoc/>
    public IEnumerable<(int Process, Offer Offer)> Offers() => Offers(_ => true);

    /// <inheritdoc/>
    public IEnumerable<Offer> Offers(int process) => Offers(p => p == process).Select(found => found.Offer);

    /// <summary>The world after a process takes an input.</summary>
    /// <param name="process">The process, by index; neither Byzantine nor crashed.</param>
    /// <param name="input">The input.</param>
    /// <returns>An equal world if the handler ignores the input.</returns>
    public World Take(int process, Input input)
    {
        var cell = cells[process];
        if (input is Crash)
        {
            return With(process, cell with { Crashed = true });
        }

        var (state, sends) = system.Apply(process, cell.State!, input);
        return With(process, cell with { State = state, Sent = cell.Sent.Union(sends) });
    }

    /// <inheritdoc/>
    public bool IsQuiescent() => IsQuiescent([]) || (Omitting.IsPossible(system.Configuration)
        && Omitting.Sets(
            [.. Enumerable.Range(0, cells.Count).Where(process => system.Processes[process].Fault == Fault.Crash)],
            HasCrashed, system.Configuration.Crashes).Any(IsQuiescent));

    IWorld IWorld.Take(int process, Input input) => Take(process, input);

    /// <inheritdoc/>
    public bool Equals(World? other) => other is not null && cells.Equals(other.cells);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as World);

    /// <inheritdoc/>
    public override int GetHashCode() => cells.GetHashCode();

    /// <summary>Whether nothing fair is left to happen if nobody hears what some processes have sent.</summary>
    private bool IsQuiescent(IReadOnlyCollection<int> omitting)
    {
        List<Message> sent = [.. Sent];
        List<Message> heard =
            [.. cells.SelectMany((cell, i) => omitting.Contains(i) ? cell.Sent.Where(m => !system.Recipients(m).Any()) : cell.Sent)];
        var (seen, seenOfHeard) = (new Dictionary<Part, object>(), new Dictionary<Part, object>());
        return !system.Readings
            .Where(reading => !cells[reading.Process].Crashed)
            .SelectMany(reading => reading.Offers(cells[reading.Process].State!,
                    reading.IsLocal ? reading.Part?.See(sent, seen) : reading.Part?.See(heard, seenOfHeard))
                .Where(offer => offer.Fair)
                .Select(offer => Take(reading.Process, offer.Input)))
            .Any(after => !after.Equals(this));
    }

    private IEnumerable<(int Process, Offer Offer)> Offers(Func<int, bool> isWanted)
    {
        List<Message> sent = [.. Sent];
        var seen = new Dictionary<Part, object>();
        foreach (var reading in system.Readings)
        {
            if (isWanted(reading.Process) && !cells[reading.Process].Crashed)
            {
                foreach (var offer in reading.Offers(cells[reading.Process].State!, reading.Part?.See(sent, seen)))
                {
                    yield return (reading.Process, offer);
                }
            }
        }

        for (var process = 0; process < cells.Count; process++)
        {
            if (isWanted(process) && system.Processes[process].Fault == Fault.Crash && !cells[process].Crashed
                && Crashes < system.Configuration.Crashes)
            {
                yield return (process, new(Crash.Instance, Fair: false));
            }
        }
    }

    private World With(int process, Cell changed) =>
        new(system, new(cells.Select((cell, i) => i == process ? changed : cell)));
}
