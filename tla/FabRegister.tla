---------------------------- MODULE FabRegister -----------------------------
(***************************************************************************)
(* The fast Paxos register for Byzantine failures, and consensus over it:  *)
(* Martin and Alvisi's FaB Paxos.  The Paxos Register, section 7, Figures  *)
(* 3 and 6, action for action as in Impl/FabRegister: each action below is *)
(* one handler there, which names it ("TLA+: AckRead"), and each guard is  *)
(* one predicate there.                                                    *)
(*                                                                         *)
(* A state here is a state there: what every correct process has come to,  *)
(* and what was sent.  Messages are never lost from "sent" and may be      *)
(* delivered any number of times, in any order, or never.  Byzantine       *)
(* processes have no state: what they could send is computed from what     *)
(* was signed, and taken as sent.                                          *)
(***************************************************************************)
EXTENDS Registers

VARIABLES
    proposer,  \* The timestamps of each correct proposer, what it has read and written.
    acceptor,  \* What each correct acceptor has promised and taken.
    decided,   \* The write that each learner has decided, or NoWrite.
    sent,      \* Everything that correct processes have sent.
    crashed    \* The acceptors that have crashed.

vars == <<proposer, acceptor, decided, sent, crashed>>

-----------------------------------------------------------------------------
(* Sizes, and what was sent.  C#: FabRegisterConfig, FabRegisterModel.     *)

(* n_p - f_p, for the most faulty proposers with n_p > 3 f_p. *)
ProofSize == Len(Leaders) - ((Len(Leaders) - 1) \div 3)

ReadSize == IF Has("read-quorum") \/ Quorum = 1 THEN Quorum ELSE Quorum - 1
MajoritySize == IF Has("majority-value") THEN (ReadSize \div 2) + 1 ELSE WeakQuorum

(* The least whole number that is not below (n_a + 3 f_a + 1) / 2. *)
TotalSize == ((Cardinality(Acceptors) + 3 * Faults + 2) \div 2) - (IF Has("total-quorum") THEN 0 ELSE 1)

(* Whether acceptors listen to a proposer at a timestamp. *)
MayLead(name, timestamp) == timestamp \in Timestamps /\ (name = LeaderOf(timestamp) \/ ~Has("leader-only"))

(* Whether a write needs no token (section 7.2, optimization; R09). *)
IsFreeAt(timestamp) == timestamp = 0 /\ Has("first-write-free")

Of(kind) == {msg \in sent : msg.type = kind}
Statements(kind) == {Pair(msg) : msg \in Of(kind)}
Acknowledging(w) == {msg.acceptor : msg \in {n \in Of("writeAck") : Pair(n) = w}}

(* Whether enough proposers have come to a timestamp, with the Byzantine ones, who say that they have. *)
HasCome(timestamp) ==
    Cardinality({msg.proposer : msg \in {n \in Of("timestampChange") : n.timestamp = timestamp}} \cup ByzantineProposers) >= ProofSize

-----------------------------------------------------------------------------
(* Tokens.  C#: ProgressToken.  A token is symbolic: it says what was      *)
(* signed and by how many.                                                 *)

NoProgressToken == [value |-> Bottom, timestamp |-> -1, acks |-> 0]

(***************************************************************************)
(* Figure 6, read: a value "that appears a majority of times", else bottom.*)
(* There is at most one; without the rule there may be more, and the first *)
(* is as good as another.                                                  *)
(***************************************************************************)
TokenOf(timestamp, answers) ==
    LET frequent == {v \in {msg.value : msg \in answers} \ {Bottom} :
                        Cardinality({msg \in answers : msg.value = v}) >= MajoritySize}
        chosen == IF frequent = {} THEN Bottom ELSE CHOOSE v \in frequent : \A x \in frequent : Rank(v) <= Rank(x)
    IN  [value |-> chosen, timestamp |-> timestamp, acks |-> Cardinality(answers)]

(* Whether a token shows that a write is legal: it "vouches for" the value at its timestamp. *)
Shows(token, write) ==
    /\ token.timestamp = write.timestamp
    /\ token.acks >= ReadSize
    /\ token.value \in {Bottom, write.value}

-----------------------------------------------------------------------------
(* The adversary: what Byzantine processes could send.  C#:                *)
(* FabRegisterAdversary.                                                   *)

Answer(who, timestamp, value) == [type |-> "readAck", acceptor |-> who, timestamp |-> timestamp, value |-> value]

AnswersTo(timestamp) == {msg \in Of("readAck") : msg.timestamp = timestamp}

(***************************************************************************)
(* The quorums of answers that a reader could receive: each Byzantine      *)
(* acceptor reports bottom, a value, or one that nobody wrote.  There is   *)
(* no proof of what an acceptor reports, only its testimony.               *)
(***************************************************************************)
QuorumsAt(timestamp) ==
    UNION {
        {set \cup {Answer(b, timestamp, lie[b]) : b \in liars} :
            set \in OneEach(AnswersTo(timestamp), ReadSize - Cardinality(liars)),
            lie \in [liars -> Range(ValueOrder) \cup {Bottom}]}
        : liars \in {some \in SUBSET ByzantineAcceptors : Cardinality(some) <= ReadSize}}

(* Byzantine proposers that acceptors listen to at a timestamp. *)
LiarsAt(timestamp) == {b \in ByzantineProposers : MayLead(b, timestamp)}

(* What acceptors could receive from proposers: from correct ones what they sent. *)
Read(from, timestamp, proof) == [type |-> "read", proposer |-> from, timestamp |-> timestamp, proof |-> proof]

Reads ==
    Of("read") \cup
    UNION {{Read(b, t, IF Has("timestamp-proof") THEN ProofSize ELSE 0) : b \in LiarsAt(t)} :
              t \in {u \in Timestamps : HasCome(u) \/ ~Has("timestamp-proof")}}

WriteBy(from, write, shown) ==
    [type |-> "write", proposer |-> from, value |-> write.value, timestamp |-> write.timestamp, token |-> shown]

(* A Byzantine proposer writes any value that it can show to be legal; of two tokens that show it, by that for the value. *)
ByzantineWrites(timestamp) ==
    LET isBare == ~Has("token-allows") \/ IsFreeAt(timestamp)
        tokens == IF isBare \/ LiarsAt(timestamp) = {} THEN {} ELSE {TokenOf(timestamp, answers) : answers \in QuorumsAt(timestamp)}
        showing(w) == {tok \in tokens : Shows(tok, w)}
        best(w) == CHOOSE tok \in showing(w) : tok.value = w.value \/ \A other \in showing(w) : other.value = Bottom
        legal == {w \in {[value |-> v, timestamp |-> timestamp] : v \in Values} : isBare \/ showing(w) # {}}
    IN  {WriteBy(b, w, IF isBare THEN NoProgressToken ELSE best(w)) : b \in LiarsAt(timestamp), w \in legal}

Writes == Of("write") \cup UNION {ByzantineWrites(t) : t \in Timestamps}

-----------------------------------------------------------------------------
(* The initial state: everybody is at the first timestamp that is its own. *)

Init ==
    /\ proposer = [p \in CorrectProposers |->
          [estimate |-> NumberOf(p), myTimestamp |-> 0, proof |-> 0, reads |-> <<>>, writes |-> <<>>]]
    /\ acceptor = [a \in CorrectAcceptors |-> [highest |-> 0, lastLegal |-> Bottom, writes |-> <<>>]]
    /\ decided = [l \in Learners |-> NoWrite]
    /\ sent = {}
    /\ crashed = {}

-----------------------------------------------------------------------------
(* Proposers.  Figure 3; Figure 6, upper part; C#: FabRegisterProposer.    *)

WritesFirst(p) == Has("first-write-free") /\ NumberOf(p) = 0 /\ proposer[p].estimate = 0

(***************************************************************************)
(* The proposer is the leader: it reads, and shows the proof that its time *)
(* has come.  Heart: proposers elect one another, and acceptors follow the *)
(* proof.                                                                  *)
(* C#: FabRegisterProposer.On(BeginRead).                                  *)
(***************************************************************************)
BeginRead(p) ==
    /\ proposer[p].estimate \in Timestamps
    /\ ~WritesFirst(p)
    /\ proposer[p].proof > 0 \/ ~Has("timestamp-proof")
    /\ ~HasAt(proposer[p].reads, proposer[p].estimate)
    /\ proposer' = [proposer EXCEPT ![p].reads = Append(@, Running(proposer[p].estimate))]
    /\ sent' = sent \cup {Read(p, proposer[p].estimate, proposer[p].proof)}
    /\ UNCHANGED <<acceptor, decided, crashed>>

(***************************************************************************)
(* The leader of timestamp 0 writes its own value there without a token.   *)
(* Heart: before timestamp 0 nothing can have been written; and since      *)
(* acceptors answer no read there, it could not be written otherwise (R09).*)
(* C#: FabRegisterProposer.On(FirstWrite).                                 *)
(***************************************************************************)
FirstWrite(p) ==
    /\ WritesFirst(p)
    /\ ~HasAt(proposer[p].writes, 0)
    /\ proposer' = [proposer EXCEPT ![p].writes = AddTo(@, [value |-> InputOf[p], timestamp |-> 0, token |-> NoToken])]
    /\ sent' = sent \cup {WriteBy(p, [value |-> InputOf[p], timestamp |-> 0], NoProgressToken)}
    /\ UNCHANGED <<acceptor, decided, crashed>>

(* Whether a proposer has written at its timestamp, and will not again. *)
IsDone(self) == Has("propose-once") /\ HasAt(self.writes, self.estimate)

(* The answers that a proposer can have: none count for one that has not asked, or is done. *)
AnswersFor(p) ==
    IF IsDone(proposer[p]) \/ ~HasAt(proposer[p].reads, proposer[p].estimate)
      THEN {}
      ELSE QuorumsAt(proposer[p].estimate)

(***************************************************************************)
(* Enough acceptors have answered: the read returns a token, and the       *)
(* proposer writes with it.  Heart: the acceptors that took a total write  *)
(* are a majority of every quorum of answers.  Once a timestamp, where the *)
(* loop of Figure 3 reads again (R05).                                     *)
(* C#: FabRegisterProposer.On(Reports<ReadAck>).                           *)
(***************************************************************************)
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

(***************************************************************************)
(* The proposer's patience ran out: it comes to the next timestamp and     *)
(* tells its leader.  Heart: whoever leads, proposers go on.               *)
(* C#: FabRegisterProposer.On(TimestampTimeout).                           *)
(***************************************************************************)
ChangeTimestamp(p) ==
    /\ proposer[p].myTimestamp + 1 \in Timestamps
    /\ proposer' = [proposer EXCEPT ![p].myTimestamp = @ + 1]
    /\ sent' = sent \cup {[type |-> "timestampChange", proposer |-> p, timestamp |-> proposer[p].myTimestamp + 1]}
    /\ UNCHANGED <<acceptor, decided, crashed>>

(***************************************************************************)
(* Enough proposers have come to a timestamp of its own: its time has      *)
(* come, and it can prove that.  Heart: it never goes back; and the proof  *)
(* counts also for the timestamp that it starts with (R06).                *)
(* C#: FabRegisterProposer.On(Quorum<TimestampChange>).                    *)
(***************************************************************************)
ChangeEstimate(p, t) ==
    /\ LeaderOf(t) = p
    /\ HasCome(t)
    /\ t > proposer[p].estimate \/ (t = proposer[p].estimate /\ Has("first-proof"))
    /\ proposer' = [proposer EXCEPT ![p].estimate = t, ![p].proof = ProofSize]
    /\ UNCHANGED <<acceptor, decided, sent, crashed>>

-----------------------------------------------------------------------------
(* Acceptors.  Figure 6, lower part; C#: FabRegisterAcceptor.              *)

(***************************************************************************)
(* A read whose time has come: answer it with the value last taken.        *)
(* Heart: the answer is a promise to ignore every lower timestamp.         *)
(* C#: FabRegisterAcceptor.On(Read).                                       *)
(***************************************************************************)
AckRead(a, m) ==
    /\ a \notin crashed
    /\ m.timestamp > acceptor[a].highest \/ ~Has("read-above")
    /\ MayLead(m.proposer, m.timestamp)
    /\ m.proof >= ProofSize \/ ~Has("timestamp-proof")
    /\ acceptor' = [acceptor EXCEPT ![a].highest = m.timestamp]
    /\ sent' = sent \cup {Answer(a, m.timestamp, acceptor[a].lastLegal)}
    /\ UNCHANGED <<proposer, decided, crashed>>

Taken(log) == {Pair(log[place]) : place \in 1 .. Len(log)}

(* Whether it is the first write of its timestamp; the same one is never taken twice. *)
IsFirst(log, write) ==
    IF Has("write-once")
      THEN ~HasAt(log, write.timestamp)
      ELSE Pair(write) \notin Taken(log)

IsLegal(write) ==
    \/ ~Has("token-allows")
    \/ IF write.token = NoProgressToken THEN IsFreeAt(write.timestamp) ELSE Shows(write.token, write)

(***************************************************************************)
(* A write: take it, and tell the learners at once.  Heart: one a          *)
(* timestamp, and only a legal one; there is no pre-write, so two values   *)
(* may be visible at one timestamp, but if one is total no other is.       *)
(* C#: FabRegisterAcceptor.On(Write).                                      *)
(***************************************************************************)
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

(***************************************************************************)
(* An acceptor stops for good.  C#: Checker/Worlds/Faults.cs, Crash.       *)
(***************************************************************************)
Crash(a) ==
    /\ a \notin crashed
    /\ Cardinality(crashed) < Crashes
    /\ crashed' = crashed \cup {a}
    /\ UNCHANGED <<proposer, acceptor, decided, sent>>

-----------------------------------------------------------------------------
(* Learners.  Figure 3, lower part; Figure 6, acknowledged; C#: Learner.   *)

(***************************************************************************)
(* Enough acceptors have acknowledged a write: it is total, and its value  *)
(* is decided, after two message delays.  Heart: so many that they are a   *)
(* majority of every quorum of answers, even if some lie.                  *)
(* C#: Learner.On(Quorum<WriteAck>).                                       *)
(***************************************************************************)
Decide(l, w) ==
    /\ IsEnough(Acknowledging(w), TotalSize)
    /\ decided[l].value # w.value
    /\ decided' = [decided EXCEPT ![l] = w]
    /\ UNCHANGED <<proposer, acceptor, sent, crashed>>

-----------------------------------------------------------------------------
(* Which process may take which input.  C#: FabRegisterModel.              *)

Next ==
    \/ \E p \in CorrectProposers : BeginRead(p)
    \/ \E p \in CorrectProposers : FirstWrite(p)
    \/ \E p \in CorrectProposers : \E acks \in AnswersFor(p) : Write(p, acks)
    \/ \E p \in CorrectProposers : ChangeTimestamp(p)
    \/ \E p \in CorrectProposers : \E t \in Timestamps : ChangeEstimate(p, t)
    \/ \E m \in Reads : \E a \in CorrectAcceptors : AckRead(a, m)
    \/ \E m \in Writes : \E a \in CorrectAcceptors : AckWrite(a, m)
    \/ \E a \in CorrectAcceptors : Crash(a)
    \/ \E w \in Statements("writeAck") \cup ByzantineStatements : \E l \in Learners : Decide(l, w)

Spec == Init /\ [][Next]_vars

-----------------------------------------------------------------------------
(* What must hold.  C#: RegisterProperties.                                *)

Told(acceptors) == [a \in DOMAIN acceptors |-> Taken(acceptors[a].writes)]

(***************************************************************************)
(* "Proposals that are later queried are essentially visible writes"       *)
(* (section 7.3): those that some acceptor took and whose value a read     *)
(* could find with a majority now.                                         *)
(***************************************************************************)
LastTaking(value) ==
    {a \in CorrectAcceptors :
        LET taken == acceptor[a].writes
        IN  IF taken = <<>> THEN FALSE ELSE taken[Len(taken)].value = value}

History ==
    [reads |-> ReadsOf(proposer),
     writes |-> Begun(proposer, Told(acceptor)),
     visible |-> {w \in AllTaken(Told(acceptor)) : IsEnough(LastTaking(w.value), MajoritySize)},
     readable |-> AllTaken(Told(acceptor)),
     total |-> Counted(Told(acceptor), TotalSize)]

(* The writes of correct proposers, and those that correct acceptors took. *)
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

(* An acceptor is at a timestamp only if n_p - f_p proposers have come to it (section 7.2). *)
HaveComeTo(timestamp) == {p \in DOMAIN proposer : proposer[p].myTimestamp >= timestamp}
TimestampInv ==
    \A a \in CorrectAcceptors :
        acceptor[a].highest = 0 \/ Cardinality(HaveComeTo(acceptor[a].highest)) + Cardinality(ByzantineProposers) >= ProofSize

Now == [acceptor |-> acceptor, decided |-> decided]
IntegritySays(before, after) == Integrity(before.decided, after.decided)
O8StepSays(former, latter) ==
    O8Says(Counted(Told(former.acceptor), TotalSize), Counted(Told(latter.acceptor), TotalSize))

IntegrityProp == [][IntegritySays(Now, Now')]_vars
O8Prop == [][O8StepSays(Now, Now')]_vars
=============================================================================
