---- MODULE FabFewLearners ----
(* fab-few-learners: an option: 2f + 1 learners that sign for each other; a Byzantine learner, a correct leader, four acceptors.  Written from models.json: see docs/TLA.md. *)
EXTENDS Fab, TLC

ModelRules == {"accept-once", "acknowledged-first", "acknowledgment-quorum", "answer-again", "certificate", "certificate-number", "certificate-quorum", "election-proof", "few-learners", "follow-regency", "learn-quorum", "pull", "pull-by-value", "pull-quorum", "satisfied-quorum", "signed-answers", "suspect-again", "vouch-majority"}
ModelParameterized == FALSE
ModelValueOrder == <<"a">>
ModelAcceptors == {"a1", "a2", "a3", "a4"}
ModelByzantineAcceptors == {}
ModelFaults == 1
ModelFastFaults == 1
ModelProposerOrder == <<"p1", "p2", "p3", "p4">>
ModelByzantineProposers == {}
ModelValueOf == [p1 |-> "a", p2 |-> "a", p3 |-> "a", p4 |-> "a"]
ModelCrashes == 0
ModelRegencies == 1
ModelLearners == {"l1", "l2", "l3"}
ModelByzantineLearners == {"l3"}
====
