---- MODULE BglaPublished ----
(* bgla-published: published: nobody is faulty; no proposal of the second round is ever answered.  Written from models.json: see docs/TLA.md. *)
EXTENDS LatticeAgreement, TLC

ModelRules == {"accept-larger", "ack-quorum", "decide-larger", "end-rounds", "refine", "safe-answers", "safe-requests"}
ModelProcesses == {"p1", "p2"}
ModelByzantineProcesses == {}
ModelFaults == 0
ModelBatches == [p1 |-> <<{"a"}, {"b"}>>, p2 |-> <<{}, {}>>]
ModelRounds == 2
ModelUniverse == {"a", "b", "z"}
====
