---- MODULE MultipaxosGap ----
(* multipaxos-gap: corrected: two leaders, two commands, gaps; one acceptor.  Written from models.json: see docs/TLA.md. *)
EXTENDS MultiPaxos, TLC

ModelRules == {"accept-not-below", "accept-quorum", "adopt-reported", "execute-in-order", "execute-once", "fill-gaps", "highest-vote", "next-slot", "null-commands", "order-of-later", "order-reads", "own-ballot", "prepare-quorum", "promise-above", "stable-storage", "tag-ballot"}
ModelCommandsOf == [c1 |-> <<[does |-> "a", name |-> "a@c1.1"]>>, c2 |-> <<[does |-> "b", name |-> "b@c2.1"]>>]
ModelCommandOrder == <<"-", "no-op", "a@c1.1", "b@c2.1">>
ModelBallotOf == [p1 |-> 0, p2 |-> 1]
ModelAcceptors == {"a1"}
ModelReplicas == {"r1"}
ModelSlotCount == 3
ModelRepeats == FALSE
ModelCrashable == {"a1", "r1"}
ModelCrashes == 0
====
