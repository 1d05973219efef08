using BgpVerified.Impl.Bgp;
using BgpVerified.Impl.BgpMachine;
using BgpVerified.Kit;
using BgpVerified.Runtime.Evidence;
using BgpVerified.Runtime.Wire;
using BgpVerified.Spec.Commands;
using BgpVerified.Spec.Protocols;

namespace BgpVerified.Cli.Hosted;

/// <summary>BGP, as its logs are verified.</summary>
/// <param name="system">The handlers.</param>
/// <param name="format">The form of messages, states and inputs.</param>
/// <param name="config">The configuration.</param>
public class BgpEvidence(ISystem system, WireFormat format, BgpConfig config) : EvidenceSubject(system, format)
{
    /// <inheritdoc/>
    public override ConflictRelation Conflicts => config.LearnedConflicts;

    /// <inheritdoc/>
    public override CommandSequence? LearnedIn(object state) => (state as LearnerState)?.Learned;

    /// <inheritdoc/>
    public override IEnumerable<Command> News(Input input, object after) => input switch
    {
        Quorum<Phase2B> proven => proven.Statement.Value,
        Quorum<UniversalPhase2B> universal => [universal.Statement.Command],
        _ => ((LearnerState)after).Learned,
    };

    /// <summary>A proposal that nobody has sent is a local input: a machine's own checkpoint.</summary>
    /// <param name="message">The message.</param>
    /// <returns>The command, if the sender is its author.</returns>
    public override IEnumerable<Command> ProposedIn(SignedMessage message) => message switch
    {
        FastProposal m when $"{m.From}" == m.Command.Author => [m.Command],
        Proposal m when m.From == default || $"{m.From}" == m.Command.Author => [m.Command],
        _ => [],
    };
}

/// <summary>The machine on BGP: replicas that have learned the same are the same, and reply the same.</summary>
/// <param name="system">The handlers.</param>
/// <param name="format">The form of messages, states and inputs.</param>
/// <param name="config">The configuration.</param>
public class BgpMachineEvidence(ISystem system, WireFormat format, BgpMachineConfig config) : BgpEvidence(system, format, config.Bgp)
{
    /// <inheritdoc/>
    public override (string Process, string What)? Disagreement(IReadOnlyList<(string Process, object State)> last)
    {
        var replicas = last.Where(one => one.State is ReplicaState).Select(one => (one.Process, State: (ReplicaState)one.State)).ToList();
        var replies = new Dictionary<string, (string Process, string Reply)>();
        foreach (var (process, replica) in replicas)
        {
            foreach (var (request, reply) in replica.Effects)
            {
                if (!replies.TryAdd($"{request}", (process, reply)) && replies[$"{request}"] is var other && other.Reply != reply)
                {
                    return (process, $"RepliesAgree: it replied '{reply}' to {request}, and {other.Process} '{other.Reply}'");
                }
            }

            if (replicas.Find(one => one.State.Learned.Equals(replica.Learned)) is var (same, state)
                && !(state.Machine.Equals(replica.Machine) && state.Effects.Equals(replica.Effects)))
            {
                return (process, $"StatesAgree: it has learned what {same} has, and is in another state");
            }
        }

        foreach (var (process, client) in last.Where(one => one.State is ClientState).Select(one => (one.Process, (ClientState)one.State)))
        {
            foreach (var operation in client.Operations.Where(one => one.Result is not null))
            {
                if (replies.TryGetValue(operation.Name, out var executed) && executed.Reply != operation.Result)
                {
                    return (process, $"it took '{operation.Result}' for the answer to {operation.Name}, and {executed.Process} replied "
                        + $"'{executed.Reply}'");
                }
            }
        }

        return null;
    }
}
