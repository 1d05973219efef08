---- MODULE BglaTwoRounds ----
(* bgla-two-rounds: corrected: nobody is faulty; a proposer, two acceptors, two rounds.  Written from models.json: see docs/TLA.md. *)
EXTENDS LatticeAgreement, TLC

ModelRules == {"accept-larger", "ack-quorum", "answers-by-value", "decide-larger", "end-rounds", "refine", "requests-by-value", "safe-answers", "safe-requests"}
ModelProcesses == {"p1", "p2"}
ModelByzantineProcesses == {}
ModelFaults == 0
ModelBatches == [p1 |-> <<{"a"}, {"b"}>>, p2 |-> <<{}, {}>>]
ModelRounds == 2
ModelUniverse == {"a", "b", "z"}
====
