---- MODULE MultipaxosCrash ----
(* multipaxos-crash: corrected: one leader, a client that writes and then reads; an acceptor may crash.  Written from models.json: see docs/TLA.md. *)
EXTENDS MultiPaxos, TLC

ModelRules == {"accept-not-below", "accept-quorum", "adopt-reported", "execute-in-order", "execute-once", "fill-gaps", "highest-vote", "next-slot", "null-commands", "order-of-later", "order-reads", "own-ballot", "prepare-quorum", "promise-above", "stable-storage", "tag-ballot"}
ModelCommandsOf == [c1 |-> <<[does |-> "a", name |-> "a@c1.1"], [does |-> "read", name |-> "read@c1.2"]>>]
ModelCommandOrder == <<"-", "no-op", "a@c1.1", "read@c1.2">>
ModelBallotOf == [p1 |-> 0]
ModelAcceptors == {"a1", "a2", "a3"}
ModelReplicas == {"r1"}
ModelSlotCount == 2
ModelRepeats == FALSE
ModelCrashable == {"a1", "a2", "a3"}
ModelCrashes == 1
====
