using BgpVerified.Impl.Bracha;
using BgpVerified.Kit;
using BgpVerified.Spec.Protocols;

namespace BgpVerified.CoyoteTests.Kit;

/// <summary>Bracha's reliable broadcast as <c>Impl/Bracha</c> has it, modelled the short way: no channels, keys or sizes.</summary>
internal sealed class BrachaTheShortWay() : Protocol<BrachaRule>("bracha", "the short way", source => new ShortModel(source))
{
    public override IReadOnlyList<Scenario> Scenarios { get; } = new BrachaProtocol().Scenarios;

    protected override string FirstScenario => Scenarios[0].Name;

    private sealed class ShortModel(Configuration source) : BrachaModels(source)
    {
        protected override void Messages(IRole senders, IRole nodes)
        {
            Says(senders, Config.Values.Select(value => new Initial(value)));
            Says(nodes, Config.Values.Select(value => new Echo(value)));
            Says(nodes, Config.Values.Select(value => new Ready(value)));
        }
    }
}

/// <summary>The same the fast way: what is remembered of one value does not depend on what is said of another.</summary>
internal sealed class BrachaTheFastWay() : Protocol<BrachaRule>("bracha", "the fast way", source => new FastModel(source))
{
    public override IReadOnlyList<Scenario> Scenarios { get; } = new BrachaProtocol().Scenarios;

    protected override string FirstScenario => Scenarios[0].Name;

    private sealed class FastModel(Configuration source) : BrachaModels(source)
    {
        protected override void Messages(IRole senders, IRole nodes)
        {
            var values = Config.Values.Distinct().ToList();
            Channel(values).Each<Initial>(senders, m => m.Value).Forge<Initial>(senders, value => [new(value)]);
            Channel(values).Quorum<Echo>(nodes, Config.EchoSize, m => m.Value, value => [new(value)]);
            Channel(values).Quorum<Ready>(nodes, Config.F + 1, m => m.Value, value => [new(value)]);
        }
    }
}

/// <summary>What both ways have in common: roles, handlers and properties.</summary>
internal abstract class BrachaModels(Configuration source) : Model<BrachaConfig>(source, new(source))
{
    protected abstract void Messages(IRole senders, IRole nodes);

    protected override void Declare()
    {
        var senders = Role("sender", 's', 1, id => new SenderState(id, false));
        var nodes = Role("node", 'n', Config.N, id => new NodeState(id, null, null, null), mayCrash: true, interchangeable: true);
        Messages(senders, nodes);
        senders.Local<Broadcast>(Node.On, _ => [(new(Config.Values[0]), true)]);
        nodes.On<Initial>(Node.On).On<Quorum<Echo>>(Node.On).On<Quorum<Ready>>(Node.On);

        var isSenderCorrect = senders.Byzantine.Count == 0;
        Invariant(nodes, "AgreementInv", n => n.Delivered, all => all.OfType<string>().Distinct().Count() <= 1,
            "no two nodes deliver different values");
        Invariant(nodes, "IntegrityInv", n => n.Delivered, all => !isSenderCorrect
            || all.All(value => value is null || value == Config.Values[0]), "only what was sent");
        Eventually(nodes, "ValidityProp", n => n.Delivered, all => !isSenderCorrect || all.All(value => value is not null),
            "what is sent is delivered");
        Eventually(nodes, "TotalityProp", n => n.Delivered, all => all.All(v => v is null) || all.All(v => v is not null),
            "all deliver or none");
        Reach<NodeState>("ReachDelivered", (before, after) => before.Delivered != after.Delivered, "a node delivers");
    }
}
