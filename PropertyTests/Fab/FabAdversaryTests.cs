using BgpVerified.Impl.Fab;
using BgpVerified.Kit;
using BgpVerified.Spec.Protocols;
using BgpVerified.Spec.Values;
using Xunit;

namespace BgpVerified.PropertyTests.Fab;

/// <summary>
/// Byzantine processes send what they can sign, whether or not a handler will look at it: what is wrong is offered, and
/// the handler ignores it. So a handler that forgets to look is seen.
/// </summary>
public sealed class FabAdversaryTests
{
    private static readonly ISystem Leaders = Build("two-leaders");
    private static readonly ISystem Recovery = Build("recovery");

    [Fact]
    public void A_learner_hears_quorums_that_are_too_small_and_ignores_them()
    {
        var heard = Offers(Leaders, "l1", new Accepted(0, "a").By(new('a', 0))).Select(offer => offer.Input).ToList();

        Assert.Contains(FabScene.AcceptedBy(ProcessSet.Of(0), "a", 0), heard);
        Assert.Contains(FabScene.AcceptedBy(ProcessSet.Of(0).Add(3), "a", 0), heard);
        Assert.Contains(FabScene.AcceptedBy(ProcessSet.Of(3), "b", 1), heard);
        Assert.All(heard, input => AssertIgnored(Leaders, "l1", input));
    }

    [Fact]
    public void A_learner_hears_commit_proofs_with_too_few_signatures()
    {
        var heard = Offers(Leaders, "l1", new Accepted(0, "a").By(new('a', 0))).Select(offer => offer.Input).ToList();

        Assert.Contains(FabScene.CommittedBy(ProcessSet.Of(3), FabScene.Proof("a", 0, 2)), heard);
        Assert.Contains(FabScene.CommittedBy(ProcessSet.Of(3), FabScene.Proof("b", 0, 1)), heard);
    }

    /// <summary>Of any number and size, whatever it vouches for, and none at all.</summary>
    [Fact]
    public void A_Byzantine_leader_shows_every_certificate_with_every_value()
    {
        Message[] answered = [new Elected(1), .. Answers(1, "a", 0, 1)];
        var sent = Offers(Leaders, "a1", answered).Select(offer => offer.Input).ToList();
        var proposed = sent.OfType<Propose>().Where(m => m.Number == 1).ToList();

        Assert.Contains(new Query(1, IsElected: false).By(new('p', 1)), sent);
        Assert.Contains(new Query(1, IsElected: true).By(new('p', 1)), sent);
        foreach (var value in (string[])["a", "b"])
        {
            Assert.Contains(proposed, m => m.Value == value && m.Certificate is null);
            Assert.Contains(proposed, m => m.Value == value && m.Certificate is { Answers: 1 } small && small.Vouching == Vouching.Any);
            Assert.Contains(proposed, m => m.Value == value && m.Certificate is { Answers: 2 });
            Assert.Contains(proposed, m => m.Value == value && m.Certificate is { Answers: 3 } whole
                && whole.Vouching == Vouching.Only("a"));
        }
    }

    [Fact]
    public void The_query_without_proof_and_the_certificates_that_do_not_vouch_are_ignored()
    {
        var asked = AcceptorState.Initial(new('a', 0)) with { Regency = 1 };
        var sent = Offers(Leaders, "a1", asked, [new Elected(1), .. Answers(1, "a", 0, 1)]).Select(offer => offer.Input).ToList();
        var taken = sent.OfType<Propose>().Where(m => m.Number == 1 && !Leaders.Apply(Index(Leaders, "a1"), asked, m).State.Equals(asked))
            .ToList();

        AssertIgnored(Leaders, "a1", new Query(1, IsElected: false));
        Assert.NotEmpty(taken);
        Assert.All(taken, m => Assert.True(m.Certificate is { Number: 1, Answers: 3 } shown && shown.Vouching.Allows(m.Value), $"{m}"));
    }

    /// <summary>The leader that waits, the one that has proposed, and every other proposer.</summary>
    [Fact]
    public void Answers_are_heard_by_proposers_that_do_not_wait_for_them()
    {
        Message[] answered = [new Elected(1), .. Answers(1, "a", 0, 1, 2)];
        var waiting = ProposerState.Initial(new('p', 1)) with { Number = 1 };
        var done = waiting with { HasProposed = true };

        Assert.Contains(Offers(Recovery, "p2", waiting, answered), offer => offer.Input is ReportQuorum && offer.Fair);
        Assert.Contains(Offers(Recovery, "p2", waiting, answered), offer => offer.Input is ReportQuorum { Reports.Count: 1 });
        Assert.Contains(Offers(Recovery, "p2", waiting, answered), offer => offer.Input is ReportQuorum { Reports.Count: 4 });
        Assert.Contains(Offers(Recovery, "p2", done, answered), offer => offer.Input is ReportQuorum { Reports.Count: 3 });
        Assert.All(Offers(Recovery, "p2", done, answered).Where(offer => offer.Input is ReportQuorum), offer =>
            Assert.Equal(done, Recovery.Apply(Index(Recovery, "p2"), done, offer.Input).State));
    }

    /// <summary>
    /// An acceptor's answer with an invalid commit proof is offered, once for each certificate that comes of it, and counts for nothing.
    /// </summary>
    [Fact]
    public void Answers_with_invalid_commit_proofs_are_heard()
    {
        var waiting = ProposerState.Initial(new('p', 1)) with { Number = 1 };
        var invalid = Offers(Recovery, "p2", waiting, [new Elected(1), .. Answers(1, "a", 0, 1)])
            .Select(offer => offer.Input).OfType<ReportQuorum>()
            .Where(quorum => quorum.Reports.Any(report => report.Answer.Proof is { Signatures: 1 })).ToList();

        Assert.NotEmpty(invalid);
        Assert.All(invalid, quorum => Assert.Equal(waiting, Recovery.Apply(Index(Recovery, "p2"), waiting, quorum).State));
    }

    [Fact]
    public void A_Byzantine_learner_tells_every_value_of_every_proposal()
    {
        var system = Build("pull-numbers");
        var heard = Offers(system, "l1").Select(offer => offer.Input).OfType<ToldQuorum>().ToList();

        Assert.Equal([new(0, "a"), new(1, "a")], heard.Select(quorum => quorum.Learned).Order());
        Assert.All(heard, quorum => AssertIgnored(system, "l1", quorum));
    }

    private static ISystem Build(string scenario)
    {
        var protocol = new PfabProtocol();
        return protocol.Build(protocol.Scenarios.Single(s => s.Name == scenario).Configuration);
    }

    private static IEnumerable<Message> Answers(int number, string value, params int[] acceptors) =>
        acceptors.Select(acceptor => new Report(number, new(new(0, value), null)).By(new('a', acceptor)));

    private static int Index(ISystem system, string name) => system.Processes.Select(process => process.Name).ToList().IndexOf(name);

    private static List<Offer> Offers(ISystem system, string name, params Message[] sent) =>
        Offers(system, name, system.Initial(Index(system, name)), sent);

    private static List<Offer> Offers(ISystem system, string name, object state, Message[] sent)
    {
        var seen = Part.SeeAll(system.Parts, sent);
        return [.. from reading in system.Readings
                   where reading.Process == Index(system, name) && !reading.IsLocal
                   from offer in reading.Offers(state, reading.Part is { } view ? seen[view] : null)
                   select offer];
    }

    private static void AssertIgnored(ISystem system, string name, Input input)
    {
        var initial = system.Initial(Index(system, name));
        var step = system.Apply(Index(system, name), initial, input);
        Assert.Equal((initial, true), (step.State, step.Sends.IsEmpty));
    }
}
