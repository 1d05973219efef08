---- MODULE PbftReadPublished ----
(* pbft-read-published: f + 1 replies to a write, 2f + 1 to a read; a Byzantine backup.  Written from models.json: see docs/TLA.md. *)
EXTENDS Pbft, TLC

ModelRules == {"carry-prepared", "certificate-proof", "client-signature", "commit-quorum", "execute-in-order", "execute-once", "high-watermark", "highest-view", "join-view-change", "low-watermark", "null-requests", "one-request", "prepare-quorum", "prepares-of-backups", "read-quorum", "reply-quorum", "show-proof", "stable-proof", "stop-in-view-change", "verify-new-view", "view-change-quorum"}
ModelReplicas == <<"r1", "r2", "r3", "r4">>
ModelByzantineReplicas == {"r4"}
ModelFaults == 1
ModelViews == 1
ModelNumberCount == 1
ModelClientOfRequest == [a |-> "c1", read |-> "c2"]
ModelRequestOf == [c1 |-> "a", c2 |-> "read"]
ModelReads == {"read"}
ModelNameOrder == <<"a", "forged", "null", "read">>
====
