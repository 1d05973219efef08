---- MODULE FabMachineWindow ----
(* fab-machine-window: corrected: a correct leader, three writes, three slots, one instance at a time; one acceptor, one learner.  Written from models.json: see docs/TLA.md. *)
EXTENDS FabMachine, TLC

ModelRules == {"accept-once", "adopt-vouched", "certificate", "certificate-number", "certificate-quorum", "commit-own-regency", "commit-proof-quorum", "commit-quorum", "determine-prefix", "determine-value", "election-proof", "execute-once", "fill-gaps", "follow-regency", "ignore-last", "ignore-window", "lead-later", "leader-proof", "leader-quorum", "learn-quorum", "list-quorum", "proof-number", "read-quorum", "read-settled", "rejoin-first", "rejoin-quorum", "reply-quorum", "roll-back", "signed-answers", "signed-request", "silent-after-loss", "slot-order", "vouch-majority", "window", "write-quorum"}
ModelParameterized == FALSE
ModelValueOrder == <<"a", "b", "c", "forged">>
ModelAcceptors == {"a1"}
ModelByzantineAcceptors == {}
ModelFaults == 0
ModelFastFaults == 0
ModelRequestOf == [c1 |-> "a", c2 |-> "b", c3 |-> "c"]
ModelSlotCount == 3
ModelParallel == 1
ModelProposerOrder == <<"p1">>
ModelByzantineProposers == {}
ModelRegencies == 1
ModelLearners == {"l1"}
ModelByzantineLearners == {}
====
