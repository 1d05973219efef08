---- MODULE GpaxosPublished ----
(* gpaxos-published: published: nobody fails; two conflicting commands, a classic ballot, two acceptors.  Written from models.json: see docs/TLA.md. *)
EXTENDS Gpaxos, TLC

ModelCommandOrder == <<"a", "b">>
ModelConflicting == {<<"a", "b">>}
ModelUniversals == {}
ModelRules == {"classic-quorum", "collect-reported", "count-possible", "fast-only", "fast-quorum", "highest-ballot", "keep-promise", "phase1-quorum", "promise"}
ModelProposers == {"p1", "p2"}
ModelCommandsOf == [p1 |-> {"a"}, p2 |-> {"b"}]
ModelAcceptors == {"a1", "a2"}
ModelFaults == 0
ModelFastFaults == 0
ModelCrashes == 0
ModelBallotKinds == <<"classic">>
ModelLastBallotWaits == FALSE
ModelLearners == {"l1", "l2"}
====
