--------------------------- MODULE SecretRegister ---------------------------
(***************************************************************************)
(* The Paxos register of secrets, and consensus over it: Byzantine Paxos   *)
(* without signatures.  The Paxos Register, section 8, on the protocol of  *)
(* Figures 3 and 5, action for action as in Impl/SecretRegister: each      *)
(* action below is one handler there, which names it ("TLA+: Write"), and  *)
(* each guard is one predicate there.                                      *)
(*                                                                         *)
(* A secret is an atom: [of, timestamp].  An honest dealer has made one    *)
(* for each value and timestamp, one for bottom, and one for the           *)
(* timestamp's turn; each acceptor holds a share of each.  Who has enough  *)
(* shares of a secret, or was shown it, knows it, and nobody guesses one.  *)
(* Whoever is shown a secret or a share can tell whether it is right, so   *)
(* that wrong ones are left out.                                           *)
(*                                                                         *)
(* A state here is a state there: what every correct process has come to,  *)
(* and what was sent.  Byzantine processes have no state: what they could  *)
(* send is computed from what they were sent, and taken as sent.           *)
(***************************************************************************)
EXTENDS Registers

VARIABLES
    proposer,  \* What each correct proposer has read and written.
    acceptor,  \* The timestamp of each correct acceptor, what it has taken, seen, and given its shares of.
    decided,   \* The write that each learner has decided, or NoWrite.
    sent,      \* Everything that correct processes have sent.
    crashed    \* The acceptors that have crashed.

vars == <<proposer, acceptor, decided, sent, crashed>>

-----------------------------------------------------------------------------
(* Sizes, and what was sent.  C#: SecretConfig, SecretModel.               *)

WriteSize == IF Has("write-quorum") THEN Quorum ELSE WeakQuorum
ValueSize == IF Has("value-quorum") THEN Quorum ELSE WeakQuorum
BottomSize == IF Has("bottom-quorum") THEN Quorum ELSE WeakQuorum
TotalSize == IF Has("total-quorum") THEN Quorum ELSE WeakQuorum

(* Whether acceptors listen to a proposer at a timestamp. *)
MayLead(name, timestamp) == timestamp \in Timestamps /\ (name = LeaderOf(timestamp) \/ ~Has("leader-only"))

Of(kind) == {msg \in sent : msg.type = kind}
Statements(kind) == {Pair(msg) : msg \in Of(kind)}
Signers(kind, statement) == {msg.acceptor : msg \in {n \in Of(kind) : Pair(n) = statement}}

-----------------------------------------------------------------------------
(* Secrets and tokens.  C#: Secret, SecretToken.                           *)

Turn == "turn!"

Secret(what, timestamp) == [of |-> what, timestamp |-> timestamp]
Dealt == {Secret(what, timestamp) : what \in Values \cup {Bottom, Turn}, timestamp \in Timestamps}
OfValues(secrets) == {s \in secrets : s.of \in Values}

(* No write was visible: there is no secret of it. *)
NoSecret == Secret(Bottom, -1)

(* The secrets of bottom of the timestamps between two: nothing was or will be total there. *)
NothingBetween(secrets, earlier, timestamp) == \A t \in Timestamps : t > earlier /\ t < timestamp => Secret(Bottom, t) \in secrets

(***************************************************************************)
(* Whether the secrets that a token reveals prove what it does.  Section   *)
(* 8: for a value its secret at an earlier timestamp, and those of bottom  *)
(* since; for bottom those of bottom of all earlier timestamps.  Besides,  *)
(* that it is the timestamp's turn (R11).                                  *)
(***************************************************************************)
Proves(token) ==
    /\ token.timestamp = 0 \/ Secret(Turn, token.timestamp) \in token.secrets \/ ~Has("turn-shown")
    /\ IF token.value = Bottom
         THEN NothingBetween(token.secrets, -1, token.timestamp) \/ ~Has("bottom-before")
         ELSE \E earlier \in Timestamps :
                 /\ earlier < token.timestamp
                 /\ Secret(token.value, earlier) \in token.secrets \/ ~Has("value-shown")
                 /\ NothingBetween(token.secrets, earlier, token.timestamp) \/ ~Has("bottom-between")

(* The token for a value, or for bottom, that reveals what it can of the secrets that somebody knows. *)
TokenFor(what, timestamp, known) ==
    [value |-> what, timestamp |-> timestamp,
     secrets |-> {s \in known : s = Secret(Turn, timestamp) \/ (s.timestamp < timestamp /\ s.of \in {Bottom, what})}]

(* Whether a token shows that a write is legal: O3, by secrets. *)
Shows(token, write) ==
    /\ token.timestamp = write.timestamp
    /\ token.value \in {Bottom, write.value}
    /\ Proves(token)

(* The secrets that a leader has from acceptors' reports: revealed ones, and those that enough of them gave shares of. *)
SecretsIn(timestamp, changes) ==
    OfValues({m.revealed : m \in changes})
    \cup {Secret(Bottom, t) : t \in {u \in Timestamps : Cardinality({m \in changes : u \in m.released}) >= BottomSize}}
    \cup (IF Cardinality(changes) >= Quorum THEN {Secret(Turn, timestamp)} ELSE {})

(* A leader's token: for the value that was visible last, of those that it can show; else for bottom. *)
TokenOf(timestamp, changes) ==
    LET known == SecretsIn(timestamp, changes)
        good == {s \in OfValues(known) : Proves(TokenFor(s.of, timestamp, known))}
        last == LastOf({[value |-> s.of, timestamp |-> s.timestamp] : s \in good})
    IN  TokenFor(last.value, timestamp, known)

-----------------------------------------------------------------------------
(* The adversary: it computes without bounds, knows all that any faulty    *)
(* process holds or was sent, and guesses no secret.  C#: SecretAdversary. *)

(* Changes go to the timestamp's leader, all else to the acceptors too. *)
Hears(msg) ==
    IF Has("open-channels")
      THEN ByzantineAcceptors \cup ByzantineProposers # {}
      ELSE IF msg.type = "timestampChange"
             THEN LeaderOf(msg.timestamp) \in ByzantineProposers
             ELSE ByzantineAcceptors # {}

Heard(kind) == {msg \in Of(kind) : Hears(msg)}

(* The correct acceptors whose share of a secret faulty processes were sent, and how many shares make it. *)
SharedBy(s) ==
    {msg.acceptor : msg \in
        IF s.of = Bottom
          THEN {m \in Heard("timestampChange") : s.timestamp \in m.released}
          ELSE IF s.of = Turn
                 THEN {m \in Heard("timestampChange") : m.timestamp = s.timestamp}
                 ELSE {m \in Heard("write") : m.value = s.of /\ m.timestamp = s.timestamp}}

SizeOf(s) == IF s.of = Bottom THEN BottomSize ELSE IF s.of = Turn THEN Quorum ELSE ValueSize

Known ==
    IF ~Has("secrets-hidden")
      THEN Dealt
      ELSE {s \in Dealt : IsEnough(SharedBy(s), SizeOf(s))}
           \cup OfValues({msg.revealed : msg \in Heard("timestampChange")})
           \cup UNION {msg.token.secrets : msg \in Heard("preWrite")}

(* An acceptor comes to a timestamp: what it reveals, and the timestamps whose secret of bottom it gives its share of. *)
Change(who, timestamp, revealed, released) ==
    [type |-> "timestampChange", acceptor |-> who, timestamp |-> timestamp, revealed |-> revealed, released |-> released]

(***************************************************************************)
(* The sets of changes that a leader could receive, up to a quorum.        *)
(* Byzantine acceptors give all their shares of bottom, and one reveals    *)
(* any secret of a value that is known; more would add nothing to a token. *)
(***************************************************************************)
ChangesTo(timestamp) == {msg \in Of("timestampChange") : msg.timestamp = timestamp}

UpTo(messages, most) == UNION {OneEach(messages, count) : count \in 0 .. most}

HonestSets(timestamp) == UpTo(ChangesTo(timestamp), Quorum)

LyingSets(timestamp) ==
    UNION {
        LET liar == CHOOSE b \in others : TRUE
        IN  {set \cup {Change(liar, timestamp, claim, Timestamps)}
                 \cup {Change(b, timestamp, NoSecret, Timestamps) : b \in others \ {liar}} :
                set \in UpTo(ChangesTo(timestamp), Quorum - Cardinality(others)),
                claim \in {NoSecret} \cup OfValues(Known)}
        : others \in {some \in (SUBSET ByzantineAcceptors) \ {{}} : Cardinality(some) <= Quorum}}

(* The sets of changes that a proposer could have: none for one that is done. *)
ChangesFor(p, timestamp) ==
    IF LeaderOf(timestamp) # p \/ (Has("propose-once") /\ HasAt(proposer[p].writes, timestamp))
      THEN {}
      ELSE (HonestSets(timestamp) \cup LyingSets(timestamp)) \ {{}}

PreWrite(from, write, shown) ==
    [type |-> "preWrite", proposer |-> from, value |-> write.value, timestamp |-> write.timestamp, token |-> shown]

(* A Byzantine proposer writes any value with any token; of two that are good, with that for the value. *)
ByzantinePreWrites(timestamp) ==
    LET known == Known
        tokens == {TokenFor(what, timestamp, known) : what \in Values \cup {Bottom}}
        fit(what) == {tok \in tokens : tok.value # Bottom \/ ~Proves(TokenFor(what, timestamp, known))}
    IN  UNION {UNION {{PreWrite(b, [value |-> v, timestamp |-> timestamp], tok) : tok \in fit(v)} :
            v \in Values} : b \in {name \in ByzantineProposers : MayLead(name, timestamp)}}

PreWrites == Of("preWrite") \cup UNION {ByzantinePreWrites(t) : t \in Timestamps}

(* The writes that Byzantine acceptors give shares for: of a value that has no secret there is none. *)
ByzantineWrites == {w \in ByzantineStatements : w.value \in Values}

-----------------------------------------------------------------------------
(* The initial state: the dealer has dealt.                                *)

Init ==
    /\ proposer = [p \in CorrectProposers |-> [reads |-> <<>>, writes |-> <<>>]]
    /\ acceptor = [a \in CorrectAcceptors |-> [timestamp |-> 0, preWrites |-> <<>>, acknowledged |-> <<>>, released |-> {}]]
    /\ decided = [l \in Learners |-> NoWrite]
    /\ sent = {}
    /\ crashed = {}

-----------------------------------------------------------------------------
(* Proposers.  Figure 3 and section 8; C#: SecretProposer.                 *)

(* A proposer's state after its read returned a token, and the pre-write that it sends. *)
Finished(self, tok, new) ==
    [self EXCEPT !.reads = Returned(@, Pair(tok)),
                 !.writes = AddTo(@, [value |-> new, timestamp |-> tok.timestamp, token |-> Pair(tok)])]

WriteOf(p, tok) == PreWrite(p, [value |-> ValueAfter(tok.value, p), timestamp |-> tok.timestamp], tok)

(***************************************************************************)
(* The leader of timestamp 0 writes its own value there.  Heart: the token *)
(* for bottom reveals the secrets of all earlier timestamps: none.         *)
(* C#: SecretProposer.On(FirstWrite).                                      *)
(***************************************************************************)
FirstWrite(p) ==
    /\ NumberOf(p) = 0
    /\ ~HasAt(proposer[p].writes, 0)
    /\ LET first == TokenFor(Bottom, 0, {})
       IN  /\ proposer' = [proposer EXCEPT ![p] = Finished(@, first, InputOf[p])]
           /\ sent' = sent \cup {WriteOf(p, first)}
    /\ UNCHANGED <<acceptor, decided, crashed>>

(***************************************************************************)
(* Acceptors have come to a timestamp of the proposer's, and what they     *)
(* reveal makes a token: it writes with it.  Heart: shares of bottom are   *)
(* given by those only who acknowledged nothing and never will, so that    *)
(* what may be total is among what is read.  Once a timestamp (R05).       *)
(* C#: SecretProposer.On(Reports<TimestampChange>).                        *)
(***************************************************************************)
Write(p, t, changes) ==
    /\ LeaderOf(t) = p
    /\ ~HasAt(proposer[p].writes, t) \/ ~Has("propose-once")
    /\ Proves(TokenOf(t, changes))
    /\ LET result == TokenOf(t, changes)
       IN  /\ proposer' = [proposer EXCEPT ![p] = Finished(@, result, ValueAfter(result.value, p))]
           /\ sent' = sent \cup {WriteOf(p, result)}
    /\ UNCHANGED <<acceptor, decided, crashed>>

-----------------------------------------------------------------------------
(* Acceptors.  Figure 5, right, and section 8; C#: SecretAcceptor.         *)

Taken(log) == {Pair(log[place]) : place \in 1 .. Len(log)}

(* Whether it is the first pre-write of its timestamp; the same one is never taken twice. *)
IsFirst(log, write) ==
    IF Has("pre-write-once")
      THEN ~HasAt(log, write.timestamp)
      ELSE Pair(write) \notin Taken(log)

Later(one, two) == IF one > two THEN one ELSE two

(***************************************************************************)
(* A pre-write: take it, and give all acceptors the share of the value's   *)
(* secret.  Heart: one a timestamp, so that a quorum takes no two of one;  *)
(* and only one whose token reveals the right secrets.                     *)
(* C#: SecretAcceptor.On(PreWrite).                                        *)
(***************************************************************************)
TakePreWrite(a, m) ==
    /\ a \notin crashed
    /\ MayLead(m.proposer, m.timestamp)
    /\ m.timestamp >= acceptor[a].timestamp \/ ~Has("pre-write-not-below")
    /\ IsFirst(acceptor[a].preWrites, m)
    /\ Shows(m.token, m) \/ ~Has("token-allows")
    /\ acceptor' = [acceptor EXCEPT ![a].timestamp = Later(@, m.timestamp),
                                    ![a].preWrites = Append(@, [value |-> m.value, timestamp |-> m.timestamp, token |-> Pair(m.token)])]
    /\ sent' = sent \cup {Message("write", a, m)}
    /\ UNCHANGED <<proposer, decided, crashed>>

(***************************************************************************)
(* A quorum has taken a write, and given its shares: it is visible, and    *)
(* the learners are told.  Heart: never below the acceptor's timestamp,    *)
(* for which it may have given its share of bottom.                        *)
(* C#: SecretAcceptor.On(Quorum<Write>).                                   *)
(***************************************************************************)
SeeVisible(a, w) ==
    /\ a \notin crashed
    /\ IsEnough(Signers("write", w), WriteSize)
    /\ w.timestamp >= acceptor[a].timestamp \/ ~Has("visible-not-below")
    /\ w \notin Range(acceptor[a].acknowledged)
    /\ acceptor' = [acceptor EXCEPT ![a].timestamp = Later(@, w.timestamp), ![a].acknowledged = Append(@, w)]
    /\ sent' = sent \cup {Message("writeAck", a, w)}
    /\ UNCHANGED <<proposer, decided, crashed>>

(* The secret of the last visible write that an acceptor has seen. *)
Revealed(self) ==
    LET last == LastOf(Range(self.acknowledged))
    IN  IF Has("value-revealed") THEN Secret(last.value, last.timestamp) ELSE NoSecret

(* The timestamps where it has acknowledged nothing, and never will: it has left them. *)
Releases(self) ==
    IF Has("bottom-released")
      THEN {t \in Timestamps :
              /\ t <= self.timestamp \/ ~Has("bottom-passed")
              /\ ~HasAt(self.acknowledged, t) \/ ~Has("bottom-unacknowledged")}
      ELSE {}

(***************************************************************************)
(* The acceptor's patience ran out: it goes to the next timestamp and      *)
(* gives its leader what it needs for a token.  Heart: its share of bottom *)
(* for a timestamp only when it has acknowledged nothing there and never   *)
(* will.                                                                   *)
(* C#: SecretAcceptor.On(TimestampTimeout).                                *)
(***************************************************************************)
ChangeTimestamp(a) ==
    /\ a \notin crashed
    /\ acceptor[a].timestamp + 1 \in Timestamps
    /\ acceptor' = [acceptor EXCEPT ![a].timestamp = @ + 1, ![a].released = @ \cup Releases(acceptor[a])]
    /\ sent' = sent \cup {Change(a, acceptor[a].timestamp + 1, Revealed(acceptor[a]), Releases(acceptor[a]))}
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
(* is decided.  Heart: every quorum that gives shares of bottom later has  *)
(* one of theirs.                                                          *)
(* C#: Learner.On(Quorum<WriteAck>).                                       *)
(***************************************************************************)
Decide(l, w) ==
    /\ IsEnough(Signers("writeAck", w), TotalSize)
    /\ decided[l].value # w.value
    /\ decided' = [decided EXCEPT ![l] = w]
    /\ UNCHANGED <<proposer, acceptor, sent, crashed>>

-----------------------------------------------------------------------------
(* Which process may take which input.  C#: SecretModel.                   *)

Next ==
    \/ \E p \in CorrectProposers : FirstWrite(p)
    \/ \E p \in CorrectProposers : \E t \in Timestamps \ {0} : \E changes \in ChangesFor(p, t) : Write(p, t, changes)
    \/ \E m \in PreWrites : \E a \in CorrectAcceptors : TakePreWrite(a, m)
    \/ \E w \in Statements("write") \cup ByzantineWrites : \E a \in CorrectAcceptors : SeeVisible(a, w)
    \/ \E a \in CorrectAcceptors : ChangeTimestamp(a)
    \/ \E a \in CorrectAcceptors : Crash(a)
    \/ \E w \in Statements("writeAck") \cup ByzantineStatements : \E l \in Learners : Decide(l, w)

Spec == Init /\ [][Next]_vars

-----------------------------------------------------------------------------
(* What must hold.  C#: RegisterProperties, SecretModel.                   *)

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

(* Section 8, first condition: whoever can reconstruct the secret of a value, it is visible. *)
ValueSecretInv == \A w \in Counted(TakenBy(acceptor), ValueSize) : w \in History.visible

(* Section 8, second condition: if anybody can reconstruct the secret of bottom at a timestamp, no write there is total. *)
Releasers(timestamp) == {a \in CorrectAcceptors : timestamp \in acceptor[a].released}
BottomSecretInv == \A w \in History.total : ~IsEnough(Releasers(w.timestamp), BottomSize)

(* An acceptor takes a write at a timestamp only if a quorum has come to it (Figure 5, read; R11). *)
HaveComeTo(timestamp) == {a \in CorrectAcceptors : acceptor[a].timestamp >= timestamp}
TimestampInv == \A w \in AllTaken(TakenBy(acceptor)) : w.timestamp = 0 \/ IsEnough(HaveComeTo(w.timestamp), Quorum)

Now == [acceptor |-> acceptor, decided |-> decided]
IntegritySays(before, after) == Integrity(before.decided, after.decided)
O8StepSays(former, latter) ==
    O8Says(Counted(Told(former.acceptor), TotalSize), Counted(Told(latter.acceptor), TotalSize))

IntegrityProp == [][IntegritySays(Now, Now')]_vars
O8Prop == [][O8StepSays(Now, Now')]_vars
=============================================================================
