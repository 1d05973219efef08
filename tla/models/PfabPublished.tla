---- MODULE PfabPublished ----
(* pfab-published: published as its text has it: a Byzantine acceptor and two Byzantine leaders; Lemma 7 is false.  Written from models.json: see docs/TLA.md. *)
EXTENDS Fab, TLC

ModelRules == {"accept-once", "acknowledged-first", "acknowledgment-quorum", "certificate", "certificate-number", "certificate-quorum", "commit-own-regency", "commit-proof-quorum", "commit-quorum", "election-proof", "follow-regency", "learn-quorum", "proof-number", "pull", "pull-quorum", "satisfied-quorum", "signed-answers", "vouch-majority"}
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
ModelRegencies == 2
ModelLearners == {"l1"}
ModelByzantineLearners == {"l1"}
====
