---- MODULE PbftTwoRequests ----
(* pbft-two-requests: corrected: a Byzantine primary; two requests, one number, two views; three replicas.  Written from models.json: see docs/TLA.md. *)
EXTENDS Pbft, TLC

ModelRules == {"carry-prepared", "certificate-proof", "client-signature", "commit-quorum", "execute-in-order", "execute-once", "high-watermark", "highest-view", "join-view-change", "low-watermark", "null-requests", "one-request", "prepare-quorum", "prepares-of-backups", "read-quorum", "reply-quorum", "show-proof", "stable-proof", "stop-in-view-change", "verify-new-view", "view-change-quorum"}
ModelReplicas == <<"r1", "r2", "r3">>
ModelByzantineReplicas == {"r1"}
ModelFaults == 1
ModelViews == 2
ModelNumberCount == 1
ModelClientOfRequest == [a |-> "c1", b |-> "c2"]
ModelRequestOf == [c1 |-> "a", c2 |-> "b"]
ModelReads == {}
ModelNameOrder == <<"a", "b", "forged", "null">>
====
