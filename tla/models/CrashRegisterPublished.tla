---- MODULE CrashRegisterPublished ----
(* crash-register-published: published: nobody fails; two proposers, a timestamp each.  Written from models.json: see docs/TLA.md. *)
EXTENDS CrashRegister, TLC

ModelRules == {"highest-visible", "read-above", "read-majority", "token-allows", "total-majority", "write-not-below"}
ModelLeaders == <<"p1", "p2">>
ModelInputOf == [p1 |-> "a", p2 |-> "b"]
ModelByzantineProposers == {}
ModelValueOrder == <<"a", "b", "forged!">>
ModelForged == "forged!"
ModelTimestampCount == 2
ModelAcceptors == {"a1", "a2", "a3"}
ModelByzantineAcceptors == {}
ModelFaults == 1
ModelCrashes == 0
ModelLearners == {"l1"}
====
