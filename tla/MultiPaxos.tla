----------------------------- MODULE MultiPaxos -----------------------------
(***************************************************************************)
(* MultiPaxos (Lamport: "The Part-Time Parliament", 1998; "Paxos Made      *)
(* Simple", 2001, section 3), action for action as in Impl/MultiPaxos:     *)
(* each action below is one handler there, which names it ("TLA+: Learn"). *)
(*                                                                         *)
(* An instance of Paxos for each slot of a sequence of commands; phase 1   *)
(* once for all of them.  Replicas execute the sequence on a register, and *)
(* clients see one register.                                               *)
(*                                                                         *)
(* A state here is a state there: what every process has come to, and what *)
(* was sent.  Messages are never lost from "sent" and may be delivered any *)
(* number of times, in any order, or never.  Nobody is Byzantine.          *)
(*                                                                         *)
(* A command is its name, as "a@c1.1": what it does, its client, and which *)
(* of the client's commands it is.                                         *)
(***************************************************************************)
EXTENDS Integers, Sequences, FiniteSets

CONSTANTS
    Rules,           \* The guards in force, by their names on the command line.
    CommandsOf,      \* Each client's commands, with what each does to the register: a function to sequences.
    CommandOrder,    \* All commands' names, in order.
    BallotOf,        \* Each leader's ballot, counted from 0: a function.
    Acceptors,       \* All acceptors.
    Replicas,        \* All replicas.
    SlotCount,       \* How many slots there are; they are counted from 0.
    Repeats,         \* Whether clients may ask twice.
    Crashable,       \* The processes that may crash,
    Crashes          \* and how many of them.

VARIABLES
    client,    \* Each client's operations: its history; and whether it has asked for the last one twice.
    leader,    \* Where each leader stands, and what it has proposed in each slot from the first.
    acceptor,  \* What each acceptor has promised and accepted, and what it had accepted before it lost its memory.
    replica,   \* What each replica has learned in each slot, and executed; and its register.
    sent,      \* Everything that was sent.
    crashed    \* The processes that have crashed.

vars == <<client, leader, acceptor, replica, sent, crashed>>

-----------------------------------------------------------------------------
(* Commands, sizes, and what was sent.  C#: MultiPaxosConfig, Command.     *)

Has(rule) == rule \in Rules

Clients == DOMAIN CommandsOf
Leaders == DOMAIN BallotOf
Impatient == IF Repeats THEN Clients ELSE {}

None == "-"       \* No command: nothing is known of the slot.
NoOp == "no-op"   \* The null command.
NoResult == ""    \* That of an operation that has no answer yet.

Items(sequence) == {sequence[i] : i \in 1 .. Len(sequence)}
DoesOf(name) == (CHOOSE command \in UNION {Items(CommandsOf[c]) : c \in Clients} : command.name = name).does
Rank(name) == CHOOSE i \in 1 .. Len(CommandOrder) : CommandOrder[i] = name

Majority == (Cardinality(Acceptors) \div 2) + 1
Half == IF Cardinality(Acceptors) = 1 THEN 1 ELSE Cardinality(Acceptors) \div 2

PrepareSize == IF Has("prepare-quorum") THEN Majority ELSE Half
AcceptSize == IF Has("accept-quorum") THEN Majority ELSE Half

Of(kind) == {msg \in sent : msg.type = kind}

(* The sets of so many of the messages that hold no two of one acceptor. *)
OneEach(messages, count) ==
    {set \in SUBSET messages : Cardinality(set) = count /\ \A m, n \in set : m.acceptor = n.acceptor => m = n}

-----------------------------------------------------------------------------
(* The register, and the initial state.  C#: Impl/Machines/Register.       *)

InitialValue == "0"
ValueAfter(value, does) == IF does = "read" THEN value ELSE does

Init ==
    /\ client = [c \in Clients |-> [operations |-> <<>>, asked |-> FALSE]]
    /\ leader = [p \in Leaders |-> [stage |-> "waiting", proposed |-> <<>>]]
    /\ acceptor = [a \in Acceptors |-> [promised |-> -1, votes |-> {}, lost |-> {}]]
    /\ replica = [r \in Replicas |-> [learned |-> [i \in 1 .. SlotCount |-> None], log |-> <<>>, value |-> InitialValue]]
    /\ sent = {}
    /\ crashed = {}

-----------------------------------------------------------------------------
(* Clients.  C#: Client.                                                   *)

Operations(c) == client[c].operations
Last(c) == Operations(c)[Len(Operations(c))]
IsWaiting(c) == IF Operations(c) = <<>> THEN FALSE ELSE Last(c).result = NoResult

(***************************************************************************)
(* A client asks for its next command.  Heart: it has an answer to the     *)
(* last one.  What had been answered to anybody before is noted for        *)
(* LinearizableInv; the client does not know it.                           *)
(* C#: Client.On(Begin).                                                   *)
(***************************************************************************)
Begin(c) ==
    /\ ~IsWaiting(c)
    /\ Len(Operations(c)) < Len(CommandsOf[c])
    /\ LET command == CommandsOf[c][Len(Operations(c)) + 1].name
           before == {msg.command : msg \in Of("completed")}
       IN  /\ client' = [client EXCEPT ![c] =
                  [operations |-> Append(Operations(c), [name |-> command, before |-> before, result |-> NoResult]),
                   asked |-> FALSE]]
           /\ sent' = sent \cup {[type |-> "request", command |-> command, times |-> 1]}
    /\ UNCHANGED <<leader, acceptor, replica, crashed>>

(***************************************************************************)
(* It asks for the same again.  Heart: it cannot know whether nobody has   *)
(* heard it, or only the reply is late.                                    *)
(* C#: Client.On(AskAgain).                                                *)
(***************************************************************************)
AskAgain(c) ==
    /\ IsWaiting(c)
    /\ ~client[c].asked
    /\ client' = [client EXCEPT ![c].asked = TRUE]
    /\ sent' = sent \cup {[type |-> "request", command |-> Last(c).name, times |-> 2]}
    /\ UNCHANGED <<leader, acceptor, replica, crashed>>

(***************************************************************************)
(* A replica has executed its command.  Heart: the first reply counts.     *)
(* C#: Client.On(Reply).                                                   *)
(***************************************************************************)
TakeReply(c, m) ==
    /\ IsWaiting(c)
    /\ Last(c).name = m.command
    /\ client' = [client EXCEPT ![c].operations[Len(Operations(c))].result = m.result]
    /\ sent' = sent \cup {[type |-> "completed", command |-> m.command]}
    /\ UNCHANGED <<leader, acceptor, replica, crashed>>

-----------------------------------------------------------------------------
(* Leaders.  C#: Leader.                                                   *)

Vote(slot, ballot, command) == [slot |-> slot, ballot |-> ballot, command |-> command]

(***************************************************************************)
(* A leader takes over, at any time.  Heart: one message for all slots.    *)
(* C#: Leader.On(Lead).                                                    *)
(***************************************************************************)
Lead(p) ==
    /\ leader[p].stage = "waiting"
    /\ leader' = [leader EXCEPT ![p].stage = "preparing"]
    /\ sent' = sent \cup {[type |-> "prepare", leader |-> p, ballot |-> BallotOf[p]]}
    /\ UNCHANGED <<client, acceptor, replica, crashed>>

(* The promises with which it can begin to propose: those of so many acceptors. *)
PromisesFor(p) ==
    IF leader[p].stage = "preparing"
      THEN OneEach({msg \in Of("promise") : msg.ballot = BallotOf[p]}, PrepareSize)
      ELSE {}

(* Of votes for a slot the one in the highest ballot; without the rule, in the lowest. *)
IsBetter(v, w) ==
    \/ IF Has("highest-vote") THEN v.ballot > w.ballot ELSE v.ballot < w.ballot
    \/ v.ballot = w.ballot /\ Rank(v.command) < Rank(w.command)

Recovered(slot, votes) ==
    LET own == {v \in votes : v.slot = slot}
    IN  IF own # {} THEN (CHOOSE v \in own : \A w \in own : v = w \/ IsBetter(v, w)).command
        ELSE IF Has("fill-gaps") /\ Has("null-commands") THEN NoOp
        ELSE None

(***************************************************************************)
(* A majority has promised: the leader proposes again what they report.    *)
(* Heart: in each slot the vote of the highest ballot, and a null command  *)
(* in each gap below.                                                      *)
(* C#: Leader.On(Reports<Promise>).                                        *)
(***************************************************************************)
Recover(p, promises) ==
    /\ leader[p].stage = "preparing"
    /\ Cardinality(promises) >= PrepareSize
    /\ LET votes == IF Has("adopt-reported") THEN UNION {msg.votes : msg \in promises} ELSE {}
           count == IF votes = {} THEN 0 ELSE (CHOOSE v \in votes : \A w \in votes : w.slot <= v.slot).slot + 1
           commands == [i \in 1 .. count |-> Recovered(i - 1, votes)]
       IN  /\ leader' = [leader EXCEPT ![p] = [stage |-> "leading", proposed |-> commands]]
           /\ sent' = sent \cup {[type |-> "accept", leader |-> p, vote |-> Vote(i - 1, BallotOf[p], commands[i])] :
                                   i \in {j \in 1 .. count : commands[j] # None}}
    /\ UNCHANGED <<client, acceptor, replica, crashed>>

(* The slot after all others; without the rule on null commands the first gap. *)
NextSlot(p) ==
    LET gaps == {i \in 1 .. Len(leader[p].proposed) : leader[p].proposed[i] = None}
    IN  IF ~Has("null-commands") /\ gaps # {} THEN (CHOOSE i \in gaps : \A j \in gaps : i <= j) - 1
        ELSE IF Has("next-slot") \/ leader[p].proposed = <<>> THEN Len(leader[p].proposed)
        ELSE Len(leader[p].proposed) - 1

TimesProposed(p, command) == Cardinality({i \in 1 .. Len(leader[p].proposed) : leader[p].proposed[i] = command})

(***************************************************************************)
(* A leader proposes a client's command.  Heart: in a slot of its own,     *)
(* after all others; it does not wait for these to be chosen.              *)
(* C#: Leader.On(Request).                                                 *)
(***************************************************************************)
Propose(p, m) ==
    /\ leader[p].stage = "leading"
    /\ NextSlot(p) < SlotCount
    /\ TimesProposed(p, m.command) < m.times
    /\ LET slot == NextSlot(p)
           old == leader[p].proposed
           count == IF slot < Len(old) THEN Len(old) ELSE slot + 1
       IN  /\ leader' = [leader EXCEPT ![p].proposed = [i \in 1 .. count |-> IF i = slot + 1 THEN m.command ELSE old[i]]]
           /\ sent' = sent \cup {[type |-> "accept", leader |-> p, vote |-> Vote(slot, BallotOf[p], m.command)]}
    /\ UNCHANGED <<client, acceptor, replica, crashed>>

-----------------------------------------------------------------------------
(* Acceptors.  C#: Acceptor.                                               *)

(* An acceptor's vote of the highest ballot in each slot. *)
Highest(a) ==
    LET votes == acceptor[a].votes
    IN  {v \in votes : \A w \in votes : w.slot = v.slot =>
            v = w \/ v.ballot > w.ballot \/ (v.ballot = w.ballot /\ Rank(v.command) < Rank(w.command))}

(***************************************************************************)
(* A leader prepares its ballot: promise to accept nothing in lower ones,  *)
(* in no slot.  Heart: only a ballot above all that it has heard of.       *)
(* C#: Acceptor.On(Prepare).                                               *)
(***************************************************************************)
MakePromise(a, m) ==
    /\ a \notin crashed
    /\ m.ballot > acceptor[a].promised \/ ~Has("promise-above")
    /\ acceptor' = [acceptor EXCEPT ![a].promised = m.ballot]
    /\ sent' = sent \cup {[type |-> "promise", acceptor |-> a, ballot |-> m.ballot, votes |-> Highest(a)]}
    /\ UNCHANGED <<client, leader, replica, crashed>>

(***************************************************************************)
(* A leader proposes a command in a slot: accept it.  Heart: not below the *)
(* promise.                                                                *)
(* C#: Acceptor.On(Accept).                                                *)
(***************************************************************************)
AcceptVote(a, m) ==
    /\ a \notin crashed
    /\ m.vote.ballot >= acceptor[a].promised \/ ~Has("accept-not-below")
    /\ m.vote \notin acceptor[a].votes
    /\ acceptor' = [acceptor EXCEPT ![a].promised = IF m.vote.ballot > @ THEN m.vote.ballot ELSE @,
                                    ![a].votes = @ \cup {m.vote}]
    /\ sent' = sent \cup
         {[type |-> "accepted", acceptor |-> a, vote |-> IF Has("tag-ballot") THEN m.vote ELSE [m.vote EXCEPT !.ballot = 0]]}
    /\ UNCHANGED <<client, leader, replica, crashed>>

(***************************************************************************)
(* An acceptor fails and is started again.  Heart: it has what it promised *)
(* and accepted on stable storage; without it, it has forgotten.           *)
(* C#: Acceptor.On(Restart).                                               *)
(***************************************************************************)
Restart(a) ==
    /\ a \notin crashed
    /\ ~Has("stable-storage")
    /\ acceptor[a].votes # {}
    /\ acceptor[a].lost = {}
    /\ acceptor' = [acceptor EXCEPT ![a] = [promised |-> -1, votes |-> {}, lost |-> acceptor[a].votes]]
    /\ UNCHANGED <<client, leader, replica, sent, crashed>>

-----------------------------------------------------------------------------
(* Replicas.  C#: Replica.                                                 *)

(* A replica with the command of one more slot executed: not a null command, and none twice. *)
Executed(before, slot) ==
    LET command == before.learned[slot + 1]
        isRepeated == \E entry \in Items(before.log) : entry.command = command
    IN  IF command = NoOp \/ (isRepeated /\ Has("execute-once")) THEN before
        ELSE [learned |-> before.learned,
              log |-> Append(before.log, [slot |-> slot, command |-> command, result |-> before.value]),
              value |-> ValueAfter(before.value, DoesOf(command))]

RECURSIVE ExecutedUpTo(_, _, _)
ExecutedUpTo(before, slot, count) ==
    IF slot = count THEN before ELSE ExecutedUpTo(Executed(before, slot), slot + 1, count)

(* How many slots it knows without a gap. *)
Known(learned) == Cardinality({i \in 1 .. Len(learned) : \A j \in 1 .. i : learned[j] # None})

Accepting(v) == {msg.acceptor : msg \in {n \in Of("accepted") : n.vote = v}}
Votes == {msg.vote : msg \in Of("accepted")}

(***************************************************************************)
(* A majority has accepted a command in a slot: it is chosen.  The replica *)
(* executes what it can.  Heart: in one ballot; and slot after slot.       *)
(* C#: Replica.On(Quorum<Accepted>).                                       *)
(***************************************************************************)
Learn(r, v) ==
    /\ r \notin crashed
    /\ Cardinality(Accepting(v)) >= AcceptSize
    /\ replica[r].learned[v.slot + 1] = None
    /\ LET before == [replica[r] EXCEPT !.learned[v.slot + 1] = v.command]
           after == IF Has("execute-in-order")
                      THEN ExecutedUpTo(before, Known(replica[r].learned), Known(before.learned))
                      ELSE Executed(before, v.slot)
       IN  /\ replica' = [replica EXCEPT ![r] = after]
           /\ sent' = sent \cup {[type |-> "reply", replica |-> r, command |-> after.log[i].command, result |-> after.log[i].result] :
                                   i \in (Len(before.log) + 1) .. Len(after.log)}
    /\ UNCHANGED <<client, leader, acceptor, crashed>>

(***************************************************************************)
(* A client reads.  Heart: nothing happens here, since a read has a slot   *)
(* like any command; without the rule a replica answers at once.           *)
(* C#: Replica.On(Request).                                                *)
(***************************************************************************)
ReadLocally(r, m) ==
    /\ r \notin crashed
    /\ ~Has("order-reads")
    /\ DoesOf(m.command) = "read"
    /\ sent' = sent \cup {[type |-> "reply", replica |-> r, command |-> m.command, result |-> replica[r].value]}
    /\ UNCHANGED <<client, leader, acceptor, replica, crashed>>

-----------------------------------------------------------------------------
(* Which process may take which input.  C#: MultiPaxosModel.               *)

(***************************************************************************)
(* A process stops for good.  C#: Checker/Worlds/Faults.cs, Crash.         *)
(***************************************************************************)
Crash(q) ==
    /\ q \notin crashed
    /\ Cardinality(crashed) < Crashes
    /\ crashed' = crashed \cup {q}
    /\ UNCHANGED <<client, leader, acceptor, replica, sent>>

Next ==
    \/ \E c \in Clients : Begin(c)
    \/ \E c \in Impatient : AskAgain(c)
    \/ \E m \in Of("reply") : \E c \in Clients : TakeReply(c, m)
    \/ \E p \in Leaders : Lead(p)
    \/ \E p \in Leaders : \E promises \in PromisesFor(p) : Recover(p, promises)
    \/ \E m \in Of("request") : \E p \in Leaders : Propose(p, m)
    \/ \E m \in Of("prepare") : \E a \in Acceptors : MakePromise(a, m)
    \/ \E m \in Of("accept") : \E a \in Acceptors : AcceptVote(a, m)
    \/ \E a \in Acceptors : Restart(a)
    \/ \E v \in Votes : \E r \in Replicas : Learn(r, v)
    \/ \E m \in Of("request") : \E r \in Replicas : ReadLocally(r, m)
    \/ \E q \in Crashable : Crash(q)

Spec == Init /\ [][Next]_vars

-----------------------------------------------------------------------------
(* What must hold.  C#: MultiPaxosProperties.                              *)

Ever(a) == acceptor[a].votes \cup acceptor[a].lost

Chosen ==
    {v \in UNION {Ever(a) : a \in Acceptors} : Cardinality({a \in Acceptors : v \in Ever(a)}) >= Majority}

(* At most one command is chosen in a slot. *)
ChosenInv == \A v, w \in Chosen : v.slot = w.slot => v.command = w.command

(* No two replicas learn different commands in a slot. *)
AgreementInv ==
    \A r, q \in Replicas : \A i \in 1 .. SlotCount :
        replica[r].learned[i] = replica[q].learned[i] \/ None \in {replica[r].learned[i], replica[q].learned[i]}

(* What a replica has executed is a beginning of what another has, or the other way round. *)
ExecutedInv ==
    \A r, q \in Replicas : \A i \in DOMAIN replica[r].log \cap DOMAIN replica[q].log : replica[r].log[i] = replica[q].log[i]

(* No command takes effect twice. *)
ExactlyOnceInv ==
    \A r \in Replicas : \A i, j \in DOMAIN replica[r].log : replica[r].log[i].command = replica[r].log[j].command => i = j

Asked == UNION {{op.name : op \in Items(Operations(c))} : c \in Clients}

(* What is learned is a null command, or one that a client has sent. *)
NontrivialityInv == \A r \in Replicas : Items(replica[r].learned) \subseteq Asked \cup {None, NoOp}

(* What a replica learns is chosen. *)
LearnedInv ==
    \A r \in Replicas : \A i \in 1 .. SlotCount :
        replica[r].learned[i] = None \/ \E v \in Chosen : v.slot = i - 1 /\ v.command = replica[r].learned[i]

(***************************************************************************)
(* Clients see one register: all operations that have an answer, and some  *)
(* of those that have none, can be put in an order in which each comes     *)
(* after those answered before it began, and which gives these answers.    *)
(***************************************************************************)
History == UNION {Items(Operations(c)) : c \in Clients}
Answered == {op \in History : op.result # NoResult}

RECURSIVE IsLinearizable(_, _)
IsLinearizable(left, value) ==
    \/ left \cap Answered = {}
    \/ \E op \in left :
          /\ \A other \in left : other.name \notin op.before
          /\ op.result \in {NoResult, value}
          /\ IsLinearizable(left \ {op}, ValueAfter(value, DoesOf(op.name)))

LinearizableInv == IsLinearizable(History, InitialValue)
=============================================================================
