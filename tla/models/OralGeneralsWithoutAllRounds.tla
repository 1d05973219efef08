---- MODULE OralGeneralsWithoutAllRounds ----
(* oral-generals-without-all-rounds: without all-rounds: four generals, two rounds; the commander and a lieutenant are traitors.  Written from models.json: see docs/TLA.md. *)
EXTENDS OralGenerals, TLC

ModelRules == {"default", "known-sender", "majority", "nested", "tie"}
ModelNames == <<"g1", "g2", "g3", "g4">>
ModelTraitors == {"g1", "g4"}
ModelFaults == 2
ModelCommands == {"attack", "retreat"}
====
