---- MODULE OralGeneralsFlat ----
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
RECURSIVE ChainsOf(_)
ChainsOf(length_ChainsOf) == IF length_ChainsOf = 1 THEN {<<Commander>>} ELSE Longer(ChainsOf(length_ChainsOf - 1), Lieutenants)
RoundOf(g_RoundOf) == general[g_RoundOf].round + 1
ChainsTo(g_ChainsTo) == {chain \in ChainsOf(RoundOf(g_ChainsTo)) : g_ChainsTo \notin Range(chain)}
Said(number_Said) == {msg \in sent : msg.round = number_Said}
Truth(g_Truth) ==
    UNION {{[along |-> Append(told.along, msg.from), order |-> told.order, by |-> msg.from] :
              told \in {t \in msg.all : g_Truth \notin Range(t.along)}} :
           msg \in {m \in Said(RoundOf(g_Truth)) : m.from # g_Truth}}
Report(chain_Report, what_Report, sender_Report) == [along |-> chain_Report, order |-> what_Report, by |-> sender_Report]
Own(g_Own) == {chain \in ChainsTo(g_Own) : Last(chain) \in Traitors}
Spoken(word_Spoken) == {Report(chain, word_Spoken[chain], Last(chain)) : chain \in {c \in DOMAIN word_Spoken : word_Spoken[c] # NoOrder}}
InOthersName(g_InOthersName) == {{Report(chain, what, t)} : chain \in ChainsTo(g_InOthersName) \ Own(g_InOthersName), what \in Orders, t \in Traitors}
LiesTo(g_LiesTo) ==
    IF RoundOf(g_LiesTo) > Rounds THEN {} ELSE {Spoken(word) : word \in [Own(g_LiesTo) -> Orders \cup {NoOrder}]} \cup InOthersName(g_LiesTo)
Init ==
    /\ general = [g \in Loyal |-> [given |-> NoOrder, round |-> 0, heard |-> {}, obeys |-> NoOrder]]
    /\ sent = {}
MayGive(g_MayGive, what_MayGive) ==
    /\ general[g_MayGive].given = NoOrder
Give(g_Give, what_Give) ==
    /\ general[g_Give].given = NoOrder
    /\ general' = [general EXCEPT ![g_Give].given = what_Give]
    /\ sent' = sent \cup {[from |-> g_Give, round |-> 1, all |-> {[along |-> <<>>, order |-> what_Give]}]}
Believed(reports_Believed) == {rep \in reports_Believed : rep.by = Last(rep.along) \/ ~Has("known-sender")}
Along(chain_Along, reports_Along) == {rep.order : rep \in {x \in reports_Along : x.along = chain_Along}}
OrderAlong(chain_OrderAlong, lies_OrderAlong, truth_OrderAlong) ==
    IF Along(chain_OrderAlong, lies_OrderAlong) # {} THEN CHOOSE what \in Along(chain_OrderAlong, lies_OrderAlong) : TRUE
    ELSE IF Along(chain_OrderAlong, truth_OrderAlong) # {} THEN CHOOSE what \in Along(chain_OrderAlong, truth_OrderAlong) : TRUE
    ELSE Retreat
HeardBy(g_HeardBy, lies_HeardBy) == {[along |-> chain, order |-> OrderAlong(chain, Believed(lies_HeardBy), Truth(g_HeardBy))] : chain \in ChainsTo(g_HeardBy)}
For(what_For, mine_For, votes_For) == Cardinality({voter \in DOMAIN votes_For : votes_For[voter] = what_For}) + (IF mine_For = what_For THEN 1 ELSE 0)
Winning(mine_Winning, votes_Winning) == {what \in Orders : 2 * For(what, mine_Winning, votes_Winning) > Cardinality(DOMAIN votes_Winning) + 1}
Majority(mine_Majority, votes_Majority) ==
    IF Winning(mine_Majority, votes_Majority) # {} THEN CHOOSE what \in Winning(mine_Majority, votes_Majority) : TRUE
    ELSE IF Has("tie") THEN Retreat ELSE mine_Majority
HeardAlong(chain_HeardAlong, all_HeardAlong) == (CHOOSE told \in all_HeardAlong : told.along = chain_HeardAlong).order
RECURSIVE Value(_, _, _)
Value(g_Value, chain_Value, all_Value) ==
    IF Len(chain_Value) = Rounds THEN HeardAlong(chain_Value, all_Value)
    ELSE Majority(HeardAlong(chain_Value, all_Value),
                  [next \in Lieutenants \ (Range(chain_Value) \cup {g_Value}) |-> Value(g_Value, Append(chain_Value, next), all_Value)])
Obeyed(g_Obeyed, all_Obeyed) ==
    IF ~Has("majority") THEN HeardAlong(<<Commander>>, all_Obeyed)
    ELSE IF ~Has("nested")
      THEN Majority(HeardAlong(<<Commander>>, all_Obeyed),
                    [chain \in {told.along : told \in all_Obeyed} \ {<<Commander>>} |-> HeardAlong(chain, all_Obeyed)])
    ELSE Value(g_Obeyed, <<Commander>>, all_Obeyed)
MayEndRound(g_MayEndRound, lies_MayEndRound) ==
    /\ general[g_MayEndRound].obeys = NoOrder
    /\ {msg.from : msg \in Said(RoundOf(g_MayEndRound))} = Speakers(RoundOf(g_MayEndRound))
    /\ Has("default") \/ \A chain \in ChainsTo(g_MayEndRound) : \E rep \in Believed(lies_MayEndRound) \cup Truth(g_MayEndRound) : rep.along = chain
EndRound(g_EndRound, lies_EndRound) ==
    /\ general[g_EndRound].obeys = NoOrder
    /\ {msg.from : msg \in Said(RoundOf(g_EndRound))} = Speakers(RoundOf(g_EndRound))
    /\ Has("default") \/ \A chain \in ChainsTo(g_EndRound) : \E rep \in Believed(lies_EndRound) \cup Truth(g_EndRound) : rep.along = chain
    /\ general' =
         [general EXCEPT ![g_EndRound].round = RoundOf(g_EndRound),
                         ![g_EndRound].heard = IF RoundOf(g_EndRound) < Rounds THEN general[g_EndRound].heard \cup HeardBy(g_EndRound, lies_EndRound) ELSE {},
                         ![g_EndRound].obeys = IF RoundOf(g_EndRound) < Rounds THEN NoOrder ELSE Obeyed(g_EndRound, general[g_EndRound].heard \cup HeardBy(g_EndRound, lies_EndRound))]
    /\ sent' = IF RoundOf(g_EndRound) < Rounds
                 THEN sent \cup {[from |-> g_EndRound, round |-> RoundOf(g_EndRound) + 1, all |-> HeardBy(g_EndRound, lies_EndRound)]}
                 ELSE sent
Next ==
    \/ \E g \in LoyalCommander : \E what \in {what \in Commands : MayGive(g, what)} : Give(g, what)
    \/ \E g \in LoyalLieutenants : \E lies \in {lies \in LiesTo(g) : MayEndRound(g, lies)} : EndRound(g, lies)
IC1Inv == IC1(general)
IC2Inv == IC2(general)
====
