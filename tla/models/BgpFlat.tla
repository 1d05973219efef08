---- MODULE BgpFlat ----
EXTENDS Integers, Sequences, FiniteSets, TLC
CONSTANTS CommandOrder, Conflicting, Universals, Rules, Proposers, CommandsOf, SignedByByzantine, Forged, ForgedUniversal, Acceptors, ByzantineAcceptors, Faults, Crashes, Views, ByzantineLeaders, BallotsAhead, BallotKinds, LastBallotWaits, Learners, CommandCount, MaxLength, Repeats, Orders
VARIABLES proposer, leader, acceptor, learned, sent, crashed
Min(numbers) == CHOOSE least \in numbers : \A other \in numbers : least <= other
Max(numbers) == CHOOSE greatest \in numbers : \A other \in numbers : greatest >= other
Range(list) == {list[place] : place \in 1 .. Len(list)}
Rank(name) == CHOOSE place \in 1 .. Len(CommandOrder) : CommandOrder[place] = name
Conflicts(c, d) ==
    \/ c = d
    \/ /\ c \notin Universals
       /\ d \notin Universals
       /\ <<c, d>> \in Conflicting \/ <<d, c>> \in Conflicting
AppendTo(old, new) ==
    LET barrier == Max({0} \cup {p \in 1 .. Len(old) : Conflicts(old[p], new)})
        at == Min({Len(old) + 1} \cup {q \in (barrier + 1) .. Len(old) : Rank(new) < Rank(old[q])})
    IN  SubSeq(old, 1, at - 1) \o <<new>> \o SubSeq(old, at, Len(old))
RECURSIVE Merge(_, _)
Merge(base, added) ==
    IF added = <<>>
      THEN base
      ELSE Merge(IF Head(added) \in Range(base) THEN base ELSE AppendTo(base, Head(added)), Tail(added))
RECURSIVE AppendAll(_, _)
AppendAll(front, back) ==
    IF back = <<>> THEN front ELSE AppendAll(AppendTo(front, Head(back)), Tail(back))
Without(whole, dropped) == AppendAll(<<>>, SelectSeq(whole, LAMBDA kept : kept \notin dropped))
MinimalAt(line, wanted) ==
    LET places == {p \in 1 .. Len(line) : line[p] = wanted}
        first == IF places = {} THEN 0 ELSE Min(places)
    IN  IF first = 0 \/ (\E q \in 1 .. (first - 1) : Conflicts(line[q], wanted)) THEN 0 ELSE first
RemoveAt(row, index) == SubSeq(row, 1, index - 1) \o SubSeq(row, index + 1, Len(row))
RECURSIVE Extends(_, _)
Extends(long, short) ==
    IF short = <<>>
      THEN TRUE
      ELSE LET found == MinimalAt(long, Head(short))
           IN  IF found = 0 THEN FALSE ELSE Extends(RemoveAt(long, found), Tail(short))
RECURSIVE Surplus(_, _)
Surplus(more, less) ==
    IF less = <<>>
      THEN more
      ELSE LET same == {p \in 1 .. Len(more) : more[p] = Head(less)}
           IN  Surplus(IF same = {} THEN more ELSE RemoveAt(more, Min(same)), Tail(less))
Compatible(left, right) ==
    \/ left = right
    \/ Extends(AppendAll(left, Surplus(right, left)), right)
RECURSIVE SequencesUpTo(_, _, _)
SequencesUpTo(letters, length, repeating) ==
    IF length = 0
      THEN {<<>>}
      ELSE LET shorter == SequencesUpTo(letters, length - 1, repeating)
           IN  shorter \cup UNION {{AppendTo(s, l) : l \in IF repeating THEN letters ELSE letters \ Range(s)} : s \in shorter}
Precedes(former, latter) ==
    \/ Len(former) < Len(latter)
    \/ /\ Len(former) = Len(latter)
       /\ \E p \in 1 .. Len(former) :
             /\ Rank(former[p]) < Rank(latter[p])
             /\ \A q \in 1 .. (p - 1) : former[q] = latter[q]
vars == <<proposer, leader, acceptor, learned, sent, crashed>>
Has(rule) == rule \in Rules
Quorum == Cardinality(Acceptors) - Faults
WeakQuorum == Faults + 1
Phase1Size == IF Has("phase1-quorum") THEN Quorum ELSE WeakQuorum
VerifySize == IF Has("verify-quorum") THEN Quorum ELSE WeakQuorum
CertificateSize == IF Has("certificate-quorum") THEN VerifySize ELSE 0
LearnSize == IF Has("learn-quorum") THEN Quorum ELSE WeakQuorum
UniversalSize == IF Has("universal-quorum") THEN WeakQuorum ELSE 1
SuspicionSize == IF Has("suspicion-quorum") THEN WeakQuorum ELSE 1
ViewChangeSize == IF Has("view-change-quorum") THEN Quorum ELSE WeakQuorum
LeaderSize == WeakQuorum
CorrectAcceptors == Acceptors \ ByzantineAcceptors
CorrectLeaders == {v \in 0 .. (Views - 1) : v < Cardinality(Acceptors) /\ v \notin ByzantineLeaders}
LeaderOf(anyView) == anyView % Cardinality(Acceptors)
CorrectCommands == UNION {CommandsOf[p] : p \in Proposers}
HasByzantine == ByzantineAcceptors # {} \/ ByzantineLeaders # {} \/ SignedByByzantine # {}
Zero == <<0, 0>>
BallotsPerView == Len(BallotKinds)
BallotOf(ofView, number) == <<IF Has("unique-ballots") THEN ofView ELSE 0, number>>
Ballots == {BallotOf(v, n) : v \in 0 .. (Views - 1), n \in 1 .. BallotsPerView}
IsBallot(blt) == blt \in BallotsAhead \/ (blt[1] \in 0 .. (Views - 1) /\ blt[2] \in 1 .. BallotsPerView)
IsFast(bal) == IF bal[2] > 0 THEN BallotKinds[bal[2]] = "fast" ELSE FALSE
Below(lower, upper) == lower[1] < upper[1] \/ (lower[1] = upper[1] /\ lower[2] < upper[2])
IsAuthentic(cmd) == cmd \notin {Forged, ForgedUniversal} \/ ~Has("signed-commands")
Of(kind) == {msg \in sent : msg.type = kind}
Signers(sort, statement) == {msg.acceptor : msg \in {n \in sent : n.type = sort /\ <<n.ballot, n.value>> = statement}}
Statements(like) == {<<msg.ballot, msg.value>> : msg \in Of(like)}
IsEnough(correct, size) == Cardinality(correct \cup ByzantineAcceptors) >= size
Signed == {msg.command : msg \in Of("proposal") \cup Of("fastProposal")} \cup SignedByByzantine
MadeUp == IF HasByzantine THEN {Forged, ForgedUniversal} ELSE {}
Proposed == {msg.command : msg \in Of("proposal")} \cup SignedByByzantine \cup MadeUp
ProposedToAcceptors == {msg.command : msg \in Of("fastProposal")} \cup SignedByByzantine \cup MadeUp
NothingProven == [ballot |-> Zero, value |-> <<>>, signatures |-> 0]
IsValid(proof) == (proof.ballot = Zero /\ proof.value = <<>>) \/ proof.signatures >= CertificateSize
BaseOf(proofs) ==
    LET candidates == IF Has("highest-ballot")
                        THEN {q \in proofs : ~\E r \in proofs : Below(q.ballot, r.ballot)}
                        ELSE proofs
        values == {q.value : q \in candidates}
    IN  IF values = {}
          THEN <<>>
          ELSE CHOOSE x \in values : \A y \in values :
                  \/ x = y
                  \/ Len(x) > Len(y)
                  \/ Len(x) = Len(y) /\ Precedes(x, y)
Counting(forBallot, all) == {r \in all : r.ballot = forBallot /\ IsValid(r.proven)}
Nameable == IF Repeats THEN Signed ELSE Signed \ Universals
ByzantineValues == SequencesUpTo(Nameable \cup {Forged}, MaxLength, Repeats)
Stated(said, counted) == Statements(said) \cup (IF IsEnough({}, counted) THEN Ballots \X ByzantineValues ELSE {})
Certificates ==
    {[ballot |-> s[1], value |-> s[2], signatures |-> VerifySize] :
        s \in {t \in Statements("verify") : IsEnough(Signers("verify", t), VerifySize)}}
Claims ==
    Certificates \cup {NothingProven}
    \cup (IF Cardinality(ByzantineAcceptors) >= CertificateSize
            THEN {[ballot |-> BallotOf(Views - 1, n), value |-> w, signatures |-> CertificateSize] :
                     n \in 1 .. BallotsPerView, w \in ByzantineValues}
            ELSE {})
ReportedValues == SequencesUpTo(Nameable \cup (IF Has("signed-commands") THEN {} ELSE {Forged}), MaxLength, Repeats)
Content(answer) == [proven |-> answer.proven, value |-> answer.value]
Contents(counting) == {<<c, Cardinality({r \in counting : Content(r) = c})>> : c \in {Content(r) : r \in counting}}
IsAmong(fewer, many) == \A x \in fewer : \E y \in many : x[1] = y[1] /\ x[2] <= y[2]
AnswersTo(asked) ==
    {set \in SUBSET {msg \in Of("1b") : msg.ballot = asked} : \A m, n \in set : m.acceptor = n.acceptor => m = n}
IsRightSize(count) == count = Phase1Size \/ (count > Phase1Size /\ ~Has("propose-once"))
Report(who, answered, proof, vote) ==
    [type |-> "1b", acceptor |-> who, ballot |-> answered, proven |-> proof, value |-> vote]
HonestQuorums(b1) == {set \in AnswersTo(b1) : IsRightSize(Cardinality(set))}
LyingQuorums(b2) ==
    UNION {
        LET liar == CHOOSE a \in others : TRUE
        IN  {set \cup {Report(liar, b2, claim, vote)} \cup {Report(a, b2, NothingProven, <<>>) : a \in others \ {liar}} :
                set \in {s \in AnswersTo(b2) : IsRightSize(Cardinality(s) + Cardinality(others))},
                claim \in Claims,
                vote \in ReportedValues}
        : others \in (SUBSET ByzantineAcceptors) \ {{}}}
JustifiableBases(b3) ==
    IF ~Has("justification")
      THEN {<<>>}
      ELSE LET sets == {set \in AnswersTo(b3) : Cardinality(set) + Cardinality(ByzantineAcceptors) >= Phase1Size}
               claims == IF ByzantineAcceptors = {} THEN {} ELSE Claims
               proven(set) == {r.proven : r \in Counting(b3, set)}
           IN  IF claims = {}
                 THEN {BaseOf(proven(set)) : set \in sets}
                 ELSE {BaseOf(proven(set) \cup {claim}) : set \in sets, claim \in {x \in claims : IsValid(x)}}
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
Phase2A(from, in, proposal, from1b) ==
    [type |-> "2a", view |-> from, ballot |-> in, value |-> proposal, justification |-> from1b]
ByzantineProposals(byz, b4) ==
    {Phase2A(byz, b4, w, [ballot |-> b4, base |-> root, reports |-> IF Has("justification") THEN Phase1Size ELSE 0]) :
        w \in ByzantineValues, root \in JustifiableBases(b4)}
Phase2As ==
    Of("2a") \cup UNION {ByzantineProposals(v, b) : v \in ByzantineLeaders, b \in Ballots}
Universal2As ==
    Of("universal2a") \cup
    {[type |-> "universal2a", view |-> v, ballot |-> b, command |-> c] :
        v \in ByzantineLeaders, b \in Ballots, c \in Signed \cup {Forged, ForgedUniversal}}
Forwards ==
    Of("forward") \cup
    {[type |-> "forward", acceptor |-> a, command |-> c] : a \in ByzantineAcceptors, c \in Signed \cup {Forged, ForgedUniversal}}
Suspecting(left) == {msg.acceptor : msg \in {n \in Of("suspicion") : n.view = left}}
ViewChanges ==
    Of("viewChange") \cup
    {[type |-> "viewChange", acceptor |-> a, view |-> v, suspicions |-> Cardinality(Suspecting(v - 1) \cup ByzantineAcceptors)] :
        a \in ByzantineAcceptors, v \in 1 .. (Views - 1)}
Committed(toView) == {msg.acceptor : msg \in {n \in Of("viewChange") : n.view = toView}}
NewLeaders ==
    Of("newLeader") \cup
    {[type |-> "newLeader", acceptor |-> a, view |-> v, commitments |-> LeaderSize] :
        a \in ByzantineAcceptors,
        v \in {u \in (0 .. (Views - 1)) \ ByzantineLeaders : IsEnough(Committed(u), LeaderSize)}}
Init ==
    /\ proposer = [p \in Proposers |-> [ballot |-> Zero, kind |-> "classic", proposed |-> {}]]
    /\ leader = [v \in CorrectLeaders |->
          [view |-> v, active |-> v = 0, number |-> 0, hasProposed |-> FALSE, heard |-> <<>>, spent |-> <<>>,
           answers |-> Contents({})]]
    /\ acceptor = [a \in CorrectAcceptors |->
          [view |-> 0, suspects |-> FALSE, committed |-> 0, promised |-> Zero, voted |-> Zero,
           value |-> <<>>, proven |-> NothingProven, universals |-> {}]]
    /\ learned = [l \in Learners |-> <<>>]
    /\ sent = {}
    /\ crashed = {}
MayHearBallot(p, m) ==
    /\ Below(proposer[p].ballot, m.ballot)
HearBallot(p, m) ==
    /\ Below(proposer[p].ballot, m.ballot)
    /\ proposer' = [proposer EXCEPT ![p].ballot = m.ballot, ![p].kind = m.kind]
    /\ UNCHANGED <<leader, acceptor, learned, sent, crashed>>
MayPropose(p, c) ==
    /\ c \notin proposer[p].proposed
Propose(p, c) ==
    /\ c \notin proposer[p].proposed
    /\ proposer' = [proposer EXCEPT ![p].proposed = @ \cup {c}]
    /\ sent' = sent
         \cup (IF Has("propose-to-all") \/ proposer[p].kind = "fast" THEN {[type |-> "fastProposal", command |-> c]} ELSE {})
         \cup (IF Has("propose-to-all") \/ proposer[p].kind # "fast" THEN {[type |-> "proposal", command |-> c]} ELSE {})
    /\ UNCHANGED <<leader, acceptor, learned, crashed>>
MayBecomeLeader(v, m) ==
    /\ LeaderOf(m.view) = v
    /\ \/ m.view > leader[v].view
       \/ m.view = leader[v].view /\ ~leader[v].active
       \/ m.view < leader[v].view /\ ~Has("lead-forward")
    /\ m.commitments >= LeaderSize
BecomeLeader(v, m) ==
    /\ LeaderOf(m.view) = v
    /\ \/ m.view > leader[v].view
       \/ m.view = leader[v].view /\ ~leader[v].active
       \/ m.view < leader[v].view /\ ~Has("lead-forward")
    /\ m.commitments >= LeaderSize
    /\ leader' = [leader EXCEPT ![v].view = m.view,
                                ![v].active = TRUE,
                                ![v].number = 0,
                                ![v].hasProposed = FALSE,
                                ![v].answers = Contents({})]
    /\ UNCHANGED <<proposer, acceptor, learned, sent, crashed>>
CanOpen(v) ==
    \/ ~LastBallotWaits
    \/ leader[v].number < BallotsPerView - 1
    \/ \A c \in CorrectCommands : c \in Signed /\ (c \in Range(leader[v].heard) \/ c \notin Proposed)
MayOpenBallot(v) ==
    /\ leader[v].active
    /\ leader[v].number < BallotsPerView
    /\ CanOpen(v)
OpenBallot(v) ==
    /\ leader[v].active
    /\ leader[v].number < BallotsPerView
    /\ CanOpen(v)
    /\ leader' = [leader EXCEPT ![v].number = @ + 1, ![v].hasProposed = FALSE, ![v].answers = Contents({})]
    /\ LET next == BallotOf(leader[v].view, leader[v].number + 1)
           kind == BallotKinds[leader[v].number + 1]
       IN  sent' = sent
             \cup (IF Has("propose-to-all") THEN {} ELSE {[type |-> "ballotOpened", view |-> leader[v].view, ballot |-> next, kind |-> kind]})
             \cup {[type |-> IF kind = "fast" /\ ~Has("open-by-phase1") THEN "fast" ELSE "1a", view |-> leader[v].view, ballot |-> next]}
    /\ UNCHANGED <<proposer, acceptor, learned, crashed>>
MayHearProposal(v, c) ==
    /\ c \notin Range(leader[v].heard)
    /\ IsAuthentic(c)
HearProposal(v, c) ==
    /\ c \notin Range(leader[v].heard)
    /\ IsAuthentic(c)
    /\ leader' = [leader EXCEPT ![v].heard = AppendTo(@, c)]
    /\ sent' = IF c \in Universals /\ ~Has("universal-any-ballot")
                 THEN sent \cup {[type |-> "universal2a", view |-> leader[v].view, ballot |-> BallotOf(leader[v].view, leader[v].number), command |-> c]}
                 ELSE sent
    /\ UNCHANGED <<proposer, acceptor, learned, crashed>>
RECURSIVE MergeReported(_, _)
MergeReported(chosen, votes) ==
    IF votes = {}
      THEN chosen
      ELSE LET first == CHOOSE x \in votes : \A y \in votes : x = y \/ Precedes(x, y)
               counting == SelectSeq(first, LAMBDA k : IsAuthentic(k) /\ k \notin Universals)
           IN  MergeReported(Merge(chosen, counting), votes \ {first})
PickValue(self, answers) ==
    LET root == BaseOf({r.proven : r \in answers})
        reported == IF Has("collect-reported") THEN {r.value : r \in answers} ELSE {}
    IN  Merge(MergeReported(root, reported), Without(self.heard, Range(self.spent) \cup Universals))
RECURSIVE AppendedInAnyOrder(_, _)
AppendedInAnyOrder(front, rest) ==
    IF rest = {} THEN {front} ELSE UNION {AppendedInAnyOrder(AppendTo(front, k), rest \ {k}) : k \in rest}
Pickable(self, answers) ==
    LET own == PickValue(self, answers)
        root == BaseOf({r.proven : r \in answers})
    IN  IF Orders THEN AppendedInAnyOrder(root, Range(own) \ Range(root)) ELSE {own}
MayPropose2A(v, reports) ==
    /\ leader[v].active
    /\ leader[v].number > 0
    /\ leader[v].hasProposed => ~Has("propose-once")
    /\ IsAmong(leader[v].answers, Contents(reports))
    /\ Cardinality(Counting(BallotOf(leader[v].view, leader[v].number), reports)) >= Phase1Size
Propose2A(v, reports) ==
    /\ leader[v].active
    /\ leader[v].number > 0
    /\ leader[v].hasProposed => ~Has("propose-once")
    /\ IsAmong(leader[v].answers, Contents(reports))
    /\ Cardinality(Counting(BallotOf(leader[v].view, leader[v].number), reports)) >= Phase1Size
    /\ leader' = [leader EXCEPT ![v].hasProposed = TRUE,
                                ![v].spent = IF Has("keep-proposals") THEN @ ELSE leader[v].heard,
                                ![v].answers = IF Has("propose-once") THEN @ ELSE Contents(reports)]
    /\ LET own == BallotOf(leader[v].view, leader[v].number)
           counted == Counting(own, reports)
           shown == [ballot |-> own, base |-> BaseOf({r.proven : r \in counted}), reports |-> Cardinality(counted)]
       IN  \E picked \in Pickable(leader[v], counted) : sent' = sent \cup {Phase2A(leader[v].view, own, picked, shown)}
    /\ UNCHANGED <<proposer, acceptor, learned, crashed>>
IsFromOwnView(a, msg) == msg.view = acceptor[a].view \/ ~Has("own-view")
IsOwnBallot(msg) ==
    /\ IsBallot(msg.ballot)
    /\ msg.ballot = BallotOf(msg.view, msg.ballot[2]) \/ ~Has("own-ballots")
ReportOf(self) ==
    IF Has("report-proven-ballot") \/ self.proven.ballot = self.promised \/ self.proven.value = <<>>
      THEN self.proven
      ELSE [ballot |-> self.promised, value |-> self.proven.value, signatures |-> 0]
MayPromise(a, m) ==
    /\ a \notin crashed
    /\ IsFromOwnView(a, m)
    /\ IsOwnBallot(m)
    /\ Below(acceptor[a].promised, m.ballot) \/ (acceptor[a].promised # m.ballot /\ ~Has("promise"))
Promise(a, m) ==
    /\ a \notin crashed
    /\ IsFromOwnView(a, m)
    /\ IsOwnBallot(m)
    /\ Below(acceptor[a].promised, m.ballot) \/ (acceptor[a].promised # m.ballot /\ ~Has("promise"))
    /\ acceptor' = [acceptor EXCEPT ![a].promised = m.ballot]
    /\ sent' = sent \cup {Report(a, m.ballot, ReportOf(acceptor[a]), acceptor[a].value)}
    /\ UNCHANGED <<proposer, leader, learned, crashed>>
MayOpenFast(a, m) ==
    /\ a \notin crashed
    /\ ~Has("open-by-phase1")
    /\ IsFromOwnView(a, m)
    /\ IsOwnBallot(m)
    /\ Below(acceptor[a].promised, m.ballot)
OpenFast(a, m) ==
    /\ a \notin crashed
    /\ ~Has("open-by-phase1")
    /\ IsFromOwnView(a, m)
    /\ IsOwnBallot(m)
    /\ Below(acceptor[a].promised, m.ballot)
    /\ acceptor' = [acceptor EXCEPT ![a].promised = m.ballot, ![a].voted = m.ballot]
    /\ UNCHANGED <<proposer, leader, learned, sent, crashed>>
CastVote(a, b, w) ==
    /\ acceptor' = [acceptor EXCEPT ![a].promised = b, ![a].voted = b, ![a].value = w]
    /\ sent' = IF w = <<>> THEN sent ELSE sent \cup {[type |-> "verify", acceptor |-> a, ballot |-> b, value |-> w]}
    /\ UNCHANGED <<proposer, leader, learned, crashed>>
MayVote(a, m) ==
    /\ a \notin crashed
    /\ IsFromOwnView(a, m)
    /\ IsOwnBallot(m)
    /\ ~Below(m.ballot, acceptor[a].promised) \/ ~Has("keep-promise")
    /\ Below(acceptor[a].voted, m.ballot) \/ ~Has("vote-once")
    /\ \A c \in Range(m.value) : IsAuthentic(c)
    /\ \/ ~Has("justification")
       \/ /\ m.justification.ballot = m.ballot
          /\ m.justification.reports >= Phase1Size
          /\ Extends(m.value, m.justification.base)
    /\ \/ ~Has("prefix-guard")
       \/ /\ ~IsFast(acceptor[a].promised) \/ Has("open-by-phase1")
          /\ Extends(m.value, acceptor[a].proven.value)
Vote(a, m) ==
    /\ a \notin crashed
    /\ IsFromOwnView(a, m)
    /\ IsOwnBallot(m)
    /\ ~Below(m.ballot, acceptor[a].promised) \/ ~Has("keep-promise")
    /\ Below(acceptor[a].voted, m.ballot) \/ ~Has("vote-once")
    /\ \A c \in Range(m.value) : IsAuthentic(c)
    /\ \/ ~Has("justification")
       \/ /\ m.justification.ballot = m.ballot
          /\ m.justification.reports >= Phase1Size
          /\ Extends(m.value, m.justification.base)
    /\ \/ ~Has("prefix-guard")
       \/ /\ ~IsFast(acceptor[a].promised) \/ Has("open-by-phase1")
          /\ Extends(m.value, acceptor[a].proven.value)
    /\ CastVote(a, m.ballot, m.value)
MayAppendFast(a, c) ==
    /\ a \notin crashed
    /\ c \notin Universals
    /\ IsAuthentic(c)
    /\ IsFast(acceptor[a].promised) \/ (acceptor[a].promised # Zero /\ ~Has("fast-only"))
    /\ acceptor[a].voted = acceptor[a].promised \/ ~Has("fast-voted")
    /\ c \notin Range(acceptor[a].value)
AppendFast(a, c) ==
    /\ a \notin crashed
    /\ c \notin Universals
    /\ IsAuthentic(c)
    /\ IsFast(acceptor[a].promised) \/ (acceptor[a].promised # Zero /\ ~Has("fast-only"))
    /\ acceptor[a].voted = acceptor[a].promised \/ ~Has("fast-voted")
    /\ c \notin Range(acceptor[a].value)
    /\ CastVote(a, acceptor[a].promised, AppendTo(acceptor[a].value, c))
MayStore(a, b, c) ==
    /\ c \in Universals
    /\ IsAuthentic(c)
    /\ c \notin acceptor[a].universals
Store(a, b, c) ==
    /\ c \in Universals
    /\ IsAuthentic(c)
    /\ c \notin acceptor[a].universals
    /\ acceptor' = [acceptor EXCEPT ![a].universals = @ \cup {c}, ![a].promised = b]
    /\ sent' = sent \cup {[type |-> "universal2b", acceptor |-> a, command |-> c]}
         \cup (IF Has("universal-forward") THEN {[type |-> "forward", acceptor |-> a, command |-> c]} ELSE {})
    /\ UNCHANGED <<proposer, leader, learned, crashed>>
MayAcceptUniversal(a, c) ==
    /\ a \notin crashed
    /\ Has("universal-any-ballot") \/ IsFast(acceptor[a].promised)
    /\ MayStore(a, acceptor[a].promised, c)
AcceptUniversal(a, c) ==
    /\ a \notin crashed
    /\ Has("universal-any-ballot") \/ IsFast(acceptor[a].promised)
    /\ Store(a, acceptor[a].promised, c)
MayAcceptForwarded(a, m) ==
    /\ a \notin crashed
    /\ Has("universal-forward")
    /\ MayStore(a, acceptor[a].promised, m.command)
AcceptForwarded(a, m) ==
    /\ a \notin crashed
    /\ Has("universal-forward")
    /\ Store(a, acceptor[a].promised, m.command)
MayAcceptFromLeader(a, m) ==
    /\ a \notin crashed
    /\ ~Has("universal-any-ballot")
    /\ IsFromOwnView(a, m)
    /\ ~Below(m.ballot, acceptor[a].promised)
    /\ ~IsFast(acceptor[a].promised)
    /\ MayStore(a, m.ballot, m.command)
AcceptFromLeader(a, m) ==
    /\ a \notin crashed
    /\ ~Has("universal-any-ballot")
    /\ IsFromOwnView(a, m)
    /\ ~Below(m.ballot, acceptor[a].promised)
    /\ ~IsFast(acceptor[a].promised)
    /\ Store(a, m.ballot, m.command)
Grows(old, new) ==
    \/ ~Has("proven-grows")
    \/ Below(old.ballot, new.ballot)
    \/ old.ballot = new.ballot /\ Len(new.value) > Len(old.value)
MayProve(a, b, w) ==
    /\ a \notin crashed
    /\ b = acceptor[a].promised \/ ~Has("verify-current-ballot")
    /\ a \in Signers("verify", <<b, w>>) \/ ~Has("own-verify")
    /\ IsEnough(Signers("verify", <<b, w>>), VerifySize)
Prove(a, b, w) ==
    /\ a \notin crashed
    /\ b = acceptor[a].promised \/ ~Has("verify-current-ballot")
    /\ a \in Signers("verify", <<b, w>>) \/ ~Has("own-verify")
    /\ IsEnough(Signers("verify", <<b, w>>), VerifySize)
    /\ LET proof == [ballot |-> b, value |-> w, signatures |-> VerifySize]
       IN  acceptor' = [acceptor EXCEPT ![a].proven = IF Grows(@, proof) THEN proof ELSE @]
    /\ sent' = sent \cup {[type |-> "2b", acceptor |-> a, ballot |-> b, value |-> w]}
    /\ UNCHANGED <<proposer, leader, learned, crashed>>
MaySuspect(a) ==
    /\ a \notin crashed
    /\ acceptor[a].view + 1 < Views
    /\ ~acceptor[a].suspects
Suspect(a) ==
    /\ a \notin crashed
    /\ acceptor[a].view + 1 < Views
    /\ ~acceptor[a].suspects
    /\ acceptor' = [acceptor EXCEPT ![a].suspects = TRUE]
    /\ sent' = sent \cup {[type |-> "suspicion", acceptor |-> a, view |-> acceptor[a].view]}
    /\ UNCHANGED <<proposer, leader, learned, crashed>>
CanCommit(a, v) == v > acceptor[a].view /\ v > acceptor[a].committed
Commitment(a, v) == [type |-> "viewChange", acceptor |-> a, view |-> v, suspicions |-> SuspicionSize]
MayCommitTo(a, v) ==
    /\ CanCommit(a, v)
CommitTo(a, v) ==
    /\ CanCommit(a, v)
    /\ acceptor' = [acceptor EXCEPT ![a].committed = v]
    /\ sent' = sent \cup {Commitment(a, v)}
    /\ UNCHANGED <<proposer, leader, learned, crashed>>
MayCommit(a, v) ==
    /\ a \notin crashed
    /\ v + 1 < Views
    /\ IsEnough(Suspecting(v), SuspicionSize)
    /\ MayCommitTo(a, v + 1)
Commit(a, v) ==
    /\ a \notin crashed
    /\ v + 1 < Views
    /\ IsEnough(Suspecting(v), SuspicionSize)
    /\ CommitTo(a, v + 1)
MayJoin(a, m) ==
    /\ a \notin crashed
    /\ Has("join-view-change")
    /\ m.suspicions >= SuspicionSize
    /\ MayCommitTo(a, m.view)
Join(a, m) ==
    /\ a \notin crashed
    /\ Has("join-view-change")
    /\ m.suspicions >= SuspicionSize
    /\ CommitTo(a, m.view)
MayEnterView(a, v) ==
    /\ a \notin crashed
    /\ v > acceptor[a].view
    /\ IsEnough(Committed(v), ViewChangeSize)
EnterView(a, v) ==
    /\ a \notin crashed
    /\ v > acceptor[a].view
    /\ IsEnough(Committed(v), ViewChangeSize)
    /\ LET joins == Has("join-view-change") /\ CanCommit(a, v)
       IN  /\ acceptor' = [acceptor EXCEPT ![a].view = v, ![a].suspects = FALSE, ![a].committed = IF joins THEN v ELSE @]
           /\ sent' = sent \cup {[type |-> "newLeader", acceptor |-> a, view |-> v, commitments |-> ViewChangeSize]}
                \cup (IF joins THEN {Commitment(a, v)} ELSE {})
    /\ UNCHANGED <<proposer, leader, learned, crashed>>
MayCrash(a) ==
    /\ a \notin crashed
    /\ Cardinality(crashed) < Crashes
Crash(a) ==
    /\ a \notin crashed
    /\ Cardinality(crashed) < Crashes
    /\ crashed' = crashed \cup {a}
    /\ UNCHANGED <<proposer, leader, acceptor, learned, sent>>
MayLearn(l, b, w) ==
    /\ IsEnough(Signers("2b", <<b, w>>), LearnSize)
Learn(l, b, w) ==
    /\ IsEnough(Signers("2b", <<b, w>>), LearnSize)
    /\ learned' = [learned EXCEPT ![l] = Merge(@, w)]
    /\ UNCHANGED <<proposer, leader, acceptor, sent, crashed>>
Accepting(c) == {msg.acceptor : msg \in {n \in Of("universal2b") : n.command = c}}
MayLearnUniversal(l, c) ==
    /\ c \in Universals
    /\ IsEnough(Accepting(c), UniversalSize)
    /\ IF Has("deliver-once")
         THEN c \notin Range(learned[l])
         ELSE Len(learned[l]) <= CommandCount
LearnUniversal(l, c) ==
    /\ c \in Universals
    /\ IsEnough(Accepting(c), UniversalSize)
    /\ IF Has("deliver-once")
         THEN c \notin Range(learned[l])
         ELSE Len(learned[l]) <= CommandCount
    /\ learned' = [learned EXCEPT ![l] = AppendTo(@, c)]
    /\ UNCHANGED <<proposer, leader, acceptor, sent, crashed>>
Suspectable == 0 .. (Views - 2)
Enterable == 1 .. (Views - 1)
Learnable == Signed \cup {Forged, ForgedUniversal}
QuorumsFor(v) ==
    IF leader[v].number = 0 \/ (leader[v].hasProposed /\ Has("propose-once"))
      THEN {}
      ELSE HonestQuorums(BallotOf(leader[v].view, leader[v].number)) \cup LyingQuorums(BallotOf(leader[v].view, leader[v].number))
Next ==
    \/ \E p \in Proposers : \E c \in {c \in CommandsOf[p] : MayPropose(p, c)} : Propose(p, c)
    \/ \E p \in Proposers : \E m \in {m \in BallotsOpened : MayHearBallot(p, m)} : HearBallot(p, m)
    \/ \E v \in CorrectLeaders : \E m \in {m \in NewLeaders : MayBecomeLeader(v, m)} : BecomeLeader(v, m)
    \/ \E v \in {v \in CorrectLeaders : MayOpenBallot(v)} : OpenBallot(v)
    \/ \E v \in CorrectLeaders : \E c \in {c \in Proposed : MayHearProposal(v, c)} : HearProposal(v, c)
    \/ \E v \in CorrectLeaders : \E reports \in {reports \in QuorumsFor(v) : MayPropose2A(v, reports)} : Propose2A(v, reports)
    \/ \E m \in Phase1As : \E a \in {a \in CorrectAcceptors : MayPromise(a, m)} : Promise(a, m)
    \/ \E m \in Fasts : \E a \in {a \in CorrectAcceptors : MayOpenFast(a, m)} : OpenFast(a, m)
    \/ \E m \in Phase2As : \E a \in {a \in CorrectAcceptors : MayVote(a, m)} : Vote(a, m)
    \/ \E c \in ProposedToAcceptors : \E a \in {a \in CorrectAcceptors : MayAppendFast(a, c)} : AppendFast(a, c)
    \/ \E c \in ProposedToAcceptors : \E a \in {a \in CorrectAcceptors : MayAcceptUniversal(a, c)} : AcceptUniversal(a, c)
    \/ \E m \in Forwards : \E a \in {a \in CorrectAcceptors : MayAcceptForwarded(a, m)} : AcceptForwarded(a, m)
    \/ \E m \in Universal2As : \E a \in {a \in CorrectAcceptors : MayAcceptFromLeader(a, m)} : AcceptFromLeader(a, m)
    \/ \E s \in Stated("verify", VerifySize) : \E a \in {a \in CorrectAcceptors : MayProve(a, s[1], s[2])} : Prove(a, s[1], s[2])
    \/ \E a \in {a \in CorrectAcceptors : MaySuspect(a)} : Suspect(a)
    \/ \E v \in Suspectable : \E a \in {a \in CorrectAcceptors : MayCommit(a, v)} : Commit(a, v)
    \/ \E m \in ViewChanges : \E a \in {a \in CorrectAcceptors : MayJoin(a, m)} : Join(a, m)
    \/ \E v \in Enterable : \E a \in {a \in CorrectAcceptors : MayEnterView(a, v)} : EnterView(a, v)
    \/ \E a \in {a \in CorrectAcceptors : MayCrash(a)} : Crash(a)
    \/ \E s \in Stated("2b", LearnSize) : \E l \in {l \in Learners : MayLearn(l, s[1], s[2])} : Learn(l, s[1], s[2])
    \/ \E c \in Learnable : \E l \in {l \in Learners : MayLearnUniversal(l, c)} : LearnUniversal(l, c)
AllProposed == SignedByByzantine \cup UNION {proposer[p].proposed : p \in Proposers}
GC_NontrivialitySays(now) == \A l \in Learners : Range(now.learned[l]) \subseteq now.proposed
GC_ConsistencySays(now) == \A k, l \in Learners : Compatible(now.learned[k], now.learned[l])
GC_IntegritySays(now) == \A l \in Learners : Cardinality(Range(now.learned[l])) = Len(now.learned[l])
GC_StabilitySays(before, after) == \A l \in Learners : Extends(after.learned[l], before.learned[l])
GC_IsPropose(before, after) ==
    /\ before.learned = after.learned
    /\ before.proposed \subseteq after.proposed
GC_IsLearn(before, after) ==
    /\ before.proposed = after.proposed
    /\ Cardinality({l \in Learners : before.learned[l] # after.learned[l]}) = 1
    /\ GC_StabilitySays(before, after)
    /\ \A l \in Learners : before.learned[l] # after.learned[l] =>
          /\ Cardinality(Range(after.learned[l])) = Len(after.learned[l])
          /\ Range(after.learned[l]) \subseteq after.proposed
    /\ GC_ConsistencySays(after)
GC_IsStep(before, after) ==
    \/ before = after
    \/ GC_IsPropose(before, after)
    \/ GC_IsLearn(before, after)
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
ClassicSays(before, after) ==
    Has("vote-once") =>
        \A a \in CorrectAcceptors :
            (after.votes[a].voted = before.votes[a].voted /\ ~IsFast(after.votes[a].voted)) => after.votes[a].value = before.votes[a].value
Reporters(votes, later, cmd) ==
    {a \in CorrectAcceptors :
        /\ Below(votes[a].voted, later)
        /\ ~Below(votes[a].promised, later)
        /\ cmd \in Range(votes[a].value)}
RecoverySays(before, after) ==
    \A a \in CorrectAcceptors :
        LET ballot == after.votes[a].voted
        IN  (ballot # before.votes[a].voted /\ ballot # Zero /\ ~IsFast(ballot) /\ ballot[1] \notin ByzantineLeaders) =>
                \A c \in UNION {Range(before.votes[b].value) : b \in CorrectAcceptors} :
                    \/ c \in Universals
                    \/ c \in Range(after.votes[a].value)
                    \/ Cardinality(Reporters(before.votes, ballot, c)) < WeakQuorum
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
