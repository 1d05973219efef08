using BgpVerified.Checker.Exploration;
using BgpVerified.CoyoteTests.Exploration;
using BgpVerified.CoyoteTests.Kit;
using BgpVerified.Impl.LatticeAgreement;
using BgpVerified.Spec.Protocols;
using Xunit;

namespace BgpVerified.CoyoteTests.LatticeAgreement;

[ScenarioIs("two-proposers", "Holds", 19_967, 19_967)]
[ScenarioIs("two-rounds", "Holds", 46, 46)]
[ScenarioIs("byzantine", "Holds", 21_551)]
[ScenarioIs("published", "Violated DecisionProp in 10")]
[InPart("byzantine-proposer", 20_000)]
[InPart("two-proposers-two-rounds", 20_000)]
[ScenarioIs("lower-bound", "Violated DecisionProp in 5")]
[Without("requests-by-value", "DecisionProp", 10)]
[Without("answers-by-value", "DecisionProp", 14)]
[Without("safe-requests", "DecisionProp", 8)]
[Without("safe-answers", "DecisionProp", 13)]
[Without("accept-larger", "ComparabilityInv", 12)]
[Without("refine", "DecisionProp", 14)]
[Without("ack-quorum", "ComparabilityInv", 8)]
[Without("decide-larger", "StabilityProp", 22)]
[Without("end-rounds", "DecisionProp", 9)]
public class LatticeAgreementTests() : PinnedProtocol(new LatticeAgreementProtocol(), compared: 20)
{
    /// <summary>The flaw as others report it: nobody is faulty, and a request of the second round is never answered.</summary>
    [Fact]
    public void As_published_the_first_round_is_decided_and_the_second_never()
    {
        IProtocol protocol = new LatticeAgreementProtocol();
        var system = protocol.Build(protocol.Configuration("published"));
        var steps = Explorations.Explore(protocol, system.Configuration).Trace!.Steps;

        var proposer = Assert.IsType<NodeState>(steps.Last(step => step.Process == 0).After);
        Assert.Equal((1, Phase.Proposing, 1), (proposer.Round, proposer.Phase, proposer.Decisions.Count));
        Assert.Contains(steps.SelectMany(step => step.Sends), message => message is Request { Round: 1 });
        Assert.DoesNotContain(steps.SelectMany(step => step.Sends), message => message is Ack { Round: 1 } or Nack);
    }
}
