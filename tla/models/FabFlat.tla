---- MODULE FabFlat ----
EXTENDS Integers, Sequences, FiniteSets, TLC
CONSTANTS Rules, Parameterized, ValueOrder, Acceptors, ByzantineAcceptors, Faults, FastFaults, ProposerOrder, ByzantineProposers, ValueOf, Crashes, Regencies, Learners, ByzantineLearners
VARIABLES proposer, election, acceptor, learner, sent, crashed
Has(rule) == rule \in Rules
Values == {ValueOrder[i] : i \in 1 .. Len(ValueOrder)}
AcceptorCount == Cardinality(Acceptors)
HalfOf(whole) == (whole + 1) \div 2
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
Rank(text) == CHOOSE place \in 1 .. Len(ValueOrder) : ValueOrder[place] = text
IsAbove(upper, lower) ==
    \/ upper.number > lower.number
    \/ upper.number = lower.number /\ upper.number >= 0 /\ Rank(upper.value) > Rank(lower.value)
IsValid(proof) == proof = NoProof \/ proof.signatures >= CommitProofSize
AnyValue == [kind |-> "any", value |-> ""]
NoValue == [kind |-> "none", value |-> ""]
OnlyValue(theOne) == [kind |-> "only", value |-> theOne]
Allows(vouching, wanted) == vouching.kind = "any" \/ (vouching.kind = "only" /\ vouching.value = wanted)
Majorities(answering, after) ==
    {w \in Values : Cardinality({x \in answering : x.accepted.value = w /\ x.accepted.number > after}) >= MajoritySize}
PublishedVouching(replying, shownProofs) ==
    LET evidence == {q.value : q \in shownProofs} \cup Majorities(replying, -1)
    IN  IF evidence = {} THEN AnyValue
        ELSE IF Cardinality(evidence) = 1 THEN OnlyValue(CHOOSE w \in evidence : TRUE)
        ELSE NoValue
NewestVouching(counting, proofsAmong) ==
    LET newest == CHOOSE x \in proofsAmong : \A y \in proofsAmong : x = y \/ IsAbove(x, y)
        later == IF Has("proof-wins") THEN {} ELSE Majorities(counting, newest.number)
    IN  OnlyValue(IF later = {} THEN newest.value ELSE CHOOSE w \in later : TRUE)
VouchingOf(forNumber, valids) ==
    LET proofs == {[number |-> x.proof.number, value |-> x.proof.value] :
                      x \in {y \in valids : y.proof # NoProof /\ (Has("proof-number") \/ y.proof.number = forNumber)}}
    IN  IF proofs # {} /\ (Has("newest-evidence") \/ Has("proof-wins"))
          THEN NewestVouching(valids, proofs)
          ELSE PublishedVouching(valids, proofs)
NoCertificate == [number |-> 0, answers |-> 0, vouching |-> NoValue]
CertificateFrom(inNumber, given) ==
    LET counted == {x \in given : IsValid(x.proof)}
    IN  [number |-> inNumber, answers |-> Cardinality(counted), vouching |-> VouchingOf(inNumber, counted)]
Supports(cert, toNumber, proposedValue) ==
    /\ cert.number = toNumber \/ ~Has("certificate-number")
    /\ cert.answers = CertificateSize
    /\ Allows(cert.vouching, proposedValue)
OnlyProposedIsChosen(chosenValues, proposedValues) == chosenValues \subseteq proposedValues
OnlyOneIsChosen(onlyValues) == Cardinality(onlyValues) <= 1
OnlyChosenIsLearned(learnedValues, ofValues) == learnedValues \subseteq ofValues
Agreement(agreedValues) == Cardinality(agreedValues) <= 1
vars == <<proposer, election, acceptor, learner, sent, crashed>>
Proposers == {ProposerOrder[i] : i \in 1 .. Len(ProposerOrder)}
CorrectProposers == Proposers \ ByzantineProposers
CorrectAcceptors == Acceptors \ ByzantineAcceptors
CorrectLearners == Learners \ ByzantineLearners
LearnerCount == Cardinality(Learners)
ProposerCount == Len(ProposerOrder)
HasFewLearners == Has("few-learners")
AcknowledgmentSize == IF Has("acknowledgment-quorum") THEN Faults + 1 ELSE 1
PullSize == IF Has("pull-quorum") /\ ~HasFewLearners THEN Faults + 1 ELSE 1
LearnedSize == IF HasFewLearners THEN Faults + 1 ELSE HalfOf(LearnerCount + Faults + 1)
SatisfiedSize == IF Has("satisfied-quorum") THEN HalfOf(ProposerCount + Faults + 1) ELSE 1
LeaderOf(reg) == ProposerOrder[(reg % ProposerCount) + 1]
LastRegency == Regencies - 1
ByzantineRegencies == {r \in 0 .. LastRegency : LeaderOf(r) \in ByzantineProposers}
FirstDelay == 1
RecoveryDelay == 3
Of(kind) == {msg \in sent : msg.type = kind}
Statements(like) == {[number |-> msg.number, value |-> msg.value] : msg \in Of(like)}
Signatures(sort, what) == {msg \in sent : msg.type = sort /\ msg.number = what.number /\ msg.value = what.value}
Signers(signed, statement) == {msg.acceptor : msg \in Signatures(signed, statement)}
IsEnough(correct, size) == Cardinality(correct \cup ByzantineAcceptors) >= size
DelayOf(heard, proposal) ==
    LET delays == {msg.delay : msg \in Signatures(heard, proposal)}
    IN  IF delays = {} THEN 1 + (IF proposal.number = 0 THEN FirstDelay ELSE RecoveryDelay)
        ELSE CHOOSE longest \in delays : \A other \in delays : longest >= other
Signable(signing) ==
    Statements(signing) \cup
    (IF ByzantineAcceptors = {} THEN {} ELSE {[number |-> k, value |-> w] : k \in 0 .. LastRegency, w \in Values})
WasElected(inReg) == inReg = 0 \/ \E msg \in Of("elected") : msg.number = inReg
LatestRegency == CHOOSE latest \in 0 .. LastRegency : WasElected(latest) /\ \A later \in (latest + 1) .. LastRegency : ~WasElected(later)
Report(who, asked, lastAccepted, lastProof) ==
    [type |-> "report", acceptor |-> who, number |-> asked, accepted |-> lastAccepted, proof |-> lastProof]
ProposeMessage(num, proposing, shown, after) ==
    [type |-> "propose", number |-> num, value |-> proposing, certificate |-> shown, delay |-> after]
CommitProofs ==
    IF Parameterized
      THEN {[number |-> s.number, value |-> s.value, signatures |-> CommitProofSize] :
               s \in {t \in Statements("accepted") : IsEnough(Signers("accepted", t), CommitProofSize)}}
      ELSE {}
Claims(upTo) ==
    {[accepted |-> q, proof |-> known] :
        q \in {NoProposal} \cup {[number |-> k, value |-> w] : k \in 0 .. upTo, w \in Values},
        known \in {NoProof} \cup CommitProofs}
Lies(liars, about) == {{Report(b, about, claim[b].accepted, claim[b].proof) : b \in liars} : claim \in [liars -> Claims(about)]}
AnswersTo(query) == {msg \in Of("report") : msg.number = query}
Answering(toQuery) == {msg.acceptor : msg \in AnswersTo(toQuery)}
RECURSIVE OneEach(_, _)
OneEach(some, answers) ==
    IF some = {}
      THEN {{}}
      ELSE LET next == CHOOSE b \in some : TRUE
               rest == OneEach(some \ {next}, answers)
           IN  rest \cup {choice \cup {own} : choice \in rest, own \in {msg \in answers : msg.acceptor = next}}
HonestAnswers(ofQuery) ==
    IF IsEnough(Answering(ofQuery), CertificateSize) THEN OneEach(Answering(ofQuery), AnswersTo(ofQuery)) ELSE {}
Quorums(queried) ==
    LET honest == HonestAnswers(queried)
    IN  {set \in honest : Cardinality(set) = CertificateSize}
        \cup UNION {{set \cup lie : set \in {s \in honest : Cardinality(s) + Cardinality(others) = CertificateSize},
                                    lie \in Lies(others, queried)}
                    : others \in (SUBSET ByzantineAcceptors) \ {{}}}
Certificates(certified) ==
    {c \in {CertificateFrom(certified, quorum) : quorum \in Quorums(certified)} : c.answers = CertificateSize}
Showable(byNumber) ==
    IF byNumber = 0 THEN {}
    ELSE IF ~Has("signed-answers") THEN {[number |-> byNumber, answers |-> CertificateSize, vouching |-> AnyValue]}
    ELSE UNION {Certificates(k) : k \in IF Has("certificate-number") THEN {byNumber} ELSE 1 .. LastRegency}
Proposes ==
    Of("propose") \cup UNION {
        {ProposeMessage(r, w, c, IF r = 0 THEN FirstDelay ELSE RecoveryDelay) : w \in Values, c \in {NoCertificate} \cup Showable(r)}
        : r \in ByzantineRegencies}
Queries ==
    Of("query") \cup
    {[type |-> "query", number |-> r, elected |-> WasElected(r)] :
        r \in {k \in ByzantineRegencies \ {0} : WasElected(k) \/ ~Has("election-proof")}}
IsSame(one, two) == IF Has("pull-by-value") THEN one.value = two.value ELSE one = two
Acknowledgers(signedValue) == {msg.learner : msg \in {n \in Of("acknowledgment") : n.value = signedValue}}
IsAcknowledged(provenValue) == Cardinality(Acknowledgers(provenValue) \cup ByzantineLearners) >= AcknowledgmentSize
ByzantineTold == {w \in Values : ByzantineLearners # {} /\ (IsAcknowledged(w) \/ ~HasFewLearners)}
CorrectTold == {msg.learned : msg \in Of("told")}
Told == CorrectTold \cup {[number |-> k, value |-> w] : k \in 0 .. LastRegency, w \in ByzantineTold}
Tellers(saying) ==
    {msg.learner : msg \in {n \in Of("told") : IsSame(n.learned, saying)}}
    \cup (IF HasFewLearners /\ saying.value \notin ByzantineTold THEN {} ELSE ByzantineLearners)
Init ==
    /\ proposer = [p \in CorrectProposers |->
          [number |-> -1, hasProposed |-> FALSE, certificate |-> NoCertificate,
           isSatisfied |-> FALSE, ceased |-> FALSE, suspected |-> -1]]
    /\ election = 0
    /\ acceptor = [a \in CorrectAcceptors |-> [regency |-> 0, accepted |-> NoProposal, proof |-> NoProof]]
    /\ learner = [l \in CorrectLearners |-> [learned |-> NoProposal, delay |-> 0, pulls |-> FALSE, hasProof |-> FALSE]]
    /\ sent = {}
    /\ crashed = {}
MayStart(p) ==
    /\ LeaderOf(0) = p
    /\ proposer[p].number < 0
Start(p) ==
    /\ LeaderOf(0) = p
    /\ proposer[p].number < 0
    /\ proposer' = [proposer EXCEPT ![p].number = 0, ![p].hasProposed = TRUE]
    /\ sent' = sent \cup {ProposeMessage(0, ValueOf[p], NoCertificate, FirstDelay)}
    /\ UNCHANGED <<election, acceptor, learner, crashed>>
MayBecomeLeader(p, m) ==
    /\ LeaderOf(m.number) = p
    /\ m.number > proposer[p].number
BecomeLeader(p, m) ==
    /\ LeaderOf(m.number) = p
    /\ m.number > proposer[p].number
    /\ proposer' = [proposer EXCEPT ![p].number = m.number, ![p].hasProposed = FALSE,
                                    ![p].certificate = NoCertificate, ![p].ceased = FALSE]
    /\ sent' = sent \cup {[type |-> "query", number |-> m.number, elected |-> TRUE]}
    /\ UNCHANGED <<election, acceptor, learner, crashed>>
MayRecover(p, reports) ==
    /\ proposer[p].number > 0
    /\ ~proposer[p].hasProposed
    /\ CertificateFrom(proposer[p].number, reports).answers = CertificateSize
Recover(p, reports) ==
    /\ proposer[p].number > 0
    /\ ~proposer[p].hasProposed
    /\ CertificateFrom(proposer[p].number, reports).answers = CertificateSize
    /\ LET made == CertificateFrom(proposer[p].number, reports)
           pick == IF made.vouching.kind = "only" THEN made.vouching.value ELSE ValueOf[p]
       IN  /\ proposer' = [proposer EXCEPT ![p].hasProposed = TRUE, ![p].certificate = made]
           /\ sent' = sent \cup {ProposeMessage(proposer[p].number, pick, made, RecoveryDelay)}
    /\ UNCHANGED <<election, acceptor, learner, crashed>>
MayBeSatisfied(p) ==
    /\ ~proposer[p].isSatisfied
    /\ Cardinality({msg.learner : msg \in Of("learned")} \cup ByzantineLearners) >= LearnedSize
BeSatisfied(p) ==
    /\ ~proposer[p].isSatisfied
    /\ Cardinality({msg.learner : msg \in Of("learned")} \cup ByzantineLearners) >= LearnedSize
    /\ proposer' = [proposer EXCEPT ![p].isSatisfied = TRUE]
    /\ sent' = sent \cup {[type |-> "satisfied", proposer |-> p]}
    /\ UNCHANGED <<election, acceptor, learner, crashed>>
MayCease(p) ==
    /\ proposer[p].hasProposed
    /\ ~proposer[p].ceased
    /\ Cardinality({msg.proposer : msg \in Of("satisfied")} \cup ByzantineProposers) >= SatisfiedSize
Cease(p) ==
    /\ proposer[p].hasProposed
    /\ ~proposer[p].ceased
    /\ Cardinality({msg.proposer : msg \in Of("satisfied")} \cup ByzantineProposers) >= SatisfiedSize
    /\ proposer' = [proposer EXCEPT ![p].ceased = TRUE]
    /\ sent' = sent \cup {[type |-> "ceased", number |-> proposer[p].number]}
    /\ UNCHANGED <<election, acceptor, learner, crashed>>
MaySuspect(p) ==
    /\ LatestRegency < LastRegency
    /\ ~proposer[p].isSatisfied
    /\ LatestRegency > proposer[p].suspected
    /\ proposer[p].suspected < 0 \/ Has("suspect-again")
Suspect(p) ==
    /\ LatestRegency < LastRegency
    /\ ~proposer[p].isSatisfied
    /\ LatestRegency > proposer[p].suspected
    /\ proposer[p].suspected < 0 \/ Has("suspect-again")
    /\ proposer' = [proposer EXCEPT ![p].suspected = LatestRegency]
    /\ sent' = sent \cup {[type |-> "suspicion", proposer |-> p, number |-> LatestRegency]}
    /\ UNCHANGED <<election, acceptor, learner, crashed>>
Suspecting(ofRegency) == {msg.proposer : msg \in {n \in Of("suspicion") : n.number = ofRegency}}
MayElect(r) ==
    /\ r = election + 1
    /\ Suspecting(election) # {} \/ Cardinality(ByzantineProposers) > Faults
Elect(r) ==
    /\ r = election + 1
    /\ Suspecting(election) # {} \/ Cardinality(ByzantineProposers) > Faults
    /\ election' = r
    /\ sent' = sent \cup {[type |-> "elected", number |-> r]}
    /\ UNCHANGED <<proposer, acceptor, learner, crashed>>
MayChange(self, prop) ==
    \/ prop.number = 0
    \/ ~Has("certificate")
    \/ ~Has("certify-always") /\ (self.accepted = NoProposal \/ self.accepted.value = prop.value)
    \/ Supports(prop.certificate, prop.number, prop.value)
MayAccept(a, m) ==
    /\ a \notin crashed
    /\ m.number = acceptor[a].regency \/ ~Has("follow-regency")
    /\ acceptor[a].accepted.number # m.number \/ ~Has("accept-once")
    /\ MayChange(acceptor[a], m)
Accept(a, m) ==
    /\ a \notin crashed
    /\ m.number = acceptor[a].regency \/ ~Has("follow-regency")
    /\ acceptor[a].accepted.number # m.number \/ ~Has("accept-once")
    /\ MayChange(acceptor[a], m)
    /\ acceptor' = [acceptor EXCEPT ![a].accepted = [number |-> m.number, value |-> m.value],
                                    ![a].regency = IF m.number > @ THEN m.number ELSE @]
    /\ sent' = sent \cup {[type |-> "accepted", acceptor |-> a, number |-> m.number, value |-> m.value, delay |-> m.delay + 1]}
    /\ UNCHANGED <<proposer, election, learner, crashed>>
MayAnswer(a, m) ==
    /\ a \notin crashed
    /\ m.elected \/ ~Has("election-proof")
    /\ m.number >= acceptor[a].regency
Answer(a, m) ==
    /\ a \notin crashed
    /\ m.elected \/ ~Has("election-proof")
    /\ m.number >= acceptor[a].regency
    /\ acceptor' = [acceptor EXCEPT ![a].regency = m.number]
    /\ sent' = sent \cup {Report(a, m.number, acceptor[a].accepted, acceptor[a].proof)}
    /\ UNCHANGED <<proposer, election, learner, crashed>>
MayCommit(a, s) ==
    /\ a \notin crashed
    /\ Parameterized
    /\ s.number = acceptor[a].regency \/ ~Has("commit-own-regency")
    /\ IsAbove(s, acceptor[a].proof)
    /\ IsEnough(Signers("accepted", s), CommitProofSize)
Commit(a, s) ==
    /\ a \notin crashed
    /\ Parameterized
    /\ s.number = acceptor[a].regency \/ ~Has("commit-own-regency")
    /\ IsAbove(s, acceptor[a].proof)
    /\ IsEnough(Signers("accepted", s), CommitProofSize)
    /\ acceptor' = [acceptor EXCEPT ![a].proof = [number |-> s.number, value |-> s.value, signatures |-> CommitProofSize]]
    /\ sent' = sent \cup {[type |-> "committed", acceptor |-> a, number |-> s.number, value |-> s.value,
                           signatures |-> CommitProofSize, delay |-> DelayOf("accepted", s) + 1]}
    /\ UNCHANGED <<proposer, election, learner, crashed>>
MayCrash(a) ==
    /\ a \notin crashed
    /\ Cardinality(crashed) < Crashes
Crash(a) ==
    /\ a \notin crashed
    /\ Cardinality(crashed) < Crashes
    /\ crashed' = crashed \cup {a}
    /\ UNCHANGED <<proposer, election, acceptor, learner, sent>>
TakeIn(l, it, delays) ==
    /\ learner' = [learner EXCEPT ![l].learned = IF IsAbove(it, @) THEN it ELSE @,
                                  ![l].delay = IF @ = 0 \/ delays < @ THEN delays ELSE @]
    /\ sent' = sent
         \cup (IF HasFewLearners /\ ~learner[l].hasProof /\ Has("acknowledged-first") THEN {}
               ELSE {[type |-> "learned", learner |-> l, number |-> it.number]})
         \cup (IF HasFewLearners THEN {[type |-> "acknowledgment", learner |-> l, number |-> it.number, value |-> it.value]} ELSE {})
         \cup {[type |-> "decided", learner |-> l, value |-> it.value]}
    /\ UNCHANGED <<proposer, election, acceptor, crashed>>
MayLearn(l, s) ==
    /\ IsEnough(Signers("accepted", s), LearnSize)
Learn(l, s) ==
    /\ IsEnough(Signers("accepted", s), LearnSize)
    /\ TakeIn(l, s, DelayOf("accepted", s))
MayLearnCommitted(l, s) ==
    /\ Parameterized
    /\ IsEnough(Signers("committed", s), CommitSize)
    /\ Signers("committed", s) # {} \/ IsEnough(Signers("accepted", s), CommitProofSize)
LearnCommitted(l, s) ==
    /\ Parameterized
    /\ IsEnough(Signers("committed", s), CommitSize)
    /\ Signers("committed", s) # {} \/ IsEnough(Signers("accepted", s), CommitProofSize)
    /\ TakeIn(l, s, IF Signers("committed", s) = {} THEN DelayOf("accepted", s) + 1 ELSE DelayOf("committed", s))
MayAskLearners(l) ==
    /\ Has("pull")
    /\ LearnerCount > 1
    /\ learner[l].learned = NoProposal
    /\ ~learner[l].pulls
AskLearners(l) ==
    /\ Has("pull")
    /\ LearnerCount > 1
    /\ learner[l].learned = NoProposal
    /\ ~learner[l].pulls
    /\ learner' = [learner EXCEPT ![l].pulls = TRUE]
    /\ sent' = sent \cup {[type |-> "pull", learner |-> l]}
    /\ UNCHANGED <<proposer, election, acceptor, crashed>>
MayHoldProof(l, w) ==
    /\ HasFewLearners
    /\ ~learner[l].hasProof
    /\ learner[l].learned.value = w
    /\ IsAcknowledged(w)
HoldProof(l, w) ==
    /\ HasFewLearners
    /\ ~learner[l].hasProof
    /\ learner[l].learned.value = w
    /\ IsAcknowledged(w)
    /\ learner' = [learner EXCEPT ![l].hasProof = TRUE]
    /\ sent' = sent \cup {[type |-> "learned", learner |-> l, number |-> learner[l].learned.number]}
    /\ UNCHANGED <<proposer, election, acceptor, crashed>>
MayTellLearner(l, m) ==
    /\ m.learner # l
    /\ learner[l].learned # NoProposal
    /\ learner[l].hasProof \/ ~HasFewLearners
TellLearner(l, m) ==
    /\ m.learner # l
    /\ learner[l].learned # NoProposal
    /\ learner[l].hasProof \/ ~HasFewLearners
    /\ sent' = sent \cup {[type |-> "told", learner |-> l, learned |-> learner[l].learned,
                           signatures |-> IF HasFewLearners THEN AcknowledgmentSize ELSE 0]}
    /\ UNCHANGED <<proposer, election, acceptor, learner, crashed>>
MayLearnTold(l, t) ==
    /\ learner[l].learned = NoProposal
    /\ \A u \in CorrectTold : ~(IsSame(u, t) /\ IsAbove(u, t))
    /\ Cardinality(Tellers(t)) >= PullSize
LearnTold(l, t) ==
    /\ learner[l].learned = NoProposal
    /\ \A u \in CorrectTold : ~(IsSame(u, t) /\ IsAbove(u, t))
    /\ Cardinality(Tellers(t)) >= PullSize
    /\ learner' = [learner EXCEPT ![l].learned = t, ![l].hasProof = HasFewLearners]
    /\ sent' = sent \cup {[type |-> "decided", learner |-> l, value |-> t.value]}
    /\ UNCHANGED <<proposer, election, acceptor, crashed>>
Electable == 1 .. LastRegency
QuorumsFor(leading) ==
    IF proposer[leading].number < 1 \/ proposer[leading].hasProposed THEN {} ELSE Quorums(proposer[leading].number)
Tellable == IF Has("pull") /\ LearnerCount > 1 THEN Told ELSE {}
Next ==
    \/ \E p \in {p \in CorrectProposers : MayStart(p)} : Start(p)
    \/ \E p \in CorrectProposers : \E m \in {m \in Of("elected") : MayBecomeLeader(p, m)} : BecomeLeader(p, m)
    \/ \E p \in CorrectProposers : \E reports \in {reports \in QuorumsFor(p) : MayRecover(p, reports)} : Recover(p, reports)
    \/ \E p \in {p \in CorrectProposers : MayBeSatisfied(p)} : BeSatisfied(p)
    \/ \E p \in {p \in CorrectProposers : MayCease(p)} : Cease(p)
    \/ \E p \in {p \in CorrectProposers : MaySuspect(p)} : Suspect(p)
    \/ \E r \in {r \in Electable : MayElect(r)} : Elect(r)
    \/ \E m \in Proposes : \E a \in {a \in CorrectAcceptors : MayAccept(a, m)} : Accept(a, m)
    \/ \E m \in Queries : \E a \in {a \in CorrectAcceptors : MayAnswer(a, m)} : Answer(a, m)
    \/ \E s \in Signable("accepted") : \E a \in {a \in CorrectAcceptors : MayCommit(a, s)} : Commit(a, s)
    \/ \E a \in {a \in CorrectAcceptors : MayCrash(a)} : Crash(a)
    \/ \E s \in Signable("accepted") : \E l \in {l \in CorrectLearners : MayLearn(l, s)} : Learn(l, s)
    \/ \E s \in Signable("committed") : \E l \in {l \in CorrectLearners : MayLearnCommitted(l, s)} : LearnCommitted(l, s)
    \/ \E l \in {l \in CorrectLearners : MayAskLearners(l)} : AskLearners(l)
    \/ \E w \in Values : \E l \in {l \in CorrectLearners : MayHoldProof(l, w)} : HoldProof(l, w)
    \/ \E m \in Of("pull") : \E l \in {l \in CorrectLearners : MayTellLearner(l, m)} : TellLearner(l, m)
    \/ \E t \in Tellable : \E l \in {l \in CorrectLearners : MayLearnTold(l, t)} : LearnTold(l, t)
IsChosen(candidate) ==
    \/ Cardinality(Signers("accepted", candidate)) >= ChosenSize
    \/ Parameterized /\ candidate \in Statements("committed") /\ IsEnough(Signers("committed", candidate), ChosenSize)
Chosen == {s \in Statements("accepted") : IsChosen(s)}
ChosenValues == {s.value : s \in Chosen}
LearnedValues == {learner[l].learned.value : l \in {k \in CorrectLearners : learner[k].learned # NoProposal}}
Proposed == {msg.value : msg \in Of("propose")} \cup (IF ByzantineRegencies = {} THEN {} ELSE Values)
CS1Inv == OnlyProposedIsChosen(ChosenValues, Proposed)
CS2Inv == OnlyOneIsChosen(ChosenValues)
CS3Inv == OnlyChosenIsLearned({msg.value : msg \in Of("decided")}, ChosenValues)
AgreementInv == Agreement(LearnedValues)
ElectionInv == \A a \in CorrectAcceptors : acceptor[a].regency <= election
Lemma1Inv == \A x, y \in Chosen : x.number = y.number => x = y
Corollary1Inv == Lemma1Inv
Lemma2Inv == \A x \in Chosen : \A n \in (x.number + 1) .. LastRegency : \A c \in Certificates(n) : c.vouching = OnlyValue(x.value)
Lemma4Inv == \A x \in Chosen : IsEnough(Signers("accepted", x), ChosenSize)
Corollary2Inv ==
    \A x, y \in Chosen :
        y.number > x.number /\ y.value # x.value =>
            \E a \in CorrectAcceptors : acceptor[a].accepted.number > x.number /\ acceptor[a].accepted.value # x.value
Lemma5Inv ==
    \A x \in Chosen : \A n \in (x.number + 1) .. LastRegency : \A c \in Certificates(n) : c.vouching \in {OnlyValue(x.value), NoValue}
Lemma6Inv == \A x, y \in Chosen : y.number > x.number => y.value = x.value
Lemma7Inv == \A n \in 1 .. LastRegency : \A c \in Certificates(n) : c.vouching # NoValue
Now == [learner |-> learner]
StabilitySays(before, after) ==
    \A l \in CorrectLearners :
        \/ before.learner[l].learned = NoProposal
        \/ before.learner[l].learned.value = after.learner[l].learned.value
====
