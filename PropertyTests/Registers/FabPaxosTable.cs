using BgpVerified.Impl.FabRegister;
using BgpVerified.Impl.Registers;
using BgpVerified.Kit;
using BgpVerified.Spec.Protocols;
using BgpVerified.Spec.Registers;
using BgpVerified.Spec.Values;
using Xunit;

namespace BgpVerified.PropertyTests.Registers;

/// <summary>
/// Table 3: FaB Paxos, as section 7.3 tells it, is the FaB register with other names: query, reply, propose and accepted
/// are read, read acknowledgment, write and write acknowledgment. Proposal numbers must start at 1: timestamp 0 has no
/// reads in the register (R09).
/// </summary>
public sealed class FabPaxosTable
{
    private static readonly FabRegisterConfig Config = new(
        new FabRegisterProtocol().Scenarios[0].Configuration with { Ballots = new(["fast", "fast", "fast"]) });

    private abstract record PaxosMessage;

    private sealed record Query(int Number, bool HasProof) : PaxosMessage;

    private sealed record Reply(string? Value, int Number) : PaxosMessage;

    /// <summary>
    /// A proposal with its progress certificate: the number that its replies are for, and the value that a majority reports.
    /// </summary>
    private sealed record Propose(string Value, int Number, (int Number, string? Value) Certificate) : PaxosMessage;

    private sealed record Accepted(string Value, int Number) : PaxosMessage;

    /// <summary>
    /// An acceptor of FaB Paxos: the highest number of a message that it has accepted, the last proposal's value, the numbers of proposals
    /// accepted.
    /// </summary>
    private sealed record PaxosAcceptor(int Highest, string? Value, ValueSet<int> Proposals);

    [Fact]
    public void An_acceptors_run_is_renamed_a_run_of_the_registers_acceptor_and_back()
    {
        var (pairs, steps, differences) = Explore(fromNumber: 1);

        Assert.Empty(differences);
        Assert.True(pairs > 20 && steps > 50, $"{pairs} pairs, {steps} steps");
    }

    [Fact]
    public void Number_0_is_queried_in_FaB_Paxos_and_never_read_in_the_register()
    {
        Assert.Contains(new Lockstep.Difference($"{new Query(0, true)}", "ReadAck 0: ⊥ by nobody", string.Empty),
            Explore(fromNumber: 0).Differences);
    }

    [Fact]
    public void A_progress_certificate_vouches_for_what_the_token_allows()
    {
        // Section 7.3: it "vouches for a value v if v appears a majority number of times among the replies"; if none does,
        // "for every value". Five replies of six acceptors.
        string?[] values = [null, "a", "b"];
        var replies = from v1 in values
                      from v2 in values
                      from v3 in values
                      from v4 in values
                      from v5 in values
                      select new[] { v1, v2, v3, v4, v5 };
        var (free, bound) = (0, 0);
        foreach (var reply in replies)
        {
            var majority = Config.Values.Where(value => reply.Count(v => v == value) > reply.Length / 2).ToList();
            var token = ProgressToken.From(1, reply, Config);
            foreach (var value in Config.Values)
            {
                Assert.Equal(majority.Count == 0 || majority.Contains(value), token.Shows(new(value, 1), Config));
            }

            (free, bound) = majority.Count == 0 ? (free + 1, bound) : (free, bound + 1);
        }

        Assert.True(free > 0 && bound > 0);
    }

    [Fact]
    public void A_learner_decides_on_as_many_accepted_messages_as_acknowledgments()
    {
        for (var count = 1; count <= Config.Acceptors; count++)
        {
            var step = Learner.On(new LearnerState(null), new Quorum<WriteAck>(new(new("a", 1)), ProcessSet.First(count)), Config);

            // ⌈(n_a + 3f_a + 1)/2⌉ with n_a = 6 and f_a = 1.
            Assert.Equal(count >= 5, step.State.Decided is not null);
        }
    }

    private static (int Pairs, int Steps, IReadOnlyList<Lockstep.Difference> Differences) Explore(int fromNumber)
    {
        List<PaxosMessage> messages = [];
        foreach (var number in Enumerable.Range(fromNumber, Config.Timestamps - fromNumber))
        {
            messages.Add(new Query(number, true));
            messages.Add(new Query(number, false));
            foreach (var value in Config.Values)
            {
                messages.AddRange(((string?[])[null, "a", "b"]).Select(vouched => new Propose(value, number, (number, vouched))));
                messages.Add(new Propose(value, number, (number - 1, null)));
            }
        }

        return Lockstep.Explore(new PaxosAcceptor(-1, null, ValueSet<int>.Empty), FabRegisterAcceptorState.Initial(new('a', 0)),
            [.. messages.Select(Renamed)], On, (state, input) => input switch
        {
            Read m => FabRegisterAcceptor.On(state, m, Config),
            Write m => FabRegisterAcceptor.On(state, m, Config),
            _ => throw new ArgumentException($"{input}"),
        });
    }

    private static (PaxosAcceptor State, IReadOnlyList<Message> Sends) On(PaxosAcceptor state, PaxosMessage message) => message switch
    {
        Query m when m.Number > state.Highest && m.HasProof =>
            (state with { Highest = m.Number }, [(Message)Renamed(new Reply(state.Value, m.Number)).Right]),
        Propose m when m.Number >= state.Highest && !state.Proposals.Contains(m.Number) && Vouches(m) =>
            (new(m.Number, m.Value, state.Proposals.Add(m.Number)), [(Message)Renamed(new Accepted(m.Value, m.Number)).Right]),
        _ => (state, []),
    };

    private static bool Vouches(Propose m) => m.Certificate.Number == m.Number
        && (m.Certificate.Value is null || m.Certificate.Value == m.Value);

    /// <summary>Table 3.</summary>
    private static (PaxosMessage Left, Input Right) Renamed(PaxosMessage message) => (message, message switch
    {
        Query m => new Read(m.Number, m.HasProof ? Config.ProofSize : 0).By(LeaderOf(m.Number)),
        Reply m => new ReadAck(m.Number, m.Value),
        Propose m => new Write(new(m.Value, m.Number), new(new Token(m.Certificate.Value, m.Certificate.Number), Config.ReadSize))
            .By(LeaderOf(m.Number)),
        Accepted m => new WriteAck(new(m.Value, m.Number)),
        _ => throw new ArgumentException($"{message}"),
    });

    private static ProcessId LeaderOf(int number) => new('p', Config.LeaderOf(number));
}
