using BgpVerified.Kit;
using BgpVerified.Spec.Protocols;
using BgpVerified.Spec.Values;
using Certificates = BgpVerified.Spec.Values.ValueList<BgpVerified.Impl.FabOptimal.ProgressCertificate>;
using Claimables = BgpVerified.Spec.Values.ValueList<BgpVerified.Impl.FabOptimal.Claimable>;

namespace BgpVerified.Impl.FabOptimal;

/// <summary>
/// The parts of the world that processes read, by view: what correct processes sent, and what Byzantine ones can show of it.
/// </summary>
internal sealed partial class OptimalModel
{
    private Channel<int> Acks => field ??= Channel(Views);

    private Channel<int> Commits => field ??= Channel(Views);

    /// <summary>What correct leaders propose.</summary>
    private Channel<int> Proposals => field ??= Channel(Views);

    /// <summary>For each view, the votes of correct processes, and what votes can allow; none are for view 0.</summary>
    private List<Part<VotesSeen>> VotesFor { get; } = [];

    /// <summary>For each view, what Byzantine processes can claim in their votes.</summary>
    private List<Part<Claimables>> ClaimsFor { get; } = [];

    /// <summary>For each view, what each Byzantine process can send as a proposal, be it the leader or not.</summary>
    private List<Part<ValueList<Message>>> FromByzantine { get; } = [];

    /// <summary>
    /// What can be shown for a view depends on the votes for it, and these on what can be claimed of earlier views: the parts are
    /// derived in the order of the views.
    /// </summary>
    private void DeclareParts()
    {
        var earlier = Constant("nothing to claim", Claimables.Empty);
        var certificates = Constant("no certificates", Certificates.Empty);
        foreach (var view in Views)
        {
            var votes = Gather($"votes {view}", m => m is Vote vote && vote.View == view);
            var allowed = votes.Select($"nameless votes {view}", all => Adversary.Nameless(view, all))
                .With($"choices {view}", earlier, (all, claims) => Adversary.Allowed(view, new(all, claims)));
            VotesFor.Add(votes.With($"votes with choices {view}", allowed,
                (all, choices) => new VotesSeen(all, choices)));
            ClaimsFor.Add(earlier);
            if (Config.Byzantine.Count == 0)
            {
                continue;
            }

            certificates = view == 0
                ? certificates
                : certificates.With($"certificates {view}", allowed, (before, now) => OptimalAdversary.AddCertificates(view, before, now));
            FromByzantine.Add(certificates.Select($"forged {view}", all => new ValueList<Message>(Adversary.Proposals(view, all))));
            var shown = Proposals.Sent(view).With($"shown {view}", certificates, (sent, all) => Adversary.Shown(view, sent, all));
            var claimed = shown.With($"claimed {view}", Acks.Stated<Ack>(view), Adversary.Claimed);
            earlier = earlier.With($"claimed up to {view}", claimed, (before, now) => new Claimables([.. before, .. now]));
        }
    }
}

/// <summary>What can be shown of a value in a view: what is true of it is claimed.</summary>
/// <param name="Shown">The proposal, with the leader's signature and a certificate as far as there are.</param>
/// <param name="Signatures">How many signatures of acknowledgments there are, those of Byzantine processes among them.</param>
internal sealed record Claimable(Shown Shown, int Signatures);

/// <summary>What votes allow, and such votes; whether all of them are correct processes' ones.</summary>
internal sealed record Allowed(Choice Choice, ValueList<Vote> Votes, bool Fair);

/// <summary>The correct processes' votes for a view, and the choices that votes allow, with votes under the smallest names.</summary>
internal sealed record VotesSeen(ValueSet<Message> Votes, ValueList<Allowed> Choices);

/// <summary>The correct processes' votes for a view, and what Byzantine processes can claim in theirs.</summary>
internal sealed record VoteMaterial(ValueSet<Message> Votes, ValueList<Claimable> Earlier);
