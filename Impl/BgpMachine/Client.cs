using BgpVerified.Impl.Bgp;
using BgpVerified.Kit;
using BgpVerified.Spec.Histories;
using BgpVerified.Spec.Protocols;
using BgpVerified.Spec.Values;
using Request = BgpVerified.Impl.Machines.Command;

namespace BgpVerified.Impl.BgpMachine;

/// <summary>The state of a client: a proposer of BGP, and what it has asked for so far.</summary>
/// <param name="Id">Which client.</param>
/// <param name="Operations">Its operations so far, with their results: what the properties call its history.</param>
/// <param name="HasSignedAgain">Whether it has signed the last one twice.</param>
public sealed record ClientState(ProcessId Id, ValueList<Operation> Operations, bool HasSignedAgain)
    : ProposerState(Initial.Ballot, Initial.Kind, Initial.Proposed)
{
    /// <inheritdoc/>
    public override IEnumerable<(string Name, string Value)> Fields => [.. base.Fields, ("operations", $"{Operations}")];

    /// <summary>Whether its last operation has no answer yet.</summary>
    public bool IsWaiting => Operations is [.., { Result: null }];

    /// <summary>A client before anything has happened.</summary>
    public static ClientState Of(ProcessId id) => new(id, ValueList<Operation>.Empty, false);
}

/// <summary>
/// A client: it proposes one command after the other, numbered, and takes the reply that enough replicas send. After Schneider,
/// "Implementing Fault-Tolerant Services Using the State Machine Approach" (1990).
/// </summary>
public static class Client
{
    /// <summary>Proposes its next command, once the last is answered.</summary>
    public static Step<ClientState> On(ClientState self, Begin m, BgpMachineConfig config)
    {
        if (self.IsWaiting || self.Operations.Count == config.CommandsOf(self.Id).Count)
        {
            return Step.Ignore(self);
        }

        return Next(self, config.CommandsOf(self.Id)[self.Operations.Count], m.Before, config);
    }

    /// <summary>Proposes what it is told to, once the last command is answered: for something that runs.</summary>
    public static Step<ClientState> On(ClientState self, Ask m, BgpMachineConfig config) =>
        self.IsWaiting || !config.Application.IsCommand(m.Does)
            ? Step.Ignore(self)
            : Next(self, new(self.Id, self.Operations.Count + 1, m.Does), ValueSet<string>.Empty, config);

    /// <summary>
    /// Signs it again, with the same number: it cannot know whether nobody has heard it, or only the replies are late. To BGP this is
    /// another command, since it has another signature.
    /// </summary>
    public static Step<ClientState> On(ClientState self, SignAgain m, BgpMachineConfig config) =>
        self.IsWaiting && !self.HasSignedAgain
            ? Propose(
                self with { HasSignedAgain = true },
                new(self.Id, self.Operations.Count, self.Operations[^1].Does),
                config)
            : Step.Ignore(self);

    /// <summary>Enough replicas reply the same: one of them is correct.</summary>
    public static Step<ClientState> On(ClientState self, Quorum<Reply> m, BgpMachineConfig config) =>
        self.IsWaiting
        && m.Signers.Count >= config.ReplySize
        && config.Asks(BgpMachineRule.OwnNumber, m.Statement.Number == self.Operations.Count)
            ? Step.To(
                self with
                {
                    Operations = new([.. self.Operations.SkipLast(1), self.Operations[^1] with { Result = m.Statement.Result }]),
                },
                new Completed(self.Operations[^1].Name))
            : Step.Ignore(self);

    private static Step<ClientState> Next(ClientState self, Request command, ValueSet<string> before, BgpMachineConfig config)
    {
        var operation = new Operation($"{command}", command.Does, before, null);
        return Propose(self with { Operations = self.Operations.Add(operation), HasSignedAgain = false }, command, config);
    }

    private static Step<ClientState> Propose(ClientState self, Request command, BgpMachineConfig config)
    {
        var signed = config.Sign(command, self.HasSignedAgain, config.NumbersSigned ? self.Proposed.Count : null);
        var step = Proposer.On(self, new CommandRequest(signed), config.Bgp);
        return new((ClientState)step.State, step.Sends);
    }
}
