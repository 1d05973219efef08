---- MODULE GpaxosCommuting ----
(* gpaxos-commuting: corrected: nobody fails; three commands of which one pair conflicts, a fast ballot, two acceptors.  Written from models.json: see docs/TLA.md. *)
EXTENDS Gpaxos, TLC

ModelCommandOrder == <<"a", "b", "c">>
ModelConflicting == {<<"a", "b">>}
ModelUniversals == {}
ModelRules == {"classic-quorum", "collect-reported", "count-possible", "count-prefixes", "fast-only", "fast-quorum", "fast-voted", "highest-ballot", "keep-promise", "open-by-phase1", "phase1-quorum", "promise", "propose-once", "report-voted-ballot", "vote-once"}
ModelProposers == {"p1", "p2", "p3"}
ModelCommandsOf == [p1 |-> {"a"}, p2 |-> {"b"}, p3 |-> {"c"}]
ModelAcceptors == {"a1", "a2"}
ModelFaults == 0
ModelFastFaults == 0
ModelCrashes == 0
ModelBallotKinds == <<"fast">>
ModelLastBallotWaits == TRUE
ModelLearners == {"l1"}
====
