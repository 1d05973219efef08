----------------------- MODULE CrashRegisterLiveness -----------------------
(***************************************************************************)
(* What Termination means for the crash register, as a temporal formula:   *)
(* docs/LIVENESS.md.  C#: CrashModel, RegisterProperties.                  *)
(*                                                                         *)
(* Every step brings a process to a state that it has not had, so that a   *)
(* behavior changes finitely often.  That a fair step which stays possible *)
(* is taken in the end is then the same for each step by itself and for    *)
(* all together: the behavior may stop only where none is possible.        *)
(***************************************************************************)
EXTENDS CrashRegisterCrash

(* Only the leader of the last timestamp is sure to act: the others may stop at any time. *)
LastLeader == LeaderOf(TimestampCount - 1)

FairStep ==
    \/ BeginRead(LastLeader)
    \/ \E acks \in QuorumsFor(LastLeader) : Write(LastLeader, acks)
    \/ \E m \in Of("read") : \E a \in CorrectAcceptors : AckRead(a, m)
    \/ \E m \in Of("write") : \E a \in CorrectAcceptors : AckWrite(a, m)
    \/ \E w \in Statements("writeAck") : \E l \in Learners : Decide(l, w)

FairSpec == Spec /\ WF_vars(FairStep)

TerminationProp == <>(\A l \in Learners : decided[l] # NoWrite)

(* One acceptor too few, for the model that shows the formula violated. *)
TwoAcceptors == {"a1", "a2"}
=============================================================================
