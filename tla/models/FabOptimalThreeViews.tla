---- MODULE FabOptimalThreeViews ----
(* fab-optimal-three-views: corrected, n = 2, f = 0: a Byzantine second leader of three, one fault too many; two values.  Written from models.json: see docs/TLA.md. *)
EXTENDS FabOptimal, TLC

ModelRules == {"ack-once", "ack-own-view", "certificate", "certificate-quorum", "certified-vote", "commit-own-view", "commit-quorum", "counted-size", "decide-quorum", "exclude-equivocator", "from-leader", "highest-view", "keep-committed", "keep-counted", "keep-only", "propose-once", "signed-commit", "signed-vote", "vote-quorum", "votes-of-view", "wait-for-others"}
ModelValueOrder == <<"a", "b">>
ModelProcessOrder == <<"p1", "p2">>
ModelByzantine == {"p2"}
ModelInputOf == [p1 |-> "a", p2 |-> "b"]
ModelFaults == 0
ModelFastFaults == 0
ModelCrashes == 0
ModelViews == 3
====
