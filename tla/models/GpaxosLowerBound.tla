---- MODULE GpaxosLowerBound ----
(* gpaxos-lower-bound: corrected: N = 2f, two acceptors and two classic ballots; nobody fails.  Written from models.json: see docs/TLA.md. *)
EXTENDS Gpaxos, TLC

ModelCommandOrder == <<"a", "b">>
ModelConflicting == {<<"a", "b">>}
ModelUniversals == {}
ModelRules == {"classic-quorum", "collect-reported", "count-possible", "count-prefixes", "fast-only", "fast-quorum", "fast-voted", "highest-ballot", "keep-promise", "open-by-phase1", "phase1-quorum", "promise", "propose-once", "report-voted-ballot", "vote-once"}
ModelProposers == {"p1", "p2"}
ModelCommandsOf == [p1 |-> {"a"}, p2 |-> {"b"}]
ModelAcceptors == {"a1", "a2"}
ModelFaults == 1
ModelFastFaults == 0
ModelCrashes == 0
ModelBallotKinds == <<"classic", "classic">>
ModelLastBallotWaits == TRUE
ModelLearners == {"l1", "l2"}
====
