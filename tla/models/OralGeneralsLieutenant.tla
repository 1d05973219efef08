---- MODULE OralGeneralsLieutenant ----
(* oral-generals-lieutenant: corrected: four generals, of whom a lieutenant is a traitor.  Written from models.json: see docs/TLA.md. *)
EXTENDS OralGenerals, TLC

ModelRules == {"all-rounds", "default", "known-sender", "majority", "nested", "tie"}
ModelNames == <<"g1", "g2", "g3", "g4">>
ModelTraitors == {"g4"}
ModelFaults == 1
ModelCommands == {"attack", "retreat"}
====
