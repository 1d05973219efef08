---- MODULE FabRegisterFlat ----
EXTENDS Integers, Sequences, FiniteSets, TLC
CONSTANTS Rules, Leaders, InputOf, ByzantineProposers, ValueOrder, Forged, TimestampCount, Acceptors, ByzantineAcceptors, Faults, Crashes, Learners
VARIABLES proposer, acceptor, decided, sent, crashed
Bottom == "bottom!"
NoWrite == [value |-> Bottom, timestamp |-> -1]
NoToken == NoWrite
Range(list) == {list[place] : place \in 1 .. Len(list)}
Pair(thing) == [value |-> thing.value, timestamp |-> thing.timestamp]
Tokens(past) == {rd.token : rd \in past.reads} \ {NoToken}
O1(read) == read.token = NoToken \/ read.token.timestamp = read.timestamp
O2(operation) == operation.token = NoToken \/ operation.token.timestamp = operation.timestamp
O3AndO4(operation) ==
    IF operation.token = NoToken
      THEN operation.timestamp = 0
      ELSE operation.token.value \in {Bottom, operation.value}
O5AndO6(history, acknowledged) == acknowledged \subseteq history.total /\ history.total \subseteq history.visible
O7(history) == \A t \in history.total : \A v \in history.visible : v.timestamp = t.timestamp => v = t
O8WithoutEnds(before, after) == before \subseteq after
O8(before, after) ==
    /\ before \subseteq after
    /\ \A late \in after \ before : \A ended \in before : ended.timestamp < late.timestamp
C1(taken) == \A i, j \in 1 .. Len(taken) : i < j => taken[i].timestamp <= taken[j].timestamp
TotalBefore(history, ts) == {w \in history.total : w.timestamp < ts}
C2(history) ==
    \A tok \in Tokens(history) :
        LET earlier == TotalBefore(history, tok.timestamp)
        IN  \/ earlier = {}
            \/ \E last \in earlier :
                  /\ \A w \in earlier : w.timestamp <= last.timestamp
                  /\ \/ last.value = tok.value
                     \/ \E v \in history.readable :
                           v.value = tok.value /\ v.timestamp > last.timestamp /\ v.timestamp <= tok.timestamp
C3(history) ==
    \A tok \in Tokens(history) :
        \/ tok.value = Bottom
        \/ \E v \in history.readable : v.value = tok.value /\ v.timestamp <= tok.timestamp
WrittenOnce(history) == \A t, u \in history.total : t.value = u.value
Theorem1(history) ==
    \A t \in history.total : \A w \in history.writes : w.timestamp > t.timestamp => w.value = t.value
TokensProve(history) ==
    \A tok \in Tokens(history) :
        LET earlier == TotalBefore(history, tok.timestamp)
        IN  IF tok.value = Bottom
              THEN earlier = {}
              ELSE \E v \in history.readable :
                      /\ v.value = tok.value
                      /\ v.timestamp < tok.timestamp
                      /\ \A w \in earlier : w.timestamp <= v.timestamp
Decisions(decisionOf) == {decisionOf[l] : l \in DOMAIN decisionOf} \ {NoWrite}
Validity(decisions, written) == \A d \in decisions : d.value \in written
Agreement(decisions) == \A d, e \in decisions : d.value = e.value
Integrity(before, after) == \A l \in DOMAIN before : before[l].value \in {Bottom, after[l].value}
Has(rule) == rule \in Rules
CorrectProposers == Range(Leaders) \ ByzantineProposers
CorrectAcceptors == Acceptors \ ByzantineAcceptors
Quorum == Cardinality(Acceptors) - Faults
WeakQuorum == Faults + 1
Timestamps == 0 .. (TimestampCount - 1)
LeaderOf(moment) == Leaders[(moment % Len(Leaders)) + 1]
NumberOf(name) == (CHOOSE place \in 1 .. Len(Leaders) : Leaders[place] = name) - 1
Values == Range(ValueOrder) \ {Forged}
Rank(val) == CHOOSE place \in 1 .. Len(ValueOrder) : ValueOrder[place] = val
IsAfter(upper, lower) ==
    \/ upper.timestamp > lower.timestamp
    \/ upper.timestamp = lower.timestamp /\ Rank(upper.value) > Rank(lower.value)
LastOf(some) == IF some = {} THEN NoWrite ELSE Pair(CHOOSE x \in some : \A y \in some : Pair(x) = Pair(y) \/ IsAfter(x, y))
FirstOf(several) == IF several = {} THEN NoWrite ELSE Pair(CHOOSE x \in several : \A y \in several : Pair(x) = Pair(y) \/ IsAfter(y, x))
ValueAfter(readValue, writer) == IF readValue = Bottom THEN InputOf[writer] ELSE readValue
AddTo(log, item) == IF item \in Range(log) THEN log ELSE Append(log, item)
Running(moment) == [timestamp |-> moment, token |-> NoToken]
Returned(reads, token) ==
    AddTo(SelectSeq(reads, LAMBDA entry : entry # Running(token.timestamp)), [timestamp |-> token.timestamp, token |-> token])
HasAt(entries, ts) == \E place \in 1 .. Len(entries) : entries[place].timestamp = ts
Message(kind, sender, stated) == [type |-> kind, acceptor |-> sender, value |-> stated.value, timestamp |-> stated.timestamp]
IsEnough(correct, size) == Cardinality(correct \cup ByzantineAcceptors) >= size
ByzantineStatements ==
    IF ByzantineAcceptors = {} THEN {} ELSE {[value |-> v, timestamp |-> t] : v \in Range(ValueOrder), t \in Timestamps}
OneEach(messages, count) ==
    {set \in SUBSET messages : Cardinality(set) = count /\ \A m, n \in set : m.acceptor = n.acceptor => m = n}
Counted(perAcceptor, size) ==
    {w \in UNION {perAcceptor[a] : a \in DOMAIN perAcceptor} :
        IsEnough({a \in DOMAIN perAcceptor : w \in perAcceptor[a]}, size)}
AllTaken(perAcceptor) == UNION {perAcceptor[a] : a \in DOMAIN perAcceptor}
Begun(proposers, perAcceptor) ==
    {Pair(w) : w \in UNION {Range(proposers[p].writes) : p \in DOMAIN proposers}} \cup AllTaken(perAcceptor)
WrittenBy(proposers) ==
    {w.value : w \in UNION {Range(proposers[p].writes) : p \in DOMAIN proposers}}
    \cup (IF ByzantineProposers = {} THEN {} ELSE Values)
ReadsOf(proposers) == UNION {Range(proposers[p].reads) : p \in DOMAIN proposers}
WritesOf(proposers) == UNION {Range(proposers[p].writes) : p \in DOMAIN proposers}
O8Says(totalBefore, totalAfter) ==
    IF Has("o8-relaxed") THEN O8WithoutEnds(totalBefore, totalAfter) ELSE O8(totalBefore, totalAfter)
vars == <<proposer, acceptor, decided, sent, crashed>>
ProofSize == Len(Leaders) - ((Len(Leaders) - 1) \div 3)
ReadSize == IF Has("read-quorum") \/ Quorum = 1 THEN Quorum ELSE Quorum - 1
MajoritySize == IF Has("majority-value") THEN (ReadSize \div 2) + 1 ELSE WeakQuorum
TotalSize == ((Cardinality(Acceptors) + 3 * Faults + 2) \div 2) - (IF Has("total-quorum") THEN 0 ELSE 1)
MayLead(name, time) == time \in Timestamps /\ (name = LeaderOf(time) \/ ~Has("leader-only"))
IsFreeAt(time) == time = 0 /\ Has("first-write-free")
Of(kind) == {msg \in sent : msg.type = kind}
Statements(like) == {Pair(msg) : msg \in Of(like)}
Acknowledging(w) == {msg.acceptor : msg \in {n \in Of("writeAck") : Pair(n) = w}}
HasCome(ts) ==
    Cardinality({msg.proposer : msg \in {n \in Of("timestampChange") : n.timestamp = ts}} \cup ByzantineProposers) >= ProofSize
NoProgressToken == [value |-> Bottom, timestamp |-> -1, acks |-> 0]
TokenOf(at, answers) ==
    LET frequent == {v \in {msg.value : msg \in answers} \ {Bottom} :
                        Cardinality({msg \in answers : msg.value = v}) >= MajoritySize}
        chosen == IF frequent = {} THEN Bottom ELSE CHOOSE v \in frequent : \A x \in frequent : Rank(v) <= Rank(x)
    IN  [value |-> chosen, timestamp |-> at, acks |-> Cardinality(answers)]
Shows(token, write) ==
    /\ token.timestamp = write.timestamp
    /\ token.acks >= ReadSize
    /\ token.value \in {Bottom, write.value}
Answer(who, when, val) == [type |-> "readAck", acceptor |-> who, timestamp |-> when, value |-> val]
AnswersTo(moment) == {msg \in Of("readAck") : msg.timestamp = moment}
QuorumsAt(moment) ==
    UNION {
        {set \cup {Answer(b, moment, lie[b]) : b \in liars} :
            set \in OneEach(AnswersTo(moment), ReadSize - Cardinality(liars)),
            lie \in [liars -> Range(ValueOrder) \cup {Bottom}]}
        : liars \in {some \in SUBSET ByzantineAcceptors : Cardinality(some) <= ReadSize}}
LiarsAt(ts) == {b \in ByzantineProposers : MayLead(b, ts)}
Read(from, when, proof) == [type |-> "read", proposer |-> from, timestamp |-> when, proof |-> proof]
Reads ==
    Of("read") \cup
    UNION {{Read(b, t, IF Has("timestamp-proof") THEN ProofSize ELSE 0) : b \in LiarsAt(t)} :
              t \in {u \in Timestamps : HasCome(u) \/ ~Has("timestamp-proof")}}
WriteBy(from, write, shown) ==
    [type |-> "write", proposer |-> from, value |-> write.value, timestamp |-> write.timestamp, token |-> shown]
ByzantineWrites(ts) ==
    LET isBare == ~Has("token-allows") \/ IsFreeAt(ts)
        tokens == IF isBare \/ LiarsAt(ts) = {} THEN {} ELSE {TokenOf(ts, answers) : answers \in QuorumsAt(ts)}
        showing(w) == {tok \in tokens : Shows(tok, w)}
        best(w) == CHOOSE tok \in showing(w) : tok.value = w.value \/ \A other \in showing(w) : other.value = Bottom
        legal == {w \in {[value |-> v, timestamp |-> ts] : v \in Values} : isBare \/ showing(w) # {}}
    IN  {WriteBy(b, w, IF isBare THEN NoProgressToken ELSE best(w)) : b \in LiarsAt(ts), w \in legal}
Writes == Of("write") \cup UNION {ByzantineWrites(t) : t \in Timestamps}
Init ==
    /\ proposer = [p \in CorrectProposers |->
          [estimate |-> NumberOf(p), myTimestamp |-> 0, proof |-> 0, reads |-> <<>>, writes |-> <<>>]]
    /\ acceptor = [a \in CorrectAcceptors |-> [highest |-> 0, lastLegal |-> Bottom, writes |-> <<>>]]
    /\ decided = [l \in Learners |-> NoWrite]
    /\ sent = {}
    /\ crashed = {}
WritesFirst(p) == Has("first-write-free") /\ NumberOf(p) = 0 /\ proposer[p].estimate = 0
MayBeginRead(p) ==
    /\ proposer[p].estimate \in Timestamps
    /\ ~WritesFirst(p)
    /\ proposer[p].proof > 0 \/ ~Has("timestamp-proof")
    /\ ~HasAt(proposer[p].reads, proposer[p].estimate)
BeginRead(p) ==
    /\ proposer[p].estimate \in Timestamps
    /\ ~WritesFirst(p)
    /\ proposer[p].proof > 0 \/ ~Has("timestamp-proof")
    /\ ~HasAt(proposer[p].reads, proposer[p].estimate)
    /\ proposer' = [proposer EXCEPT ![p].reads = Append(@, Running(proposer[p].estimate))]
    /\ sent' = sent \cup {Read(p, proposer[p].estimate, proposer[p].proof)}
    /\ UNCHANGED <<acceptor, decided, crashed>>
MayFirstWrite(p) ==
    /\ WritesFirst(p)
    /\ ~HasAt(proposer[p].writes, 0)
FirstWrite(p) ==
    /\ WritesFirst(p)
    /\ ~HasAt(proposer[p].writes, 0)
    /\ proposer' = [proposer EXCEPT ![p].writes = AddTo(@, [value |-> InputOf[p], timestamp |-> 0, token |-> NoToken])]
    /\ sent' = sent \cup {WriteBy(p, [value |-> InputOf[p], timestamp |-> 0], NoProgressToken)}
    /\ UNCHANGED <<acceptor, decided, crashed>>
IsDone(self) == Has("propose-once") /\ HasAt(self.writes, self.estimate)
AnswersFor(p) ==
    IF IsDone(proposer[p]) \/ ~HasAt(proposer[p].reads, proposer[p].estimate)
      THEN {}
      ELSE QuorumsAt(proposer[p].estimate)
MayWrite(p, acks) ==
    /\ HasAt(proposer[p].reads, proposer[p].estimate)
    /\ Cardinality(acks) >= ReadSize
    /\ ~IsDone(proposer[p])
Write(p, acks) ==
    /\ HasAt(proposer[p].reads, proposer[p].estimate)
    /\ Cardinality(acks) >= ReadSize
    /\ ~IsDone(proposer[p])
    /\ LET ts == proposer[p].estimate
           result == TokenOf(ts, acks)
           new == [value |-> ValueAfter(result.value, p), timestamp |-> ts]
       IN  /\ proposer' = [proposer EXCEPT ![p].reads = Returned(@, Pair(result)),
                                           ![p].writes = AddTo(@, [value |-> new.value, timestamp |-> new.timestamp, token |-> Pair(result)])]
           /\ sent' = sent \cup {WriteBy(p, new, result)}
    /\ UNCHANGED <<acceptor, decided, crashed>>
MayChangeTimestamp(p) ==
    /\ proposer[p].myTimestamp + 1 \in Timestamps
ChangeTimestamp(p) ==
    /\ proposer[p].myTimestamp + 1 \in Timestamps
    /\ proposer' = [proposer EXCEPT ![p].myTimestamp = @ + 1]
    /\ sent' = sent \cup {[type |-> "timestampChange", proposer |-> p, timestamp |-> proposer[p].myTimestamp + 1]}
    /\ UNCHANGED <<acceptor, decided, crashed>>
MayChangeEstimate(p, t) ==
    /\ LeaderOf(t) = p
    /\ HasCome(t)
    /\ t > proposer[p].estimate \/ (t = proposer[p].estimate /\ Has("first-proof"))
ChangeEstimate(p, t) ==
    /\ LeaderOf(t) = p
    /\ HasCome(t)
    /\ t > proposer[p].estimate \/ (t = proposer[p].estimate /\ Has("first-proof"))
    /\ proposer' = [proposer EXCEPT ![p].estimate = t, ![p].proof = ProofSize]
    /\ UNCHANGED <<acceptor, decided, sent, crashed>>
MayAckRead(a, m) ==
    /\ a \notin crashed
    /\ m.timestamp > acceptor[a].highest \/ ~Has("read-above")
    /\ MayLead(m.proposer, m.timestamp)
    /\ m.proof >= ProofSize \/ ~Has("timestamp-proof")
AckRead(a, m) ==
    /\ a \notin crashed
    /\ m.timestamp > acceptor[a].highest \/ ~Has("read-above")
    /\ MayLead(m.proposer, m.timestamp)
    /\ m.proof >= ProofSize \/ ~Has("timestamp-proof")
    /\ acceptor' = [acceptor EXCEPT ![a].highest = m.timestamp]
    /\ sent' = sent \cup {Answer(a, m.timestamp, acceptor[a].lastLegal)}
    /\ UNCHANGED <<proposer, decided, crashed>>
Taken(log) == {Pair(log[place]) : place \in 1 .. Len(log)}
IsFirst(log, write) ==
    IF Has("write-once")
      THEN ~HasAt(log, write.timestamp)
      ELSE Pair(write) \notin Taken(log)
IsLegal(write) ==
    \/ ~Has("token-allows")
    \/ IF write.token = NoProgressToken THEN IsFreeAt(write.timestamp) ELSE Shows(write.token, write)
MayAckWrite(a, m) ==
    /\ a \notin crashed
    /\ MayLead(m.proposer, m.timestamp)
    /\ m.timestamp >= acceptor[a].highest \/ ~Has("write-not-below")
    /\ IsFirst(acceptor[a].writes, m)
    /\ IsLegal(m)
AckWrite(a, m) ==
    /\ a \notin crashed
    /\ MayLead(m.proposer, m.timestamp)
    /\ m.timestamp >= acceptor[a].highest \/ ~Has("write-not-below")
    /\ IsFirst(acceptor[a].writes, m)
    /\ IsLegal(m)
    /\ acceptor' = [acceptor EXCEPT ![a].highest = m.timestamp,
                                    ![a].lastLegal = m.value,
                                    ![a].writes = Append(@, [value |-> m.value, timestamp |-> m.timestamp, token |-> Pair(m.token)])]
    /\ sent' = sent \cup {Message("writeAck", a, m)}
    /\ UNCHANGED <<proposer, decided, crashed>>
MayCrash(a) ==
    /\ a \notin crashed
    /\ Cardinality(crashed) < Crashes
Crash(a) ==
    /\ a \notin crashed
    /\ Cardinality(crashed) < Crashes
    /\ crashed' = crashed \cup {a}
    /\ UNCHANGED <<proposer, acceptor, decided, sent>>
MayDecide(l, w) ==
    /\ IsEnough(Acknowledging(w), TotalSize)
    /\ decided[l].value # w.value
Decide(l, w) ==
    /\ IsEnough(Acknowledging(w), TotalSize)
    /\ decided[l].value # w.value
    /\ decided' = [decided EXCEPT ![l] = w]
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
Told(acceptors) == [a \in DOMAIN acceptors |-> Taken(acceptors[a].writes)]
LastTaking(val) ==
    {a \in CorrectAcceptors :
        LET taken == acceptor[a].writes
        IN  IF taken = <<>> THEN FALSE ELSE taken[Len(taken)].value = val}
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
HaveComeTo(later) == {p \in DOMAIN proposer : proposer[p].myTimestamp >= later}
TimestampInv ==
    \A a \in CorrectAcceptors :
        acceptor[a].highest = 0 \/ Cardinality(HaveComeTo(acceptor[a].highest)) + Cardinality(ByzantineProposers) >= ProofSize
Now == [acceptor |-> acceptor, decided |-> decided]
IntegritySays(before, after) == Integrity(before.decided, after.decided)
O8StepSays(former, latter) ==
    O8Says(Counted(Told(former.acceptor), TotalSize), Counted(Told(latter.acceptor), TotalSize))
====
