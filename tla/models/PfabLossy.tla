---- MODULE PfabLossy ----
(* pfab-lossy: corrected: nobody is faulty; one proposer leads twice, two acceptors, a learner.  Written from models.json: see docs/TLA.md. *)
EXTENDS Fab, TLC

ModelRules == {"accept-once", "acknowledged-first", "acknowledgment-quorum", "answer-again", "certificate", "certificate-number", "certificate-quorum", "certify-always", "commit-own-regency", "commit-proof-quorum", "commit-quorum", "election-proof", "follow-regency", "learn-quorum", "newest-evidence", "proof-number", "pull", "pull-by-value", "pull-quorum", "satisfied-quorum", "signed-answers", "suspect-again", "vouch-majority"}
ModelParameterized == TRUE
ModelValueOrder == <<"a">>
ModelAcceptors == {"a1", "a2"}
ModelByzantineAcceptors == {}
ModelFaults == 0
ModelFastFaults == 0
ModelProposerOrder == <<"p1">>
ModelByzantineProposers == {}
ModelValueOf == [p1 |-> "a"]
ModelCrashes == 0
ModelRegencies == 2
ModelLearners == {"l1"}
ModelByzantineLearners == {}
====
