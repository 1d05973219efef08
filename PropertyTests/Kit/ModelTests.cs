using BgpVerified.Kit;
using BgpVerified.Spec.Protocols;
using BgpVerified.Spec.Values;
using Xunit;

namespace BgpVerified.PropertyTests.Kit;

/// <summary>What follows from the declarations of a model, and what is said where they do not fit.</summary>
public sealed class ModelTests
{
    private static readonly Configuration Three = new() { Acceptors = 3, Faults = 1, Ballots = ValueList<string>.Empty, Learners = 1 };

    [Fact]
    public void Who_sends_and_who_hears_follows_from_the_declarations()
    {
        var system = Build(new(), "p3");

        Assert.Equal(["p1 None", "p2 None", "p3 Byzantine"], system.Processes.Select(process => $"{process.Name} {process.Fault}"));
        var step = system.Apply(1, system.Initial(1), new Start(7));
        Assert.Equal(["Ping Number = 7, Word = x by p2", "Pong by p2"], step.Sends.Select(message => message.Text));
        Assert.All(step.Sends, message => Assert.Equal(1, system.Sender(message)));
        Assert.All(step.Sends, message => Assert.Equal([0, 1], system.Recipients(message)));
        Assert.Equal(["pinger Start", "pinger Ping", "pinger PongQuorum"], system.Actions.Select(action => $"{action}"));
    }

    /// <summary>Processes have their numbers by roles; who hears a message first is said where it is handled.</summary>
    [Fact]
    public void Recipients_are_in_the_order_in_which_handlers_are_declared()
    {
        var ping = new Ping(1, "x") { From = new('p', 0) };
        string[] Heard(bool rolesFirst)
        {
            ISystem system = new TwoRoles(Three, rolesFirst);
            return [.. system.Recipients(ping).Select(recipient => system.Processes[recipient].Name)];
        }

        Assert.Equal(["p1", "p2", "q1"], Heard(rolesFirst: true));
        Assert.Equal(["q1", "p1", "p2"], Heard(rolesFirst: false));
    }

    [Fact]
    public void Byzantine_processes_sign_what_others_have_stated()
    {
        var system = Build(new(), "p3");
        var sent = system.Apply(0, system.Initial(0), new Start(1)).Sends;
        var offers = Offers(system, 1, sent);

        Assert.Equal(["Start 1 True", "Ping Number = 1, Word = x by p1 True", "Pong quorum  by p1 True", "Pong quorum  by p1 p3 False"],
            offers);
        Assert.Equal(["Pong by p3"], system.Adversary.SelectMany(forgery =>
            forgery.Messages(forgery.Part.See([.. sent], new Dictionary<Part, object>()))).Select(message => message.Text));
    }

    [Fact]
    public void Nobody_Byzantine_forges_nothing()
    {
        var system = Build(new());
        var sent = system.Apply(0, system.Initial(0), new Start(1)).Sends;

        Assert.Empty(system.Adversary);
        Assert.Equal(["Start 1 True", "Ping Number = 1, Word = x by p1 True", "Pong quorum  by p1 True"], Offers(system, 1, sent));
    }

    /// <summary>Run, then swap two processes, is swap, then run.</summary>
    [Fact]
    public void Interchangeable_processes_are_renamed_everywhere()
    {
        var system = Build(new());
        var symmetry = system.Symmetry!;

        var there = system.Apply(2, symmetry.RenameState(system.Initial(0), 2), new Start(4));
        var back = system.Apply(0, system.Initial(0), new Start(4));

        Assert.Equal([0, 1, 2], Assert.Single(symmetry.Groups));
        Assert.Equal(there.State, symmetry.RenameState(back.State, 2));
        Assert.Equal(there.Sends, back.Sends.Select(message => symmetry.RenameMessage(message, 2)));
        Assert.NotEqual(there.Sends, back.Sends);
    }

    [Fact]
    public void A_quorum_is_its_messages_again()
    {
        var kind = Assert.Single(Build(new()).Quorums);
        Message[] pongs = [new Pong { From = new('p', 0) }, new Pong { From = new('p', 2) }];

        var quorum = kind.Form(pongs);

        Assert.Equal("Pong quorum  by p1 p3", quorum.Text);
        Assert.Equal("PongQuorum", quorum.KindName);
        Assert.Equal(pongs, kind.Parts(quorum));
        Assert.Equal(kind.Statement(pongs[0]), kind.Statement(pongs[1]));
    }

    [Fact]
    public void A_handler_that_depends_on_something_else_is_told_so()
    {
        var runs = 0;
        Says("the handler of Ping in a PingState makes another Heard when it is run again; a handler must depend on nothing but its "
            + "arguments",
            new() { Handler = (self, _, _) => Step.To(self with { Heard = ++runs }) });
        Says("the handler of Ping in a PingState sends other messages when it is run again; a handler must depend on nothing but its "
            + "arguments",
            new() { Handler = (self, _, _) => Step.To(self, new Ping(++runs, "y")) });
    }

    [Fact]
    public void A_state_that_does_not_compare_by_value_is_told_so() =>
        Says("PingState.Log is a List<Int32>, which compares by reference; use ValueList or ValueSet, or a record",
            new() { Handler = (self, _, _) => Step.To(self with { Log = [1] }) });

    [Fact]
    public void What_does_not_fit_together_is_refused_with_what_to_do()
    {
        Refuses("two roles have the letter 'p'; processes are told apart by it", model => model.TwoOfALetter());
        Refuses("the role pinger has two handlers of Ping; it can have one", model => model.TwoHandlers());
        Refuses("the role pinger handles PongQuorum, which no channel carries; declare a Channel with its message before",
            model => model.NoChannel());
        Refuses("Ping is forged in a channel that does not carry it; add Each<Ping>(...) before", model => model.ForgedElsewhere());
        Refuses("the channel has 2 keys; say with 'key:' which is that of a Ping", model => model.NoKey());
        Refuses("the channel has Ping of the role one and of the role two; a message is one role's: make another message for the second",
            model => model.TwoSenders());
        Refuses("the channel has Pong of the role one and of the role two; a message is one role's: make another message for the second",
            model => model.TwoCounted());
        Refuses("the channel has Ping of the role pinger twice; say it once", model => model.SaidTwice());
        var property = Assert.Throws<InvalidModelException>(() => Build(new() { Property = "Counts" }).Processes);
        Assert.Equal("the property Counts has another name than its kind has; the name of this kind of property ends with Inv",
            property.Message);
        var alone = Assert.Throws<InvalidModelException>(() => Build(new() { Size = 1 }, "p2").Processes);
        Assert.Equal(
            "1 Byzantine processes of the role pinger are enough for a quorum of Pong by themselves; say with 'alone:' what they can "
            + "state", alone.Message);
        var rule = Assert.Throws<InvalidModelException>(() => RuleNames.Table<SilentRule>("none"));
        Assert.Equal("the rule SilentRule.SaysNothing does not say what it is for; put [Rule(\"where\", \"why\")] before it", rule.Message);
    }

    [Fact]
    public void Unknown_names_are_refused()
    {
        Assert.Equal("no process 'x1' can be Byzantine; here are p1, p2, p3",
            Assert.Throws<InvalidConfigurationException>(() => Build(new(), "x1").Processes).Message);
        Assert.Equal("unknown rule 'count-twice'; the rules are count-once",
            Assert.Throws<InvalidConfigurationException>(() => new PingConfig(Three with { Rules = new(["count-twice"]) })).Message);
    }

    [Fact]
    public void Bounds_that_mean_nothing_are_refused()
    {
        Configuration[] said =
        [
            Three with { Ballots = new(["fast"]) }, Three with { Views = 2 }, Three with { Learners = 2 },
                Three with { Conflicts = ValueList<string>.Empty },
            Three with { FastFaults = 0 }, Three with { MaxLength = 1 }, Three with { Repeats = true }, Three with { Orders = true },
        ];
        var told = said.Select(configuration => Assert.Throws<InvalidConfigurationException>(() => new PingConfig(configuration)).Message);

        string[] options = ["ballots", "views", "learners", "conflicts", "fast-faults", "max-length", "repeats", "orders"];
        Assert.Equal(options.Select(option => $"{option} means nothing here; leave --{option} out"), told);
    }

    [Fact]
    public void A_rule_is_what_its_attribute_says()
    {
        Assert.Equal(new Rule("count-once", true, true, "here", "CountInv", "why not", "first"),
            Assert.Single(RuleNames.Table<PingRule>("first")));
        var (without, with) = (new PingConfig(Three), new PingConfig(Three with { Rules = new(["count-once"]) }));
        Assert.True(without.Asks(PingRule.CountOnce, false));
        Assert.False(with.Asks(PingRule.CountOnce, false));
        Assert.True(with.Asks(PingRule.CountOnce, true));
    }

    private static ISystem Build(PingOptions options, params string[] byzantine) =>
        new PingModel(Three with { Byzantine = new(byzantine) }, options);

    private static void Says(string message, PingOptions options)
    {
        var system = Build(options);
        Assert.Equal(message, Assert.Throws<InvalidModelException>(() => system.Apply(0, system.Initial(0), new Ping(1, "x"))).Message);
    }

    private static void Refuses(string message, Action<PingModel> instead) =>
        Assert.Equal(message, Assert.Throws<InvalidModelException>(() => Build(new() { Instead = instead }).Processes).Message);

    private static List<string> Offers(ISystem system, int process, IReadOnlyCollection<Message> sent)
    {
        var seen = Part.SeeAll(system.Parts, sent);
        return [.. from reading in system.Readings
                   where reading.Process == process
                   from offer in reading.Offers(system.Initial(process), reading.Part is null ? null : seen[reading.Part])
                   select $"{offer.Input} {offer.Fair}"];
    }
}
