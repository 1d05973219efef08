using BgpVerified.Impl.ByzantineRegister;
using BgpVerified.Impl.CrashRegister;
using BgpVerified.Impl.FabRegister;
using BgpVerified.Spec.Protocols;
using Xunit;

namespace BgpVerified.PropertyTests.Registers;

/// <summary>Sizes, and configurations that no register can have: each is refused in one line that says what would be right.</summary>
public sealed class RegisterConfigTests
{
    private static readonly Configuration Default = new ByzantineRegisterProtocol().Scenarios[0].Configuration;

    public static TheoryData<Configuration, string> Impossible => new()
    {
        { Default with { Acceptors = 0 }, "acceptors: 0; it must be from 1 to 16" },
        { Default with { Faults = 4 }, "faults: 4; it must be from 0 to 3" },
        { Default with { Crashes = 5 }, "crashes: 5" },
        { Default with { Learners = 0 }, "learners: 0" },
        { Default with { Commands = new([]) }, "number of commands (one value a proposer): 0" },
        { Default with { Ballots = new([]) }, "number of ballots (timestamps): 0" },
        { Default with { Commands = new(["a", "u*"]) }, "unreadable value 'u*'" },
        { Default with { Commands = new(["a@q1"]) }, "unreadable value 'a@q1'" },
        { Default with { FastFaults = 0 }, "fast-faults means nothing here" },
        { Default with { Ballots = new(["classic", "fast"]) },
            "unknown kind of timestamp 'fast'; each timestamp of this register is 'classic'" },
        { Default with { Conflicts = new(["a-b"]) }, "no conflicts" },
        { Default with { Views = 2 }, "views: 2" },
        { Default with { MaxLength = 1 }, "max-length: 1" },
        { Default with { Byzantine = new(["a5"]) }, "no process 'a5' can be Byzantine; here are a1 to a4, p1 to p2" },
        { Default with { Byzantine = new(["p3"]) }, "no process 'p3'" },
        { Default with { Rules = new(["no-rule"]) }, "unknown rule 'no-rule'; the rules are signatures, read-quorum" },
    };

    [Theory]
    [MemberData(nameof(Impossible))]
    public void An_impossible_configuration_is_refused_in_one_line(Configuration configuration, string says)
    {
        var refusal = Assert.Throws<InvalidConfigurationException>(() => new ByzantineRegisterProtocol().Build(configuration));
        Assert.Contains(says, refusal.Message);
        Assert.DoesNotContain('\n', refusal.Message);
    }

    [Fact]
    public void No_proposer_is_Byzantine_in_the_crash_register_and_its_timestamps_are_classic_those_of_FaB_fast()
    {
        var crash = new CrashRegisterProtocol().Scenarios[0].Configuration;
        Assert.Contains("for crashes", Assert.Throws<InvalidConfigurationException>(() => new CrashRegisterProtocol()
            .Build(crash with { Byzantine = new(["p1"]) })).Message);
        Assert.Contains("'classic'", Assert.Throws<InvalidConfigurationException>(() => new CrashRegisterProtocol()
            .Build(crash with { Ballots = new(["fast"]) })).Message);
        Assert.Contains("'fast'", Assert.Throws<InvalidConfigurationException>(() => new FabRegisterProtocol()
            .Build(new FabRegisterProtocol().Scenarios[0].Configuration with { Ballots = new(["classic"]) })).Message);
    }

    [Fact]
    public void A_value_may_name_its_proposer_and_a_proposer_without_one_has_the_first()
    {
        Assert.Equal(["a", "b"], new ByzantineConfig(Default with { Commands = new(["b@p2", "a@p1"]) }).Inputs);
        Assert.Equal(["c", "c", "c"], new ByzantineConfig(Default with { Commands = new(["c@p3"]) }).Inputs);
    }

    [Theory]
    [InlineData(3, 2)]
    [InlineData(4, 3)]
    [InlineData(5, 3)]
    public void A_majority_is_more_than_half(int acceptors, int majority)
    {
        var config = new CrashConfig(new CrashRegisterProtocol().Scenarios[0].Configuration with { Acceptors = acceptors });
        Assert.Equal((majority, majority), (config.ReadSize, config.TotalSize));
    }

    /// <summary>Section 7.2: ⌈(n_a − f_a + 1)/2⌉ + 2f_a simplifies to ⌈(n_a + 3f_a + 1)/2⌉, and can be waited for if n_a > 5f_a.</summary>
    [Fact]
    public void The_FaB_registers_sizes_are_the_papers()
    {
        var protocol = new FabRegisterProtocol();
        for (var faults = 0; faults <= 3; faults++)
        {
            for (var acceptors = faults + 1; acceptors <= 16; acceptors++)
            {
                var config = new FabRegisterConfig(protocol.Scenarios[0].Configuration with
                {
                    Acceptors = acceptors,
                    Faults = faults,
                    Byzantine = new([])
                });
                Assert.Equal((int)Math.Ceiling((acceptors - faults + 1) / 2.0), config.MajoritySize);
                Assert.Equal((int)Math.Ceiling((acceptors + (3 * faults) + 1) / 2.0), config.TotalSize);
                Assert.Equal(config.MajoritySize + (2 * faults), config.TotalSize);
                Assert.Equal(acceptors > 5 * faults, config.TotalSize <= config.ReadSize);
            }
        }
    }

    [Fact]
    public void Timestamps_of_the_crash_register_are_ordered_like_pairs()
    {
        var config = new CrashConfig(new CrashRegisterProtocol().Scenarios[0].Configuration);
        var pairs = from local in Enumerable.Range(0, 3) from proposer in Enumerable.Range(0, config.Proposers) select (local, proposer);
        Assert.Equal(pairs.Order(), pairs.OrderBy(pair => config.TimestampOf(pair.local, new('p', pair.proposer))));
        Assert.All(pairs, pair => Assert.Equal(pair.proposer, config.LeaderOf(config.TimestampOf(pair.local, new('p', pair.proposer)))));
    }
}
