---- MODULE FabMachineFlat ----
EXTENDS Integers, Sequences, FiniteSets, TLC
CONSTANTS Rules, Parameterized, ValueOrder, Acceptors, ByzantineAcceptors, Faults, FastFaults, RequestOf, SlotCount, Parallel, ProposerOrder, ByzantineProposers, Regencies, Learners, ByzantineLearners
VARIABLES client, leader, election, acceptor, learner, sent
Has(rule_Has) == rule_Has \in Rules
Values == {ValueOrder[i] : i \in 1 .. Len(ValueOrder)}
AcceptorCount == Cardinality(Acceptors)
HalfOf(whole_HalfOf) == (whole_HalfOf + 1) \div 2
ChosenSize == HalfOf(AcceptorCount + Faults + 1)
LearnSize ==
    IF Has("two-step-quorum") THEN AcceptorCount - FastFaults
    ELSE IF Has("learn-quorum") THEN HalfOf(AcceptorCount + 3 * Faults + 1)
    ELSE ChosenSize - 1
CommitProofSize == IF Has("commit-proof-quorum") THEN ChosenSize ELSE Faults + 1
CommitSize == IF Has("commit-quorum") THEN ChosenSize ELSE Faults + 1
CertificateSize == IF Has("certificate-quorum") THEN AcceptorCount - Faults ELSE Faults + 1
MajoritySize == HalfOf(AcceptorCount - Faults + 1) + (IF Has("vouch-majority") THEN 0 ELSE 1)
NoProposal == [number |-> -1, value |-> ""]
NoProof == [number |-> -1, value |-> "", signatures |-> 0]
Rank(text_Rank) == CHOOSE place \in 1 .. Len(ValueOrder) : ValueOrder[place] = text_Rank
IsAbove(upper_IsAbove, lower_IsAbove) ==
    \/ upper_IsAbove.number > lower_IsAbove.number
    \/ upper_IsAbove.number = lower_IsAbove.number /\ upper_IsAbove.number >= 0 /\ Rank(upper_IsAbove.value) > Rank(lower_IsAbove.value)
IsValid(proof_IsValid) == proof_IsValid = NoProof \/ proof_IsValid.signatures >= CommitProofSize
AnyValue == [kind |-> "any", value |-> ""]
NoValue == [kind |-> "none", value |-> ""]
OnlyValue(value_OnlyValue) == [kind |-> "only", value |-> value_OnlyValue]
Allows(vouching_Allows, value_Allows) == vouching_Allows.kind = "any" \/ (vouching_Allows.kind = "only" /\ vouching_Allows.value = value_Allows)
Majorities(answers_Majorities, after_Majorities) ==
    {w \in Values : Cardinality({x \in answers_Majorities : x.accepted.value = w /\ x.accepted.number > after_Majorities}) >= MajoritySize}
PublishedVouching(answers_PublishedVouching, proofs_PublishedVouching) ==
    LET evidence == {q.value : q \in proofs_PublishedVouching} \cup Majorities(answers_PublishedVouching, -1)
    IN  IF evidence = {} THEN AnyValue
        ELSE IF Cardinality(evidence) = 1 THEN OnlyValue(CHOOSE w \in evidence : TRUE)
        ELSE NoValue
NewestVouching(answers_NewestVouching, proofs_NewestVouching) ==
    LET newest == CHOOSE x \in proofs_NewestVouching : \A y \in proofs_NewestVouching : x = y \/ IsAbove(x, y)
        later == IF Has("proof-wins") THEN {} ELSE Majorities(answers_NewestVouching, newest.number)
    IN  OnlyValue(IF later = {} THEN newest.value ELSE CHOOSE w \in later : TRUE)
VouchingOf(number_VouchingOf, answers_VouchingOf) ==
    LET proofs == {[number |-> x.proof.number, value |-> x.proof.value] :
                      x \in {y \in answers_VouchingOf : y.proof # NoProof /\ (Has("proof-number") \/ y.proof.number = number_VouchingOf)}}
    IN  IF proofs # {} /\ (Has("newest-evidence") \/ Has("proof-wins"))
          THEN NewestVouching(answers_VouchingOf, proofs)
          ELSE PublishedVouching(answers_VouchingOf, proofs)
NoCertificate == [number |-> 0, answers |-> 0, vouching |-> NoValue]
CertificateFrom(number_CertificateFrom, answers_CertificateFrom) ==
    LET counted == {x \in answers_CertificateFrom : IsValid(x.proof)}
    IN  [number |-> number_CertificateFrom, answers |-> Cardinality(counted), vouching |-> VouchingOf(number_CertificateFrom, counted)]
Supports(certificate_Supports, number_Supports, value_Supports) ==
    /\ certificate_Supports.number = number_Supports \/ ~Has("certificate-number")
    /\ certificate_Supports.answers = CertificateSize
    /\ Allows(certificate_Supports.vouching, value_Supports)
vars == <<client, leader, election, acceptor, learner, sent>>
Clients == DOMAIN RequestOf
Proposers == {ProposerOrder[i] : i \in 1 .. Len(ProposerOrder)}
CorrectProposers == Proposers \ ByzantineProposers
CorrectAcceptors == Acceptors \ ByzantineAcceptors
CorrectLearners == Learners \ ByzantineLearners
None == "-"          \* No request: nothing is known of the slot.
NoOp == "no-op"      \* The null request, with which a new leader fills a gap.
Forged == "forged"   \* A request that nobody made.
Initial == "0"       \* What is read before anything is written.
Places == 1 .. SlotCount
Empty == [i \in Places |-> None]
Items(sequence_Items) == {sequence_Items[i] : i \in 1 .. Len(sequence_Items)}
IsRead(c_IsRead) == RequestOf[c_IsRead] = "read"
IsWrite(c_IsWrite) == RequestOf[c_IsWrite] \notin {"read", None}
Written == {RequestOf[c] : c \in {d \in Clients : IsWrite(d)}}
HasReads == \E c \in Clients : IsRead(c)
Results == Written \cup {Forged, Initial}
IsTentative == Has("tentative-execution")
ReplySize ==
    IF ~Has("reply-quorum") THEN 1 ELSE IF Has("write-quorum") THEN 2 * Faults + 1 ELSE Faults + 1
ReadSize == IF Has("read-quorum") THEN 2 * Faults + 1 ELSE Faults + 1
FinishedSize == Faults + 1
ProposerQuorum == HalfOf(Len(ProposerOrder) + Faults + 1)
LeaderOf(regency_LeaderOf) == ProposerOrder[(regency_LeaderOf % Len(ProposerOrder)) + 1]
LastRegency == Regencies - 1
ByzantineRegencies == {r \in 0 .. LastRegency : LeaderOf(r) \in ByzantineProposers}
Leading == {p \in CorrectProposers : \E r \in 0 .. LastRegency : LeaderOf(r) = p}
Of(kind_Of) == {msg \in sent : msg.type = kind_Of}
IsEnough(correct_IsEnough, size_IsEnough) == Cardinality(correct_IsEnough \cup ByzantineAcceptors) >= size_IsEnough
AreEnough(correct_AreEnough, size_AreEnough) == Cardinality(correct_AreEnough \cup ByzantineLearners) >= size_AreEnough
Statement(slot_Statement, number_Statement, value_Statement) == [slot |-> slot_Statement, number |-> number_Statement, value |-> value_Statement]
Acceptances ==
    {Statement(msg.slot, msg.number, msg.value) : msg \in Of("accepted")} \cup
    (IF ByzantineAcceptors = {} THEN {}
     ELSE {Statement(s, n, w) : s \in 0 .. (SlotCount - 1), n \in 0 .. LastRegency, w \in Values})
Accepting(s_Accepting) == {msg.acceptor : msg \in {n \in Of("accepted") : n.slot = s_Accepting.slot /\ n.number = s_Accepting.number /\ n.value = s_Accepting.value}}
LearnersOf(slot_LearnersOf) == {msg.learner : msg \in {n \in Of("learned") : n.slot = slot_LearnersOf}}
IsFinished(slot_IsFinished) == AreEnough(LearnersOf(slot_IsFinished), FinishedSize)
ReplyStatement(slot_ReplyStatement, request_ReplyStatement, result_ReplyStatement, order_ReplyStatement) == [slot |-> slot_ReplyStatement, request |-> request_ReplyStatement, result |-> result_ReplyStatement, order |-> order_ReplyStatement]
MadeUpOrders(slot_MadeUpOrders, request_MadeUpOrders, result_MadeUpOrders) == {<<>>, [i \in 1 .. (slot_MadeUpOrders + 1) |-> IF i = slot_MadeUpOrders + 1 THEN request_MadeUpOrders ELSE result_MadeUpOrders]}
MadeUpReplies ==
    IF ByzantineLearners = {} THEN {}
    ELSE UNION {{ReplyStatement(s, w, v, o) : o \in MadeUpOrders(s, w, v)} : s \in 0 .. (SlotCount - 1), w \in Written, v \in Results}
Replies == {ReplyStatement(msg.slot, msg.request, msg.result, msg.order) : msg \in Of("reply")} \cup MadeUpReplies
Replying(r_Replying) ==
    {msg.learner : msg \in {n \in Of("reply") : n.slot = r_Replying.slot /\ n.request = r_Replying.request /\ n.result = r_Replying.result /\ n.order = r_Replying.order}}
Answering(c_Answering, value_Answering) == {msg.learner : msg \in {n \in Of("readreply") : n.client = c_Answering /\ n.value = value_Answering}}
Requested == {msg.request : msg \in Of("request")}
WasElected(regency_WasElected) == regency_WasElected = 0 \/ \E msg \in Of("elected") : msg.number = regency_WasElected
LatestRegency == CHOOSE latest \in 0 .. LastRegency : WasElected(latest) /\ \A later \in (latest + 1) .. LastRegency : ~WasElected(later)
ReportsOf(number_ReportsOf) == {msg \in Of("reports") : msg.number = number_ReportsOf}
Reporting(number_Reporting) == {msg.acceptor : msg \in ReportsOf(number_Reporting)}
RECURSIVE OneEach(_, _)
OneEach(some_OneEach, answers_OneEach) ==
    IF some_OneEach = {}
      THEN {{}}
      ELSE LET next == CHOOSE b \in some_OneEach : TRUE
               rest == OneEach(some_OneEach \ {next}, answers_OneEach)
           IN  rest \cup {choice \cup {own} : choice \in rest, own \in {msg \in answers_OneEach : msg.acceptor = next}}
Claims(upTo_Claims) == {NoProposal} \cup {[number |-> k, value |-> w] : k \in 0 .. upTo_Claims, w \in Values}
Answer(claimed_Answer) == [accepted |-> claimed_Answer, proof |-> NoProof]
Report(who_Report, number_Report, given_Report) == [type |-> "reports", acceptor |-> who_Report, number |-> number_Report, answers |-> given_Report]
Lies(liars_Lies, number_Lies) ==
    {{Report(b, number_Lies, [i \in Places |-> Answer(claim[b][i])]) : b \in liars_Lies} : claim \in [liars_Lies -> [Places -> Claims(number_Lies)]]}
Quorums(number_Quorums) ==
    LET honest == OneEach(Reporting(number_Quorums), ReportsOf(number_Quorums))
    IN  {set \in honest : Cardinality(set) = CertificateSize}
        \cup UNION {{set \cup lie : set \in {s \in honest : Cardinality(s) + Cardinality(others) = CertificateSize},
                                    lie \in Lies(others, number_Quorums)}
                    : others \in (SUBSET ByzantineAcceptors) \ {{}}}
InSlot(reports_InSlot, place_InSlot) ==
    {[acceptor |-> msg.acceptor, accepted |-> msg.answers[place_InSlot].accepted, proof |-> msg.answers[place_InSlot].proof] : msg \in reports_InSlot}
CertificateOf(number_CertificateOf, reports_CertificateOf, place_CertificateOf) == CertificateFrom(number_CertificateOf, InSlot(reports_CertificateOf, place_CertificateOf))
Certificates(number_Certificates, place_Certificates) ==
    {c \in {CertificateOf(number_Certificates, quorum, place_Certificates) : quorum \in Quorums(number_Certificates)} : c.answers = CertificateSize}
Showable(number_Showable, place_Showable) ==
    IF number_Showable = 0 THEN {}
    ELSE IF ~Has("signed-answers") THEN {[number |-> number_Showable, answers |-> CertificateSize, vouching |-> AnyValue]}
    ELSE UNION {Certificates(k, place_Showable) : k \in IF Has("certificate-number") THEN {number_Showable} ELSE 1 .. LastRegency}
ProposeMessage(slot_ProposeMessage, number_ProposeMessage, value_ProposeMessage, shown_ProposeMessage, isSigned_ProposeMessage, isInWindow_ProposeMessage) ==
    [type |-> "propose", slot |-> slot_ProposeMessage, number |-> number_ProposeMessage, value |-> value_ProposeMessage, certificate |-> shown_ProposeMessage, signed |-> isSigned_ProposeMessage,
     inWindow |-> isInWindow_ProposeMessage]
Proofs(slot_Proofs) == IF slot_Proofs < Parallel THEN {TRUE} ELSE {FALSE} \cup (IF IsFinished(slot_Proofs - Parallel) THEN {TRUE} ELSE {})
Unsigned == IF Regencies > 1 THEN {Forged, NoOp} ELSE {Forged}
MadeUpProposals(slot_MadeUpProposals, number_MadeUpProposals) ==
    {ProposeMessage(slot_MadeUpProposals, number_MadeUpProposals, w, c, w \in Requested, inWindow) :
        w \in Requested \cup Unsigned, c \in {NoCertificate} \cup Showable(number_MadeUpProposals, slot_MadeUpProposals + 1), inWindow \in Proofs(slot_MadeUpProposals)}
Proposals == Of("propose") \cup UNION {MadeUpProposals(s, r) : s \in 0 .. (SlotCount - 1), r \in ByzantineRegencies}
Queries ==
    Of("query") \cup
    {[type |-> "query", number |-> r, elected |-> WasElected(r)] :
        r \in {k \in ByzantineRegencies \ {0} : WasElected(k) \/ ~Has("election-proof")}}
NoAnswer == [slot |-> -2, result |-> None, tentative |-> FALSE]
Init ==
    /\ client = [c \in Clients |-> [sent |-> FALSE, determined |-> Empty, answer |-> NoAnswer, before |-> {}]]
    /\ leader = [p \in CorrectProposers |->
          [number |-> IF p = LeaderOf(0) THEN 0 ELSE -1, pending |-> <<>>, proposed |-> <<>>, finished |-> {}, certificates |-> <<>>,
           suspected |-> -1]]
    /\ election = 0
    /\ acceptor = [a \in CorrectAcceptors |-> [i \in Places |-> [regency |-> 0, accepted |-> NoProposal, proof |-> NoProof]]]
    /\ learner = [l \in CorrectLearners |-> [proposed |-> Empty, learned |-> Empty, log |-> <<>>, value |-> Initial]]
    /\ sent = {}
MaySend(c_MaySend) ==
    /\ IsWrite(c_MaySend)
    /\ ~client[c_MaySend].sent
Send(c_Send) ==
    /\ IsWrite(c_Send)
    /\ ~client[c_Send].sent
    /\ client' = [client EXCEPT ![c_Send].sent = TRUE]
    /\ sent' = sent \cup {[type |-> "request", client |-> c_Send, request |-> RequestOf[c_Send]]}
    /\ UNCHANGED <<leader, election, acceptor, learner>>
MayDetermine(c_MayDetermine, s_MayDetermine) ==
    /\ IsTentative
    /\ IsWrite(c_MayDetermine)
    /\ client[c_MayDetermine].answer = NoAnswer
    /\ client[c_MayDetermine].determined[s_MayDetermine.slot + 1] = None
    /\ IsEnough(Accepting(s_MayDetermine), LearnSize)
Determine(c_Determine, s_Determine) ==
    /\ IsTentative
    /\ IsWrite(c_Determine)
    /\ client[c_Determine].answer = NoAnswer
    /\ client[c_Determine].determined[s_Determine.slot + 1] = None
    /\ IsEnough(Accepting(s_Determine), LearnSize)
    /\ client' = [client EXCEPT ![c_Determine].determined[s_Determine.slot + 1] = s_Determine.value]
    /\ UNCHANGED <<leader, election, acceptor, learner, sent>>
IsDetermined(known_IsDetermined, reply_IsDetermined) ==
    \/ ~Has("determine-value")
    \/ IF Has("determine-prefix")
         THEN \A i \in 1 .. Len(reply_IsDetermined.order) : known_IsDetermined[i] = reply_IsDetermined.order[i]
         ELSE known_IsDetermined[reply_IsDetermined.slot + 1] = reply_IsDetermined.request
Finished(c_Finished, given_Finished, value_Finished) ==
    /\ client' = [client EXCEPT ![c_Finished].answer = given_Finished, ![c_Finished].determined = Empty]
    /\ sent' = sent \cup {[type |-> "completed", client |-> c_Finished, value |-> value_Finished]}
    /\ UNCHANGED <<leader, election, acceptor, learner>>
MayTakeReply(c_MayTakeReply, r_MayTakeReply) ==
    /\ client[c_MayTakeReply].sent
    /\ client[c_MayTakeReply].answer = NoAnswer
    /\ r_MayTakeReply.request = RequestOf[c_MayTakeReply]
    /\ AreEnough(Replying(r_MayTakeReply), ReplySize)
    /\ r_MayTakeReply.order = <<>> \/ IsDetermined(client[c_MayTakeReply].determined, r_MayTakeReply)
TakeReply(c_TakeReply, r_TakeReply) ==
    /\ client[c_TakeReply].sent
    /\ client[c_TakeReply].answer = NoAnswer
    /\ r_TakeReply.request = RequestOf[c_TakeReply]
    /\ AreEnough(Replying(r_TakeReply), ReplySize)
    /\ r_TakeReply.order = <<>> \/ IsDetermined(client[c_TakeReply].determined, r_TakeReply)
    /\ Finished(c_TakeReply, [slot |-> r_TakeReply.slot, result |-> r_TakeReply.result, tentative |-> r_TakeReply.order # <<>>], r_TakeReply.request)
MayBeginRead(c_MayBeginRead) ==
    /\ IsRead(c_MayBeginRead)
    /\ ~client[c_MayBeginRead].sent
BeginRead(c_BeginRead) ==
    /\ IsRead(c_BeginRead)
    /\ ~client[c_BeginRead].sent
    /\ client' = [client EXCEPT ![c_BeginRead].sent = TRUE, ![c_BeginRead].before = {msg.value : msg \in Of("completed")}]
    /\ sent' = sent \cup {[type |-> "readonly", client |-> c_BeginRead]}
    /\ UNCHANGED <<leader, election, acceptor, learner>>
MayTakeRead(c_MayTakeRead, v_MayTakeRead) ==
    /\ IsRead(c_MayTakeRead)
    /\ client[c_MayTakeRead].sent
    /\ client[c_MayTakeRead].answer = NoAnswer
    /\ AreEnough(Answering(c_MayTakeRead, v_MayTakeRead), ReadSize)
TakeRead(c_TakeRead, v_TakeRead) ==
    /\ IsRead(c_TakeRead)
    /\ client[c_TakeRead].sent
    /\ client[c_TakeRead].answer = NoAnswer
    /\ AreEnough(Answering(c_TakeRead, v_TakeRead), ReadSize)
    /\ Finished(c_TakeRead, [slot |-> -1, result |-> v_TakeRead, tentative |-> FALSE], v_TakeRead)
MayPropose(self_MayPropose) == self_MayPropose.number = 0 \/ self_MayPropose.certificates # <<>>
MayRun(self_MayRun, place_MayRun) == place_MayRun <= Parallel \/ (place_MayRun - 1 - Parallel) \in self_MayRun.finished
Obliging(self_Obliging) == {i \in 1 .. Len(self_Obliging.certificates) : self_Obliging.certificates[i].vouching.kind = "only"}
VouchedCount(self_VouchedCount) ==
    IF ~Has("adopt-vouched") \/ Obliging(self_VouchedCount) = {} THEN 0 ELSE CHOOSE i \in Obliging(self_VouchedCount) : \A j \in Obliging(self_VouchedCount) : j <= i
VouchedRequests(self_VouchedRequests) == {self_VouchedRequests.certificates[i].vouching.value : i \in {j \in Obliging(self_VouchedRequests) : j <= VouchedCount(self_VouchedRequests)}}
InRecovery(self_InRecovery, place_InRecovery) ==
    IF place_InRecovery \in Obliging(self_InRecovery) THEN self_InRecovery.certificates[place_InRecovery].vouching.value
    ELSE IF Has("fill-gaps") THEN NoOp ELSE None
QuorumsFor(p_QuorumsFor) == IF MayPropose(leader[p_QuorumsFor]) \/ leader[p_QuorumsFor].number < 0 THEN {} ELSE Quorums(leader[p_QuorumsFor].number)
RECURSIVE OnlyOf(_, _)
OnlyOf(some_OnlyOf, kept_OnlyOf) ==
    IF some_OnlyOf = <<>> THEN <<>>
    ELSE (IF Head(some_OnlyOf) \in kept_OnlyOf THEN <<Head(some_OnlyOf)>> ELSE <<>>) \o OnlyOf(Tail(some_OnlyOf), kept_OnlyOf)
RECURSIVE Filled(_)
Filled(from_Filled) ==
    LET place == Len(from_Filled.proposed) + 1
    IN  IF ~MayPropose(from_Filled) \/ place > SlotCount \/ ~MayRun(from_Filled, place) THEN from_Filled
        ELSE IF place <= VouchedCount(from_Filled)
          THEN Filled([from_Filled EXCEPT !.proposed = Append(from_Filled.proposed, InRecovery(from_Filled, place))])
        ELSE IF from_Filled.pending = <<>> THEN from_Filled
        ELSE Filled([from_Filled EXCEPT !.proposed = Append(from_Filled.proposed, Head(from_Filled.pending)), !.pending = Tail(from_Filled.pending)])
Proposed(p_Proposed, next_Proposed) ==
    LET after == Filled(next_Proposed)
        shown(i) == IF after.number = 0 THEN NoCertificate ELSE after.certificates[i]
    IN  /\ leader' = [leader EXCEPT ![p_Proposed] = after]
        /\ sent' = sent \cup {ProposeMessage(i - 1, after.number, after.proposed[i], shown(i), after.proposed[i] # NoOp, TRUE) :
                                i \in {j \in (Len(next_Proposed.proposed) + 1) .. Len(after.proposed) : after.proposed[j] # None}}
        /\ UNCHANGED <<client, election, acceptor, learner>>
MayHear(p_MayHear, m_MayHear) ==
    /\ m_MayHear.request \notin Items(leader[p_MayHear].pending) \cup Items(leader[p_MayHear].proposed) \cup VouchedRequests(leader[p_MayHear])
Hear(p_Hear, m_Hear) ==
    /\ m_Hear.request \notin Items(leader[p_Hear].pending) \cup Items(leader[p_Hear].proposed) \cup VouchedRequests(leader[p_Hear])
    /\ Proposed(p_Hear, [leader[p_Hear] EXCEPT !.pending = Append(leader[p_Hear].pending, m_Hear.request)])
MayMoveOn(p_MayMoveOn, slot_MayMoveOn) ==
    /\ slot_MayMoveOn \notin leader[p_MayMoveOn].finished
    /\ IsFinished(slot_MayMoveOn)
MoveOn(p_MoveOn, slot_MoveOn) ==
    /\ slot_MoveOn \notin leader[p_MoveOn].finished
    /\ IsFinished(slot_MoveOn)
    /\ Proposed(p_MoveOn, [leader[p_MoveOn] EXCEPT !.finished = leader[p_MoveOn].finished \cup {slot_MoveOn}])
MaySuspect(p_MaySuspect) ==
    /\ LatestRegency < LastRegency
    /\ LatestRegency > leader[p_MaySuspect].suspected
Suspect(p_Suspect) ==
    /\ LatestRegency < LastRegency
    /\ LatestRegency > leader[p_Suspect].suspected
    /\ leader' = [leader EXCEPT ![p_Suspect].suspected = LatestRegency]
    /\ sent' = sent \cup {[type |-> "suspicion", proposer |-> p_Suspect, number |-> LatestRegency]}
    /\ UNCHANGED <<client, election, acceptor, learner>>
MayBecomeLeader(p_MayBecomeLeader, m_MayBecomeLeader) ==
    /\ LeaderOf(m_MayBecomeLeader.number) = p_MayBecomeLeader
    /\ m_MayBecomeLeader.number > leader[p_MayBecomeLeader].number
BecomeLeader(p_BecomeLeader, m_BecomeLeader) ==
    /\ LeaderOf(m_BecomeLeader.number) = p_BecomeLeader
    /\ m_BecomeLeader.number > leader[p_BecomeLeader].number
    /\ leader' = [leader EXCEPT ![p_BecomeLeader].number = m_BecomeLeader.number, ![p_BecomeLeader].proposed = <<>>, ![p_BecomeLeader].certificates = <<>>,
                                ![p_BecomeLeader].pending = OnlyOf(leader[p_BecomeLeader].proposed, Written) \o leader[p_BecomeLeader].pending]
    /\ sent' = sent \cup {[type |-> "query", number |-> m_BecomeLeader.number, elected |-> TRUE]}
    /\ UNCHANGED <<client, election, acceptor, learner>>
Recover(p_Recover, reports_Recover) ==
    /\ ~MayPropose(leader[p_Recover])
    /\ \A i \in Places : CertificateOf(leader[p_Recover].number, reports_Recover, i).answers = CertificateSize
    /\ LET made == [leader[p_Recover] EXCEPT !.certificates = [i \in Places |-> CertificateOf(leader[p_Recover].number, reports_Recover, i)]]
       IN  Proposed(p_Recover, [made EXCEPT !.pending = OnlyOf(made.pending, Written \ VouchedRequests(made))])
Suspecting(regency_Suspecting) == {msg.proposer : msg \in {n \in Of("suspicion") : n.number = regency_Suspecting}}
MayElect(r_MayElect) ==
    /\ r_MayElect = election + 1
    /\ Suspecting(election) # {} \/ Cardinality(ByzantineProposers) > Faults
Elect(r_Elect) ==
    /\ r_Elect = election + 1
    /\ Suspecting(election) # {} \/ Cardinality(ByzantineProposers) > Faults
    /\ election' = r_Elect
    /\ sent' = sent \cup {[type |-> "elected", number |-> r_Elect]}
    /\ UNCHANGED <<client, leader, acceptor, learner>>
MayChange(self_MayChange, prop_MayChange) ==
    \/ prop_MayChange.number = 0
    \/ ~Has("certificate")
    \/ self_MayChange.accepted = NoProposal
    \/ self_MayChange.accepted.value = prop_MayChange.value
    \/ Supports(prop_MayChange.certificate, prop_MayChange.number, prop_MayChange.value)
MayStand(prop_MayStand) == prop_MayStand.signed \/ ~Has("signed-request") \/ (prop_MayStand.value = NoOp /\ prop_MayStand.number > 0)
MayAccept(a_MayAccept, m_MayAccept) ==
    /\ MayStand(m_MayAccept)
    /\ m_MayAccept.inWindow \/ ~Has("window")
    /\ m_MayAccept.number = acceptor[a_MayAccept][m_MayAccept.slot + 1].regency \/ ~Has("follow-regency")
    /\ acceptor[a_MayAccept][m_MayAccept.slot + 1].accepted.number # m_MayAccept.number \/ ~Has("accept-once")
    /\ MayChange(acceptor[a_MayAccept][m_MayAccept.slot + 1], m_MayAccept)
Accept(a_Accept, m_Accept) ==
    /\ MayStand(m_Accept)
    /\ m_Accept.inWindow \/ ~Has("window")
    /\ m_Accept.number = acceptor[a_Accept][m_Accept.slot + 1].regency \/ ~Has("follow-regency")
    /\ acceptor[a_Accept][m_Accept.slot + 1].accepted.number # m_Accept.number \/ ~Has("accept-once")
    /\ MayChange(acceptor[a_Accept][m_Accept.slot + 1], m_Accept)
    /\ acceptor' = [acceptor EXCEPT ![a_Accept][m_Accept.slot + 1] =
          [regency |-> IF m_Accept.number > @.regency THEN m_Accept.number ELSE @.regency,
           accepted |-> [number |-> m_Accept.number, value |-> m_Accept.value], proof |-> @.proof]]
    /\ sent' = sent \cup {[type |-> "accepted", acceptor |-> a_Accept, slot |-> m_Accept.slot, number |-> m_Accept.number, value |-> m_Accept.value]}
    /\ UNCHANGED <<client, leader, election, learner>>
MayRespond(a_MayRespond, m_MayRespond) ==
    /\ m_MayRespond.elected \/ ~Has("election-proof")
    /\ \A i \in Places : m_MayRespond.number >= acceptor[a_MayRespond][i].regency
Respond(a_Respond, m_Respond) ==
    /\ m_Respond.elected \/ ~Has("election-proof")
    /\ \A i \in Places : m_Respond.number >= acceptor[a_Respond][i].regency
    /\ acceptor' = [acceptor EXCEPT ![a_Respond] = [i \in Places |->
          [regency |-> m_Respond.number, accepted |-> acceptor[a_Respond][i].accepted, proof |-> acceptor[a_Respond][i].proof]]]
    /\ sent' = sent \cup {Report(a_Respond, m_Respond.number,
          [i \in Places |-> [accepted |-> acceptor[a_Respond][i].accepted, proof |-> acceptor[a_Respond][i].proof]])}
    /\ UNCHANGED <<client, leader, election, learner>>
Known(learned_Known) == Cardinality({i \in Places : \A j \in 1 .. i : learned_Known[j] # None})
IsRepeated(log_IsRepeated, request_IsRepeated, count_IsRepeated) == Has("execute-once") /\ \E i \in 1 .. count_IsRepeated : log_IsRepeated[i].request = request_IsRepeated
Wrong(self_Wrong) ==
    {i \in 1 .. Len(self_Wrong.log) : self_Wrong.learned[self_Wrong.log[i].slot + 1] \notin {None, self_Wrong.log[i].request}}
RolledBack(self_RolledBack) ==
    IF Wrong(self_RolledBack) = {} THEN self_RolledBack
    ELSE LET first == CHOOSE i \in Wrong(self_RolledBack) : \A j \in Wrong(self_RolledBack) : i <= j
         IN  [self_RolledBack EXCEPT !.log = SubSeq(self_RolledBack.log, 1, first - 1),
                          !.value = IF Has("roll-back") THEN self_RolledBack.log[first].before ELSE self_RolledBack.value]
RECURSIVE Executed(_, _)
Executed(from_Executed, place_Executed) ==
    LET request == IF place_Executed > SlotCount THEN None
                   ELSE IF from_Executed.learned[place_Executed] # None THEN from_Executed.learned[place_Executed] ELSE from_Executed.proposed[place_Executed]
        isIdle == request = NoOp \/ IsRepeated(from_Executed.log, request, Len(from_Executed.log))
    IN  IF place_Executed > SlotCount THEN from_Executed
        ELSE IF \E i \in 1 .. Len(from_Executed.log) : from_Executed.log[i].slot = place_Executed - 1 THEN Executed(from_Executed, place_Executed + 1)
        ELSE IF request # None
          THEN Executed([from_Executed EXCEPT !.log = Append(from_Executed.log, [slot |-> place_Executed - 1, request |-> request, before |-> from_Executed.value]),
                                     !.value = IF isIdle THEN from_Executed.value ELSE request],
                        place_Executed + 1)
        ELSE IF Has("slot-order") THEN from_Executed ELSE Executed(from_Executed, place_Executed + 1)
IsLearnedAt(self_IsLearnedAt, i_IsLearnedAt) ==
    IF Has("slot-order") THEN self_IsLearnedAt.log[i_IsLearnedAt].slot < Known(self_IsLearnedAt.learned) ELSE self_IsLearnedAt.learned[self_IsLearnedAt.log[i_IsLearnedAt].slot + 1] # None
RepliesOf(l_RepliesOf, self_RepliesOf) ==
    {[type |-> "reply", learner |-> l_RepliesOf, slot |-> self_RepliesOf.log[i].slot, request |-> self_RepliesOf.log[i].request, result |-> self_RepliesOf.log[i].before,
      order |-> IF IsLearnedAt(self_RepliesOf, i) THEN <<>> ELSE [j \in 1 .. i |-> self_RepliesOf.log[j].request]] :
        i \in {k \in 1 .. Len(self_RepliesOf.log) : self_RepliesOf.log[k].request # NoOp /\ ~IsRepeated(self_RepliesOf.log, self_RepliesOf.log[k].request, k - 1)}}
Advanced(l_Advanced, next_Advanced, messages_Advanced) ==
    LET after == Executed(RolledBack(next_Advanced), 1)
    IN  /\ learner' = [learner EXCEPT ![l_Advanced] = after]
        /\ sent' = sent \cup messages_Advanced \cup RepliesOf(l_Advanced, after)
        /\ UNCHANGED <<client, leader, election, acceptor>>
MayTrust(l_MayTrust, m_MayTrust) ==
    /\ IsTentative
    /\ MayStand(m_MayTrust)
    /\ m_MayTrust.inWindow
    /\ learner[l_MayTrust].learned[m_MayTrust.slot + 1] = None
    /\ learner[l_MayTrust].proposed[m_MayTrust.slot + 1] = None
Trust(l_Trust, m_Trust) ==
    /\ IsTentative
    /\ MayStand(m_Trust)
    /\ m_Trust.inWindow
    /\ learner[l_Trust].learned[m_Trust.slot + 1] = None
    /\ learner[l_Trust].proposed[m_Trust.slot + 1] = None
    /\ Advanced(l_Trust, [learner[l_Trust] EXCEPT !.proposed[m_Trust.slot + 1] = m_Trust.value], {})
MayLearn(l_MayLearn, s_MayLearn) ==
    /\ learner[l_MayLearn].learned[s_MayLearn.slot + 1] = None
    /\ IsEnough(Accepting(s_MayLearn), LearnSize)
Learn(l_Learn, s_Learn) ==
    /\ learner[l_Learn].learned[s_Learn.slot + 1] = None
    /\ IsEnough(Accepting(s_Learn), LearnSize)
    /\ Advanced(l_Learn, [learner[l_Learn] EXCEPT !.learned[s_Learn.slot + 1] = s_Learn.value, !.proposed[s_Learn.slot + 1] = None],
                {[type |-> "learned", learner |-> l_Learn, slot |-> s_Learn.slot]})
MayAnswerRead(l_MayAnswerRead, m_MayAnswerRead) ==
    /\ ~Has("read-settled") \/ \A i \in 1 .. Len(learner[l_MayAnswerRead].log) : learner[l_MayAnswerRead].log[i].slot < Known(learner[l_MayAnswerRead].learned)
AnswerRead(l_AnswerRead, m_AnswerRead) ==
    /\ ~Has("read-settled") \/ \A i \in 1 .. Len(learner[l_AnswerRead].log) : learner[l_AnswerRead].log[i].slot < Known(learner[l_AnswerRead].learned)
    /\ sent' = sent \cup {[type |-> "readreply", learner |-> l_AnswerRead, client |-> m_AnswerRead.client, value |-> learner[l_AnswerRead].value]}
    /\ UNCHANGED <<client, leader, election, acceptor, learner>>
Slots == 0 .. (SlotCount - 1)
Electable == 1 .. LastRegency
Next ==
    \/ \E c \in {c \in Clients : MaySend(c)} : Send(c)
    \/ \E c \in Clients : \E s \in {s \in Acceptances : MayDetermine(c, s)} : Determine(c, s)
    \/ \E c \in Clients : \E r \in {r \in Replies : MayTakeReply(c, r)} : TakeReply(c, r)
    \/ \E c \in {c \in Clients : MayBeginRead(c)} : BeginRead(c)
    \/ \E c \in Clients : \E v \in {v \in Results : MayTakeRead(c, v)} : TakeRead(c, v)
    \/ \E p \in Leading : \E m \in {m \in Of("request") : MayHear(p, m)} : Hear(p, m)
    \/ \E p \in Leading : \E slot \in {slot \in Slots : MayMoveOn(p, slot)} : MoveOn(p, slot)
    \/ \E p \in {p \in CorrectProposers : MaySuspect(p)} : Suspect(p)
    \/ \E p \in Leading : \E m \in {m \in Of("elected") : MayBecomeLeader(p, m)} : BecomeLeader(p, m)
    \/ \E p \in Leading : \E reports \in QuorumsFor(p) : Recover(p, reports)
    \/ \E r \in {r \in Electable : MayElect(r)} : Elect(r)
    \/ \E m \in Proposals : \E a \in {a \in CorrectAcceptors : MayAccept(a, m)} : Accept(a, m)
    \/ \E m \in Queries : \E a \in {a \in CorrectAcceptors : MayRespond(a, m)} : Respond(a, m)
    \/ \E m \in Proposals : \E l \in {l \in CorrectLearners : MayTrust(l, m)} : Trust(l, m)
    \/ \E s \in Acceptances : \E l \in {l \in CorrectLearners : MayLearn(l, s)} : Learn(l, s)
    \/ \E m \in Of("readonly") : \E l \in {l \in CorrectLearners : MayAnswerRead(l, m)} : AnswerRead(l, m)
RequestedInv ==
    \A l \in CorrectLearners :
        Items(learner[l].learned) \subseteq
            {None} \cup {RequestOf[c] : c \in {d \in Clients : client[d].sent}} \cup (IF Regencies > 1 THEN {NoOp} ELSE {})
OrderInv ==
    \A l, k \in CorrectLearners : \A i \in Places :
        learner[l].learned[i] = learner[k].learned[i] \/ None \in {learner[l].learned[i], learner[k].learned[i]}
ExecutedInv ==
    \A l \in CorrectLearners : \A i \in 1 .. Len(learner[l].log) :
        /\ learner[l].log[i].slot = i - 1
        /\ learner[l].learned[i] \in {None, learner[l].log[i].request}
BeforeAt(self_BeforeAt, i_BeforeAt) == IF i_BeforeAt <= Len(self_BeforeAt.log) THEN self_BeforeAt.log[i_BeforeAt].before ELSE self_BeforeAt.value
ComesAgain(self_ComesAgain, i_ComesAgain) == \E j \in 1 .. (i_ComesAgain - 1) : self_ComesAgain.log[j].request = self_ComesAgain.log[i_ComesAgain].request
RollbackInv ==
    \A l \in CorrectLearners :
        /\ BeforeAt(learner[l], 1) = Initial
        /\ \A i \in 1 .. Len(learner[l].log) :
              \/ ComesAgain(learner[l], i)
              \/ BeforeAt(learner[l], i + 1) =
                    (IF learner[l].log[i].request = NoOp THEN learner[l].log[i].before ELSE learner[l].log[i].request)
OnceInv ==
    \A l \in CorrectLearners : \A i \in 1 .. Len(learner[l].log) :
        ComesAgain(learner[l], i) => BeforeAt(learner[l], i + 1) = learner[l].log[i].before
LearnedAt(i_LearnedAt) == {learner[l].learned[i_LearnedAt] : l \in CorrectLearners} \ {None}
Agreed == [i \in Places |-> IF LearnedAt(i) = {} THEN None ELSE CHOOSE v \in LearnedAt(i) : \A w \in LearnedAt(i) : Rank(v) <= Rank(w)]
RECURSIVE ValueAfter(_, _)
ValueAfter(order_ValueAfter, count_ValueAfter) ==
    IF count_ValueAfter = 0 THEN Initial
    ELSE IF order_ValueAfter[count_ValueAfter] = NoOp \/ \E j \in 1 .. (count_ValueAfter - 1) : order_ValueAfter[j] = order_ValueAfter[count_ValueAfter] THEN ValueAfter(order_ValueAfter, count_ValueAfter - 1)
    ELSE order_ValueAfter[count_ValueAfter]
ReplyInv ==
    \A c \in Clients :
        client[c].answer.slot >= 0 =>
            LET at == client[c].answer.slot + 1
                first == {Agreed[i] : i \in 1 .. (at - 1)}
            IN  /\ Agreed[at] = None \/ (Agreed[at] = RequestOf[c] /\ RequestOf[c] \notin first)
                /\ None \in first \/ ValueAfter(Agreed, at - 1) = client[c].answer.result
PositionOf(value_PositionOf) ==
    IF value_PositionOf = Initial \/ \A i \in Places : Agreed[i] # value_PositionOf THEN 0
    ELSE CHOOSE i \in Places : Agreed[i] = value_PositionOf /\ \A j \in 1 .. (i - 1) : Agreed[j] # value_PositionOf
ReadInv ==
    \A c \in Clients :
        client[c].answer.slot = -1 =>
            /\ client[c].answer.result = Initial \/ client[c].answer.result \in Items(Agreed)
            /\ \A v \in client[c].before : PositionOf(v) <= PositionOf(client[c].answer.result)
ElectionInv == \A a \in CorrectAcceptors : \A i \in Places : acceptor[a][i].regency <= election
WindowInv ==
    \A p \in CorrectProposers : \A i \in 1 .. Len(leader[p].proposed) : i <= Parallel \/ (i - 1 - Parallel) \in leader[p].finished
====
