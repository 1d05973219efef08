using BgpVerified.CoyoteTests.Exploration;
using BgpVerified.CoyoteTests.Kit;
using BgpVerified.Impl.Machines;
using BgpVerified.Impl.MultiPaxos;
using BgpVerified.Kit;
using BgpVerified.Spec.Protocols;
using BgpVerified.Spec.Values;
using Xunit;

namespace BgpVerified.CoyoteTests.MultiPaxos;

[ScenarioIs("two-leaders", "Holds", 34474)]
[ScenarioIs("one-leader", "Holds", 313)]
[ScenarioIs("two-slots", "Holds", 1578)]
[ScenarioIs("gap", "Holds", 2936)]
[ScenarioIs("read", "Holds", 1578)]
[ScenarioIs("retry", "Holds", 241)]
[ScenarioIs("three-leaders", "Holds", 193972)]
[ScenarioIs("five-acceptors", "Holds", 140447)]
[ScenarioIs("published", "Violated OrderProp in 14")]
[ScenarioIs("lower-bound", "Violated AnsweredProp in 5")]
[Without("own-ballot", "ChosenInv", 14)]
[Without("prepare-quorum", "ChosenInv", 14)]
[Without("adopt-reported", "ChosenInv", 16)]
[Without("highest-vote", "ChosenInv", 21)]
[Without("fill-gaps", "AnsweredProp", 20)]
[Without("null-commands", "OrderProp", 15)]
[Without("next-slot", "ChosenInv", 12)]
[Without("promise-above", "ChosenInv", 16)]
[Without("accept-not-below", "ChosenInv", 16)]
[Without("stable-storage", "ChosenInv", 17)]
[Without("tag-ballot", "LearnedInv", 13)]
[Without("accept-quorum", "LearnedInv", 8)]
[Without("execute-in-order", "ExecutedInv", 14)]
[Without("execute-once", "ExactlyOnceInv", 14)]
[Without("order-reads", "LinearizableInv", 13)]
[Without("order-of-later", "OrderProp", 14)]
public class MultiPaxosTests() : PinnedProtocol(new MultiPaxosProtocol(), compared: 12)
{
    /// <summary>
    /// L01, where both decrees are passed: A was chosen in slot 1 before anybody proposed B, or asked for it, and B is chosen in slot 0.
    /// PTP 3.2.1: "If decrees A and B are important and decree A was passed before decree B was proposed, then A has a lower decree
    /// number than B".
    /// </summary>
    [Fact]
    public void A_decree_that_is_passed_can_come_after_one_that_is_proposed_later_and_passed()
    {
        var run = new Run(new MultiPaxosProtocol().Configuration("three-leaders") with { Commands = new(["a", "b", "c"]), MaxLength = 2 });
        Assert.Empty(run.Lead("p1", "a1", "a2"));
        Assert.Empty(run.Lead("p2", "a2", "a3"));

        // The second president proposes c in slot 0, of which nobody hears, and a in slot 1, which is chosen.
        run.Propose("p2", "c");
        run.Accept(run.Propose("p2", "a"), "a2", "a3");
        Assert.Equal((1, "a"), run.Chosen().Single());

        // Only now somebody asks for b, and the first president proposes it: he does not know of the second.
        run.Accept(run.Propose("p1", "b"), "a1");
        foreach (var vote in run.Lead("p3", "a1", "a2"))
        {
            run.Accept(vote, "a1", "a2");
        }

        Assert.Equal([(0, "b"), (1, "a")], run.Chosen().Order());
    }

    /// <summary>A client is answered only when the lower slots are settled: what it asks for then comes later.</summary>
    [Fact]
    public void A_command_chosen_after_a_gap_is_not_executed()
    {
        var config = new MultiPaxosConfig(new MultiPaxosProtocol().Configuration("gap"));
        var (a, b) = (config.All.First(), config.All.Last());
        var replica = ReplicaState.Initial(new('r', 0));

        var later = Replica.On(replica, Quorum(new(1, 0, b)), config);
        var both = Replica.On(later.State, Quorum(new(0, 0, a)), config);

        Assert.Equal((0, true), (later.State.Log.Count, later.Sends.IsEmpty));
        Assert.Equal(["a@c1.1@0", "b@c2.1@1"], both.State.Log.Select(executed => $"{executed}"));
        Assert.Equal([new Reply(a, Register.Initial), new Reply(b, "a")], both.Sends);

        static Quorum<Accepted> Quorum(Vote vote) => new(new(vote), ProcessSet.Of([0, 1]));
    }

    /// <summary>A run that is told by whom messages reach: what is not said has not arrived.</summary>
    private sealed class Run
    {
        private readonly ISystem system;
        private readonly Dictionary<string, int> places;
        private readonly Dictionary<string, object> states;

        public Run(Configuration configuration)
        {
            system = new MultiPaxosProtocol().Build(configuration);
            places = system.Processes.Index().ToDictionary(process => process.Item.Name, process => process.Index);
            states = places.ToDictionary(place => place.Key, place => system.Initial(place.Value));
        }

        /// <summary>A leader takes over with the promises of some acceptors, and proposes what they report.</summary>
        public IReadOnlyList<Accept> Lead(string leader, params string[] acceptors)
        {
            var prepare = Take(leader, new Lead()).Single();
            var promises = acceptors.Select(acceptor => (Promise)Take(acceptor, (Input)prepare).Single());
            return [.. Take(leader, new Reports<Promise>(new(promises))).Cast<Accept>()];
        }

        /// <summary>A client asks for its command, and a leader hears it.</summary>
        public Accept Propose(string leader, string value)
        {
            var request = Take($"c{value[0] - 'a' + 1}", new Begin(ValueSet<string>.Empty)).Single();
            return (Accept)Take(leader, (Input)request).Single();
        }

        /// <summary>Some acceptors hear a proposal, and accept it.</summary>
        public void Accept(Accept accept, params string[] acceptors)
        {
            foreach (var acceptor in acceptors)
            {
                Assert.Single(Take(acceptor, accept));
            }
        }

        /// <summary>The slots in which a majority has accepted the same in one ballot.</summary>
        public IEnumerable<(int Slot, string Value)> Chosen() => states.Values.OfType<AcceptorState>()
            .SelectMany(acceptor => acceptor.Votes)
            .CountBy(vote => vote)
            .Where(count => count.Value >= 2)
            .Select(count => (count.Key.Slot, count.Key.Command.Does))
            .Distinct();

        private IReadOnlyList<Message> Take(string process, Input input)
        {
            var step = system.Apply(places[process], states[process], input);
            states[process] = step.State;
            return step.Sends;
        }
    }
}
