---- MODULE FabWithoutAcceptOnce ----
(* fab-without-accept-once: without accept-once: a Byzantine leader and acceptor; two values, three correct acceptors, two learners.  Written from models.json: see docs/TLA.md. *)
EXTENDS Fab, TLC

ModelRules == {"acknowledged-first", "acknowledgment-quorum", "answer-again", "certificate", "certificate-number", "certificate-quorum", "election-proof", "follow-regency", "learn-quorum", "pull", "pull-by-value", "pull-quorum", "satisfied-quorum", "signed-answers", "suspect-again", "vouch-majority"}
ModelParameterized == FALSE
ModelValueOrder == <<"a", "b">>
ModelAcceptors == {"a1", "a2", "a3", "a4"}
ModelByzantineAcceptors == {"a4"}
ModelFaults == 1
ModelFastFaults == 1
ModelProposerOrder == <<"p1", "p2">>
ModelByzantineProposers == {"p1", "p2"}
ModelValueOf == [p1 |-> "a", p2 |-> "b"]
ModelCrashes == 0
ModelRegencies == 1
ModelLearners == {"l1", "l2"}
ModelByzantineLearners == {}
====
