--------------------------- MODULE SignedGenerals ---------------------------
(***************************************************************************)
(* The algorithm SM(m) for signed messages, after Lamport, Shostak and     *)
(* Pease, "The Byzantine Generals Problem", 1982, section 4, action for    *)
(* action as in Impl/Generals/Signed: each action below is one handler     *)
(* there, which names it ("TLA+: EndRound").                               *)
(*                                                                         *)
(* An order comes with the signatures that it has got on its way.  A round *)
(* ends for a lieutenant when every loyal general has sent what he signs   *)
(* in it; of what traitors could have sent by then, he got anything.       *)
(***************************************************************************)
EXTENDS Generals

VARIABLES
    general,  \* What each loyal general has come to.
    sent      \* Everything that loyal generals have signed.

vars == <<general, sent>>

-----------------------------------------------------------------------------
(* Signed orders.  C#: SignedModel, SignedTraitors.                        *)

RoundOf(g) == general[g].round + 1
Said(number) == {msg \in sent : msg.round = number}
Signed(what, list, real) == [order |-> what, signers |-> list, genuine |-> real]

(* What loyal generals send a lieutenant in the round that he is in. *)
Truth(g) == UNION {msg.all : msg \in {m \in Said(RoundOf(g)) : m.from # g}}

(* The lists of some of the generals, each at most once, in any order, up to a length. *)
RECURSIVE ListsOf(_, _)
ListsOf(some, length) == IF length = 0 THEN {<<>>} ELSE ListsOf(some, length - 1) \cup Longer(ListsOf(some, length - 1), some)

(* The signatures that an order has got: of the commander, if he is a traitor, or as loyal generals have signed it; and of traitors. *)
Begun(g, what) ==
    UNION {{one.signers : one \in {x \in msg.all : x.order = what}} : msg \in {m \in sent : m.round <= RoundOf(g)}}
    \cup (IF Commander \in Traitors THEN {<<Commander>>} ELSE {})
Known(g, what) ==
    UNION {{start \o more : more \in ListsOf(Traitors \ Range(start), Cardinality(Traitors))} : start \in Begun(g, what)}
Genuine(g, what) == {list \in Known(g, what) : g \notin Range(list)}

(* The last signature again and again, to make them enough. *)
Padded(list, length) == [place \in 1 .. length |-> IF place <= Len(list) THEN list[place] ELSE Last(list)]
Again(g, what) ==
    {Padded(list, RoundOf(g)) : list \in {x \in Genuine(g, what) : Last(x) \in Traitors /\ Len(x) < RoundOf(g)}}

(* Without the commander's signature; and signatures that nobody has made. *)
Alone == ListsOf(Traitors \ {Commander}, Cardinality(Traitors)) \ {<<>>}
Forged(g, what) ==
    {list \in {<<Commander>> \o more : more \in ListsOf(Lieutenants \ {g}, RoundOf(g) - 1)} :
        Len(list) = RoundOf(g) /\ list \notin Known(g, what)}

Lies(g, what) ==
    IF Traitors = {} THEN {}
    ELSE {Signed(what, list, TRUE) : list \in Genuine(g, what) \cup Again(g, what) \cup Alone}
         \cup {Signed(what, list, FALSE) : list \in Forged(g, what)}

(***************************************************************************)
(* What a lieutenant takes: an order that the commander has signed first   *)
(* and others after him, each once, as many as there were rounds.          *)
(***************************************************************************)
IsValid(g, one) ==
    /\ one.genuine \/ ~Has("verify")
    /\ one.signers[1] = Commander \/ ~Has("commander-first")
    /\ Cardinality(Range(one.signers)) = Len(one.signers) \/ ~Has("distinct-signers")
    /\ Len(one.signers) >= RoundOf(g) \/ ~Has("in-time")

(* Of each order that is new to him the message that comes first, if any does; that of a loyal general comes, or another before it. *)
Firsts(g, what) ==
    IF what \in general[g].orders THEN {{}}
    ELSE {{one} : one \in {x \in {y \in Truth(g) : y.order = what} \cup Lies(g, what) : IsValid(g, x)}}
         \cup (IF \E y \in Truth(g) : y.order = what THEN {} ELSE {{}})

RECURSIVE Chosen(_, _)
Chosen(g, some) ==
    IF some = {} THEN {{}}
    ELSE LET what == CHOOSE x \in some : TRUE
         IN  {first \cup rest : first \in Firsts(g, what), rest \in Chosen(g, some \ {what})}
FirstOrders(g) == IF RoundOf(g) > Rounds THEN {} ELSE Chosen(g, Commands)

-----------------------------------------------------------------------------
(* The initial state: nobody has given or heard an order.                  *)

Init ==
    /\ general = [g \in Loyal |-> [given |-> NoOrder, round |-> 0, orders |-> {}, obeys |-> NoOrder]]
    /\ sent = {}

(***************************************************************************)
(* The commander signs his order and sends it to every lieutenant.  Heart: *)
(* once; another order with his signature only a traitor can have.         *)
(* C#: Signed.On(Command).                                                 *)
(***************************************************************************)
Give(g, what) ==
    /\ general[g].given = NoOrder
    /\ general' = [general EXCEPT ![g].given = what]
    /\ sent' = sent \cup {[from |-> g, round |-> 1, all |-> {Signed(what, <<g>>, TRUE)}]}

(* The choice of V: its only order; RETREAT for none or for several. *)
NumberOf(g) == (CHOOSE place \in 1 .. Len(Names) : Names[place] = g) - 1
Choice(g, all) ==
    IF all = {} THEN IF Has("default") THEN Retreat ELSE NoOrder
    ELSE IF Cardinality(all) = 1 THEN CHOOSE what \in all : TRUE
    ELSE IF Has("choice") THEN Retreat
    ELSE IF NumberOf(g) % 2 = 0 THEN CHOOSE what \in all \ {Retreat} : TRUE ELSE Retreat

(* What he signs and sends on: what fewer than m lieutenants have signed. *)
SentOn(g, first) ==
    {Signed(one.order, Append(one.signers, g), one.genuine) : one \in {x \in first : Len(x.signers) < Rounds /\ Has("relay")}}

(***************************************************************************)
(* A round ends: a lieutenant adds each new order to V, signs it and sends *)
(* it on; after the last round he obeys the choice of V.  Heart: of m + 1  *)
(* signatures one is a loyal general's, and he has sent the order to all.  *)
(* C#: Signed.On(OrdersCome).                                              *)
(***************************************************************************)
EndRound(g, first) ==
    /\ {msg.from : msg \in Said(RoundOf(g))} = Speakers(RoundOf(g))
    /\ LET all == general[g].orders \cup {one.order : one \in first}
       IN  general' =
             [general EXCEPT ![g].round = RoundOf(g),
                             ![g].orders = IF RoundOf(g) < Rounds THEN all ELSE {},
                             ![g].obeys = IF RoundOf(g) < Rounds THEN NoOrder ELSE Choice(g, all)]
    /\ sent' = IF RoundOf(g) < Rounds
                 THEN sent \cup {[from |-> g, round |-> RoundOf(g) + 1, all |-> SentOn(g, first)]}
                 ELSE sent

-----------------------------------------------------------------------------
(* Who may take which step.  C#: SignedModel.                              *)

Next ==
    \/ \E g \in LoyalCommander : \E what \in Commands : Give(g, what)
    \/ \E g \in LoyalLieutenants : \E first \in FirstOrders(g) : EndRound(g, first)

Spec == Init /\ [][Next]_vars

(* What must hold.  C#: GeneralsModel. *)
IC1Inv == IC1(general)
IC2Inv == IC2(general)
=============================================================================
