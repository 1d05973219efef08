------------------------- MODULE RegisterSemantics --------------------------
(***************************************************************************)
(* The problem: what a Paxos register is, what a write-once register is,   *)
(* and consensus over it.  The Paxos Register, sections 3 and 4; the names *)
(* O1 to O8 and C1 to C3 are the paper's.                                  *)
(*                                                                         *)
(* C#: Spec/Registers/RegisterSemantics.cs, operator for operator.         *)
(*                                                                         *)
(* A history is a record of sets, what has happened so far:                *)
(*   reads     reads of correct proposers: [timestamp, token]              *)
(*   writes    writes that have begun: [value, timestamp], as all below    *)
(*   visible   writes that can be read now (O4)                            *)
(*   readable  writes that could be read at some time                      *)
(*   total     writes that acknowledged() could return (O6)                *)
(* An operation that writes is [value, timestamp, token].                  *)
(***************************************************************************)
EXTENDS Integers, Sequences, FiniteSets

(* The paper's bottom: what a register holds that nobody has written.  It cannot be written. *)
Bottom == "bottom!"

(* The pair (bottom, -1), for "no write yet"; also for no token, or none yet. *)
NoWrite == [value |-> Bottom, timestamp |-> -1]
NoToken == NoWrite

Range(list) == {list[place] : place \in 1 .. Len(list)}

(* The value and the timestamp of anything that has them. *)
Pair(thing) == [value |-> thing.value, timestamp |-> thing.timestamp]

Tokens(past) == {rd.token : rd \in past.reads} \ {NoToken}

-----------------------------------------------------------------------------
(* The register's operations.                                              *)

(* O1: "if a read returns a token, the read's timestamp is the returned token's timestamp". *)
O1(read) == read.token = NoToken \/ read.token.timestamp = read.timestamp

(* O2: "a write's timestamp is the timestamp of the write's token". *)
O2(operation) == operation.token = NoToken \/ operation.token.timestamp = operation.timestamp

(***************************************************************************)
(* O3 and O4: a write is visible only if it is legal: its token's value is *)
(* bottom or its own.  Without a token it is legal at timestamp 0, where   *)
(* nothing can have been written before.                                   *)
(***************************************************************************)
O3AndO4(operation) ==
    IF operation.token = NoToken
      THEN operation.timestamp = 0
      ELSE operation.token.value \in {Bottom, operation.value}

(* O5 and O6: what acknowledged() returns is total, and what is total is visible. *)
O5AndO6(history, acknowledged) == acknowledged \subseteq history.total /\ history.total \subseteq history.visible

(* O7: "if a write is total, no other write for the same timestamp can be visible". *)
O7(history) == \A t \in history.total : \A v \in history.visible : v.timestamp = t.timestamp => v = t

(* What holds of O8: a total write stays total. *)
O8WithoutEnds(before, after) == before \subseteq after

(***************************************************************************)
(* O8, read literally: a write "ends either when it becomes total or when  *)
(* an overlapping write with higher timestamp ends, whichever occurs       *)
(* first".  Here of the total writes before a step and after it.           *)
(***************************************************************************)
O8(before, after) ==
    /\ before \subseteq after
    /\ \A late \in after \ before : \A ended \in before : ended.timestamp < late.timestamp

-----------------------------------------------------------------------------
(* Consistency.                                                            *)

(* C1: "writes are ordered by increasing timestamp", in the order in which one acceptor took them. *)
C1(taken) == \A i, j \in 1 .. Len(taken) : i < j => taken[i].timestamp <= taken[j].timestamp

TotalBefore(history, timestamp) == {w \in history.total : w.timestamp < timestamp}

(***************************************************************************)
(* C2: "a total write precedes a read if the read returns a higher         *)
(* timestamp".  So a read returns the value of the last total write before *)
(* it, or of a write after that one which could be read.                   *)
(***************************************************************************)
C2(history) ==
    \A tok \in Tokens(history) :
        LET earlier == TotalBefore(history, tok.timestamp)
        IN  \/ earlier = {}
            \/ \E last \in earlier :
                  /\ \A w \in earlier : w.timestamp <= last.timestamp
                  /\ \/ last.value = tok.value
                     \/ \E v \in history.readable :
                           v.value = tok.value /\ v.timestamp > last.timestamp /\ v.timestamp <= tok.timestamp

(***************************************************************************)
(* C3: "a read precedes a write if the read's timestamp is lower than the  *)
(* write's".  So it returns no value that only such writes write.          *)
(***************************************************************************)
C3(history) ==
    \A tok \in Tokens(history) :
        \/ tok.value = Bottom
        \/ \E v \in history.readable : v.value = tok.value /\ v.timestamp <= tok.timestamp

-----------------------------------------------------------------------------
(* The write-once register.                                                *)

(* Section 4.2: all total writes write the same value. *)
WrittenOnce(history) == \A t, u \in history.total : t.value = u.value

(* Theorem 1: after a total write, all writes with a higher timestamp write its value. *)
Theorem1(history) ==
    \A t \in history.total : \A w \in history.writes : w.timestamp > t.timestamp => w.value = t.value

(***************************************************************************)
(* Section 8: a token for a value proves that it was visible at an earlier *)
(* timestamp, and that nothing since is or will be total; a token for      *)
(* bottom, that nothing before is.  That nothing will be is asked in the   *)
(* later states.                                                           *)
(***************************************************************************)
TokensProve(history) ==
    \A tok \in Tokens(history) :
        LET earlier == TotalBefore(history, tok.timestamp)
        IN  IF tok.value = Bottom
              THEN earlier = {}
              ELSE \E v \in history.readable :
                      /\ v.value = tok.value
                      /\ v.timestamp < tok.timestamp
                      /\ \A w \in earlier : w.timestamp <= v.timestamp

-----------------------------------------------------------------------------
(* Consensus over a register, section 3.  Decisions are writes, or NoWrite.*)

Decisions(decisionOf) == {decisionOf[l] : l \in DOMAIN decisionOf} \ {NoWrite}

(* Validity: "if a correct learner decides value v, then some proposer wrote v". *)
Validity(decisions, written) == \A d \in decisions : d.value \in written

(* Agreement: "no two correct learners decide different values". *)
Agreement(decisions) == \A d, e \in decisions : d.value = e.value

(* Integrity: "a correct learner decides at most one value". *)
Integrity(before, after) == \A l \in DOMAIN before : before[l].value \in {Bottom, after[l].value}
=============================================================================
