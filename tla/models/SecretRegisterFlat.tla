---- MODULE SecretRegisterFlat ----
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
WriteSize == IF Has("write-quorum") THEN Quorum ELSE WeakQuorum
ValueSize == IF Has("value-quorum") THEN Quorum ELSE WeakQuorum
BottomSize == IF Has("bottom-quorum") THEN Quorum ELSE WeakQuorum
TotalSize == IF Has("total-quorum") THEN Quorum ELSE WeakQuorum
MayLead(name_MayLead, timestamp_MayLead) == timestamp_MayLead \in Timestamps /\ (name_MayLead = LeaderOf(timestamp_MayLead) \/ ~Has("leader-only"))
Of(kind_Of) == {msg \in sent : msg.type = kind_Of}
Statements(kind_Statements) == {Pair(msg) : msg \in Of(kind_Statements)}
Signers(kind_Signers, statement_Signers) == {msg.acceptor : msg \in {n \in Of(kind_Signers) : Pair(n) = statement_Signers}}
Turn == "turn!"
Secret(what_Secret, timestamp_Secret) == [of |-> what_Secret, timestamp |-> timestamp_Secret]
Dealt == {Secret(what, timestamp) : what \in Values \cup {Bottom, Turn}, timestamp \in Timestamps}
OfValues(secrets_OfValues) == {s \in secrets_OfValues : s.of \in Values}
NoSecret == Secret(Bottom, -1)
NothingBetween(secrets_NothingBetween, earlier_NothingBetween, timestamp_NothingBetween) == \A t \in Timestamps : t > earlier_NothingBetween /\ t < timestamp_NothingBetween => Secret(Bottom, t) \in secrets_NothingBetween
Proves(token_Proves) ==
    /\ token_Proves.timestamp = 0 \/ Secret(Turn, token_Proves.timestamp) \in token_Proves.secrets \/ ~Has("turn-shown")
    /\ IF token_Proves.value = Bottom
         THEN NothingBetween(token_Proves.secrets, -1, token_Proves.timestamp) \/ ~Has("bottom-before")
         ELSE \E earlier \in Timestamps :
                 /\ earlier < token_Proves.timestamp
                 /\ Secret(token_Proves.value, earlier) \in token_Proves.secrets \/ ~Has("value-shown")
                 /\ NothingBetween(token_Proves.secrets, earlier, token_Proves.timestamp) \/ ~Has("bottom-between")
TokenFor(what_TokenFor, timestamp_TokenFor, known_TokenFor) ==
    [value |-> what_TokenFor, timestamp |-> timestamp_TokenFor,
     secrets |-> {s \in known_TokenFor : s = Secret(Turn, timestamp_TokenFor) \/ (s.timestamp < timestamp_TokenFor /\ s.of \in {Bottom, what_TokenFor})}]
Shows(token_Shows, write_Shows) ==
    /\ token_Shows.timestamp = write_Shows.timestamp
    /\ token_Shows.value \in {Bottom, write_Shows.value}
    /\ Proves(token_Shows)
SecretsIn(timestamp_SecretsIn, changes_SecretsIn) ==
    OfValues({m.revealed : m \in changes_SecretsIn})
    \cup {Secret(Bottom, t) : t \in {u \in Timestamps : Cardinality({m \in changes_SecretsIn : u \in m.released}) >= BottomSize}}
    \cup (IF Cardinality(changes_SecretsIn) >= Quorum THEN {Secret(Turn, timestamp_SecretsIn)} ELSE {})
TokenOf(timestamp_TokenOf, changes_TokenOf) ==
    LET known == SecretsIn(timestamp_TokenOf, changes_TokenOf)
        good == {s \in OfValues(known) : Proves(TokenFor(s.of, timestamp_TokenOf, known))}
        last == LastOf({[value |-> s.of, timestamp |-> s.timestamp] : s \in good})
    IN  TokenFor(last.value, timestamp_TokenOf, known)
Hears(msg_Hears) ==
    IF Has("open-channels")
      THEN ByzantineAcceptors \cup ByzantineProposers # {}
      ELSE IF msg_Hears.type = "timestampChange"
             THEN LeaderOf(msg_Hears.timestamp) \in ByzantineProposers
             ELSE ByzantineAcceptors # {}
Heard(kind_Heard) == {msg \in Of(kind_Heard) : Hears(msg)}
SharedBy(s_SharedBy) ==
    {msg.acceptor : msg \in
        IF s_SharedBy.of = Bottom
          THEN {m \in Heard("timestampChange") : s_SharedBy.timestamp \in m.released}
          ELSE IF s_SharedBy.of = Turn
                 THEN {m \in Heard("timestampChange") : m.timestamp = s_SharedBy.timestamp}
                 ELSE {m \in Heard("write") : m.value = s_SharedBy.of /\ m.timestamp = s_SharedBy.timestamp}}
SizeOf(s_SizeOf) == IF s_SizeOf.of = Bottom THEN BottomSize ELSE IF s_SizeOf.of = Turn THEN Quorum ELSE ValueSize
Known ==
    IF ~Has("secrets-hidden")
      THEN Dealt
      ELSE {s \in Dealt : IsEnough(SharedBy(s), SizeOf(s))}
           \cup OfValues({msg.revealed : msg \in Heard("timestampChange")})
           \cup UNION {msg.token.secrets : msg \in Heard("preWrite")}
Change(who_Change, timestamp_Change, revealed_Change, released_Change) ==
    [type |-> "timestampChange", acceptor |-> who_Change, timestamp |-> timestamp_Change, revealed |-> revealed_Change, released |-> released_Change]
ChangesTo(timestamp_ChangesTo) == {msg \in Of("timestampChange") : msg.timestamp = timestamp_ChangesTo}
UpTo(messages_UpTo, most_UpTo) == UNION {OneEach(messages_UpTo, count) : count \in 0 .. most_UpTo}
HonestSets(timestamp_HonestSets) == UpTo(ChangesTo(timestamp_HonestSets), Quorum)
LyingSets(timestamp_LyingSets) ==
    UNION {
        LET liar == CHOOSE b \in others : TRUE
        IN  {set \cup {Change(liar, timestamp_LyingSets, claim, Timestamps)}
                 \cup {Change(b, timestamp_LyingSets, NoSecret, Timestamps) : b \in others \ {liar}} :
                set \in UpTo(ChangesTo(timestamp_LyingSets), Quorum - Cardinality(others)),
                claim \in {NoSecret} \cup OfValues(Known)}
        : others \in {some \in (SUBSET ByzantineAcceptors) \ {{}} : Cardinality(some) <= Quorum}}
ChangesFor(p_ChangesFor, timestamp_ChangesFor) ==
    IF LeaderOf(timestamp_ChangesFor) # p_ChangesFor \/ (Has("propose-once") /\ HasAt(proposer[p_ChangesFor].writes, timestamp_ChangesFor))
      THEN {}
      ELSE (HonestSets(timestamp_ChangesFor) \cup LyingSets(timestamp_ChangesFor)) \ {{}}
PreWrite(from_PreWrite, write_PreWrite, shown_PreWrite) ==
    [type |-> "preWrite", proposer |-> from_PreWrite, value |-> write_PreWrite.value, timestamp |-> write_PreWrite.timestamp, token |-> shown_PreWrite]
ByzantinePreWrites(timestamp_ByzantinePreWrites) ==
    LET known == Known
        tokens == {TokenFor(what, timestamp_ByzantinePreWrites, known) : what \in Values \cup {Bottom}}
        fit(what) == {tok \in tokens : tok.value # Bottom \/ ~Proves(TokenFor(what, timestamp_ByzantinePreWrites, known))}
    IN  UNION {UNION {{PreWrite(b, [value |-> v, timestamp |-> timestamp_ByzantinePreWrites], tok) : tok \in fit(v)} :
            v \in Values} : b \in {name \in ByzantineProposers : MayLead(name, timestamp_ByzantinePreWrites)}}
PreWrites == Of("preWrite") \cup UNION {ByzantinePreWrites(t) : t \in Timestamps}
ByzantineWrites == {w \in ByzantineStatements : w.value \in Values}
Init ==
    /\ proposer = [p \in CorrectProposers |-> [reads |-> <<>>, writes |-> <<>>]]
    /\ acceptor = [a \in CorrectAcceptors |-> [timestamp |-> 0, preWrites |-> <<>>, acknowledged |-> <<>>, released |-> {}]]
    /\ decided = [l \in Learners |-> NoWrite]
    /\ sent = {}
    /\ crashed = {}
Finished(self_Finished, tok_Finished, new_Finished) ==
    [self_Finished EXCEPT !.reads = Returned(@, Pair(tok_Finished)),
                 !.writes = AddTo(@, [value |-> new_Finished, timestamp |-> tok_Finished.timestamp, token |-> Pair(tok_Finished)])]
WriteOf(p_WriteOf, tok_WriteOf) == PreWrite(p_WriteOf, [value |-> ValueAfter(tok_WriteOf.value, p_WriteOf), timestamp |-> tok_WriteOf.timestamp], tok_WriteOf)
MayFirstWrite(p_MayFirstWrite) ==
    /\ NumberOf(p_MayFirstWrite) = 0
    /\ ~HasAt(proposer[p_MayFirstWrite].writes, 0)
FirstWrite(p_FirstWrite) ==
    /\ NumberOf(p_FirstWrite) = 0
    /\ ~HasAt(proposer[p_FirstWrite].writes, 0)
    /\ LET first == TokenFor(Bottom, 0, {})
       IN  /\ proposer' = [proposer EXCEPT ![p_FirstWrite] = Finished(@, first, InputOf[p_FirstWrite])]
           /\ sent' = sent \cup {WriteOf(p_FirstWrite, first)}
    /\ UNCHANGED <<acceptor, decided, crashed>>
MayWrite(p_MayWrite, t_MayWrite, changes_MayWrite) ==
    /\ LeaderOf(t_MayWrite) = p_MayWrite
    /\ ~HasAt(proposer[p_MayWrite].writes, t_MayWrite) \/ ~Has("propose-once")
    /\ Proves(TokenOf(t_MayWrite, changes_MayWrite))
Write(p_Write, t_Write, changes_Write) ==
    /\ LeaderOf(t_Write) = p_Write
    /\ ~HasAt(proposer[p_Write].writes, t_Write) \/ ~Has("propose-once")
    /\ Proves(TokenOf(t_Write, changes_Write))
    /\ LET result == TokenOf(t_Write, changes_Write)
       IN  /\ proposer' = [proposer EXCEPT ![p_Write] = Finished(@, result, ValueAfter(result.value, p_Write))]
           /\ sent' = sent \cup {WriteOf(p_Write, result)}
    /\ UNCHANGED <<acceptor, decided, crashed>>
Taken(log_Taken) == {Pair(log_Taken[place]) : place \in 1 .. Len(log_Taken)}
IsFirst(log_IsFirst, write_IsFirst) ==
    IF Has("pre-write-once")
      THEN ~HasAt(log_IsFirst, write_IsFirst.timestamp)
      ELSE Pair(write_IsFirst) \notin Taken(log_IsFirst)
Later(one_Later, two_Later) == IF one_Later > two_Later THEN one_Later ELSE two_Later
MayTakePreWrite(a_MayTakePreWrite, m_MayTakePreWrite) ==
    /\ a_MayTakePreWrite \notin crashed
    /\ MayLead(m_MayTakePreWrite.proposer, m_MayTakePreWrite.timestamp)
    /\ m_MayTakePreWrite.timestamp >= acceptor[a_MayTakePreWrite].timestamp \/ ~Has("pre-write-not-below")
    /\ IsFirst(acceptor[a_MayTakePreWrite].preWrites, m_MayTakePreWrite)
    /\ Shows(m_MayTakePreWrite.token, m_MayTakePreWrite) \/ ~Has("token-allows")
TakePreWrite(a_TakePreWrite, m_TakePreWrite) ==
    /\ a_TakePreWrite \notin crashed
    /\ MayLead(m_TakePreWrite.proposer, m_TakePreWrite.timestamp)
    /\ m_TakePreWrite.timestamp >= acceptor[a_TakePreWrite].timestamp \/ ~Has("pre-write-not-below")
    /\ IsFirst(acceptor[a_TakePreWrite].preWrites, m_TakePreWrite)
    /\ Shows(m_TakePreWrite.token, m_TakePreWrite) \/ ~Has("token-allows")
    /\ acceptor' = [acceptor EXCEPT ![a_TakePreWrite].timestamp = Later(@, m_TakePreWrite.timestamp),
                                    ![a_TakePreWrite].preWrites = Append(@, [value |-> m_TakePreWrite.value, timestamp |-> m_TakePreWrite.timestamp, token |-> Pair(m_TakePreWrite.token)])]
    /\ sent' = sent \cup {Message("write", a_TakePreWrite, m_TakePreWrite)}
    /\ UNCHANGED <<proposer, decided, crashed>>
MaySeeVisible(a_MaySeeVisible, w_MaySeeVisible) ==
    /\ a_MaySeeVisible \notin crashed
    /\ IsEnough(Signers("write", w_MaySeeVisible), WriteSize)
    /\ w_MaySeeVisible.timestamp >= acceptor[a_MaySeeVisible].timestamp \/ ~Has("visible-not-below")
    /\ w_MaySeeVisible \notin Range(acceptor[a_MaySeeVisible].acknowledged)
SeeVisible(a_SeeVisible, w_SeeVisible) ==
    /\ a_SeeVisible \notin crashed
    /\ IsEnough(Signers("write", w_SeeVisible), WriteSize)
    /\ w_SeeVisible.timestamp >= acceptor[a_SeeVisible].timestamp \/ ~Has("visible-not-below")
    /\ w_SeeVisible \notin Range(acceptor[a_SeeVisible].acknowledged)
    /\ acceptor' = [acceptor EXCEPT ![a_SeeVisible].timestamp = Later(@, w_SeeVisible.timestamp), ![a_SeeVisible].acknowledged = Append(@, w_SeeVisible)]
    /\ sent' = sent \cup {Message("writeAck", a_SeeVisible, w_SeeVisible)}
    /\ UNCHANGED <<proposer, decided, crashed>>
Revealed(self_Revealed) ==
    LET last == LastOf(Range(self_Revealed.acknowledged))
    IN  IF Has("value-revealed") THEN Secret(last.value, last.timestamp) ELSE NoSecret
Releases(self_Releases) ==
    IF Has("bottom-released")
      THEN {t \in Timestamps :
              /\ t <= self_Releases.timestamp \/ ~Has("bottom-passed")
              /\ ~HasAt(self_Releases.acknowledged, t) \/ ~Has("bottom-unacknowledged")}
      ELSE {}
MayChangeTimestamp(a_MayChangeTimestamp) ==
    /\ a_MayChangeTimestamp \notin crashed
    /\ acceptor[a_MayChangeTimestamp].timestamp + 1 \in Timestamps
ChangeTimestamp(a_ChangeTimestamp) ==
    /\ a_ChangeTimestamp \notin crashed
    /\ acceptor[a_ChangeTimestamp].timestamp + 1 \in Timestamps
    /\ acceptor' = [acceptor EXCEPT ![a_ChangeTimestamp].timestamp = @ + 1, ![a_ChangeTimestamp].released = @ \cup Releases(acceptor[a_ChangeTimestamp])]
    /\ sent' = sent \cup {Change(a_ChangeTimestamp, acceptor[a_ChangeTimestamp].timestamp + 1, Revealed(acceptor[a_ChangeTimestamp]), Releases(acceptor[a_ChangeTimestamp]))}
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
    \/ \E p \in {p \in CorrectProposers : MayFirstWrite(p)} : FirstWrite(p)
    \/ \E p \in CorrectProposers : \E t \in Timestamps \ {0} : \E changes \in ChangesFor(p, t) : Write(p, t, changes)
    \/ \E m \in PreWrites : \E a \in {a \in CorrectAcceptors : MayTakePreWrite(a, m)} : TakePreWrite(a, m)
    \/ \E w \in Statements("write") \cup ByzantineWrites : \E a \in {a \in CorrectAcceptors : MaySeeVisible(a, w)} : SeeVisible(a, w)
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
ValueSecretInv == \A w \in Counted(TakenBy(acceptor), ValueSize) : w \in History.visible
Releasers(timestamp_Releasers) == {a \in CorrectAcceptors : timestamp_Releasers \in acceptor[a].released}
BottomSecretInv == \A w \in History.total : ~IsEnough(Releasers(w.timestamp), BottomSize)
HaveComeTo(timestamp_HaveComeTo) == {a \in CorrectAcceptors : acceptor[a].timestamp >= timestamp_HaveComeTo}
TimestampInv == \A w \in AllTaken(TakenBy(acceptor)) : w.timestamp = 0 \/ IsEnough(HaveComeTo(w.timestamp), Quorum)
Now == [acceptor |-> acceptor, decided |-> decided]
IntegritySays(before_IntegritySays, after_IntegritySays) == Integrity(before_IntegritySays.decided, after_IntegritySays.decided)
O8StepSays(former_O8StepSays, latter_O8StepSays) ==
    O8Says(Counted(Told(former_O8StepSays.acceptor), TotalSize), Counted(Told(latter_O8StepSays.acceptor), TotalSize))
====
