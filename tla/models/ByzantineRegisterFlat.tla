---- MODULE ByzantineRegisterFlat ----
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
ReadSize == IF Has("read-quorum") THEN Quorum ELSE WeakQuorum
WriteSize == IF Has("write-quorum") THEN Quorum ELSE WeakQuorum
ProofSize == IF Has("visible-proof") THEN WriteSize ELSE 0
TotalSize == IF Has("total-quorum") THEN Quorum ELSE WeakQuorum
FoldsReadsAt(time) == Has("fold-reads") /\ time > 0
MayLead(name, time) == time \in Timestamps /\ (name = LeaderOf(time) \/ ~Has("leader-only"))
IsFreeAt(time) == Has("first-write-free") /\ (time = 0 \/ ~Has("bare-only-at-zero"))
Of(kind) == {msg \in sent : msg.type = kind}
Statements(like) == {Pair(msg) : msg \in Of(like)}
Signers(sort, statement) == {msg.acceptor : msg \in {n \in Of(sort) : Pair(n) = statement}}
NothingVisible == [value |-> Bottom, timestamp |-> -1, signatures |-> 0]
IsValid(report, asOf) ==
    \/ report = NothingVisible
    \/ report.signatures >= ProofSize /\ (report.timestamp < asOf \/ ~Has("visible-before"))
NoSecureToken == [value |-> Bottom, timestamp |-> -1, acks |-> 0]
TokenOf(at, answers) ==
    LET valid == {msg \in answers : IsValid(msg.lastVisible, at)}
        seen == {msg.lastVisible : msg \in valid} \ {NothingVisible}
        picked == IF Has("highest-visible") THEN LastOf(seen) ELSE FirstOf(seen)
    IN  [value |-> picked.value, timestamp |-> at, acks |-> Cardinality(valid)]
Shows(token, write) ==
    /\ token.timestamp = write.timestamp
    /\ token.acks >= ReadSize
    /\ token.value \in {Bottom, write.value}
Proofs ==
    {[value |-> w.value, timestamp |-> w.timestamp, signatures |-> WriteSize] :
        w \in {v \in Statements("write") : IsEnough(Signers("write", v), WriteSize)}}
Claims ==
    {NothingVisible} \cup
    (IF Has("visible-proof")
       THEN Proofs
       ELSE {[value |-> v, timestamp |-> t, signatures |-> 0] : v \in Range(ValueOrder), t \in Timestamps})
Report(kind, who, when, report) == [type |-> kind, acceptor |-> who, timestamp |-> when, lastVisible |-> report]
ReportsOf(sort, moment) == {msg \in Of(sort) : msg.timestamp = moment}
HonestQuorums(sort, moment) == OneEach(ReportsOf(sort, moment), ReadSize)
LyingQuorums(sort, moment) ==
    UNION {
        LET liar == CHOOSE b \in others : TRUE
        IN  {set \cup {Report(sort, liar, moment, claim)} \cup {Report(sort, b, moment, NothingVisible) : b \in others \ {liar}} :
                set \in OneEach(ReportsOf(sort, moment), ReadSize - Cardinality(others)),
                claim \in Claims}
        : others \in {some \in (SUBSET ByzantineAcceptors) \ {{}} : Cardinality(some) <= ReadSize}}
Quorums(sort, moment) == HonestQuorums(sort, moment) \cup LyingQuorums(sort, moment)
LiarsAt(ts) == {b \in ByzantineProposers : MayLead(b, ts)}
Reads ==
    Of("read") \cup
    UNION {{[type |-> "read", proposer |-> b, timestamp |-> t] : b \in LiarsAt(t)} : t \in {u \in Timestamps : ~FoldsReadsAt(u)}}
PreWrite(from, write, shown) ==
    [type |-> "preWrite", proposer |-> from, value |-> write.value, timestamp |-> write.timestamp, token |-> shown]
ByzantinePreWrites(ts) ==
    LET isBare == ~Has("token-allows") \/ IsFreeAt(ts)
        tokens == IF isBare \/ LiarsAt(ts) = {}
                    THEN {}
                    ELSE {TokenOf(ts, answers) : answers \in Quorums(IF FoldsReadsAt(ts) THEN "timestampChange" ELSE "readAck", ts)}
        showing(w) == {tok \in tokens : Shows(tok, w)}
        best(w) == CHOOSE tok \in showing(w) : tok.value = w.value \/ \A other \in showing(w) : other.value = Bottom
        legal == {w \in {[value |-> v, timestamp |-> ts] : v \in Values} : isBare \/ showing(w) # {}}
    IN  {PreWrite(b, w, IF isBare THEN NoSecureToken ELSE best(w)) : b \in LiarsAt(ts), w \in legal}
PreWrites == Of("preWrite") \cup UNION {ByzantinePreWrites(t) : t \in Timestamps}
Init ==
    /\ proposer = [p \in CorrectProposers |-> [estimate |-> NumberOf(p), reads |-> <<>>, writes |-> <<>>]]
    /\ acceptor = [a \in CorrectAcceptors |->
          [timestamp |-> 0, lastVisible |-> NothingVisible, preWrites |-> <<>>, acknowledged |-> <<>>]]
    /\ decided = [l \in Learners |-> NoWrite]
    /\ sent = {}
    /\ crashed = {}
WritesFirst(p) == Has("first-write-free") /\ NumberOf(p) = 0 /\ proposer[p].estimate = 0
MayBeginRead(p) ==
    /\ proposer[p].estimate \in Timestamps
    /\ ~FoldsReadsAt(proposer[p].estimate)
    /\ ~WritesFirst(p)
    /\ ~HasAt(proposer[p].reads, proposer[p].estimate)
BeginRead(p) ==
    /\ proposer[p].estimate \in Timestamps
    /\ ~FoldsReadsAt(proposer[p].estimate)
    /\ ~WritesFirst(p)
    /\ ~HasAt(proposer[p].reads, proposer[p].estimate)
    /\ proposer' = [proposer EXCEPT ![p].reads = Append(@, Running(proposer[p].estimate))]
    /\ sent' = sent \cup {[type |-> "read", proposer |-> p, timestamp |-> proposer[p].estimate]}
    /\ UNCHANGED <<acceptor, decided, crashed>>
MayFirstWrite(p) ==
    /\ WritesFirst(p)
    /\ ~HasAt(proposer[p].writes, 0)
FirstWrite(p) ==
    /\ WritesFirst(p)
    /\ ~HasAt(proposer[p].writes, 0)
    /\ proposer' = [proposer EXCEPT ![p].writes = AddTo(@, [value |-> InputOf[p], timestamp |-> 0, token |-> NoToken])]
    /\ sent' = sent \cup {PreWrite(p, [value |-> InputOf[p], timestamp |-> 0], NoSecureToken)}
    /\ UNCHANGED <<acceptor, decided, crashed>>
CanFinish(self, tok) ==
    /\ tok.acks >= ReadSize
    /\ ~HasAt(self.writes, tok.timestamp) \/ ~Has("propose-once")
Finished(self, tok, new) ==
    [self EXCEPT !.reads = Returned(@, Pair(tok)),
                 !.writes = AddTo(@, [value |-> new, timestamp |-> tok.timestamp, token |-> Pair(tok)])]
WriteOf(p, tok) == PreWrite(p, [value |-> ValueAfter(tok.value, p), timestamp |-> tok.timestamp], tok)
IsDone(self) == Has("propose-once") /\ HasAt(self.writes, self.estimate)
AnswersFor(p) ==
    IF IsDone(proposer[p]) \/ FoldsReadsAt(proposer[p].estimate) \/ ~HasAt(proposer[p].reads, proposer[p].estimate)
      THEN {}
      ELSE Quorums("readAck", proposer[p].estimate)
MayWrite(p, acks) ==
    /\ HasAt(proposer[p].reads, proposer[p].estimate)
    /\ CanFinish(proposer[p], TokenOf(proposer[p].estimate, acks))
Write(p, acks) ==
    /\ HasAt(proposer[p].reads, proposer[p].estimate)
    /\ CanFinish(proposer[p], TokenOf(proposer[p].estimate, acks))
    /\ LET result == TokenOf(proposer[p].estimate, acks)
       IN  /\ proposer' = [proposer EXCEPT ![p] = Finished(@, result, ValueAfter(result.value, p))]
           /\ sent' = sent \cup {WriteOf(p, result)}
    /\ UNCHANGED <<acceptor, decided, crashed>>
ChangedTo == Timestamps \ {0}
ChangesFor(p, t) ==
    IF LeaderOf(t) # p \/ t < proposer[p].estimate \/ (t = proposer[p].estimate /\ (IsDone(proposer[p]) \/ ~FoldsReadsAt(t)))
      THEN {}
      ELSE Quorums("timestampChange", t)
MayChangeEstimate(p, t, changes) ==
    /\ LeaderOf(t) = p
    /\ Cardinality(changes) >= ReadSize
    /\ t > proposer[p].estimate \/ (t = proposer[p].estimate /\ Has("first-change"))
ChangeEstimate(p, t, changes) ==
    /\ LeaderOf(t) = p
    /\ Cardinality(changes) >= ReadSize
    /\ t > proposer[p].estimate \/ (t = proposer[p].estimate /\ Has("first-change"))
    /\ LET result == TokenOf(t, changes)
           there == [proposer[p] EXCEPT !.estimate = t]
           writes == FoldsReadsAt(t) /\ CanFinish(there, result)
       IN  /\ proposer' = [proposer EXCEPT ![p] = IF writes THEN Finished(there, result, ValueAfter(result.value, p)) ELSE there]
           /\ sent' = IF writes THEN sent \cup {WriteOf(p, result)} ELSE sent
    /\ UNCHANGED <<acceptor, decided, crashed>>
MayAckRead(a, m) ==
    /\ a \notin crashed
    /\ m.timestamp = acceptor[a].timestamp \/ ~Has("read-current")
    /\ MayLead(m.proposer, m.timestamp)
AckRead(a, m) ==
    /\ a \notin crashed
    /\ m.timestamp = acceptor[a].timestamp \/ ~Has("read-current")
    /\ MayLead(m.proposer, m.timestamp)
    /\ sent' = sent \cup {Report("readAck", a, m.timestamp, acceptor[a].lastVisible)}
    /\ UNCHANGED <<proposer, acceptor, decided, crashed>>
Taken(log) == {Pair(log[place]) : place \in 1 .. Len(log)}
IsFirst(log, write) ==
    IF Has("pre-write-once")
      THEN ~HasAt(log, write.timestamp)
      ELSE Pair(write) \notin Taken(log)
IsLegal(write) ==
    \/ ~Has("token-allows")
    \/ IF write.token = NoSecureToken THEN IsFreeAt(write.timestamp) ELSE Shows(write.token, write)
Later(one, two) == IF one > two THEN one ELSE two
MayTakePreWrite(a, m) ==
    /\ a \notin crashed
    /\ MayLead(m.proposer, m.timestamp)
    /\ m.timestamp >= acceptor[a].timestamp \/ ~Has("pre-write-not-below")
    /\ IsFirst(acceptor[a].preWrites, m)
    /\ IsLegal(m)
TakePreWrite(a, m) ==
    /\ a \notin crashed
    /\ MayLead(m.proposer, m.timestamp)
    /\ m.timestamp >= acceptor[a].timestamp \/ ~Has("pre-write-not-below")
    /\ IsFirst(acceptor[a].preWrites, m)
    /\ IsLegal(m)
    /\ acceptor' = [acceptor EXCEPT ![a].timestamp = Later(@, m.timestamp),
                                    ![a].preWrites = Append(@, [value |-> m.value, timestamp |-> m.timestamp, token |-> Pair(m.token)])]
    /\ sent' = sent \cup {Message("write", a, m)}
    /\ UNCHANGED <<proposer, decided, crashed>>
MaySeeVisible(a, w) ==
    /\ a \notin crashed
    /\ IsEnough(Signers("write", w), WriteSize)
    /\ w.timestamp >= acceptor[a].timestamp \/ ~Has("visible-not-below")
SeeVisible(a, w) ==
    /\ a \notin crashed
    /\ IsEnough(Signers("write", w), WriteSize)
    /\ w.timestamp >= acceptor[a].timestamp \/ ~Has("visible-not-below")
    /\ acceptor' = [acceptor EXCEPT ![a].timestamp = Later(@, w.timestamp),
                                    ![a].lastVisible = [value |-> w.value, timestamp |-> w.timestamp, signatures |-> WriteSize],
                                    ![a].acknowledged = AddTo(@, w)]
    /\ sent' = sent \cup {Message("writeAck", a, w)}
    /\ UNCHANGED <<proposer, decided, crashed>>
MayChangeTimestamp(a) ==
    /\ a \notin crashed
    /\ acceptor[a].timestamp + 1 \in Timestamps
ChangeTimestamp(a) ==
    /\ a \notin crashed
    /\ acceptor[a].timestamp + 1 \in Timestamps
    /\ acceptor' = [acceptor EXCEPT ![a].timestamp = @ + 1]
    /\ LET next == acceptor[a].timestamp + 1
           shown == IF FoldsReadsAt(next) THEN acceptor[a].lastVisible ELSE NothingVisible
       IN  sent' = sent \cup {Report("timestampChange", a, next, shown)}
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
    /\ IsEnough(Signers("writeAck", w), TotalSize)
    /\ decided[l].value # w.value
Decide(l, w) ==
    /\ IsEnough(Signers("writeAck", w), TotalSize)
    /\ decided[l].value # w.value
    /\ decided' = [decided EXCEPT ![l] = w]
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
Told(acceptors) == [a \in DOMAIN acceptors |-> Range(acceptors[a].acknowledged)]
TakenBy(acceptors) == [a \in DOMAIN acceptors |-> Taken(acceptors[a].preWrites)]
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
IntegritySays(before, after) == Integrity(before.decided, after.decided)
O8StepSays(former, latter) ==
    O8Says(Counted(Told(former.acceptor), TotalSize), Counted(Told(latter.acceptor), TotalSize))
====
