using BgpVerified.Kit;
using BgpVerified.Spec.Protocols;
using BgpVerified.Spec.Values;
using Xunit;

namespace BgpVerified.PropertyTests.Kit;

/// <summary>What a model says by hand: parts of the world, who reads them, what is counted, forged, and for whom it is.</summary>
public sealed class PartsByHandTests
{
    private static readonly ISystem Four = new OfParts(new()
    {
        Acceptors = 4,
        Faults = 1,
        Ballots = ValueList<string>.Empty,
        Learners = 1,
        Byzantine = new(["p4"]),
    });

    private static readonly Message[] Sent = [Ping(0, 1, "a"), Ping(2, 2, "b"), Ping(1, 3, "a"), new Pong().By(P(1))];

    [Fact]
    public void A_statement_is_tallied_with_its_signers_in_order()
    {
        var seen = (ValueList<Signed<string>>)See("words");

        Assert.Equal(["a by p1 p2", "b by p3"], seen.Select(one => $"{one.Statement} by {one.Signers.Names("p")}"));
        Assert.Equal(seen, See("words", [.. Sent.Reverse(), Sent[0]]));
    }

    [Fact]
    public void A_part_is_worked_out_of_others()
    {
        Assert.Equal(["a"], ((ValueList<Signed<string>>)See("loud")).Select(one => one.Statement));
        Assert.Equal(["a"], (ValueList<string>)See("loud and answered"));
        Assert.Empty((ValueList<string>)See("loud and answered", Sent[..3]));
    }

    /// <summary>A Byzantine process's message need not come; the reading that says who reads it is its own alone.</summary>
    [Fact]
    public void A_part_is_read_by_those_that_are_said_to_read_it()
    {
        Assert.Equal(["Pong by p2 True", "Pong by p4 False"], Offered(0));
        Assert.Equal(["Pong by p2 True", "Pong by p4 False", "Start 1 False"], Offered(1));
        Assert.Equal([true], Four.Readings.Where(reading => reading.Process == 1 && reading.Part!.Name == "loud and answered")
            .Select(reading => reading.IsLocal));
    }

    [Fact]
    public void What_is_forged_is_what_Byzantine_processes_sign()
    {
        Assert.Equal(["Ping Number = 0, Word = a by p4", "Ping Number = 0, Word = b by p4", "Pong by p4"], Four.Adversary
            .SelectMany(forgery => forgery.Messages(forgery.Part.See(Sent, new Dictionary<Part, object>()))).Select(m => m.Text));
    }

    [Fact]
    public void Messages_are_counted_by_what_they_state()
    {
        var words = Four.Quorums[0];
        Assert.Equal(words.Statement(Sent[0]), words.Statement(Sent[2]));
        Assert.NotEqual(words.Statement(Sent[0]), words.Statement(Sent[1]));
        Assert.Null(words.Statement(Sent[3]));
        var made = words.Form([Sent[0], Sent[2]]);
        Assert.Equal("Words a by p1 p2", made.Text);
        Assert.Equal(["Ping Number = 0, Word = a by p1", "Ping Number = 0, Word = a by p2"], words.Parts(made)!.Select(m => m.Text));

        var pongs = Four.Quorums[1];
        Assert.True(pongs.Counts(new PingState(P(0), 0), Sent[3]));
        Assert.False(pongs.Counts(new PingState(P(0), 1), Sent[3]));

        var pings = Four.Quorums[2];
        Assert.Equal((1, 3), (Assert.IsType<int>(pings.Statement(Sent[0])), pings.Size));
        Assert.Equal(0, pings.Statement(Sent[1]));
        Assert.False(pings.Counts(new PingState(P(0), 0), Ping(0, 1, "unheard")));
        Assert.Equal(2, Assert.IsType<Reports<Ping>>(pings.Form([Sent[0], Sent[2]])).All.Count);
    }

    [Fact]
    public void Whom_a_message_concerns_is_said_and_else_follows_from_the_handlers()
    {
        Assert.Equal([0, 2], Four.Recipients(Sent[3]));
        Assert.Equal([0, 1, 2], Four.Recipients(Sent[0]));
    }

    private static object See(string part, Message[]? sent = null) =>
        Four.Parts.Single(p => p.Name == part).See(sent ?? Sent, new Dictionary<Part, object>());

    private static IEnumerable<string> Offered(int process) =>
        from reading in Four.Readings
        where reading.Process == process
        from offer in reading.Offers(Four.Initial(process), reading.Part!.See(Sent, new Dictionary<Part, object>()))
        select $"{offer.Input.Text} {offer.Fair}";

    private static Ping Ping(int sender, int number, string word) => new(number, word) { From = P(sender) };

    private static ProcessId P(int number) => new('p', number);
}
