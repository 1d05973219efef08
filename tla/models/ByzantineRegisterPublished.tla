---- MODULE ByzantineRegisterPublished ----
(* byzantine-register-published: published: nobody is faulty; two leaders, two acceptors.  Written from models.json: see docs/TLA.md. *)
EXTENDS ByzantineRegister, TLC

ModelRules == {"bare-only-at-zero", "highest-visible", "leader-only", "pre-write-not-below", "pre-write-once", "read-current", "read-quorum", "signatures", "token-allows", "total-quorum", "visible-not-below", "visible-proof", "write-quorum"}
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
