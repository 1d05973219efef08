using BgpVerified.Spec.Protocols;

namespace BgpVerified.Impl.Fab;

/// <summary>What is wrong with the published protocols, and what the corrected ones do instead.</summary>
public static class FabErrata
{
    /// <summary>The errata of FaB Paxos.</summary>
    public static IReadOnlyList<Erratum> Fab { get; } =
    [
        .. Shared,
        Gap("F05", "Fig. 4, lines 118-120",
            "Acceptors compare the proposal's number with the regency, and do not look at the sender: any proposer could speak for the "
                + "leader.",
            "A proposal is the leader's, as figures 2 and 5 have it (\"from leader\")."),
    ];

    /// <summary>The errata of Parameterized FaB Paxos.</summary>
    public static IReadOnlyList<Erratum> Pfab { get; } =
    [
        .. Shared,
        Fix("P01", ErratumKind.Safety, "Fig. 5, lines 291-300", FabRule.ProofNumber, "CS2, Lemma 5, in figure 5 as printed",
            "vouches-for checks commit proofs against the number of the new proposal. A proof is of an earlier proposal, so that it "
                + "never counts, and a value that was chosen by commit proofs does not oblige the next leader. The text (section V, "
                + "\"does not contain a commit proof for any value\") has it right.",
            "A commit proof counts with the number of the proposal in which it was made."),
        Fix("P02", ErratumKind.Liveness, "Lemma 7, third case; Fig. 5, lines 291-300", FabRule.NewestEvidence, "Lemma 7, and with it CL1",
            "\"All valid progress certificates vouch for at least one value\" is false. Of the acceptors that accepted what a commit "
                + "proof is for, only one need be among the a - f that answer, and a Byzantine acceptor completes a majority for "
                + "another value. The certificate forbids both, and a correct leader that has it can propose nothing that correct "
                + "acceptors accept. (That FaB loses liveness with four replicas was reported in 2017 by Abraham, Gueta, Malkhi, "
                + "Alvisi, Kotla and Martin, arXiv 1712.01367; we came to it by exploring. See RELATED.md.)",
            "Answers say in which proposal the value was accepted. The newest commit proof decides, unless a majority accepted another "
                + "value in a later proposal."),
        Fix("P03", ErratumKind.Liveness, "Lemma 7, second case", FabRule.NewestEvidence,
            "Lemma 7, where proofs count with their own numbers (P01)",
            "\"Both commit proofs contain ⌈(a + f + 1) / 2⌉ identical entries from the same proposal\": that is so in figure 5 as "
                + "printed, where a proof counts with the number of the new proposal. Where proofs count as section V says (P01), a "
                + "certificate can after two recoveries hold commit proofs of two proposals, for two values, and forbids both. No run "
                + "of its own: the rule is that of P02.",
            "As for P02: the newest."),
        Fix("P04", ErratumKind.OwnRepair, "Fig. 5, lines 232-234", FabRule.CertifyAlways, null,
            "An acceptor that has accepted nothing, or the same value, accepts in a new proposal without a certificate. Not a flaw of "
                + "the paper: there it does no harm, since numbers of accepted values do not matter. In our repair of P02 they do: an "
                + "old value accepted again looks newer than one chosen since.",
            "Every proposal after the first needs its certificate."),
        Gap("P05", "Fig. 5, lines 258-265",
            "A learner takes the value of a commit proof from what the proof's sender last said to have accepted, which may be another "
                + "value, or nothing yet.",
            "The value is the proof's own."),
    ];

    private static IEnumerable<Erratum> Shared =>
    [
        Fix("F01", ErratumKind.Liveness, "Fig. 4, lines 121-122; Fig. 5, lines 232-234; Sec. IV-B", FabRule.AnswerAgain, "CL2 (with F02)",
            "\"The callee sends a single response every time it receives a request\", but an acceptor that has accepted returns before "
                + "it sends ACCEPTED. If the one ACCEPTED is lost, it never comes again, however often the leader resends. The text has "
                + "it right, the figures do not. With F02 repaired alone the next regency mends it; with both as printed nobody "
                + "suspects the leader of the second, and learners wait for ever.",
            "An acceptor that has accepted a proposal sends ACCEPTED again each time the proposal comes."),
        Fix("F02", ErratumKind.Liveness, "Fig. 2, lines 11-14; Fig. 5, lines 221-224", FabRule.SuspectAgain, "a step of Lemma 3, and CL1",
            "A proposer that does not lead runs onStart, and so its timeout, once. Once a first leader is suspected, a second one that "
                + "does nothing never is. Lemma 3 rests on it that 'leaders that do not create a stable value are eventually suspected "
                + "by all correct proposers (line 13)'. What is meant is clear; the figures do not do it.",
            "A proposer suspects each leader under whom too few learners learn."),
        Fix("F03", ErratumKind.Liveness, "Fig. 2, lines 38-42; Fig. 5, lines 278-282; proof of CL2", FabRule.PullByValue, "CL2",
            "A learner that pulls waits for f + 1 equal pairs of value and number. Correct learners may have learned the same value in "
                + "different proposals; then a learner that was left behind hears f + 1 times the value and never f + 1 times a pair.",
            "f + 1 learners that tell the same value are enough."),
        Gap("F04", "Fig. 2, lines 23-26",
            "A learner keeps one pair an acceptor, the last to arrive: an ACCEPTED that comes late undoes a newer one.",
            "What acceptors accepted is kept by its number."),
    ];

    private static Erratum Gap(string id, string location, string wrong, string fix) =>
        new(id, ErratumKind.Gap, location, wrong, fix, null);

    private static Erratum Fix(string id, ErratumKind kind, string location, FabRule rule, string? fails, string wrong, string fix) =>
        new(id, kind, location, wrong, fix, FabRules.Name(rule)) { Fails = fails };
}
