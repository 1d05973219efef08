using BgpVerified.Checker.Worlds;
using BgpVerified.Impl.Bgp;
using BgpVerified.Kit;
using BgpVerified.Spec.Commands;

namespace BgpVerified.PropertyTests.Bgp;

/// <summary>A correct acceptor's vote.</summary>
/// <param name="Acceptor">Who voted.</param>
/// <param name="Ballot">The ballot.</param>
/// <param name="Value">The value.</param>
internal sealed record Vote(ProcessId Acceptor, Ballot Ballot, CommandSequence Value);

/// <summary>What correct acceptors have done in a run so far, as the messages that they have sent tell.</summary>
/// <remarks>A Verify message is a vote, a phase 1b message an answer, a phase 2b message a proof.</remarks>
internal sealed class History
{
    private readonly BgpConfig config;

    public History(World world, BgpConfig config)
    {
        this.config = config;
        Acceptors = [.. world.States.OfType<AcceptorState>()];
        var sent = world.Sent.ToList();
        Answers = [.. sent.OfType<Phase1B>()];
        Proofs = [.. sent.OfType<Phase2B>()];
        Votes =
        [
            .. sent.OfType<Verify>().Select(m => new Vote(m.From, m.Ballot, m.Value)),

            // A vote for the empty sequence is not sent (E02), so that only the acceptor knows of it.
            .. Acceptors.Where(a => a.Voted != Ballot.Zero && a.Value.IsEmpty).Select(a => new Vote(a.Id, a.Voted, a.Value)),
        ];
        Certified = [.. Votes.Where(vote => !vote.Value.IsEmpty).Select(vote => (vote.Ballot, vote.Value)).Distinct()
            .Where(signed => HasQuorum(signed.Ballot, signed.Value))];
    }

    /// <summary>N - f, whatever rules are in force.</summary>
    public int Quorum => config.Quorums.Quorum;

    /// <summary>How many acceptors are Byzantine: they sign anything.</summary>
    public int Byzantine => config.ByzantineAcceptors.Count;

    /// <summary>Every ballot but zero, in order.</summary>
    public IReadOnlyList<Ballot> Ballots => config.Ballots;

    /// <summary>The correct acceptors.</summary>
    public IReadOnlyList<AcceptorState> Acceptors { get; }

    public IReadOnlyList<Vote> Votes { get; }

    public IReadOnlyList<Phase1B> Answers { get; }

    public IReadOnlyList<Phase2B> Proofs { get; }

    /// <summary>The values for which there is a certificate, or could be if the Byzantine acceptors sign.</summary>
    public IReadOnlyList<(Ballot Ballot, CommandSequence Value)> Certified { get; }

    /// <summary>A value that nobody has voted for, which stands for all others like it.</summary>
    public CommandSequence Unheard => config.Empty.Append(config.Forged);

    /// <summary>The correct members of every least quorum with all Byzantine acceptors in it: of any other more has to be asked.</summary>
    public IEnumerable<IReadOnlyList<AcceptorState>> Quorums() =>
        Subsets(Acceptors).Where(correct => correct.Count + Byzantine == Quorum);

    /// <summary>The sets of answers to a ballot that, with Byzantine ones, are those of a quorum.</summary>
    public IEnumerable<IReadOnlyList<Phase1B>> AnswersOfQuorums(Ballot ballot) =>
        Subsets([.. Answers.Where(answer => answer.Ballot == ballot)])
            .Where(answers => answers.DistinctBy(answer => answer.From).Count() == answers.Count && answers.Count + Byzantine >= Quorum);

    public bool HasQuorum(Ballot ballot, CommandSequence value) =>
        Byzantine + Votes.Where(vote => vote.Ballot == ballot && vote.Value.Equals(value)).Select(vote => vote.Acceptor).Distinct()
            .Count() >= Quorum;

    public bool HasProven(AcceptorState acceptor, Ballot ballot, CommandSequence value) =>
        Proofs.Any(proof => proof.From == acceptor.Id && proof.Ballot == ballot && proof.Value.Equals(value));

    private static IEnumerable<IReadOnlyList<T>> Subsets<T>(IReadOnlyList<T> items)
    {
        for (var mask = 0; mask < 1 << items.Count; mask++)
        {
            yield return [.. items.Where((_, i) => (mask & (1 << i)) != 0)];
        }
    }
}
