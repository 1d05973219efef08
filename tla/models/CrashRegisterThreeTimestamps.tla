---- MODULE CrashRegisterThreeTimestamps ----
(* crash-register-three-timestamps: corrected: nobody fails; two proposers with three timestamps between them, two acceptors.  Written from models.json: see docs/TLA.md. *)
EXTENDS CrashRegister, TLC

ModelRules == {"highest-visible", "o8-relaxed", "read-above", "read-majority", "token-allows", "total-majority", "write-not-below"}
ModelLeaders == <<"p1", "p2">>
ModelInputOf == [p1 |-> "a", p2 |-> "b"]
ModelByzantineProposers == {}
ModelValueOrder == <<"a", "b", "forged!">>
ModelForged == "forged!"
ModelTimestampCount == 3
ModelAcceptors == {"a1", "a2"}
ModelByzantineAcceptors == {}
ModelFaults == 0
ModelCrashes == 0
ModelLearners == {"l1"}
====
