---- MODULE PublishedFast ----
(* published-fast: published: nobody is faulty; two conflicting commands, a fast ballot.  Written from models.json: see docs/TLA.md. *)
EXTENDS Bgp, TLC

ModelCommandOrder == <<"a", "b", "forged!", "forged!*">>
ModelConflicting == {<<"a", "b">>, <<"a", "forged!">>, <<"b", "forged!">>}
ModelUniversals == {"forged!*"}
ModelRules == {"certificate-quorum", "collect-reported", "fast-only", "join-view-change", "keep-promise", "learn-quorum", "own-verify", "own-view", "phase1-quorum", "prefix-guard", "promise", "suspicion-quorum", "universal-quorum", "verify-quorum", "view-change-quorum"}
ModelProposers == {"p1", "p2"}
ModelCommandsOf == [p1 |-> {"a"}, p2 |-> {"b"}]
ModelSignedByByzantine == {}
ModelForged == "forged!"
ModelForgedUniversal == "forged!*"
ModelAcceptors == {"a1", "a2"}
ModelByzantineAcceptors == {}
ModelFaults == 0
ModelCrashes == 0
ModelViews == 1
ModelByzantineLeaders == {}
ModelBallotsAhead == {}
ModelBallotKinds == <<"fast">>
ModelLastBallotWaits == FALSE
ModelLearners == {"l1", "l2"}
ModelCommandCount == 2
ModelMaxLength == 2
ModelCheckpoints == {}
ModelRepeats == FALSE
ModelOrders == FALSE
====
