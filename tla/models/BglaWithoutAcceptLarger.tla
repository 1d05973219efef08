---- MODULE BglaWithoutAcceptLarger ----
(* bgla-without-accept-larger: without accept-larger: nobody is faulty; two proposers.  Written from models.json: see docs/TLA.md. *)
EXTENDS LatticeAgreement, TLC

ModelRules == {"ack-quorum", "answers-by-value", "decide-larger", "end-rounds", "refine", "requests-by-value", "safe-answers", "safe-requests"}
ModelProcesses == {"p1", "p2"}
ModelByzantineProcesses == {}
ModelFaults == 1
ModelBatches == [p1 |-> <<{"a"}>>, p2 |-> <<{"b"}>>]
ModelRounds == 1
ModelUniverse == {"a", "b", "z"}
====
