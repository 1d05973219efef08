---- MODULE FabRegisterPublished ----
(* fab-register-published: published: nobody is faulty; one proposer, three timestamps, of which the first passes in vain.  Written from models.json: see docs/TLA.md. *)
EXTENDS FabRegister, TLC

ModelRules == {"leader-only", "majority-value", "read-above", "read-quorum", "timestamp-proof", "token-allows", "total-quorum", "write-not-below", "write-once"}
ModelLeaders == <<"p1">>
ModelInputOf == [p1 |-> "a"]
ModelByzantineProposers == {}
ModelValueOrder == <<"a", "forged!">>
ModelForged == "forged!"
ModelTimestampCount == 3
ModelAcceptors == {"a1", "a2", "a3"}
ModelByzantineAcceptors == {}
ModelFaults == 0
ModelCrashes == 0
ModelLearners == {"l1"}
====
