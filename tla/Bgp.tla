-------------------------------- MODULE Bgp ---------------------------------
(***************************************************************************)
(* Byzantine Generalized Paxos, action for action as in Impl/Bgp: each     *)
(* action below is one handler there, which names it ("TLA+: Vote"), and   *)
(* each guard is one predicate there.  The paper as printed, the corrected *)
(* protocol and the protocol without one of its guards are this one        *)
(* module with other sets of Rules.                                        *)
(*                                                                         *)
(* A state here is a state there: what every correct process has come to,  *)
(* and what was sent.  Messages are never lost from "sent" and may be      *)
(* delivered any number of times, in any order, or never.  Byzantine       *)
(* processes have no state: what they could send is computed from what     *)
(* was signed, and taken as sent.                                          *)
(*                                                                         *)
(* A ballot is <<view, number>>: ordered by view, then by number.          *)
(***************************************************************************)
EXTENDS CommandSequences

CONSTANTS
    Rules,               \* The guards in force, by their names on the command line.
    Proposers,           \* The correct proposers.
    CommandsOf,          \* Their commands: a function from Proposers to sets of commands.
    SignedByByzantine,   \* What Byzantine proposers can sign.
    Forged,              \* A command that its author never signed.
    ForgedUniversal,     \* The same, universally commutative.
    Acceptors,           \* All acceptors.
    ByzantineAcceptors,  \* Those of them that are Byzantine.
    Faults,              \* f: how many Byzantine acceptors the quorums tolerate.
    Crashes,             \* How many correct acceptors may crash.
    Views,               \* How many views there are; they are counted from 0.
    ByzantineLeaders,    \* The views whose leaders are Byzantine.
    BallotsAhead,        \* Ballots of later views that Byzantine acceptors will lead.
    BallotKinds,         \* "fast" or "classic" for each ballot of a view: a sequence.
    LastBallotWaits,     \* Whether the last ballot of a view waits for the proposals.
    Learners,            \* The learners.
    CommandCount,        \* How many commands the run has; a bound on what is learned again.
    MaxLength,           \* The longest sequence that the adversary proposes.
    Checkpoints,         \* The commands with which what comes before them may be discarded.
    Repeats,             \* Whether it may repeat commands and hold universally commutative ones.
    Orders               \* Whether a correct leader may append commands in any order.

VARIABLES
    proposer,  \* What each correct proposer has heard and proposed.
    leader,    \* The state of each correct leader, by the first view that it leads.
    acceptor,  \* The state of each correct acceptor.
    learned,   \* What each learner has learned.
    sent,      \* Everything that correct processes have sent.
    crashed    \* The acceptors that have crashed.

vars == <<proposer, leader, acceptor, learned, sent, crashed>>

-----------------------------------------------------------------------------
(* Sizes, ballots and commands.  C#: BgpConfig, Ballot, Quorums.           *)

Has(rule) == rule \in Rules

Quorum == Cardinality(Acceptors) - Faults
WeakQuorum == Faults + 1

Phase1Size == IF Has("phase1-quorum") THEN Quorum ELSE WeakQuorum
VerifySize == IF Has("verify-quorum") THEN Quorum ELSE WeakQuorum
CertificateSize == IF Has("certificate-quorum") THEN VerifySize ELSE 0
LearnSize == IF Has("learn-quorum") THEN Quorum ELSE WeakQuorum
UniversalSize == IF Has("universal-quorum") THEN WeakQuorum ELSE 1
CheckpointSize == IF Has("checkpoint-quorum") THEN Quorum ELSE WeakQuorum
StableSize == IF Has("stable-beginning") THEN CheckpointSize ELSE 0
SnapshotSize == IF Has("snapshot-quorum") THEN WeakQuorum ELSE 1
DiscardSize == IF Has("discard-quorum") THEN WeakQuorum ELSE 1
SuspicionSize == IF Has("suspicion-quorum") THEN WeakQuorum ELSE 1
ViewChangeSize == IF Has("view-change-quorum") THEN Quorum ELSE WeakQuorum
LeaderSize == WeakQuorum

CorrectAcceptors == Acceptors \ ByzantineAcceptors
CorrectLeaders == {v \in 0 .. (Views - 1) : v < Cardinality(Acceptors) /\ v \notin ByzantineLeaders}

(* Section 4.2: leader(view) = view mod N.  A leader is an acceptor, named here by the first view that it leads. *)
LeaderOf(view) == view % Cardinality(Acceptors)
CorrectCommands == UNION {CommandsOf[p] : p \in Proposers}
HasByzantine == ByzantineAcceptors # {} \/ ByzantineLeaders # {} \/ SignedByByzantine # {}

Zero == <<0, 0>>
BallotsPerView == Len(BallotKinds)

(* The paper's new leaders count from 0 again, whatever the view (E13). *)
BallotOf(view, number) == <<IF Has("unique-ballots") THEN view ELSE 0, number>>
Ballots == {BallotOf(v, n) : v \in 0 .. (Views - 1), n \in 1 .. BallotsPerView}
IsBallot(ballot) == ballot[1] >= 0 /\ ballot[2] >= 1
IsFast(ballot) == IF ballot[2] > 0 THEN BallotKinds[((ballot[2] - 1) % BallotsPerView) + 1] = "fast" ELSE FALSE

Below(lower, upper) == lower[1] < upper[1] \/ (lower[1] = upper[1] /\ lower[2] < upper[2])

(* Section 4.5: "each command is signed by the proposer". *)
IsAuthentic(command) == command \notin {Forged, ForgedUniversal} \/ ~Has("signed-commands")

-----------------------------------------------------------------------------
(***************************************************************************)
(* What was discarded.  C#: CommandSequence, History, Checkpoint.          *)
(*                                                                         *)
(* A value is the whole sequence here, and beside it stands its "cut": how *)
(* many checkpoints it has discarded.  A history is what was discarded, up *)
(* to a checkpoint and with it.  In this module no command is universally  *)
(* commutative where there are checkpoints, so that these conflict with    *)
(* all: what comes before one is what stands before it.  Prefix quorums    *)
(* come without checkpoints: there every cut is 0.                         *)
(***************************************************************************)
CheckpointsIn(line) == Cardinality({p \in 1 .. Len(line) : line[p] \in Checkpoints})

Beginning(commands, count) ==
    IF count = 0
      THEN <<>>
      ELSE SubSeq(commands, 1, CHOOSE p \in 1 .. Len(commands) :
               commands[p] \in Checkpoints /\ CheckpointsIn(SubSeq(commands, 1, p)) = count)

BeginsWith(whole, history) ==
    CheckpointsIn(whole) >= CheckpointsIn(history) /\ Beginning(whole, CheckpointsIn(history)) = history

(* The cut after a history is discarded, if the value has it. *)
CutAt(value, old, history) == IF CheckpointsIn(history) > old /\ BeginsWith(value, history) THEN CheckpointsIn(history) ELSE old

(* The cuts that a value can have, beyond one. *)
CutsOf(value, least) == {n \in 0 .. CheckpointsIn(value) : n >= least}

(* What a value has discarded must be shown to be stable. *)
IsBacked(value, at, stable) ==
    \/ ~Has("stable-beginning")
    \/ at < CheckpointsIn(stable)
    \/ at = CheckpointsIn(stable) /\ BeginsWith(value, stable)

-----------------------------------------------------------------------------
(* What was sent.  C#: BgpModel.                                           *)

Of(kind) == {msg \in sent : msg.type = kind}

(* Who made a statement of a kind, and, with the Byzantine acceptors, whether they are enough. *)
Signers(kind, statement) == {msg.acceptor : msg \in {n \in sent : n.type = kind /\ <<n.ballot, n.value, n.cut>> = statement}}
Statements(kind) == {<<msg.ballot, msg.value, msg.cut>> : msg \in Of(kind)}
Voters(kind, when, prefix) == {msg.acceptor : msg \in {n \in Of(kind) : n.ballot = when /\ Extends(n.value, prefix)}}
IsEnough(correct, size) == Cardinality(correct \cup ByzantineAcceptors) >= size

Signed == {msg.command : msg \in Of("proposal") \cup Of("fastProposal")} \cup SignedByByzantine

(* What can be received as a proposal: a Byzantine process also makes commands up. *)
MadeUp == IF HasByzantine THEN {Forged, ForgedUniversal} ELSE {}
Proposed == {msg.command : msg \in Of("proposal")} \cup SignedByByzantine \cup MadeUp
ProposedToAcceptors == {msg.command : msg \in Of("fastProposal")} \cup SignedByByzantine \cup MadeUp

-----------------------------------------------------------------------------
(* Certificates and justifications.  C#: Certificate, Justification.       *)
(* Both are symbolic: they say what was signed and by how many.            *)

(* What an acceptor has before it has proven anything: it needs no signatures (E02). *)
NothingProven == [ballot |-> Zero, value |-> <<>>, cut |-> 0, signatures |-> 0, reports |-> 0]

(* With the rule prefix-base a certificate carries reports from which a base follows that its value extends. *)
HasBase(proof) == proof.reports >= Phase1Size \/ ~Has("prefix-base")
IsShown(claimed) == claimed.signatures >= CertificateSize /\ HasBase(claimed)
IsValid(report) == (report.ballot = Zero /\ report.value = <<>>) \/ IsShown(report)

(* What an acceptor keeps of its leader's justification, before any. *)
NothingShown == [ballot |-> Zero, base |-> <<>>, cut |-> 0, stable |-> <<>>, reports |-> 0]

(* The first of some values with their cuts: longer ones go first. *)
GoesBefore(one, another) ==
    \/ Len(one.value) > Len(another.value)
    \/ Len(one.value) = Len(another.value) /\ one.cut > another.cut
    \/ Len(one.value) = Len(another.value) /\ one.cut = another.cut /\ Precedes(one.value, another.value)
FirstOf(candidates) == CHOOSE x \in candidates : \A y \in candidates : x = y \/ GoesBefore(x, y)

(***************************************************************************)
(* With prefix quorums: the least value that extends all that were proven. *)
(* Without some guards they may not be compatible: then one is left out.   *)
(* C#: PrefixQuorums.BaseOf.                                               *)
(***************************************************************************)
RECURSIVE JoinAll(_, _)
JoinAll(bound, remaining) ==
    IF remaining = {}
      THEN bound
      ELSE LET upper == FirstOf(remaining)
           IN  JoinAll(IF Compatible(bound, upper.value) THEN JoinOf(bound, upper.value) ELSE bound, remaining \ {upper})

(***************************************************************************)
(* The base that reports oblige a leader to extend: the longest value      *)
(* proven in the highest ballot (E06), of equally long ones the first.     *)
(***************************************************************************)
BaseOf(proofs) ==
    LET highest == IF Has("highest-ballot")
                     THEN {q \in proofs : ~\E r \in proofs : Below(q.ballot, r.ballot)}
                     ELSE proofs
        forms == {[value |-> q.value, cut |-> q.cut] : q \in highest}
    IN  IF forms = {}
          THEN [value |-> <<>>, cut |-> 0]
          ELSE IF Has("prefix-bound")
                 THEN [value |-> JoinAll(<<>>, forms), cut |-> 0]
                 ELSE FirstOf(forms)

(* The reports that count: those that answer the ballot, with a valid certificate. *)
Counting(ballot, reports) ==
    {r \in reports : r.ballot = ballot /\ IsValid(r.proven) /\ IsBacked(r.proven.value, r.proven.cut, r.stable)}

(* The highest history that reports show to be stable. *)
StableOf(reports) ==
    LET shown == {r.stable : r \in reports} \cup {<<>>}
    IN  CHOOSE h \in shown : \A other \in shown : CheckpointsIn(h) >= CheckpointsIn(other)

(* What counting reports oblige a leader to, and what they let it discard. *)
ObligedBy(reports) ==
    LET root == BaseOf({r.proven : r \in reports})
        stable == StableOf(reports)
    IN  [value |-> root.value, cut |-> CutAt(root.value, root.cut, stable), stable |-> stable]

-----------------------------------------------------------------------------
(* The adversary: what Byzantine processes could send.  C#: BgpAdversary.  *)

(* What has too few signatures or reports no action takes: it is left out. *)

(* The sequences of commands that Byzantine processes name. *)
Nameable == IF Repeats THEN Signed ELSE Signed \ Universals
ByzantineValues == SequencesUpTo(Nameable \cup {Forged}, MaxLength, Repeats)

(* They may have discarded the beginning of each, up to any checkpoint. *)
ByzantineForms == UNION {{[value |-> w, cut |-> n] : n \in CutsOf(w, 0)} : w \in ByzantineValues}
NameableHistories == {Beginning(w.value, w.cut) : w \in {x \in ByzantineForms : x.cut > 0}}

(* What was stated, and what Byzantine acceptors state by themselves, if they are enough. *)
Stated(kind, size) ==
    Statements(kind) \cup (IF IsEnough({}, size) THEN {<<b, w.value, w.cut>> : b \in Ballots, w \in ByzantineForms} ELSE {})

(* Who has stated to have discarded a history, and which histories can be stated. *)
Stating(history) == {msg.acceptor : msg \in {n \in Of("checkpointed") : n.history = history}}
StatedHistories == {msg.history : msg \in Of("checkpointed")} \cup (IF IsEnough({}, SnapshotSize) \/ IsEnough({}, DiscardSize) THEN NameableHistories ELSE {})

(* What Byzantine acceptors can show to be stable, with what acceptors have proven. *)
ShownStable ==
    {<<>>}
    \cup UNION {{Beginning(s[2], n) : n \in CutsOf(s[2], s[3])} :
                   s \in {t \in Statements("2b") : IsEnough(Signers("2b", t), CheckpointSize)}}
    \cup (IF Cardinality(ByzantineAcceptors) >= StableSize THEN NameableHistories ELSE {})

(***************************************************************************)
(* With prefix quorums: what was stated of a ballot, as a vote for a value *)
(* is one for each prefix of it.  Correct acceptors' votes have a greatest *)
(* common prefix; a Byzantine one's makes any prefix of them the greatest. *)
(* C#: PrefixOffers.                                                       *)
(***************************************************************************)
ValuesOf(kind, when) == {msg.value : msg \in {n \in Of(kind) : n.ballot = when}}
Common(values) ==
    IF ByzantineAcceptors = {}
      THEN {MeetOf(voted) : voted \in (SUBSET values) \ {{}}}
      ELSE UNION {PrefixesOf(w) : w \in values}
PrefixStated(kind, size) ==
    (UNION {{<<b, w>> : w \in Common(ValuesOf(kind, b))} : b \in Ballots})
    \cup (IF IsEnough({}, size) THEN Ballots \X ByzantineValues ELSE {})

(* The certificates that exist, with the Byzantine acceptors' own signatures. *)
Certificate(when, shown, at, from1b) == [ballot |-> when, value |-> shown, cut |-> at, signatures |-> VerifySize, reports |-> from1b]

EqualCertificates ==
    {Certificate(s[1], s[2], s[3], 0) : s \in {t \in Statements("verify") : IsEnough(Signers("verify", t), VerifySize)}}

PrefixCertificates(from1b) ==
    UNION {{Certificate(b, w, 0, from1b) :
              w \in {x \in UNION {PrefixesOf(y) : y \in ValuesOf("verify", b)} : IsEnough(Voters("verify", b, x), VerifySize)}} :
              b \in Ballots}

(* An answer to phase 1. *)
Report(who, ballot, proof, vote, at, shown) ==
    [type |-> "1b", acceptor |-> who, ballot |-> ballot, proven |-> proof, value |-> vote, cut |-> at, stable |-> shown]

(* The sets of correct acceptors' answers to a ballot, at most one an acceptor. *)
AnswersTo(ballot) ==
    {set \in SUBSET {msg \in Of("1b") : msg.ballot = ballot} : \A m, n \in set : m.acceptor = n.acceptor => m = n}

(* What follows from answers, and, where there are Byzantine acceptors, from one claim of theirs besides. *)
BasesFrom(ballot, claims) ==
    LET sets == {set \in AnswersTo(ballot) : Cardinality(set) + Cardinality(ByzantineAcceptors) >= Phase1Size}
        lies == {Report("nobody", ballot, claim, <<>>, 0, shown) : claim \in claims, shown \in ShownStable}
    IN  IF ByzantineAcceptors = {}
          THEN {ObligedBy(Counting(ballot, set)) : set \in sets}
          ELSE {ObligedBy(Counting(ballot, set \cup {lie})) : set \in sets, lie \in Counting(ballot, lies)}

(***************************************************************************)
(* The certificates that can be shown with a base.  A base may follow from *)
(* such certificates in its turn: until nothing is added.                  *)
(* C#: PrefixAdversary.WithBases.                                          *)
(***************************************************************************)
RECURSIVE ShownFrom(_)
ShownFrom(known) ==
    LET shown == {proof \in PrefixCertificates(Phase1Size) :
                     \E root \in BasesFrom(proof.ballot, known \cup {NothingProven}) : Extends(proof.value, root.value)}
    IN  IF shown = known THEN known ELSE ShownFrom(shown)

Certificates ==
    IF Has("prefix-base")
      THEN ShownFrom({})
      ELSE IF Has("prefix-quorums") THEN PrefixCertificates(0) ELSE EqualCertificates

(***************************************************************************)
(* What a Byzantine acceptor can claim to have proven.  If the Byzantine   *)
(* acceptors' own signatures are enough (without the rule none is needed)  *)
(* that is any value: in the last view, since the highest ballot counts.   *)
(***************************************************************************)
Claims ==
    Certificates \cup {NothingProven}
    \cup (IF Cardinality(ByzantineAcceptors) >= CertificateSize
            THEN {[ballot |-> BallotOf(Views - 1, n), value |-> w.value, cut |-> w.cut, signatures |-> CertificateSize, reports |-> 0] :
                     n \in 1 .. BallotsPerView, w \in ByzantineForms}
            ELSE {})

(* What a Byzantine acceptor can say it has voted for: a leader leaves out commands that nobody signed. *)
ReportedValues == SequencesUpTo(Nameable \cup (IF Has("signed-commands") THEN {} ELSE {Forged}), MaxLength, Repeats)

(* What answers say, without who says it, and how often; a leader that proposes again forgets none that it counted. *)
Content(answer) == [proven |-> answer.proven, value |-> answer.value]
Contents(answers) == {<<c, Cardinality({r \in answers : Content(r) = c})>> : c \in {Content(r) : r \in answers}}
IsAmong(fewer, many) == \A x \in fewer : \E y \in many : x[1] = y[1] /\ x[2] <= y[2]

(* Once a ballot, on a quorum; as published again with every further answer (E07). *)
IsRightSize(count) == count = Phase1Size \/ (count > Phase1Size /\ ~Has("propose-once"))

(***************************************************************************)
(* The quorums of phase 1b messages that a correct leader could receive.   *)
(* One Byzantine acceptor reports any certificate that exists, and any     *)
(* signed commands as its vote; more liars would add nothing.              *)
(***************************************************************************)
HonestQuorums(ballot) == {set \in AnswersTo(ballot) : IsRightSize(Cardinality(set))}

LyingQuorums(ballot) ==
    UNION {
        LET liar == CHOOSE a \in others : TRUE
        IN  {set \cup {Report(liar, ballot, claim, vote, 0, shown)}
                 \cup {Report(a, ballot, NothingProven, <<>>, 0, <<>>) : a \in others \ {liar}} :
                set \in {s \in AnswersTo(ballot) : IsRightSize(Cardinality(s) + Cardinality(others))},
                claim \in Claims,
                vote \in ReportedValues,
                shown \in ShownStable}
        : others \in (SUBSET ByzantineAcceptors) \ {{}}}

(* The bases that a Byzantine leader of a ballot could justify. *)
JustifiableBases(answered) ==
    IF ~Has("justification") THEN {[value |-> <<>>, cut |-> 0, stable |-> <<>>]} ELSE BasesFrom(answered, Claims)

(* What could be received from the leaders: from correct ones what they sent. *)
Phase1As ==
    Of("1a") \cup {[type |-> "1a", view |-> v, ballot |-> b] : v \in ByzantineLeaders, b \in Ballots}
    \cup {[type |-> "1a", view |-> b[1], ballot |-> b] : b \in BallotsAhead}
BallotsOpened ==
    IF Has("propose-to-all")
      THEN {}
      ELSE Of("ballotOpened") \cup
           {[type |-> "ballotOpened", view |-> v, ballot |-> b, kind |-> k] :
               v \in ByzantineLeaders, b \in Ballots, k \in {"classic", "fast"}}
Fasts == Of("fast") \cup {[type |-> "fast", view |-> v, ballot |-> b] : v \in ByzantineLeaders, b \in Ballots}

(* A Byzantine leader proposes whatever it can justify, in any ballot, also commands that it made up. *)
Phase2A(from, in, proposal, at, from1b) ==
    [type |-> "2a", view |-> from, ballot |-> in, value |-> proposal, cut |-> at, justification |-> from1b]

ByzantineProposals(view, ballot) ==
    {Phase2A(view, ballot, w.value, w.cut,
        [ballot |-> ballot, base |-> root.value, cut |-> root.cut, stable |-> root.stable,
         reports |-> IF Has("justification") THEN Phase1Size ELSE 0]) :
        w \in ByzantineForms, root \in JustifiableBases(ballot)}

Phase2As ==
    Of("2a") \cup UNION {ByzantineProposals(v, b) : v \in ByzantineLeaders, b \in Ballots}

(* A Byzantine leader may call any command universally commutative. *)
Universal2As ==
    Of("universal2a") \cup
    {[type |-> "universal2a", view |-> v, ballot |-> b, command |-> c] :
        v \in ByzantineLeaders, b \in Ballots, c \in Signed \cup {Forged, ForgedUniversal}}

(* A Byzantine acceptor passes on any command as universally commutative. *)
Forwards ==
    Of("forward") \cup
    {[type |-> "forward", acceptor |-> a, command |-> c] : a \in ByzantineAcceptors, c \in Signed \cup {Forged, ForgedUniversal}}

(* A Byzantine acceptor commits to a view, with all suspicions of the view before. *)
Suspecting(view) == {msg.acceptor : msg \in {n \in Of("suspicion") : n.view = view}}
ViewChanges ==
    Of("viewChange") \cup
    {[type |-> "viewChange", acceptor |-> a, view |-> v, suspicions |-> Cardinality(Suspecting(v - 1) \cup ByzantineAcceptors)] :
        a \in ByzantineAcceptors, v \in 1 .. (Views - 1)}

(* A Byzantine acceptor shows a new leader enough commitments, some of them Byzantine. *)
Committed(view) == {msg.acceptor : msg \in {n \in Of("viewChange") : n.view = view}}
NewLeaders ==
    Of("newLeader") \cup
    {[type |-> "newLeader", acceptor |-> a, view |-> v, commitments |-> LeaderSize] :
        a \in ByzantineAcceptors,
        v \in {u \in (0 .. (Views - 1)) \ ByzantineLeaders : IsEnough(Committed(u), LeaderSize)}}

-----------------------------------------------------------------------------
(* The initial state: view 0's leader leads, nothing was sent.             *)

Init ==
    /\ proposer = [p \in Proposers |-> [ballot |-> Zero, kind |-> "classic", proposed |-> {}]]
    /\ leader = [v \in CorrectLeaders |->
          [view |-> v, active |-> v = 0, number |-> 0, hasProposed |-> FALSE, heard |-> <<>>, spent |-> <<>>, discarded |-> <<>>,
           answers |-> Contents({})]]
    /\ acceptor = [a \in CorrectAcceptors |->
          [view |-> 0, suspects |-> FALSE, committed |-> 0, promised |-> Zero, voted |-> Zero,
           value |-> <<>>, cut |-> 0, proven |-> NothingProven, universals |-> {}, stable |-> <<>>, shown |-> NothingShown]]
    /\ learned = [l \in Learners |-> <<>>]
    /\ sent = {}
    /\ crashed = {}

-----------------------------------------------------------------------------
(* Proposers.  Algorithm 1; C#: Proposer.                                  *)

(***************************************************************************)
(* The leader says which kind of ballot is open.  Heart: the ballot is     *)
(* named, so that an old announcement does not undo a newer one (E11).     *)
(* C#: PublishedProposer.On(BallotOpened).                                 *)
(***************************************************************************)
HearBallot(p, m) ==
    /\ Below(proposer[p].ballot, m.ballot)
    /\ proposer' = [proposer EXCEPT ![p].ballot = m.ballot, ![p].kind = m.kind]
    /\ UNCHANGED <<leader, acceptor, learned, sent, crashed>>

(***************************************************************************)
(* A client's command: sign it and send it.  Heart: to the acceptors and   *)
(* to the leader; as published only to those whom the ballot last heard of *)
(* concerns, so that a command sent to the wrong side is lost (E11).       *)
(* C#: Proposer.On(CommandRequest).                                        *)
(***************************************************************************)
Propose(p, c) ==
    /\ c \notin proposer[p].proposed
    /\ proposer' = [proposer EXCEPT ![p].proposed = @ \cup {c}]
    /\ sent' = sent
         \cup (IF Has("propose-to-all") \/ proposer[p].kind = "fast" THEN {[type |-> "fastProposal", command |-> c]} ELSE {})
         \cup (IF Has("propose-to-all") \/ proposer[p].kind # "fast" THEN {[type |-> "proposal", command |-> c]} ELSE {})
    /\ UNCHANGED <<leader, acceptor, learned, crashed>>

-----------------------------------------------------------------------------
(* The leader of a view.  Algorithm 2; C#: Leader.                         *)

(***************************************************************************)
(* Enough acceptors have committed to a view of this leader's: it leads.   *)
(* Heart: enough that one of them is correct; and a later view than before *)
(* (E28).                                                                  *)
(* C#: Leader.On(NewLeader).                                               *)
(***************************************************************************)
BecomeLeader(v, m) ==
    /\ LeaderOf(m.view) = v
    /\ \/ m.view > leader[v].view
       \/ m.view = leader[v].view /\ ~leader[v].active
       \/ m.view < leader[v].view /\ ~Has("lead-forward")
    /\ m.commitments >= LeaderSize
    /\ leader' = [leader EXCEPT ![v].view = m.view,
                                ![v].active = TRUE,
                                ![v].number = 0,
                                ![v].hasProposed = FALSE,
                                ![v].answers = Contents({})]
    /\ UNCHANGED <<proposer, acceptor, learned, sent, crashed>>

(***************************************************************************)
(* Where Liveness is claimed, the last ballot of a view comes after the    *)
(* proposals: the leader has heard every one that was sent to it.          *)
(* C#: BgpModel.Triggers.                                                  *)
(***************************************************************************)
HeardBy(v) == Range(leader[v].heard) \cup Range(leader[v].discarded)

CanOpen(v) ==
    \/ ~LastBallotWaits
    \/ leader[v].number < BallotsPerView - 1
    \/ \A c \in CorrectCommands : c \in Signed /\ (c \in HeardBy(v) \/ c \notin Proposed)

(***************************************************************************)
(* The leader opens its next ballot.  Heart: a fast ballot, too, opens by  *)
(* phase 1, so that acceptors go on from one value (E08).                  *)
(* C#: Leader.On(TriggerNextBallot).                                       *)
(***************************************************************************)
OpenBallot(v) ==
    /\ leader[v].active
    /\ leader[v].number < BallotsPerView
    /\ CanOpen(v)
    /\ leader' = [leader EXCEPT ![v].number = @ + 1, ![v].hasProposed = FALSE, ![v].answers = Contents({})]
    /\ LET next == BallotOf(leader[v].view, leader[v].number + 1)
           kind == BallotKinds[leader[v].number + 1]
       IN  sent' = sent
             \cup (IF Has("propose-to-all") THEN {} ELSE {[type |-> "ballotOpened", view |-> leader[v].view, ballot |-> next, kind |-> kind]})
             \cup {[type |-> IF kind = "fast" /\ ~Has("open-by-phase1") THEN "fast" ELSE "1a", view |-> leader[v].view, ballot |-> next]}
    /\ UNCHANGED <<proposer, acceptor, learned, crashed>>

(***************************************************************************)
(* A proposer's command reaches the leader.  Heart: it is kept for every   *)
(* later ballot.  Universally commutative commands need no leader; as      *)
(* published they go to the acceptors through it (E10).                    *)
(* C#: Leader.On(Proposal).                                                *)
(***************************************************************************)
HearProposal(v, c) ==
    /\ c \notin HeardBy(v)
    /\ IsAuthentic(c)
    /\ leader' = [leader EXCEPT ![v].heard = AppendTo(@, c)]
    /\ sent' = IF c \in Universals /\ ~Has("universal-any-ballot")
                 THEN sent \cup {[type |-> "universal2a", view |-> leader[v].view, ballot |-> BallotOf(leader[v].view, leader[v].number), command |-> c]}
                 ELSE sent
    /\ UNCHANGED <<proposer, acceptor, learned, crashed>>

(***************************************************************************)
(* The leader's value: the base, then every other command that an answer   *)
(* reports, then the proposers' commands; each once.  "These commands can  *)
(* be appended in any order": here in the order of the values that report  *)
(* them, which does not depend on who reports.                             *)
(* C#: Leader.Appended.                                                    *)
(***************************************************************************)
RECURSIVE MergeReported(_, _)
MergeReported(chosen, votes) ==
    IF votes = {}
      THEN chosen
      ELSE LET first == CHOOSE x \in votes : \A y \in votes : x = y \/ Precedes(x, y)
               counting == SelectSeq(first, LAMBDA k : IsAuthentic(k) /\ k \notin Universals)
           IN  MergeReported(Merge(chosen, counting), votes \ {first})

PickValue(self, answers) ==
    LET root == BaseOf({r.proven : r \in answers}).value
        reported == IF Has("collect-reported") THEN {r.value : r \in answers} ELSE {}
    IN  Merge(MergeReported(root, reported), Without(self.heard, Range(self.spent) \cup Universals))

(***************************************************************************)
(* The values that the leader may propose: with Orders, the base and then  *)
(* the same commands in any order (section 4.5, "Leader value picking      *)
(* rule").  Of the base nothing is left to choose.                         *)
(* C#: Leader.Orders.                                                      *)
(***************************************************************************)
RECURSIVE AppendedInAnyOrder(_, _)
AppendedInAnyOrder(front, rest) ==
    IF rest = {} THEN {front} ELSE UNION {AppendedInAnyOrder(AppendTo(front, k), rest \ {k}) : k \in rest}

Pickable(self, answers) ==
    LET own == PickValue(self, answers)
        root == BaseOf({r.proven : r \in answers}).value
    IN  IF Orders THEN AppendedInAnyOrder(root, Range(own) \ Range(root)) ELSE {own}

(***************************************************************************)
(* A quorum has answered phase 1: propose.  Heart: the value extends the   *)
(* base that the answers oblige to, and carries their proof (E05); once a  *)
(* ballot, where the paper proposes again at each further answer (E07).    *)
(* C#: Leader.On(Phase1BQuorum).                                           *)
(***************************************************************************)
Propose2A(v, reports) ==
    /\ leader[v].active
    /\ leader[v].number > 0
    /\ leader[v].hasProposed => ~Has("propose-once")
    /\ IsAmong(leader[v].answers, Contents(reports))
    /\ Cardinality(Counting(BallotOf(leader[v].view, leader[v].number), reports)) >= Phase1Size
    /\ LET own == BallotOf(leader[v].view, leader[v].number)
           counted == Counting(own, reports)
           root == ObligedBy(counted)
           isNew == CheckpointsIn(root.stable) > CheckpointsIn(leader[v].discarded)
           shown == [ballot |-> own, base |-> root.value, cut |-> root.cut, stable |-> root.stable, reports |-> Cardinality(counted)]
       IN  /\ leader' = [leader EXCEPT ![v].hasProposed = TRUE,
                                       ![v].spent = IF Has("keep-proposals") THEN @ ELSE leader[v].heard,
                                       ![v].heard = IF isNew THEN Without(@, Range(root.stable)) ELSE @,
                                       ![v].discarded = IF isNew THEN root.stable ELSE @,
                                       ![v].answers = IF Has("propose-once") THEN @ ELSE Contents(reports)]
           /\ \E picked \in Pickable(leader[v], counted) :
                 sent' = sent \cup {Phase2A(leader[v].view, own, picked, root.cut, shown)}
    /\ UNCHANGED <<proposer, acceptor, learned, crashed>>

(***************************************************************************)
(* Enough acceptors have discarded a beginning: the leader forgets what it *)
(* has heard of it.  Heart: one of them is correct, and saw that it is     *)
(* stable; every base extends it, so that nothing of it has to be          *)
(* proposed.                                                               *)
(* C#: Leader.On(Quorum<Checkpointed>).                                    *)
(***************************************************************************)
Forget(v, history) ==
    /\ IsEnough(Stating(history), DiscardSize)
    /\ CheckpointsIn(history) > CheckpointsIn(leader[v].discarded)
    /\ leader' = [leader EXCEPT ![v].heard = Without(@, Range(history)), ![v].discarded = history]
    /\ UNCHANGED <<proposer, acceptor, learned, sent, crashed>>

-----------------------------------------------------------------------------
(* Acceptors: agreement.  Algorithm 4; C#: AcceptorAgreement.              *)

IsFromOwnView(a, msg) == msg.view = acceptor[a].view \/ ~Has("own-view")

(* A leader opens ballots of its own view only: else it could use up those of all after it (E25). *)
IsOwnBallot(msg) ==
    /\ IsBallot(msg.ballot)
    /\ msg.ballot = BallotOf(msg.view, msg.ballot[2]) \/ ~Has("own-ballots")

(* As published, phase 1 reports the proof of bal_a although "proven" may be of an earlier ballot: then of nothing. *)
ReportOf(self) ==
    IF Has("report-proven-ballot") \/ self.proven.ballot = self.promised \/ self.proven.value = <<>>
      THEN self.proven
      ELSE [ballot |-> self.promised, value |-> self.proven.value, cut |-> self.proven.cut, signatures |-> 0, reports |-> 0]

(***************************************************************************)
(* Phase 1.  Heart: the acceptor promises the ballot, and reports what it  *)
(* has proven and voted for; it never goes back to an earlier ballot.      *)
(* C#: AcceptorAgreement.On(Phase1A).                                      *)
(***************************************************************************)
Promise(a, m) ==
    /\ a \notin crashed
    /\ IsFromOwnView(a, m)
    /\ IsOwnBallot(m)
    /\ Below(acceptor[a].promised, m.ballot) \/ (acceptor[a].promised # m.ballot /\ ~Has("promise"))
    /\ LET cut == CutAt(acceptor[a].value, acceptor[a].cut, acceptor[a].stable)
       IN  /\ acceptor' = [acceptor EXCEPT ![a].promised = m.ballot, ![a].cut = cut]
           /\ sent' = sent \cup {Report(a, m.ballot, ReportOf(acceptor[a]), acceptor[a].value, cut, acceptor[a].stable)}
    /\ UNCHANGED <<proposer, leader, learned, crashed>>

(***************************************************************************)
(* As published, a fast ballot opens without phase 1.  Heart: each         *)
(* acceptor goes on from its own vote, so that a disagreement stays (E08). *)
(* C#: PublishedAcceptor.On(Fast).                                         *)
(***************************************************************************)
OpenFast(a, m) ==
    /\ a \notin crashed
    /\ ~Has("open-by-phase1")
    /\ IsFromOwnView(a, m)
    /\ IsOwnBallot(m)
    /\ Below(acceptor[a].promised, m.ballot)
    /\ acceptor' = [acceptor EXCEPT ![a].promised = m.ballot, ![a].voted = m.ballot]
    /\ UNCHANGED <<proposer, leader, learned, sent, crashed>>

(* An acceptor after it has discarded a history wherever it has it; a vote stays as it was signed while its ballot lasts. *)
Discarding(self, history) ==
    IF CheckpointsIn(history) <= CheckpointsIn(self.stable)
      THEN self
      ELSE [self EXCEPT !.stable = history,
                        !.cut = IF Below(self.voted, self.promised) THEN CutAt(self.value, @, history) ELSE @,
                        !.proven = [@ EXCEPT !.cut = CutAt(self.proven.value, @, history)]]

(* Whether it has, or had, all of a history; whether it can discard it, and says so. *)
HasReached(self, history) ==
    \/ CheckpointsIn(history) <= CheckpointsIn(self.stable)
    \/ self.cut > CheckpointsIn(history)
    \/ BeginsWith(self.value, history)
    \/ self.proven.cut > CheckpointsIn(history)
    \/ BeginsWith(self.proven.value, history)

Statement(a, history, isStated) ==
    IF isStated /\ CheckpointsIn(history) > CheckpointsIn(acceptor[a].stable)
      THEN {[type |-> "checkpointed", acceptor |-> a, history |-> history]}
      ELSE {}

(* Votes.  The empty sequence is proven without votes (E02), so a vote for it is not sent. *)
VoteFor(a, b, w, at) ==
    IF w = <<>> THEN {} ELSE {[type |-> "verify", acceptor |-> a, ballot |-> b, value |-> w, cut |-> at]}

(***************************************************************************)
(* Phase 2.  Heart: the leader shows that a quorum's reports oblige it to  *)
(* no more than a prefix of the value; the acceptor votes once a ballot    *)
(* (E21) and never below its promise.                                      *)
(* C#: AcceptorAgreement.On(Phase2A).                                      *)
(***************************************************************************)
Vote(a, m) ==
    /\ a \notin crashed
    /\ IsFromOwnView(a, m)
    /\ IsOwnBallot(m)
    /\ ~Below(m.ballot, acceptor[a].promised) \/ ~Has("keep-promise")
    /\ Below(acceptor[a].voted, m.ballot) \/ ~Has("vote-once")
    /\ \A c \in Range(m.value) : IsAuthentic(c)
    /\ \/ ~Has("justification")
       \/ /\ m.justification.ballot = m.ballot
          /\ m.justification.reports >= Phase1Size
          /\ Extends(m.value, m.justification.base)
          /\ CheckpointsIn(m.justification.base) >= m.cut
          /\ IsBacked(m.value, m.cut, m.justification.stable)
    /\ \/ ~Has("prefix-guard")
       \/ /\ ~IsFast(acceptor[a].promised) \/ Has("open-by-phase1")
          /\ Extends(m.value, acceptor[a].proven.value)
    /\ LET stable == m.justification.stable
       IN  /\ acceptor' = [acceptor EXCEPT ![a] =
                 [Discarding(@, stable) EXCEPT !.promised = m.ballot, !.voted = m.ballot, !.value = m.value, !.cut = m.cut,
                                               !.shown = IF Has("prefix-base") THEN m.justification ELSE @]]
           /\ sent' = sent \cup VoteFor(a, m.ballot, m.value, m.cut)
                \cup Statement(a, stable, Has("hand-over") /\ HasReached(acceptor[a], stable))
    /\ UNCHANGED <<proposer, leader, learned, crashed>>

(***************************************************************************)
(* A proposer's command in an open fast ballot.  Heart: it is appended to  *)
(* the acceptor's vote without the leader; acceptors that hear commands in *)
(* other orders then disagree, and a later ballot settles it.  The         *)
(* acceptor must have voted in the ballot (E24).                           *)
(* C#: AcceptorAgreement.On(FastProposal).                                 *)
(***************************************************************************)
AppendFast(a, c) ==
    /\ a \notin crashed
    /\ c \notin Universals
    /\ IsAuthentic(c)
    /\ IsFast(acceptor[a].promised) \/ (acceptor[a].promised # Zero /\ ~Has("fast-only"))
    /\ acceptor[a].voted = acceptor[a].promised \/ ~Has("fast-voted")
    /\ c \notin Range(acceptor[a].value)
    /\ LET longer == AppendTo(acceptor[a].value, c)
       IN  /\ acceptor' = [acceptor EXCEPT ![a].voted = acceptor[a].promised, ![a].value = longer]
           /\ sent' = sent \cup VoteFor(a, acceptor[a].promised, longer, acceptor[a].cut)
    /\ UNCHANGED <<proposer, leader, learned, crashed>>

(* Stores a universally commutative command, tells the learners, and passes it on. *)
Store(a, b, c) ==
    /\ c \in Universals
    /\ IsAuthentic(c)
    /\ c \notin acceptor[a].universals
    /\ acceptor' = [acceptor EXCEPT ![a].universals = @ \cup {c}, ![a].promised = b]
    /\ sent' = sent \cup {[type |-> "universal2b", acceptor |-> a, command |-> c]}
         \cup (IF Has("universal-forward") THEN {[type |-> "forward", acceptor |-> a, command |-> c]} ELSE {})
    /\ UNCHANGED <<proposer, leader, learned, crashed>>

(***************************************************************************)
(* A proposer's universally commutative command.  Heart: it conflicts with *)
(* nothing, so any acceptor accepts it in any ballot (E10).                *)
(* C#: AcceptorAgreement.On(FastProposal).                                 *)
(***************************************************************************)
AcceptUniversal(a, c) ==
    /\ a \notin crashed
    /\ Has("universal-any-ballot") \/ IsFast(acceptor[a].promised)
    /\ Store(a, acceptor[a].promised, c)

(***************************************************************************)
(* Another acceptor passes such a command on.  Heart: what one correct     *)
(* acceptor accepts, all do in the end (section 5; E23).                   *)
(* C#: AcceptorAgreement.On(Forward).                                      *)
(***************************************************************************)
AcceptForwarded(a, m) ==
    /\ a \notin crashed
    /\ Has("universal-forward")
    /\ Store(a, acceptor[a].promised, m.command)

(***************************************************************************)
(* As published, such a command comes through the leader in a classic      *)
(* ballot.  Heart: it raises the promise like a vote (E10).                *)
(* C#: PublishedAcceptor.On(UniversalPhase2A).                             *)
(***************************************************************************)
AcceptFromLeader(a, m) ==
    /\ a \notin crashed
    /\ ~Has("universal-any-ballot")
    /\ IsFromOwnView(a, m)
    /\ ~Below(m.ballot, acceptor[a].promised)
    /\ ~IsFast(acceptor[a].promised)
    /\ Store(a, m.ballot, m.command)

(* What is proven is never replaced by an earlier or shorter value (E14). *)
Grows(old, new) ==
    \/ ~Has("proven-grows")
    \/ Below(old.ballot, new.ballot)
    \/ old.ballot = new.ballot /\ Len(new.value) > Len(old.value)

(* The proof is kept if it is news, and the learners are told. *)
KeepProof(who, when, prefix, at, from1b) ==
    /\ LET new == Certificate(when, prefix, CutAt(prefix, at, acceptor[who].stable), from1b)
       IN  acceptor' = [acceptor EXCEPT ![who].proven = IF Grows(@, new) THEN new ELSE @]
    /\ sent' = sent \cup {[type |-> "2b", acceptor |-> who, ballot |-> when, value |-> prefix, cut |-> at]}
    /\ UNCHANGED <<proposer, leader, learned, crashed>>

(***************************************************************************)
(* A quorum voted for a value: it is proven, and the learners are told.    *)
(* Heart: only while its ballot is the acceptor's own.  An acceptor that   *)
(* proved a value after it has reported, to a later ballot, that it had    *)
(* not, would make the report a lie (E04).                                 *)
(* C#: AcceptorAgreement.On(Quorum<Verify>).                               *)
(***************************************************************************)
Prove(a, b, w, at) ==
    /\ a \notin crashed
    /\ b = acceptor[a].promised \/ ~Has("verify-current-ballot")
    /\ a \in Signers("verify", <<b, w, at>>) \/ ~Has("own-verify")
    /\ IsEnough(Signers("verify", <<b, w, at>>), VerifySize)
    /\ KeepProof(a, b, w, at, 0)

(* With the rule prefix-base: the reports of the leader's justification, if the value extends their base. *)
BaseReports(self, when, prefix) ==
    IF self.shown.ballot = when /\ self.shown.reports >= Phase1Size /\ Extends(prefix, self.shown.base) THEN Phase1Size ELSE 0

(***************************************************************************)
(* With prefix quorums.  A quorum voted for extensions of a value: it is   *)
(* proven.  Heart: it extends the base that the leader has shown, which a  *)
(* Byzantine vote for less could hide, and what was proven in the ballot.  *)
(* C#: PrefixQuorums.On(Reports<Verify>).                                  *)
(***************************************************************************)
ProvePrefix(a, b, w) ==
    /\ a \notin crashed
    /\ w # <<>>
    /\ b = acceptor[a].promised \/ ~Has("verify-current-ballot")
    /\ a \in Voters("verify", b, w) \/ ~Has("own-verify")
    /\ IsEnough(Voters("verify", b, w), VerifySize)
    /\ BaseReports(acceptor[a], b, w) > 0 \/ ~Has("prefix-base")
    /\ acceptor[a].proven.ballot # b \/ Extends(w, acceptor[a].proven.value) \/ ~Has("prefix-extends")
    /\ KeepProof(a, b, w, 0, IF Has("prefix-base") THEN Phase1Size ELSE 0)

-----------------------------------------------------------------------------
(* Acceptors: checkpoints, which the paper names and has not (E33).  C#:   *)
(* AcceptorCheckpoints.                                                    *)

(***************************************************************************)
(* A quorum has proven a value with a checkpoint beyond the acceptor's:    *)
(* what comes before it is stable.  Heart: such a value may be learned, so *)
(* that every vote to come extends it, and nobody needs its beginning to   *)
(* agree.  Learners do: who had it says so.                                *)
(* C#: AcceptorCheckpoints.On(Quorum<Phase2B>).                            *)
(***************************************************************************)
Stabilize(a, b, w, at) ==
    /\ a \notin crashed
    /\ CheckpointsIn(w) > CheckpointsIn(acceptor[a].stable)
    /\ IsEnough(Signers("2b", <<b, w, at>>), CheckpointSize)
    /\ LET history == Beginning(w, CheckpointsIn(w))
       IN  /\ acceptor' = [acceptor EXCEPT ![a] = Discarding(@, history)]
           /\ sent' = sent \cup Statement(a, history, HasReached(acceptor[a], Beginning(w, at)))
    /\ UNCHANGED <<proposer, leader, learned, crashed>>

-----------------------------------------------------------------------------
(* Acceptors: view change.  Algorithm 3; C#: AcceptorViewChange.           *)

(***************************************************************************)
(* The acceptor's patience with its leader ran out.  Heart: once a view.   *)
(* C#: AcceptorViewChange.On(SuspectLeader).                               *)
(***************************************************************************)
Suspect(a) ==
    /\ a \notin crashed
    /\ acceptor[a].view + 1 < Views
    /\ ~acceptor[a].suspects
    /\ acceptor' = [acceptor EXCEPT ![a].suspects = TRUE]
    /\ sent' = sent \cup {[type |-> "suspicion", acceptor |-> a, view |-> acceptor[a].view]}
    /\ UNCHANGED <<proposer, leader, learned, crashed>>

CanCommit(a, v) == v > acceptor[a].view /\ v > acceptor[a].committed
Commitment(a, v) == [type |-> "viewChange", acceptor |-> a, view |-> v, suspicions |-> SuspicionSize]

CommitTo(a, v) ==
    /\ CanCommit(a, v)
    /\ acceptor' = [acceptor EXCEPT ![a].committed = v]
    /\ sent' = sent \cup {Commitment(a, v)}
    /\ UNCHANGED <<proposer, leader, learned, crashed>>

(***************************************************************************)
(* Enough acceptors suspect the leader of a view: commit to the next view. *)
(* Heart: enough that one of them is correct.                              *)
(* C#: AcceptorViewChange.On(Quorum<Suspicion>).                           *)
(***************************************************************************)
Commit(a, v) ==
    /\ a \notin crashed
    /\ v + 1 < Views
    /\ IsEnough(Suspecting(v), SuspicionSize)
    /\ CommitTo(a, v + 1)

(***************************************************************************)
(* Another acceptor has committed and shows the suspicions: commit as      *)
(* well.  Heart: nobody is left behind by those who heard the suspicions.  *)
(* C#: AcceptorViewChange.On(ViewChange).                                  *)
(***************************************************************************)
Join(a, m) ==
    /\ a \notin crashed
    /\ Has("join-view-change")
    /\ m.suspicions >= SuspicionSize
    /\ CommitTo(a, m.view)

(***************************************************************************)
(* A quorum has committed to a later view: enter it, and tell its leader.  *)
(* Heart: whoever enters has committed, so that others can follow.         *)
(* C#: AcceptorViewChange.On(Quorum<ViewChange>).                          *)
(***************************************************************************)
EnterView(a, v) ==
    /\ a \notin crashed
    /\ v > acceptor[a].view
    /\ IsEnough(Committed(v), ViewChangeSize)
    /\ LET joins == Has("join-view-change") /\ CanCommit(a, v)
       IN  /\ acceptor' = [acceptor EXCEPT ![a].view = v, ![a].suspects = FALSE, ![a].committed = IF joins THEN v ELSE @]
           /\ sent' = sent \cup {[type |-> "newLeader", acceptor |-> a, view |-> v, commitments |-> ViewChangeSize]}
                \cup (IF joins THEN {Commitment(a, v)} ELSE {})
    /\ UNCHANGED <<proposer, leader, learned, crashed>>

(***************************************************************************)
(* An acceptor stops for good.  C#: Checker/Worlds/Faults.cs, Crash.       *)
(***************************************************************************)
Crash(a) ==
    /\ a \notin crashed
    /\ Cardinality(crashed) < Crashes
    /\ crashed' = crashed \cup {a}
    /\ UNCHANGED <<proposer, leader, acceptor, learned, sent>>

-----------------------------------------------------------------------------
(* Learners.  Algorithm 5; C#: Learner.                                    *)

(***************************************************************************)
(* A quorum has proven a value: learn the commands of it that are new.     *)
(* Heart: such a quorum meets every later phase 1 quorum in a correct      *)
(* acceptor, so that every later base extends the value.                   *)
(* C#: Learner.On(Quorum<Phase2B>).                                        *)
(***************************************************************************)
Learn(l, b, w, at) ==
    /\ IsEnough(Signers("2b", <<b, w, at>>), LearnSize)
    /\ at <= CheckpointsIn(learned[l]) \/ ~Has("reach-beginning")
    /\ learned' = [learned EXCEPT ![l] = Merge(@, w)]
    /\ UNCHANGED <<proposer, leader, acceptor, sent, crashed>>

(***************************************************************************)
(* With prefix quorums.  A quorum has proven extensions of a value: learn  *)
(* it.  Heart: each correct one of them reports an extension ever after.   *)
(* C#: PrefixQuorums.On(Reports<Phase2B>).                                 *)
(***************************************************************************)
LearnPrefix(l, b, w) ==
    /\ IsEnough(Voters("2b", b, w), LearnSize)
    /\ learned' = [learned EXCEPT ![l] = Merge(@, w)]
    /\ UNCHANGED <<proposer, leader, acceptor, sent, crashed>>

(***************************************************************************)
(* Enough acceptors have discarded what the learner does not have: it goes *)
(* on from there.  Heart: one of them is correct, and saw a quorum.        *)
(* C#: Learner.On(Quorum<Checkpointed>).                                   *)
(***************************************************************************)
CatchUp(l, history) ==
    /\ IsEnough(Stating(history), SnapshotSize)
    /\ CheckpointsIn(history) > CheckpointsIn(learned[l])
    /\ learned' = [learned EXCEPT ![l] = Merge(history, @)]
    /\ UNCHANGED <<proposer, leader, acceptor, sent, crashed>>

Accepting(c) == {msg.acceptor : msg \in {n \in Of("universal2b") : n.command = c}}

(***************************************************************************)
(* Enough acceptors have accepted a universally commutative command: learn *)
(* it.  Heart: one of them is correct, so that it was proposed.  As        *)
(* published it is learned again with each further message (E09); a bound  *)
(* keeps the state finite.                                                 *)
(* C#: Learner.On(Quorum<UniversalPhase2B>).                               *)
(***************************************************************************)
LearnUniversal(l, c) ==
    /\ c \in Universals
    /\ IsEnough(Accepting(c), UniversalSize)
    /\ IF Has("deliver-once")
         THEN c \notin Range(learned[l])
         ELSE Len(learned[l]) <= CommandCount
    /\ learned' = [learned EXCEPT ![l] = AppendTo(@, c)]
    /\ UNCHANGED <<proposer, leader, acceptor, sent, crashed>>

-----------------------------------------------------------------------------
(* Which process may take which input.  C#: BgpModel.                      *)

Suspectable == 0 .. (Views - 2)
Enterable == 1 .. (Views - 1)
Learnable == Signed \cup {Forged, ForgedUniversal}

(* Votes and proofs of equal values, or with prefix quorums of different ones. *)
EqualVotes == IF Has("prefix-quorums") THEN {} ELSE Stated("verify", VerifySize)
PrefixVotes == IF Has("prefix-quorums") THEN PrefixStated("verify", VerifySize) ELSE {}
EqualProofs == IF Has("prefix-quorums") THEN {} ELSE Stated("2b", LearnSize)
PrefixProofs == IF Has("prefix-quorums") THEN PrefixStated("2b", LearnSize) ELSE {}

(* The answers that a leader can have: none count for one that is not waiting for them. *)
QuorumsFor(v) ==
    IF leader[v].number = 0 \/ (leader[v].hasProposed /\ Has("propose-once"))
      THEN {}
      ELSE HonestQuorums(BallotOf(leader[v].view, leader[v].number)) \cup LyingQuorums(BallotOf(leader[v].view, leader[v].number))

Next ==
    \/ \E p \in Proposers : \E c \in CommandsOf[p] : Propose(p, c)
    \/ \E p \in Proposers : \E m \in BallotsOpened : HearBallot(p, m)
    \/ \E v \in CorrectLeaders : \E m \in NewLeaders : BecomeLeader(v, m)
    \/ \E v \in CorrectLeaders : OpenBallot(v)
    \/ \E v \in CorrectLeaders : \E c \in Proposed : HearProposal(v, c)
    \/ \E v \in CorrectLeaders : \E reports \in QuorumsFor(v) : Propose2A(v, reports)
    \/ \E h \in StatedHistories : \E v \in CorrectLeaders : Forget(v, h)
    \/ \E m \in Phase1As : \E a \in CorrectAcceptors : Promise(a, m)
    \/ \E m \in Fasts : \E a \in CorrectAcceptors : OpenFast(a, m)
    \/ \E m \in Phase2As : \E a \in CorrectAcceptors : Vote(a, m)
    \/ \E c \in ProposedToAcceptors : \E a \in CorrectAcceptors : AppendFast(a, c)
    \/ \E c \in ProposedToAcceptors : \E a \in CorrectAcceptors : AcceptUniversal(a, c)
    \/ \E m \in Forwards : \E a \in CorrectAcceptors : AcceptForwarded(a, m)
    \/ \E m \in Universal2As : \E a \in CorrectAcceptors : AcceptFromLeader(a, m)
    \/ \E s \in EqualVotes : \E a \in CorrectAcceptors : Prove(a, s[1], s[2], s[3])
    \/ \E s \in PrefixVotes : \E a \in CorrectAcceptors : ProvePrefix(a, s[1], s[2])
    \/ \E s \in Stated("2b", CheckpointSize) : \E a \in CorrectAcceptors : Stabilize(a, s[1], s[2], s[3])
    \/ \E a \in CorrectAcceptors : Suspect(a)
    \/ \E v \in Suspectable : \E a \in CorrectAcceptors : Commit(a, v)
    \/ \E m \in ViewChanges : \E a \in CorrectAcceptors : Join(a, m)
    \/ \E v \in Enterable : \E a \in CorrectAcceptors : EnterView(a, v)
    \/ \E a \in CorrectAcceptors : Crash(a)
    \/ \E s \in EqualProofs : \E l \in Learners : Learn(l, s[1], s[2], s[3])
    \/ \E s \in PrefixProofs : \E l \in Learners : LearnPrefix(l, s[1], s[2])
    \/ \E h \in StatedHistories : \E l \in Learners : CatchUp(l, h)
    \/ \E c \in Learnable : \E l \in Learners : LearnUniversal(l, c)

Spec == Init /\ [][Next]_vars

-----------------------------------------------------------------------------
(* What must hold.  C#: BgpProperties.                                     *)

(***************************************************************************)
(* The mapping: learners are learners, and what correct proposers have     *)
(* proposed is proposed; what Byzantine proposers can sign counts as       *)
(* proposed from the start.  C#: BgpProperties.Abstract.                   *)
(***************************************************************************)
AllProposed == SignedByByzantine \cup UNION {proposer[p].proposed : p \in Proposers}

GC == INSTANCE GeneralizedConsensus WITH proposed <- AllProposed

NontrivialityInv == GC!Nontriviality
ConsistencyInv == GC!Consistency
IntegrityInv == GC!Integrity
StabilityProp == GC!Stability
RefinementProp == GC!Spec

(* A correct acceptor gives up a view only if a correct acceptor suspects its leader. *)
ViewChangeInv ==
    \A v \in 0 .. (Views - 2) :
        \/ \A a \in CorrectAcceptors : acceptor[a].committed <= v
        \/ \E a \in CorrectAcceptors : acceptor[a].view > v \/ (acceptor[a].view = v /\ acceptor[a].suspects)

(***************************************************************************)
(* What the paper's text says of acceptors and leaders, beside the         *)
(* properties of section 3.  C#: BgpPromises.                              *)
(***************************************************************************)
Votes == [a \in CorrectAcceptors |-> [promised |-> acceptor[a].promised, voted |-> acceptor[a].voted, value |-> acceptor[a].value]]

(* In a classic ballot only the leader proposes (section 4.5): a vote there stays as it is. *)
ClassicSays(before, after) ==
    Has("vote-once") =>
        \A a \in CorrectAcceptors :
            (after.votes[a].voted = before.votes[a].voted /\ ~IsFast(after.votes[a].voted)) => after.votes[a].value = before.votes[a].value

(* Who has answered phase 1 of a ballot with a vote for a command, and not voted since. *)
Reporters(votes, later, command) ==
    {a \in CorrectAcceptors :
        /\ Below(votes[a].voted, later)
        /\ ~Below(votes[a].promised, later)
        /\ command \in Range(votes[a].value)}

(***************************************************************************)
(* What f + 1 correct acceptors have reported is in what a correct leader  *)
(* proposes in a classic ballot (section 4.4).                             *)
(***************************************************************************)
RecoverySays(before, after) ==
    \A a \in CorrectAcceptors :
        LET ballot == after.votes[a].voted
        IN  (ballot # before.votes[a].voted /\ ballot # Zero /\ ~IsFast(ballot) /\ ballot[1] \notin ByzantineLeaders) =>
                \A c \in UNION {Range(before.votes[b].value) : b \in CorrectAcceptors} :
                    \/ c \in Universals
                    \/ c \in Range(after.votes[a].value)
                    \/ Cardinality(Reporters(before.votes, ballot, c)) < WeakQuorum

SayVotes == [votes |-> Votes]
ClassicProp == [][ClassicSays(SayVotes, SayVotes')]_vars
RecoveryProp == [][RecoverySays(SayVotes, SayVotes')]_vars

(* An acceptor tells the learners its own vote (section 4.4): it has voted for what it has proven. *)
VotedInv ==
    Has("vote-once") =>
        \A a \in CorrectAcceptors :
            \/ Below(acceptor[a].proven.ballot, acceptor[a].voted)
            \/ acceptor[a].proven.ballot = acceptor[a].voted /\ Extends(acceptor[a].value, acceptor[a].proven.value)

(* An acceptor takes part in a view only if N - f acceptors have committed to it (section 4.2). *)
EnteredInv ==
    \A a \in CorrectAcceptors :
        acceptor[a].view = 0 \/ IsEnough({b \in CorrectAcceptors : acceptor[b].committed >= acceptor[a].view}, Quorum)
=============================================================================
