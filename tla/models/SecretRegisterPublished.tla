---- MODULE SecretRegisterPublished ----
(* secret-register-published: published: nobody is faulty; two leaders, two acceptors.  Written from models.json: see docs/TLA.md. *)
EXTENDS SecretRegister, TLC

ModelRules == {"bottom-before", "bottom-between", "bottom-passed", "bottom-quorum", "bottom-unacknowledged", "leader-only", "pre-write-not-below", "pre-write-once", "secrets-hidden", "token-allows", "total-quorum", "value-quorum", "value-revealed", "value-shown", "visible-not-below", "write-quorum"}
ModelLeaders == <<"p1", "p2">>
ModelInputOf == [p1 |-> "a", p2 |-> "b"]
ModelByzantineProposers == {}
ModelValueOrder == <<"a", "b", "forged!">>
ModelForged == "forged!"
ModelTimestampCount == 2
ModelAcceptors == {"a1", "a2"}
ModelByzantineAcceptors == {}
ModelFaults == 0
ModelCrashes == 0
ModelLearners == {"l1"}
====
