using BgpVerified.Checker.Exploration;
using BgpVerified.Impl.ByzantineRegister;
using BgpVerified.Impl.CrashRegister;
using BgpVerified.Impl.FabRegister;
using BgpVerified.Impl.Registers;
using BgpVerified.Kit;
using BgpVerified.Spec.Protocols;
using BgpVerified.Spec.Values;
using Xunit;
using Byz = BgpVerified.Impl.ByzantineRegister;
using Crash = BgpVerified.Impl.CrashRegister;
using FabReg = BgpVerified.Impl.FabRegister;

namespace BgpVerified.PropertyTests.Registers;

/// <summary>
/// A guard that a handler forgets, though its rule is in force, is found: processes receive what the guard is there to
/// refuse. A handler without a guard is the handler given an input in which what the guard looks at is in order.
/// </summary>
public sealed class ForgottenGuardTests
{
    private static readonly IProtocol[] Registers = [new CrashRegisterProtocol(), new ByzantineRegisterProtocol(),
        new FabRegisterProtocol()];

    /// <summary>More than any size that a handler asks for.</summary>
    private static readonly ProcessSet Many = ProcessSet.First(16);

    private static readonly Dictionary<string, Func<Input, RegisterSize, Input>> Guards = new()
    {
        ["the learner's size"] = (input, _) => input is Quorum<WriteAck> m ? m with { Signers = Many } : input,
        ["the reader's size"] = (input, size) => input switch
        {
            Reports<Crash.ReadAck> m => new Reports<Crash.ReadAck>(Filled(m.All, m.All[0] with { LastVisible = null }, size)),
            Reports<Byz.ReadAck> m => new Reports<Byz.ReadAck>(Filled(m.All, m.All[0] with { LastVisible = null }, size)),
            Reports<FabReg.ReadAck> m => new Reports<FabReg.ReadAck>(Filled(m.All, m.All[0] with { LastLegal = null }, size)),
            _ => input,
        },
        ["the size of changes"] = (input, size) => input switch
        {
            Reports<Byz.TimestampChange> m => new Reports<Byz.TimestampChange>(Filled(m.All, m.All[0] with { LastVisible = null }, size)),
            Quorum<FabReg.TimestampChange> m => m with { Signers = Many },
            _ => input,
        },
        ["the proofs in reports"] = (input, _) => input is Reports<Byz.ReadAck> m
            ? m with
            {
                All = new(m.All.Select(ack => ack with
                {
                    LastVisible = ack.LastVisible is { } proof
                ? proof with { Signatures = Many.Count }
                : null
                }))
            }
            : input,
        ["the size of WRITEs"] = (input, _) => input is Quorum<Byz.Write> m ? m with { Signers = Many } : input,
        ["who pre-writes"] = (input, size) => input is PreWrite m ? m.By(new('p', m.Written.Timestamp % size.Proposers)) : input,
        ["who writes"] = (input, size) => input is FabReg.Write m ? m.By(new('p', m.Written.Timestamp % size.Proposers)) : input,
        ["the token's timestamp"] = (input, _) => input switch
        {
            PreWrite { Token: { } token } m =>
                m with { Token = token with { Token = token.Token with { Timestamp = m.Written.Timestamp } } },
            FabReg.Write { Token: { } token } m =>
                m with { Token = token with { Token = token.Token with { Timestamp = m.Written.Timestamp } } },
            _ => input,
        },
        ["the token's size"] = (input, _) => input switch
        {
            PreWrite { Token: { } token } m => m with { Token = token with { Acks = Many.Count } },
            FabReg.Write { Token: { } token } m => m with { Token = token with { Acks = Many.Count } },
            _ => input,
        },
        ["the token's value"] = (input, _) => input switch
        {
            PreWrite { Token: { } token } m => m with { Token = token with { Token = token.Token with { Value = null } } },
            FabReg.Write { Token: { } token } m => m with { Token = token with { Token = token.Token with { Value = null } } },
            _ => input,
        },
    };

    public static TheoryData<string, string, string, string> Forgotten => new()
    {
        { "crash-register", "two-proposers", "the learner's size", "O5Inv in 6" },
        { "crash-register", "two-proposers", "the reader's size", "TokenInv in 8" },
        { "byzantine-register", "correct-leaders", "the learner's size", "ValidityInv in 1" },
        { "byzantine-register", "byzantine", "the reader's size", "TokenInv in 8" },
        { "byzantine-register", "optimized", "the size of changes", "Theorem1Inv in 5" },
        { "byzantine-register", "correct-leaders", "the proofs in reports", "TokenInv in 6" },
        { "byzantine-register", "byzantine", "the size of WRITEs", "O5Inv in 2" },
        { "byzantine-register", "byzantine", "who pre-writes", "TerminationProp in 9" },
        { "byzantine-register", "byzantine-successor", "the token's timestamp", "Theorem1Inv in 9" },
        { "byzantine-register", "optimized-successor", "the token's size", "Theorem1Inv in 6" },
        { "byzantine-register", "byzantine-successor", "the token's value", "Theorem1Inv in 13" },
        { "fab-register", "correct-leaders", "the learner's size", "ValidityInv in 1" },
        { "fab-register", "byzantine", "the reader's size", "Theorem1Inv in 9" },
        { "fab-register", "byzantine", "who writes", "TerminationProp in 10" },
        { "fab-register", "byzantine-successor", "the token's size", "TimestampInv in 1" },
        { "fab-register", "byzantine-successor", "the token's value", "Theorem1Inv in 12" },
    };

    [Theory]
    [MemberData(nameof(Forgotten))]
    public void A_guard_that_a_handler_forgets_is_found(string register, string scenario, string guard, string outcome)
    {
        var protocol = Registers.Single(p => p.Name == register);
        var configuration = protocol.Scenarios.Single(s => s.Name == scenario).Configuration;
        var size = new RegisterSize(configuration.Acceptors, configuration.Commands.Count);

        var result = new Explorer(new ForgetfulSystem(protocol.Build(configuration), input => Guards[guard](input, size)),
            new() { Symmetry = true }).Run();

        Assert.Equal(outcome, $"{result.Property} in {result.Trace?.Steps.Count}");
    }

    /// <summary>What a quorum can be filled up from, and who leads what.</summary>
    private sealed record RegisterSize(int Acceptors, int Proposers);

    /// <summary>Some reports, and empty ones of all other acceptors.</summary>
    private static ValueList<TMessage> Filled<TMessage>(ValueList<TMessage> some, TMessage empty, RegisterSize size)
        where TMessage : SignedMessage =>
        new(some.Concat(Enumerable.Range(0, size.Acceptors).Except(some.Select(m => m.From.Number)).Select(a => empty.By(new('a', a))))
            .OrderBy(m => m.From));

    /// <summary>A register in which handlers do not look at something.</summary>
    private sealed class ForgetfulSystem(ISystem system, Func<Input, Input> inOrder) : ISystem
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

        public Step<object> Apply(int process, object state, Input input) => system.Apply(process, state, inOrder(input));

        public IEnumerable<int> Recipients(Message message) => system.Recipients(message);

        public int Sender(Message message) => system.Sender(message);
    }
}
