using BgpVerified.Kit;
using BgpVerified.Spec.Protocols;
using BgpVerified.Spec.Values;
using Xunit;

namespace BgpVerified.PropertyTests.Kit;

/// <summary>Channels with keys, the short way, and who may be faulty: what follows from each, and nothing besides.</summary>
public sealed class DeclarationTests
{
    private static readonly Configuration Three = new() { Acceptors = 3, Faults = 1, Ballots = ValueList<string>.Empty, Learners = 1 };

    /// <summary>What is made up for a key belongs to it: what would be another key's is said there, if at all.</summary>
    [Fact]
    public void What_is_made_up_for_a_key_has_that_key()
    {
        ISystem system = new Declaring(Three with { Byzantine = new(["p3"]) }, model =>
        {
            var pingers = model.Pingers();
            model.ByNumber().Each<Ping>(pingers, m => m.Number)
                .Forge(pingers, _ => (Ping[])[new(1, "one"), new(2, "two"), new(3, "of no key")]);
            model.ByNumber().Quorum<Said>(pingers, 1, m => m.Number, alone: _ => [new(1), new(2), new(3)]);
            pingers.On<Ping>((self, _, _) => Step.Ignore(self)).On<Quorum<Said>>((self, _, _) => Step.Ignore(self));
        });

        string[] forged = ["Ping Number = 1, Word = one by p3", "Ping Number = 2, Word = two by p3", "Said 1 by p3", "Said 2 by p3"];
        Assert.Equal(forged, Forged(system));
        Assert.Equal(["Ping Number = 1, Word = one by p3", "Ping Number = 2, Word = two by p3", "Said quorum 1 by p3",
            "Said quorum 2 by p3"],
            Offered(system));
    }

    /// <summary>One by one, counted, or looked at together: whichever way a handler asks for it, and only so.</summary>
    [Theory]
    [InlineData("each", "Ping Number = 1, Word = x by p3", 0)]
    [InlineData("counted", "Ping quorum Number = 1, Word = x by p3", 1)]
    [InlineData("together", "Ping quorum p3 Number = 1, Word = x", 1)]
    public void What_is_said_the_short_way_is_offered_as_handlers_ask_for_it(string way, string offered, int quorums)
    {
        ISystem system = new Declaring(Three with { Byzantine = new(["p3"]) }, model =>
        {
            var pingers = model.Pingers();
            model.Short(pingers, new Ping(1, "x"));
            _ = way switch
            {
                "each" => pingers.On<Ping>((self, _, _) => Step.Ignore(self)),
                "counted" => pingers.On<Quorum<Ping>>((self, _, _) => Step.Ignore(self)),
                _ => pingers.On<Reports<Ping>>((self, _, _) => Step.Ignore(self)),
            };
        });

        Assert.Equal([offered], Offered(system));
        Assert.Equal(quorums, system.Quorums.Count);
        Assert.Equal(["Ping Number = 1, Word = x by p3"], Forged(system));
        Assert.Single(system.Parts);
    }

    [Fact]
    public void Processes_may_crash_only_where_it_is_said()
    {
        var crashing = Three with { Crashes = 1 };
        Assert.Equal([Fault.None, Fault.None, Fault.None], Faults(crashing, model => model.Pingers()));
        Assert.Equal([Fault.Crash, Fault.Crash, Fault.Crash], Faults(crashing, model => model.Pingers(mayCrash: true)));
        Assert.Equal([Fault.None, Fault.None, Fault.None], Faults(Three, model => model.Pingers(mayCrash: true)));
    }

    /// <summary>Those and no others, of any role; nothing need come about at them, and only the others are interchangeable.</summary>
    [Fact]
    public void Processes_may_crash_by_name()
    {
        var named = Three with { Crashes = 1, Faulty = new(["p2"]) };
        Assert.Equal([Fault.None, Fault.Crash, Fault.None], Faults(named, model => model.Pingers()));
        Assert.Equal([Fault.None, Fault.Crash, Fault.None], Faults(named, model => model.Pingers(mayCrash: true)));

        ISystem system = new Declaring(named, model => model.Claims());
        Assert.Equal([0, 2], Assert.Single(system.Symmetry!.Groups));
        Assert.Equal(["AllInv 0 1 2", "AllProp 0 2"],
            system.Properties.Select(property => $"{property.Name} {string.Join(' ', property.Reads)}"));
    }

    [Fact]
    public void Where_all_may_fail_nothing_is_claimed_of_them_in_the_end()
    {
        ISystem system = new Declaring(Three with { Crashes = 1, Faulty = new(["p1", "p2", "p3"]) }, model => model.Claims());
        Assert.Equal(["AllInv"], system.Properties.Select(property => property.Name));
    }

    [Fact]
    public void Only_correct_processes_that_there_are_may_crash_by_name()
    {
        string Refusal(string name) => Assert.Throws<InvalidConfigurationException>(() => Faults(
            Three with { Crashes = 1, Faulty = new([name]), Byzantine = new(["p2"]) },
            model => model.With(new ProcessId('p', 1)))).Message;

        Assert.Equal("no process 'q1' can be faulty; here are p1, p3", Refusal("q1"));
        Assert.Equal("no process 'p2' can be faulty; here are p1, p3", Refusal("p2"));
    }

    /// <summary>Names that a role takes for itself are not unknown, whatever they are called.</summary>
    [Fact]
    public void Byzantine_processes_that_a_role_names_are_known()
    {
        var configuration = Three with { Byzantine = new(["p2"]) };
        Assert.Equal([Fault.None, Fault.Byzantine, Fault.None], Faults(configuration, model => model.With(new ProcessId('p', 1))));
        Assert.Equal("no process 'p2' can be Byzantine; here are p1, p2, p3",
            Assert.Throws<InvalidConfigurationException>(() => Faults(configuration, model => model.With(new ProcessId('p', 0)))).Message);
    }

    [Theory]
    [InlineData(0, 0, 0, "impossible acceptors: 0; it must be from 1 to 16")]
    [InlineData(17, 0, 0, "impossible acceptors: 17; it must be from 1 to 16")]
    [InlineData(3, 3, 0, "impossible faults: 3; it must be from 0 to 2")]
    [InlineData(3, 1, 4, "impossible crashes: 4; it must be from 0 to 3")]
    [InlineData(3, 1, 0, "impossible crashes: 0; it must be from 1 to 2", "p1", "p2")]
    [InlineData(3, 1, 3, "impossible crashes: 3; it must be from 1 to 2", "p1", "p2")]
    [InlineData(1, 0, 3, "impossible crashes: 3; it must be from 1 to 2", "p1", "p2")]
    public void Sizes_out_of_range_are_refused(int acceptors, int faults, int crashes, string message, params string[] faulty)
    {
        var configuration = Three with { Acceptors = acceptors, Faults = faults, Crashes = crashes, Faulty = new(faulty) };
        Assert.Equal(message, Assert.Throws<InvalidConfigurationException>(() => new PingConfig(configuration)).Message);
    }

    /// <summary>Of the first two thousand steps each is run twice, of later ones one in sixteen.</summary>
    [Theory]
    [InlineData(2, true)]
    [InlineData(1999, true)]
    [InlineData(2001, false)]
    [InlineData(2016, true)]
    public void A_handler_that_depends_on_something_else_is_found_where_it_is_run_twice(int step, bool isFound)
    {
        var (runs, taken) = (0, -1);
        ISystem system = new PingModel(Three,
            new() { Handler = (self, _, _) => Step.To(self with { Heard = taken == step ? ++runs : -1 }) });
        for (taken = 0; taken < step; taken++)
        {
            system.Apply(0, system.Initial(0), new Ping(1, "x"));
        }

        Assert.Equal(isFound, Record.Exception(() => system.Apply(0, system.Initial(0), new Ping(1, "x"))) is InvalidModelException);
    }

    private static IEnumerable<Fault> Faults(Configuration configuration, Action<Declaring> declare) =>
        ((ISystem)new Declaring(configuration, declare)).Processes.Select(process => process.Fault);

    private static IEnumerable<string> Forged(ISystem system) => system.Adversary.SelectMany(forgery =>
        forgery.Messages(forgery.Part.See([], new Dictionary<Part, object>()))).Select(message => message.Text);

    /// <summary>What the first process is offered where nothing was sent.</summary>
    private static IEnumerable<string> Offered(ISystem system) =>
        from reading in system.Readings
        where reading.Process == 0
        from offer in reading.Offers(system.Initial(0), reading.Part!.See([], new Dictionary<Part, object>()))
        select offer.Input.Text;

    private sealed record Said(int Number) : SignedMessage;

    /// <summary>A model that declares what a test says.</summary>
    private sealed class Declaring(Configuration source, Action<Declaring> declare) : Model<PingConfig>(source, new(source))
    {
        public RoleModel<PingState, PingConfig> Pingers(bool? mayCrash = null) => mayCrash is { } may
            ? Role("pinger", 'p', 3, id => new PingState(id, 0), mayCrash: may)
            : Role("pinger", 'p', 3, id => new PingState(id, 0));

        public void Claims()
        {
            var pingers = Role("pinger", 'p', 3, id => new PingState(id, 0), interchangeable: true);
            Invariant(pingers, "AllInv", self => self.Heard, _ => true, "anything");
            Eventually(pingers, "AllProp", self => self.Heard, _ => true, "anything");
        }

        public void With(ProcessId byzantine) => Role("pinger", 'p', 3, id => new PingState(id, 0), [byzantine]);

        public Channel<int> ByNumber() => Channel([1, 2]);

        public void Short(IRole from, Ping anything) => Says(from, (Ping[])[anything]);

        protected override void Declare() => declare(this);
    }
}
