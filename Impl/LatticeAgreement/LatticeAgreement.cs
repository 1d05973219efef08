using System.Collections.Immutable;
using BgpVerified.Kit;
using BgpVerified.Spec.Protocols;
using BgpVerified.Spec.Values;

namespace BgpVerified.Impl.LatticeAgreement;

/// <summary>What a process does as a proposer.</summary>
public enum Phase
{
    /// <summary>It has decided, or has not begun.</summary>
    Idle,

    /// <summary>It has disclosed what it proposes in its round, and waits for what n - f processes disclose.</summary>
    Disclosing,

    /// <summary>It asks acceptors to accept its proposal.</summary>
    Proposing,
}

/// <summary>
/// Process to all, by reliable broadcast: the values that a process proposes in a round. What they are the configuration says.
/// </summary>
/// <param name="Round">The round, from 0.</param>
/// <param name="Of">Who proposes them.</param>
public sealed record Disclosure(int Round, ProcessId Of) : SignedMessage;

/// <summary>Proposer to acceptors: accept this.</summary>
/// <param name="Round">The round.</param>
/// <param name="Attempt">Which of the proposer's requests it is, from 1 (the paper's timestamp).</param>
/// <param name="Proposed">An element of the lattice: a set of values.</param>
public sealed record Request(int Round, int Attempt, ValueSet<string> Proposed) : SignedMessage;

/// <summary>Acceptor to all, by reliable broadcast: it has accepted a proposal.</summary>
/// <param name="Round">The proposal's round.</param>
/// <param name="To">Who proposes it.</param>
/// <param name="Attempt">Which of its requests it was.</param>
/// <param name="Accepted">The proposal.</param>
public sealed record Ack(int Round, ProcessId To, int Attempt, ValueSet<string> Accepted) : SignedMessage;

/// <summary>Acceptor to a proposer: it has accepted something that the proposal does not include.</summary>
/// <param name="To">Who proposes.</param>
/// <param name="Attempt">Which of its requests it was.</param>
/// <param name="Accepted">What it had accepted.</param>
public sealed record Nack(ProcessId To, int Attempt, ValueSet<string> Accepted) : SignedMessage;

/// <summary>A process begins its next round.</summary>
public sealed record NextRound : LocalInput;

/// <summary>A Byzantine process broadcasts what it proposes: once a round, and all hear the same.</summary>
/// <param name="Round">The round.</param>
/// <param name="Of">The process.</param>
public sealed record Broadcast(int Round, ProcessId Of) : LocalInput;

/// <summary>A process, which is a proposer and an acceptor.</summary>
/// <param name="Id">Its name.</param>
/// <param name="Round">The round in which it proposes, or will.</param>
/// <param name="Phase">What it does there.</param>
/// <param name="Attempt">How many requests it has sent, in all rounds.</param>
/// <param name="Proposed">What it proposes; it only grows.</param>
/// <param name="Decisions">What it has decided, round by round.</param>
/// <param name="SafeRound">The round up to which it answers as an acceptor (the paper's Safe_r).</param>
/// <param name="Accepted">What it has accepted; it only grows.</param>
/// <param name="Heard">Who has disclosed values, by round: what the paper's SvS[r] comes from.</param>
public sealed record NodeState(ProcessId Id, int Round, Phase Phase, int Attempt, ValueSet<string> Proposed,
    ValueList<ValueSet<string>> Decisions, int SafeRound, ValueSet<string> Accepted, ValueList<ProcessSet> Heard) : ProcessState(Id)
{
    /// <summary>What it has decided last.</summary>
    public ValueSet<string> Decided => Decisions.Count == 0 ? ValueSet<string>.Empty : Decisions[^1];
}

/// <summary>Reliable broadcast for Byzantine processes: what it has passed on.</summary>
public sealed record BroadcastState(ProcessId Id, ValueSet<string> Done) : ProcessState(Id);

/// <summary>
/// Generalized lattice agreement with Byzantine processes: GWTS, "Generalized Wait Till Safe", of Di Luna, Anceaume and Querzoni,
/// "Byzantine Generalized Lattice Agreement", IPDPS 2020, arXiv 1910.05768.
/// </summary>
/// <remarks>
/// The paper's pseudocode was not at hand: its abstract and its description in words were, and a public specification of it in Quint by
/// others, who report two flaws of the predicate SAFE. What is here follows these. Reliable broadcast is assumed, as in the paper: what a
/// Byzantine process discloses all hear alike, or nobody. What a process cannot handle yet it leaves in the network (the paper's
/// waiting messages).
/// </remarks>
public static class Node
{
    /// <summary>Begins a round: adds the values of the round to its proposal, and discloses them.</summary>
    /// <remarks>TLA+: NextRound.</remarks>
    public static Step<NodeState> On(NodeState self, NextRound m, LatticeConfig config)
    {
        if (self.Phase != Phase.Idle || self.Round == config.Rounds)
        {
            return Step.Ignore(self);
        }

        var next = self with { Phase = Phase.Disclosing, Proposed = self.Proposed.Union(config.Batch(self.Id, self.Round)) };
        return Ask(next, config, new Disclosure(self.Round, self.Id));
    }

    /// <summary>
    /// Values that were disclosed are safe. While it discloses its own it proposes them too, until those of all proposers but f are there.
    /// The
    /// text has it that waiting for so many "is not strictly necessary": it is for the bound on delays.
    /// </summary>
    /// <remarks>TLA+: Hear.</remarks>
    public static Step<NodeState> On(NodeState self, Disclosure m, LatticeConfig config)
    {
        if (self.Heard[m.Round].Contains(m.Of.Number))
        {
            return Step.Ignore(self);
        }

        var next = self with { Heard = new(self.Heard.Select((heard, round) => round == m.Round ? heard.Add(m.Of.Number) : heard)) };
        return next.Phase != Phase.Disclosing || next.Round != m.Round ? Step.To(next)
            : Ask(next with { Proposed = next.Proposed.Union(config.Batch(m.Of, m.Round)) }, config);
    }

    /// <summary>An acceptor accepts what includes all that it has accepted before; if not, it says so, and adds it.</summary>
    /// <remarks>TLA+: Answer.</remarks>
    public static Step<NodeState> On(NodeState self, Request m, LatticeConfig config)
    {
        if (!config.Asks(LatticeRule.SafeRequests, Safe.Is(m.Proposed, self, config, LatticeRule.RequestsByValue))
            || m.Round > self.SafeRound)
        {
            return Step.Ignore(self);
        }

        var next = self with { Accepted = self.Accepted.Union(m.Proposed) };
        return config.Asks(LatticeRule.AcceptLarger, Includes(m.Proposed, self.Accepted))
            ? Step.To(next, new Ack(m.Round, m.From, m.Attempt, m.Proposed))
            : Step.To(next, new Nack(m.From, m.Attempt, self.Accepted));
    }

    /// <summary>A proposer adds what an acceptor had accepted, and asks again.</summary>
    /// <remarks>TLA+: Refine.</remarks>
    public static Step<NodeState> On(NodeState self, Nack m, LatticeConfig config)
    {
        var isOfUse = self.Phase == Phase.Proposing && m.To == self.Id && m.Attempt == self.Attempt
            && !Includes(self.Proposed, m.Accepted)
            && config.Asks(LatticeRule.SafeAnswers, Safe.Is(m.Accepted, self, config, LatticeRule.AnswersByValue));
        if (!isOfUse || !config.Has(LatticeRule.Refine))
        {
            return Step.Ignore(self);
        }

        var next = self with { Proposed = self.Proposed.Union(m.Accepted), Attempt = self.Attempt + 1 };
        return Step.To(next, new Request(next.Round, next.Attempt, next.Proposed));
    }

    /// <summary>
    /// A quorum has accepted a proposal, its own or another's: a proposer in this round decides it, if it includes what it has decided
    /// before, and acceptors go on to the next round.
    /// </summary>
    /// <remarks>TLA+: Decide.</remarks>
    public static Step<NodeState> On(NodeState self, Quorum<Ack> m, LatticeConfig config)
    {
        var (round, accepted) = (m.Statement.Round, m.Statement.Accepted);
        if (m.Signers.Count < config.AckSize || !Safe.Is(accepted, self, config, LatticeRule.AnswersByValue))
        {
            return Step.Ignore(self);
        }

        var decides = self.Phase == Phase.Proposing && self.Round == round
            && config.Asks(LatticeRule.DecideLarger, Includes(accepted, self.Decided));
        var ends = self.SafeRound == round && config.Has(LatticeRule.EndRounds);
        return !decides && !ends ? Step.Ignore(self)
            : Step.To(self with
            {
                SafeRound = ends ? round + 1 : self.SafeRound,
                Decisions = decides ? self.Decisions.Add(accepted) : self.Decisions,
                Phase = decides ? Phase.Idle : self.Phase,
                Round = decides ? round + 1 : self.Round,
            });
    }

    /// <summary>Whether an element of the lattice is at least another.</summary>
    internal static bool Includes(ValueSet<string> larger, ValueSet<string> smaller) => smaller.All(larger.Contains);

    /// <summary>Asks acceptors, once what all proposers but f propose in its round is there.</summary>
    private static Step<NodeState> Ask(NodeState next, LatticeConfig config, params ImmutableArray<Message> sent)
    {
        if (next.Heard[next.Round].Count < config.DisclosuresAwaited)
        {
            return Step.To(next, sent);
        }

        var asks = next with { Phase = Phase.Proposing, Attempt = next.Attempt + 1 };
        return Step.To(asks, [.. sent, new Request(asks.Round, asks.Attempt, asks.Proposed)]);
    }
}

/// <summary>The predicate SAFE: nothing is handled that holds a value which nobody has disclosed.</summary>
internal static class Safe
{
    /// <summary>
    /// Whether all values of a set were disclosed. As published they must be values of one round together; a proposal holds those of all
    /// rounds so far.
    /// </summary>
    public static bool Is(ValueSet<string> set, NodeState self, LatticeConfig config, LatticeRule byValue)
    {
        var disclosed = self.Heard.Select((heard, round) => new ValueSet<string>(heard.Members.SelectMany(number =>
            config.Batch(new(self.Id.Letter, number), round)))).ToList();
        return config.Has(byValue) ? set.All(value => disclosed.Any(values => values.Contains(value)))
            : disclosed.Any(values => Node.Includes(values, set));
    }
}

/// <summary>What passes on what Byzantine processes broadcast reliably: all hear the same, once.</summary>
public static class ReliableBroadcast
{
    /// <summary>Passes it on.</summary>
    /// <remarks>TLA+: Broadcast.</remarks>
    public static Step<BroadcastState> On(BroadcastState self, Broadcast m, LatticeConfig config) =>
        self.Done.Contains($"{m.Of}.{m.Round}") ? Step.Ignore(self)
            : Step.To(self with { Done = self.Done.Add($"{m.Of}.{m.Round}") }, new Disclosure(m.Round, m.Of));
}
