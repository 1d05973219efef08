-------------------------------- MODULE Fab ---------------------------------
(***************************************************************************)
(* FaB Paxos and Parameterized FaB Paxos (Martin, Alvisi: Fast Byzantine   *)
(* Consensus), action for action as in Impl/Fab: each action below is one  *)
(* handler there, which names it ("TLA+: Accept"), and each guard is one   *)
(* predicate there.  The two protocols are one body of handlers there and  *)
(* one module here; Parameterized says which it is.  The papers' figures   *)
(* as printed, the corrected protocols, and each without one of its guards *)
(* are this module with other sets of Rules.                               *)
(*                                                                         *)
(* A state here is a state there: what every correct process has come to,  *)
(* and what was sent.  Messages are never lost from "sent" and may be      *)
(* delivered any number of times, in any order, or never.  Byzantine       *)
(* processes have no state: what they could send is computed from what     *)
(* was signed, and taken as sent.  The witness of the C# side, which only  *)
(* looks on, is no process here: what it notes are state functions.        *)
(*                                                                         *)
(* A regency is the time of one leader, counted from 0; its number is the  *)
(* number of the one proposal that its leader makes.                       *)
(***************************************************************************)
EXTENDS ProgressCertificates, ValueConsensus

CONSTANTS
    ProposerOrder,       \* All proposers, in the order in which they lead: a sequence.
    ByzantineProposers,  \* Those of them that are Byzantine.
    ValueOf,             \* What each proposer proposes if it is free to choose: a function.
    Crashes,             \* How many correct acceptors may crash.
    Regencies,           \* How many regencies there are.
    Learners,            \* All learners.
    ByzantineLearners    \* Those of them that are Byzantine.

VARIABLES
    proposer,  \* The state of each correct proposer.
    election,  \* The regency whose leader was elected last.
    acceptor,  \* The state of each correct acceptor.
    learner,   \* The state of each correct learner.
    sent,      \* Everything that correct processes have sent.
    crashed    \* The acceptors that have crashed.

vars == <<proposer, election, acceptor, learner, sent, crashed>>

-----------------------------------------------------------------------------
(* Processes and sizes.  C#: FabConfig.                                    *)

Proposers == {ProposerOrder[i] : i \in 1 .. Len(ProposerOrder)}
CorrectProposers == Proposers \ ByzantineProposers
CorrectAcceptors == Acceptors \ ByzantineAcceptors
CorrectLearners == Learners \ ByzantineLearners

LearnerCount == Cardinality(Learners)
ProposerCount == Len(ProposerOrder)

(* Section VIII-A: 2f + 1 learners are enough if they sign for each other what they have learned. *)
HasFewLearners == Has("few-learners")
AcknowledgmentSize == IF Has("acknowledgment-quorum") THEN Faults + 1 ELSE 1

PullSize == IF Has("pull-quorum") /\ ~HasFewLearners THEN Faults + 1 ELSE 1
LearnedSize == IF HasFewLearners THEN Faults + 1 ELSE HalfOf(LearnerCount + Faults + 1)
SatisfiedSize == IF Has("satisfied-quorum") THEN HalfOf(ProposerCount + Faults + 1) ELSE 1

(* Figure 3: getRegency() % p. *)
LeaderOf(regency) == ProposerOrder[(regency % ProposerCount) + 1]
LastRegency == Regencies - 1
ByzantineRegencies == {r \in 0 .. LastRegency : LeaderOf(r) \in ByzantineProposers}

-----------------------------------------------------------------------------
(* What was sent.  C#: FabParts.                                           *)

Of(kind) == {msg \in sent : msg.type = kind}

(* Who signed for a proposal; and whether they are enough, with the Byzantine acceptors. *)
Statements(kind) == {[number |-> msg.number, value |-> msg.value] : msg \in Of(kind)}
Signatures(kind, what) == {msg \in sent : msg.type = kind /\ msg.number = what.number /\ msg.value = what.value}
Signers(signed, statement) == {msg.acceptor : msg \in Signatures(signed, statement)}
IsEnough(correct, size) == Cardinality(correct \cup ByzantineAcceptors) >= size

(* What could be signed: with what correct acceptors signed, whatever Byzantine ones sign by themselves. *)
Signable(signing) ==
    Statements(signing) \cup
    (IF ByzantineAcceptors = {} THEN {} ELSE {[number |-> k, value |-> w] : k \in 0 .. LastRegency, w \in Values})

WasElected(regency) == regency = 0 \/ \E msg \in Of("elected") : msg.number = regency
LatestRegency == CHOOSE latest \in 0 .. LastRegency : WasElected(latest) /\ \A later \in (latest + 1) .. LastRegency : ~WasElected(later)

-----------------------------------------------------------------------------
(* The adversary: what Byzantine processes could send.  C#: FabAdversary.  *)

Report(who, number, lastAccepted, lastProof) ==
    [type |-> "report", acceptor |-> who, number |-> number, accepted |-> lastAccepted, proof |-> lastProof]

ProposeMessage(number, value, shown) ==
    [type |-> "propose", number |-> number, value |-> value, certificate |-> shown]

(* The commit proofs that the acceptors' signatures make, with the Byzantine acceptors' own. *)
CommitProofs ==
    IF Parameterized
      THEN {[number |-> s.number, value |-> s.value, signatures |-> CommitProofSize] :
               s \in {t \in Statements("accepted") : IsEnough(Signers("accepted", t), CommitProofSize)}}
      ELSE {}

(***************************************************************************)
(* The quorums of answers to a query.  Correct acceptors give one of their *)
(* answers each; a Byzantine one claims to have accepted anything or       *)
(* nothing, and shows any commit proof that exists or none.  The C# side   *)
(* makes do with claims of the newest proposal, all alike.                 *)
(***************************************************************************)
Claims(upTo) ==
    {[accepted |-> q, proof |-> known] :
        q \in {NoProposal} \cup {[number |-> k, value |-> w] : k \in 0 .. upTo, w \in Values},
        known \in {NoProof} \cup CommitProofs}

Lies(liars, number) == {{Report(b, number, claim[b].accepted, claim[b].proof) : b \in liars} : claim \in [liars -> Claims(number)]}

AnswersTo(number) == {msg \in Of("report") : msg.number = number}
Answering(number) == {msg.acceptor : msg \in AnswersTo(number)}

(* Choices of one answer each of some of the acceptors. *)
RECURSIVE OneEach(_, _)
OneEach(some, answers) ==
    IF some = {}
      THEN {{}}
      ELSE LET next == CHOOSE b \in some : TRUE
               rest == OneEach(some \ {next}, answers)
           IN  rest \cup {choice \cup {own} : choice \in rest, own \in {msg \in answers : msg.acceptor = next}}

HonestAnswers(number) ==
    IF IsEnough(Answering(number), CertificateSize) THEN OneEach(Answering(number), AnswersTo(number)) ELSE {}

Quorums(number) ==
    LET honest == HonestAnswers(number)
    IN  {set \in honest : Cardinality(set) = CertificateSize}
        \cup UNION {{set \cup lie : set \in {s \in honest : Cardinality(s) + Cardinality(others) = CertificateSize},
                                    lie \in Lies(others, number)}
                    : others \in (SUBSET ByzantineAcceptors) \ {{}}}

(* The certificates that can be put together for a proposal. *)
Certificates(number) ==
    {c \in {CertificateFrom(number, quorum) : quorum \in Quorums(number)} : c.answers = CertificateSize}

(* What a Byzantine leader can show: also another number's certificate, or answers that it made up, if nobody minds. *)
Showable(number) ==
    IF number = 0 THEN {}
    ELSE IF ~Has("signed-answers") THEN {[number |-> number, answers |-> CertificateSize, vouching |-> AnyValue]}
    ELSE UNION {Certificates(k) : k \in IF Has("certificate-number") THEN {number} ELSE 1 .. LastRegency}

(* What acceptors could receive from the leaders: from correct ones what they sent. *)
Proposes ==
    Of("propose") \cup UNION {
        {ProposeMessage(r, w, c) : w \in Values, c \in {NoCertificate} \cup Showable(r)}
        : r \in ByzantineRegencies}

Queries ==
    Of("query") \cup
    {[type |-> "query", number |-> r, elected |-> WasElected(r)] :
        r \in {k \in ByzantineRegencies \ {0} : WasElected(k) \/ ~Has("election-proof")}}

(***************************************************************************)
(* What learners tell each other.  The same is told if the values are      *)
(* equal, whatever the numbers (F03); then the highest number counts.      *)
(***************************************************************************)
IsSame(one, two) == IF Has("pull-by-value") THEN one.value = two.value ELSE one = two

(* Who has signed to have learned a value, and whether the Byzantine learners can show enough signatures with their own. *)
Acknowledgers(value) == {msg.learner : msg \in {n \in Of("acknowledgment") : n.value = value}}
IsAcknowledged(value) == Cardinality(Acknowledgers(value) \cup ByzantineLearners) >= AcknowledgmentSize

(* What Byzantine learners could tell: anything, as learned in any proposal; with 2f + 1 learners what they can prove. *)
ByzantineTold == {w \in Values : ByzantineLearners # {} /\ (IsAcknowledged(w) \/ ~HasFewLearners)}

CorrectTold == {msg.learned : msg \in Of("told")}
Told == CorrectTold \cup {[number |-> k, value |-> w] : k \in 0 .. LastRegency, w \in ByzantineTold}

Tellers(saying) ==
    {msg.learner : msg \in {n \in Of("told") : IsSame(n.learned, saying)}}
    \cup (IF HasFewLearners /\ saying.value \notin ByzantineTold THEN {} ELSE ByzantineLearners)

-----------------------------------------------------------------------------
(* The initial state: regency 0, nothing was sent.                         *)

Init ==
    /\ proposer = [p \in CorrectProposers |->
          [number |-> -1, hasProposed |-> FALSE, certificate |-> NoCertificate,
           isSatisfied |-> FALSE, ceased |-> FALSE, suspected |-> -1]]
    /\ election = 0
    /\ acceptor = [a \in CorrectAcceptors |-> [regency |-> 0, accepted |-> NoProposal, proof |-> NoProof]]
    /\ learner = [l \in CorrectLearners |-> [learned |-> NoProposal, pulls |-> FALSE, hasProof |-> FALSE]]
    /\ sent = {}
    /\ crashed = {}

-----------------------------------------------------------------------------
(* Proposers.  Figures 2, 4 and 5; C#: Proposer.                           *)

(***************************************************************************)
(* The first leader proposes its value.  Heart: nobody can have chosen     *)
(* anything before, so that it needs no certificate.                       *)
(* C#: Proposer.On(Start).                                                 *)
(***************************************************************************)
Start(p) ==
    /\ LeaderOf(0) = p
    /\ proposer[p].number < 0
    /\ proposer' = [proposer EXCEPT ![p].number = 0, ![p].hasProposed = TRUE]
    /\ sent' = sent \cup {ProposeMessage(0, ValueOf[p], NoCertificate)}
    /\ UNCHANGED <<election, acceptor, learner, crashed>>

(***************************************************************************)
(* Elected: ask the acceptors what they have accepted.  Heart: a new       *)
(* leader proposes nothing before it has heard a quorum.                   *)
(* C#: Proposer.On(Elected).                                               *)
(***************************************************************************)
BecomeLeader(p, m) ==
    /\ LeaderOf(m.number) = p
    /\ m.number > proposer[p].number
    /\ proposer' = [proposer EXCEPT ![p].number = m.number, ![p].hasProposed = FALSE,
                                    ![p].certificate = NoCertificate, ![p].ceased = FALSE]
    /\ sent' = sent \cup {[type |-> "query", number |-> m.number, elected |-> TRUE]}
    /\ UNCHANGED <<election, acceptor, learner, crashed>>

(***************************************************************************)
(* Enough acceptors have answered: propose.  Heart: the value that the     *)
(* answers oblige to, if they oblige to one, with the answers as proof;    *)
(* where they leave the choice, nothing can have been chosen before.       *)
(* C#: Proposer.On(ReportQuorum).                                          *)
(***************************************************************************)
Recover(p, reports) ==
    /\ proposer[p].number > 0
    /\ ~proposer[p].hasProposed
    /\ CertificateFrom(proposer[p].number, reports).answers = CertificateSize
    /\ LET made == CertificateFrom(proposer[p].number, reports)
           pick == IF made.vouching.kind = "only" THEN made.vouching.value ELSE ValueOf[p]
       IN  /\ proposer' = [proposer EXCEPT ![p].hasProposed = TRUE, ![p].certificate = made]
           /\ sent' = sent \cup {ProposeMessage(proposer[p].number, pick, made)}
    /\ UNCHANGED <<election, acceptor, learner, crashed>>

(***************************************************************************)
(* Enough learners have learned: be satisfied, and say so.  Heart: enough  *)
(* that f + 1 correct ones have, from whom every other learner can pull.   *)
(* C#: Proposer.On(Quorum<Learned>).                                       *)
(***************************************************************************)
BeSatisfied(p) ==
    /\ ~proposer[p].isSatisfied
    /\ Cardinality({msg.learner : msg \in Of("learned")} \cup ByzantineLearners) >= LearnedSize
    /\ proposer' = [proposer EXCEPT ![p].isSatisfied = TRUE]
    /\ sent' = sent \cup {[type |-> "satisfied", proposer |-> p]}
    /\ UNCHANGED <<election, acceptor, learner, crashed>>

(***************************************************************************)
(* Enough proposers are satisfied: the leader resends no more.  Heart: so  *)
(* many correct proposers will then not suspect it.  Nothing is taken back *)
(* from "sent": this matters to what must arrive in the end.               *)
(* C#: Proposer.On(Quorum<Satisfied>).                                     *)
(***************************************************************************)
Cease(p) ==
    /\ proposer[p].hasProposed
    /\ ~proposer[p].ceased
    /\ Cardinality({msg.proposer : msg \in Of("satisfied")} \cup ByzantineProposers) >= SatisfiedSize
    /\ proposer' = [proposer EXCEPT ![p].ceased = TRUE]
    /\ sent' = sent \cup {[type |-> "ceased", number |-> proposer[p].number]}
    /\ UNCHANGED <<election, acceptor, learner, crashed>>

(***************************************************************************)
(* Too few learners have learned for too long: suspect the leader.  Heart: *)
(* in each regency anew; as published a second leader that does nothing is *)
(* never suspected (F02).                                                  *)
(* C#: Proposer.On(ProgressTimeout).                                       *)
(***************************************************************************)
Suspect(p) ==
    /\ LatestRegency < LastRegency
    /\ ~proposer[p].isSatisfied
    /\ LatestRegency > proposer[p].suspected
    /\ proposer[p].suspected < 0 \/ Has("suspect-again")
    /\ proposer' = [proposer EXCEPT ![p].suspected = LatestRegency]
    /\ sent' = sent \cup {[type |-> "suspicion", proposer |-> p, number |-> LatestRegency]}
    /\ UNCHANGED <<election, acceptor, learner, crashed>>

-----------------------------------------------------------------------------
(* Leader election.  Section IV-C, figure 3; C#: Election.                 *)

Suspecting(regency) == {msg.proposer : msg \in {n \in Of("suspicion") : n.number = regency}}

(***************************************************************************)
(* The oracle elects the leader of the next regency.  Heart: a leader      *)
(* stays if no correct proposer suspects it.  With more than f Byzantine   *)
(* proposers the oracle guarantees nothing.                                *)
(* C#: Election.On(Elect).                                                 *)
(***************************************************************************)
Elect(r) ==
    /\ r = election + 1
    /\ Suspecting(election) # {} \/ Cardinality(ByzantineProposers) > Faults
    /\ election' = r
    /\ sent' = sent \cup {[type |-> "elected", number |-> r]}
    /\ UNCHANGED <<proposer, acceptor, learner, crashed>>

-----------------------------------------------------------------------------
(* Acceptors.  Figures 2, 4 and 5; C#: Acceptor.                           *)

(* The first regency needs no certificate; after it the paper asks for one only where the value changes (P04). *)
MayChange(self, prop) ==
    \/ prop.number = 0
    \/ ~Has("certificate")
    \/ ~Has("certify-always") /\ (self.accepted = NoProposal \/ self.accepted.value = prop.value)
    \/ Supports(prop.certificate, prop.number, prop.value)

(***************************************************************************)
(* The leader proposes: accept.  Heart: one value a proposal number, only  *)
(* from the leader that the acceptor follows, and another value than       *)
(* before only with a certificate that nothing else can have been chosen.  *)
(* C#: Acceptor.On(Propose).                                               *)
(***************************************************************************)
Accept(a, m) ==
    /\ a \notin crashed
    /\ m.number = acceptor[a].regency \/ ~Has("follow-regency")
    /\ acceptor[a].accepted.number # m.number \/ ~Has("accept-once")
    /\ MayChange(acceptor[a], m)
    /\ acceptor' = [acceptor EXCEPT ![a].accepted = [number |-> m.number, value |-> m.value],
                                    ![a].regency = IF m.number > @ THEN m.number ELSE @]
    /\ sent' = sent \cup {[type |-> "accepted", acceptor |-> a, number |-> m.number, value |-> m.value]}
    /\ UNCHANGED <<proposer, election, learner, crashed>>

(***************************************************************************)
(* A new leader asks: follow it, and say what was accepted.  Heart: the    *)
(* answer is a promise not to accept anything of an earlier leader any     *)
(* more.  The answer names the proposal that was accepted, not only the    *)
(* query's (P02).                                                          *)
(* C#: Acceptor.On(Query).                                                 *)
(***************************************************************************)
Answer(a, m) ==
    /\ a \notin crashed
    /\ m.elected \/ ~Has("election-proof")
    /\ m.number >= acceptor[a].regency
    /\ acceptor' = [acceptor EXCEPT ![a].regency = m.number]
    /\ sent' = sent \cup {Report(a, m.number, acceptor[a].accepted, acceptor[a].proof)}
    /\ UNCHANGED <<proposer, election, learner, crashed>>

(***************************************************************************)
(* Enough acceptors have accepted a value: keep their signatures as a      *)
(* commit proof, and show it to the learners.  Heart: two such sets share  *)
(* a correct acceptor, so that a proposal has proofs for one value only;   *)
(* and whoever has answered a later leader completes no proof, of which    *)
(* the answer says nothing.  Parameterized FaB Paxos only.                 *)
(* C#: Acceptor.On(Quorum<Accepted>).                                      *)
(***************************************************************************)
Commit(a, s) ==
    /\ a \notin crashed
    /\ Parameterized
    /\ s.number = acceptor[a].regency \/ ~Has("commit-own-regency")
    /\ IsAbove(s, acceptor[a].proof)
    /\ IsEnough(Signers("accepted", s), CommitProofSize)
    /\ acceptor' = [acceptor EXCEPT ![a].proof = [number |-> s.number, value |-> s.value, signatures |-> CommitProofSize]]
    /\ sent' = sent \cup {[type |-> "committed", acceptor |-> a, number |-> s.number, value |-> s.value,
                           signatures |-> CommitProofSize]}
    /\ UNCHANGED <<proposer, election, learner, crashed>>

(***************************************************************************)
(* An acceptor stops for good.  C#: Checker/Worlds/Faults.cs, Crash.       *)
(***************************************************************************)
Crash(a) ==
    /\ a \notin crashed
    /\ Cardinality(crashed) < Crashes
    /\ crashed' = crashed \cup {a}
    /\ UNCHANGED <<proposer, election, acceptor, learner, sent>>

-----------------------------------------------------------------------------
(* Learners.  Figures 2 and 5; C#: Learner.                                *)

(* Learns, and tells the proposers each time; what comes from a newer proposal replaces the older.  With *)
(* 2f + 1 learners it signs that for the other learners, and tells the proposers when it has a proof. *)
TakeIn(l, it) ==
    /\ learner' = [learner EXCEPT ![l].learned = IF IsAbove(it, @) THEN it ELSE @]
    /\ sent' = sent
         \cup (IF HasFewLearners /\ ~learner[l].hasProof /\ Has("acknowledged-first") THEN {}
               ELSE {[type |-> "learned", learner |-> l, number |-> it.number]})
         \cup (IF HasFewLearners THEN {[type |-> "acknowledgment", learner |-> l, number |-> it.number, value |-> it.value]} ELSE {})
         \cup {[type |-> "decided", learner |-> l, value |-> it.value]}
    /\ UNCHANGED <<proposer, election, acceptor, crashed>>

(***************************************************************************)
(* Enough acceptors have accepted a value: learn it.  Heart: so many that  *)
(* the correct ones among them have chosen it, two message delays after it *)
(* was proposed.                                                           *)
(* C#: Learner.On(Quorum<Accepted>).                                       *)
(***************************************************************************)
Learn(l, s) ==
    /\ IsEnough(Signers("accepted", s), LearnSize)
    /\ TakeIn(l, s)

(***************************************************************************)
(* Enough acceptors hold a commit proof: learn its value.  Heart: the      *)
(* value is the proof's own (P05); one of any a - f acceptors that a later *)
(* leader hears shows the proof.  Parameterized FaB Paxos only.            *)
(* C#: Learner.On(Quorum<Committed>).                                      *)
(***************************************************************************)
LearnCommitted(l, s) ==
    /\ Parameterized
    /\ IsEnough(Signers("committed", s), CommitSize)
    /\ Signers("committed", s) # {} \/ IsEnough(Signers("accepted", s), CommitProofSize)
    /\ TakeIn(l, s)

(***************************************************************************)
(* It has waited long enough: ask the other learners.  Heart: the leader   *)
(* need not resend until the last learner has heard enough.                *)
(* C#: Learner.On(PullTimeout).                                            *)
(***************************************************************************)
AskLearners(l) ==
    /\ Has("pull")
    /\ LearnerCount > 1
    /\ learner[l].learned = NoProposal
    /\ ~learner[l].pulls
    /\ learner' = [learner EXCEPT ![l].pulls = TRUE]
    /\ sent' = sent \cup {[type |-> "pull", learner |-> l]}
    /\ UNCHANGED <<proposer, election, acceptor, crashed>>

(***************************************************************************)
(* Enough learners have signed what it has learned: tell the proposers.    *)
(* Heart: one signature is a correct learner's, so that nobody can show f  *)
(* + 1 for what was not learned; and the leader resends until a correct    *)
(* learner can convince every other.  With 2f + 1 learners only.           *)
(* C#: Learner.On(Quorum<Acknowledgment>).                                 *)
(***************************************************************************)
HoldProof(l, w) ==
    /\ HasFewLearners
    /\ ~learner[l].hasProof
    /\ learner[l].learned.value = w
    /\ IsAcknowledged(w)
    /\ learner' = [learner EXCEPT ![l].hasProof = TRUE]
    /\ sent' = sent \cup {[type |-> "learned", learner |-> l, number |-> learner[l].learned.number]}
    /\ UNCHANGED <<proposer, election, acceptor, crashed>>

(***************************************************************************)
(* Another learner asks: tell it what was learned.  Heart: the value, with *)
(* the proposal that it was learned in; with 2f + 1 learners only with the *)
(* signatures that prove it.                                               *)
(* C#: Learner.On(Pull).                                                   *)
(***************************************************************************)
TellLearner(l, m) ==
    /\ m.learner # l
    /\ learner[l].learned # NoProposal
    /\ learner[l].hasProof \/ ~HasFewLearners
    /\ sent' = sent \cup {[type |-> "told", learner |-> l, learned |-> learner[l].learned,
                           signatures |-> IF HasFewLearners THEN AcknowledgmentSize ELSE 0]}
    /\ UNCHANGED <<proposer, election, acceptor, learner, crashed>>

(***************************************************************************)
(* Enough other learners tell the same: learn it.  Heart: one of f + 1 is  *)
(* correct.  Equal values are enough: learners may have learned in         *)
(* different proposals (F03).  With 2f + 1 learners one that shows the     *)
(* signatures of f + 1 is enough.                                          *)
(* C#: Learner.On(ToldQuorum).                                             *)
(***************************************************************************)
LearnTold(l, t) ==
    /\ learner[l].learned = NoProposal
    /\ \A u \in CorrectTold : ~(IsSame(u, t) /\ IsAbove(u, t))
    /\ Cardinality(Tellers(t)) >= PullSize
    /\ learner' = [learner EXCEPT ![l].learned = t, ![l].hasProof = HasFewLearners]
    /\ sent' = sent \cup {[type |-> "decided", learner |-> l, value |-> t.value]}
    /\ UNCHANGED <<proposer, election, acceptor, crashed>>

-----------------------------------------------------------------------------
(* Which process may take which input.  C#: FabModel.                      *)

Electable == 1 .. LastRegency

(* The answers that a leader can have: none for one that is not waiting for them. *)
QuorumsFor(leading) ==
    IF proposer[leading].number < 1 \/ proposer[leading].hasProposed THEN {} ELSE Quorums(proposer[leading].number)

(* What is told is heard where learners ask at all. *)
Tellable == IF Has("pull") /\ LearnerCount > 1 THEN Told ELSE {}

Next ==
    \/ \E p \in CorrectProposers : Start(p)
    \/ \E p \in CorrectProposers : \E m \in Of("elected") : BecomeLeader(p, m)
    \/ \E p \in CorrectProposers : \E reports \in QuorumsFor(p) : Recover(p, reports)
    \/ \E p \in CorrectProposers : BeSatisfied(p)
    \/ \E p \in CorrectProposers : Cease(p)
    \/ \E p \in CorrectProposers : Suspect(p)
    \/ \E r \in Electable : Elect(r)
    \/ \E m \in Proposes : \E a \in CorrectAcceptors : Accept(a, m)
    \/ \E m \in Queries : \E a \in CorrectAcceptors : Answer(a, m)
    \/ \E s \in Signable("accepted") : \E a \in CorrectAcceptors : Commit(a, s)
    \/ \E a \in CorrectAcceptors : Crash(a)
    \/ \E s \in Signable("accepted") : \E l \in CorrectLearners : Learn(l, s)
    \/ \E s \in Signable("committed") : \E l \in CorrectLearners : LearnCommitted(l, s)
    \/ \E l \in CorrectLearners : AskLearners(l)
    \/ \E w \in Values : \E l \in CorrectLearners : HoldProof(l, w)
    \/ \E m \in Of("pull") : \E l \in CorrectLearners : TellLearner(l, m)
    \/ \E t \in Tellable : \E l \in CorrectLearners : LearnTold(l, t)

Spec == Init /\ [][Next]_vars

-----------------------------------------------------------------------------
(* What must hold.  C#: FabProperties, Witness.                            *)

(***************************************************************************)
(* What is chosen, with its proposal: enough correct acceptors accepted    *)
(* it, or, with commit proofs, enough acceptors hold one (sections IV-C.2  *)
(* and V).  C#: FabAdversary.Chosen; the witness notes it.                 *)
(***************************************************************************)
IsChosen(candidate) ==
    \/ Cardinality(Signers("accepted", candidate)) >= ChosenSize
    \/ Parameterized /\ candidate \in Statements("committed") /\ IsEnough(Signers("committed", candidate), ChosenSize)

Chosen == {s \in Statements("accepted") : IsChosen(s)}
ChosenValues == {s.value : s \in Chosen}
LearnedValues == {learner[l].learned.value : l \in {k \in CorrectLearners : learner[k].learned # NoProposal}}

(* What some leader has proposed; of a Byzantine one it may be any value. *)
Proposed == {msg.value : msg \in Of("propose")} \cup (IF ByzantineRegencies = {} THEN {} ELSE Values)

CS1Inv == OnlyProposedIsChosen(ChosenValues, Proposed)
CS2Inv == OnlyOneIsChosen(ChosenValues)

(* Whatever a learner has learned, also before it learned in a newer proposal. *)
CS3Inv == OnlyChosenIsLearned({msg.value : msg \in Of("decided")}, ChosenValues)

AgreementInv == Agreement(LearnedValues)

(* An acceptor follows only leaders that were elected. *)
ElectionInv == \A a \in CorrectAcceptors : acceptor[a].regency <= election

(* For every proposal number at most one value is chosen. *)
Lemma1Inv == \A x, y \in Chosen : x.number = y.number => x = y
Corollary1Inv == Lemma1Inv

(* After a value is chosen, every later certificate vouches for it and no other value. *)
Lemma2Inv == \A x \in Chosen : \A n \in (x.number + 1) .. LastRegency : \A c \in Certificates(n) : c.vouching = OnlyValue(x.value)

(* A value chosen in a proposal was accepted in it by enough acceptors, Byzantine ones among them. *)
Lemma4Inv == \A x \in Chosen : IsEnough(Signers("accepted", x), ChosenSize)

(* Another value is chosen later only if a correct acceptor accepts another value later. *)
Corollary2Inv ==
    \A x, y \in Chosen :
        y.number > x.number /\ y.value # x.value =>
            \E a \in CorrectAcceptors : acceptor[a].accepted.number > x.number /\ acceptor[a].accepted.value # x.value

(* After a value is chosen, every later certificate vouches for it or for no value. *)
Lemma5Inv ==
    \A x \in Chosen : \A n \in (x.number + 1) .. LastRegency : \A c \in Certificates(n) : c.vouching \in {OnlyValue(x.value), NoValue}

(* After a value is chosen, no other is chosen in a later proposal. *)
Lemma6Inv == \A x, y \in Chosen : y.number > x.number => y.value = x.value

(* Every certificate that can be put together vouches for at least one value. *)
Lemma7Inv == \A n \in 1 .. LastRegency : \A c \in Certificates(n) : c.vouching # NoValue

(* What a learner has learned never changes. *)
Now == [learner |-> learner]
StabilitySays(before, after) ==
    \A l \in CorrectLearners :
        \/ before.learner[l].learned = NoProposal
        \/ before.learner[l].learned.value = after.learner[l].learned.value
StabilityProp == [][StabilitySays(Now, Now')]_vars
=============================================================================
