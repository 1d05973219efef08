---- MODULE FabOptimalWithoutExcludeEquivocator ----
(* fab-optimal-without-exclude-equivocator: without exclude-equivocator, n = 4: a Byzantine first leader, a correct second one; two values.  Written from models.json: see docs/TLA.md. *)
EXTENDS FabOptimal, TLC

ModelRules == {"ack-once", "ack-own-view", "certificate", "certificate-quorum", "certified-vote", "commit-own-view", "commit-quorum", "counted-size", "decide-quorum", "from-leader", "highest-view", "keep-committed", "keep-counted", "keep-only", "propose-once", "signed-commit", "signed-vote", "vote-quorum", "votes-of-view", "wait-for-others"}
ModelValueOrder == <<"a", "b">>
ModelProcessOrder == <<"p1", "p2", "p3", "p4">>
ModelByzantine == {"p1"}
ModelInputOf == [p1 |-> "a", p2 |-> "b", p3 |-> "a", p4 |-> "b"]
ModelFaults == 1
ModelFastFaults == 1
ModelCrashes == 0
ModelViews == 2
====
