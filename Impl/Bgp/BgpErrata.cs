using BgpVerified.Spec.Protocols;

namespace BgpVerified.Impl.Bgp;

/// <summary>
/// What is wrong with the published protocol, and what the corrected one does instead. <c>docs/ERRATA.md</c> is made
/// from this and from the traces that the checker finds.
/// </summary>
public static class BgpErrata
{
    /// <summary>Every erratum, in the order in which the handlers refer to them.</summary>
    public static IReadOnlyList<Erratum> All { get; } =
    [
        Gap("E01", "Alg. 4, lines 6-8 and 41-42",
            "FAST sets fast_bal but never bal_a, so that the guard 'ballot == bal_a and fast_bal[bal_a]' never holds; and no handler calls phase_2b_fast: P2A_FAST is sent and never received.",
            "FAST moves the acceptor to the ballot; a handler receives P2A_FAST."),
        Gap("E02", "Alg. 2, lines 28-34; Alg. 4, initial state",
            "The initial proven = ⊥ has no proofs and never can have, so no phase 1b message ever counts and no classic ballot ever starts.",
            "The empty sequence before every ballot needs no proof, and votes for it need no Verify."),
        Gap("E03", "Alg. 4, line 18; Alg. 5, lines 1-9",
            "A phase 2b message carries proofs[..][a], its sender's own proof; the learner asks for N - f proofs in one message.",
            "A quorum of phase 2b messages is what the learner needs; each says that its sender has proven the value."),
        Fix("E04", ErratumKind.Safety, "Alg. 4, lines 12-17", BgpRule.VerifyCurrentBallot,
            "An acceptor that has answered phase 1 of a newer ballot still completes verification of the older one: it tells the leader that nothing is proven and then helps the learners to learn it. Two learners learn conflicting orders with no faulty process.",
            "A value is proven only while its ballot is the acceptor's own."),
        Fix("E05", ErratumKind.Safety, "Alg. 4, lines 28-30", BgpRule.Justification,
            "Acceptors compare the leader's value with their own proven value only. That does not make a Byzantine leader respect what others have proven; and an acceptor that alone has proven a value refuses every other for ever, so that with f silent acceptors no quorum votes again.",
            "The leader shows the phase 1b messages; the value must extend the base that these oblige to. The acceptor's own proven value does not matter."),
        Fix("E06", ErratumKind.Safety, "Alg. 2, line 42: largest_seq", BgpRule.HighestBallot,
            "The longest proven value of all ballots: one that a single acceptor has proven in an early ballot, and nobody learned, beats one that was learned later. 'For any two proven sequences, they are either equivalent or one can be extended to the other' is false across ballots.",
            "The longest of those proven in the highest ballot."),
        Fix("E07", ErratumKind.Liveness, "Alg. 2, lines 38-39", BgpRule.ProposeOnce,
            "phase_2a runs again at each phase 1b message after the first N - f, in the same ballot, with another value. Together with E21 two learners learn conflicting commands in a single classic ballot with no faulty process.",
            "Once a ballot."),
        Fix("E08", ErratumKind.Liveness, "Alg. 2, lines 13-14; Alg. 4, lines 6-8 and 42", BgpRule.OpenByPhase1,
            "A fast ballot opens without phase 1. Each acceptor goes on from its own vote, so acceptors that disagree after a conflict never agree in any fast ballot.",
            "A fast ballot opens by phases 1 and 2, like a classic one, and takes commands after the vote."),
        Fix("E09", ErratumKind.Safety, "Alg. 5, lines 16-18", BgpRule.DeliverOnce,
            "learned • value runs at every message after the first f + 1: a universally commutative command is learned again each time.",
            "Learned once."),
        Fix("E10", ErratumKind.Liveness, "Alg. 2, lines 19-20; Alg. 4, lines 26-33 and 43-44", BgpRule.UniversalAnyBallot,
            "A universally commutative command is accepted only in an open fast ballot or in the ballot in which the leader happened to forward it, and is stored nowhere; one that comes between ballots is lost.",
            "Accepted and stored in any ballot, from whomever it comes."),
        Fix("E11", ErratumKind.Liveness, "Alg. 1, lines 5-8", BgpRule.ProposeToAll,
            "A proposer sends to the acceptors or to the leader, by the kind of ballot that it last heard of. The message has no ballot and may be late; a command sent to the wrong side is never learned.",
            "To the acceptors and to the leader."),
        Fix("E12", ErratumKind.Liveness, "Alg. 2, line 46", BgpRule.KeepProposals,
            "The leader forgets the proposals after one phase 2a. If the ballot is over before an acceptor that reports has voted, they are never proposed again.",
            "The leader goes on proposing them; what is learned already is not learned twice."),
        Fix("E13", ErratumKind.Liveness, "Alg. 2, ballot_l = 0", BgpRule.UniqueBallots,
            "Every leader counts its ballots from 0. Acceptors ignore a new leader until it has counted past the old one, and two leaders use the same ballot.",
            "A ballot is a view and a number, ordered by the view first."),
        Fix("E14", ErratumKind.Safety, "Alg. 4, line 17", BgpRule.ProvenGrows,
            "proven = val_i, whatever was proven before: in a fast ballot the votes for a shorter value may be counted after those for a longer one that was learned, and phase 1 then reports the shorter.",
            "Only a later ballot's value, or a longer one, replaces what is proven."),
        Gap("E15", "Alg. 3, lines 2, 9, 12, 17-41",
            "p stands for a, i and the process itself; view_i for new_view_i, so that commitments are filed under the wrong view; change_proof_i is stored unchecked; suspicions of a view that the acceptor has not entered yet are dropped although they are sent once.",
            "Suspicions and commitments are signed over the view, checked, and kept by the collector until they are of use."),
        Gap("E16", "Sec. 4.2; Alg. 2, line 7",
            "The text has the new leader validate N - f signatures, the pseudocode more than f.",
            "f + 1, as in the pseudocode: one correct acceptor that has committed is enough, and the adversary may show the leader f + 1 early."),
        Gap("E17", "Alg. 2, line 34",
            "valid_proofs > N - f: with f silent acceptors there are never that many.",
            "At least N - f."),
        Fix("E18", ErratumKind.Liveness, "Alg. 4, line 3: proofs[bal_a]", BgpRule.ReportProvenBallot,
            "Phase 1b carries the proofs of bal_a, but proven may be of an earlier ballot. Then the proofs do not prove it, the report does not count, and no later ballot gets its N - f reports.",
            "The certificate says in which ballot the value was proven."),
        Gap("E19", "Sec. 3, eq-prefix",
            "By the definition, b is an eq-prefix of ab although a and b conflict: the subsequence of ab with the elements of b is b. Stability would let a learner put a command before one that it has executed.",
            "x is a prefix of y if some z exists with x followed by z equivalent to y."),
        Gap("E20", "Sec. 3, Nontriviality",
            "Asked only 'if all proposers are correct': with one Byzantine proposer, learners may learn anything, also in the name of correct proposers.",
            "Asked always; what a Byzantine proposer signs counts as proposed."),
        Fix("E21", ErratumKind.Safety, "Alg. 4, line 28: ballot >= bal_a", BgpRule.VoteOnce,
            "An acceptor votes for every value that the leader sends in a ballot. Two conflicting values then have a quorum of votes in one ballot.",
            "One vote for a leader's value a ballot."),
        Fix("E22", ErratumKind.Safety, "Sec. 4.5", BgpRule.SignedCommands,
            "'This signature and its check is not explicit in the pseudocode': without it a Byzantine leader has commands learned that nobody proposed.",
            "Acceptors and leaders check each command's signature."),
        Fix("E23", ErratumKind.Liveness, "Sec. 5", BgpRule.UniversalForward,
            "'A quorum of f + 1 is sufficient to ensure that a correct acceptor will eventually propagate the command to a quorum of N - f acceptors': no code propagates it. A command of a Byzantine proposer is learned by one learner and never by another.",
            "An acceptor that accepts such a command forwards it to all acceptors."),
        Fix("E24", ErratumKind.Liveness, "Alg. 4, line 42", BgpRule.FastVoted,
            "An acceptor appends commands in a fast ballot from which it has not heard the leader's value. Where fast ballots open by phase 2 it could then no longer vote for that value.",
            "Commands are appended after the vote."),
        Fix("E25", ErratumKind.Liveness, "Alg. 4, lines 1-5", BgpRule.OwnBallots,
            "Acceptors promise any ballot that the leader of their view names. A Byzantine leader names the highest; no later leader's ballots are above it.",
            "A leader's ballots carry its view, and acceptors take no others from it."),
    ];

    private static Erratum Gap(string id, string location, string wrong, string fix) =>
        new(id, ErratumKind.Gap, location, wrong, fix, null);

    private static Erratum Fix(string id, ErratumKind kind, string location, BgpRule rule, string wrong, string fix) =>
        new(id, kind, location, wrong, fix, BgpRules.Name(rule));
}
