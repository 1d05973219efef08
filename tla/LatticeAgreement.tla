-------------------------- MODULE LatticeAgreement --------------------------
(***************************************************************************)
(* Generalized lattice agreement with Byzantine processes: GWTS of Di      *)
(* Luna, Anceaume and Querzoni, arXiv 1910.05768, action for action as in  *)
(* Impl/LatticeAgreement: each action below is one handler there, which    *)
(* names it ("TLA+: Answer").                                              *)
(*                                                                         *)
(* The lattice is that of sets of values.  Disclosures are broadcast       *)
(* reliably: what a Byzantine process discloses is in "sent" like what a   *)
(* correct one does, once a round and the same for all.  Messages are      *)
(* never lost from "sent" and may be delivered any number of times, in any *)
(* order, or never.                                                        *)
(***************************************************************************)
EXTENDS Integers, Sequences, FiniteSets

CONSTANTS
    Rules,               \* The names of the rules that are in force.
    Processes,           \* Every process, a proposer if it has a batch, and an acceptor.
    ByzantineProcesses,  \* Those that are Byzantine.
    Faults,              \* f: how many of them the quorums are made for.
    Batches,             \* What each process proposes, round by round: a sequence of sets.
    Rounds,              \* How many rounds there are; they are numbered from 0.
    Universe             \* The values that Byzantine processes use, disclosed ones and others.

VARIABLES
    process,  \* What each correct process has come to.
    sent      \* Everything that was sent.

vars == <<process, sent>>

-----------------------------------------------------------------------------
(* Sizes, and what was sent.  C#: LatticeConfig.                           *)

Has(rule) == rule \in Rules
CorrectProcesses == Processes \ ByzantineProcesses
RoundNumbers == 0..(Rounds - 1)

Batch(p, r) == Batches[p][r + 1]
Proposers == {p \in Processes : \E r \in RoundNumbers : Batch(p, r) # {}}

(* For how many disclosures a proposer waits: those of all proposers but f. *)
DisclosuresAwaited == Cardinality(Proposers) - Faults

AckSize == IF Has("ack-quorum") THEN ((Cardinality(Processes) + Faults) \div 2) + 1 ELSE 1

Of(kind) == {msg \in sent : msg.type = kind}

(* What an ack says, without who says it, and who says it. *)
Statement(msg) == [round |-> msg.round, to |-> msg.to, attempt |-> msg.attempt, accepted |-> msg.accepted]
Acking(statement) == {msg.from : msg \in {m \in Of("ack") : Statement(m) = statement}}

-----------------------------------------------------------------------------
(* The adversary.  C#: LatticeModel.  It asks for any set of values, and   *)
(* refuses with any; what others have accepted it accepts too.             *)

ByzantineRequests ==
    {[type |-> "request", from |-> p, round |-> r, attempt |-> 1, proposed |-> set] :
        p \in ByzantineProcesses, r \in RoundNumbers, set \in SUBSET Universe}

ByzantineNacks ==
    {[type |-> "nack", from |-> p, to |-> to, attempt |-> n, accepted |-> set] :
        p \in ByzantineProcesses, to \in CorrectProcesses, n \in 1..(Cardinality(Universe) + Rounds), set \in SUBSET Universe}

(* What they state by themselves, where they are enough for a quorum. *)
ByzantineStatements ==
    IF Cardinality(ByzantineProcesses) < AckSize THEN {}
    ELSE {[round |-> r, to |-> to, attempt |-> 1, accepted |-> set] :
             r \in RoundNumbers, to \in CorrectProcesses, set \in SUBSET Universe}

Statements == {Statement(msg) : msg \in Of("ack")} \cup ByzantineStatements

-----------------------------------------------------------------------------
(* The predicate SAFE.  C#: Safe.                                          *)

(* SvS[r], what was disclosed in a round, as a process has heard it. *)
Disclosed(p, r) == UNION {Batch(q, r) : q \in process[p].heard[r + 1]}

(***************************************************************************)
(* All values of a set were disclosed; as published, in one round          *)
(* together.                                                               *)
(***************************************************************************)
Safe(p, set, byValue) ==
    IF Has(byValue)
      THEN \A v \in set : \E r \in RoundNumbers : v \in Disclosed(p, r)
      ELSE \E r \in RoundNumbers : set \subseteq Disclosed(p, r)

-----------------------------------------------------------------------------
(* The initial state: nobody has disclosed, accepted or decided anything.  *)

Init ==
    /\ process = [p \in CorrectProcesses |->
         [round |-> 0, phase |-> "Idle", attempt |-> 0, proposed |-> {}, decisions |-> <<>>,
          safeRound |-> 0, accepted |-> {}, heard |-> [r \in 1..Rounds |-> {}]]]
    /\ sent = {}

-----------------------------------------------------------------------------
(* Proposers.  C#: Node.                                                   *)

Request(p, state) ==
    [type |-> "request", from |-> p, round |-> state.round, attempt |-> state.attempt, proposed |-> state.proposed]

(* A proposer asks acceptors once it has heard enough disclosures of its round. *)
MayAsk(state) == state.phase = "Disclosing" /\ Cardinality(state.heard[state.round + 1]) >= DisclosuresAwaited
Asking(state) == IF MayAsk(state) THEN [state EXCEPT !.phase = "Proposing", !.attempt = @ + 1] ELSE state
Asked(p, state) == IF MayAsk(state) THEN {Request(p, Asking(state))} ELSE {}

(***************************************************************************)
(* A proposer begins its next round: it adds the values of that round to   *)
(* its proposal, and discloses them.  Heart: the proposal keeps the values *)
(* of earlier rounds.                                                      *)
(* C#: Node.On(NextRound).                                                 *)
(***************************************************************************)
NextRound(p) ==
    /\ p \in Proposers
    /\ process[p].phase = "Idle"
    /\ process[p].round < Rounds
    /\ LET state == [process[p] EXCEPT !.phase = "Disclosing", !.proposed = @ \cup Batch(p, process[p].round)]
       IN  /\ process' = [process EXCEPT ![p] = Asking(state)]
           /\ sent' = sent \cup {[type |-> "disclosure", of |-> p, round |-> state.round]} \cup Asked(p, state)

(* What a proposer adds to its proposal for a disclosure: nothing, unless it discloses its own in that round. *)
Joined(p, m) == IF process[p].phase = "Disclosing" /\ process[p].round = m.round THEN Batch(m.of, m.round) ELSE {}

(***************************************************************************)
(* A disclosure: its values are safe from now on.  Heart: a proposer that  *)
(* discloses its own in that round proposes them too.                      *)
(* C#: Node.On(Disclosure).                                                *)
(***************************************************************************)
Hear(p, m) ==
    /\ m.of \notin process[p].heard[m.round + 1]
    /\ LET state == [process[p] EXCEPT !.heard[m.round + 1] = @ \cup {m.of}, !.proposed = @ \cup Joined(p, m)]
           asks == process[p].round = m.round
       IN  /\ process' = [process EXCEPT ![p] = IF asks THEN Asking(state) ELSE state]
           /\ sent' = sent \cup (IF asks THEN Asked(p, state) ELSE {})

(***************************************************************************)
(* An acceptor has refused: add what it had accepted, and ask again.       *)
(* Heart: only what was disclosed is added.                                *)
(* C#: Node.On(Nack).                                                      *)
(***************************************************************************)
Refine(p, m) ==
    /\ Has("refine")
    /\ process[p].phase = "Proposing"
    /\ m.to = p
    /\ m.attempt = process[p].attempt
    /\ ~(m.accepted \subseteq process[p].proposed)
    /\ Safe(p, m.accepted, "answers-by-value") \/ ~Has("safe-answers")
    /\ LET state == [process[p] EXCEPT !.proposed = @ \cup m.accepted, !.attempt = @ + 1]
       IN  /\ process' = [process EXCEPT ![p] = state]
           /\ sent' = sent \cup {Request(p, state)}

-----------------------------------------------------------------------------
(* Acceptors, and decisions.  C#: Node.                                    *)

(***************************************************************************)
(* A request: accept it if it includes all that was accepted before; if    *)
(* not, say so.  Heart: what an acceptor has accepted only grows, so that  *)
(* of two accepted proposals one includes the other.                       *)
(* C#: Node.On(Request).                                                   *)
(***************************************************************************)
Answer(p, m) ==
    /\ Safe(p, m.proposed, "requests-by-value") \/ ~Has("safe-requests")
    /\ m.round <= process[p].safeRound
    /\ process' = [process EXCEPT ![p].accepted = @ \cup m.proposed]
    /\ sent' = sent \cup
         (IF process[p].accepted \subseteq m.proposed \/ ~Has("accept-larger")
            THEN {[type |-> "ack", from |-> p, round |-> m.round, to |-> m.from, attempt |-> m.attempt, accepted |-> m.proposed]}
            ELSE {[type |-> "nack", from |-> p, to |-> m.from, attempt |-> m.attempt, accepted |-> process[p].accepted]})

LastOf(decisions) == IF decisions = <<>> THEN {} ELSE decisions[Len(decisions)]

(* Whether a proposer decides what a quorum has accepted, and whether an acceptor's round ends with it. *)
Decides(p, statement) ==
    /\ process[p].phase = "Proposing"
    /\ process[p].round = statement.round
    /\ LastOf(process[p].decisions) \subseteq statement.accepted \/ ~Has("decide-larger")
Ends(p, statement) ==
    /\ process[p].safeRound = statement.round
    /\ Has("end-rounds")

AfterDecision(state, statement, decides) ==
    IF decides THEN [state EXCEPT !.decisions = Append(@, statement.accepted), !.phase = "Idle", !.round = @ + 1] ELSE state
AfterRound(state, ends) == IF ends THEN [state EXCEPT !.safeRound = @ + 1] ELSE state

(***************************************************************************)
(* A quorum has accepted a proposal: a proposer in its round decides it,   *)
(* and an acceptor goes on to the next round.  Heart: two quorums have a   *)
(* correct acceptor in common.                                             *)
(* C#: Node.On(Quorum<Ack>).                                               *)
(***************************************************************************)
Decide(p, statement) ==
    /\ Cardinality(Acking(statement) \cup ByzantineProcesses) >= AckSize
    /\ Safe(p, statement.accepted, "answers-by-value")
    /\ Decides(p, statement) \/ Ends(p, statement)
    /\ process' = [process EXCEPT ![p] = AfterRound(AfterDecision(@, statement, Decides(p, statement)), Ends(p, statement))]
    /\ sent' = sent

(***************************************************************************)
(* A Byzantine process discloses what it proposes in a round.  Heart: by   *)
(* reliable broadcast, so that all hear the same.                          *)
(* C#: ReliableBroadcast.On(Broadcast).                                    *)
(***************************************************************************)
Broadcast(p, r) ==
    /\ Batch(p, r) # {}
    /\ sent' = sent \cup {[type |-> "disclosure", of |-> p, round |-> r]}
    /\ process' = process

-----------------------------------------------------------------------------
(* Which process may take which input.  C#: LatticeModel.                  *)

Next ==
    \/ \E p \in CorrectProcesses : NextRound(p)
    \/ \E m \in Of("disclosure") : \E p \in CorrectProcesses : Hear(p, m)
    \/ \E m \in Of("request") \cup ByzantineRequests : \E p \in CorrectProcesses : Answer(p, m)
    \/ \E m \in Of("nack") \cup ByzantineNacks : \E p \in CorrectProcesses : Refine(p, m)
    \/ \E statement \in Statements : \E p \in CorrectProcesses : Decide(p, statement)
    \/ \E p \in ByzantineProcesses : \E r \in RoundNumbers : Broadcast(p, r)

Spec == Init /\ [][Next]_vars

-----------------------------------------------------------------------------
(* What must hold.  C#: LatticeModel.                                      *)

Decisions == UNION {{process[p].decisions[i] : i \in DOMAIN process[p].decisions} : p \in CorrectProcesses}

ComparabilityInv == \A one, other \in Decisions : one \subseteq other \/ other \subseteq one
NontrivialityInv == \A decided \in Decisions : decided \subseteq UNION {Batch(p, r) : p \in Processes, r \in RoundNumbers}

Now == [process |-> process]
StabilitySays(before, after) ==
    \A p \in CorrectProcesses : LastOf(before.process[p].decisions) \subseteq LastOf(after.process[p].decisions)

StabilityProp == [][StabilitySays(Now, Now')]_vars
=============================================================================
