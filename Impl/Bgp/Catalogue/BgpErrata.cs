using BgpVerified.Kit;
using BgpVerified.Spec.Protocols;

namespace BgpVerified.Impl.Bgp;

/// <summary>
/// What the published protocol leaves out or gets wrong, what was open to choice, and what the corrected one does.
/// <c>docs/ERRATA.md</c> is made from this and from the traces that the checker finds.
/// </summary>
public static class BgpErrata
{
    private const string Consistency = "Consistency";
    private const string Liveness = "Liveness";

    /// <summary>Every erratum, in the order in which they were found.</summary>
    public static IReadOnlyList<Erratum> All { get; } =
    [
        Gap("E01", "Alg. 4, lines 6-8 and 41-42",
            "FAST sets fast_bal and not bal_a, so that the guard of line 42, 'ballot == bal_a and fast_bal[bal_a]', holds only if the "
                + "leader has forwarded a universally commutative command in that ballot (Alg. 2, line 20; Alg. 4, line 31); and no "
                + "handler calls phase_2b_fast: P2A_FAST is sent and never received.",
            "FAST moves the acceptor to the ballot; a handler receives P2A_FAST."),
        Gap("E02", "Alg. 2, lines 28-34; Alg. 4, initial state",
            "The initial proven = ⊥ has no proofs and never can have, so no phase 1b message ever counts and no classic ballot ever "
                + "proposes.",
            "The empty sequence before every ballot needs no proof, and votes for it need no Verify."),
        Gap("E03", "Alg. 4, line 18; Alg. 5, lines 1-9",
            "Line 18 sends proofs[..][..][a], its sender's own proof, and the learner asks for N - f proofs in one message. Sections "
                + "4.4 (step 3) and 4.5 say that the message has the N - f proofs, so the index [a] is a slip.",
            "As the text has it, a phase 2b message would carry N - f proofs. Here learners count N - f phase 2b messages and look at "
                + "no proofs, which leaves Byzantine acceptors more than the paper does: f + 1 of the N - f senders are correct and "
                + "have seen the proofs."),
        Fix("E04", ErratumKind.Safety, "Alg. 4, lines 12-17", BgpRule.VerifyCurrentBallot, Consistency,
            "An acceptor that has answered phase 1 of a newer ballot still completes the verification of an older one: it tells the "
                + "leader that nothing is proven, and then helps the learners to learn it. With a correct leader and no faulty process "
                + "two learners learn conflicting sequences.",
            "A value is proven only while its ballot is the acceptor's own."),
        Fix("E05", ErratumKind.Liveness, "Alg. 4, lines 28-30", BgpRule.Justification, Liveness,
            "Acceptors compare the leader's value with their own proven value. An acceptor that alone has proven a value refuses every "
                + "other; two that have proven conflicting values in different ballots never vote for one value again, and if the other "
                + "f are silent no quorum ever does, whatever the leader and the ballot. (One Byzantine acceptor brings it about under "
                + "a correct leader: in ballot 1 the leader proposes b.a, a1, a2 and a4 vote and a4 shows its vote to a1 only, which "
                + "proves b.a; in ballot 2 the leader hears a2, a3 and a4, which says that it voted a.b, orders the unproven commands "
                + "as a.b, and a2 proves that. From then on a4 is silent.) An earlier version of this file said that the guard is "
                + "unsafe as well. It is not: with E04, E14 and E21 repaired it keeps what has been learned, since f + 1 correct "
                + "acceptors that have proven a learned value refuse whatever does not extend it.",
            "The leader shows the phase 1b messages; the value must extend the base that these oblige to. The acceptor's own proven "
                + "value does not matter."),
        Fix("E06", ErratumKind.Liveness, "Alg. 2, line 42: largest_seq; Sec. 4.5", BgpRule.HighestBallot,
            "Sec. 4.5, 'for any two proven sequences, they are either equivalent or one can be extended to the other'; " + Liveness,
            "The longest proven value of all ballots. The sentence that justifies it argues with votes of one ballot, and is false of "
                + "proven values of different ballots. A leader that hears of a longer value, proven by one acceptor in an early ballot "
                + "and never learned, proposes that, and those that have proven what was learned since refuse it (lines 28-30), in each "
                + "ballot in which it hears of it. (The run shown is of our protocol without the rule; for the published one this is "
                + "argued, not run: it takes a Byzantine leader that has the two values proven, and a correct one after it.) Where "
                + "acceptors do not compare with their own proven value, as in our correction of E05, it is unsafe.",
            "The longest of those proven in the highest ballot."),
        Fix("E07", ErratumKind.Safety, "Alg. 2, lines 38-39", BgpRule.ProposeOnce, Consistency + " (with E21)",
            "phase_2a runs again at each phase 1b message after the first N - f, in the same ballot, with another value, while the text "
                + "has the leader start phase 2a 'after gathering a quorum of N - f phase 1b messages'. With E21, two learners learn "
                + "conflicting commands in one classic ballot with no faulty process. With E21 repaired alone it costs a ballot: the "
                + "votes are split.",
            "Once a ballot."),
        Fix("E08", ErratumKind.Choice, "Alg. 2, lines 13-14; Alg. 4, lines 6-8 and 42", BgpRule.OpenByPhase1, null,
            "A fast ballot opens without phase 1. Each acceptor goes on from its own vote, so acceptors that disagree after a conflict "
                + "do not agree in a fast ballot that follows. The paper does not ask them to: after a conflict 'the leader "
                + "subsequently runs a classic ballot' (4.4), and with one everything is learned.",
            "Our fast ballots open by phases 1 and 2, like classic ones and like Lamport's, and take commands after the vote."),
        Fix("E09", ErratumKind.Gap, "Alg. 5, lines 16-18", BgpRule.DeliverOnce, null,
            "learned • value runs at every message after the first f + 1, from a third acceptor for instance: a universally commutative "
                + "command is learned again each time. For all other commands lines 21-23 see to it. None of the paper's four "
                + "properties forbids it; ours, IntegrityInv, does.",
            "Learned once."),
        Fix("E10", ErratumKind.Liveness, "Alg. 2, lines 19-20; Alg. 4, lines 26-33 and 43-44", BgpRule.UniversalAnyBallot, Liveness,
            "A universally commutative command is accepted only in an open fast ballot, or in the ballot in which the leader happened "
                + "to forward it, and is stored nowhere. One that reaches acceptors between ballots is dropped; nobody sends it again, "
                + "and links deliver once.",
            "Accepted and stored in any ballot, from whomever it comes."),
        Fix("E11", ErratumKind.Liveness, "Alg. 1, lines 5-8", BgpRule.ProposeToAll, Liveness,
            "A proposer sends to the acceptors or to the leader, by the kind of ballot that it last heard of. The message has no ballot "
                + "and may be late. Acceptors drop a command that finds no fast ballot open (Alg. 4, line 42), nobody sends it again, "
                + "and links deliver once: it is never learned.",
            "To the acceptors and to the leader."),
        Fix("E12", ErratumKind.Liveness, "Alg. 2, line 46", BgpRule.KeepProposals, Liveness,
            "The leader forgets the proposals after one phase 2a. If every acceptor has heard of the next ballot before it gets that "
                + "message (line 28 refuses it then), nobody votes, nobody reports them, and they are never proposed again.",
            "The leader goes on proposing them; what is learned already is not learned twice."),
        Fix("E13", ErratumKind.Delay, "Alg. 2, ballot_l = 0", BgpRule.UniqueBallots, null,
            "Every process that becomes leader counts its ballots from 0 and not from where the view before ended. Acceptors ignore it "
                + "until it has counted past the old leader's ballots; then it goes on. Two leaders may use one number; no harm was "
                + "found in that.",
            "A ballot is a view and a number, ordered by the view first."),
        Fix("E14", ErratumKind.Safety, "Alg. 4, line 17", BgpRule.ProvenGrows, Consistency,
            "proven = val_i, whatever was proven before: in a fast ballot the votes for a shorter value may be counted after those for "
                + "a longer one that was learned. Phase 1 then reports the shorter, and the leader puts the rest, 'in an arbitrary "
                + "order', behind another command. With a correct leader and no faulty process two learners learn conflicting sequences.",
            "Only a later ballot's value, or a longer one, replaces what is proven."),
        Gap("E15", "Alg. 3, lines 2, 9, 12, 17-41",
            "p stands for a, i and the process itself; view_i for new_view_i, so that commitments are filed under the wrong view; "
                + "change_proof_i is stored unchecked; suspicions of a view that the acceptor has not entered yet are dropped although "
                + "they are sent once (see E26).",
            "Suspicions and commitments are signed over the view, checked, and kept by the collector until they are of use."),
        new("E16", ErratumKind.Choice, "Sec. 4.2; Alg. 2, line 7",
            "The text has the new leader validate N - f signatures, the pseudocode more than f.",
            "f + 1, as in the pseudocode, the weaker of the two: one correct acceptor that has committed is enough, and the adversary "
                + "may show the leader f + 1 early.", null),
        Gap("E17", "Alg. 2, line 34",
            "valid_proofs > N - f: with f silent acceptors there are never that many. The text has N - f.",
            "At least N - f."),
        Fix("E18", ErratumKind.Liveness, "Alg. 4, line 3: proofs[bal_a]", BgpRule.ReportProvenBallot, Liveness,
            "Phase 1b carries the proofs of bal_a, but proven may be of an earlier ballot: once f + 1 acceptors have proven a value and "
                + "then promised a ballot in which they vote for nothing, the proofs that they send do not prove it, their reports do "
                + "not count (Alg. 2, line 31), and N - f that count do not come together: a leader that opens classic ballots never "
                + "proposes again.",
            "The certificate says in which ballot the value was proven."),
        Gap("E19", "Sec. 3, eq-prefix",
            "By the definition, b is an eq-prefix of a.b although a and b conflict: the subsequence of a.b with the elements of b is b. "
                + "Stability would let a learner put a command before one that it has executed. Alg. 4, line 30, compares with an "
                + "initial subsequence.",
            "x is a prefix of y if some z exists with x followed by z equivalent to y."),
        new("E20", ErratumKind.Choice, "Sec. 3, Nontriviality",
            "Asked only 'if all proposers are correct', a deliberately weak statement: with one Byzantine proposer, learners may learn "
                + "anything, also in the name of correct proposers.",
            "The stronger statement is checked: always; what a Byzantine proposer signs counts as proposed.", null),
        Fix("E21", ErratumKind.Safety, "Alg. 4, line 28: ballot >= bal_a; Sec. 4.4, step 2", BgpRule.VoteOnce, Consistency,
            "An acceptor votes for every value that the leader sends in a ballot, so that two conflicting values can have a quorum of "
                + "votes in one ballot. The text says that correct acceptors 'will only vote for a single sequence'; the pseudocode has "
                + "no such guard. With a Byzantine leader alone, or with a correct one and E07, two learners learn conflicting sequences.",
            "One vote for a leader's value a ballot."),
        Fix("E22", ErratumKind.Gap, "Sec. 4.5", BgpRule.SignedCommands, null,
            "'This signature and its check is not explicit in the pseudocode', as the paper says itself. The trace shows what the check "
                + "is for.",
            "Acceptors and leaders check each command's signature."),
        Fix("E23", ErratumKind.Gap, "Sec. 5", BgpRule.UniversalForward, null,
            "'A quorum of f + 1 is sufficient to ensure that a correct acceptor will eventually propagate the command to a quorum of N "
                + "- f acceptors': no code propagates it. A command of a Byzantine proposer is learned by one learner and never by "
                + "another. The paper's Liveness speaks of correct proposers only; ours, TotalityProp, of all.",
            "An acceptor that accepts such a command forwards it to all acceptors."),
        Fix("E24", ErratumKind.OwnRepair, "Alg. 4, line 42", BgpRule.FastVoted, null,
            "Not a flaw of the paper. Where fast ballots open by phases 1 and 2, as ours do (E08), an acceptor that appends commands "
                + "before it has heard the leader's value can no longer vote for that value.",
            "Commands are appended after the vote."),
        Fix("E25", ErratumKind.Delay, "Alg. 4, lines 1-5", BgpRule.OwnBallots, null,
            "Acceptors promise any ballot number that the leader of their view names. A Byzantine leader names a huge one, and later "
                + "leaders, which count by one from 0, take so many ballots to get past it. Numbers have no bound in the paper, so that "
                + "they do in the end; ours have one.",
            "A leader's ballots carry its view, and acceptors take no others from it."),
        new("E26", ErratumKind.Liveness, "Alg. 4, lines 2, 12, 23; Alg. 3, lines 8-9",
            "Messages of a view that an acceptor has not entered yet are dropped, although links deliver once. A universally "
                + "commutative command that the new leader passes on before enough acceptors have entered its view (Alg. 2, line 20) is "
                + "lost: the leader does not keep it, and nobody sends it again. (Where proposers send it to the acceptors themselves, "
                + "which take it in any view, it is not: E10 and E11.) For other commands it is a delay: the ballot that the messages "
                + "belong to may fail; the next one is open to the acceptor. (Of suspicions, whoever enters the view first gets those "
                + "of all that enter later.)",
            "Kept by the host until they are of use, in every rule set; dropped as printed over the network `once`.", null)
        { Fails = Liveness },
        new("E27", ErratumKind.Liveness, "Alg. 5, lines 14-17; Alg. 4, lines 32 and 44",
            "Universally commutative commands are counted by ballot. Acceptors that accept one command in different ballots, a1 in one "
                + "fast ballot and a2 in the next, and the others in neither since a classic ballot is open, never add up to f + 1, and "
                + "nobody sends the command again. In every rule set here the message has no ballot; a test that gives it one has a run "
                + "of the published rules, without faults and over the network `once`, after which the command is not learned with "
                + "three further ballots either.",
            "The message that an acceptor has accepted such a command carries no ballot.", null)
        { Fails = Liveness },
        new("E28", ErratumKind.Delay, "Alg. 2, lines 1-8",
            "The new leader's view is that of the LEADER message that came last, not of the highest. Leaders rotate, leader(view) = "
                + "view mod N, so that a late message of an old view that it led sets the leader back until another message, or the "
                + "next view, comes. `check bgp --scenario same-leader --acceptors 1 --without lead-forward --property LivenessProp "
                + "--search random --network reliable` finds a run in which the last view has no leader for that, in 13 steps.",
            "A leader goes to later views only (the rule lead-forward).", null),
        new("E29", ErratumKind.Choice, "Sec. 4.1; Sec. 4.2",
            "The leader is 'one of the proposers' in 4.1, and 'a distinguished acceptor process' in 4.2. It decides whether a Byzantine "
                + "leader counts among the f faulty acceptors.",
            "As in 4.2: an acceptor, which with both its parts is one of the f that may be faulty.", null),
        Gap("E30", "Alg. 2, lines 43-44",
            "Duplicates are removed from notAccepted only: maxTried • previousProposals • proposals has a command twice that one "
                + "acceptor has proven and another only voted for. Learners drop the second (Alg. 5, line 22), so that no property "
                + "fails; acceptors' values grow.",
            "Each command once."),
        Gap("E31", "Alg. 4, lines 14-16 and 29-33",
            "The branch of line 15 for universally commutative values, which more than f proofs prove, is never taken: lines 32 and 44 "
                + "send phase 2b for such values at once, without Verify.",
            "No such branch."),
        Gap("E32", "Sec. 2.2; Sec. 4.3; Sec. 5",
            "Section 2.2 promises two message steps 'when proposed sequences are commutative with any other concurrently proposed "
                + "sequence', and 4.3 'in case there are no conflicts between concurrent proposals'; section 5 only for universally "
                + "commutative ones, and three in the common case. The pseudocode has the verification round in every fast ballot, so "
                + "section 5 is right.",
            "Section 5 ([message delays](DELAYS.md))."),
        Gap("E33", "Alg. 3, local variables",
            "checkpoint is declared and used nowhere; val_a and fast_bal are declared there and used in Alg. 4 only. (Checkpoints are "
                + "in the authors' technical report, which we have not read.)",
            "Checkpoints of our own design ([CHECKPOINTS.md](CHECKPOINTS.md)); without a checkpoint command nothing of them exists."),
    ];

    private static Erratum Gap(string id, string location, string wrong, string fix) =>
        new(id, ErratumKind.Gap, location, wrong, fix, null);

    private static Erratum Fix(string id, ErratumKind kind, string location, BgpRule rule, string? fails, string wrong, string fix) =>
        new(id, kind, location, wrong, fix, RuleNames.Of(rule)) { Fails = fails };
}
