using BgpVerified.Impl.Machines;
using BgpVerified.Kit;
using BgpVerified.Spec.Values;

namespace BgpVerified.Impl.MultiPaxos;

/// <summary>A vote: the command that an acceptor accepted in a slot, and the ballot in which it did.</summary>
/// <param name="Slot">The slot, from 0: an instance of consensus.</param>
/// <param name="Ballot">The ballot, from 0.</param>
/// <param name="Command">The command.</param>
public sealed record Vote(int Slot, int Ballot, Command Command) : IComparable<Vote>
{
    /// <summary>By slot, then by ballot.</summary>
    /// <param name="other">The other vote.</param>
    /// <returns>Negative, zero or positive.</returns>
    public int CompareTo(Vote? other) =>
        other is null ? 1 : (Slot, Ballot, Command).CompareTo((other.Slot, other.Ballot, other.Command));

    /// <inheritdoc/>
    public override string ToString() => $"{Slot}: {Command} in {Ballot}";
}

/// <summary>Client to leaders: execute this. Each of them hears it, whoever leads.</summary>
/// <param name="Command">The command.</param>
/// <param name="Times">How often the client has asked for it: more than once only if it is impatient.</param>
public sealed record Request(Command Command, int Times) : SignedMessage
{
    /// <inheritdoc/>
    protected override string Describe() => $"Request {Command}{(Times > 1 ? $", {Times} times" : string.Empty)}";
}

/// <summary>Leader to acceptors: what have you accepted, in any slot? Accept nothing in lower ballots (phase 1a).</summary>
public sealed record Prepare(int Ballot) : SignedMessage
{
    /// <inheritdoc/>
    protected override string Describe() => $"Prepare {Ballot} by {From}";
}

/// <summary>Acceptor to the ballot's leader: the promise, and its highest vote in each slot (phase 1b).</summary>
public sealed record Promise(int Ballot, ValueList<Vote> Votes) : SignedMessage
{
    /// <inheritdoc/>
    protected override string Body => $"{Ballot}{(Votes.Count == 0 ? string.Empty : $", {string.Join(", ", Votes)}")}";
}

/// <summary>Leader to acceptors: accept this command in this slot (phase 2a).</summary>
public sealed record Accept(Vote Vote) : SignedMessage
{
    /// <inheritdoc/>
    protected override string Describe() => $"Accept {Vote} by {From}";
}

/// <summary>Acceptor to replicas: it has accepted (phase 2b).</summary>
public sealed record Accepted(Vote Vote) : SignedMessage
{
    /// <inheritdoc/>
    protected override string Body => $"{Vote}";
}

/// <summary>Replica to client: its command is executed, with this result.</summary>
public sealed record Reply(Command Command, string Result) : SignedMessage
{
    /// <inheritdoc/>
    protected override string Describe() => $"Reply {Command} = {Result} by {From}";
}

/// <summary>A client has an answer. Nobody receives it: it is what came before later operations.</summary>
public sealed record Completed(Command Command) : SignedMessage
{
    /// <inheritdoc/>
    protected override string Describe() => $"Completed {Command}";
}

/// <summary>A client sends its next command.</summary>
/// <param name="Before">What had been answered before: for the properties, the client does not know it.</param>
public sealed record Begin(ValueSet<string> Before) : LocalInput
{
    /// <inheritdoc/>
    protected override string Describe() => $"Begin after {Before}";
}

/// <summary>A client waits no longer, and sends its command once more.</summary>
public sealed record AskAgain : LocalInput;

/// <summary>A leader takes over: it may at any time.</summary>
public sealed record Lead : LocalInput;

/// <summary>An acceptor fails and is started again.</summary>
public sealed record Restart : LocalInput;
