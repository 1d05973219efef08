using BgpVerified.Impl.Bgp;
using BgpVerified.Kit;
using BgpVerified.Spec;
using BgpVerified.Spec.Commands;
using BgpVerified.Spec.Protocols;

namespace BgpVerified.Impl.Gpaxos;

/// <summary>A configured system, as the handlers see it. Commands, conflicts and ballots are read as those of BGP.</summary>
public sealed class GpaxosConfig : RuledConfig<GpaxosRule>
{
    private readonly IReadOnlyList<BallotKind> kinds;

    /// <summary>Reads a configuration.</summary>
    /// <exception cref="InvalidConfigurationException">It is impossible.</exception>
    public GpaxosConfig(Configuration source)
        : base(source, "ballots", "learners", "conflicts", "fast-faults")
    {
        ConfigurationText.CheckRange("learners", source.Learners, 1, 8);
        ConfigurationText.CheckRange("fast-faults", E, 0, F);
        kinds = BgpConfigReader.ReadBallots(source);
        (Commands, Conflicts, _) = BgpConfigReader.ReadCommands(source);
        Proposers = [.. Commands.Select(command => command.Author).Distinct()];
        Empty = CommandSequence.Of(Conflicts);
    }

    /// <summary>e: how many faulty acceptors fast ballots tolerate; f, if nothing is said.</summary>
    public int E => Source.FastFaults ?? F;

    /// <summary>The commands of the run.</summary>
    public IReadOnlyList<Command> Commands { get; }

    /// <summary>Those that must be learned in the end: of proposers that cannot crash.</summary>
    public IEnumerable<Command> Owed => Commands.Where(command => !Source.Faulty.Contains(command.Author));

    /// <summary>Which commands conflict.</summary>
    public ConflictRelation Conflicts { get; }

    /// <summary>The proposers' names: the authors of the commands, in order.</summary>
    public IReadOnlyList<string> Proposers { get; }

    /// <summary>The empty sequence.</summary>
    public CommandSequence Empty { get; }

    /// <summary>The last ballot that the leader opens; ballots are numbers from 1.</summary>
    public int LastBallot => kinds.Count;

    /// <summary>How many phase 1b messages the leader needs: N - f; without the rule, one fewer.</summary>
    public int Phase1Size => Math.Max(1, Has(GpaxosRule.Phase1Quorum) ? N - F : N - F - 1);

    /// <summary>Whether two of the commands conflict.</summary>
    public bool HasConflict => Commands.Any(x => Commands.Any(y => !x.Equals(y) && Conflicts.Conflicts(x, y)));

    /// <summary>
    /// How many votes choose a value: N - f in a classic ballot, N - e in a fast one (section 5). Without the rules: one fewer, and a fast
    /// ballot like a classic one.
    /// </summary>
    public int LearnSize(int ballot) => Math.Max(1,
        IsFast(ballot) && Has(GpaxosRule.FastQuorum) ? N - E
        : IsFast(ballot) || Has(GpaxosRule.ClassicQuorum) ? N - F
        : N - F - 1);

    /// <summary>The kind of a ballot.</summary>
    public BallotKind KindOf(int ballot) => kinds[ballot - 1];

    /// <summary>Whether a ballot is fast, so that commands may be appended in it; 0 is not.</summary>
    public bool IsFast(int ballot) => ballot > 0 && KindOf(ballot) == BallotKind.Fast;
}
