---- MODULE ByzantineRegisterQuorum ----
(* byzantine-register-quorum: corrected: a Byzantine acceptor and a Byzantine leader; one timestamp.  Written from models.json: see docs/TLA.md. *)
EXTENDS ByzantineRegister, TLC

ModelRules == {"bare-only-at-zero", "first-change", "highest-visible", "leader-only", "o8-relaxed", "pre-write-not-below", "pre-write-once", "propose-once", "read-current", "read-quorum", "signatures", "token-allows", "total-quorum", "visible-before", "visible-not-below", "visible-proof", "write-quorum"}
ModelLeaders == <<"p1", "p2">>
ModelInputOf == [p1 |-> "a", p2 |-> "b"]
ModelByzantineProposers == {"p1"}
ModelValueOrder == <<"a", "b", "forged!">>
ModelForged == "forged!"
ModelTimestampCount == 1
ModelAcceptors == {"a1", "a2", "a3", "a4"}
ModelByzantineAcceptors == {"a4"}
ModelFaults == 1
ModelCrashes == 0
ModelLearners == {"l1"}
====
