using BgpVerified.Spec.Protocols;
using Xunit;

namespace BgpVerified.PropertyTests.Protocols;

/// <summary>Who may crash, counted.</summary>
public class ConfigurationTextTests
{
    /// <summary>A leader is no learner, and an acceptor has a number; no more crash than may.</summary>
    [Theory]
    [InlineData(2, 'a', 0)]
    [InlineData(3, 'a', 2, "a1", "a2", "leader", "p1", "a", "anna", "a01")]
    [InlineData(1, 'a', 1, "a1", "a2")]
    [InlineData(3, 'l', 1, "leader", "leader0", "l1")]
    public void Named_processes_of_a_role(int crashes, char letter, int expected, params string[] faulty) =>
        Assert.Equal(expected, ConfigurationText.FaultyOf(new() { Crashes = crashes, Faulty = new(faulty) }, letter));

    [Theory]
    [InlineData(2, 2)]
    [InlineData(2, 1, "a1", "p1")]
    [InlineData(1, 1, "a1", "a2")]
    [InlineData(1, 0, "leader")]
    public void Acceptors_that_may_crash(int crashes, int expected, params string[] faulty) =>
        Assert.Equal(expected, ConfigurationText.CrashingAcceptors(new() { Crashes = crashes, Faulty = new(faulty) }));
}
