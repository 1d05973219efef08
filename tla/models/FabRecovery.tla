---- MODULE FabRecovery ----
(* fab-recovery: corrected: a Byzantine first leader and acceptor, a correct second leader; one value, no learner.  Written from models.json: see docs/TLA.md. *)
EXTENDS Fab, TLC

ModelRules == {"accept-once", "acknowledged-first", "acknowledgment-quorum", "answer-again", "certificate", "certificate-number", "certificate-quorum", "election-proof", "follow-regency", "learn-quorum", "pull", "pull-by-value", "pull-quorum", "satisfied-quorum", "signed-answers", "suspect-again", "vouch-majority"}
ModelParameterized == FALSE
ModelValueOrder == <<"a">>
ModelAcceptors == {"a1", "a2", "a3", "a4", "a5", "a6"}
ModelByzantineAcceptors == {"a6"}
ModelFaults == 1
ModelFastFaults == 1
ModelProposerOrder == <<"p1", "p2">>
ModelByzantineProposers == {"p1"}
ModelValueOf == [p1 |-> "a", p2 |-> "a"]
ModelCrashes == 0
ModelRegencies == 2
ModelLearners == {"l1"}
ModelByzantineLearners == {"l1"}
====
