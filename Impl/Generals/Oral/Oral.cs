using BgpVerified.Kit;
using BgpVerified.Spec.Protocols;
using BgpVerified.Spec.Values;

namespace BgpVerified.Impl.Generals;

/// <summary>That an order has come along a chain of generals.</summary>
/// <param name="Along">The generals.</param>
/// <param name="Order">The order.</param>
public sealed record Told(Chain Along, string Order)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Order} along {Along}";
}

/// <summary>
/// A general to all others: all that he says in a round. In the first the commander gives his order; in each later one a lieutenant
/// says what he was told in the round before, as the commander of an OM of his own for each.
/// </summary>
/// <param name="Round">The round, from 1.</param>
/// <param name="All">What he was told; the order, along nobody, if he is the commander.</param>
public sealed record Says(int Round, ValueList<Told> All) : SignedMessage
{
    /// <inheritdoc/>
    protected override string Body => $"{Round} {All}";
}

/// <summary>What a messenger brings: an order, the generals that it is said to come along, and who has really sent it.</summary>
/// <param name="Along">The generals.</param>
/// <param name="Order">The order.</param>
/// <param name="By">Who has sent it.</param>
public sealed record Report(Chain Along, string Order, ProcessId By)
{
    /// <inheritdoc/>
    public override string ToString() => By == Along.Last ? $"{Order} along {Along}" : $"{Order} along {Along} from {By}";
}

/// <summary>
/// A round ends for a lieutenant: every message of a loyal general has come, and what has not come he knows to be absent (A1 and A3).
/// </summary>
/// <param name="Round">The round, from 1.</param>
/// <param name="Reports">What has come, in this order.</param>
public sealed record RoundEnds(int Round, ValueList<Report> Reports) : LocalInput
{
    /// <inheritdoc/>
    protected override string Describe() => $"RoundEnds {Round} {Reports}";
}

/// <summary>A loyal general who has only oral messages.</summary>
/// <param name="Id">Who he is.</param>
/// <param name="Given">The order that he has given, as the commander.</param>
/// <param name="Round">How many rounds have ended for him.</param>
/// <param name="Heard">What he was told, in the order of rounds; forgotten once he knows what to obey.</param>
/// <param name="Obeys">The order that he obeys.</param>
public sealed record OralGeneral(ProcessId Id, string? Given, int Round, ValueList<Told> Heard, string? Obeys)
    : General(Id, Given, Round, Obeys);

/// <summary>
/// The algorithm OM(m) for oral messages, after Lamport, Shostak and Pease, "The Byzantine Generals Problem", TOPLAS 4(3), 1982,
/// section 3; m is f.
/// </summary>
/// <remarks>
/// The paper's recursion is unfolded into rounds: in OM(m), which the commander runs, each lieutenant runs OM(m - 1) for what he was
/// told, and in each of these all others OM(m - 2) for what they were told, and so on. So in round r orders arrive along chains of r
/// generals, and what OM returns for a chain is <see cref="Value"/>, from the longest chains back to the commander's.
/// TLA+: OralGenerals.tla.
/// </remarks>
public static class Oral
{
    /// <summary>OM(m), step 1: the commander sends his order to every lieutenant. TLA+: Give.</summary>
    public static Step<OralGeneral> On(OralGeneral self, Command m, OralConfig config) =>
        self is { IsCommander: true, Given: null }
            ? Step.To(self with { Given = m.Order }, new Says(1, new([new(Chain.Empty, m.Order)])))
            : Step.Ignore(self);

    /// <summary>
    /// OM(m), step 2: a lieutenant sends on what he was told, or RETREAT if he was told nothing; after the last round step 3, the
    /// majority. TLA+: EndRound.
    /// </summary>
    public static Step<OralGeneral> On(OralGeneral self, RoundEnds m, OralConfig config)
    {
        if (self.IsCommander || self.Obeys is not null || m.Round != self.Round + 1 || Heard(self.Id, m, config) is not { } told)
        {
            return Step.Ignore(self);
        }

        List<Told> all = [.. self.Heard, .. told];
        return m.Round < config.Rounds
            ? Step.To(self with { Round = m.Round, Heard = new(all) }, new Says(m.Round + 1, new(told)))
            : Step.To(self with { Round = m.Round, Heard = ValueList<Told>.Empty, Obeys = Obeyed(self.Id, all, config) });
    }

    /// <summary>
    /// What he was told along each chain of the round. He knows who sends a message (A2), so that only the last of a chain can say what
    /// came along it; where he was told nothing he takes it for RETREAT. Null if he still waits.
    /// </summary>
    private static IReadOnlyList<Told>? Heard(ProcessId self, RoundEnds m, OralConfig config)
    {
        var first = new Dictionary<Chain, string>();
        foreach (var report in m.Reports.Where(report => config.Asks(OralRule.KnownSender, report.By == report.Along.Last)))
        {
            first.TryAdd(report.Along, report.Order);
        }

        var chains = config.ChainsTo(self, m.Round);
        return config.Has(OralRule.Default) || chains.All(first.ContainsKey)
            ? [.. chains.Select(chain => new Told(chain, first.GetValueOrDefault(chain, General.Retreat)))]
            : null;
    }

    private static string Obeyed(ProcessId self, List<Told> all, OralConfig config)
    {
        var heard = all.ToDictionary(told => told.Along, told => told.Order);
        var commander = all[0];
        return config switch
        {
            _ when !config.Has(OralRule.Majority) => commander.Order,
            _ when !config.Has(OralRule.Nested) => Majority([.. heard.Values], commander.Order, config),
            _ => Value(self, commander.Along, heard, config),
        };
    }

    /// <summary>
    /// OM(m), step 3: the majority of what he was told along a chain himself, and of what OM(m - 1) returns for each other lieutenant
    /// who was told it as well.
    /// </summary>
    private static string Value(ProcessId self, Chain along, Dictionary<Chain, string> heard, OralConfig config)
    {
        var own = heard[along];
        if (along.Length == config.Rounds)
        {
            return own;
        }

        List<string> votes = [own];
        foreach (var next in config.After(along))
        {
            if (next.Last != self)
            {
                votes.Add(Value(self, next, heard, config));
            }
        }

        return Majority(votes, own, config);
    }

    /// <summary>The order that more than half are for, and RETREAT if there is none: all decide a tie alike.</summary>
    private static string Majority(List<string> votes, string own, OralConfig config) =>
        votes.Find(vote => 2 * votes.Count(other => other == vote) > votes.Count)
            ?? (config.Has(OralRule.Tie) ? General.Retreat : own);
}
