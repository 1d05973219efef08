using BgpVerified.Impl.Fab;
using BgpVerified.Spec.Values;
using Xunit;

namespace BgpVerified.PropertyTests.Fab;

/// <summary>Mutants of FaB Paxos that no scenario saw: why each is wrong.</summary>
public sealed class FabMutantTests
{
    /// <summary>Messages with one text are taken for the same: what one signature proves is not what none does.</summary>
    [Fact]
    public void One_signature_is_shown()
    {
        Assert.NotEqual(new Told(new(0, "a"), 0).ToString(), new Told(new(0, "a"), 1).ToString());
        Assert.NotEqual(new ToldQuorum(new(0, "a"), ProcessSet.First(1), 0).ToString(), new ToldQuorum(new(0, "a"), ProcessSet.First(1), 1)
            .ToString());
    }

    /// <summary>
    /// One that showed its proof again whenever more acceptors have signed would have something to do for ever where messages are not a
    /// set.
    /// </summary>
    [Fact]
    public void An_acceptor_shows_a_commit_proof_once()
    {
        var quorum = FabScene.AcceptedBy(FabScene.Pfab.CommitProofSize, "a", 0);
        var shown = Acceptor.On(AcceptorState.Initial(new('a', 0)), quorum, FabScene.Pfab);

        Assert.Single(shown.Sends);
        Assert.Empty(Acceptor.On(shown.State, quorum with { Signers = ProcessSet.First(FabScene.Pfab.CommitProofSize + 1) },
            FabScene.Pfab).Sends);
    }

    /// <summary>A proposer's suspicion of a leader counts once; saying it again would keep a run from ever coming to its end.</summary>
    [Fact]
    public void A_proposer_suspects_a_leader_once()
    {
        var suspecting = Proposer.On(ProposerState.Initial(new('p', 1)), new ProgressTimeout(0), FabScene.Fab);

        Assert.Equal([new Suspicion(0)], suspecting.Sends);
        Assert.Empty(Proposer.On(suspecting.State, new ProgressTimeout(0), FabScene.Fab).Sends);
        Assert.Equal([new Suspicion(1)], Proposer.On(suspecting.State, new ProgressTimeout(1), FabScene.Fab).Sends);
    }

    /// <summary>
    /// A goal that is left out where it can just be reached is not missed by any run: nothing would show that learning from
    /// commit proofs happens. With two acceptors and no fault the proof's quorum is both of them.
    /// </summary>
    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    public void Learning_in_three_delays_is_a_goal_wherever_there_are_acceptors_enough(int acceptors)
    {
        var configuration = new PfabProtocol().Scenarios[0].Configuration with
        {
            Acceptors = acceptors,
            Faults = 0,
            FastFaults = 0,
            Byzantine = new([])
        };

        Assert.Contains(new PfabProtocol().Build(configuration).Goals, goal => goal.Name == "ReachLearnedInThreeDelays");
    }
}
