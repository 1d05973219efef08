------------------------- MODULE ByzantineRegister --------------------------
(***************************************************************************)
(* The Paxos register for Byzantine failures, and consensus over it: the   *)
(* agreement of Castro and Liskov's Byzantine Paxos.  The Paxos Register,  *)
(* section 6, Figures 3 and 5, action for action as in                     *)
(* Impl/ByzantineRegister: each action below is one handler there, which   *)
(* names it ("TLA+: AckRead"), and each guard is one predicate there.      *)
(*                                                                         *)
(* A state here is a state there: what every correct process has come to,  *)
(* and what was sent.  Messages are never lost from "sent" and may be      *)
(* delivered any number of times, in any order, or never.  Byzantine       *)
(* processes have no state: what they could send is computed from what     *)
(* was signed, and taken as sent.                                          *)
(***************************************************************************)
EXTENDS Registers

VARIABLES
    proposer,  \* What each correct proposer takes for the timestamp, has read and written.
    acceptor,  \* The timestamp of each correct acceptor, what it has taken and seen.
    decided,   \* The write that each learner has decided, or NoWrite.
    sent,      \* Everything that correct processes have sent.
    crashed    \* The acceptors that have crashed.

vars == <<proposer, acceptor, decided, sent, crashed>>

-----------------------------------------------------------------------------
(* Sizes, and what was sent.  C#: ByzantineConfig, ByzantineModel.         *)

ReadSize == IF Has("read-quorum") THEN Quorum ELSE WeakQuorum
WriteSize == IF Has("write-quorum") THEN Quorum ELSE WeakQuorum
ProofSize == IF Has("visible-proof") THEN WriteSize ELSE 0
TotalSize == IF Has("total-quorum") THEN Quorum ELSE WeakQuorum

(* Section 6.2, second optimization.  Nobody changes to timestamp 0, so that it is read as before. *)
FoldsReadsAt(timestamp) == Has("fold-reads") /\ timestamp > 0

(* Whether acceptors listen to a proposer at a timestamp. *)
MayLead(name, timestamp) == timestamp \in Timestamps /\ (name = LeaderOf(timestamp) \/ ~Has("leader-only"))

(* Whether a write needs no token: at timestamp 0 if that is allowed at all (section 6.2, first optimization; R07). *)
IsFreeAt(timestamp) == Has("first-write-free") /\ (timestamp = 0 \/ ~Has("bare-only-at-zero"))

Of(kind) == {msg \in sent : msg.type = kind}
Statements(kind) == {Pair(msg) : msg \in Of(kind)}
Signers(kind, statement) == {msg.acceptor : msg \in {n \in Of(kind) : Pair(n) = statement}}

-----------------------------------------------------------------------------
(* Proofs and tokens.  C#: VisibleProof, SecureToken.  Both are symbolic:  *)
(* they say what was signed and by how many.                               *)

(* An acceptor that has seen no visible write: (bottom, -1, NULL).  It needs no proof. *)
NothingVisible == [value |-> Bottom, timestamp |-> -1, signatures |-> 0]

(***************************************************************************)
(* A report counts if it shows the signatures that made its write visible, *)
(* and if that write comes before the read (R04).                          *)
(***************************************************************************)
IsValid(report, timestamp) ==
    \/ report = NothingVisible
    \/ report.signatures >= ProofSize /\ (report.timestamp < timestamp \/ ~Has("visible-before"))

NoSecureToken == [value |-> Bottom, timestamp |-> -1, acks |-> 0]

(* Figure 5, read: "the value among lastVisibles with highest timestamp". *)
TokenOf(timestamp, answers) ==
    LET valid == {msg \in answers : IsValid(msg.lastVisible, timestamp)}
        seen == {msg.lastVisible : msg \in valid} \ {NothingVisible}
        picked == IF Has("highest-visible") THEN LastOf(seen) ELSE FirstOf(seen)
    IN  [value |-> picked.value, timestamp |-> timestamp, acks |-> Cardinality(valid)]

(* Whether a token shows that a write is legal: O3, by a quorum that answered a read at its timestamp. *)
Shows(token, write) ==
    /\ token.timestamp = write.timestamp
    /\ token.acks >= ReadSize
    /\ token.value \in {Bottom, write.value}

-----------------------------------------------------------------------------
(* The adversary: what Byzantine processes could send.  C#:                *)
(* ByzantineAdversary.                                                     *)

(* The proofs that exist, with the Byzantine acceptors' own signatures; where signatures can be forged, any (section 8). *)
Proofs ==
    {[value |-> w.value, timestamp |-> w.timestamp, signatures |-> WriteSize] :
        w \in IF Has("signatures")
                THEN {v \in Statements("write") : IsEnough(Signers("write", v), WriteSize)}
                ELSE {[value |-> v, timestamp |-> t] : v \in Range(ValueOrder), t \in Timestamps}}

(* What a Byzantine acceptor can claim to have seen; without the rule, anything. *)
Claims ==
    {NothingVisible} \cup
    (IF Has("visible-proof")
       THEN Proofs
       ELSE {[value |-> v, timestamp |-> t, signatures |-> 0] : v \in Range(ValueOrder), t \in Timestamps})

(* An acceptor's report of a visible write: it answers a read, or changes to a timestamp. *)
Report(kind, who, timestamp, report) == [type |-> kind, acceptor |-> who, timestamp |-> timestamp, lastVisible |-> report]

(***************************************************************************)
(* The quorums of reports that a reader could receive.  One Byzantine      *)
(* acceptor claims anything; more liars would add nothing to what one can  *)
(* make of a token.                                                        *)
(***************************************************************************)
ReportsOf(kind, timestamp) == {msg \in Of(kind) : msg.timestamp = timestamp}

HonestQuorums(kind, timestamp) == OneEach(ReportsOf(kind, timestamp), ReadSize)

LyingQuorums(kind, timestamp) ==
    UNION {
        LET liar == CHOOSE b \in others : TRUE
        IN  {set \cup {Report(kind, liar, timestamp, claim)} \cup {Report(kind, b, timestamp, NothingVisible) : b \in others \ {liar}} :
                set \in OneEach(ReportsOf(kind, timestamp), ReadSize - Cardinality(others)),
                claim \in Claims}
        : others \in {some \in (SUBSET ByzantineAcceptors) \ {{}} : Cardinality(some) <= ReadSize}}

Quorums(kind, timestamp) == HonestQuorums(kind, timestamp) \cup LyingQuorums(kind, timestamp)

(* Byzantine proposers that acceptors listen to at a timestamp. *)
LiarsAt(timestamp) == {b \in ByzantineProposers : MayLead(b, timestamp)}

(* What acceptors could receive from proposers: from correct ones what they sent. *)
Reads ==
    Of("read") \cup
    UNION {{[type |-> "read", proposer |-> b, timestamp |-> t] : b \in LiarsAt(t)} : t \in {u \in Timestamps : ~FoldsReadsAt(u)}}

PreWrite(from, write, shown) ==
    [type |-> "preWrite", proposer |-> from, value |-> write.value, timestamp |-> write.timestamp, token |-> shown]

(* Where signatures can be forged: tokens made up, as if by all acceptors. *)
ForgedTokens(timestamp) ==
    {[value |-> v, timestamp |-> timestamp, acks |-> Cardinality(Acceptors)] : v \in Values \cup {Bottom}}

(* A Byzantine proposer writes any value that it can show to be legal; of two tokens that show it, by that for the value. *)
ByzantinePreWrites(timestamp) ==
    LET isBare == ~Has("token-allows") \/ IsFreeAt(timestamp)
        tokens == IF isBare \/ LiarsAt(timestamp) = {}
                    THEN {}
                    ELSE IF ~Has("signatures")
                    THEN ForgedTokens(timestamp)
                    ELSE {TokenOf(timestamp, answers) : answers \in Quorums(IF FoldsReadsAt(timestamp) THEN "timestampChange" ELSE "readAck", timestamp)}
        showing(w) == {tok \in tokens : Shows(tok, w)}
        best(w) == CHOOSE tok \in showing(w) : tok.value = w.value \/ \A other \in showing(w) : other.value = Bottom
        legal == {w \in {[value |-> v, timestamp |-> timestamp] : v \in Values} : isBare \/ showing(w) # {}}
    IN  {PreWrite(b, w, IF isBare THEN NoSecureToken ELSE best(w)) : b \in LiarsAt(timestamp), w \in legal}

PreWrites == Of("preWrite") \cup UNION {ByzantinePreWrites(t) : t \in Timestamps}

-----------------------------------------------------------------------------
(* The initial state: everybody is at the first timestamp that is its own. *)

Init ==
    /\ proposer = [p \in CorrectProposers |-> [estimate |-> NumberOf(p), reads |-> <<>>, writes |-> <<>>]]
    /\ acceptor = [a \in CorrectAcceptors |->
          [timestamp |-> 0, lastVisible |-> NothingVisible, preWrites |-> <<>>, acknowledged |-> <<>>]]
    /\ decided = [l \in Learners |-> NoWrite]
    /\ sent = {}
    /\ crashed = {}

-----------------------------------------------------------------------------
(* Proposers.  Figure 3; Figure 5, left; C#: ByzantineProposer.            *)

WritesFirst(p) == Has("first-write-free") /\ NumberOf(p) = 0 /\ proposer[p].estimate = 0

(***************************************************************************)
(* The proposer is the leader: it reads at the timestamp that it takes for *)
(* the acceptors'.  Heart: asking obliges to nothing.                      *)
(* C#: ByzantineProposer.On(BeginRead).                                    *)
(***************************************************************************)
BeginRead(p) ==
    /\ proposer[p].estimate \in Timestamps
    /\ ~FoldsReadsAt(proposer[p].estimate)
    /\ ~WritesFirst(p)
    /\ ~HasAt(proposer[p].reads, proposer[p].estimate)
    /\ proposer' = [proposer EXCEPT ![p].reads = Append(@, Running(proposer[p].estimate))]
    /\ sent' = sent \cup {[type |-> "read", proposer |-> p, timestamp |-> proposer[p].estimate]}
    /\ UNCHANGED <<acceptor, decided, crashed>>

(***************************************************************************)
(* The leader of timestamp 0 writes its own value there without a token    *)
(* (section 6.2, first optimization).  Heart: before timestamp 0 nothing   *)
(* can have been written.                                                  *)
(* C#: ByzantineProposer.On(FirstWrite).                                   *)
(***************************************************************************)
FirstWrite(p) ==
    /\ WritesFirst(p)
    /\ ~HasAt(proposer[p].writes, 0)
    /\ proposer' = [proposer EXCEPT ![p].writes = AddTo(@, [value |-> InputOf[p], timestamp |-> 0, token |-> NoToken])]
    /\ sent' = sent \cup {PreWrite(p, [value |-> InputOf[p], timestamp |-> 0], NoSecureToken)}
    /\ UNCHANGED <<acceptor, decided, crashed>>

(* Whether a token is enough to write with; as published it is so again and again (R05). *)
CanFinish(self, tok) ==
    /\ tok.acks >= ReadSize
    /\ ~HasAt(self.writes, tok.timestamp) \/ ~Has("propose-once")

(* A proposer's state after its read returned a token, and the pre-write that it sends. *)
Finished(self, tok, new) ==
    [self EXCEPT !.reads = Returned(@, Pair(tok)),
                 !.writes = AddTo(@, [value |-> new, timestamp |-> tok.timestamp, token |-> Pair(tok)])]

WriteOf(p, tok) == PreWrite(p, [value |-> ValueAfter(tok.value, p), timestamp |-> tok.timestamp], tok)

(* Whether a proposer has written at its timestamp, and will not again. *)
IsDone(self) == Has("propose-once") /\ HasAt(self.writes, self.estimate)

(* The answers that a proposer can have: none count for one that has not asked, or is done. *)
AnswersFor(p) ==
    IF IsDone(proposer[p]) \/ FoldsReadsAt(proposer[p].estimate) \/ ~HasAt(proposer[p].reads, proposer[p].estimate)
      THEN {}
      ELSE Quorums("readAck", proposer[p].estimate)

(***************************************************************************)
(* A quorum has answered: the read returns a token, and the proposer       *)
(* writes with it.  Heart: a quorum of answers meets every one that made a *)
(* write total in a correct acceptor, which has seen it and can prove it.  *)
(* Once a timestamp: as published the loop of Figure 3 reads again, and    *)
(* may write what another quorum says (R05).                               *)
(* C#: ByzantineProposer.On(Reports<ReadAck>).                             *)
(***************************************************************************)
Write(p, acks) ==
    /\ HasAt(proposer[p].reads, proposer[p].estimate)
    /\ CanFinish(proposer[p], TokenOf(proposer[p].estimate, acks))
    /\ LET result == TokenOf(proposer[p].estimate, acks)
       IN  /\ proposer' = [proposer EXCEPT ![p] = Finished(@, result, ValueAfter(result.value, p))]
           /\ sent' = sent \cup {WriteOf(p, result)}
    /\ UNCHANGED <<acceptor, decided, crashed>>

(* The timestamps that acceptors change to, and the quorums of changes that a proposer can have: of those that say something new to it. *)
ChangedTo == Timestamps \ {0}
ChangesFor(p, t) ==
    IF LeaderOf(t) # p \/ t < proposer[p].estimate \/ (t = proposer[p].estimate /\ (IsDone(proposer[p]) \/ ~FoldsReadsAt(t)))
      THEN {}
      ELSE Quorums("timestampChange", t)

(***************************************************************************)
(* A quorum of acceptors has come to a timestamp of the proposer's: it     *)
(* goes there.  Heart: it never goes back; and with reads folded into the  *)
(* changes it has read, also at the timestamp that it starts with (R06).   *)
(* C#: ByzantineProposer.On(Reports<TimestampChange>).                     *)
(***************************************************************************)
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

-----------------------------------------------------------------------------
(* Acceptors.  Figure 5, right; C#: ByzantineAcceptor.                     *)

(***************************************************************************)
(* A read: answer it with the last visible write and its proof.  Heart:    *)
(* only at the acceptor's own timestamp; what is visible below it can no   *)
(* longer become known to it.                                              *)
(* C#: ByzantineAcceptor.On(Read).                                         *)
(***************************************************************************)
AckRead(a, m) ==
    /\ a \notin crashed
    /\ m.timestamp = acceptor[a].timestamp \/ ~Has("read-current")
    /\ MayLead(m.proposer, m.timestamp)
    /\ sent' = sent \cup {Report("readAck", a, m.timestamp, acceptor[a].lastVisible)}
    /\ UNCHANGED <<proposer, acceptor, decided, crashed>>

Taken(log) == {Pair(log[place]) : place \in 1 .. Len(log)}

(* Whether it is the first pre-write of its timestamp; the same one is never taken twice. *)
IsFirst(log, write) ==
    IF Has("pre-write-once")
      THEN ~HasAt(log, write.timestamp)
      ELSE Pair(write) \notin Taken(log)

IsLegal(write) ==
    \/ ~Has("token-allows")
    \/ IF write.token = NoSecureToken THEN IsFreeAt(write.timestamp) ELSE Shows(write.token, write)

Later(one, two) == IF one > two THEN one ELSE two

(***************************************************************************)
(* A pre-write: take it, and tell the acceptors.  Heart: one a timestamp,  *)
(* so that a quorum takes no two of one; and only a legal one.             *)
(* C#: ByzantineAcceptor.On(PreWrite).                                     *)
(***************************************************************************)
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

(***************************************************************************)
(* A quorum has taken a write: it is visible, and the learners are told.   *)
(* Heart: never below the acceptor's timestamp, whose reader it may have   *)
(* told that nothing is visible.                                           *)
(* C#: ByzantineAcceptor.On(Quorum<Write>).                                *)
(***************************************************************************)
SeeVisible(a, w) ==
    /\ a \notin crashed
    /\ IsEnough(Signers("write", w), WriteSize)
    /\ w.timestamp >= acceptor[a].timestamp \/ ~Has("visible-not-below")
    /\ acceptor' = [acceptor EXCEPT ![a].timestamp = Later(@, w.timestamp),
                                    ![a].lastVisible = [value |-> w.value, timestamp |-> w.timestamp, signatures |-> WriteSize],
                                    ![a].acknowledged = AddTo(@, w)]
    /\ sent' = sent \cup {Message("writeAck", a, w)}
    /\ UNCHANGED <<proposer, decided, crashed>>

(***************************************************************************)
(* The acceptor's patience ran out: it goes to the next timestamp and      *)
(* tells its leader.  Heart: whoever leads, acceptors go on, so that no    *)
(* faulty leader holds them.                                               *)
(* C#: ByzantineAcceptor.On(TimestampTimeout).                             *)
(***************************************************************************)
ChangeTimestamp(a) ==
    /\ a \notin crashed
    /\ acceptor[a].timestamp + 1 \in Timestamps
    /\ acceptor' = [acceptor EXCEPT ![a].timestamp = @ + 1]
    /\ LET next == acceptor[a].timestamp + 1
           shown == IF FoldsReadsAt(next) THEN acceptor[a].lastVisible ELSE NothingVisible
       IN  sent' = sent \cup {Report("timestampChange", a, next, shown)}
    /\ UNCHANGED <<proposer, decided, crashed>>

(***************************************************************************)
(* An acceptor stops for good.  C#: Checker/Worlds/Faults.cs, Crash.       *)
(***************************************************************************)
Crash(a) ==
    /\ a \notin crashed
    /\ Cardinality(crashed) < Crashes
    /\ crashed' = crashed \cup {a}
    /\ UNCHANGED <<proposer, acceptor, decided, sent>>

-----------------------------------------------------------------------------
(* Learners.  Figure 3, lower part; Figure 5, acknowledged; C#: Learner.   *)

(***************************************************************************)
(* A quorum has seen that a write is visible: it is total, and its value   *)
(* is decided.  Heart: every later quorum of reports has one of theirs.    *)
(* C#: Learner.On(Quorum<WriteAck>).                                       *)
(***************************************************************************)
Decide(l, w) ==
    /\ IsEnough(Signers("writeAck", w), TotalSize)
    /\ decided[l].value # w.value
    /\ decided' = [decided EXCEPT ![l] = w]
    /\ UNCHANGED <<proposer, acceptor, sent, crashed>>

-----------------------------------------------------------------------------
(* Which process may take which input.  C#: ByzantineModel.                *)

Next ==
    \/ \E p \in CorrectProposers : BeginRead(p)
    \/ \E p \in CorrectProposers : FirstWrite(p)
    \/ \E p \in CorrectProposers : \E acks \in AnswersFor(p) : Write(p, acks)
    \/ \E p \in CorrectProposers : \E t \in ChangedTo : \E changes \in ChangesFor(p, t) : ChangeEstimate(p, t, changes)
    \/ \E m \in Reads : \E a \in CorrectAcceptors : AckRead(a, m)
    \/ \E m \in PreWrites : \E a \in CorrectAcceptors : TakePreWrite(a, m)
    \/ \E w \in Statements("write") \cup ByzantineStatements : \E a \in CorrectAcceptors : SeeVisible(a, w)
    \/ \E a \in CorrectAcceptors : ChangeTimestamp(a)
    \/ \E a \in CorrectAcceptors : Crash(a)
    \/ \E w \in Statements("writeAck") \cup ByzantineStatements : \E l \in Learners : Decide(l, w)

Spec == Init /\ [][Next]_vars

-----------------------------------------------------------------------------
(* What must hold.  C#: RegisterProperties.                                *)

Told(acceptors) == [a \in DOMAIN acceptors |-> Range(acceptors[a].acknowledged)]
TakenBy(acceptors) == [a \in DOMAIN acceptors |-> Taken(acceptors[a].preWrites)]

(***************************************************************************)
(* The mapping: "a write is visible once a quorum of acceptors send write  *)
(* messages in response to it" (section 6.2), and it stays so.             *)
(***************************************************************************)
History ==
    [reads |-> ReadsOf(proposer),
     writes |-> Begun(proposer, TakenBy(acceptor)),
     visible |-> Counted(TakenBy(acceptor), WriteSize),
     readable |-> Counted(TakenBy(acceptor), WriteSize),
     total |-> Counted(Told(acceptor), TotalSize)]

(* The writes of correct proposers, and those that correct acceptors took. *)
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

IntegrityProp == [][IntegritySays(Now, Now')]_vars
O8Prop == [][O8StepSays(Now, Now')]_vars
=============================================================================
