---- MODULE MultiPaxosFlat ----
EXTENDS Integers, Sequences, FiniteSets, TLC
CONSTANTS Rules, CommandsOf, CommandOrder, BallotOf, Acceptors, Replicas, SlotCount, Repeats, Crashable, Crashes
VARIABLES client, leader, acceptor, replica, sent, crashed
vars == <<client, leader, acceptor, replica, sent, crashed>>
Has(rule_Has) == rule_Has \in Rules
Clients == DOMAIN CommandsOf
Leaders == DOMAIN BallotOf
Impatient == IF Repeats THEN Clients ELSE {}
None == "-"       \* No command: nothing is known of the slot.
NoOp == "no-op"   \* The null command.
NoResult == ""    \* That of an operation that has no answer yet.
Items(sequence_Items) == {sequence_Items[i] : i \in 1 .. Len(sequence_Items)}
DoesOf(name_DoesOf) == (CHOOSE command \in UNION {Items(CommandsOf[c]) : c \in Clients} : command.name = name_DoesOf).does
Rank(name_Rank) == CHOOSE i \in 1 .. Len(CommandOrder) : CommandOrder[i] = name_Rank
Majority == (Cardinality(Acceptors) \div 2) + 1
Half == IF Cardinality(Acceptors) = 1 THEN 1 ELSE Cardinality(Acceptors) \div 2
PrepareSize == IF Has("prepare-quorum") THEN Majority ELSE Half
AcceptSize == IF Has("accept-quorum") THEN Majority ELSE Half
Of(kind_Of) == {msg \in sent : msg.type = kind_Of}
OneEach(messages_OneEach, count_OneEach) ==
    {set \in SUBSET messages_OneEach : Cardinality(set) = count_OneEach /\ \A m, n \in set : m.acceptor = n.acceptor => m = n}
InitialValue == "0"
ValueAfter(value_ValueAfter, does_ValueAfter) == IF does_ValueAfter = "read" THEN value_ValueAfter ELSE does_ValueAfter
Init ==
    /\ client = [c \in Clients |-> [operations |-> <<>>, asked |-> FALSE]]
    /\ leader = [p \in Leaders |-> [stage |-> "waiting", proposed |-> <<>>]]
    /\ acceptor = [a \in Acceptors |-> [promised |-> -1, votes |-> {}, lost |-> {}]]
    /\ replica = [r \in Replicas |-> [learned |-> [i \in 1 .. SlotCount |-> None], log |-> <<>>, value |-> InitialValue]]
    /\ sent = {}
    /\ crashed = {}
Operations(c_Operations) == client[c_Operations].operations
Last(c_Last) == Operations(c_Last)[Len(Operations(c_Last))]
IsWaiting(c_IsWaiting) == IF Operations(c_IsWaiting) = <<>> THEN FALSE ELSE Last(c_IsWaiting).result = NoResult
MayBegin(c_MayBegin) ==
    /\ ~IsWaiting(c_MayBegin)
    /\ Len(Operations(c_MayBegin)) < Len(CommandsOf[c_MayBegin])
Begin(c_Begin) ==
    /\ ~IsWaiting(c_Begin)
    /\ Len(Operations(c_Begin)) < Len(CommandsOf[c_Begin])
    /\ LET command == CommandsOf[c_Begin][Len(Operations(c_Begin)) + 1].name
           before == {msg.command : msg \in Of("completed")}
       IN  /\ client' = [client EXCEPT ![c_Begin] =
                  [operations |-> Append(Operations(c_Begin), [name |-> command, before |-> before, result |-> NoResult]),
                   asked |-> FALSE]]
           /\ sent' = sent \cup {[type |-> "request", command |-> command, times |-> 1]}
    /\ UNCHANGED <<leader, acceptor, replica, crashed>>
MayAskAgain(c_MayAskAgain) ==
    /\ IsWaiting(c_MayAskAgain)
    /\ ~client[c_MayAskAgain].asked
AskAgain(c_AskAgain) ==
    /\ IsWaiting(c_AskAgain)
    /\ ~client[c_AskAgain].asked
    /\ client' = [client EXCEPT ![c_AskAgain].asked = TRUE]
    /\ sent' = sent \cup {[type |-> "request", command |-> Last(c_AskAgain).name, times |-> 2]}
    /\ UNCHANGED <<leader, acceptor, replica, crashed>>
MayTakeReply(c_MayTakeReply, m_MayTakeReply) ==
    /\ IsWaiting(c_MayTakeReply)
    /\ Last(c_MayTakeReply).name = m_MayTakeReply.command
TakeReply(c_TakeReply, m_TakeReply) ==
    /\ IsWaiting(c_TakeReply)
    /\ Last(c_TakeReply).name = m_TakeReply.command
    /\ client' = [client EXCEPT ![c_TakeReply].operations[Len(Operations(c_TakeReply))].result = m_TakeReply.result]
    /\ sent' = sent \cup {[type |-> "completed", command |-> m_TakeReply.command]}
    /\ UNCHANGED <<leader, acceptor, replica, crashed>>
Vote(slot_Vote, ballot_Vote, command_Vote) == [slot |-> slot_Vote, ballot |-> ballot_Vote, command |-> command_Vote]
MayLead(p_MayLead) ==
    /\ leader[p_MayLead].stage = "waiting"
Lead(p_Lead) ==
    /\ leader[p_Lead].stage = "waiting"
    /\ leader' = [leader EXCEPT ![p_Lead].stage = "preparing"]
    /\ sent' = sent \cup {[type |-> "prepare", leader |-> p_Lead, ballot |-> BallotOf[p_Lead]]}
    /\ UNCHANGED <<client, acceptor, replica, crashed>>
PromisesFor(p_PromisesFor) ==
    IF leader[p_PromisesFor].stage = "preparing"
      THEN OneEach({msg \in Of("promise") : msg.ballot = BallotOf[p_PromisesFor]}, PrepareSize)
      ELSE {}
IsBetter(v_IsBetter, w_IsBetter) ==
    \/ IF Has("highest-vote") THEN v_IsBetter.ballot > w_IsBetter.ballot ELSE v_IsBetter.ballot < w_IsBetter.ballot
    \/ v_IsBetter.ballot = w_IsBetter.ballot /\ Rank(v_IsBetter.command) < Rank(w_IsBetter.command)
Recovered(slot_Recovered, votes_Recovered) ==
    LET own == {v \in votes_Recovered : v.slot = slot_Recovered}
    IN  IF own # {} THEN (CHOOSE v \in own : \A w \in own : v = w \/ IsBetter(v, w)).command
        ELSE IF Has("fill-gaps") /\ Has("null-commands") THEN NoOp
        ELSE None
MayRecover(p_MayRecover, promises_MayRecover) ==
    /\ leader[p_MayRecover].stage = "preparing"
    /\ Cardinality(promises_MayRecover) >= PrepareSize
Recover(p_Recover, promises_Recover) ==
    /\ leader[p_Recover].stage = "preparing"
    /\ Cardinality(promises_Recover) >= PrepareSize
    /\ LET votes == IF Has("adopt-reported") THEN UNION {msg.votes : msg \in promises_Recover} ELSE {}
           count == IF votes = {} THEN 0 ELSE (CHOOSE v \in votes : \A w \in votes : w.slot <= v.slot).slot + 1
           commands == [i \in 1 .. count |-> Recovered(i - 1, votes)]
       IN  /\ leader' = [leader EXCEPT ![p_Recover] = [stage |-> "leading", proposed |-> commands]]
           /\ sent' = sent \cup {[type |-> "accept", leader |-> p_Recover, vote |-> Vote(i - 1, BallotOf[p_Recover], commands[i])] :
                                   i \in {j \in 1 .. count : commands[j] # None}}
    /\ UNCHANGED <<client, acceptor, replica, crashed>>
NextSlot(p_NextSlot) ==
    LET gaps == {i \in 1 .. Len(leader[p_NextSlot].proposed) : leader[p_NextSlot].proposed[i] = None}
    IN  IF ~Has("null-commands") /\ gaps # {} THEN (CHOOSE i \in gaps : \A j \in gaps : i <= j) - 1
        ELSE IF Has("next-slot") \/ leader[p_NextSlot].proposed = <<>> THEN Len(leader[p_NextSlot].proposed)
        ELSE Len(leader[p_NextSlot].proposed) - 1
TimesProposed(p_TimesProposed, command_TimesProposed) == Cardinality({i \in 1 .. Len(leader[p_TimesProposed].proposed) : leader[p_TimesProposed].proposed[i] = command_TimesProposed})
MayPropose(p_MayPropose, m_MayPropose) ==
    /\ leader[p_MayPropose].stage = "leading"
    /\ NextSlot(p_MayPropose) < SlotCount
    /\ TimesProposed(p_MayPropose, m_MayPropose.command) < m_MayPropose.times
Propose(p_Propose, m_Propose) ==
    /\ leader[p_Propose].stage = "leading"
    /\ NextSlot(p_Propose) < SlotCount
    /\ TimesProposed(p_Propose, m_Propose.command) < m_Propose.times
    /\ LET slot == NextSlot(p_Propose)
           old == leader[p_Propose].proposed
           count == IF slot < Len(old) THEN Len(old) ELSE slot + 1
       IN  /\ leader' = [leader EXCEPT ![p_Propose].proposed = [i \in 1 .. count |-> IF i = slot + 1 THEN m_Propose.command ELSE old[i]]]
           /\ sent' = sent \cup {[type |-> "accept", leader |-> p_Propose, vote |-> Vote(slot, BallotOf[p_Propose], m_Propose.command)]}
    /\ UNCHANGED <<client, acceptor, replica, crashed>>
Highest(a_Highest) ==
    LET votes == acceptor[a_Highest].votes
    IN  {v \in votes : \A w \in votes : w.slot = v.slot =>
            v = w \/ v.ballot > w.ballot \/ (v.ballot = w.ballot /\ Rank(v.command) < Rank(w.command))}
MayMakePromise(a_MayMakePromise, m_MayMakePromise) ==
    /\ a_MayMakePromise \notin crashed
    /\ m_MayMakePromise.ballot > acceptor[a_MayMakePromise].promised \/ ~Has("promise-above")
MakePromise(a_MakePromise, m_MakePromise) ==
    /\ a_MakePromise \notin crashed
    /\ m_MakePromise.ballot > acceptor[a_MakePromise].promised \/ ~Has("promise-above")
    /\ acceptor' = [acceptor EXCEPT ![a_MakePromise].promised = m_MakePromise.ballot]
    /\ sent' = sent \cup {[type |-> "promise", acceptor |-> a_MakePromise, ballot |-> m_MakePromise.ballot, votes |-> Highest(a_MakePromise)]}
    /\ UNCHANGED <<client, leader, replica, crashed>>
MayAcceptVote(a_MayAcceptVote, m_MayAcceptVote) ==
    /\ a_MayAcceptVote \notin crashed
    /\ m_MayAcceptVote.vote.ballot >= acceptor[a_MayAcceptVote].promised \/ ~Has("accept-not-below")
    /\ m_MayAcceptVote.vote \notin acceptor[a_MayAcceptVote].votes
AcceptVote(a_AcceptVote, m_AcceptVote) ==
    /\ a_AcceptVote \notin crashed
    /\ m_AcceptVote.vote.ballot >= acceptor[a_AcceptVote].promised \/ ~Has("accept-not-below")
    /\ m_AcceptVote.vote \notin acceptor[a_AcceptVote].votes
    /\ acceptor' = [acceptor EXCEPT ![a_AcceptVote].promised = IF m_AcceptVote.vote.ballot > @ THEN m_AcceptVote.vote.ballot ELSE @,
                                    ![a_AcceptVote].votes = @ \cup {m_AcceptVote.vote}]
    /\ sent' = sent \cup
         {[type |-> "accepted", acceptor |-> a_AcceptVote, vote |-> IF Has("tag-ballot") THEN m_AcceptVote.vote ELSE [m_AcceptVote.vote EXCEPT !.ballot = 0]]}
    /\ UNCHANGED <<client, leader, replica, crashed>>
MayRestart(a_MayRestart) ==
    /\ a_MayRestart \notin crashed
    /\ ~Has("stable-storage")
    /\ acceptor[a_MayRestart].votes # {}
    /\ acceptor[a_MayRestart].lost = {}
Restart(a_Restart) ==
    /\ a_Restart \notin crashed
    /\ ~Has("stable-storage")
    /\ acceptor[a_Restart].votes # {}
    /\ acceptor[a_Restart].lost = {}
    /\ acceptor' = [acceptor EXCEPT ![a_Restart] = [promised |-> -1, votes |-> {}, lost |-> acceptor[a_Restart].votes]]
    /\ UNCHANGED <<client, leader, replica, sent, crashed>>
Executed(before_Executed, slot_Executed) ==
    LET command == before_Executed.learned[slot_Executed + 1]
        isRepeated == \E entry \in Items(before_Executed.log) : entry.command = command
    IN  IF command = NoOp \/ (isRepeated /\ Has("execute-once")) THEN before_Executed
        ELSE [learned |-> before_Executed.learned,
              log |-> Append(before_Executed.log, [slot |-> slot_Executed, command |-> command, result |-> before_Executed.value]),
              value |-> ValueAfter(before_Executed.value, DoesOf(command))]
RECURSIVE ExecutedUpTo(_, _, _)
ExecutedUpTo(before_ExecutedUpTo, slot_ExecutedUpTo, count_ExecutedUpTo) ==
    IF slot_ExecutedUpTo = count_ExecutedUpTo THEN before_ExecutedUpTo ELSE ExecutedUpTo(Executed(before_ExecutedUpTo, slot_ExecutedUpTo), slot_ExecutedUpTo + 1, count_ExecutedUpTo)
Known(learned_Known) == Cardinality({i \in 1 .. Len(learned_Known) : \A j \in 1 .. i : learned_Known[j] # None})
Accepting(v_Accepting) == {msg.acceptor : msg \in {n \in Of("accepted") : n.vote = v_Accepting}}
Votes == {msg.vote : msg \in Of("accepted")}
MayLearn(r_MayLearn, v_MayLearn) ==
    /\ r_MayLearn \notin crashed
    /\ Cardinality(Accepting(v_MayLearn)) >= AcceptSize
    /\ replica[r_MayLearn].learned[v_MayLearn.slot + 1] = None
Learn(r_Learn, v_Learn) ==
    /\ r_Learn \notin crashed
    /\ Cardinality(Accepting(v_Learn)) >= AcceptSize
    /\ replica[r_Learn].learned[v_Learn.slot + 1] = None
    /\ LET before == [replica[r_Learn] EXCEPT !.learned[v_Learn.slot + 1] = v_Learn.command]
           after == IF Has("execute-in-order")
                      THEN ExecutedUpTo(before, Known(replica[r_Learn].learned), Known(before.learned))
                      ELSE Executed(before, v_Learn.slot)
       IN  /\ replica' = [replica EXCEPT ![r_Learn] = after]
           /\ sent' = sent \cup {[type |-> "reply", replica |-> r_Learn, command |-> after.log[i].command, result |-> after.log[i].result] :
                                   i \in (Len(before.log) + 1) .. Len(after.log)}
    /\ UNCHANGED <<client, leader, acceptor, crashed>>
MayReadLocally(r_MayReadLocally, m_MayReadLocally) ==
    /\ r_MayReadLocally \notin crashed
    /\ ~Has("order-reads")
    /\ DoesOf(m_MayReadLocally.command) = "read"
ReadLocally(r_ReadLocally, m_ReadLocally) ==
    /\ r_ReadLocally \notin crashed
    /\ ~Has("order-reads")
    /\ DoesOf(m_ReadLocally.command) = "read"
    /\ sent' = sent \cup {[type |-> "reply", replica |-> r_ReadLocally, command |-> m_ReadLocally.command, result |-> replica[r_ReadLocally].value]}
    /\ UNCHANGED <<client, leader, acceptor, replica, crashed>>
MayCrash(q_MayCrash) ==
    /\ q_MayCrash \notin crashed
    /\ Cardinality(crashed) < Crashes
Crash(q_Crash) ==
    /\ q_Crash \notin crashed
    /\ Cardinality(crashed) < Crashes
    /\ crashed' = crashed \cup {q_Crash}
    /\ UNCHANGED <<client, leader, acceptor, replica, sent>>
Next ==
    \/ \E c \in {c \in Clients : MayBegin(c)} : Begin(c)
    \/ \E c \in {c \in Impatient : MayAskAgain(c)} : AskAgain(c)
    \/ \E m \in Of("reply") : \E c \in {c \in Clients : MayTakeReply(c, m)} : TakeReply(c, m)
    \/ \E p \in {p \in Leaders : MayLead(p)} : Lead(p)
    \/ \E p \in Leaders : \E promises \in {promises \in PromisesFor(p) : MayRecover(p, promises)} : Recover(p, promises)
    \/ \E m \in Of("request") : \E p \in {p \in Leaders : MayPropose(p, m)} : Propose(p, m)
    \/ \E m \in Of("prepare") : \E a \in {a \in Acceptors : MayMakePromise(a, m)} : MakePromise(a, m)
    \/ \E m \in Of("accept") : \E a \in {a \in Acceptors : MayAcceptVote(a, m)} : AcceptVote(a, m)
    \/ \E a \in {a \in Acceptors : MayRestart(a)} : Restart(a)
    \/ \E v \in Votes : \E r \in {r \in Replicas : MayLearn(r, v)} : Learn(r, v)
    \/ \E m \in Of("request") : \E r \in {r \in Replicas : MayReadLocally(r, m)} : ReadLocally(r, m)
    \/ \E q \in {q \in Crashable : MayCrash(q)} : Crash(q)
Ever(a_Ever) == acceptor[a_Ever].votes \cup acceptor[a_Ever].lost
Chosen ==
    {v \in UNION {Ever(a) : a \in Acceptors} : Cardinality({a \in Acceptors : v \in Ever(a)}) >= Majority}
ChosenInv == \A v, w \in Chosen : v.slot = w.slot => v.command = w.command
AgreementInv ==
    \A r, q \in Replicas : \A i \in 1 .. SlotCount :
        replica[r].learned[i] = replica[q].learned[i] \/ None \in {replica[r].learned[i], replica[q].learned[i]}
ExecutedInv ==
    \A r, q \in Replicas : \A i \in DOMAIN replica[r].log \cap DOMAIN replica[q].log : replica[r].log[i] = replica[q].log[i]
ExactlyOnceInv ==
    \A r \in Replicas : \A i, j \in DOMAIN replica[r].log : replica[r].log[i].command = replica[r].log[j].command => i = j
Asked == UNION {{op.name : op \in Items(Operations(c))} : c \in Clients}
NontrivialityInv == \A r \in Replicas : Items(replica[r].learned) \subseteq Asked \cup {None, NoOp}
LearnedInv ==
    \A r \in Replicas : \A i \in 1 .. SlotCount :
        replica[r].learned[i] = None \/ \E v \in Chosen : v.slot = i - 1 /\ v.command = replica[r].learned[i]
History == UNION {Items(Operations(c)) : c \in Clients}
Answered == {op \in History : op.result # NoResult}
RECURSIVE IsLinearizable(_, _)
IsLinearizable(left_IsLinearizable, value_IsLinearizable) ==
    \/ left_IsLinearizable \cap Answered = {}
    \/ \E op \in left_IsLinearizable :
          /\ \A other \in left_IsLinearizable : other.name \notin op.before
          /\ op.result \in {NoResult, value_IsLinearizable}
          /\ IsLinearizable(left_IsLinearizable \ {op}, ValueAfter(value_IsLinearizable, DoesOf(op.name)))
LinearizableInv == IsLinearizable(History, InitialValue)
====
