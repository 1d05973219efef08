-------------------------------- MODULE Pbft --------------------------------
(***************************************************************************)
(* Practical Byzantine Fault Tolerance (Castro and Liskov, OSDI 1999),     *)
(* action for action as in Impl/Pbft: each action below is one handler     *)
(* there, which names it ("TLA+: Prepare").                                *)
(*                                                                         *)
(* The normal case, view changes, read-only requests, and the showing of   *)
(* commits.  Left out are checkpoints and water marks (section 4.3): the   *)
(* rule "checkpoints" must not be in force, and there is no window.        *)
(*                                                                         *)
(* A state here is a state there: what every correct process has come to,  *)
(* and what correct processes have sent.  Messages are never lost from     *)
(* "sent" and may be delivered any number of times, in any order, or       *)
(* never.  Byzantine processes have no state: what they could send is      *)
(* computed from what correct ones have signed.  A certificate says how    *)
(* many have signed it, and not who.                                       *)
(***************************************************************************)
EXTENDS Integers, Sequences, FiniteSets

CONSTANTS
    Rules,               \* The guards in force, by their names on the command line.
    Replicas,            \* The replicas in the order of their numbers: a sequence.
    ByzantineReplicas,   \* Those that are Byzantine.
    Faults,              \* f: how many of them the quorums are made for.
    Views,               \* How many views there are; they are numbered from 0.
    NumberCount,         \* How many sequence numbers there are; they are numbered from 1.
    ClientOfRequest,     \* The client of each request that there is: a function.
    RequestOf,           \* The request of each correct client: a function.
    Reads,               \* The requests that are reads.
    NameOrder            \* All that can be named, in order: requests, the forged and the null one.

ASSUME "checkpoints" \notin Rules

VARIABLES
    client,   \* What each correct client has come to.
    replica,  \* What each correct replica has come to.
    sent      \* Everything that correct processes have sent.

vars == <<client, replica, sent>>

-----------------------------------------------------------------------------
(* Names, sizes, and what was sent.  C#: PbftConfig.                       *)

Has(rule) == rule \in Rules
N == Len(Replicas)
CorrectReplicas == {Replicas[i] : i \in 1..N} \ ByzantineReplicas
CorrectClients == DOMAIN RequestOf
Numbers == 1..NumberCount
PrimaryOf(v) == Replicas[(v % N) + 1]

None == "-"          \* No request, or no answer.
NoResult == ""       \* That of a request without effect.
InitialValue == "0"  \* That of the register.
Forged == "forged"   \* A request that no client has signed.
NullRequest == "null"
NoCertificate == [view |-> -1, number |-> 0, request |-> None, signatures |-> 0]

Nameable == {NameOrder[i] : i \in 1..Len(NameOrder)}
Rank(q) == CHOOSE i \in 1..Len(NameOrder) : NameOrder[i] = q
IsSigned(q) == q \in DOMAIN ClientOfRequest
ClientOf(q) == IF IsSigned(q) THEN ClientOfRequest[q] ELSE None
IsRead(q) == q \in Reads

PrepareSize == IF Has("prepare-quorum") THEN 2 * Faults ELSE Faults
CertificateSize == PrepareSize + 1
CommitSize == IF Has("commit-quorum") THEN (2 * Faults) + 1 ELSE Faults + 1
ViewChangeSize == IF Has("view-change-quorum") THEN (2 * Faults) + 1 ELSE Faults + 1
ReplySize == IF ~Has("reply-quorum") THEN 1 ELSE IF Has("write-quorum") THEN (2 * Faults) + 1 ELSE Faults + 1
ReadSize == IF Has("read-quorum") THEN (2 * Faults) + 1 ELSE Faults + 1

Of(kind) == {msg \in sent : msg.type = kind}

(* Who has signed a statement; Byzantine replicas sign any. *)
Preparing(v, n, q) == {m.from : m \in {p \in Of("prepare") : p.view = v /\ p.number = n /\ p.request = q}}
Committing(v, n, q) == {m.from : m \in {p \in Of("commit") : p.view = v /\ p.number = n /\ p.request = q}}
Replying(q, result) == {m.from : m \in {p \in Of("reply") : p.request = q /\ p.result = result}} \cup ByzantineReplicas
Reading(q, value) == {m.from : m \in {p \in Of("readreply") : p.request = q /\ p.value = value}} \cup ByzantineReplicas

Backups(v, signers) == IF Has("prepares-of-backups") THEN signers \ {PrimaryOf(v)} ELSE signers

-----------------------------------------------------------------------------
(* The machine that is replicated: a register.  C#: Register.              *)

(* Where something was written. *)
Writes(log) == {i \in DOMAIN log : log[i].result # NoResult /\ ~IsRead(log[i].request)}
ValueOf(log) ==
    IF Writes(log) = {} THEN InitialValue
    ELSE log[CHOOSE i \in Writes(log) : \A j \in Writes(log) : j <= i].request

IsOld(log, q) == \E i \in DOMAIN log : log[i].result # NoResult /\ ClientOf(log[i].request) = ClientOf(q)
HasEffect(log, q) == q # NullRequest /\ (~Has("execute-once") \/ ~IsOld(log, q))
WithExecuted(log, n, q) ==
    Append(log, [number |-> n, request |-> q, result |-> IF HasEffect(log, q) THEN ValueOf(log) ELSE NoResult])

(* What is committed and can be executed now. *)
Ready(state) ==
    {n \in Numbers :
        /\ state.slots[n].committed # None
        /\ \A i \in DOMAIN state.log : state.log[i].number # n
        /\ ~Has("execute-in-order") \/ n = Len(state.log) + 1}
Least(numbers) == CHOOSE n \in numbers : \A other \in numbers : n <= other

RECURSIVE Executing(_)
Executing(state) ==
    IF Ready(state) = {} THEN state
    ELSE Executing([state EXCEPT !.log = WithExecuted(@, Least(Ready(state)), state.slots[Least(Ready(state))].committed)])

-----------------------------------------------------------------------------
(* The adversary.  C#: PbftAdversary.                                      *)

(* Byzantine clients have signed all their requests. *)
Requests ==
    Of("request") \cup
    {[type |-> "request", from |-> ClientOf(q), request |-> q] :
        q \in {p \in DOMAIN ClientOfRequest : ClientOf(p) \notin CorrectClients}}
SignedRequests == {m.request : m \in Requests}

(* A Byzantine primary gives any number to anything. *)
PrePrepares ==
    Of("preprepare") \cup
    {[type |-> "preprepare", from |-> PrimaryOf(v), view |-> v, number |-> n, request |-> q] :
        v \in {w \in 0..(Views - 1) : PrimaryOf(w) \in ByzantineReplicas}, n \in Numbers, q \in SignedRequests \cup {Forged, NullRequest}}

(* A Byzantine replica shows as committed what it can prove. *)
IsShowable(n, q) ==
    \E v \in 0..(Views - 1) : Cardinality(Committing(v, n, q)) + Cardinality(ByzantineReplicas) >= CommitSize
Decisions ==
    Of("decided") \cup
    {[type |-> "decided", from |-> b, number |-> n, request |-> q] :
        b \in ByzantineReplicas, n \in Numbers, q \in {p \in Nameable : \E k \in Numbers : IsShowable(k, p)}}

(***************************************************************************)
(* How many signatures there are for a certificate: those of the backups   *)
(* that have prepared it, of Byzantine backups, and of the primary, who    *)
(* has signed what a correct backup has prepared.                          *)
(***************************************************************************)
Signatures(v, n, q) ==
    Cardinality(Preparing(v, n, q)) + Cardinality(ByzantineReplicas \ {PrimaryOf(v)})
    + (IF Preparing(v, n, q) # {} \/ PrimaryOf(v) \in ByzantineReplicas THEN 1 ELSE 0)

(* What it can tell, when it asks for a view, as prepared in views before, so that correct replicas take it. *)
Provable(v) ==
    {[view |-> w, number |-> n, request |-> q] : w \in 0..(v - 1), n \in Numbers, q \in Nameable}
Tellable(v) == {c \in Provable(v) : ~Has("certificate-proof") \/ Signatures(c.view, c.number, c.request) >= CertificateSize}
Lies(v) == {told \in SUBSET Tellable(v) : \A one, other \in told : one.number = other.number => one = other}

-----------------------------------------------------------------------------
(* New views.  C#: NewViewProof.                                           *)

Asked(v) == {m \in Of("viewchange") : m.view = v}
Asking(v) == {m.from : m \in Asked(v)}

(* A certificate without the number of its signatures. *)
Plain(certificate) == [view |-> certificate.view, number |-> certificate.number, request |-> certificate.request]
Told(messages) == {Plain(c) : c \in UNION {m.prepared : m \in messages}}

(* Of certificates for one number, that of the highest view counts. *)
IsBefore(one, other) ==
    \/ one.view = other.view /\ Rank(one.request) <= Rank(other.request)
    \/ Has("highest-view") /\ one.view > other.view
    \/ ~Has("highest-view") /\ one.view < other.view

Foremost(certificates) == CHOOSE c \in certificates : \A other \in certificates : IsBefore(c, other)
RequestAt(certificates) ==
    IF certificates = {} THEN (IF Has("null-requests") THEN NullRequest ELSE NoResult) ELSE Foremost(certificates).request

Last(told) == IF told = {} THEN 0 ELSE CHOOSE n \in {c.number : c \in told} : \A c \in told : c.number <= n
RequestsOf(told) == [n \in 1..Last(told) |-> RequestAt({c \in told : c.number = n})]

(* With what a view can begin: what correct replicas tell, all or some of them, and what Byzantine ones add. *)
WithLies(v, correct) ==
    IF ByzantineReplicas = {} \/ Cardinality(correct) + Cardinality(ByzantineReplicas) < ViewChangeSize THEN {}
    ELSE {RequestsOf(Told(correct) \cup lie) : lie \in Lies(v)}
WithoutLies(correct) == IF Cardinality(correct) < ViewChangeSize THEN {} ELSE {RequestsOf(Told(correct))}
BeginningsWith(v, correct) == WithLies(v, correct) \cup WithoutLies(correct)
AllBeginnings(v) == UNION {BeginningsWith(v, correct) : correct \in SUBSET Asked(v)}
Beginnings(r) ==
    UNION {BeginningsWith(replica[r].view, correct) :
        correct \in {some \in SUBSET Asked(replica[r].view) : \E m \in some : m.from = r}}

(* What a Byzantine primary can begin a view with, and be believed. *)
Sequences == UNION {[1..n -> SignedRequests \cup {Forged, NullRequest}] : n \in 0..NumberCount}
ByzantineBeginnings(v) ==
    IF PrimaryOf(v) \notin ByzantineReplicas \/ AllBeginnings(v) = {} THEN {}
    ELSE IF Has("verify-new-view") THEN AllBeginnings(v) ELSE AllBeginnings(v) \cup Sequences
NewViews(v) ==
    {m.requests : m \in {p \in Of("newview") : p.view = v}} \cup ByzantineBeginnings(v)

-----------------------------------------------------------------------------
(* The initial state: nobody has requested, accepted or executed anything. *)

EmptySlot == [preprepared |-> None, prepared |-> NoCertificate, committed |-> None]

Init ==
    /\ client = [c \in CorrectClients |-> [begun |-> FALSE, ordered |-> FALSE, answer |-> None, before |-> {}]]
    /\ replica = [r \in CorrectReplicas |-> [view |-> 0, active |-> TRUE, slots |-> [n \in Numbers |-> EmptySlot], log |-> <<>>]]
    /\ sent = {}

-----------------------------------------------------------------------------
(* Clients.  C#: Client.                                                   *)

Completed == {m.value : m \in Of("completed")}

(***************************************************************************)
(* A client sends its request; a read is not ordered.  What had been       *)
(* answered before is noted for the invariants only.                       *)
(* Heart: to all replicas.                                                 *)
(* C#: Client.On(Begin).                                                   *)
(***************************************************************************)
Begin(c) ==
    /\ ~client[c].begun
    /\ client' = [client EXCEPT ![c].begun = TRUE, ![c].before = Completed]
    /\ sent' = sent \cup
         {[type |-> (IF IsRead(RequestOf[c]) THEN "readonly" ELSE "request"), from |-> c, request |-> RequestOf[c]]}
    /\ replica' = replica

(***************************************************************************)
(* A read may find no equal values, and is sent as an ordinary request.    *)
(* Heart: the client does not stop waiting for what it asked for first.    *)
(* C#: Client.On(Retransmit).                                              *)
(***************************************************************************)
Retransmit(c) ==
    /\ IsRead(RequestOf[c])
    /\ client[c].begun
    /\ client[c].answer = None
    /\ ~client[c].ordered
    /\ client' = [client EXCEPT ![c].ordered = TRUE]
    /\ sent' = sent \cup {[type |-> "request", from |-> c, request |-> RequestOf[c]]}
    /\ replica' = replica

(* A client takes a result. *)
Finish(c, result) ==
    /\ client[c].begun
    /\ client[c].answer = None
    /\ client' = [client EXCEPT ![c].answer = result]
    /\ sent' = sent \cup {[type |-> "completed", from |-> c, value |-> IF IsRead(RequestOf[c]) THEN result ELSE RequestOf[c]]}
    /\ replica' = replica

(***************************************************************************)
(* Enough replicas reply the same.                                         *)
(* Heart: one of f + 1 is correct, and has executed it.                    *)
(* C#: Client.On(Quorum<Reply>).                                           *)
(***************************************************************************)
TakeReply(c, result) ==
    /\ Cardinality(Replying(RequestOf[c], result)) >= ReplySize
    /\ Finish(c, result)

(***************************************************************************)
(* Enough replicas answer a read the same.                                 *)
(* Heart: 2f + 1, so that one of them has executed what was answered.      *)
(* C#: Client.On(Quorum<ReadReply>).                                       *)
(***************************************************************************)
TakeRead(c, value) ==
    /\ IsRead(RequestOf[c])
    /\ Cardinality(Reading(RequestOf[c], value)) >= ReadSize
    /\ Finish(c, value)

-----------------------------------------------------------------------------
(* Replicas in the normal case.  C#: Replica.                              *)

(* Whether it takes part in a view: not after it has asked for another. *)
TakesPart(r, v) ==
    \/ replica[r].active /\ replica[r].view = v
    \/ ~replica[r].active /\ ~Has("stop-in-view-change") /\ v = replica[r].view - 1

Given(state) == {n \in Numbers : state.slots[n].preprepared # None}
NextNumber(state) == IF Given(state) = {} THEN 1 ELSE (CHOOSE n \in Given(state) : \A other \in Given(state) : other <= n) + 1

(***************************************************************************)
(* The primary gives a request the next number.                            *)
(* Heart: one number in a view.                                            *)
(* C#: Replica.On(Request).                                                *)
(***************************************************************************)
GiveNumber(r, m) ==
    /\ replica[r].active
    /\ PrimaryOf(replica[r].view) = r
    /\ NextNumber(replica[r]) \in Numbers
    /\ \A n \in Numbers : replica[r].slots[n].preprepared # m.request
    /\ \A i \in DOMAIN replica[r].log : replica[r].log[i].request # m.request
    /\ replica' = [replica EXCEPT ![r].slots[NextNumber(replica[r])].preprepared = m.request]
    /\ sent' = sent \cup
         {[type |-> "preprepare", from |-> r, view |-> replica[r].view, number |-> NextNumber(replica[r]), request |-> m.request]}
    /\ client' = client

(***************************************************************************)
(* A backup accepts the primary's request for a number, and says so.       *)
(* Heart: one request for a number.                                        *)
(* C#: Replica.On(PrePrepare).                                             *)
(***************************************************************************)
AcceptNumber(r, m) ==
    /\ m.from = PrimaryOf(m.view)
    /\ m.from # r
    /\ TakesPart(r, m.view)
    /\ IsSigned(m.request) \/ ~Has("client-signature")
    /\ replica[r].slots[m.number].preprepared # m.request
    /\ replica[r].slots[m.number].preprepared = None \/ ~Has("one-request")
    /\ replica' = [replica EXCEPT ![r].slots[m.number].preprepared = m.request]
    /\ sent' = sent \cup {[type |-> "prepare", from |-> r, view |-> m.view, number |-> m.number, request |-> m.request]}
    /\ client' = client

IsPreparedIn(slot, v, q) == slot.prepared.view = v /\ slot.prepared.request = q

(***************************************************************************)
(* 2f backups accepted what this replica did: it is prepared.              *)
(* Heart: two requests cannot both be prepared at a number of a view.      *)
(* C#: Replica.On(Quorum<Prepare>).                                        *)
(***************************************************************************)
Prepare(r, v, n, q) ==
    /\ TakesPart(r, v)
    /\ replica[r].slots[n].preprepared = q
    /\ ~IsPreparedIn(replica[r].slots[n], v, q)
    /\ Cardinality(Backups(v, Preparing(v, n, q) \cup ByzantineReplicas)) >= PrepareSize
    /\ replica' = [replica EXCEPT ![r].slots[n].prepared =
         [view |-> v, number |-> n, request |-> q, signatures |-> CertificateSize]]
    /\ sent' = sent \cup {[type |-> "commit", from |-> r, view |-> v, number |-> n, request |-> q]}
    /\ client' = client

(* What a replica says of what it has executed. *)
RepliesOf(r, before, after) ==
    {[type |-> "reply", from |-> r, request |-> after.log[i].request, result |-> after.log[i].result] :
        i \in {j \in (Len(before.log) + 1)..Len(after.log) : after.log[j].result # NoResult}}
DecisionsOf(r, before, after) ==
    IF ~Has("show-commits") THEN {}
    ELSE {[type |-> "decided", from |-> r, number |-> after.log[i].number, request |-> after.log[i].request] :
             i \in (Len(before.log) + 1)..Len(after.log)}

(* A replica has a request committed, and executes what it can. *)
CommitAt(r, n, q) ==
    /\ replica[r].slots[n].committed = None
    /\ LET after == Executing([replica[r] EXCEPT !.slots[n].committed = q])
       IN  /\ replica' = [replica EXCEPT ![r] = after]
           /\ sent' = sent \cup RepliesOf(r, replica[r], after) \cup DecisionsOf(r, replica[r], after)
    /\ client' = client

(***************************************************************************)
(* 2f + 1 replicas have it prepared: it is committed.                      *)
(* Heart: every quorum of view-change messages tells of it.                *)
(* C#: Replica.On(Quorum<Commit>).                                         *)
(***************************************************************************)
Commit(r, v, n, q) ==
    /\ TakesPart(r, v)
    /\ IsPreparedIn(replica[r].slots[n], v, q)
    /\ Cardinality(Committing(v, n, q) \cup ByzantineReplicas) >= CommitSize
    /\ CommitAt(r, n, q)

(***************************************************************************)
(* Another replica shows 2f + 1 commits.  Not in the paper.                *)
(* Heart: also for a replica that was left out.                            *)
(* C#: Replica.On(Decided).                                                *)
(***************************************************************************)
BeShown(r, m) ==
    /\ Has("show-commits")
    /\ m.from \in CorrectReplicas \/ IsShowable(m.number, m.request)
    /\ CommitAt(r, m.number, m.request)

(***************************************************************************)
(* A client reads: the replica answers with what is executed.              *)
(* Heart: at once.                                                         *)
(* C#: Replica.On(ReadOnly).                                               *)
(***************************************************************************)
AnswerRead(r, m) ==
    /\ sent' = sent \cup {[type |-> "readreply", from |-> r, request |-> m.request, value |-> ValueOf(replica[r].log)]}
    /\ UNCHANGED <<client, replica>>

-----------------------------------------------------------------------------
(* View changes.  C#: Replica, ViewChanges.                                *)

Certified(r) == {replica[r].slots[n].prepared : n \in Numbers} \ {NoCertificate}

(* A replica leaves for a view, and tells what is prepared. *)
Leave(r, v) ==
    /\ replica' = [replica EXCEPT ![r].view = v, ![r].active = FALSE]
    /\ sent' = sent \cup
         {[type |-> "viewchange", from |-> r, view |-> v, prepared |-> IF Has("carry-prepared") THEN Certified(r) ELSE {}]}
    /\ client' = client

(* It waits for a request that it has not executed; or, once 2f + 1 have asked for a view, for that view. *)
IsWaiting(r) ==
    IF replica[r].active
      THEN \E q \in SignedRequests : \A i \in DOMAIN replica[r].log : replica[r].log[i].request # q
      ELSE Cardinality(Asking(replica[r].view)) + Cardinality(ByzantineReplicas) > 2 * Faults

(***************************************************************************)
(* A replica has waited too long, and asks for the next view.              *)
(* Heart: it tells what is prepared.                                       *)
(* C#: Replica.On(Expire).                                                 *)
(***************************************************************************)
Expire(r) ==
    /\ replica[r].view + 1 < Views
    /\ IsWaiting(r)
    /\ Leave(r, replica[r].view + 1)

(***************************************************************************)
(* f + 1 replicas ask for a later view: a replica joins them.              *)
(* Heart: one of them is correct.                                          *)
(* C#: Replica.On(Reports<ViewChange>).                                    *)
(***************************************************************************)
Join(r, v) ==
    /\ Has("join-view-change")
    /\ v > replica[r].view
    /\ Cardinality(Asking(v)) + Cardinality(ByzantineReplicas) > Faults
    /\ Leave(r, v)

(* The slots of a replica that enters a view with these requests. *)
NewSlot(slot, n, requests) ==
    [slot EXCEPT !.preprepared = IF n <= Len(requests) /\ requests[n] # NoResult THEN requests[n] ELSE None]
Entered(state, v, requests) ==
    [state EXCEPT !.view = v, !.active = TRUE, !.slots = [n \in Numbers |-> NewSlot(state.slots[n], n, requests)]]

(***************************************************************************)
(* The primary of a view for which 2f + 1 asked begins it.                 *)
(* Heart: it proposes again what one of them tells is prepared.            *)
(* C#: Replica.On(Reports<ViewChange>).                                    *)
(***************************************************************************)
BeginView(r, requests) ==
    /\ ~replica[r].active
    /\ PrimaryOf(replica[r].view) = r
    /\ replica' = [replica EXCEPT ![r] = Entered(@, replica[r].view, requests)]
    /\ sent' = sent \cup {[type |-> "newview", from |-> r, view |-> replica[r].view, requests |-> requests]}
    /\ client' = client

(***************************************************************************)
(* The primary of a view begins it: accept its requests.                   *)
(* Heart: they follow from the view-change messages.                       *)
(* C#: Replica.On(NewView).                                                *)
(***************************************************************************)
EnterView(r, v, requests) ==
    /\ v > replica[r].view \/ (v = replica[r].view /\ ~replica[r].active)
    /\ PrimaryOf(v) # r
    /\ LET after == Entered(replica[r], v, requests)
       IN  /\ replica' = [replica EXCEPT ![r] = after]
           /\ sent' = sent \cup
                {[type |-> "prepare", from |-> r, view |-> v, number |-> n, request |-> after.slots[n].preprepared] : n \in Given(after)}
    /\ client' = client

-----------------------------------------------------------------------------
(* Which process may take which input.  C#: PbftModel.                     *)

Results == Nameable \cup {InitialValue}

Next ==
    \/ \E c \in CorrectClients : Begin(c)
    \/ \E c \in CorrectClients : Retransmit(c)
    \/ \E c \in CorrectClients : \E result \in Results : TakeReply(c, result)
    \/ \E c \in CorrectClients : \E value \in Results : TakeRead(c, value)
    \/ \E r \in CorrectReplicas : \E m \in Requests : GiveNumber(r, m)
    \/ \E r \in CorrectReplicas : \E m \in PrePrepares : AcceptNumber(r, m)
    \/ \E r \in CorrectReplicas : \E v \in 0..(Views - 1) : \E n \in Numbers : \E q \in Nameable : Prepare(r, v, n, q)
    \/ \E r \in CorrectReplicas : \E v \in 0..(Views - 1) : \E n \in Numbers : \E q \in Nameable : Commit(r, v, n, q)
    \/ \E r \in CorrectReplicas : \E m \in Decisions : BeShown(r, m)
    \/ \E r \in CorrectReplicas : \E m \in Of("readonly") : AnswerRead(r, m)
    \/ \E r \in CorrectReplicas : Expire(r)
    \/ \E r \in CorrectReplicas : \E v \in 1..(Views - 1) : Join(r, v)
    \/ \E r \in CorrectReplicas : \E requests \in Beginnings(r) : BeginView(r, requests)
    \/ \E r \in CorrectReplicas : \E v \in 1..(Views - 1) : \E requests \in NewViews(v) : EnterView(r, v, requests)

Spec == Init /\ [][Next]_vars

-----------------------------------------------------------------------------
(* What must hold.  C#: PbftProperties.                                    *)

Entries(log) == {log[i] : i \in DOMAIN log}
Waiting == {RequestOf[c] : c \in {d \in CorrectClients : ~client[d].begun}}

(* Only what a client requested is executed. *)
RequestedInv ==
    \A r \in CorrectReplicas : \A entry \in Entries(replica[r].log) :
        entry.request = NullRequest \/ (IsSigned(entry.request) /\ entry.request \notin Waiting)

(* Correct replicas execute the same in the same order, some more and some less. *)
ExecutedInv ==
    \A r, q \in CorrectReplicas : \A i \in DOMAIN replica[r].log \cap DOMAIN replica[q].log : replica[r].log[i] = replica[q].log[i]

(* No client's request takes effect twice. *)
OnceOf(log) ==
    \A i, j \in DOMAIN log :
        (log[i].result # NoResult /\ log[j].result # NoResult /\ ClientOf(log[i].request) = ClientOf(log[j].request)) => i = j
OnceInv == \A r \in CorrectReplicas : OnceOf(replica[r].log)

(* The result that a client accepts a correct replica has got by executing the request. *)
ReplyInv ==
    \A c \in CorrectClients :
        \/ client[c].answer = None
        \/ IsRead(RequestOf[c])
        \/ \E r \in CorrectReplicas : \E entry \in Entries(replica[r].log) :
              entry.request = RequestOf[c] /\ entry.result = client[c].answer

(* What is executed, and what is read, comes after everything that had been answered before it began. *)
Logs == {replica[r].log : r \in CorrectReplicas}
LongestLogs == {log \in Logs : \A other \in Logs : Len(other) <= Len(log)}

(* Where replicas have executed different things, one of the longest is taken: the first as C# writes them. *)
ResultRank(result) == IF result \in {NoResult, InitialValue} THEN 0 ELSE Rank(result)
EffectRank(entry) == IF entry.result = NoResult THEN 0 ELSE 1
Weight(entry) == (((((EffectRank(entry) * 20) + Rank(entry.request)) * 20) + entry.number) * 20) + ResultRank(entry.result)
IsEarlier(one, other) ==
    \/ one = other
    \/ \E i \in DOMAIN one : Weight(one[i]) < Weight(other[i]) /\ \A j \in 1..(i - 1) : one[j] = other[j]
Longest == CHOOSE log \in LongestLogs : \A other \in LongestLogs : IsEarlier(log, other)
WritesOf(log, value) == {i \in Writes(log) : log[i].request = value}
Position(log, value) == IF WritesOf(log, value) = {} THEN 0 ELSE Least(WritesOf(log, value))
ValueAnswered(c) == IF IsRead(RequestOf[c]) THEN client[c].answer ELSE RequestOf[c]
IsInOrder(c, log, value) ==
    /\ value = InitialValue \/ WritesOf(log, value) # {}
    /\ \A earlier \in client[c].before :
          \/ Position(log, earlier) < Position(log, value)
          \/ IsRead(RequestOf[c]) /\ Position(log, earlier) = Position(log, value)
LinearizableInv == \A c \in CorrectClients : client[c].answer = None \/ IsInOrder(c, Longest, ValueAnswered(c))
=============================================================================
