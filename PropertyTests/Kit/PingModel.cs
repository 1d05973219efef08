using BgpVerified.Kit;
using BgpVerified.Spec.Protocols;

namespace BgpVerified.PropertyTests.Kit;

/// <summary>What a test changes of the smallest model there is: somebody pings, others count.</summary>
internal sealed record PingOptions
{
    public Func<PingState, Ping, PingConfig, Step<PingState>> Handler { get; init; } = (self, _, _) =>
        Step.To(self with { Heard = self.Heard + 1 });

    public Action<PingModel>? Instead { get; init; }

    public string Property { get; init; } = "CountInv";

    public int Size { get; init; } = 2;
}

internal sealed record Ping(int Number, string Word) : SignedMessage;

internal sealed record Pong : SignedMessage;

internal sealed record Start(int Number) : LocalInput;

internal sealed record PingState(ProcessId Id, int Heard) : ProcessState(Id)
{
    public List<int>? Log { get; init; }
}

internal enum PingRule
{
    [Rule("here", "why not", Protects = "CountInv")]
    CountOnce,
}

internal enum SilentRule
{
    SaysNothing,
}

internal sealed class PingConfig(Configuration source) : RuledConfig<PingRule>(source);

internal sealed class PingModel(Configuration source, PingOptions options) : Model<PingConfig>(source, new(source))
{
    public void TwoOfALetter()
    {
        Role("one", 'p', 1, id => new PingState(id, 0));
        Role("two", 'p', 1, id => new PingState(id, 0));
    }

    public void TwoHandlers() => Pingers().On(options.Handler).On(options.Handler);

    public void NoChannel() => Pingers().On<Quorum<Pong>>((self, _, _) => Step.Ignore(self));

    public void ForgedElsewhere() => Channel().Forge(Pingers(), _ => (Ping[])[new(0, "x")]);

    public void NoKey() => Channel([1, 2]).Each<Ping>(Pingers());

    public void TwoSenders()
    {
        var ones = Role("one", 'p', 1, id => new PingState(id, 0));
        Channel().Each<Ping>(ones).Each<Ping>(Role("two", 'q', 1, id => new PingState(id, 0)));
    }

    public void TwoCounted()
    {
        var ones = Role("one", 'p', 1, id => new PingState(id, 0));
        Channel().Quorum<Pong>(ones, 1).Quorum<Pong>(Role("two", 'q', 1, id => new PingState(id, 0)), 1);
    }

    public void SaidTwice()
    {
        var pingers = Pingers();
        Channel().Each<Ping>(pingers).Reports<Ping>(pingers, 1).Reports<Ping>(pingers, 1);
    }

    protected override void Declare()
    {
        if (options.Instead is not null)
        {
            options.Instead(this);
            return;
        }

        var pingers = Pingers();
        Channel().Each<Ping>(pingers);
        Channel().Quorum<Pong>(pingers, options.Size);
        pingers.Local<Start>((self, m, _) => Step.To(self, new Ping(m.Number, "x"), new Pong()), _ => [(new(1), true)])
            .On(options.Handler)
            .On<Quorum<Pong>>((self, m, _) => m.Signers.Count >= 2 ? Step.To(self with { Heard = 9 }) : Step.Ignore(self));
        Invariant(pingers, options.Property, p => p.Heard, all => all.All(heard => heard < 10), "few are heard");
    }

    private RoleModel<PingState, PingConfig> Pingers() => Role("pinger", 'p', 3, id => new PingState(id, 0), interchangeable: true);
}

/// <summary>Two roles that hear the same, the first role first or last.</summary>
internal sealed class TwoRoles(Configuration source, bool rolesFirst) : Model<PingConfig>(source, new(source))
{
    protected override void Declare()
    {
        var ones = Role("one", 'p', 2, id => new PingState(id, 0));
        var twos = Role("two", 'q', 1, id => new PingState(id, 0));
        Channel().Each<Ping>(ones);
        foreach (var role in rolesFirst ? [ones, twos] : (RoleModel<PingState, PingConfig>[])[twos, ones])
        {
            role.On<Ping>((self, _, _) => Step.To(self with { Heard = self.Heard + 1 }));
        }
    }
}
