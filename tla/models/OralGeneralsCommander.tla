---- MODULE OralGeneralsCommander ----
(* oral-generals-commander: corrected: four generals, of whom the commander is a traitor.  Written from models.json: see docs/TLA.md. *)
EXTENDS OralGenerals, TLC

ModelRules == {"all-rounds", "default", "known-sender", "majority", "nested", "tie"}
ModelNames == <<"g1", "g2", "g3", "g4">>
ModelTraitors == {"g1"}
ModelFaults == 1
ModelCommands == {"attack", "retreat"}
====
