------------------------------ MODULE Generals ------------------------------
(***************************************************************************)
(* The Byzantine Generals: what the algorithms for oral and for signed     *)
(* messages have in common.  After Lamport, Shostak and Pease, "The        *)
(* Byzantine Generals Problem", 1982: a commander and his lieutenants,     *)
(* some of them traitors; rounds; and interactive consistency.             *)
(*                                                                         *)
(* C#: Impl/Generals: General, GeneralsModel                               *)
(***************************************************************************)
EXTENDS Integers, Sequences, FiniteSets

CONSTANTS
    Rules,     \* The steps and assumptions in force, by their names on the command line.
    Names,     \* All generals, the commander first: a sequence.
    Traitors,  \* Those of them that are traitors.
    Faults,    \* The paper's m: how many may be.
    Commands   \* The orders that a commander may give.

Has(rule) == rule \in Rules
Range(list) == {list[place] : place \in 1 .. Len(list)}
Last(list) == list[Len(list)]

(* No order, and the order that is obeyed where there is none to agree on. *)
NoOrder == "none!"
Retreat == "retreat"
Orders == Commands \cup {Retreat}

Commander == Names[1]
Lieutenants == Range(Names) \ {Commander}
Loyal == Range(Names) \ Traitors
LoyalCommander == {Commander} \ Traitors
LoyalLieutenants == Lieutenants \ Traitors

(* OM(m) and SM(m) take m + 1 rounds. *)
Rounds == IF Has("all-rounds") THEN Faults + 1 ELSE IF Faults > 1 THEN Faults ELSE 1

(* The loyal generals who say something in a round: the commander in the first, his lieutenants in all others. *)
Speakers(number) == IF number = 1 THEN LoyalCommander ELSE LoyalLieutenants

(* The lists without repetition of some generals, one longer each time. *)
Longer(lists, by) == UNION {{Append(list, next) : next \in by \ Range(list)} : list \in lists}

-----------------------------------------------------------------------------
(* Interactive consistency, of what all loyal generals have come to.       *)

(* IC1: all loyal lieutenants obey the same order. *)
IC1(all) == \A one, other \in LoyalLieutenants : all[one].obeys = all[other].obeys \/ NoOrder \in {all[one].obeys, all[other].obeys}

(* IC2: if the commander is loyal, every loyal lieutenant obeys the order he sends. *)
IC2(all) == \A chief \in LoyalCommander : all[chief].given # NoOrder =>
    \A one \in LoyalLieutenants : all[one].obeys \in {NoOrder, all[chief].given}
=============================================================================
