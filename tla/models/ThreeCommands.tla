---- MODULE ThreeCommands ----
(* three-commands: corrected: three commands of which one pair conflicts; a Byzantine leader, a fast ballot, three learners.  Written from models.json: see docs/TLA.md. *)
EXTENDS Bgp, TLC

ModelCommandOrder == <<"a", "b", "c", "forged!", "forged!*">>
ModelConflicting == {<<"a", "b">>}
ModelUniversals == {"forged!*"}
ModelRules == {"certificate-quorum", "checkpoint-quorum", "collect-reported", "deliver-once", "discard-quorum", "executed-once", "fast-only", "fast-voted", "hand-over", "highest-ballot", "join-view-change", "justification", "keep-promise", "keep-proposals", "lead-forward", "learn-quorum", "open-by-phase1", "own-ballots", "own-verify", "own-view", "phase1-quorum", "promise", "propose-once", "propose-to-all", "proven-grows", "reach-beginning", "report-proven-ballot", "signed-commands", "snapshot-quorum", "stable-beginning", "suspicion-quorum", "unique-ballots", "universal-any-ballot", "universal-forward", "universal-quorum", "verify-current-ballot", "verify-quorum", "view-change-quorum", "vote-once"}
ModelProposers == {"p1", "p2", "p3"}
ModelCommandsOf == [p1 |-> {"a"}, p2 |-> {"b"}, p3 |-> {"c"}]
ModelSignedByByzantine == {}
ModelForged == "forged!"
ModelForgedUniversal == "forged!*"
ModelAcceptors == {"a1", "a2"}
ModelByzantineAcceptors == {}
ModelFaults == 0
ModelCrashes == 0
ModelViews == 1
ModelByzantineLeaders == {0}
ModelBallotsAhead == {}
ModelBallotKinds == <<"fast">>
ModelLastBallotWaits == TRUE
ModelLearners == {"l1", "l2", "l3"}
ModelCommandCount == 3
ModelMaxLength == 1
ModelCheckpoints == {}
ModelRepeats == FALSE
ModelOrders == FALSE
====
