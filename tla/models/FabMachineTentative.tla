---- MODULE FabMachineTentative ----
(* fab-machine-tentative: corrected: a Byzantine leader, two writes, a read, one slot: tentative execution and rollback; one acceptor, one learner.  Written from models.json: see docs/TLA.md. *)
EXTENDS FabMachine, TLC

ModelRules == {"accept-once", "adopt-vouched", "certificate", "certificate-number", "certificate-quorum", "commit-own-regency", "commit-proof-quorum", "commit-quorum", "determine-prefix", "determine-value", "election-proof", "execute-once", "fill-gaps", "follow-regency", "ignore-last", "ignore-window", "lead-later", "leader-proof", "leader-quorum", "learn-quorum", "list-quorum", "proof-number", "read-quorum", "read-settled", "rejoin-first", "rejoin-quorum", "reply-quorum", "roll-back", "signed-answers", "signed-request", "silent-after-loss", "slot-order", "tentative-execution", "vouch-majority", "window", "write-quorum"}
ModelParameterized == FALSE
ModelValueOrder == <<"a", "b", "forged">>
ModelAcceptors == {"a1"}
ModelByzantineAcceptors == {}
ModelFaults == 0
ModelFastFaults == 0
ModelRequestOf == [c1 |-> "a", c2 |-> "b", c3 |-> "read"]
ModelSlotCount == 1
ModelParallel == 2
ModelProposerOrder == <<"p1">>
ModelByzantineProposers == {"p1"}
ModelRegencies == 1
ModelLearners == {"l1"}
ModelByzantineLearners == {}
====
