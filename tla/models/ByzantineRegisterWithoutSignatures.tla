---- MODULE ByzantineRegisterWithoutSignatures ----
(* byzantine-register-without-signatures: without signatures, which an unbounded adversary forges: a Byzantine leader after a correct one; two acceptors, two learners.  Written from models.json: see docs/TLA.md. *)
EXTENDS ByzantineRegister, TLC

ModelRules == {"bare-only-at-zero", "first-change", "first-write-free", "fold-reads", "highest-visible", "leader-only", "o8-relaxed", "pre-write-not-below", "pre-write-once", "propose-once", "read-current", "read-quorum", "token-allows", "total-quorum", "visible-before", "visible-not-below", "visible-proof", "write-quorum"}
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
