---- MODULE SignedGeneralsLowerBound ----
(* signed-generals-lower-bound: corrected, with a round too few: four generals, of whom the commander and a lieutenant are traitors.  Written from models.json: see docs/TLA.md. *)
EXTENDS SignedGenerals, TLC

ModelRules == {"all-rounds", "choice", "commander-first", "default", "distinct-signers", "in-time", "relay", "verify"}
ModelNames == <<"g1", "g2", "g3", "g4">>
ModelTraitors == {"g1", "g4"}
ModelFaults == 1
ModelCommands == {"attack", "retreat"}
====
