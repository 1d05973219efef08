------------------------ MODULE GeneralizedConsensus ------------------------
(***************************************************************************)
(* The problem: what may be learned.  Byzantine Generalized Paxos,         *)
(* section 3, requirements 1 to 3, as a machine of two actions.            *)
(*                                                                         *)
(* C#: Spec/Consensus/GeneralizedConsensus.cs, GeneralizedConsensus and    *)
(* GeneralizedConsensusProperties, operator for operator.                  *)
(***************************************************************************)
EXTENDS CommandSequences

CONSTANT Learners

VARIABLES
    proposed,  \* The commands proposed so far: a set.
    learned    \* What each learner has learned: a function from Learners to sequences.

(* Nontriviality: only proposed commands are learned. *)
NontrivialitySays(now) == \A l \in Learners : Range(now.learned[l]) \subseteq now.proposed

(* Consistency: any two learners' sequences can be extended to equivalent ones. *)
ConsistencySays(now) == \A k, l \in Learners : Compatible(now.learned[k], now.learned[l])

(* Integrity: no command is learned twice. *)
IntegritySays(now) == \A l \in Learners : Cardinality(Range(now.learned[l])) = Len(now.learned[l])

(* Stability: what was learned stays, as a prefix. *)
StabilitySays(before, after) == \A l \in Learners : Extends(after.learned[l], before.learned[l])

(* Somebody proposes: nothing is learned. *)
IsPropose(before, after) ==
    /\ before.learned = after.learned
    /\ before.proposed \subseteq after.proposed

(* One learner extends what it has by proposed commands, compatibly with every other learner. *)
IsLearn(before, after) ==
    /\ before.proposed = after.proposed
    /\ Cardinality({l \in Learners : before.learned[l] # after.learned[l]}) = 1
    /\ StabilitySays(before, after)
    /\ \A l \in Learners : before.learned[l] # after.learned[l] =>
          /\ Cardinality(Range(after.learned[l])) = Len(after.learned[l])
          /\ Range(after.learned[l]) \subseteq after.proposed
    /\ ConsistencySays(after)

IsStep(before, after) ==
    \/ before = after
    \/ IsPropose(before, after)
    \/ IsLearn(before, after)

-----------------------------------------------------------------------------
Now == [proposed |-> proposed, learned |-> learned]

Init == learned = [l \in Learners |-> <<>>]
Next == IsStep(Now, Now')
Spec == Init /\ [][Next]_<<proposed, learned>>

Nontriviality == NontrivialitySays(Now)
Consistency == ConsistencySays(Now)
Integrity == IntegritySays(Now)
Stability == [][StabilitySays(Now, Now')]_<<proposed, learned>>
=============================================================================
