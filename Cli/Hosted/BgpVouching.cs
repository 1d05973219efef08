using System.Globalization;
using BgpVerified.Impl.Bgp;
using BgpVerified.Kit;
using BgpVerified.Runtime.Signing;
using BgpVerified.Spec.Commands;
using BgpVerified.Spec.Protocols;

namespace BgpVerified.Cli.Hosted;

/// <summary>
/// What BGP's messages say that others have signed: certificates that N - f acceptors have voted, view changes that f + 1 suspect the
/// leader, news to a leader that acceptors have committed to its view, commands that their authors have proposed them. A leader shows the
/// phase 1b messages that its justification follows from.
/// </summary>
/// <remarks>
/// An author's signature of a command is that of its <see cref="FastProposal"/>. It is shown wherever a handler asks whether a command is
/// authentic. A vote is not asked: N - f of them have a correct acceptor among them, who has.
/// </remarks>
public sealed class BgpVouching : IVouching
{
    private const char Acceptor = 'a';
    private readonly BgpConfig config;
    private readonly bool areCommandsSigned;

    /// <summary>Of a configuration.</summary>
    /// <param name="config">The configuration, without prefix quorums.</param>
    /// <param name="areCommandsSigned">
    /// Whether commands are shown with their authors' signatures. If not, whoever sends one answers for its author.
    /// </param>
    /// <exception cref="ArgumentException">
    /// It has prefix quorums: what shows a common prefix are votes for different values, of which a certificate says nothing.
    /// </exception>
    public BgpVouching(BgpConfig config, bool areCommandsSigned = true)
    {
        if (config.Has(BgpRule.PrefixQuorums))
        {
            throw new ArgumentException("signatures of prefix quorums cannot be shown; leave the rule out");
        }

        (this.config, this.areCommandsSigned) = (config, areCommandsSigned);
    }

    /// <inheritdoc/>
    public IEnumerable<Claim> Claims(Message message) => message switch
    {
        FastProposal m => OfCommands([m.Command], m),
        Proposal m => OfCommands([m.Command]),
        Forward m => OfCommands([m.Command]),
        Phase1B m => [.. OfCertificate(m.Proven), .. OfCheckpoint(m.Stable), .. OfCommands(m.Value), .. OfCommands(m.Universals)],
        Phase2A m => OfCommands(m.Value),
        ViewChange { View: > 0 } m => Of(new Suspicion(m.View - 1), m.Suspicions),
        NewLeader m => Of(new ViewChange(m.View, config.SuspicionSize), m.Commitments),
        _ => [],
    };

    /// <inheritdoc/>
    public bool IsSound(Message message, IReadOnlyList<SignedMessage> shown) => message switch
    {
        Phase2A m => shown.Count == m.Justification.Reports && Follows(m.Justification, shown),
        _ => shown.Count == 0 && IsPossible(message),
    };

    /// <inheritdoc/>
    public object? Answers(Message message) => message is Phase1B m ? m.Ballot : null;

    /// <inheritdoc/>
    public (object Question, int Count)? Shows(Message message) =>
        message is Phase2A m ? (m.Justification.Ballot, m.Justification.Reports) : null;

    /// <inheritdoc/>
    public object? About(SignedMessage statement) => !config.HasCheckpoints ? null : statement switch
    {
        Verify m => (nameof(Verify), m.Ballot),
        Phase2B m when m.Value.Beginning.Number is > 0 and var number => (nameof(Phase2B), number),
        _ => null,
    };

    /// <inheritdoc/>
    public IEnumerable<Claim> Held(object state) => state switch
    {
        AcceptorState a => [.. OfCertificate(a.Proven), .. OfCheckpoint(a.Stable), .. OfCommands(a.Value), .. OfCommands(a.Universals)],
        LeaderState l => OfCommands(l.Heard),
        _ => [],
    };

    private static IEnumerable<Claim> Of(SignedMessage statement, int count) =>
        count == 0 ? [] : [new(statement.SignedBy(new(Acceptor, ProcessId.Nobody)), count)];

    /// <summary>The votes may be for the same value with less of it discarded: so they were signed.</summary>
    private IEnumerable<Claim> OfCertificate(Certificate shown) => Of(new Verify(shown.Ballot, shown.Value), shown.Signatures)
        .Select(claim => !config.HasCheckpoints ? claim : claim with
        {
            About = (nameof(Verify), shown.Ballot),
            IsMetBy = statement => statement is Verify vote && vote.Ballot == shown.Ballot
                && vote.Value.Without(shown.Value.Discarded).Equals(shown.Value),
        });

    /// <summary>Of what shows that a beginning is stable a checkpoint says only the beginning: the statement is shown.</summary>
    private IEnumerable<Claim> OfCheckpoint(Checkpoint shown) => shown.History.Number == 0
        ? Of(new Phase2B(Ballot.Zero, config.Empty), shown.Signatures)
        : Of(new Phase2B(Ballot.Zero, config.Empty.StartingAt(shown.History)), shown.Signatures).Select(claim => claim with
        {
            About = (nameof(Phase2B), shown.History.Number),
            IsMetBy = statement => statement is Phase2B proven && proven.Value.Beginning.Equals(shown.History),
        });

    /// <summary>Whether no number is one that no correct process would send.</summary>
    /// <remarks>
    /// How many suspicions a view change carries is the same for all correct acceptors: who shows a new leader view changes shows them as
    /// they were signed.
    /// </remarks>
    private bool IsPossible(Message message) => message switch
    {
        Phase1B m => m.Proven.Signatures >= 0 && m.Stable.Signatures >= 0,
        ViewChange m => m.View >= 1 && m.Suspicions == config.SuspicionSize,
        NewLeader m => m.View >= 1 && m.Commitments >= 0,
        _ => true,
    };

    private bool Follows(Justification justification, IReadOnlyList<SignedMessage> shown) =>
        shown.All(message => message is Phase1B { From.Letter: Acceptor } && IsPossible(message))
        && shown.Select(message => message.From).Distinct().Count() == shown.Count
        && Justification.From(justification.Ballot, shown.Cast<Phase1B>(), config).Equals(justification);

    /// <summary>One that its author has not signed is claimed by nobody, and handlers ignore it.</summary>
    private IEnumerable<Claim> OfCommands(IEnumerable<Command> commands, FastProposal? by = null) => areCommandsSigned
        ? commands.Where(command => command.HasValidSignature).Distinct()
            .Select(command => (Command: command, Author: AuthorOf(command)))
            .Where(one => by is null || one.Author != by.From)
            .Select(one => new Claim(new FastProposal(one.Command) { From = one.Author }, 1))
        : [];

    /// <summary>The process that a command names as its author; nobody if there can be no such process.</summary>
    private static ProcessId AuthorOf(Command command) =>
        command.Author is [>= 'a' and <= 'z' and var letter, .. var number]
        && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= 1
        && $"{letter}{value}" == command.Author
            ? new(letter, value - 1)
            : new('?', 0);
}
