---- MODULE CrashRegisterFlat ----
EXTENDS Integers, Sequences, FiniteSets, TLC
CONSTANTS Rules, Leaders, InputOf, ByzantineProposers, ValueOrder, Forged, TimestampCount, Acceptors, ByzantineAcceptors, Faults, Crashes, Learners
VARIABLES proposer, acceptor, decided, sent, crashed
Bottom == "bottom!"
NoWrite == [value |-> Bottom, timestamp |-> -1]
NoToken == NoWrite
Range(list_Range) == {list_Range[place] : place \in 1 .. Len(list_Range)}
Pair(thing_Pair) == [value |-> thing_Pair.value, timestamp |-> thing_Pair.timestamp]
Tokens(past_Tokens) == {rd.token : rd \in past_Tokens.reads} \ {NoToken}
O1(read_O1) == read_O1.token = NoToken \/ read_O1.token.timestamp = read_O1.timestamp
O2(operation_O2) == operation_O2.token = NoToken \/ operation_O2.token.timestamp = operation_O2.timestamp
O3AndO4(operation_O3AndO4) ==
    IF operation_O3AndO4.token = NoToken
      THEN operation_O3AndO4.timestamp = 0
      ELSE operation_O3AndO4.token.value \in {Bottom, operation_O3AndO4.value}
O5AndO6(history_O5AndO6, acknowledged_O5AndO6) == acknowledged_O5AndO6 \subseteq history_O5AndO6.total /\ history_O5AndO6.total \subseteq history_O5AndO6.visible
O7(history_O7) == \A t \in history_O7.total : \A v \in history_O7.visible : v.timestamp = t.timestamp => v = t
O8WithoutEnds(before_O8WithoutEnds, after_O8WithoutEnds) == before_O8WithoutEnds \subseteq after_O8WithoutEnds
O8(before_O8, after_O8) ==
    /\ before_O8 \subseteq after_O8
    /\ \A late \in after_O8 \ before_O8 : \A ended \in before_O8 : ended.timestamp < late.timestamp
C1(taken_C1) == \A i, j \in 1 .. Len(taken_C1) : i < j => taken_C1[i].timestamp <= taken_C1[j].timestamp
TotalBefore(history_TotalBefore, timestamp_TotalBefore) == {w \in history_TotalBefore.total : w.timestamp < timestamp_TotalBefore}
C2(history_C2) ==
    \A tok \in Tokens(history_C2) :
        LET earlier == TotalBefore(history_C2, tok.timestamp)
        IN  \/ earlier = {}
            \/ \E last \in earlier :
                  /\ \A w \in earlier : w.timestamp <= last.timestamp
                  /\ \/ last.value = tok.value
                     \/ \E v \in history_C2.readable :
                           v.value = tok.value /\ v.timestamp > last.timestamp /\ v.timestamp <= tok.timestamp
C3(history_C3) ==
    \A tok \in Tokens(history_C3) :
        \/ tok.value = Bottom
        \/ \E v \in history_C3.readable : v.value = tok.value /\ v.timestamp <= tok.timestamp
WrittenOnce(history_WrittenOnce) == \A t, u \in history_WrittenOnce.total : t.value = u.value
Theorem1(history_Theorem1) ==
    \A t \in history_Theorem1.total : \A w \in history_Theorem1.writes : w.timestamp > t.timestamp => w.value = t.value
TokensProve(history_TokensProve) ==
    \A tok \in Tokens(history_TokensProve) :
        LET earlier == TotalBefore(history_TokensProve, tok.timestamp)
        IN  IF tok.value = Bottom
              THEN earlier = {}
              ELSE \E v \in history_TokensProve.readable :
                      /\ v.value = tok.value
                      /\ v.timestamp < tok.timestamp
                      /\ \A w \in earlier : w.timestamp <= v.timestamp
Decisions(decisionOf_Decisions) == {decisionOf_Decisions[l] : l \in DOMAIN decisionOf_Decisions} \ {NoWrite}
Validity(decisions_Validity, written_Validity) == \A d \in decisions_Validity : d.value \in written_Validity
Agreement(decisions_Agreement) == \A d, e \in decisions_Agreement : d.value = e.value
Integrity(before_Integrity, after_Integrity) == \A l \in DOMAIN before_Integrity : before_Integrity[l].value \in {Bottom, after_Integrity[l].value}
Has(rule_Has) == rule_Has \in Rules
CorrectProposers == Range(Leaders) \ ByzantineProposers
CorrectAcceptors == Acceptors \ ByzantineAcceptors
Quorum == Cardinality(Acceptors) - Faults
WeakQuorum == Faults + 1
Timestamps == 0 .. (TimestampCount - 1)
LeaderOf(timestamp_LeaderOf) == Leaders[(timestamp_LeaderOf % Len(Leaders)) + 1]
NumberOf(name_NumberOf) == (CHOOSE place \in 1 .. Len(Leaders) : Leaders[place] = name_NumberOf) - 1
Values == Range(ValueOrder) \ {Forged}
Rank(value_Rank) == CHOOSE place \in 1 .. Len(ValueOrder) : ValueOrder[place] = value_Rank
IsAfter(upper_IsAfter, lower_IsAfter) ==
    \/ upper_IsAfter.timestamp > lower_IsAfter.timestamp
    \/ upper_IsAfter.timestamp = lower_IsAfter.timestamp /\ Rank(upper_IsAfter.value) > Rank(lower_IsAfter.value)
LastOf(writes_LastOf) == IF writes_LastOf = {} THEN NoWrite ELSE Pair(CHOOSE x \in writes_LastOf : \A y \in writes_LastOf : Pair(x) = Pair(y) \/ IsAfter(x, y))
FirstOf(writes_FirstOf) == IF writes_FirstOf = {} THEN NoWrite ELSE Pair(CHOOSE x \in writes_FirstOf : \A y \in writes_FirstOf : Pair(x) = Pair(y) \/ IsAfter(y, x))
ValueAfter(read_ValueAfter, writer_ValueAfter) == IF read_ValueAfter = Bottom THEN InputOf[writer_ValueAfter] ELSE read_ValueAfter
AddTo(log_AddTo, item_AddTo) == IF item_AddTo \in Range(log_AddTo) THEN log_AddTo ELSE Append(log_AddTo, item_AddTo)
Running(timestamp_Running) == [timestamp |-> timestamp_Running, token |-> NoToken]
Returned(reads_Returned, token_Returned) ==
    AddTo(SelectSeq(reads_Returned, LAMBDA entry : entry # Running(token_Returned.timestamp)), [timestamp |-> token_Returned.timestamp, token |-> token_Returned])
HasAt(entries_HasAt, timestamp_HasAt) == \E place \in 1 .. Len(entries_HasAt) : entries_HasAt[place].timestamp = timestamp_HasAt
Message(kind_Message, sender_Message, stated_Message) == [type |-> kind_Message, acceptor |-> sender_Message, value |-> stated_Message.value, timestamp |-> stated_Message.timestamp]
IsEnough(correct_IsEnough, size_IsEnough) == Cardinality(correct_IsEnough \cup ByzantineAcceptors) >= size_IsEnough
ByzantineStatements ==
    IF ByzantineAcceptors = {} THEN {} ELSE {[value |-> v, timestamp |-> t] : v \in Range(ValueOrder), t \in Timestamps}
OneEach(messages_OneEach, count_OneEach) ==
    {set \in SUBSET messages_OneEach : Cardinality(set) = count_OneEach /\ \A m, n \in set : m.acceptor = n.acceptor => m = n}
Counted(perAcceptor_Counted, size_Counted) ==
    {w \in UNION {perAcceptor_Counted[a] : a \in DOMAIN perAcceptor_Counted} :
        IsEnough({a \in DOMAIN perAcceptor_Counted : w \in perAcceptor_Counted[a]}, size_Counted)}
AllTaken(perAcceptor_AllTaken) == UNION {perAcceptor_AllTaken[a] : a \in DOMAIN perAcceptor_AllTaken}
Begun(proposers_Begun, perAcceptor_Begun) ==
    {Pair(w) : w \in UNION {Range(proposers_Begun[p].writes) : p \in DOMAIN proposers_Begun}} \cup AllTaken(perAcceptor_Begun)
WrittenBy(proposers_WrittenBy) ==
    {w.value : w \in UNION {Range(proposers_WrittenBy[p].writes) : p \in DOMAIN proposers_WrittenBy}}
    \cup (IF ByzantineProposers = {} THEN {} ELSE Values)
ReadsOf(proposers_ReadsOf) == UNION {Range(proposers_ReadsOf[p].reads) : p \in DOMAIN proposers_ReadsOf}
WritesOf(proposers_WritesOf) == UNION {Range(proposers_WritesOf[p].writes) : p \in DOMAIN proposers_WritesOf}
O8Says(totalBefore_O8Says, totalAfter_O8Says) ==
    IF Has("o8-relaxed") THEN O8WithoutEnds(totalBefore_O8Says, totalAfter_O8Says) ELSE O8(totalBefore_O8Says, totalAfter_O8Says)
vars == <<proposer, acceptor, decided, sent, crashed>>
Majority == (Cardinality(Acceptors) \div 2) + 1
Half == IF Cardinality(Acceptors) = 1 THEN 1 ELSE Cardinality(Acceptors) \div 2
ReadSize == IF Has("read-majority") THEN Majority ELSE Half
TotalSize == IF Has("total-majority") THEN Majority ELSE Half
Of(kind_Of) == {msg \in sent : msg.type = kind_Of}
Statements(kind_Statements) == {Pair(msg) : msg \in Of(kind_Statements)}
Acknowledging(w_Acknowledging) == {msg.acceptor : msg \in {n \in Of("writeAck") : Pair(n) = w_Acknowledging}}
Init ==
    /\ proposer = [p \in CorrectProposers |-> [localTimestamp |-> 0, reads |-> <<>>, writes |-> <<>>]]
    /\ acceptor = [a \in CorrectAcceptors |-> [highest |-> -1, lastVisible |-> NoWrite, acknowledged |-> <<>>]]
    /\ decided = [l \in Learners |-> NoWrite]
    /\ sent = {}
    /\ crashed = {}
NextTimestamp(p_NextTimestamp) == proposer[p_NextTimestamp].localTimestamp * Len(Leaders) + NumberOf(p_NextTimestamp)
MayBeginRead(p_MayBeginRead) ==
    /\ NextTimestamp(p_MayBeginRead) \in Timestamps
BeginRead(p_BeginRead) ==
    /\ NextTimestamp(p_BeginRead) \in Timestamps
    /\ proposer' = [proposer EXCEPT ![p_BeginRead].localTimestamp = @ + 1, ![p_BeginRead].reads = Append(@, Running(NextTimestamp(p_BeginRead)))]
    /\ sent' = sent \cup {[type |-> "read", proposer |-> p_BeginRead, timestamp |-> NextTimestamp(p_BeginRead)]}
    /\ UNCHANGED <<acceptor, decided, crashed>>
Current(p_Current) == proposer[p_Current].reads[Len(proposer[p_Current].reads)]
IsReading(p_IsReading) == IF proposer[p_IsReading].reads = <<>> THEN FALSE ELSE Current(p_IsReading).token = NoToken
QuorumsFor(p_QuorumsFor) ==
    IF IsReading(p_QuorumsFor)
      THEN OneEach({msg \in Of("readAck") : msg.timestamp = Current(p_QuorumsFor).timestamp}, ReadSize)
      ELSE {}
Picked(answers_Picked) ==
    LET seen == {msg.lastVisible : msg \in answers_Picked} \ {NoWrite}
    IN  IF Has("highest-visible") THEN LastOf(seen) ELSE FirstOf(seen)
MayWrite(p_MayWrite, acks_MayWrite) ==
    /\ IsReading(p_MayWrite)
    /\ Cardinality(acks_MayWrite) >= ReadSize
Write(p_Write, acks_Write) ==
    /\ IsReading(p_Write)
    /\ Cardinality(acks_Write) >= ReadSize
    /\ LET ts == Current(p_Write).timestamp
           tok == [value |-> Picked(acks_Write).value, timestamp |-> ts]
           new == ValueAfter(IF Has("token-allows") THEN tok.value ELSE Bottom, p_Write)
       IN  /\ proposer' = [proposer EXCEPT ![p_Write].reads = Returned(@, tok),
                                           ![p_Write].writes = Append(@, [value |-> new, timestamp |-> ts, token |-> tok])]
           /\ sent' = sent \cup {[type |-> "write", proposer |-> p_Write, value |-> new, timestamp |-> ts]}
    /\ UNCHANGED <<acceptor, decided, crashed>>
MayAckRead(a_MayAckRead, m_MayAckRead) ==
    /\ a_MayAckRead \notin crashed
    /\ m_MayAckRead.timestamp > acceptor[a_MayAckRead].highest \/ ~Has("read-above")
AckRead(a_AckRead, m_AckRead) ==
    /\ a_AckRead \notin crashed
    /\ m_AckRead.timestamp > acceptor[a_AckRead].highest \/ ~Has("read-above")
    /\ acceptor' = [acceptor EXCEPT ![a_AckRead].highest = m_AckRead.timestamp]
    /\ sent' = sent \cup
         {[type |-> "readAck", acceptor |-> a_AckRead, timestamp |-> m_AckRead.timestamp, lastVisible |-> acceptor[a_AckRead].lastVisible]}
    /\ UNCHANGED <<proposer, decided, crashed>>
MayAckWrite(a_MayAckWrite, m_MayAckWrite) ==
    /\ a_MayAckWrite \notin crashed
    /\ m_MayAckWrite.timestamp >= acceptor[a_MayAckWrite].highest \/ ~Has("write-not-below")
AckWrite(a_AckWrite, m_AckWrite) ==
    /\ a_AckWrite \notin crashed
    /\ m_AckWrite.timestamp >= acceptor[a_AckWrite].highest \/ ~Has("write-not-below")
    /\ acceptor' = [acceptor EXCEPT ![a_AckWrite].highest = m_AckWrite.timestamp,
                                    ![a_AckWrite].lastVisible = Pair(m_AckWrite),
                                    ![a_AckWrite].acknowledged = AddTo(@, Pair(m_AckWrite))]
    /\ sent' = sent \cup {Message("writeAck", a_AckWrite, m_AckWrite)}
    /\ UNCHANGED <<proposer, decided, crashed>>
MayCrash(a_MayCrash) ==
    /\ a_MayCrash \notin crashed
    /\ Cardinality(crashed) < Crashes
Crash(a_Crash) ==
    /\ a_Crash \notin crashed
    /\ Cardinality(crashed) < Crashes
    /\ crashed' = crashed \cup {a_Crash}
    /\ UNCHANGED <<proposer, acceptor, decided, sent>>
MayDecide(l_MayDecide, w_MayDecide) ==
    /\ IsEnough(Acknowledging(w_MayDecide), TotalSize)
    /\ decided[l_MayDecide].value # w_MayDecide.value
Decide(l_Decide, w_Decide) ==
    /\ IsEnough(Acknowledging(w_Decide), TotalSize)
    /\ decided[l_Decide].value # w_Decide.value
    /\ decided' = [decided EXCEPT ![l_Decide] = w_Decide]
    /\ UNCHANGED <<proposer, acceptor, sent, crashed>>
Next ==
    \/ \E p \in {p \in CorrectProposers : MayBeginRead(p)} : BeginRead(p)
    \/ \E p \in CorrectProposers : \E acks \in {acks \in QuorumsFor(p) : MayWrite(p, acks)} : Write(p, acks)
    \/ \E m \in Of("read") : \E a \in {a \in CorrectAcceptors : MayAckRead(a, m)} : AckRead(a, m)
    \/ \E m \in Of("write") : \E a \in {a \in CorrectAcceptors : MayAckWrite(a, m)} : AckWrite(a, m)
    \/ \E a \in {a \in CorrectAcceptors : MayCrash(a)} : Crash(a)
    \/ \E w \in Statements("writeAck") : \E l \in {l \in Learners : MayDecide(l, w)} : Decide(l, w)
Told(acceptors_Told) == [a \in DOMAIN acceptors_Told |-> Range(acceptors_Told[a].acknowledged)]
History ==
    [reads |-> ReadsOf(proposer),
     writes |-> Begun(proposer, Told(acceptor)),
     visible |-> AllTaken(Told(acceptor)),
     readable |-> AllTaken(Told(acceptor)),
     total |-> Counted(Told(acceptor), TotalSize)]
ValidityInv == Validity(Decisions(decided), WrittenBy(proposer))
AgreementInv == Agreement(Decisions(decided))
WriteOnceInv == WrittenOnce(History)
Theorem1Inv == Theorem1(History)
TokenInv == TokensProve(History)
O1Inv == \A r \in ReadsOf(proposer) : O1(r)
O2Inv == \A w \in WritesOf(proposer) : O2(w)
O3Inv == \A w \in WritesOf(proposer) : O3AndO4(w)
O5Inv == O5AndO6(History, Decisions(decided))
O7Inv == O7(History)
C1Inv == \A a \in CorrectAcceptors : C1(acceptor[a].acknowledged)
C2Inv == C2(History)
C3Inv == C3(History)
Now == [acceptor |-> acceptor, decided |-> decided]
IntegritySays(before_IntegritySays, after_IntegritySays) == Integrity(before_IntegritySays.decided, after_IntegritySays.decided)
O8StepSays(former_O8StepSays, latter_O8StepSays) ==
    O8Says(Counted(Told(former_O8StepSays.acceptor), TotalSize), Counted(Told(latter_O8StepSays.acceptor), TotalSize))
====
