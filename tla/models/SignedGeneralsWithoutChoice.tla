---- MODULE SignedGeneralsWithoutChoice ----
(* signed-generals-without-choice: without choice: three generals, of whom the commander is a traitor.  Written from models.json: see docs/TLA.md. *)
EXTENDS SignedGenerals, TLC

ModelRules == {"all-rounds", "commander-first", "default", "distinct-signers", "in-time", "relay", "verify"}
ModelNames == <<"g1", "g2", "g3">>
ModelTraitors == {"g1"}
ModelFaults == 1
ModelCommands == {"attack", "retreat"}
====
