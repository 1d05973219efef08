using BgpVerified.Impl.Machines;
using BgpVerified.Kit;
using BgpVerified.Spec.Protocols;
using BgpVerified.Spec.Values;

namespace BgpVerified.Impl.Pbft;

/// <summary>What follows from view-change messages: the checkpoint to begin from, and the requests of the numbers after it.</summary>
/// <remarks>
/// Symbolic: something that runs would carry the view-change messages themselves (the paper's V), and a backup would compute
/// <see cref="From"/> again.
/// </remarks>
/// <param name="View">The view that the messages ask for.</param>
/// <param name="Stable">The latest stable checkpoint among them (min-s).</param>
/// <param name="Requests">The requests of the numbers after it, up to the highest that is prepared (max-s).</param>
/// <param name="Messages">How many distinct replicas' valid messages it is made of.</param>
public sealed record NewViewProof(int View, StableCheckpoint Stable, ValueList<string> Requests, int Messages)
{
    /// <summary>What view-change messages of distinct replicas ask for: section 4.4, the computation of O.</summary>
    public static NewViewProof From(int view, IEnumerable<ViewChange> messages, PbftConfig config)
    {
        var valid = messages.Where(m => m.View == view && config.IsValid(m)).ToList();
        var stable = valid.Select(m => m.Stable).OrderByDescending(checkpoint => checkpoint.Number).FirstOrDefault()
            ?? StableCheckpoint.Initial;
        var prepared = valid.SelectMany(m => m.Prepared).Where(certificate => certificate.Number > stable.Number)
            .ToLookup(certificate => certificate.Number);
        var last = prepared.Select(certificates => certificates.Key).Append(stable.Number).Max();
        var requests = Enumerable.Range(stable.Number + 1, last - stable.Number)
            .Select(number => RequestOf([.. prepared[number]], config));
        return new(view, stable, new(requests), valid.Count);
    }

    /// <inheritdoc/>
    public override string ToString() =>
        $"{(Stable.Number == 0 ? string.Empty : $"{Stable} ")}[{string.Join(' ', Requests)}] by {Messages} for {View}";

    /// <summary>The request that was prepared in the highest view; the null request, if none was.</summary>
    private static string RequestOf(IReadOnlyList<Certificate> prepared, PbftConfig config) =>
        prepared.Count == 0 ? config.Has(PbftRule.NullRequests) ? Register.Null : Register.None
        : prepared.OrderBy(certificate => config.Has(PbftRule.HighestView) ? -certificate.View : certificate.View)
            .ThenBy(certificate => certificate.Request, StringComparer.Ordinal).First().Request;
}

/// <content>View changes: section 4.4.</content>
public static partial class Replica
{
    /// <summary>It has waited too long for a request, or for the new view: asks for the next view.</summary>
    /// <remarks>
    /// Section 4.4 ("If the timer of backup i expires in view v, the backup starts a view change").
    /// TLA+: Expire.
    /// </remarks>
    public static Step<ReplicaState> On(ReplicaState self, Expire m, PbftConfig config) =>
        self.View == m.View ? Leave(self, m.View + 1, config) : Step.Ignore(self);

    /// <summary>
    /// f + 1 replicas have asked for a later view: it joins them. The primary of a view for which 2f + 1 asked begins it.
    /// </summary>
    /// <remarks>
    /// Sections 4.5.2 ("If a replica receives a set of f + 1 valid view-change messages from other replicas for views greater than its
    /// current view, it sends a view-change message for the smallest view in the set") and 4.4 ("2f valid view-change messages for view v+1
    /// from other replicas", with its own). Deviates: it joins when f + 1 ask for one view; correct replicas ask for each view in turn.
    /// TLA+: BeginView, Join.
    /// </remarks>
    public static Step<ReplicaState> On(ReplicaState self, Reports<ViewChange> m, PbftConfig config)
    {
        var view = m.All[0].View;
        if (view > self.View)
        {
            return config.Has(PbftRule.JoinViewChange) && m.All.Count > config.F ? Leave(self, view, config) : Step.Ignore(self);
        }

        var proof = NewViewProof.From(view, m.All, config);
        if (!config.IsPrimary(self.Id, view) || self.View != view || self.IsActive || m.All.All(other => other.From != self.Id)
            || proof.Messages < config.ViewChangeSize)
        {
            return Step.Ignore(self);
        }

        var after = Enter(self, proof, proof.Requests, config);
        return Step.To(after,
            [new NewView(view, proof.Requests, proof with { Messages = config.ViewChangeSize }), .. Announced(self, after, config)]);
    }

    /// <summary>The primary of a view begins it: accepts its pre-prepares, if they follow from the view-change messages.</summary>
    /// <remarks>
    /// Section 4.4 ("it verifies the correctness of O by performing a computation similar to the one used by the primary").
    /// TLA+: EnterView.
    /// </remarks>
    public static Step<ReplicaState> On(ReplicaState self, NewView m, PbftConfig config)
    {
        var isLater = m.View > self.View || (m.View == self.View && !self.IsActive);
        if (!isLater || m.From == self.Id || !config.IsPrimary(m.From, m.View) || m.Proof.Messages < config.ViewChangeSize
            || m.Proof.View != m.View || !config.Asks(PbftRule.VerifyNewView, m.Requests == m.Proof.Requests))
        {
            return Step.Ignore(self);
        }

        var after = Enter(self, m.Proof, m.Requests, config);
        var prepares = after.Slots.Index().Where(slot => slot.Item.PrePrepared is not null)
            .Select(slot => new Prepare(m.View, slot.Index + 1, slot.Item.PrePrepared!));
        return Step.To(after, [.. prepares, .. Announced(self, after, config)]);
    }

    private static Step<ReplicaState> Leave(ReplicaState self, int view, PbftConfig config)
    {
        var prepared = self.Slots.Select(slot => slot.Prepared).OfType<Certificate>();
        return Step.To(
            self with { View = view, IsActive = false },
            new ViewChange(view, self.Stable, new(config.Has(PbftRule.CarryPrepared) ? prepared : [])));
    }

    /// <summary>Enters a view with its first pre-prepares; "they avoid re-executing client requests" (section 4.4).</summary>
    private static ReplicaState Enter(ReplicaState self, NewViewProof proof, ValueList<string> requests, PbftConfig config)
    {
        var after = Advance(self, proof.Stable, config);
        return after with
        {
            View = proof.View,
            IsActive = true,
            Slots = new(after.Slots.UpTo(proof.Stable.Number + requests.Count, Slot.Empty)
                .Select((slot, i) => slot with { PrePrepared = InNewView(i + 1) })),
        };

        string? InNewView(int number) => number > after.Low && number > proof.Stable.Number
            && requests.ElementAtOrDefault(number - proof.Stable.Number - 1) is { Length: > 0 } request
            ? request
            : null;
    }
}
