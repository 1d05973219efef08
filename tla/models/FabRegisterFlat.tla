---- MODULE FabRegisterFlat ----
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
ProofSize == Len(Leaders) - ((Len(Leaders) - 1) \div 3)
ReadSize == IF Has("read-quorum") \/ Quorum = 1 THEN Quorum ELSE Quorum - 1
MajoritySize == IF Has("majority-value") THEN (ReadSize \div 2) + 1 ELSE WeakQuorum
TotalSize == ((Cardinality(Acceptors) + 3 * Faults + 2) \div 2) - (IF Has("total-quorum") THEN 0 ELSE 1)
MayLead(name_MayLead, timestamp_MayLead) == timestamp_MayLead \in Timestamps /\ (name_MayLead = LeaderOf(timestamp_MayLead) \/ ~Has("leader-only"))
IsFreeAt(timestamp_IsFreeAt) == timestamp_IsFreeAt = 0 /\ Has("first-write-free")
Of(kind_Of) == {msg \in sent : msg.type = kind_Of}
Statements(kind_Statements) == {Pair(msg) : msg \in Of(kind_Statements)}
Acknowledging(w_Acknowledging) == {msg.acceptor : msg \in {n \in Of("writeAck") : Pair(n) = w_Acknowledging}}
HasCome(timestamp_HasCome) ==
    Cardinality({msg.proposer : msg \in {n \in Of("timestampChange") : n.timestamp = timestamp_HasCome}} \cup ByzantineProposers) >= ProofSize
NoProgressToken == [value |-> Bottom, timestamp |-> -1, acks |-> 0]
TokenOf(timestamp_TokenOf, answers_TokenOf) ==
    LET frequent == {v \in {msg.value : msg \in answers_TokenOf} \ {Bottom} :
                        Cardinality({msg \in answers_TokenOf : msg.value = v}) >= MajoritySize}
        chosen == IF frequent = {} THEN Bottom ELSE CHOOSE v \in frequent : \A x \in frequent : Rank(v) <= Rank(x)
    IN  [value |-> chosen, timestamp |-> timestamp_TokenOf, acks |-> Cardinality(answers_TokenOf)]
Shows(token_Shows, write_Shows) ==
    /\ token_Shows.timestamp = write_Shows.timestamp
    /\ token_Shows.acks >= ReadSize
    /\ token_Shows.value \in {Bottom, write_Shows.value}
Answer(who_Answer, timestamp_Answer, value_Answer) == [type |-> "readAck", acceptor |-> who_Answer, timestamp |-> timestamp_Answer, value |-> value_Answer]
AnswersTo(timestamp_AnswersTo) == {msg \in Of("readAck") : msg.timestamp = timestamp_AnswersTo}
QuorumsAt(timestamp_QuorumsAt) ==
    UNION {
        {set \cup {Answer(b, timestamp_QuorumsAt, lie[b]) : b \in liars} :
            set \in OneEach(AnswersTo(timestamp_QuorumsAt), ReadSize - Cardinality(liars)),
            lie \in [liars -> Range(ValueOrder) \cup {Bottom}]}
        : liars \in {some \in SUBSET ByzantineAcceptors : Cardinality(some) <= ReadSize}}
LiarsAt(timestamp_LiarsAt) == {b \in ByzantineProposers : MayLead(b, timestamp_LiarsAt)}
Read(from_Read, timestamp_Read, proof_Read) == [type |-> "read", proposer |-> from_Read, timestamp |-> timestamp_Read, proof |-> proof_Read]
Reads ==
    Of("read") \cup
    UNION {{Read(b, t, IF Has("timestamp-proof") THEN ProofSize ELSE 0) : b \in LiarsAt(t)} :
              t \in {u \in Timestamps : HasCome(u) \/ ~Has("timestamp-proof")}}
WriteBy(from_WriteBy, write_WriteBy, shown_WriteBy) ==
    [type |-> "write", proposer |-> from_WriteBy, value |-> write_WriteBy.value, timestamp |-> write_WriteBy.timestamp, token |-> shown_WriteBy]
ByzantineWrites(timestamp_ByzantineWrites) ==
    LET isBare == ~Has("token-allows") \/ IsFreeAt(timestamp_ByzantineWrites)
        tokens == IF isBare \/ LiarsAt(timestamp_ByzantineWrites) = {} THEN {} ELSE {TokenOf(timestamp_ByzantineWrites, answers) : answers \in QuorumsAt(timestamp_ByzantineWrites)}
        showing(w) == {tok \in tokens : Shows(tok, w)}
        best(w) == CHOOSE tok \in showing(w) : tok.value = w.value \/ \A other \in showing(w) : other.value = Bottom
        legal == {w \in {[value |-> v, timestamp |-> timestamp_ByzantineWrites] : v \in Values} : isBare \/ showing(w) # {}}
    IN  {WriteBy(b, w, IF isBare THEN NoProgressToken ELSE best(w)) : b \in LiarsAt(timestamp_ByzantineWrites), w \in legal}
Writes == Of("write") \cup UNION {ByzantineWrites(t) : t \in Timestamps}
Init ==
    /\ proposer = [p \in CorrectProposers |->
          [estimate |-> NumberOf(p), myTimestamp |-> 0, proof |-> 0, reads |-> <<>>, writes |-> <<>>]]
    /\ acceptor = [a \in CorrectAcceptors |-> [highest |-> 0, lastLegal |-> Bottom, writes |-> <<>>]]
    /\ decided = [l \in Learners |-> NoWrite]
    /\ sent = {}
    /\ crashed = {}
WritesFirst(p_WritesFirst) == Has("first-write-free") /\ NumberOf(p_WritesFirst) = 0 /\ proposer[p_WritesFirst].estimate = 0
MayBeginRead(p_MayBeginRead) ==
    /\ proposer[p_MayBeginRead].estimate \in Timestamps
    /\ ~WritesFirst(p_MayBeginRead)
    /\ proposer[p_MayBeginRead].proof > 0 \/ ~Has("timestamp-proof")
    /\ ~HasAt(proposer[p_MayBeginRead].reads, proposer[p_MayBeginRead].estimate)
BeginRead(p_BeginRead) ==
    /\ proposer[p_BeginRead].estimate \in Timestamps
    /\ ~WritesFirst(p_BeginRead)
    /\ proposer[p_BeginRead].proof > 0 \/ ~Has("timestamp-proof")
    /\ ~HasAt(proposer[p_BeginRead].reads, proposer[p_BeginRead].estimate)
    /\ proposer' = [proposer EXCEPT ![p_BeginRead].reads = Append(@, Running(proposer[p_BeginRead].estimate))]
    /\ sent' = sent \cup {Read(p_BeginRead, proposer[p_BeginRead].estimate, proposer[p_BeginRead].proof)}
    /\ UNCHANGED <<acceptor, decided, crashed>>
MayFirstWrite(p_MayFirstWrite) ==
    /\ WritesFirst(p_MayFirstWrite)
    /\ ~HasAt(proposer[p_MayFirstWrite].writes, 0)
FirstWrite(p_FirstWrite) ==
    /\ WritesFirst(p_FirstWrite)
    /\ ~HasAt(proposer[p_FirstWrite].writes, 0)
    /\ proposer' = [proposer EXCEPT ![p_FirstWrite].writes = AddTo(@, [value |-> InputOf[p_FirstWrite], timestamp |-> 0, token |-> NoToken])]
    /\ sent' = sent \cup {WriteBy(p_FirstWrite, [value |-> InputOf[p_FirstWrite], timestamp |-> 0], NoProgressToken)}
    /\ UNCHANGED <<acceptor, decided, crashed>>
IsDone(self_IsDone) == Has("propose-once") /\ HasAt(self_IsDone.writes, self_IsDone.estimate)
AnswersFor(p_AnswersFor) ==
    IF IsDone(proposer[p_AnswersFor]) \/ ~HasAt(proposer[p_AnswersFor].reads, proposer[p_AnswersFor].estimate)
      THEN {}
      ELSE QuorumsAt(proposer[p_AnswersFor].estimate)
MayWrite(p_MayWrite, acks_MayWrite) ==
    /\ HasAt(proposer[p_MayWrite].reads, proposer[p_MayWrite].estimate)
    /\ Cardinality(acks_MayWrite) >= ReadSize
    /\ ~IsDone(proposer[p_MayWrite])
Write(p_Write, acks_Write) ==
    /\ HasAt(proposer[p_Write].reads, proposer[p_Write].estimate)
    /\ Cardinality(acks_Write) >= ReadSize
    /\ ~IsDone(proposer[p_Write])
    /\ LET ts == proposer[p_Write].estimate
           result == TokenOf(ts, acks_Write)
           new == [value |-> ValueAfter(result.value, p_Write), timestamp |-> ts]
       IN  /\ proposer' = [proposer EXCEPT ![p_Write].reads = Returned(@, Pair(result)),
                                           ![p_Write].writes = AddTo(@, [value |-> new.value, timestamp |-> new.timestamp, token |-> Pair(result)])]
           /\ sent' = sent \cup {WriteBy(p_Write, new, result)}
    /\ UNCHANGED <<acceptor, decided, crashed>>
MayChangeTimestamp(p_MayChangeTimestamp) ==
    /\ proposer[p_MayChangeTimestamp].myTimestamp + 1 \in Timestamps
ChangeTimestamp(p_ChangeTimestamp) ==
    /\ proposer[p_ChangeTimestamp].myTimestamp + 1 \in Timestamps
    /\ proposer' = [proposer EXCEPT ![p_ChangeTimestamp].myTimestamp = @ + 1]
    /\ sent' = sent \cup {[type |-> "timestampChange", proposer |-> p_ChangeTimestamp, timestamp |-> proposer[p_ChangeTimestamp].myTimestamp + 1]}
    /\ UNCHANGED <<acceptor, decided, crashed>>
MayChangeEstimate(p_MayChangeEstimate, t_MayChangeEstimate) ==
    /\ LeaderOf(t_MayChangeEstimate) = p_MayChangeEstimate
    /\ HasCome(t_MayChangeEstimate)
    /\ t_MayChangeEstimate > proposer[p_MayChangeEstimate].estimate \/ (t_MayChangeEstimate = proposer[p_MayChangeEstimate].estimate /\ Has("first-proof"))
ChangeEstimate(p_ChangeEstimate, t_ChangeEstimate) ==
    /\ LeaderOf(t_ChangeEstimate) = p_ChangeEstimate
    /\ HasCome(t_ChangeEstimate)
    /\ t_ChangeEstimate > proposer[p_ChangeEstimate].estimate \/ (t_ChangeEstimate = proposer[p_ChangeEstimate].estimate /\ Has("first-proof"))
    /\ proposer' = [proposer EXCEPT ![p_ChangeEstimate].estimate = t_ChangeEstimate, ![p_ChangeEstimate].proof = ProofSize]
    /\ UNCHANGED <<acceptor, decided, sent, crashed>>
MayAckRead(a_MayAckRead, m_MayAckRead) ==
    /\ a_MayAckRead \notin crashed
    /\ m_MayAckRead.timestamp > acceptor[a_MayAckRead].highest \/ ~Has("read-above")
    /\ MayLead(m_MayAckRead.proposer, m_MayAckRead.timestamp)
    /\ m_MayAckRead.proof >= ProofSize \/ ~Has("timestamp-proof")
AckRead(a_AckRead, m_AckRead) ==
    /\ a_AckRead \notin crashed
    /\ m_AckRead.timestamp > acceptor[a_AckRead].highest \/ ~Has("read-above")
    /\ MayLead(m_AckRead.proposer, m_AckRead.timestamp)
    /\ m_AckRead.proof >= ProofSize \/ ~Has("timestamp-proof")
    /\ acceptor' = [acceptor EXCEPT ![a_AckRead].highest = m_AckRead.timestamp]
    /\ sent' = sent \cup {Answer(a_AckRead, m_AckRead.timestamp, acceptor[a_AckRead].lastLegal)}
    /\ UNCHANGED <<proposer, decided, crashed>>
Taken(log_Taken) == {Pair(log_Taken[place]) : place \in 1 .. Len(log_Taken)}
IsFirst(log_IsFirst, write_IsFirst) ==
    IF Has("write-once")
      THEN ~HasAt(log_IsFirst, write_IsFirst.timestamp)
      ELSE Pair(write_IsFirst) \notin Taken(log_IsFirst)
IsLegal(write_IsLegal) ==
    \/ ~Has("token-allows")
    \/ IF write_IsLegal.token = NoProgressToken THEN IsFreeAt(write_IsLegal.timestamp) ELSE Shows(write_IsLegal.token, write_IsLegal)
MayAckWrite(a_MayAckWrite, m_MayAckWrite) ==
    /\ a_MayAckWrite \notin crashed
    /\ MayLead(m_MayAckWrite.proposer, m_MayAckWrite.timestamp)
    /\ m_MayAckWrite.timestamp >= acceptor[a_MayAckWrite].highest \/ ~Has("write-not-below")
    /\ IsFirst(acceptor[a_MayAckWrite].writes, m_MayAckWrite)
    /\ IsLegal(m_MayAckWrite)
AckWrite(a_AckWrite, m_AckWrite) ==
    /\ a_AckWrite \notin crashed
    /\ MayLead(m_AckWrite.proposer, m_AckWrite.timestamp)
    /\ m_AckWrite.timestamp >= acceptor[a_AckWrite].highest \/ ~Has("write-not-below")
    /\ IsFirst(acceptor[a_AckWrite].writes, m_AckWrite)
    /\ IsLegal(m_AckWrite)
    /\ acceptor' = [acceptor EXCEPT ![a_AckWrite].highest = m_AckWrite.timestamp,
                                    ![a_AckWrite].lastLegal = m_AckWrite.value,
                                    ![a_AckWrite].writes = Append(@, [value |-> m_AckWrite.value, timestamp |-> m_AckWrite.timestamp, token |-> Pair(m_AckWrite.token)])]
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
    \/ \E p \in {p \in CorrectProposers : MayFirstWrite(p)} : FirstWrite(p)
    \/ \E p \in CorrectProposers : \E acks \in {acks \in AnswersFor(p) : MayWrite(p, acks)} : Write(p, acks)
    \/ \E p \in {p \in CorrectProposers : MayChangeTimestamp(p)} : ChangeTimestamp(p)
    \/ \E p \in CorrectProposers : \E t \in {t \in Timestamps : MayChangeEstimate(p, t)} : ChangeEstimate(p, t)
    \/ \E m \in Reads : \E a \in {a \in CorrectAcceptors : MayAckRead(a, m)} : AckRead(a, m)
    \/ \E m \in Writes : \E a \in {a \in CorrectAcceptors : MayAckWrite(a, m)} : AckWrite(a, m)
    \/ \E a \in {a \in CorrectAcceptors : MayCrash(a)} : Crash(a)
    \/ \E w \in Statements("writeAck") \cup ByzantineStatements : \E l \in {l \in Learners : MayDecide(l, w)} : Decide(l, w)
Told(acceptors_Told) == [a \in DOMAIN acceptors_Told |-> Taken(acceptors_Told[a].writes)]
LastTaking(value_LastTaking) ==
    {a \in CorrectAcceptors :
        LET taken == acceptor[a].writes
        IN  IF taken = <<>> THEN FALSE ELSE taken[Len(taken)].value = value_LastTaking}
History ==
    [reads |-> ReadsOf(proposer),
     writes |-> Begun(proposer, Told(acceptor)),
     visible |-> {w \in AllTaken(Told(acceptor)) : IsEnough(LastTaking(w.value), MajoritySize)},
     readable |-> AllTaken(Told(acceptor)),
     total |-> Counted(Told(acceptor), TotalSize)]
Operations == WritesOf(proposer) \cup UNION {Range(acceptor[a].writes) : a \in CorrectAcceptors}
ValidityInv == Validity(Decisions(decided), WrittenBy(proposer))
AgreementInv == Agreement(Decisions(decided))
WriteOnceInv == WrittenOnce(History)
Theorem1Inv == Theorem1(History)
TokenInv == TokensProve(History)
O1Inv == \A r \in ReadsOf(proposer) : O1(r)
O2Inv == \A w \in Operations : O2(w)
O3Inv == \A w \in Operations : O3AndO4(w)
O5Inv == O5AndO6(History, Decisions(decided))
O7Inv == O7(History)
C1Inv == \A a \in CorrectAcceptors : C1(acceptor[a].writes)
C2Inv == C2(History)
C3Inv == C3(History)
HaveComeTo(timestamp_HaveComeTo) == {p \in DOMAIN proposer : proposer[p].myTimestamp >= timestamp_HaveComeTo}
TimestampInv ==
    \A a \in CorrectAcceptors :
        acceptor[a].highest = 0 \/ Cardinality(HaveComeTo(acceptor[a].highest)) + Cardinality(ByzantineProposers) >= ProofSize
Now == [acceptor |-> acceptor, decided |-> decided]
IntegritySays(before_IntegritySays, after_IntegritySays) == Integrity(before_IntegritySays.decided, after_IntegritySays.decided)
O8StepSays(former_O8StepSays, latter_O8StepSays) ==
    O8Says(Counted(Told(former_O8StepSays.acceptor), TotalSize), Counted(Told(latter_O8StepSays.acceptor), TotalSize))
====
