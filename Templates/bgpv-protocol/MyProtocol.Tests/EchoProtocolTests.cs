using BgpVerified.Xunit;
using Xunit;

namespace EchoBroadcast.Tests;

public sealed class EchoProtocolTests
{
    private static readonly EchoProtocol Echo = new();

    [Fact]
    public void Every_property_holds() => ProtocolCheck.Holds(Echo);

    [Theory]
    [InlineData("echo-once", "AgreementInv", 6)]
    [InlineData("echo-quorum", "AgreementInv", 4)]
    public void Without_the_rule_its_property_fails(string rule, string property, int steps) =>
        Assert.Equal(steps, ProtocolCheck.Violates(Echo, property, without: [rule]).Trace?.Steps.Count);

    [Fact]
    public void With_one_node_too_few_it_is_not_live() => ProtocolCheck.Violates(Echo, "ValidityProp", "lower-bound");
}
