---- MODULE CrashRegisterFlat ----
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
Majority == (Cardinality(Acceptors) \div 2) + 1
Half == IF Cardinality(Acceptors) = 1 THEN 1 ELSE Cardinality(Acceptors) \div 2
ReadSize == IF Has("read-majority") THEN Majority ELSE Half
TotalSize == IF Has("total-majority") THEN Majority ELSE Half
Of(kind) == {msg \in sent : msg.type = kind}
Statements(like) == {Pair(msg) : msg \in Of(like)}
Acknowledging(w) == {msg.acceptor : msg \in {n \in Of("writeAck") : Pair(n) = w}}
Init ==
    /\ proposer = [p \in CorrectProposers |-> [localTimestamp |-> 0, reads |-> <<>>, writes |-> <<>>]]
    /\ acceptor = [a \in CorrectAcceptors |-> [highest |-> -1, lastVisible |-> NoWrite, acknowledged |-> <<>>]]
    /\ decided = [l \in Learners |-> NoWrite]
    /\ sent = {}
    /\ crashed = {}
NextTimestamp(p) == proposer[p].localTimestamp * Len(Leaders) + NumberOf(p)
MayBeginRead(p) ==
    /\ NextTimestamp(p) \in Timestamps
BeginRead(p) ==
    /\ NextTimestamp(p) \in Timestamps
    /\ proposer' = [proposer EXCEPT ![p].localTimestamp = @ + 1, ![p].reads = Append(@, Running(NextTimestamp(p)))]
    /\ sent' = sent \cup {[type |-> "read", proposer |-> p, timestamp |-> NextTimestamp(p)]}
    /\ UNCHANGED <<acceptor, decided, crashed>>
Current(p) == proposer[p].reads[Len(proposer[p].reads)]
IsReading(p) == IF proposer[p].reads = <<>> THEN FALSE ELSE Current(p).token = NoToken
QuorumsFor(p) ==
    IF IsReading(p)
      THEN OneEach({msg \in Of("readAck") : msg.timestamp = Current(p).timestamp}, ReadSize)
      ELSE {}
Picked(answers) ==
    LET seen == {msg.lastVisible : msg \in answers} \ {NoWrite}
    IN  IF Has("highest-visible") THEN LastOf(seen) ELSE FirstOf(seen)
MayWrite(p, acks) ==
    /\ IsReading(p)
    /\ Cardinality(acks) >= ReadSize
Write(p, acks) ==
    /\ IsReading(p)
    /\ Cardinality(acks) >= ReadSize
    /\ LET ts == Current(p).timestamp
           tok == [value |-> Picked(acks).value, timestamp |-> ts]
           new == ValueAfter(IF Has("token-allows") THEN tok.value ELSE Bottom, p)
       IN  /\ proposer' = [proposer EXCEPT ![p].reads = Returned(@, tok),
                                           ![p].writes = Append(@, [value |-> new, timestamp |-> ts, token |-> tok])]
           /\ sent' = sent \cup {[type |-> "write", proposer |-> p, value |-> new, timestamp |-> ts]}
    /\ UNCHANGED <<acceptor, decided, crashed>>
MayAckRead(a, m) ==
    /\ a \notin crashed
    /\ m.timestamp > acceptor[a].highest \/ ~Has("read-above")
AckRead(a, m) ==
    /\ a \notin crashed
    /\ m.timestamp > acceptor[a].highest \/ ~Has("read-above")
    /\ acceptor' = [acceptor EXCEPT ![a].highest = m.timestamp]
    /\ sent' = sent \cup
         {[type |-> "readAck", acceptor |-> a, timestamp |-> m.timestamp, lastVisible |-> acceptor[a].lastVisible]}
    /\ UNCHANGED <<proposer, decided, crashed>>
MayAckWrite(a, m) ==
    /\ a \notin crashed
    /\ m.timestamp >= acceptor[a].highest \/ ~Has("write-not-below")
AckWrite(a, m) ==
    /\ a \notin crashed
    /\ m.timestamp >= acceptor[a].highest \/ ~Has("write-not-below")
    /\ acceptor' = [acceptor EXCEPT ![a].highest = m.timestamp,
                                    ![a].lastVisible = Pair(m),
                                    ![a].acknowledged = AddTo(@, Pair(m))]
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
    \/ \E p \in CorrectProposers : \E acks \in {acks \in QuorumsFor(p) : MayWrite(p, acks)} : Write(p, acks)
    \/ \E m \in Of("read") : \E a \in {a \in CorrectAcceptors : MayAckRead(a, m)} : AckRead(a, m)
    \/ \E m \in Of("write") : \E a \in {a \in CorrectAcceptors : MayAckWrite(a, m)} : AckWrite(a, m)
    \/ \E a \in {a \in CorrectAcceptors : MayCrash(a)} : Crash(a)
    \/ \E w \in Statements("writeAck") : \E l \in {l \in Learners : MayDecide(l, w)} : Decide(l, w)
Told(acceptors) == [a \in DOMAIN acceptors |-> Range(acceptors[a].acknowledged)]
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
IntegritySays(before, after) == Integrity(before.decided, after.decided)
O8StepSays(former, latter) ==
    O8Says(Counted(Told(former.acceptor), TotalSize), Counted(Told(latter.acceptor), TotalSize))
====
