---- MODULE PfabBeyondT ----
(* pfab-beyond-t: corrected: a gracious execution with a Byzantine acceptor; one proposer, three learners.  Written from models.json: see docs/TLA.md. *)
EXTENDS Fab, TLC

ModelRules == {"accept-once", "acknowledged-first", "acknowledgment-quorum", "answer-again", "certificate", "certificate-number", "certificate-quorum", "certify-always", "commit-own-regency", "commit-proof-quorum", "commit-quorum", "election-proof", "follow-regency", "learn-quorum", "newest-evidence", "proof-number", "pull", "pull-by-value", "pull-quorum", "satisfied-quorum", "signed-answers", "suspect-again", "vouch-majority"}
ModelParameterized == TRUE
ModelValueOrder == <<"a">>
ModelAcceptors == {"a1", "a2", "a3", "a4"}
ModelByzantineAcceptors == {"a4"}
ModelFaults == 1
ModelFastFaults == 0
ModelProposerOrder == <<"p1">>
ModelByzantineProposers == {}
ModelValueOf == [p1 |-> "a"]
ModelCrashes == 0
ModelRegencies == 1
ModelLearners == {"l1", "l2", "l3"}
ModelByzantineLearners == {}
====
