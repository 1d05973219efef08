using BgpVerified.Impl.ByzantineRegister;
using BgpVerified.Impl.CrashRegister;
using BgpVerified.Impl.FabRegister;
using BgpVerified.Impl.Registers;
using BgpVerified.Kit;
using BgpVerified.Spec.Protocols;
using BgpVerified.Spec.Registers;
using BgpVerified.Spec.Values;
using Xunit;
using Byz = BgpVerified.Impl.ByzantineRegister;
using FabReg = BgpVerified.Impl.FabRegister;

namespace BgpVerified.PropertyTests.Registers;

/// <summary>
/// Sentences of the paper that the tables' tests do not reach: the proposers, the Byzantine register's reads, and both
/// sides of the guards that the errata add.
/// </summary>
public sealed class RegisterHandlerTests
{
    private static readonly CrashConfig Crash = new(new CrashRegisterProtocol().Scenarios[0].Configuration);
    private static readonly ByzantineConfig Byzantine = new(Configuration(new ByzantineRegisterProtocol(), "two-recoveries"));
    private static readonly ByzantineConfig Optimized = new(Configuration(new ByzantineRegisterProtocol(), "optimized-two-recoveries"));
    private static readonly FabRegisterConfig Fabulous = new(Configuration(new FabRegisterProtocol(), "two-recoveries"));

    [Fact]
    public void Crash_a_proposer_constructs_a_timestamp_of_its_own_and_higher_each_time()
    {
        var first = CrashProposer.On(CrashProposerState.Initial(new('p', 0)), new BeginRead(0), Crash);
        var second = CrashProposer.On(first.State, new BeginRead(2), Crash);

        Assert.Equal([new Impl.CrashRegister.Read(0)], first.Sends);
        Assert.Equal([new Impl.CrashRegister.Read(2)], second.Sends);
        Assert.Empty(CrashProposer.On(CrashProposerState.Initial(new('p', 0)), new BeginRead(1), Crash).Sends);
        Assert.Empty(CrashProposer.On(second.State, new BeginRead(4), Crash).Sends);
    }

    [Fact]
    public void Crash_a_read_that_another_has_replaced_returns_nothing()
    {
        var acks = new ValueList<Impl.CrashRegister.ReadAck>([new(0, null), new(0, null)]);
        var reading = CrashProposer.On(CrashProposerState.Initial(new('p', 0)), new BeginRead(0), Crash).State;

        var step = CrashProposer.On(reading, new Reports<Impl.CrashRegister.ReadAck>(acks), Crash);

        Assert.Equal([new Impl.CrashRegister.Write(new("a", 0))], step.Sends);
        Assert.Empty(CrashProposer.On(reading, new Reports<Impl.CrashRegister.ReadAck>(new(acks.Take(1))), Crash).Sends);
        Assert.Empty(CrashProposer.On(step.State, new Reports<Impl.CrashRegister.ReadAck>(acks), Crash).Sends);
        Assert.Empty(CrashProposer.On(CrashProposer.On(reading, new BeginRead(2), Crash).State,
            new Reports<Impl.CrashRegister.ReadAck>(acks), Crash).Sends);
    }

    [Fact]
    public void Byzantine_an_acceptor_acknowledges_reads_for_its_current_timestamp_by_its_leader()
    {
        var seen = new VisibleProof(new("a", 0), 3);
        var at1 = ByzantineAcceptorState.Initial(new('a', 0)) with { Timestamp = 1, LastVisible = seen };

        Assert.Equal([new Byz.ReadAck(1, seen)], ByzantineAcceptor.On(at1, Read(1, 1), Byzantine).Sends);
        Assert.Empty(ByzantineAcceptor.On(at1, Read(0, 1), Byzantine).Sends);
        Assert.Empty(ByzantineAcceptor.On(at1, Read(0, 0), Byzantine).Sends);
        Assert.Empty(ByzantineAcceptor.On(at1, Read(2, 2), Byzantine).Sends);
    }

    [Fact]
    public void Byzantine_a_proposer_reads_the_visible_value_with_the_highest_timestamp_that_is_proven_and_before()
    {
        Assert.Equal("b", Written(new(new("a", 0), 3), new(new("b", 1), 3), null));
        Assert.Equal("b", Written(null, null, null));
        Assert.Null(Written(new(new("a", 0), 2), null, null));
        Assert.Null(Written(new(new("a", 2), 3), null, null));

        // p3 leads timestamp 2 and has value b; three acknowledgments are a quorum, if all of them count.
        static string? Written(params VisibleProof?[] seen)
        {
            var reading = ByzantineProposer.On(ByzantineProposerState.Initial(new('p', 2)), new BeginRead(2), Byzantine).State;
            var acks = new Reports<Byz.ReadAck>(new(seen.Select(proof => new Byz.ReadAck(2, proof))));
            return ByzantineProposer.On(reading, acks, Byzantine).Sends is [PreWrite write] ? write.Written.Value : null;
        }
    }

    [Fact]
    public void Byzantine_a_proposer_writes_once_a_timestamp_R05()
    {
        var reading = ByzantineProposer.On(ByzantineProposerState.Initial(new('p', 1)), new BeginRead(1), Byzantine).State;
        var nothing = new Reports<Byz.ReadAck>(new([new(1, null), new(1, null), new(1, null)]));
        var something = new Reports<Byz.ReadAck>(new([new(1, new(new("a", 0), 3)), new(1, null), new(1, null)]));
        var written = ByzantineProposer.On(reading, nothing, Byzantine);
        var published = new ByzantineConfig(Byzantine.Source with { Rules = new ByzantineRegisterProtocol().Published() });

        Assert.IsType<PreWrite>(Assert.Single(written.Sends));
        Assert.Empty(ByzantineProposer.On(written.State, something, Byzantine).Sends);
        Assert.Equal("a",
            Assert.IsType<PreWrite>(Assert.Single(ByzantineProposer.On(written.State, something, published).Sends)).Written.Value);
    }

    [Fact]
    public void Byzantine_timestamp_changes_move_a_proposer_to_a_timestamp_of_its_own()
    {
        var start = ByzantineProposerState.Initial(new('p', 0));
        Reports<Byz.TimestampChange> Changes(int timestamp, int count) =>
            new(new(Enumerable.Repeat(new Byz.TimestampChange(timestamp, null), count)));

        Assert.Equal(3, ByzantineProposer.On(start, Changes(3, 3), Byzantine).State.Estimate);
        Assert.Equal(0, ByzantineProposer.On(start, Changes(3, 2), Byzantine).State.Estimate);
        Assert.Equal(0, ByzantineProposer.On(start, Changes(2, 3), Byzantine).State.Estimate);
    }

    [Fact]
    public void Byzantine_with_reads_folded_in_the_first_changes_make_a_token_R06()
    {
        var changes = new Reports<Byz.TimestampChange>(new([new(1, new(new("a", 0), 3)), new(1, null), new(1, null)]));
        var without = new ByzantineConfig(Optimized.Source with { Rules = new(Optimized.Source.Rules.Except(["first-change"])) });

        var write = Assert.IsType<PreWrite>(Assert.Single(ByzantineProposer.On(ByzantineProposerState.Initial(new('p', 1)), changes,
            Optimized).Sends));
        Assert.Equal((new TimestampedValue("a", 1), 3), (write.Written, write.Token!.Acks));
        Assert.Empty(ByzantineProposer.On(ByzantineProposerState.Initial(new('p', 1)), changes, without).Sends);
    }

    [Fact]
    public void The_first_write_is_the_first_proposers_and_only_where_it_is_free()
    {
        Assert.Equal([new PreWrite(new("a", 0), null)],
            ByzantineProposer.On(ByzantineProposerState.Initial(new('p', 0)), new FirstWrite(), Optimized).Sends);
        Assert.Empty(ByzantineProposer.On(ByzantineProposerState.Initial(new('p', 0)), new FirstWrite(), Byzantine).Sends);
        Assert.Empty(ByzantineProposer.On(ByzantineProposerState.Initial(new('p', 1)), new FirstWrite(), Optimized).Sends);
        Assert.Equal([new FabReg.Write(new("a", 0), null)],
            FabRegisterProposer.On(FabRegisterProposerState.Initial(new('p', 0)), new FirstWrite(), Fabulous).Sends);
        Assert.Empty(FabRegisterProposer.On(FabRegisterProposerState.Initial(new('p', 1)), new FirstWrite(), Fabulous).Sends);
    }

    [Fact]
    public void FaB_proposers_elect_one_another_and_the_leader_shows_the_proof_R06()
    {
        var start = FabRegisterProposerState.Initial(new('p', 1));
        var told = FabRegisterProposer.On(start, new TimestampTimeout(1), Fabulous);
        var enough = new Quorum<FabReg.TimestampChange>(new(1), ProcessSet.First(3));
        var elected = FabRegisterProposer.On(start, enough, Fabulous).State;
        var without = new FabRegisterConfig(Fabulous.Source with { Rules = new(Fabulous.Source.Rules.Except(["first-proof"])) });

        Assert.Equal([new FabReg.TimestampChange(1)], told.Sends);
        Assert.Equal([new FabReg.Read(1, 3)], FabRegisterProposer.On(elected, new BeginRead(1), Fabulous).Sends);
        Assert.Equal(start, FabRegisterProposer.On(start, enough with { Signers = ProcessSet.First(2) }, Fabulous).State);
        Assert.Equal(start, FabRegisterProposer.On(start, enough, without).State);
    }

    [Fact]
    public void FaB_a_proposer_writes_the_majoritys_value_or_its_own_once()
    {
        var reading = FabRegisterProposer.On(FabRegisterProposerState.Initial(new('p', 1)) with { Proof = 3 }, new BeginRead(1),
            Fabulous).State;

        var majority = FabRegisterProposer.On(reading, Acks("a", "a", "a", "b", null), Fabulous);
        var none = FabRegisterProposer.On(reading, Acks("a", "a", null, null, null), Fabulous);

        Assert.Equal("a", Assert.IsType<FabReg.Write>(Assert.Single(majority.Sends)).Written.Value);
        Assert.Equal("b", Assert.IsType<FabReg.Write>(Assert.Single(none.Sends)).Written.Value);
        Assert.Empty(FabRegisterProposer.On(reading, Acks("a", "a", "a", "a"), Fabulous).Sends);
        Assert.Empty(FabRegisterProposer.On(none.State, Acks("a", "a", "a", "b", null), Fabulous).Sends);

        static Reports<FabReg.ReadAck> Acks(params string?[] values) => new(new(values.Select(value => new FabReg.ReadAck(1, value))));
    }

    [Fact]
    public void A_learner_decides_any_value_that_is_acknowledged()
    {
        var quorum = new Quorum<WriteAck>(new(new("a", 0)), ProcessSet.First(2));
        var decided = Learner.On(new LearnerState(null), quorum, Crash).State;

        Assert.Equal(new TimestampedValue("a", 0), decided.Decided);
        Assert.Equal(decided, Learner.On(decided, new(new(new("a", 1)), ProcessSet.First(3)), Crash).State);
        Assert.Null(Learner.On(new LearnerState(null), quorum with { Signers = ProcessSet.First(1) }, Crash).State.Decided);
    }

    private static Configuration Configuration(IProtocol protocol, string scenario) =>
        protocol.Scenarios.Single(s => s.Name == scenario).Configuration;

    private static Byz.Read Read(int proposer, int timestamp) => new Byz.Read(timestamp).By(new('p', proposer));
}
