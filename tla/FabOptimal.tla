----------------------------- MODULE FabOptimal -----------------------------
(***************************************************************************)
(* Fast Byzantine consensus with 3f + 2t - 1 processes (Kuznetsov,         *)
(* Tonkikh, Zhang: Revisiting Optimal Resilience of Fast Byzantine         *)
(* Consensus, 2021), action for action as in Impl/FabOptimal: each action  *)
(* below is one handler there, which names it ("TLA+: Acknowledge"), and   *)
(* each guard is one predicate there.                                      *)
(*                                                                         *)
(* Each process is proposer, acceptor and learner.  A state here is a      *)
(* state there: what every correct process has come to, and what was sent. *)
(* Messages are never lost from "sent" and may be delivered any number of  *)
(* times, in any order, or never.  Byzantine processes have no state: what *)
(* they could send is computed from what was signed, and taken as sent.    *)
(*                                                                         *)
(* A remark on names: no operator uses a formal name of an operator that   *)
(* it calls, since one of the tools binds arguments one after another.     *)
(***************************************************************************)
EXTENDS ValueConsensus, Integers, Sequences

CONSTANTS
    Rules,         \* The guards in force, by their names on the command line.
    ValueOrder,    \* The values of the run, in the order of their texts: a sequence.
    ProcessOrder,  \* All processes, in the order in which they lead: a sequence; n of them.
    Byzantine,     \* Those of them that are Byzantine.
    InputOf,       \* What each process proposes if it is free to choose: a function.
    Faults,        \* f: how many Byzantine processes are tolerated.
    FastFaults,    \* t: the faulty processes despite which two message delays are enough.
    Crashes,       \* How many correct processes may crash.
    Views          \* How many views there are.

VARIABLES
    process,  \* The state of each correct process.
    sent,     \* Everything that correct processes have sent.
    crashed   \* The processes that have crashed.

vars == <<process, sent, crashed>>

Has(rule) == rule \in Rules

-----------------------------------------------------------------------------
(* Processes and sizes.  C#: OptimalConfig.                                *)

Values == {ValueOrder[i] : i \in 1 .. Len(ValueOrder)}
Processes == {ProcessOrder[i] : i \in 1 .. Len(ProcessOrder)}
Correct == Processes \ Byzantine
Count == Len(ProcessOrder)
LastView == Views - 1

LeaderOf(led) == ProcessOrder[(led % Count) + 1]

(* With t = f the fast path is always enough. *)
HasSlowPath == FastFaults < Faults

(* Any two sets of so many have a correct process in common. *)
Majority == (Count + Faults + 2) \div 2

DecideSize == Count - FastFaults - (IF Has("decide-quorum") THEN 0 ELSE 1)
CertificateSize == IF Has("certificate-quorum") THEN Majority ELSE Faults + 1
CommitSize == IF Has("commit-quorum") THEN Majority ELSE IF Faults = 0 THEN 1 ELSE 2 * Faults - 1
VoteSize == Count - Faults - (IF Has("vote-quorum") THEN 0 ELSE 1)

(* Votes of others than the equivocator; one more where its own vote counts. *)
CountedSize ==
    Faults + FastFaults + (IF Has("exclude-equivocator") THEN 0 ELSE 1) - (IF Has("counted-size") THEN 0 ELSE 1)

-----------------------------------------------------------------------------
(* Values.  C#: Proposal, Shown, CommitCertificate, ProgressCertificate.   *)

Nil == [view |-> -1, value |-> "", signed |-> TRUE, certified |-> TRUE]
NoCommit == [view |-> -1, value |-> "", signatures |-> 0]

(* What votes allow: any value, only one, or nothing before more of them have come. *)
AnyValue == [kind |-> "any", value |-> ""]
TooFew == [kind |-> "more", value |-> ""]
OnlyValue(kept) == [kind |-> "only", value |-> kept]

NoCertificate == [view |-> 0, choice |-> TooFew]

Allows(allowed, wanted) == allowed.kind = "any" \/ (allowed.kind = "only" /\ allowed.value = wanted)

(* Whether a progress certificate allows a value in a view. *)
Supports(shown, inView, wish) == (shown.view = inView \/ ~Has("votes-of-view")) /\ Allows(shown.choice, wish)

Rank(text) == CHOOSE place \in 1 .. Len(ValueOrder) : ValueOrder[place] = text
First(some) == CHOOSE low \in some : \A other \in some : Rank(low) <= Rank(other)

-----------------------------------------------------------------------------
(* The selection of a value by votes.  C#: Selection.                      *)

(* Whether a vote counts: what it shows can be checked by everybody. *)
IsValid(vote) ==
    /\ vote.acked.view < 0 \/ ((vote.acked.signed \/ ~Has("signed-vote")) /\ (vote.acked.certified \/ ~Has("certified-vote")))
    /\ vote.commit.view < 0 \/ vote.commit.signatures >= CertificateSize \/ ~Has("signed-commit")

(* The views that valid votes name; and the one that counts. *)
Named(valid) ==
    {vote.acked.view : vote \in {x \in valid : x.acked.view >= 0}} \cup
    (IF Has("keep-committed") THEN {vote.commit.view : vote \in {x \in valid : x.commit.view >= 0}} ELSE {})

Counting(named) ==
    IF named = {} THEN -1
    ELSE IF Has("highest-view") THEN CHOOSE high \in named : \A x \in named : x <= high
    ELSE CHOOSE low \in named : \A x \in named : low <= x

(***************************************************************************)
(* The leader of the view has signed two values: it is Byzantine, and it   *)
(* is one of the processes.  Its vote is left out.  Of n - f votes of      *)
(* others at most f - 1 lie, so that f + t of them keep a value that was   *)
(* decided, and no other.  This is where 5f + 1 become 5f - 1.             *)
(***************************************************************************)
Counted(usable, signedValues, counts) ==
    LET others == IF Cardinality(signedValues) > 1 /\ Has("exclude-equivocator")
                  THEN {x \in usable : x.process # LeaderOf(counts)}
                  ELSE usable
        enough == {w \in signedValues :
                      Cardinality({x \in others : x.acked.view = counts /\ x.acked.value = w}) >= CountedSize}
    IN  IF Has("wait-for-others") /\ Cardinality(others) < VoteSize THEN TooFew
        ELSE IF Has("keep-counted") /\ enough # {} THEN OnlyValue(First(enough))
        ELSE AnyValue

SelectionOf(votes) ==
    LET good == {x \in votes : IsValid(x)}
        top == Counting(Named(good))
        committed == {x.commit.value : x \in {y \in good : y.commit.view = top}}
        acked == {x.acked.value : x \in {y \in good : y.acked.view = top}}
    IN  IF Cardinality(good) < VoteSize THEN TooFew
        ELSE IF Named(good) = {} THEN AnyValue
        ELSE IF Has("keep-committed") /\ committed # {} THEN OnlyValue(First(committed))
        ELSE IF Has("keep-only") /\ Cardinality(acked) = 1 THEN OnlyValue(First(acked))
        ELSE Counted(good, acked, top)

-----------------------------------------------------------------------------
(* What was sent, and what could be.  C#: OptimalParts, OptimalAdversary.  *)

Of(kind) == {msg \in sent : msg.type = kind}

Statements(kind) == {[view |-> msg.view, value |-> msg.value] : msg \in Of(kind)}
Signers(signing, said) ==
    {msg.process : msg \in {n \in sent : n.type = signing /\ n.view = said.view /\ n.value = said.value}}

(* What could be signed: whatever correct processes signed, and Byzantine ones anything. *)
Signable(form) ==
    Statements(form) \cup (IF Byzantine = {} THEN {} ELSE {[view |-> k, value |-> w] : k \in 0 .. LastView, w \in Values})

(* How many signers a process can have heard: the correct ones, or with them the Byzantine ones. *)
Counts(about, statement) ==
    {Cardinality(Signers(about, statement)), Cardinality(Signers(about, statement) \cup Byzantine)} \ {0}

VoteMessage(voter, entered, last, newest) ==
    [type |-> "vote", process |-> voter, view |-> entered, acked |-> last, commit |-> newest]

ProposeMessage(leader, number, chosen, proof) ==
    [type |-> "propose", process |-> leader, view |-> number, value |-> chosen, certificate |-> proof]

IsProposed(ledView, what) == \E msg \in Of("propose") : msg.process = LeaderOf(ledView) /\ msg.view = ledView /\ msg.value = what

(* The commit certificate that the signatures for a value make; more than are asked for change nothing. *)
CommitOf(ackView, ackValue) ==
    LET available == Cardinality(Signers("ack", [view |-> ackView, value |-> ackValue]) \cup Byzantine)
    IN  [view |-> ackView, value |-> ackValue, signatures |-> IF available > CertificateSize THEN CertificateSize ELSE available]

(***************************************************************************)
(* What a Byzantine process can claim in a vote for a view: any proposal   *)
(* of an earlier view, with the leader's signature and a certificate as    *)
(* far as there are ("known": those of earlier views).                     *)
(***************************************************************************)
IsShowable(known, oldView, oldValue) ==
    \/ oldView = 0
    \/ IsProposed(oldView, oldValue)
    \/ \E c \in known : c.view <= oldView /\ Supports(c, oldView, oldValue)

ShownBefore(certs, next) ==
    {[view |-> k, value |-> w, signed |-> (LeaderOf(k) \in Byzantine \/ IsProposed(k, w)), certified |-> IsShowable(certs, k, w)] :
        k \in 0 .. (next - 1), w \in Values}

CommitsBefore(upper) ==
    IF HasSlowPath THEN {CommitOf(k, w) : k \in 0 .. (upper - 1), w \in Values} ELSE {}

Claims(proofs, before) ==
    {[acked |-> x, commit |-> y] : x \in {Nil} \cup ShownBefore(proofs, before), y \in {NoCommit} \cup CommitsBefore(before)}

(* The votes that a leader could have, be they enough or not. *)
VoteSets(there, forView) ==
    {honest \cup {VoteMessage(b, forView, lie[b].acked, lie[b].commit) : b \in DOMAIN lie} :
        honest \in SUBSET {msg \in Of("vote") : msg.view = forView},
        lie \in UNION {[liars -> Claims(there, forView)] : liars \in SUBSET Byzantine}} \ {{}}

(* The certificates that votes for a view and for earlier ones make. *)
RECURSIVE CertificatesUpTo(_)
CertificatesUpTo(most) ==
    IF most < 1 THEN {}
    ELSE LET earlier == CertificatesUpTo(most - 1)
         IN  earlier \cup {[view |-> most, choice |-> SelectionOf(votes)] : votes \in VoteSets(earlier, most)}

(* What processes could be proposed: by each Byzantine one, leader or not, any value with any certificate or none. *)
Proposes ==
    Of("propose") \cup UNION {
        {ProposeMessage(b, k, w, c) : b \in Byzantine, w \in Values, c \in {NoCertificate} \cup CertificatesUpTo(k)}
        : k \in 0 .. LastView}

-----------------------------------------------------------------------------
(* The initial state: view 0, nothing was sent.                            *)

Init ==
    /\ process = [p \in Correct |-> [view |-> 0, proposed |-> -1, acked |-> Nil, commit |-> NoCommit, decided |-> ""]]
    /\ sent = {}
    /\ crashed = {}

-----------------------------------------------------------------------------
(* The leader of a view.  C#: Leader.                                      *)

(***************************************************************************)
(* The leader of view 0 proposes its own value.  Heart: nothing can have   *)
(* been decided before, so that it needs no certificate.                   *)
(* C#: Leader.On(Start).                                                   *)
(***************************************************************************)
Start(p) ==
    /\ p \notin crashed
    /\ LeaderOf(0) = p
    /\ process[p].view = 0
    /\ process[p].proposed < 0
    /\ process' = [process EXCEPT ![p].proposed = 0]
    /\ sent' = sent \cup {ProposeMessage(p, 0, InputOf[p], NoCertificate)}
    /\ UNCHANGED crashed

(***************************************************************************)
(* The leader of a later view has votes: propose what they allow.  Heart:  *)
(* what may have been decided is kept; where they are too few to tell, and *)
(* an equivocator's vote counts for nothing, it waits.                     *)
(* C#: Leader.On(Votes).                                                   *)
(***************************************************************************)
Lead(p, all) ==
    /\ p \notin crashed
    /\ process[p].view > 0
    /\ LeaderOf(process[p].view) = p
    /\ process[p].proposed < process[p].view \/ ~Has("propose-once")
    /\ SelectionOf(all) # TooFew
    /\ LET made == SelectionOf(all)
           pick == IF made.kind = "only" THEN made.value ELSE InputOf[p]
       IN  sent' = sent \cup {ProposeMessage(p, process[p].view, pick, [view |-> process[p].view, choice |-> made])}
    /\ process' = [process EXCEPT ![p].proposed = process[p].view]
    /\ UNCHANGED crashed

-----------------------------------------------------------------------------
(* Every process, the leader included.  C#: Acceptor.                      *)

IsCertified(proposal) == proposal.view = 0 \/ Supports(proposal.certificate, proposal.view, proposal.value)

(***************************************************************************)
(* The leader proposes: acknowledge.  Heart: one value a view, in no view  *)
(* that was left, and after the first only with a certificate.             *)
(* C#: Acceptor.On(Propose).                                               *)
(***************************************************************************)
Acknowledge(p, m) ==
    /\ p \notin crashed
    /\ m.process = LeaderOf(m.view) \/ ~Has("from-leader")
    /\ m.view <= process[p].view
    /\ m.view = process[p].view \/ ~Has("ack-own-view")
    /\ process[p].acked.view # m.view \/ ~Has("ack-once")
    /\ IsCertified(m) \/ ~Has("certificate")
    /\ process' = [process EXCEPT ![p].acked = [view |-> m.view, value |-> m.value,
                                                signed |-> m.process = LeaderOf(m.view), certified |-> IsCertified(m)]]
    /\ sent' = sent \cup {[type |-> "ack", process |-> p, view |-> m.view, value |-> m.value]}
    /\ UNCHANGED crashed

(* Whether acknowledgments of a value decide it, and whether they make a commit certificate. *)
Decides(self, number) == self.decided = "" /\ number >= DecideSize
Commits(self, number, s) ==
    /\ HasSlowPath
    /\ number >= CertificateSize
    /\ s.view = self.view \/ ~Has("commit-own-view")
    /\ self.commit.view < s.view

(***************************************************************************)
(* Enough have acknowledged a value: decide it, or commit, or both.        *)
(* Heart: n - t acknowledgments leave f + t votes that keep the value; a   *)
(* commit certificate shows that no other value can be decided in its      *)
(* view.                                                                   *)
(* C#: Acceptor.On(Quorum<Ack>).                                           *)
(***************************************************************************)
CountAcks(p, s, n) ==
    /\ p \notin crashed
    /\ Decides(process[p], n) \/ Commits(process[p], n, s)
    /\ process' = [process EXCEPT
          ![p].decided = IF Decides(process[p], n) THEN s.value ELSE @,
          ![p].commit = IF Commits(process[p], n, s)
                        THEN [view |-> s.view, value |-> s.value, signatures |-> CertificateSize] ELSE @]
    /\ sent' = IF Commits(process[p], n, s)
               THEN sent \cup {[type |-> "commit", process |-> p, view |-> s.view, value |-> s.value]} ELSE sent
    /\ UNCHANGED crashed

(***************************************************************************)
(* Enough have a commit certificate for a value: decide it.  Heart: votes  *)
(* for later views show one of these certificates.                         *)
(* C#: Acceptor.On(Quorum<Commit>).                                        *)
(***************************************************************************)
DecideSlowly(p, s) ==
    /\ p \notin crashed
    /\ HasSlowPath
    /\ process[p].decided = ""
    /\ Cardinality(Signers("commit", s) \cup Byzantine) >= CommitSize
    /\ process' = [process EXCEPT ![p].decided = s.value]
    /\ UNCHANGED <<sent, crashed>>

(***************************************************************************)
(* Enter the next view, and vote.  Heart: the vote is a promise not to     *)
(* acknowledge or commit in an earlier view any more.                      *)
(* C#: Acceptor.On(EnterView).                                             *)
(***************************************************************************)
EnterView(p) ==
    /\ p \notin crashed
    /\ process[p].view < LastView
    /\ process' = [process EXCEPT ![p].view = @ + 1]
    /\ sent' = sent \cup {VoteMessage(p, process[p].view + 1, process[p].acked, process[p].commit)}
    /\ UNCHANGED crashed

(***************************************************************************)
(* A process stops for good.  Heart: nothing that it has sent is lost.     *)
(***************************************************************************)
Crash(p) ==
    /\ p \notin crashed
    /\ Cardinality(crashed) < Crashes
    /\ crashed' = crashed \cup {p}
    /\ UNCHANGED <<process, sent>>

-----------------------------------------------------------------------------
(* Which process may take which input.  C#: OptimalModel.                  *)

VotesFor(leading) ==
    IF process[leading].view > 0 /\ LeaderOf(process[leading].view) = leading
      THEN VoteSets(CertificatesUpTo(process[leading].view - 1), process[leading].view)
      ELSE {}

Next ==
    \/ \E p \in Correct : Start(p)
    \/ \E p \in Correct : \E all \in VotesFor(p) : Lead(p, all)
    \/ \E m \in Proposes : \E p \in Correct : Acknowledge(p, m)
    \/ \E s \in Signable("ack") : \E n \in Counts("ack", s) : \E p \in Correct : CountAcks(p, s, n)
    \/ \E s \in Signable("commit") : \E p \in Correct : DecideSlowly(p, s)
    \/ \E p \in Correct : EnterView(p)
    \/ \E p \in Correct : Crash(p)

Spec == Init /\ [][Next]_vars

-----------------------------------------------------------------------------
(* What must hold.  C#: OptimalProperties.                                 *)

Decided == {process[p].decided : p \in Correct} \ {""}

(* No two correct processes decide different values. *)
AgreementInv == Agreement(Decided)

(* Unless a leader is Byzantine, what is decided is the input of a leader. *)
ValidityInv ==
    LET leaders == {LeaderOf(k) : k \in 0 .. LastView}
    IN  leaders \cap Byzantine = {} => Decided \subseteq {InputOf[p] : p \in leaders}

(* What a process has decided never changes. *)
Now == [process |-> process]
StabilitySays(before, after) ==
    \A p \in Correct : before.process[p].decided = "" \/ before.process[p].decided = after.process[p].decided
StabilityProp == [][StabilitySays(Now, Now')]_vars
=============================================================================
