---- MODULE SecretRegisterAcceptor ----
(* secret-register-acceptor: corrected: a Byzantine acceptor; one correct leader of two timestamps.  Written from models.json: see docs/TLA.md. *)
EXTENDS SecretRegister, TLC

ModelRules == {"bottom-before", "bottom-between", "bottom-passed", "bottom-quorum", "bottom-released", "bottom-unacknowledged", "leader-only", "o8-relaxed", "pre-write-not-below", "pre-write-once", "propose-once", "secrets-hidden", "token-allows", "total-quorum", "turn-shown", "value-quorum", "value-revealed", "value-shown", "visible-not-below", "write-quorum"}
ModelLeaders == <<"p1">>
ModelInputOf == [p1 |-> "a"]
ModelByzantineProposers == {}
ModelValueOrder == <<"a", "forged!">>
ModelForged == "forged!"
ModelTimestampCount == 2
ModelAcceptors == {"a1", "a2", "a3", "a4"}
ModelByzantineAcceptors == {"a4"}
ModelFaults == 1
ModelCrashes == 0
ModelLearners == {"l1"}
====
