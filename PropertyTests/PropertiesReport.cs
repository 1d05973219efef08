using FsCheck.Fluent;
using Xunit;

namespace BgpVerified.PropertyTests;

/// <summary>What a failed random property tells.</summary>
public sealed class PropertiesReport
{
    [Fact]
    public void A_failed_property_throws_with_the_sample_and_the_seed_that_replays_it()
    {
        var failure = Assert.ThrowsAny<Exception>(() => Properties.Check(Arb.From(Gen.Constant(271828)), _ => false));
        Assert.Contains("271828", failure.Message, StringComparison.Ordinal);
        Assert.Matches(@"\(\d+,\s*\d+(,\s*\d+)?\)", failure.Message);
    }
}
