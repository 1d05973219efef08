---- MODULE SignedGeneralsFlat ----
EXTENDS Integers, Sequences, FiniteSets, TLC
CONSTANTS Rules, Names, Traitors, Faults, Commands
VARIABLES general, sent
Has(rule_Has) == rule_Has \in Rules
Range(list_Range) == {list_Range[place] : place \in 1 .. Len(list_Range)}
Last(list_Last) == list_Last[Len(list_Last)]
NoOrder == "none!"
Retreat == "retreat"
Orders == Commands \cup {Retreat}
Commander == Names[1]
Lieutenants == Range(Names) \ {Commander}
Loyal == Range(Names) \ Traitors
LoyalCommander == {Commander} \ Traitors
LoyalLieutenants == Lieutenants \ Traitors
Rounds == IF Has("all-rounds") THEN Faults + 1 ELSE IF Faults > 1 THEN Faults ELSE 1
Speakers(number_Speakers) == IF number_Speakers = 1 THEN LoyalCommander ELSE LoyalLieutenants
Longer(lists_Longer, by_Longer) == UNION {{Append(list, next) : next \in by_Longer \ Range(list)} : list \in lists_Longer}
IC1(all_IC1) == \A one, other \in LoyalLieutenants : all_IC1[one].obeys = all_IC1[other].obeys \/ NoOrder \in {all_IC1[one].obeys, all_IC1[other].obeys}
IC2(all_IC2) == \A chief \in LoyalCommander : all_IC2[chief].given # NoOrder =>
    \A one \in LoyalLieutenants : all_IC2[one].obeys \in {NoOrder, all_IC2[chief].given}
vars == <<general, sent>>
RoundOf(g_RoundOf) == general[g_RoundOf].round + 1
Said(number_Said) == {msg \in sent : msg.round = number_Said}
Signed(what_Signed, list_Signed, real_Signed) == [order |-> what_Signed, signers |-> list_Signed, genuine |-> real_Signed]
Truth(g_Truth) == UNION {msg.all : msg \in {m \in Said(RoundOf(g_Truth)) : m.from # g_Truth}}
RECURSIVE ListsOf(_, _)
ListsOf(some_ListsOf, length_ListsOf) == IF length_ListsOf = 0 THEN {<<>>} ELSE ListsOf(some_ListsOf, length_ListsOf - 1) \cup Longer(ListsOf(some_ListsOf, length_ListsOf - 1), some_ListsOf)
Begun(g_Begun, what_Begun) ==
    UNION {{one.signers : one \in {x \in msg.all : x.order = what_Begun}} : msg \in {m \in sent : m.round <= RoundOf(g_Begun)}}
    \cup (IF Commander \in Traitors THEN {<<Commander>>} ELSE {})
Known(g_Known, what_Known) ==
    UNION {{start \o more : more \in ListsOf(Traitors \ Range(start), Cardinality(Traitors))} : start \in Begun(g_Known, what_Known)}
Genuine(g_Genuine, what_Genuine) == {list \in Known(g_Genuine, what_Genuine) : g_Genuine \notin Range(list)}
Padded(list_Padded, length_Padded) == [place \in 1 .. length_Padded |-> IF place <= Len(list_Padded) THEN list_Padded[place] ELSE Last(list_Padded)]
Again(g_Again, what_Again) ==
    {Padded(list, RoundOf(g_Again)) : list \in {x \in Genuine(g_Again, what_Again) : Last(x) \in Traitors /\ Len(x) < RoundOf(g_Again)}}
Alone == ListsOf(Traitors \ {Commander}, Cardinality(Traitors)) \ {<<>>}
Forged(g_Forged, what_Forged) ==
    {list \in {<<Commander>> \o more : more \in ListsOf(Lieutenants \ {g_Forged}, RoundOf(g_Forged) - 1)} :
        Len(list) = RoundOf(g_Forged) /\ list \notin Known(g_Forged, what_Forged)}
Lies(g_Lies, what_Lies) ==
    IF Traitors = {} THEN {}
    ELSE {Signed(what_Lies, list, TRUE) : list \in Genuine(g_Lies, what_Lies) \cup Again(g_Lies, what_Lies) \cup Alone}
         \cup {Signed(what_Lies, list, FALSE) : list \in Forged(g_Lies, what_Lies)}
IsValid(g_IsValid, one_IsValid) ==
    /\ one_IsValid.genuine \/ ~Has("verify")
    /\ one_IsValid.signers[1] = Commander \/ ~Has("commander-first")
    /\ Cardinality(Range(one_IsValid.signers)) = Len(one_IsValid.signers) \/ ~Has("distinct-signers")
    /\ Len(one_IsValid.signers) >= RoundOf(g_IsValid) \/ ~Has("in-time")
Firsts(g_Firsts, what_Firsts) ==
    IF what_Firsts \in general[g_Firsts].orders THEN {{}}
    ELSE {{one} : one \in {x \in {y \in Truth(g_Firsts) : y.order = what_Firsts} \cup Lies(g_Firsts, what_Firsts) : IsValid(g_Firsts, x)}}
         \cup (IF \E y \in Truth(g_Firsts) : y.order = what_Firsts THEN {} ELSE {{}})
RECURSIVE Chosen(_, _)
Chosen(g_Chosen, some_Chosen) ==
    IF some_Chosen = {} THEN {{}}
    ELSE LET what == CHOOSE x \in some_Chosen : TRUE
         IN  {first \cup rest : first \in Firsts(g_Chosen, what), rest \in Chosen(g_Chosen, some_Chosen \ {what})}
FirstOrders(g_FirstOrders) == IF RoundOf(g_FirstOrders) > Rounds THEN {} ELSE Chosen(g_FirstOrders, Commands)
Init ==
    /\ general = [g \in Loyal |-> [given |-> NoOrder, round |-> 0, orders |-> {}, obeys |-> NoOrder]]
    /\ sent = {}
MayGive(g_MayGive, what_MayGive) ==
    /\ general[g_MayGive].given = NoOrder
Give(g_Give, what_Give) ==
    /\ general[g_Give].given = NoOrder
    /\ general' = [general EXCEPT ![g_Give].given = what_Give]
    /\ sent' = sent \cup {[from |-> g_Give, round |-> 1, all |-> {Signed(what_Give, <<g_Give>>, TRUE)}]}
NumberOf(g_NumberOf) == (CHOOSE place \in 1 .. Len(Names) : Names[place] = g_NumberOf) - 1
Choice(g_Choice, all_Choice) ==
    IF all_Choice = {} THEN IF Has("default") THEN Retreat ELSE NoOrder
    ELSE IF Cardinality(all_Choice) = 1 THEN CHOOSE what \in all_Choice : TRUE
    ELSE IF Has("choice") THEN Retreat
    ELSE IF NumberOf(g_Choice) % 2 = 0 THEN CHOOSE what \in all_Choice \ {Retreat} : TRUE ELSE Retreat
SentOn(g_SentOn, first_SentOn) ==
    {Signed(one.order, Append(one.signers, g_SentOn), one.genuine) : one \in {x \in first_SentOn : Len(x.signers) < Rounds /\ Has("relay")}}
MayEndRound(g_MayEndRound, first_MayEndRound) ==
    /\ {msg.from : msg \in Said(RoundOf(g_MayEndRound))} = Speakers(RoundOf(g_MayEndRound))
EndRound(g_EndRound, first_EndRound) ==
    /\ {msg.from : msg \in Said(RoundOf(g_EndRound))} = Speakers(RoundOf(g_EndRound))
    /\ LET all == general[g_EndRound].orders \cup {one.order : one \in first_EndRound}
       IN  general' =
             [general EXCEPT ![g_EndRound].round = RoundOf(g_EndRound),
                             ![g_EndRound].orders = IF RoundOf(g_EndRound) < Rounds THEN all ELSE {},
                             ![g_EndRound].obeys = IF RoundOf(g_EndRound) < Rounds THEN NoOrder ELSE Choice(g_EndRound, all)]
    /\ sent' = IF RoundOf(g_EndRound) < Rounds
                 THEN sent \cup {[from |-> g_EndRound, round |-> RoundOf(g_EndRound) + 1, all |-> SentOn(g_EndRound, first_EndRound)]}
                 ELSE sent
Next ==
    \/ \E g \in LoyalCommander : \E what \in {what \in Commands : MayGive(g, what)} : Give(g, what)
    \/ \E g \in LoyalLieutenants : \E first \in {first \in FirstOrders(g) : MayEndRound(g, first)} : EndRound(g, first)
IC1Inv == IC1(general)
IC2Inv == IC2(general)
====
