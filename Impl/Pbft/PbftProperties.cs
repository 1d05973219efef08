using BgpVerified.Kit;
using BgpVerified.Spec.Protocols;
using BgpVerified.Spec.Values;

namespace BgpVerified.Impl.Pbft;

/// <summary>What must hold of the replicated machine, in terms of its states.</summary>
internal sealed class PbftProperties(PbftConfig config, IRole clients, IRole replicas)
{
    public IReadOnlyList<Property> All()
    {
        IReadOnlyList<int> everybody = [.. clients.Places, .. replicas.Places];
        var properties = new List<Property>
        {
            new("RequestedInv", PropertyKind.Invariant, everybody, OfAll, (after, _) => OnlyRequestedIsExecuted(after),
                "only what a client requested is executed"),
            new("ExecutedInv", PropertyKind.Invariant, replicas.Places, OfAll, (after, _) => IsOneOrder(Logs(after)),
                "correct replicas execute the same requests with the same results in the same order, some more and some less"),
            new("OnceInv", PropertyKind.Invariant, replicas.Places, OfAll, (after, _) => Logs(after).All(IsOnce),
                "no client's request takes effect twice"),
            new("ReplyInv", PropertyKind.Invariant, everybody, OfAll, (after, _) => RepliesAreExecuted(after),
                "the result that a client accepts a correct replica has got by executing the request"),
            new("LinearizableInv", PropertyKind.Invariant, everybody, OfAll, (after, _) => IsLinearizable(after),
                "what is executed, and what is read, comes after everything that had been answered before it began"),
        };
        if (config.Window < config.Numbers)
        {
            properties.Add(new("WindowInv", PropertyKind.Invariant, replicas.Places, (_, state) => IsInWindow((ReplicaState)state),
                (after, _) => after.All(within => (bool)within), "no replica has anything at a number beyond its high water mark"));
        }

        if (config.ClaimsLiveness)
        {
            properties.Add(Answered("AnsweredProp", request => !config.IsRead(request),
                "every request of a correct client is answered in the end"));
            if (config.HasReads)
            {
                properties.Add(Answered("ReadAnsweredProp", config.IsRead, "every read of a correct client is answered in the end"));
            }
        }

        return properties;
    }

    private Property Answered(string name, Func<string, bool> which, string meaning) =>
        new(name, PropertyKind.Eventually,
            [.. clients.Correct.Zip(clients.Places).Where(client => which(config.RequestOf(client.First))).Select(client => client.Second)],
            (_, state) => ((ClientState)state).Answer is not null, (after, _) => after.All(answered => (bool)answered), meaning);

    private bool IsInWindow(ReplicaState replica) =>
        replica.Slots.Index().All(slot => slot.Item.PrePrepared is null || slot.Index + 1 <= config.High(replica));

    private object OfAll(int process, object state) => state switch
    {
        ClientState client => new Said(config.RequestOf(client.Id), client.HasBegun, client.Answer, client.Before),
        ReplicaState replica => replica.Log,
        _ => string.Empty,
    };

    private static List<ValueList<Executed>> Logs(IReadOnlyList<object> after) => [.. after.OfType<ValueList<Executed>>()];

    private static bool IsOneOrder(IReadOnlyList<ValueList<Executed>> logs)
    {
        var longest = Longest(logs);
        return logs.All(log => log.SequenceEqual(longest.Take(log.Count)));
    }

    private bool IsOnce(ValueList<Executed> log) =>
        log.Where(entry => entry.Result != Register.None).CountBy(entry => config.ClientOf(entry.Request)).All(count => count.Value == 1);

    /// <summary>Requests of Byzantine clients are signed from the beginning.</summary>
    private bool OnlyRequestedIsExecuted(IReadOnlyList<object> after)
    {
        var waiting = after.OfType<Said>().Where(client => !client.HasBegun).Select(client => client.Request).ToList();
        return Logs(after).SelectMany(log => log).All(entry =>
            entry.Request == Register.Null || (config.IsSigned(entry.Request) && !waiting.Contains(entry.Request)));
    }

    private bool RepliesAreExecuted(IReadOnlyList<object> after)
    {
        var logs = Logs(after);
        return after.OfType<Said>().Where(client => client.Answer is not null && !config.IsRead(client.Request)).All(client =>
            logs.Any(log => log.Any(entry => entry.Request == client.Request && entry.Result == client.Answer)));
    }

    private bool IsLinearizable(IReadOnlyList<object> after)
    {
        // A request takes effect where it comes first; the initial value is before them all.
        var order = Longest(Logs(after)).Where(entry => entry.Result != Register.None && !config.IsRead(entry.Request))
            .Select(entry => entry.Request).ToList();
        int Position(string value) => value == Register.Initial ? -1 : order.IndexOf(value);
        bool IsWritten(string value) => value == Register.Initial || order.Contains(value);
        return after.OfType<Said>().Where(client => client.Answer is not null).All(client =>
        {
            var value = config.IsRead(client.Request) ? client.Answer! : client.Request;
            return IsWritten(value) && client.Before.All(earlier => config.IsRead(client.Request)
                ? Position(earlier) <= Position(value)
                : Position(earlier) < Position(value));
        });
    }

    private static ValueList<Executed> Longest(IReadOnlyList<ValueList<Executed>> logs) =>
        logs.OrderByDescending(log => log.Count).ThenBy(log => string.Join(' ', log), StringComparer.Ordinal).FirstOrDefault()
        ?? ValueList<Executed>.Empty;

    private sealed record Said(string Request, bool HasBegun, string? Answer, ValueSet<string> Before);
}
