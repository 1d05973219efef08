using BgpVerified.Impl.Fab;
using BgpVerified.Impl.FabMachine;
using BgpVerified.Impl.Machines;
using BgpVerified.Kit;
using BgpVerified.Spec.Protocols;
using BgpVerified.Spec.Values;
using Xunit;
using LearnerState = BgpVerified.Impl.FabMachine.LearnerState;

namespace BgpVerified.PropertyTests.FabMachine;

/// <summary>
/// What Byzantine processes of the state machine send, whether or not a handler will look at it; and what its properties make of it.
/// </summary>
public sealed class MachineAdversaryTests
{
    private static readonly MachineProtocol Machine = new();

    [Fact]
    public void A_Byzantine_leader_proposes_what_nobody_signed_and_without_proof()
    {
        var proposed = Inputs("rejoin", "a2", new Request("a").By(new('c', 0))).OfType<SlotPropose>().ToList();

        Assert.Contains(proposed, m => m is { Slot: 0, IsSigned: false, IsInWindow: true });
        Assert.Contains(proposed, m => m is { Slot: 1, IsSigned: true, IsInWindow: false });
        Assert.DoesNotContain(proposed, m => m is { Slot: 1, IsInWindow: true } or { IsSigned: true, Propose.Value: not "a" });
    }

    [Fact]
    public void Byzantine_learners_reply_to_any_request_for_any_client()
    {
        var replies = Inputs("common-case", "c1").OfType<Quorum<Reply>>().ToList();

        Assert.Contains(replies, reply => reply.Statement is { Request: "a", Slot: 0, Order.Count: 0 });
        Assert.Contains(replies, reply => reply.Statement is { Request: "b", Slot: 1, Order.Count: 2 });
        Assert.All(replies, reply => Assert.Equal(ProcessSet.Of(3), reply.Signers));
    }

    [Fact]
    public void Byzantine_learners_answer_reads_and_tell_lists_that_are_too_long()
    {
        Assert.Contains(Inputs("read-only", "c2").OfType<ReadQuorum>(), answer => answer.Value == "a"
            && answer.Learners == ProcessSet.Of(3));
        Assert.Contains(Inputs("rejoin-list", "l1").OfType<ListQuorum>(), told => told.List.Count == 3);
        Assert.Contains(Inputs("rejoin-list", "l1").OfType<ListQuorum>(), told => told.List.SequenceEqual(["b", "a"]));
    }

    [Fact]
    public void An_acceptor_hears_one_answer_about_the_last_instance_and_all()
    {
        var heard = Inputs("rejoin", "a1", [.. Enumerable.Range(1, 5).Select(other => new LastReport(new('a', 0), -1).By(new('a', other)))])
            .OfType<LastQuorum>();

        Assert.Equal([1, 4, 5], heard.Select(quorum => quorum.Reports.Count).Order());
    }

    /// <summary>Where learners disagree, the names of those who do make no difference to what is said of clients.</summary>
    [Theory]
    [InlineData("ReplyInv", "tentative", "a")]
    [InlineData("ReadInv", "read-tentative", "read")]
    public void Properties_of_clients_do_not_tell_learners_apart(string name, string scenario, string request)
    {
        var system = Build(scenario);
        var config = new MachineConfig(system.Configuration);
        var property = system.Properties.Single(p => p.Name == name);
        var learners = property.Reads.Where(p => system.Processes[p].Role == "learner").ToList();
        foreach (var (first, second) in (IEnumerable<(string, string)>)[("a", "b"), ("b", "a"), ("a", "a")])
        {
            var one = Of(first, second);
            var other = Of(second, first);
            Assert.Equal(property.Holds(one, one), property.Holds(other, other));
        }

        List<object> Of(string first, string second) => [.. property.Reads.Select(process =>
            property.Project(process, system.Processes[process].Role == "learner"
                ? Learned(learners.IndexOf(process) == 0 ? first : second)
                : ClientState.Initial(new('c', Index(system, system.Processes[process].Name))) with { HasSent = true,
                    Answer = new(request == "read" ? -1 : 0, request == "read" ? "a" : Register.Initial, false) }))];

        object Learned(string value) => LearnerState.Initial(new('l', 0)) with
        { Learned = new(Enumerable.Repeat(value, 1).Concat(Enumerable.Repeat(Register.None, config.Slots - 1))) };
    }

    private static ISystem Build(string scenario) => Machine.Build(Machine.Scenarios.Single(s => s.Name == scenario).Configuration);

    private static int Index(ISystem system, string name) => system.Processes.Select(process => process.Name).ToList().IndexOf(name);

    private static List<Input> Inputs(string scenario, string name, params Message[] sent)
    {
        var system = Build(scenario);
        var process = Index(system, name);
        var seen = Part.SeeAll(system.Parts, sent);
        return [.. from reading in system.Readings
                   where reading.Process == process && !reading.IsLocal
                   from offer in reading.Offers(system.Initial(process), reading.Part is { } view ? seen[view] : null)
                   select offer.Input];
    }
}
