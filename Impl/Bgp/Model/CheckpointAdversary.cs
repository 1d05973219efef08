using BgpVerified.Spec.Commands;
using BgpVerified.Spec.Values;

namespace BgpVerified.Impl.Bgp;

/// <summary>What Byzantine processes can say of checkpoints; nothing where no command is one.</summary>
internal sealed class CheckpointAdversary(BgpConfig config)
{
    /// <summary>A value in all its forms: whole, and with what comes before each of its checkpoints discarded.</summary>
    public IEnumerable<CommandSequence> Forms(CommandSequence value) =>
        Enumerable.Range(0, value.Checkpoints + 1).Select(number => value.UpTo(number)!);

    /// <summary>The beginnings that sequences of commands could have, true or not.</summary>
    public IEnumerable<History> Nameable(IEnumerable<CommandSequence> values) => config.HasCheckpoints
        ? values.Select(value => value.Discarded).Where(history => history.Number > 0).Distinct()
        : [];

    /// <summary>
    /// The checkpoints that can be shown to be stable: those of values that acceptors have proven, with all signatures that exist,
    /// and those that Byzantine acceptors claim by themselves: all, if their signatures are enough, and else one, which is enough to
    /// see whether a handler counts them. Of one history the one with the most signatures.
    /// </summary>
    public ValueList<Checkpoint> Shown(IEnumerable<(CommandSequence Value, ProcessSet Signers)> proven, IEnumerable<History> named) =>
        new((from proof in proven
             from form in Forms(proof.Value)
             where form.Discarded.Number > 0
             select new Checkpoint(form.Discarded, Most(proof.Signers)))
            .Concat((config.ByzantineAcceptors.Count >= config.StableSize ? named : named.Take(1))
                .Select(history => new Checkpoint(history, Most(ProcessSet.None))))
            .GroupBy(shown => shown.History)
            .Select(same => same.MaxBy(shown => shown.Signatures)!)
            .OrderBy(shown => shown.History)
            .Prepend(Checkpoint.None));

    /// <summary>
    /// The beginnings that Byzantine acceptors state by themselves: all, if they are as many as are waited for. If not, a handler must
    /// find that they are too few, and one is enough to see whether it does.
    /// </summary>
    public IEnumerable<History> StatedAlone(IEnumerable<CommandSequence> values) =>
        config.ByzantineAcceptors.Count == 0 ? []
        : config.ByzantineAcceptors.Count >= config.FewestDiscarding ? Nameable(values)
        : Nameable(values).Take(1);

    private int Most(ProcessSet correct) => Math.Min(config.CheckpointSize, correct.Union(config.ByzantineAcceptors).Count);
}
