---- MODULE BgpFlat ----
EXTENDS Integers, Sequences, FiniteSets, TLC
CONSTANTS CommandOrder, Conflicting, Universals, Rules, Proposers, CommandsOf, SignedByByzantine, Forged, ForgedUniversal, Acceptors, ByzantineAcceptors, Faults, Crashes, Views, ByzantineLeaders, BallotsAhead, BallotKinds, LastBallotWaits, Learners, CommandCount, MaxLength, Checkpoints, Repeats, Orders
VARIABLES proposer, leader, acceptor, learned, sent, crashed
Min(numbers_Min) == CHOOSE least \in numbers_Min : \A other \in numbers_Min : least <= other
Max(numbers_Max) == CHOOSE greatest \in numbers_Max : \A other \in numbers_Max : greatest >= other
Range(list_Range) == {list_Range[place] : place \in 1 .. Len(list_Range)}
Rank(name_Rank) == CHOOSE place \in 1 .. Len(CommandOrder) : CommandOrder[place] = name_Rank
Conflicts(c_Conflicts, d_Conflicts) ==
    \/ c_Conflicts = d_Conflicts
    \/ /\ c_Conflicts \notin Universals
       /\ d_Conflicts \notin Universals
       /\ <<c_Conflicts, d_Conflicts>> \in Conflicting \/ <<d_Conflicts, c_Conflicts>> \in Conflicting
AppendTo(old_AppendTo, new_AppendTo) ==
    LET barrier == Max({0} \cup {p \in 1 .. Len(old_AppendTo) : Conflicts(old_AppendTo[p], new_AppendTo)})
        at == Min({Len(old_AppendTo) + 1} \cup {q \in (barrier + 1) .. Len(old_AppendTo) : Rank(new_AppendTo) < Rank(old_AppendTo[q])})
    IN  SubSeq(old_AppendTo, 1, at - 1) \o <<new_AppendTo>> \o SubSeq(old_AppendTo, at, Len(old_AppendTo))
RECURSIVE Merge(_, _)
Merge(base_Merge, added_Merge) ==
    IF added_Merge = <<>>
      THEN base_Merge
      ELSE Merge(IF Head(added_Merge) \in Range(base_Merge) THEN base_Merge ELSE AppendTo(base_Merge, Head(added_Merge)), Tail(added_Merge))
RECURSIVE AppendAll(_, _)
AppendAll(front_AppendAll, back_AppendAll) ==
    IF back_AppendAll = <<>> THEN front_AppendAll ELSE AppendAll(AppendTo(front_AppendAll, Head(back_AppendAll)), Tail(back_AppendAll))
Without(whole_Without, dropped_Without) == AppendAll(<<>>, SelectSeq(whole_Without, LAMBDA kept : kept \notin dropped_Without))
MinimalAt(line_MinimalAt, wanted_MinimalAt) ==
    LET places == {p \in 1 .. Len(line_MinimalAt) : line_MinimalAt[p] = wanted_MinimalAt}
        first == IF places = {} THEN 0 ELSE Min(places)
    IN  IF first = 0 \/ (\E q \in 1 .. (first - 1) : Conflicts(line_MinimalAt[q], wanted_MinimalAt)) THEN 0 ELSE first
RemoveAt(row_RemoveAt, index_RemoveAt) == SubSeq(row_RemoveAt, 1, index_RemoveAt - 1) \o SubSeq(row_RemoveAt, index_RemoveAt + 1, Len(row_RemoveAt))
RECURSIVE Extends(_, _)
Extends(long_Extends, short_Extends) ==
    IF short_Extends = <<>>
      THEN TRUE
      ELSE LET found == MinimalAt(long_Extends, Head(short_Extends))
           IN  IF found = 0 THEN FALSE ELSE Extends(RemoveAt(long_Extends, found), Tail(short_Extends))
RECURSIVE Surplus(_, _)
Surplus(more_Surplus, less_Surplus) ==
    IF less_Surplus = <<>>
      THEN more_Surplus
      ELSE LET same == {p \in 1 .. Len(more_Surplus) : more_Surplus[p] = Head(less_Surplus)}
           IN  Surplus(IF same = {} THEN more_Surplus ELSE RemoveAt(more_Surplus, Min(same)), Tail(less_Surplus))
Compatible(left_Compatible, right_Compatible) ==
    \/ left_Compatible = right_Compatible
    \/ Extends(AppendAll(left_Compatible, Surplus(right_Compatible, left_Compatible)), right_Compatible)
RECURSIVE Picked(_, _)
Picked(source_Picked, picks_Picked) ==
    IF picks_Picked = {}
      THEN <<>>
      ELSE LET final == Max(picks_Picked)
           IN  AppendTo(Picked(source_Picked, picks_Picked \ {final}), source_Picked[final])
IsClosed(body_IsClosed, taken_IsClosed) ==
    \A later \in taken_IsClosed : \A earlier \in 1 .. (later - 1) : Conflicts(body_IsClosed[earlier], body_IsClosed[later]) => earlier \in taken_IsClosed
PrefixesOf(full_PrefixesOf) == {Picked(full_PrefixesOf, kept) : kept \in {part \in SUBSET (1 .. Len(full_PrefixesOf)) : IsClosed(full_PrefixesOf, part)}}
MeetOf(several_MeetOf) ==
    LET common == {shared \in PrefixesOf(CHOOSE some \in several_MeetOf : TRUE) : \A each \in several_MeetOf : Extends(each, shared)}
    IN  CHOOSE most \in common : \A fewer \in common : Extends(most, fewer)
JoinOf(ahead_JoinOf, behind_JoinOf) == AppendAll(ahead_JoinOf, Surplus(behind_JoinOf, ahead_JoinOf))
RECURSIVE SequencesUpTo(_, _, _)
SequencesUpTo(letters_SequencesUpTo, length_SequencesUpTo, repeating_SequencesUpTo) ==
    IF length_SequencesUpTo = 0
      THEN {<<>>}
      ELSE LET shorter == SequencesUpTo(letters_SequencesUpTo, length_SequencesUpTo - 1, repeating_SequencesUpTo)
           IN  shorter \cup UNION {{AppendTo(s, l) : l \in IF repeating_SequencesUpTo THEN letters_SequencesUpTo ELSE letters_SequencesUpTo \ Range(s)} : s \in shorter}
Precedes(former_Precedes, latter_Precedes) ==
    \/ Len(former_Precedes) < Len(latter_Precedes)
    \/ /\ Len(former_Precedes) = Len(latter_Precedes)
       /\ \E p \in 1 .. Len(former_Precedes) :
             /\ Rank(former_Precedes[p]) < Rank(latter_Precedes[p])
             /\ \A q \in 1 .. (p - 1) : former_Precedes[q] = latter_Precedes[q]
vars == <<proposer, leader, acceptor, learned, sent, crashed>>
Has(rule_Has) == rule_Has \in Rules
Quorum == Cardinality(Acceptors) - Faults
WeakQuorum == Faults + 1
Phase1Size == IF Has("phase1-quorum") THEN Quorum ELSE WeakQuorum
VerifySize == IF Has("verify-quorum") THEN Quorum ELSE WeakQuorum
CertificateSize == IF Has("certificate-quorum") THEN VerifySize ELSE 0
LearnSize == IF Has("learn-quorum") THEN Quorum ELSE WeakQuorum
UniversalSize == IF Has("universal-quorum") THEN WeakQuorum ELSE 1
CheckpointSize == IF Has("checkpoint-quorum") THEN Quorum ELSE WeakQuorum
StableSize == IF Has("stable-beginning") THEN CheckpointSize ELSE 0
SnapshotSize == IF Has("snapshot-quorum") THEN WeakQuorum ELSE 1
DiscardSize == IF Has("discard-quorum") THEN WeakQuorum ELSE 1
SuspicionSize == IF Has("suspicion-quorum") THEN WeakQuorum ELSE 1
ViewChangeSize == IF Has("view-change-quorum") THEN Quorum ELSE WeakQuorum
LeaderSize == WeakQuorum
CorrectAcceptors == Acceptors \ ByzantineAcceptors
CorrectLeaders == {v \in 0 .. (Views - 1) : v < Cardinality(Acceptors) /\ v \notin ByzantineLeaders}
LeaderOf(view_LeaderOf) == view_LeaderOf % Cardinality(Acceptors)
CorrectCommands == UNION {CommandsOf[p] : p \in Proposers}
HasByzantine == ByzantineAcceptors # {} \/ ByzantineLeaders # {} \/ SignedByByzantine # {}
Zero == <<0, 0>>
BallotsPerView == Len(BallotKinds)
BallotOf(view_BallotOf, number_BallotOf) == <<IF Has("unique-ballots") THEN view_BallotOf ELSE 0, number_BallotOf>>
Ballots == {BallotOf(v, n) : v \in 0 .. (Views - 1), n \in 1 .. BallotsPerView}
IsBallot(ballot_IsBallot) == ballot_IsBallot[1] >= 0 /\ ballot_IsBallot[2] >= 1
IsFast(ballot_IsFast) == IF ballot_IsFast[2] > 0 THEN BallotKinds[((ballot_IsFast[2] - 1) % BallotsPerView) + 1] = "fast" ELSE FALSE
Below(lower_Below, upper_Below) == lower_Below[1] < upper_Below[1] \/ (lower_Below[1] = upper_Below[1] /\ lower_Below[2] < upper_Below[2])
IsAuthentic(command_IsAuthentic) == command_IsAuthentic \notin {Forged, ForgedUniversal} \/ ~Has("signed-commands")
CheckpointsIn(line_CheckpointsIn) == Cardinality({p \in 1 .. Len(line_CheckpointsIn) : line_CheckpointsIn[p] \in Checkpoints})
Beginning(commands_Beginning, count_Beginning) ==
    IF count_Beginning = 0
      THEN <<>>
      ELSE SubSeq(commands_Beginning, 1, CHOOSE p \in 1 .. Len(commands_Beginning) :
               commands_Beginning[p] \in Checkpoints /\ CheckpointsIn(SubSeq(commands_Beginning, 1, p)) = count_Beginning)
BeginsWith(whole_BeginsWith, history_BeginsWith) ==
    CheckpointsIn(whole_BeginsWith) >= CheckpointsIn(history_BeginsWith) /\ Beginning(whole_BeginsWith, CheckpointsIn(history_BeginsWith)) = history_BeginsWith
CutAt(value_CutAt, old_CutAt, history_CutAt) == IF CheckpointsIn(history_CutAt) > old_CutAt /\ BeginsWith(value_CutAt, history_CutAt) THEN CheckpointsIn(history_CutAt) ELSE old_CutAt
CutsOf(value_CutsOf, least_CutsOf) == {n \in 0 .. CheckpointsIn(value_CutsOf) : n >= least_CutsOf}
IsBacked(value_IsBacked, at_IsBacked, stable_IsBacked) ==
    \/ ~Has("stable-beginning")
    \/ at_IsBacked < CheckpointsIn(stable_IsBacked)
    \/ at_IsBacked = CheckpointsIn(stable_IsBacked) /\ BeginsWith(value_IsBacked, stable_IsBacked)
Of(kind_Of) == {msg \in sent : msg.type = kind_Of}
Signers(kind_Signers, statement_Signers) == {msg.acceptor : msg \in {n \in sent : n.type = kind_Signers /\ <<n.ballot, n.value, n.cut>> = statement_Signers}}
Statements(kind_Statements) == {<<msg.ballot, msg.value, msg.cut>> : msg \in Of(kind_Statements)}
Voters(kind_Voters, when_Voters, prefix_Voters) == {msg.acceptor : msg \in {n \in Of(kind_Voters) : n.ballot = when_Voters /\ Extends(n.value, prefix_Voters)}}
IsEnough(correct_IsEnough, size_IsEnough) == Cardinality(correct_IsEnough \cup ByzantineAcceptors) >= size_IsEnough
Signed == {msg.command : msg \in Of("proposal") \cup Of("fastProposal")} \cup SignedByByzantine
MadeUp == IF HasByzantine THEN {Forged, ForgedUniversal} ELSE {}
Proposed == {msg.command : msg \in Of("proposal")} \cup SignedByByzantine \cup MadeUp
ProposedToAcceptors == {msg.command : msg \in Of("fastProposal")} \cup SignedByByzantine \cup MadeUp
NothingProven == [ballot |-> Zero, value |-> <<>>, cut |-> 0, signatures |-> 0, reports |-> 0]
HasBase(proof_HasBase) == proof_HasBase.reports >= Phase1Size \/ ~Has("prefix-base")
IsShown(claimed_IsShown) == claimed_IsShown.signatures >= CertificateSize /\ HasBase(claimed_IsShown)
IsValid(report_IsValid) == (report_IsValid.ballot = Zero /\ report_IsValid.value = <<>>) \/ IsShown(report_IsValid)
NothingShown == [ballot |-> Zero, base |-> <<>>, cut |-> 0, stable |-> <<>>, reports |-> 0]
GoesBefore(one_GoesBefore, another_GoesBefore) ==
    \/ Len(one_GoesBefore.value) > Len(another_GoesBefore.value)
    \/ Len(one_GoesBefore.value) = Len(another_GoesBefore.value) /\ one_GoesBefore.cut > another_GoesBefore.cut
    \/ Len(one_GoesBefore.value) = Len(another_GoesBefore.value) /\ one_GoesBefore.cut = another_GoesBefore.cut /\ Precedes(one_GoesBefore.value, another_GoesBefore.value)
FirstOf(candidates_FirstOf) == CHOOSE x \in candidates_FirstOf : \A y \in candidates_FirstOf : x = y \/ GoesBefore(x, y)
RECURSIVE JoinAll(_, _)
JoinAll(bound_JoinAll, remaining_JoinAll) ==
    IF remaining_JoinAll = {}
      THEN bound_JoinAll
      ELSE LET upper == FirstOf(remaining_JoinAll)
           IN  JoinAll(IF Compatible(bound_JoinAll, upper.value) THEN JoinOf(bound_JoinAll, upper.value) ELSE bound_JoinAll, remaining_JoinAll \ {upper})
BaseOf(proofs_BaseOf) ==
    LET highest == IF Has("highest-ballot")
                     THEN {q \in proofs_BaseOf : ~\E r \in proofs_BaseOf : Below(q.ballot, r.ballot)}
                     ELSE proofs_BaseOf
        forms == {[value |-> q.value, cut |-> q.cut] : q \in highest}
    IN  IF forms = {}
          THEN [value |-> <<>>, cut |-> 0]
          ELSE IF Has("prefix-bound")
                 THEN [value |-> JoinAll(<<>>, forms), cut |-> 0]
                 ELSE FirstOf(forms)
Counting(ballot_Counting, reports_Counting) ==
    {r \in reports_Counting : r.ballot = ballot_Counting /\ IsValid(r.proven) /\ IsBacked(r.proven.value, r.proven.cut, r.stable)}
StableOf(reports_StableOf) ==
    LET shown == {r.stable : r \in reports_StableOf} \cup {<<>>}
    IN  CHOOSE h \in shown : \A other \in shown : CheckpointsIn(h) >= CheckpointsIn(other)
ObligedBy(reports_ObligedBy) ==
    LET root == BaseOf({r.proven : r \in reports_ObligedBy})
        stable == StableOf(reports_ObligedBy)
    IN  [value |-> root.value, cut |-> CutAt(root.value, root.cut, stable), stable |-> stable]
Nameable == IF Repeats THEN Signed ELSE Signed \ Universals
ByzantineValues == SequencesUpTo(Nameable \cup {Forged}, MaxLength, Repeats)
ByzantineForms == UNION {{[value |-> w, cut |-> n] : n \in CutsOf(w, 0)} : w \in ByzantineValues}
NameableHistories == {Beginning(w.value, w.cut) : w \in {x \in ByzantineForms : x.cut > 0}}
Stated(kind_Stated, size_Stated) ==
    Statements(kind_Stated) \cup (IF IsEnough({}, size_Stated) THEN {<<b, w.value, w.cut>> : b \in Ballots, w \in ByzantineForms} ELSE {})
Stating(history_Stating) == {msg.acceptor : msg \in {n \in Of("checkpointed") : n.history = history_Stating}}
StatedHistories == {msg.history : msg \in Of("checkpointed")} \cup (IF IsEnough({}, SnapshotSize) \/ IsEnough({}, DiscardSize) THEN NameableHistories ELSE {})
ShownStable ==
    {<<>>}
    \cup UNION {{Beginning(s[2], n) : n \in CutsOf(s[2], s[3])} :
                   s \in {t \in Statements("2b") : IsEnough(Signers("2b", t), CheckpointSize)}}
    \cup (IF Cardinality(ByzantineAcceptors) >= StableSize THEN NameableHistories ELSE {})
ValuesOf(kind_ValuesOf, when_ValuesOf) == {msg.value : msg \in {n \in Of(kind_ValuesOf) : n.ballot = when_ValuesOf}}
Common(values_Common) ==
    IF ByzantineAcceptors = {}
      THEN {MeetOf(voted) : voted \in (SUBSET values_Common) \ {{}}}
      ELSE UNION {PrefixesOf(w) : w \in values_Common}
PrefixStated(kind_PrefixStated, size_PrefixStated) ==
    (UNION {{<<b, w>> : w \in Common(ValuesOf(kind_PrefixStated, b))} : b \in Ballots})
    \cup (IF IsEnough({}, size_PrefixStated) THEN Ballots \X ByzantineValues ELSE {})
Certificate(when_Certificate, shown_Certificate, at_Certificate, from1b_Certificate) == [ballot |-> when_Certificate, value |-> shown_Certificate, cut |-> at_Certificate, signatures |-> VerifySize, reports |-> from1b_Certificate]
EqualCertificates ==
    {Certificate(s[1], s[2], s[3], 0) : s \in {t \in Statements("verify") : IsEnough(Signers("verify", t), VerifySize)}}
PrefixCertificates(from1b_PrefixCertificates) ==
    UNION {{Certificate(b, w, 0, from1b_PrefixCertificates) :
              w \in {x \in UNION {PrefixesOf(y) : y \in ValuesOf("verify", b)} : IsEnough(Voters("verify", b, x), VerifySize)}} :
              b \in Ballots}
Report(who_Report, ballot_Report, proof_Report, vote_Report, at_Report, shown_Report) ==
    [type |-> "1b", acceptor |-> who_Report, ballot |-> ballot_Report, proven |-> proof_Report, value |-> vote_Report, cut |-> at_Report, stable |-> shown_Report]
AnswersTo(ballot_AnswersTo) ==
    {set \in SUBSET {msg \in Of("1b") : msg.ballot = ballot_AnswersTo} : \A m, n \in set : m.acceptor = n.acceptor => m = n}
BasesFrom(ballot_BasesFrom, claims_BasesFrom) ==
    LET sets == {set \in AnswersTo(ballot_BasesFrom) : Cardinality(set) + Cardinality(ByzantineAcceptors) >= Phase1Size}
        lies == {Report("nobody", ballot_BasesFrom, claim, <<>>, 0, shown) : claim \in claims_BasesFrom, shown \in ShownStable}
    IN  IF ByzantineAcceptors = {}
          THEN {ObligedBy(Counting(ballot_BasesFrom, set)) : set \in sets}
          ELSE {ObligedBy(Counting(ballot_BasesFrom, set \cup {lie})) : set \in sets, lie \in Counting(ballot_BasesFrom, lies)}
RECURSIVE ShownFrom(_)
ShownFrom(known_ShownFrom) ==
    LET shown == {proof \in PrefixCertificates(Phase1Size) :
                     \E root \in BasesFrom(proof.ballot, known_ShownFrom \cup {NothingProven}) : Extends(proof.value, root.value)}
    IN  IF shown = known_ShownFrom THEN known_ShownFrom ELSE ShownFrom(shown)
Certificates ==
    IF Has("prefix-base")
      THEN ShownFrom({})
      ELSE IF Has("prefix-quorums") THEN PrefixCertificates(0) ELSE EqualCertificates
Claims ==
    Certificates \cup {NothingProven}
    \cup (IF Cardinality(ByzantineAcceptors) >= CertificateSize
            THEN {[ballot |-> BallotOf(Views - 1, n), value |-> w.value, cut |-> w.cut, signatures |-> CertificateSize, reports |-> 0] :
                     n \in 1 .. BallotsPerView, w \in ByzantineForms}
            ELSE {})
ReportedValues == SequencesUpTo(Nameable \cup (IF Has("signed-commands") THEN {} ELSE {Forged}), MaxLength, Repeats)
Content(answer_Content) == [proven |-> answer_Content.proven, value |-> answer_Content.value]
Contents(answers_Contents) == {<<c, Cardinality({r \in answers_Contents : Content(r) = c})>> : c \in {Content(r) : r \in answers_Contents}}
IsAmong(fewer_IsAmong, many_IsAmong) == \A x \in fewer_IsAmong : \E y \in many_IsAmong : x[1] = y[1] /\ x[2] <= y[2]
IsRightSize(count_IsRightSize) == count_IsRightSize = Phase1Size \/ (count_IsRightSize > Phase1Size /\ ~Has("propose-once"))
HonestQuorums(ballot_HonestQuorums) == {set \in AnswersTo(ballot_HonestQuorums) : IsRightSize(Cardinality(set))}
LyingQuorums(ballot_LyingQuorums) ==
    UNION {
        LET liar == CHOOSE a \in others : TRUE
        IN  {set \cup {Report(liar, ballot_LyingQuorums, claim, vote, 0, shown)}
                 \cup {Report(a, ballot_LyingQuorums, NothingProven, <<>>, 0, <<>>) : a \in others \ {liar}} :
                set \in {s \in AnswersTo(ballot_LyingQuorums) : IsRightSize(Cardinality(s) + Cardinality(others))},
                claim \in Claims,
                vote \in ReportedValues,
                shown \in ShownStable}
        : others \in (SUBSET ByzantineAcceptors) \ {{}}}
JustifiableBases(answered_JustifiableBases) ==
    IF ~Has("justification") THEN {[value |-> <<>>, cut |-> 0, stable |-> <<>>]} ELSE BasesFrom(answered_JustifiableBases, Claims)
Phase1As ==
    Of("1a") \cup {[type |-> "1a", view |-> v, ballot |-> b] : v \in ByzantineLeaders, b \in Ballots}
    \cup {[type |-> "1a", view |-> b[1], ballot |-> b] : b \in BallotsAhead}
BallotsOpened ==
    IF Has("propose-to-all")
      THEN {}
      ELSE Of("ballotOpened") \cup
           {[type |-> "ballotOpened", view |-> v, ballot |-> b, kind |-> k] :
               v \in ByzantineLeaders, b \in Ballots, k \in {"classic", "fast"}}
Fasts == Of("fast") \cup {[type |-> "fast", view |-> v, ballot |-> b] : v \in ByzantineLeaders, b \in Ballots}
Phase2A(from_Phase2A, in_Phase2A, proposal_Phase2A, at_Phase2A, from1b_Phase2A) ==
    [type |-> "2a", view |-> from_Phase2A, ballot |-> in_Phase2A, value |-> proposal_Phase2A, cut |-> at_Phase2A, justification |-> from1b_Phase2A]
ByzantineProposals(view_ByzantineProposals, ballot_ByzantineProposals) ==
    {Phase2A(view_ByzantineProposals, ballot_ByzantineProposals, w.value, w.cut,
        [ballot |-> ballot_ByzantineProposals, base |-> root.value, cut |-> root.cut, stable |-> root.stable,
         reports |-> IF Has("justification") THEN Phase1Size ELSE 0]) :
        w \in ByzantineForms, root \in JustifiableBases(ballot_ByzantineProposals)}
Phase2As ==
    Of("2a") \cup UNION {ByzantineProposals(v, b) : v \in ByzantineLeaders, b \in Ballots}
Universal2As ==
    Of("universal2a") \cup
    {[type |-> "universal2a", view |-> v, ballot |-> b, command |-> c] :
        v \in ByzantineLeaders, b \in Ballots, c \in Signed \cup {Forged, ForgedUniversal}}
Forwards ==
    Of("forward") \cup
    {[type |-> "forward", acceptor |-> a, command |-> c] : a \in ByzantineAcceptors, c \in Signed \cup {Forged, ForgedUniversal}}
Suspecting(view_Suspecting) == {msg.acceptor : msg \in {n \in Of("suspicion") : n.view = view_Suspecting}}
ViewChanges ==
    Of("viewChange") \cup
    {[type |-> "viewChange", acceptor |-> a, view |-> v, suspicions |-> Cardinality(Suspecting(v - 1) \cup ByzantineAcceptors)] :
        a \in ByzantineAcceptors, v \in 1 .. (Views - 1)}
Committed(view_Committed) == {msg.acceptor : msg \in {n \in Of("viewChange") : n.view = view_Committed}}
NewLeaders ==
    Of("newLeader") \cup
    {[type |-> "newLeader", acceptor |-> a, view |-> v, commitments |-> LeaderSize] :
        a \in ByzantineAcceptors,
        v \in {u \in (0 .. (Views - 1)) \ ByzantineLeaders : IsEnough(Committed(u), LeaderSize)}}
Init ==
    /\ proposer = [p \in Proposers |-> [ballot |-> Zero, kind |-> "classic", proposed |-> {}]]
    /\ leader = [v \in CorrectLeaders |->
          [view |-> v, active |-> v = 0, number |-> 0, hasProposed |-> FALSE, heard |-> <<>>, spent |-> <<>>, discarded |-> <<>>,
           answers |-> Contents({})]]
    /\ acceptor = [a \in CorrectAcceptors |->
          [view |-> 0, suspects |-> FALSE, committed |-> 0, promised |-> Zero, voted |-> Zero,
           value |-> <<>>, cut |-> 0, proven |-> NothingProven, universals |-> {}, stable |-> <<>>, shown |-> NothingShown]]
    /\ learned = [l \in Learners |-> <<>>]
    /\ sent = {}
    /\ crashed = {}
MayHearBallot(p_MayHearBallot, m_MayHearBallot) ==
    /\ Below(proposer[p_MayHearBallot].ballot, m_MayHearBallot.ballot)
HearBallot(p_HearBallot, m_HearBallot) ==
    /\ Below(proposer[p_HearBallot].ballot, m_HearBallot.ballot)
    /\ proposer' = [proposer EXCEPT ![p_HearBallot].ballot = m_HearBallot.ballot, ![p_HearBallot].kind = m_HearBallot.kind]
    /\ UNCHANGED <<leader, acceptor, learned, sent, crashed>>
MayPropose(p_MayPropose, c_MayPropose) ==
    /\ c_MayPropose \notin proposer[p_MayPropose].proposed
Propose(p_Propose, c_Propose) ==
    /\ c_Propose \notin proposer[p_Propose].proposed
    /\ proposer' = [proposer EXCEPT ![p_Propose].proposed = @ \cup {c_Propose}]
    /\ sent' = sent
         \cup (IF Has("propose-to-all") \/ proposer[p_Propose].kind = "fast" THEN {[type |-> "fastProposal", command |-> c_Propose]} ELSE {})
         \cup (IF Has("propose-to-all") \/ proposer[p_Propose].kind # "fast" THEN {[type |-> "proposal", command |-> c_Propose]} ELSE {})
    /\ UNCHANGED <<leader, acceptor, learned, crashed>>
MayBecomeLeader(v_MayBecomeLeader, m_MayBecomeLeader) ==
    /\ LeaderOf(m_MayBecomeLeader.view) = v_MayBecomeLeader
    /\ \/ m_MayBecomeLeader.view > leader[v_MayBecomeLeader].view
       \/ m_MayBecomeLeader.view = leader[v_MayBecomeLeader].view /\ ~leader[v_MayBecomeLeader].active
       \/ m_MayBecomeLeader.view < leader[v_MayBecomeLeader].view /\ ~Has("lead-forward")
    /\ m_MayBecomeLeader.commitments >= LeaderSize
BecomeLeader(v_BecomeLeader, m_BecomeLeader) ==
    /\ LeaderOf(m_BecomeLeader.view) = v_BecomeLeader
    /\ \/ m_BecomeLeader.view > leader[v_BecomeLeader].view
       \/ m_BecomeLeader.view = leader[v_BecomeLeader].view /\ ~leader[v_BecomeLeader].active
       \/ m_BecomeLeader.view < leader[v_BecomeLeader].view /\ ~Has("lead-forward")
    /\ m_BecomeLeader.commitments >= LeaderSize
    /\ leader' = [leader EXCEPT ![v_BecomeLeader].view = m_BecomeLeader.view,
                                ![v_BecomeLeader].active = TRUE,
                                ![v_BecomeLeader].number = 0,
                                ![v_BecomeLeader].hasProposed = FALSE,
                                ![v_BecomeLeader].answers = Contents({})]
    /\ UNCHANGED <<proposer, acceptor, learned, sent, crashed>>
HeardBy(v_HeardBy) == Range(leader[v_HeardBy].heard) \cup Range(leader[v_HeardBy].discarded)
CanOpen(v_CanOpen) ==
    \/ ~LastBallotWaits
    \/ leader[v_CanOpen].number < BallotsPerView - 1
    \/ \A c \in CorrectCommands : c \in Signed /\ (c \in HeardBy(v_CanOpen) \/ c \notin Proposed)
MayOpenBallot(v_MayOpenBallot) ==
    /\ leader[v_MayOpenBallot].active
    /\ leader[v_MayOpenBallot].number < BallotsPerView
    /\ CanOpen(v_MayOpenBallot)
OpenBallot(v_OpenBallot) ==
    /\ leader[v_OpenBallot].active
    /\ leader[v_OpenBallot].number < BallotsPerView
    /\ CanOpen(v_OpenBallot)
    /\ leader' = [leader EXCEPT ![v_OpenBallot].number = @ + 1, ![v_OpenBallot].hasProposed = FALSE, ![v_OpenBallot].answers = Contents({})]
    /\ LET next == BallotOf(leader[v_OpenBallot].view, leader[v_OpenBallot].number + 1)
           kind == BallotKinds[leader[v_OpenBallot].number + 1]
       IN  sent' = sent
             \cup (IF Has("propose-to-all") THEN {} ELSE {[type |-> "ballotOpened", view |-> leader[v_OpenBallot].view, ballot |-> next, kind |-> kind]})
             \cup {[type |-> IF kind = "fast" /\ ~Has("open-by-phase1") THEN "fast" ELSE "1a", view |-> leader[v_OpenBallot].view, ballot |-> next]}
    /\ UNCHANGED <<proposer, acceptor, learned, crashed>>
MayHearProposal(v_MayHearProposal, c_MayHearProposal) ==
    /\ c_MayHearProposal \notin HeardBy(v_MayHearProposal)
    /\ IsAuthentic(c_MayHearProposal)
HearProposal(v_HearProposal, c_HearProposal) ==
    /\ c_HearProposal \notin HeardBy(v_HearProposal)
    /\ IsAuthentic(c_HearProposal)
    /\ leader' = [leader EXCEPT ![v_HearProposal].heard = AppendTo(@, c_HearProposal)]
    /\ sent' = IF c_HearProposal \in Universals /\ ~Has("universal-any-ballot")
                 THEN sent \cup {[type |-> "universal2a", view |-> leader[v_HearProposal].view, ballot |-> BallotOf(leader[v_HearProposal].view, leader[v_HearProposal].number), command |-> c_HearProposal]}
                 ELSE sent
    /\ UNCHANGED <<proposer, acceptor, learned, crashed>>
RECURSIVE MergeReported(_, _)
MergeReported(chosen_MergeReported, votes_MergeReported) ==
    IF votes_MergeReported = {}
      THEN chosen_MergeReported
      ELSE LET first == CHOOSE x \in votes_MergeReported : \A y \in votes_MergeReported : x = y \/ Precedes(x, y)
               counting == SelectSeq(first, LAMBDA k : IsAuthentic(k) /\ k \notin Universals)
           IN  MergeReported(Merge(chosen_MergeReported, counting), votes_MergeReported \ {first})
PickValue(self_PickValue, answers_PickValue) ==
    LET root == BaseOf({r.proven : r \in answers_PickValue}).value
        reported == IF Has("collect-reported") THEN {r.value : r \in answers_PickValue} ELSE {}
    IN  Merge(MergeReported(root, reported), Without(self_PickValue.heard, Range(self_PickValue.spent) \cup Universals))
RECURSIVE AppendedInAnyOrder(_, _)
AppendedInAnyOrder(front_AppendedInAnyOrder, rest_AppendedInAnyOrder) ==
    IF rest_AppendedInAnyOrder = {} THEN {front_AppendedInAnyOrder} ELSE UNION {AppendedInAnyOrder(AppendTo(front_AppendedInAnyOrder, k), rest_AppendedInAnyOrder \ {k}) : k \in rest_AppendedInAnyOrder}
Pickable(self_Pickable, answers_Pickable) ==
    LET own == PickValue(self_Pickable, answers_Pickable)
        root == BaseOf({r.proven : r \in answers_Pickable}).value
    IN  IF Orders THEN AppendedInAnyOrder(root, Range(own) \ Range(root)) ELSE {own}
MayPropose2A(v_MayPropose2A, reports_MayPropose2A) ==
    /\ leader[v_MayPropose2A].active
    /\ leader[v_MayPropose2A].number > 0
    /\ leader[v_MayPropose2A].hasProposed => ~Has("propose-once")
    /\ IsAmong(leader[v_MayPropose2A].answers, Contents(reports_MayPropose2A))
    /\ Cardinality(Counting(BallotOf(leader[v_MayPropose2A].view, leader[v_MayPropose2A].number), reports_MayPropose2A)) >= Phase1Size
Propose2A(v_Propose2A, reports_Propose2A) ==
    /\ leader[v_Propose2A].active
    /\ leader[v_Propose2A].number > 0
    /\ leader[v_Propose2A].hasProposed => ~Has("propose-once")
    /\ IsAmong(leader[v_Propose2A].answers, Contents(reports_Propose2A))
    /\ Cardinality(Counting(BallotOf(leader[v_Propose2A].view, leader[v_Propose2A].number), reports_Propose2A)) >= Phase1Size
    /\ LET own == BallotOf(leader[v_Propose2A].view, leader[v_Propose2A].number)
           counted == Counting(own, reports_Propose2A)
           root == ObligedBy(counted)
           isNew == CheckpointsIn(root.stable) > CheckpointsIn(leader[v_Propose2A].discarded)
           shown == [ballot |-> own, base |-> root.value, cut |-> root.cut, stable |-> root.stable, reports |-> Cardinality(counted)]
       IN  /\ leader' = [leader EXCEPT ![v_Propose2A].hasProposed = TRUE,
                                       ![v_Propose2A].spent = IF Has("keep-proposals") THEN @ ELSE leader[v_Propose2A].heard,
                                       ![v_Propose2A].heard = IF isNew THEN Without(@, Range(root.stable)) ELSE @,
                                       ![v_Propose2A].discarded = IF isNew THEN root.stable ELSE @,
                                       ![v_Propose2A].answers = IF Has("propose-once") THEN @ ELSE Contents(reports_Propose2A)]
           /\ \E picked \in Pickable(leader[v_Propose2A], counted) :
                 sent' = sent \cup {Phase2A(leader[v_Propose2A].view, own, picked, root.cut, shown)}
    /\ UNCHANGED <<proposer, acceptor, learned, crashed>>
MayForget(v_MayForget, history_MayForget) ==
    /\ IsEnough(Stating(history_MayForget), DiscardSize)
    /\ CheckpointsIn(history_MayForget) > CheckpointsIn(leader[v_MayForget].discarded)
Forget(v_Forget, history_Forget) ==
    /\ IsEnough(Stating(history_Forget), DiscardSize)
    /\ CheckpointsIn(history_Forget) > CheckpointsIn(leader[v_Forget].discarded)
    /\ leader' = [leader EXCEPT ![v_Forget].heard = Without(@, Range(history_Forget)), ![v_Forget].discarded = history_Forget]
    /\ UNCHANGED <<proposer, acceptor, learned, sent, crashed>>
IsFromOwnView(a_IsFromOwnView, msg_IsFromOwnView) == msg_IsFromOwnView.view = acceptor[a_IsFromOwnView].view \/ ~Has("own-view")
IsOwnBallot(msg_IsOwnBallot) ==
    /\ IsBallot(msg_IsOwnBallot.ballot)
    /\ msg_IsOwnBallot.ballot = BallotOf(msg_IsOwnBallot.view, msg_IsOwnBallot.ballot[2]) \/ ~Has("own-ballots")
ReportOf(self_ReportOf) ==
    IF Has("report-proven-ballot") \/ self_ReportOf.proven.ballot = self_ReportOf.promised \/ self_ReportOf.proven.value = <<>>
      THEN self_ReportOf.proven
      ELSE [ballot |-> self_ReportOf.promised, value |-> self_ReportOf.proven.value, cut |-> self_ReportOf.proven.cut, signatures |-> 0, reports |-> 0]
MayPromise(a_MayPromise, m_MayPromise) ==
    /\ a_MayPromise \notin crashed
    /\ IsFromOwnView(a_MayPromise, m_MayPromise)
    /\ IsOwnBallot(m_MayPromise)
    /\ Below(acceptor[a_MayPromise].promised, m_MayPromise.ballot) \/ (acceptor[a_MayPromise].promised # m_MayPromise.ballot /\ ~Has("promise"))
Promise(a_Promise, m_Promise) ==
    /\ a_Promise \notin crashed
    /\ IsFromOwnView(a_Promise, m_Promise)
    /\ IsOwnBallot(m_Promise)
    /\ Below(acceptor[a_Promise].promised, m_Promise.ballot) \/ (acceptor[a_Promise].promised # m_Promise.ballot /\ ~Has("promise"))
    /\ LET cut == CutAt(acceptor[a_Promise].value, acceptor[a_Promise].cut, acceptor[a_Promise].stable)
       IN  /\ acceptor' = [acceptor EXCEPT ![a_Promise].promised = m_Promise.ballot, ![a_Promise].cut = cut]
           /\ sent' = sent \cup {Report(a_Promise, m_Promise.ballot, ReportOf(acceptor[a_Promise]), acceptor[a_Promise].value, cut, acceptor[a_Promise].stable)}
    /\ UNCHANGED <<proposer, leader, learned, crashed>>
MayOpenFast(a_MayOpenFast, m_MayOpenFast) ==
    /\ a_MayOpenFast \notin crashed
    /\ ~Has("open-by-phase1")
    /\ IsFromOwnView(a_MayOpenFast, m_MayOpenFast)
    /\ IsOwnBallot(m_MayOpenFast)
    /\ Below(acceptor[a_MayOpenFast].promised, m_MayOpenFast.ballot)
OpenFast(a_OpenFast, m_OpenFast) ==
    /\ a_OpenFast \notin crashed
    /\ ~Has("open-by-phase1")
    /\ IsFromOwnView(a_OpenFast, m_OpenFast)
    /\ IsOwnBallot(m_OpenFast)
    /\ Below(acceptor[a_OpenFast].promised, m_OpenFast.ballot)
    /\ acceptor' = [acceptor EXCEPT ![a_OpenFast].promised = m_OpenFast.ballot, ![a_OpenFast].voted = m_OpenFast.ballot]
    /\ UNCHANGED <<proposer, leader, learned, sent, crashed>>
Discarding(self_Discarding, history_Discarding) ==
    IF CheckpointsIn(history_Discarding) <= CheckpointsIn(self_Discarding.stable)
      THEN self_Discarding
      ELSE [self_Discarding EXCEPT !.stable = history_Discarding,
                        !.cut = IF Below(self_Discarding.voted, self_Discarding.promised) THEN CutAt(self_Discarding.value, @, history_Discarding) ELSE @,
                        !.proven = [@ EXCEPT !.cut = CutAt(self_Discarding.proven.value, @, history_Discarding)]]
HasReached(self_HasReached, history_HasReached) ==
    \/ CheckpointsIn(history_HasReached) <= CheckpointsIn(self_HasReached.stable)
    \/ self_HasReached.cut > CheckpointsIn(history_HasReached)
    \/ BeginsWith(self_HasReached.value, history_HasReached)
    \/ self_HasReached.proven.cut > CheckpointsIn(history_HasReached)
    \/ BeginsWith(self_HasReached.proven.value, history_HasReached)
Statement(a_Statement, history_Statement, isStated_Statement) ==
    IF isStated_Statement /\ CheckpointsIn(history_Statement) > CheckpointsIn(acceptor[a_Statement].stable)
      THEN {[type |-> "checkpointed", acceptor |-> a_Statement, history |-> history_Statement]}
      ELSE {}
VoteFor(a_VoteFor, b_VoteFor, w_VoteFor, at_VoteFor) ==
    IF w_VoteFor = <<>> THEN {} ELSE {[type |-> "verify", acceptor |-> a_VoteFor, ballot |-> b_VoteFor, value |-> w_VoteFor, cut |-> at_VoteFor]}
MayVote(a_MayVote, m_MayVote) ==
    /\ a_MayVote \notin crashed
    /\ IsFromOwnView(a_MayVote, m_MayVote)
    /\ IsOwnBallot(m_MayVote)
    /\ ~Below(m_MayVote.ballot, acceptor[a_MayVote].promised) \/ ~Has("keep-promise")
    /\ Below(acceptor[a_MayVote].voted, m_MayVote.ballot) \/ ~Has("vote-once")
    /\ \A c \in Range(m_MayVote.value) : IsAuthentic(c)
    /\ \/ ~Has("justification")
       \/ /\ m_MayVote.justification.ballot = m_MayVote.ballot
          /\ m_MayVote.justification.reports >= Phase1Size
          /\ Extends(m_MayVote.value, m_MayVote.justification.base)
          /\ CheckpointsIn(m_MayVote.justification.base) >= m_MayVote.cut
          /\ IsBacked(m_MayVote.value, m_MayVote.cut, m_MayVote.justification.stable)
    /\ \/ ~Has("prefix-guard")
       \/ /\ ~IsFast(acceptor[a_MayVote].promised) \/ Has("open-by-phase1")
          /\ Extends(m_MayVote.value, acceptor[a_MayVote].proven.value)
Vote(a_Vote, m_Vote) ==
    /\ a_Vote \notin crashed
    /\ IsFromOwnView(a_Vote, m_Vote)
    /\ IsOwnBallot(m_Vote)
    /\ ~Below(m_Vote.ballot, acceptor[a_Vote].promised) \/ ~Has("keep-promise")
    /\ Below(acceptor[a_Vote].voted, m_Vote.ballot) \/ ~Has("vote-once")
    /\ \A c \in Range(m_Vote.value) : IsAuthentic(c)
    /\ \/ ~Has("justification")
       \/ /\ m_Vote.justification.ballot = m_Vote.ballot
          /\ m_Vote.justification.reports >= Phase1Size
          /\ Extends(m_Vote.value, m_Vote.justification.base)
          /\ CheckpointsIn(m_Vote.justification.base) >= m_Vote.cut
          /\ IsBacked(m_Vote.value, m_Vote.cut, m_Vote.justification.stable)
    /\ \/ ~Has("prefix-guard")
       \/ /\ ~IsFast(acceptor[a_Vote].promised) \/ Has("open-by-phase1")
          /\ Extends(m_Vote.value, acceptor[a_Vote].proven.value)
    /\ LET stable == m_Vote.justification.stable
       IN  /\ acceptor' = [acceptor EXCEPT ![a_Vote] =
                 [Discarding(@, stable) EXCEPT !.promised = m_Vote.ballot, !.voted = m_Vote.ballot, !.value = m_Vote.value, !.cut = m_Vote.cut,
                                               !.shown = IF Has("prefix-base") THEN m_Vote.justification ELSE @]]
           /\ sent' = sent \cup VoteFor(a_Vote, m_Vote.ballot, m_Vote.value, m_Vote.cut)
                \cup Statement(a_Vote, stable, Has("hand-over") /\ HasReached(acceptor[a_Vote], stable))
    /\ UNCHANGED <<proposer, leader, learned, crashed>>
MayAppendFast(a_MayAppendFast, c_MayAppendFast) ==
    /\ a_MayAppendFast \notin crashed
    /\ c_MayAppendFast \notin Universals
    /\ IsAuthentic(c_MayAppendFast)
    /\ IsFast(acceptor[a_MayAppendFast].promised) \/ (acceptor[a_MayAppendFast].promised # Zero /\ ~Has("fast-only"))
    /\ acceptor[a_MayAppendFast].voted = acceptor[a_MayAppendFast].promised \/ ~Has("fast-voted")
    /\ c_MayAppendFast \notin Range(acceptor[a_MayAppendFast].value)
AppendFast(a_AppendFast, c_AppendFast) ==
    /\ a_AppendFast \notin crashed
    /\ c_AppendFast \notin Universals
    /\ IsAuthentic(c_AppendFast)
    /\ IsFast(acceptor[a_AppendFast].promised) \/ (acceptor[a_AppendFast].promised # Zero /\ ~Has("fast-only"))
    /\ acceptor[a_AppendFast].voted = acceptor[a_AppendFast].promised \/ ~Has("fast-voted")
    /\ c_AppendFast \notin Range(acceptor[a_AppendFast].value)
    /\ LET longer == AppendTo(acceptor[a_AppendFast].value, c_AppendFast)
       IN  /\ acceptor' = [acceptor EXCEPT ![a_AppendFast].voted = acceptor[a_AppendFast].promised, ![a_AppendFast].value = longer]
           /\ sent' = sent \cup VoteFor(a_AppendFast, acceptor[a_AppendFast].promised, longer, acceptor[a_AppendFast].cut)
    /\ UNCHANGED <<proposer, leader, learned, crashed>>
MayStore(a_MayStore, b_MayStore, c_MayStore) ==
    /\ c_MayStore \in Universals
    /\ IsAuthentic(c_MayStore)
    /\ c_MayStore \notin acceptor[a_MayStore].universals
Store(a_Store, b_Store, c_Store) ==
    /\ c_Store \in Universals
    /\ IsAuthentic(c_Store)
    /\ c_Store \notin acceptor[a_Store].universals
    /\ acceptor' = [acceptor EXCEPT ![a_Store].universals = @ \cup {c_Store}, ![a_Store].promised = b_Store]
    /\ sent' = sent \cup {[type |-> "universal2b", acceptor |-> a_Store, command |-> c_Store]}
         \cup (IF Has("universal-forward") THEN {[type |-> "forward", acceptor |-> a_Store, command |-> c_Store]} ELSE {})
    /\ UNCHANGED <<proposer, leader, learned, crashed>>
MayAcceptUniversal(a_MayAcceptUniversal, c_MayAcceptUniversal) ==
    /\ a_MayAcceptUniversal \notin crashed
    /\ Has("universal-any-ballot") \/ IsFast(acceptor[a_MayAcceptUniversal].promised)
    /\ MayStore(a_MayAcceptUniversal, acceptor[a_MayAcceptUniversal].promised, c_MayAcceptUniversal)
AcceptUniversal(a_AcceptUniversal, c_AcceptUniversal) ==
    /\ a_AcceptUniversal \notin crashed
    /\ Has("universal-any-ballot") \/ IsFast(acceptor[a_AcceptUniversal].promised)
    /\ Store(a_AcceptUniversal, acceptor[a_AcceptUniversal].promised, c_AcceptUniversal)
MayAcceptForwarded(a_MayAcceptForwarded, m_MayAcceptForwarded) ==
    /\ a_MayAcceptForwarded \notin crashed
    /\ Has("universal-forward")
    /\ MayStore(a_MayAcceptForwarded, acceptor[a_MayAcceptForwarded].promised, m_MayAcceptForwarded.command)
AcceptForwarded(a_AcceptForwarded, m_AcceptForwarded) ==
    /\ a_AcceptForwarded \notin crashed
    /\ Has("universal-forward")
    /\ Store(a_AcceptForwarded, acceptor[a_AcceptForwarded].promised, m_AcceptForwarded.command)
MayAcceptFromLeader(a_MayAcceptFromLeader, m_MayAcceptFromLeader) ==
    /\ a_MayAcceptFromLeader \notin crashed
    /\ ~Has("universal-any-ballot")
    /\ IsFromOwnView(a_MayAcceptFromLeader, m_MayAcceptFromLeader)
    /\ ~Below(m_MayAcceptFromLeader.ballot, acceptor[a_MayAcceptFromLeader].promised)
    /\ ~IsFast(acceptor[a_MayAcceptFromLeader].promised)
    /\ MayStore(a_MayAcceptFromLeader, m_MayAcceptFromLeader.ballot, m_MayAcceptFromLeader.command)
AcceptFromLeader(a_AcceptFromLeader, m_AcceptFromLeader) ==
    /\ a_AcceptFromLeader \notin crashed
    /\ ~Has("universal-any-ballot")
    /\ IsFromOwnView(a_AcceptFromLeader, m_AcceptFromLeader)
    /\ ~Below(m_AcceptFromLeader.ballot, acceptor[a_AcceptFromLeader].promised)
    /\ ~IsFast(acceptor[a_AcceptFromLeader].promised)
    /\ Store(a_AcceptFromLeader, m_AcceptFromLeader.ballot, m_AcceptFromLeader.command)
Grows(old_Grows, new_Grows) ==
    \/ ~Has("proven-grows")
    \/ Below(old_Grows.ballot, new_Grows.ballot)
    \/ old_Grows.ballot = new_Grows.ballot /\ Len(new_Grows.value) > Len(old_Grows.value)
KeepProof(who_KeepProof, when_KeepProof, prefix_KeepProof, at_KeepProof, from1b_KeepProof) ==
    /\ LET new == Certificate(when_KeepProof, prefix_KeepProof, CutAt(prefix_KeepProof, at_KeepProof, acceptor[who_KeepProof].stable), from1b_KeepProof)
       IN  acceptor' = [acceptor EXCEPT ![who_KeepProof].proven = IF Grows(@, new) THEN new ELSE @]
    /\ sent' = sent \cup {[type |-> "2b", acceptor |-> who_KeepProof, ballot |-> when_KeepProof, value |-> prefix_KeepProof, cut |-> at_KeepProof]}
    /\ UNCHANGED <<proposer, leader, learned, crashed>>
MayProve(a_MayProve, b_MayProve, w_MayProve, at_MayProve) ==
    /\ a_MayProve \notin crashed
    /\ b_MayProve = acceptor[a_MayProve].promised \/ ~Has("verify-current-ballot")
    /\ a_MayProve \in Signers("verify", <<b_MayProve, w_MayProve, at_MayProve>>) \/ ~Has("own-verify")
    /\ IsEnough(Signers("verify", <<b_MayProve, w_MayProve, at_MayProve>>), VerifySize)
Prove(a_Prove, b_Prove, w_Prove, at_Prove) ==
    /\ a_Prove \notin crashed
    /\ b_Prove = acceptor[a_Prove].promised \/ ~Has("verify-current-ballot")
    /\ a_Prove \in Signers("verify", <<b_Prove, w_Prove, at_Prove>>) \/ ~Has("own-verify")
    /\ IsEnough(Signers("verify", <<b_Prove, w_Prove, at_Prove>>), VerifySize)
    /\ KeepProof(a_Prove, b_Prove, w_Prove, at_Prove, 0)
BaseReports(self_BaseReports, when_BaseReports, prefix_BaseReports) ==
    IF self_BaseReports.shown.ballot = when_BaseReports /\ self_BaseReports.shown.reports >= Phase1Size /\ Extends(prefix_BaseReports, self_BaseReports.shown.base) THEN Phase1Size ELSE 0
MayProvePrefix(a_MayProvePrefix, b_MayProvePrefix, w_MayProvePrefix) ==
    /\ a_MayProvePrefix \notin crashed
    /\ w_MayProvePrefix # <<>>
    /\ b_MayProvePrefix = acceptor[a_MayProvePrefix].promised \/ ~Has("verify-current-ballot")
    /\ a_MayProvePrefix \in Voters("verify", b_MayProvePrefix, w_MayProvePrefix) \/ ~Has("own-verify")
    /\ IsEnough(Voters("verify", b_MayProvePrefix, w_MayProvePrefix), VerifySize)
    /\ BaseReports(acceptor[a_MayProvePrefix], b_MayProvePrefix, w_MayProvePrefix) > 0 \/ ~Has("prefix-base")
    /\ acceptor[a_MayProvePrefix].proven.ballot # b_MayProvePrefix \/ Extends(w_MayProvePrefix, acceptor[a_MayProvePrefix].proven.value) \/ ~Has("prefix-extends")
ProvePrefix(a_ProvePrefix, b_ProvePrefix, w_ProvePrefix) ==
    /\ a_ProvePrefix \notin crashed
    /\ w_ProvePrefix # <<>>
    /\ b_ProvePrefix = acceptor[a_ProvePrefix].promised \/ ~Has("verify-current-ballot")
    /\ a_ProvePrefix \in Voters("verify", b_ProvePrefix, w_ProvePrefix) \/ ~Has("own-verify")
    /\ IsEnough(Voters("verify", b_ProvePrefix, w_ProvePrefix), VerifySize)
    /\ BaseReports(acceptor[a_ProvePrefix], b_ProvePrefix, w_ProvePrefix) > 0 \/ ~Has("prefix-base")
    /\ acceptor[a_ProvePrefix].proven.ballot # b_ProvePrefix \/ Extends(w_ProvePrefix, acceptor[a_ProvePrefix].proven.value) \/ ~Has("prefix-extends")
    /\ KeepProof(a_ProvePrefix, b_ProvePrefix, w_ProvePrefix, 0, IF Has("prefix-base") THEN Phase1Size ELSE 0)
MayStabilize(a_MayStabilize, b_MayStabilize, w_MayStabilize, at_MayStabilize) ==
    /\ a_MayStabilize \notin crashed
    /\ CheckpointsIn(w_MayStabilize) > CheckpointsIn(acceptor[a_MayStabilize].stable)
    /\ IsEnough(Signers("2b", <<b_MayStabilize, w_MayStabilize, at_MayStabilize>>), CheckpointSize)
Stabilize(a_Stabilize, b_Stabilize, w_Stabilize, at_Stabilize) ==
    /\ a_Stabilize \notin crashed
    /\ CheckpointsIn(w_Stabilize) > CheckpointsIn(acceptor[a_Stabilize].stable)
    /\ IsEnough(Signers("2b", <<b_Stabilize, w_Stabilize, at_Stabilize>>), CheckpointSize)
    /\ LET history == Beginning(w_Stabilize, CheckpointsIn(w_Stabilize))
       IN  /\ acceptor' = [acceptor EXCEPT ![a_Stabilize] = Discarding(@, history)]
           /\ sent' = sent \cup Statement(a_Stabilize, history, HasReached(acceptor[a_Stabilize], Beginning(w_Stabilize, at_Stabilize)))
    /\ UNCHANGED <<proposer, leader, learned, crashed>>
MaySuspect(a_MaySuspect) ==
    /\ a_MaySuspect \notin crashed
    /\ acceptor[a_MaySuspect].view + 1 < Views
    /\ ~acceptor[a_MaySuspect].suspects
Suspect(a_Suspect) ==
    /\ a_Suspect \notin crashed
    /\ acceptor[a_Suspect].view + 1 < Views
    /\ ~acceptor[a_Suspect].suspects
    /\ acceptor' = [acceptor EXCEPT ![a_Suspect].suspects = TRUE]
    /\ sent' = sent \cup {[type |-> "suspicion", acceptor |-> a_Suspect, view |-> acceptor[a_Suspect].view]}
    /\ UNCHANGED <<proposer, leader, learned, crashed>>
CanCommit(a_CanCommit, v_CanCommit) == v_CanCommit > acceptor[a_CanCommit].view /\ v_CanCommit > acceptor[a_CanCommit].committed
Commitment(a_Commitment, v_Commitment) == [type |-> "viewChange", acceptor |-> a_Commitment, view |-> v_Commitment, suspicions |-> SuspicionSize]
MayCommitTo(a_MayCommitTo, v_MayCommitTo) ==
    /\ CanCommit(a_MayCommitTo, v_MayCommitTo)
CommitTo(a_CommitTo, v_CommitTo) ==
    /\ CanCommit(a_CommitTo, v_CommitTo)
    /\ acceptor' = [acceptor EXCEPT ![a_CommitTo].committed = v_CommitTo]
    /\ sent' = sent \cup {Commitment(a_CommitTo, v_CommitTo)}
    /\ UNCHANGED <<proposer, leader, learned, crashed>>
MayCommit(a_MayCommit, v_MayCommit) ==
    /\ a_MayCommit \notin crashed
    /\ v_MayCommit + 1 < Views
    /\ IsEnough(Suspecting(v_MayCommit), SuspicionSize)
    /\ MayCommitTo(a_MayCommit, v_MayCommit + 1)
Commit(a_Commit, v_Commit) ==
    /\ a_Commit \notin crashed
    /\ v_Commit + 1 < Views
    /\ IsEnough(Suspecting(v_Commit), SuspicionSize)
    /\ CommitTo(a_Commit, v_Commit + 1)
MayJoin(a_MayJoin, m_MayJoin) ==
    /\ a_MayJoin \notin crashed
    /\ Has("join-view-change")
    /\ m_MayJoin.suspicions >= SuspicionSize
    /\ MayCommitTo(a_MayJoin, m_MayJoin.view)
Join(a_Join, m_Join) ==
    /\ a_Join \notin crashed
    /\ Has("join-view-change")
    /\ m_Join.suspicions >= SuspicionSize
    /\ CommitTo(a_Join, m_Join.view)
MayEnterView(a_MayEnterView, v_MayEnterView) ==
    /\ a_MayEnterView \notin crashed
    /\ v_MayEnterView > acceptor[a_MayEnterView].view
    /\ IsEnough(Committed(v_MayEnterView), ViewChangeSize)
EnterView(a_EnterView, v_EnterView) ==
    /\ a_EnterView \notin crashed
    /\ v_EnterView > acceptor[a_EnterView].view
    /\ IsEnough(Committed(v_EnterView), ViewChangeSize)
    /\ LET joins == Has("join-view-change") /\ CanCommit(a_EnterView, v_EnterView)
       IN  /\ acceptor' = [acceptor EXCEPT ![a_EnterView].view = v_EnterView, ![a_EnterView].suspects = FALSE, ![a_EnterView].committed = IF joins THEN v_EnterView ELSE @]
           /\ sent' = sent \cup {[type |-> "newLeader", acceptor |-> a_EnterView, view |-> v_EnterView, commitments |-> ViewChangeSize]}
                \cup (IF joins THEN {Commitment(a_EnterView, v_EnterView)} ELSE {})
    /\ UNCHANGED <<proposer, leader, learned, crashed>>
MayCrash(a_MayCrash) ==
    /\ a_MayCrash \notin crashed
    /\ Cardinality(crashed) < Crashes
Crash(a_Crash) ==
    /\ a_Crash \notin crashed
    /\ Cardinality(crashed) < Crashes
    /\ crashed' = crashed \cup {a_Crash}
    /\ UNCHANGED <<proposer, leader, acceptor, learned, sent>>
MayLearn(l_MayLearn, b_MayLearn, w_MayLearn, at_MayLearn) ==
    /\ IsEnough(Signers("2b", <<b_MayLearn, w_MayLearn, at_MayLearn>>), LearnSize)
    /\ at_MayLearn <= CheckpointsIn(learned[l_MayLearn]) \/ ~Has("reach-beginning")
Learn(l_Learn, b_Learn, w_Learn, at_Learn) ==
    /\ IsEnough(Signers("2b", <<b_Learn, w_Learn, at_Learn>>), LearnSize)
    /\ at_Learn <= CheckpointsIn(learned[l_Learn]) \/ ~Has("reach-beginning")
    /\ learned' = [learned EXCEPT ![l_Learn] = Merge(@, w_Learn)]
    /\ UNCHANGED <<proposer, leader, acceptor, sent, crashed>>
MayLearnPrefix(l_MayLearnPrefix, b_MayLearnPrefix, w_MayLearnPrefix) ==
    /\ IsEnough(Voters("2b", b_MayLearnPrefix, w_MayLearnPrefix), LearnSize)
LearnPrefix(l_LearnPrefix, b_LearnPrefix, w_LearnPrefix) ==
    /\ IsEnough(Voters("2b", b_LearnPrefix, w_LearnPrefix), LearnSize)
    /\ learned' = [learned EXCEPT ![l_LearnPrefix] = Merge(@, w_LearnPrefix)]
    /\ UNCHANGED <<proposer, leader, acceptor, sent, crashed>>
MayCatchUp(l_MayCatchUp, history_MayCatchUp) ==
    /\ IsEnough(Stating(history_MayCatchUp), SnapshotSize)
    /\ CheckpointsIn(history_MayCatchUp) > CheckpointsIn(learned[l_MayCatchUp])
CatchUp(l_CatchUp, history_CatchUp) ==
    /\ IsEnough(Stating(history_CatchUp), SnapshotSize)
    /\ CheckpointsIn(history_CatchUp) > CheckpointsIn(learned[l_CatchUp])
    /\ learned' = [learned EXCEPT ![l_CatchUp] = Merge(history_CatchUp, @)]
    /\ UNCHANGED <<proposer, leader, acceptor, sent, crashed>>
Accepting(c_Accepting) == {msg.acceptor : msg \in {n \in Of("universal2b") : n.command = c_Accepting}}
MayLearnUniversal(l_MayLearnUniversal, c_MayLearnUniversal) ==
    /\ c_MayLearnUniversal \in Universals
    /\ IsEnough(Accepting(c_MayLearnUniversal), UniversalSize)
    /\ IF Has("deliver-once")
         THEN c_MayLearnUniversal \notin Range(learned[l_MayLearnUniversal])
         ELSE Len(learned[l_MayLearnUniversal]) <= CommandCount
LearnUniversal(l_LearnUniversal, c_LearnUniversal) ==
    /\ c_LearnUniversal \in Universals
    /\ IsEnough(Accepting(c_LearnUniversal), UniversalSize)
    /\ IF Has("deliver-once")
         THEN c_LearnUniversal \notin Range(learned[l_LearnUniversal])
         ELSE Len(learned[l_LearnUniversal]) <= CommandCount
    /\ learned' = [learned EXCEPT ![l_LearnUniversal] = AppendTo(@, c_LearnUniversal)]
    /\ UNCHANGED <<proposer, leader, acceptor, sent, crashed>>
Suspectable == 0 .. (Views - 2)
Enterable == 1 .. (Views - 1)
Learnable == Signed \cup {Forged, ForgedUniversal}
EqualVotes == IF Has("prefix-quorums") THEN {} ELSE Stated("verify", VerifySize)
PrefixVotes == IF Has("prefix-quorums") THEN PrefixStated("verify", VerifySize) ELSE {}
EqualProofs == IF Has("prefix-quorums") THEN {} ELSE Stated("2b", LearnSize)
PrefixProofs == IF Has("prefix-quorums") THEN PrefixStated("2b", LearnSize) ELSE {}
QuorumsFor(v_QuorumsFor) ==
    IF leader[v_QuorumsFor].number = 0 \/ (leader[v_QuorumsFor].hasProposed /\ Has("propose-once"))
      THEN {}
      ELSE HonestQuorums(BallotOf(leader[v_QuorumsFor].view, leader[v_QuorumsFor].number)) \cup LyingQuorums(BallotOf(leader[v_QuorumsFor].view, leader[v_QuorumsFor].number))
Next ==
    \/ \E p \in Proposers : \E c \in {c \in CommandsOf[p] : MayPropose(p, c)} : Propose(p, c)
    \/ \E p \in Proposers : \E m \in {m \in BallotsOpened : MayHearBallot(p, m)} : HearBallot(p, m)
    \/ \E v \in CorrectLeaders : \E m \in {m \in NewLeaders : MayBecomeLeader(v, m)} : BecomeLeader(v, m)
    \/ \E v \in {v \in CorrectLeaders : MayOpenBallot(v)} : OpenBallot(v)
    \/ \E v \in CorrectLeaders : \E c \in {c \in Proposed : MayHearProposal(v, c)} : HearProposal(v, c)
    \/ \E v \in CorrectLeaders : \E reports \in {reports \in QuorumsFor(v) : MayPropose2A(v, reports)} : Propose2A(v, reports)
    \/ \E h \in StatedHistories : \E v \in {v \in CorrectLeaders : MayForget(v, h)} : Forget(v, h)
    \/ \E m \in Phase1As : \E a \in {a \in CorrectAcceptors : MayPromise(a, m)} : Promise(a, m)
    \/ \E m \in Fasts : \E a \in {a \in CorrectAcceptors : MayOpenFast(a, m)} : OpenFast(a, m)
    \/ \E m \in Phase2As : \E a \in {a \in CorrectAcceptors : MayVote(a, m)} : Vote(a, m)
    \/ \E c \in ProposedToAcceptors : \E a \in {a \in CorrectAcceptors : MayAppendFast(a, c)} : AppendFast(a, c)
    \/ \E c \in ProposedToAcceptors : \E a \in {a \in CorrectAcceptors : MayAcceptUniversal(a, c)} : AcceptUniversal(a, c)
    \/ \E m \in Forwards : \E a \in {a \in CorrectAcceptors : MayAcceptForwarded(a, m)} : AcceptForwarded(a, m)
    \/ \E m \in Universal2As : \E a \in {a \in CorrectAcceptors : MayAcceptFromLeader(a, m)} : AcceptFromLeader(a, m)
    \/ \E s \in EqualVotes : \E a \in {a \in CorrectAcceptors : MayProve(a, s[1], s[2], s[3])} : Prove(a, s[1], s[2], s[3])
    \/ \E s \in PrefixVotes : \E a \in {a \in CorrectAcceptors : MayProvePrefix(a, s[1], s[2])} : ProvePrefix(a, s[1], s[2])
    \/ \E s \in Stated("2b", CheckpointSize) : \E a \in {a \in CorrectAcceptors : MayStabilize(a, s[1], s[2], s[3])} : Stabilize(a, s[1], s[2], s[3])
    \/ \E a \in {a \in CorrectAcceptors : MaySuspect(a)} : Suspect(a)
    \/ \E v \in Suspectable : \E a \in {a \in CorrectAcceptors : MayCommit(a, v)} : Commit(a, v)
    \/ \E m \in ViewChanges : \E a \in {a \in CorrectAcceptors : MayJoin(a, m)} : Join(a, m)
    \/ \E v \in Enterable : \E a \in {a \in CorrectAcceptors : MayEnterView(a, v)} : EnterView(a, v)
    \/ \E a \in {a \in CorrectAcceptors : MayCrash(a)} : Crash(a)
    \/ \E s \in EqualProofs : \E l \in {l \in Learners : MayLearn(l, s[1], s[2], s[3])} : Learn(l, s[1], s[2], s[3])
    \/ \E s \in PrefixProofs : \E l \in {l \in Learners : MayLearnPrefix(l, s[1], s[2])} : LearnPrefix(l, s[1], s[2])
    \/ \E h \in StatedHistories : \E l \in {l \in Learners : MayCatchUp(l, h)} : CatchUp(l, h)
    \/ \E c \in Learnable : \E l \in {l \in Learners : MayLearnUniversal(l, c)} : LearnUniversal(l, c)
AllProposed == SignedByByzantine \cup UNION {proposer[p].proposed : p \in Proposers}
GC_NontrivialitySays(now_GC_NontrivialitySays) == \A l \in Learners : Range(now_GC_NontrivialitySays.learned[l]) \subseteq now_GC_NontrivialitySays.proposed
GC_ConsistencySays(now_GC_ConsistencySays) == \A k, l \in Learners : Compatible(now_GC_ConsistencySays.learned[k], now_GC_ConsistencySays.learned[l])
GC_IntegritySays(now_GC_IntegritySays) == \A l \in Learners : Cardinality(Range(now_GC_IntegritySays.learned[l])) = Len(now_GC_IntegritySays.learned[l])
GC_StabilitySays(before_GC_StabilitySays, after_GC_StabilitySays) == \A l \in Learners : Extends(after_GC_StabilitySays.learned[l], before_GC_StabilitySays.learned[l])
GC_IsPropose(before_GC_IsPropose, after_GC_IsPropose) ==
    /\ before_GC_IsPropose.learned = after_GC_IsPropose.learned
    /\ before_GC_IsPropose.proposed \subseteq after_GC_IsPropose.proposed
GC_IsLearn(before_GC_IsLearn, after_GC_IsLearn) ==
    /\ before_GC_IsLearn.proposed = after_GC_IsLearn.proposed
    /\ Cardinality({l \in Learners : before_GC_IsLearn.learned[l] # after_GC_IsLearn.learned[l]}) = 1
    /\ GC_StabilitySays(before_GC_IsLearn, after_GC_IsLearn)
    /\ \A l \in Learners : before_GC_IsLearn.learned[l] # after_GC_IsLearn.learned[l] =>
          /\ Cardinality(Range(after_GC_IsLearn.learned[l])) = Len(after_GC_IsLearn.learned[l])
          /\ Range(after_GC_IsLearn.learned[l]) \subseteq after_GC_IsLearn.proposed
    /\ GC_ConsistencySays(after_GC_IsLearn)
GC_IsStep(before_GC_IsStep, after_GC_IsStep) ==
    \/ before_GC_IsStep = after_GC_IsStep
    \/ GC_IsPropose(before_GC_IsStep, after_GC_IsStep)
    \/ GC_IsLearn(before_GC_IsStep, after_GC_IsStep)
GC_Now == [proposed |-> AllProposed, learned |-> learned]
GC_Init == learned = [l \in Learners |-> <<>>]
GC_Next == GC_IsStep(GC_Now, GC_Now')
GC_Nontriviality == GC_NontrivialitySays(GC_Now)
GC_Consistency == GC_ConsistencySays(GC_Now)
GC_Integrity == GC_IntegritySays(GC_Now)
NontrivialityInv == GC_Nontriviality
ConsistencyInv == GC_Consistency
IntegrityInv == GC_Integrity
ViewChangeInv ==
    \A v \in 0 .. (Views - 2) :
        \/ \A a \in CorrectAcceptors : acceptor[a].committed <= v
        \/ \E a \in CorrectAcceptors : acceptor[a].view > v \/ (acceptor[a].view = v /\ acceptor[a].suspects)
Votes == [a \in CorrectAcceptors |-> [promised |-> acceptor[a].promised, voted |-> acceptor[a].voted, value |-> acceptor[a].value]]
ClassicSays(before_ClassicSays, after_ClassicSays) ==
    Has("vote-once") =>
        \A a \in CorrectAcceptors :
            (after_ClassicSays.votes[a].voted = before_ClassicSays.votes[a].voted /\ ~IsFast(after_ClassicSays.votes[a].voted)) => after_ClassicSays.votes[a].value = before_ClassicSays.votes[a].value
Reporters(votes_Reporters, later_Reporters, command_Reporters) ==
    {a \in CorrectAcceptors :
        /\ Below(votes_Reporters[a].voted, later_Reporters)
        /\ ~Below(votes_Reporters[a].promised, later_Reporters)
        /\ command_Reporters \in Range(votes_Reporters[a].value)}
RecoverySays(before_RecoverySays, after_RecoverySays) ==
    \A a \in CorrectAcceptors :
        LET ballot == after_RecoverySays.votes[a].voted
        IN  (ballot # before_RecoverySays.votes[a].voted /\ ballot # Zero /\ ~IsFast(ballot) /\ ballot[1] \notin ByzantineLeaders) =>
                \A c \in UNION {Range(before_RecoverySays.votes[b].value) : b \in CorrectAcceptors} :
                    \/ c \in Universals
                    \/ c \in Range(after_RecoverySays.votes[a].value)
                    \/ Cardinality(Reporters(before_RecoverySays.votes, ballot, c)) < WeakQuorum
SayVotes == [votes |-> Votes]
VotedInv ==
    Has("vote-once") =>
        \A a \in CorrectAcceptors :
            \/ Below(acceptor[a].proven.ballot, acceptor[a].voted)
            \/ acceptor[a].proven.ballot = acceptor[a].voted /\ Extends(acceptor[a].value, acceptor[a].proven.value)
EnteredInv ==
    \A a \in CorrectAcceptors :
        acceptor[a].view = 0 \/ IsEnough({b \in CorrectAcceptors : acceptor[b].committed >= acceptor[a].view}, Quorum)
====
