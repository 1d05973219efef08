------------------------------- MODULE Gpaxos -------------------------------
(***************************************************************************)
(* Generalized Paxos for crash faults, action for action as in             *)
(* Impl/Gpaxos: each action below is one handler there, which names it     *)
(* ("TLA+: Vote"), and each guard is one predicate there.  Beside Bgp.tla  *)
(* it shows what Byzantine faults add: here are no adversary, no           *)
(* certificates, no verification and no views.                             *)
(*                                                                         *)
(* Messages are never lost from "sent" and may be delivered any number of  *)
(* times, in any order, or never.  A ballot is a number from 1; 0 is       *)
(* before every ballot.                                                    *)
(***************************************************************************)
EXTENDS CommandSequences

CONSTANTS
    Rules,            \* The guards in force, by their names on the command line.
    Proposers,        \* The proposers.
    CommandsOf,       \* Their commands: a function from Proposers to sets of commands.
    Acceptors,        \* The acceptors.
    Faults,           \* f: how many faulty acceptors classic ballots tolerate.
    FastFaults,       \* e: how many fast ballots tolerate.
    Crashes,          \* How many acceptors may crash.
    BallotKinds,      \* "fast" or "classic" for each ballot: a sequence.
    LastBallotWaits,  \* Whether the last ballot, if it is classic, waits for the proposals.
    Learners          \* The learners.

VARIABLES
    proposer,  \* What each proposer has proposed.
    leader,    \* The state of the leader.
    acceptor,  \* The state of each acceptor.
    learned,   \* What each learner has learned.
    sent,      \* Everything that was sent.
    crashed    \* The acceptors that have crashed.

vars == <<proposer, leader, acceptor, learned, sent, crashed>>

-----------------------------------------------------------------------------
(* Sizes and ballots.  C#: GpaxosConfig.                                   *)

Has(rule) == rule \in Rules

N == Cardinality(Acceptors)
AtLeastOne(size) == IF size < 1 THEN 1 ELSE size

LastBallot == Len(BallotKinds)
IsFast(ballot) == IF ballot > 0 THEN BallotKinds[ballot] = "fast" ELSE FALSE

Phase1Size == AtLeastOne(IF Has("phase1-quorum") THEN N - Faults ELSE N - Faults - 1)

(* Classic quorums are of size N - f, fast ones of size N - e (section 5). *)
LearnSize(ballot) ==
    AtLeastOne(
        IF IsFast(ballot)
          THEN IF Has("fast-quorum") THEN N - FastFaults ELSE N - Faults
          ELSE IF Has("classic-quorum") THEN N - Faults ELSE N - Faults - 1)

Commands == UNION {CommandsOf[p] : p \in Proposers}

-----------------------------------------------------------------------------
(* What was sent.                                                          *)

Of(kind) == {msg \in sent : msg.type = kind}

Proposed == {msg.command : msg \in Of("propose")}
Voters(ballot, vote) == {msg.acceptor : msg \in {n \in Of("2b") : n.ballot = ballot /\ n.value = vote}}
VotedFor == {<<msg.ballot, msg.value>> : msg \in Of("2b")}

(***************************************************************************)
(* The answers to its ballot that the leader may look at together: one an  *)
(* acceptor, and as many as it needs.                                      *)
(***************************************************************************)
Quorums ==
    {set \in SUBSET {msg \in Of("1b") : msg.ballot = leader.ballot} :
        /\ Cardinality(set) >= Phase1Size
        /\ Cardinality(set) = Phase1Size \/ ~Has("propose-once")
        /\ \A m, n \in set : m.acceptor = n.acceptor => m = n}

-----------------------------------------------------------------------------
(* What may have been chosen.  C#: Choosable.                              *)

(* The first of some sequences, shorter ones first. *)
FirstOf(some) == CHOOSE x \in some : \A y \in some : x = y \/ Precedes(x, y)

(* The longest sequence that all of some votes extend. *)
CommonOf(votes) ==
    LET one == CHOOSE x \in votes : TRUE
        shared == {s \in SequencesUpTo(Range(one), Len(one), FALSE) : \A y \in votes : Extends(y, s)}
    IN  CHOOSE x \in shared : \A y \in shared : Len(x) >= Len(y)

(* The shortest sequence that extends all of some; of those that nothing extends with the first ones, none. *)
RECURSIVE BoundOf(_, _)
BoundOf(bound, others) ==
    IF others = {}
      THEN bound
      ELSE LET next == FirstOf(others)
           IN  BoundOf(IF Compatible(bound, next) THEN AppendAll(bound, Surplus(next, bound)) ELSE bound, others \ {next})

(***************************************************************************)
(* In a fast ballot at most e acceptors do not vote for what is chosen,    *)
(* and all of them may have answered.  Of each set of answers that a fast  *)
(* quorum may have in common with these, what its votes have in common may *)
(* have been chosen.  Where N > 2e + f, all this can be extended to one    *)
(* sequence.  As section 4.5 has it, votes count only if they are          *)
(* identical; but votes in a fast ballot go on growing.                    *)
(***************************************************************************)
ChoosableInFast(counted, size) ==
    LET least == IF Has("count-possible") THEN size - FastFaults ELSE N - FastFaults
        values == {r.value : r \in counted}
        known == IF Has("count-prefixes")
                   THEN {CommonOf({r.value : r \in both}) :
                            both \in {set \in SUBSET counted : Cardinality(set) >= AtLeastOne(least)}}
                   ELSE {v \in values : Cardinality({r \in counted : r.value = v}) >= least}
    IN  IF known = {} THEN FirstOf(values) ELSE BoundOf(FirstOf(known), known)

(* What the leader must extend: only votes of the highest ballot count, which extend whatever was chosen before it. *)
Choosable(answers) ==
    LET highest == Max({r.voted : r \in answers})
        counted == {r \in answers : r.voted > 0 /\ (r.voted = highest \/ ~Has("highest-ballot"))}
    IN  IF highest = 0
          THEN <<>>
          ELSE IF IsFast(highest)
                 THEN ChoosableInFast(counted, Cardinality(answers))
                 ELSE FirstOf({r.value : r \in counted})

-----------------------------------------------------------------------------
Init ==
    /\ proposer = [p \in Proposers |-> {}]
    /\ leader = [ballot |-> 0, hasProposed |-> FALSE, heard |-> <<>>]
    /\ acceptor = [a \in Acceptors |-> [promised |-> 0, voted |-> 0, value |-> <<>>]]
    /\ learned = [l \in Learners |-> <<>>]
    /\ sent = {}
    /\ crashed = {}

-----------------------------------------------------------------------------
(* Proposers.  Algorithm 1; C#: Proposer.                                  *)

(***************************************************************************)
(* A client's command: send it to the leader and to the acceptors.         *)
(* Heart: to both, whatever kind of ballot is open.                        *)
(* C#: Proposer.On(CommandRequest).                                        *)
(***************************************************************************)
Request(p, k) ==
    /\ k \notin proposer[p]
    /\ proposer' = [proposer EXCEPT ![p] = @ \cup {k}]
    /\ sent' = sent \cup {[type |-> "propose", command |-> k]}
    /\ UNCHANGED <<leader, acceptor, learned, crashed>>

-----------------------------------------------------------------------------
(* The leader.  Algorithm 2; C#: Leader.                                   *)

(* Where Liveness is claimed, a last classic ballot comes after the proposals.  C#: GpaxosModel.Triggers. *)
CanOpen ==
    \/ ~LastBallotWaits
    \/ leader.ballot + 1 < LastBallot
    \/ IsFast(LastBallot)
    \/ Commands \subseteq Range(leader.heard)

(***************************************************************************)
(* The leader opens its next ballot.  Heart: a fast ballot, too, opens by  *)
(* phase 1, so that acceptors go on from one value that extends what was   *)
(* chosen before.                                                          *)
(* C#: Leader.On(TriggerNextBallot).                                       *)
(***************************************************************************)
OpenBallot(b) ==
    /\ b = leader.ballot + 1
    /\ CanOpen
    /\ LET atOnce == IsFast(b) /\ ~Has("open-by-phase1")
       IN  /\ leader' = [leader EXCEPT !.ballot = b, !.hasProposed = atOnce]
           /\ sent' = sent \cup {[type |-> IF atOnce THEN "fast" ELSE "1a", ballot |-> b]}
    /\ UNCHANGED <<proposer, acceptor, learned, crashed>>

(***************************************************************************)
(* A proposer's command reaches the leader.  Heart: it is kept for every   *)
(* later ballot; the latest comes first, so that nothing that is safe      *)
(* rests on the leader's memory.                                           *)
(* C#: Leader.On(Propose).                                                 *)
(***************************************************************************)
HearProposal(k) ==
    /\ k \notin Range(leader.heard)
    /\ leader' = [leader EXCEPT !.heard = AppendAll(<<k>>, @)]
    /\ UNCHANGED <<proposer, acceptor, learned, sent, crashed>>

(* The leader's value: what may have been chosen, then every other command reported, then the proposers'; each once. *)
RECURSIVE MergeReported(_, _)
MergeReported(chosen, reported) ==
    IF reported = {}
      THEN chosen
      ELSE LET next == FirstOf(reported) IN MergeReported(Merge(chosen, next), reported \ {next})

PickValue(answers) ==
    Merge(MergeReported(Choosable(answers), IF Has("collect-reported") THEN {r.value : r \in answers} ELSE {}), leader.heard)

(***************************************************************************)
(* A quorum has answered phase 1: propose.  Heart: the value extends       *)
(* whatever may have been chosen; nothing is proven to anybody.            *)
(* C#: Leader.On(Reports<Phase1B>).                                        *)
(***************************************************************************)
Propose2A(reports) ==
    /\ leader.ballot > 0
    /\ leader.hasProposed => ~Has("propose-once")
    /\ leader' = [leader EXCEPT !.hasProposed = TRUE]
    /\ sent' = sent \cup {[type |-> "2a", ballot |-> leader.ballot, value |-> PickValue(reports)]}
    /\ UNCHANGED <<proposer, acceptor, learned, crashed>>

-----------------------------------------------------------------------------
(* Acceptors.  Algorithm 4; C#: Acceptor.                                  *)

(***************************************************************************)
(* Phase 1.  Heart: the acceptor promises the ballot and reports its last  *)
(* vote, with the ballot of the vote; as published with the last ballot    *)
(* promised, which makes an old vote look new.                             *)
(* C#: Acceptor.On(Phase1A).                                               *)
(***************************************************************************)
Promise(a, m) ==
    /\ a \notin crashed
    /\ m.ballot > acceptor[a].promised \/ (m.ballot # acceptor[a].promised /\ ~Has("promise"))
    /\ acceptor' = [acceptor EXCEPT ![a].promised = m.ballot]
    /\ sent' = sent \cup
         {[type |-> "1b", acceptor |-> a, ballot |-> m.ballot, value |-> acceptor[a].value,
           voted |-> IF Has("report-voted-ballot") THEN acceptor[a].voted ELSE acceptor[a].promised]}
    /\ UNCHANGED <<proposer, leader, learned, crashed>>

(***************************************************************************)
(* As published, a fast ballot opens without phase 1.  Heart: each         *)
(* acceptor takes its own vote into the new ballot.                        *)
(* C#: Acceptor.On(Fast).                                                  *)
(***************************************************************************)
OpenFast(a, m) ==
    /\ a \notin crashed
    /\ ~Has("open-by-phase1")
    /\ m.ballot > acceptor[a].promised
    /\ acceptor' = [acceptor EXCEPT ![a].promised = m.ballot, ![a].voted = m.ballot]
    /\ UNCHANGED <<proposer, leader, learned, sent, crashed>>

(* Votes, and tells the learners; of the empty sequence there is nothing to learn. *)
CastVote(a, b, w) ==
    /\ acceptor' = [acceptor EXCEPT ![a].promised = b, ![a].voted = b, ![a].value = w]
    /\ sent' = IF w = <<>> THEN sent ELSE sent \cup {[type |-> "2b", acceptor |-> a, ballot |-> b, value |-> w]}
    /\ UNCHANGED <<proposer, leader, learned, crashed>>

(***************************************************************************)
(* Phase 2.  Heart: never below the promise, and once a ballot, as in a    *)
(* fast ballot the same value again would undo what was appended.          *)
(* C#: Acceptor.On(Phase2A).                                               *)
(***************************************************************************)
Vote(a, m) ==
    /\ a \notin crashed
    /\ m.ballot >= acceptor[a].promised \/ ~Has("keep-promise")
    /\ acceptor[a].voted < m.ballot \/ ~Has("vote-once")
    /\ CastVote(a, m.ballot, m.value)

(***************************************************************************)
(* A proposer's command in an open fast ballot.  Heart: it is appended     *)
(* without the leader, by an acceptor that has voted in the ballot.        *)
(* C#: Acceptor.On(Propose).                                               *)
(***************************************************************************)
AppendFast(a, k) ==
    /\ a \notin crashed
    /\ acceptor[a].promised > 0
    /\ IsFast(acceptor[a].promised) \/ ~Has("fast-only")
    /\ acceptor[a].voted = acceptor[a].promised \/ ~Has("fast-voted")
    /\ k \notin Range(acceptor[a].value)
    /\ CastVote(a, acceptor[a].promised, AppendTo(acceptor[a].value, k))

(***************************************************************************)
(* An acceptor stops for good.  C#: Checker/Worlds/Faults.cs, Crash.       *)
(***************************************************************************)
Crash(a) ==
    /\ a \notin crashed
    /\ Cardinality(crashed) < Crashes
    /\ crashed' = crashed \cup {a}
    /\ UNCHANGED <<proposer, leader, acceptor, learned, sent>>

-----------------------------------------------------------------------------
(* Learners.  Algorithm 5; C#: Learner.                                    *)

(***************************************************************************)
(* A quorum has voted for one value, up to commutation: learn what is new  *)
(* in it.  Heart: in a fast ballot the quorum is larger.                   *)
(* C#: Learner.On(Quorum<Phase2B>).                                        *)
(***************************************************************************)
Learn(l, b, w) ==
    /\ Cardinality(Voters(b, w)) >= LearnSize(b)
    /\ learned' = [learned EXCEPT ![l] = Merge(@, w)]
    /\ UNCHANGED <<proposer, leader, acceptor, sent, crashed>>

-----------------------------------------------------------------------------
(* Which process may take which input.  C#: GpaxosModel.                   *)

Next ==
    \/ \E p \in Proposers : \E k \in CommandsOf[p] : Request(p, k)
    \/ \E b \in 1 .. LastBallot : OpenBallot(b)
    \/ \E k \in Proposed : HearProposal(k)
    \/ \E reports \in Quorums : Propose2A(reports)
    \/ \E m \in Of("1a") : \E a \in Acceptors : Promise(a, m)
    \/ \E m \in Of("fast") : \E a \in Acceptors : OpenFast(a, m)
    \/ \E m \in Of("2a") : \E a \in Acceptors : Vote(a, m)
    \/ \E k \in Proposed : \E a \in Acceptors : AppendFast(a, k)
    \/ \E a \in Acceptors : Crash(a)
    \/ \E s \in VotedFor : \E l \in Learners : Learn(l, s[1], s[2])

Spec == Init /\ [][Next]_vars

-----------------------------------------------------------------------------
(* What must hold.  C#: GpaxosProperties.                                  *)

AllProposed == UNION {proposer[p] : p \in Proposers}

GC == INSTANCE GeneralizedConsensus WITH proposed <- AllProposed

NontrivialityInv == GC!Nontriviality
ConsistencyInv == GC!Consistency
IntegrityInv == GC!Integrity
StabilityProp == GC!Stability
RefinementProp == GC!Spec

(* Who has answered phase 1 of a ballot with a vote for a command, and not voted since. *)
Reporters(votes, later, command) ==
    {a \in Acceptors : votes[a].voted < later /\ votes[a].promised >= later /\ command \in Range(votes[a].value)}

(***************************************************************************)
(* What f + 1 acceptors have reported is in what the leader proposes in a  *)
(* classic ballot (section 4.4).                                           *)
(***************************************************************************)
RecoverySays(before, after) ==
    \A a \in Acceptors :
        LET ballot == after.votes[a].voted
        IN  (ballot # before.votes[a].voted /\ ~IsFast(ballot)) =>
                \A k \in Commands :
                    \/ k \in Range(after.votes[a].value)
                    \/ Cardinality(Reporters(before.votes, ballot, k)) <= Faults

SayVotes == [votes |-> acceptor]
RecoveryProp == [][RecoverySays(SayVotes, SayVotes')]_vars
=============================================================================
