---- MODULE FabRegisterQuorum ----
(* fab-register-quorum: corrected: a Byzantine acceptor and a Byzantine leader; one timestamp.  Written from models.json: see docs/TLA.md. *)
EXTENDS FabRegister, TLC

ModelRules == {"first-proof", "first-write-free", "leader-only", "majority-value", "o8-relaxed", "propose-once", "read-above", "read-quorum", "timestamp-proof", "token-allows", "total-quorum", "write-not-below", "write-once"}
ModelLeaders == <<"p1", "p2">>
ModelInputOf == [p1 |-> "a", p2 |-> "b"]
ModelByzantineProposers == {"p1"}
ModelValueOrder == <<"a", "b", "forged!">>
ModelForged == "forged!"
ModelTimestampCount == 1
ModelAcceptors == {"a1", "a2", "a3", "a4", "a5", "a6"}
ModelByzantineAcceptors == {"a6"}
ModelFaults == 1
ModelCrashes == 0
ModelLearners == {"l1"}
====
