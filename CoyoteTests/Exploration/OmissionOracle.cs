using BgpVerified.Checker.Worlds;
using BgpVerified.Spec.Protocols;
using BgpVerified.Spec.Values;

namespace BgpVerified.CoyoteTests.Exploration;

/// <summary>
/// Omissions as steps of their own: a message is lost for a recipient, by the fault of its sender or of the recipient. Everybody
/// finds in the world what is not lost for it. Nothing is numbered, remembered or left out.
/// </summary>
/// <remarks>
/// A process is faulty once it has crashed or omitted something; as many may be as the configuration says, of those that may crash.
/// A message may be lost before or after it has been delivered: the network delivers it as often as it likes.
/// </remarks>
internal static class OmissionOracle
{
    /// <summary>Explores everything.</summary>
    /// <param name="system">The configured protocol.</param>
    /// <param name="mostWorlds">When to give up.</param>
    /// <returns>The properties that fail somewhere; null if there are too many worlds.</returns>
    public static IReadOnlySet<string>? Violated(ISystem system, int mostWorlds)
    {
        var violated = new HashSet<string>();
        var initial = new Lossy(World.Initial(system), ValueSet<Loss>.Empty);
        var visited = new HashSet<Lossy> { initial };
        var queue = new Queue<Lossy>(visited);
        Check(initial, initial);
        while (queue.TryDequeue(out var before))
        {
            foreach (var after in Steps(system, before))
            {
                Check(before, after);
                if (visited.Add(after))
                {
                    queue.Enqueue(after);
                }
            }

            if (visited.Count > mostWorlds)
            {
                return null;
            }
        }

        return violated;

        void Check(Lossy before, Lossy after) => violated.UnionWith(
            from property in system.Properties
            where !violated.Contains(property.Name)
            where property.Kind switch
            {
                PropertyKind.Transition => !Holds(property, before.World, after.World),
                PropertyKind.Invariant => !Holds(property, after.World, after.World),
                _ => !Holds(property, after.World, after.World) && IsQuiescent(system, after),
            }
            select property.Name);
    }

    private static bool Holds(Property property, World before, World after) =>
        property.Holds(Read(property, before), Read(property, after));

    private static object[] Read(Property property, World world) =>
        [.. property.Reads.Select(process => property.Project(process, world.States[process]!))];

    private static bool IsQuiescent(ISystem system, Lossy lossy) =>
        Offers(system, lossy).All(found => !found.Offer.Fair || lossy.World.Take(found.Process, found.Offer.Input).Equals(lossy.World));

    private static IEnumerable<Lossy> Steps(ISystem system, Lossy lossy) =>
    [
        .. Offers(system, lossy).Select(found => lossy with { World = lossy.World.Take(found.Process, found.Offer.Input) }),
        .. MayFail(system, lossy).Select(process => lossy with { World = lossy.World.Take(process, Crash.Instance) }),
        .. Losses(system, lossy).Select(loss => lossy with { Lost = lossy.Lost.Add(loss) }),
    ];

    /// <summary>What every process could take, each in its own view of the world.</summary>
    private static IEnumerable<(int Process, Offer Offer)> Offers(ISystem system, Lossy lossy) =>
        from reading in system.Readings
        where !lossy.World.HasCrashed(reading.Process)
        let view = reading.IsLocal ? lossy.World.Sent : lossy.World.Sent.Where(message => !IsLost(lossy, message, reading.Process))
        let seen = reading.Part?.See([.. view], new Dictionary<Part, object>())
        from offer in reading.Offers(lossy.World.States[reading.Process]!, seen)
        select (reading.Process, offer);

    private static IEnumerable<Loss> Losses(ISystem system, Lossy lossy)
    {
        var omissions = system.Configuration.Omissions;
        var failing = MayFail(system, lossy).ToHashSet();
        return from sender in Enumerable.Range(0, system.Processes.Count)
               from message in lossy.World.SentBy(sender)
               from recipient in system.Recipients(message)
               where !IsLost(lossy, message, recipient)
               from faulty in ((int[])[sender, recipient]).Distinct()
               where failing.Contains(faulty)
               where omissions == Omission.General || (omissions == Omission.Send && faulty == sender)
                   || (omissions == Omission.Receive && faulty == recipient)
               select new Loss(message, recipient, faulty);
    }

    private static bool IsLost(Lossy lossy, Message message, int recipient) =>
        lossy.Lost.Any(loss => loss.Recipient == recipient && loss.Message.Equals(message));

    private static IEnumerable<int> MayFail(ISystem system, Lossy lossy)
    {
        bool IsFaulty(int process) => lossy.World.HasCrashed(process) || lossy.Lost.Any(loss => loss.Faulty == process);
        List<int> all = [.. Enumerable.Range(0, system.Processes.Count)];
        var mayOthers = all.Count(IsFaulty) < system.Configuration.Crashes;
        return all.Where(process => system.Processes[process].Fault == Fault.Crash && !lossy.World.HasCrashed(process)
            && (mayOthers || IsFaulty(process)));
    }

    private sealed record Lossy(World World, ValueSet<Loss> Lost);

    private sealed record Loss(Message Message, int Recipient, int Faulty) : IComparable<Loss>
    {
        public int CompareTo(Loss? other) => other is null ? 1
            : Message.CompareTo(other.Message) is var order and not 0 ? order
            : (Recipient, Faulty).CompareTo((other.Recipient, other.Faulty));
    }
}
