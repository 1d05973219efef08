---- MODULE SameLeader ----
(* same-leader: corrected: one acceptor leads three views, one after the other.  Written from models.json: see docs/TLA.md. *)
EXTENDS Bgp, TLC

ModelCommandOrder == <<"a", "forged!", "forged!*">>
ModelConflicting == {<<"a", "forged!">>}
ModelUniversals == {"forged!*"}
ModelRules == {"certificate-quorum", "checkpoint-quorum", "collect-reported", "deliver-once", "discard-quorum", "executed-once", "fast-only", "fast-voted", "hand-over", "highest-ballot", "join-view-change", "justification", "keep-promise", "keep-proposals", "lead-forward", "learn-quorum", "open-by-phase1", "own-ballots", "own-verify", "own-view", "phase1-quorum", "promise", "propose-once", "propose-to-all", "proven-grows", "reach-beginning", "report-proven-ballot", "signed-commands", "snapshot-quorum", "stable-beginning", "suspicion-quorum", "unique-ballots", "universal-any-ballot", "universal-forward", "universal-quorum", "verify-current-ballot", "verify-quorum", "view-change-quorum", "vote-once"}
ModelProposers == {"p1"}
ModelCommandsOf == [p1 |-> {"a"}]
ModelSignedByByzantine == {}
ModelForged == "forged!"
ModelForgedUniversal == "forged!*"
ModelAcceptors == {"a1"}
ModelByzantineAcceptors == {}
ModelFaults == 0
ModelCrashes == 0
ModelViews == 3
ModelByzantineLeaders == {}
ModelBallotsAhead == {}
ModelBallotKinds == <<"classic">>
ModelLastBallotWaits == TRUE
ModelLearners == {"l1"}
ModelCommandCount == 1
ModelMaxLength == 1
ModelCheckpoints == {}
ModelRepeats == FALSE
ModelOrders == FALSE
====
