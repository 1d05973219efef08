---- MODULE FabFlat ----
EXTENDS Integers, Sequences, FiniteSets, TLC
CONSTANTS Rules, Parameterized, ValueOrder, Acceptors, ByzantineAcceptors, Faults, FastFaults, ProposerOrder, ByzantineProposers, ValueOf, Crashes, Regencies, Learners, ByzantineLearners
VARIABLES proposer, election, acceptor, learner, sent, crashed
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
OnlyProposedIsChosen(chosen_OnlyProposedIsChosen, proposed_OnlyProposedIsChosen) == chosen_OnlyProposedIsChosen \subseteq proposed_OnlyProposedIsChosen
OnlyOneIsChosen(chosen_OnlyOneIsChosen) == Cardinality(chosen_OnlyOneIsChosen) <= 1
OnlyChosenIsLearned(learned_OnlyChosenIsLearned, chosen_OnlyChosenIsLearned) == learned_OnlyChosenIsLearned \subseteq chosen_OnlyChosenIsLearned
Agreement(values_Agreement) == Cardinality(values_Agreement) <= 1
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
LeaderOf(regency_LeaderOf) == ProposerOrder[(regency_LeaderOf % ProposerCount) + 1]
LastRegency == Regencies - 1
ByzantineRegencies == {r \in 0 .. LastRegency : LeaderOf(r) \in ByzantineProposers}
Of(kind_Of) == {msg \in sent : msg.type = kind_Of}
Statements(kind_Statements) == {[number |-> msg.number, value |-> msg.value] : msg \in Of(kind_Statements)}
Signatures(kind_Signatures, what_Signatures) == {msg \in sent : msg.type = kind_Signatures /\ msg.number = what_Signatures.number /\ msg.value = what_Signatures.value}
Signers(signed_Signers, statement_Signers) == {msg.acceptor : msg \in Signatures(signed_Signers, statement_Signers)}
IsEnough(correct_IsEnough, size_IsEnough) == Cardinality(correct_IsEnough \cup ByzantineAcceptors) >= size_IsEnough
Signable(signing_Signable) ==
    Statements(signing_Signable) \cup
    (IF ByzantineAcceptors = {} THEN {} ELSE {[number |-> k, value |-> w] : k \in 0 .. LastRegency, w \in Values})
WasElected(regency_WasElected) == regency_WasElected = 0 \/ \E msg \in Of("elected") : msg.number = regency_WasElected
LatestRegency == CHOOSE latest \in 0 .. LastRegency : WasElected(latest) /\ \A later \in (latest + 1) .. LastRegency : ~WasElected(later)
Report(who_Report, number_Report, lastAccepted_Report, lastProof_Report) ==
    [type |-> "report", acceptor |-> who_Report, number |-> number_Report, accepted |-> lastAccepted_Report, proof |-> lastProof_Report]
ProposeMessage(number_ProposeMessage, value_ProposeMessage, shown_ProposeMessage) ==
    [type |-> "propose", number |-> number_ProposeMessage, value |-> value_ProposeMessage, certificate |-> shown_ProposeMessage]
CommitProofs ==
    IF Parameterized
      THEN {[number |-> s.number, value |-> s.value, signatures |-> CommitProofSize] :
               s \in {t \in Statements("accepted") : IsEnough(Signers("accepted", t), CommitProofSize)}}
      ELSE {}
Claims(upTo_Claims) ==
    {[accepted |-> q, proof |-> known] :
        q \in {NoProposal} \cup {[number |-> k, value |-> w] : k \in 0 .. upTo_Claims, w \in Values},
        known \in {NoProof} \cup CommitProofs}
Lies(liars_Lies, number_Lies) == {{Report(b, number_Lies, claim[b].accepted, claim[b].proof) : b \in liars_Lies} : claim \in [liars_Lies -> Claims(number_Lies)]}
AnswersTo(number_AnswersTo) == {msg \in Of("report") : msg.number = number_AnswersTo}
Answering(number_Answering) == {msg.acceptor : msg \in AnswersTo(number_Answering)}
RECURSIVE OneEach(_, _)
OneEach(some_OneEach, answers_OneEach) ==
    IF some_OneEach = {}
      THEN {{}}
      ELSE LET next == CHOOSE b \in some_OneEach : TRUE
               rest == OneEach(some_OneEach \ {next}, answers_OneEach)
           IN  rest \cup {choice \cup {own} : choice \in rest, own \in {msg \in answers_OneEach : msg.acceptor = next}}
HonestAnswers(number_HonestAnswers) ==
    IF IsEnough(Answering(number_HonestAnswers), CertificateSize) THEN OneEach(Answering(number_HonestAnswers), AnswersTo(number_HonestAnswers)) ELSE {}
Quorums(number_Quorums) ==
    LET honest == HonestAnswers(number_Quorums)
    IN  {set \in honest : Cardinality(set) = CertificateSize}
        \cup UNION {{set \cup lie : set \in {s \in honest : Cardinality(s) + Cardinality(others) = CertificateSize},
                                    lie \in Lies(others, number_Quorums)}
                    : others \in (SUBSET ByzantineAcceptors) \ {{}}}
Certificates(number_Certificates) ==
    {c \in {CertificateFrom(number_Certificates, quorum) : quorum \in Quorums(number_Certificates)} : c.answers = CertificateSize}
Showable(number_Showable) ==
    IF number_Showable = 0 THEN {}
    ELSE IF ~Has("signed-answers") THEN {[number |-> number_Showable, answers |-> CertificateSize, vouching |-> AnyValue]}
    ELSE UNION {Certificates(k) : k \in IF Has("certificate-number") THEN {number_Showable} ELSE 1 .. LastRegency}
Proposes ==
    Of("propose") \cup UNION {
        {ProposeMessage(r, w, c) : w \in Values, c \in {NoCertificate} \cup Showable(r)}
        : r \in ByzantineRegencies}
Queries ==
    Of("query") \cup
    {[type |-> "query", number |-> r, elected |-> WasElected(r)] :
        r \in {k \in ByzantineRegencies \ {0} : WasElected(k) \/ ~Has("election-proof")}}
IsSame(one_IsSame, two_IsSame) == IF Has("pull-by-value") THEN one_IsSame.value = two_IsSame.value ELSE one_IsSame = two_IsSame
Acknowledgers(value_Acknowledgers) == {msg.learner : msg \in {n \in Of("acknowledgment") : n.value = value_Acknowledgers}}
IsAcknowledged(value_IsAcknowledged) == Cardinality(Acknowledgers(value_IsAcknowledged) \cup ByzantineLearners) >= AcknowledgmentSize
ByzantineTold == {w \in Values : ByzantineLearners # {} /\ (IsAcknowledged(w) \/ ~HasFewLearners)}
CorrectTold == {msg.learned : msg \in Of("told")}
Told == CorrectTold \cup {[number |-> k, value |-> w] : k \in 0 .. LastRegency, w \in ByzantineTold}
Tellers(saying_Tellers) ==
    {msg.learner : msg \in {n \in Of("told") : IsSame(n.learned, saying_Tellers)}}
    \cup (IF HasFewLearners /\ saying_Tellers.value \notin ByzantineTold THEN {} ELSE ByzantineLearners)
Init ==
    /\ proposer = [p \in CorrectProposers |->
          [number |-> -1, hasProposed |-> FALSE, certificate |-> NoCertificate,
           isSatisfied |-> FALSE, ceased |-> FALSE, suspected |-> -1]]
    /\ election = 0
    /\ acceptor = [a \in CorrectAcceptors |-> [regency |-> 0, accepted |-> NoProposal, proof |-> NoProof]]
    /\ learner = [l \in CorrectLearners |-> [learned |-> NoProposal, pulls |-> FALSE, hasProof |-> FALSE]]
    /\ sent = {}
    /\ crashed = {}
MayStart(p_MayStart) ==
    /\ LeaderOf(0) = p_MayStart
    /\ proposer[p_MayStart].number < 0
Start(p_Start) ==
    /\ LeaderOf(0) = p_Start
    /\ proposer[p_Start].number < 0
    /\ proposer' = [proposer EXCEPT ![p_Start].number = 0, ![p_Start].hasProposed = TRUE]
    /\ sent' = sent \cup {ProposeMessage(0, ValueOf[p_Start], NoCertificate)}
    /\ UNCHANGED <<election, acceptor, learner, crashed>>
MayBecomeLeader(p_MayBecomeLeader, m_MayBecomeLeader) ==
    /\ LeaderOf(m_MayBecomeLeader.number) = p_MayBecomeLeader
    /\ m_MayBecomeLeader.number > proposer[p_MayBecomeLeader].number
BecomeLeader(p_BecomeLeader, m_BecomeLeader) ==
    /\ LeaderOf(m_BecomeLeader.number) = p_BecomeLeader
    /\ m_BecomeLeader.number > proposer[p_BecomeLeader].number
    /\ proposer' = [proposer EXCEPT ![p_BecomeLeader].number = m_BecomeLeader.number, ![p_BecomeLeader].hasProposed = FALSE,
                                    ![p_BecomeLeader].certificate = NoCertificate, ![p_BecomeLeader].ceased = FALSE]
    /\ sent' = sent \cup {[type |-> "query", number |-> m_BecomeLeader.number, elected |-> TRUE]}
    /\ UNCHANGED <<election, acceptor, learner, crashed>>
MayRecover(p_MayRecover, reports_MayRecover) ==
    /\ proposer[p_MayRecover].number > 0
    /\ ~proposer[p_MayRecover].hasProposed
    /\ CertificateFrom(proposer[p_MayRecover].number, reports_MayRecover).answers = CertificateSize
Recover(p_Recover, reports_Recover) ==
    /\ proposer[p_Recover].number > 0
    /\ ~proposer[p_Recover].hasProposed
    /\ CertificateFrom(proposer[p_Recover].number, reports_Recover).answers = CertificateSize
    /\ LET made == CertificateFrom(proposer[p_Recover].number, reports_Recover)
           pick == IF made.vouching.kind = "only" THEN made.vouching.value ELSE ValueOf[p_Recover]
       IN  /\ proposer' = [proposer EXCEPT ![p_Recover].hasProposed = TRUE, ![p_Recover].certificate = made]
           /\ sent' = sent \cup {ProposeMessage(proposer[p_Recover].number, pick, made)}
    /\ UNCHANGED <<election, acceptor, learner, crashed>>
MayBeSatisfied(p_MayBeSatisfied) ==
    /\ ~proposer[p_MayBeSatisfied].isSatisfied
    /\ Cardinality({msg.learner : msg \in Of("learned")} \cup ByzantineLearners) >= LearnedSize
BeSatisfied(p_BeSatisfied) ==
    /\ ~proposer[p_BeSatisfied].isSatisfied
    /\ Cardinality({msg.learner : msg \in Of("learned")} \cup ByzantineLearners) >= LearnedSize
    /\ proposer' = [proposer EXCEPT ![p_BeSatisfied].isSatisfied = TRUE]
    /\ sent' = sent \cup {[type |-> "satisfied", proposer |-> p_BeSatisfied]}
    /\ UNCHANGED <<election, acceptor, learner, crashed>>
MayCease(p_MayCease) ==
    /\ proposer[p_MayCease].hasProposed
    /\ ~proposer[p_MayCease].ceased
    /\ Cardinality({msg.proposer : msg \in Of("satisfied")} \cup ByzantineProposers) >= SatisfiedSize
Cease(p_Cease) ==
    /\ proposer[p_Cease].hasProposed
    /\ ~proposer[p_Cease].ceased
    /\ Cardinality({msg.proposer : msg \in Of("satisfied")} \cup ByzantineProposers) >= SatisfiedSize
    /\ proposer' = [proposer EXCEPT ![p_Cease].ceased = TRUE]
    /\ sent' = sent \cup {[type |-> "ceased", number |-> proposer[p_Cease].number]}
    /\ UNCHANGED <<election, acceptor, learner, crashed>>
MaySuspect(p_MaySuspect) ==
    /\ LatestRegency < LastRegency
    /\ ~proposer[p_MaySuspect].isSatisfied
    /\ LatestRegency > proposer[p_MaySuspect].suspected
    /\ proposer[p_MaySuspect].suspected < 0 \/ Has("suspect-again")
Suspect(p_Suspect) ==
    /\ LatestRegency < LastRegency
    /\ ~proposer[p_Suspect].isSatisfied
    /\ LatestRegency > proposer[p_Suspect].suspected
    /\ proposer[p_Suspect].suspected < 0 \/ Has("suspect-again")
    /\ proposer' = [proposer EXCEPT ![p_Suspect].suspected = LatestRegency]
    /\ sent' = sent \cup {[type |-> "suspicion", proposer |-> p_Suspect, number |-> LatestRegency]}
    /\ UNCHANGED <<election, acceptor, learner, crashed>>
Suspecting(regency_Suspecting) == {msg.proposer : msg \in {n \in Of("suspicion") : n.number = regency_Suspecting}}
MayElect(r_MayElect) ==
    /\ r_MayElect = election + 1
    /\ Suspecting(election) # {} \/ Cardinality(ByzantineProposers) > Faults
Elect(r_Elect) ==
    /\ r_Elect = election + 1
    /\ Suspecting(election) # {} \/ Cardinality(ByzantineProposers) > Faults
    /\ election' = r_Elect
    /\ sent' = sent \cup {[type |-> "elected", number |-> r_Elect]}
    /\ UNCHANGED <<proposer, acceptor, learner, crashed>>
MayChange(self_MayChange, prop_MayChange) ==
    \/ prop_MayChange.number = 0
    \/ ~Has("certificate")
    \/ ~Has("certify-always") /\ (self_MayChange.accepted = NoProposal \/ self_MayChange.accepted.value = prop_MayChange.value)
    \/ Supports(prop_MayChange.certificate, prop_MayChange.number, prop_MayChange.value)
MayAccept(a_MayAccept, m_MayAccept) ==
    /\ a_MayAccept \notin crashed
    /\ m_MayAccept.number = acceptor[a_MayAccept].regency \/ ~Has("follow-regency")
    /\ acceptor[a_MayAccept].accepted.number # m_MayAccept.number \/ ~Has("accept-once")
    /\ MayChange(acceptor[a_MayAccept], m_MayAccept)
Accept(a_Accept, m_Accept) ==
    /\ a_Accept \notin crashed
    /\ m_Accept.number = acceptor[a_Accept].regency \/ ~Has("follow-regency")
    /\ acceptor[a_Accept].accepted.number # m_Accept.number \/ ~Has("accept-once")
    /\ MayChange(acceptor[a_Accept], m_Accept)
    /\ acceptor' = [acceptor EXCEPT ![a_Accept].accepted = [number |-> m_Accept.number, value |-> m_Accept.value],
                                    ![a_Accept].regency = IF m_Accept.number > @ THEN m_Accept.number ELSE @]
    /\ sent' = sent \cup {[type |-> "accepted", acceptor |-> a_Accept, number |-> m_Accept.number, value |-> m_Accept.value]}
    /\ UNCHANGED <<proposer, election, learner, crashed>>
MayAnswer(a_MayAnswer, m_MayAnswer) ==
    /\ a_MayAnswer \notin crashed
    /\ m_MayAnswer.elected \/ ~Has("election-proof")
    /\ m_MayAnswer.number >= acceptor[a_MayAnswer].regency
Answer(a_Answer, m_Answer) ==
    /\ a_Answer \notin crashed
    /\ m_Answer.elected \/ ~Has("election-proof")
    /\ m_Answer.number >= acceptor[a_Answer].regency
    /\ acceptor' = [acceptor EXCEPT ![a_Answer].regency = m_Answer.number]
    /\ sent' = sent \cup {Report(a_Answer, m_Answer.number, acceptor[a_Answer].accepted, acceptor[a_Answer].proof)}
    /\ UNCHANGED <<proposer, election, learner, crashed>>
MayCommit(a_MayCommit, s_MayCommit) ==
    /\ a_MayCommit \notin crashed
    /\ Parameterized
    /\ s_MayCommit.number = acceptor[a_MayCommit].regency \/ ~Has("commit-own-regency")
    /\ IsAbove(s_MayCommit, acceptor[a_MayCommit].proof)
    /\ IsEnough(Signers("accepted", s_MayCommit), CommitProofSize)
Commit(a_Commit, s_Commit) ==
    /\ a_Commit \notin crashed
    /\ Parameterized
    /\ s_Commit.number = acceptor[a_Commit].regency \/ ~Has("commit-own-regency")
    /\ IsAbove(s_Commit, acceptor[a_Commit].proof)
    /\ IsEnough(Signers("accepted", s_Commit), CommitProofSize)
    /\ acceptor' = [acceptor EXCEPT ![a_Commit].proof = [number |-> s_Commit.number, value |-> s_Commit.value, signatures |-> CommitProofSize]]
    /\ sent' = sent \cup {[type |-> "committed", acceptor |-> a_Commit, number |-> s_Commit.number, value |-> s_Commit.value,
                           signatures |-> CommitProofSize]}
    /\ UNCHANGED <<proposer, election, learner, crashed>>
MayCrash(a_MayCrash) ==
    /\ a_MayCrash \notin crashed
    /\ Cardinality(crashed) < Crashes
Crash(a_Crash) ==
    /\ a_Crash \notin crashed
    /\ Cardinality(crashed) < Crashes
    /\ crashed' = crashed \cup {a_Crash}
    /\ UNCHANGED <<proposer, election, acceptor, learner, sent>>
TakeIn(l_TakeIn, it_TakeIn) ==
    /\ learner' = [learner EXCEPT ![l_TakeIn].learned = IF IsAbove(it_TakeIn, @) THEN it_TakeIn ELSE @]
    /\ sent' = sent
         \cup (IF HasFewLearners /\ ~learner[l_TakeIn].hasProof /\ Has("acknowledged-first") THEN {}
               ELSE {[type |-> "learned", learner |-> l_TakeIn, number |-> it_TakeIn.number]})
         \cup (IF HasFewLearners THEN {[type |-> "acknowledgment", learner |-> l_TakeIn, number |-> it_TakeIn.number, value |-> it_TakeIn.value]} ELSE {})
         \cup {[type |-> "decided", learner |-> l_TakeIn, value |-> it_TakeIn.value]}
    /\ UNCHANGED <<proposer, election, acceptor, crashed>>
MayLearn(l_MayLearn, s_MayLearn) ==
    /\ IsEnough(Signers("accepted", s_MayLearn), LearnSize)
Learn(l_Learn, s_Learn) ==
    /\ IsEnough(Signers("accepted", s_Learn), LearnSize)
    /\ TakeIn(l_Learn, s_Learn)
MayLearnCommitted(l_MayLearnCommitted, s_MayLearnCommitted) ==
    /\ Parameterized
    /\ IsEnough(Signers("committed", s_MayLearnCommitted), CommitSize)
    /\ Signers("committed", s_MayLearnCommitted) # {} \/ IsEnough(Signers("accepted", s_MayLearnCommitted), CommitProofSize)
LearnCommitted(l_LearnCommitted, s_LearnCommitted) ==
    /\ Parameterized
    /\ IsEnough(Signers("committed", s_LearnCommitted), CommitSize)
    /\ Signers("committed", s_LearnCommitted) # {} \/ IsEnough(Signers("accepted", s_LearnCommitted), CommitProofSize)
    /\ TakeIn(l_LearnCommitted, s_LearnCommitted)
MayAskLearners(l_MayAskLearners) ==
    /\ Has("pull")
    /\ LearnerCount > 1
    /\ learner[l_MayAskLearners].learned = NoProposal
    /\ ~learner[l_MayAskLearners].pulls
AskLearners(l_AskLearners) ==
    /\ Has("pull")
    /\ LearnerCount > 1
    /\ learner[l_AskLearners].learned = NoProposal
    /\ ~learner[l_AskLearners].pulls
    /\ learner' = [learner EXCEPT ![l_AskLearners].pulls = TRUE]
    /\ sent' = sent \cup {[type |-> "pull", learner |-> l_AskLearners]}
    /\ UNCHANGED <<proposer, election, acceptor, crashed>>
MayHoldProof(l_MayHoldProof, w_MayHoldProof) ==
    /\ HasFewLearners
    /\ ~learner[l_MayHoldProof].hasProof
    /\ learner[l_MayHoldProof].learned.value = w_MayHoldProof
    /\ IsAcknowledged(w_MayHoldProof)
HoldProof(l_HoldProof, w_HoldProof) ==
    /\ HasFewLearners
    /\ ~learner[l_HoldProof].hasProof
    /\ learner[l_HoldProof].learned.value = w_HoldProof
    /\ IsAcknowledged(w_HoldProof)
    /\ learner' = [learner EXCEPT ![l_HoldProof].hasProof = TRUE]
    /\ sent' = sent \cup {[type |-> "learned", learner |-> l_HoldProof, number |-> learner[l_HoldProof].learned.number]}
    /\ UNCHANGED <<proposer, election, acceptor, crashed>>
MayTellLearner(l_MayTellLearner, m_MayTellLearner) ==
    /\ m_MayTellLearner.learner # l_MayTellLearner
    /\ learner[l_MayTellLearner].learned # NoProposal
    /\ learner[l_MayTellLearner].hasProof \/ ~HasFewLearners
TellLearner(l_TellLearner, m_TellLearner) ==
    /\ m_TellLearner.learner # l_TellLearner
    /\ learner[l_TellLearner].learned # NoProposal
    /\ learner[l_TellLearner].hasProof \/ ~HasFewLearners
    /\ sent' = sent \cup {[type |-> "told", learner |-> l_TellLearner, learned |-> learner[l_TellLearner].learned,
                           signatures |-> IF HasFewLearners THEN AcknowledgmentSize ELSE 0]}
    /\ UNCHANGED <<proposer, election, acceptor, learner, crashed>>
MayLearnTold(l_MayLearnTold, t_MayLearnTold) ==
    /\ learner[l_MayLearnTold].learned = NoProposal
    /\ \A u \in CorrectTold : ~(IsSame(u, t_MayLearnTold) /\ IsAbove(u, t_MayLearnTold))
    /\ Cardinality(Tellers(t_MayLearnTold)) >= PullSize
LearnTold(l_LearnTold, t_LearnTold) ==
    /\ learner[l_LearnTold].learned = NoProposal
    /\ \A u \in CorrectTold : ~(IsSame(u, t_LearnTold) /\ IsAbove(u, t_LearnTold))
    /\ Cardinality(Tellers(t_LearnTold)) >= PullSize
    /\ learner' = [learner EXCEPT ![l_LearnTold].learned = t_LearnTold, ![l_LearnTold].hasProof = HasFewLearners]
    /\ sent' = sent \cup {[type |-> "decided", learner |-> l_LearnTold, value |-> t_LearnTold.value]}
    /\ UNCHANGED <<proposer, election, acceptor, crashed>>
Electable == 1 .. LastRegency
QuorumsFor(leading_QuorumsFor) ==
    IF proposer[leading_QuorumsFor].number < 1 \/ proposer[leading_QuorumsFor].hasProposed THEN {} ELSE Quorums(proposer[leading_QuorumsFor].number)
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
IsChosen(candidate_IsChosen) ==
    \/ Cardinality(Signers("accepted", candidate_IsChosen)) >= ChosenSize
    \/ Parameterized /\ candidate_IsChosen \in Statements("committed") /\ IsEnough(Signers("committed", candidate_IsChosen), ChosenSize)
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
StabilitySays(before_StabilitySays, after_StabilitySays) ==
    \A l \in CorrectLearners :
        \/ before_StabilitySays.learner[l].learned = NoProposal
        \/ before_StabilitySays.learner[l].learned.value = after_StabilitySays.learner[l].learned.value
====
