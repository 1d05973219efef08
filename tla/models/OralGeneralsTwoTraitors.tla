---- MODULE OralGeneralsTwoTraitors ----
(* oral-generals-two-traitors: corrected, with too few: four generals, three rounds; the commander and a lieutenant are traitors.  Written from models.json: see docs/TLA.md. *)
EXTENDS OralGenerals, TLC

ModelRules == {"all-rounds", "default", "known-sender", "majority", "nested", "tie"}
ModelNames == <<"g1", "g2", "g3", "g4">>
ModelTraitors == {"g1", "g4"}
ModelFaults == 2
ModelCommands == {"attack", "retreat"}
====
