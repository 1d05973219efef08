using System.Globalization;

namespace BgpVerified.Runtime.Simulation;

/// <summary>What clients ask for.</summary>
public static class Workload
{
    /// <summary>The commands of a run, in the order in which they are asked for.</summary>
    /// <param name="options">What is simulated.</param>
    /// <returns>The commands; in a closed loop which client takes the next one depends on who is answered first.</returns>
    public static IReadOnlyList<(string Name, OperationKind Kind)> Of(SimulationOptions options)
    {
        var chance = new Chance(options.Seed).Split();
        return [.. Enumerable.Range(0, options.Commands).Select(number =>
        {
            var drawn = chance.Next();
            var kind = drawn < options.Universal ? OperationKind.Universal
                : drawn < options.Universal + ((1 - options.Universal) * options.Conflicts) ? OperationKind.Shared
                : OperationKind.Free;
            return (NameOf(kind, number), kind);
        })];
    }

    /// <summary>The kind of a command, by its name.</summary>
    /// <param name="name">The name.</param>
    /// <returns>The kind.</returns>
    public static OperationKind KindOf(string name) => name[0] switch
    {
        's' => OperationKind.Shared,
        'u' => OperationKind.Universal,
        _ => OperationKind.Free,
    };

    private static string NameOf(OperationKind kind, int number) =>
        (kind switch { OperationKind.Shared => "s", OperationKind.Universal => "u", _ => "f" })
        + number.ToString(CultureInfo.InvariantCulture);
}
