using BgpVerified.Kit;
using BgpVerified.Spec.Protocols;

namespace BgpVerified.Impl.FabMachine;

/// <summary>What is wrong with the state machine as published, or left open, and what the corrected one does instead.</summary>
public static class MachineErrata
{
    /// <summary>The errata, in the order of the paper.</summary>
    public static IReadOnlyList<Erratum> All { get; } =
    [
        Fix("M01", ErratumKind.Gap, "Sec. VII, read-only requests; Sec. VIII-A, f + 1 learners", MachineRule.WriteQuorum, null,
            "Correct replies are those 'vouched for by f + 1 learners' (VIII-A), of which one may be Byzantine; then a single correct "
                + "learner has executed the write. Of read-only requests the paper says only that an optimization of Castro and "
                + "Liskov's serves them in two rounds, and gives no number of replies. With 2f + 1 for a read, the Byzantine learner "
                + "among them, and f + 1 for a write, a read that is not concurrent with the write returns the value from before. The "
                + "numbers are ours to choose, and these two do not go together.",
            "Where there are read-only requests, the reply to a write needs 2f + 1 learners as well: any two such sets of 3f + 1 share "
                + "a correct one."),
        Fix("M02", ErratumKind.Gap, "Sec. VII, tentative execution", MachineRule.DeterminePrefix, null,
            "Clients determine \"the consensus value\" from the acceptors' messages. If that is the value of the request's own "
                + "instance, the reply can still be wrong: the learners executed another request in an earlier instance.",
            "A tentative reply says which requests were executed before, and counts only if the acceptors accepted each of them."),
        Fix("M03", ErratumKind.Gap, "Sec. VII", MachineRule.ExecuteOnce, null,
            "Nothing is said that keeps a leader from having a request learned in two instances: each is an instance of consensus of "
                + "its own. (State machines usually drop repeated requests by their clients' timestamps.)",
            "A request that is learned again has no effect."),
        Fix("M04", ErratumKind.Gap, "Sec. VIII-B, acceptors", MachineRule.Window,
            "'Acceptors must never accept two different values for the same proposal number', unless something enforces k",
            "k is \"the number of instances of consensus that may run in parallel\", but how that is enforced is not said. If a leader "
                + "may propose in any instance: a Byzantine one has an acceptor accept in a later instance, of which no other has "
                + "heard; once the acceptor has lost its state, it accepts there again.",
            "A proposal carries the proof, from f + 1 learners, that the instance k before it is finished; acceptors ask for it."),
        Fix("M05", ErratumKind.Gap, "Sec. VIII-B, acceptors", MachineRule.IgnoreLast, null,
            "The acceptor asks for \"the last instance of consensus d\" and \"ignores all instances until d + k\". If d is the last "
                + "instance that the others took part in, that is one too few (if it is the one that is open now, it is enough): while "
                + "k instances run, from d + 1 to d + k, the acceptor may have been the only one to hear of the last.",
            "Instance d + k is ignored too."),
        new("M06", ErratumKind.Gap, "Sec. VIII-B, acceptors",
            "The paper does not say which of a quorum's answers d is. The largest may be made up, and then the acceptor never returns; "
                + "the smallest may be of an acceptor that is late.",
            "The (f + 1)-th largest of a - f answers: f + 1 correct acceptors know at least of an instance that k later ones waited for.",
                null),
        Fix("M07", ErratumKind.Safety, "Sec. VIII-B, learners", MachineRule.SilentAfterLoss,
            "'The rejoin protocol must restore the replica's state' (VIII-B); shown by a read, with the numbers of M01",
            "A list that f + 1 learners vouch for need not have everything that the rejoining learner had executed: it may have been "
                + "the first to execute a request, and its reply still counts. Learners that lose their state one after the other, "
                + "never two at a time and none of them Byzantine, each come back without a write that a client has been answered, and "
                + "then serve a read.",
            "A learner that has lost its state leaves read-only requests to the others, so that 2f + 1 that have kept theirs serve "
                + "them. (To serve reads again it would have to learn up to the last instance that a quorum of acceptors knows.)"),
        Fix("M08", ErratumKind.Gap, "Sec. VIII-B, proposers", MachineRule.LeadLater,
            "'A correct leader proposes one request in a slot and regency'",
            "\"The only state in proposers is the identity of the current leader.\" A leader also knows which request it has proposed in "
                + "which slot. If it comes back, is told that it leads, and goes on, it proposes another request in the same slot and "
                + "regency, as only a Byzantine leader does: some acceptors have accepted the one, some the other, and nothing is learned "
                + "there before another leader is elected.",
            "A proposer that has lost its state leads only regencies after the one that it is told of."),
    ];

    private static Erratum Fix(string id, ErratumKind kind, string location, MachineRule rule, string? fails, string wrong, string fix) =>
        new(id, kind, location, wrong, fix, RuleNames.Of(rule)) { Fails = fails };
}
