using BgpVerified.Mirror;
using BgpVerified.Spec.Protocols;
using Xunit;

namespace BgpVerified.CrossCheck;

/// <summary>One process of the npm tool for all tests of a class, begun with the first that asks for it.</summary>
public sealed class NpmProcess : IDisposable
{
    private readonly Lazy<Npm> npm = new(Npm.Start);

    internal Npm Started => npm.Value;

    public void Dispose()
    {
        if (npm.IsValueCreated)
        {
            npm.Value.Dispose();
        }
    }
}

/// <summary>Tests that change a rule on both sides, and compare the graphs.</summary>
public abstract class RuleComparison(NpmProcess npm) : IClassFixture<NpmProcess>
{
    /// <summary>Both sides have the same graph in a configuration.</summary>
    private protected void Compare(ProtocolMirror mirror, Configuration changed)
    {
        Assert.SkipWhen(Npm.Missing is not null, Npm.Missing ?? string.Empty);
        var difference = GraphComparison.FirstDifference(npm.Started, mirror, mirror.Protocol.Build(changed), FlatModule.Text(mirror));
        Assert.True(difference is null, difference);
    }

    /// <summary>The rule taken out, or put in where it is not in force.</summary>
    private protected static Configuration Changed(Configuration start, string rule) =>
        start.Rules.Contains(rule) ? Without(start, rule) : start with { Rules = start.Rules.Add(rule) };

    /// <summary>The rule taken out.</summary>
    private protected static Configuration Without(Configuration start, string rule) =>
        start with { Rules = new(start.Rules.Where(other => other != rule)) };
}
