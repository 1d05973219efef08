------------------------ MODULE ProgressCertificates ------------------------
(***************************************************************************)
(* What a new leader may propose.  It asks the acceptors what they have    *)
(* accepted; a progress certificate is the signed answers of enough of     *)
(* them, and says which values may have been chosen before.  Fast          *)
(* Byzantine Consensus, sections IV-C.2 and V; figure 4, lines 108-111 and *)
(* 123-125; figure 5, lines 210-214 and 284-300.                           *)
(*                                                                         *)
(* C#: ProgressCertificate, CommitProof, Vouching, Proposal; the sizes are *)
(* those of FabConfig.  Certificates and commit proofs are symbolic: they  *)
(* say what was signed, and by how many.                                   *)
(*                                                                         *)
(* A remark on names: no operator uses a formal name of an operator that   *)
(* it calls, since one of the tools binds arguments one after another.     *)
(***************************************************************************)
EXTENDS Integers, Sequences, FiniteSets

CONSTANTS
    Rules,               \* The guards in force, by their names on the command line.
    Parameterized,       \* Whether it is Parameterized FaB Paxos, with commit proofs (section V).
    ValueOrder,          \* The values of the run, in the order of their texts: a sequence.
    Acceptors,           \* All acceptors; a of them.
    ByzantineAcceptors,  \* Those of them that are Byzantine.
    Faults,              \* f: how many Byzantine processes of each role are tolerated.
    FastFaults           \* t: the faulty acceptors despite which learning takes two steps.

Has(rule) == rule \in Rules

Values == {ValueOrder[i] : i \in 1 .. Len(ValueOrder)}

-----------------------------------------------------------------------------
(* Sizes of sets of acceptors.  C#: FabConfig.                             *)

AcceptorCount == Cardinality(Acceptors)
HalfOf(whole) == (whole + 1) \div 2

(* Correct acceptors that accepted a value and so choose it: any two such sets share one. *)
ChosenSize == HalfOf(AcceptorCount + Faults + 1)

(* Acceptors, Byzantine ones among them, of which enough are correct. *)
LearnSize ==
    IF Has("two-step-quorum") THEN AcceptorCount - FastFaults
    ELSE IF Has("learn-quorum") THEN HalfOf(AcceptorCount + 3 * Faults + 1)
    ELSE ChosenSize - 1

CommitProofSize == IF Has("commit-proof-quorum") THEN ChosenSize ELSE Faults + 1
CommitSize == IF Has("commit-quorum") THEN ChosenSize ELSE Faults + 1
CertificateSize == IF Has("certificate-quorum") THEN AcceptorCount - Faults ELSE Faults + 1

(* A chosen value is that of so many of any a - f answers. *)
MajoritySize == HalfOf(AcceptorCount - Faults + 1) + (IF Has("vouch-majority") THEN 0 ELSE 1)

-----------------------------------------------------------------------------
(* Proposals and commit proofs.                                            *)

(* A value with the number of its proposal; and what stands for none, below all others. *)
NoProposal == [number |-> -1, value |-> ""]
NoProof == [number |-> -1, value |-> "", signatures |-> 0]

Rank(text) == CHOOSE place \in 1 .. Len(ValueOrder) : ValueOrder[place] = text

(* By number, then by value. *)
IsAbove(upper, lower) ==
    \/ upper.number > lower.number
    \/ upper.number = lower.number /\ upper.number >= 0 /\ Rank(upper.value) > Rank(lower.value)

(* Figure 5, lines 284-290.  An acceptor that shows no proof shows no invalid one. *)
IsValid(proof) == proof = NoProof \/ proof.signatures >= CommitProofSize

-----------------------------------------------------------------------------
(* What answers allow to be proposed: any value, only one, or none.        *)

AnyValue == [kind |-> "any", value |-> ""]
NoValue == [kind |-> "none", value |-> ""]
OnlyValue(value) == [kind |-> "only", value |-> value]

Allows(vouching, value) == vouching.kind = "any" \/ (vouching.kind = "only" /\ vouching.value = value)

(***************************************************************************)
(* The values that a majority of the answers has accepted in proposals     *)
(* after a number: fast evidence.  Such a value may have been chosen by    *)
(* what acceptors accepted.                                                *)
(***************************************************************************)
Majorities(answers, after) ==
    {w \in Values : Cardinality({x \in answers : x.accepted.value = w /\ x.accepted.number > after}) >= MajoritySize}

(***************************************************************************)
(* As published every piece of evidence forbids every other value: a       *)
(* commit proof for one value and a majority for another leave none (P02), *)
(* and so do commit proofs of two proposals (P03).                         *)
(***************************************************************************)
PublishedVouching(answers, proofs) ==
    LET evidence == {q.value : q \in proofs} \cup Majorities(answers, -1)
    IN  IF evidence = {} THEN AnyValue
        ELSE IF Cardinality(evidence) = 1 THEN OnlyValue(CHOOSE w \in evidence : TRUE)
        ELSE NoValue

(***************************************************************************)
(* Corrected, the newest evidence decides: a commit proof shows that no    *)
(* other value was chosen up to its number, so that a majority counts      *)
(* against it only by what was accepted later.  The repair that looks      *)
(* right, proof-wins, lets the proof beat a later majority as well.        *)
(***************************************************************************)
NewestVouching(answers, proofs) ==
    LET newest == CHOOSE x \in proofs : \A y \in proofs : x = y \/ IsAbove(x, y)
        later == IF Has("proof-wins") THEN {} ELSE Majorities(answers, newest.number)
    IN  OnlyValue(IF later = {} THEN newest.value ELSE CHOOSE w \in later : TRUE)

(* Checked against the new proposal's number, as in figure 5, a proof would never count (P01). *)
VouchingOf(number, answers) ==
    LET proofs == {[number |-> x.proof.number, value |-> x.proof.value] :
                      x \in {y \in answers : y.proof # NoProof /\ (Has("proof-number") \/ y.proof.number = number)}}
    IN  IF proofs # {} /\ (Has("newest-evidence") \/ Has("proof-wins"))
          THEN NewestVouching(answers, proofs)
          ELSE PublishedVouching(answers, proofs)

-----------------------------------------------------------------------------
(* Certificates.                                                           *)

(* What a proposal without a certificate carries. *)
NoCertificate == [number |-> 0, answers |-> 0, vouching |-> NoValue]

(* The certificate that answers make, one an acceptor; those with an invalid proof do not count. *)
CertificateFrom(number, answers) ==
    LET counted == {x \in answers : IsValid(x.proof)}
    IN  [number |-> number, answers |-> Cardinality(counted), vouching |-> VouchingOf(number, counted)]

(* Whether acceptors must take it as allowing a value in a proposal. *)
Supports(certificate, number, value) ==
    /\ certificate.number = number \/ ~Has("certificate-number")
    /\ certificate.answers = CertificateSize
    /\ Allows(certificate.vouching, value)
=============================================================================
