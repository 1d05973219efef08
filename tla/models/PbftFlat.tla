---- MODULE PbftFlat ----
EXTENDS Integers, Sequences, FiniteSets, TLC
CONSTANTS Rules, Replicas, ByzantineReplicas, Faults, Views, NumberCount, ClientOfRequest, RequestOf, Reads, NameOrder
VARIABLES client, replica, sent
vars == <<client, replica, sent>>
Has(rule_Has) == rule_Has \in Rules
N == Len(Replicas)
CorrectReplicas == {Replicas[i] : i \in 1..N} \ ByzantineReplicas
CorrectClients == DOMAIN RequestOf
Numbers == 1..NumberCount
PrimaryOf(v_PrimaryOf) == Replicas[(v_PrimaryOf % N) + 1]
None == "-"          \* No request, or no answer.
NoResult == ""       \* That of a request without effect.
InitialValue == "0"  \* That of the register.
Forged == "forged"   \* A request that no client has signed.
NullRequest == "null"
NoCertificate == [view |-> -1, number |-> 0, request |-> None, signatures |-> 0]
Nameable == {NameOrder[i] : i \in 1..Len(NameOrder)}
Rank(q_Rank) == CHOOSE i \in 1..Len(NameOrder) : NameOrder[i] = q_Rank
IsSigned(q_IsSigned) == q_IsSigned \in DOMAIN ClientOfRequest
ClientOf(q_ClientOf) == IF IsSigned(q_ClientOf) THEN ClientOfRequest[q_ClientOf] ELSE None
IsRead(q_IsRead) == q_IsRead \in Reads
PrepareSize == IF Has("prepare-quorum") THEN 2 * Faults ELSE Faults
CertificateSize == PrepareSize + 1
CommitSize == IF Has("commit-quorum") THEN (2 * Faults) + 1 ELSE Faults + 1
ViewChangeSize == IF Has("view-change-quorum") THEN (2 * Faults) + 1 ELSE Faults + 1
ReplySize == IF ~Has("reply-quorum") THEN 1 ELSE IF Has("write-quorum") THEN (2 * Faults) + 1 ELSE Faults + 1
ReadSize == IF Has("read-quorum") THEN (2 * Faults) + 1 ELSE Faults + 1
Of(kind_Of) == {msg \in sent : msg.type = kind_Of}
Preparing(v_Preparing, n_Preparing, q_Preparing) == {m.from : m \in {p \in Of("prepare") : p.view = v_Preparing /\ p.number = n_Preparing /\ p.request = q_Preparing}}
Committing(v_Committing, n_Committing, q_Committing) == {m.from : m \in {p \in Of("commit") : p.view = v_Committing /\ p.number = n_Committing /\ p.request = q_Committing}}
Replying(q_Replying, result_Replying) == {m.from : m \in {p \in Of("reply") : p.request = q_Replying /\ p.result = result_Replying}} \cup ByzantineReplicas
Reading(q_Reading, value_Reading) == {m.from : m \in {p \in Of("readreply") : p.request = q_Reading /\ p.value = value_Reading}} \cup ByzantineReplicas
Backups(v_Backups, signers_Backups) == IF Has("prepares-of-backups") THEN signers_Backups \ {PrimaryOf(v_Backups)} ELSE signers_Backups
Writes(log_Writes) == {i \in DOMAIN log_Writes : log_Writes[i].result # NoResult /\ ~IsRead(log_Writes[i].request)}
ValueOf(log_ValueOf) ==
    IF Writes(log_ValueOf) = {} THEN InitialValue
    ELSE log_ValueOf[CHOOSE i \in Writes(log_ValueOf) : \A j \in Writes(log_ValueOf) : j <= i].request
IsOld(log_IsOld, q_IsOld) == \E i \in DOMAIN log_IsOld : log_IsOld[i].result # NoResult /\ ClientOf(log_IsOld[i].request) = ClientOf(q_IsOld)
HasEffect(log_HasEffect, q_HasEffect) == q_HasEffect # NullRequest /\ (~Has("execute-once") \/ ~IsOld(log_HasEffect, q_HasEffect))
WithExecuted(log_WithExecuted, n_WithExecuted, q_WithExecuted) ==
    Append(log_WithExecuted, [number |-> n_WithExecuted, request |-> q_WithExecuted, result |-> IF HasEffect(log_WithExecuted, q_WithExecuted) THEN ValueOf(log_WithExecuted) ELSE NoResult])
Ready(state_Ready) ==
    {n \in Numbers :
        /\ state_Ready.slots[n].committed # None
        /\ \A i \in DOMAIN state_Ready.log : state_Ready.log[i].number # n
        /\ ~Has("execute-in-order") \/ n = Len(state_Ready.log) + 1}
Least(numbers_Least) == CHOOSE n \in numbers_Least : \A other \in numbers_Least : n <= other
RECURSIVE Executing(_)
Executing(state_Executing) ==
    IF Ready(state_Executing) = {} THEN state_Executing
    ELSE Executing([state_Executing EXCEPT !.log = WithExecuted(@, Least(Ready(state_Executing)), state_Executing.slots[Least(Ready(state_Executing))].committed)])
Requests ==
    Of("request") \cup
    {[type |-> "request", from |-> ClientOf(q), request |-> q] :
        q \in {p \in DOMAIN ClientOfRequest : ClientOf(p) \notin CorrectClients}}
SignedRequests == {m.request : m \in Requests}
PrePrepares ==
    Of("preprepare") \cup
    {[type |-> "preprepare", from |-> PrimaryOf(v), view |-> v, number |-> n, request |-> q] :
        v \in {w \in 0..(Views - 1) : PrimaryOf(w) \in ByzantineReplicas}, n \in Numbers, q \in SignedRequests \cup {Forged, NullRequest}}
IsShowable(n_IsShowable, q_IsShowable) ==
    \E v \in 0..(Views - 1) : Cardinality(Committing(v, n_IsShowable, q_IsShowable)) + Cardinality(ByzantineReplicas) >= CommitSize
Decisions ==
    Of("decided") \cup
    {[type |-> "decided", from |-> b, number |-> n, request |-> q] :
        b \in ByzantineReplicas, n \in Numbers, q \in {p \in Nameable : \E k \in Numbers : IsShowable(k, p)}}
Signatures(v_Signatures, n_Signatures, q_Signatures) ==
    Cardinality(Preparing(v_Signatures, n_Signatures, q_Signatures)) + Cardinality(ByzantineReplicas \ {PrimaryOf(v_Signatures)})
    + (IF Preparing(v_Signatures, n_Signatures, q_Signatures) # {} \/ PrimaryOf(v_Signatures) \in ByzantineReplicas THEN 1 ELSE 0)
Provable(v_Provable) ==
    {[view |-> w, number |-> n, request |-> q] : w \in 0..(v_Provable - 1), n \in Numbers, q \in Nameable}
Tellable(v_Tellable) == {c \in Provable(v_Tellable) : ~Has("certificate-proof") \/ Signatures(c.view, c.number, c.request) >= CertificateSize}
Lies(v_Lies) == {told \in SUBSET Tellable(v_Lies) : \A one, other \in told : one.number = other.number => one = other}
Asked(v_Asked) == {m \in Of("viewchange") : m.view = v_Asked}
Asking(v_Asking) == {m.from : m \in Asked(v_Asking)}
Plain(certificate_Plain) == [view |-> certificate_Plain.view, number |-> certificate_Plain.number, request |-> certificate_Plain.request]
Told(messages_Told) == {Plain(c) : c \in UNION {m.prepared : m \in messages_Told}}
IsBefore(one_IsBefore, other_IsBefore) ==
    \/ one_IsBefore.view = other_IsBefore.view /\ Rank(one_IsBefore.request) <= Rank(other_IsBefore.request)
    \/ Has("highest-view") /\ one_IsBefore.view > other_IsBefore.view
    \/ ~Has("highest-view") /\ one_IsBefore.view < other_IsBefore.view
Foremost(certificates_Foremost) == CHOOSE c \in certificates_Foremost : \A other \in certificates_Foremost : IsBefore(c, other)
RequestAt(certificates_RequestAt) ==
    IF certificates_RequestAt = {} THEN (IF Has("null-requests") THEN NullRequest ELSE NoResult) ELSE Foremost(certificates_RequestAt).request
Last(told_Last) == IF told_Last = {} THEN 0 ELSE CHOOSE n \in {c.number : c \in told_Last} : \A c \in told_Last : c.number <= n
RequestsOf(told_RequestsOf) == [n \in 1..Last(told_RequestsOf) |-> RequestAt({c \in told_RequestsOf : c.number = n})]
WithLies(v_WithLies, correct_WithLies) ==
    IF ByzantineReplicas = {} \/ Cardinality(correct_WithLies) + Cardinality(ByzantineReplicas) < ViewChangeSize THEN {}
    ELSE {RequestsOf(Told(correct_WithLies) \cup lie) : lie \in Lies(v_WithLies)}
WithoutLies(correct_WithoutLies) == IF Cardinality(correct_WithoutLies) < ViewChangeSize THEN {} ELSE {RequestsOf(Told(correct_WithoutLies))}
BeginningsWith(v_BeginningsWith, correct_BeginningsWith) == WithLies(v_BeginningsWith, correct_BeginningsWith) \cup WithoutLies(correct_BeginningsWith)
AllBeginnings(v_AllBeginnings) == UNION {BeginningsWith(v_AllBeginnings, correct) : correct \in SUBSET Asked(v_AllBeginnings)}
Beginnings(r_Beginnings) ==
    UNION {BeginningsWith(replica[r_Beginnings].view, correct) :
        correct \in {some \in SUBSET Asked(replica[r_Beginnings].view) : \E m \in some : m.from = r_Beginnings}}
Sequences == UNION {[1..n -> SignedRequests \cup {Forged, NullRequest}] : n \in 0..NumberCount}
ByzantineBeginnings(v_ByzantineBeginnings) ==
    IF PrimaryOf(v_ByzantineBeginnings) \notin ByzantineReplicas \/ AllBeginnings(v_ByzantineBeginnings) = {} THEN {}
    ELSE IF Has("verify-new-view") THEN AllBeginnings(v_ByzantineBeginnings) ELSE AllBeginnings(v_ByzantineBeginnings) \cup Sequences
NewViews(v_NewViews) ==
    {m.requests : m \in {p \in Of("newview") : p.view = v_NewViews}} \cup ByzantineBeginnings(v_NewViews)
EmptySlot == [preprepared |-> None, prepared |-> NoCertificate, committed |-> None]
Init ==
    /\ client = [c \in CorrectClients |-> [begun |-> FALSE, ordered |-> FALSE, answer |-> None, before |-> {}]]
    /\ replica = [r \in CorrectReplicas |-> [view |-> 0, active |-> TRUE, slots |-> [n \in Numbers |-> EmptySlot], log |-> <<>>]]
    /\ sent = {}
Completed == {m.value : m \in Of("completed")}
MayBegin(c_MayBegin) ==
    /\ ~client[c_MayBegin].begun
Begin(c_Begin) ==
    /\ ~client[c_Begin].begun
    /\ client' = [client EXCEPT ![c_Begin].begun = TRUE, ![c_Begin].before = Completed]
    /\ sent' = sent \cup
         {[type |-> (IF IsRead(RequestOf[c_Begin]) THEN "readonly" ELSE "request"), from |-> c_Begin, request |-> RequestOf[c_Begin]]}
    /\ replica' = replica
MayRetransmit(c_MayRetransmit) ==
    /\ IsRead(RequestOf[c_MayRetransmit])
    /\ client[c_MayRetransmit].begun
    /\ client[c_MayRetransmit].answer = None
    /\ ~client[c_MayRetransmit].ordered
Retransmit(c_Retransmit) ==
    /\ IsRead(RequestOf[c_Retransmit])
    /\ client[c_Retransmit].begun
    /\ client[c_Retransmit].answer = None
    /\ ~client[c_Retransmit].ordered
    /\ client' = [client EXCEPT ![c_Retransmit].ordered = TRUE]
    /\ sent' = sent \cup {[type |-> "request", from |-> c_Retransmit, request |-> RequestOf[c_Retransmit]]}
    /\ replica' = replica
MayFinish(c_MayFinish, result_MayFinish) ==
    /\ client[c_MayFinish].begun
    /\ client[c_MayFinish].answer = None
Finish(c_Finish, result_Finish) ==
    /\ client[c_Finish].begun
    /\ client[c_Finish].answer = None
    /\ client' = [client EXCEPT ![c_Finish].answer = result_Finish]
    /\ sent' = sent \cup {[type |-> "completed", from |-> c_Finish, value |-> IF IsRead(RequestOf[c_Finish]) THEN result_Finish ELSE RequestOf[c_Finish]]}
    /\ replica' = replica
MayTakeReply(c_MayTakeReply, result_MayTakeReply) ==
    /\ Cardinality(Replying(RequestOf[c_MayTakeReply], result_MayTakeReply)) >= ReplySize
    /\ MayFinish(c_MayTakeReply, result_MayTakeReply)
TakeReply(c_TakeReply, result_TakeReply) ==
    /\ Cardinality(Replying(RequestOf[c_TakeReply], result_TakeReply)) >= ReplySize
    /\ Finish(c_TakeReply, result_TakeReply)
MayTakeRead(c_MayTakeRead, value_MayTakeRead) ==
    /\ IsRead(RequestOf[c_MayTakeRead])
    /\ Cardinality(Reading(RequestOf[c_MayTakeRead], value_MayTakeRead)) >= ReadSize
    /\ MayFinish(c_MayTakeRead, value_MayTakeRead)
TakeRead(c_TakeRead, value_TakeRead) ==
    /\ IsRead(RequestOf[c_TakeRead])
    /\ Cardinality(Reading(RequestOf[c_TakeRead], value_TakeRead)) >= ReadSize
    /\ Finish(c_TakeRead, value_TakeRead)
TakesPart(r_TakesPart, v_TakesPart) ==
    \/ replica[r_TakesPart].active /\ replica[r_TakesPart].view = v_TakesPart
    \/ ~replica[r_TakesPart].active /\ ~Has("stop-in-view-change") /\ v_TakesPart = replica[r_TakesPart].view - 1
Given(state_Given) == {n \in Numbers : state_Given.slots[n].preprepared # None}
NextNumber(state_NextNumber) == IF Given(state_NextNumber) = {} THEN 1 ELSE (CHOOSE n \in Given(state_NextNumber) : \A other \in Given(state_NextNumber) : other <= n) + 1
MayGiveNumber(r_MayGiveNumber, m_MayGiveNumber) ==
    /\ replica[r_MayGiveNumber].active
    /\ PrimaryOf(replica[r_MayGiveNumber].view) = r_MayGiveNumber
    /\ NextNumber(replica[r_MayGiveNumber]) \in Numbers
    /\ \A n \in Numbers : replica[r_MayGiveNumber].slots[n].preprepared # m_MayGiveNumber.request
    /\ \A i \in DOMAIN replica[r_MayGiveNumber].log : replica[r_MayGiveNumber].log[i].request # m_MayGiveNumber.request
GiveNumber(r_GiveNumber, m_GiveNumber) ==
    /\ replica[r_GiveNumber].active
    /\ PrimaryOf(replica[r_GiveNumber].view) = r_GiveNumber
    /\ NextNumber(replica[r_GiveNumber]) \in Numbers
    /\ \A n \in Numbers : replica[r_GiveNumber].slots[n].preprepared # m_GiveNumber.request
    /\ \A i \in DOMAIN replica[r_GiveNumber].log : replica[r_GiveNumber].log[i].request # m_GiveNumber.request
    /\ replica' = [replica EXCEPT ![r_GiveNumber].slots[NextNumber(replica[r_GiveNumber])].preprepared = m_GiveNumber.request]
    /\ sent' = sent \cup
         {[type |-> "preprepare", from |-> r_GiveNumber, view |-> replica[r_GiveNumber].view, number |-> NextNumber(replica[r_GiveNumber]), request |-> m_GiveNumber.request]}
    /\ client' = client
MayAcceptNumber(r_MayAcceptNumber, m_MayAcceptNumber) ==
    /\ m_MayAcceptNumber.from = PrimaryOf(m_MayAcceptNumber.view)
    /\ m_MayAcceptNumber.from # r_MayAcceptNumber
    /\ TakesPart(r_MayAcceptNumber, m_MayAcceptNumber.view)
    /\ IsSigned(m_MayAcceptNumber.request) \/ ~Has("client-signature")
    /\ replica[r_MayAcceptNumber].slots[m_MayAcceptNumber.number].preprepared # m_MayAcceptNumber.request
    /\ replica[r_MayAcceptNumber].slots[m_MayAcceptNumber.number].preprepared = None \/ ~Has("one-request")
AcceptNumber(r_AcceptNumber, m_AcceptNumber) ==
    /\ m_AcceptNumber.from = PrimaryOf(m_AcceptNumber.view)
    /\ m_AcceptNumber.from # r_AcceptNumber
    /\ TakesPart(r_AcceptNumber, m_AcceptNumber.view)
    /\ IsSigned(m_AcceptNumber.request) \/ ~Has("client-signature")
    /\ replica[r_AcceptNumber].slots[m_AcceptNumber.number].preprepared # m_AcceptNumber.request
    /\ replica[r_AcceptNumber].slots[m_AcceptNumber.number].preprepared = None \/ ~Has("one-request")
    /\ replica' = [replica EXCEPT ![r_AcceptNumber].slots[m_AcceptNumber.number].preprepared = m_AcceptNumber.request]
    /\ sent' = sent \cup {[type |-> "prepare", from |-> r_AcceptNumber, view |-> m_AcceptNumber.view, number |-> m_AcceptNumber.number, request |-> m_AcceptNumber.request]}
    /\ client' = client
IsPreparedIn(slot_IsPreparedIn, v_IsPreparedIn, q_IsPreparedIn) == slot_IsPreparedIn.prepared.view = v_IsPreparedIn /\ slot_IsPreparedIn.prepared.request = q_IsPreparedIn
MayPrepare(r_MayPrepare, v_MayPrepare, n_MayPrepare, q_MayPrepare) ==
    /\ TakesPart(r_MayPrepare, v_MayPrepare)
    /\ replica[r_MayPrepare].slots[n_MayPrepare].preprepared = q_MayPrepare
    /\ ~IsPreparedIn(replica[r_MayPrepare].slots[n_MayPrepare], v_MayPrepare, q_MayPrepare)
    /\ Cardinality(Backups(v_MayPrepare, Preparing(v_MayPrepare, n_MayPrepare, q_MayPrepare) \cup ByzantineReplicas)) >= PrepareSize
Prepare(r_Prepare, v_Prepare, n_Prepare, q_Prepare) ==
    /\ TakesPart(r_Prepare, v_Prepare)
    /\ replica[r_Prepare].slots[n_Prepare].preprepared = q_Prepare
    /\ ~IsPreparedIn(replica[r_Prepare].slots[n_Prepare], v_Prepare, q_Prepare)
    /\ Cardinality(Backups(v_Prepare, Preparing(v_Prepare, n_Prepare, q_Prepare) \cup ByzantineReplicas)) >= PrepareSize
    /\ replica' = [replica EXCEPT ![r_Prepare].slots[n_Prepare].prepared =
         [view |-> v_Prepare, number |-> n_Prepare, request |-> q_Prepare, signatures |-> CertificateSize]]
    /\ sent' = sent \cup {[type |-> "commit", from |-> r_Prepare, view |-> v_Prepare, number |-> n_Prepare, request |-> q_Prepare]}
    /\ client' = client
RepliesOf(r_RepliesOf, before_RepliesOf, after_RepliesOf) ==
    {[type |-> "reply", from |-> r_RepliesOf, request |-> after_RepliesOf.log[i].request, result |-> after_RepliesOf.log[i].result] :
        i \in {j \in (Len(before_RepliesOf.log) + 1)..Len(after_RepliesOf.log) : after_RepliesOf.log[j].result # NoResult}}
DecisionsOf(r_DecisionsOf, before_DecisionsOf, after_DecisionsOf) ==
    IF ~Has("show-commits") THEN {}
    ELSE {[type |-> "decided", from |-> r_DecisionsOf, number |-> after_DecisionsOf.log[i].number, request |-> after_DecisionsOf.log[i].request] :
             i \in (Len(before_DecisionsOf.log) + 1)..Len(after_DecisionsOf.log)}
MayCommitAt(r_MayCommitAt, n_MayCommitAt, q_MayCommitAt) ==
    /\ replica[r_MayCommitAt].slots[n_MayCommitAt].committed = None
CommitAt(r_CommitAt, n_CommitAt, q_CommitAt) ==
    /\ replica[r_CommitAt].slots[n_CommitAt].committed = None
    /\ LET after == Executing([replica[r_CommitAt] EXCEPT !.slots[n_CommitAt].committed = q_CommitAt])
       IN  /\ replica' = [replica EXCEPT ![r_CommitAt] = after]
           /\ sent' = sent \cup RepliesOf(r_CommitAt, replica[r_CommitAt], after) \cup DecisionsOf(r_CommitAt, replica[r_CommitAt], after)
    /\ client' = client
MayCommit(r_MayCommit, v_MayCommit, n_MayCommit, q_MayCommit) ==
    /\ TakesPart(r_MayCommit, v_MayCommit)
    /\ IsPreparedIn(replica[r_MayCommit].slots[n_MayCommit], v_MayCommit, q_MayCommit)
    /\ Cardinality(Committing(v_MayCommit, n_MayCommit, q_MayCommit) \cup ByzantineReplicas) >= CommitSize
    /\ MayCommitAt(r_MayCommit, n_MayCommit, q_MayCommit)
Commit(r_Commit, v_Commit, n_Commit, q_Commit) ==
    /\ TakesPart(r_Commit, v_Commit)
    /\ IsPreparedIn(replica[r_Commit].slots[n_Commit], v_Commit, q_Commit)
    /\ Cardinality(Committing(v_Commit, n_Commit, q_Commit) \cup ByzantineReplicas) >= CommitSize
    /\ CommitAt(r_Commit, n_Commit, q_Commit)
MayBeShown(r_MayBeShown, m_MayBeShown) ==
    /\ Has("show-commits")
    /\ m_MayBeShown.from \in CorrectReplicas \/ IsShowable(m_MayBeShown.number, m_MayBeShown.request)
    /\ MayCommitAt(r_MayBeShown, m_MayBeShown.number, m_MayBeShown.request)
BeShown(r_BeShown, m_BeShown) ==
    /\ Has("show-commits")
    /\ m_BeShown.from \in CorrectReplicas \/ IsShowable(m_BeShown.number, m_BeShown.request)
    /\ CommitAt(r_BeShown, m_BeShown.number, m_BeShown.request)
AnswerRead(r_AnswerRead, m_AnswerRead) ==
    /\ sent' = sent \cup {[type |-> "readreply", from |-> r_AnswerRead, request |-> m_AnswerRead.request, value |-> ValueOf(replica[r_AnswerRead].log)]}
    /\ UNCHANGED <<client, replica>>
Certified(r_Certified) == {replica[r_Certified].slots[n].prepared : n \in Numbers} \ {NoCertificate}
Leave(r_Leave, v_Leave) ==
    /\ replica' = [replica EXCEPT ![r_Leave].view = v_Leave, ![r_Leave].active = FALSE]
    /\ sent' = sent \cup
         {[type |-> "viewchange", from |-> r_Leave, view |-> v_Leave, prepared |-> IF Has("carry-prepared") THEN Certified(r_Leave) ELSE {}]}
    /\ client' = client
IsWaiting(r_IsWaiting) ==
    IF replica[r_IsWaiting].active
      THEN \E q \in SignedRequests : \A i \in DOMAIN replica[r_IsWaiting].log : replica[r_IsWaiting].log[i].request # q
      ELSE Cardinality(Asking(replica[r_IsWaiting].view)) + Cardinality(ByzantineReplicas) > 2 * Faults
MayExpire(r_MayExpire) ==
    /\ replica[r_MayExpire].view + 1 < Views
    /\ IsWaiting(r_MayExpire)
Expire(r_Expire) ==
    /\ replica[r_Expire].view + 1 < Views
    /\ IsWaiting(r_Expire)
    /\ Leave(r_Expire, replica[r_Expire].view + 1)
MayJoin(r_MayJoin, v_MayJoin) ==
    /\ Has("join-view-change")
    /\ v_MayJoin > replica[r_MayJoin].view
    /\ Cardinality(Asking(v_MayJoin)) + Cardinality(ByzantineReplicas) > Faults
Join(r_Join, v_Join) ==
    /\ Has("join-view-change")
    /\ v_Join > replica[r_Join].view
    /\ Cardinality(Asking(v_Join)) + Cardinality(ByzantineReplicas) > Faults
    /\ Leave(r_Join, v_Join)
NewSlot(slot_NewSlot, n_NewSlot, requests_NewSlot) ==
    [slot_NewSlot EXCEPT !.preprepared = IF n_NewSlot <= Len(requests_NewSlot) /\ requests_NewSlot[n_NewSlot] # NoResult THEN requests_NewSlot[n_NewSlot] ELSE None]
Entered(state_Entered, v_Entered, requests_Entered) ==
    [state_Entered EXCEPT !.view = v_Entered, !.active = TRUE, !.slots = [n \in Numbers |-> NewSlot(state_Entered.slots[n], n, requests_Entered)]]
MayBeginView(r_MayBeginView, requests_MayBeginView) ==
    /\ ~replica[r_MayBeginView].active
    /\ PrimaryOf(replica[r_MayBeginView].view) = r_MayBeginView
BeginView(r_BeginView, requests_BeginView) ==
    /\ ~replica[r_BeginView].active
    /\ PrimaryOf(replica[r_BeginView].view) = r_BeginView
    /\ replica' = [replica EXCEPT ![r_BeginView] = Entered(@, replica[r_BeginView].view, requests_BeginView)]
    /\ sent' = sent \cup {[type |-> "newview", from |-> r_BeginView, view |-> replica[r_BeginView].view, requests |-> requests_BeginView]}
    /\ client' = client
MayEnterView(r_MayEnterView, v_MayEnterView, requests_MayEnterView) ==
    /\ v_MayEnterView > replica[r_MayEnterView].view \/ (v_MayEnterView = replica[r_MayEnterView].view /\ ~replica[r_MayEnterView].active)
    /\ PrimaryOf(v_MayEnterView) # r_MayEnterView
EnterView(r_EnterView, v_EnterView, requests_EnterView) ==
    /\ v_EnterView > replica[r_EnterView].view \/ (v_EnterView = replica[r_EnterView].view /\ ~replica[r_EnterView].active)
    /\ PrimaryOf(v_EnterView) # r_EnterView
    /\ LET after == Entered(replica[r_EnterView], v_EnterView, requests_EnterView)
       IN  /\ replica' = [replica EXCEPT ![r_EnterView] = after]
           /\ sent' = sent \cup
                {[type |-> "prepare", from |-> r_EnterView, view |-> v_EnterView, number |-> n, request |-> after.slots[n].preprepared] : n \in Given(after)}
    /\ client' = client
Results == Nameable \cup {InitialValue}
Next ==
    \/ \E c \in {c \in CorrectClients : MayBegin(c)} : Begin(c)
    \/ \E c \in {c \in CorrectClients : MayRetransmit(c)} : Retransmit(c)
    \/ \E c \in CorrectClients : \E result \in {result \in Results : MayTakeReply(c, result)} : TakeReply(c, result)
    \/ \E c \in CorrectClients : \E value \in {value \in Results : MayTakeRead(c, value)} : TakeRead(c, value)
    \/ \E r \in CorrectReplicas : \E m \in {m \in Requests : MayGiveNumber(r, m)} : GiveNumber(r, m)
    \/ \E r \in CorrectReplicas : \E m \in {m \in PrePrepares : MayAcceptNumber(r, m)} : AcceptNumber(r, m)
    \/ \E r \in CorrectReplicas : \E v \in 0..(Views - 1) : \E n \in Numbers : \E q \in {q \in Nameable : MayPrepare(r, v, n, q)} : Prepare(r, v, n, q)
    \/ \E r \in CorrectReplicas : \E v \in 0..(Views - 1) : \E n \in Numbers : \E q \in {q \in Nameable : MayCommit(r, v, n, q)} : Commit(r, v, n, q)
    \/ \E r \in CorrectReplicas : \E m \in {m \in Decisions : MayBeShown(r, m)} : BeShown(r, m)
    \/ \E r \in CorrectReplicas : \E m \in Of("readonly") : AnswerRead(r, m)
    \/ \E r \in {r \in CorrectReplicas : MayExpire(r)} : Expire(r)
    \/ \E r \in CorrectReplicas : \E v \in 1..(Views - 1) : Join(r, v)
    \/ \E r \in CorrectReplicas : \E requests \in {requests \in Beginnings(r) : MayBeginView(r, requests)} : BeginView(r, requests)
    \/ \E r \in CorrectReplicas : \E v \in 1..(Views - 1) : \E requests \in {requests \in NewViews(v) : MayEnterView(r, v, requests)} : EnterView(r, v, requests)
Entries(log_Entries) == {log_Entries[i] : i \in DOMAIN log_Entries}
Waiting == {RequestOf[c] : c \in {d \in CorrectClients : ~client[d].begun}}
RequestedInv ==
    \A r \in CorrectReplicas : \A entry \in Entries(replica[r].log) :
        entry.request = NullRequest \/ (IsSigned(entry.request) /\ entry.request \notin Waiting)
ExecutedInv ==
    \A r, q \in CorrectReplicas : \A i \in DOMAIN replica[r].log \cap DOMAIN replica[q].log : replica[r].log[i] = replica[q].log[i]
OnceOf(log_OnceOf) ==
    \A i, j \in DOMAIN log_OnceOf :
        (log_OnceOf[i].result # NoResult /\ log_OnceOf[j].result # NoResult /\ ClientOf(log_OnceOf[i].request) = ClientOf(log_OnceOf[j].request)) => i = j
OnceInv == \A r \in CorrectReplicas : OnceOf(replica[r].log)
ReplyInv ==
    \A c \in CorrectClients :
        \/ client[c].answer = None
        \/ IsRead(RequestOf[c])
        \/ \E r \in CorrectReplicas : \E entry \in Entries(replica[r].log) :
              entry.request = RequestOf[c] /\ entry.result = client[c].answer
Logs == {replica[r].log : r \in CorrectReplicas}
LongestLogs == {log \in Logs : \A other \in Logs : Len(other) <= Len(log)}
ResultRank(result_ResultRank) == IF result_ResultRank \in {NoResult, InitialValue} THEN 0 ELSE Rank(result_ResultRank)
EffectRank(entry_EffectRank) == IF entry_EffectRank.result = NoResult THEN 0 ELSE 1
Weight(entry_Weight) == (((((EffectRank(entry_Weight) * 20) + Rank(entry_Weight.request)) * 20) + entry_Weight.number) * 20) + ResultRank(entry_Weight.result)
IsEarlier(one_IsEarlier, other_IsEarlier) ==
    \/ one_IsEarlier = other_IsEarlier
    \/ \E i \in DOMAIN one_IsEarlier : Weight(one_IsEarlier[i]) < Weight(other_IsEarlier[i]) /\ \A j \in 1..(i - 1) : one_IsEarlier[j] = other_IsEarlier[j]
Longest == CHOOSE log \in LongestLogs : \A other \in LongestLogs : IsEarlier(log, other)
WritesOf(log_WritesOf, value_WritesOf) == {i \in Writes(log_WritesOf) : log_WritesOf[i].request = value_WritesOf}
Position(log_Position, value_Position) == IF WritesOf(log_Position, value_Position) = {} THEN 0 ELSE Least(WritesOf(log_Position, value_Position))
ValueAnswered(c_ValueAnswered) == IF IsRead(RequestOf[c_ValueAnswered]) THEN client[c_ValueAnswered].answer ELSE RequestOf[c_ValueAnswered]
IsInOrder(c_IsInOrder, log_IsInOrder, value_IsInOrder) ==
    /\ value_IsInOrder = InitialValue \/ WritesOf(log_IsInOrder, value_IsInOrder) # {}
    /\ \A earlier \in client[c_IsInOrder].before :
          \/ Position(log_IsInOrder, earlier) < Position(log_IsInOrder, value_IsInOrder)
          \/ IsRead(RequestOf[c_IsInOrder]) /\ Position(log_IsInOrder, earlier) = Position(log_IsInOrder, value_IsInOrder)
LinearizableInv == \A c \in CorrectClients : client[c].answer = None \/ IsInOrder(c, Longest, ValueAnswered(c))
====
