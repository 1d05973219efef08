---- MODULE PfabWithoutCommitProofQuorum ----
(* pfab-without-commit-proof-quorum: without commit-proof-quorum: a Byzantine leader and acceptor; two values, one regency.  Written from models.json: see docs/TLA.md. *)
EXTENDS Fab, TLC

ModelRules == {"accept-once", "acknowledged-first", "acknowledgment-quorum", "answer-again", "certificate", "certificate-number", "certificate-quorum", "certify-always", "commit-own-regency", "commit-quorum", "election-proof", "follow-regency", "learn-quorum", "newest-evidence", "proof-number", "pull", "pull-by-value", "pull-quorum", "satisfied-quorum", "signed-answers", "suspect-again", "vouch-majority"}
ModelParameterized == TRUE
ModelValueOrder == <<"a", "b">>
ModelAcceptors == {"a1", "a2", "a3", "a4"}
ModelByzantineAcceptors == {"a4"}
ModelFaults == 1
ModelFastFaults == 0
ModelProposerOrder == <<"p1", "p2">>
ModelByzantineProposers == {"p1", "p2"}
ModelValueOf == [p1 |-> "a", p2 |-> "b"]
ModelCrashes == 0
ModelRegencies == 1
ModelLearners == {"l1"}
ModelByzantineLearners == {}
====
