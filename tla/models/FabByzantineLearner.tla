---- MODULE FabByzantineLearner ----
(* fab-byzantine-learner: corrected: a Byzantine leader and one of three learners; the others ask each other.  Written from models.json: see docs/TLA.md. *)
EXTENDS Fab, TLC

ModelRules == {"accept-once", "acknowledged-first", "acknowledgment-quorum", "answer-again", "certificate", "certificate-number", "certificate-quorum", "election-proof", "follow-regency", "learn-quorum", "pull", "pull-by-value", "pull-quorum", "satisfied-quorum", "signed-answers", "suspect-again", "vouch-majority"}
ModelParameterized == FALSE
ModelValueOrder == <<"a", "b">>
ModelAcceptors == {"a1", "a2", "a3", "a4", "a5", "a6"}
ModelByzantineAcceptors == {}
ModelFaults == 1
ModelFastFaults == 1
ModelProposerOrder == <<"p1", "p2">>
ModelByzantineProposers == {"p1", "p2"}
ModelValueOf == [p1 |-> "a", p2 |-> "b"]
ModelCrashes == 0
ModelRegencies == 1
ModelLearners == {"l1", "l2", "l3"}
ModelByzantineLearners == {"l3"}
====
