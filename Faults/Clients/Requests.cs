using System.Globalization;
using BgpVerified.Runtime.Simulation;

namespace BgpVerified.Faults.Clients;

/// <summary>
/// What clients ask for: writes, reads and conditional writes of a few parts of the state that they share, some of their own, and now and
/// then a universally commutative command. After so many requests they turn to other parts, so that a history can be checked part by part.
/// </summary>
/// <param name="application">The application: <c>bank</c> or <c>store</c>.</param>
/// <param name="seed">The seed.</param>
public sealed class Requests(string application, ulong seed)
{
    /// <summary>After how many requests of all clients they turn to other parts.</summary>
    public const int PerGeneration = 60;

    private const int Shared = 2;
    private readonly Chance chance = new(seed);
    private readonly List<string> parts = [];
    private readonly Dictionary<string, string> written = [];
    private int drawn;

    /// <summary>The parts that requests were drawn for, in the order in which they came up: accounts, or keys.</summary>
    public IReadOnlyList<string> Parts => parts;

    /// <summary>The next request of a client.</summary>
    /// <param name="client">The client's number, from 0.</param>
    /// <returns>The command, as the application reads it.</returns>
    public string Next(int client)
    {
        var generation = drawn++ / PerGeneration;
        var kind = chance.Below(10);
        if (kind == 0)
        {
            return application == "bank" ? $"donate:{1 + chance.Below(9)}" : Invariant($"ping:{drawn}");
        }

        var part = kind < 8 ? Invariant($"g{generation}s{chance.Below(Shared)}") : Invariant($"g{generation}c{client}");
        if (!written.ContainsKey(part))
        {
            parts.Add(part);
            written.Add(part, "0");
        }

        return application == "bank" ? OfBank(part) : OfStore(part);
    }

    /// <summary>Reads a part.</summary>
    /// <param name="part">The part.</param>
    /// <returns>The command.</returns>
    public string Read(string part) => application == "bank" ? $"balance:{part}" : $"get:{part}";

    private string OfBank(string account) => chance.Below(3) switch
    {
        0 => Invariant($"deposit:{account}:{1 + chance.Below(90)}"),
        1 => Invariant($"withdraw:{account}:{1 + chance.Below(60)}"),
        _ => $"balance:{account}",
    };

    /// <summary>Each value is written once, so that a read says which write it saw.</summary>
    private string OfStore(string key)
    {
        var value = Invariant($"v{drawn}");
        switch (chance.Below(3))
        {
            case 0:
                written[key] = value;
                return $"put:{key}:{value}";
            case 1:
                var expected = written[key];
                written[key] = value;
                return $"cas:{key}:{expected}:{value}";
            default:
                return $"get:{key}";
        }
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
