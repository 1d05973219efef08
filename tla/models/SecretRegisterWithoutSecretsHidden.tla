---- MODULE SecretRegisterWithoutSecretsHidden ----
(* secret-register-without-secrets-hidden: without secrets-hidden: a Byzantine leader after a correct one; two acceptors, two learners.  Written from models.json: see docs/TLA.md. *)
EXTENDS SecretRegister, TLC

ModelRules == {"bottom-before", "bottom-between", "bottom-passed", "bottom-quorum", "bottom-released", "bottom-unacknowledged", "leader-only", "o8-relaxed", "pre-write-not-below", "pre-write-once", "propose-once", "token-allows", "total-quorum", "turn-shown", "value-quorum", "value-revealed", "value-shown", "visible-not-below", "write-quorum"}
ModelLeaders == <<"p1", "p2">>
ModelInputOf == [p1 |-> "a", p2 |-> "b"]
ModelByzantineProposers == {"p2"}
ModelValueOrder == <<"a", "b", "forged!">>
ModelForged == "forged!"
ModelTimestampCount == 2
ModelAcceptors == {"a1", "a2"}
ModelByzantineAcceptors == {}
ModelFaults == 0
ModelCrashes == 0
ModelLearners == {"l1", "l2"}
====
