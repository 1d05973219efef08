--------------------------- MODULE ValueConsensus ---------------------------
(***************************************************************************)
(* The problem: consensus on one value, where choosing a value and         *)
(* learning it are different things.  Fast Byzantine Consensus, section I, *)
(* CS1 to CS3.  A value is chosen when enough acceptors have taken it: no  *)
(* process of the protocol knows it.  A learner has learned a value when   *)
(* it acts on it.                                                          *)
(*                                                                         *)
(* C#: Spec/Consensus/ValueConsensus.cs, operator for operator.  CL1 and   *)
(* CL2, which are about what happens in the end, are checked there only.   *)
(***************************************************************************)
EXTENDS Naturals, FiniteSets

(* CS1: only a value that has been proposed may be chosen. *)
OnlyProposedIsChosen(chosen, proposed) == chosen \subseteq proposed

(* CS2: only a single value may be chosen. *)
OnlyOneIsChosen(chosen) == Cardinality(chosen) <= 1

(* CS3: only a chosen value may be learned by a correct learner. *)
OnlyChosenIsLearned(learned, chosen) == learned \subseteq chosen

(* Which CS2 and CS3 imply: no two correct learners learn different values. *)
Agreement(values) == Cardinality(values) <= 1
=============================================================================
