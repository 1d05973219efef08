---------------------------- MODULE FabLiveness ----------------------------
(***************************************************************************)
(* What CL1 and CL2 mean for a gracious execution of FaB Paxos, one of     *)
(* whose acceptors may crash, as temporal formulas: docs/LIVENESS.md.      *)
(* C#: FabModel, FabProperties.                                            *)
(*                                                                         *)
(* Every step brings a process to a state that it has not had, so that a   *)
(* behavior changes finitely often.  That a fair step which stays possible *)
(* is taken in the end is then the same for each step by itself and for    *)
(* all together: the behavior may stop only where none is possible.  With  *)
(* one regency every message is resent until it arrives; with more only    *)
(* what is resent would be fair, which is not said here.                   *)
(***************************************************************************)
EXTENDS FabCrash

(* Everything but crashes; nobody is Byzantine. *)
FairStep ==
    \/ \E p \in CorrectProposers : Start(p)
    \/ \E p \in CorrectProposers : \E m \in Of("elected") : BecomeLeader(p, m)
    \/ \E p \in CorrectProposers : \E reports \in QuorumsFor(p) : Recover(p, reports)
    \/ \E p \in CorrectProposers : BeSatisfied(p)
    \/ \E p \in CorrectProposers : Cease(p)
    \/ \E m \in Proposes : \E a \in CorrectAcceptors : Accept(a, m)
    \/ \E m \in Queries : \E a \in CorrectAcceptors : Answer(a, m)
    \/ \E s \in Signable("accepted") : \E a \in CorrectAcceptors : Commit(a, s)
    \/ \E s \in Signable("accepted") : \E l \in CorrectLearners : Learn(l, s)
    \/ \E s \in Signable("committed") : \E l \in CorrectLearners : LearnCommitted(l, s)
    \/ \E l \in CorrectLearners : AskLearners(l)
    \/ \E w \in Values : \E l \in CorrectLearners : HoldProof(l, w)
    \/ \E m \in Of("pull") : \E l \in CorrectLearners : TellLearner(l, m)
    \/ \E t \in Tellable : \E l \in CorrectLearners : LearnTold(l, t)

FairSpec == Spec /\ WF_vars(FairStep)

CL1Prop == <>(ChosenValues # {})
CL2Prop == \A w \in Values : (w \in ChosenValues) ~> (\A l \in CorrectLearners : learner[l].learned.value = w)

Nobody == {}

(* a = 5f, for the model that shows CL2 violated. *)
FiveAcceptors == {"a1", "a2", "a3", "a4", "a5"}
=============================================================================
