---- MODULE SecretRegisterAgain ----
(* secret-register-again: corrected, all channels open: a Byzantine leader before a correct one and after it; two acceptors.  Written from models.json: see docs/TLA.md. *)
EXTENDS SecretRegister, TLC

ModelRules == {"bottom-before", "bottom-between", "bottom-passed", "bottom-quorum", "bottom-released", "bottom-unacknowledged", "leader-only", "o8-relaxed", "open-channels", "pre-write-not-below", "pre-write-once", "propose-once", "secrets-hidden", "token-allows", "total-quorum", "turn-shown", "value-quorum", "value-revealed", "value-shown", "visible-not-below", "write-quorum"}
ModelLeaders == <<"p1", "p2">>
ModelInputOf == [p1 |-> "a", p2 |-> "b"]
ModelByzantineProposers == {"p1"}
ModelValueOrder == <<"a", "b", "forged!">>
ModelForged == "forged!"
ModelTimestampCount == 3
ModelAcceptors == {"a1", "a2"}
ModelByzantineAcceptors == {}
ModelFaults == 0
ModelCrashes == 0
ModelLearners == {"l1"}
====
