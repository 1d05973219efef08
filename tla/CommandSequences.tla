-------------------------- MODULE CommandSequences --------------------------
(***************************************************************************)
(* Sequences of commands up to commutation: what generalized consensus     *)
(* agrees on.  Two sequences are equivalent if one becomes the other by    *)
(* swapping neighbours that commute (the paper's ~, section 3).            *)
(*                                                                         *)
(* A class of equivalent sequences is kept as its lexicographically least  *)
(* member, so that ~ is =, and states that hold sequences can be compared. *)
(* Every operator below takes and returns such members only.               *)
(*                                                                         *)
(* C#: Spec/Commands/CommandSequence.cs and ConflictRelation.cs.  The      *)
(* definitions are others on purpose where there is a choice (Append,      *)
(* Compatible): an error would have to be made twice to go unnoticed.      *)
(*                                                                         *)
(* A remark on names: no operator uses a formal name of an operator that   *)
(* it calls, since one of the tools binds arguments one after another.     *)
(***************************************************************************)
EXTENDS Naturals, Sequences, FiniteSets

CONSTANTS
    CommandOrder,  \* All commands, also forged ones, in the order of their names: a sequence.
    Conflicting,   \* The pairs <<c, d>> of different commands whose order matters; either order.
    Universals     \* The commands that commute with every other.

Min(numbers) == CHOOSE least \in numbers : \A other \in numbers : least <= other
Max(numbers) == CHOOSE greatest \in numbers : \A other \in numbers : greatest >= other

Range(list) == {list[place] : place \in 1 .. Len(list)}

Rank(name) == CHOOSE place \in 1 .. Len(CommandOrder) : CommandOrder[place] = name

(***************************************************************************)
(* A command conflicts with itself: its repetitions have an order.  A      *)
(* universally commutative one conflicts with no other.                    *)
(***************************************************************************)
Conflicts(c, d) ==
    \/ c = d
    \/ /\ c \notin Universals
       /\ d \notin Universals
       /\ <<c, d>> \in Conflicting \/ <<d, c>> \in Conflicting

(***************************************************************************)
(* The least member of the class of "old, then new".  The new command goes *)
(* before the first greater one behind the last one that it conflicts with.*)
(***************************************************************************)
AppendTo(old, new) ==
    LET barrier == Max({0} \cup {p \in 1 .. Len(old) : Conflicts(old[p], new)})
        at == Min({Len(old) + 1} \cup {q \in (barrier + 1) .. Len(old) : Rank(new) < Rank(old[q])})
    IN  SubSeq(old, 1, at - 1) \o <<new>> \o SubSeq(old, at, Len(old))

(***************************************************************************)
(* The commands of "added", each at the end unless it is there already     *)
(* (the paper's merge_sequences, Algorithm 5 lines 20-25).                 *)
(***************************************************************************)
RECURSIVE Merge(_, _)
Merge(base, added) ==
    IF added = <<>>
      THEN base
      ELSE Merge(IF Head(added) \in Range(base) THEN base ELSE AppendTo(base, Head(added)), Tail(added))

(* The same with repetitions: the least member of the class of a sequence. *)
RECURSIVE AppendAll(_, _)
AppendAll(front, back) ==
    IF back = <<>> THEN front ELSE AppendAll(AppendTo(front, Head(back)), Tail(back))

(* What is left of a sequence without some commands (the paper's val \ proven). *)
Without(whole, dropped) == AppendAll(<<>>, SelectSeq(whole, LAMBDA kept : kept \notin dropped))

(***************************************************************************)
(* Where a command stands if nothing before it conflicts with it, so that  *)
(* it could come first; else 0.                                            *)
(***************************************************************************)
MinimalAt(line, wanted) ==
    LET places == {p \in 1 .. Len(line) : line[p] = wanted}
        first == IF places = {} THEN 0 ELSE Min(places)
    IN  IF first = 0 \/ (\E q \in 1 .. (first - 1) : Conflicts(line[q], wanted)) THEN 0 ELSE first

RemoveAt(row, index) == SubSeq(row, 1, index - 1) \o SubSeq(row, index + 1, Len(row))

(***************************************************************************)
(* Whether "long" is equivalent to "short" followed by something.  (The    *)
(* paper's eq-prefix is weaker; see erratum E19.)                          *)
(***************************************************************************)
RECURSIVE Extends(_, _)
Extends(long, short) ==
    IF short = <<>>
      THEN TRUE
      ELSE LET found == MinimalAt(long, Head(short))
           IN  IF found = 0 THEN FALSE ELSE Extends(RemoveAt(long, found), Tail(short))

(***************************************************************************)
(* Whether two sequences can be extended to equivalent ones.  If they can, *)
(* then the first, followed by what the second has more, is the least      *)
(* sequence that extends both.                                             *)
(***************************************************************************)
RECURSIVE Surplus(_, _)
Surplus(more, less) ==
    IF less = <<>>
      THEN more
      ELSE LET same == {p \in 1 .. Len(more) : more[p] = Head(less)}
           IN  Surplus(IF same = {} THEN more ELSE RemoveAt(more, Min(same)), Tail(less))

Compatible(left, right) ==
    \/ left = right
    \/ Extends(AppendAll(left, Surplus(right, left)), right)

(***************************************************************************)
(* The prefixes of a sequence: what is left of it at places that hold,     *)
(* with a command, everything before it that it conflicts with.            *)
(***************************************************************************)
RECURSIVE Picked(_, _)
Picked(source, picks) ==
    IF picks = {}
      THEN <<>>
      ELSE LET final == Max(picks)
           IN  AppendTo(Picked(source, picks \ {final}), source[final])

IsClosed(body, taken) ==
    \A later \in taken : \A earlier \in 1 .. (later - 1) : Conflicts(body[earlier], body[later]) => earlier \in taken

PrefixesOf(full) == {Picked(full, kept) : kept \in {part \in SUBSET (1 .. Len(full)) : IsClosed(full, part)}}

(* The greatest common prefix of some sequences, and the least sequence that extends two compatible ones. *)
MeetOf(several) ==
    LET common == {shared \in PrefixesOf(CHOOSE some \in several : TRUE) : \A each \in several : Extends(each, shared)}
    IN  CHOOSE most \in common : \A fewer \in common : Extends(most, fewer)

JoinOf(ahead, behind) == AppendAll(ahead, Surplus(behind, ahead))

(* All sequences over some commands, with or without repetition, one of each class. *)
RECURSIVE SequencesUpTo(_, _, _)
SequencesUpTo(letters, length, repeating) ==
    IF length = 0
      THEN {<<>>}
      ELSE LET shorter == SequencesUpTo(letters, length - 1, repeating)
           IN  shorter \cup UNION {{AppendTo(s, l) : l \in IF repeating THEN letters ELSE letters \ Range(s)} : s \in shorter}

(***************************************************************************)
(* Shorter ones first, then by the commands' order: in this order a leader *)
(* goes through what was reported to it.                                   *)
(***************************************************************************)
Precedes(former, latter) ==
    \/ Len(former) < Len(latter)
    \/ /\ Len(former) = Len(latter)
       /\ \E p \in 1 .. Len(former) :
             /\ Rank(former[p]) < Rank(latter[p])
             /\ \A q \in 1 .. (p - 1) : former[q] = latter[q]
=============================================================================
