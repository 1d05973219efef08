---- MODULE ByzantineRegisterFlat ----
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
ReadSize == IF Has("read-quorum") THEN Quorum ELSE WeakQuorum
WriteSize == IF Has("write-quorum") THEN Quorum ELSE WeakQuorum
ProofSize == IF Has("visible-proof") THEN WriteSize ELSE 0
TotalSize == IF Has("total-quorum") THEN Quorum ELSE WeakQuorum
FoldsReadsAt(timestamp_FoldsReadsAt) == Has("fold-reads") /\ timestamp_FoldsReadsAt > 0
MayLead(name_MayLead, timestamp_MayLead) == timestamp_MayLead \in Timestamps /\ (name_MayLead = LeaderOf(timestamp_MayLead) \/ ~Has("leader-only"))
IsFreeAt(timestamp_IsFreeAt) == Has("first-write-free") /\ (timestamp_IsFreeAt = 0 \/ ~Has("bare-only-at-zero"))
Of(kind_Of) == {msg \in sent : msg.type = kind_Of}
Statements(kind_Statements) == {Pair(msg) : msg \in Of(kind_Statements)}
Signers(kind_Signers, statement_Signers) == {msg.acceptor : msg \in {n \in Of(kind_Signers) : Pair(n) = statement_Signers}}
NothingVisible == [value |-> Bottom, timestamp |-> -1, signatures |-> 0]
IsValid(report_IsValid, timestamp_IsValid) ==
    \/ report_IsValid = NothingVisible
    \/ report_IsValid.signatures >= ProofSize /\ (report_IsValid.timestamp < timestamp_IsValid \/ ~Has("visible-before"))
NoSecureToken == [value |-> Bottom, timestamp |-> -1, acks |-> 0]
TokenOf(timestamp_TokenOf, answers_TokenOf) ==
    LET valid == {msg \in answers_TokenOf : IsValid(msg.lastVisible, timestamp_TokenOf)}
        seen == {msg.lastVisible : msg \in valid} \ {NothingVisible}
        picked == IF Has("highest-visible") THEN LastOf(seen) ELSE FirstOf(seen)
    IN  [value |-> picked.value, timestamp |-> timestamp_TokenOf, acks |-> Cardinality(valid)]
Shows(token_Shows, write_Shows) ==
    /\ token_Shows.timestamp = write_Shows.timestamp
    /\ token_Shows.acks >= ReadSize
    /\ token_Shows.value \in {Bottom, write_Shows.value}
Proofs ==
    {[value |-> w.value, timestamp |-> w.timestamp, signatures |-> WriteSize] :
        w \in IF Has("signatures")
                THEN {v \in Statements("write") : IsEnough(Signers("write", v), WriteSize)}
                ELSE {[value |-> v, timestamp |-> t] : v \in Range(ValueOrder), t \in Timestamps}}
Claims ==
    {NothingVisible} \cup
    (IF Has("visible-proof")
       THEN Proofs
       ELSE {[value |-> v, timestamp |-> t, signatures |-> 0] : v \in Range(ValueOrder), t \in Timestamps})
Report(kind_Report, who_Report, timestamp_Report, report_Report) == [type |-> kind_Report, acceptor |-> who_Report, timestamp |-> timestamp_Report, lastVisible |-> report_Report]
ReportsOf(kind_ReportsOf, timestamp_ReportsOf) == {msg \in Of(kind_ReportsOf) : msg.timestamp = timestamp_ReportsOf}
HonestQuorums(kind_HonestQuorums, timestamp_HonestQuorums) == OneEach(ReportsOf(kind_HonestQuorums, timestamp_HonestQuorums), ReadSize)
LyingQuorums(kind_LyingQuorums, timestamp_LyingQuorums) ==
    UNION {
        LET liar == CHOOSE b \in others : TRUE
        IN  {set \cup {Report(kind_LyingQuorums, liar, timestamp_LyingQuorums, claim)} \cup {Report(kind_LyingQuorums, b, timestamp_LyingQuorums, NothingVisible) : b \in others \ {liar}} :
                set \in OneEach(ReportsOf(kind_LyingQuorums, timestamp_LyingQuorums), ReadSize - Cardinality(others)),
                claim \in Claims}
        : others \in {some \in (SUBSET ByzantineAcceptors) \ {{}} : Cardinality(some) <= ReadSize}}
Quorums(kind_Quorums, timestamp_Quorums) == HonestQuorums(kind_Quorums, timestamp_Quorums) \cup LyingQuorums(kind_Quorums, timestamp_Quorums)
LiarsAt(timestamp_LiarsAt) == {b \in ByzantineProposers : MayLead(b, timestamp_LiarsAt)}
Reads ==
    Of("read") \cup
    UNION {{[type |-> "read", proposer |-> b, timestamp |-> t] : b \in LiarsAt(t)} : t \in {u \in Timestamps : ~FoldsReadsAt(u)}}
PreWrite(from_PreWrite, write_PreWrite, shown_PreWrite) ==
    [type |-> "preWrite", proposer |-> from_PreWrite, value |-> write_PreWrite.value, timestamp |-> write_PreWrite.timestamp, token |-> shown_PreWrite]
ForgedTokens(timestamp_ForgedTokens) ==
    {[value |-> v, timestamp |-> timestamp_ForgedTokens, acks |-> Cardinality(Acceptors)] : v \in Values \cup {Bottom}}
ByzantinePreWrites(timestamp_ByzantinePreWrites) ==
    LET isBare == ~Has("token-allows") \/ IsFreeAt(timestamp_ByzantinePreWrites)
        tokens == IF isBare \/ LiarsAt(timestamp_ByzantinePreWrites) = {}
                    THEN {}
                    ELSE IF ~Has("signatures")
                    THEN ForgedTokens(timestamp_ByzantinePreWrites)
                    ELSE {TokenOf(timestamp_ByzantinePreWrites, answers) : answers \in Quorums(IF FoldsReadsAt(timestamp_ByzantinePreWrites) THEN "timestampChange" ELSE "readAck", timestamp_ByzantinePreWrites)}
        showing(w) == {tok \in tokens : Shows(tok, w)}
        best(w) == CHOOSE tok \in showing(w) : tok.value = w.value \/ \A other \in showing(w) : other.value = Bottom
        legal == {w \in {[value |-> v, timestamp |-> timestamp_ByzantinePreWrites] : v \in Values} : isBare \/ showing(w) # {}}
    IN  {PreWrite(b, w, IF isBare THEN NoSecureToken ELSE best(w)) : b \in LiarsAt(timestamp_ByzantinePreWrites), w \in legal}
PreWrites == Of("preWrite") \cup UNION {ByzantinePreWrites(t) : t \in Timestamps}
Init ==
    /\ proposer = [p \in CorrectProposers |-> [estimate |-> NumberOf(p), reads |-> <<>>, writes |-> <<>>]]
    /\ acceptor = [a \in CorrectAcceptors |->
          [timestamp |-> 0, lastVisible |-> NothingVisible, preWrites |-> <<>>, acknowledged |-> <<>>]]
    /\ decided = [l \in Learners |-> NoWrite]
    /\ sent = {}
    /\ crashed = {}
WritesFirst(p_WritesFirst) == Has("first-write-free") /\ NumberOf(p_WritesFirst) = 0 /\ proposer[p_WritesFirst].estimate = 0
MayBeginRead(p_MayBeginRead) ==
    /\ proposer[p_MayBeginRead].estimate \in Timestamps
    /\ ~FoldsReadsAt(proposer[p_MayBeginRead].estimate)
    /\ ~WritesFirst(p_MayBeginRead)
    /\ ~HasAt(proposer[p_MayBeginRead].reads, proposer[p_MayBeginRead].estimate)
BeginRead(p_BeginRead) ==
    /\ proposer[p_BeginRead].estimate \in Timestamps
    /\ ~FoldsReadsAt(proposer[p_BeginRead].estimate)
    /\ ~WritesFirst(p_BeginRead)
    /\ ~HasAt(proposer[p_BeginRead].reads, proposer[p_BeginRead].estimate)
    /\ proposer' = [proposer EXCEPT ![p_BeginRead].reads = Append(@, Running(proposer[p_BeginRead].estimate))]
    /\ sent' = sent \cup {[type |-> "read", proposer |-> p_BeginRead, timestamp |-> proposer[p_BeginRead].estimate]}
    /\ UNCHANGED <<acceptor, decided, crashed>>
MayFirstWrite(p_MayFirstWrite) ==
    /\ WritesFirst(p_MayFirstWrite)
    /\ ~HasAt(proposer[p_MayFirstWrite].writes, 0)
FirstWrite(p_FirstWrite) ==
    /\ WritesFirst(p_FirstWrite)
    /\ ~HasAt(proposer[p_FirstWrite].writes, 0)
    /\ proposer' = [proposer EXCEPT ![p_FirstWrite].writes = AddTo(@, [value |-> InputOf[p_FirstWrite], timestamp |-> 0, token |-> NoToken])]
    /\ sent' = sent \cup {PreWrite(p_FirstWrite, [value |-> InputOf[p_FirstWrite], timestamp |-> 0], NoSecureToken)}
    /\ UNCHANGED <<acceptor, decided, crashed>>
CanFinish(self_CanFinish, tok_CanFinish) ==
    /\ tok_CanFinish.acks >= ReadSize
    /\ ~HasAt(self_CanFinish.writes, tok_CanFinish.timestamp) \/ ~Has("propose-once")
Finished(self_Finished, tok_Finished, new_Finished) ==
    [self_Finished EXCEPT !.reads = Returned(@, Pair(tok_Finished)),
                 !.writes = AddTo(@, [value |-> new_Finished, timestamp |-> tok_Finished.timestamp, token |-> Pair(tok_Finished)])]
WriteOf(p_WriteOf, tok_WriteOf) == PreWrite(p_WriteOf, [value |-> ValueAfter(tok_WriteOf.value, p_WriteOf), timestamp |-> tok_WriteOf.timestamp], tok_WriteOf)
IsDone(self_IsDone) == Has("propose-once") /\ HasAt(self_IsDone.writes, self_IsDone.estimate)
AnswersFor(p_AnswersFor) ==
    IF IsDone(proposer[p_AnswersFor]) \/ FoldsReadsAt(proposer[p_AnswersFor].estimate) \/ ~HasAt(proposer[p_AnswersFor].reads, proposer[p_AnswersFor].estimate)
      THEN {}
      ELSE Quorums("readAck", proposer[p_AnswersFor].estimate)
MayWrite(p_MayWrite, acks_MayWrite) ==
    /\ HasAt(proposer[p_MayWrite].reads, proposer[p_MayWrite].estimate)
    /\ CanFinish(proposer[p_MayWrite], TokenOf(proposer[p_MayWrite].estimate, acks_MayWrite))
Write(p_Write, acks_Write) ==
    /\ HasAt(proposer[p_Write].reads, proposer[p_Write].estimate)
    /\ CanFinish(proposer[p_Write], TokenOf(proposer[p_Write].estimate, acks_Write))
    /\ LET result == TokenOf(proposer[p_Write].estimate, acks_Write)
       IN  /\ proposer' = [proposer EXCEPT ![p_Write] = Finished(@, result, ValueAfter(result.value, p_Write))]
           /\ sent' = sent \cup {WriteOf(p_Write, result)}
    /\ UNCHANGED <<acceptor, decided, crashed>>
ChangedTo == Timestamps \ {0}
ChangesFor(p_ChangesFor, t_ChangesFor) ==
    IF LeaderOf(t_ChangesFor) # p_ChangesFor \/ t_ChangesFor < proposer[p_ChangesFor].estimate \/ (t_ChangesFor = proposer[p_ChangesFor].estimate /\ (IsDone(proposer[p_ChangesFor]) \/ ~FoldsReadsAt(t_ChangesFor)))
      THEN {}
      ELSE Quorums("timestampChange", t_ChangesFor)
MayChangeEstimate(p_MayChangeEstimate, t_MayChangeEstimate, changes_MayChangeEstimate) ==
    /\ LeaderOf(t_MayChangeEstimate) = p_MayChangeEstimate
    /\ Cardinality(changes_MayChangeEstimate) >= ReadSize
    /\ t_MayChangeEstimate > proposer[p_MayChangeEstimate].estimate \/ (t_MayChangeEstimate = proposer[p_MayChangeEstimate].estimate /\ Has("first-change"))
ChangeEstimate(p_ChangeEstimate, t_ChangeEstimate, changes_ChangeEstimate) ==
    /\ LeaderOf(t_ChangeEstimate) = p_ChangeEstimate
    /\ Cardinality(changes_ChangeEstimate) >= ReadSize
    /\ t_ChangeEstimate > proposer[p_ChangeEstimate].estimate \/ (t_ChangeEstimate = proposer[p_ChangeEstimate].estimate /\ Has("first-change"))
    /\ LET result == TokenOf(t_ChangeEstimate, changes_ChangeEstimate)
           there == [proposer[p_ChangeEstimate] EXCEPT !.estimate = t_ChangeEstimate]
           writes == FoldsReadsAt(t_ChangeEstimate) /\ CanFinish(there, result)
       IN  /\ proposer' = [proposer EXCEPT ![p_ChangeEstimate] = IF writes THEN Finished(there, result, ValueAfter(result.value, p_ChangeEstimate)) ELSE there]
           /\ sent' = IF writes THEN sent \cup {WriteOf(p_ChangeEstimate, result)} ELSE sent
    /\ UNCHANGED <<acceptor, decided, crashed>>
MayAckRead(a_MayAckRead, m_MayAckRead) ==
    /\ a_MayAckRead \notin crashed
    /\ m_MayAckRead.timestamp = acceptor[a_MayAckRead].timestamp \/ ~Has("read-current")
    /\ MayLead(m_MayAckRead.proposer, m_MayAckRead.timestamp)
AckRead(a_AckRead, m_AckRead) ==
    /\ a_AckRead \notin crashed
    /\ m_AckRead.timestamp = acceptor[a_AckRead].timestamp \/ ~Has("read-current")
    /\ MayLead(m_AckRead.proposer, m_AckRead.timestamp)
    /\ sent' = sent \cup {Report("readAck", a_AckRead, m_AckRead.timestamp, acceptor[a_AckRead].lastVisible)}
    /\ UNCHANGED <<proposer, acceptor, decided, crashed>>
Taken(log_Taken) == {Pair(log_Taken[place]) : place \in 1 .. Len(log_Taken)}
IsFirst(log_IsFirst, write_IsFirst) ==
    IF Has("pre-write-once")
      THEN ~HasAt(log_IsFirst, write_IsFirst.timestamp)
      ELSE Pair(write_IsFirst) \notin Taken(log_IsFirst)
IsLegal(write_IsLegal) ==
    \/ ~Has("token-allows")
    \/ IF write_IsLegal.token = NoSecureToken THEN IsFreeAt(write_IsLegal.timestamp) ELSE Shows(write_IsLegal.token, write_IsLegal)
Later(one_Later, two_Later) == IF one_Later > two_Later THEN one_Later ELSE two_Later
MayTakePreWrite(a_MayTakePreWrite, m_MayTakePreWrite) ==
    /\ a_MayTakePreWrite \notin crashed
    /\ MayLead(m_MayTakePreWrite.proposer, m_MayTakePreWrite.timestamp)
    /\ m_MayTakePreWrite.timestamp >= acceptor[a_MayTakePreWrite].timestamp \/ ~Has("pre-write-not-below")
    /\ IsFirst(acceptor[a_MayTakePreWrite].preWrites, m_MayTakePreWrite)
    /\ IsLegal(m_MayTakePreWrite)
TakePreWrite(a_TakePreWrite, m_TakePreWrite) ==
    /\ a_TakePreWrite \notin crashed
    /\ MayLead(m_TakePreWrite.proposer, m_TakePreWrite.timestamp)
    /\ m_TakePreWrite.timestamp >= acceptor[a_TakePreWrite].timestamp \/ ~Has("pre-write-not-below")
    /\ IsFirst(acceptor[a_TakePreWrite].preWrites, m_TakePreWrite)
    /\ IsLegal(m_TakePreWrite)
    /\ acceptor' = [acceptor EXCEPT ![a_TakePreWrite].timestamp = Later(@, m_TakePreWrite.timestamp),
                                    ![a_TakePreWrite].preWrites = Append(@, [value |-> m_TakePreWrite.value, timestamp |-> m_TakePreWrite.timestamp, token |-> Pair(m_TakePreWrite.token)])]
    /\ sent' = sent \cup {Message("write", a_TakePreWrite, m_TakePreWrite)}
    /\ UNCHANGED <<proposer, decided, crashed>>
MaySeeVisible(a_MaySeeVisible, w_MaySeeVisible) ==
    /\ a_MaySeeVisible \notin crashed
    /\ IsEnough(Signers("write", w_MaySeeVisible), WriteSize)
    /\ w_MaySeeVisible.timestamp >= acceptor[a_MaySeeVisible].timestamp \/ ~Has("visible-not-below")
SeeVisible(a_SeeVisible, w_SeeVisible) ==
    /\ a_SeeVisible \notin crashed
    /\ IsEnough(Signers("write", w_SeeVisible), WriteSize)
    /\ w_SeeVisible.timestamp >= acceptor[a_SeeVisible].timestamp \/ ~Has("visible-not-below")
    /\ acceptor' = [acceptor EXCEPT ![a_SeeVisible].timestamp = Later(@, w_SeeVisible.timestamp),
                                    ![a_SeeVisible].lastVisible = [value |-> w_SeeVisible.value, timestamp |-> w_SeeVisible.timestamp, signatures |-> WriteSize],
                                    ![a_SeeVisible].acknowledged = AddTo(@, w_SeeVisible)]
    /\ sent' = sent \cup {Message("writeAck", a_SeeVisible, w_SeeVisible)}
    /\ UNCHANGED <<proposer, decided, crashed>>
MayChangeTimestamp(a_MayChangeTimestamp) ==
    /\ a_MayChangeTimestamp \notin crashed
    /\ acceptor[a_MayChangeTimestamp].timestamp + 1 \in Timestamps
ChangeTimestamp(a_ChangeTimestamp) ==
    /\ a_ChangeTimestamp \notin crashed
    /\ acceptor[a_ChangeTimestamp].timestamp + 1 \in Timestamps
    /\ acceptor' = [acceptor EXCEPT ![a_ChangeTimestamp].timestamp = @ + 1]
    /\ LET next == acceptor[a_ChangeTimestamp].timestamp + 1
           shown == IF FoldsReadsAt(next) THEN acceptor[a_ChangeTimestamp].lastVisible ELSE NothingVisible
       IN  sent' = sent \cup {Report("timestampChange", a_ChangeTimestamp, next, shown)}
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
    /\ IsEnough(Signers("writeAck", w_MayDecide), TotalSize)
    /\ decided[l_MayDecide].value # w_MayDecide.value
Decide(l_Decide, w_Decide) ==
    /\ IsEnough(Signers("writeAck", w_Decide), TotalSize)
    /\ decided[l_Decide].value # w_Decide.value
    /\ decided' = [decided EXCEPT ![l_Decide] = w_Decide]
    /\ UNCHANGED <<proposer, acceptor, sent, crashed>>
Next ==
    \/ \E p \in {p \in CorrectProposers : MayBeginRead(p)} : BeginRead(p)
    \/ \E p \in {p \in CorrectProposers : MayFirstWrite(p)} : FirstWrite(p)
    \/ \E p \in CorrectProposers : \E acks \in {acks \in AnswersFor(p) : MayWrite(p, acks)} : Write(p, acks)
    \/ \E p \in CorrectProposers : \E t \in ChangedTo : \E changes \in ChangesFor(p, t) : ChangeEstimate(p, t, changes)
    \/ \E m \in Reads : \E a \in {a \in CorrectAcceptors : MayAckRead(a, m)} : AckRead(a, m)
    \/ \E m \in PreWrites : \E a \in {a \in CorrectAcceptors : MayTakePreWrite(a, m)} : TakePreWrite(a, m)
    \/ \E w \in Statements("write") \cup ByzantineStatements : \E a \in {a \in CorrectAcceptors : MaySeeVisible(a, w)} : SeeVisible(a, w)
    \/ \E a \in {a \in CorrectAcceptors : MayChangeTimestamp(a)} : ChangeTimestamp(a)
    \/ \E a \in {a \in CorrectAcceptors : MayCrash(a)} : Crash(a)
    \/ \E w \in Statements("writeAck") \cup ByzantineStatements : \E l \in {l \in Learners : MayDecide(l, w)} : Decide(l, w)
Told(acceptors_Told) == [a \in DOMAIN acceptors_Told |-> Range(acceptors_Told[a].acknowledged)]
TakenBy(acceptors_TakenBy) == [a \in DOMAIN acceptors_TakenBy |-> Taken(acceptors_TakenBy[a].preWrites)]
History ==
    [reads |-> ReadsOf(proposer),
     writes |-> Begun(proposer, TakenBy(acceptor)),
     visible |-> Counted(TakenBy(acceptor), WriteSize),
     readable |-> Counted(TakenBy(acceptor), WriteSize),
     total |-> Counted(Told(acceptor), TotalSize)]
Operations == WritesOf(proposer) \cup UNION {Range(acceptor[a].preWrites) : a \in CorrectAcceptors}
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
C1Inv == \A a \in CorrectAcceptors : C1(acceptor[a].preWrites)
C2Inv == C2(History)
C3Inv == C3(History)
Now == [acceptor |-> acceptor, decided |-> decided]
IntegritySays(before_IntegritySays, after_IntegritySays) == Integrity(before_IntegritySays.decided, after_IntegritySays.decided)
O8StepSays(former_O8StepSays, latter_O8StepSays) ==
    O8Says(Counted(Told(former_O8StepSays.acceptor), TotalSize), Counted(Told(latter_O8StepSays.acceptor), TotalSize))
====
