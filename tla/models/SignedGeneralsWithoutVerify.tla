---- MODULE SignedGeneralsWithoutVerify ----
(* signed-generals-without-verify: without verify: three generals, of whom a lieutenant is a traitor.  Written from models.json: see docs/TLA.md. *)
EXTENDS SignedGenerals, TLC

ModelRules == {"all-rounds", "choice", "commander-first", "default", "distinct-signers", "in-time", "relay"}
ModelNames == <<"g1", "g2", "g3">>
ModelTraitors == {"g3"}
ModelFaults == 1
ModelCommands == {"attack", "retreat"}
====
