using BgpVerified.Spec.Values;

namespace BgpVerified.Impl.Machines;

/// <summary>A request that a learner executed.</summary>
/// <param name="Slot">The instance that it was executed for, from 0.</param>
/// <param name="Request">The request: the value that it writes.</param>
/// <param name="Before">The register before it: the request's result, and what rolling back restores.</param>
public sealed record Executed(int Slot, string Request, string Before)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Request}@{Slot}";
}

/// <summary>
/// The state machine that is replicated: a register. A write returns what it overwrites, so that its result tells in which
/// order it was executed.
/// </summary>
public static class Register
{
    /// <summary>What is read before anything is written.</summary>
    public const string Initial = "0";

    /// <summary>No request: the value of a slot in which nothing is known.</summary>
    public const string None = "";

    /// <summary>The null request: a new leader fills a gap with it, and nothing is executed.</summary>
    public const string NoOp = "no-op";

    /// <summary>The command that reads.</summary>
    public const string Read = "read";

    /// <summary>A command on the register.</summary>
    /// <param name="value">The register's value.</param>
    /// <param name="command">The value to write, or <see cref="Read"/>.</param>
    /// <returns>The value after it; its result: what was read or overwritten.</returns>
    public static (string Value, string Result) Apply(string value, string command) => (command == Read ? value : command, value);

    /// <summary>The register after requests.</summary>
    /// <param name="order">The requests in their order; one that comes again has no effect, and the null request none.</param>
    /// <returns>The value that was written last.</returns>
    public static string After(IEnumerable<string> order) => order.Where(request => request != NoOp).Distinct().LastOrDefault(Initial);

    /// <summary>The requests of slots up to the first of which nothing is known.</summary>
    /// <param name="slots">What is known of each slot.</param>
    /// <returns>The prefix without gaps.</returns>
    public static ValueList<string> Prefix(IEnumerable<string> slots) => new(slots.TakeWhile(request => request != None));
}
