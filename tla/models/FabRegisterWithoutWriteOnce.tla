---- MODULE FabRegisterWithoutWriteOnce ----
(* fab-register-without-write-once: without write-once: a Byzantine leader, one timestamp, two acceptors, two learners.  Written from models.json: see docs/TLA.md. *)
EXTENDS FabRegister, TLC

ModelRules == {"first-proof", "first-write-free", "leader-only", "majority-value", "o8-relaxed", "propose-once", "read-above", "read-quorum", "timestamp-proof", "token-allows", "total-quorum", "write-not-below"}
ModelLeaders == <<"p1", "p2">>
ModelInputOf == [p1 |-> "a", p2 |-> "b"]
ModelByzantineProposers == {"p1"}
ModelValueOrder == <<"a", "b", "forged!">>
ModelForged == "forged!"
ModelTimestampCount == 1
ModelAcceptors == {"a1", "a2"}
ModelByzantineAcceptors == {}
ModelFaults == 0
ModelCrashes == 0
ModelLearners == {"l1", "l2"}
====
