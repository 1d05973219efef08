---- MODULE FabRegisterPublishedBare ----
(* fab-register-published-bare: published, with writes at timestamp 0 that need no token: a Byzantine acceptor; one proposer, two timestamps.  Written from models.json: see docs/TLA.md. *)
EXTENDS FabRegister, TLC

ModelRules == {"first-write-free", "leader-only", "majority-value", "read-above", "read-quorum", "timestamp-proof", "token-allows", "total-quorum", "write-not-below", "write-once"}
ModelLeaders == <<"p1">>
ModelInputOf == [p1 |-> "a"]
ModelByzantineProposers == {}
ModelValueOrder == <<"a", "forged!">>
ModelForged == "forged!"
ModelTimestampCount == 2
ModelAcceptors == {"a1", "a2", "a3", "a4", "a5", "a6"}
ModelByzantineAcceptors == {"a6"}
ModelFaults == 1
ModelCrashes == 0
ModelLearners == {"l1"}
====
