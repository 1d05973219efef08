using BgpVerified.CoyoteTests.Kit;
using BgpVerified.Impl.BgpMachine;
using Xunit;

namespace BgpVerified.CoyoteTests.BgpMachine;

[ScenarioIs("byzantine-replica", "Holds", 2878)]
[ScenarioIs("sequence", "Holds", 334)]
[ScenarioIs("conflict", "Holds", 2878)]
[ScenarioIs("commuting", "Holds", 15141)]
[ScenarioIs("again", "Holds", 5749)]
[ScenarioIs("one-number", "Holds", 1171)]
[ScenarioIs("universal", "Holds", 18562)]
[ScenarioIs("universal-number", "Holds", 12140)]
[ScenarioIs("read", "Holds", 2878)]
[ScenarioIs("store", "Holds", 30977)]
[ScenarioIs("store-ping", "Holds", 10710)]
[ScenarioIs("byzantine-acceptor", "Holds", 374)]
[ScenarioIs("byzantine-acceptor-fast", "Holds", 1405174, IsLong = true)]
[ScenarioIs("not-learned", "Holds", 71540, IsLong = true)]
[ScenarioIs("view-change", "Holds", 106732, IsLong = true)]
[ScenarioIs("two-byzantine", "Violated LinearizableInv in 2")]
[InPart("large", 2000)]
[Without("reply-quorum", "LinearizableInv", 2)]
[Without("few-replies", "AnsweredProp", 12)]
[Without("own-number", "LinearizableInv", 11)]
[Without("reply-learned", "LinearizableInv", 6)]
[Without("learned-order", "RepliesAgreeInv", 12)]
[Without("execute-once", "OnceInv", 12)]
[Without("every-number", "StatesAgreeInv", 14)]
[Without("numbers-conflict", "StatesAgreeInv", 13)]
[Without("universal-by-content", "StatesAgreeInv", 12)]
[Without("sound-conflicts", "RepliesAgreeInv", 12)]
[Without("order-reads", "LinearizableInv", 12)]
public class BgpMachineTests() : PinnedProtocol(new BgpMachineProtocol(), compared: 4);
