using BgpVerified.Kit;
using BgpVerified.Spec.Protocols;

namespace BgpVerified.Impl.FabMachine;

/// <summary>What each rule is for, where the paper has it, and what fails without it.</summary>
public static class MachineRules
{
    /// <summary>The rules, in the order of the paper.</summary>
    public static IReadOnlyList<Rule> All { get; } =
    [
        Both(MachineRule.AcceptOnce, "Fig. 4, lines 121-122, in each instance", "OrderInv",
            "A Byzantine leader has two requests learned in one slot.", "one-slot"),
        Both(MachineRule.LearnQuorum, "Fig. 2, line 25, in each instance", "OrderInv",
            "Two requests are learned in one slot, each from too few acceptors.", "one-slot"),
        Both(MachineRule.SignedRequest, "Sec. I, CS1: \"only a value that has been proposed\"", "RequestedInv",
            "A Byzantine leader makes up a request.", "one-slot"),
        Both(MachineRule.SlotOrder, "Sec. VII: \"the order in which requests are to be executed\"", "ExecutedInv",
            "A learner executes a slot before an earlier one that it has not learned.", "tentative"),
        Fix(MachineRule.ExecuteOnce, "Sec. VII", "OnceInv",
            "A Byzantine leader proposes a request in two slots, and it takes effect twice.", "repeated"),
        Both(MachineRule.ReplyQuorum, "Sec. VIII-A: \"vouched for by f + 1 learners\"", "ReplyInv",
            "A Byzantine learner makes up a reply.", "one-slot"),
        Both(MachineRule.TentativeExecution, "Sec. VII; Fig. 7", null,
            "It saves a message delay, and protects nothing: without it replies take four.", "one-slot"),
        Both(MachineRule.RollBack, "Sec. VII: \"tentative executions are rolled back\"", "RollbackInv",
            "What was executed in the wrong order stays in the register.", "tentative"),
        Both(MachineRule.DetermineValue, "Sec. VII: \"clients and learners can at the same time determine\"", "ReplyInv",
            "A client takes a tentative reply to what the acceptors never accept.", "tentative"),
        Fix(MachineRule.DeterminePrefix, "Sec. VII: \"the information required to determine the consensus value\"", "ReplyInv",
            "The slot is the client's, but an earlier slot is not what was executed, and so is the result.", "tentative"),
        Both(MachineRule.ReadQuorum, "Sec. VII, by reference to Castro and Liskov: 2f + 1", "ReadInv",
            "f + 1 learners, of which one is Byzantine and one late, tell an old value.", "read-only"),
        Both(MachineRule.ReadSettled, "Sec. VII, by reference to Castro and Liskov", "ReadInv",
            "A client reads what is rolled back later.", "read-tentative"),
        Fix(MachineRule.WriteQuorum, "Sec. VII and VIII-A: f + 1", "ReadInv",
            "A write that f + 1 learners vouch for is unknown to the 2f + 1 that a later read asks.", "read-only"),
        Fix(MachineRule.Window, "Sec. VIII-B: \"k is the number of instances that may run in parallel\"", "RejoinInv",
            "A Byzantine leader runs an instance further ahead than the others know of.", "rejoin"),
        Both(MachineRule.RejoinQuorum, "Sec. VIII-B: \"a joining acceptor queries a quorum of acceptors\"", "RejoinInv",
            "The one acceptor that answers is late.", "rejoin"),
        Both(MachineRule.IgnoreWindow, "Sec. VIII-B: \"ignores all instances until d + k\"", "RejoinInv",
            "It accepts another value in an instance that it took part in.", "rejoin"),
        Fix(MachineRule.IgnoreLast, "Sec. VIII-B: \"until d + k\"", "RejoinInv",
            "It had accepted in instance d + k already.", "rejoin"),
        Both(MachineRule.RejoinFirst, "Sec. VIII-B: \"at all times no more than f servers are either faulty or rejoining\"", "ReadInv",
            "A learner without its state answers a read with the initial value, and another one after it.", "read-rejoin-two"),
        Fix(MachineRule.SilentAfterLoss, "Sec. VIII-B, learners", "ReadInv",
            "Two learners, one after the other, come back with a list without what they had vouched for.", "read-rejoin-two"),
        Both(MachineRule.ListQuorum, "Sec. VIII-B: \"vouched for by f + 1 learners\"", "OrderInv",
            "A Byzantine learner alone makes up the list.", "rejoin-list"),
    ];

    /// <summary>The rule by its name on the command line.</summary>
    /// <param name="name">The name, such as <c>accept-once</c>.</param>
    /// <returns>The rule.</returns>
    /// <exception cref="InvalidConfigurationException">There is none of that name.</exception>
    public static MachineRule Parse(string name) => RuleNames.Parse<MachineRule>(name);

    /// <summary>A rule's name on the command line: <c>AcceptOnce</c> is <c>accept-once</c>.</summary>
    /// <param name="rule">The rule.</param>
    /// <returns>The name.</returns>
    public static string Name(MachineRule rule) => RuleNames.Of(rule);

    private static Rule Fix(MachineRule rule, string location, string? protects, string why, string scenario) =>
        new(Name(rule), false, true, location, protects, why, scenario);

    private static Rule Both(MachineRule rule, string location, string? protects, string why, string scenario) =>
        new(Name(rule), true, true, location, protects, why, scenario);
}
