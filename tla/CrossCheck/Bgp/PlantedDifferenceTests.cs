using BgpVerified.Impl.Bgp;
using BgpVerified.Kit;
using BgpVerified.Mirror;
using BgpVerified.Mirror.Bgp;
using BgpVerified.Spec.Protocols;
using Xunit;

namespace BgpVerified.CrossCheck.Bgp;

/// <summary>A difference planted in either side is found, and the report says in which state and by which action.</summary>
public class PlantedDifferenceTests
{
    private static readonly BgpMirror Mirror = new();

    private static readonly Configuration Small = new()
    {
        Acceptors = 2,
        Faults = 0,
        Ballots = new(["classic"]),
        Learners = 1,
        Rules = new BgpProtocol().Corrected(),
    };

    public static TheoryData<string, string, string> InTheModule => new()
    {
        { "/\\ Below(acceptor[a].voted, m.ballot) \\/ ~Has(\"vote-once\")", "/\\ TRUE", "Vote" },
        { "IsEnough(Signers(\"verify\", <<b, w, at>>), VerifySize)", "IsEnough(Signers(\"verify\", <<b, w, at>>), 1)", "Prove" },
        { "Report(a, m.ballot, ReportOf(acceptor[a]), acceptor[a].value,", "Report(a, m.ballot, ReportOf(acceptor[a]), <<\"a\">>,",
            "Promise" },
    };

    public static TheoryData<string> InTheHandlers => ["Phase2A", "VerifyQuorum", "Proposal"];

    [Theory]
    [MemberData(nameof(InTheModule))]
    public void A_changed_action_is_found(string original, string changed, string action)
    {
        Assert.SkipWhen(Npm.Missing is not null, Npm.Missing ?? string.Empty);
        var text = File.ReadAllText(Path.Combine(Repository.Tla, "Bgp.tla"));
        Assert.Contains(original, text);

        // With a Byzantine leader there are other votes to be cast.
        var configuration = action == "Vote" ? Small with { Byzantine = new(["leader"]), MaxLength = 1 } : Small;
        var difference = GraphComparison.FirstDifference(Mirror, new BgpModel(configuration),
            FlatModule.Text(Mirror, ModuleText.Parse(text.Replace(original, changed, StringComparison.Ordinal))));

        Assert.NotNull(difference);
        Assert.Contains("/\\ acceptor = ", difference);
        Assert.Contains($"only TLA+ takes {action} there", difference);
    }

    [Theory]
    [MemberData(nameof(InTheHandlers))]
    public void A_changed_handler_is_found(string input)
    {
        Assert.SkipWhen(Npm.Missing is not null, Npm.Missing ?? string.Empty);

        var difference = GraphComparison.FirstDifference(Mirror, new ChangedSystem(new BgpModel(Small), input), FlatModule.Text(Mirror));

        Assert.NotNull(difference);
        Assert.Contains("/\\ acceptor = ", difference);
        Assert.Matches($"only C# takes \\w+: {input} there|only TLA\\+ takes (Vote|Prove|HearProposal) there", difference);
    }

    [Fact]
    public void Nothing_is_found_where_nothing_is_planted()
    {
        Assert.SkipWhen(Npm.Missing is not null, Npm.Missing ?? string.Empty);

        Assert.Null(GraphComparison.FirstDifference(Mirror, new BgpModel(Small), FlatModule.Text(Mirror)));
    }

    /// <summary>A system with a fault in one handler: a guard too many, an effect too few, or one that is not asked for.</summary>
    private sealed class ChangedSystem(ISystem system, string input) : ISystem
    {
        public Configuration Configuration => system.Configuration;

        public IReadOnlyList<Process> Processes => system.Processes;

        public IReadOnlyList<Part> Parts => system.Parts;

        public IReadOnlyList<Reading> Readings => system.Readings;

        public IReadOnlyList<QuorumKind> Quorums => system.Quorums;

        public IReadOnlyList<ProtocolAction> Actions => system.Actions;

        public IReadOnlyList<Forgery> Adversary => system.Adversary;

        public IReadOnlyList<Property> Properties => system.Properties;

        public IReadOnlyList<Goal> Goals => system.Goals;

        public ISymmetry? Symmetry => system.Symmetry;

        public object Initial(int process) => system.Initial(process);

        public Step<object> Apply(int process, object state, Input taken)
        {
            var step = system.Apply(process, state, taken);
            return taken.KindName != input ? step
                : taken is Phase2A { Value.Count: > 1 } ? Step.Ignore(state)
                : taken is Quorum<Verify> ? step with { State = state }
                : taken is Proposal { Command.Name: "b" } && step.State is LeaderState leader
                    ? step with { State = leader with { HasProposed = true } }
                : step;
        }

        public IEnumerable<int> Recipients(Message message) => system.Recipients(message);

        public int Sender(Message message) => system.Sender(message);
    }
}
