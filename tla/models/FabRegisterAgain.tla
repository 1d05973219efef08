---- MODULE FabRegisterAgain ----
(* fab-register-again: corrected: a Byzantine leader before a correct one and after it; three acceptors.  Written from models.json: see docs/TLA.md. *)
EXTENDS FabRegister, TLC

ModelRules == {"first-proof", "first-write-free", "leader-only", "majority-value", "o8-relaxed", "propose-once", "read-above", "read-quorum", "timestamp-proof", "token-allows", "total-quorum", "write-not-below", "write-once"}
ModelLeaders == <<"p1", "p2">>
ModelInputOf == [p1 |-> "a", p2 |-> "b"]
ModelByzantineProposers == {"p1"}
ModelValueOrder == <<"a", "b", "forged!">>
ModelForged == "forged!"
ModelTimestampCount == 3
ModelAcceptors == {"a1", "a2", "a3"}
ModelByzantineAcceptors == {}
ModelFaults == 0
ModelCrashes == 0
ModelLearners == {"l1"}
====
