----------------------------- MODULE FabMachine -----------------------------
(***************************************************************************)
(* State machine replication over FaB Paxos (Martin, Alvisi: Fast          *)
(* Byzantine Consensus, section VII), action for action as in              *)
(* Impl/FabMachine: each action below is one handler there, which names it *)
(* ("TLA+: Accept"), and each guard is one predicate there.                *)
(*                                                                         *)
(* An instance of FaB Paxos for each slot of a sequence of requests.  The  *)
(* machine is a register; a write returns what it overwrites.  When the    *)
(* leader changes, one query asks for all slots.                           *)
(*                                                                         *)
(* A state here is a state there: what every correct process has come to,  *)
(* and what was sent.  Messages are never lost from "sent" and may be      *)
(* delivered any number of times, in any order, or never.  Byzantine       *)
(* processes have no state: what they could send is computed from what was *)
(* signed, and taken as sent.  The loss of state is not here.              *)
(*                                                                         *)
(* Slots and regencies are counted from 0, as there; in the sequences here *)
(* slot i is at i + 1.                                                     *)
(***************************************************************************)
EXTENDS ProgressCertificates

CONSTANTS
    RequestOf,           \* Each client's request: the value that it writes, "read", or "-": a function.
    SlotCount,           \* How many slots there are.
    Parallel,            \* k: how many instances may run in parallel.
    ProposerOrder,       \* All proposers, in the order in which they lead: a sequence.
    ByzantineProposers,  \* Those of them that are Byzantine.
    Regencies,           \* How many regencies there are.
    Learners,            \* All learners.
    ByzantineLearners    \* Those of them that are Byzantine.

VARIABLES
    client,    \* The state of each client.
    leader,    \* The state of each correct proposer.
    election,  \* The regency whose leader was elected last.
    acceptor,  \* The state of each correct acceptor: one of FaB Paxos in each slot.
    learner,   \* The state of each correct learner.
    sent       \* Everything that correct processes have sent.

vars == <<client, leader, election, acceptor, learner, sent>>

-----------------------------------------------------------------------------
(* Processes, requests and sizes.  C#: MachineConfig, Register.            *)

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
Items(sequence) == {sequence[i] : i \in 1 .. Len(sequence)}

IsRead(c) == RequestOf[c] = "read"
IsWrite(c) == RequestOf[c] \notin {"read", None}
Written == {RequestOf[c] : c \in {d \in Clients : IsWrite(d)}}
HasReads == \E c \in Clients : IsRead(c)

(* What can be a reply's result, or be read. *)
Results == Written \cup {Forged, Initial}

IsTentative == Has("tentative-execution")
ReplySize ==
    IF ~Has("reply-quorum") THEN 1 ELSE IF Has("write-quorum") THEN 2 * Faults + 1 ELSE Faults + 1
ReadSize == IF Has("read-quorum") THEN 2 * Faults + 1 ELSE Faults + 1
FinishedSize == Faults + 1
ProposerQuorum == HalfOf(Len(ProposerOrder) + Faults + 1)

(* Figure 3: getRegency() % p. *)
LeaderOf(regency) == ProposerOrder[(regency % Len(ProposerOrder)) + 1]
LastRegency == Regencies - 1
ByzantineRegencies == {r \in 0 .. LastRegency : LeaderOf(r) \in ByzantineProposers}
Leading == {p \in CorrectProposers : \E r \in 0 .. LastRegency : LeaderOf(r) = p}

-----------------------------------------------------------------------------
(* What was sent.  C#: MachineParts.                                       *)

Of(kind) == {msg \in sent : msg.type = kind}

IsEnough(correct, size) == Cardinality(correct \cup ByzantineAcceptors) >= size
AreEnough(correct, size) == Cardinality(correct \cup ByzantineLearners) >= size

(* What acceptors could have accepted in a slot, and who of the correct ones did. *)
Statement(slot, number, value) == [slot |-> slot, number |-> number, value |-> value]
Acceptances ==
    {Statement(msg.slot, msg.number, msg.value) : msg \in Of("accepted")} \cup
    (IF ByzantineAcceptors = {} THEN {}
     ELSE {Statement(s, n, w) : s \in 0 .. (SlotCount - 1), n \in 0 .. LastRegency, w \in Values})
Accepting(s) == {msg.acceptor : msg \in {n \in Of("accepted") : n.slot = s.slot /\ n.number = s.number /\ n.value = s.value}}

LearnersOf(slot) == {msg.learner : msg \in {n \in Of("learned") : n.slot = slot}}
IsFinished(slot) == AreEnough(LearnersOf(slot), FinishedSize)

(* What learners could have replied: a Byzantine one any result in any slot, for good or tentatively. *)
ReplyStatement(slot, request, result, order) == [slot |-> slot, request |-> request, result |-> result, order |-> order]
MadeUpOrders(slot, request, result) == {<<>>, [i \in 1 .. (slot + 1) |-> IF i = slot + 1 THEN request ELSE result]}
MadeUpReplies ==
    IF ByzantineLearners = {} THEN {}
    ELSE UNION {{ReplyStatement(s, w, v, o) : o \in MadeUpOrders(s, w, v)} : s \in 0 .. (SlotCount - 1), w \in Written, v \in Results}
Replies == {ReplyStatement(msg.slot, msg.request, msg.result, msg.order) : msg \in Of("reply")} \cup MadeUpReplies
Replying(r) ==
    {msg.learner : msg \in {n \in Of("reply") : n.slot = r.slot /\ n.request = r.request /\ n.result = r.result /\ n.order = r.order}}

Answering(c, value) == {msg.learner : msg \in {n \in Of("readreply") : n.client = c /\ n.value = value}}

Requested == {msg.request : msg \in Of("request")}

WasElected(regency) == regency = 0 \/ \E msg \in Of("elected") : msg.number = regency
LatestRegency == CHOOSE latest \in 0 .. LastRegency : WasElected(latest) /\ \A later \in (latest + 1) .. LastRegency : ~WasElected(later)

-----------------------------------------------------------------------------
(* The adversary: what Byzantine processes could send.  C#:                *)
(* MachineAdversary, and FabAdversary for the certificates of a slot.      *)

ReportsOf(number) == {msg \in Of("reports") : msg.number = number}
Reporting(number) == {msg.acceptor : msg \in ReportsOf(number)}

(* Choices of one answer each of some of the acceptors. *)
RECURSIVE OneEach(_, _)
OneEach(some, answers) ==
    IF some = {}
      THEN {{}}
      ELSE LET next == CHOOSE b \in some : TRUE
               rest == OneEach(some \ {next}, answers)
           IN  rest \cup {choice \cup {own} : choice \in rest, own \in {msg \in answers : msg.acceptor = next}}

(* A Byzantine acceptor claims to have accepted anything, or nothing, in each slot. *)
Claims(upTo) == {NoProposal} \cup {[number |-> k, value |-> w] : k \in 0 .. upTo, w \in Values}
Answer(claimed) == [accepted |-> claimed, proof |-> NoProof]
Report(who, number, given) == [type |-> "reports", acceptor |-> who, number |-> number, answers |-> given]
Lies(liars, number) ==
    {{Report(b, number, [i \in Places |-> Answer(claim[b][i])]) : b \in liars} : claim \in [liars -> [Places -> Claims(number)]]}

(* The quorums of answers to a query. *)
Quorums(number) ==
    LET honest == OneEach(Reporting(number), ReportsOf(number))
    IN  {set \in honest : Cardinality(set) = CertificateSize}
        \cup UNION {{set \cup lie : set \in {s \in honest : Cardinality(s) + Cardinality(others) = CertificateSize},
                                    lie \in Lies(others, number)}
                    : others \in (SUBSET ByzantineAcceptors) \ {{}}}

(* The certificate of a slot: as in an instance of FaB Paxos by itself. *)
InSlot(reports, place) ==
    {[acceptor |-> msg.acceptor, accepted |-> msg.answers[place].accepted, proof |-> msg.answers[place].proof] : msg \in reports}
CertificateOf(number, reports, place) == CertificateFrom(number, InSlot(reports, place))
Certificates(number, place) ==
    {c \in {CertificateOf(number, quorum, place) : quorum \in Quorums(number)} : c.answers = CertificateSize}

(* What a Byzantine leader can show: also another regency's certificate, or answers that it made up, if nobody minds. *)
Showable(number, place) ==
    IF number = 0 THEN {}
    ELSE IF ~Has("signed-answers") THEN {[number |-> number, answers |-> CertificateSize, vouching |-> AnyValue]}
    ELSE UNION {Certificates(k, place) : k \in IF Has("certificate-number") THEN {number} ELSE 1 .. LastRegency}

ProposeMessage(slot, number, value, shown, isSigned, isInWindow) ==
    [type |-> "propose", slot |-> slot, number |-> number, value |-> value, certificate |-> shown, signed |-> isSigned,
     inWindow |-> isInWindow]

(* Whether a Byzantine leader can show that the slot k before is finished; the first k need no proof. *)
Proofs(slot) == IF slot < Parallel THEN {TRUE} ELSE {FALSE} \cup (IF IsFinished(slot - Parallel) THEN {TRUE} ELSE {})
Unsigned == IF Regencies > 1 THEN {Forged, NoOp} ELSE {Forged}

MadeUpProposals(slot, number) ==
    {ProposeMessage(slot, number, w, c, w \in Requested, inWindow) :
        w \in Requested \cup Unsigned, c \in {NoCertificate} \cup Showable(number, slot + 1), inWindow \in Proofs(slot)}

Proposals == Of("propose") \cup UNION {MadeUpProposals(s, r) : s \in 0 .. (SlotCount - 1), r \in ByzantineRegencies}

Queries ==
    Of("query") \cup
    {[type |-> "query", number |-> r, elected |-> WasElected(r)] :
        r \in {k \in ByzantineRegencies \ {0} : WasElected(k) \/ ~Has("election-proof")}}

-----------------------------------------------------------------------------
(* The initial state: regency 0, nothing was sent.                         *)

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

-----------------------------------------------------------------------------
(* Clients.  C#: Client.                                                   *)

(***************************************************************************)
(* A client sends its request to the proposers.  Heart: once.              *)
(* C#: Client.On(SendRequest).                                             *)
(***************************************************************************)
Send(c) ==
    /\ IsWrite(c)
    /\ ~client[c].sent
    /\ client' = [client EXCEPT ![c].sent = TRUE]
    /\ sent' = sent \cup {[type |-> "request", client |-> c, request |-> RequestOf[c]]}
    /\ UNCHANGED <<leader, election, acceptor, learner>>

(***************************************************************************)
(* Enough acceptors have accepted a request in a slot: it is the slot's.   *)
(* Heart: so the client knows at the same time as the learners whether     *)
(* their trust in the leader was well put.                                 *)
(* C#: Client.On(Quorum<SlotAccepted>).                                    *)
(***************************************************************************)
Determine(c, s) ==
    /\ IsTentative
    /\ IsWrite(c)
    /\ client[c].answer = NoAnswer
    /\ client[c].determined[s.slot + 1] = None
    /\ IsEnough(Accepting(s), LearnSize)
    /\ client' = [client EXCEPT ![c].determined[s.slot + 1] = s.value]
    /\ UNCHANGED <<leader, election, acceptor, learner, sent>>

IsDetermined(known, reply) ==
    \/ ~Has("determine-value")
    \/ IF Has("determine-prefix")
         THEN \A i \in 1 .. Len(reply.order) : known[i] = reply.order[i]
         ELSE known[reply.slot + 1] = reply.request

Finished(c, given, value) ==
    /\ client' = [client EXCEPT ![c].answer = given, ![c].determined = Empty]
    /\ sent' = sent \cup {[type |-> "completed", client |-> c, value |-> value]}
    /\ UNCHANGED <<leader, election, acceptor, learner>>

(***************************************************************************)
(* Enough learners reply the same: take the reply.  Heart: one of them is  *)
(* correct; and a tentative reply counts only if every slot up to its own  *)
(* is determined and agrees.                                               *)
(* C#: Client.On(Quorum<Reply>).                                           *)
(***************************************************************************)
TakeReply(c, r) ==
    /\ client[c].sent
    /\ client[c].answer = NoAnswer
    /\ r.request = RequestOf[c]
    /\ AreEnough(Replying(r), ReplySize)
    /\ r.order = <<>> \/ IsDetermined(client[c].determined, r)
    /\ Finished(c, [slot |-> r.slot, result |-> r.result, tentative |-> r.order # <<>>], r.request)

(***************************************************************************)
(* A client reads: asks the learners.  What had been answered to anybody   *)
(* before is noted for ReadInv.  Heart: no slot is needed.                 *)
(* C#: Client.On(BeginRead).                                               *)
(***************************************************************************)
BeginRead(c) ==
    /\ IsRead(c)
    /\ ~client[c].sent
    /\ client' = [client EXCEPT ![c].sent = TRUE, ![c].before = {msg.value : msg \in Of("completed")}]
    /\ sent' = sent \cup {[type |-> "readonly", client |-> c]}
    /\ UNCHANGED <<leader, election, acceptor, learner>>

(***************************************************************************)
(* Enough learners answer the same: that is what it has read.  Heart: one  *)
(* of them is correct and vouched for every write that was answered.       *)
(* C#: Client.On(ReadQuorum).                                              *)
(***************************************************************************)
TakeRead(c, v) ==
    /\ IsRead(c)
    /\ client[c].sent
    /\ client[c].answer = NoAnswer
    /\ AreEnough(Answering(c, v), ReadSize)
    /\ Finished(c, [slot |-> -1, result |-> v, tentative |-> FALSE], v)

-----------------------------------------------------------------------------
(* Proposers.  C#: Leader.                                                 *)

MayPropose(self) == self.number = 0 \/ self.certificates # <<>>
MayRun(self, place) == place <= Parallel \/ (place - 1 - Parallel) \in self.finished

(* What certificates oblige to, up to the last slot that one of them speaks of. *)
Obliging(self) == {i \in 1 .. Len(self.certificates) : self.certificates[i].vouching.kind = "only"}
VouchedCount(self) ==
    IF ~Has("adopt-vouched") \/ Obliging(self) = {} THEN 0 ELSE CHOOSE i \in Obliging(self) : \A j \in Obliging(self) : j <= i
VouchedRequests(self) == {self.certificates[i].vouching.value : i \in {j \in Obliging(self) : j <= VouchedCount(self)}}
InRecovery(self, place) ==
    IF place \in Obliging(self) THEN self.certificates[place].vouching.value
    ELSE IF Has("fill-gaps") THEN NoOp ELSE None

(* What a new leader can hear. *)
QuorumsFor(p) == IF MayPropose(leader[p]) \/ leader[p].number < 0 THEN {} ELSE Quorums(leader[p].number)

(* Of a sequence of requests those that are kept, in their order. *)
RECURSIVE OnlyOf(_, _)
OnlyOf(some, kept) ==
    IF some = <<>> THEN <<>>
    ELSE (IF Head(some) \in kept THEN <<Head(some)>> ELSE <<>>) \o OnlyOf(Tail(some), kept)

(* A proposer with all slots filled that it can propose in now: in order, first what is vouched for, then what waits. *)
RECURSIVE Filled(_)
Filled(from) ==
    LET place == Len(from.proposed) + 1
    IN  IF ~MayPropose(from) \/ place > SlotCount \/ ~MayRun(from, place) THEN from
        ELSE IF place <= VouchedCount(from)
          THEN Filled([from EXCEPT !.proposed = Append(from.proposed, InRecovery(from, place))])
        ELSE IF from.pending = <<>> THEN from
        ELSE Filled([from EXCEPT !.proposed = Append(from.proposed, Head(from.pending)), !.pending = Tail(from.pending)])

Proposed(p, next) ==
    LET after == Filled(next)
        shown(i) == IF after.number = 0 THEN NoCertificate ELSE after.certificates[i]
    IN  /\ leader' = [leader EXCEPT ![p] = after]
        /\ sent' = sent \cup {ProposeMessage(i - 1, after.number, after.proposed[i], shown(i), after.proposed[i] # NoOp, TRUE) :
                                i \in {j \in (Len(next.proposed) + 1) .. Len(after.proposed) : after.proposed[j] # None}}
        /\ UNCHANGED <<client, election, acceptor, learner>>

(***************************************************************************)
(* A client's request: propose it in the next slot, as soon as that may    *)
(* run; keep it while it may not.  Heart: one that comes again keeps its   *)
(* slot.                                                                   *)
(* C#: Leader.On(Request).                                                 *)
(***************************************************************************)
Hear(p, m) ==
    /\ m.request \notin Items(leader[p].pending) \cup Items(leader[p].proposed) \cup VouchedRequests(leader[p])
    /\ Proposed(p, [leader[p] EXCEPT !.pending = Append(leader[p].pending, m.request)])

(***************************************************************************)
(* An instance is finished: the one k after it may run.  Heart: one of the *)
(* learners that say so is correct.                                        *)
(* C#: Leader.On(Quorum<SlotLearned>).                                     *)
(***************************************************************************)
MoveOn(p, slot) ==
    /\ slot \notin leader[p].finished
    /\ IsFinished(slot)
    /\ Proposed(p, [leader[p] EXCEPT !.finished = leader[p].finished \cup {slot}])

(***************************************************************************)
(* It has waited long enough: suspect the leader.  Heart: in each regency  *)
(* but the last, which has all the time that it needs.                     *)
(* C#: Leader.On(ProgressTimeout).                                         *)
(***************************************************************************)
Suspect(p) ==
    /\ LatestRegency < LastRegency
    /\ LatestRegency > leader[p].suspected
    /\ leader' = [leader EXCEPT ![p].suspected = LatestRegency]
    /\ sent' = sent \cup {[type |-> "suspicion", proposer |-> p, number |-> LatestRegency]}
    /\ UNCHANGED <<client, election, acceptor, learner>>

(***************************************************************************)
(* Elected: ask the acceptors what they have accepted, in all slots at     *)
(* once.  Heart: a new leader proposes nothing before it has heard a       *)
(* quorum.                                                                 *)
(* C#: Leader.On(Elected).                                                 *)
(***************************************************************************)
BecomeLeader(p, m) ==
    /\ LeaderOf(m.number) = p
    /\ m.number > leader[p].number
    /\ leader' = [leader EXCEPT ![p].number = m.number, ![p].proposed = <<>>, ![p].certificates = <<>>,
                                ![p].pending = OnlyOf(leader[p].proposed, Written) \o leader[p].pending]
    /\ sent' = sent \cup {[type |-> "query", number |-> m.number, elected |-> TRUE]}
    /\ UNCHANGED <<client, election, acceptor, learner>>

(***************************************************************************)
(* Enough acceptors have answered: propose.  Heart: in each slot what the  *)
(* answers oblige to, with the answers as proof, and null requests in the  *)
(* gaps, so that nothing that was chosen waits for a request to come.      *)
(* C#: Leader.On(ReportsQuorum).                                           *)
(***************************************************************************)
Recover(p, reports) ==
    /\ ~MayPropose(leader[p])
    /\ \A i \in Places : CertificateOf(leader[p].number, reports, i).answers = CertificateSize
    /\ LET made == [leader[p] EXCEPT !.certificates = [i \in Places |-> CertificateOf(leader[p].number, reports, i)]]
       IN  Proposed(p, [made EXCEPT !.pending = OnlyOf(made.pending, Written \ VouchedRequests(made))])

-----------------------------------------------------------------------------
(* Leader election.  Section IV-C, figure 3.                               *)

Suspecting(regency) == {msg.proposer : msg \in {n \in Of("suspicion") : n.number = regency}}

(***************************************************************************)
(* The oracle elects the leader of the next regency.  Heart: a leader      *)
(* stays if no correct proposer suspects it.  With more than f Byzantine   *)
(* proposers the oracle guarantees nothing.                                *)
(* C#: MachineElection.On(Elect).                                          *)
(***************************************************************************)
Elect(r) ==
    /\ r = election + 1
    /\ Suspecting(election) # {} \/ Cardinality(ByzantineProposers) > Faults
    /\ election' = r
    /\ sent' = sent \cup {[type |-> "elected", number |-> r]}
    /\ UNCHANGED <<client, leader, acceptor, learner>>

-----------------------------------------------------------------------------
(* Acceptors: one of FaB Paxos in each slot.  C#: Acceptor.                *)

(* The first regency needs no certificate; after it the paper asks for one only where the value changes. *)
MayChange(self, prop) ==
    \/ prop.number = 0
    \/ ~Has("certificate")
    \/ self.accepted = NoProposal
    \/ self.accepted.value = prop.value
    \/ Supports(prop.certificate, prop.number, prop.value)

(* A client signed the request; no client signs a new leader's null request. *)
MayStand(prop) == prop.signed \/ ~Has("signed-request") \/ (prop.value = NoOp /\ prop.number > 0)

(***************************************************************************)
(* The leader proposes in a slot: accept.  Heart: as in FaB Paxos; and no  *)
(* more than k instances run in parallel, whoever leads.                   *)
(* C#: Acceptor.On(SlotPropose).                                           *)
(***************************************************************************)
Accept(a, m) ==
    /\ MayStand(m)
    /\ m.inWindow \/ ~Has("window")
    /\ m.number = acceptor[a][m.slot + 1].regency \/ ~Has("follow-regency")
    /\ acceptor[a][m.slot + 1].accepted.number # m.number \/ ~Has("accept-once")
    /\ MayChange(acceptor[a][m.slot + 1], m)
    /\ acceptor' = [acceptor EXCEPT ![a][m.slot + 1] =
          [regency |-> IF m.number > @.regency THEN m.number ELSE @.regency,
           accepted |-> [number |-> m.number, value |-> m.value], proof |-> @.proof]]
    /\ sent' = sent \cup {[type |-> "accepted", acceptor |-> a, slot |-> m.slot, number |-> m.number, value |-> m.value]}
    /\ UNCHANGED <<client, leader, election, learner>>

(***************************************************************************)
(* A new leader asks: follow it in every slot, and say what was accepted   *)
(* in each.  Heart: from now on the acceptor ignores earlier leaders.      *)
(* C#: Acceptor.On(Query).                                                 *)
(***************************************************************************)
Respond(a, m) ==
    /\ m.elected \/ ~Has("election-proof")
    /\ \A i \in Places : m.number >= acceptor[a][i].regency
    /\ acceptor' = [acceptor EXCEPT ![a] = [i \in Places |->
          [regency |-> m.number, accepted |-> acceptor[a][i].accepted, proof |-> acceptor[a][i].proof]]]
    /\ sent' = sent \cup {Report(a, m.number,
          [i \in Places |-> [accepted |-> acceptor[a][i].accepted, proof |-> acceptor[a][i].proof]])}
    /\ UNCHANGED <<client, leader, election, learner>>

-----------------------------------------------------------------------------
(* Learners.  C#: Learner, Execution.                                      *)

(* How many slots are learned without a gap. *)
Known(learned) == Cardinality({i \in Places : \A j \in 1 .. i : learned[j] # None})

IsRepeated(log, request, count) == Has("execute-once") /\ \E i \in 1 .. count : log[i].request = request

(* Undoes executions, from the last one back to the first that is not what was learned in its slot. *)
Wrong(self) ==
    {i \in 1 .. Len(self.log) : self.learned[self.log[i].slot + 1] \notin {None, self.log[i].request}}
RolledBack(self) ==
    IF Wrong(self) = {} THEN self
    ELSE LET first == CHOOSE i \in Wrong(self) : \A j \in Wrong(self) : i <= j
         IN  [self EXCEPT !.log = SubSeq(self.log, 1, first - 1),
                          !.value = IF Has("roll-back") THEN self.log[first].before ELSE self.value]

(* Executes what is learned or proposed, slot after slot. *)
RECURSIVE Executed(_, _)
Executed(from, place) ==
    LET request == IF place > SlotCount THEN None
                   ELSE IF from.learned[place] # None THEN from.learned[place] ELSE from.proposed[place]
        isIdle == request = NoOp \/ IsRepeated(from.log, request, Len(from.log))
    IN  IF place > SlotCount THEN from
        ELSE IF \E i \in 1 .. Len(from.log) : from.log[i].slot = place - 1 THEN Executed(from, place + 1)
        ELSE IF request # None
          THEN Executed([from EXCEPT !.log = Append(from.log, [slot |-> place - 1, request |-> request, before |-> from.value]),
                                     !.value = IF isIdle THEN from.value ELSE request],
                        place + 1)
        ELSE IF Has("slot-order") THEN from ELSE Executed(from, place + 1)

(* The replies that a state allows: tentative until all up to it is learned. *)
IsLearnedAt(self, i) ==
    IF Has("slot-order") THEN self.log[i].slot < Known(self.learned) ELSE self.learned[self.log[i].slot + 1] # None
RepliesOf(l, self) ==
    {[type |-> "reply", learner |-> l, slot |-> self.log[i].slot, request |-> self.log[i].request, result |-> self.log[i].before,
      order |-> IF IsLearnedAt(self, i) THEN <<>> ELSE [j \in 1 .. i |-> self.log[j].request]] :
        i \in {k \in 1 .. Len(self.log) : self.log[k].request # NoOp /\ ~IsRepeated(self.log, self.log[k].request, k - 1)}}

Advanced(l, next, messages) ==
    LET after == Executed(RolledBack(next), 1)
    IN  /\ learner' = [learner EXCEPT ![l] = after]
        /\ sent' = sent \cup messages \cup RepliesOf(l, after)
        /\ UNCHANGED <<client, leader, election, acceptor>>

(***************************************************************************)
(* The leader proposes: execute it tentatively, in the order of the slots. *)
(* Heart: only what a client signed.                                       *)
(* C#: Learner.On(SlotPropose).                                            *)
(***************************************************************************)
Trust(l, m) ==
    /\ IsTentative
    /\ MayStand(m)
    /\ m.inWindow
    /\ learner[l].learned[m.slot + 1] = None
    /\ learner[l].proposed[m.slot + 1] = None
    /\ Advanced(l, [learner[l] EXCEPT !.proposed[m.slot + 1] = m.value], {})

(***************************************************************************)
(* Enough acceptors have accepted a request in a slot: learn it.  Heart:   *)
(* what was executed in its place is undone, and the rest executed again.  *)
(* C#: Learner.On(Quorum<SlotAccepted>).                                   *)
(***************************************************************************)
Learn(l, s) ==
    /\ learner[l].learned[s.slot + 1] = None
    /\ IsEnough(Accepting(s), LearnSize)
    /\ Advanced(l, [learner[l] EXCEPT !.learned[s.slot + 1] = s.value, !.proposed[s.slot + 1] = None],
                {[type |-> "learned", learner |-> l, slot |-> s.slot]})

(***************************************************************************)
(* A client reads: answer.  Heart: not while something that was executed   *)
(* may yet be rolled back.                                                 *)
(* C#: Learner.On(ReadOnly).                                               *)
(***************************************************************************)
AnswerRead(l, m) ==
    /\ ~Has("read-settled") \/ \A i \in 1 .. Len(learner[l].log) : learner[l].log[i].slot < Known(learner[l].learned)
    /\ sent' = sent \cup {[type |-> "readreply", learner |-> l, client |-> m.client, value |-> learner[l].value]}
    /\ UNCHANGED <<client, leader, election, acceptor, learner>>

-----------------------------------------------------------------------------
(* Which process may take which input.  C#: MachineModel.                  *)

Slots == 0 .. (SlotCount - 1)
Electable == 1 .. LastRegency

Next ==
    \/ \E c \in Clients : Send(c)
    \/ \E c \in Clients : \E s \in Acceptances : Determine(c, s)
    \/ \E c \in Clients : \E r \in Replies : TakeReply(c, r)
    \/ \E c \in Clients : BeginRead(c)
    \/ \E c \in Clients : \E v \in Results : TakeRead(c, v)
    \/ \E p \in Leading : \E m \in Of("request") : Hear(p, m)
    \/ \E p \in Leading : \E slot \in Slots : MoveOn(p, slot)
    \/ \E p \in CorrectProposers : Suspect(p)
    \/ \E p \in Leading : \E m \in Of("elected") : BecomeLeader(p, m)
    \/ \E p \in Leading : \E reports \in QuorumsFor(p) : Recover(p, reports)
    \/ \E r \in Electable : Elect(r)
    \/ \E m \in Proposals : \E a \in CorrectAcceptors : Accept(a, m)
    \/ \E m \in Queries : \E a \in CorrectAcceptors : Respond(a, m)
    \/ \E m \in Proposals : \E l \in CorrectLearners : Trust(l, m)
    \/ \E s \in Acceptances : \E l \in CorrectLearners : Learn(l, s)
    \/ \E m \in Of("readonly") : \E l \in CorrectLearners : AnswerRead(l, m)

Spec == Init /\ [][Next]_vars

-----------------------------------------------------------------------------
(* What must hold.  C#: MachineProperties.                                 *)

(* Only what a client requested is learned, or a null request where the leader changes. *)
RequestedInv ==
    \A l \in CorrectLearners :
        Items(learner[l].learned) \subseteq
            {None} \cup {RequestOf[c] : c \in {d \in Clients : client[d].sent}} \cup (IF Regencies > 1 THEN {NoOp} ELSE {})

(* No two correct learners learn different requests in a slot. *)
OrderInv ==
    \A l, k \in CorrectLearners : \A i \in Places :
        learner[l].learned[i] = learner[k].learned[i] \/ None \in {learner[l].learned[i], learner[k].learned[i]}

(* A learner executes slot after slot, each with what it learned there. *)
ExecutedInv ==
    \A l \in CorrectLearners : \A i \in 1 .. Len(learner[l].log) :
        /\ learner[l].log[i].slot = i - 1
        /\ learner[l].learned[i] \in {None, learner[l].log[i].request}

(* A learner's register before the i-th execution, or after the last. *)
BeforeAt(self, i) == IF i <= Len(self.log) THEN self.log[i].before ELSE self.value
ComesAgain(self, i) == \E j \in 1 .. (i - 1) : self.log[j].request = self.log[i].request

(* Its register is what executing its log gives, also after a rollback. *)
RollbackInv ==
    \A l \in CorrectLearners :
        /\ BeforeAt(learner[l], 1) = Initial
        /\ \A i \in 1 .. Len(learner[l].log) :
              \/ ComesAgain(learner[l], i)
              \/ BeforeAt(learner[l], i + 1) =
                    (IF learner[l].log[i].request = NoOp THEN learner[l].log[i].before ELSE learner[l].log[i].request)

(* No request takes effect twice. *)
OnceInv ==
    \A l \in CorrectLearners : \A i \in 1 .. Len(learner[l].log) :
        ComesAgain(learner[l], i) => BeforeAt(learner[l], i + 1) = learner[l].log[i].before

(* What correct learners learned together; where they disagree, the first in the order of texts. *)
LearnedAt(i) == {learner[l].learned[i] : l \in CorrectLearners} \ {None}
Agreed == [i \in Places |-> IF LearnedAt(i) = {} THEN None ELSE CHOOSE v \in LearnedAt(i) : \A w \in LearnedAt(i) : Rank(v) <= Rank(w)]

RECURSIVE ValueAfter(_, _)
ValueAfter(order, count) ==
    IF count = 0 THEN Initial
    ELSE IF order[count] = NoOp \/ \E j \in 1 .. (count - 1) : order[j] = order[count] THEN ValueAfter(order, count - 1)
    ELSE order[count]

(* The reply that a client accepts is what executing the agreed order gives. *)
ReplyInv ==
    \A c \in Clients :
        client[c].answer.slot >= 0 =>
            LET at == client[c].answer.slot + 1
                first == {Agreed[i] : i \in 1 .. (at - 1)}
            IN  /\ Agreed[at] = None \/ (Agreed[at] = RequestOf[c] /\ RequestOf[c] \notin first)
                /\ None \in first \/ ValueAfter(Agreed, at - 1) = client[c].answer.result

PositionOf(value) ==
    IF value = Initial \/ \A i \in Places : Agreed[i] # value THEN 0
    ELSE CHOOSE i \in Places : Agreed[i] = value /\ \A j \in 1 .. (i - 1) : Agreed[j] # value

(* A read returns what was learned, and nothing older than what was written or read, with an answer, before it began. *)
ReadInv ==
    \A c \in Clients :
        client[c].answer.slot = -1 =>
            /\ client[c].answer.result = Initial \/ client[c].answer.result \in Items(Agreed)
            /\ \A v \in client[c].before : PositionOf(v) <= PositionOf(client[c].answer.result)

(* An acceptor follows only leaders that were elected. *)
ElectionInv == \A a \in CorrectAcceptors : \A i \in Places : acceptor[a][i].regency <= election

(* A correct leader begins an instance only when the one k before it is finished. *)
WindowInv ==
    \A p \in CorrectProposers : \A i \in 1 .. Len(leader[p].proposed) : i <= Parallel \/ (i - 1 - Parallel) \in leader[p].finished
=============================================================================
