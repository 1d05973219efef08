using BgpVerified.Checker.Exploration;
using BgpVerified.Checker.Traces;
using BgpVerified.CoyoteTests.Exploration;
using BgpVerified.Impl.Registers;
using BgpVerified.Spec.Protocols;
using Xunit;

namespace BgpVerified.CoyoteTests.Registers;

/// <summary>
/// The message delays to a decision in the common case: one proposer, nothing fails. The checker looks for a run in which a
/// learner decides, as a counterexample to "nobody decides", and the longest chain of messages in the shortest run is
/// counted: a message is one longer than the longest chain that its sender had heard of.
/// </summary>
public class MessageDelayTests
{
    [Theory]
    [InlineData("crash-register", new string[0], "Write", 4, 2)]
    [InlineData("byzantine-register", new string[0], "PreWrite", 3, 3)]
    [InlineData("byzantine-register", new[] { "first-write-free", "fold-reads" }, "PreWrite", 5, 3)]
    [InlineData("fab-register", new string[0], "Write", 2, 2)]
    public void A_learner_decides_after_so_many(string protocol, string[] without, string proposal, int inAll, int sinceTheProposal)
    {
        var configuration = RegisterExplorations.Configuration(protocol, "common-case").Without(without);
        var system = new Watched(RegisterExplorations.Protocol(protocol).Build(configuration));

        var trace = new Explorer(system, Explorations.Reduced with { Property = Watched.Undecided }).Run().Trace;

        Assert.NotNull(trace);
        Assert.Equal((inAll, sinceTheProposal), Delays(system, trace, proposal));
    }

    /// <summary>The longest chain of messages that reaches the learner, and the part of it after the leader's proposal was made.</summary>
    private static (int InAll, int SinceTheProposal) Delays(ISystem system, Trace trace, string proposal)
    {
        var chains = new Dictionary<Message, int>();
        var heard = new Dictionary<int, int>();
        var proposed = -1;
        foreach (var step in trace.Steps)
        {
            var parts = system.Quorums.Select(kind => kind.Parts(step.Input)).FirstOrDefault(found => found is not null) ?? ((Input[])[step.Input]).OfType<Message>();
            heard[step.Process] = parts.Select(message => chains[message]).Append(heard.GetValueOrDefault(step.Process)).Max();
            foreach (var message in step.Sends)
            {
                chains.TryAdd(message, heard[step.Process] + 1);
                if (message.GetType().Name == proposal && proposed < 0)
                {
                    proposed = heard[step.Process];
                }
            }
        }

        var last = heard[trace.Steps[^1].Process];
        return (last, last - proposed);
    }

    /// <summary>A system in which, so it is said, no learner ever decides.</summary>
    private sealed class Watched(ISystem system) : ISystem
    {
        public const string Undecided = "UndecidedInv";

        public Configuration Configuration => system.Configuration;

        public IReadOnlyList<Process> Processes => system.Processes;

        public IReadOnlyList<View> Views => system.Views;

        public IReadOnlyList<Reading> Readings => system.Readings;

        public IReadOnlyList<QuorumKind> Quorums => system.Quorums;

        public IReadOnlyList<ProtocolAction> Actions => system.Actions;

        public IReadOnlyList<Property> Properties =>
        [
            new(Undecided, PropertyKind.Invariant, [.. Enumerable.Range(0, Processes.Count).Where(p => Processes[p].Role == "learner")],
                (_, state) => ((LearnerState)state).Decided is null, (after, _) => after.All(undecided => (bool)undecided), "nobody decides"),
        ];

        public IReadOnlyList<Goal> Goals => [];

        public ISymmetry? Symmetry => system.Symmetry;

        public object Initial(int process) => system.Initial(process);

        public Step<object> Apply(int process, object state, Input input) => system.Apply(process, state, input);

        public IEnumerable<int> Recipients(Message message) => system.Recipients(message);

        public int Sender(Message message) => system.Sender(message);

        public IReadOnlyList<Forgery> Adversary => system.Adversary;
    }
}
