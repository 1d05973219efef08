using BgpVerified.Impl.Machines;
using BgpVerified.Kit;
using BgpVerified.Spec.Histories;
using BgpVerified.Spec.Protocols;
using BgpVerified.Spec.Values;

namespace BgpVerified.Impl.MultiPaxos;

/// <summary>A client.</summary>
/// <param name="Id">Which client.</param>
/// <param name="Operations">Its commands so far, with their results: what the properties call its history.</param>
/// <param name="HasAskedAgain">Whether it has sent the last one twice.</param>
public sealed record ClientState(ProcessId Id, ValueList<Operation> Operations, bool HasAskedAgain) : ProcessState(Id)
{
    /// <inheritdoc/>
    public override IEnumerable<(string Name, string Value)> Fields => [("operations", $"{Operations}")];

    /// <summary>Whether its last command has no answer yet.</summary>
    public bool IsWaiting => Operations is [.., { Result: null }];

    /// <summary>A client before anything has happened.</summary>
    public static ClientState Initial(ProcessId id) => new(id, ValueList<Operation>.Empty, false);
}

/// <summary>
/// A client: it sends one command after the other, numbered, and takes the first reply to each. "Paxos Made Simple", section 3:
/// "Clients send commands to the leader"; here to all leaders, since a client does not know who leads.
/// </summary>
public static class Client
{
    /// <summary>Sends its next command, once the last is answered.</summary>
    /// <remarks>TLA+: Begin.</remarks>
    public static Step<ClientState> On(ClientState self, Begin m, MultiPaxosConfig config)
    {
        if (self.IsWaiting || self.Operations.Count == config.CommandsOf(self.Id).Count)
        {
            return Step.Ignore(self);
        }

        var command = config.CommandsOf(self.Id)[self.Operations.Count];
        var operation = new Operation($"{command}", command.Does, m.Before, null);
        return Step.To(self with { Operations = self.Operations.Add(operation), HasAskedAgain = false }, new Request(command, 1));
    }

    /// <summary>Sends it again: it cannot know whether nobody has heard it, or only the reply is late.</summary>
    /// <remarks>TLA+: AskAgain.</remarks>
    public static Step<ClientState> On(ClientState self, AskAgain m, MultiPaxosConfig config) =>
        self.IsWaiting && !self.HasAskedAgain
            ? Step.To(self with { HasAskedAgain = true }, new Request(config.CommandsOf(self.Id)[self.Operations.Count - 1], 2))
            : Step.Ignore(self);

    /// <summary>Its command is executed.</summary>
    /// <remarks>PMS 3: "A client issuing a command can then use the output generated for it by any server". TLA+: TakeReply.</remarks>
    public static Step<ClientState> On(ClientState self, Reply m, MultiPaxosConfig config) =>
        self.IsWaiting && self.Operations[^1].Name == $"{m.Command}"
            ? Step.To(
                self with { Operations = new([.. self.Operations.SkipLast(1), self.Operations[^1] with { Result = m.Result }]) },
                new Completed(m.Command))
            : Step.Ignore(self);
}
