---- MODULE GpaxosFlat ----
EXTENDS Integers, Sequences, FiniteSets, TLC
CONSTANTS CommandOrder, Conflicting, Universals, Rules, Proposers, CommandsOf, Acceptors, Faults, FastFaults, Crashes, BallotKinds, LastBallotWaits, Learners
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
N == Cardinality(Acceptors)
AtLeastOne(size_AtLeastOne) == IF size_AtLeastOne < 1 THEN 1 ELSE size_AtLeastOne
LastBallot == Len(BallotKinds)
IsFast(ballot_IsFast) == IF ballot_IsFast > 0 THEN BallotKinds[ballot_IsFast] = "fast" ELSE FALSE
Phase1Size == AtLeastOne(IF Has("phase1-quorum") THEN N - Faults ELSE N - Faults - 1)
LearnSize(ballot_LearnSize) ==
    AtLeastOne(
        IF IsFast(ballot_LearnSize)
          THEN IF Has("fast-quorum") THEN N - FastFaults ELSE N - Faults
          ELSE IF Has("classic-quorum") THEN N - Faults ELSE N - Faults - 1)
Commands == UNION {CommandsOf[p] : p \in Proposers}
Of(kind_Of) == {msg \in sent : msg.type = kind_Of}
Proposed == {msg.command : msg \in Of("propose")}
Voters(ballot_Voters, vote_Voters) == {msg.acceptor : msg \in {n \in Of("2b") : n.ballot = ballot_Voters /\ n.value = vote_Voters}}
VotedFor == {<<msg.ballot, msg.value>> : msg \in Of("2b")}
Quorums ==
    {set \in SUBSET {msg \in Of("1b") : msg.ballot = leader.ballot} :
        /\ Cardinality(set) >= Phase1Size
        /\ Cardinality(set) = Phase1Size \/ ~Has("propose-once")
        /\ \A m, n \in set : m.acceptor = n.acceptor => m = n}
FirstOf(some_FirstOf) == CHOOSE x \in some_FirstOf : \A y \in some_FirstOf : x = y \/ Precedes(x, y)
CommonOf(votes_CommonOf) ==
    LET one == CHOOSE x \in votes_CommonOf : TRUE
        shared == {s \in SequencesUpTo(Range(one), Len(one), FALSE) : \A y \in votes_CommonOf : Extends(y, s)}
    IN  CHOOSE x \in shared : \A y \in shared : Len(x) >= Len(y)
RECURSIVE BoundOf(_, _)
BoundOf(bound_BoundOf, others_BoundOf) ==
    IF others_BoundOf = {}
      THEN bound_BoundOf
      ELSE LET next == FirstOf(others_BoundOf)
           IN  BoundOf(IF Compatible(bound_BoundOf, next) THEN AppendAll(bound_BoundOf, Surplus(next, bound_BoundOf)) ELSE bound_BoundOf, others_BoundOf \ {next})
ChoosableInFast(counted_ChoosableInFast, size_ChoosableInFast) ==
    LET least == IF Has("count-possible") THEN size_ChoosableInFast - FastFaults ELSE N - FastFaults
        values == {r.value : r \in counted_ChoosableInFast}
        known == IF Has("count-prefixes")
                   THEN {CommonOf({r.value : r \in both}) :
                            both \in {set \in SUBSET counted_ChoosableInFast : Cardinality(set) >= AtLeastOne(least)}}
                   ELSE {v \in values : Cardinality({r \in counted_ChoosableInFast : r.value = v}) >= least}
    IN  IF known = {} THEN FirstOf(values) ELSE BoundOf(FirstOf(known), known)
Choosable(answers_Choosable) ==
    LET highest == Max({r.voted : r \in answers_Choosable})
        counted == {r \in answers_Choosable : r.voted > 0 /\ (r.voted = highest \/ ~Has("highest-ballot"))}
    IN  IF highest = 0
          THEN <<>>
          ELSE IF IsFast(highest)
                 THEN ChoosableInFast(counted, Cardinality(answers_Choosable))
                 ELSE FirstOf({r.value : r \in counted})
Init ==
    /\ proposer = [p \in Proposers |-> {}]
    /\ leader = [ballot |-> 0, hasProposed |-> FALSE, heard |-> <<>>]
    /\ acceptor = [a \in Acceptors |-> [promised |-> 0, voted |-> 0, value |-> <<>>]]
    /\ learned = [l \in Learners |-> <<>>]
    /\ sent = {}
    /\ crashed = {}
MayRequest(p_MayRequest, k_MayRequest) ==
    /\ k_MayRequest \notin proposer[p_MayRequest]
Request(p_Request, k_Request) ==
    /\ k_Request \notin proposer[p_Request]
    /\ proposer' = [proposer EXCEPT ![p_Request] = @ \cup {k_Request}]
    /\ sent' = sent \cup {[type |-> "propose", command |-> k_Request]}
    /\ UNCHANGED <<leader, acceptor, learned, crashed>>
CanOpen ==
    \/ ~LastBallotWaits
    \/ leader.ballot + 1 < LastBallot
    \/ IsFast(LastBallot)
    \/ Commands \subseteq Range(leader.heard)
MayOpenBallot(b_MayOpenBallot) ==
    /\ b_MayOpenBallot = leader.ballot + 1
    /\ CanOpen
OpenBallot(b_OpenBallot) ==
    /\ b_OpenBallot = leader.ballot + 1
    /\ CanOpen
    /\ LET atOnce == IsFast(b_OpenBallot) /\ ~Has("open-by-phase1")
       IN  /\ leader' = [leader EXCEPT !.ballot = b_OpenBallot, !.hasProposed = atOnce]
           /\ sent' = sent \cup {[type |-> IF atOnce THEN "fast" ELSE "1a", ballot |-> b_OpenBallot]}
    /\ UNCHANGED <<proposer, acceptor, learned, crashed>>
MayHearProposal(k_MayHearProposal) ==
    /\ k_MayHearProposal \notin Range(leader.heard)
HearProposal(k_HearProposal) ==
    /\ k_HearProposal \notin Range(leader.heard)
    /\ leader' = [leader EXCEPT !.heard = AppendAll(<<k_HearProposal>>, @)]
    /\ UNCHANGED <<proposer, acceptor, learned, sent, crashed>>
RECURSIVE MergeReported(_, _)
MergeReported(chosen_MergeReported, reported_MergeReported) ==
    IF reported_MergeReported = {}
      THEN chosen_MergeReported
      ELSE LET next == FirstOf(reported_MergeReported) IN MergeReported(Merge(chosen_MergeReported, next), reported_MergeReported \ {next})
PickValue(answers_PickValue) ==
    Merge(MergeReported(Choosable(answers_PickValue), IF Has("collect-reported") THEN {r.value : r \in answers_PickValue} ELSE {}), leader.heard)
MayPropose2A(reports_MayPropose2A) ==
    /\ leader.ballot > 0
    /\ leader.hasProposed => ~Has("propose-once")
Propose2A(reports_Propose2A) ==
    /\ leader.ballot > 0
    /\ leader.hasProposed => ~Has("propose-once")
    /\ leader' = [leader EXCEPT !.hasProposed = TRUE]
    /\ sent' = sent \cup {[type |-> "2a", ballot |-> leader.ballot, value |-> PickValue(reports_Propose2A)]}
    /\ UNCHANGED <<proposer, acceptor, learned, crashed>>
MayPromise(a_MayPromise, m_MayPromise) ==
    /\ a_MayPromise \notin crashed
    /\ m_MayPromise.ballot > acceptor[a_MayPromise].promised \/ (m_MayPromise.ballot # acceptor[a_MayPromise].promised /\ ~Has("promise"))
Promise(a_Promise, m_Promise) ==
    /\ a_Promise \notin crashed
    /\ m_Promise.ballot > acceptor[a_Promise].promised \/ (m_Promise.ballot # acceptor[a_Promise].promised /\ ~Has("promise"))
    /\ acceptor' = [acceptor EXCEPT ![a_Promise].promised = m_Promise.ballot]
    /\ sent' = sent \cup
         {[type |-> "1b", acceptor |-> a_Promise, ballot |-> m_Promise.ballot, value |-> acceptor[a_Promise].value,
           voted |-> IF Has("report-voted-ballot") THEN acceptor[a_Promise].voted ELSE acceptor[a_Promise].promised]}
    /\ UNCHANGED <<proposer, leader, learned, crashed>>
MayOpenFast(a_MayOpenFast, m_MayOpenFast) ==
    /\ a_MayOpenFast \notin crashed
    /\ ~Has("open-by-phase1")
    /\ m_MayOpenFast.ballot > acceptor[a_MayOpenFast].promised
OpenFast(a_OpenFast, m_OpenFast) ==
    /\ a_OpenFast \notin crashed
    /\ ~Has("open-by-phase1")
    /\ m_OpenFast.ballot > acceptor[a_OpenFast].promised
    /\ acceptor' = [acceptor EXCEPT ![a_OpenFast].promised = m_OpenFast.ballot, ![a_OpenFast].voted = m_OpenFast.ballot]
    /\ UNCHANGED <<proposer, leader, learned, sent, crashed>>
CastVote(a_CastVote, b_CastVote, w_CastVote) ==
    /\ acceptor' = [acceptor EXCEPT ![a_CastVote].promised = b_CastVote, ![a_CastVote].voted = b_CastVote, ![a_CastVote].value = w_CastVote]
    /\ sent' = IF w_CastVote = <<>> THEN sent ELSE sent \cup {[type |-> "2b", acceptor |-> a_CastVote, ballot |-> b_CastVote, value |-> w_CastVote]}
    /\ UNCHANGED <<proposer, leader, learned, crashed>>
MayVote(a_MayVote, m_MayVote) ==
    /\ a_MayVote \notin crashed
    /\ m_MayVote.ballot >= acceptor[a_MayVote].promised \/ ~Has("keep-promise")
    /\ acceptor[a_MayVote].voted < m_MayVote.ballot \/ ~Has("vote-once")
Vote(a_Vote, m_Vote) ==
    /\ a_Vote \notin crashed
    /\ m_Vote.ballot >= acceptor[a_Vote].promised \/ ~Has("keep-promise")
    /\ acceptor[a_Vote].voted < m_Vote.ballot \/ ~Has("vote-once")
    /\ CastVote(a_Vote, m_Vote.ballot, m_Vote.value)
MayAppendFast(a_MayAppendFast, k_MayAppendFast) ==
    /\ a_MayAppendFast \notin crashed
    /\ acceptor[a_MayAppendFast].promised > 0
    /\ IsFast(acceptor[a_MayAppendFast].promised) \/ ~Has("fast-only")
    /\ acceptor[a_MayAppendFast].voted = acceptor[a_MayAppendFast].promised \/ ~Has("fast-voted")
    /\ k_MayAppendFast \notin Range(acceptor[a_MayAppendFast].value)
AppendFast(a_AppendFast, k_AppendFast) ==
    /\ a_AppendFast \notin crashed
    /\ acceptor[a_AppendFast].promised > 0
    /\ IsFast(acceptor[a_AppendFast].promised) \/ ~Has("fast-only")
    /\ acceptor[a_AppendFast].voted = acceptor[a_AppendFast].promised \/ ~Has("fast-voted")
    /\ k_AppendFast \notin Range(acceptor[a_AppendFast].value)
    /\ CastVote(a_AppendFast, acceptor[a_AppendFast].promised, AppendTo(acceptor[a_AppendFast].value, k_AppendFast))
MayCrash(a_MayCrash) ==
    /\ a_MayCrash \notin crashed
    /\ Cardinality(crashed) < Crashes
Crash(a_Crash) ==
    /\ a_Crash \notin crashed
    /\ Cardinality(crashed) < Crashes
    /\ crashed' = crashed \cup {a_Crash}
    /\ UNCHANGED <<proposer, leader, acceptor, learned, sent>>
MayLearn(l_MayLearn, b_MayLearn, w_MayLearn) ==
    /\ Cardinality(Voters(b_MayLearn, w_MayLearn)) >= LearnSize(b_MayLearn)
Learn(l_Learn, b_Learn, w_Learn) ==
    /\ Cardinality(Voters(b_Learn, w_Learn)) >= LearnSize(b_Learn)
    /\ learned' = [learned EXCEPT ![l_Learn] = Merge(@, w_Learn)]
    /\ UNCHANGED <<proposer, leader, acceptor, sent, crashed>>
Next ==
    \/ \E p \in Proposers : \E k \in {k \in CommandsOf[p] : MayRequest(p, k)} : Request(p, k)
    \/ \E b \in 1 .. LastBallot : OpenBallot(b)
    \/ \E k \in {k \in Proposed : MayHearProposal(k)} : HearProposal(k)
    \/ \E reports \in {reports \in Quorums : MayPropose2A(reports)} : Propose2A(reports)
    \/ \E m \in Of("1a") : \E a \in {a \in Acceptors : MayPromise(a, m)} : Promise(a, m)
    \/ \E m \in Of("fast") : \E a \in {a \in Acceptors : MayOpenFast(a, m)} : OpenFast(a, m)
    \/ \E m \in Of("2a") : \E a \in {a \in Acceptors : MayVote(a, m)} : Vote(a, m)
    \/ \E k \in Proposed : \E a \in {a \in Acceptors : MayAppendFast(a, k)} : AppendFast(a, k)
    \/ \E a \in {a \in Acceptors : MayCrash(a)} : Crash(a)
    \/ \E s \in VotedFor : \E l \in {l \in Learners : MayLearn(l, s[1], s[2])} : Learn(l, s[1], s[2])
AllProposed == UNION {proposer[p] : p \in Proposers}
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
Reporters(votes_Reporters, later_Reporters, command_Reporters) ==
    {a \in Acceptors : votes_Reporters[a].voted < later_Reporters /\ votes_Reporters[a].promised >= later_Reporters /\ command_Reporters \in Range(votes_Reporters[a].value)}
RecoverySays(before_RecoverySays, after_RecoverySays) ==
    \A a \in Acceptors :
        LET ballot == after_RecoverySays.votes[a].voted
        IN  (ballot # before_RecoverySays.votes[a].voted /\ ~IsFast(ballot)) =>
                \A k \in Commands :
                    \/ k \in Range(after_RecoverySays.votes[a].value)
                    \/ Cardinality(Reporters(before_RecoverySays.votes, ballot, k)) <= Faults
SayVotes == [votes |-> acceptor]
====
