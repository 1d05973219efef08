using BgpVerified.Impl.Bgp;
using BgpVerified.Kit;
using BgpVerified.PropertyTests.Messages;
using BgpVerified.Spec.Commands;
using BgpVerified.Spec.Protocols;
using BgpVerified.Spec.Values;

namespace BgpVerified.PropertyTests.Bgp;

/// <summary>
/// The system that the handlers are tried in: N = 4, f = 1 (so N - f = 3 and f + 1 = 2), three views, commands a, b and c
/// that conflict with each other, u and v that commute with all, and ballots 1 to 4 of each view, the odd ones fast.
/// </summary>
/// <param name="configuration">The configuration.</param>
internal sealed class Scene(Configuration configuration)
{
    public static Scene Corrected { get; } =
        new(Small.Corrected(4, 1, "a b c u* v*", "fast classic fast classic") with { Views = 3 });

    public BgpConfig Config { get; } = new(configuration);

    /// <summary>The first acceptor, before anything has happened.</summary>
    public AcceptorState Acceptor => AcceptorState.Initial(A(0), Config.Empty);

    /// <summary>View 0's leader in the ballot of a number, which has heard some commands.</summary>
    public LeaderState LeaderIn(int number, string heard = "") =>
        LeaderState.Initial(0, Config.Empty) with { Number = number, Heard = Value(heard) };

    public Scene Without(params BgpRule[] rules) => new(configuration.Without([.. rules.Select(RuleNames.Of)]));

    public Scene With(BgpRule rule) => new(configuration with { Rules = configuration.Rules.Add(RuleNames.Of(rule)) });

    /// <summary>The ballot of view 0 by its number.</summary>
    public static Ballot Ballot(int number) => new(0, number);

    public Command Command(string name) => name == "forged" ? Config.Forged : Config.Commands.Single(command => command.Name == name);

    /// <summary>A sequence of commands by their names, separated by dots.</summary>
    public CommandSequence Value(string names) =>
        CommandSequence.Of(Config.Conflicts, names.Split('.', StringSplitOptions.RemoveEmptyEntries).Select(Command));

    /// <summary>A value with all the signatures that it needs.</summary>
    public Certificate Proven(int ballot, string value) => new(Ballot(ballot), Value(value), 3);

    public Certificate NothingProven => Certificate.Initial(Config.Empty);

    /// <summary>What makes a value that starts with the base allowed in a ballot.</summary>
    public Justification Justified(int ballot, string @base = "") => new(Ballot(ballot), Value(@base), 3);

    public Phase2A Phase2A(int ballot, string value, string @base = "") =>
        new(0, Ballot(ballot), Value(value), Justified(ballot, @base));

    /// <summary>An acceptor that has voted for a value in a ballot, and promised no later one.</summary>
    public AcceptorState VotedFor(string value, int ballot) =>
        Acceptor with { Promised = Ballot(ballot), Voted = Ballot(ballot), Value = Value(value) };

    /// <summary>An answer to phase 1 by an acceptor that has proven nothing.</summary>
    public Phase1B Answer(int acceptor, int ballot, string voted = "") =>
        new(Ballot(ballot), NothingProven, Value(voted)) { From = A(acceptor) };

    /// <summary>The answers of as many acceptors that have neither proven nor voted.</summary>
    public IEnumerable<Phase1B> Answers(int ballot, int count) => Enumerable.Range(0, count).Select(i => Answer(i, ballot));

    public static Phase1BQuorum Quorum(int ballot, params IEnumerable<Phase1B> reports) => new(Ballot(ballot), new(reports));

    /// <summary>An acceptor, by its number from 0.</summary>
    public static ProcessId A(int number) => new('a', number);

    /// <summary>A set of acceptors, by their numbers.</summary>
    public static ProcessSet Acceptors(params int[] ids) => ProcessSet.Of(ids);
}
