using BgpVerified.Kit;
using BgpVerified.Spec.Protocols;

namespace BgpVerified.Impl.MultiPaxos;

/// <summary>What is wrong with the papers' statements about MultiPaxos.</summary>
public static class MultiPaxosErrata
{
    /// <summary>The errata.</summary>
    public static IReadOnlyList<Erratum> All { get; } =
    [
        new("L01", ErratumKind.Safety, "PTP 3.2.1",
            "\"If decrees A and B are important and decree A was passed before decree B was proposed, then A has a lower decree number "
                + "than B\", since \"the president must have learned about all previously passed decrees before initiating any new "
                + "decree\". So it is of a president whose ballot is later than the one in which A was passed. One whose ballot is "
                + "earlier, and who still thinks that he is president, has learned what was passed before his own ballot began. He "
                + "proposes B with a number below A's; a legislator votes for it who has not heard of the later ballot; the president "
                + "of a third ballot hears of both and passes B.",
            "Asked only of what was chosen in lower ballots (OrderProp). A client loses nothing by it if it is answered when its command "
                + "is executed, and not as soon as it is chosen: the lower slots are settled then.",
            RuleNames.Of(MultiPaxosRule.OrderOfLater))
        { Fails = "the decree-ordering property (PTP 3.2.1)" },
    ];
}
