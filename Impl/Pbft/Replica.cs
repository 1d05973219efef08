using BgpVerified.Kit;
using BgpVerified.Spec.Protocols;
using BgpVerified.Spec.Values;

namespace BgpVerified.Impl.Pbft;

/// <summary>
/// A replica in the normal case: Castro and Liskov, "Practical Byzantine Fault Tolerance", OSDI 1999, section 4.2. The primary gives
/// requests
/// sequence numbers; pre-prepare, prepare and commit have all correct replicas execute the same request at each number.
/// </summary>
public static partial class Replica
{
    /// <summary>The primary gives a request the next number.</summary>
    /// <remarks>
    /// Section 4.2 ("the primary assigns a sequence number, n, to the request"). It gives one request one number in a view.
    /// TLA+: GiveNumber.
    /// </remarks>
    public static Step<ReplicaState> On(ReplicaState self, Request m, PbftConfig config)
    {
        var number = Math.Max(self.Low, self.Slots.Index().Where(slot => slot.Item.PrePrepared is not null)
            .Select(slot => slot.Index + 1).LastOrDefault()) + 1;
        return config.IsPrimary(self.Id, self.View) && self.IsActive && number <= config.High(self)
            && self.Slots.All(slot => slot.PrePrepared != m.Operation) && self.Log.All(entry => entry.Request != m.Operation)
            ? Step.To(
                self.With(number, self.At(number) with { PrePrepared = m.Operation }),
                new PrePrepare(self.View, number, m.Operation))
            : Step.Ignore(self);
    }

    /// <summary>A backup accepts the primary's request for a number, and says so.</summary>
    /// <remarks>
    /// Section 4.2: "the signatures in the request and the pre-prepare message are correct", "it is in view v", "it has not accepted a
    /// pre-prepare message for view v and sequence number n containing a different digest", and n is "between a low water mark, h, and a
    /// high water mark, H".
    /// TLA+: AcceptNumber.
    /// </remarks>
    public static Step<ReplicaState> On(ReplicaState self, PrePrepare m, PbftConfig config) =>
        config.IsPrimary(m.From, m.View) && m.From != self.Id && TakesPart(self, m.View, config) && IsInWindow(self, m.Number, config)
        && config.Asks(PbftRule.ClientSignature, config.IsSigned(m.Request))
        && self.At(m.Number).PrePrepared != m.Request
        && config.Asks(PbftRule.OneRequest, self.At(m.Number).PrePrepared is null)
            ? Step.To(
                self.With(m.Number, self.At(m.Number) with { PrePrepared = m.Request }),
                new Prepare(m.View, m.Number, m.Request))
            : Step.Ignore(self);

    /// <summary>2f backups accepted what this replica did: it is prepared, which it says.</summary>
    /// <remarks>
    /// Section 4.2 ("a pre-prepare for m in view v with sequence number n, and 2f prepares from different backups").
    /// TLA+: Prepare.
    /// </remarks>
    public static Step<ReplicaState> On(ReplicaState self, Quorum<Prepare> m, PbftConfig config)
    {
        var (view, number, request) = (m.Statement.View, m.Statement.Number, m.Statement.Request);
        var backups = config.Has(PbftRule.PreparesOfBackups) ? m.Signers.Except(ProcessSet.Of(config.PrimaryOf(view))) : m.Signers;
        return TakesPart(self, view, config) && IsInWindow(self, number, config) && self.At(number).PrePrepared == request
            && !(self.At(number).Prepared is { } last && last.View == view && last.Request == request)
            && backups.Count >= config.PrepareSize
            ? Step.To(
                self.With(number, self.At(number) with { Prepared = new(view, number, request, config.CertificateSize) }),
                new Commit(view, number, request))
            : Step.Ignore(self);
    }

    /// <summary>2f + 1 replicas have it prepared: it is committed, and executed once all lower numbers are.</summary>
    /// <remarks>
    /// Section 4.2 ("committed-local"; "after committed-local(m, v, n, i) is true, and i's state reflects the sequential execution of all
    /// requests with lower sequence numbers").
    /// TLA+: Commit.
    /// </remarks>
    public static Step<ReplicaState> On(ReplicaState self, Quorum<Commit> m, PbftConfig config)
    {
        var (view, number, request) = (m.Statement.View, m.Statement.Number, m.Statement.Request);
        return TakesPart(self, view, config) && IsInWindow(self, number, config)
            && self.At(number) is { Committed: null, Prepared: { } prepared } && prepared.View == view && prepared.Request == request
            && m.Signers.Count >= config.CommitSize
            ? CommitAt(self, number, request, config)
            : Step.Ignore(self);
    }

    /// <summary>Another replica shows 2f + 1 commits: what it shows is committed, also for a replica that has heard none of it.</summary>
    /// <remarks>
    /// Not in the paper, which has that a request "will commit at f + 1 or more non-faulty replicas eventually" (section 4.2), and asks a
    /// client for 2f + 1 replies (section 5.1): those whom a Byzantine primary has left out must execute, too.
    /// TLA+: BeShown.
    /// </remarks>
    public static Step<ReplicaState> On(ReplicaState self, Decided m, PbftConfig config) =>
        m.Number > self.Low && self.At(m.Number).Committed is null && m.Signatures >= config.CommitSize
            ? CommitAt(self, m.Number, m.Request, config)
            : Step.Ignore(self);

    /// <summary>A client reads: answers with what is executed.</summary>
    /// <remarks>
    /// Section 5.1 ("Replicas execute the request immediately"). Nothing is executed here before it is committed.
    /// TLA+: AnswerRead.
    /// </remarks>
    public static Step<ReplicaState> On(ReplicaState self, ReadOnly m, PbftConfig config) =>
        Step.To(self, new ReadReply(m.Operation, Register.Value(self.Log, config)));

    private static Step<ReplicaState> CommitAt(ReplicaState self, int number, string request, PbftConfig config)
    {
        var after = Execute(self.With(number, self.At(number) with { Committed = request }), config);
        return Step.To(after, [.. Announced(self, after, config)]);
    }

    /// <summary>What a replica says of what it has executed, or fetched: replies, and checkpoints.</summary>
    private static IEnumerable<Message> Announced(ReplicaState before, ReplicaState after, PbftConfig config)
    {
        foreach (var entry in after.Log.Skip(before.Log.Count))
        {
            if (entry.Result != Register.None)
            {
                yield return new Reply(entry.Request, entry.Result);
            }

            if (config.Has(PbftRule.Checkpoints))
            {
                yield return new Checkpoint(entry.Number, new(after.Log.Take(entry.Number)));
            }

            if (config.Has(PbftRule.ShowCommits))
            {
                yield return new Decided(entry.Number, entry.Request, config.CommitSize);
            }
        }
    }

    /// <summary>Executes what is committed, number by number.</summary>
    private static ReplicaState Execute(ReplicaState self, PbftConfig config)
    {
        var next = self.Slots.Index().Select(slot => (Number: slot.Index + 1, slot.Item.Committed))
            .Where(slot => slot.Committed is not null && config.Asks(PbftRule.ExecuteInOrder, slot.Number == self.Log.Count + 1)
                && self.Log.All(entry => entry.Number != slot.Number))
            .ToList();
        return next.Count == 0
            ? self
            : Execute(self with { Log = Register.Execute(self.Log, next[0].Number, next[0].Committed!, config) }, config);
    }

    /// <summary>Whether it takes part in a view: after its view-change message it accepts no other messages (section 4.4).</summary>
    private static bool TakesPart(ReplicaState self, int view, PbftConfig config) => self.IsActive
        ? self.View == view
        : !config.Has(PbftRule.StopInViewChange) && view == self.View - 1;

    private static bool IsInWindow(ReplicaState self, int number, PbftConfig config) =>
        PbftConfig.IsNumber(number) && config.Asks(PbftRule.LowWatermark, number > self.Low)
        && config.Asks(PbftRule.HighWatermark, number <= config.High(self));
}
