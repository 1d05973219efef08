---- MODULE MultipaxosWithoutOrderReads ----
(* multipaxos-without-order-reads: without order-reads: two replicas, of which one is late, answer a read; one acceptor.  Written from models.json: see docs/TLA.md. *)
EXTENDS MultiPaxos, TLC

ModelRules == {"accept-not-below", "accept-quorum", "adopt-reported", "execute-in-order", "execute-once", "fill-gaps", "highest-vote", "next-slot", "null-commands", "order-of-later", "own-ballot", "prepare-quorum", "promise-above", "stable-storage", "tag-ballot"}
ModelCommandsOf == [c1 |-> <<[does |-> "a", name |-> "a@c1.1"]>>, c2 |-> <<[does |-> "read", name |-> "read@c2.1"]>>]
ModelCommandOrder == <<"-", "no-op", "a@c1.1", "read@c2.1">>
ModelBallotOf == [p1 |-> 0]
ModelAcceptors == {"a1"}
ModelReplicas == {"r1", "r2"}
ModelSlotCount == 2
ModelRepeats == FALSE
ModelCrashable == {"a1", "r1", "r2"}
ModelCrashes == 0
====
