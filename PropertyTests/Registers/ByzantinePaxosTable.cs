using BgpVerified.Impl.ByzantineRegister;
using BgpVerified.Impl.Registers;
using BgpVerified.Kit;
using BgpVerified.Spec.Protocols;
using BgpVerified.Spec.Registers;
using BgpVerified.Spec.Values;
using Xunit;

namespace BgpVerified.PropertyTests.Registers;

/// <summary>
/// Table 2: Byzantine Paxos, as section 6.3 tells it, is the optimized Byzantine register with other names. A process of
/// Byzantine Paxos takes some messages only in their own view, where an acceptor of the register also takes those of later
/// timestamps; so each of its runs, renamed, is a run of the register, and not the other way round. And there is one
/// message of which even that depends on the reading: the bare pre-prepare in a later view, of which nothing is said (R07).
/// </summary>
public sealed class ByzantinePaxosTable
{
    private const int Views = 3;
    private const int Quorum = 3;

    private static readonly ByzantineConfig Config = new(
        new ByzantineRegisterProtocol().Scenarios.Single(s =>
            s.Name == "optimized").Configuration with
        { Ballots = new(["classic", "classic", "classic"]) });

    private abstract record PaxosMessage;

    private sealed record PrePrepare(int View, string Value) : PaxosMessage;

    private sealed record Prepares(int View, string Value) : PaxosMessage;

    /// <summary>V of a new view: the highest view and value that its view-change messages show to have prepared.</summary>
    private sealed record NewView(int View, (int View, string Value)? Highest, string Value) : PaxosMessage;

    private sealed record Increment(int View) : PaxosMessage;

    /// <summary>A process of Byzantine Paxos: its view, the views in which it has accepted a pre-prepare, what has prepared last.</summary>
    private sealed record Process(int View, ValueSet<int> Accepted, (int View, string Value)? Prepared);

    [Fact]
    public void A_processs_run_is_renamed_a_run_of_the_registers_acceptor_once_bare_pre_prepares_are_for_view_0()
    {
        var (pairs, steps, differences) = Explore(bareInAnyView: false);

        // The register may react where Byzantine Paxos does not: to it the message might not have come yet.
        Assert.All(differences, difference => Assert.Equal(string.Empty, difference.Left));
        Assert.True(pairs > 100 && steps > 500, $"{pairs} pairs, {steps} steps");
    }

    [Fact]
    public void As_printed_a_bare_pre_prepare_in_a_later_view_is_no_step_of_the_register()
    {
        var wrong = Explore(bareInAnyView: true).Differences.Where(difference => difference.Left.Length > 0).ToList();

        Assert.Equal(
            from view in Enumerable.Range(1, Views - 1)
            from value in Config.Values
            select new Lockstep.Difference($"{new PrePrepare(view, value)}", $"Write {value}@{view} by nobody", string.Empty),
            wrong.OrderBy(difference => difference.Input, StringComparer.Ordinal));
    }

    [Fact]
    public void What_the_register_takes_and_Byzantine_Paxos_does_not_is_a_quorum_of_writes_of_a_later_view()
    {
        var more = Explore(bareInAnyView: false).Differences;

        Assert.All(more, difference => Assert.StartsWith("WriteAck", difference.Right));
        Assert.Contains(more, difference => difference.Input == $"{new Prepares(2, "a")}");
    }

    [Fact]
    public void A_new_primary_sends_what_the_registers_proposer_writes()
    {
        (int View, string Value)?[] prepared = [null, (0, "a"), (0, "b")];
        foreach (var first in prepared)
        {
            foreach (var second in prepared.Where(other => first is null || other is null || first == other))
            {
                // The primary of view 1 has value b. Section 6.3: val with the highest view, or any value if all are empty.
                var value = (first ?? second)?.Value ?? "b";
                var changes = new[] { first, second, null }.Select(p =>
                    new TimestampChange(1, p is var (view, v) ? new VisibleProof(new(v, view), Quorum) : null));

                var step = ByzantineProposer.On(ByzantineProposerState.Initial(new('p', 1)), new Reports<TimestampChange>(new(changes)),
                    Config);

                Assert.Equal(((PreWrite)Renamed(new NewView(1, first ?? second, value)).Right) with { From = default },
                    Assert.Single(step.Sends));
            }
        }
    }

    private static (int Pairs, int Steps, IReadOnlyList<Lockstep.Difference> Differences) Explore(bool bareInAnyView)
    {
        List<PaxosMessage> messages = [];
        foreach (var view in Enumerable.Range(0, Views))
        {
            messages.Add(new Increment(view));
            foreach (var value in Config.Values)
            {
                messages.Add(new PrePrepare(view, value));
                messages.Add(new Prepares(view, value));
                if (view > 0)
                {
                    messages.Add(new NewView(view, null, value));
                    messages.AddRange(Config.Values.Select(other => new NewView(view, (0, other), value)));
                }
            }
        }

        return Lockstep.Explore(
            new Process(0, ValueSet<int>.Empty, null),
            ByzantineAcceptorState.Initial(new('a', 0)),
            [.. messages.Select(Renamed)],
            (state, m) => On(state, m, bareInAnyView),
            (state, input) => input switch
            {
                PreWrite m => ByzantineAcceptor.On(state, m, Config),
                Quorum<Write> m => ByzantineAcceptor.On(state, m, Config),
                TimestampTimeout m => ByzantineAcceptor.On(state, m, Config),
                _ => throw new ArgumentException($"{input}"),
            });
    }

    private static (Process State, IReadOnlyList<Message> Sends) On(Process state, PaxosMessage message, bool bareInAnyView) =>
        message switch
        {
            PrePrepare m when m.View == state.View && (m.View == 0 || bareInAnyView) => Accept(state, m.View, m.Value),
            Prepares m when m.View == state.View => (state with { Prepared = (m.View, m.Value) }, [new WriteAck(new(m.Value, m.View))]),
            NewView m when m.View >= state.View && (m.Highest is null || m.Highest.Value.Value == m.Value)
                => Accept(state, m.View, m.Value),
            Increment m when m.View == state.View + 1 =>
                (state with { View = m.View },
                    [new TimestampChange(m.View, state.Prepared is var (view, value) ? new VisibleProof(new(value, view), Quorum) : null)]),
            _ => (state, []),
        };

    private static (Process State, IReadOnlyList<Message> Sends) Accept(Process state, int view, string value) =>
        state.Accepted.Contains(view)
        ? (state, [])
        : (state with { View = view, Accepted = state.Accepted.Add(view) }, [new Write(new(value, view))]);

    /// <summary>Table 2.</summary>
    private static (PaxosMessage Left, Input Right) Renamed(PaxosMessage message) => (message, message switch
    {
        PrePrepare m => new PreWrite(new(m.Value, m.View), null).By(LeaderOf(m.View)),
        Prepares m => new Quorum<Write>(new(new(m.Value, m.View)), ProcessSet.First(Quorum)),
        NewView m => new PreWrite(new(m.Value, m.View), new(new Token(m.Highest?.Value, m.View), Quorum)).By(LeaderOf(m.View)),
        Increment m => new TimestampTimeout(m.View),
        _ => throw new ArgumentException($"{message}"),
    });

    private static ProcessId LeaderOf(int view) => new('p', Config.LeaderOf(view));
}
