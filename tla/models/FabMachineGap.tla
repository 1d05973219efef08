---- MODULE FabMachineGap ----
(* fab-machine-gap: corrected: a correct leader that is elected again, two writes, two slots: gaps and null requests; one acceptor.  Written from models.json: see docs/TLA.md. *)
EXTENDS FabMachine, TLC

ModelRules == {"accept-once", "adopt-vouched", "certificate", "certificate-number", "certificate-quorum", "commit-own-regency", "commit-proof-quorum", "commit-quorum", "determine-prefix", "determine-value", "election-proof", "execute-once", "fill-gaps", "follow-regency", "ignore-last", "ignore-window", "lead-later", "leader-proof", "leader-quorum", "learn-quorum", "list-quorum", "proof-number", "read-quorum", "read-settled", "rejoin-first", "rejoin-quorum", "reply-quorum", "roll-back", "signed-answers", "signed-request", "silent-after-loss", "slot-order", "vouch-majority", "window", "write-quorum"}
ModelParameterized == FALSE
ModelValueOrder == <<"a", "b", "forged", "no-op">>
ModelAcceptors == {"a1"}
ModelByzantineAcceptors == {}
ModelFaults == 0
ModelFastFaults == 0
ModelRequestOf == [c1 |-> "a", c2 |-> "b"]
ModelSlotCount == 2
ModelParallel == 2
ModelProposerOrder == <<"p1">>
ModelByzantineProposers == {}
ModelRegencies == 2
ModelLearners == {"l1"}
ModelByzantineLearners == {}
====
