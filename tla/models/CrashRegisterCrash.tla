---- MODULE CrashRegisterCrash ----
(* crash-register-crash: corrected: an acceptor may crash; two proposers, a timestamp each.  Written from models.json: see docs/TLA.md. *)
EXTENDS CrashRegister, TLC

ModelRules == {"highest-visible", "o8-relaxed", "read-above", "read-majority", "token-allows", "total-majority", "write-not-below"}
ModelLeaders == <<"p1", "p2">>
ModelInputOf == [p1 |-> "a", p2 |-> "b"]
ModelByzantineProposers == {}
ModelValueOrder == <<"a", "b", "forged!">>
ModelForged == "forged!"
ModelTimestampCount == 2
ModelAcceptors == {"a1", "a2", "a3"}
ModelByzantineAcceptors == {}
ModelFaults == 1
ModelCrashes == 1
ModelLearners == {"l1"}
====
