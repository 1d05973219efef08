---- MODULE GpaxosRecovery ----
(* gpaxos-recovery: corrected: nobody fails; two conflicting commands, a fast and a classic ballot, two acceptors.  Written from models.json: see docs/TLA.md. *)
EXTENDS Gpaxos, TLC

ModelCommandOrder == <<"a", "b">>
ModelConflicting == {<<"a", "b">>}
ModelUniversals == {}
ModelRules == {"classic-quorum", "collect-reported", "count-possible", "count-prefixes", "fast-only", "fast-quorum", "fast-voted", "highest-ballot", "keep-promise", "open-by-phase1", "phase1-quorum", "promise", "propose-once", "report-voted-ballot", "vote-once"}
ModelProposers == {"p1", "p2"}
ModelCommandsOf == [p1 |-> {"a"}, p2 |-> {"b"}]
ModelAcceptors == {"a1", "a2"}
ModelFaults == 0
ModelFastFaults == 0
ModelCrashes == 0
ModelBallotKinds == <<"fast", "classic">>
ModelLastBallotWaits == TRUE
ModelLearners == {"l1"}
====
