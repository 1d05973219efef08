---- MODULE MultipaxosWithoutExecuteOnce ----
(* multipaxos-without-execute-once: without execute-once: a client that asks twice; one acceptor.  Written from models.json: see docs/TLA.md. *)
EXTENDS MultiPaxos, TLC

ModelRules == {"accept-not-below", "accept-quorum", "adopt-reported", "execute-in-order", "fill-gaps", "highest-vote", "next-slot", "null-commands", "order-of-later", "order-reads", "own-ballot", "prepare-quorum", "promise-above", "stable-storage", "tag-ballot"}
ModelCommandsOf == [c1 |-> <<[does |-> "a", name |-> "a@c1.1"]>>]
ModelCommandOrder == <<"-", "no-op", "a@c1.1">>
ModelBallotOf == [p1 |-> 0]
ModelAcceptors == {"a1"}
ModelReplicas == {"r1"}
ModelSlotCount == 2
ModelRepeats == TRUE
ModelCrashable == {"a1", "r1"}
ModelCrashes == 0
====
