using BgpVerified.Spec.Values;

namespace BgpVerified.Impl.Generals.Search;

/// <summary>That a general sends another one message in a round: one of the form's symbols, by a rule of what he knows then.</summary>
/// <param name="Round">The round; what arrives in earlier rounds is known.</param>
/// <param name="Sender">Who sends; 0 is the commander.</param>
/// <param name="Receiver">Who receives.</param>
/// <param name="Rule">By which rule; messages with one rule are sent alike. -1: the commander says his order.</param>
public sealed record Wire(int Round, int Sender, int Receiver, int Rule);

/// <summary>
/// All deterministic algorithms of a form: who sends to whom when is fixed, what he sends is any function of what he knows, and what a
/// lieutenant obeys is any function of what he has received in the end.
/// </summary>
/// <param name="Name">What it is.</param>
/// <param name="Generals">How many generals there are, the commander among them.</param>
/// <param name="Traitors">How many of them are traitors.</param>
/// <param name="Symbols">How many different messages there are: 0 and 1 are the two orders, 2 may be that nothing comes.</param>
/// <param name="Wires">Who sends to whom.</param>
/// <param name="IsSigned">
/// Whether a lieutenant can pass on only what the commander has signed and he has received (or nothing, which is 2); traitors show each
/// other what they have.
/// </param>
public sealed record AlgorithmForm(string Name, int Generals, int Traitors, int Symbols, ValueList<Wire> Wires, bool IsSigned = false)
{
    /// <summary>The symbol for nothing.</summary>
    public const int Nothing = 2;

    /// <summary>How many rules there are to choose.</summary>
    public int Rules => Wires.Max(wire => wire.Rule) + 1;

    /// <summary>The commander gives an order, and that is all.</summary>
    public static AlgorithmForm OneRound(int generals, int symbols, bool isSigned = false) => new(
        $"{generals} generals, one round", generals, 1, symbols, new(Orders(generals)), isSigned);

    /// <summary>The commander gives an order, and each lieutenant tells all others the same of it.</summary>
    public static AlgorithmForm TwoRounds(int generals, int symbols, int traitors = 1, bool isSigned = false) => new(
        $"{generals} generals, two rounds",
        generals,
        traitors,
        symbols,
        new(Orders(generals).Concat(
            from sender in Enumerable.Range(1, generals - 1)
            from receiver in Enumerable.Range(1, generals - 1)
            where sender != receiver
            select new Wire(2, sender, receiver, sender - 1))),
        isSigned);

    /// <summary>
    /// Three generals; the commander, too, is told what came of his order, and tells each lieutenant something once more.
    /// </summary>
    /// <param name="isAlike">Whether both lieutenants have the same rules, and the commander the same for both.</param>
    public static AlgorithmForm CommanderAgain(bool isAlike) => new(
        "three generals, three rounds; the commander speaks again",
        3,
        1,
        2,
        new(
        [
            .. Orders(3),
            new(2, 1, 2, 0), new(2, 2, 1, isAlike ? 0 : 3),
            new(2, 1, 0, 1), new(2, 2, 0, isAlike ? 1 : 4),
            new(3, 0, 1, 2), new(3, 0, 2, isAlike ? 2 : 5),
        ]));

    /// <summary>
    /// Three generals, three rounds: the lieutenants tell each other something of the order, then something of what they were told.
    /// </summary>
    public static AlgorithmForm LieutenantsAgain() => new(
        "three generals, three rounds; the lieutenants speak again",
        3,
        1,
        2,
        new([.. Orders(3), new(2, 1, 2, 0), new(2, 2, 1, 1), new(3, 1, 2, 2), new(3, 2, 1, 3)]));

    private static IEnumerable<Wire> Orders(int generals) => Enumerable.Range(1, generals - 1)
        .Select(receiver => new Wire(1, 0, receiver, -1));
}
