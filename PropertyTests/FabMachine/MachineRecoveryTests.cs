using BgpVerified.Impl.Fab;
using BgpVerified.Impl.FabMachine;
using BgpVerified.Impl.Machines;
using BgpVerified.Kit;
using BgpVerified.Spec.Protocols;
using BgpVerified.Spec.Values;
using Xunit;
using static BgpVerified.PropertyTests.FabMachine.MachineSetup;
using Acceptor = BgpVerified.Impl.FabMachine.Acceptor;
using AcceptorState = BgpVerified.Impl.FabMachine.AcceptorState;
using Answer = BgpVerified.Impl.Fab.Answer;
using Learner = BgpVerified.Impl.FabMachine.Learner;
using LearnerState = BgpVerified.Impl.FabMachine.LearnerState;

namespace BgpVerified.PropertyTests.FabMachine;

/// <summary>Leader change: FaB's recovery (section IV-C) in all slots at once; a = 6, f = 1, four slots, two in parallel.</summary>
public sealed class MachineRecoveryTests
{
    private static readonly MachineConfig Config = Of();
    private static readonly LeaderState Elect1 = Leader.On(LeaderState.Initial(new('p', 1)), new Elected(1), Config).State;

    [Fact]
    public void A_proposer_that_does_not_lead_keeps_requests_and_a_new_leader_asks_before_it_proposes()
    {
        var heard = Leader.On(LeaderState.Initial(new('p', 1)), new Request("a"), Config);
        var elected = Leader.On(heard.State, new Elected(1), Config);

        Assert.Empty(heard.Sends);
        Assert.Equal(["a"], heard.State.Pending);
        Assert.Equal([new Query(1, IsElected: true)], elected.Sends);
        Assert.Empty(Leader.On(elected.State, new Request("b"), Config).Sends);
        Assert.Empty(Leader.On(heard.State, new Elected(2), Config).Sends);
    }

    /// <summary>One query asks for all slots; the acceptor follows the new leader in each, and says what it accepted.</summary>
    [Fact]
    public void An_acceptor_answers_for_all_slots_and_listens_to_the_old_leader_no_more()
    {
        var accepted = Acceptor.On(AcceptorState.Initial(new('a', 0)), Propose(1, "b"), Config).State;
        var step = Acceptor.On(accepted, new Query(1, IsElected: true), Config);

        Assert.Equal([new SlotReports(1, new([Answer.Nothing, In(0, "b")]))], step.Sends);
        Assert.All(Enumerable.Range(0, 4), slot => Assert.Equal(1, step.State.At(slot).Regency));
        Assert.Empty(Acceptor.On(step.State, Propose(0, "a"), Config).Sends);
        Assert.Empty(Acceptor.On(accepted, new Query(1, IsElected: false), Config).Sends);
    }

    /// <summary>"If the progress certificate vouches for some value v, then proposes v. Otherwise, is free to propose any value."</summary>
    [Fact]
    public void A_new_leader_proposes_what_is_vouched_for_and_fills_gaps_and_then_what_waits()
    {
        var waiting = Leader.On(Leader.On(Elect1, new Request("a"), Config).State, new Request("b"), Config).State;
        var step = Leader.On(waiting, Reports(5, Answer.Nothing, In(0, "b")), Config);
        var next = Leader.On(step.State, new Quorum<SlotLearned>(new(0), ProcessSet.First(2)), Config);

        Assert.Equal([(0, Register.NoOp, false), (1, "b", true)], step.Sends.Cast<SlotPropose>()
            .Select(m => (m.Slot, m.Propose.Value, m.IsSigned)));
        Assert.Equal([(2, "a", true)], next.Sends.Cast<SlotPropose>().Select(m => (m.Slot, m.Propose.Value, m.IsSigned)));
        Assert.All(step.Sends.Concat(next.Sends).Cast<SlotPropose>(), m => Assert.True(
            m.Propose.Certificate!.Supports(1, m.Propose.Value, Config.Fab)));
    }

    /// <summary>Nothing was accepted there by who answered, and a certificate says so.</summary>
    [Fact]
    public void A_new_leader_proposes_after_the_slots_that_answers_speak_of()
    {
        var waiting = Leader.On(Leader.On(Elect1, new Request("a"), Config).State, new Request("b"), Config).State;
        var step = Leader.On(waiting, new ReportsQuorum(1, new(Enumerable.Range(0, 5).Select(from =>
            new SlotReports(1, ValueList<Answer>.Empty).By(new('a', from))))), Config);
        var asked = Acceptor.On(AcceptorState.Initial(new('a', 0)), new Query(1, IsElected: true), Config);

        Assert.Equal([new SlotReports(1, ValueList<Answer>.Empty)], asked.Sends);
        Assert.Equal([(0, "a"), (1, "b")], step.Sends.Cast<SlotPropose>().Select(m => (m.Slot, m.Propose.Value)));
        Assert.All(step.Sends.Cast<SlotPropose>(), m => Assert.NotEmpty(Acceptor.On(asked.State, m, Config).Sends));
    }

    [Fact]
    public void A_new_leader_waits_for_the_answers_of_a_minus_f_to_its_own_query()
    {
        var waiting = Leader.On(Elect1, new Request("a"), Config).State;

        Assert.Equal(waiting, Leader.On(waiting, Reports(4, Answer.Nothing, Answer.Nothing), Config).State);
        Assert.Equal(waiting, Leader.On(waiting, Reports(5, Answer.Nothing, Answer.Nothing) with { Number = 2 }, Config).State);
        Assert.NotEmpty(Leader.On(waiting, Reports(5, Answer.Nothing, Answer.Nothing), Config).Sends);
    }

    [Fact]
    public void A_leader_that_is_elected_again_gives_its_requests_slots_anew()
    {
        var single = Of(faults: 0);
        var first = Leader.On(LeaderState.Initial(new('p', 0)), new Request("a"), single).State;
        var again = Leader.On(first, new Elected(1), single).State;

        Assert.Equal(["a"], again.Pending);
        Assert.Empty(again.Proposed);
    }

    /// <summary>The null request leaves the register as it is, has no reply, and no signature; only a new leader may propose it.</summary>
    [Fact]
    public void A_null_request_is_executed_without_effect()
    {
        var step = Learner.On(LearnerState.Initial(new('l', 0)), Accepted(0, Register.NoOp, 1), Config);
        var next = Learner.On(step.State, Accepted(1, "b", 1), Config);
        var asked = Acceptor.On(AcceptorState.Initial(new('a', 0)), new Query(1, IsElected: true), Config).State;
        var certificate = new ProgressCertificate(1, 5, Vouching.Any);

        Assert.Equal([new SlotLearned(0)], step.Sends);
        Assert.Equal(("b", Register.Initial), (next.State.Value, next.State.Log[1].Before));
        Assert.Contains(new Reply(1, "b", Register.Initial, ValueList<string>.Empty), next.Sends);
        Assert.NotEmpty(Acceptor.On(asked, Propose(0, Register.NoOp, 1, certificate) with { IsSigned = false }, Config).Sends);
        Assert.Empty(Acceptor.On(AcceptorState.Initial(new('a', 0)), Propose(0, Register.NoOp) with { IsSigned = false },
            Config).Sends);
        Assert.Equal("b", Register.After([Register.NoOp, "b", Register.NoOp]));
    }

    [Fact]
    public void A_request_without_an_answer_must_have_found_no_slot()
    {
        var answered = new MachineProtocol().Build(Config.Source with { Byzantine = new(["p1"]) }).Properties.Single(
            property => property.Name == "AnsweredProp");
        bool Holds(string waiting, params string[] learned) => Ask([waiting, Register.None, new ValueList<string>(learned)]);
        bool Ask(List<object> read) => answered.Holds(read, read);

        Assert.True(Holds(Register.None, Register.None));
        Assert.False(Holds("a", Register.None, "b"));
        Assert.False(Holds("a", "a", "b"));
        Assert.True(Holds("a", "b", Register.NoOp));
    }

    private static Answer In(int number, string request) => new(new(number, request), null);

    private static ReportsQuorum Reports(int count, Answer first, Answer second) => new(1, new(Enumerable.Range(0, count).Select(from =>
        new SlotReports(1, new([first, second, Answer.Nothing, Answer.Nothing])).By(new('a', from)))));

    private static MachineConfig Of(int faults = 1) =>
        new(MachineSetup.Six with { Commands = new(["a", "b"]), Faults = faults, MaxLength = 4, Views = 3 });
}
