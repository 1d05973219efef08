using BgpVerified.Impl.Machines;
using BgpVerified.Runtime.Simulation;

namespace BgpVerified.Cli.Simulated;

/// <summary>What clients ask of an application: as many commands on one shared account or key as conflicts are asked for.</summary>
internal static class ApplicationWorkload
{
    /// <summary>The commands of a run in turn, of C clients every C-th.</summary>
    public static IReadOnlyList<(Command Request, OperationKind Kind)> Of(SimulationOptions options)
    {
        var chance = new Chance(options.Seed ^ 0xA5A5).Split();
        var isBank = options.Application is null or "bank";
        return
        [
            .. Workload.Of(options).Select((one, i) =>
            {
                var (client, number) = (i % options.Clients, (i / options.Clients) + 1);
                var part = one.Kind == OperationKind.Shared ? "all" : $"own{client + 1}";
                var does = isBank ? OfBank(one.Kind, part, chance) : OfStore(one.Kind, part, i, chance);
                return (new Command(new('p', client), number, does), one.Kind);
            }),
        ];
    }

    private static string OfBank(OperationKind kind, string account, Chance chance)
    {
        var amount = 1 + chance.Below(9);
        return (kind, chance.Below(3)) switch
        {
            (OperationKind.Universal, _) => $"donate:{amount}",
            (_, 0) => $"deposit:{account}:{amount}",
            (_, 1) => $"withdraw:{account}:{amount}",
            _ => $"balance:{account}",
        };
    }

    private static string OfStore(OperationKind kind, string key, int number, Chance chance)
    {
        var (value, expected) = (1 + chance.Below(3), chance.Below(3));
        return (kind, chance.Below(3)) switch
        {
            (OperationKind.Universal, _) => $"ping:{number}",
            (_, 0) => $"put:{key}:{value}",
            (_, 1) => $"cas:{key}:{(expected < value ? expected : expected + 1)}:{value}",
            _ => $"get:{key}",
        };
    }
}
