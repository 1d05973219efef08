---- MODULE PbftOneRequest ----
(* pbft-one-request: corrected: a Byzantine primary; one request, one number, two views.  Written from models.json: see docs/TLA.md. *)
EXTENDS Pbft, TLC

ModelRules == {"carry-prepared", "certificate-proof", "client-signature", "commit-quorum", "execute-in-order", "execute-once", "high-watermark", "highest-view", "join-view-change", "low-watermark", "null-requests", "one-request", "prepare-quorum", "prepares-of-backups", "read-quorum", "reply-quorum", "show-proof", "stable-proof", "stop-in-view-change", "verify-new-view", "view-change-quorum"}
ModelReplicas == <<"r1", "r2", "r3", "r4">>
ModelByzantineReplicas == {"r1"}
ModelFaults == 1
ModelViews == 2
ModelNumberCount == 1
ModelClientOfRequest == [a |-> "c1"]
ModelRequestOf == [c1 |-> "a"]
ModelReads == {}
ModelNameOrder == <<"a", "forged", "null">>
====
