using BgpVerified.Impl.ByzantineRegister;
using BgpVerified.Impl.FabRegister;
using BgpVerified.Impl.Registers;
using BgpVerified.Kit;
using BgpVerified.Spec.Protocols;
using BgpVerified.Spec.Registers;
using BgpVerified.Spec.Values;
using Xunit;
using FabReg = BgpVerified.Impl.FabRegister;

namespace BgpVerified.PropertyTests.Registers;

/// <summary>Bugs planted in the registers' handlers that no default run and no other test saw: why each is one.</summary>
public sealed class RegisterMutantTests
{
    private static readonly ByzantineConfig Byzantine = new(Configuration(new ByzantineRegisterProtocol(), "byzantine"));
    private static readonly FabRegisterConfig Fast = new(Configuration(new FabRegisterProtocol(), "byzantine"));

    /// <summary>
    /// Two sets of fewer than N - f signers need not share a correct one, so that two values could be visible at one timestamp.
    /// </summary>
    [Fact]
    public void A_write_is_visible_by_its_quorum_only()
    {
        var start = ByzantineAcceptorState.Initial(new('a', 0));
        Quorum<Impl.ByzantineRegister.Write> Signed(int signers) => new(new(new("a", 0)), ProcessSet.First(signers));

        Assert.Equal(start, ByzantineAcceptor.On(start, Signed(Byzantine.WriteSize - 1), Byzantine).State);
        Assert.Equal(new VisibleProof(new("a", 0), Byzantine.WriteSize),
            ByzantineAcceptor.On(start, Signed(Byzantine.WriteSize), Byzantine).State.LastVisible);
    }

    /// <summary>
    /// A timestamp has one leader: whoever else writes at it could have acceptors split between two values, none of which gets through.
    /// </summary>
    [Fact]
    public void Only_the_timestamps_leader_may_write()
    {
        var token = new SecureToken(new Token(null, 0), Byzantine.ReadSize);
        var start = ByzantineAcceptorState.Initial(new('a', 0));

        Assert.Empty(ByzantineAcceptor.On(start, new PreWrite(new("a", 0), token).By(new('p', 1)), Byzantine).Sends);
        Assert.NotEmpty(ByzantineAcceptor.On(start, new PreWrite(new("a", 0), token).By(new('p', 0)), Byzantine).Sends);
    }

    /// <summary>
    /// An acceptor that counts timestamps up one by one asks for each leader in turn; one that skips some leaves out a correct leader.
    /// </summary>
    [Fact]
    public void A_timestamp_that_ran_out_is_followed_by_the_next()
    {
        var config = new ByzantineConfig(Configuration(new ByzantineRegisterProtocol(), "two-recoveries"));
        var start = ByzantineAcceptorState.Initial(new('a', 0));

        Assert.Equal(start, ByzantineAcceptor.On(start, new TimestampTimeout(2), config).State);
        Assert.Equal(1, ByzantineAcceptor.On(start, new TimestampTimeout(1), config).State.Timestamp);
    }

    /// <summary>Too few acknowledgments may all be of acceptors that do not know what was written.</summary>
    [Fact]
    public void A_token_shows_a_quorum_of_acknowledgments_and_what_they_allow()
    {
        SecureToken Of(string? value, int acks) => new(new Token(value, 1), acks);

        Assert.True(Of("a", Byzantine.ReadSize).Shows(new("a", 1), Byzantine));
        Assert.False(Of("a", Byzantine.ReadSize - 1).Shows(new("a", 1), Byzantine));
        Assert.False(Of("a", Byzantine.ReadSize).Shows(new("b", 1), Byzantine));
        Assert.False(Of("a", Byzantine.ReadSize).Shows(new("a", 2), Byzantine));
        Assert.True(Of(null, Byzantine.ReadSize).Shows(new("b", 1), Byzantine));
    }

    /// <summary>
    /// Without the proof, any proposer could move acceptors to any timestamp, and hold up those that lead the earlier ones.
    /// </summary>
    [Fact]
    public void A_read_shows_that_its_timestamp_was_asked_for()
    {
        var start = FabRegisterAcceptorState.Initial(new('a', 0));

        Assert.Empty(FabRegisterAcceptor.On(start, new FabReg.Read(1, Fast.ProofSize - 1).By(new('p', 1)), Fast).Sends);
        Assert.NotEmpty(FabRegisterAcceptor.On(start, new FabReg.Read(1, Fast.ProofSize).By(new('p', 1)), Fast).Sends);
    }

    /// <summary>What an acceptor wrote last is what later leaders must find: the first value may have lost long ago.</summary>
    [Fact]
    public void An_acceptor_reports_the_value_that_it_wrote_last()
    {
        var before = FabRegisterAcceptorState.Initial(new('a', 0)) with { LastLegal = "a", Writes = new([new(new("a", 0), null)]) };
        var token = new ProgressToken(new Token("b", 1), Fast.ReadSize);

        var after = FabRegisterAcceptor.On(before, new FabReg.Write(new("b", 1), token).By(new('p', 1)), Fast).State;

        Assert.Equal(("b", 1), (after.LastLegal, after.HighestTimestamp));
    }

    /// <summary>
    /// What a Byzantine leader wrote is known by who took it only: a write of another value after a total one must be seen there.
    /// </summary>
    [Fact]
    public void What_acceptors_took_counts_as_written()
    {
        var system = new ByzantineRegisterProtocol()
            .Build(Configuration(new ByzantineRegisterProtocol(), "byzantine") with { Byzantine = new(["a4", "p2"]) });
        var theorem = system.Properties.Single(property => property.Name == "Theorem1Inv");
        bool Holds(string later)
        {
            var seen = theorem.Reads.Select(process => theorem.Project(process, system.Initial(process) is ByzantineAcceptorState acceptor
                ? acceptor with
                {
                    Acknowledged = new([new("a", 0)]),
                    PreWrites = new([new(new("a", 0), null), new(new(later, 1), new Token(null, 1))])
                }
                : system.Initial(process))).ToList();
            return theorem.Holds(seen, seen);
        }

        Assert.True(Holds("a"));
        Assert.False(Holds("b"));
    }

    /// <summary>
    /// A proposer that has come to a later timestamp would write there what it read for an earlier one, and know nothing of the writes
    /// between.
    /// </summary>
    [Fact]
    public void Answers_to_an_earlier_read_are_no_reason_to_write()
    {
        var reading = FabRegisterProposer.On(FabRegisterProposerState.Initial(new('p', 0)) with { Estimate = 2, Proof = Fast.ProofSize },
            new BeginRead(2), Fast).State;
        var answers = new Reports<FabReg.ReadAck>(new(Enumerable.Repeat(new FabReg.ReadAck(2, null), Fast.ReadSize)));

        Assert.NotEmpty(FabRegisterProposer.On(reading, answers, Fast).Sends);
        Assert.Empty(FabRegisterProposer.On(reading with { Estimate = 4 }, answers, Fast).Sends);
    }

    /// <summary>Who is asked to lead again reads at its new timestamp: at its old one others have promised not to listen.</summary>
    [Fact]
    public void A_proposer_that_is_asked_to_lead_again_comes_to_its_next_timestamp()
    {
        var later = 1 + Fast.Proposers;

        var asked = FabRegisterProposer.On(FabRegisterProposerState.Initial(new('p', 1)),
            new Quorum<FabReg.TimestampChange>(new(later), ProcessSet.First(Fast.ProofSize)), Fast).State;

        Assert.Equal((later, Fast.ProofSize), (asked.Estimate, asked.Proof));
    }

    private static Configuration Configuration(IProtocol protocol, string scenario) =>
        protocol.Scenarios.Single(s => s.Name == scenario).Configuration;
}
