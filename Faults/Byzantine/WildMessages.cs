using BgpVerified.Impl.Bgp;
using BgpVerified.Kit;
using BgpVerified.Runtime.Simulation;
using BgpVerified.Spec.Commands;
using BgpVerified.Spec.Values;

namespace BgpVerified.Faults.Byzantine;

/// <summary>
/// Messages of BGP that are well formed and mean nothing: ballots and views that no run comes to, negative numbers, commands with strange
/// names, authors and numbers, sequences of them. They are signed by the Byzantine node's own processes.
/// </summary>
/// <param name="config">The cluster's configuration.</param>
/// <param name="machine">The Byzantine node's number, from 0.</param>
/// <param name="proper">Commands as they should be.</param>
/// <param name="chance">Draws.</param>
public sealed class WildMessages(BgpConfig config, int machine, IReadOnlyList<Command> proper, Chance chance)
{
    private static readonly int[] Extremes = [-1, 0, 1, 2, 3, 7, 63, 1_000_000, int.MaxValue - 1, int.MaxValue, int.MinValue];

    /// <summary>A message.</summary>
    /// <returns>It, with its sender.</returns>
    public SignedMessage Next() => chance.Below(13) switch
    {
        0 => Of('d', new Phase1A(Number(), Ballot())),
        1 => Of('d', new Phase2A(Number(), Ballot(), Value(), new(Ballot(), Value(), chance.Below(5)))),
        2 => Of('a', new Phase1B(Ballot(), new(Ballot(), Value(), chance.Below(2)), Value())),
        3 => Of('a', new Verify(Ballot(), Value())),
        4 => Of('a', new Phase2B(Ballot(), Value())),
        5 => Of('a', new UniversalPhase2B(Command())),
        6 => Of('a', new Forward(Command())),
        7 => Of('a', new Suspicion(Number())),
        8 => Of('a', new ViewChange(Number(), config.SuspicionSize)),
        9 => Of('a', new NewLeader(Number(), chance.Below(3))),
        10 => Of('p', new FastProposal(Command())),
        11 => Of('p', new Proposal(Command())),
        _ => Of('a', new Phase1B(Ballot(), Certificate.Initial(config.Empty), Value())
        {
            Universals = new ValueSet<Command>([Command(), Command()]),
        }),
    };

    private SignedMessage Of(char letter, SignedMessage message) => message.SignedBy(new(letter, machine));

    private int Number() => chance.Below(3) == 0 ? chance.Below(20) : Extremes[chance.Below(Extremes.Length)];

    private Ballot Ballot() => new(Number(), Number());

    private CommandSequence Value() => CommandSequence.Of(
        config.Conflicts, Enumerable.Range(0, chance.Below(5)).Select(_ => Command()).DistinctBy(command => command.Name));

    private Command Command()
    {
        var some = proper[chance.Below(proper.Count)];
        var own = $"p{machine + 1}.{chance.Below(3)}";
        return chance.Below(8) switch
        {
            0 or 1 => some,
            2 => new(string.Empty, own, own) { Sequence = Number() },
            3 => new($"{own}n0\n{int.MaxValue} {int.MaxValue} put:x:1", own, own) { Sequence = Number() },
            4 => new(new string('x', chance.Below(20_000)), own, own),
            5 => new($"k{machine + 1}.0n{chance.Below(3)}", $"k{machine + 1}.0", $"k{machine + 1}.0") { Sequence = Number() },
            6 => some with { Sequence = Number() },
            _ => some with { Name = some.Name + "\n\u0000 \ud83d\ude00", Author = own, SignedBy = own },
        };
    }
}
