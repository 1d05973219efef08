---- MODULE ByzantineAcceptor ----
(* byzantine-acceptor: corrected: a Byzantine acceptor, a correct leader that opens its ballot at any time; two conflicting commands, three learners.  Written from models.json: see docs/TLA.md. *)
EXTENDS Bgp, TLC

ModelCommandOrder == <<"a", "b", "forged!", "forged!*">>
ModelConflicting == {<<"a", "b">>, <<"a", "forged!">>, <<"b", "forged!">>}
ModelUniversals == {"forged!*"}
ModelRules == {"certificate-quorum", "checkpoint-quorum", "collect-reported", "deliver-once", "discard-quorum", "executed-once", "fast-only", "fast-voted", "hand-over", "highest-ballot", "join-view-change", "justification", "keep-promise", "keep-proposals", "lead-forward", "learn-quorum", "open-by-phase1", "own-ballots", "own-verify", "own-view", "phase1-quorum", "promise", "propose-once", "propose-to-all", "proven-grows", "reach-beginning", "report-proven-ballot", "signed-commands", "snapshot-quorum", "stable-beginning", "suspicion-quorum", "unique-ballots", "universal-any-ballot", "universal-forward", "universal-quorum", "verify-current-ballot", "verify-quorum", "view-change-quorum", "vote-once"}
ModelProposers == {"p1", "p2"}
ModelCommandsOf == [p1 |-> {"a"}, p2 |-> {"b"}]
ModelSignedByByzantine == {}
ModelForged == "forged!"
ModelForgedUniversal == "forged!*"
ModelAcceptors == {"a1", "a2", "a3", "a4"}
ModelByzantineAcceptors == {"a4"}
ModelFaults == 1
ModelCrashes == 0
ModelViews == 1
ModelByzantineLeaders == {}
ModelBallotsAhead == {<<3, 1>>}
ModelBallotKinds == <<"classic">>
ModelLastBallotWaits == FALSE
ModelLearners == {"l1", "l2", "l3"}
ModelCommandCount == 2
ModelMaxLength == 2
ModelCheckpoints == {}
ModelRepeats == FALSE
ModelOrders == FALSE
====
