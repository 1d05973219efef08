using BgpVerified.Kit;
using BgpVerified.Spec.Protocols;
using BgpVerified.Spec.Values;

namespace BgpVerified.PropertyTests.Kit;

/// <summary>A quorum input of a protocol's own: as many equal words, whatever the numbers.</summary>
internal sealed record Words(string Word, ProcessSet Signers) : Input
{
    protected override string Describe() => $"Words {Word} by {Signers.Names("p")}";
}

/// <summary>The smallest model in which what is read, counted and forged is said by hand.</summary>
internal sealed class OfParts : Model<PingConfig>
{
    public OfParts(Configuration source)
        : base(source, new(source))
    {
        Pingers = Role("pinger", 'p', source.Acceptors, id => new PingState(id, 0));
        var words = Tally<string>("words", m => m is Ping ping ? (ping.From.Number, ping.Word) : null);
        var pongs = Gather("pongs", m => m is Pong);
        var loud = words.Select("loud", said => new ValueList<Signed<string>>(said.Where(one => one.Signers.Count > 1)));
        var both = loud.With("loud and answered", pongs, (said, answers) => new ValueList<string>(
            answers.Count > 0 ? said.Select(one => one.Statement) : []));
        Pingers
            .Reads(pongs, (_, _, sent) => Heard(sent.Concat(Pingers.Byzantine.Select(process => new Pong().By(process)))))
            .Reads(both, (id, _, said) => Offers.Unfair(said.Select(word => new Start(word.Length))), id => id.Number == 1, local: true)
            .On<Pong>((self, _, _) => Step.To(self with { Heard = self.Heard + 1 }))
            .On<Start>((self, m, _) => Step.To(self, new Ping(m.Number, "x")))
            .On<Words>((self, m, _) => m.Signers.Count > 1 ? Step.To(self with { Heard = 9 }) : Step.Ignore(self));
        Forge(words, Pingers, said => said.Select(one => new Ping(0, one.Statement)));
        Forge(pongs, sent => Forged(sent.Append(new Pong().By(new('p', 0))).Append(new Pong().By(new('p', source.Acceptors - 1)))));
        Count<Ping, Words>(2, m => m.Word, all => new(all[0].Word, all.Signers()),
            words => words.Signers.Named('p').Select(new Ping(0, words.Word).By));
        Count<Pong>(2, heard: (state, _) => ((PingState)state).Heard == 0);
        Collect<Ping>(3, m => m.Number % 2, (_, m) => m.Word != "unheard");
        To<Pong>((m, process) => process != m.From);
    }

    public RoleModel<PingState, PingConfig> Pingers { get; }

    protected override void Declare() => Invariant(Pingers, "CountInv", p => p.Heard, all => all.All(heard => heard < 10), "few are heard");
}
