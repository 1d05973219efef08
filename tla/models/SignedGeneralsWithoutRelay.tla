---- MODULE SignedGeneralsWithoutRelay ----
(* signed-generals-without-relay: without relay: three generals, of whom the commander is a traitor.  Written from models.json: see docs/TLA.md. *)
EXTENDS SignedGenerals, TLC

ModelRules == {"all-rounds", "choice", "commander-first", "default", "distinct-signers", "in-time", "verify"}
ModelNames == <<"g1", "g2", "g3">>
ModelTraitors == {"g1"}
ModelFaults == 1
ModelCommands == {"attack", "retreat"}
====
