using BgpVerified.Checker.Worlds;
using BgpVerified.Spec.Protocols;
using BgpVerified.Spec.Values;

namespace BgpVerified.CoyoteTests.Exploration;

/// <summary>
/// Omissions as steps of their own: a message is lost for a recipient, by the fault of its sender or of the recipient. Everybody
/// sees the world without what is lost for it; nothing else is left out, numbered or remembered.
/// </summary>
/// <remarks>
/// A process is faulty once it has crashed or omitted something; as many may be as the configuration says, of those that may crash.
/// A message may be lost before or after it has been delivered: the network delivers it as often as it likes, and loses what is left.
/// </remarks>
internal static class OmissionOracle
{
    /// <summary>Explores everything.</summary>
    /// <returns>The properties violated somewhere, and with how few steps that are no omission; null if there are too many worlds.</returns>
    public static IReadOnlyDictionary<string, int>? Violated(ISystem system, int mostWorlds)
    {
        var violated = new Dictionary<string, int>();
        var initial = new Lossy(World.Initial(system), ValueSet<Loss>.Empty);
        var level = new List<Lossy>();
        var visited = new HashSet<Lossy>();
        Reach(initial, initial, level);
        for (var depth = 0; level.Count > 0; depth++)
        {
            // Omissions are free of charge: a level is closed under them before the next one begins.
            for (var i = 0; i < level.Count; i++)
            {
                foreach (var loss in Losses(system, level[i]))
                {
                    Reach(level[i], level[i] with { Lost = level[i].Lost.Add(loss) }, level);
                }

                if (visited.Count > mostWorlds)
                {
                    return null;
                }
            }

            foreach (var property in system.Properties.Where(p => p.Kind == PropertyKind.Eventually && !violated.ContainsKey(p.Name)))
            {
                if (level.Any(lossy => !Holds(property, lossy.World, lossy.World) && IsQuiescent(system, lossy)))
                {
                    violated[property.Name] = depth;
                }
            }

            var next = new List<Lossy>();
            foreach (var lossy in level)
            {
                foreach (var (process, input, _) in Offers(system, lossy))
                {
                    Reach(lossy, lossy with { World = lossy.World.Take(process, input) }, next);
                }
            }

            level = next;

            void Reach(Lossy before, Lossy after, List<Lossy> into)
            {
                foreach (var property in system.Properties.Where(p => p.Kind != PropertyKind.Eventually))
                {
                    if (!Holds(property, before.World, after.World))
                    {
                        violated.TryAdd(property.Name, depth + 1);
                    }
                }

                if (visited.Add(after))
                {
                    into.Add(after);
                }
            }
        }

        return violated;

        void Reach(Lossy before, Lossy after, List<Lossy> into)
        {
            foreach (var property in system.Properties.Where(p => p.Kind == PropertyKind.Invariant))
            {
                if (!Holds(property, before.World, after.World))
                {
                    violated.TryAdd(property.Name, 0);
                }
            }

            if (visited.Add(after))
            {
                into.Add(after);
            }
        }
    }

    private static bool Holds(Property property, World before, World after) => property.Holds(Read(property, before), Read(property, after));

    private static object[] Read(Property property, World world) =>
        [.. property.Reads.Select(process => property.Project(process, world.States[process]!))];

    private static bool IsQuiescent(ISystem system, Lossy lossy) =>
        Offers(system, lossy).All(offer => !offer.Fair || lossy.World.Take(offer.Process, offer.Input).Equals(lossy.World));

    /// <summary>What every process could take, each in its own view of the world; and crashes.</summary>
    private static IEnumerable<(int Process, Input Input, bool Fair)> Offers(ISystem system, Lossy lossy)
    {
        var (world, lost) = (lossy.World, lossy.Lost);
        foreach (var reading in system.Readings.Where(reading => !world.HasCrashed(reading.Process)))
        {
            var view = reading.IsLocal ? world.Sent : world.Sent.Where(m => !lost.Any(loss => loss.Recipient == reading.Process && loss.Message.Equals(m)));
            var seen = reading.Part?.See([.. view], new Dictionary<Part, object>());
            foreach (var offer in reading.Offers(world.States[reading.Process]!, seen))
            {
                yield return (reading.Process, offer.Input, offer.Fair);
            }
        }

        foreach (var process in MayFail(system, lossy).Where(process => !world.HasCrashed(process)))
        {
            yield return (process, Crash.Instance, false);
        }
    }

    private static IEnumerable<Loss> Losses(ISystem system, Lossy lossy)
    {
        var omissions = system.Configuration.Omissions;
        var failing = MayFail(system, lossy).Where(process => !lossy.World.HasCrashed(process)).ToHashSet();
        return from sender in Enumerable.Range(0, system.Processes.Count)
               where system.Processes[sender].Fault != Fault.Byzantine
               from message in lossy.World.SentBy(sender)
               from recipient in system.Recipients(message)
               let bySender = omissions is Omission.Send or Omission.General && failing.Contains(sender)
               let byRecipient = omissions is Omission.Receive or Omission.General && failing.Contains(recipient)
               where bySender || byRecipient
               from faulty in (int[])[.. bySender ? [sender] : Array.Empty<int>(), .. byRecipient ? [recipient] : Array.Empty<int>()]
               let loss = new Loss(message, recipient, faulty)
               where !lossy.Lost.Any(other => other.Recipient == recipient && other.Message.Equals(message))
               select loss;
    }

    private static IEnumerable<int> MayFail(ISystem system, Lossy lossy)
    {
        var faulty = Enumerable.Range(0, system.Processes.Count)
            .Where(process => lossy.World.HasCrashed(process) || lossy.Lost.Any(loss => loss.Faulty == process)).ToHashSet();
        return Enumerable.Range(0, system.Processes.Count).Where(process => system.Processes[process].Fault == Fault.Crash
            && (faulty.Contains(process) || faulty.Count < system.Configuration.Crashes));
    }

    private sealed record Lossy(World World, ValueSet<Loss> Lost);

    private sealed record Loss(Message Message, int Recipient, int Faulty) : IComparable<Loss>
    {
        public int CompareTo(Loss? other) => other is null ? 1
            : (string.CompareOrdinal(Message.Text, other.Message.Text), Recipient, Faulty).CompareTo((0, other.Recipient, other.Faulty));
    }
}
