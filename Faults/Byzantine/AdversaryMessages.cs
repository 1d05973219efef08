using BgpVerified.Impl.Bgp;
using BgpVerified.Kit;
using BgpVerified.Runtime.Simulation;
using BgpVerified.Spec.Commands;
using BgpVerified.Spec.Protocols;
using BgpVerified.Spec.Values;

namespace BgpVerified.Faults.Byzantine;

/// <summary>
/// What the checker's adversary could send in a cluster that runs: <see cref="BgpAdversary"/> works it out for the last commands, views and
/// ballots that a node has seen, as it does for the few of a model.
/// </summary>
/// <param name="live">The cluster's configuration.</param>
/// <param name="acceptor">The Byzantine acceptor's number.</param>
/// <param name="chance">Draws among what it could send.</param>
public sealed class AdversaryMessages(BgpConfig live, int acceptor, Chance chance)
{
    private const int Commands = 3;
    private const int Longest = 2;
    private const int Views = 2;
    private const int Ballots = 2;
    private const int Reports = 8;
    private const int MostOfKind = 400;
    private readonly List<Command> commands = [];
    private readonly List<Phase1B> reports = [];
    private readonly List<Certificate> certificates = [];
    private Ballot highest = Ballot.Zero;
    private IReadOnlyList<IReadOnlyList<SignedMessage>> kinds = [];
    private int heard;

    /// <summary>The node has sent or received a message: what can be made of it?</summary>
    /// <param name="message">The message.</param>
    public void Hear(Message message)
    {
        heard++;
        switch (message)
        {
            case FastProposal m:
                Keep(commands, m.Command, Commands);
                break;
            case Proposal m:
                Keep(commands, m.Command, Commands);
                break;
            case Phase1A m:
                Raise(m.Ballot);
                break;
            case Phase1B m:
                Raise(m.Ballot);
                Keep(reports, m, Reports);
                Keep(certificates, m.Proven, 2);
                break;
            case Phase2A m:
                Raise(m.Ballot);
                m.Value.TakeLast(1).ToList().ForEach(command => Keep(commands, command, Commands));
                break;
            case Verify m:
                Raise(m.Ballot);
                m.Value.TakeLast(1).ToList().ForEach(command => Keep(commands, command, Commands));
                break;
        }
    }

    /// <summary>A message that the adversary could send now, signed by the Byzantine acceptor or its leader.</summary>
    /// <returns>The message; null before it has heard of a command.</returns>
    public SignedMessage? Next()
    {
        if (commands.Count == 0)
        {
            return null;
        }

        if (kinds.Count == 0 || heard > 200)
        {
            heard = 0;
            kinds = [.. All().Where(IsSignedByOwn).GroupBy(message => message.GetType())
                .Select(kind => (IReadOnlyList<SignedMessage>)[.. kind.Take(MostOfKind)])];
        }

        var own = kinds[chance.Below(kinds.Count)];
        return own[chance.Below(own.Count)];
    }

    /// <summary>All that it could send, in the order in which the adversary makes it.</summary>
    private IEnumerable<SignedMessage> All()
    {
        var signed = new ValueSet<Command>(commands);
        var config = new BgpConfig(
            new()
            {
                Acceptors = live.Quorums.Acceptors,
                Faults = live.Quorums.Faults,
                Views = Views,
                Ballots = new(Enumerable.Repeat("fast", Ballots)),
                Commands = new(commands.Select(command => command.Name)),
                MaxLength = Longest,
                Byzantine = new([$"a{acceptor + 1}"]),
                Rules = new(new BgpProtocol().Corrected()),
            },
            (commands, live.LearnedConflicts, live.Conflicts));
        var adversary = new BgpAdversary(config);
        var answered = highest;
        var sent = new ValueSet<Message>(reports.Where(report => report.Ballot == answered).DistinctBy(report => report.From));
        var stable = BgpAdversary.NothingStable;
        var known = new ValueList<Certificate>(certificates.Distinct());
        var justifications = adversary.Justifications(answered, sent, known, stable);
        var suspicions = new ValueSet<Message>([]);
        var material = new ReportMaterial(sent, adversary.Material(known, stable, signed));
        var all = adversary.Openings(signed)
            .Concat(adversary.OpeningsAhead())
            .Concat(adversary.Forwards(signed, adversary.Acceptors))
            .Concat(Enumerable.Range(0, Views + 1).SelectMany(view => adversary.Commitments(view, suspicions)))
            .Concat(Enumerable.Range(0, Views + 1).SelectMany(view => adversary.NewLeaders(view, suspicions)))
            .Concat(Enumerable.Range(0, Views + 1).Select(view => new Suspicion(view).By(Own)))
            .Concat(adversary.Proposals(BallotOf(config), justifications, signed))
            .Concat(adversary.Reports(BallotOf(config), material).Take(MostOfKind))
            .Concat(Voted(adversary.Values(signed)));
        return all.OfType<SignedMessage>().Select(Shifted);

        IEnumerable<Message> Voted(ValueList<CommandSequence> values) => values.SelectMany(value => (Message[])
        [
            new Verify(BallotOf(config), value).By(Own),
            new Phase2B(BallotOf(config), value).By(Own),
        ]).Concat(adversary.Nameable(signed).Select(command => new UniversalPhase2B(command).By(Own)));
    }

    private ProcessId Own => new('a', acceptor);

    private static Ballot BallotOf(BgpConfig config) => config.BallotOf(0, Ballots);

    /// <summary>The model's few views and ballots stand for those around the latest one that was heard of.</summary>
    private SignedMessage Shifted(SignedMessage message) => message switch
    {
        Phase1A m => m with { View = View(m.View), Ballot = Live(m.Ballot) },
        Phase2A m => m with
        {
            View = View(m.View),
            Ballot = Live(m.Ballot),
            Justification = m.Justification with { Ballot = Live(m.Justification.Ballot) },
        },
        Phase1B m => m with { Ballot = Live(m.Ballot) },
        Verify m => m with { Ballot = Live(m.Ballot) },
        Phase2B m => m with { Ballot = Live(m.Ballot) },
        Suspicion m => m with { View = View(m.View) },
        ViewChange m => m with { View = View(m.View) },
        NewLeader m => m with { View = View(m.View) },
        _ => message,
    };

    private int View(int view) => highest.View + view;

    private Ballot Live(Ballot ballot) => ballot == highest || ballot == Ballot.Zero
        ? ballot
        : live.BallotOf(View(ballot.View), Math.Max(1, highest.Number + ballot.Number - Ballots));

    private bool IsSignedByOwn(SignedMessage message) => message.From.Number == acceptor && message.From.Letter is 'a' or 'd';

    private void Raise(Ballot ballot) => highest = ballot > highest ? ballot : highest;

    private static void Keep<T>(List<T> kept, T one, int most)
        where T : notnull
    {
        kept.Remove(one);
        kept.Add(one);
        if (kept.Count > most)
        {
            kept.RemoveAt(0);
        }
    }
}
