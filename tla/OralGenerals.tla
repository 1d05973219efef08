---------------------------- MODULE OralGenerals ----------------------------
(***************************************************************************)
(* The algorithm OM(m) for oral messages, after Lamport, Shostak and       *)
(* Pease, "The Byzantine Generals Problem", 1982, section 3, action for    *)
(* action as in Impl/Generals/Oral: each action below is one handler       *)
(* there, which names it ("TLA+: EndRound").                               *)
(*                                                                         *)
(* The recursion is unfolded into rounds: in round r orders come along     *)
(* chains of r generals.  A round ends for a lieutenant when every loyal   *)
(* general has said what he says in it; traitors have said what they like. *)
(***************************************************************************)
EXTENDS Generals

VARIABLES
    general,  \* What each loyal general has come to.
    sent      \* Everything that loyal generals have said.

vars == <<general, sent>>

-----------------------------------------------------------------------------
(* Chains of generals, and what comes along them.  C#: OralConfig.         *)

RECURSIVE ChainsOf(_)
ChainsOf(length) == IF length = 1 THEN {<<Commander>>} ELSE Longer(ChainsOf(length - 1), Lieutenants)

(* The chains along which a lieutenant is told something in the round that he is in. *)
RoundOf(g) == general[g].round + 1
ChainsTo(g) == {chain \in ChainsOf(RoundOf(g)) : g \notin Range(chain)}

Said(number) == {msg \in sent : msg.round = number}

(* What loyal generals tell a lieutenant: each order along the chain that has come to them, and by them. *)
Truth(g) ==
    UNION {{[along |-> Append(told.along, msg.from), order |-> told.order, by |-> msg.from] :
              told \in {t \in msg.all : g \notin Range(t.along)}} :
           msg \in {m \in Said(RoundOf(g)) : m.from # g}}

Report(chain, what, sender) == [along |-> chain, order |-> what, by |-> sender]

(* The chains of which a traitor is the last: along them he can say anything, or nothing. *)
Own(g) == {chain \in ChainsTo(g) : Last(chain) \in Traitors}
Spoken(word) == {Report(chain, word[chain], Last(chain)) : chain \in {c \in DOMAIN word : word[c] # NoOrder}}
InOthersName(g) == {{Report(chain, what, t)} : chain \in ChainsTo(g) \ Own(g), what \in Orders, t \in Traitors}

(* C#: OralModel.Lies. *)
LiesTo(g) ==
    IF RoundOf(g) > Rounds THEN {} ELSE {Spoken(word) : word \in [Own(g) -> Orders \cup {NoOrder}]} \cup InOthersName(g)

-----------------------------------------------------------------------------
(* The initial state: nobody has given or heard an order.                  *)

Init ==
    /\ general = [g \in Loyal |-> [given |-> NoOrder, round |-> 0, heard |-> {}, obeys |-> NoOrder]]
    /\ sent = {}

(***************************************************************************)
(* The commander sends his order to every lieutenant.  Heart: once, and    *)
(* the same to all.                                                        *)
(* C#: Oral.On(Command).                                                   *)
(***************************************************************************)
Give(g, what) ==
    /\ general[g].given = NoOrder
    /\ general' = [general EXCEPT ![g].given = what]
    /\ sent' = sent \cup {[from |-> g, round |-> 1, all |-> {[along |-> <<>>, order |-> what]}]}

-----------------------------------------------------------------------------
(* What a lieutenant makes of a round.                                     *)

(* Who sends a message he knows (A2): what comes along a chain only its last can say. *)
Believed(reports) == {rep \in reports : rep.by = Last(rep.along) \/ ~Has("known-sender")}

(* The order that has come along a chain: the first message counts, and none is RETREAT. *)
Along(chain, reports) == {rep.order : rep \in {x \in reports : x.along = chain}}
OrderAlong(chain, lies, truth) ==
    IF Along(chain, lies) # {} THEN CHOOSE what \in Along(chain, lies) : TRUE
    ELSE IF Along(chain, truth) # {} THEN CHOOSE what \in Along(chain, truth) : TRUE
    ELSE Retreat

HeardBy(g, lies) == {[along |-> chain, order |-> OrderAlong(chain, Believed(lies), Truth(g))] : chain \in ChainsTo(g)}

(* How many are for an order: he himself, and others. *)
For(what, mine, votes) == Cardinality({voter \in DOMAIN votes : votes[voter] = what}) + (IF mine = what THEN 1 ELSE 0)
Winning(mine, votes) == {what \in Orders : 2 * For(what, mine, votes) > Cardinality(DOMAIN votes) + 1}

(* The order that more than half are for, and RETREAT if there is none. *)
Majority(mine, votes) ==
    IF Winning(mine, votes) # {} THEN CHOOSE what \in Winning(mine, votes) : TRUE
    ELSE IF Has("tie") THEN Retreat ELSE mine

HeardAlong(chain, all) == (CHOOSE told \in all : told.along = chain).order

(* What OM returns for a chain: the majority of what he has heard along it, and of what it returns for those who were told it. *)
RECURSIVE Value(_, _, _)
Value(g, chain, all) ==
    IF Len(chain) = Rounds THEN HeardAlong(chain, all)
    ELSE Majority(HeardAlong(chain, all),
                  [next \in Lieutenants \ (Range(chain) \cup {g}) |-> Value(g, Append(chain, next), all)])

Obeyed(g, all) ==
    IF ~Has("majority") THEN HeardAlong(<<Commander>>, all)
    ELSE IF ~Has("nested")
      THEN Majority(HeardAlong(<<Commander>>, all),
                    [chain \in {told.along : told \in all} \ {<<Commander>>} |-> HeardAlong(chain, all)])
    ELSE Value(g, <<Commander>>, all)

(***************************************************************************)
(* A round ends: a lieutenant sends on what he was told, or RETREAT if he  *)
(* was told nothing; after the last round he obeys the majority.  Heart:   *)
(* each of the others does the same with what he says, so that all compare *)
(* what a traitor has told each of them.                                   *)
(* C#: Oral.On(RoundEnds).                                                 *)
(***************************************************************************)
EndRound(g, lies) ==
    /\ general[g].obeys = NoOrder
    /\ {msg.from : msg \in Said(RoundOf(g))} = Speakers(RoundOf(g))
    /\ Has("default") \/ \A chain \in ChainsTo(g) : \E rep \in Believed(lies) \cup Truth(g) : rep.along = chain
    /\ general' =
         [general EXCEPT ![g].round = RoundOf(g),
                         ![g].heard = IF RoundOf(g) < Rounds THEN general[g].heard \cup HeardBy(g, lies) ELSE {},
                         ![g].obeys = IF RoundOf(g) < Rounds THEN NoOrder ELSE Obeyed(g, general[g].heard \cup HeardBy(g, lies))]
    /\ sent' = IF RoundOf(g) < Rounds
                 THEN sent \cup {[from |-> g, round |-> RoundOf(g) + 1, all |-> HeardBy(g, lies)]}
                 ELSE sent

-----------------------------------------------------------------------------
(* Who may take which step.  C#: OralModel.                                *)

Next ==
    \/ \E g \in LoyalCommander : \E what \in Commands : Give(g, what)
    \/ \E g \in LoyalLieutenants : \E lies \in LiesTo(g) : EndRound(g, lies)

Spec == Init /\ [][Next]_vars

(* What must hold.  C#: GeneralsModel. *)
IC1Inv == IC1(general)
IC2Inv == IC2(general)
=============================================================================
