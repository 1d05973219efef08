using BgpVerified.CoyoteTests.Exploration;
using BgpVerified.CoyoteTests.Kit;
using BgpVerified.Impl.Pbft;
using BgpVerified.Kit;
using BgpVerified.Spec.Values;
using Xunit;

namespace BgpVerified.CoyoteTests.Pbft;

[ScenarioIs("one-request", "Holds", 4802)]
[ScenarioIs("one-number", "Holds", 34938)]
[ScenarioIs("two-numbers", "Holds", 9906)]
[ScenarioIs("gap", "Holds", 1827452, IsLong = true)]
[ScenarioIs("new-primary", "Holds", 32642)]
[ScenarioIs("three-views", "Holds", IsLong = true)]
[ScenarioIs("lower-bound", "Violated AnsweredProp in 3")]
[ScenarioIs("two-byzantine", "Violated ReplyInv in 2")]
[ScenarioIs("checkpoints", "Holds", 4596)]
[ScenarioIs("checkpoints-change", "Holds", IsLong = true)]
[ScenarioIs("checkpoints-primary", "Holds", 8057)]
[ScenarioIs("checkpoints-views", "Holds", 51828, IsLong = true)]
[ScenarioIs("read-only", "Holds", 7328)]
[ScenarioIs("read-two-numbers", "Holds", 274860, IsLong = true)]
[ScenarioIs("read-published", "Violated LinearizableInv in 11")]
[ScenarioIs("write-blocked", "Violated AnsweredProp in 8")]
[ScenarioIs("write-left", "Violated AnsweredProp in 8")]
[ScenarioIs("write-shown", "Holds", 6475)]
[ScenarioIs("read-blocked", "Violated AnsweredProp in 13", IsLong = true)]
[Without("reply-quorum", "ReplyInv", 2)]
[Without("client-signature", "RequestedInv", 5)]
[Without("one-request", "ExecutedInv", 12)]
[Without("prepare-quorum", "ExecutedInv", 15)]
[Without("prepares-of-backups", "ExecutedInv", 16)]
[Without("commit-quorum", "ExecutedInv", 14)]
[Without("execute-in-order", "ExecutedInv", 11)]
[Without("execute-once", "OnceInv", 11)]
[Without("stop-in-view-change", "ExecutedInv", 16)]
[Without("join-view-change", "AnsweredProp", 8)]
[Without("carry-prepared", "ExecutedInv", 16)]
[Without("certificate-proof", "RequestedInv", 8)]
[Without("view-change-quorum", "ExecutedInv", 15)]
[Without("verify-new-view", "RequestedInv", 8)]
[Without("highest-view", "ExecutedInv", 18, IsLong = true)]
[Without("null-requests", "AnsweredProp", 14, IsLong = true)]
[Without("checkpoints", "AnsweredProp", 12)]
[Without("stable-proof", "RequestedInv", 1)]
[Without("show-proof", "AnsweredProp", 15, IsLong = true)]
[Without("low-watermark", "ExecutedInv", 14)]
[Without("high-watermark", "WindowInv", 11)]
[Without("read-quorum", "LinearizableInv", 11)]
[Without("write-quorum", "LinearizableInv", 11)]
[Without("show-commits", "AnsweredProp", 8)]
public class PbftTests() : PinnedProtocol(new PbftProtocol(), compared: 4)
{
    private static readonly PbftConfig Config = new(new PbftProtocol().Configuration("three-views"));

    /// <summary>Section 4.4: "the pre-prepare message for sequence number n with the highest view number in V".</summary>
    [Fact]
    public void A_new_view_has_the_request_that_was_prepared_in_the_highest_view()
    {
        ViewChange[] messages = [Asks(0, new Certificate(0, 1, "a", 3)), Asks(1, new Certificate(1, 1, "b", 3)), Asks(2)];

        Assert.Equal(["b"], NewViewProof.From(2, messages, Config).Requests);
        Assert.Equal(["a"], NewViewProof.From(2, [messages[0], messages[2], Asks(3)], Config).Requests);
    }

    /// <summary>
    /// Section 4.4: what is claimed with too few signatures is no part of P, and the message that claims it is not valid.
    /// </summary>
    [Fact]
    public void A_view_change_message_with_a_certificate_of_too_few_signatures_does_not_count()
    {
        var proof = NewViewProof.From(2, [Asks(0, new Certificate(0, 1, "a", 2)), Asks(1), Asks(2)], Config);

        Assert.Equal((2, 0), (proof.Messages, proof.Requests.Count));
    }

    /// <summary>Section 4.4: numbers between min-s and max-s of which nothing is prepared get the null request.</summary>
    [Fact]
    public void A_gap_gets_the_null_request()
    {
        var config = new PbftConfig(new PbftProtocol().Configuration("gap"));

        Assert.Equal([Register.Null, "a"], NewViewProof.From(1, [Asks(1, new Certificate(0, 2, "a", 3), view: 1)], config).Requests);
    }

    private static ViewChange Asks(int replica, Certificate? prepared = null, int view = 2) =>
        new ViewChange(view, StableCheckpoint.Initial, prepared is null ? ValueList<Certificate>.Empty : new([prepared]))
            .By(new('r', replica));
}
