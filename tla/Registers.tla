----------------------------- MODULE Registers ------------------------------
(***************************************************************************)
(* What every Paxos register has: its processes, timestamps and values,    *)
(* what its logs mean to the specification, and sets of messages of which  *)
(* a process waits for a number.  It says nothing of any one register.     *)
(*                                                                         *)
(* C#: Impl/Registers: RegisterConfig, RegisterModel, RegisterProperties   *)
(***************************************************************************)
EXTENDS RegisterSemantics

CONSTANTS
    Rules,               \* The guards in force, by their names on the command line.
    Leaders,             \* All proposers, in the order of their numbers: a sequence.
    InputOf,             \* The proposers' input values: a function.
    ByzantineProposers,  \* Those of the proposers that are Byzantine.
    ValueOrder,          \* All values, in the order of their names: a sequence.
    Forged,              \* One of them that no proposer has.
    TimestampCount,      \* How many timestamps there are; they are counted from 0.
    Acceptors,           \* All acceptors.
    ByzantineAcceptors,  \* Those of them that are Byzantine.
    Faults,              \* How many faulty acceptors the quorums tolerate.
    Crashes,             \* How many correct acceptors may crash.
    Learners             \* The learners.

Has(rule) == rule \in Rules

CorrectProposers == Range(Leaders) \ ByzantineProposers
CorrectAcceptors == Acceptors \ ByzantineAcceptors

Quorum == Cardinality(Acceptors) - Faults
WeakQuorum == Faults + 1

(***************************************************************************)
(* The proposers lead the timestamps in turn (Figures 5 and 6).  Figure    *)
(* 4's timestamp (localTS, p) is the number with which p leads for the     *)
(* localTS-th time; these are ordered like the pairs.                      *)
(***************************************************************************)
Timestamps == 0 .. (TimestampCount - 1)
LeaderOf(timestamp) == Leaders[(timestamp % Len(Leaders)) + 1]
NumberOf(name) == (CHOOSE place \in 1 .. Len(Leaders) : Leaders[place] = name) - 1

Values == Range(ValueOrder) \ {Forged}
Rank(value) == CHOOSE place \in 1 .. Len(ValueOrder) : ValueOrder[place] = value

(* Of two writes the one with the higher timestamp; of two with the same, the one of the later value. *)
IsAfter(upper, lower) ==
    \/ upper.timestamp > lower.timestamp
    \/ upper.timestamp = lower.timestamp /\ Rank(upper.value) > Rank(lower.value)

(* The last of some writes, or the first of them; NoWrite if there are none. *)
LastOf(writes) == IF writes = {} THEN NoWrite ELSE Pair(CHOOSE x \in writes : \A y \in writes : Pair(x) = Pair(y) \/ IsAfter(x, y))
FirstOf(writes) == IF writes = {} THEN NoWrite ELSE Pair(CHOOSE x \in writes : \A y \in writes : Pair(x) = Pair(y) \/ IsAfter(y, x))

(* Figure 3: a proposer writes what it has read, and its own value if that is bottom. *)
ValueAfter(read, writer) == IF read = Bottom THEN InputOf[writer] ELSE read

-----------------------------------------------------------------------------
(* Logs: sequences in which nothing is twice.                              *)

AddTo(log, item) == IF item \in Range(log) THEN log ELSE Append(log, item)

(* A read that has not returned: its token comes later, or never. *)
Running(timestamp) == [timestamp |-> timestamp, token |-> NoToken]

Returned(reads, token) ==
    AddTo(SelectSeq(reads, LAMBDA entry : entry # Running(token.timestamp)), [timestamp |-> token.timestamp, token |-> token])

HasAt(entries, timestamp) == \E place \in 1 .. Len(entries) : entries[place].timestamp = timestamp

-----------------------------------------------------------------------------
(* Messages and quorums.                                                   *)

Message(kind, sender, stated) == [type |-> kind, acceptor |-> sender, value |-> stated.value, timestamp |-> stated.timestamp]

(* Whether acceptors are enough, with the Byzantine ones, who sign whatever they could. *)
IsEnough(correct, size) == Cardinality(correct \cup ByzantineAcceptors) >= size

(* The writes that Byzantine acceptors sign for: any value at any timestamp, also one that nobody else signs for. *)
ByzantineStatements ==
    IF ByzantineAcceptors = {} THEN {} ELSE {[value |-> v, timestamp |-> t] : v \in Range(ValueOrder), t \in Timestamps}

(* The sets of so many of the messages that hold no two of one acceptor. *)
OneEach(messages, count) ==
    {set \in SUBSET messages : Cardinality(set) = count /\ \A m, n \in set : m.acceptor = n.acceptor => m = n}

-----------------------------------------------------------------------------
(* What logs mean to the specification.  Each argument says of every       *)
(* correct acceptor which writes it took, or told the learners of.         *)

Counted(perAcceptor, size) ==
    {w \in UNION {perAcceptor[a] : a \in DOMAIN perAcceptor} :
        IsEnough({a \in DOMAIN perAcceptor : w \in perAcceptor[a]}, size)}

AllTaken(perAcceptor) == UNION {perAcceptor[a] : a \in DOMAIN perAcceptor}

(* The writes that correct proposers have begun, and those that others have, if an acceptor took them. *)
Begun(proposers, perAcceptor) ==
    {Pair(w) : w \in UNION {Range(proposers[p].writes) : p \in DOMAIN proposers}} \cup AllTaken(perAcceptor)

(* The values that proposers have written; a Byzantine one may have written any. *)
WrittenBy(proposers) ==
    {w.value : w \in UNION {Range(proposers[p].writes) : p \in DOMAIN proposers}}
    \cup (IF ByzantineProposers = {} THEN {} ELSE Values)

ReadsOf(proposers) == UNION {Range(proposers[p].reads) : p \in DOMAIN proposers}
WritesOf(proposers) == UNION {Range(proposers[p].writes) : p \in DOMAIN proposers}

(* As corrected, O8 asks only that a total write stays total (R01). *)
O8Says(totalBefore, totalAfter) ==
    IF Has("o8-relaxed") THEN O8WithoutEnds(totalBefore, totalAfter) ELSE O8(totalBefore, totalAfter)
=============================================================================
