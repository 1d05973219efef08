---- MODULE ByzantineRegisterWithoutPreWriteOnce ----
(* byzantine-register-without-pre-write-once: without pre-write-once: a Byzantine leader, one timestamp, two acceptors, two learners.  Written from models.json: see docs/TLA.md. *)
EXTENDS ByzantineRegister, TLC

ModelRules == {"bare-only-at-zero", "first-change", "highest-visible", "leader-only", "o8-relaxed", "pre-write-not-below", "propose-once", "read-current", "read-quorum", "signatures", "token-allows", "total-quorum", "visible-before", "visible-not-below", "visible-proof", "write-quorum"}
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
