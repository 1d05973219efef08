---------------------------- MODULE BgpLiveness ----------------------------
(***************************************************************************)
(* What Liveness and Totality mean for BGP without Byzantine processes, as *)
(* temporal formulas: docs/LIVENESS.md.  C#: BgpModel, BgpProperties.      *)
(*                                                                         *)
(* Every step brings a process to a state that it has not had, so that a   *)
(* behavior changes finitely often.  That a fair step which stays possible *)
(* is taken in the end is then the same for each step by itself and for    *)
(* all together: the behavior may stop only where none is possible.        *)
(***************************************************************************)
EXTENDS Crash

(* Everything but suspicion of a correct leader and crashes; nobody is Byzantine, so every quorum is of correct acceptors. *)
FairStep ==
    \/ \E p \in Proposers : \E c \in CommandsOf[p] : Propose(p, c)
    \/ \E p \in Proposers : \E m \in BallotsOpened : HearBallot(p, m)
    \/ \E v \in CorrectLeaders : \E m \in NewLeaders : BecomeLeader(v, m)
    \/ \E v \in CorrectLeaders : OpenBallot(v)
    \/ \E v \in CorrectLeaders : \E c \in Proposed : HearProposal(v, c)
    \/ \E v \in CorrectLeaders : \E reports \in QuorumsFor(v) : Propose2A(v, reports)
    \/ \E m \in Phase1As : \E a \in CorrectAcceptors : Promise(a, m)
    \/ \E m \in Fasts : \E a \in CorrectAcceptors : OpenFast(a, m)
    \/ \E m \in Phase2As : \E a \in CorrectAcceptors : Vote(a, m)
    \/ \E c \in ProposedToAcceptors : \E a \in CorrectAcceptors : AppendFast(a, c)
    \/ \E c \in ProposedToAcceptors : \E a \in CorrectAcceptors : AcceptUniversal(a, c)
    \/ \E m \in Forwards : \E a \in CorrectAcceptors : AcceptForwarded(a, m)
    \/ \E m \in Universal2As : \E a \in CorrectAcceptors : AcceptFromLeader(a, m)
    \/ \E s \in Stated("verify", VerifySize) : \E a \in CorrectAcceptors : Prove(a, s[1], s[2], s[3])
    \/ \E s \in Stated("2b", CheckpointSize) : \E a \in CorrectAcceptors : Stabilize(a, s[1], s[2], s[3])
    \/ \E v \in Suspectable : \E a \in CorrectAcceptors : Commit(a, v)
    \/ \E m \in ViewChanges : \E a \in CorrectAcceptors : Join(a, m)
    \/ \E v \in Enterable : \E a \in CorrectAcceptors : EnterView(a, v)
    \/ \E s \in Stated("2b", LearnSize) : \E l \in Learners : Learn(l, s[1], s[2], s[3])
    \/ \E h \in StatedHistories : \E l \in Learners : CatchUp(l, h)
    \/ \E c \in Learnable : \E l \in Learners : LearnUniversal(l, c)

FairSpec == Spec /\ WF_vars(FairStep)

Asked == UNION {CommandsOf[p] : p \in Proposers}

LivenessProp == <>(\A l \in Learners : Asked \subseteq Range(learned[l]))
TotalityProp == \A c \in Asked : (\E l \in Learners : c \in Range(learned[l])) ~> (\A l \in Learners : c \in Range(learned[l]))

(* Two classic ballots and a leader that forgets the proposals (E12): the model that shows Liveness violated. *)
Forgetful == ModelRules \ {"keep-proposals"}
ThreeAcceptors == {"a1", "a2", "a3"}
TwoClassic == <<"classic", "classic">>
None == 0
=============================================================================
