---- MODULE CrashRegisterWithoutWriteNotBelow ----
(* crash-register-without-write-not-below: without write-not-below: nobody fails; two proposers, two acceptors, two learners.  Written from models.json: see docs/TLA.md. *)
EXTENDS CrashRegister, TLC

ModelRules == {"highest-visible", "o8-relaxed", "read-above", "read-majority", "token-allows", "total-majority"}
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
ModelLearners == {"l1", "l2"}
====
