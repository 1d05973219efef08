using BgpVerified.Checker.Worlds;
using BgpVerified.Impl.Generals;
using BgpVerified.Kit;
using BgpVerified.Spec.Protocols;

namespace BgpVerified.Mirror.Generals;

/// <summary>Says what the generals' configurations and states are in <c>Generals.tla</c>; each algorithm adds its own.</summary>
public abstract class GeneralsMirror : ProtocolMirror
{
    /// <summary>No order, as in <c>Generals.tla</c>.</summary>
    private const string NoOrder = "none!";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Extended => ["Generals"];

    /// <inheritdoc/>
    public override IReadOnlyList<string> Variables { get; } = ["general", "sent"];

    /// <inheritdoc/>
    public override IReadOnlyList<string> Invariants { get; } = ["IC1Inv", "IC2Inv"];

    /// <inheritdoc/>
    public override IReadOnlyList<(string Name, string Value)> Constants(Configuration configuration)
    {
        var names = Protocol.Build(configuration).Processes;
        return
        [
            ("Rules", TlaText.Set(configuration.Rules.Select(TlaText.Of))),
            ("Names", TlaText.Sequence(names.Select(general => TlaText.Of(general.Name)))),
            ("Traitors", TlaText.Set(configuration.Byzantine.Select(TlaText.Of))),
            ("Faults", TlaText.Of(configuration.Faults)),
            ("Commands", TlaText.Set(configuration.Commands.Select(TlaText.Of))),
        ];
    }

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, string> ValuesOf(ISystem system, World world)
    {
        var states = world.States;
        return new Dictionary<string, string>
        {
            ["general"] = TlaText.Record(states.Index().Where(pair => pair.Item is General)
                .Select(pair => (system.Processes[pair.Index].Name, Of((General)pair.Item!)))),
            ["sent"] = TlaText.Set(Enumerable.Range(0, states.Count).SelectMany(world.SentBy).Select(Of)),
        };
    }

    /// <inheritdoc/>
    public override IReadOnlyList<ActionUse> Uses(ISystem system, int process, object before, Input input)
    {
        var self = TlaText.Of(system.Processes[process].Name);
        return input is Command m ? [new("Give", [self, TlaText.Of(m.Order)], "TRUE")] : OwnUses(system, self, input);
    }

    /// <summary>What a general remembers in one algorithm only.</summary>
    /// <param name="state">The state.</param>
    /// <returns>The field of his record in the module.</returns>
    protected abstract (string Name, string Value) Own(General state);

    /// <summary>A message.</summary>
    /// <param name="message">The message.</param>
    /// <returns>The record that it is in the module.</returns>
    protected abstract string Of(Message message);

    /// <summary>The actions that the end of a round can be.</summary>
    /// <param name="system">The configured protocol.</param>
    /// <param name="self">The lieutenant, as he is in the module.</param>
    /// <param name="input">The input that he takes.</param>
    /// <returns>The actions, the likeliest first.</returns>
    protected abstract IReadOnlyList<ActionUse> OwnUses(ISystem system, string self, Input input);

    /// <summary>What a general says in a round.</summary>
    private protected static string Said(SignedMessage from, int round, IEnumerable<string> all) => TlaText.Record(
        ("from", TlaText.Of($"{from.From}")), ("round", TlaText.Of(round)), ("all", TlaText.Set(all)));

    /// <summary>A chain of generals.</summary>
    private protected static string Of(Chain chain) => TlaText.Sequence(chain.Generals.Select(general => TlaText.Of($"{general}")));

    /// <summary>A refusal of what the module does not have.</summary>
    private protected ArgumentException Unknown(object what) => new($"{Module}.tla has no {what.GetType().Name}", nameof(what));

    private string Of(General state) => TlaText.Record(
        ("given", TlaText.Of(state.Given ?? NoOrder)), ("round", TlaText.Of(state.Round)), Own(state),
        ("obeys", TlaText.Of(state.Obeys ?? NoOrder)));
}

/// <summary>Says what states and messages of <c>Impl/Generals/Oral</c> are in <c>OralGenerals.tla</c>.</summary>
public sealed class OralGeneralsMirror : GeneralsMirror
{
    /// <inheritdoc/>
    public override IProtocol Protocol { get; } = new OralGeneralsProtocol();

    /// <inheritdoc/>
    public override string Module => "OralGenerals";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Folders { get; } = ["Generals/Oral"];

    /// <inheritdoc/>
    protected override (string Name, string Value) Own(General state) => state is OralGeneral s
        ? ("heard", TlaText.Set(s.Heard.Select(Of)))
        : throw Unknown(state);

    /// <inheritdoc/>
    protected override string Of(Message message) => message is Says m ? Said(m, m.Round, m.All.Select(Of)) : throw Unknown(message);

    /// <inheritdoc/>
    protected override IReadOnlyList<ActionUse> OwnUses(ISystem system, string self, Input input)
    {
        if (input is not RoundEnds m)
        {
            return [];
        }

        var traitors = system.Processes.Where(general => general.Fault == Fault.Byzantine).Select(general => general.Name).ToList();
        var lies = TlaText.Set(m.Reports.Where(report => traitors.Contains($"{report.By}")).Select(Of));
        return [new("EndRound", [self, lies], $"{lies} \\in LiesTo({self})")];
    }

    private static string Of(Told told) => TlaText.Record(("along", Of(told.Along)), ("order", TlaText.Of(told.Order)));

    private static string Of(Report report) => TlaText.Record(
        ("along", Of(report.Along)), ("order", TlaText.Of(report.Order)), ("by", TlaText.Of($"{report.By}")));
}

/// <summary>Says what states and messages of <c>Impl/Generals/Signed</c> are in <c>SignedGenerals.tla</c>.</summary>
public sealed class SignedGeneralsMirror : GeneralsMirror
{
    /// <inheritdoc/>
    public override IProtocol Protocol { get; } = new SignedGeneralsProtocol();

    /// <inheritdoc/>
    public override string Module => "SignedGenerals";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Folders { get; } = ["Generals/Signed"];

    /// <inheritdoc/>
    protected override (string Name, string Value) Own(General state) => state is SignedGeneral s
        ? ("orders", TlaText.Set(s.Orders.Select(TlaText.Of)))
        : throw Unknown(state);

    /// <inheritdoc/>
    protected override string Of(Message message) => message is Signs m ? Said(m, m.Round, m.All.Select(Of)) : throw Unknown(message);

    /// <inheritdoc/>
    protected override IReadOnlyList<ActionUse> OwnUses(ISystem system, string self, Input input) => input is OrdersCome
        ? [new("EndRound", [self, "{}"], "TRUE", $"FirstOrders({self})")]
        : [];

    private static string Of(SignedOrder order) => TlaText.Record(
        ("order", TlaText.Of(order.Order)), ("signers", Of(order.Signers)), ("genuine", TlaText.Of(order.IsGenuine)));
}
