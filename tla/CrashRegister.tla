--------------------------- MODULE CrashRegister ----------------------------
(***************************************************************************)
(* The Paxos register for crash failures, and consensus over it: Classic   *)
(* Paxos for one instance.  The Paxos Register, sections 4 and 5, Figures  *)
(* 3 and 4, action for action as in Impl/CrashRegister: each action below  *)
(* is one handler there, which names it ("TLA+: AckRead").                 *)
(*                                                                         *)
(* A state here is a state there: what every process has come to, and what *)
(* was sent.  Messages are never lost from "sent" and may be delivered any *)
(* number of times, in any order, or never.  Nobody is Byzantine.          *)
(***************************************************************************)
EXTENDS Registers

VARIABLES
    proposer,  \* What each proposer has read and written.
    acceptor,  \* What each acceptor has promised and taken.
    decided,   \* The write that each learner has decided, or NoWrite.
    sent,      \* Everything that was sent.
    crashed    \* The acceptors that have crashed.

vars == <<proposer, acceptor, decided, sent, crashed>>

-----------------------------------------------------------------------------
(* Sizes, and what was sent.  C#: CrashConfig, CrashModel.                 *)

Majority == (Cardinality(Acceptors) \div 2) + 1
Half == IF Cardinality(Acceptors) = 1 THEN 1 ELSE Cardinality(Acceptors) \div 2

ReadSize == IF Has("read-majority") THEN Majority ELSE Half
TotalSize == IF Has("total-majority") THEN Majority ELSE Half

Of(kind) == {msg \in sent : msg.type = kind}
Statements(kind) == {Pair(msg) : msg \in Of(kind)}
Acknowledging(w) == {msg.acceptor : msg \in {n \in Of("writeAck") : Pair(n) = w}}

-----------------------------------------------------------------------------
(* The initial state: nothing was read, written or taken.                  *)

Init ==
    /\ proposer = [p \in CorrectProposers |-> [localTimestamp |-> 0, reads |-> <<>>, writes |-> <<>>]]
    /\ acceptor = [a \in CorrectAcceptors |-> [highest |-> -1, lastVisible |-> NoWrite, acknowledged |-> <<>>]]
    /\ decided = [l \in Learners |-> NoWrite]
    /\ sent = {}
    /\ crashed = {}

-----------------------------------------------------------------------------
(* Proposers.  Figure 3; Figure 4, upper part; C#: CrashProposer.          *)

NextTimestamp(p) == proposer[p].localTimestamp * Len(Leaders) + NumberOf(p)

(***************************************************************************)
(* The proposer is the leader: it reads, with a timestamp that no other    *)
(* read has.  Heart: it may do so at any time; an earlier read that has    *)
(* not returned never does.                                                *)
(* C#: CrashProposer.On(BeginRead).                                        *)
(***************************************************************************)
BeginRead(p) ==
    /\ NextTimestamp(p) \in Timestamps
    /\ proposer' = [proposer EXCEPT ![p].localTimestamp = @ + 1, ![p].reads = Append(@, Running(NextTimestamp(p)))]
    /\ sent' = sent \cup {[type |-> "read", proposer |-> p, timestamp |-> NextTimestamp(p)]}
    /\ UNCHANGED <<acceptor, decided, crashed>>

(* The read that runs: the last one, if it has not returned. *)
Current(p) == proposer[p].reads[Len(proposer[p].reads)]
IsReading(p) == IF proposer[p].reads = <<>> THEN FALSE ELSE Current(p).token = NoToken

(* The answers with which it can return: those of so many acceptors. *)
QuorumsFor(p) ==
    IF IsReading(p)
      THEN OneEach({msg \in Of("readAck") : msg.timestamp = Current(p).timestamp}, ReadSize)
      ELSE {}

(* What a read of these answers returns: the visible write with the highest timestamp. *)
Picked(answers) ==
    LET seen == {msg.lastVisible : msg \in answers} \ {NoWrite}
    IN  IF Has("highest-visible") THEN LastOf(seen) ELSE FirstOf(seen)

(***************************************************************************)
(* A majority has answered: the read returns a token, and the proposer     *)
(* writes with it.  Heart: a majority meets every one that made a write    *)
(* total, and the token obliges to the value read.                         *)
(* C#: CrashProposer.On(Reports<ReadAck>).                                 *)
(***************************************************************************)
Write(p, acks) ==
    /\ IsReading(p)
    /\ Cardinality(acks) >= ReadSize
    /\ LET ts == Current(p).timestamp
           tok == [value |-> Picked(acks).value, timestamp |-> ts]
           new == ValueAfter(IF Has("token-allows") THEN tok.value ELSE Bottom, p)
       IN  /\ proposer' = [proposer EXCEPT ![p].reads = Returned(@, tok),
                                           ![p].writes = Append(@, [value |-> new, timestamp |-> ts, token |-> tok])]
           /\ sent' = sent \cup {[type |-> "write", proposer |-> p, value |-> new, timestamp |-> ts]}
    /\ UNCHANGED <<acceptor, decided, crashed>>

-----------------------------------------------------------------------------
(* Acceptors.  Figure 4, lower part; C#: CrashAcceptor.                    *)

(***************************************************************************)
(* A read: answer it with the last write taken.  Heart: the answer is a    *)
(* promise to ignore every lower timestamp from now on.                    *)
(* C#: CrashAcceptor.On(Read).                                             *)
(***************************************************************************)
AckRead(a, m) ==
    /\ a \notin crashed
    /\ m.timestamp > acceptor[a].highest \/ ~Has("read-above")
    /\ acceptor' = [acceptor EXCEPT ![a].highest = m.timestamp]
    /\ sent' = sent \cup
         {[type |-> "readAck", acceptor |-> a, timestamp |-> m.timestamp, lastVisible |-> acceptor[a].lastVisible]}
    /\ UNCHANGED <<proposer, decided, crashed>>

(***************************************************************************)
(* A write: take it and tell the learners.  Heart: only if no read with a  *)
(* higher timestamp was answered, whose token does not know of it.         *)
(* C#: CrashAcceptor.On(Write).                                            *)
(***************************************************************************)
AckWrite(a, m) ==
    /\ a \notin crashed
    /\ m.timestamp >= acceptor[a].highest \/ ~Has("write-not-below")
    /\ acceptor' = [acceptor EXCEPT ![a].highest = m.timestamp,
                                    ![a].lastVisible = Pair(m),
                                    ![a].acknowledged = AddTo(@, Pair(m))]
    /\ sent' = sent \cup {Message("writeAck", a, m)}
    /\ UNCHANGED <<proposer, decided, crashed>>

(***************************************************************************)
(* An acceptor stops for good.  C#: Checker/Worlds/Faults.cs, Crash.       *)
(***************************************************************************)
Crash(a) ==
    /\ a \notin crashed
    /\ Cardinality(crashed) < Crashes
    /\ crashed' = crashed \cup {a}
    /\ UNCHANGED <<proposer, acceptor, decided, sent>>

-----------------------------------------------------------------------------
(* Learners.  Figure 3, lower part; Figure 4, acknowledged; C#: Learner.   *)

(***************************************************************************)
(* A majority has acknowledged a write: it is total, and its value is      *)
(* decided.  Heart: every later read meets that majority.                  *)
(* C#: Learner.On(Quorum<WriteAck>).                                       *)
(***************************************************************************)
Decide(l, w) ==
    /\ IsEnough(Acknowledging(w), TotalSize)
    /\ decided[l].value # w.value
    /\ decided' = [decided EXCEPT ![l] = w]
    /\ UNCHANGED <<proposer, acceptor, sent, crashed>>

-----------------------------------------------------------------------------
(* Which process may take which input.  C#: CrashModel.                    *)

Next ==
    \/ \E p \in CorrectProposers : BeginRead(p)
    \/ \E p \in CorrectProposers : \E acks \in QuorumsFor(p) : Write(p, acks)
    \/ \E m \in Of("read") : \E a \in CorrectAcceptors : AckRead(a, m)
    \/ \E m \in Of("write") : \E a \in CorrectAcceptors : AckWrite(a, m)
    \/ \E a \in CorrectAcceptors : Crash(a)
    \/ \E w \in Statements("writeAck") : \E l \in Learners : Decide(l, w)

Spec == Init /\ [][Next]_vars

-----------------------------------------------------------------------------
(* What must hold.  C#: RegisterProperties.                                *)

Told(acceptors) == [a \in DOMAIN acceptors |-> Range(acceptors[a].acknowledged)]

(***************************************************************************)
(* The mapping: an acceptor that takes a write "considers the write        *)
(* visible" (section 5.2), and it stays so.                                *)
(***************************************************************************)
History ==
    [reads |-> ReadsOf(proposer),
     writes |-> Begun(proposer, Told(acceptor)),
     visible |-> AllTaken(Told(acceptor)),
     readable |-> AllTaken(Told(acceptor)),
     total |-> Counted(Told(acceptor), TotalSize)]

ValidityInv == Validity(Decisions(decided), WrittenBy(proposer))
AgreementInv == Agreement(Decisions(decided))
WriteOnceInv == WrittenOnce(History)
Theorem1Inv == Theorem1(History)
TokenInv == TokensProve(History)
O1Inv == \A r \in ReadsOf(proposer) : O1(r)
O2Inv == \A w \in WritesOf(proposer) : O2(w)
O3Inv == \A w \in WritesOf(proposer) : O3AndO4(w)
O5Inv == O5AndO6(History, Decisions(decided))
O7Inv == O7(History)
C1Inv == \A a \in CorrectAcceptors : C1(acceptor[a].acknowledged)
C2Inv == C2(History)
C3Inv == C3(History)

Now == [acceptor |-> acceptor, decided |-> decided]
IntegritySays(before, after) == Integrity(before.decided, after.decided)
O8StepSays(former, latter) ==
    O8Says(Counted(Told(former.acceptor), TotalSize), Counted(Told(latter.acceptor), TotalSize))

IntegrityProp == [][IntegritySays(Now, Now')]_vars
O8Prop == [][O8StepSays(Now, Now')]_vars
=============================================================================
