---- MODULE SecretRegisterQuorum ----
(* secret-register-quorum: corrected: a Byzantine acceptor and a Byzantine leader; one timestamp.  Written from models.json: see docs/TLA.md. *)
EXTENDS SecretRegister, TLC

ModelRules == {"bottom-before", "bottom-between", "bottom-passed", "bottom-quorum", "bottom-released", "bottom-unacknowledged", "leader-only", "o8-relaxed", "pre-write-not-below", "pre-write-once", "propose-once", "secrets-hidden", "token-allows", "total-quorum", "turn-shown", "value-quorum", "value-revealed", "value-shown", "visible-not-below", "write-quorum"}
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
