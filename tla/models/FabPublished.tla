---- MODULE FabPublished ----
(* fab-published: published: nobody is faulty; one proposer leads twice, two acceptors, two learners.  Written from models.json: see docs/TLA.md. *)
EXTENDS Fab, TLC

ModelRules == {"accept-once", "acknowledged-first", "acknowledgment-quorum", "certificate", "certificate-number", "certificate-quorum", "election-proof", "follow-regency", "learn-quorum", "pull", "pull-quorum", "satisfied-quorum", "signed-answers", "vouch-majority"}
ModelParameterized == FALSE
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
ModelLearners == {"l1", "l2"}
ModelByzantineLearners == {}
====
