---- MODULE FabMachineLeaderChange ----
(* fab-machine-leader-change: corrected: a Byzantine first leader and acceptor, a correct second leader; a write, one slot; four acceptors, f = 1.  Written from models.json: see docs/TLA.md. *)
EXTENDS FabMachine, TLC

ModelRules == {"accept-once", "adopt-vouched", "certificate", "certificate-number", "certificate-quorum", "commit-own-regency", "commit-proof-quorum", "commit-quorum", "determine-prefix", "determine-value", "election-proof", "execute-once", "fill-gaps", "follow-regency", "ignore-last", "ignore-window", "lead-later", "leader-proof", "leader-quorum", "learn-quorum", "list-quorum", "proof-number", "read-quorum", "read-settled", "rejoin-first", "rejoin-quorum", "reply-quorum", "roll-back", "signed-answers", "signed-request", "silent-after-loss", "slot-order", "vouch-majority", "window", "write-quorum"}
ModelParameterized == FALSE
ModelValueOrder == <<"a", "forged", "no-op">>
ModelAcceptors == {"a1", "a2", "a3", "a4"}
ModelByzantineAcceptors == {"a4"}
ModelFaults == 1
ModelFastFaults == 1
ModelRequestOf == [c1 |-> "a"]
ModelSlotCount == 1
ModelParallel == 2
ModelProposerOrder == <<"p1", "p2", "p3", "p4">>
ModelByzantineProposers == {"p1"}
ModelRegencies == 2
ModelLearners == {"l1"}
ModelByzantineLearners == {}
====
