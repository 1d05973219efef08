---- MODULE FabOptimalFlat ----
EXTENDS Integers, Sequences, FiniteSets, TLC
CONSTANTS Rules, ValueOrder, ProcessOrder, Byzantine, InputOf, Faults, FastFaults, Crashes, Views
VARIABLES process, sent, crashed
OnlyProposedIsChosen(chosen_OnlyProposedIsChosen, proposed_OnlyProposedIsChosen) == chosen_OnlyProposedIsChosen \subseteq proposed_OnlyProposedIsChosen
OnlyOneIsChosen(chosen_OnlyOneIsChosen) == Cardinality(chosen_OnlyOneIsChosen) <= 1
OnlyChosenIsLearned(learned_OnlyChosenIsLearned, chosen_OnlyChosenIsLearned) == learned_OnlyChosenIsLearned \subseteq chosen_OnlyChosenIsLearned
Agreement(values_Agreement) == Cardinality(values_Agreement) <= 1
vars == <<process, sent, crashed>>
Has(rule_Has) == rule_Has \in Rules
Values == {ValueOrder[i] : i \in 1 .. Len(ValueOrder)}
Processes == {ProcessOrder[i] : i \in 1 .. Len(ProcessOrder)}
Correct == Processes \ Byzantine
Count == Len(ProcessOrder)
LastView == Views - 1
LeaderOf(led_LeaderOf) == ProcessOrder[(led_LeaderOf % Count) + 1]
HasSlowPath == FastFaults < Faults
Majority == (Count + Faults + 2) \div 2
DecideSize == Count - FastFaults - (IF Has("decide-quorum") THEN 0 ELSE 1)
CertificateSize == IF Has("certificate-quorum") THEN Majority ELSE Faults + 1
CommitSize == IF Has("commit-quorum") THEN Majority ELSE IF Faults = 0 THEN 1 ELSE 2 * Faults - 1
VoteSize == Count - Faults - (IF Has("vote-quorum") THEN 0 ELSE 1)
CountedSize ==
    Faults + FastFaults + (IF Has("exclude-equivocator") THEN 0 ELSE 1) - (IF Has("counted-size") THEN 0 ELSE 1)
Nil == [view |-> -1, value |-> "", signed |-> TRUE, certified |-> TRUE]
NoCommit == [view |-> -1, value |-> "", signatures |-> 0]
AnyValue == [kind |-> "any", value |-> ""]
TooFew == [kind |-> "more", value |-> ""]
OnlyValue(kept_OnlyValue) == [kind |-> "only", value |-> kept_OnlyValue]
NoCertificate == [view |-> 0, choice |-> TooFew]
Allows(allowed_Allows, wanted_Allows) == allowed_Allows.kind = "any" \/ (allowed_Allows.kind = "only" /\ allowed_Allows.value = wanted_Allows)
Supports(shown_Supports, inView_Supports, wish_Supports) == (shown_Supports.view = inView_Supports \/ ~Has("votes-of-view")) /\ Allows(shown_Supports.choice, wish_Supports)
Rank(text_Rank) == CHOOSE place \in 1 .. Len(ValueOrder) : ValueOrder[place] = text_Rank
First(some_First) == CHOOSE low \in some_First : \A other \in some_First : Rank(low) <= Rank(other)
IsValid(vote_IsValid) ==
    /\ vote_IsValid.acked.view < 0 \/ ((vote_IsValid.acked.signed \/ ~Has("signed-vote")) /\ (vote_IsValid.acked.certified \/ ~Has("certified-vote")))
    /\ vote_IsValid.commit.view < 0 \/ vote_IsValid.commit.signatures >= CertificateSize \/ ~Has("signed-commit")
Named(valid_Named) ==
    {vote.acked.view : vote \in {x \in valid_Named : x.acked.view >= 0}} \cup
    (IF Has("keep-committed") THEN {vote.commit.view : vote \in {x \in valid_Named : x.commit.view >= 0}} ELSE {})
Counting(named_Counting) ==
    IF named_Counting = {} THEN -1
    ELSE IF Has("highest-view") THEN CHOOSE high \in named_Counting : \A x \in named_Counting : x <= high
    ELSE CHOOSE low \in named_Counting : \A x \in named_Counting : low <= x
Counted(usable_Counted, signedValues_Counted, counts_Counted) ==
    LET others == IF Cardinality(signedValues_Counted) > 1 /\ Has("exclude-equivocator")
                  THEN {x \in usable_Counted : x.process # LeaderOf(counts_Counted)}
                  ELSE usable_Counted
        enough == {w \in signedValues_Counted :
                      Cardinality({x \in others : x.acked.view = counts_Counted /\ x.acked.value = w}) >= CountedSize}
    IN  IF Has("wait-for-others") /\ Cardinality(others) < VoteSize THEN TooFew
        ELSE IF Has("keep-counted") /\ enough # {} THEN OnlyValue(First(enough))
        ELSE AnyValue
SelectionOf(votes_SelectionOf) ==
    LET good == {x \in votes_SelectionOf : IsValid(x)}
        top == Counting(Named(good))
        committed == {x.commit.value : x \in {y \in good : y.commit.view = top}}
        acked == {x.acked.value : x \in {y \in good : y.acked.view = top}}
    IN  IF Cardinality(good) < VoteSize THEN TooFew
        ELSE IF Named(good) = {} THEN AnyValue
        ELSE IF Has("keep-committed") /\ committed # {} THEN OnlyValue(First(committed))
        ELSE IF Has("keep-only") /\ Cardinality(acked) = 1 THEN OnlyValue(First(acked))
        ELSE Counted(good, acked, top)
Of(kind_Of) == {msg \in sent : msg.type = kind_Of}
Statements(kind_Statements) == {[view |-> msg.view, value |-> msg.value] : msg \in Of(kind_Statements)}
Signers(signing_Signers, said_Signers) ==
    {msg.process : msg \in {n \in sent : n.type = signing_Signers /\ n.view = said_Signers.view /\ n.value = said_Signers.value}}
Signable(form_Signable) ==
    Statements(form_Signable) \cup (IF Byzantine = {} THEN {} ELSE {[view |-> k, value |-> w] : k \in 0 .. LastView, w \in Values})
Counts(about_Counts, statement_Counts) ==
    {Cardinality(Signers(about_Counts, statement_Counts)), Cardinality(Signers(about_Counts, statement_Counts) \cup Byzantine)} \ {0}
VoteMessage(voter_VoteMessage, entered_VoteMessage, last_VoteMessage, newest_VoteMessage) ==
    [type |-> "vote", process |-> voter_VoteMessage, view |-> entered_VoteMessage, acked |-> last_VoteMessage, commit |-> newest_VoteMessage]
ProposeMessage(leader_ProposeMessage, number_ProposeMessage, chosen_ProposeMessage, proof_ProposeMessage) ==
    [type |-> "propose", process |-> leader_ProposeMessage, view |-> number_ProposeMessage, value |-> chosen_ProposeMessage, certificate |-> proof_ProposeMessage]
IsProposed(ledView_IsProposed, what_IsProposed) == \E msg \in Of("propose") : msg.process = LeaderOf(ledView_IsProposed) /\ msg.view = ledView_IsProposed /\ msg.value = what_IsProposed
CommitOf(ackView_CommitOf, ackValue_CommitOf) ==
    LET available == Cardinality(Signers("ack", [view |-> ackView_CommitOf, value |-> ackValue_CommitOf]) \cup Byzantine)
    IN  [view |-> ackView_CommitOf, value |-> ackValue_CommitOf, signatures |-> IF available > CertificateSize THEN CertificateSize ELSE available]
IsShowable(known_IsShowable, oldView_IsShowable, oldValue_IsShowable) ==
    \/ oldView_IsShowable = 0
    \/ IsProposed(oldView_IsShowable, oldValue_IsShowable)
    \/ \E c \in known_IsShowable : c.view <= oldView_IsShowable /\ Supports(c, oldView_IsShowable, oldValue_IsShowable)
ShownBefore(certs_ShownBefore, next_ShownBefore) ==
    {[view |-> k, value |-> w, signed |-> (LeaderOf(k) \in Byzantine \/ IsProposed(k, w)), certified |-> IsShowable(certs_ShownBefore, k, w)] :
        k \in 0 .. (next_ShownBefore - 1), w \in Values}
CommitsBefore(upper_CommitsBefore) ==
    IF HasSlowPath THEN {CommitOf(k, w) : k \in 0 .. (upper_CommitsBefore - 1), w \in Values} ELSE {}
Claims(proofs_Claims, before_Claims) ==
    {[acked |-> x, commit |-> y] : x \in {Nil} \cup ShownBefore(proofs_Claims, before_Claims), y \in {NoCommit} \cup CommitsBefore(before_Claims)}
VoteSets(there_VoteSets, forView_VoteSets) ==
    {honest \cup {VoteMessage(b, forView_VoteSets, lie[b].acked, lie[b].commit) : b \in DOMAIN lie} :
        honest \in SUBSET {msg \in Of("vote") : msg.view = forView_VoteSets},
        lie \in UNION {[liars -> Claims(there_VoteSets, forView_VoteSets)] : liars \in SUBSET Byzantine}} \ {{}}
RECURSIVE CertificatesUpTo(_)
CertificatesUpTo(most_CertificatesUpTo) ==
    IF most_CertificatesUpTo < 1 THEN {}
    ELSE LET earlier == CertificatesUpTo(most_CertificatesUpTo - 1)
         IN  earlier \cup {[view |-> most_CertificatesUpTo, choice |-> SelectionOf(votes)] : votes \in VoteSets(earlier, most_CertificatesUpTo)}
Proposes ==
    Of("propose") \cup UNION {
        {ProposeMessage(b, k, w, c) : b \in Byzantine, w \in Values, c \in {NoCertificate} \cup CertificatesUpTo(k)}
        : k \in 0 .. LastView}
Init ==
    /\ process = [p \in Correct |-> [view |-> 0, proposed |-> -1, acked |-> Nil, commit |-> NoCommit, decided |-> ""]]
    /\ sent = {}
    /\ crashed = {}
MayStart(p_MayStart) ==
    /\ p_MayStart \notin crashed
    /\ LeaderOf(0) = p_MayStart
    /\ process[p_MayStart].view = 0
    /\ process[p_MayStart].proposed < 0
Start(p_Start) ==
    /\ p_Start \notin crashed
    /\ LeaderOf(0) = p_Start
    /\ process[p_Start].view = 0
    /\ process[p_Start].proposed < 0
    /\ process' = [process EXCEPT ![p_Start].proposed = 0]
    /\ sent' = sent \cup {ProposeMessage(p_Start, 0, InputOf[p_Start], NoCertificate)}
    /\ UNCHANGED crashed
MayLead(p_MayLead, all_MayLead) ==
    /\ p_MayLead \notin crashed
    /\ process[p_MayLead].view > 0
    /\ LeaderOf(process[p_MayLead].view) = p_MayLead
    /\ process[p_MayLead].proposed < process[p_MayLead].view \/ ~Has("propose-once")
    /\ SelectionOf(all_MayLead) # TooFew
Lead(p_Lead, all_Lead) ==
    /\ p_Lead \notin crashed
    /\ process[p_Lead].view > 0
    /\ LeaderOf(process[p_Lead].view) = p_Lead
    /\ process[p_Lead].proposed < process[p_Lead].view \/ ~Has("propose-once")
    /\ SelectionOf(all_Lead) # TooFew
    /\ LET made == SelectionOf(all_Lead)
           pick == IF made.kind = "only" THEN made.value ELSE InputOf[p_Lead]
       IN  sent' = sent \cup {ProposeMessage(p_Lead, process[p_Lead].view, pick, [view |-> process[p_Lead].view, choice |-> made])}
    /\ process' = [process EXCEPT ![p_Lead].proposed = process[p_Lead].view]
    /\ UNCHANGED crashed
IsCertified(proposal_IsCertified) == proposal_IsCertified.view = 0 \/ Supports(proposal_IsCertified.certificate, proposal_IsCertified.view, proposal_IsCertified.value)
MayAcknowledge(p_MayAcknowledge, m_MayAcknowledge) ==
    /\ p_MayAcknowledge \notin crashed
    /\ m_MayAcknowledge.process = LeaderOf(m_MayAcknowledge.view) \/ ~Has("from-leader")
    /\ m_MayAcknowledge.view <= process[p_MayAcknowledge].view
    /\ m_MayAcknowledge.view = process[p_MayAcknowledge].view \/ ~Has("ack-own-view")
    /\ process[p_MayAcknowledge].acked.view # m_MayAcknowledge.view \/ ~Has("ack-once")
    /\ IsCertified(m_MayAcknowledge) \/ ~Has("certificate")
Acknowledge(p_Acknowledge, m_Acknowledge) ==
    /\ p_Acknowledge \notin crashed
    /\ m_Acknowledge.process = LeaderOf(m_Acknowledge.view) \/ ~Has("from-leader")
    /\ m_Acknowledge.view <= process[p_Acknowledge].view
    /\ m_Acknowledge.view = process[p_Acknowledge].view \/ ~Has("ack-own-view")
    /\ process[p_Acknowledge].acked.view # m_Acknowledge.view \/ ~Has("ack-once")
    /\ IsCertified(m_Acknowledge) \/ ~Has("certificate")
    /\ process' = [process EXCEPT ![p_Acknowledge].acked = [view |-> m_Acknowledge.view, value |-> m_Acknowledge.value,
                                                signed |-> m_Acknowledge.process = LeaderOf(m_Acknowledge.view), certified |-> IsCertified(m_Acknowledge)]]
    /\ sent' = sent \cup {[type |-> "ack", process |-> p_Acknowledge, view |-> m_Acknowledge.view, value |-> m_Acknowledge.value]}
    /\ UNCHANGED crashed
Decides(self_Decides, number_Decides) == self_Decides.decided = "" /\ number_Decides >= DecideSize
Commits(self_Commits, number_Commits, s_Commits) ==
    /\ HasSlowPath
    /\ number_Commits >= CertificateSize
    /\ s_Commits.view = self_Commits.view \/ ~Has("commit-own-view")
    /\ self_Commits.commit.view < s_Commits.view
MayCountAcks(p_MayCountAcks, s_MayCountAcks, n_MayCountAcks) ==
    /\ p_MayCountAcks \notin crashed
    /\ Decides(process[p_MayCountAcks], n_MayCountAcks) \/ Commits(process[p_MayCountAcks], n_MayCountAcks, s_MayCountAcks)
CountAcks(p_CountAcks, s_CountAcks, n_CountAcks) ==
    /\ p_CountAcks \notin crashed
    /\ Decides(process[p_CountAcks], n_CountAcks) \/ Commits(process[p_CountAcks], n_CountAcks, s_CountAcks)
    /\ process' = [process EXCEPT
          ![p_CountAcks].decided = IF Decides(process[p_CountAcks], n_CountAcks) THEN s_CountAcks.value ELSE @,
          ![p_CountAcks].commit = IF Commits(process[p_CountAcks], n_CountAcks, s_CountAcks)
                        THEN [view |-> s_CountAcks.view, value |-> s_CountAcks.value, signatures |-> CertificateSize] ELSE @]
    /\ sent' = IF Commits(process[p_CountAcks], n_CountAcks, s_CountAcks)
               THEN sent \cup {[type |-> "commit", process |-> p_CountAcks, view |-> s_CountAcks.view, value |-> s_CountAcks.value]} ELSE sent
    /\ UNCHANGED crashed
MayDecideSlowly(p_MayDecideSlowly, s_MayDecideSlowly) ==
    /\ p_MayDecideSlowly \notin crashed
    /\ HasSlowPath
    /\ process[p_MayDecideSlowly].decided = ""
    /\ Cardinality(Signers("commit", s_MayDecideSlowly) \cup Byzantine) >= CommitSize
DecideSlowly(p_DecideSlowly, s_DecideSlowly) ==
    /\ p_DecideSlowly \notin crashed
    /\ HasSlowPath
    /\ process[p_DecideSlowly].decided = ""
    /\ Cardinality(Signers("commit", s_DecideSlowly) \cup Byzantine) >= CommitSize
    /\ process' = [process EXCEPT ![p_DecideSlowly].decided = s_DecideSlowly.value]
    /\ UNCHANGED <<sent, crashed>>
MayEnterView(p_MayEnterView) ==
    /\ p_MayEnterView \notin crashed
    /\ process[p_MayEnterView].view < LastView
EnterView(p_EnterView) ==
    /\ p_EnterView \notin crashed
    /\ process[p_EnterView].view < LastView
    /\ process' = [process EXCEPT ![p_EnterView].view = @ + 1]
    /\ sent' = sent \cup {VoteMessage(p_EnterView, process[p_EnterView].view + 1, process[p_EnterView].acked, process[p_EnterView].commit)}
    /\ UNCHANGED crashed
MayCrash(p_MayCrash) ==
    /\ p_MayCrash \notin crashed
    /\ Cardinality(crashed) < Crashes
Crash(p_Crash) ==
    /\ p_Crash \notin crashed
    /\ Cardinality(crashed) < Crashes
    /\ crashed' = crashed \cup {p_Crash}
    /\ UNCHANGED <<process, sent>>
VotesFor(leading_VotesFor) ==
    IF process[leading_VotesFor].view > 0 /\ LeaderOf(process[leading_VotesFor].view) = leading_VotesFor
      THEN VoteSets(CertificatesUpTo(process[leading_VotesFor].view - 1), process[leading_VotesFor].view)
      ELSE {}
Next ==
    \/ \E p \in {p \in Correct : MayStart(p)} : Start(p)
    \/ \E p \in Correct : \E all \in {all \in VotesFor(p) : MayLead(p, all)} : Lead(p, all)
    \/ \E m \in Proposes : \E p \in {p \in Correct : MayAcknowledge(p, m)} : Acknowledge(p, m)
    \/ \E s \in Signable("ack") : \E n \in Counts("ack", s) : \E p \in {p \in Correct : MayCountAcks(p, s, n)} : CountAcks(p, s, n)
    \/ \E s \in Signable("commit") : \E p \in {p \in Correct : MayDecideSlowly(p, s)} : DecideSlowly(p, s)
    \/ \E p \in {p \in Correct : MayEnterView(p)} : EnterView(p)
    \/ \E p \in {p \in Correct : MayCrash(p)} : Crash(p)
Decided == {process[p].decided : p \in Correct} \ {""}
AgreementInv == Agreement(Decided)
ValidityInv ==
    LET leaders == {LeaderOf(k) : k \in 0 .. LastView}
    IN  leaders \cap Byzantine = {} => Decided \subseteq {InputOf[p] : p \in leaders}
Now == [process |-> process]
StabilitySays(before_StabilitySays, after_StabilitySays) ==
    \A p \in Correct : before_StabilitySays.process[p].decided = "" \/ before_StabilitySays.process[p].decided = after_StabilitySays.process[p].decided
====
