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
using Learner = BgpVerified.Impl.FabMachine.Learner;
using LearnerState = BgpVerified.Impl.FabMachine.LearnerState;

namespace BgpVerified.PropertyTests.FabMachine;

/// <summary>The handlers against the sentences of sections VII and VIII-B: a = 6, l = 4, f = 1, three slots, two in parallel.</summary>
public sealed class MachineHandlerTests
{
    private static readonly MachineConfig Config = Of();
    private static readonly ProcessSet Three = ProcessSet.First(3);
    private static readonly ProcessSet Two = ProcessSet.First(2);

    /// <summary>"Learners tentatively execute clients' requests as supplied by the leader before consensus is reached."</summary>
    [Fact]
    public void A_learner_executes_what_the_leader_proposes()
    {
        var step = Learner.On(LearnerState.Initial(L(0)), Propose(0, "a"), Config);

        Assert.Equal("a", step.State.Value);
        Assert.Equal([new Reply(0, "a", Register.Initial, new(["a"]))], step.Sends);
    }

    [Fact]
    public void A_slot_waits_for_those_before_it()
    {
        var later = Learner.On(LearnerState.Initial(L(0)), Propose(1, "b"), Config);
        var both = Learner.On(later.State, Propose(0, "a"), Config);

        Assert.Empty(later.Sends);
        Assert.Equal((Register.Initial, "b"), (later.State.Value, both.State.Value));
        Assert.Equal(["a@0", "b@1"], both.State.Log.Select(executed => $"{executed}"));
    }

    /// <summary>
    /// "In case of conflict, tentative executions are rolled back and the requests are eventually re-executed in the correct order."
    /// </summary>
    [Fact]
    public void What_was_executed_in_the_wrong_order_is_undone()
    {
        var tentative = Take(LearnerState.Initial(L(0)), Propose(0, "a"), Propose(1, "b"));
        var undone = Learner.On(tentative, Accepted(0, "b"), Config);
        var again = Learner.On(undone.State, Accepted(1, "a"), Config);

        Assert.Equal("b", tentative.Value);
        Assert.Equal([new(0, "b", Register.Initial), new(1, "a", "b")], again.State.Log);
        Assert.Equal("a", again.State.Value);
        Assert.Contains(new Reply(0, "b", Register.Initial, ValueList<string>.Empty), undone.Sends);
        Assert.Contains(new Reply(1, "a", "b", ValueList<string>.Empty), again.Sends);
    }

    [Fact]
    public void What_was_executed_in_the_right_order_is_only_confirmed()
    {
        var tentative = Take(LearnerState.Initial(L(0)), Propose(0, "a"));
        var step = Learner.On(tentative, Accepted(0, "a"), Config);

        Assert.Equal(tentative.Log, step.State.Log);
        Assert.Equal([new SlotLearned(0), new Reply(0, "a", Register.Initial, ValueList<string>.Empty)], step.Sends);
    }

    [Fact]
    public void A_request_that_comes_again_has_no_effect_and_no_reply()
    {
        var before = Take(LearnerState.Initial(L(0)), Propose(0, "a"), Propose(1, "b"));
        var step = Learner.On(before, Propose(2, "a"), Config);

        Assert.Equal("b", step.State.Value);
        Assert.Empty(step.Sends);
    }

    [Fact]
    public void A_learner_answers_a_read_only_while_nothing_is_tentative()
    {
        var tentative = Take(LearnerState.Initial(L(0)), Propose(0, "a"));
        var settled = Take(tentative, Accepted(0, "a"));

        Assert.Empty(Learner.On(tentative, new ReadOnly().By(C(1)), Config).Sends);
        Assert.Equal([new ReadReply(C(1), "a")], Learner.On(settled, new ReadOnly().By(C(1)), Config).Sends);
        Assert.Equal([new ReadReply(C(1), Register.Initial)],
            Learner.On(LearnerState.Initial(L(0)), new ReadOnly().By(C(1)), Config).Sends);
    }

    /// <summary>"So clients and learners can at the same time determine whether their trust in the leader was well put."</summary>
    [Fact]
    public void A_client_takes_a_tentative_reply_only_when_every_slot_up_to_it_is_determined()
    {
        var sent = Client.On(ClientState.Initial(C(1)), new SendRequest(), Config).State;
        var reply = new Quorum<Reply>(new(1, "b", "a", new(["a", "b"])), Three);
        var own = Client.On(sent, Accepted(1, "b"), Config).State;
        var all = Client.On(own, Accepted(0, "a"), Config).State;
        var other = Client.On(own, Accepted(0, "c"), Config).State;

        Assert.Null(Client.On(sent, reply, Config).State.Answer);
        Assert.Null(Client.On(own, reply, Config).State.Answer);
        Assert.Null(Client.On(other, reply, Config).State.Answer);
        Assert.Equal(new(1, "a", IsTentative: true), Client.On(all, reply, Config).State.Answer);
        Assert.NotNull(Client.On(own, reply, Of(MachineRule.DeterminePrefix)).State.Answer);
    }

    /// <summary>"Only correct replies are vouched for by f + 1 learners" (as published; 2f + 1 with read-only requests).</summary>
    [Fact]
    public void A_client_takes_a_reply_from_enough_learners()
    {
        var sent = Client.On(ClientState.Initial(C(0)), new SendRequest(), Config).State;
        Quorum<Reply> Reply(ProcessSet learners) => new(new(0, "a", Register.Initial, ValueList<string>.Empty), learners);

        Assert.Null(Client.On(sent, Reply(Two), Config).State.Answer);
        Assert.NotNull(Client.On(sent, Reply(Three), Config).State.Answer);
        Assert.NotNull(Client.On(sent, Reply(Two), Of(MachineRule.WriteQuorum)).State.Answer);
    }

    [Fact]
    public void A_client_reads_what_2f_plus_1_learners_answer()
    {
        var sent = Client.On(ClientState.Initial(C(2)), new BeginRead(ValueSet<string>.Empty), Config).State;

        Assert.Null(Client.On(sent, new ReadQuorum(C(2), "a", Two), Config).State.Answer);
        Assert.Equal(new(-1, "a", IsTentative: false), Client.On(sent, new ReadQuorum(C(2), "a", Three), Config).State.Answer);
    }

    /// <summary>"k is the number of instances of consensus that may run in parallel."</summary>
    [Fact]
    public void The_leader_runs_k_instances_in_parallel()
    {
        var busy = Take(LeaderState.Initial(new('p', 0)), new Request("a"), new Request("b"), new Request("c"));
        var next = Leader.On(busy, new Quorum<SlotLearned>(new(0), Two), Config);

        Assert.Equal(["a", "b"], busy.Proposed);
        Assert.Equal([Propose(2, "c")], next.Sends);
    }

    /// <summary>No slot is the last one: a run ends where its model says so, and not here.</summary>
    [Fact]
    public void Slots_go_on()
    {
        var leader = LeaderState.Initial(new('p', 0));
        var (acceptor, learner) = (AcceptorState.Initial(A(0)), LearnerState.Initial(L(0)));
        foreach (var slot in Enumerable.Range(0, 300))
        {
            leader = Leader.On(leader, new Request($"w{slot}"), Config).State;
            Assert.Equal(slot + 1, leader.Proposed.Count);
            var accepted = Acceptor.On(acceptor, Propose(slot, $"w{slot}"), Config);
            Assert.Equal([new SlotAccepted(slot, new(0, $"w{slot}"))], accepted.Sends);
            (acceptor, learner) = (accepted.State, Learner.On(learner, Accepted(slot, $"w{slot}"), Config).State);
            leader = Leader.On(leader, new Quorum<SlotLearned>(new(slot), Two), Config).State;
        }

        Assert.Equal("w299", learner.Value);
    }

    /// <summary>A proposal carries the proof that the slot k before it is finished: that another slot is says nothing of it.</summary>
    [Fact]
    public void The_leader_waits_for_the_very_instance_k_before()
    {
        var busy = Take(LeaderState.Initial(new('p', 0)), new Request("a"), new Request("b"), new Request("c"));

        Assert.Empty(Leader.On(busy, new Quorum<SlotLearned>(new(1), Two), Config).Sends);
        Assert.Empty(Leader.On(busy, new Quorum<SlotLearned>(new(0), ProcessSet.Of(0)), Config).Sends);
    }

    /// <summary>
    /// It knows of no instance any more: its answer would be too low, and one more wrong answer than the f that d allows for.
    /// </summary>
    [Fact]
    public void An_acceptor_that_asks_for_the_last_instance_does_not_answer_another()
    {
        var asking = Acceptor.On(AcceptorState.Initial(A(0)), new LoseState(), Config).State;
        var answered = Acceptor.On(asking,
            new LastQuorum(new(Enumerable.Range(1, 5).Select(other => new LastReport(A(0), -1).By(A(other))))), Config).State;

        Assert.Empty(Acceptor.On(asking, new LastQuery().By(A(1)), Config).Sends);
        Assert.Equal([new LastReport(A(1), -1)], Acceptor.On(answered, new LastQuery().By(A(1)), Config).Sends);
        Assert.Empty(Acceptor.On(answered, new LastQuery().By(A(0)), Config).Sends);
    }

    /// <summary>The result of another client's write is not its own: it tells what that one overwrote.</summary>
    [Fact]
    public void A_client_takes_a_reply_only_to_its_own_request_and_after_it_has_made_it()
    {
        var initial = ClientState.Initial(C(0));
        var sent = Client.On(initial, new SendRequest(), Config).State;
        Quorum<Reply> Reply(string request) => new(new(0, request, Register.Initial, ValueList<string>.Empty), Three);

        Assert.Null(Client.On(sent, Reply("b"), Config).State.Answer);
        Assert.Null(Client.On(initial, Reply("a"), Config).State.Answer);
        Assert.NotNull(Client.On(sent, Reply("a"), Config).State.Answer);
    }

    [Fact]
    public void An_acceptor_accepts_once_a_slot_only_what_is_signed_and_in_the_window()
    {
        var initial = AcceptorState.Initial(A(0));
        var accepted = Acceptor.On(initial, Propose(0, "a"), Config);

        Assert.Equal([new SlotAccepted(0, new(0, "a"))], accepted.Sends);
        Assert.Empty(Acceptor.On(accepted.State, Propose(0, "b"), Config).Sends);
        Assert.NotEmpty(Acceptor.On(accepted.State, Propose(1, "b"), Config).Sends);
        Assert.Empty(Acceptor.On(initial, Propose(2, "b") with { IsInWindow = false }, Config).Sends);
        Assert.Empty(Acceptor.On(initial, Propose(0, "b") with { IsSigned = false }, Config).Sends);
    }

    /// <summary>
    /// "It then ignores all instances until d + k. Once the system moves on to instance d + k, the acceptor has completed its rejoin."
    /// </summary>
    [Theory]
    [InlineData("-1 -1 -1 -1 -1", 2)]
    [InlineData("-1 -1 0 0 0", 3)]
    [InlineData("-1 -1 -1 -1 9", 2)]
    [InlineData("2 0 0 0 0", 3)]
    public void An_acceptor_that_has_lost_its_state_ignores_what_may_have_been_running(string answers, int first)
    {
        var asking = Acceptor.On(AcceptorState.Initial(A(0)), new LoseState(), Config);
        var quorum = new LastQuorum(new(answers.Split(' ').Select((slot, i) => new LastReport(A(0), Numbers(slot)).By(A(i + 1)))));

        Assert.Equal([new LastQuery()], asking.Sends);
        Assert.Empty(Acceptor.On(asking.State, Propose(0, "a"), Config).Sends);
        Assert.Equal(first, Acceptor.On(asking.State, quorum, Config).State.Ignored);
        Assert.Equal(first - 1, Acceptor.On(asking.State, quorum, Of(MachineRule.IgnoreLast)).State.Ignored);
    }

    /// <summary>"It accepts answers that are vouched for by f + 1 learners."</summary>
    [Fact]
    public void A_learner_that_has_lost_its_state_takes_the_list_of_f_plus_1()
    {
        var asking = Learner.On(Take(LearnerState.Initial(L(0)), Propose(0, "c")), new LoseState(), Config);
        ListQuorum Told(ProcessSet learners) => new(L(0), new(["a", "b"]), learners);

        Assert.Equal([new ListQuery()], asking.Sends);
        Assert.Empty(Learner.On(asking.State, new ReadOnly().By(C(2)), Config).Sends);
        Assert.Equal(asking.State, Learner.On(asking.State, Told(ProcessSet.Of(1)), Config).State);
        Assert.Empty(Learner.On(Learner.On(asking.State, Told(Two), Config).State, new ReadOnly().By(C(2)), Config).Sends);
        Assert.Equal(("b", Rejoin.Answered), (Learner.On(asking.State, Told(Two), Config).State.Value,
            Learner.On(asking.State, Told(Two), Config).State.Rejoin));
    }

    [Fact]
    public void A_learner_tells_what_it_has_learned_up_to_the_first_gap()
    {
        var learner = Take(LearnerState.Initial(L(1)), Propose(0, "a"), Accepted(1, "b"));

        Assert.Equal([new ListTold(L(0), ValueList<string>.Empty)], Learner.On(learner, new ListQuery().By(L(0)), Config).Sends);
        Assert.Equal([new ListTold(L(0), new(["a", "b"]))],
            Learner.On(Take(learner, Accepted(0, "a")), new ListQuery().By(L(0)), Config).Sends);
    }

    private static ProcessId A(int number) => new('a', number);

    private static ProcessId C(int number) => new('c', number);

    private static ProcessId L(int number) => new('l', number);

    private static int Numbers(string text) => int.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

    private static LearnerState Take(LearnerState state, params Input[] inputs) => inputs.Aggregate(state, (s, input) => input switch
    {
        SlotPropose m => Learner.On(s, m, Config).State,
        _ => Learner.On(s, (Quorum<SlotAccepted>)input, Config).State,
    });

    private static LeaderState Take(LeaderState state, params Request[] requests) =>
        requests.Aggregate(state, (s, request) => Leader.On(s, request, Config).State);

    private static MachineConfig Of(params MachineRule[] without) => new(Six with
    {
        Commands = new(["a", "b", "read", "c", "a1", "l1"]),
        Rules = new(Six.Rules.Except(without.Select(RuleNames.Of))),
    });
}
