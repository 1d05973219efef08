using BgpVerified.Impl.CrashRegister;
using BgpVerified.Impl.Registers;
using BgpVerified.Kit;
using BgpVerified.Spec.Protocols;
using BgpVerified.Spec.Registers;
using Xunit;

namespace BgpVerified.PropertyTests.Registers;

/// <summary>
/// Table 1: Classic Paxos, as section 5.3 tells it, is the crash register with other names: prepare request, prepare
/// response, accept request and accept response are read, read acknowledgment, write and write acknowledgment.
/// </summary>
public sealed class ClassicPaxosTable
{
    private static readonly CrashConfig Config = new(
        new CrashRegisterProtocol().Scenarios[0].Configuration with { Ballots = new(["classic", "classic", "classic", "classic"]) });

    private abstract record PaxosMessage;

    private sealed record PrepareRequest(int Number) : PaxosMessage;

    private sealed record PrepareResponse(int Number, (int Number, string Value)? Accepted) : PaxosMessage;

    private sealed record AcceptRequest(int Number, string Value) : PaxosMessage;

    private sealed record AcceptResponse(int Number, string Value) : PaxosMessage;

    /// <summary>An acceptor of Classic Paxos: the highest number that it has seen, and the highest proposal that it has accepted.</summary>
    private sealed record PaxosAcceptor(int Highest, (int Number, string Value)? Accepted);

    [Fact]
    public void An_acceptors_run_is_renamed_a_run_of_the_registers_acceptor()
    {
        var inputs = new List<(PaxosMessage, Input)>();
        for (var number = 0; number < Config.Timestamps; number++)
        {
            inputs.Add(Renamed(new PrepareRequest(number)));
            inputs.AddRange(Config.Values.Select(value => Renamed(new AcceptRequest(number, value))));
        }

        var (pairs, steps, differences) = Lockstep.Explore(new PaxosAcceptor(-1, null), CrashAcceptorState.Initial(new('a', 0)), inputs,
            On, (state, input) => input switch
        {
            Read m => CrashAcceptor.On(state, m, Config),
            Write m => CrashAcceptor.On(state, m, Config),
            _ => throw new ArgumentException($"{input}"),
        });

        Assert.Empty(differences);
        Assert.True(pairs > 30 && steps > 100, $"{pairs} pairs, {steps} steps");
    }

    [Fact]
    public void The_promise_as_section_5_3_words_it_would_refuse_the_proposal_itself()
    {
        // "A promise to only accept proposals whose proposal numbers are greater than x" (R02).
        var (_, _, differences) = Lockstep.Explore(
            new PaxosAcceptor(-1, null),
            CrashAcceptorState.Initial(new('a', 0)),
            [Renamed(new PrepareRequest(1)), Renamed(new AcceptRequest(1, "a"))],
            (state, m) => m is AcceptRequest accept && accept.Number <= state.Highest ? (state, []) : On(state, m),
            (state, input) => input is Read read ? CrashAcceptor.On(state, read, Config) : CrashAcceptor.On(state, (Write)input, Config));

        Assert.Contains(new Lockstep.Difference($"{new AcceptRequest(1, "a")}", string.Empty, "WriteAck a@1 by nobody"), differences);
    }

    [Fact]
    public void A_proposer_picks_what_the_registers_proposer_writes()
    {
        (int Number, string Value)?[] accepted = [null, (0, "a"), (0, "b"), (1, "a"), (2, "b")];
        var compared = 0;
        foreach (var first in accepted)
        {
            foreach (var second in accepted.Where(other => first is null || other is null || first.Value.Number != other.Value.Number
                || first == other))
            {
                // The proposer of number 3 has value b. Section 5.3: the value of the highest numbered proposal, or any.
                var responses = new[] { new PrepareResponse(3, first), new PrepareResponse(3, second) };
                var highest = responses.Select(response => response.Accepted).Where(proposal => proposal is not null)
                    .MaxBy(proposal => proposal!.Value.Number);
                var expected = Renamed(new AcceptRequest(3, highest?.Value ?? "b")).Right;

                var reading = CrashProposer.On(CrashProposerState.Initial(new('p', 1)) with { LocalTimestamp = 1 }, new BeginRead(3),
                    Config).State;
                var step = CrashProposer.On(reading,
                    new Reports<ReadAck>(new(responses.Select(response => (ReadAck)Renamed(response).Right))), Config);

                Assert.Equal(expected, Assert.Single(step.Sends));
                compared++;
            }
        }

        Assert.True(compared > 15);
    }

    private static (PaxosAcceptor State, IReadOnlyList<Message> Sends) On(PaxosAcceptor state, PaxosMessage message) => message switch
    {
        PrepareRequest m when m.Number > state.Highest =>
            (state with { Highest = m.Number }, [(Message)Renamed(new PrepareResponse(m.Number, state.Accepted)).Right]),
        AcceptRequest m when m.Number >= state.Highest =>
            (new(m.Number, (m.Number, m.Value)), [(Message)Renamed(new AcceptResponse(m.Number, m.Value)).Right]),
        _ => (state, []),
    };

    /// <summary>Table 1.</summary>
    private static (PaxosMessage Left, Input Right) Renamed(PaxosMessage message) => (message, message switch
    {
        PrepareRequest m => new Read(m.Number),
        PrepareResponse m => new ReadAck(m.Number, m.Accepted is var (number, value) ? new TimestampedValue(value, number) : null),
        AcceptRequest m => new Write(new(m.Value, m.Number)),
        AcceptResponse m => new WriteAck(new(m.Value, m.Number)),
        _ => throw new ArgumentException($"{message}"),
    });
}
