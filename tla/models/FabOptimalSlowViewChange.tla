---- MODULE FabOptimalSlowViewChange ----
(* fab-optimal-slow-view-change: corrected, n = 3, f = 1, t = 0, too few to decide fast: a Byzantine first leader; votes with commit certificates.  Written from models.json: see docs/TLA.md. *)
EXTENDS FabOptimal, TLC

ModelRules == {"ack-once", "ack-own-view", "certificate", "certificate-quorum", "certified-vote", "commit-own-view", "commit-quorum", "counted-size", "decide-quorum", "exclude-equivocator", "from-leader", "highest-view", "keep-committed", "keep-counted", "keep-only", "propose-once", "signed-commit", "signed-vote", "vote-quorum", "votes-of-view", "wait-for-others"}
ModelValueOrder == <<"a", "b">>
ModelProcessOrder == <<"p1", "p2", "p3">>
ModelByzantine == {"p1"}
ModelInputOf == [p1 |-> "a", p2 |-> "b", p3 |-> "a"]
ModelFaults == 1
ModelFastFaults == 0
ModelCrashes == 0
ModelViews == 2
====
