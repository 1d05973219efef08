---- MODULE BallotsAheadThree ----
(* ballots-ahead-three: without own-view: a Byzantine acceptor opens a ballot of a view that it will lead; one command, three acceptors.  Written from models.json: see docs/TLA.md. *)
EXTENDS Bgp, TLC

ModelCommandOrder == <<"a", "forged!", "forged!*">>
ModelConflicting == {<<"a", "forged!">>}
ModelUniversals == {"forged!*"}
ModelRules == {"certificate-quorum", "checkpoint-quorum", "collect-reported", "deliver-once", "discard-quorum", "executed-once", "fast-only", "fast-voted", "hand-over", "highest-ballot", "join-view-change", "justification", "keep-promise", "keep-proposals", "lead-forward", "learn-quorum", "open-by-phase1", "own-ballots", "own-verify", "phase1-quorum", "promise", "propose-once", "propose-to-all", "proven-grows", "reach-beginning", "report-proven-ballot", "signed-commands", "snapshot-quorum", "stable-beginning", "suspicion-quorum", "unique-ballots", "universal-any-ballot", "universal-forward", "universal-quorum", "verify-current-ballot", "verify-quorum", "view-change-quorum", "vote-once"}
ModelProposers == {"p1"}
ModelCommandsOf == [p1 |-> {"a"}]
ModelSignedByByzantine == {}
ModelForged == "forged!"
ModelForgedUniversal == "forged!*"
ModelAcceptors == {"a1", "a2", "a3"}
ModelByzantineAcceptors == {"a3"}
ModelFaults == 1
ModelCrashes == 0
ModelViews == 1
ModelByzantineLeaders == {}
ModelBallotsAhead == {<<2, 1>>}
ModelBallotKinds == <<"classic">>
ModelLastBallotWaits == TRUE
ModelLearners == {"l1", "l2"}
ModelCommandCount == 1
ModelMaxLength == 1
ModelCheckpoints == {}
ModelRepeats == FALSE
ModelOrders == FALSE
====
