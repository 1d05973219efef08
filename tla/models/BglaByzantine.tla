---- MODULE BglaByzantine ----
(* bgla-byzantine: corrected: a Byzantine process among three; one round.  Written from models.json: see docs/TLA.md. *)
EXTENDS LatticeAgreement, TLC

ModelRules == {"accept-larger", "ack-quorum", "answers-by-value", "decide-larger", "end-rounds", "refine", "requests-by-value", "safe-answers", "safe-requests"}
ModelProcesses == {"p1", "p2", "p3"}
ModelByzantineProcesses == {"p3"}
ModelFaults == 1
ModelBatches == [p1 |-> <<{"a"}>>, p2 |-> <<{}>>, p3 |-> <<{}>>]
ModelRounds == 1
ModelUniverse == {"a", "z"}
====
