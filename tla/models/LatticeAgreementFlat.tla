---- MODULE LatticeAgreementFlat ----
EXTENDS Integers, Sequences, FiniteSets, TLC
CONSTANTS Rules, Processes, ByzantineProcesses, Faults, Batches, Rounds, Universe
VARIABLES process, sent
vars == <<process, sent>>
Has(rule_Has) == rule_Has \in Rules
CorrectProcesses == Processes \ ByzantineProcesses
RoundNumbers == 0..(Rounds - 1)
Batch(p_Batch, r_Batch) == Batches[p_Batch][r_Batch + 1]
Proposers == {p \in Processes : \E r \in RoundNumbers : Batch(p, r) # {}}
DisclosuresAwaited == Cardinality(Proposers) - Faults
AckSize == IF Has("ack-quorum") THEN ((Cardinality(Processes) + Faults) \div 2) + 1 ELSE 1
Of(kind_Of) == {msg \in sent : msg.type = kind_Of}
Statement(msg_Statement) == [round |-> msg_Statement.round, to |-> msg_Statement.to, attempt |-> msg_Statement.attempt, accepted |-> msg_Statement.accepted]
Acking(statement_Acking) == {msg.from : msg \in {m \in Of("ack") : Statement(m) = statement_Acking}}
ByzantineRequests ==
    {[type |-> "request", from |-> p, round |-> r, attempt |-> 1, proposed |-> set] :
        p \in ByzantineProcesses, r \in RoundNumbers, set \in SUBSET Universe}
ByzantineNacks ==
    {[type |-> "nack", from |-> p, to |-> to, attempt |-> n, accepted |-> set] :
        p \in ByzantineProcesses, to \in CorrectProcesses, n \in 1..(Cardinality(Universe) + Rounds), set \in SUBSET Universe}
ByzantineStatements ==
    IF Cardinality(ByzantineProcesses) < AckSize THEN {}
    ELSE {[round |-> r, to |-> to, attempt |-> 1, accepted |-> set] :
             r \in RoundNumbers, to \in CorrectProcesses, set \in SUBSET Universe}
Statements == {Statement(msg) : msg \in Of("ack")} \cup ByzantineStatements
Disclosed(p_Disclosed, r_Disclosed) == UNION {Batch(q, r_Disclosed) : q \in process[p_Disclosed].heard[r_Disclosed + 1]}
Safe(p_Safe, set_Safe, byValue_Safe) ==
    IF Has(byValue_Safe)
      THEN \A v \in set_Safe : \E r \in RoundNumbers : v \in Disclosed(p_Safe, r)
      ELSE \E r \in RoundNumbers : set_Safe \subseteq Disclosed(p_Safe, r)
Init ==
    /\ process = [p \in CorrectProcesses |->
         [round |-> 0, phase |-> "Idle", attempt |-> 0, proposed |-> {}, decisions |-> <<>>,
          safeRound |-> 0, accepted |-> {}, heard |-> [r \in 1..Rounds |-> {}]]]
    /\ sent = {}
Request(p_Request, state_Request) ==
    [type |-> "request", from |-> p_Request, round |-> state_Request.round, attempt |-> state_Request.attempt, proposed |-> state_Request.proposed]
MayAsk(state_MayAsk) == state_MayAsk.phase = "Disclosing" /\ Cardinality(state_MayAsk.heard[state_MayAsk.round + 1]) >= DisclosuresAwaited
Asking(state_Asking) == IF MayAsk(state_Asking) THEN [state_Asking EXCEPT !.phase = "Proposing", !.attempt = @ + 1] ELSE state_Asking
Asked(p_Asked, state_Asked) == IF MayAsk(state_Asked) THEN {Request(p_Asked, Asking(state_Asked))} ELSE {}
MayNextRound(p_MayNextRound) ==
    /\ p_MayNextRound \in Proposers
    /\ process[p_MayNextRound].phase = "Idle"
    /\ process[p_MayNextRound].round < Rounds
NextRound(p_NextRound) ==
    /\ p_NextRound \in Proposers
    /\ process[p_NextRound].phase = "Idle"
    /\ process[p_NextRound].round < Rounds
    /\ LET state == [process[p_NextRound] EXCEPT !.phase = "Disclosing", !.proposed = @ \cup Batch(p_NextRound, process[p_NextRound].round)]
       IN  /\ process' = [process EXCEPT ![p_NextRound] = Asking(state)]
           /\ sent' = sent \cup {[type |-> "disclosure", of |-> p_NextRound, round |-> state.round]} \cup Asked(p_NextRound, state)
Joined(p_Joined, m_Joined) == IF process[p_Joined].phase = "Disclosing" /\ process[p_Joined].round = m_Joined.round THEN Batch(m_Joined.of, m_Joined.round) ELSE {}
MayHear(p_MayHear, m_MayHear) ==
    /\ m_MayHear.of \notin process[p_MayHear].heard[m_MayHear.round + 1]
Hear(p_Hear, m_Hear) ==
    /\ m_Hear.of \notin process[p_Hear].heard[m_Hear.round + 1]
    /\ LET state == [process[p_Hear] EXCEPT !.heard[m_Hear.round + 1] = @ \cup {m_Hear.of}, !.proposed = @ \cup Joined(p_Hear, m_Hear)]
           asks == process[p_Hear].round = m_Hear.round
       IN  /\ process' = [process EXCEPT ![p_Hear] = IF asks THEN Asking(state) ELSE state]
           /\ sent' = sent \cup (IF asks THEN Asked(p_Hear, state) ELSE {})
MayRefine(p_MayRefine, m_MayRefine) ==
    /\ Has("refine")
    /\ process[p_MayRefine].phase = "Proposing"
    /\ m_MayRefine.to = p_MayRefine
    /\ m_MayRefine.attempt = process[p_MayRefine].attempt
    /\ ~(m_MayRefine.accepted \subseteq process[p_MayRefine].proposed)
    /\ Safe(p_MayRefine, m_MayRefine.accepted, "answers-by-value") \/ ~Has("safe-answers")
Refine(p_Refine, m_Refine) ==
    /\ Has("refine")
    /\ process[p_Refine].phase = "Proposing"
    /\ m_Refine.to = p_Refine
    /\ m_Refine.attempt = process[p_Refine].attempt
    /\ ~(m_Refine.accepted \subseteq process[p_Refine].proposed)
    /\ Safe(p_Refine, m_Refine.accepted, "answers-by-value") \/ ~Has("safe-answers")
    /\ LET state == [process[p_Refine] EXCEPT !.proposed = @ \cup m_Refine.accepted, !.attempt = @ + 1]
       IN  /\ process' = [process EXCEPT ![p_Refine] = state]
           /\ sent' = sent \cup {Request(p_Refine, state)}
MayAnswer(p_MayAnswer, m_MayAnswer) ==
    /\ Safe(p_MayAnswer, m_MayAnswer.proposed, "requests-by-value") \/ ~Has("safe-requests")
    /\ m_MayAnswer.round <= process[p_MayAnswer].safeRound
Answer(p_Answer, m_Answer) ==
    /\ Safe(p_Answer, m_Answer.proposed, "requests-by-value") \/ ~Has("safe-requests")
    /\ m_Answer.round <= process[p_Answer].safeRound
    /\ process' = [process EXCEPT ![p_Answer].accepted = @ \cup m_Answer.proposed]
    /\ sent' = sent \cup
         (IF process[p_Answer].accepted \subseteq m_Answer.proposed \/ ~Has("accept-larger")
            THEN {[type |-> "ack", from |-> p_Answer, round |-> m_Answer.round, to |-> m_Answer.from, attempt |-> m_Answer.attempt, accepted |-> m_Answer.proposed]}
            ELSE {[type |-> "nack", from |-> p_Answer, to |-> m_Answer.from, attempt |-> m_Answer.attempt, accepted |-> process[p_Answer].accepted]})
LastOf(decisions_LastOf) == IF decisions_LastOf = <<>> THEN {} ELSE decisions_LastOf[Len(decisions_LastOf)]
Decides(p_Decides, statement_Decides) ==
    /\ process[p_Decides].phase = "Proposing"
    /\ process[p_Decides].round = statement_Decides.round
    /\ LastOf(process[p_Decides].decisions) \subseteq statement_Decides.accepted \/ ~Has("decide-larger")
Ends(p_Ends, statement_Ends) ==
    /\ process[p_Ends].safeRound = statement_Ends.round
    /\ Has("end-rounds")
AfterDecision(state_AfterDecision, statement_AfterDecision, decides_AfterDecision) ==
    IF decides_AfterDecision THEN [state_AfterDecision EXCEPT !.decisions = Append(@, statement_AfterDecision.accepted), !.phase = "Idle", !.round = @ + 1] ELSE state_AfterDecision
AfterRound(state_AfterRound, ends_AfterRound) == IF ends_AfterRound THEN [state_AfterRound EXCEPT !.safeRound = @ + 1] ELSE state_AfterRound
MayDecide(p_MayDecide, statement_MayDecide) ==
    /\ Cardinality(Acking(statement_MayDecide) \cup ByzantineProcesses) >= AckSize
    /\ Safe(p_MayDecide, statement_MayDecide.accepted, "answers-by-value")
    /\ Decides(p_MayDecide, statement_MayDecide) \/ Ends(p_MayDecide, statement_MayDecide)
Decide(p_Decide, statement_Decide) ==
    /\ Cardinality(Acking(statement_Decide) \cup ByzantineProcesses) >= AckSize
    /\ Safe(p_Decide, statement_Decide.accepted, "answers-by-value")
    /\ Decides(p_Decide, statement_Decide) \/ Ends(p_Decide, statement_Decide)
    /\ process' = [process EXCEPT ![p_Decide] = AfterRound(AfterDecision(@, statement_Decide, Decides(p_Decide, statement_Decide)), Ends(p_Decide, statement_Decide))]
    /\ sent' = sent
MayBroadcast(p_MayBroadcast, r_MayBroadcast) ==
    /\ Batch(p_MayBroadcast, r_MayBroadcast) # {}
Broadcast(p_Broadcast, r_Broadcast) ==
    /\ Batch(p_Broadcast, r_Broadcast) # {}
    /\ sent' = sent \cup {[type |-> "disclosure", of |-> p_Broadcast, round |-> r_Broadcast]}
    /\ process' = process
Next ==
    \/ \E p \in {p \in CorrectProcesses : MayNextRound(p)} : NextRound(p)
    \/ \E m \in Of("disclosure") : \E p \in {p \in CorrectProcesses : MayHear(p, m)} : Hear(p, m)
    \/ \E m \in Of("request") \cup ByzantineRequests : \E p \in {p \in CorrectProcesses : MayAnswer(p, m)} : Answer(p, m)
    \/ \E m \in Of("nack") \cup ByzantineNacks : \E p \in {p \in CorrectProcesses : MayRefine(p, m)} : Refine(p, m)
    \/ \E statement \in Statements : \E p \in {p \in CorrectProcesses : MayDecide(p, statement)} : Decide(p, statement)
    \/ \E p \in ByzantineProcesses : \E r \in {r \in RoundNumbers : MayBroadcast(p, r)} : Broadcast(p, r)
Decisions == UNION {{process[p].decisions[i] : i \in DOMAIN process[p].decisions} : p \in CorrectProcesses}
ComparabilityInv == \A one, other \in Decisions : one \subseteq other \/ other \subseteq one
NontrivialityInv == \A decided \in Decisions : decided \subseteq UNION {Batch(p, r) : p \in Processes, r \in RoundNumbers}
Now == [process |-> process]
StabilitySays(before_StabilitySays, after_StabilitySays) ==
    \A p \in CorrectProcesses : LastOf(before_StabilitySays.process[p].decisions) \subseteq LastOf(after_StabilitySays.process[p].decisions)
====
